//! The ports: what the engine asks of those who bring text in, take verdicts out and watch. Readers, writers and reports
//! implement them on the floor above; the engine knows no file.

pub use crate::corpus::spill::{Lost, Scratch, ScratchFile};
use crate::decide::{GateVerdict, Plan};
use crate::findings::{Finding, Rule, Score, Standing, Summary, Unjudged};
use crate::text::{DocKey, Document, Place};
use bytes::Bytes;
use std::sync::Arc;
use thiserror::Error;

/// Why a run cannot go on.
#[derive(Debug, Error)]
pub enum Fault {
    /// An input is missing, unreadable or corrupt.
    #[error("read {place}: {reason}")]
    Read {
        /// File, and record or byte where known.
        place: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// An output cannot be written.
    #[error("write {place}: {reason}")]
    Write {
        /// File or folder.
        place: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// More records are bad than the settings allow.
    #[error(
        "{n_bad} of {n_records} records are bad, more than the {limit_percent} % allowed; the first: {first}; \
         raise --max-bad-records to go on without them"
    )]
    TooManyBadRecords {
        /// Bad records.
        n_bad: u64,
        /// Records in all.
        n_records: u64,
        /// The limit.
        limit_percent: f64,
        /// Place and reason of the first one.
        first: String,
    },
    /// Nothing to judge.
    #[error("no document in the input ({n_files} files)")]
    NoDocuments {
        /// Files that were read.
        n_files: usize,
    },
    /// The user asked to stop.
    #[error("interrupted; nothing half-written is left behind")]
    Interrupted,
}

impl From<Lost> for Fault {
    fn from(lost: Lost) -> Fault {
        match lost {
            Lost::Write { place, reason } => Fault::Write { place, reason },
            Lost::Read { place, reason } => Fault::Read { place, reason },
        }
    }
}

/// A stretch of one file: whole records, in order.
#[derive(Debug)]
pub struct Chunk {
    /// Number of the file.
    pub file: u32,
    /// Number of the first record.
    pub first_record: u64,
    /// The records' bytes. Documents hold parts of them.
    pub bytes: Bytes,
}

/// A record that cannot be judged. Its bytes are kept.
#[derive(Clone, Debug)]
pub struct BadRecord {
    /// Position in the corpus.
    pub key: DocKey,
    /// File as the user named it.
    pub path: Arc<str>,
    /// What is wrong, and what to do.
    pub reason: String,
    /// The record with its line end.
    pub bytes: Vec<u8>,
}

/// What a chunk holds.
#[derive(Debug)]
pub enum Record {
    /// A document.
    Document(Document),
    /// A record that cannot be judged.
    Bad(BadRecord),
    /// Bytes between records (blank lines): written back as they are.
    Blank {
        /// Position in the corpus.
        key: DocKey,
        /// The bytes with their line end.
        bytes: Vec<u8>,
    },
}

/// Brings text in. It is read more than once, in the same order with the same keys.
pub trait Source: Sync {
    /// Number of files.
    fn n_files(&self) -> usize;
    /// Size of all files on disk in bytes, for the progress bar.
    fn n_bytes(&self) -> u64;
    /// All chunks, in order, from the start.
    fn chunks(&self) -> Box<dyn Iterator<Item = Result<Chunk, Fault>> + Send + '_>;
    /// Bytes of the files read so far by the newest iterator, for the progress bar.
    fn n_bytes_read(&self) -> u64;
    /// The records of a chunk, in order. Called on many threads.
    fn parse(&self, chunk: Chunk) -> Vec<Record>;
    /// Only the documents whose keys are `wanted`; cheaper than `parse` where few are.
    fn parse_wanted(&self, chunk: Chunk, wanted: &dyn Fn(DocKey) -> bool) -> Vec<Document>;
}

/// What a sink receives of one document.
#[derive(Debug)]
pub struct Verdict {
    /// The document as it came.
    pub document: Document,
    /// All that was found, sorted by place; the actions are those that the policy decided.
    pub findings: Vec<Finding>,
    /// Document scores.
    pub scores: Vec<Score>,
    /// The rules that could not judge the document. In a box, since verdicts are moved about and few have any.
    pub unjudged: Box<[Unjudged]>,
    /// What is done.
    pub plan: Plan,
}

impl Verdict {
    /// Nothing was found.
    pub(super) fn clean(document: Document) -> Verdict {
        let plan = Plan::Keep(Vec::new());
        Verdict { document, findings: Vec::new(), scores: Vec::new(), unjudged: Box::default(), plan }
    }
}

/// What became of one record.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all records are judged: a box would be one allocation more for each"
)]
pub enum Outcome {
    /// It was judged.
    Judged(Verdict),
    /// It could not be.
    Bad(BadRecord),
    /// It holds nothing.
    Blank {
        /// Position in the corpus.
        key: DocKey,
        /// The bytes with their line end.
        bytes: Vec<u8>,
    },
}

/// Documents that say the same: the one to keep, and its copies. Each copy was compared with the keeper itself; none is here because
/// it is the copy of a copy, and none of which no likely or certain finding says that it is one.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// The one to keep, as a whole.
    pub keeper: Place,
    /// Words of the keeper.
    pub n_keeper_words: u32,
    /// The copies, in the order of the corpus.
    pub members: Vec<Member>,
}

/// A copy, and what was measured between it and its keeper.
#[derive(Clone, Debug)]
pub struct Member {
    /// The copy, as a whole.
    pub place: Place,
    /// The rule that says so.
    pub rule: &'static Rule,
    /// Whether that was known before the run.
    pub standing: Standing,
    /// Words of the copy.
    pub n_words: u32,
    /// Share, in 0..=1, of its sentences' words that stand in the keeper.
    pub covered: f64,
    /// Share, in 0..=1, of its words outside quotations that are aligned with an equal word of the keeper.
    pub aligned: f64,
    /// Jaccard similarity of the word 3-grams, in 0..=1; of the word 5-grams where the two were found by it.
    pub jaccard: f64,
    /// Words with other words in their place.
    pub n_replaced: u32,
    /// Some of them: the keeper's word, the copy's word.
    pub replacements: Vec<(String, String)>,
}

/// Takes outcomes and clusters out, in document order.
pub trait Sink: Send {
    /// One cluster of copies, in the order of the keepers; all come after the last record. Most sinks tell of single documents
    /// and pass it over.
    fn accept_cluster(&mut self, _cluster: &Cluster) -> Result<(), Fault> {
        Ok(())
    }
    /// One record.
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault>;
    /// After the last one. Only now may anything take its final name.
    fn finish(&mut self, summary: &Summary, gate: &GateVerdict) -> Result<(), Fault>;
}

/// What the run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// First read: signatures and counts.
    Survey,
    /// Candidates are compared word by word.
    Verify,
    /// Second read: each document is judged and written.
    Judge,
}

/// Watches a run and may stop it.
pub trait Progress: Sync {
    /// `n_bytes` of `total_bytes` on disk are read; `n_documents` are done in this phase.
    fn advance(&self, phase: Phase, n_bytes: u64, total_bytes: u64, n_documents: u64);
    /// True where the run is to stop.
    fn stop_requested(&self) -> bool;
}

/// Watches nothing.
#[derive(Debug, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn advance(&self, _phase: Phase, _n_bytes: u64, _total_bytes: u64, _n_documents: u64) {}
    fn stop_requested(&self) -> bool {
        false
    }
}
