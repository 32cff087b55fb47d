//! Comma-separated values, safe to open in a spreadsheet.

/// Lines of fields. Quoted where they need it; lines end in CR LF.
#[derive(Debug, Default)]
pub struct Csv(String);

impl Csv {
    /// Adds a line.
    pub fn line<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) {
        for (n, field) in fields.into_iter().enumerate() {
            if n > 0 {
                self.0.push(',');
            }
            self.field(field);
        }
        self.0.push_str("\r\n");
    }

    /// All of it.
    pub fn into_text(self) -> String {
        self.0
    }

    fn field(&mut self, text: &str) {
        // A spreadsheet would take these for the beginning of a formula, and run what somebody typed into a CRM.
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        self.0.push_str(&quoted(guard, text));
    }
}

/// A line for other programs, which take nothing for a formula; without its end.
pub fn plain_line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    fields.into_iter().map(|field| quoted("", field)).collect::<Vec<_>>().join(",")
}

/// The text after a guard, in quotes where it needs them.
fn quoted(guard: &str, text: &str) -> String {
    match text.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{guard}{}\"", text.replace('"', "\"\"")),
        false => format!("{guard}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fields: &[&str], expect: &str) {
        let mut csv = Csv::default();
        csv.line(fields.iter().copied());
        assert_eq!(csv.into_text(), format!("{expect}\r\n"));
    }

    #[test]
    fn fields_are_quoted_where_they_need_it() {
        check(&["a", "", "ü b"], "a,,ü b");
        assert_eq!(plain_line(["-1", "a,b"]), "-1,\"a,b\"");
        check(&["a,b", "say \"no\"", "two\nlines"], "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"");
    }

    #[test]
    fn no_field_is_a_formula() {
        check(&["=1+1", "+49 30", "-5", "@sum"], "'=1+1,'+49 30,'-5,'@sum");
        check(&["\t=1", "\r=1", "=a,\"b\""], "'\t=1,\"'\r=1\",\"'=a,\"\"b\"\"\"");
        check(&["a=1", "1-2"], "a=1,1-2");
    }
}
