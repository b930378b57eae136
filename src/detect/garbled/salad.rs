//! Words in an order that nobody writes: "the of", "with the with the". Function words follow each other by strict rules,
//! so pairs that a language never has show shuffled, generated and badly translated text without any model of it.

use super::WORD_SALAD;
use super::unwritten::UNWRITTEN;
use crate::findings::{Finding, Unit};
use crate::text::{Parsed, Span, Word, fold_hash};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Unwritten pairs in 1000 words from which a text is word salad. Of 9,000 documents of `allsides`, `bbc` and Reuters none
/// longer than `MIN_WORDS` comes near; the `word_shuffle` process of the garble benchmark gives 40 to 60.
const MAX_PER_MILLE: f64 = 12.0;
/// Fewer pairs than this prove nothing: short texts have one by accident. A guess.
const MIN_PAIRS: usize = 5;
/// Shorter texts are not judged, in words. A guess.
const MIN_WORDS: usize = 60;

/// Function words by hash: a number each, for `FOLLOWERS`.
static NUMBERS: LazyLock<FxHashMap<u64, u8>> = LazyLock::new(|| {
    let mut buffer = String::new();
    let mut numbers = FxHashMap::default();
    for word in UNWRITTEN.iter().flat_map(|(first, seconds)| std::iter::once(*first).chain(seconds.split(' '))) {
        let next = u8::try_from(numbers.len()).expect("fewer than 128 function words");
        numbers.entry(fold_hash(word, &mut buffer)).or_insert(next);
    }
    numbers
});

/// One bit for each second word that never follows the first.
static FOLLOWERS: LazyLock<[u128; 128]> = LazyLock::new(|| {
    let mut buffer = String::new();
    let mut number = |word: &str| NUMBERS[&fold_hash(word, &mut buffer)];
    let mut followers = [0u128; 128];
    for (first, seconds) in UNWRITTEN {
        for second in seconds.split(' ') {
            followers[usize::from(number(first))] |= 1 << number(second);
        }
    }
    followers
});

/// What was found.
pub(super) struct Salad {
    /// Unwritten pairs.
    pub n_pairs: usize,
    /// The document's score, 0..=1.
    pub score: f64,
}

/// Reports unwritten pairs in a row, and the document where there are many.
pub(super) fn detect(parsed: &Parsed<'_>, findings: &mut Vec<Finding>) -> Salad {
    let (text, bytes) = (parsed.text, parsed.text.as_bytes());
    let (numbers, followers) = (&*NUMBERS, &*FOLLOWERS);
    let mut n_pairs = 0;
    let mut before: Option<u8> = None;
    for (i, word) in parsed.words.iter().enumerate() {
        let number = if word.span.len() <= 5 { numbers.get(&word.hash).copied() } else { None };
        if let (Some(a), Some(b)) = (before, number) {
            let is_adjacent = word.span.start == parsed.words[i - 1].span.end + 1
                && bytes[parsed.words[i - 1].span.end as usize] == b' ';
            if is_adjacent && followers[usize::from(a)] >> b & 1 == 1 && is_plain(parsed.words, i) {
                n_pairs += 1;
                findings.extend(doubled(parsed, i));
            }
        }
        before = number;
    }
    let n_words = parsed.words.len();
    let per_mille = 1000.0 * n_pairs as f64 / n_words.max(1) as f64;
    if n_words >= MIN_WORDS && n_pairs >= MIN_PAIRS && per_mille >= MAX_PER_MILLE {
        let message = format!(
            "{n_pairs} pairs of function words that nobody writes, {per_mille:.0} in 1000 words (limit {MAX_PER_MILLE})"
        );
        let finding = Finding::new(WORD_SALAD, Unit::Document, text, parsed.whole(), message);
        findings.push(finding.with_measure("pairs in 1000 words", per_mille, MAX_PER_MILLE));
    }
    let is_long = n_words >= MIN_WORDS && n_pairs >= MIN_PAIRS;
    Salad { n_pairs, score: if is_long { per_mille / (per_mille + MAX_PER_MILLE) } else { 0.0 } }
}

/// Names and titles ("The The", "A Is for Alibi") are no salad: both words stand in small letters.
fn is_plain(words: &[Word], i: usize) -> bool {
    !words[i].is_capitalised()
        && (!words[i - 1].is_capitalised() || words[i - 1].opens_sentence())
        && !words[i].is_quoted()
}

/// "the the" and "with the with the": the passage that is said twice, the second time.
fn doubled(parsed: &Parsed<'_>, i: usize) -> Option<Finding> {
    let words = parsed.words;
    let hash = |n: usize| words.get(n).map(|w| w.hash);
    let from = if hash(i) == hash(i - 1) {
        i - 1
    } else if i >= 2 && hash(i - 2) == hash(i) && hash(i - 1) == hash(i + 1) {
        i - 2
    } else {
        return None;
    };
    let to = if from == i - 1 { i } else { i + 1 };
    let span = Span::new(words[from].span.start as usize, words[to].span.end as usize);
    let message = format!("“{}”: the same words twice", span.of(parsed.text));
    Some(Finding::new(WORD_SALAD, Unit::Span, parsed.text, span, message).with_kind("doubled-words"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (mut findings, mut parser) = (Vec::new(), crate::text::Parser::new());
        detect(&parser.parse(text), &mut findings);
        let found: Vec<&str> = findings.iter().map(|f| f.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_said_twice_are_shown() {
        check("met for the for the council", &["for the for the"]);
        check("he went to to the pier", &["to to"]);
    }

    #[test]
    fn pairs_that_people_write_are_not() {
        check("that that had had so so, of the “of the” The The is in in-house", &[]);
    }

    #[test]
    fn a_shuffled_text_is_salad() {
        let shuffled =
            "pier the of closed was they the storm a after and an the of of in boats their the by is ".repeat(6);
        let (mut findings, mut parser) = (Vec::new(), crate::text::Parser::new());
        let salad = detect(&parser.parse(&shuffled), &mut findings);
        assert!(salad.score > 0.5 && findings.iter().any(|f| f.unit == Unit::Document));
    }
}
