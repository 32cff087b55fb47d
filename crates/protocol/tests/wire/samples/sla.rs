use plumbline_domain::ids::{CrmId, ReasonCode};
use plumbline_domain::sla::metrics::{Measure, Metrics, Standing};
use plumbline_domain::sla::{Acceptance, RejectionReason};
use plumbline_domain::touch::Channel;
use plumbline_protocol::sla::{CrmFreshness, Period, SlaClockView, SlaHandOffView, SlaResponse, Targets};

use super::{at, hand_off, key, owner};

fn clock(standing: Standing, elapsed_seconds: i64, late_seconds: i64, done: bool) -> SlaClockView {
    SlaClockView {
        measure: Measure { standing, elapsed_seconds, late_seconds },
        due_at: at(11),
        done_at: done.then(|| at(10)),
        done_by: done.then(|| "Dana".into()),
    }
}

/// One that was answered and rejected, and one of which hardly anything is known.
fn hand_offs() -> [SlaHandOffView; 2] {
    let rejected = SlaHandOffView {
        record: key(),
        title: "Head office".into(),
        company: Some("Example Ltd".into()),
        record_url: Some("https://crm.example.com/odoo/crm/17".into()),
        owner: Some(owner()),
        channel: Some(Channel::PaidSearch),
        handed_off_at: at(9),
        response: clock(Standing::InTime, 3_600, 0, true),
        update: Some(clock(Standing::Cancelled, 3_600, 0, false)),
        acceptance: hand_off().acceptance,
        met_criteria: Some(true),
    };
    let overdue = SlaHandOffView {
        record: "odoo-main/crm.lead/18".parse().unwrap(),
        company: None,
        record_url: None,
        owner: None,
        channel: None,
        response: clock(Standing::Overdue, 10_800, 3_600, false),
        update: None,
        acceptance: Acceptance::Open,
        met_criteria: None,
        ..rejected.clone()
    };
    [rejected, overdue]
}

pub fn sla() -> SlaResponse {
    let reasons = vec![RejectionReason { code: ReasonCode::new("other"), name: "Other".into(), needs_words: true }];
    let [rejected, overdue] = hand_offs();
    let promises = vec![hand_off().response.promise];
    SlaResponse {
        as_of: at(12),
        period: Period { days: 30, from: at(1), to: at(12) },
        freshness: vec![CrmFreshness {
            crm: CrmId::new("odoo-main"),
            followed_at: Some(at(11)),
            trouble: Some("Odoo cannot be reached.".into()),
        }],
        targets: Targets::default(),
        response_promises: promises.clone(),
        update_promises: promises,
        metrics: Metrics::over(&[rejected.case(), overdue.case()], &reasons),
        overdue_count: 1,
        overdue: vec![overdue.clone()],
        hand_offs: vec![rejected, overdue],
        rejection_reasons: reasons,
    }
}
