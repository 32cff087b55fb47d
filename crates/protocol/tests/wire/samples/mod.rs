//! One value of each kind that crosses the wire.

/// Compares with the snapshot, and reads back what was written.
macro_rules! check {
    ($name:literal, $value:expr) => {
        let value = $value;
        samples::reads_back(&value);
        insta::assert_json_snapshot!($name, value);
    };
}

mod numbers;
mod sla;

use std::num::NonZeroU16;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use plumbline_domain::attribution::{Fact, Journey, Milestone, Missing, Model, NotCounted, Reason, SourcedBy, Team};
use plumbline_domain::content::{Content, ContentKind};
use plumbline_domain::ids::{ContentId, CrmId, ObjectionId, PersonId, ReasonCode, ReportId, SignalKind, TouchId};
use plumbline_domain::money::Money;
use plumbline_domain::objection::{Handling, Objection, Report, Severity};
use plumbline_domain::origin::{OriginChange, OriginField};
use plumbline_domain::record::{CrmUser, Outcome, Person, Record, RecordKey, RecordKind, Role, Stage};
use plumbline_domain::site::{CrmSite, Vendor};
use plumbline_domain::sla::{
    Acceptance, Cancellation, CancelledBy, Clock, OpenHours, Pause, Promise, Response, ResponseKind, Span, Stop,
};
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_protocol::people::SessionResponse;
use plumbline_protocol::record_view::{
    ClaimView, CreditView, CreditedTouchView, CriteriaView, Freshness, HandOffView, PolicyView, RecordView, SourceView,
};
use plumbline_protocol::report::ReportView;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use numbers::{number_deals, numbers};
pub use sla::sla;

#[track_caller]
pub fn reads_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value);
}

pub fn at(hour: u32) -> DateTime<Utc> {
    format!("2026-11-20T{hour:02}:00:00Z").parse().unwrap()
}

pub fn key() -> RecordKey {
    "odoo-main/crm.lead/17".parse().unwrap()
}

pub fn report_id() -> ReportId {
    ReportId("6f1c1c1e-7a0e-4b7e-9a55-0d5d3c2b1a01".parse().unwrap())
}

pub fn owner() -> CrmUser {
    CrmUser { id: "5".into(), name: "Dana".into() }
}

pub fn euros(minor: i64) -> Money {
    Money { minor, currency: "EUR".parse().unwrap() }
}

pub fn record() -> Record {
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
pub fn bare_record() -> Record {
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

pub fn touch() -> Touch {
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
        signal: Some(SignalKind::new("pricing_page")),
    }
}

pub fn objection() -> Objection {
    Objection {
        id: ObjectionId::new("price"),
        name: "Too expensive".into(),
        phrases: vec!["over our budget".into()],
        stages: vec!["Proposition".into()],
        competitors: vec!["Acme Suite".into()],
        segments: vec!["Enterprise".into()],
        owner: Some("Mo".into()),
    }
}

pub fn content() -> Content {
    Content {
        id: ContentId::new("cost"),
        title: "Five-year cost".into(),
        kind: ContentKind::Calculator,
        url: Some("https://content.example.com/cost".into()),
        snippet: Some("Over five years it is less.".into()),
        language: Some("en".into()),
        answers: vec![ObjectionId::new("price")],
        stages: vec!["Proposition".into()],
        competitors: vec!["Acme Suite".into()],
        segments: vec!["Enterprise".into()],
        verifier: Some("Mo".into()),
        verified_on: Some(day(2)),
        verify_by: NaiveDate::from_ymd_opt(2027, 2, 2),
    }
}

pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

pub fn report() -> Report {
    Report {
        id: report_id(),
        revision: 2,
        record: key(),
        objection: Some(ObjectionId::new("price")),
        heard_at: at(9),
        words: Some("<b>Zu teuer</b> אָב 🦀".into()),
        severity: Some(Severity::Challenge),
        competitor: Some("Acme Suite".into()),
        segment: Some("Enterprise".into()),
        withdrawn: false,
    }
}

pub fn report_view(handling: Handling) -> ReportView {
    ReportView {
        report: report(),
        objection: Some("Too expensive".into()),
        counts_as: Some(ObjectionId::new("price")),
        filed_under: Some(ObjectionId::new("costly")),
        reporter: "Dana".into(),
        is_mine: true,
        handling,
        answer: Some(content()),
    }
}

pub fn answered() -> Handling {
    Handling::Answered {
        by: "Mo".into(),
        at: at(10),
        content: Some(ContentId::new("cost")),
        words: Some("Page 2".into()),
    }
}

pub fn hand_off() -> HandOffView {
    let promise = Promise {
        name: "First response".into(),
        within_seconds: 7_200,
        due_soon_percent: 75,
        due_soon_seconds: Some(900),
        calendar: "Office".into(),
        hours: "Mon to Fri 9:00–17:00, Europe/Berlin".into(),
        zone: "Europe/Berlin".into(),
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
        policy: PolicyView { name: "Hot inbound".into(), because: vec!["source is Website".into()] },
        criteria: Some(CriteriaView {
            name: "Marketing-qualified lead".into(),
            is_met: true,
            because: vec!["pricing page 3 times within 48 h".into()],
        }),
    }
}

pub fn source() -> SourceView {
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
        look_back_days: NonZeroU16::new(90),
        journey: Journey { lead_created_at: Some(at(8)), deal_created_at: Some(at(9)), ..Journey::default() },
        amount: Some(euros(1_200_000)),
        touches: vec![
            CreditedTouchView { touch: touch(), credit: Some(credit), left_out: None },
            CreditedTouchView { touch: touch(), credit: None, left_out: Some(NotCounted::AfterClose) },
        ],
        claim: Some(claim()),
        changes: vec![change(None), change(Some(at(3)))],
    }
}

pub fn claim() -> ClaimView {
    let touched =
        Fact::Touch { id: TouchId::new("t1"), at: at(1), channel: Channel::Event, words: "Webinar sign-up".into() };
    ClaimView {
        by: SourcedBy::FirstTouch,
        team: Some(Team::Marketing),
        touch: Some(TouchId::new("t1")),
        marketing: vec![touched, Fact::Source { words: vec!["Webinar".into(), "Spring".into()] }],
        sales: vec![Fact::CreatedBy { by: "Dana".into(), at: at(2) }],
        missing: None,
    }
}

pub fn unclaimed() -> ClaimView {
    ClaimView {
        by: SourcedBy::OpportunityCreation,
        team: None,
        touch: None,
        marketing: Vec::new(),
        sales: Vec::new(),
        missing: Some(Missing::OnlyAnswers),
    }
}

pub fn change(after: Option<DateTime<Utc>>) -> OriginChange {
    let (from, by) = (Some("Google".into()), after.map(|_| "Dana".into()));
    OriginChange { field: OriginField::Source, from, to: None, at: at(5), after, by }
}

pub fn person() -> Person {
    Person { id: PersonId::new("p1"), name: "Dana".into(), role: Role::Rep }
}

pub fn session() -> SessionResponse {
    let site = CrmSite {
        id: CrmId::new("odoo-main"),
        vendor: Vendor::Odoo,
        origin: "https://crm.example.com".into(),
        account: None,
    };
    SessionResponse { protocol: 1, person: person(), crms: vec![site] }
}

/// Of a record of which next to nothing is known.
pub fn bare_view() -> RecordView {
    RecordView {
        as_of: at(12),
        record: bare_record(),
        freshness: Freshness { read_at: at(11), trouble: None },
        hand_offs: Vec::new(),
        source: SourceView {
            original: None,
            latest: None,
            model: Model::Linear,
            look_back_days: None,
            journey: Journey::default(),
            amount: None,
            touches: Vec::new(),
            claim: None,
            changes: Vec::new(),
        },
        content: Vec::new(),
        objections: Vec::new(),
        rejection_reasons: Vec::new(),
        reports: Vec::new(),
    }
}
