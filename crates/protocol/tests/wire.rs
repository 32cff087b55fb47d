//! How every wire type is written, as snapshots. A change here is a change of the protocol: fields may be added within a
//! version, anything else needs a new one.
//!
//! `INSTA_UPDATE=always cargo test -p plumbline-protocol` writes them anew.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking, and says what it is by its name")]

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use plumbline_domain::attribution::{Milestone, Model, Reason};
use plumbline_domain::content::{Content, ContentKind, MatchReason};
use plumbline_domain::ids::{ContentId, CrmId, EventId, ObjectionId, PersonId, ReasonCode, ReportId, TouchId};
use plumbline_domain::money::Money;
use plumbline_domain::objection::{Handling, Objection, Report, Severity};
use plumbline_domain::record::{CrmUser, Outcome, Person, Record, RecordKey, RecordKind, Role, Stage};
use plumbline_domain::site::{CrmSite, Vendor};
use plumbline_domain::sla::{
    Acceptance, Cancellation, CancelledBy, Clock, OpenHours, Pause, Promise, RejectionReason, Response, ResponseKind,
    Span, Stop,
};
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::hand_off::{Decision, DecisionRequest};
use plumbline_protocol::people::{EnrolRequest, EnrolResponse, SessionResponse};
use plumbline_protocol::record_view::{
    AttentionResponse, ContentView, CreditView, CreditedTouchView, Freshness, HandOffView, RecordView, SourceView,
};
use plumbline_protocol::report::{
    ContentResponse, ContentUse, ContentUseRequest, HandlingAction, HandlingConflict, HandlingRequest,
    ObjectionsResponse, ReportRequest, ReportResponse, ReportView,
};
use plumbline_protocol::review::{InboxReportView, InboxResponse, ObjectionGroupView, ServerEvent};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Compares with the snapshot, and reads back what was written.
macro_rules! check {
    ($name:literal, $value:expr) => {
        let value = $value;
        reads_back(&value);
        insta::assert_json_snapshot!($name, value);
    };
}

#[track_caller]
fn reads_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value);
}

fn at(hour: u32) -> DateTime<Utc> {
    format!("2026-11-20T{hour:02}:00:00Z").parse().unwrap()
}

fn key() -> RecordKey {
    "odoo-main/crm.lead/17".parse().unwrap()
}

fn report_id() -> ReportId {
    ReportId("6f1c1c1e-7a0e-4b7e-9a55-0d5d3c2b1a01".parse().unwrap())
}

fn owner() -> CrmUser {
    CrmUser { id: "5".into(), name: "Dana".into() }
}

fn euros(minor: i64) -> Money {
    Money { minor, currency: "EUR".parse().unwrap() }
}

fn record() -> Record {
    Record {
        key: key(),
        kind: RecordKind::Deal,
        title: "Head office".into(),
        company: Some("Example Ltd".into()),
        stage: Some(Stage { name: "Proposition".into(), outcome: Outcome::Won }),
        amount: Some(euros(1_200_000)),
        owner: Some(owner()),
        competitors: vec!["Acme Suite".into()],
        created_at: at(1),
        became_deal_at: Some(at(2)),
        closed_at: Some(at(20)),
    }
}

/// The same with everything that may be missing missing.
fn bare_record() -> Record {
    Record {
        key: key(),
        kind: RecordKind::Contact,
        title: "Sam".into(),
        company: None,
        stage: None,
        amount: None,
        owner: None,
        competitors: Vec::new(),
        created_at: at(1),
        became_deal_at: None,
        closed_at: None,
    }
}

fn touch() -> Touch {
    Touch {
        id: TouchId::new("crm.lead/17"),
        at: at(1),
        actor: Actor::Marketing,
        channel: Channel::PaidSearch,
        source: Some("Google".into()),
        medium: Some("cpc".into()),
        campaign: Some("Brand".into()),
        contact: Some("Sam".into()),
        summary: "Ad click".into(),
    }
}

fn objection() -> Objection {
    Objection { id: ObjectionId::new("price"), name: "Too expensive".into(), stages: vec!["Proposition".into()] }
}

fn content() -> Content {
    Content {
        id: ContentId::new("cost"),
        title: "Five-year cost".into(),
        kind: ContentKind::Calculator,
        url: "https://content.example.com/cost".into(),
        answers: vec![ObjectionId::new("price")],
        stages: vec!["Proposition".into()],
        competitors: vec!["Acme Suite".into()],
        verified_on: NaiveDate::from_ymd_opt(2026, 11, 2),
    }
}

fn report() -> Report {
    Report {
        id: report_id(),
        revision: 2,
        record: key(),
        objection: ObjectionId::new("price"),
        heard_at: at(9),
        words: Some("<b>Zu teuer</b> אָב 🦀".into()),
        severity: Some(Severity::Challenge),
        competitor: Some("Acme Suite".into()),
        withdrawn: false,
    }
}

fn report_view(handling: Handling) -> ReportView {
    ReportView {
        report: report(),
        objection: "Too expensive".into(),
        reporter: "Dana".into(),
        is_mine: true,
        handling,
        answer: Some(content()),
    }
}

fn answered() -> Handling {
    Handling::Answered {
        by: "Mo".into(),
        at: at(10),
        content: Some(ContentId::new("cost")),
        words: Some("Page 2".into()),
    }
}

fn hand_off() -> HandOffView {
    let promise = Promise {
        name: "First response".into(),
        within_seconds: 7_200,
        due_soon_percent: 75,
        due_soon_seconds: Some(900),
        calendar: "Office".into(),
        hours: "Mon to Fri 9:00–17:00, Europe/Berlin".into(),
    };
    let response = Response { at: at(10), by: "Dana".into(), kind: ResponseKind::Call };
    let open = OpenHours::joined(vec![Span { start: at(8), end: at(16) }]);
    let pause = Pause {
        from: at(9) + TimeDelta::minutes(2),
        to: Some(at(9) + TimeDelta::minutes(4)),
        status: "Waiting".into(),
    };
    let clock = |stop| Clock::new(promise.clone(), at(9), vec![pause.clone()], stop, &open).unwrap();
    let rejected = Acceptance::Rejected {
        at: at(9),
        by: "Dana".into(),
        reason: ReasonCode::new("other"),
        words: Some("A student".into()),
    };
    let cancelled = Stop::Cancelled(Cancellation { at: at(9), by: CancelledBy::Rejection });
    HandOffView {
        record: key(),
        title: "Head office".into(),
        owner: Some(owner()),
        acceptance: rejected,
        response: clock(Some(Stop::Response(response))),
        update: Some(clock(Some(cancelled))),
    }
}

fn source() -> SourceView {
    let milestone = Reason::Milestone { milestone: Milestone::FirstTouch, weight: 300 };
    let credit = CreditView {
        share: "3/10".into(),
        basis_points: 3_000,
        amount: Some(euros(360_000)),
        reasons: vec![milestone, Reason::Rest { weight: 100, touches: 4 }],
        milestones: vec![Milestone::FirstTouch],
    };
    SourceView {
        original: Some(touch()),
        latest: None,
        model: Model::WShaped,
        amount: Some(euros(1_200_000)),
        touches: vec![
            CreditedTouchView { touch: touch(), credit: Some(credit) },
            CreditedTouchView { touch: touch(), credit: None },
        ],
    }
}

fn person() -> Person {
    Person { id: PersonId::new("p1"), name: "Dana".into(), role: Role::Rep }
}

fn session() -> SessionResponse {
    let site = CrmSite { id: CrmId::new("odoo-main"), vendor: Vendor::Odoo, origin: "https://crm.example.com".into() };
    SessionResponse { protocol: 1, person: person(), crms: vec![site] }
}

#[test]
fn people() {
    check!("enrol_request", EnrolRequest { code: "K7QM-4XZP-9T2B".into() });
    check!("enrol_response", EnrolResponse { token: "pl_00".into(), session: session() });
    check!("session_response", session());
    check!("roles", [Role::Rep, Role::Marketer, Role::Admin]);
    check!("vendors", [Vendor::Odoo, Vendor::Hubspot, Vendor::Salesforce]);
}

#[test]
fn decisions_on_hand_offs() {
    let request = |decision| DecisionRequest { id: EventId::new("7f0c"), handed_off_at: at(9), decision };
    check!("decision_accept", request(Decision::Accept));
    let reject = Decision::Reject { reason: ReasonCode::new("other"), words: Some("A student".into()) };
    check!("decision_reject", request(reject));
    check!("decision_withdraw", request(Decision::Withdraw { decision: EventId::new("7f0b") }));
}

#[test]
fn record_views() {
    let reasons = vec![
        MatchReason::Reported { objection: ObjectionId::new("price") },
        MatchReason::UsualAtStage { objection: ObjectionId::new("price") },
        MatchReason::Competitor { name: "Acme Suite".into() },
        MatchReason::Stage { name: "Proposition".into() },
    ];
    check!(
        "record_view",
        RecordView {
            as_of: at(12),
            record: record(),
            freshness: Freshness { read_at: at(11), trouble: Some("Odoo cannot be reached.".into()) },
            hand_offs: vec![hand_off()],
            source: source(),
            content: vec![ContentView { content: content(), reasons }],
            objections: vec![objection()],
            reports: vec![report_view(answered())],
            rejection_reasons: vec![RejectionReason {
                code: ReasonCode::new("other"),
                name: "Other".into(),
                needs_words: true
            }],
        }
    );
    check!(
        "record_view_bare",
        RecordView {
            as_of: at(12),
            record: bare_record(),
            freshness: Freshness { read_at: at(11), trouble: None },
            hand_offs: Vec::new(),
            source: SourceView {
                original: None,
                latest: None,
                model: Model::Linear,
                amount: None,
                touches: Vec::new()
            },
            content: Vec::new(),
            objections: Vec::new(),
            rejection_reasons: Vec::new(),
            reports: Vec::new(),
        }
    );
    check!(
        "attention_response",
        AttentionResponse { hand_offs: vec![hand_off()], answered: vec![report_view(answered())] }
    );
}

#[test]
fn closed_sets_of_names() {
    use Channel::*;
    check!("record_kinds", [RecordKind::Contact, RecordKind::Lead, RecordKind::Deal]);
    check!("outcomes", [Outcome::Open, Outcome::Won, Outcome::Lost]);
    check!("actors", [Actor::Marketing, Actor::Sales, Actor::Buyer]);
    check!(
        "channels",
        [
            PaidSearch,
            OrganicSearch,
            PaidSocial,
            OrganicSocial,
            EmailMarketing,
            Event,
            Referral,
            Direct,
            Inbound,
            Email,
            Call,
            Meeting,
            Other,
        ]
    );
    check!("models", Model::ALL);
    check!(
        "milestones",
        [
            Milestone::FirstTouch,
            Milestone::LeadCreation,
            Milestone::OpportunityCreation,
            Milestone::ClosedWon,
            Milestone::LastTouch,
        ]
    );
    check!("response_kinds", [ResponseKind::Call, ResponseKind::Email, ResponseKind::Meeting]);
    check!(
        "content_kinds",
        [
            ContentKind::Battlecard,
            ContentKind::CaseStudy,
            ContentKind::Document,
            ContentKind::Video,
            ContentKind::Calculator,
        ]
    );
    check!("severities", [Severity::NiceToHave, Severity::Challenge, Severity::DealBreaker]);
}

#[test]
fn reports() {
    check!("report_request", ReportRequest(report()));
    check!(
        "report_request_bare",
        ReportRequest(Report { words: None, severity: None, competitor: None, withdrawn: true, ..report() })
    );
    check!("report_response", ReportResponse { id: report_id(), revision: 2 });
    check!("report_view_new", ReportView { answer: None, ..report_view(Handling::New) });
    check!("report_view_acknowledged", report_view(Handling::Acknowledged { by: "Mo".into(), at: at(10) }));
    check!("report_view_answered", report_view(answered()));
    let request = |action, seen_at| HandlingRequest { action, seen_at };
    check!(
        "handling_requests",
        [
            request(HandlingAction::Acknowledge, None),
            request(HandlingAction::Answer { content: Some(ContentId::new("cost")), words: None }, None),
            request(HandlingAction::Answer { content: None, words: Some("Page 2".into()) }, Some(at(10))),
            request(HandlingAction::Reopen, Some(at(10))),
        ]
    );
    let error = ErrorResponse { code: ErrorCode::Invalid, message: "Mo answered this in the meantime.".into() };
    check!("handling_conflict", HandlingConflict { error, current: report_view(answered()) });
}

#[test]
fn library() {
    check!("content_use_opened", ContentUseRequest { record: key(), action: ContentUse::Opened });
    check!("content_use_copied", ContentUseRequest { record: key(), action: ContentUse::Copied });
    check!("objections_response", ObjectionsResponse { objections: vec![objection()] });
    check!(
        "content_response",
        ContentResponse { content: vec![content(), Content { verified_on: None, ..content() }] }
    );
}

#[test]
fn review() {
    let entry = |record: Option<Record>, record_url: Option<&str>| InboxReportView {
        report: report_view(Handling::New),
        record,
        record_url: record_url.map(Into::into),
    };
    let group = ObjectionGroupView {
        objection: objection(),
        open_deals: 1,
        revenue_at_stake: vec![euros(1_200_000)],
        reports: vec![entry(Some(record()), Some("https://crm.example.com/odoo/crm/17")), entry(None, None)],
    };
    check!("inbox_response", InboxResponse { groups: vec![group] });
    check!(
        "server_events",
        [
            ServerEvent::ReportChanged { id: report_id() },
            ServerEvent::RecordChanged { record: key() },
            ServerEvent::Missed,
        ]
    );
}

#[test]
fn errors() {
    check!(
        "error_codes",
        [
            ErrorCode::NotEnrolled,
            ErrorCode::BadCode,
            ErrorCode::Forbidden,
            ErrorCode::NoSuchRecord,
            ErrorCode::NotFound,
            ErrorCode::Invalid,
            ErrorCode::CrmAway,
            ErrorCode::TooMany,
            ErrorCode::Internal,
        ]
    );
    check!("error_response", ErrorResponse { code: ErrorCode::Invalid, message: "words: too long".into() });
}

#[test]
fn an_unknown_kind_is_an_error_and_an_unknown_field_is_passed_over() {
    let event = serde_json::from_str::<ServerEvent>(r#"{"kind":"from_the_future"}"#);
    assert!(event.unwrap_err().to_string().contains("unknown variant `from_the_future`"));
    let code = serde_json::from_str::<ErrorResponse>(r#"{"code":"brand_new","message":""}"#);
    assert!(code.unwrap_err().to_string().contains("unknown variant `brand_new`"));
    let known: ReportResponse =
        serde_json::from_str(r#"{"id":"6f1c1c1e-7a0e-4b7e-9a55-0d5d3c2b1a01","revision":2,"later":[1]}"#).unwrap();
    assert_eq!(known, ReportResponse { id: report_id(), revision: 2 });
}
