//! Hand-offs to test with.

use chrono::{TimeDelta, TimeZone, Utc};
use plumbline_domain::Instant;
use plumbline_domain::sla::{
    Acceptance, Cancellation, CancelledBy, Clock, OpenHours, Pause, Promise, Response, ResponseKind, Span, Stop, Update,
};
use plumbline_protocol::record_view::{HandOffView, PolicyView};

pub fn at(minute: i64) -> Instant {
    Utc.with_ymd_and_hms(2026, 11, 20, 9, 0, 0).unwrap() + TimeDelta::minutes(minute)
}

pub fn responded() -> Stop {
    Stop::Response(Response { at: at(10), by: "Dana".into(), kind: ResponseKind::Call })
}

pub fn updated() -> Stop {
    Stop::Update(Update { at: at(10), by: "Dana".into(), status: "Contacted".into() })
}

pub fn cancelled() -> Stop {
    Stop::Cancelled(Cancellation { at: at(10), by: CancelledBy::Close })
}

/// Eighty minutes from minute 0, open in minutes 0 to 60 and 120 to 180, and the day after.
pub fn clock(name: &str, start: i64, pauses: Vec<Pause>, stop: Option<Stop>) -> Clock {
    let promise = Promise {
        name: name.into(),
        within_seconds: 80 * 60,
        due_soon_percent: 75,
        due_soon_seconds: None,
        calendar: "Office".into(),
        hours: "9 to 10 and 11 to 12".into(),
    };
    let open = [(0, 60), (120, 180), (1440, 1500)].map(|(start, end)| Span { start: at(start), end: at(end) });
    Clock::new(promise, at(start), pauses, stop, &OpenHours::joined(open.to_vec())).unwrap()
}

pub fn hand_off(response: Option<Stop>, update: Option<Option<Stop>>) -> HandOffView {
    HandOffView {
        record: "odoo/crm.lead/1".parse().unwrap(),
        title: "A lead".into(),
        owner: None,
        acceptance: Acceptance::Open,
        response: clock("Response", 0, Vec::new(), response),
        update: update.map(|stop| clock("Update", 0, Vec::new(), stop)),
        policy: PolicyView::default(),
        criteria: None,
    }
}
