//! The SLA card: how long is left, by whose promise, why it is that long, and what sales says to the hand-off.

mod clocks;
mod decision;
mod explanation;
mod form;
#[cfg(test)]
mod samples;
mod words;

use std::rc::Rc;

use plumbline_domain::record::RecordKind;
use plumbline_protocol::record_view::{CriteriaView, HandOffView};
use yew::prelude::*;
use yew::virtual_dom::VChild;

use crate::element::{card, held, plain, tag, text_tag};
use crate::enrolment::Enrolment;
use crate::form::use_focus;
use crate::panel::state::Told;
use crate::panel::tick::use_tick;
use crate::platform::now;
use crate::platform::text::{text, text_with};
use crate::sla::clocks::{clocks, large, line};
use crate::sla::decision::{Deciding, Subject, featured, is_rejected, may_decide};
use crate::sla::explanation::{note, why};
use crate::sla::form::{Desk, decision};

/// The hand-off that needs attention most with its clocks, and the others in a line each.
pub fn sla_card(told: &Rc<Told>, enrolment: &Rc<Enrolment>, refresh: &Callback<()>) -> Html {
    let key = told.view.record.key.to_string();
    let props = Props { told: told.clone(), enrolment: enrolment.clone(), refresh: refresh.clone() };
    card("sla", "sla_title", vec![VChild::<HandOffs>::new(props, Some(key.into())).into()])
}

/// What the card needs.
#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    /// The record.
    pub told: Rc<Told>,
    /// Who decides.
    pub enrolment: Rc<Enrolment>,
    /// Called when the hub was told something.
    pub refresh: Callback<()>,
}

/// All hand-offs of a record. Ticks by itself, so that a second costs this part and nothing else of the panel.
#[component]
fn HandOffs(props: &Props) -> Html {
    let told = &props.told;
    let (latest, redraw, node) = (use_mut_ref(Rc::<Deciding>::default), use_force_update(), use_node_ref());
    let deciding = latest.borrow().clone();
    let all = &told.view.hand_offs;
    let place = featured(all, deciding.pinned(now()));
    let can_undo = deciding.undo(now()).is_some();
    use_tick(1000, can_undo || all.iter().any(HandOffView::is_waiting));
    use_focus(phase(all.get(place), &deciding, can_undo).to_owned(), &node, ".decision button, summary");
    let shown = all.get(place);
    let subject = shown.map_or_else(|| Subject::of_none(&told.view.record), Subject::of);
    let desk = Rc::new(Desk { props: props.clone(), subject, deciding, latest, redraw });
    let parts = vec![
        shown.map_or_else(|| none(&desk), |shown| hand_off(shown, &desk)),
        if all.len() > 1 { other_rows(place, told) } else { Html::default() },
    ];
    held(&node, tag("div", &[], &[], parts))
}

/// What there is to press, in a word.
fn phase(shown: Option<&HandOffView>, deciding: &Deciding, can_undo: bool) -> &'static str {
    match (shown.is_some_and(may_decide), deciding.rejection.is_some()) {
        (true, true) => "form",
        (true, false) => "open",
        (false, true) => "kept",
        (false, false) if can_undo => "undo",
        (false, false) => "",
    }
}

fn none(desk: &Rc<Desk>) -> Html {
    let may_be_handed_off = desk.props.told.view.record.kind != RecordKind::Contact;
    tag("div", &[], &[], vec![text_tag("p", "empty", text("sla_none")), decision(None, may_be_handed_off, desk)])
}

fn hand_off(shown: &HandOffView, desk: &Rc<Desk>) -> Html {
    let told = &desk.props.told;
    let now = told.hub_time(now());
    let (first, second) = clocks(shown);
    let is_other = shown.record != told.view.record.key;
    let parts = vec![
        if is_other { text_tag("p", "of", shown.title.clone()) } else { Html::default() },
        large(first, now),
        text_tag("p", "why", note(shown, first, now)),
        second.map(|second| line("p", &second.promise.name, second, now)).unwrap_or_default(),
        shown.criteria.as_ref().map(criteria).unwrap_or_default(),
        decision(Some(shown), is_rejected(shown), desk),
        why(shown, now),
    ];
    tag("div", &[], &[], parts)
}

/// Marketing's promise, beside those of sales.
fn criteria(criteria: &CriteriaView) -> Html {
    let CriteriaView { name, is_met, because } = criteria;
    let (shape, key) = if *is_met { ("✓", "criteria_met") } else { ("✕", "criteria_not_met") };
    let sentence = format!("{shape} {}", text_with(key, &[name, &because.join("; ")]));
    tag("p", &["class", "data-part"], &["why", key], vec![plain(sentence)])
}

fn other_rows(place: usize, told: &Told) -> Html {
    let now = told.hub_time(now());
    let mut rows = Vec::new();
    for (other, hand_off) in told.view.hand_offs.iter().enumerate() {
        if other != place {
            rows.push(line("li", &hand_off.title, clocks(hand_off).0, now));
        }
    }
    tag("ul", &["class"], &["others"], rows)
}
