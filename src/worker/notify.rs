//! Desktop notifications of clocks that become due soon or overdue, also with no CRM tab open.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_domain::sla::{Clock, ClockState};
use plumbline_protocol::record_view::{AttentionResponse, HandOffView};

use crate::enrolment::Enrolment;
use crate::platform::host::{self, Notification};
use crate::platform::storage::Area;
use crate::platform::text::{counted, text_with};
use crate::platform::{format, log, now};

/// Where it is kept what was told already.
const TOLD: &str = "notified";

/// More than these at once are told in one.
const MOST: usize = 3;

/// Starts the name of a notification of one record; the record follows.
const RECORD: &str = "record ";

/// One threshold that one clock has crossed. Its name is the same as long as it is the same crossing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Crossing {
    name: String,
    record: RecordKey,
    title: String,
    promise: String,
    state: ClockState,
}

/// Tells what was not told yet, if the person allows it and it is one of their hours.
pub async fn tell(attention: &AttentionResponse) {
    if !host::may_notify().await {
        return;
    }
    let told: Vec<String> = Area::Local.get(TOLD).await.ok().flatten().unwrap_or_default();
    let crossings = crossings(attention, now());
    let fresh: Vec<&Crossing> = crossings.iter().filter(|crossing| !told.contains(&crossing.name)).collect();
    // Of what was told before, only what still holds is worth remembering.
    let still = told.iter().filter(|name| is_known(attention, name)).cloned();
    let known: Vec<String> = still.chain(fresh.iter().map(|crossing| crossing.name.clone())).collect();
    if known != told {
        // First kept, then told: a worker that ends in between tells once too little rather than again each minute.
        if let Err(error) = Area::Local.set(TOLD, &known).await {
            return log(&error.to_string());
        }
    }
    for notification in notifications(&fresh) {
        host::notify(&notification).await;
    }
}

/// A notification was clicked: the record that it is about opens.
pub async fn clicked(name: &str) {
    host::dismiss(name).await;
    let key = name.strip_prefix(RECORD).and_then(|key| key.parse::<RecordKey>().ok());
    let Some((key, enrolment)) = key.zip(Enrolment::load().await.ok().flatten()) else { return };
    let site = enrolment.session.crms.iter().find(|site| site.id == key.crm);
    if let Some(url) = site.and_then(|site| plumbline_crm::record_url(site, &key)) {
        host::open_tab(&url).await;
    }
}

/// The thresholds that clocks have crossed in the hours of whoever has to act. What is crossed at night is told when these
/// hours begin.
fn crossings(attention: &AttentionResponse, now: Instant) -> Vec<Crossing> {
    let waits = attention.hand_offs.iter().flat_map(|hand_off| hand_off.clocks().map(move |clock| (hand_off, clock)));
    let at_work = waits.filter(|(_, clock)| clock.open.between(now, now + TimeDelta::seconds(1)) > TimeDelta::zero());
    at_work.filter_map(|(hand_off, clock)| crossing(hand_off, clock, now)).collect()
}

fn crossing(hand_off: &HandOffView, clock: &Clock, now: Instant) -> Option<Crossing> {
    let state = clock.state(now);
    let level = match state {
        ClockState::DueSoon { .. } => "due soon",
        ClockState::Overdue { .. } => "overdue",
        _ => return None,
    };
    let (record, promise) = (hand_off.record.clone(), clock.promise.name.clone());
    let name = format!("{}{level} {promise}", prefix(hand_off));
    Some(Crossing { name, record, title: hand_off.title.clone(), promise, state })
}

fn is_known(attention: &AttentionResponse, name: &str) -> bool {
    attention.hand_offs.iter().any(|hand_off| name.starts_with(&prefix(hand_off)))
}

/// A hand-off, which is another one when it is made again.
fn prefix(hand_off: &HandOffView) -> String {
    format!("{} {} ", hand_off.record, hand_off.response.started_at.timestamp())
}

fn notifications(fresh: &[&Crossing]) -> Vec<Notification> {
    if fresh.len() <= MOST {
        return fresh.iter().map(|crossing| single(crossing)).collect();
    }
    let titles: Vec<&str> = fresh.iter().map(|crossing| crossing.title.as_str()).collect();
    let first = fresh.first().map_or_else(String::new, |crossing| format!("{RECORD}{}", crossing.record));
    vec![Notification { name: first, title: counted("notify_waiting", fresh.len()), message: titles.join(", ") }]
}

fn single(crossing: &Crossing) -> Notification {
    let message = match crossing.state {
        ClockState::Overdue { by } => text_with("notify_overdue", &[&crossing.promise, &format::span(by)]),
        ClockState::DueSoon { left } => text_with("notify_due_soon", &[&crossing.promise, &format::span(left)]),
        _ => String::new(),
    };
    Notification { name: format!("{RECORD}{}", crossing.record), title: crossing.title.clone(), message }
}

#[cfg(test)]
mod tests {
    use plumbline_domain::sla::{Acceptance, OpenHours, Promise, Span};

    use plumbline_protocol::record_view::PolicyView;

    use super::*;

    fn at(minute: i64) -> Instant {
        chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::minutes(minute)
    }

    /// An hour promised at minute 0 of a day with 90 open minutes, and again a day later.
    fn attention(started: i64) -> AttentionResponse {
        let spans = [0, 1_440].map(|day| Span { start: at(day), end: at(day + 90) });
        let promise = Promise {
            name: "First response".into(),
            within_seconds: 3_600,
            due_soon_percent: 75,
            due_soon_seconds: None,
            calendar: "Office".into(),
            hours: "as they are".into(),
        };
        let open = OpenHours::joined(spans.to_vec());
        let hand_off = HandOffView {
            record: "odoo/crm.lead/7".parse().unwrap(),
            title: "Head office".into(),
            owner: None,
            acceptance: Acceptance::Open,
            response: Clock::new(promise, at(started), Vec::new(), None, &open).unwrap(),
            update: None,
            policy: PolicyView::default(),
            criteria: None,
        };
        AttentionResponse { hand_offs: vec![hand_off], answered: Vec::new() }
    }

    #[track_caller]
    fn check(started: i64, now: i64, expect: Option<&str>) {
        let found = crossings(&attention(started), at(now));
        let level =
            found.first().map(|crossing| crossing.name.rsplit_once(" First").unwrap().0.rsplit_once("00 ").unwrap().1);
        assert_eq!(level, expect, "{found:?}");
    }

    #[test]
    fn each_threshold_is_one_crossing_and_nights_are_quiet() {
        check(0, 10, None);
        check(0, 50, Some("due soon"));
        check(0, 70, Some("overdue"));
        check(0, 100, None);
        check(0, 1_441, Some("overdue"));
    }

    #[test]
    fn a_hand_off_made_again_is_told_again() {
        let names = |started, now| crossings(&attention(started), at(now)).remove(0).name;
        assert_eq!(names(0, 70), names(0, 80));
        assert_ne!(names(0, 80), names(5, 80));
        assert!(is_known(&attention(0), &names(0, 70)));
        assert!(!is_known(&attention(5), &names(0, 70)));
    }
}
