//! What marketing should hear without asking.

use chrono::{DateTime, NaiveDate, Utc};
use plumbline_domain::findings::{Compared, Verdict};
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::record::RecordKey;
use serde::{Deserialize, Serialize};

/// The most entries of any list of [`FindingsResponse`].
pub const MOST_FOUND: usize = 20;

/// `GET /v1/findings`: what the field's reports and the use of content say. Lists hold at most [`MOST_FOUND`] entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingsResponse {
    /// Up to when everything is counted.
    pub as_of: DateTime<Utc>,
    /// The same objection on one record after the other, the one heard last first.
    pub in_a_row: Vec<RunView>,
    /// What is heard most just before deals are decided.
    pub final_stages: FinalStagesView,
    /// What is heard more often than the week before.
    pub rising: RisingView,
    /// Offered content that nobody opened or copied from for [`UnopenedView::days`], the longest first.
    pub unopened: UnopenedView,
    /// Offered content that is past the day by which it was to be verified.
    pub stale: StaleView,
    /// Deals won with content and without.
    pub compared: ComparedView,
}

/// An objection by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedObjection {
    /// Which.
    pub id: ObjectionId,
    /// Its name.
    pub name: String,
}

/// A piece of content by title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedContent {
    /// Which.
    pub id: ContentId,
    /// Its title.
    pub title: String,
}

/// A record by title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedRecord {
    /// Which.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub key: RecordKey,
    /// Its title in the CRM as last read; `None` when it never was.
    pub title: Option<String>,
    /// Where it stands in the CRM, to open.
    pub url: Option<String>,
}

/// The same objection on one record after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunView {
    /// Which.
    pub objection: NamedObjection,
    /// On how many different records.
    pub count: u64,
    /// The last of them, in the order in which it was first heard on them.
    pub records: Vec<NamedRecord>,
    /// The first report of it.
    pub since: DateTime<Utc>,
    /// The last report of it.
    pub until: DateTime<Utc>,
}

/// What is heard most just before deals are decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FinalStagesView {
    /// The agreed stages, by their names in the CRM; none means that nobody agreed on any.
    pub stages: Vec<String>,
    /// Reports of the last so many days are counted.
    pub days: u16,
    /// The objections reported on most deals, at most four.
    pub most_heard: Vec<MostHeardView>,
}

/// How often an objection was heard in final stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MostHeardView {
    /// Which.
    pub objection: NamedObjection,
    /// On how many deals.
    pub deals: u64,
    /// How many reports there are.
    pub reports: u64,
}

/// What rises, and out of what it was picked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RisingView {
    /// The least likely by chance first.
    pub rises: Vec<RiseView>,
    /// How many objections had at least [`RisingView::enough`] reports in the last seven days, and so were looked at.
    pub looked_at: u64,
    /// See [`RisingView::looked_at`].
    pub enough: u32,
    /// All reports of the last seven days.
    pub this_week: u32,
    /// All reports of the seven days before.
    pub last_week: u32,
}

/// An objection that is heard more often than the week before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RiseView {
    /// Which.
    pub objection: NamedObjection,
    /// Reports in the last seven days.
    pub this_week: u32,
    /// Reports in the seven days before.
    pub last_week: u32,
    /// How likely so many are by chance alone, from 0 to 1.
    pub chance: f64,
}

/// Content that nobody opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnopenedView {
    /// For how many days.
    pub days: u16,
    /// How many pieces.
    pub count: u64,
    /// Out of how many that are offered.
    pub offered: u64,
    /// The first of them.
    pub pieces: Vec<UnopenedPieceView>,
}

/// A piece that nobody opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnopenedPieceView {
    /// Which.
    pub content: NamedContent,
    /// When it was opened or copied from last; `None` for never.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was added; `None` where that was not noted.
    pub added_at: Option<DateTime<Utc>>,
}

/// Content that is to be verified again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaleView {
    /// How many pieces.
    pub count: u64,
    /// Those that have been stale for longest.
    pub pieces: Vec<StalePieceView>,
}

/// A piece that is to be verified again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StalePieceView {
    /// Which.
    pub content: NamedContent,
    /// Who is to do so, where somebody is named.
    pub verifier: Option<String>,
    /// By when that was due.
    pub verify_by: NaiveDate,
}

/// Deals won with content and without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedView {
    /// Deals closed in the last so many days are counted.
    pub days: u16,
    /// Any content against none, over all of them on which something was reported.
    pub any: Compared,
    /// What that comes to.
    pub verdict: Verdict,
    /// Single pieces; those that are clear first.
    pub pieces: Vec<ComparedPieceView>,
    /// Pieces with fewer than [`ComparedView::enough`] deals on either side, which are left out.
    pub too_few: u64,
    /// See [`ComparedView::too_few`].
    pub enough: u32,
}

/// Deals won with a piece, of those that it was used on, and without it, of those on which something was heard that it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedPieceView {
    /// Which.
    pub content: NamedContent,
    /// The counts.
    pub compared: Compared,
    /// What they come to.
    pub verdict: Verdict,
}
