//! `import` and `export`: objections and content as JSON.

use std::path::Path;

use chrono::Utc;

use super::{CliError, open, say};
use crate::config::Settings;
use crate::library;
use crate::store::LibraryStore;

/// Whoever imports on the command line, in the history of what was imported.
const IMPORTER: &str = "import";

/// Takes what can be read, and fails with what cannot.
pub(super) async fn import(settings: &Settings, file: &Path) -> Result<(), CliError> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|cause| CliError::File(name.clone(), cause))?;
    let store = open(settings).await?;
    let known = store.library().await?;
    let named = |wrong: library::ImportError| CliError::Refused(format!("{name}: {wrong}; nothing was imported"));
    let read = library::from_json(&text, &known).map_err(named)?;
    let imported = store.import(&read.rows, IMPORTER, Utc::now()).await?;
    store.close().await;
    say(&format!("{} added, {} changed, {} as before", imported.added, imported.changed, imported.unchanged));
    let refused: Vec<String> =
        read.refused.iter().map(|row| format!("{name}: entry {}: {}", row.line, row.why)).collect();
    if refused.is_empty() { Ok(()) } else { Err(CliError::Refused(refused.join("\n"))) }
}

pub(super) async fn export(settings: &Settings, out: Option<&Path>) -> Result<(), CliError> {
    let store = open(settings).await?;
    let text = library::to_json(&store.library().await?.exchanged());
    store.close().await;
    match out {
        Some(path) => std::fs::write(path, text).map_err(|cause| CliError::File(path.display().to_string(), cause)),
        None => {
            say(text.trim_end());
            Ok(())
        }
    }
}
