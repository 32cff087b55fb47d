use plumbline_domain::attribution::{Milestone, Model, Uncredited};
use plumbline_domain::content::{Content, ContentKind};
use plumbline_domain::ids::{ContentId, ReportId};
use plumbline_domain::objection::{Handling, Report};
use plumbline_domain::record::{Profile, Stage};
use plumbline_domain::sla::ClockState;
use plumbline_domain::touch::Touch;
use plumbline_protocol::library::{ContentEntry, ObjectionEntry};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::records::samples::{at, handed_off, key, record, touch};

/// Two hours, around the clock.
fn sla() -> Sla {
    let text = "[[calendar]]\nname = \"Always\"\nzone = \"UTC\"\nalways = true\n\
                [promise.response]\nwithin = \"2h\"\ncalendar = \"Always\"\n";
    crate::config::parse_agreement(text).unwrap()
}

fn circle(record: Record, members: Vec<RecordFacts>) -> Circle {
    Circle { record, read_at: Some(at(0)), members, origin_changes: Vec::new() }
}

fn report(objection: &str) -> ReportView {
    ReportView {
        report: Report {
            id: ReportId(Uuid::nil()),
            revision: 1,
            record: key(1),
            objection: Some(ObjectionId::new(objection)),
            heard_at: at(1),
            words: None,
            severity: None,
            competitor: None,
            segment: None,
            withdrawn: false,
        },
        objection: Some(objection.to_owned()),
        counts_as: Some(ObjectionId::new(objection)),
        filed_under: None,
        reporter: "Dana".into(),
        is_mine: true,
        handling: Handling::New,
        answer: None,
    }
}

fn objection(id: &str, stages: &[&str]) -> ObjectionEntry {
    let stages = stages.iter().map(ToString::to_string).collect();
    let objection = Objection {
        id: ObjectionId::new(id),
        name: id.to_uppercase(),
        phrases: Vec::new(),
        stages,
        competitors: Vec::new(),
        segments: Vec::new(),
        owner: None,
    };
    ObjectionEntry { objection, handling: Handling::New, merged_into: None, version: 1 }
}

fn piece(id: &str, answers: &str) -> ContentEntry {
    let content = Content {
        id: ContentId::new(id),
        title: id.to_owned(),
        kind: ContentKind::Document,
        url: Some("https://content.example.com".into()),
        snippet: None,
        language: None,
        answers: vec![ObjectionId::new(answers)],
        stages: Vec::new(),
        segments: Vec::new(),
        competitors: Vec::new(),
        verifier: None,
        verified_on: None,
        verify_by: None,
    };
    ContentEntry { content, is_retired: false, version: 1 }
}

fn view(
    circle: &Circle,
    library: &Library,
    reports: &[ReportView],
    counts: &[(&str, u64)],
    now: Instant,
) -> RecordView {
    let counts = counts.iter().map(|(id, count)| (ObjectionId::new(*id), *count)).collect();
    let freshness = Freshness { read_at: at(0), trouble: None };
    let from = Materials {
        circle,
        freshness: &freshness,
        sla: &sla(),
        terms: Model::WShaped.into(),
        sourcing: &Sourcing::default(),
        library,
        reports,
        counts: &counts,
        won_with: &HashMap::new(),
    };
    record_view(from, now)
}

#[test]
fn what_is_overdue_comes_first_and_five_are_enough() {
    let members = vec![
        handed_off(1, 1, Some(1)),
        handed_off(2, 50, None),
        handed_off(3, 2, Some(1)),
        handed_off(4, 20, None),
        handed_off(5, 10, None),
        handed_off(6, 49, None),
    ];
    let contact = circle(record(9, RecordKind::Contact), members);
    let shown = view(&contact, &Library::default(), &[], &[], at(50)).hand_offs;
    let ids: Vec<&str> = shown.iter().map(|hand_off| hand_off.record.id.as_str()).collect();
    assert_eq!(ids, ["5", "4", "6", "2", "3"]);
}

#[test]
fn a_lead_shows_its_own_hand_off_only() {
    let lead = circle(record(2, RecordKind::Lead), vec![handed_off(1, 1, None), handed_off(2, 3, None)]);
    let shown = view(&lead, &Library::default(), &[], &[], at(4)).hand_offs;
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0].record, key(2));
    assert_eq!(shown[0].response.state(at(4)), ClockState::Running { left: TimeDelta::hours(1) });
}

#[test]
fn a_clock_counts_right_for_two_weeks_without_the_hub() {
    let lead = circle(record(1, RecordKind::Lead), vec![handed_off(1, 0, None)]);
    let clock = &view(&lead, &Library::default(), &[], &[], at(48)).hand_offs[0].response;
    let later = at(48) + TimeDelta::days(14);
    assert_eq!(clock.state(later), ClockState::Overdue { by: later - at(2) });
    // One that was answered needs no more hours than to say how it went.
    let answered = circle(record(1, RecordKind::Lead), vec![handed_off(1, 0, Some(3))]);
    let clock = &view(&answered, &Library::default(), &[], &[], at(9_000)).hand_offs[0].response;
    assert!(clock.open.spans().iter().all(|span| span.end < at(9_000)));
    assert_eq!(clock.state(at(9_000)), ClockState::MetLate { by: TimeDelta::hours(1) });
}

#[test]
fn credit_goes_to_the_touches_of_the_whole_circle() {
    let euros = Money { minor: 1_000_001, currency: "EUR".parse().unwrap() };
    let deal = Record { amount: Some(euros), became_deal_at: Some(at(10)), ..record(2, RecordKind::Deal) };
    let deal = Record { created_at: at(5), ..deal };
    let lead =
        RecordFacts { touches: vec![touch("a", 0, Some("Google")), touch("b", 3, None)], ..handed_off(1, 0, None) };
    let own = RecordFacts {
        record: deal.clone(),
        profile: Profile::default(),
        events: Vec::new(),
        touches: vec![touch("c", 9, Some("Webinar")), touch("d", 12, None)],
    };
    let source = view(&circle(deal, vec![lead, own]), &Library::default(), &[], &[], at(20)).source;
    assert_eq!(source.original.unwrap().source.as_deref(), Some("Google"));
    assert_eq!(source.latest.unwrap().source.as_deref(), Some("Webinar"));
    let credits: Vec<CreditView> = source.touches.into_iter().map(|touch| touch.credit.unwrap()).collect();
    let shares: Vec<&str> = credits.iter().map(|credit| credit.share.as_str()).collect();
    assert_eq!(shares, ["3/5", "1/20", "3/10", "1/20"]);
    assert_eq!(credits[0].milestones, [Milestone::FirstTouch, Milestone::LeadCreation]);
    assert_eq!(credits[2].milestones, [Milestone::OpportunityCreation]);
    assert_eq!(credits.iter().map(|credit| credit.basis_points).sum::<u32>(), 10_000);
    assert_eq!(credits.iter().map(|credit| credit.amount.unwrap().minor).sum::<i64>(), 1_000_001);
}

#[test]
fn a_touch_after_the_close_is_shown_without_credit() {
    let lost = Stage { name: "Proposition".into(), outcome: Outcome::Lost };
    let deal = Record { stage: Some(lost), closed_at: Some(at(5)), ..record(1, RecordKind::Deal) };
    let own = RecordFacts {
        record: deal.clone(),
        profile: Profile::default(),
        events: Vec::new(),
        touches: vec![touch("a", 1, None), touch("b", 6, None)],
    };
    let source = view(&circle(deal, vec![own]), &Library::default(), &[], &[], at(20)).source;
    let credited: Vec<bool> = source.touches.iter().map(|touch| touch.credit.is_some()).collect();
    assert_eq!((credited, source.uncredited()), (vec![true, false], None));
    assert_eq!(source.original, None);
}

#[test]
fn a_deal_without_a_touch_that_counts_says_so() {
    let check = |touches: Vec<Touch>, expect: Uncredited| {
        let deal = Record { closed_at: Some(at(5)), ..record(1, RecordKind::Deal) };
        let own = RecordFacts { record: deal.clone(), profile: Profile::default(), events: Vec::new(), touches };
        let view = source(&circle(deal, vec![own]), Model::WShaped.into(), &Sourcing::default(), at(20));
        assert_eq!(view.uncredited(), Some(expect));
    };
    check(Vec::new(), Uncredited::NoTouch);
    check(vec![touch("a", 6, None), touch("b", 7, None)], Uncredited::NoTouchBeforeClose);
}

#[test]
fn objections_are_sorted_by_how_likely_they_are_here() {
    let objections = vec![
        objection("any", &[]),
        objection("early", &["New"]),
        objection("late", &["proposition"]),
        objection("often", &["New"]),
        objection("reported", &["New"]),
    ];
    let library = Library::new(objections, Vec::new());
    let deal = circle(record(1, RecordKind::Deal), Vec::new());
    let shown = view(&deal, &library, &[report("reported")], &[("often", 3), ("late", 1)], at(1)).objections;
    let ids: Vec<&str> = shown.iter().map(|objection| objection.id.as_str()).collect();
    assert_eq!(ids, ["reported", "late", "any", "often", "early"]);
}

#[test]
fn content_answers_what_was_reported_before_what_is_usual() {
    let objections =
        vec![objection("usual", &["Proposition"]), objection("reported", &["New"]), objection("other", &["New"])];
    let content = vec![piece("for-usual", "usual"), piece("for-reported", "reported"), piece("for-other", "other")];
    let library = Library::new(objections, content);
    let deal = circle(record(1, RecordKind::Deal), Vec::new());
    let reports = [report("reported"), report("reported")];
    let shown = view(&deal, &library, &reports, &[], at(1)).content;
    let ids: Vec<&str> = shown.iter().map(|found| found.content.id.as_str()).collect();
    assert_eq!(ids, ["for-reported", "for-usual"]);
}

proptest! {
    #[test]
    fn what_is_shown_adds_up(
        hours in prop::collection::vec(0_i64..200, 1..60),
        amount in prop::option::of(1_i64..10_000_000_000),
    ) {
        let deal = Record {
            amount: amount.map(|minor| Money { minor, currency: "EUR".parse().unwrap() }),
            ..record(1, RecordKind::Deal)
        };
        let touches = hours.iter().enumerate().map(|(id, hour)| touch(&id.to_string(), *hour, None)).collect();
        let own = RecordFacts { record: deal.clone(), profile: Profile::default(), events: Vec::new(), touches };
        let deal = circle(deal, vec![own]);
        for model in Model::ALL {
            let touches = source(&deal, model.into(), &Sourcing::default(), at(200)).touches;
            let credits: Vec<CreditView> = touches.into_iter().filter_map(|touch| touch.credit).collect();
            prop_assert_eq!(credits.iter().map(|credit| credit.basis_points).sum::<u32>(), 10_000);
            let total: Option<i64> = credits.iter().map(|credit| credit.amount.map(|amount| amount.minor)).sum();
            prop_assert_eq!(total, amount);
        }
    }
}
