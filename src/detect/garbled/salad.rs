//! Words in an order that nobody writes: "the of", "with the with the". Function words follow each other by strict rules,
//! so pairs that a language never has show shuffled, generated and badly translated text without any model of it.

use super::WORD_SALAD;
use super::sequences::Sequences;
use crate::findings::{Confidence, Finding, Unit};
use crate::text::{Parsed, Span};

/// Unwritten pairs in 1000 words from which a text is word salad. Of 79,073 documents of `allsides`, `bbc`, `reuters21578` and
/// `reuters_fin` one has `MIN_PAIRS` at all, 8 in 1000 words; the `word_shuffle` process of the garble benchmark gives 8 to 83.
const MAX_PER_MILLE: f64 = 6.0;
/// Pairs in 1000 words from which that is likely: above all of the news.
const LIKELY_PER_MILLE: f64 = 12.0;
/// Fewer pairs than this prove nothing: short texts have one by accident. A guess.
const MIN_PAIRS: usize = 5;

/// Reports words said twice, and the document where there are many unwritten pairs; gives the document's score, 0..=1.
pub(super) fn detect(parsed: &Parsed<'_>, sequences: &Sequences, findings: &mut Vec<Finding>) -> f64 {
    findings.extend(sequences.pairs.iter().filter_map(|i| doubled(parsed, *i)));
    let (n_words, n_pairs) = (parsed.words.len(), sequences.pairs.len());
    if n_pairs < MIN_PAIRS || !sequences.say_enough(n_words) {
        return 0.0;
    }
    let per_mille = 1000.0 * n_pairs as f64 / n_words as f64;
    if per_mille >= MAX_PER_MILLE {
        let message = format!(
            "{n_pairs} pairs of function words that nobody writes, {per_mille:.0} in 1000 words (limit {MAX_PER_MILLE})"
        );
        let confidence = if per_mille >= LIKELY_PER_MILLE { Confidence::Likely } else { Confidence::Suspect };
        let finding = Finding::new(WORD_SALAD, Unit::Document, parsed.text, parsed.whole(), message);
        let finding = finding.with_measure("pairs in 1000 words", per_mille, MAX_PER_MILLE);
        findings.push(finding.with_confidence(confidence));
    }
    per_mille / (per_mille + MAX_PER_MILLE)
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
    use super::super::sequences;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (mut findings, mut parser) = (Vec::new(), crate::text::Parser::new());
        let parsed = parser.parse(text);
        detect(&parsed, &sequences::find(&parsed), &mut findings);
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
        let parsed = parser.parse(&shuffled);
        let score = detect(&parsed, &sequences::find(&parsed), &mut findings);
        assert!(score > 0.5);
        assert!(findings.iter().any(|f| f.unit == Unit::Document && f.confidence == Confidence::Likely));
    }
}
