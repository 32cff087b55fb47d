//! The deals on which an objection was reported, with its part of each.

use plumbline_domain::record::{Outcome, Record, RecordKind};
use plumbline_protocol::review::HeardOnView;
use yew::prelude::*;

use crate::library::person;
use crate::strings::OPENS_CRM;
use crate::strings::inbox::RECORD_UNREAD;
use crate::strings::objection as words;
use crate::ui::icon::{Icon, Shape};
use crate::ui::money::Amount;
use crate::ui::text::safe_link;

/// So many are shown unasked.
const FIRST: usize = 10;

#[derive(Properties, PartialEq)]
pub struct DealsProps {
    pub deals: Vec<HeardOnView>,
}

/// Those with most revenue first.
#[component]
pub fn Deals(props: &DealsProps) -> Html {
    let is_whole = use_state_eq(|| false);
    let shown = if *is_whole { props.deals.len() } else { FIRST };
    let hidden = props.deals.len().saturating_sub(shown);
    let show_all = {
        let is_whole = is_whole.setter();
        Callback::from(move |_: MouseEvent| is_whole.set(true))
    };
    html! {
        <section class="card" data-part="deals" aria-labelledby="deals-name">
            <h2 id="deals-name">{ words::DEALS }</h2>
            if props.deals.is_empty() {
                <p class="none">{ words::NO_DEALS }</p>
            } else {
                { table(props.deals.iter().take(shown)) }
            }
            if hidden > 0 {
                <p><button type="button" onclick={show_all}>{ words::show_deals(hidden) }</button></p>
            }
            <p class="rule">{ words::SHARE_RULE }</p>
        </section>
    }
}

fn table<'a>(deals: impl Iterator<Item = &'a HeardOnView>) -> Html {
    html! {
        <div class="scroller" tabindex="0" role="region" aria-label={words::DEALS_TABLE}>
            <table class="heard-on">
                <thead><tr>
                    <th scope="col">{ words::RECORD }</th>
                    <th scope="col">{ words::STAGE }</th>
                    <th scope="col">{ words::SALESPERSON }</th>
                    <th scope="col" class="number">{ words::REPORTS }</th>
                    <th scope="col" class="number">{ words::AMOUNT }</th>
                    <th scope="col" class="number">{ words::SHARE }</th>
                </tr></thead>
                <tbody>{ for deals.map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(deal: &HeardOnView) -> Html {
    let record = &deal.record;
    html! {
        <tr key={record.key.to_string()} data-part="deal" data-record={record.key.to_string()}>
            <th scope="row">{ title(deal) }</th>
            <td>{ stage(record) }</td>
            <td>{ person(record.owner.as_ref().map(|owner| &owner.name)) }</td>
            <td class="number">{ deal.reports }</td>
            <td class="number">{ for record.amount.map(|amount| html! { <Amount of={amount} /> }) }</td>
            <td class="number">{ share(deal) }</td>
        </tr>
    }
}

/// How far it is, and what else tells why it is not at stake.
fn stage(record: &Record) -> Html {
    let stage = record.stage.as_ref();
    let name = stage.map_or(RECORD_UNREAD, |stage| stage.name.as_str());
    let outcome = stage.map(|stage| stage.outcome).filter(|outcome| *outcome != Outcome::Open).map(words::outcome);
    let kind = (record.kind != RecordKind::Deal).then(|| words::kind(record.kind));
    html! {
        <>
            <bdi>{ name.to_owned() }</bdi>
            if let Some(word) = kind.or(outcome).filter(|word| !name.eq_ignore_ascii_case(word)) {
                <span class="below">{ word }</span>
            }
        </>
    }
}

fn title(deal: &HeardOnView) -> Html {
    let record = &deal.record;
    html! {
        <>
            if let Some(url) = deal.url.as_deref().and_then(safe_link) {
                <a href={url.to_owned()} target="_blank" rel="noopener noreferrer" data-part="record">
                    <bdi>{ &record.title }</bdi>{ "\u{a0}" }<Icon shape={Shape::Out} /><span class="sr-only">{ " " }{ OPENS_CRM }</span>
                </a>
            } else {
                <bdi data-part="record">{ &record.title }</bdi>
            }
            if let Some(company) = &record.company {
                <span class="below"><bdi>{ company }</bdi></span>
            }
        </>
    }
}

/// Its part, and among how many the amount is shared.
fn share(deal: &HeardOnView) -> Html {
    match deal.share {
        None => html! { <span class="quiet-word">{ words::NOT_AT_STAKE }</span> },
        Some(share) => html! {
            <>
                <strong><Amount of={share} /></strong>
                if deal.objections > 1 {
                    <span class="below">{ words::one_of(deal.objections) }</span>
                }
            </>
        },
    }
}
