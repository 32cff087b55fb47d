//! A zip that is the same bytes for the same files: sorted names, one fixed time.

use super::File;
use anyhow::{Context, Result};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Packs the files, which are sorted by name.
pub fn zip(files: &[File]) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        writer.start_file(&file.name, options).with_context(|| format!("cannot pack {}", file.name))?;
        writer.write_all(&file.bytes)?;
    }
    Ok(writer.finish().context("cannot finish the zip")?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;
    use std::io::Read;

    #[test]
    fn the_same_files_give_the_same_bytes_and_come_out_again() {
        let files = [file("a/b.js", "let x = 1;"), file("manifest.json", "{}")];
        let packed = zip(&files).unwrap();
        assert_eq!(packed, zip(&files).unwrap());
        let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        let mut text = String::new();
        archive.by_name("a/b.js").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "let x = 1;");
    }
}
