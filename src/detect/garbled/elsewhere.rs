//! What the rest of a text tells of a place that may lack a space: does it write the word in small letters, the two words as one,
//! the same two again? Rules ask at many places of one text. So words are counted once, and strings are sought near the place:
//! a long text takes no more time a word than a short one.

use crate::text::{Parsed, Span};
use rustc_hash::FxHashMap;
use std::cell::{Cell, OnceCell};
use std::ops::Range;

/// How far a string is sought to each side of a place, in bytes. A guess: longer than nearly all articles, which are so searched as
/// a whole, and searched in some microseconds.
const REACH: usize = 1 << 16;
/// Words that are sought one by one before all are counted: most texts ask for one or two, and to count takes as long as to seek
/// a dozen. A guess.
const N_SOUGHT: u32 = 8;

/// One text, asked from many places.
pub(super) struct Elsewhere<'a> {
    text: &'a str,
    parsed: Parsed<'a>,
    n_sought: Cell<u32>,
    /// How often each word stands without a capital.
    small: OnceCell<FxHashMap<u64, u32>>,
    has_english_marks: OnceCell<bool>,
    #[cfg(test)]
    n_bytes_searched: Cell<usize>,
}

impl<'a> Elsewhere<'a> {
    pub(super) fn new(parsed: &Parsed<'a>) -> Elsewhere<'a> {
        Elsewhere {
            text: parsed.text,
            parsed: *parsed,
            n_sought: Cell::new(0),
            small: OnceCell::new(),
            has_english_marks: OnceCell::new(),
            #[cfg(test)]
            n_bytes_searched: Cell::new(0),
        }
    }

    /// How often the word of this hash stands in the text without a capital.
    pub(super) fn n_small(&self, hash: u64) -> u32 {
        let small_words = || self.parsed.words.iter().filter(|word| !word.is_capitalised());
        if self.n_sought.get() < N_SOUGHT {
            self.n_sought.set(self.n_sought.get() + 1);
            self.searched(self.text.len());
            return small_words().filter(|word| word.hash == hash).count() as u32;
        }
        let small = self.small.get_or_init(|| {
            self.searched(self.text.len());
            let mut small = FxHashMap::default();
            small_words().for_each(|word| *small.entry(word.hash).or_default() += 1);
            small
        });
        small.get(&hash).copied().unwrap_or(0)
    }

    /// Quotations open with “ and close with ”: „…“ and ”…” are set otherwise.
    pub(super) fn has_english_marks(&self) -> bool {
        *self.has_english_marks.get_or_init(|| {
            self.searched(2 * self.text.len());
            self.text.contains('“') && !self.text.contains('„')
        })
    }

    /// True where `string` stands near byte `at`.
    pub(super) fn holds(&self, at: usize, string: &str) -> bool {
        self.text[self.near(at..at)].contains(string)
    }

    /// True where what stands at `place` stands nowhere else near it.
    pub(super) fn is_single(&self, place: Span) -> bool {
        self.text[self.near(place.range())].matches(place.of(self.text)).nth(1).is_none()
    }

    /// The text around a place.
    fn near(&self, place: Range<usize>) -> Range<usize> {
        let text = self.text;
        let start = (0..=place.start.saturating_sub(REACH)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let end = (place.end + REACH..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        self.searched(end - start);
        start..end
    }

    #[cfg(test)]
    fn searched(&self, n_bytes: usize) {
        self.n_bytes_searched.set(self.n_bytes_searched.get() + n_bytes);
    }

    #[cfg(not(test))]
    fn searched(&self, _n_bytes: usize) {}

    /// Bytes of text that were looked at to answer.
    #[cfg(test)]
    pub(super) fn n_bytes_searched(&self) -> usize {
        self.n_bytes_searched.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn a_text_within_reach_is_searched_as_a_whole() {
        let text = "The pier, a pier, The Pier. “Late”, she said.";
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let elsewhere = Elsewhere::new(&parsed);
        for _ in 0..=N_SOUGHT {
            assert_eq!((elsewhere.n_small(parsed.words[1].hash), elsewhere.n_small(0)), (2, 0));
        }
        assert!(elsewhere.has_english_marks());
        assert!(elsewhere.holds(0, "she") && elsewhere.holds(text.len(), "The") && !elsewhere.holds(0, "he,"));
        let place = |part: &str| Span::new(text.find(part).unwrap(), text.find(part).unwrap() + part.len());
        assert!(elsewhere.is_single(place("a pier")) && !elsewhere.is_single(place("pier,")));
    }

    #[test]
    fn of_a_long_text_the_neighbourhood_is_searched() {
        let text = format!("pier{}ö{}", "é".repeat(REACH), "ü".repeat(REACH));
        let mut parser = Parser::new();
        let parsed = parser.parse(&text);
        let elsewhere = Elsewhere::new(&parsed);
        let middle = text.find('ö').unwrap();
        assert!(elsewhere.holds(0, "pier") && !elsewhere.holds(middle, "pier") && elsewhere.holds(middle, "ö"));
        assert!(elsewhere.n_bytes_searched() <= 4 * 3 * REACH);
    }
}
