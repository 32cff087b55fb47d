//! Refused rows as comma-separated values.

use plumbline_protocol::library::RefusedRow;

/// A line a row, safe to open in a spreadsheet.
pub fn table(rows: &[RefusedRow]) -> String {
    let lines = rows.iter().map(|row| format!("{},{}\r\n", row.line, field(&row.why)));
    std::iter::once("line,why\r\n".to_owned()).chain(lines).collect()
}

fn field(text: &str) -> String {
    // A spreadsheet would take these for the beginning of a formula, and run what somebody wrote into a file.
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_quoted_and_no_formula() {
        let row = |line, why: &str| RefusedRow { line, why: why.to_owned() };
        let text = table(&[row(2, "field url: 'a,b' is \"none\""), row(30, "=1+1")]);
        assert_eq!(text, "line,why\r\n2,\"field url: 'a,b' is \"\"none\"\"\"\r\n30,\"'=1+1\"\r\n");
    }
}
