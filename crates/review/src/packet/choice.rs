//! A deal to choose, as one line of the list.

use plumbline_protocol::packet::{DealChoice, WhySuggested};
use yew::prelude::*;

use super::head::stage;
use crate::strings::packet as strings;
use crate::ui::money::Amount;
use crate::ui::time::day;

/// The element's id, by its place in the list.
pub fn option_id(place: usize) -> String {
    format!("packet-option-{place}")
}

/// One line: the name, why it is suggested, and what tells it from others.
pub fn choice(deal: &DealChoice) -> Html {
    let record = &deal.record;
    let because: Vec<String> = deal.because.iter().map(why).collect();
    html! {
        <>
            <span class="title"><bdi>{ &record.title }</bdi></span>
            <span class="meta">
                if let Some(company) = &record.company {
                    <bdi>{ company }</bdi>{ " · " }
                }
                { stage(record) }
                if let Some(amount) = record.amount {
                    { " · " }<Amount of={amount} />
                }
            </span>
            if !because.is_empty() {
                <span class="because" data-part="because">{ because.join(" · ") }</span>
            }
        </>
    }
}

fn why(why: &WhySuggested) -> String {
    match why {
        WhySuggested::Closed { outcome, at } => strings::closed(*outcome, &day(*at)),
        WhySuggested::Heard { reports, .. } => strings::heard(*reports),
    }
}
