use yew::prelude::*;

use crate::element::{clicked, line, plain, submitted, tag};
use crate::objections::session::{Act, Session};
use crate::platform::text::text;

/// The field for what was heard, and under it the objections that are recognised in it. Enter sends it as the first of them.
pub fn field(session: &Session) -> Html {
    let (heard, act) = (&session.shown.heard, &session.act);
    let first = session.shown.recognised.first().cloned();
    let keys = &["dir", "data-part", "aria-labelledby", "placeholder", "autocomplete"];
    let values = &["auto", "heard", "objections-title", &text("hear_hint"), "off"];
    let parts = vec![line(keys, values, heard, act.reform(Act::Hear)), choices(session)];
    submitted(&["class", "data-part"], &["hear", "hear"], act.reform(move |()| Act::Say(first.clone())), parts)
}

/// Read out as it changes. Empty while nothing is typed, so that it is there before there is something to say.
fn choices(session: &Session) -> Html {
    let mut all = Vec::new();
    if !session.shown.heard.trim().is_empty() {
        for known in session.shown.recognised.iter() {
            let values = &["button", "chip", "recognised", known.id.as_str()];
            let on_click = session.on(Act::Say(Some(known.clone())));
            let keys = &["type", "class", "data-part", "data-objection"];
            all.push(clicked("button", keys, values, on_click, vec![plain(known.name.clone())]));
        }
        let values = &["button", "chip", "keep-as-new"];
        let keep = vec![plain(text("keep_as_new"))];
        all.push(clicked("button", &["type", "class", "data-part"], values, session.on(Act::Say(None)), keep));
    }
    tag("div", &["class", "role", "aria-live"], &["chips", "status", "polite"], all)
}
