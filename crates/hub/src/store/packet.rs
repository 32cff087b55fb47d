//! What the deal review packet asks of the store besides what panels do.

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::ContentId;
use plumbline_domain::record::{Record, RecordKey};
use plumbline_protocol::report::ContentUse;

use super::StoreError;

/// A piece of content was used on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedContent {
    /// Which piece.
    pub content: ContentId,
    /// Who used it, by name.
    pub by: String,
    /// How.
    pub action: ContentUse,
    /// When.
    pub at: Instant,
}

/// Which deals are looked for.
#[derive(Debug, Clone, Copy)]
pub struct DealsSought<'a> {
    /// All of these are in the title or the company, without regard to case.
    pub words: &'a [&'a str],
    /// What was closed, or heard on, since then is sought among all deals.
    pub since: Instant,
    /// So many of the others, those created last, are looked through.
    pub searched: u32,
    /// At most so many of each.
    pub most: u32,
}

/// A deal that was found, and what was reported on it since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoughtDeal {
    /// The deal.
    pub record: Record,
    /// How many reports, and when the last was heard; `None` where there is none.
    pub heard: Option<(u64, Instant)>,
}

/// What the packet asks.
#[async_trait]
pub trait PacketStore: Send + Sync {
    /// What content was used on a record, the first use first.
    async fn content_uses(&self, record: &RecordKey) -> Result<Vec<UsedContent>, StoreError>;
    /// Deals that are there, each once, in no order.
    async fn deals_to_review(&self, sought: DealsSought<'_>) -> Result<Vec<SoughtDeal>, StoreError>;
    /// These records, as far as they are there, as [`PacketStore::deals_to_review`] finds them.
    async fn with_reports_since(&self, records: Vec<Record>, since: Instant) -> Result<Vec<SoughtDeal>, StoreError>;
}
