//! What webhooks told of is done as soon as it is told: the store has it by then, so what breaks off is done after the next start.

use std::collections::BTreeSet;
use std::sync::Arc;

use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::review::ServerEvent;

use super::background::read_batch;
use super::refresh::{LookUpError, Records};
use crate::connector::Connector;
use crate::store::{Due, DueRecord, Erased, StoreError};

/// Records that are taken from the store together.
const AT_ONCE: u32 = 200;

impl Records {
    /// Says that webhooks told of something in a CRM, which the store has.
    pub fn note_told(&self, crm: &CrmId) {
        if let Ok(crm) = self.crm(crm) {
            crm.told.notify_one();
        }
    }

    /// Forgets a person, here and in what is kept in memory, and tells everybody who shows something of them.
    ///
    /// # Errors
    /// When the store fails; nothing is erased then.
    pub async fn erase(&self, contact: &RecordKey) -> Result<Erased, StoreError> {
        let erased = self.store.erase(contact, self.clock.now()).await?;
        tracing::info!(%contact, reports = erased.reports.len(), notes = erased.notes, "erased");
        self.forget_trouble(contact);
        self.announce(erased.shown_on.clone());
        for id in &erased.reports {
            self.events.send(ServerEvent::ReportChanged { id: *id });
        }
        Ok(erased)
    }
}

/// Does what webhooks told, and says which records' panels show something else now.
pub(super) async fn do_told(records: &Arc<Records>, crm: &dyn Connector) -> Result<BTreeSet<RecordKey>, LookUpError> {
    let mut changed = BTreeSet::new();
    loop {
        let due = records.store.due(&crm.site().id, AT_ONCE).await?;
        if due.is_empty() {
            return Ok(changed);
        }
        let those = |wanted: Due| -> Vec<RecordKey> {
            due.iter().filter(|due| due.due == wanted).map(|DueRecord { record, .. }| record.clone()).collect()
        };
        // In this order: whoever is erased counts from then on, and what was merged into them before must not.
        records.announce(records.store.mark_gone(&those(Due::Gone)).await?);
        for contact in those(Due::Erase) {
            records.erase(&contact).await?;
        }
        let to_read = those(Due::Read);
        if !to_read.is_empty() {
            changed.extend(read_batch(records, crm, &to_read).await?);
        }
        records.store.note_done(&due).await?;
    }
}
