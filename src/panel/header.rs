use plumbline_domain::record::RecordKind;
use yew::prelude::*;

use crate::panel::notice;
use crate::panel::state::Open;
use crate::platform::text::text;
use crate::platform::{format, host};

/// The record's name, stage and amount, and what is wrong, if anything.
pub fn header(open: Option<&Open>, on_collapse: &Callback<()>) -> Html {
    let on_collapse = on_collapse.reform(|_: MouseEvent| ());
    let on_options = |_: MouseEvent| wasm_bindgen_futures::spawn_local(host::open_options());
    let told = open.and_then(|open| open.told.clone());
    html! {
        <header>
            <div class="bar">
                <span class="mark" aria-hidden="true" />
                <h1>{ told.as_ref().map_or_else(|| text("extension_name"), |told| told.view.record.title.clone()) }</h1>
                <button class="quiet" onclick={on_options} title={text("settings")} aria-label={text("settings")}>{ "⚙" }</button>
                <button class="quiet" data-part="collapse" onclick={on_collapse} title={text("collapse_panel")}
                    aria-label={text("collapse_panel")}>{ "⇥" }</button>
            </div>
            if let Some(told) = told {
                <p class="facts">{ facts(&told.view.record) }</p>
            }
            { for open.and_then(notice::freshness) }
        </header>
    }
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
