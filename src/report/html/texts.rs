//! The texts that were kept instead. A removal names its witness by place, and the witness may stand anywhere in the corpus, before it
//! or behind; so when the samples are drawn, the corpus is read once more for the few documents that they name.

use crate::engine::{Fault, Source};
use crate::text::{Place, cut_before};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Bytes of a text that are kept, at most: more than a page compares, wherever in a long text it begins.
const MAX_TEXT_BYTES: usize = 1 << 16;

/// Texts of documents by path and record.
#[derive(Default)]
pub(super) struct Texts(BTreeMap<(Arc<str>, u64), String>);

impl Texts {
    /// Reads the documents of these places.
    ///
    /// # Errors
    /// Where the corpus cannot be read any more.
    pub(super) fn read<'a>(source: &dyn Source, places: impl Iterator<Item = &'a Place>) -> Result<Texts, Fault> {
        let wanted: BTreeSet<(Arc<str>, u64)> = places.map(|place| (place.path.clone(), place.record)).collect();
        // A source finds documents by the number of their file, a place knows the file by its name: records of that number are
        // looked at in all files.
        let records: BTreeSet<u64> = wanted.iter().map(|(_, record)| *record).collect();
        let mut found = BTreeMap::new();
        for chunk in source.chunks() {
            if found.len() == wanted.len() {
                break;
            }
            for document in source.parse_wanted(chunk?, &|key| records.contains(&key.record())) {
                let name = (document.path, document.key.record());
                if wanted.contains(&name) {
                    found.insert(name, document.text);
                }
            }
        }
        Ok(Texts(found))
    }

    /// The text at a place; none where it was not found.
    pub(super) fn at(&self, place: &Place) -> Option<&str> {
        let text = self.0.get(&(place.path.clone(), place.record))?.get(place.span.range())?;
        Some(&text[..cut_before(text, MAX_TEXT_BYTES)])
    }
}
