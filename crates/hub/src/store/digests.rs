//! Digests, each sent at most once.

use async_trait::async_trait;
use plumbline_domain::Instant;

use super::{Claim, Settled, StoreError};

/// Which digests were sent. Claims are as those of [`EscalationStore`](super::EscalationStore).
#[async_trait]
pub trait DigestStore: Send + Sync {
    /// Claims the digest that was due then; when it answers, that is on disk. `None` when somebody has or had it, or when it was
    /// released until later.
    async fn claim_digest(&self, due_at: Instant, now: Instant) -> Result<Option<Claim>, StoreError>;
    /// Ends a claim for good.
    async fn settle_digest(&self, due_at: Instant, outcome: Settled) -> Result<(), StoreError>;
    /// Ends a claim that certainly came to nothing, so that it can be claimed again from `not_before` on.
    async fn release_digest(&self, due_at: Instant, not_before: Instant) -> Result<(), StoreError>;
    /// Every claim that has not ended: when nobody is sending, those whose holder died.
    async fn open_digests(&self) -> Result<Vec<Instant>, StoreError>;
}
