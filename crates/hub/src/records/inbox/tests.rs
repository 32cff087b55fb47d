use plumbline_domain::Instant;
use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_domain::objection::Report;
use plumbline_domain::record::Stage;
use uuid::Uuid;

use super::*;

fn at(minute: u32) -> Instant {
    format!("2026-11-20T09:{minute:02}:00Z").parse().unwrap()
}

fn key(id: u32) -> RecordKey {
    format!("odoo/crm.lead/{id}").parse().unwrap()
}

fn report(objection: &str, record: u32, minute: u32, handling: Handling) -> ReportView {
    ReportView {
        report: Report {
            id: ReportId(Uuid::nil()),
            revision: 1,
            record: key(record),
            objection: ObjectionId::new(objection),
            heard_at: at(minute),
            words: None,
            severity: None,
            competitor: None,
            withdrawn: false,
        },
        objection: objection.to_owned(),
        reporter: "Dana".into(),
        is_mine: false,
        handling,
        answer: None,
    }
}

fn heard_on(id: u32, kind: RecordKind, outcome: Outcome, amount: Option<(i64, &str)>) -> (RecordKey, HeardOn) {
    let record = Record {
        key: key(id),
        kind,
        title: String::new(),
        company: None,
        stage: Some(Stage { name: "Proposition".into(), outcome }),
        amount: amount.map(|(minor, code)| Money { minor, currency: code.parse().unwrap() }),
        owner: None,
        competitors: Vec::new(),
        created_at: at(0),
        became_deal_at: None,
        closed_at: None,
    };
    (key(id), HeardOn { record: Some(LastRead { record, is_gone: false }), url: None })
}

fn objections(ids: &[&str]) -> Vec<Objection> {
    ids.iter().map(|id| Objection { id: ObjectionId::new(*id), name: (*id).to_owned(), stages: Vec::new() }).collect()
}

#[test]
fn each_open_deal_counts_once() {
    let records = HashMap::from([
        heard_on(1, RecordKind::Deal, Outcome::Open, Some((100, "EUR"))),
        heard_on(2, RecordKind::Deal, Outcome::Open, Some((5_000, "USD"))),
        heard_on(3, RecordKind::Deal, Outcome::Lost, Some((900, "EUR"))),
        heard_on(4, RecordKind::Lead, Outcome::Open, Some((900, "EUR"))),
        heard_on(5, RecordKind::Deal, Outcome::Open, None),
        heard_on(6, RecordKind::Deal, Outcome::Open, Some((30, "EUR"))),
        (key(7), HeardOn { record: None, url: None }),
    ]);
    let reports = [1, 1, 2, 3, 4, 5, 6, 7].map(|record| report("price", record, 1, Handling::New));
    let inbox = inbox(&objections(&["price"]), reports.to_vec(), &records);
    let group = &inbox.groups[0];
    assert_eq!((group.open_deals, group.reports.len()), (4, 8));
    let totals: Vec<(i64, &str)> =
        group.revenue_at_stake.iter().map(|total| (total.minor, total.currency.code())).collect();
    assert_eq!(totals, [(5_000, "USD"), (130, "EUR")]);
}

#[test]
fn groups_with_most_new_reports_come_first_then_the_latest() {
    let seen = || Handling::Acknowledged { by: "Mo".into(), at: at(30) };
    let reports = vec![
        report("late", 1, 20, seen()),
        report("early", 1, 10, seen()),
        report("new", 1, 5, Handling::New),
        report("newest", 1, 4, Handling::New),
        report("newest", 1, 3, Handling::New),
    ];
    let inbox = inbox(&objections(&["early", "late", "new", "newest", "never"]), reports, &HashMap::new());
    let ids: Vec<&str> = inbox.groups.iter().map(|group| group.objection.id.as_str()).collect();
    assert_eq!(ids, ["newest", "new", "late", "early"]);
}
