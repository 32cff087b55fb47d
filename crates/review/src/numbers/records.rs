//! The records behind a figure, one a line.

use chrono::SecondsFormat;
use plumbline_domain::Instant;
use plumbline_domain::record::Outcome;
use plumbline_protocol::numbers::NumberDealView;
use yew::prelude::*;

use crate::strings::OPENS_CRM;
use crate::strings::numbers as strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::money::Amount;
use crate::ui::text::safe_link;
use crate::ui::time::exact;

/// A table of records, named by the element `labelled_by`.
pub fn records(deals: &[NumberDealView], labelled_by: &'static str) -> Html {
    html! {
        <div class="scroller" tabindex="0" role="region" aria-labelledby={labelled_by}>
            <table class="number-deals">
                <thead><tr>
                    <th scope="col">{ strings::RECORD }</th>
                    <th scope="col" class="number">{ strings::AMOUNT }</th>
                    <th scope="col" class="number">{ strings::CREDIT }</th>
                    <th scope="col">{ strings::CREATED }</th>
                    <th scope="col">{ strings::CLOSED }</th>
                    <th scope="col">{ strings::OUTCOME }</th>
                </tr></thead>
                <tbody>{ for deals.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(view: &NumberDealView) -> Html {
    let key = view.record.to_string();
    let created = view.deal_created_at.or(view.lead_created_at);
    html! {
        <tr key={key.clone()} data-part="record-row" data-record={key}>
            <th scope="row">{ record(view) }</th>
            <td class="number">{ view.amount.map_or_else(|| html! { strings::NOTHING }, |of| html! { <Amount {of} /> }) }</td>
            <td class="number" data-part="credit">
                { view.credit.map_or_else(|| html! { strings::NOTHING }, |of| html! { <Amount {of} /> }) }
                <span class="below">{ strings::share(&view.share) }</span>
            </td>
            <td class="moment">
                { for created.map(moment) }
                if let Some(lead) = view.lead_created_at.filter(|_| view.deal_created_at.is_some()) {
                    <span class="below">{ strings::lead_since(&exact(lead)) }</span>
                }
            </td>
            <td class="moment">
                { view.closed_at.map_or_else(|| html! { strings::NOTHING }, moment) }
                if let Some(days) = view.days {
                    <span class="below">{ strings::after_days(days) }</span>
                }
            </td>
            <td>{ outcome(view) }</td>
        </tr>
    }
}

fn record(view: &NumberDealView) -> Html {
    html! {
        <>
            if let Some(url) = view.record_url.as_deref().and_then(safe_link) {
                <a href={url.to_owned()} target="_blank" rel="noopener noreferrer" data-part="record">
                    <bdi>{ &view.title }</bdi>{ "\u{a0}" }<Icon shape={Shape::Out} /><span class="sr-only">{ " " }{ OPENS_CRM }</span>
                </a>
            } else {
                <bdi data-part="record">{ &view.title }</bdi>
            }
            if let Some(company) = &view.company {
                <span class="below"><bdi>{ company }</bdi></span>
            }
            if view.is_alone {
                <span class="below">{ strings::OWN_TOUCHES }</span>
            }
        </>
    }
}

fn moment(at: Instant) -> Html {
    html! { <time datetime={at.to_rfc3339_opts(SecondsFormat::Secs, true)}>{ exact(at) }</time> }
}

/// How it ended, as a shape and a word.
fn outcome(view: &NumberDealView) -> Html {
    let (class, shape, word) = match (view.outcome, view.deal_created_at) {
        (Outcome::Won, _) => ("good", Shape::Tick, strings::WON),
        (Outcome::Lost, _) => ("caution", Shape::Triangle, strings::LOST),
        (Outcome::Open, Some(_)) => ("pending", Shape::Ring, strings::OPEN),
        (Outcome::Open, None) => ("pending", Shape::Dot, strings::LEAD),
    };
    html! {
        <>
            <span class={classes!("standing", class)}><Icon {shape} />{ word }</span>
            if view.is_qualified {
                <span class="below">{ strings::QUALIFIED }</span>
            }
        </>
    }
}
