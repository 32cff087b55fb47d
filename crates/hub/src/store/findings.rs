//! What findings are made from.

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::findings::{Closed, Heard};
use plumbline_domain::ids::ContentId;

use super::StoreError;

/// What findings are made from.
#[async_trait]
pub trait FindingsStore: Send + Sync {
    /// All reports since, without those that were taken back, in the order in which they were heard.
    async fn heard_since(&self, since: Instant) -> Result<Vec<Heard>, StoreError>;
    /// When content was last opened or copied from. What never was is left out.
    async fn last_uses(&self) -> Result<Vec<(ContentId, Instant)>, StoreError>;
    /// When content was added. What was there before such things were noted is left out.
    async fn content_added(&self) -> Result<Vec<(ContentId, Instant)>, StoreError>;
    /// Deals that were won or lost since, and that something was reported on, with what was used on them before.
    async fn closed_since(&self, since: Instant) -> Result<Vec<Closed>, StoreError>;
}
