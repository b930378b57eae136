//! One file of a corpus: where it is, what it is called, how it is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

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
        match extension(path).as_deref() {
            Some("gz") => Compression::Gzip,
            Some("zst") => Compression::Zstd,
            _ => Compression::Plain,
        }
    }
}

/// The ending of `path` in lower case: `DUMP.JSONL.GZ` is what `dump.jsonl.gz` is.
fn extension(path: &Path) -> Option<String> {
    path.extension()?.to_str().map(str::to_ascii_lowercase)
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
        match extension(&stem)?.as_str() {
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
    /// When it was last written, where the system tells: a corpus is read more than once and must stay as it is.
    pub modified: Option<SystemTime>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_form_and_compression_in_any_case() {
        let check = |name: &str, format, compression| {
            let path = Path::new(name);
            assert_eq!((Format::of(path), Compression::of(path)), (format, compression), "{name}");
        };
        check("a.jsonl", Some(Format::JsonLines), Compression::Plain);
        check("DUMP.JSONL.GZ", Some(Format::JsonLines), Compression::Gzip);
        check("notes.v2.Md.zst", Some(Format::Text), Compression::Zstd);
        check("picture.png", None, Compression::Plain);
    }
}
