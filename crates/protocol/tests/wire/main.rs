//! How every wire type is written, as snapshots. A change here is a change of the protocol: fields may be added within a
//! version, anything else needs a new one.
//!
//! `INSTA_UPDATE=always cargo test -p plumbline-protocol` writes them anew.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking, and says what it is by its name")]

#[macro_use]
mod samples;
mod findings;
mod objections;
mod packet;

use std::num::NonZeroU16;

use plumbline_domain::attribution::{Milestone, Missing, Model, Reason, SourcedBy, Team, WeightTable, Weights};
use plumbline_domain::content::{ContentKind, MatchReason};
use plumbline_domain::ids::{EventId, ObjectionId, ReasonCode, SignalKind};
use plumbline_domain::numbers::{Dimension, Measure, NamedPeriod};
use plumbline_domain::objection::Severity;
use plumbline_domain::origin::OriginField;
use plumbline_domain::record::{Outcome, RecordKind, Role};
use plumbline_domain::site::Vendor;
use plumbline_domain::sla::metrics::Standing;
use plumbline_domain::sla::{RejectionReason, ResponseKind};
use plumbline_domain::touch::{Actor, Channel};
use plumbline_protocol::agreement::{
    AgreedCriteriaView, AgreedPolicyView, AgreementPreview, AgreementPreviewRequest, AgreementView, ClockChangeView,
};
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::hand_off::{Decision, DecisionRequest};
use plumbline_protocol::numbers::DefinitionStanding;
use plumbline_protocol::people::{EnrolRequest, EnrolResponse};
use plumbline_protocol::record_view::{AttentionResponse, ContentView, Freshness, ObjectionChip, RecordView};
use plumbline_protocol::report::ReportResponse;
use plumbline_protocol::review::ServerEvent;
use plumbline_protocol::signal::{SignalRequest, SignalsRequest, SignalsResponse};
use plumbline_protocol::touch::{TouchRequest, TouchesRequest, TouchesResponse};

use samples::*;

#[test]
fn people() {
    check!("enrol_request", EnrolRequest { code: "K7QM-4XZP-9T2B".into() });
    check!("enrol_response", EnrolResponse { token: "pl_00".into(), session: session() });
    check!("session_response", session());
    check!("roles", [Role::Rep, Role::Marketer, Role::Admin, Role::Integration]);
    check!("vendors", [Vendor::Odoo, Vendor::Hubspot, Vendor::Salesforce]);
}

#[test]
fn decisions_on_hand_offs() {
    let request = |decision| DecisionRequest { id: EventId::new("7f0c"), handed_off_at: at(9), decision };
    check!("decision_accept", request(Decision::Accept));
    let reject = Decision::Reject { reason: ReasonCode::new("other"), words: Some("A student".into()) };
    check!("decision_reject", request(reject));
    check!("decision_hand_off", request(Decision::HandOff));
    check!("decision_withdraw", request(Decision::Withdraw { decision: EventId::new("7f0b") }));
}

#[test]
fn signals() {
    let bare = SignalRequest {
        id: "a1".into(),
        kind: SignalKind::new("pricing_page"),
        at: None,
        record: None,
        email: Some("kim@example.com".into()),
        channel: None,
        source: None,
        medium: None,
        campaign: None,
        summary: None,
    };
    let whole = SignalRequest {
        at: Some(at(9)),
        record: Some(key()),
        email: None,
        channel: Some(Channel::Event),
        source: Some("Google".into()),
        medium: Some("cpc".into()),
        campaign: Some("Autumn".into()),
        summary: Some("Looked at prices".into()),
        ..bare.clone()
    };
    check!("signals_request", SignalsRequest { events: vec![bare, whole] });
    check!("signals_response", SignalsResponse { new: 2, waiting: 1, known: 0 });
}

#[test]
fn touches() {
    let bare = TouchRequest {
        id: "w1".into(),
        at: at(9),
        record: None,
        email: Some("kim@example.com".into()),
        actor: Actor::Marketing,
        channel: None,
        source: None,
        medium: None,
        campaign: None,
        contact: None,
        summary: None,
    };
    let whole = TouchRequest {
        record: Some(key()),
        email: None,
        actor: Actor::Sales,
        channel: Some(Channel::Outbound),
        source: Some("Sequence".into()),
        medium: Some("sdr".into()),
        campaign: Some("Autumn".into()),
        contact: Some("Sam".into()),
        summary: Some("First mail".into()),
        ..bare.clone()
    };
    check!("touches_request", TouchesRequest { touches: vec![bare, whole] });
    check!("touches_response", TouchesResponse { new: 2, changed: 1, waiting: 1, known: 0 });
}

#[test]
fn agreements() {
    let promise = hand_off().response.promise;
    let agreement = AgreementView {
        policies: vec![AgreedPolicyView {
            name: "Hot inbound".into(),
            applies_when: Some("source is Website".into()),
            response: promise.clone(),
            update: Some(promise),
        }],
        criteria: Some(AgreedCriteriaView {
            name: "Marketing-qualified lead".into(),
            asks_for: "comparison_guide".into(),
            hands_off: true,
        }),
        reasons: vec![RejectionReason { code: ReasonCode::new("other"), name: "Other".into(), needs_words: true }],
        trouble: Some("line 3: key 'calendar': no [[calendar]] is named 'Nowhere'; there is none".into()),
    };
    check!("agreement_view", agreement.clone());
    check!("agreement_preview_request", AgreementPreviewRequest { text: "[promise.response]".into() });
    let change = ClockChangeView {
        record: key(),
        title: "Head office".into(),
        record_url: Some("https://crm.example.com/odoo/crm/17".into()),
        promise: "First response".into(),
        due_at: Some(at(12)),
        would_be_due_at: None,
        becomes_overdue: false,
    };
    let preview = AgreementPreview {
        agreement,
        open_clocks: 40,
        moved: 12,
        become_overdue: 3,
        no_longer_overdue: 0,
        added: 0,
        removed: 1,
        changes: vec![change],
    };
    check!("agreement_preview", preview);
}

#[test]
fn record_views() {
    let reasons = vec![
        MatchReason::Reported { objection: ObjectionId::new("price") },
        MatchReason::UsualAtStage { objection: ObjectionId::new("price") },
        MatchReason::Competitor { name: "Acme Suite".into() },
        MatchReason::Stage { name: "Proposition".into() },
        MatchReason::Segment { name: "Enterprise".into() },
        MatchReason::Verified { on: day(2) },
        MatchReason::Stale { since: day(3) },
        MatchReason::UsedInWonDeals { deals: 9 },
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
            objections: vec![ObjectionChip { id: ObjectionId::new("price"), name: "Too expensive".into() }],
            reports: vec![report_view(answered())],
            rejection_reasons: vec![RejectionReason {
                code: ReasonCode::new("other"),
                name: "Other".into(),
                needs_words: true
            }],
        }
    );
    check!("record_view_bare", bare_view());
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
            Outbound,
            Other,
        ]
    );
    check!("models", Model::ALL);
    check!("sourcing_rules", [SourcedBy::FirstTouch, SourcedBy::LeadCreation, SourcedBy::OpportunityCreation]);
    check!("teams", [Team::Marketing, Team::Sales]);
    check!("claim_unclaimed", unclaimed());
    check!("claims_missing", [Missing::NoTouch, Missing::NoTouchBeforeDeal, Missing::OnlyAnswers, Missing::OnlyBuyer]);
    check!("origin_fields", OriginField::ALL);
    check!(
        "milestones",
        [
            Milestone::FirstTouch,
            Milestone::LeadCreation,
            Milestone::OpportunityCreation,
            Milestone::ClosedWon,
            Milestone::LastTouch,
            Milestone::LastNonDirect,
        ]
    );
    let half_life_days = NonZeroU16::new(7).unwrap();
    check!(
        "reasons",
        [
            Reason::Milestone { milestone: Milestone::FirstTouch, weight: 300 },
            Reason::Rest { weight: 100, touches: 4 },
            Reason::Decay { seconds_before_last: 86_400, half_life_days },
            Reason::Scaled { of: 700 },
            Reason::NothingReached,
        ]
    );
    let weights = Weights::new(WeightTable { first_touch: 900, rest: 100, ..WeightTable::default() }).unwrap();
    check!("models_with_figures", [Model::TimeDecay { half_life_days }, Model::Custom(weights)]);
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
fn figures() {
    check!("sla_response", sla());
    check!("standings", Standing::ALL);
    check!("numbers_response", numbers());
    check!("number_deals_response", number_deals());
    check!("dimensions", [[Dimension::Total].as_slice(), &Dimension::CHOICES].concat());
    check!("measures", Measure::ALL);
    check!("named_periods", NamedPeriod::ALL);
    check!(
        "definition_standings",
        [DefinitionStanding::InForce, DefinitionStanding::Earlier, DefinitionStanding::Later]
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
