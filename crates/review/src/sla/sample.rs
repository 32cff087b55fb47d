//! Hand-offs of every kind, for tests.

use chrono::{DateTime, TimeDelta};
use plumbline_domain::Instant;
use plumbline_domain::ids::ReasonCode;
use plumbline_domain::record::RecordKey;
use plumbline_domain::sla::Acceptance;
use plumbline_domain::sla::metrics::{Measure, Metrics, Standing};
use plumbline_domain::touch::Channel;
use plumbline_protocol::sla::{Period, SlaClockView, SlaHandOffView, SlaResponse, Targets};

/// A moment; the hour counts from the beginning of 1970.
pub fn at(hour: i64) -> Instant {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
}

fn clock(standing: Standing) -> SlaClockView {
    let late_seconds = if standing.is_kept() == Some(false) { 600 } else { 0 };
    let is_done = matches!(standing, Standing::InTime | Standing::Late);
    SlaClockView {
        measure: Measure { standing, elapsed_seconds: 3_600, late_seconds },
        due_at: at(2),
        done_at: is_done.then(|| at(1)),
        done_by: is_done.then(|| "Dana".into()),
    }
}

fn hand_off(n: usize, response: Standing, update: Option<Standing>) -> SlaHandOffView {
    let by = || "Dana".to_owned();
    let acceptance = match n % 4 {
        0 => Acceptance::Open,
        1 => Acceptance::Accepted { at: at(1), by: by() },
        n => Acceptance::Rejected {
            at: at(1),
            by: by(),
            reason: ReasonCode::new(if n == 2 { "spam" } else { "other" }),
            words: None,
        },
    };
    SlaHandOffView {
        record: RecordKey::new("odoo", "crm.lead", n.to_string()),
        title: format!("Lead {n}"),
        company: None,
        record_url: None,
        owner: None,
        channel: [None, Some(Channel::Event), Some(Channel::PaidSearch)].into_iter().cycle().nth(n).flatten(),
        handed_off_at: at(0),
        response: clock(response),
        update: update.map(clock),
        acceptance,
        met_criteria: [None, Some(true), Some(false)].into_iter().cycle().nth(n).flatten(),
    }
}

/// An answer of the hub with every way in which the two promises can stand.
pub fn told() -> SlaResponse {
    let updates = || Standing::ALL.into_iter().map(Some).chain([None]);
    let pairs = Standing::ALL.into_iter().flat_map(|response| updates().map(move |update| (response, update)));
    let hand_offs = pairs.enumerate().map(|(n, (response, update))| hand_off(n, response, update));
    let hand_offs: Vec<SlaHandOffView> = hand_offs.collect();
    let cases: Vec<_> = hand_offs.iter().map(SlaHandOffView::case).collect();
    let overdue: Vec<_> = hand_offs.iter().filter(|view| view.case().overdue_seconds().is_some()).cloned().collect();
    SlaResponse {
        as_of: at(9),
        period: Period { days: 30, from: at(0), to: at(9) },
        freshness: Vec::new(),
        targets: Targets::default(),
        response_promises: Vec::new(),
        update_promises: Vec::new(),
        metrics: Metrics::over(&cases, &[]),
        overdue_count: overdue.len(),
        overdue,
        hand_offs,
        rejection_reasons: Vec::new(),
    }
}
