use plumbline_domain::record::RecordKind;
use yew::prelude::*;

use crate::element::{clicked, plain, tag, text_tag};
use crate::panel::notice;
use crate::panel::state::Open;
use crate::platform::text::text;
use crate::platform::{format, host};

/// The record's name, stage and amount, and what is wrong, if anything.
pub fn header(open: Option<&Open>, on_collapse: Callback<MouseEvent>) -> Html {
    let on_options = Callback::from(|_| wasm_bindgen_futures::spawn_local(host::open_options()));
    let record = open.and_then(|open| open.told.as_ref()).map(|told| &told.view.record);
    let title = record.map_or_else(|| text("extension_name"), |record| record.title.clone());
    let bar = vec![
        tag("span", &["class", "aria-hidden"], &["mark", "true"], Vec::new()),
        tag("h1", &[], &[], vec![plain(title)]),
        button("settings", "settings", "⚙", on_options),
        button("collapse", "collapse_panel", "⇥", on_collapse),
    ];
    let parts = vec![
        tag("div", &["class"], &["bar"], bar),
        record.map(|record| text_tag("p", "facts", facts(record))).unwrap_or_default(),
        open.and_then(notice::freshness).unwrap_or_default(),
    ];
    tag("header", &[], &[], parts)
}

fn button(part: &'static str, name: &'static str, sign: &'static str, on_click: Callback<MouseEvent>) -> Html {
    let name = text(name);
    let keys = &["class", "data-part", "title", "aria-label"];
    clicked("button", keys, &["quiet", part, &name, &name], on_click, vec![plain(sign.to_owned())])
}

/// Kind, company, stage, amount and owner, as far as there are any.
pub fn facts(record: &plumbline_domain::record::Record) -> String {
    let kind = match record.kind {
        RecordKind::Contact => text("kind_contact"),
        RecordKind::Lead => text("kind_lead"),
        RecordKind::Deal => text("kind_deal"),
    };
    let mut facts = kind;
    let mut add = |fact: Option<&str>| {
        if let Some(fact) = fact {
            facts = format!("{facts} · {fact}");
        }
    };
    add(record.company.as_deref().filter(|company| *company != record.title));
    add(record.stage.as_ref().map(|stage| stage.name.as_str()));
    add(record.amount.map(|amount| format::money(amount, false)).as_deref());
    add(record.owner.as_ref().map(|owner| owner.name.as_str()));
    facts
}
