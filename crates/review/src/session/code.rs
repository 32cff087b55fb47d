//! Enrolment codes as they are typed.

/// How many characters stand between dashes.
const GROUP: usize = 4;

/// The code as it is printed: upper case, in groups of four. What does not look like a code is left as it was typed,
/// because the hub decides what it accepts.
pub fn pretty(typed: &str) -> String {
    let is_codelike = |c: char| c.is_ascii_alphanumeric() || c == '-' || c.is_whitespace();
    if !typed.chars().all(is_codelike) {
        return typed.to_owned();
    }
    let symbols: Vec<char> =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let groups: Vec<String> = symbols.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_grouped_and_anything_else_is_let_be() {
        let check = |typed: &str, expect: &str| assert_eq!(pretty(typed), expect, "{typed:?}");
        check("abcd", "ABCD");
        check("abcde", "ABCD-E");
        check("ABCD-", "ABCD");
        check(" k7fq 2mxw\t9rtz\n", "K7FQ-2MXW-9RTZ");
        check("K7FQ-2MXW-9RTZ", "K7FQ-2MXW-9RTZ");
        check("ключ_1", "ключ_1");
        check("", "");
    }
}
