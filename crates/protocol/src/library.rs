//! What marketing keeps: objections, and the content that answers them.

use chrono::{DateTime, Utc};
use plumbline_domain::content::Content;
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::objection::{Handling, Objection};
use serde::{Deserialize, Serialize};

use crate::error::ErrorResponse;
use crate::report::HandlingAction;

/// `GET /v1/objections`: those that are not part of another; with `?all=true`, every one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionsResponse {
    /// By name.
    pub objections: Vec<ObjectionEntry>,
}

/// `GET /v1/content`: what was not taken out; with `?all=true`, all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentResponse {
    /// By title.
    pub content: Vec<ContentEntry>,
}

/// An objection with all that the hub keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionEntry {
    /// As marketing wrote it.
    pub objection: Objection,
    /// Where it stands as a whole.
    pub handling: Handling,
    /// What it counts as; `None` where it counts as itself.
    pub merged_into: Option<ObjectionId>,
    /// Counts up from 1 with each change of any of this. Whoever changes it names the version that they saw.
    pub version: u32,
}

/// A piece of content with all that the hub keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentEntry {
    /// As marketing wrote it.
    pub content: Content,
    /// It was taken out: nobody is offered it, and answers that were given with it still have it.
    pub is_retired: bool,
    /// Counts up from 1 with each change of any of this.
    pub version: u32,
}

/// `PUT /v1/objections/{id}`: adds an objection, or changes it. Answers with the [`ObjectionEntry`], or with 409 and an
/// [`ObjectionConflict`] when it is another version than the one that was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionRequest {
    /// What it is to be.
    pub objection: Objection,
    /// The version that was seen; `None` for a new one.
    pub seen_version: Option<u32>,
}

/// `PUT /v1/content/{id}`: adds a piece of content, or changes it. Answers with the [`ContentEntry`], or with 409 and a
/// [`ContentConflict`] when it is another version than the one that was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentRequest {
    /// What it is to be.
    pub content: Content,
    /// Whether it is to be taken out.
    #[serde(default)]
    pub is_retired: bool,
    /// The version that was seen; `None` for a new one.
    pub seen_version: Option<u32>,
}

/// It is no longer what was seen, and stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionConflict {
    /// Says who changed it.
    #[serde(flatten)]
    pub error: ErrorResponse,
    /// As it is now.
    pub current: ObjectionEntry,
}

/// It is no longer what was seen, and stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentConflict {
    /// Says who changed it.
    #[serde(flatten)]
    pub error: ErrorResponse,
    /// As it is now.
    pub current: ContentEntry,
}

/// `POST /v1/objections/{id}/handling`: what a marketer does with an objection as a whole. All its reports that were not answered or
/// declined yet are handled with it, so whoever made one is told. Answers like [`ObjectionRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionHandlingRequest {
    /// What to do.
    #[serde(flatten)]
    pub action: HandlingAction,
    /// The version that was seen.
    pub seen_version: u32,
}

/// `POST /v1/objections/{id}/merge`: lets an objection count as another, or as itself again. No report changes. Answers like
/// [`ObjectionRequest`]; a merge into itself or in a circle is refused with 400.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MergeRequest {
    /// As what; `None` takes the merge back.
    pub into: Option<ObjectionId>,
    /// The version that was seen.
    pub seen_version: u32,
}

/// Something that happened to an objection or to a piece of content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LibraryChange {
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: String,
    /// What it was.
    #[serde(flatten)]
    pub what: LibraryChangeKind,
}

/// What can happen to an objection or to a piece of content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum LibraryChangeKind {
    /// It was added.
    Added,
    /// Fields were changed.
    Edited {
        /// Which.
        fields: Vec<String>,
    },
    /// Its standing with marketing changed.
    Handled {
        /// To this.
        handling: Handling,
        /// Reports that were handled with it.
        reports: u32,
    },
    /// What was done with it last was taken back.
    TakenBack {
        /// What it is again.
        handling: Handling,
        /// Reports that went back with it.
        reports: u32,
    },
    /// It counts as another since.
    Merged {
        /// As which.
        into: ObjectionId,
    },
    /// It counts as itself again.
    Unmerged {
        /// As what it had counted.
        from: ObjectionId,
    },
    /// Another one counts as it since.
    Absorbed {
        /// Which.
        objection: ObjectionId,
    },
    /// Another one does not count as it any more.
    Released {
        /// Which.
        objection: ObjectionId,
    },
    /// A piece of content was taken out.
    Retired,
    /// A piece of content was put back.
    Restored,
}

/// `POST /v1/library/import`: rows as CSV or JSON. What can be read is kept, whatever the others are; sending the same again
/// changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportResponse {
    /// Rows that are new.
    pub added: usize,
    /// Rows that changed what was there.
    pub changed: usize,
    /// Rows that say what is there already.
    pub unchanged: usize,
    /// Rows that were not taken, in their order.
    pub refused: Vec<RefusedRow>,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefusedRow {
    /// Its line in a CSV file, or its place in a JSON list; counted from 1.
    pub line: u64,
    /// Names the field.
    pub why: String,
}

/// `GET /v1/content/{id}/changes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentHistoryResponse {
    /// Which piece.
    pub id: ContentId,
    /// What happened to it, the latest first.
    pub changes: Vec<LibraryChange>,
}
