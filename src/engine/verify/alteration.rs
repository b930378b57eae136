//! Which of two copies was altered by a machine? The language model is asked about the few documents for which it matters:
//! those that were found to be copies, and those whose paragraphs were.

use super::super::drive::{Read, drive};
use super::super::ports::{Chunk, Fault};
use crate::corpus::Census;
use crate::detect::spun::altered;
use crate::model::Model;
use crate::text::{DocKey, Parser};
use rustc_hash::{FxHashMap, FxHashSet};

/// Probabilities from which a document looks more altered. In log odds they are -0.5, 1.5 and 3.5: steps of two nats, the first
/// above all but one of 4,866 human articles that the model had not counted, so that noise in human text decides nothing.
const LEVELS: [f64; 3] = [0.38, 0.82, 0.97];

fn level(probability: f64) -> u32 {
    LEVELS.iter().filter(|&&limit| probability >= limit).count() as u32
}

/// How altered documents look, in levels: smaller differences are noise.
#[derive(Default)]
pub(super) struct Alterations {
    levels: FxHashMap<u32, u32>,
}

impl Alterations {
    /// Reads those of `docs` that are not known yet.
    pub(super) fn learn(
        &mut self,
        read: &Read<'_>,
        census: &Census,
        model: &Model,
        docs: impl Iterator<Item = u32>,
    ) -> Result<(), Fault> {
        let wanted: FxHashSet<u32> = docs.filter(|doc| !self.levels.contains_key(doc)).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let is_wanted = |key: DocKey| census.find(key).is_some_and(|doc| wanted.contains(&doc));
        let work = |chunk: Chunk| -> Vec<(u32, u32)> {
            let mut parser = Parser::new();
            let documents = read.source.parse_wanted(chunk, &is_wanted).into_iter();
            documents
                .filter_map(|document| {
                    let probability = altered(&parser.parse(&document.text), model);
                    Some((census.find(document.key)?, level(probability)))
                })
                .collect()
        };
        drive(read, work, |found| {
            let n_documents = found.len() as u64;
            self.levels.extend(found);
            Ok(n_documents)
        })
    }

    /// 0 (not altered, or not known) to 3.
    pub(super) fn of(&self, doc: u32) -> u32 {
        self.levels.get(&doc).copied().unwrap_or(0)
    }
}
