//! `import` and `export`: objections and content as JSON.

use std::path::Path;

use super::{CliError, open, say};
use crate::config::Settings;
use crate::library;
use crate::store::LibraryStore;

pub(super) async fn import(settings: &Settings, file: &Path) -> Result<(), CliError> {
    let text = std::fs::read_to_string(file).map_err(|cause| CliError::File(file.display().to_string(), cause))?;
    let store = open(settings).await?;
    let known = store.library().await?;
    let named =
        |wrong: library::ImportError| CliError::Refused(format!("{}: {wrong}; nothing was imported", file.display()));
    let library = library::parse(&text, &known).map_err(named)?;
    store.put_library(&library).await?;
    store.close().await;
    say(&format!("imported {} objections and {} pieces of content", library.objections.len(), library.content.len()));
    Ok(())
}

pub(super) async fn export(settings: &Settings, out: Option<&Path>) -> Result<(), CliError> {
    let store = open(settings).await?;
    let library = store.library().await?;
    let text = library::write(&library);
    store.close().await;
    match out {
        Some(path) => std::fs::write(path, text).map_err(|cause| CliError::File(path.display().to_string(), cause)),
        None => {
            say(text.trim_end());
            Ok(())
        }
    }
}
