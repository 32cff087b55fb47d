//! What crosses the wire of findings, as it crosses it.

use plumbline_domain::findings::{Compared, Verdict};
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::numbers::Proportion;
use plumbline_protocol::findings::*;

use crate::samples::{self, *};

fn named() -> NamedObjection {
    NamedObjection { id: ObjectionId::new("price"), name: "Too expensive".into() }
}

fn piece() -> NamedContent {
    NamedContent { id: ContentId::new("cost"), title: "Five-year cost".into() }
}

fn run() -> RunView {
    let url = Some("https://odoo.example.com/odoo/crm/17".into());
    let records = vec![
        NamedRecord { key: key(), title: Some("Acme: renewal".into()), url },
        NamedRecord { key: key(), title: None, url: None },
    ];
    RunView { objection: named(), count: 4, records, since: at(8), until: at(9) }
}

#[test]
fn findings() {
    let compared = Compared { used: Proportion::of(56, 70), not_used: Proportion::of(48, 80) };
    let unopened = |last_used_at, added_at| UnopenedPieceView { content: piece(), last_used_at, added_at };
    let stale = |verifier| StalePieceView { content: piece(), verifier, verify_by: at(9).date_naive() };
    let rise = RiseView { objection: named(), this_week: 14, last_week: 3, chance: 0.006 };
    check!(
        "findings_response",
        FindingsResponse {
            as_of: at(10),
            in_a_row: vec![run()],
            final_stages: FinalStagesView {
                stages: vec!["Proposition".into()],
                days: 90,
                most_heard: vec![MostHeardView { objection: named(), deals: 7, reports: 9 }],
            },
            rising: RisingView { rises: vec![rise], looked_at: 12, enough: 5, this_week: 60, last_week: 44 },
            unopened: UnopenedView {
                days: 90,
                count: 2,
                offered: 30,
                pieces: vec![unopened(Some(at(8)), Some(at(7))), unopened(None, None)],
            },
            stale: StaleView { count: 2, pieces: vec![stale(Some("Mo".into())), stale(None)] },
            compared: ComparedView {
                days: 365,
                any: compared,
                verdict: compared.verdict(),
                pieces: vec![ComparedPieceView { content: piece(), compared, verdict: compared.verdict() }],
                too_few: 3,
                enough: 5,
            },
        }
    );
    check!("verdicts", [Verdict::MoreWon, Verdict::FewerWon, Verdict::Unclear]);
}
