//! `erase`: forgets a person.

use plumbline_domain::record::{RecordKey, RecordKeyError, RecordKind};

use super::{CliError, open, say};
use crate::clock::Clock;
use crate::config::Settings;
use crate::events::Events;
use crate::records::Records;
use crate::store::RecordStore;

pub(super) async fn erase(settings: &Settings, record: &str) -> Result<(), CliError> {
    let contact: RecordKey = record.parse().map_err(|wrong: RecordKeyError| CliError::Refused(wrong.to_string()))?;
    if settings.crms.iter().all(|crm| crm.id != contact.crm) {
        return Err(CliError::Refused(format!("no [[crm]] has the id '{}'", contact.crm)));
    }
    let store = open(settings).await?;
    let known = store.record(&contact).await?.map(|read| read.record.kind);
    if let Some(RecordKind::Lead | RecordKind::Deal) = known {
        let message = format!("{contact} is no person; erase its contact, and the contact's name goes from it too");
        return Err(CliError::Refused(message));
    }
    let records = Records::new(store.clone(), Events::default(), Clock::system());
    let erased = records.erase(&contact).await?;
    store.close().await;
    if known.is_none() {
        say("it was never read; nothing that is read of it later will be kept");
    }
    say(&format!(
        "erased from {} reports, and {} notes will not be left in the CRM",
        erased.reports.len(),
        erased.notes
    ));
    say("copies that `backup` wrote, and CRMs, still have what they had");
    Ok(())
}
