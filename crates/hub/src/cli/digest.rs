//! `digest`: what the field says, here or where the digest goes.

use std::sync::Arc;

use super::{CliError, open, say};
use crate::clock::Clock;
use crate::config::Settings;
use crate::digest::{Digests, Words};
use crate::events::Events;
use crate::findings::Findings;
use crate::records::Records;

pub(super) async fn digest(settings: Settings, post: bool) -> Result<(), CliError> {
    let (store, clock) = (open(&settings).await?, Clock::system());
    let records = Records::new(store.clone(), Events::default(), clock.clone());
    let findings = Arc::new(Findings::new(Arc::new(records), settings.final_stages.clone()));
    if !post {
        say(&Words { public_url: settings.public_url }.plain(&*findings.latest().await?));
        return Ok(());
    }
    let missing = || CliError::Refused("there is no [digest] in the configuration to say where it goes".to_owned());
    let digest = settings.digest.ok_or_else(missing)?;
    let digests = Digests::new(digest, settings.public_url, store, findings, clock)?;
    digests.post_as_trial().await?.map_err(|failure| CliError::Refused(format!("not posted: {failure}")))?;
    say("posted");
    Ok(())
}
