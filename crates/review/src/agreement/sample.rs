//! Agreements and what they would change, for tests.

use chrono::{DateTime, TimeDelta};
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_domain::sla::Promise;
use plumbline_protocol::agreement::{AgreedPolicyView, AgreementPreview, AgreementView, ClockChangeView};

/// A moment; the hour counts from the beginning of 1970.
pub fn at(hour: i64) -> Instant {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
}

/// One policy, with so much time to respond.
pub fn agreement(within_seconds: i64) -> AgreementView {
    let response = Promise {
        name: "First response".into(),
        within_seconds,
        due_soon_percent: 75,
        due_soon_seconds: None,
        calendar: "Always".into(),
        hours: "at any time".into(),
        zone: "UTC".into(),
    };
    let policy = AgreedPolicyView { name: "All".into(), applies_when: None, response, update: None };
    AgreementView { policies: vec![policy], criteria: None, reasons: Vec::new(), trouble: None }
}

/// What would change: open, moved, overdue, no longer overdue, added and removed.
pub fn preview(counts: [usize; 6]) -> AgreementPreview {
    let [open_clocks, moved, become_overdue, no_longer_overdue, added, removed] = counts;
    let agreement = agreement(2);
    AgreementPreview {
        agreement,
        open_clocks,
        moved,
        become_overdue,
        no_longer_overdue,
        added,
        removed,
        changes: Vec::new(),
    }
}

/// A clock that would fall due at another hour.
pub fn change(due: Option<i64>, would_be_due: Option<i64>, becomes_overdue: bool) -> ClockChangeView {
    ClockChangeView {
        record: RecordKey::new("odoo", "crm.lead", "1"),
        title: "Lead".into(),
        record_url: None,
        promise: "First response".into(),
        due_at: due.map(at),
        would_be_due_at: would_be_due.map(at),
        becomes_overdue,
    }
}
