//! Words for a person of what gives a spinner away, and the same as data: which word stands there, which one most likely stood
//! there, how much likelier it is, and how often each was counted in that place.

use super::field::id_of;
use crate::findings::{PlaceCounts, Substitution};
use crate::model::{Lens, Model, WordId};
use crate::text::{Parsed, Word};
use std::fmt::Write;

/// Words named in a message.
const MAX_TOLD: usize = 6;
/// Words given as evidence of a document or paragraph. A guess: more convince nobody who is not convinced yet.
const MAX_LISTED: usize = 24;
/// Factors are told up to this; above it the counts behind are too small to tell more.
const MAX_FACTOR: f32 = 1000.0;

/// A word that is named.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) word: Word,
    pub(super) word_idx: usize,
    /// The word that most likely stood there, and how it is written.
    pub(super) rival: WordId,
    pub(super) original: &'a str,
    /// By how many nats it fits the place better.
    pub(super) gain: f32,
    /// By how many nats it is likelier a substitute than a word of the author's.
    pub(super) ratio: f32,
}

impl Named<'_> {
    /// How much it gives away. By this order .955 of the six words that come first in a spun piece are substitutes and .888 of the words
    /// suggested stood there; by the gain alone .947 and .876 (722 labelled pieces that are called spun).
    fn strength(&self) -> f32 {
        self.gain + self.ratio
    }
}

/// `14 of 96 words that have synonyms look put in by a machine: "jap" where "eastern" would be 400 times likelier, …; 5 very rare words:
/// "perpended", …`. `rare` are positions of such words.
pub(super) fn of_document(parsed: &Parsed<'_>, named: &[Named<'_>], rare: &[u32], n_judged: usize) -> String {
    let mut message = match named.len() {
        0 => format!("the {n_judged} words that have synonyms fit their places badly, though none stands out"),
        1 => format!("1 of {n_judged} words that have synonyms looks put in by a machine"),
        n => format!("{n} of {n_judged} words that have synonyms look put in by a machine"),
    };
    append_pairs(&mut message, parsed, named);
    append_rare(&mut message, parsed, rare);
    message
}

/// The same of a paragraph.
pub(super) fn of_paragraph(parsed: &Parsed<'_>, named: &[Named<'_>], rare: &[u32]) -> String {
    let mut message = String::from("this paragraph reads like the work of a synonym machine");
    append_pairs(&mut message, parsed, named);
    append_rare(&mut message, parsed, rare);
    message
}

/// One word in its place; `original` is spelt like it.
pub(super) fn of_word(parsed: &Parsed<'_>, named: &Named<'_>, original: &str) -> String {
    let (words, i) = (parsed.words, named.word_idx);
    let now = named.word.span.of(parsed.text);
    let previous = i.checked_sub(1).filter(|_| !named.word.opens_sentence()).map(|j| words[j].span.of(parsed.text));
    let next = words.get(i + 1).filter(|w| !w.opens_sentence()).map(|w| w.span.of(parsed.text));
    let place = match (previous, next) {
        (Some(a), Some(b)) => format!("between \"{a}\" and \"{b}\""),
        (Some(a), None) => format!("after \"{a}\" at the end of a sentence"),
        (None, Some(b)) => format!("before \"{b}\" at the start of a sentence"),
        (None, None) => "by itself".to_owned(),
    };
    format!("\"{now}\" is unlikely {place}; \"{original}\" would be {} times likelier", times(named.gain))
}

/// The strongest of these as data, each word once.
pub(super) fn substitutions(model: &Model, parsed: &Parsed<'_>, named: &[Named<'_>]) -> Vec<Substitution> {
    let lens = model.lens();
    let substitution = |word: &Named<'_>| Substitution {
        span: word.word.span,
        original: word.original.to_owned(),
        gain: word.gain,
        now_counts: place_counts(&lens, parsed, word.word_idx, id_of(&lens, parsed.text, &word.word)),
        original_counts: place_counts(&lens, parsed, word.word_idx, word.rival),
    };
    strongest(named).into_iter().take(MAX_LISTED).map(substitution).collect()
}

/// How often `word` was counted in the place of word `i`.
fn place_counts(model: &Lens<'_>, parsed: &Parsed<'_>, i: usize, word: WordId) -> PlaceCounts {
    let words = parsed.words;
    let is_first = words[i].opens_sentence();
    let previous = if is_first || i == 0 { WordId::BREAK } else { id_of(model, parsed.text, &words[i - 1]) };
    let next = words.get(i + 1).filter(|w| !w.opens_sentence()).map_or(WordId::BREAK, |w| id_of(model, parsed.text, w));
    let count = |n: f32| n.round() as u64;
    PlaceCounts {
        after: count(model.pair(previous, word)),
        before: count(model.pair(word, next)),
        between: count(model.triple(previous, word, next)),
    }
}

/// The strongest first, each word once.
fn strongest<'a, 'b>(named: &'b [Named<'a>]) -> Vec<&'b Named<'a>> {
    let mut sorted: Vec<&Named<'_>> = named.iter().collect();
    sorted.sort_by(|a, b| b.strength().total_cmp(&a.strength()).then(a.word_idx.cmp(&b.word_idx)));
    let mut seen: Vec<u64> = Vec::new();
    sorted.retain(|word| {
        !seen.contains(&word.word.hash) && {
            seen.push(word.word.hash);
            true
        }
    });
    sorted
}

/// Appends the strongest: `: "jap" where "eastern" would be 400 times likelier, "protection" (defence), …`.
fn append_pairs(message: &mut String, parsed: &Parsed<'_>, named: &[Named<'_>]) {
    let strongest = strongest(named);
    for (nth, word) in strongest.iter().take(MAX_TOLD).enumerate() {
        let now = word.word.span.of(parsed.text).to_lowercase();
        let original = word.original;
        let written = match nth {
            0 => write!(message, ": \"{now}\" where \"{original}\" would be {} times likelier", times(word.gain)),
            _ => write!(message, ", \"{now}\" ({original})"),
        };
        written.expect("strings do not fail");
    }
    if strongest.len() > MAX_TOLD {
        message.push_str(", …");
    }
}

/// Appends the first words that dictionaries have and no counted text uses: `; 5 very rare words: "perpended", …`.
fn append_rare(message: &mut String, parsed: &Parsed<'_>, rare: &[u32]) {
    match rare.len() {
        0 => return,
        1 => message.push_str("; 1 very rare word: "),
        n => write!(message, "; {n} very rare words: ").expect("strings do not fail"),
    }
    for (nth, &word) in rare.iter().take(MAX_TOLD).enumerate() {
        let comma = if nth == 0 { "" } else { ", " };
        write!(message, "{comma}\"{}\"", parsed.words[word as usize].span.of(parsed.text))
            .expect("strings do not fail");
    }
    if rare.len() > MAX_TOLD {
        message.push_str(", …");
    }
}

/// How many times likelier, with one figure from ten on: the counts behind bear no more.
fn times(gain: f32) -> String {
    let factor = gain.exp();
    let step = 10f32.powf(factor.log10().floor()).clamp(1.0, 100.0);
    match (factor / step).round() * step {
        factor if factor >= MAX_FACTOR => "over 1,000".to_owned(),
        factor => format!("{factor:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_told_with_one_figure() {
        for (factor, told) in
            [(2.2, "2"), (9.6, "10"), (14.0, "10"), (437.0, "400"), (940.0, "900"), (5000.0, "over 1,000")]
        {
            assert_eq!(times(f32::ln(factor)), told, "{factor}");
        }
    }
}
