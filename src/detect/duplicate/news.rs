//! What would be lost? Common words stand all over a long text, so a sentence that only one version of a story has can find
//! every word of its own there. It does not find them side by side.

use super::align::Alignment;
use super::overlap::is_credit;
use super::tokens::{Tokens, hash_of, place_of};
use std::ops::Range;

/// Shortest sentence that is looked at, in words. A guess: two or three pairs of words tell nothing.
const MIN_WORDS: usize = 7;
/// Below this share of its pairs of neighbouring words that stand in the other text, and of its words that are aligned there, a
/// sentence is new. The first is a guess checked by reading: in versions of wire stories, sentences that the other lacks have
/// .1 to .45. The second, a guess, spares sentences with words replaced here and there.
const MIN_PAIRS: f64 = 0.5;
const MIN_ALIGNED: f64 = 0.75;

/// Words of `a` in sentences that `b` does not have.
pub(super) fn n_new_words(a: &Tokens, b: &Tokens, alignment: &Alignment) -> u32 {
    new_sentences(a, b, alignment).map(|sentence| sentence.len() as u32).sum()
}

/// The sentences of `a` that `b` does not have.
pub(super) fn new_sentences(a: &Tokens, b: &Tokens, alignment: &Alignment) -> impl Iterator<Item = Range<usize>> {
    let mut is_aligned = vec![false; a.len()];
    for (at, _) in &alignment.links {
        is_aligned[*at as usize] = true;
    }
    let share = |n: usize, of: usize| n as f64 / of as f64;
    let is_new = move |sentence: &Range<usize>| {
        let words = &a.hashes[sentence.clone()];
        let n_aligned = is_aligned[sentence.clone()].iter().filter(|is| **is).count();
        let n_found = || words.windows(2).filter(|pair| has_pair(b, pair)).count();
        share(n_aligned, words.len()) < MIN_ALIGNED && share(n_found(), words.len() - 1) < MIN_PAIRS
    };
    sentences(a).filter(|s| s.len() >= MIN_WORDS && !is_credit(s.clone(), a)).filter(is_new)
}

/// True where two words stand side by side in a text.
fn has_pair(text: &Tokens, pair: &[u32]) -> bool {
    let first = text.by_hash.partition_point(|&word| hash_of(word) < pair[0]);
    let places = text.by_hash[first..].iter().take_while(|&&word| hash_of(word) == pair[0]);
    places.map(|&word| place_of(word) as usize + 1).any(|next| text.hashes.get(next) == Some(&pair[1]))
}

/// The sentences of the text, without lines beside it and paragraphs that leave.
fn sentences(a: &Tokens) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let all = std::iter::from_fn(move || {
        if start == a.len() {
            return None;
        }
        let ends = |at: usize| a.marks[at].opens() || a.marks[at].part() != a.marks[start].part();
        let end = (start + 1..a.len()).find(|&at| ends(at)).unwrap_or(a.len());
        Some(std::mem::replace(&mut start, end)..end)
    });
    all.filter(|sentence| !a.marks[sentence.start].leaves() && !a.marks[sentence.start].is_aside())
}
