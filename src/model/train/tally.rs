//! The first reading of the training text: which words it has and in what order. Tallies of parts that are joined in their order give what
//! the whole gives, however it was parted.

use crate::text::{Parsed, Word, fold_word};
use rustc_hash::FxHashMap;

/// Words of some text, each replaced by its number, in order.
#[derive(Debug, Default)]
pub struct Tally {
    pub(super) numbers: FxHashMap<u64, u32>,
    pub(super) words: Vec<TalliedWord>,
    /// Word numbers, or one of the marks below; `CAPITAL` is added for words that look like names.
    pub(super) stream: Vec<u32>,
}

/// One word of a tally.
#[derive(Debug)]
pub(super) struct TalliedWord {
    pub(super) hash: u64,
    pub(super) spelling: Box<str>,
    pub(super) n: u32,
}

/// Mark in the stream: a sentence, a quotation or a paragraph ends here.
pub(super) const BREAK: u32 = u32::MAX;
/// Mark in the stream: a word that holds a digit.
pub(super) const NUMBER: u32 = u32::MAX - 1;
/// Added to the number of a word that looks like a name.
pub(super) const CAPITAL: u32 = 1 << 30;

impl Tally {
    /// Counts one document.
    pub fn observe(&mut self, parsed: &Parsed<'_>) {
        for block in parsed.blocks {
            self.stream.push(BREAK);
            for (i, &word) in parsed.words_of(block).iter().enumerate() {
                if i > 0 && word.opens_sentence() {
                    self.stream.push(BREAK);
                }
                self.push(parsed.text, word);
            }
        }
        self.stream.push(BREAK);
    }

    fn push(&mut self, text: &str, word: Word) {
        if word.has_digit() {
            self.stream.push(NUMBER);
            return;
        }
        let next = self.words.len() as u32;
        let number = *self.numbers.entry(word.hash).or_insert(next);
        if number == next {
            let spelling = fold_word(word.span.of(text)).into();
            self.words.push(TalliedWord { hash: word.hash, spelling, n: 0 });
        }
        self.words[number as usize].n += 1;
        self.stream.push(number | if word.is_immutable() { CAPITAL } else { 0 });
    }

    /// Both tallies in one.
    pub fn merge(mut self, other: Tally) -> Tally {
        let renumbered: Vec<u32> = other.words.into_iter().map(|word| self.adopt(word)).collect();
        self.stream.reserve(other.stream.len());
        self.stream.extend(other.stream.into_iter().map(|element| match element {
            BREAK | NUMBER => element,
            _ => renumbered[(element & !CAPITAL) as usize] | (element & CAPITAL),
        }));
        self
    }

    fn adopt(&mut self, word: TalliedWord) -> u32 {
        let next = self.words.len() as u32;
        let number = *self.numbers.entry(word.hash).or_insert(next);
        if number == next {
            self.words.push(word);
        } else {
            self.words[number as usize].n += word.n;
        }
        number
    }
}
