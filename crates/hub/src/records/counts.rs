//! How often each objection was reported lately.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::ObjectionId;

use super::refresh::{Records, lock};
use crate::store::StoreError;

/// How far back reports are counted.
const COUNTED: TimeDelta = TimeDelta::days(90);

/// How long a count is used: it takes longer than all the rest of a record's answer, and one report more out of three
/// months' changes next to nothing.
const USED_FOR: TimeDelta = TimeDelta::minutes(1);

/// Counts, and when they were made.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    at: Instant,
    counts: Arc<HashMap<ObjectionId, u64>>,
}

impl Records {
    /// How often each objection was reported in the last three months, as of the last minute.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn report_counts(&self) -> Result<Arc<HashMap<ObjectionId, u64>>, StoreError> {
        let now = self.clock.now();
        let is_young = |counted: &&Counted| now - counted.at < USED_FOR;
        if let Some(counted) = lock(&self.counted).as_ref().filter(is_young) {
            return Ok(Arc::clone(&counted.counts));
        }
        let counts = Arc::new(self.store.report_counts(now - COUNTED).await?.into_iter().collect());
        *lock(&self.counted) = Some(Counted { at: now, counts: Arc::clone(&counts) });
        Ok(counts)
    }
}
