//! The fields and words of what comes from the hub, for [`Read`](crate::platform::read::Read).

use plumbline_domain::attribution::{Milestone, Model, Reason};
use plumbline_domain::content::{Content, ContentKind, MatchReason};
use plumbline_domain::ids::{ContentId, CrmId, ObjectionId, PersonId, ReasonCode, ReportId, TouchId};
use plumbline_domain::money::{Currency, Money};
use plumbline_domain::objection::{Handling, Objection, Report, Severity};
use plumbline_domain::record::{CrmUser, Outcome, Person, Record, RecordKey, RecordKind, Role, Stage};
use plumbline_domain::site::{CrmSite, Vendor};
use plumbline_domain::sla::{
    Acceptance, Cancellation, CancelledBy, Clock, OpenHours, Pause, Promise, RejectionReason, Response, ResponseKind,
    Span, Stop, Update,
};
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::people::{EnrolResponse, SessionResponse};
use plumbline_protocol::record_view::{
    AttentionResponse, ContentView, CreditView, CreditedTouchView, Freshness, HandOffView, RecordView, SourceView,
};
use plumbline_protocol::report::{ReportResponse, ReportView};
use wasm_bindgen::JsValue;

use crate::platform::read::{Read, ReadError, field, read_structs, read_words, variant};

read_structs! {
    RecordView { as_of, record, freshness, hand_offs, source, content, objections, reports, rejection_reasons }
    Freshness { read_at, trouble }
    HandOffView { record, title, owner, acceptance, response, update }
    SourceView { original, latest, model, amount, touches }
    CreditedTouchView { touch, credit }
    CreditView { share, basis_points, amount, reasons, milestones }
    ContentView { content, reasons }
    AttentionResponse { hand_offs, answered }
    ReportView { report, objection, reporter, is_mine, handling, answer }
    ReportResponse { id, revision }
    EnrolResponse { token, session }
    SessionResponse { protocol, person, crms }
    ErrorResponse { code, message }
    Record {
        key, kind, title, company, stage, amount, owner, competitors, created_at, became_deal_at, closed_at,
    }
    Stage { name, outcome }
    CrmUser { id, name }
    Person { id, name, role }
    CrmSite { id, vendor, origin }
    Money { minor, currency }
    Clock { promise, started_at, opens_at, due_at, pauses, stop, open }
    Promise { name, within_seconds, due_soon_percent, due_soon_seconds, calendar, hours }
    Pause { from, to, status }
    Response { at, by, kind }
    Update { at, by, status }
    Cancellation { at, by }
    RejectionReason { code, name, needs_words }
    Span { start, end }
    Touch { id, at, actor, channel, source, medium, campaign, contact, summary }
    Content { id, title, kind, url, answers, stages, competitors, verified_on }
    Objection { id, name, stages }
    Report { id, revision, record, objection, heard_at, words, severity, competitor, withdrawn }
}

read_words! {
    RecordKind { Contact = "contact", Lead = "lead", Deal = "deal" }
    Outcome { Open = "open", Won = "won", Lost = "lost" }
    Role { Rep = "rep", Marketer = "marketer", Admin = "admin" }
    Vendor { Odoo = "odoo", Hubspot = "hubspot", Salesforce = "salesforce" }
    ResponseKind { Call = "call", Email = "email", Meeting = "meeting" }
    CancelledBy { Rejection = "rejection", NewHandOff = "new_hand_off", Close = "close" }
    Actor { Marketing = "marketing", Sales = "sales", Buyer = "buyer" }
    Channel {
        PaidSearch = "paid_search", OrganicSearch = "organic_search", PaidSocial = "paid_social",
        OrganicSocial = "organic_social", EmailMarketing = "email_marketing", Event = "event", Referral = "referral",
        Direct = "direct", Inbound = "inbound", Email = "email", Call = "call", Meeting = "meeting", Other = "other",
    }
    ContentKind {
        Battlecard = "battlecard", CaseStudy = "case_study", Document = "document", Video = "video",
        Calculator = "calculator",
    }
    Severity { NiceToHave = "nice_to_have", Challenge = "challenge", DealBreaker = "deal_breaker" }
    Milestone {
        FirstTouch = "first_touch", LeadCreation = "lead_creation", OpportunityCreation = "opportunity_creation",
        ClosedWon = "closed_won", LastTouch = "last_touch",
    }
    Model {
        FirstTouch = "first_touch", LastTouch = "last_touch", Linear = "linear", PositionBased = "position_based",
        UShaped = "u_shaped", WShaped = "w_shaped", FullPath = "full_path",
    }
    ErrorCode {
        NotEnrolled = "not_enrolled", BadCode = "bad_code", Forbidden = "forbidden", NoSuchRecord = "no_such_record",
        NotFound = "not_found", Invalid = "invalid", CrmAway = "crm_away", TooMany = "too_many", Internal = "internal",
    }
}

macro_rules! read_ids {
    ($($type:ident),+) => {$(
        impl Read for $type {
            fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
                String::read(value).map(Self::new)
            }
        }
    )+};
}

read_ids!(ContentId, CrmId, ObjectionId, PersonId, ReasonCode, TouchId);

impl Read for ReportId {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        Read::read(value).map(Self)
    }
}

impl Read for RecordKey {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        String::read(value)?.parse().map_err(|_| ReadError::expected("a record"))
    }
}

impl Read for Currency {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        String::read(value)?.parse().map_err(|_| ReadError::expected("a currency"))
    }
}

impl Read for OpenHours {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        Vec::<Span>::read(value)?.try_into().map_err(|_| ReadError::expected("spans in order"))
    }
}

impl Read for Acceptance {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        let (name, of) = variant(value)?;
        match name.as_str() {
            "open" => Ok(Self::Open),
            "accepted" => Ok(Self::Accepted { at: field(&of, "at")?, by: field(&of, "by")? }),
            "rejected" => Ok(Self::Rejected {
                at: field(&of, "at")?,
                by: field(&of, "by")?,
                reason: field(&of, "reason")?,
                words: field(&of, "words")?,
            }),
            _ => Err(ReadError::expected("an acceptance")),
        }
    }
}

impl Read for Stop {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        let (name, of) = variant(value)?;
        match name.as_str() {
            "response" => Read::read(&of).map(Self::Response),
            "update" => Read::read(&of).map(Self::Update),
            "cancelled" => Read::read(&of).map(Self::Cancelled),
            _ => Err(ReadError::expected("what stopped a clock")),
        }
    }
}

impl Read for Reason {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        match variant(value)? {
            (name, of) if name == "milestone" => {
                Ok(Self::Milestone { milestone: field(&of, "milestone")?, weight: field(&of, "weight")? })
            }
            (name, of) if name == "rest" => {
                Ok(Self::Rest { weight: field(&of, "weight")?, touches: field(&of, "touches")? })
            }
            _ => Err(ReadError::expected("a reason")),
        }
    }
}

impl Read for MatchReason {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        let (name, of) = variant(value)?;
        match name.as_str() {
            "reported" => Ok(Self::Reported { objection: field(&of, "objection")? }),
            "usual_at_stage" => Ok(Self::UsualAtStage { objection: field(&of, "objection")? }),
            "competitor" => Ok(Self::Competitor { name: field(&of, "name")? }),
            "stage" => Ok(Self::Stage { name: field(&of, "name")? }),
            _ => Err(ReadError::expected("a reason")),
        }
    }
}

impl Read for Handling {
    fn read(value: &JsValue) -> Result<Self, Box<ReadError>> {
        let (name, of) = variant(value)?;
        match name.as_str() {
            "new" => Ok(Self::New),
            "acknowledged" => Ok(Self::Acknowledged { by: field(&of, "by")?, at: field(&of, "at")? }),
            "answered" => Ok(Self::Answered {
                by: field(&of, "by")?,
                at: field(&of, "at")?,
                content: field(&of, "content")?,
                words: field(&of, "words")?,
            }),
            _ => Err(ReadError::expected("a handling")),
        }
    }
}
