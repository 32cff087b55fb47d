//! Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet.

/// Lines of fields. Quoted where they need it; lines end in CR LF.
#[derive(Debug, Default)]
pub(super) struct Csv(String);

impl Csv {
    /// Adds a line.
    pub(super) fn line<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) {
        for (n, field) in fields.into_iter().enumerate() {
            if n > 0 {
                self.0.push(',');
            }
            self.field(field);
        }
        self.0.push_str("\r\n");
    }

    /// All of it.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    fn field(&mut self, text: &str) {
        // A spreadsheet would take these for the beginning of a formula, and run what somebody typed into a CRM.
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        if text.contains(['"', ',', '\n', '\r']) {
            self.0.push_str(&format!("\"{guard}{}\"", text.replace('"', "\"\"")));
        } else {
            self.0.push_str(guard);
            self.0.push_str(text);
        }
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
        check(&["a,b", "say \"no\"", "two\nlines"], "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"");
    }

    #[test]
    fn no_field_is_a_formula() {
        check(&["=1+1", "+49 30", "-5", "@sum"], "'=1+1,'+49 30,'-5,'@sum");
        check(&["\t=1", "\r=1", "=a,\"b\""], "'\t=1,\"'\r=1\",\"'=a,\"\"b\"\"\"");
        check(&["a=1", "1-2"], "a=1,1-2");
    }
}
