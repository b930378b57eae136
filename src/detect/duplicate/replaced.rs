//! Spells the words that stand in other words' place, for the message of a finding.

use crate::corpus::WordPairs;
use crate::text::{Parsed, Word, fold_word};
use rustc_hash::FxHashMap;

/// Replacements that are named in a message. A guess.
const MAX_NAMED: usize = 8;

/// The most frequent of these replacements (positions of the copy's and of the witness's word), spelt out as (witness's word, copy's
/// word). Names are left out.
pub fn name_replacements(copy: &Parsed<'_>, witness: &Parsed<'_>, replacements: &[(u32, u32)]) -> WordPairs {
    let word = |parsed: &Parsed<'_>, at: u32| parsed.words[at as usize];
    let mut counts: FxHashMap<(u64, u64), (usize, usize)> = FxHashMap::default();
    for (nth, &(here, there)) in replacements.iter().enumerate() {
        let (here, there) = (word(copy, here), word(witness, there));
        if !here.is_immutable() && !there.is_immutable() {
            counts.entry((here.hash, there.hash)).or_insert((0, nth)).0 += 1;
        }
    }
    let mut ranked: Vec<(usize, usize)> = counts.into_values().collect();
    ranked.sort_unstable_by_key(|&(n, first)| (std::cmp::Reverse(n), first));
    let spell = |parsed: &Parsed<'_>, word: Word| fold_word(word.span.of(parsed.text));
    let named = ranked.into_iter().take(MAX_NAMED).map(|(_, first)| replacements[first]);
    named.map(|(here, there)| (spell(witness, word(witness, there)), spell(copy, word(copy, here)))).collect()
}
