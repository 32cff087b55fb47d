//! What marketing should hear without asking, put together from the store by the rules of
//! [`plumbline_domain::findings`].

mod answer;

use std::sync::Arc;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::findings::{CLOSED_WITHIN, STAGES_WITHIN};
use plumbline_protocol::findings::FindingsResponse;
use tokio::sync::Mutex;

use crate::records::Records;
use crate::store::StoreError;

/// How long findings are used while nothing changes: other hubs on the same store tell nothing to this one, and time goes on.
const USED_FOR: TimeDelta = TimeDelta::minutes(1);

/// Makes findings, and keeps the last.
pub struct Findings {
    records: Arc<Records>,
    final_stages: Vec<String>,
    /// With how many changes were told by then. Whoever asks while they are made waits for them.
    last: Mutex<Option<(u64, Arc<FindingsResponse>)>>,
}

impl Findings {
    /// Of the store of these records, with the final stages that were agreed.
    pub fn new(records: Arc<Records>, final_stages: Vec<String>) -> Self {
        Self { records, final_stages, last: Mutex::default() }
    }

    /// What was found until now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn latest(&self) -> Result<Arc<FindingsResponse>, StoreError> {
        let mut last = self.last.lock().await;
        // Read before the store is: what comes while that is asked is counted the next time.
        let (told, now) = (self.records.events.told(), self.records.clock.now());
        if let Some((of, findings)) = last.as_ref()
            && *of == told
            && now - findings.as_of < USED_FOR
        {
            return Ok(Arc::clone(findings));
        }
        let findings = Arc::new(self.make(now).await?);
        *last = Some((told, Arc::clone(&findings)));
        Ok(findings)
    }

    async fn make(&self, now: Instant) -> Result<FindingsResponse, StoreError> {
        let store = &self.records.store;
        let (library, heard, last_uses, added, closed) = futures::try_join!(
            store.library(),
            store.heard_since(now - STAGES_WITHIN),
            store.last_uses(),
            store.content_added(),
            store.closed_since(now - CLOSED_WITHIN),
        )?;
        let facts = answer::Facts { library, heard, last_uses, added, closed, now };
        let mut findings = answer::findings(&facts, &self.final_stages);
        for record in findings.in_a_row.iter_mut().flat_map(|run| &mut run.records) {
            record.title = store.record(&record.key).await?.map(|last_read| last_read.record.title);
            let site = self.records.site(&record.key.crm);
            record.url = site.and_then(|site| plumbline_crm::record_url(site, &record.key));
        }
        Ok(findings)
    }
}
