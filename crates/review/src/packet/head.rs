//! Whose page it is: the deal, how far it is, and how old that knowledge is.

use plumbline_domain::record::{Outcome, Record, RecordKind};
use plumbline_protocol::packet::DealPage;
use yew::prelude::*;

use crate::strings::objection::{kind, outcome};
use crate::strings::{OPENS_CRM, packet as strings};
use crate::ui::icon::{Icon, Shape};
use crate::ui::money::Amount;
use crate::ui::text::safe_link;
use crate::ui::time::{day, exact};

pub fn head(page: &DealPage) -> Html {
    let record = &page.record;
    html! {
        <header class="packet-head">
            <div class="packet-name">
                <h2 class="two-lines">{ title(page) }</h2>
                if let Some(company) = &record.company {
                    <p class="one-line"><bdi>{ company }</bdi></p>
                }
            </div>
            <dl class="packet-facts">
                <div data-part="amount"><dt class="sr-only">{ strings::AMOUNT }</dt><dd>{ amount(record) }</dd></div>
                <div data-part="stage"><dt class="sr-only">{ strings::STAGE }</dt><dd>{ stage(record) }</dd></div>
                <div data-part="owner"><dt>{ strings::OWNER }</dt><dd><bdi>{ owner(record) }</bdi></dd></div>
                if !record.competitors.is_empty() {
                    <div><dt>{ strings::COMPETITORS }</dt><dd><bdi>{ record.competitors.join(", ") }</bdi></dd></div>
                }
                <div class="packet-dates"><dt class="sr-only">{ strings::DATES }</dt><dd>{ dates(page) }</dd></div>
            </dl>
            <p class="packet-age one-line" data-part="age">
                { strings::facts_of(&exact(page.freshness.read_at)) }
                if let Some(trouble) = &page.freshness.trouble {
                    { ". " }<bdi>{ trouble }</bdi>
                }
            </p>
        </header>
    }
}

fn title(page: &DealPage) -> Html {
    let title = html! { <bdi>{ &page.record.title }</bdi> };
    match page.record_url.as_deref().and_then(safe_link) {
        Some(url) => html! {
            <a href={url.to_owned()} target="_blank" rel="noopener noreferrer" data-part="record">
                { title }{ "\u{a0}" }<Icon shape={Shape::Out} /><span class="sr-only">{ " " }{ OPENS_CRM }</span>
            </a>
        },
        None => title,
    }
}

fn amount(record: &Record) -> Html {
    match record.amount {
        Some(amount) => html! { <strong><Amount of={amount} /></strong> },
        None => html! { strings::NO_AMOUNT },
    }
}

/// The CRM's name of it, and how it ended where that is not the same word.
pub fn stage(record: &Record) -> Html {
    let stage = record.stage.as_ref();
    let name = stage.map_or(strings::NO_STAGE, |stage| stage.name.as_str());
    let ended = stage.map(|stage| stage.outcome).filter(|ended| *ended != Outcome::Open).map(outcome);
    let word = (record.kind != RecordKind::Deal).then(|| kind(record.kind)).or(ended);
    let outcome = stage.map_or(Outcome::Open, |stage| stage.outcome);
    html! {
        <span class="packet-stage" data-outcome={strings::ended(outcome)}>
            <bdi>{ name.to_owned() }</bdi>
            if let Some(word) = word.filter(|word| !name.eq_ignore_ascii_case(word)) {
                { " · " }{ word }
            }
        </span>
    }
}

fn owner(record: &Record) -> String {
    record.owner.as_ref().map_or_else(|| strings::NO_OWNER.to_owned(), |owner| owner.name.clone())
}

/// When it reached what.
fn dates(page: &DealPage) -> String {
    let journey = &page.drawn_in.journey;
    let lead = journey.lead_created_at.map(|at| strings::lead_since(&day(at)));
    let deal = journey.deal_created_at.map(|at| strings::deal_since(&day(at)));
    let ended = page.record.stage.as_ref().map(|stage| stage.outcome).filter(|ended| *ended != Outcome::Open);
    let closed = journey.closed_at.zip(ended).map(|(at, ended)| strings::closed(ended, &day(at)));
    let dates: Vec<String> = [lead, deal, closed].into_iter().flatten().collect();
    dates.join(" · ")
}
