//! One file of a corpus: where it is, what it is called, how it is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    Plain,
    /// gzip, one or more members.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Compression {
    /// As the ending of `path` says.
    pub fn of(path: &Path) -> Compression {
        match path.extension().and_then(|e| e.to_str()) {
            Some("gz") => Compression::Gzip,
            Some("zst") => Compression::Zstd,
            _ => Compression::Plain,
        }
    }
}

/// How a file holds its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One document a file.
    Text,
    /// One document a line.
    JsonLines,
}

impl Format {
    /// As the ending of `path` says, that of its compression left out; nothing where it says nothing.
    pub fn of(path: &Path) -> Option<Format> {
        let stem = match Compression::of(path) {
            Compression::Plain => path.to_owned(),
            _ => path.with_extension(""),
        };
        match stem.extension()?.to_str()? {
            "txt" | "text" | "md" => Some(Format::Text),
            "jsonl" | "ndjson" | "json" => Some(Format::JsonLines),
            _ => None,
        }
    }
}

/// One file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Where it is read from.
    pub path: PathBuf,
    /// Its name in reports: as the user gave it.
    pub shown: Arc<str>,
    /// Its name under the output folder, with forward slashes.
    pub name: String,
    /// How it holds its documents.
    pub format: Format,
    /// How it is compressed.
    pub compression: Compression,
    /// Size on disk in bytes.
    pub n_bytes: u64,
}
