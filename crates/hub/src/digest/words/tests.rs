use chrono::{NaiveDate, TimeZone, Utc};
use plumbline_domain::findings::Compared;
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_protocol::findings::{ComparedView, FinalStagesView, NamedRecord, RisingView, StaleView, UnopenedView};

use super::*;

fn named(id: &str, name: &str) -> NamedObjection {
    NamedObjection { id: ObjectionId::new(id), name: name.into() }
}

fn titled(title: &str) -> NamedContent {
    NamedContent { id: ContentId::new("cost"), title: title.into() }
}

fn findings() -> FindingsResponse {
    let at = |hour| Utc.with_ymd_and_hms(2026, 11, 20, hour, 0, 0).unwrap();
    let record =
        |title: &str| NamedRecord { key: "odoo/crm.lead/1".parse().unwrap(), title: Some(title.into()), url: None };
    let compared = Compared { used: Proportion::of(56, 70), not_used: Proportion::of(48, 80) };
    let day = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
    let stale = |verifier: Option<&str>| StalePieceView {
        content: titled("Price sheet"),
        verifier: verifier.map(str::to_owned),
        verify_by: day,
    };
    let unopened = |last_used_at| UnopenedPieceView { content: titled("Old story"), last_used_at, added_at: None };
    FindingsResponse {
        as_of: at(12),
        in_a_row: vec![RunView {
            objection: named("a b", "Too <expensive>"),
            count: 4,
            records: vec![record("One"), record("Two\nlines"), record("Three"), record("Four")],
            since: at(8),
            until: at(9),
        }],
        final_stages: FinalStagesView {
            stages: vec!["Proposition".into()],
            days: 90,
            most_heard: vec![MostHeardView { objection: named("legal", "Legal review"), deals: 1, reports: 2 }],
        },
        rising: RisingView {
            rises: vec![
                RiseView { objection: named("legal", "Legal review"), this_week: 14, last_week: 3, chance: 0.006 },
                RiseView { objection: named("time", "No time"), this_week: 9, last_week: 2, chance: 0.0301 },
            ],
            looked_at: 7,
            enough: 5,
            this_week: 31,
            last_week: 12,
        },
        unopened: UnopenedView { days: 90, count: 7, offered: 30, pieces: vec![unopened(Some(at(1))), unopened(None)] },
        stale: StaleView { count: 2, pieces: vec![stale(Some("Kim")), stale(None)] },
        compared: ComparedView {
            days: 365,
            any: compared,
            verdict: compared.verdict(),
            pieces: vec![
                ComparedPieceView { content: titled("Five-year cost"), compared, verdict: Verdict::MoreWon },
                ComparedPieceView { content: titled("Unclear"), compared, verdict: Verdict::Unclear },
            ],
            too_few: 0,
            enough: 5,
        },
    }
}

#[test]
fn findings_read_as_sentences() {
    insta::assert_snapshot!(Words { public_url: None }.plain(&findings()));
}

#[test]
fn slack_gets_blocks_with_links_and_nothing_that_it_would_obey() {
    let words = Words { public_url: Some("https://hub.example.com".into()) };
    insta::assert_json_snapshot!(words.for_slack(&findings(), Some("<!here>")));
}

#[test]
fn no_section_is_longer_than_slack_takes() {
    let mut findings = findings();
    findings.in_a_row = vec![findings.in_a_row.remove(0); 20];
    for run in &mut findings.in_a_row {
        run.objection.name = "& long ".repeat(300);
        run.records.iter_mut().for_each(|record| record.title = Some("& long ".repeat(300)));
    }
    let message = Words { public_url: Some("https://hub.example.com".into()) }.for_slack(&findings, None);
    let sections: Vec<&str> =
        message["blocks"].as_array().unwrap().iter().filter_map(|block| block["text"]["text"].as_str()).collect();
    assert!(sections.iter().all(|text| text.chars().count() <= MOST_OF_SECTION));
    assert!(sections.iter().any(|text| text.starts_with("*Heard again and again*\n•")), "{sections:?}");
}
