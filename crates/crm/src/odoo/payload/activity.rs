//! What Odoo logs when an activity is done, taken apart.
//!
//! A text such as `Call done : Budget call Original note: Ask for the owner Feedback: It is Nicole`, of which all but the first
//! two words may be missing. In another language it stays as it is.

/// What the activity was about, and what came of it; the text as it is when it has another form.
pub(super) fn summary(kind: &str, logged: &str) -> String {
    let Some(rest) = logged.trim().strip_prefix(kind).and_then(|rest| rest.strip_prefix(" done")) else {
        return logged.to_owned();
    };
    let (about, feedback) = split(rest, "Feedback:");
    let (about, note) = split(about, "Original note:");
    let about = subject(about);
    // An activity without a subject of its own is called what its kind is.
    let about = if about.is_empty() || about == kind { None } else { Some(about) };
    match (about, feedback.or(note)) {
        (Some(about), Some(said)) => format!("{about} — {said}"),
        (Some(text), None) | (None, Some(text)) => text.to_owned(),
        (None, None) => kind.to_owned(),
    }
}

/// Without the colon before it, and the colleague whom it was meant for.
fn subject(text: &str) -> &str {
    let text = text.trim();
    let assigned = text.strip_prefix("(originally assigned to ").and_then(|rest| rest.split_once(')'));
    assigned.map_or(text, |(_, rest)| rest).trim_start().trim_start_matches(':').trim()
}

fn split<'a>(text: &'a str, label: &str) -> (&'a str, Option<&'a str>) {
    match text.split_once(label) {
        Some((before, after)) => (before, Some(after.trim()).filter(|after| !after.is_empty())),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(logged: &str, expect: &str) {
        assert_eq!(summary("Call", logged), expect);
    }

    #[test]
    fn a_done_activity_says_what_it_was_about_and_what_came_of_it() {
        check("Call done : Call Feedback: Budget owner is Nicole Ford.", "Budget owner is Nicole Ford.");
        check("Call done: Budget call Feedback: It is Nicole.", "Budget call — It is Nicole.");
        check("Call done (originally assigned to Marc Demo): Budget call", "Budget call");
        check("Call done : Budget call Original note: Ask for the owner Feedback: Nicole", "Budget call — Nicole");
        check("Call done Original note: Ask for the owner", "Ask for the owner");
        check("Call done", "Call");
        check(
            "Call done : Budget Feedback: What is their Feedback: none [...]",
            "Budget — What is their Feedback: none [...]",
        );
    }

    #[test]
    fn a_text_of_another_form_stays_as_it_is() {
        check("Anruf erledigt: Budget Rückmeldung: Nicole", "Anruf erledigt: Budget Rückmeldung: Nicole");
        check("", "");
    }
}
