use plumbline_domain::objection::{MAX_WORDS, Severity};
use yew::prelude::*;

use crate::element::{clicked, keyed, line, plain, submitted, tag, words};
use crate::form::room_left;
use crate::objections::draft::{Details, Draft};
use crate::objections::session::{Act, Session};
use crate::platform::text::{text, text_with};

/// "Sent" with an undo for five seconds, and room for words, severity, competitor and segment.
pub fn details_form(draft: &Draft, session: &Session) -> Html {
    let details = &draft.details;
    let competitor = line(
        &["dir", "data-part"],
        &["auto", "competitor"],
        &details.competitor,
        typed(details, session, |details, typed| details.competitor = typed),
    );
    let put = |details: &mut Details, typed| details.segment = Some(typed);
    let segment = line(&["dir", "data-part"], &["auto", "segment"], details.segment(), typed(details, session, put));
    let said = words("words", &details.words, typed(details, session, |details, typed| details.words = typed));
    let send = text(if draft.adds() { "send_details" } else { "done" });
    let parts = vec![
        sent(draft, session),
        severities(details, session),
        labelled("words", said),
        room_left(&details.words, MAX_WORDS).unwrap_or_default(),
        labelled("competitor", competitor),
        labelled("segment", segment),
        tag("button", &["type", "class", "data-part"], &["submit", "primary", "send"], vec![plain(send)]),
    ];
    let on_submit = session.act.reform(|()| Act::Send);
    keyed(draft.report.id.to_string(), submitted(&["class", "data-part"], &["details", "details"], on_submit, parts))
}

/// The details with what is typed into one of them.
fn typed(details: &Details, session: &Session, put: fn(&mut Details, String)) -> Callback<String> {
    let (details, act) = (details.clone(), session.act.clone());
    Callback::from(move |typed| {
        let mut details = details.clone();
        put(&mut details, typed);
        act.emit(Act::Change(details));
    })
}

fn labelled(label: &'static str, field: Html) -> Html {
    tag("label", &[], &[], vec![plain(text(label)), field])
}

fn sent(draft: &Draft, session: &Session) -> Html {
    let mut parts = vec![tag("span", &[], &[], vec![plain(text_with("sent", &[&draft.objection]))])];
    if session.shown.can_undo() {
        let keys = &["type", "class", "data-part"];
        parts.push(clicked(
            "button",
            keys,
            &["button", "small", "undo"],
            session.on(Act::Undo),
            vec![plain(text("undo"))],
        ));
    }
    tag("p", &["class", "role"], &["sent", "status"], parts)
}

fn severities(details: &Details, session: &Session) -> Html {
    let choices = [
        (Severity::DealBreaker, "severity_deal_breaker"),
        (Severity::Challenge, "severity_challenge"),
        (Severity::NiceToHave, "severity_nice_to_have"),
    ];
    let choice = |(severity, key): (Severity, &'static str)| {
        let is_chosen = details.severity == Some(severity);
        let next = Details { severity: (!is_chosen).then_some(severity), ..details.clone() };
        let values = &["button", "chip", key, if is_chosen { "true" } else { "false" }];
        let keys = &["type", "class", "data-part", "aria-pressed"];
        clicked("button", keys, values, session.on(Act::Change(next)), vec![plain(text(key))])
    };
    let keys = &["class", "role", "aria-label"];
    tag("div", keys, &["chips", "group", &text("severity")], choices.into_iter().map(choice).collect())
}
