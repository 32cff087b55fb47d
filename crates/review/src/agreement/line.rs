//! Which line of a text a message is about, and where that line is.

use std::ops::Range;

/// The line that the hub's message names, counted from 1.
pub fn line_in(message: &str) -> Option<usize> {
    let (number, _) = message.strip_prefix("line ")?.split_once(':')?;
    number.parse().ok().filter(|line| *line > 0)
}

/// Where the line is without its end, as browsers count: in UTF-16 code units. The last line for one beyond it.
pub fn range_of(text: &str, line: usize) -> Range<usize> {
    let units = |line: &str| line.encode_utf16().count();
    let lines: Vec<&str> = text.split('\n').collect();
    let at = line.clamp(1, lines.len()) - 1;
    let start = lines.iter().take(at).map(|line| units(line) + 1).sum();
    start..start + lines.get(at).map_or(0, |line| units(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_stands_at_the_beginning_of_a_message() {
        let check = |message: &str, expect: Option<usize>| assert_eq!(line_in(message), expect, "{message}");
        check("line 12: key 'within': 'soon' is not a duration", Some(12));
        check("line 1: x: y", Some(1));
        check("line 0: x", None);
        check("line twelve: x", None);
        check("no promise on line 3: x", None);
        check("line 12", None);
        check("", None);
    }

    #[test]
    fn a_line_is_found_where_the_browser_counts_it() {
        let check =
            |text: &str, line: usize, expect: Range<usize>| assert_eq!(range_of(text, line), expect, "{text:?} {line}");
        check("a\nbc\n", 1, 0..1);
        check("a\nbc\n", 2, 2..4);
        check("a\nbc\n", 3, 5..5);
        check("a\nbc\n", 9, 5..5);
        check("ä😀\nx", 1, 0..3);
        check("ä😀\nx", 2, 4..5);
        check("", 1, 0..0);
        check("a", 0, 0..1);
    }
}
