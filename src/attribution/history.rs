//! How the CRM's source, medium and campaign of the record changed.

use plumbline_domain::origin::{OriginChange, OriginField};
use plumbline_protocol::record_view::SourceView;
use yew::prelude::*;

use crate::platform::format;
use crate::platform::text::{text, text_with};

/// The changes, the latest first; nothing where there was none.
pub fn history(source: &SourceView) -> Html {
    if source.changes.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" data-part="history" aria-labelledby="history-title">
            <h2 id="history-title">{ text("history_title") }</h2>
            <ul class="history">{ for source.changes.iter().map(|change| html! { <li>{ told(change) }</li> }) }</ul>
        </section>
    }
}

/// What it was, what it became, when and by whom; only as much as is known.
fn told(change: &OriginChange) -> String {
    let field = text(match change.field {
        OriginField::Source => "field_source",
        OriginField::Medium => "field_medium",
        OriginField::Campaign => "field_campaign",
    });
    let said =
        |value: &Option<String>| value.as_ref().map_or_else(|| text("field_empty"), |value| format!("“{value}”"));
    let what = text_with("history_change", &[&field, &said(&change.from), &said(&change.to)]);
    let by = change.by.clone().unwrap_or_else(|| text("nobody_known"));
    let when = match change.after {
        None => text_with("history_at", &[&format::moment(change.at), &by]),
        Some(after) => text_with("history_between", &[&format::moment(after), &format::moment(change.at), &by]),
    };
    format!("{what}, {when}")
}
