//! One record of the corpus: its text, what is known about it, and the bytes it came in.

use super::{Site, Span};
use bytes::Bytes;
use std::ops::Range;
use std::sync::Arc;

/// Position of a record in the whole input: number of the file, then number of the record in it.
/// Files are numbered in sorted order, so keys order documents as the corpus does, on any machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocKey(pub u64);

impl DocKey {
    const RECORD_BITS: u32 = 40;

    /// Key of record `record` (from 0, below 2^40) of file `file` (from 0, below 2^24).
    pub fn new(file: u32, record: u64) -> DocKey {
        DocKey((u64::from(file) << Self::RECORD_BITS) | record)
    }

    /// Number of the file.
    pub fn file(self) -> u32 {
        (self.0 >> Self::RECORD_BITS) as u32
    }

    /// Number of the record in its file.
    pub fn record(self) -> u64 {
        self.0 & ((1 << Self::RECORD_BITS) - 1)
    }
}

/// A place in some document of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File as the user named it.
    pub path: Arc<str>,
    /// Record in its file, from 0.
    pub record: u64,
    /// The document's id.
    pub id: Arc<str>,
    /// Bytes of that document's text.
    pub span: Span,
}

/// How the text lies in the bytes of its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The record is the text.
    Plain,
    /// A line of JSON; `text` is the place of the string value, its quotes left out.
    Json {
        /// The whole line with its line end: a part of the chunk in which it was read.
        line: Bytes,
        /// Bytes of `line` between the quotes of the text value.
        text: Range<usize>,
    },
}

/// One document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Position in the corpus.
    pub key: DocKey,
    /// File as the user named it.
    pub path: Arc<str>,
    /// The record's own id, else `path#record`, else the name of its text file.
    pub id: Arc<str>,
    /// The text under judgement.
    pub text: String,
    /// Title, where the record has one of its own.
    pub title: Option<String>,
    /// Who publishes it: registrable domain of its url, else `source`, else its folder.
    pub site: Site,
    /// Date as the record has it; ISO dates sort as strings.
    pub date: Option<String>,
    /// The record's bytes, to be written back untouched.
    pub carrier: Carrier,
}

impl Document {
    /// A document that is its text, and of which nothing else is known: names and site are empty.
    pub fn plain(key: DocKey, text: impl Into<String>) -> Document {
        Document {
            key,
            path: Arc::default(),
            id: Arc::default(),
            text: text.into(),
            title: None,
            site: Site::folder(""),
            date: None,
            carrier: Carrier::Plain,
        }
    }

    /// Number of bytes of the record in its (decompressed) file.
    pub fn record_bytes(&self) -> usize {
        match &self.carrier {
            Carrier::Plain => self.text.len(),
            Carrier::Json { line, .. } => line.len(),
        }
    }

    /// A place in this document.
    pub fn place(&self, span: Span) -> Place {
        Place { path: self.path.clone(), record: self.key.record(), id: self.id.clone(), span }
    }
}
