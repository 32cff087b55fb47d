//! Reports for the tests of this feature.

use std::rc::Rc;

use chrono::{DateTime, TimeDelta};
use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_domain::objection::{Handling, Report, Status};
use plumbline_domain::record::{Outcome, Record, RecordKind, Stage};
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::{InboxReportView, InboxResponse, StatusCount};
use uuid::Uuid;

pub fn id(n: u128) -> ReportId {
    ReportId(Uuid::from_u128(n))
}

pub fn acknowledged() -> Handling {
    Handling::Acknowledged { by: "Marketing".into(), at: DateTime::UNIX_EPOCH }
}

pub fn answered() -> Handling {
    Handling::Answered { by: "Ann".into(), at: DateTime::UNIX_EPOCH, content: None, words: Some("Yes".into()) }
}

/// The lower the number, the later it was heard.
pub fn report(n: u128, handling: Handling) -> InboxReportView {
    let key = format!("odoo/crm.lead/{n}").parse().unwrap();
    let report = Report {
        id: id(n),
        revision: 1,
        record: format!("odoo/crm.lead/{n}").parse().unwrap(),
        objection: Some(ObjectionId::new("price")),
        heard_at: DateTime::UNIX_EPOCH - TimeDelta::minutes(i64::try_from(n).unwrap()),
        words: Some("No budget before spring".into()),
        severity: None,
        competitor: Some("Globex".into()),
        segment: None,
        withdrawn: false,
    };
    let record = Record {
        key,
        kind: RecordKind::Deal,
        title: format!("Deal {n}"),
        company: Some("Acme".into()),
        stage: Some(Stage { name: "Proposition".into(), outcome: Outcome::Open }),
        amount: None,
        owner: None,
        competitors: Vec::new(),
        created_at: DateTime::UNIX_EPOCH,
        became_deal_at: None,
        closed_at: None,
    };
    let report = ReportView {
        report,
        objection: Some("Too expensive".into()),
        counts_as: Some(ObjectionId::new("price")),
        filed_under: None,
        reporter: "Field".into(),
        is_mine: false,
        handling,
        answer: None,
    };
    InboxReportView { report, record: Some(record), record_url: None }
}

pub fn rows(numbers: &[u128]) -> Vec<Rc<InboxReportView>> {
    numbers.iter().map(|n| Rc::new(report(*n, Handling::New))).collect()
}

/// New reports, up to where the next page begins.
pub fn page(numbers: &[u128], next: Option<&str>, count: u64) -> InboxResponse {
    InboxResponse {
        reports: numbers.iter().map(|n| report(*n, Handling::New)).collect(),
        next: next.map(str::to_owned),
        counts: vec![StatusCount { status: Status::New, count }],
    }
}
