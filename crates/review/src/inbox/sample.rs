//! Reports for the tests of this feature.

use chrono::DateTime;
use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_domain::objection::{Handling, Objection, Report};
use plumbline_domain::record::{Outcome, Record, RecordKind, Stage};
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::{InboxReportView, InboxResponse, ObjectionGroupView};
use uuid::Uuid;

pub fn id(n: u128) -> ReportId {
    ReportId(Uuid::from_u128(n))
}

pub fn acknowledged() -> Handling {
    Handling::Acknowledged { by: "Marketing".into(), at: DateTime::UNIX_EPOCH }
}

pub fn report(n: u128, handling: Handling) -> InboxReportView {
    let key = format!("odoo/crm.lead/{n}").parse().unwrap();
    let report = Report {
        id: id(n),
        revision: 1,
        record: format!("odoo/crm.lead/{n}").parse().unwrap(),
        objection: ObjectionId::new("price"),
        heard_at: DateTime::UNIX_EPOCH,
        words: Some("No budget before spring".into()),
        severity: None,
        competitor: Some("Globex".into()),
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
    InboxReportView {
        report: ReportView {
            report,
            objection: "Too expensive".into(),
            reporter: "Field".into(),
            is_mine: false,
            handling,
            answer: None,
        },
        record: Some(record),
        record_url: None,
    }
}

pub fn inbox(groups: &[(&str, &[u128])]) -> InboxResponse {
    let group = |(name, reports): &(&str, &[u128])| ObjectionGroupView {
        objection: Objection { id: ObjectionId::new(*name), name: (*name).to_owned(), stages: Vec::new() },
        open_deals: reports.len(),
        revenue_at_stake: Vec::new(),
        reports: reports.iter().map(|n| report(*n, Handling::New)).collect(),
    };
    InboxResponse { groups: groups.iter().map(group).collect() }
}
