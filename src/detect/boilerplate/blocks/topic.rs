//! What the words of a paragraph have in common with the rest of its text: furniture speaks of other things than the article, a
//! caption or a standfirst says the article's words again.

use super::shape::Shape;
use super::stopwords::STOP_WORDS;
use crate::text::{Block, Parsed, Word};
use rustc_hash::FxHashMap;

/// Bytes from which a word that is no function word counts as one of the subject. A guess.
const MIN_BYTES: u32 = 3;
/// Paragraphs on each side that are looked through for a like one.
const REACH: usize = 12;
/// Paragraphs of prose from which a word counts no further.
const ENOUGH: f32 = 5.0;
/// Fewest words that can be like another paragraph's.
const MIN_WORDS: usize = 3;

/// The figures of one paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Topic {
    /// Share of its words that stand in prose elsewhere in the text; -1 without words.
    pub(super) known_share: f32,
    /// The number of these words.
    pub(super) n_known: f32,
    /// Paragraphs of prose that each of its words stands in, on average.
    pub(super) weight: f32,
    /// Most words in common with a paragraph nearby, as a share of the longer one's; -1 for a few words.
    pub(super) nearest: f32,
    /// Share of its words that stand in the paragraph before.
    pub(super) in_common_before: f32,
}

/// The figures of all paragraphs of `parsed`.
pub(super) fn topics(parsed: &Parsed<'_>, shapes: &[Shape]) -> Vec<Topic> {
    let words: Vec<Vec<u64>> = parsed.blocks.iter().map(|block| subject_words(parsed, block)).collect();
    let mut n_prose: FxHashMap<u64, f32> = FxHashMap::default();
    for (words, _) in words.iter().zip(shapes).filter(|(_, shape)| shape.is_prose()) {
        words.iter().for_each(|&word| *n_prose.entry(word).or_default() += 1.0);
    }
    let topic = |i: usize| {
        let own: &[u64] = &words[i];
        if own.is_empty() {
            return Topic { known_share: -1.0, nearest: -1.0, ..Topic::default() };
        }
        let itself = if shapes[i].is_prose() { 1.0 } else { 0.0 };
        let elsewhere = || own.iter().map(|word| n_prose.get(word).map_or(0.0, |n| n - itself));
        let (n, n_known) = (own.len() as f32, elsewhere().filter(|&n| n > 0.0).count() as f32);
        Topic {
            known_share: n_known / n,
            n_known,
            weight: elsewhere().map(|n| n.min(ENOUGH)).sum::<f32>() / n,
            nearest: nearest(&words, i),
            in_common_before: if i > 0 { n_common(own, &words[i - 1]) as f32 / n } else { 0.0 },
        }
    };
    (0..words.len()).map(topic).collect()
}

/// The words of a paragraph that are no function words, each once, sorted.
fn subject_words(parsed: &Parsed<'_>, block: &Block) -> Vec<u64> {
    let is_subject = |w: &&Word| w.span.end - w.span.start >= MIN_BYTES && !STOP_WORDS.has(w.hash);
    let mut words: Vec<u64> = parsed.words_of(block).iter().filter(is_subject).map(|w| w.hash).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn nearest(words: &[Vec<u64>], i: usize) -> f32 {
    if words[i].len() < MIN_WORDS {
        return -1.0;
    }
    let near = (i.saturating_sub(REACH)..(i + REACH + 1).min(words.len())).filter(|&j| j != i);
    near.map(|j| n_common(&words[i], &words[j]) as f32 / words[i].len().max(words[j].len()) as f32).fold(0.0, f32::max)
}

/// Words that two sorted lists have in common.
fn n_common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        n += usize::from(a[i] == b[j]);
        let (next_i, next_j) = (i + usize::from(a[i] <= b[j]), j + usize::from(b[j] <= a[i]));
        (i, j) = (next_i, next_j);
    }
    n
}

#[cfg(test)]
mod tests {
    use super::super::shape::Shape;
    use super::*;
    use crate::text::Parser;

    #[test]
    fn a_caption_says_the_words_of_the_article_and_a_menu_does_not() {
        let text = "The ferry in the harbour will run again when the pier has been inspected, the council said.\n\
                    Ferry, pier and harbour\nHarbour pier with ferry\nSubscribe to letters and notices";
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let shapes: Vec<Shape> = parsed.blocks.iter().map(|b| Shape::of(&parsed, b)).collect();
        let topics = topics(&parsed, &shapes);
        let known: Vec<f32> = topics.iter().map(|t| t.known_share).collect();
        assert_eq!(known, [0.0, 1.0, 1.0, 0.0]);
        assert_eq!((topics[2].nearest, topics[2].in_common_before), (1.0, 1.0));
    }
}
