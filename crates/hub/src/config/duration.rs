//! Durations as people write them: `45s`, `90m`, `2h`, `1d`, `1h 30m`.

use std::time::Duration;

/// The duration that `text` says, which is more than none.
///
/// # Errors
/// Says what it should look like.
pub fn duration(text: &str) -> Result<Duration, String> {
    let found = duration_or_none(text)?;
    if found.is_zero() { Err(wrong(text)) } else { Ok(found) }
}

/// The duration that `text` says, which may be none, as in `0m`.
///
/// # Errors
/// Says what it should look like.
pub(super) fn duration_or_none(text: &str) -> Result<Duration, String> {
    let wrong = || wrong(text);
    let mut total = 0_u64;
    for part in text.split_whitespace() {
        let unit = match part.as_bytes().last() {
            Some(b's') => 1,
            Some(b'm') => 60,
            Some(b'h') => 3_600,
            Some(b'd') => 86_400,
            _ => return Err(wrong()),
        };
        let count: u64 = part.get(..part.len() - 1).and_then(|count| count.parse().ok()).ok_or_else(wrong)?;
        total = count.checked_mul(unit).and_then(|seconds| total.checked_add(seconds)).ok_or_else(wrong)?;
    }
    // A year is longer than anybody means to promise or wait.
    if text.trim().is_empty() || total > 366 * 86_400 {
        return Err(wrong());
    }
    Ok(Duration::from_secs(total))
}

fn wrong(text: &str) -> String {
    format!("'{text}' is not a duration such as \"15s\", \"90m\", \"2h\" or \"1h 30m\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        let check = |text, expect| assert_eq!(duration(text).ok().map(|found| found.as_secs()), expect, "{text}");
        check("45s", Some(45));
        check("90m", Some(5_400));
        check("1h 30m", Some(5_400));
        check("1d", Some(86_400));
        for text in ["", "2", "h", "2x", "-1h", "0s", "2h30", "é", "99999999999999999999h", "9000d"] {
            check(text, None);
        }
    }

    #[test]
    fn no_time_at_all_has_a_unit_too() {
        let check = |text, expect| assert_eq!(duration_or_none(text).ok().map(|found| found.as_secs()), expect);
        check("0m", Some(0));
        check("90m", Some(5_400));
        check("", None);
        check(" ", None);
        check("0", None);
    }
}
