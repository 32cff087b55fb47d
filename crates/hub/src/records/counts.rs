//! How often each objection was reported lately, and what was used in deals that were won.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::{ContentId, ObjectionId};

use super::refresh::{Records, lock};
use crate::store::StoreError;

/// How far back reports are counted.
const COUNTED: TimeDelta = TimeDelta::days(90);

/// How long a count is used: it takes longer than all the rest of a record's answer, and one report more out of three
/// months' changes next to nothing.
const USED_FOR: TimeDelta = TimeDelta::minutes(1);

/// Counts, and when they were made.
#[derive(Debug)]
pub struct Counted {
    at: Instant,
    /// Reports of each objection in the last three months.
    pub reports: HashMap<ObjectionId, u64>,
    /// Deals that were won with each piece of content.
    pub won_with: HashMap<ContentId, u32>,
}

impl Records {
    /// What was counted in the last minute.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn counted(&self) -> Result<Arc<Counted>, StoreError> {
        let now = self.clock.now();
        let is_young = |counted: &&Arc<Counted>| now - counted.at < USED_FOR;
        if let Some(counted) = lock(&self.counted).as_ref().filter(is_young) {
            return Ok(Arc::clone(counted));
        }
        let (reports, won_with) = futures::try_join!(self.store.report_counts(now - COUNTED), self.store.won_with())?;
        let (reports, won_with) = (reports.into_iter().collect(), won_with.into_iter().collect());
        let counted = Arc::new(Counted { at: now, reports, won_with });
        *lock(&self.counted) = Some(Arc::clone(&counted));
        Ok(counted)
    }
}
