//! What a record is in the middle of, as far as objections and content are chosen by it.

/// A record's stage, rivals and kind of customer.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// Its stage.
    pub stage: Option<&'a str>,
    /// Competitors named on it.
    pub competitors: &'a [String],
    /// The kinds of customer that it is.
    pub segments: &'a [String],
}

/// `Some(Some(name))` when something is meant for one that is present, `Some(None)` when it is meant for any, `None` when it
/// is meant for others only. Case does not matter.
pub(crate) fn named<'b>(meant_for: &[String], mut present: impl Iterator<Item = &'b str>) -> Option<Option<&'b str>> {
    if meant_for.is_empty() {
        return Some(None);
    }
    let is_meant = |name: &str| meant_for.iter().any(|meant| is_same(meant, name));
    present.find(|name| is_meant(name)).map(Some)
}

fn is_same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!a.is_ascii() && a.to_lowercase() == b.to_lowercase())
}
