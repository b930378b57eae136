//! Which of two copies was altered by a machine? The language model is asked about the few documents for which it matters:
//! those that were found to be copies, and those whose paragraphs were.

use super::super::drive::{Read, drive};
use super::super::ports::{Chunk, Fault};
use crate::corpus::{Census, Index, Templates};
use crate::detect::spun::altered;
use crate::model::Model;
use crate::text::{DocKey, Parser};
use rustc_hash::{FxHashMap, FxHashSet};

/// Probabilities from which a document looks more altered. In log odds they are -0.5, 1.5 and 3.5: steps of two nats. Of 79,073 human
/// articles, three quarters of which the model has counted, 26 lie above the first, so that noise in human text decides next to nothing.
const LEVELS: [f64; 3] = [0.38, 0.82, 0.97];

fn level(probability: f64) -> u32 {
    LEVELS.iter().filter(|&&limit| probability >= limit).count() as u32
}

/// Log odds, in nats, by which one of two copies that say the same in other words must look less altered for that to decide
/// before their dates. A guess: half a level, since what the two have in common speaks for both.
const MIN_LEAD: f64 = 1.0;

/// How altered documents look. Of strangers only levels are compared, smaller differences are noise.
#[derive(Default)]
pub(super) struct Alterations {
    probabilities: FxHashMap<u32, f64>,
    /// What the sites print into their articles, which copies do not have: it must not make an original look altered.
    templates: Option<Index>,
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
        let wanted: FxHashSet<u32> = docs.filter(|doc| !self.probabilities.contains_key(doc)).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let is_wanted = |key: DocKey| census.find(key).is_some_and(|doc| wanted.contains(&doc));
        let templates = &*self.templates.get_or_insert_with(|| Index::of_templates(Templates::count(census, |_| true)));
        let work = |chunk: Chunk| -> Vec<(u32, f64)> {
            let mut parser = Parser::new();
            let documents = read.source.parse_wanted(chunk, &is_wanted).into_iter();
            documents
                .filter_map(|document| {
                    let probability = altered(&document, &parser.parse(&document.text), model, templates);
                    Some((census.find(document.key)?, probability))
                })
                .collect()
        };
        drive(read, work, |found| {
            let n_documents = found.len() as u64;
            self.probabilities.extend(found);
            Ok(n_documents)
        })
    }

    /// 0 (not altered, or not known) to 3.
    pub(super) fn of(&self, doc: u32) -> u32 {
        self.probabilities.get(&doc).map_or(0, |&probability| level(probability))
    }

    /// Of two copies with words replaced, whether the first looks clearly less altered; nothing where neither does.
    pub(super) fn leads(&self, doc: u32, other: u32) -> Option<bool> {
        let log_odds = |doc: u32| {
            let probability = self.probabilities.get(&doc).copied().filter(|&p| p > 0.0)?;
            Some((probability / (1.0 - probability).max(f64::MIN_POSITIVE)).ln())
        };
        let lead = log_odds(other)? - log_odds(doc)?;
        (lead.abs() >= MIN_LEAD).then_some(lead > 0.0)
    }
}
