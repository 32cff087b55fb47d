use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::sla::{CancelledBy, Pause, Promise, ResponseKind};
use plumbline_protocol::record_view::HandOffView;

use super::explanation::Fact;
use crate::platform::format::{moment, span};
use crate::platform::text::{text, text_with};

/// Facts of a hand-off's clock, as they are read out.
pub fn sentences(facts: Vec<Fact<'_>>, hand_off: &HandOffView) -> String {
    let sentences = facts.into_iter().map(|fact| sentence(&fact, hand_off));
    sentences.collect::<Vec<_>>().join(" ")
}

fn sentence(fact: &Fact<'_>, hand_off: &HandOffView) -> String {
    let with_moment = |key, at: Instant| text_with(key, &[&moment(at)]);
    match fact {
        Fact::Promised(promise) => promised(promise),
        Fact::HandedOff(at) => text_with("sla_handed_off", &[&moment(*at), &owner(hand_off)]),
        Fact::Begins(at) => with_moment("sla_begins", *at),
        Fact::Paused(pause) => paused(pause),
        Fact::Used(time) => text_with("sla_used", &[&span(*time)]),
        Fact::ClosedUntil(at) => with_moment("sla_closed_until", *at),
        Fact::Due(at) => with_moment("sla_due", *at),
        Fact::DueAfterPause(at) => with_moment("sla_due_after_pause", *at),
        Fact::Responded(response, due) => {
            text_with(response_key(response.kind), &[&response.by, &moment(response.at), &moment(*due)])
        }
        Fact::Updated(update, due) => {
            text_with("sla_updated", &[&update.by, &update.status, &moment(update.at), &moment(*due)])
        }
        Fact::Cancelled(cancellation) => with_moment(cancelled_key(cancellation.by), cancellation.at),
    }
}

fn promised(Promise { name, within_seconds, calendar, hours, .. }: &Promise) -> String {
    text_with("sla_promise", &[name, &span(TimeDelta::seconds(*within_seconds)), calendar, hours])
}

fn owner(hand_off: &HandOffView) -> String {
    hand_off.owner.as_ref().map_or_else(|| text("nobody"), |owner| owner.name.clone())
}

fn paused(pause: &Pause) -> String {
    match pause.to {
        Some(to) => text_with("sla_paused_from_to", &[&moment(pause.from), &moment(to), &pause.status]),
        None => text_with("sla_paused_since", &[&moment(pause.from), &pause.status]),
    }
}

fn response_key(kind: ResponseKind) -> &'static str {
    match kind {
        ResponseKind::Call => "sla_answered_call",
        ResponseKind::Email => "sla_answered_email",
        ResponseKind::Meeting => "sla_answered_meeting",
    }
}

fn cancelled_key(by: CancelledBy) -> &'static str {
    match by {
        CancelledBy::Rejection => "sla_cancelled_rejection",
        CancelledBy::NewHandOff => "sla_cancelled_new_hand_off",
        CancelledBy::Close => "sla_cancelled_close",
    }
}
