//! The pages, one a deal, and the deals that there is no page of.

use plumbline_protocol::packet::{DealPage, MissingDeal, PacketResponse};
use yew::prelude::*;

use super::drawn_in::drawn_in;
use super::head::head;
use super::heard::heard;
use super::messaging::messaging;
use super::signals::signals;
use crate::strings::packet as strings;
use crate::ui::notice::Notice;

pub fn pages(told: &PacketResponse) -> Html {
    if told.pages.is_empty() && told.missing.is_empty() {
        return html! { <Notice state="empty" title={strings::EMPTY_TITLE} text={strings::EMPTY} /> };
    }
    html! {
        <>
            if !told.missing.is_empty() {
                { missing(&told.missing) }
            }
            { for told.pages.iter().map(page) }
        </>
    }
}

fn missing(deals: &[MissingDeal]) -> Html {
    let line = |deal: &MissingDeal| {
        html! { <li data-record={deal.record.to_string()}><bdi>{ deal.record.to_string() }</bdi>{ ": " }{ strings::why_missing(deal.why) }</li> }
    };
    html! {
        <section class="packet-missing" role="status" data-part="missing">
            <h2>{ strings::MISSING }</h2>
            <ul>{ for deals.iter().map(line) }</ul>
        </section>
    }
}

fn page(page: &DealPage) -> Html {
    let key = page.record.key.to_string();
    html! {
        <article class="packet-page" key={key.clone()} data-part="deal-page" data-record={key} aria-label={page.record.title.clone()}>
            { head(page) }
            <div class="packet-pair">
                { drawn_in(&page.drawn_in) }
                { signals(&page.signals) }
            </div>
            { messaging(&page.messaging) }
            { heard(&page.objections) }
        </article>
    }
}
