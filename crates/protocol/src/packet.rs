//! The deal review packet: one page a deal, of what the hub knows of it, for the review that sales and marketing hold together.

use chrono::{DateTime, Utc};
use plumbline_domain::attribution::{Journey, Model};
use plumbline_domain::content::{ContentKind, Sequel};
use plumbline_domain::ids::{ContentId, SignalKind};
use plumbline_domain::record::{Outcome, Record, RecordKey};
use plumbline_domain::touch::{Channel, Touch};
use serde::{Deserialize, Serialize};

use crate::record_view::{ChannelCredit, ClaimView, CreditedTouchView, Freshness, ObjectionChip};
use crate::report::{ContentUse, ReportView};

/// The most deals of a packet.
pub const MOST_DEALS: usize = 5;

/// The most deals that are offered to choose from.
pub const MOST_CHOICES: usize = 50;

/// Deals that were closed, or that something was reported on, in so many days are suggested.
pub const SUGGESTED_DAYS: u16 = 14;

/// So many of the deals that were created last are looked through by title and company; any older one is found by its address.
pub const MOST_SEARCHED: u32 = 50_000;

/// The most characters of a search.
pub const MOST_TEXT: usize = 300;

/// Marketing's touches that a page names.
pub const MOST_MARKETING: usize = 4;

/// Channels that a page names.
pub const MOST_CHANNELS: usize = 4;

/// Pieces of content that a page names.
pub const MOST_MESSAGES: usize = 4;

/// Reports that a page tells.
pub const MOST_REPORTS: usize = 5;

/// Signals that a page names.
pub const MOST_SIGNALS: usize = 6;

/// Kinds of signals that a page counts.
pub const MOST_KINDS: usize = 5;

/// What `GET /v1/packet` is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields)]
pub struct PacketQuery {
    /// The records, each as `crm/object/id`, with commas in between; at most five.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(example = "odoo-main/crm.lead/17,odoo-main/crm.lead/18"))]
    pub deals: String,
}

/// What `GET /v1/packet/deals` is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[serde(deny_unknown_fields)]
pub struct PacketDealsQuery {
    /// Words that are all in the title or the company, without regard to case; or the deal's address in its CRM, or `crm/object/id`.
    #[serde(default)]
    pub q: String,
}

/// `GET /v1/packet`: one page a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PacketResponse {
    /// The hub's clock when it answered.
    pub as_of: DateTime<Utc>,
    /// In the order in which they were asked for.
    pub pages: Vec<DealPage>,
    /// Those that there is no page of.
    pub missing: Vec<MissingDeal>,
}

/// A record that there is no page of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MissingDeal {
    /// Which.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "odoo-main/crm.lead/17"))]
    pub record: RecordKey,
    /// Why.
    pub why: WhyMissing,
}

/// Why there is no page of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhyMissing {
    /// There is none, it is gone, or the hub's key may not see it.
    NoSuchRecord,
    /// It is a contact.
    NoDeal,
    /// The CRM is away, and nothing is stored of it.
    NotRead,
}

/// All of one deal that fits on a page. What was cut is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealPage {
    /// The deal, or the lead that is none yet.
    pub record: Record,
    /// Where it stands in the CRM, to open.
    pub record_url: Option<String>,
    /// How old the facts are.
    pub freshness: Freshness,
    /// What drew them in.
    pub drawn_in: DrawnIn,
    /// What messaging was used.
    pub messaging: Messaging,
    /// What they objected to, and what they were answered.
    pub objections: HeardOnDeal,
    /// What the buyer did.
    pub signals: BuyerSignals,
}

/// What drew the buyer in: as the panel has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawnIn {
    /// When it reached what.
    pub journey: Journey,
    /// By which model credit is shared.
    pub model: Model,
    /// Which team sourced it.
    pub claim: Option<ClaimView>,
    /// The earliest touch.
    pub first: Option<CreditedTouchView>,
    /// The touch that holds the creation of the lead, where the model knows one and it is another than the earliest.
    pub lead: Option<CreditedTouchView>,
    /// The largest parts of the credit by channel, at most [`MOST_CHANNELS`]; none where no touch counts.
    pub channels: Vec<ChannelCredit>,
    /// How many channels have credit.
    pub channels_in_all: usize,
    /// Marketing's touches up to the creation of the deal, those with most credit first, the latest of equal ones; at most
    /// [`MOST_MARKETING`].
    pub marketing: Vec<CreditedTouchView>,
    /// How many these are.
    pub marketing_in_all: usize,
}

/// What content was used on a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Messaging {
    /// Each piece once: those that something came after first, then the last used; at most [`MOST_MESSAGES`].
    pub pieces: Vec<UsedPiece>,
    /// How many pieces were used.
    pub in_all: usize,
}

/// A piece of content that was used on a deal, and what came after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsedPiece {
    /// Which.
    pub id: ContentId,
    /// Its title; its identifier where it is not in the library any more.
    pub title: String,
    /// What it is; `None` where it is not in the library any more.
    pub kind: Option<ContentKind>,
    /// How often it was used.
    pub uses: usize,
    /// How, each way once, the first first.
    pub actions: Vec<ContentUse>,
    /// By whom, each once, the first first.
    pub by: Vec<String>,
    /// When first.
    pub first_at: DateTime<Utc>,
    /// When last.
    pub last_at: DateTime<Utc>,
    /// What was heard on the deal that it answers.
    pub answers: Vec<ObjectionChip>,
    /// What came after the first use. That is no claim that it came of it.
    pub sequel: Sequel,
}

/// What was heard on a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeardOnDeal {
    /// What weighs most first, the latest of equal ones; at most [`MOST_REPORTS`].
    pub reports: Vec<DealReport>,
    /// How many reports there are.
    pub in_all: usize,
    /// How many of them marketing answered.
    pub answered: usize,
    /// How many it declined to answer.
    pub declined: usize,
}

/// A report, and how long its answer took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealReport {
    /// As everybody sees it.
    #[serde(flatten)]
    pub report: ReportView,
    /// Whole days from when it was heard until it was answered or declined; `None` where it was neither.
    pub told_back_after_days: Option<u32>,
}

/// What the buyer did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BuyerSignals {
    /// The latest first; at most [`MOST_SIGNALS`].
    pub latest: Vec<Touch>,
    /// How many there are.
    pub in_all: usize,
    /// How many of each kind, the most first; at most [`MOST_KINDS`].
    pub kinds: Vec<SignalCount>,
}

/// How often the buyer did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignalCount {
    /// What kind of interest it shows; `None` for what the CRM told of.
    pub signal: Option<SignalKind>,
    /// By what means; for a signal, those of the latest.
    pub channel: Channel,
    /// How often.
    pub count: usize,
}

/// `GET /v1/packet/deals`: deals to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PacketDealsResponse {
    /// The hub's clock when it answered.
    pub as_of: DateTime<Utc>,
    /// What is suggested first, that on which something happened last before the others; then the deal created last. At most
    /// [`MOST_CHOICES`].
    pub deals: Vec<DealChoice>,
}

/// A deal to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealChoice {
    /// Which.
    pub record: Record,
    /// Why it is suggested; empty where it is not.
    pub because: Vec<WhySuggested>,
}

/// Why a deal is suggested: what happened in the last [`SUGGESTED_DAYS`] days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum WhySuggested {
    /// It ended.
    Closed {
        /// Won or lost.
        outcome: Outcome,
        /// When.
        at: DateTime<Utc>,
    },
    /// Something was reported on it.
    Heard {
        /// How often.
        reports: u64,
        /// When last.
        last_at: DateTime<Utc>,
    },
}

impl WhySuggested {
    /// When it happened last.
    pub const fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Closed { at, .. } => *at,
            Self::Heard { last_at, .. } => *last_at,
        }
    }
}
