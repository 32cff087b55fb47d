//! How much was heard, in figures.

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Status;
use plumbline_protocol::review::{Heard, ObjectionResponse};
use yew::prelude::*;

use crate::inbox::Query;
use crate::place::Place;
use crate::strings::objection as words;
use crate::ui::money::Amount;
use crate::ui::time::{Ago, exact};

/// The tiles.
pub fn figures(told: &ObjectionResponse) -> Html {
    let (heard, id) = (&told.heard, &told.entry.objection.id);
    html! {
        <div class="figures objection-figures" data-part="figures">
            { tile("reports", words::REPORTS, reports(heard, id)) }
            { tile("open-deals", words::OPEN_DEALS, html! { heard.open_deals }) }
            { stake(heard) }
            { tile("last-heard", words::LAST_HEARD, heard.last_at.map_or_else(|| html! { words::NEVER }, |at| html! { <Ago {at} /> })) }
            <p class="over as-of">{ words::as_of(&exact(told.as_of)) }</p>
        </div>
    }
}

fn tile(part: &'static str, title: &'static str, value: Html) -> Html {
    html! { <section class="figure" data-figure={part}><h3>{ title }</h3><div class="value">{ value }</div></section> }
}

/// All of them, and those that nobody looked at, each leading to the inbox.
fn reports(heard: &Heard, id: &ObjectionId) -> Html {
    let all = Place::Inbox(Query::of_objection(id.clone()));
    let new = Place::Inbox(Query::of_objection(id.clone()).with_status(Some(Status::New)));
    html! {
        <>
            <a href={all.href()} aria-label={words::show_reports(heard.reports)}>{ heard.reports }</a>
            if heard.new > 0 {
                <a class="new" href={new.href()} data-part="new">{ words::new_reports(heard.new) }</a>
            }
        </>
    }
}

/// Its part of the revenue, with the rule one click away.
fn stake(heard: &Heard) -> Html {
    html! {
        <section class="figure" data-figure="stake">
            <h3>{ words::AT_STAKE }</h3>
            <div class="value">
                if heard.revenue_at_stake.is_empty() {
                    { words::NOTHING_AT_STAKE }
                } else {
                    { for heard.revenue_at_stake.iter().map(|amount| html! { <Amount of={*amount} /> }) }
                }
            </div>
            <details class="stake-rule"><summary>{ words::RULE }</summary><p class="rule">{ words::STAKE_RULE }</p></details>
        </section>
    }
}
