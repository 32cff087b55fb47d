//! The SLA card: how long is left, by whose promise, why it is that long, and what sales says to the hand-off.

mod clocks;
mod decision;
mod explanation;
mod form;
mod words;

use std::rc::Rc;

use plumbline_protocol::record_view::HandOffView;
use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::form::use_focus;
use crate::panel::state::Told;
use crate::panel::tick::use_tick;
use crate::platform::now;
use crate::platform::text::text;
use crate::sla::clocks::{clocks, is_waiting, large, line};
use crate::sla::decision::{Deciding, featured, may_decide};
use crate::sla::explanation::{note, why};
use crate::sla::form::{Desk, decision};

/// The hand-off that needs attention most with its clocks, and the others in a line each.
pub fn sla_card(told: &Rc<Told>, enrolment: &Rc<Enrolment>, refresh: &Callback<()>) -> Html {
    let key = told.view.record.key.to_string();
    html! {
        <section key="sla" class="card" data-part="sla" aria-labelledby="sla-title">
            <h2 id="sla-title">{ text("sla_title") }</h2>
            if told.view.hand_offs.is_empty() {
                <p class="empty">{ text("sla_none") }</p>
            } else {
                <HandOffs {key} told={told.clone()} enrolment={enrolment.clone()} refresh={refresh.clone()} />
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    told: Rc<Told>,
    enrolment: Rc<Enrolment>,
    refresh: Callback<()>,
}

/// All hand-offs of a record. Ticks by itself, so that a second costs this part and nothing else of the panel.
#[component]
fn HandOffs(props: &Props) -> Html {
    let Props { told, enrolment, refresh } = props;
    let deciding = use_reducer_eq(Deciding::default);
    let card = use_node_ref();
    let local = now();
    let can_undo = deciding.undo(local).is_some();
    let (first, others) = featured(&told.view.hand_offs, deciding.pinned(local));
    use_tick(1000, can_undo || told.view.hand_offs.iter().any(is_waiting));
    use_focus((first.map(may_decide), deciding.rejection.is_some(), can_undo), &card, ".decision button, summary");
    let Some(first) = first else { return Html::default() };
    let desk = Desk::new(first, told, enrolment, refresh, &deciding);
    html! {
        <div ref={card}>
            { hand_off(first, &desk, told) }
            if !others.is_empty() {
                <ul class="others">{ for others.into_iter().map(|other| other_row(other, told)) }</ul>
            }
        </div>
    }
}

fn hand_off(shown: &HandOffView, desk: &Desk, told: &Told) -> Html {
    let now = told.hub_time(now());
    let (first, second) = clocks(shown);
    html! {
        <>
            if shown.record != told.view.record.key { <p class="of">{ &shown.title }</p> }
            { large(first, now) }
            <p class="why">{ note(shown, first, now) }</p>
            if let Some(second) = second {
                <p class="clock-line" data-part="second-clock">{ line(&second.promise.name, second, now) }</p>
            }
            { decision(shown, desk) }
            { why(shown, now) }
        </>
    }
}

fn other_row(other: &HandOffView, told: &Told) -> Html {
    let (clock, _) = clocks(other);
    html! { <li key={other.record.to_string()} class="clock-line">{ line(&other.title, clock, told.hub_time(now())) }</li> }
}
