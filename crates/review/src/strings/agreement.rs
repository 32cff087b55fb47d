//! The words of the page of the agreement.

use plumbline_protocol::agreement::{AgreementPreview, AgreementView};

use crate::agreement::{Kind, is_same};

pub const PAGE: &str = "Agreement";
pub const TITLE: &str = "Agreement · Plumbline";
pub const LOADING: &str = "Loading what was agreed…";
pub const IN_FORCE: &str = "In force";
pub const NOT_IN_FORCE: &str = "The configuration file was changed, but cannot be put in force as it is:";
pub const LAST_GOOD: &str =
    "The last good agreement, as it stands below, stays in force until the file is mended and saved.";

/// Since when this page shows another agreement than the one it opened with.
pub fn changed(clock: &str) -> String {
    format!("Another agreement is in force; this page saw it at {clock}.")
}

pub const SALES_PROMISED: &str = "What sales promised";
pub const FIRST_COUNTS: &str = "The first policy that applies to a hand-off counts.";
pub const POLICY: &str = "Policy";
pub const APPLIES_TO: &str = "Applies when";
pub const WITHIN: &str = "within";
pub const NOT_PROMISED: &str = "Not promised";

/// A policy's place in the order.
pub fn numbered(at: usize) -> String {
    format!("{}. ", at + 1)
}

/// For which hand-offs a policy is.
pub fn applies_to(when: Option<&str>, is_only: bool) -> String {
    match when {
        Some(when) => when.to_owned(),
        None if is_only => "Always: it is the only policy".to_owned(),
        None => "Whatever no other policy applies to".to_owned(),
    }
}

pub const MARKETING_PROMISED: &str = "What marketing promised to hand over";
pub const OUR_WORDS: &str = "What our words mean: MQL and the others";
pub const NO_CRITERIA: &str = "Nothing was agreed on what marketing hands over.";

/// What the hub does with leads that meet the criteria.
pub const fn hands_off(hands_off: bool) -> &'static str {
    if hands_off {
        "The hub hands off a lead by itself when it comes to meet this."
    } else {
        "Each hand-off says whether it met this; the hub hands nothing off by itself."
    }
}

pub const REASONS: &str = "Reasons to reject";
pub const NO_REASONS: &str = "No reasons were agreed.";
pub const NEEDS_WORDS: &str = "(to be explained in words)";

pub const TRY: &str = "Try a change";
pub const TRY_HELP: &str = "Paste a changed configuration, or choose or drop the file. The hub compares it with what is in force for \
                            every clock that is open now. Calendars, promises, policies, criteria, regions and reasons are \
                            looked at; nothing else in it matters here.";
pub const NOTHING_APPLIED: &str = "Nothing is put in force from here. Saving the hub’s configuration file does that within seconds, and \
                                   half a minute later at most this page shows it.";
pub const TEXT: &str = "Changed configuration";
pub const CHOOSE: &str = "Choose a file";
pub const ASK: &str = "See what would change";
pub const ASKING: &str = "Comparing…";
pub const KEPT: &str = "Kept in this tab until it is closed.";
pub const NOTHING_WRITTEN: &str = "Paste a configuration or choose a file first.";
pub const NOT_COMPARED: &str = "Not compared.";
pub const OUTDATED: &str =
    "The text, or what is in force, has changed since this answer. Compare once more to see what would change now.";

/// A file's text stands in the text area.
pub fn loaded(name: &str) -> String {
    format!("Read from {name}.")
}

/// A file's text stands where something else was written.
pub fn replaced(name: &str) -> String {
    format!("{name} replaced what was written.")
}

/// A file is no configuration.
pub fn too_large(name: &str) -> String {
    format!("{name} is larger than 1 MB. No configuration is that long; nothing was read.")
}

/// A file could not be read.
pub fn unreadable(name: &str) -> String {
    format!("{name} could not be read. Choose it once more.")
}

/// When the hub compared.
pub fn compared(clock: &str) -> String {
    format!("As of {clock}.")
}

pub const CLOCKS: &str = "Clocks that would change";
pub const AS_IT_WOULD_BE: &str = "The agreement as it would be";
pub const PROMISE: &str = "Promise";
pub const DUE_NOW: &str = "Due now";
pub const WOULD_BE_DUE: &str = "Would be due";
pub const CHANGE: &str = "Change";

/// The list is not the whole.
pub fn cut(shown: usize, all: usize) -> String {
    format!("The list has {shown} of {all}, those that become overdue first.")
}

/// What happens to a clock.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::BecomesOverdue => "Becomes overdue",
        Kind::Added => "Added",
        Kind::Removed => "Removed",
        Kind::Sooner => "Due sooner",
        Kind::Later => "Due later",
    }
}

/// What would change, in one sentence.
pub fn result(preview: &AgreementPreview, in_force: Option<&AgreementView>) -> String {
    if preview.moved + preview.added + preview.removed == 0 {
        return unchanged(preview, in_force);
    }
    let parts = [
        (preview.become_overdue, "becomes overdue", "become overdue"),
        (preview.no_longer_overdue, "is no longer overdue", "are no longer overdue"),
        (preview.added, "is added", "are added"),
        (preview.removed, "is removed", "are removed"),
    ];
    let told = parts.into_iter().filter(|(n, ..)| *n > 0);
    let told = told.map(|(n, one, many)| format!(", {n} {}", if n == 1 { one } else { many }));
    format!("{}{}.", moved(preview), told.collect::<String>())
}

fn moved(preview: &AgreementPreview) -> String {
    match (preview.moved, preview.open_clocks) {
        (0, 0) => "No clock is open now".to_owned(),
        (0, 1) => "The open clock does not move".to_owned(),
        (0, open) => format!("None of {open} open clocks moves"),
        (1, 1) => "The open clock moves".to_owned(),
        (1, open) => format!("1 of {open} open clocks moves"),
        (moved, open) => format!("{moved} of {open} open clocks move"),
    }
}

/// No open clock would change; that the agreement would not either is another thing.
fn unchanged(preview: &AgreementPreview, in_force: Option<&AgreementView>) -> String {
    let is_same = in_force.is_some_and(|in_force| is_same(in_force, &preview.agreement));
    let clocks = match preview.open_clocks {
        0 => "no clock is open now".to_owned(),
        1 => "the open clock stays as it is".to_owned(),
        open => format!("all {open} open clocks stay as they are"),
    };
    if is_same {
        format!("Nothing would change: {clocks}.")
    } else {
        format!("Nothing would change for what is open: {clocks}. The agreement itself would.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::sample;

    #[test]
    fn the_result_is_one_sentence() {
        let check = |counts: [usize; 6], expect: &str| {
            assert_eq!(result(&sample::preview(counts), Some(&sample::agreement(1))), expect);
        };
        check([40, 12, 3, 0, 0, 0], "12 of 40 open clocks move, 3 become overdue.");
        check([40, 1, 1, 0, 0, 0], "1 of 40 open clocks moves, 1 becomes overdue.");
        check([40, 12, 0, 1, 0, 0], "12 of 40 open clocks move, 1 is no longer overdue.");
        check([1, 1, 0, 0, 0, 0], "The open clock moves.");
        check(
            [9, 2, 2, 3, 4, 1],
            "2 of 9 open clocks move, 2 become overdue, 3 are no longer overdue, 4 are added, 1 is removed.",
        );
        check([3, 0, 0, 0, 3, 0], "None of 3 open clocks moves, 3 are added.");
        check([1, 0, 0, 0, 0, 1], "The open clock does not move, 1 is removed.");
        check([0, 0, 0, 0, 1, 0], "No clock is open now, 1 is added.");
    }

    #[test]
    fn nothing_is_said_to_change_only_where_nothing_does() {
        let check = |open: usize, in_force: i64, expect: &str| {
            let in_force = sample::agreement(in_force);
            assert_eq!(result(&sample::preview([open, 0, 0, 0, 0, 0]), Some(&in_force)), expect);
        };
        check(40, 2, "Nothing would change: all 40 open clocks stay as they are.");
        check(1, 2, "Nothing would change: the open clock stays as it is.");
        check(0, 2, "Nothing would change: no clock is open now.");
        let expect =
            "Nothing would change for what is open: all 40 open clocks stay as they are. The agreement itself would.";
        check(40, 1, expect);
    }

    #[test]
    fn the_last_policy_is_for_everything_else() {
        let check = |when: Option<&str>, is_only, expect: &str| assert_eq!(applies_to(when, is_only), expect);
        check(Some("source is Website"), false, "source is Website");
        check(None, false, "Whatever no other policy applies to");
        check(None, true, "Always: it is the only policy");
    }
}
