//! `backup`: a consistent copy of the database.

use std::path::Path;

use super::{CliError, open, say};
use crate::config::Settings;

pub(super) async fn backup(settings: &Settings, file: &Path) -> Result<(), CliError> {
    if file.exists() {
        return Err(CliError::Refused(format!("{} is there already; name a new file", file.display())));
    }
    let store = open(settings).await?;
    store.backup(file).await?;
    store.close().await;
    say(&format!("copied to {}", file.display()));
    Ok(())
}
