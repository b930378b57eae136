//! Short lines: headlines, captions, sub-heads of fewer than twenty words. One word is a large share of them and may be the
//! news ("rise" → "fall"), so two lines are the same only where they differ in spelling: a typing error, a plural, a hyphen.

use crate::text::{Word, fold_word};

/// Lines of fewer words are compared here, longer ones by alignment. A guess.
pub(super) const SHORT_LINE_WORDS: usize = 20;
/// Least likeness of the characters: 1 - edit distance / longer length. A guess: three letters in a line of thirty.
pub(super) const MIN_LIKENESS: f64 = 0.9;
/// Shortest word in which one letter more, less or other is taken for a typing error; "now" and "not" are two words. A guess.
const MIN_TYPO_LETTERS: usize = 5;

/// A short line, folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    words: Vec<LineWord>,
}

#[derive(Clone, Debug, PartialEq)]
struct LineWord {
    folded: Box<str>,
    is_fact: bool,
}

impl Line {
    /// The line of these words of `text`; nothing where they are too many.
    pub(super) fn new(text: &str, words: &[Word]) -> Option<Line> {
        let fold = |w: &Word| LineWord { folded: fold_word(w.span.of(text)).into(), is_fact: w.is_immutable() };
        (words.len() < SHORT_LINE_WORDS).then(|| Line { words: words.iter().map(fold).collect() })
    }

    /// Likeness of the characters, in 0..=1, where the two lines differ in spelling only.
    pub(super) fn likeness(&self, other: &Line) -> Option<f64> {
        let is_spelling = self.joined() == other.joined() || self.differs_by_typos(other);
        let likeness = strsim::normalized_levenshtein(&self.spaced(), &other.spaced());
        (is_spelling && likeness >= MIN_LIKENESS).then_some(likeness)
    }

    fn differs_by_typos(&self, other: &Line) -> bool {
        let is_same = |(a, b): (&LineWord, &LineWord)| a.folded == b.folded || is_typo(a, b);
        self.words.len() == other.words.len() && self.words.iter().zip(&other.words).all(is_same)
    }

    fn joined(&self) -> String {
        self.words.iter().map(|w| &*w.folded).collect()
    }

    fn spaced(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|w| &*w.folded).collect();
        words.join(" ")
    }
}

fn is_typo(a: &LineWord, b: &LineWord) -> bool {
    let is_fact = a.is_fact || b.is_fact || a.folded.chars().chain(b.folded.chars()).any(|c| c.is_numeric());
    let n_letters = a.folded.chars().count().min(b.folded.chars().count());
    !is_fact && n_letters >= MIN_TYPO_LETTERS && strsim::damerau_levenshtein(&a.folded, &b.folded) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(a: &str, b: &str, is_same: bool) {
        let line = |text: &str| Line::new(text, Parser::new().parse(text).words).unwrap();
        assert_eq!(line(a).likeness(&line(b)).is_some(), is_same, "{a} | {b}");
    }

    #[test]
    fn lines_that_differ_in_spelling_are_the_same() {
        check("Harbour council delays the ferry decision", "Harbour council delays the ferry decison", true);
        check("A new start-up harbour for Lannis", "A new startup harbour for Lannis", true);
    }

    #[test]
    fn lines_that_differ_in_a_figure_a_name_or_a_word_are_not() {
        check(
            "Ferry fares in Lannis rise by 12 percent from May",
            "Ferry fares in Lannis rise by 13 percent from May",
            false,
        );
        check(
            "The talks in the harbour of Lannis go on today",
            "The talks in the harbour of Lennis go on today",
            false,
        );
        check("Harbour stocks are higher in early trading", "Harbour stocks are lower in early trading", false);
    }
}
