//! What documents are called. A corpus has more evidence than documents, so evidence names its place by number, and what a reader
//! is told is looked up at the end.

use crate::text::{DocKey, Place, Span};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A place in some document of the corpus, by its key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The document.
    pub document: DocKey,
    /// Bytes of its text.
    pub span: Span,
}

/// Paths and ids of some documents.
#[derive(Debug, Default)]
pub struct Names {
    /// By the number of the file, ascending.
    paths: Arc<Vec<(u32, Arc<str>)>>,
    ids: FxHashMap<DocKey, Arc<str>>,
}

impl Names {
    /// Files by their numbers, which ascend; no document yet.
    pub(super) fn new(paths: Arc<Vec<(u32, Arc<str>)>>) -> Names {
        Names { paths, ids: FxHashMap::default() }
    }

    pub(super) fn has(&self, document: DocKey) -> bool {
        self.ids.contains_key(&document)
    }

    pub(super) fn add(&mut self, document: DocKey, id: &str) {
        self.ids.insert(document, id.into());
    }

    /// The place with its names, which are empty where the document was not asked for.
    pub fn place(&self, spot: Spot) -> Place {
        let key = spot.document;
        let path = self.paths.binary_search_by_key(&key.file(), |(file, _)| *file).map(|at| self.paths[at].1.clone());
        let id = self.ids.get(&key).cloned();
        Place { path: path.unwrap_or_default(), record: key.record(), id: id.unwrap_or_default(), span: spot.span }
    }
}
