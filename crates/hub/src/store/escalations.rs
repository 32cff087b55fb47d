use std::collections::HashSet;

use async_trait::async_trait;
use chrono::SubsecRound;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;

use super::StoreError;

/// What is told at most once: that a rule holds of a hand-off.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Escalated {
    /// Whose hand-off.
    pub record: RecordKey,
    /// Which of its hand-offs, to the millisecond.
    pub handed_off_at: Instant,
    /// What the configuration calls the rule.
    pub rule: String,
}

impl Escalated {
    /// The hand-off's instant is cut to what the store keeps of it, so that what was told is found again.
    pub fn new(record: RecordKey, handed_off_at: Instant, rule: String) -> Self {
        Self { record, handed_off_at: handed_off_at.trunc_subsecs(3), rule }
    }
}

/// The right to tell something, which one caller has at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Which attempt this is, counted from 1.
    pub attempt: u32,
    /// When the first attempt was.
    pub first_at: Instant,
}

/// What became of something that was claimed, when it is not to be told again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// The receiver said that it has it.
    Sent,
    /// Nobody knows whether the receiver has it.
    Unknown,
    /// The receiver never took it.
    GivenUp,
}

/// What was told of hand-offs whose clock ran too far, each at most once: before something is sent it is claimed, and a claim
/// ends only when its outcome is known. One whose holder died goes to nobody else by itself, since it may have been sent;
/// whoever can look whether it was may release it.
#[async_trait]
pub trait EscalationStore: Send + Sync {
    /// Claims something; when it answers, that is on disk. `None` when somebody else has the claim or had the last one, or
    /// when it was released until later.
    async fn claim_escalation(&self, what: &Escalated, now: Instant) -> Result<Option<Claim>, StoreError>;
    /// Ends a claim for good.
    async fn settle_escalation(&self, what: &Escalated, outcome: Settled) -> Result<(), StoreError>;
    /// Ends a claim that certainly came to nothing, or of which one can look whether it did, so that it can be claimed again from `not_before` on.
    async fn release_escalation(&self, what: &Escalated, not_before: Instant) -> Result<(), StoreError>;
    /// Of the CRM's waiting records, what need not be claimed at `now`, because it would be refused.
    async fn claimed_escalations(&self, crm: &CrmId, now: Instant) -> Result<HashSet<Escalated>, StoreError>;
    /// Every claim that has not ended: when nobody is sending, those whose holder died.
    async fn open_escalations(&self) -> Result<Vec<Escalated>, StoreError>;
}
