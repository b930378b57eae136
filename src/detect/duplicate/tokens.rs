//! A document as the comparison sees it: hashes and marks of its words, nine bytes a word. Candidates are held in this form
//! while they are compared; their text is not.

use super::short::Line;
use crate::text::{Block, Parsed, Word, fold_hash};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Numbers in words. "One" is left out: it is a pronoun as often as a number.
const NUMBER_WORDS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "dozen",
];

/// Words that turn a report round: prices that rise are no copy of prices that fall.
const UP_WORDS: &[&str] = &[
    "up",
    "rise",
    "rises",
    "rose",
    "risen",
    "rising",
    "gain",
    "gains",
    "gained",
    "increase",
    "increases",
    "increased",
    "higher",
    "jump",
    "jumps",
    "jumped",
    "climb",
    "climbs",
    "climbed",
    "surge",
    "surged",
    "advance",
    "advanced",
    "raise",
    "raises",
    "raised",
    "above",
    "profit",
    "won",
    "accepted",
    "approved",
    "buy",
    "bought",
    "opens",
    "opened",
];
const DOWN_WORDS: &[&str] = &[
    "down",
    "fall",
    "falls",
    "fell",
    "fallen",
    "falling",
    "drop",
    "drops",
    "dropped",
    "decrease",
    "decreases",
    "decreased",
    "lower",
    "decline",
    "declines",
    "slip",
    "slips",
    "slipped",
    "ease",
    "eases",
    "eased",
    "slide",
    "slid",
    "plunge",
    "plunged",
    "cut",
    "cuts",
    "below",
    "loss",
    "lost",
    "rejected",
    "sell",
    "sold",
    "closes",
    "closed",
];
const NOT_WORDS: &[&str] = &[
    "not", "no", "never", "none", "neither", "nor", "cannot", "can't", "won't", "don't", "doesn't", "didn't", "isn't",
    "wasn't", "aren't", "weren't", "hasn't", "haven't", "wouldn't", "without", "denied", "denies",
];

/// Marks of the listed words, by hash.
static LISTED: LazyLock<FxHashMap<u64, u8>> = LazyLock::new(|| {
    let mut scratch = String::new();
    let lists = [
        (NUMBER_WORDS, TokenMarks::FACT),
        (UP_WORDS, TokenMarks::UP),
        (DOWN_WORDS, TokenMarks::DOWN),
        (NOT_WORDS, TokenMarks::NOT),
    ];
    let words = lists.iter().flat_map(|(words, bit)| words.iter().map(move |word| (*word, *bit)));
    words.map(|(word, bit)| (fold_hash(word, &mut scratch), bit)).collect()
});

/// The words of a document or of a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    pub(super) hashes: Vec<u32>,
    pub(super) marks: Vec<TokenMarks>,
    /// Positions of the words, sorted by hash, then by position: two texts are matched by walking along both.
    pub(super) by_hash: Vec<u32>,
    /// The words themselves, where they are few.
    pub(super) line: Option<Line>,
}

/// What the comparison needs to know of a word. A set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TokenMarks(u8);

impl TokenMarks {
    const FACT: u8 = 1;
    const NUMBER: u8 = 2;
    const QUOTED: u8 = 4;
    const OPENS: u8 = 8;
    const COMMON: u8 = 16;
    const UP: u8 = 32;
    const DOWN: u8 = 64;
    const NOT: u8 = 128;

    fn new(word: Word, is_common: bool) -> TokenMarks {
        let bit = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
        TokenMarks(
            LISTED.get(&word.hash).copied().unwrap_or(0)
                | bit(word.is_immutable(), Self::FACT)
                | bit(word.has_digit(), Self::NUMBER)
                | bit(word.is_quoted(), Self::QUOTED)
                | bit(word.opens_sentence(), Self::OPENS)
                | bit(is_common, Self::COMMON),
        )
    }

    /// A name or a number, in digits or in words.
    pub(super) fn is_fact(self) -> bool {
        self.0 & Self::FACT != 0
    }
    /// It holds a digit.
    pub(super) fn is_number(self) -> bool {
        self.0 & Self::NUMBER != 0
    }
    /// It stands in a quotation.
    pub(super) fn is_quoted(self) -> bool {
        self.0 & Self::QUOTED != 0
    }
    /// It opens a sentence, a quotation or a paragraph.
    pub(super) fn opens(self) -> bool {
        self.0 & Self::OPENS != 0
    }
    /// It says up.
    pub(super) fn is_up(self) -> bool {
        self.0 & Self::UP != 0
    }
    /// It says down.
    pub(super) fn is_down(self) -> bool {
        self.0 & Self::DOWN != 0
    }
    /// It says no.
    pub(super) fn is_not(self) -> bool {
        self.0 & Self::NOT != 0
    }
    /// It stands in a short paragraph that many documents have: a navigation line, a notice.
    pub(super) fn is_common(self) -> bool {
        self.0 & Self::COMMON != 0
    }
}

impl Tokens {
    /// The words of a whole document. `is_common` tells of a paragraph, by its position, whether many documents have it.
    pub fn of_document(parsed: &Parsed<'_>, is_common: impl Fn(usize) -> bool) -> Tokens {
        let mut tokens = Tokens::default();
        for (at, block) in parsed.blocks.iter().enumerate() {
            tokens.push(parsed.words_of(block), is_common(at));
        }
        tokens.sort();
        tokens.line = Line::new(parsed.text, parsed.words);
        tokens
    }

    /// The words of one paragraph.
    pub fn of_paragraph(parsed: &Parsed<'_>, block: &Block) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.push(parsed.words_of(block), false);
        tokens.sort();
        tokens
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// True where there is no word.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    fn push(&mut self, words: &[Word], is_common: bool) {
        self.hashes.extend(words.iter().map(|w| token_hash(*w)));
        self.marks.extend(words.iter().map(|w| TokenMarks::new(*w, is_common)));
    }

    fn sort(&mut self) {
        self.by_hash = (0..self.hashes.len() as u32).collect();
        let hashes = &self.hashes;
        self.by_hash.sort_unstable_by_key(|&at| (hashes[at as usize], at));
    }
}

/// Half of a word's hash: two different words of one pair of documents are taken for one with a chance below 1e-3 even
/// where both have a thousand words.
pub fn token_hash(word: Word) -> u32 {
    word.hash as u32
}
