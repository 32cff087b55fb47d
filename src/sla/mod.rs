//! The SLA card: how long is left to respond, by whose promise.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::sla::{Clock, ClockState, Promise, Response, ResponseKind};
use plumbline_protocol::record_view::HandOffView;
use std::rc::Rc;
use yew::prelude::*;

use crate::panel::state::Told;
use crate::panel::tick::use_tick;
use crate::platform::text::{text, text_with};
use crate::platform::{format, now};

/// The hand-off that needs attention most with its clock, and the others in a line each.
pub fn sla_card(told: &Rc<Told>) -> Html {
    let hand_offs = &told.view.hand_offs;
    html! {
        <section key="sla" class="card" data-part="sla" aria-labelledby="sla-title">
            <h2 id="sla-title">{ text("sla_title") }</h2>
            if let Some((first, others)) = hand_offs.split_first() {
                { hand_off(told, first) }
                if !others.is_empty() {
                    <ul class="others">{ for others.iter().map(|other| line(other, told.hub_time(now()))) }</ul>
                }
            } else {
                <p class="empty">{ text("sla_none") }</p>
            }
        </section>
    }
}

fn hand_off(told: &Rc<Told>, hand_off: &HandOffView) -> Html {
    let HandOffView { title, owner, clock, record } = hand_off;
    let owner = owner.as_ref().map_or_else(|| text("nobody"), |owner| owner.name.clone());
    let is_other = *record != told.view.record.key;
    html! {
        <>
            if is_other { <p class="of">{ title }</p> }
            <Countdown told={told.clone()} />
            <p class="why">{ promised(&clock.promise) }</p>
            <p class="why">{ text_with("sla_handed_off", &[&format::moment(clock.started_at), &owner]) }{ " " }{ ending(clock) }</p>
        </>
    }
}

fn promised(promise: &Promise) -> String {
    let within = format::span(TimeDelta::seconds(promise.within_seconds));
    text_with("sla_promise", &[&promise.name, &within, &promise.hours])
}

fn ending(clock: &Clock) -> String {
    match &clock.response {
        Some(Response { at, by, kind }) => {
            text_with(response_key(*kind), &[by, &format::moment(*at), &format::moment(clock.due_at)])
        }
        None => text_with("sla_due", &[&format::moment(clock.due_at)]),
    }
}

fn response_key(kind: ResponseKind) -> &'static str {
    match kind {
        ResponseKind::Call => "sla_answered_call",
        ResponseKind::Email => "sla_answered_email",
        ResponseKind::Meeting => "sla_answered_meeting",
    }
}

#[derive(Properties, PartialEq)]
struct CountdownProps {
    told: Rc<Told>,
}

/// The first hand-off's clock. Ticks by itself, so that a second costs this element and nothing else. It is not read out as it ticks: a screen reader
/// is told when the state changes, but not when the next record has another one.
#[component]
fn Countdown(props: &CountdownProps) -> Html {
    let first = props.told.view.hand_offs.first();
    use_tick(1000, first.is_some_and(|first| first.clock.response.is_none()));
    let Some(HandOffView { clock, record, .. }) = first else { return Html::default() };
    let now = props.told.hub_time(now());
    let shown = Shown::of(clock, now, format::countdown);
    let percent = clock.used_percent(now);
    html! {
        <div class="clock" data-part="clock" data-clock={shown.name}>
            <span class="shape" aria-hidden="true">{ shown.shape }</span>
            <span class="time" role="timer" aria-live="off">{ shown.time }</span>
            <span key={record.to_string()} class="state" aria-live="polite">{ text(shown.label) }</span>
            <span class="meter" role="img" aria-label={text_with("sla_used", &[&percent.to_string()])}>
                <span style={format!("width:{percent}%")} />
            </span>
        </div>
    }
}

fn line(hand_off: &HandOffView, now: Instant) -> Html {
    let shown = Shown::of(&hand_off.clock, now, format::span);
    html! {
        <li key={hand_off.record.to_string()} class="clock-line" data-clock={shown.name}>
            <span aria-hidden="true">{ shown.shape }</span>
            <span class="of">{ &hand_off.title }</span>
            <span>{ format!("{} {}", shown.time, text(shown.label)) }</span>
        </li>
    }
}

/// A clock's state as it looks: never by colour alone.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    name: &'static str,
    shape: &'static str,
    label: &'static str,
    time: String,
}

impl Shown {
    fn of(clock: &Clock, now: Instant, written: fn(TimeDelta) -> String) -> Self {
        let (name, shape, label, time) = match clock.state(now) {
            ClockState::NotYetOpen { opens_at } => ("not-yet-open", "◌", "sla_not_yet_open", format::moment(opens_at)),
            ClockState::Running { left } => ("running", "●", "sla_running", written(left)),
            ClockState::DueSoon { left } => ("due-soon", "◐", "sla_due_soon", written(left)),
            ClockState::Overdue { by } => ("overdue", "▲", "sla_overdue", written(by)),
            ClockState::Met { after } => ("met", "✓", "sla_met", format::span(after)),
            ClockState::MetLate { by } => ("met-late", "✓", "sla_met_late", format::span(by)),
        };
        Self { name, shape, label, time }
    }
}
