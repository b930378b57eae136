//! The spelling of words that are held as hashes, so that a finding can say which word was put in place of which.

use super::tokens::token_hash;
use crate::text::{Parsed, Word, fold_word};
use rustc_hash::FxHashMap;

/// Pairs of words that a finding names at most. A guess: more than fit on a line tell no more.
const MAX_NAMED: usize = 8;

/// Words by hash.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<u32, Box<str>>,
}

impl Lexicon {
    /// Adds these words of a text, names and numbers left out.
    pub fn learn(&mut self, parsed: &Parsed<'_>, words: &[Word]) {
        for &word in words.iter().filter(|w| !w.is_immutable()) {
            self.words.entry(token_hash(word)).or_insert_with(|| fold_word(word.span.of(parsed.text)).into());
        }
    }

    /// Joins two lexicons.
    pub fn merge(&mut self, other: Lexicon) {
        self.words.extend(other.words);
    }

    /// The most frequent of these replacements (copy's word, witness's word), spelt out as (witness's, copy's).
    pub fn name(&self, replacements: &[(u32, u32)]) -> Vec<(String, String)> {
        let mut counts: FxHashMap<(u32, u32), (usize, usize)> = FxHashMap::default();
        for (at, pair) in replacements.iter().enumerate() {
            let entry = counts.entry(*pair).or_insert((0, at));
            entry.0 += 1;
        }
        let mut ranked: Vec<_> =
            counts.into_iter().map(|(pair, (n, first))| (std::cmp::Reverse(n), first, pair)).collect();
        ranked.sort_unstable();
        let spell = |hash: &u32| self.words.get(hash).map(|w| w.to_string());
        let named = ranked.iter().filter_map(|(_, _, (copy, witness))| Some((spell(witness)?, spell(copy)?)));
        named.take(MAX_NAMED).collect()
    }
}
