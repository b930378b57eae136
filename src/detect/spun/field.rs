//! A text as the model sees it: of each word the id, how often it was counted, and how often after the word before it.
//! `evidence` judges the places of this field; the counts of neighbours are looked up once and serve both of them.

use super::evidence::{Evidence, Place, fit_to_neighbour};
use crate::model::{Lens, WordId};
use crate::text::{Block, Parsed, Word};
use std::ops::Range;

/// Words ahead whose pair is brought into the cache while another one is looked up. A guess.
const WARM_AHEAD: usize = 3;

/// How well the text at large is known to the model; told apart from the evidence, so that an unusual subject does not look spun.
#[derive(Clone, Copy, Debug, Default)]
pub struct Background {
    /// Words seen, judged or not, outside quotations.
    pub n_words: u32,
    /// Of these, words unknown to the model that are no names or numbers.
    pub n_unknown: u32,
    /// Of these, names and numbers.
    pub n_immutable: u32,
    /// Sum over words that are not judged of the left pointwise mutual information, in nats.
    pub left_fit: f32,
    /// Number of words in that sum.
    pub n_left_fit: u32,
}

impl Background {
    /// Adds what is known of another part of the text.
    pub fn add(&mut self, other: &Background) {
        self.n_words += other.n_words;
        self.n_unknown += other.n_unknown;
        self.n_immutable += other.n_immutable;
        self.left_fit += other.left_fit;
        self.n_left_fit += other.n_left_fit;
    }

    /// Share of known words among those that are no names or numbers; 0 where there are none.
    pub fn known_share(&self) -> f32 {
        let n_plain = self.n_words - self.n_immutable;
        if n_plain == 0 { 0.0 } else { 1.0 - self.n_unknown as f32 / n_plain as f32 }
    }
}

/// The words of some paragraphs of a text. Every paragraph begins with a word that opens a sentence, so places never reach over
/// its bounds.
pub(super) struct Field<'a> {
    model: Lens<'a>,
    parsed: &'a Parsed<'a>,
    /// By position in `Parsed::words`; of words in paragraphs that were not read the default.
    seen: Vec<Seen>,
    /// Positions of the words that are judged, in order.
    pub(super) judged: Vec<u32>,
}

/// What the model knows of one word.
#[derive(Clone, Copy)]
struct Seen {
    word: WordId,
    n: f32,
    /// How often it was counted after the word before it.
    n_left: f32,
}

impl<'a> Field<'a> {
    /// A field of which nothing is read yet.
    pub(super) fn new(model: Lens<'a>, parsed: &'a Parsed<'a>) -> Field<'a> {
        let seen = vec![Seen { word: WordId::UNKNOWN, n: 0.0, n_left: 0.0 }; parsed.words.len()];
        Field { model, parsed, seen, judged: Vec::with_capacity(parsed.words.len() / 2) }
    }

    /// Reads one paragraph. Names, numbers, function words and quotations are not judged. Returns which part of `judged` is its, and
    /// what is known of the rest.
    pub(super) fn read(&mut self, block: &Block) -> (Range<usize>, Background) {
        let (first, words) = (self.judged.len(), self.parsed.words);
        let mut background = Background::default();
        self.read_ids(block);
        for i in block.words.clone() {
            if let Some(ahead) = self.seen.get(i + WARM_AHEAD..i + WARM_AHEAD + 2) {
                self.model.warm_pair(ahead[0].word, ahead[1].word);
            }
            let (word, opens) = (words[i], words[i].opens_sentence());
            if word.is_quoted() && (opens || words[i - 1].is_quoted()) {
                continue;
            }
            let (previous, id) = (self.previous(i), self.seen[i].word);
            self.seen[i].n_left = self.model.pair(previous, id);
            if word.is_quoted() {
                continue;
            }
            background.n_words += 1;
            background.n_unknown += u32::from(id == WordId::UNKNOWN && !word.is_immutable());
            background.n_immutable += u32::from(word.is_immutable());
            if !word.is_immutable() && self.model.has_substitutes(id) {
                self.judged.push(i as u32);
            } else if !opens {
                let by_chance = self.seen[i - 1].n * self.seen[i].n / self.model.n_words();
                background.left_fit += fit_to_neighbour(self.seen[i].n_left, by_chance);
                background.n_left_fit += 1;
            }
        }
        (first..self.judged.len(), background)
    }

    /// The evidence of the word at this position.
    pub(super) fn evidence(&self, word_idx: u32) -> Evidence {
        self.place(word_idx as usize).judge(&self.model, word_idx as usize)
    }

    fn read_ids(&mut self, block: &Block) {
        for (seen, word) in self.seen[block.words.clone()].iter_mut().zip(self.parsed.words_of(block)) {
            seen.word = id_of(&self.model, word);
            seen.n = self.model.count(seen.word);
        }
    }

    fn previous(&self, i: usize) -> WordId {
        if self.parsed.words[i].opens_sentence() { WordId::BREAK } else { self.seen[i - 1].word }
    }

    fn place(&self, i: usize) -> Place {
        let (words, seen) = (self.parsed.words, &self.seen);
        let follows = |at: usize| words.get(at).is_some_and(|word| !word.opens_sentence());
        let (previous, second_previous) = match (words[i].opens_sentence(), i > 0 && words[i - 1].opens_sentence()) {
            (true, _) => (WordId::BREAK, None),
            (false, true) => (seen[i - 1].word, Some(WordId::BREAK)),
            (false, false) => (seen[i - 1].word, Some(seen[i - 2].word)),
        };
        let (next, second_next) = match (follows(i + 1), follows(i + 2)) {
            (false, _) => (WordId::BREAK, None),
            (true, false) => (seen[i + 1].word, Some(WordId::BREAK)),
            (true, true) => (seen[i + 1].word, Some(seen[i + 2].word)),
        };
        let n_break = self.model.count(WordId::BREAK);
        Place {
            second_previous,
            previous,
            word: seen[i].word,
            next,
            second_next,
            n_previous: if previous == WordId::BREAK { n_break } else { seen[i - 1].n },
            n_word: seen[i].n,
            n_next: if next == WordId::BREAK { n_break } else { seen[i + 1].n },
            n_left: seen[i].n_left,
            n_right: if next == WordId::BREAK { self.model.pair(seen[i].word, next) } else { seen[i + 1].n_left },
            n_total: self.model.n_words(),
        }
    }
}

fn id_of(model: &Lens<'_>, word: &Word) -> WordId {
    if word.has_digit() {
        return WordId::NUMBER;
    }
    let unknown = if word.is_immutable() { WordId::NAME } else { WordId::UNKNOWN };
    model.word(word.hash).unwrap_or(unknown)
}
