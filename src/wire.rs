//! The fields and words of what comes from the hub and goes to it, for [`Read`](crate::platform::read::Read) and
//! [`Write`](crate::platform::write::Write).

use std::num::NonZeroU16;

use plumbline_domain::attribution::{
    Fact, Journey, Milestone, Missing, Model, NotCounted, Reason, SourcedBy, Team, WeightTable, Weights,
};
use plumbline_domain::content::{Content, ContentKind, MatchReason};
use plumbline_domain::ids::{
    ContentId, CrmId, EventId, ObjectionId, PersonId, ReasonCode, ReportId, SignalKind, TouchId,
};
use plumbline_domain::money::{Currency, Money};
use plumbline_domain::objection::{Handling, Report, Severity};
use plumbline_domain::origin::{OriginChange, OriginField};
use plumbline_domain::record::{CrmUser, Outcome, Person, Record, RecordKey, RecordKind, Role, Stage};
use plumbline_domain::site::{CrmSite, Vendor};
use plumbline_domain::sla::{
    Acceptance, Cancellation, CancelledBy, Clock, OpenHours, Pause, Promise, RejectionReason, Response, ResponseKind,
    Span, Stop, Update,
};
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::hand_off::{Decision, DecisionRequest};
use plumbline_protocol::people::{EnrolRequest, EnrolResponse, SessionResponse};
use plumbline_protocol::record_view::{
    AttentionResponse, ClaimView, ContentView, CreditView, CreditedTouchView, CriteriaView, Freshness, HandOffView,
    ObjectionChip, PolicyView, RecordView, SourceView,
};
use plumbline_protocol::report::{ContentUse, ContentUseRequest, ReportResponse, ReportView};
use wasm_bindgen::JsValue;

use crate::platform::read::{Read, Reading, field, found, read_structs, read_words, variant};
use crate::platform::write::{Write, kept_structs, kind, write_structs};

read_structs! {
    RecordView { as_of, record, freshness, hand_offs, source, content, objections, reports, rejection_reasons }
    Freshness { read_at, trouble }
    HandOffView { record, title, owner, acceptance, response, update, policy, criteria }
    PolicyView { name, because }
    CriteriaView { name, is_met, because }
    SourceView { original, latest, model, look_back_days, journey, amount, touches, claim, changes }
    ClaimView { by, team, touch, marketing, sales, missing }
    OriginChange { field, from, to, at, after, by }
    CreditedTouchView { touch, credit, left_out }
    CreditView { share, basis_points, amount, reasons, milestones }
    ContentView { content, reasons }
    AttentionResponse { hand_offs, answered }
    ReportView { report, objection, counts_as, filed_under, reporter, is_mine, handling, answer }
    ReportResponse { id, revision }
    EnrolResponse { token, session }
    ErrorResponse { code, message }
    Record {
        key, kind, title, company, stage, amount, owner, competitors, created_at, became_deal_at, closed_at,
    }
    Stage { name, outcome }
    CrmUser { id, name }
    Money { minor, currency }
    WeightTable { first_touch, lead_creation, opportunity_creation, closed_won, last_touch, last_non_direct, rest }
    Clock { promise, started_at, opens_at, due_at, pauses, stop, open }
    Promise { name, within_seconds, due_soon_percent, due_soon_seconds, calendar, hours, zone }
    Pause { from, to, status }
    Response { at, by, kind }
    Update { at, by, status }
    Cancellation { at, by }
    RejectionReason { code, name, needs_words }
    Span { start, end }
    Touch { id, at, actor, channel, source, medium, campaign, contact, summary, signal }
    Content {
        id, title, kind, url, snippet, language, answers, stages, segments, competitors, verifier, verified_on, verify_by,
    }
}

kept_structs! {
    ObjectionChip { id, name }
    SessionResponse { protocol, person, crms }
    Person { id, name, role }
    CrmSite { id, vendor, origin, account }
    Report { id, revision, record, objection, heard_at, words, severity, competitor, segment, withdrawn }
}

write_structs! {
    EnrolRequest { code }
    ContentUseRequest { record, action }
    DecisionRequest { id, handed_off_at, decision }
}

read_words! {
    RecordKind { Contact = "contact", Lead = "lead", Deal = "deal" }
    Outcome { Open = "open", Won = "won", Lost = "lost" }
    Role { Rep = "rep", Marketer = "marketer", Admin = "admin", Integration = "integration" }
    Vendor { Odoo = "odoo", Hubspot = "hubspot", Salesforce = "salesforce" }
    ResponseKind { Call = "call", Email = "email", Meeting = "meeting" }
    CancelledBy { Rejection = "rejection", NewHandOff = "new_hand_off", Close = "close" }
    Actor { Marketing = "marketing", Sales = "sales", Buyer = "buyer" }
    Channel {
        PaidSearch = "paid_search", OrganicSearch = "organic_search", PaidSocial = "paid_social",
        OrganicSocial = "organic_social", EmailMarketing = "email_marketing", Event = "event", Referral = "referral",
        Direct = "direct", Inbound = "inbound", Email = "email", Call = "call", Meeting = "meeting", Outbound = "outbound",
        Other = "other",
    }
    ContentKind {
        Battlecard = "battlecard", CaseStudy = "case_study", Document = "document", Video = "video",
        Calculator = "calculator",
    }
    ContentUse { Opened = "opened", Copied = "copied", SnippetCopied = "snippet_copied" }
    Severity { NiceToHave = "nice_to_have", Challenge = "challenge", DealBreaker = "deal_breaker" }
    Milestone {
        FirstTouch = "first_touch", LeadCreation = "lead_creation", OpportunityCreation = "opportunity_creation",
        ClosedWon = "closed_won", LastTouch = "last_touch", LastNonDirect = "last_non_direct",
    }
    NotCounted {
        Duplicate = "duplicate", AfterClose = "after_close", InTheFuture = "in_the_future", BeforeWindow = "before_window",
    }
    OriginField { Source = "source", Medium = "medium", Campaign = "campaign" }
    Team { Marketing = "marketing", Sales = "sales" }
    SourcedBy {
        FirstTouch = "first_touch", LeadCreation = "lead_creation", OpportunityCreation = "opportunity_creation",
    }
    Missing {
        NoTouch = "no_touch", NoTouchBeforeDeal = "no_touch_before_deal", OnlyAnswers = "only_answers",
        OnlyBuyer = "only_buyer",
    }
    ErrorCode {
        NotEnrolled = "not_enrolled", BadCode = "bad_code", Forbidden = "forbidden", NoSuchRecord = "no_such_record",
        NotFound = "not_found", Invalid = "invalid", CrmAway = "crm_away", TooMany = "too_many", Internal = "internal",
    }
}

macro_rules! ids {
    ($($type:ident),+) => {$(
        impl Read for $type {
            fn part(value: &JsValue, reading: &mut Reading) -> Self {
                Self::new(String::part(value, reading))
            }
        }

        impl Write for $type {
            fn write(&self) -> JsValue {
                self.as_str().write()
            }
        }
    )+};
}

ids!(ContentId, CrmId, EventId, ObjectionId, PersonId, ReasonCode, SignalKind, TouchId);

impl Read for ReportId {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        Self(Read::part(value, reading))
    }
}

impl Write for ReportId {
    fn write(&self) -> JsValue {
        self.to_string().write()
    }
}

impl Write for RecordKey {
    fn write(&self) -> JsValue {
        self.to_string().write()
    }
}

impl Write for Decision {
    fn write(&self) -> JsValue {
        match self {
            Self::Accept => kind("accept", &[]),
            Self::Reject { reason, words } => kind("reject", &[("reason", reason.write()), ("words", words.write())]),
            Self::HandOff => kind("hand_off", &[]),
            Self::Withdraw { decision } => kind("withdraw", &[("decision", decision.write())]),
        }
    }
}

impl Read for RecordKey {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let blank = Self::new("", "", "");
        found(value.as_string().and_then(|text| text.parse().ok()), blank, "a record", reading)
    }
}

impl Read for Currency {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        found(value.as_string().and_then(|text| text.parse().ok()), Self::NONE, "a currency", reading)
    }
}

impl Read for OpenHours {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let spans = Vec::<Span>::part(value, reading);
        found(spans.try_into().ok(), Self::default(), "spans in order", reading)
    }
}

impl Read for Acceptance {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let (name, of) = variant(value, reading);
        match name.as_str() {
            "open" => return Self::Open,
            "accepted" => return Self::Accepted { at: field(&of, "at", reading), by: field(&of, "by", reading) },
            "rejected" => {
                return Self::Rejected {
                    at: field(&of, "at", reading),
                    by: field(&of, "by", reading),
                    reason: field(&of, "reason", reading),
                    words: field(&of, "words", reading),
                };
            }
            _ => reading.expected("an acceptance"),
        }
        Self::Open
    }
}

impl Read for Stop {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let (name, of) = variant(value, reading);
        match name.as_str() {
            "response" => return Self::Response(Read::part(&of, reading)),
            "update" => return Self::Update(Read::part(&of, reading)),
            "cancelled" => {}
            _ => reading.expected("what stopped a clock"),
        }
        Self::Cancelled(Read::part(&of, reading))
    }
}

impl Read for NonZeroU16 {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        found(Self::new(Read::part(value, reading)), Self::MIN, "at least 1", reading)
    }
}

impl Read for Journey {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        Self {
            lead_created_at: field(value, "lead_created_at", reading),
            deal_created_at: field(value, "deal_created_at", reading),
            won_at: field(value, "won_at", reading),
            closed_at: field(value, "closed_at", reading),
            as_of: None,
        }
    }
}

impl Read for Fact {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let kind: String = field(value, "kind", reading);
        match kind.as_str() {
            "touch" => {
                return Self::Touch {
                    id: field(value, "id", reading),
                    at: field(value, "at", reading),
                    channel: field(value, "channel", reading),
                    words: field(value, "words", reading),
                };
            }
            "created_by" => {
                return Self::CreatedBy { by: field(value, "by", reading), at: field(value, "at", reading) };
            }
            "source" => {}
            _ => reading.expected("a fact"),
        }
        Self::Source { words: field(value, "words", reading) }
    }
}

impl Read for Model {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let (name, of) = variant(value, reading);
        match name.as_str() {
            "time_decay" => Self::TimeDecay { half_life_days: field(&of, "half_life_days", reading) },
            "custom" => {
                let weights = Weights::new(Read::part(&of, reading)).ok();
                found(weights.map(Self::Custom), Self::Linear, "weights that add up to 1000", reading)
            }
            word => found(word.parse().ok(), Self::Linear, "a model", reading),
        }
    }
}

impl Read for Reason {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let (name, of) = variant(value, reading);
        match name.as_str() {
            "milestone" => {
                let (milestone, weight) = (field(&of, "milestone", reading), field(&of, "weight", reading));
                return Self::Milestone { milestone, weight };
            }
            "rest" => {
                return Self::Rest { weight: field(&of, "weight", reading), touches: field(&of, "touches", reading) };
            }
            "decay" => {
                let seconds_before_last = field(&of, "seconds_before_last", reading);
                return Self::Decay { seconds_before_last, half_life_days: field(&of, "half_life_days", reading) };
            }
            "scaled" => return Self::Scaled { of: field(&of, "of", reading) },
            "nothing_reached" => {}
            _ => reading.expected("a reason"),
        }
        Self::NothingReached
    }
}

impl Read for MatchReason {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let (name, of) = variant(value, reading);
        match name.as_str() {
            "reported" => return Self::Reported { objection: field(&of, "objection", reading) },
            "usual_at_stage" => return Self::UsualAtStage { objection: field(&of, "objection", reading) },
            "competitor" => return Self::Competitor { name: field(&of, "name", reading) },
            "segment" => return Self::Segment { name: field(&of, "name", reading) },
            "verified" => return Self::Verified { on: field(&of, "on", reading) },
            "stale" => return Self::Stale { since: field(&of, "since", reading) },
            "used_in_won_deals" => return Self::UsedInWonDeals { deals: field(&of, "deals", reading) },
            "stage" => {}
            _ => reading.expected("a reason"),
        }
        Self::Stage { name: field(&of, "name", reading) }
    }
}

impl Read for Handling {
    fn part(value: &JsValue, reading: &mut Reading) -> Self {
        let (name, of) = variant(value, reading);
        match name.as_str() {
            "new" => {}
            "acknowledged" => {
                return Self::Acknowledged { by: field(&of, "by", reading), at: field(&of, "at", reading) };
            }
            "in_progress" => {
                return Self::InProgress { by: field(&of, "by", reading), at: field(&of, "at", reading) };
            }
            "declined" => {
                return Self::Declined {
                    by: field(&of, "by", reading),
                    at: field(&of, "at", reading),
                    reason: field(&of, "reason", reading),
                };
            }
            "answered" => {
                return Self::Answered {
                    by: field(&of, "by", reading),
                    at: field(&of, "at", reading),
                    content: field(&of, "content", reading),
                    words: field(&of, "words", reading),
                };
            }
            _ => reading.expected("a handling"),
        }
        Self::New
    }
}
