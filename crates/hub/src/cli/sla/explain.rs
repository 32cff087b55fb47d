//! `sla explain`: a record's clocks with every step that made them, for whoever doubts one.

use chrono::{SecondsFormat, TimeDelta};
use plumbline_domain::Instant;
use plumbline_domain::record::{CrmUser, RecordKey};
use plumbline_domain::sla::{
    Acceptance, CancelledBy, Clock, ClockState, Effect, Event, EventKind, HandOff, ResponseKind, hand_offs,
};

use super::super::{CliError, open, say};
use crate::config::{Criteria, Promised, Settings};
use crate::records::clock;
use crate::store::RecordStore;

/// Says how each hand-off of `record` came to stand where it does.
pub(in super::super) async fn explain(settings: &Settings, record: &str, now: Instant) -> Result<(), CliError> {
    let key: RecordKey =
        record.parse().map_err(|error| CliError::Refused(format!("{error}, such as odoo/crm.lead/17")))?;
    let store = open(settings).await?;
    let unknown =
        || CliError::Refused(format!("the hub has never read {key}; open it in the CRM once, or mend its name"));
    let facts = store.facts(&key).await?.ok_or_else(unknown)?;
    say(&format!("{key}: {}", facts.record.title));
    let (hand_offs, sla) = (hand_offs(&facts.events), settings.sla.now());
    if hand_offs.is_empty() {
        say("It was never handed to sales, so no clock runs.");
    }
    for (number, hand_off) in hand_offs.iter().enumerate() {
        say(&format!(
            "\nHand-off {} at {} to {}, {}",
            number + 1,
            at(hand_off.at),
            whom(hand_off.owner.as_ref()),
            acceptance(&hand_off.acceptance)
        ));
        hand_off
            .steps
            .iter()
            .for_each(|step| say(&format!("  {}  {}{}", at(step.event.at), what(&step.event), effect(step.effect))));
        let Some(applied) = sla.applied(&facts, hand_off.owner.as_ref(), hand_off.at) else { continue };
        say(&format!("  Policy: {}{}", applied.policy.name, because(&applied.because())));
        if let Some(criteria) = &sla.criteria {
            say(&format!("  {}: {}", criteria.name, criteria_line(applied.criteria_met(criteria), criteria)));
        }
        let promised = [
            (Some(&applied.policy.response), hand_off.response_stop()),
            (applied.policy.update.as_ref(), hand_off.update_stop()),
        ];
        for (promised, stop) in promised.into_iter().filter_map(|(promised, stop)| Some((promised?, stop))) {
            if let Some(clock) = clock(promised, hand_off, stop, now) {
                lines(&clock, promised, hand_off, now).iter().for_each(|line| say(line));
            }
        }
    }
    Ok(())
}

fn because(met: &[String]) -> String {
    if met.is_empty() { String::new() } else { format!(", because {}", met.join(" and ")) }
}

fn criteria_line(met: Option<Vec<String>>, criteria: &Criteria) -> String {
    match met {
        Some(met) => format!("met{}", because(&met)),
        None => format!("not met when it was handed off; it asks for {}", criteria.rule),
    }
}

/// One clock: what it counts, and where it stands.
fn lines(clock: &Clock, promised: &Promised, hand_off: &HandOff, now: Instant) -> Vec<String> {
    let promise = &promised.promise;
    let mut lines = vec![
        format!(
            "  {}: {} of {} ({})",
            promise.name,
            span(TimeDelta::seconds(promise.within_seconds)),
            promise.calendar,
            promise.hours
        ),
        format!("    counts from {}, due {}", at(clock.opens_at), at(clock.due_at)),
    ];
    let until = clock.stop.as_ref().map_or(now, plumbline_domain::sla::Stop::at);
    if let Some(hours) = promised
        .calendar
        .open_hours(hand_off.at, TimeDelta::zero(), until, TimeDelta::zero())
        .filter(|_| !clock.pauses.is_empty())
    {
        lines
            .push(format!("    paused for {} of business time, which does not count", span(clock.paused(&hours, now))));
    }
    lines.push(format!("    {}", state(clock.state(now))));
    lines
}

fn state(state: ClockState) -> String {
    match state {
        ClockState::NotYetOpen { opens_at } => format!("not running yet: opens {}", at(opens_at)),
        ClockState::Running { left } => format!("running: {} left", span(left)),
        ClockState::DueSoon { left } => format!("due soon: {} left", span(left)),
        ClockState::Paused { left } => format!("paused: {} left", span(left)),
        ClockState::Overdue { by } => format!("overdue by {}", span(by)),
        ClockState::Met { after } => format!("met after {}", span(after)),
        ClockState::MetLate { by } => format!("met {} late", span(by)),
        ClockState::Cancelled(end) => format!("cancelled at {} by {}", at(end.at), cancelled_by(end.by)),
    }
}

fn cancelled_by(by: CancelledBy) -> &'static str {
    match by {
        CancelledBy::Rejection => "the rejection",
        CancelledBy::NewHandOff => "a new hand-off",
        CancelledBy::Close => "the close",
    }
}

fn acceptance(acceptance: &Acceptance) -> String {
    match acceptance {
        Acceptance::Open => "neither accepted nor rejected".to_owned(),
        Acceptance::Accepted { at: when, by } => format!("accepted by {by} at {}", at(*when)),
        Acceptance::Rejected { at: when, by, reason, .. } => format!("rejected by {by} at {}: {reason}", at(*when)),
    }
}

fn what(event: &Event) -> String {
    match &event.kind {
        EventKind::HandedOff { to } => format!("handed off to {}", whom(to.as_ref())),
        EventKind::Reassigned { to } => format!("reassigned to {}", whom(to.as_ref())),
        EventKind::Accepted { by } => format!("accepted by {by}"),
        EventKind::Resumed { status } => format!("resumed by status {status}"),
        EventKind::Paused { status } => format!("paused by status {status}"),
        EventKind::Responded { by, response } => format!("{} by {by}", response_name(*response)),
        EventKind::Updated { by, status } => format!("status {status} set by {by}"),
        EventKind::Rejected { by, reason, words } => {
            format!(
                "rejected by {by}: {reason}{}",
                words.as_ref().map_or_else(String::new, |words| format!(" — {words}"))
            )
        }
        EventKind::Closed { .. } => "closed".to_owned(),
        EventKind::Withdrawn { event } => format!("{event} taken back"),
    }
}

fn response_name(kind: ResponseKind) -> &'static str {
    match kind {
        ResponseKind::Call => "call",
        ResponseKind::Email => "mail",
        ResponseKind::Meeting => "meeting",
    }
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Counts => "",
        Effect::WasSo => " (changes nothing: it was so already)",
        Effect::TooLate => " (changes nothing: the hand-off had ended)",
    }
}

fn whom(user: Option<&CrmUser>) -> &str {
    user.map_or("nobody", |user| &user.name)
}

fn at(instant: Instant) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Hours, minutes and seconds, such as `1:45:00`.
fn span(span: TimeDelta) -> String {
    let seconds = span.num_seconds();
    format!("{}:{:02}:{:02} h", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
