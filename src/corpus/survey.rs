//! What the first read remembers of the corpus.

use crate::text::{Document, Parsed};

/// Fixed-width records of signatures and counts. Surveys of shards merge into the survey of the whole.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    n_documents: u64,
}

impl Survey {
    /// Remembers one document.
    pub fn observe(&mut self, _document: &Document, _parsed: &Parsed<'_>) {
        self.n_documents += 1;
    }

    /// Joins two surveys of different documents. Associative and commutative; the empty survey is neutral.
    pub fn merge(mut self, other: Survey) -> Survey {
        self.n_documents += other.n_documents;
        self
    }

    /// Number of documents observed.
    pub fn n_documents(&self) -> u64 {
        self.n_documents
    }
}
