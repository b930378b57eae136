//! A text as the model sees it: of each word the id, how often it was counted, and how often after the word before it.
//! `evidence` judges the places of this field; the counts of neighbours are looked up once and serve both of them.

use super::evidence::{Evidence, Place, fit_to_neighbour};
use super::inquiry::Inquiry;
use super::rare::RareWords;
use crate::model::{Call, Lens, WordId};
use crate::text::{Block, Parsed, Word, undisguised_hash};
use std::ops::Range;

/// Words that are inquired into together: their lookups, some two hundred, wait for memory at once and fit the nearest cache. A guess.
const AT_ONCE: usize = 16;
/// Words ahead whose pair is brought into the cache while another one is looked up. A guess.
const WARM_AHEAD: usize = 3;
/// The same of words whose ids are looked up, which waits less. A guess.
const WARM_WORDS_AHEAD: usize = 8;

/// How well the text at large is known to the model; told apart from the evidence, so that an unusual subject does not look spun.
#[derive(Clone, Copy, Debug, Default)]
pub struct Background {
    /// Words seen, judged or not, outside quotations.
    pub n_words: u32,
    /// Of these, words unknown to the model that are no names or numbers.
    pub n_unknown: u32,
    /// Of these, names and numbers.
    pub n_immutable: u32,
    /// Of these, words that lists have and no counted text uses, each told once.
    pub n_rare: u32,
    /// Sum over words that are not judged of the left pointwise mutual information, in nats.
    pub left_fit: f32,
    /// Number of words in that sum.
    pub n_left_fit: u32,
}

impl Background {
    /// Adds the fit of one word that is not judged to the word before it.
    fn add_left_fit(&mut self, fit: f32) {
        self.left_fit += fit;
        self.n_left_fit += 1;
    }

    /// Adds what is known of another part of the text.
    pub fn add(&mut self, other: &Background) {
        self.n_words += other.n_words;
        self.n_unknown += other.n_unknown;
        self.n_rare += other.n_rare;
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
    /// Positions of other words whose fit to the word before them tells of the text at large, in order.
    plain: Vec<u32>,
    rare: RareWords,
    /// Positions of the rare words, in order.
    pub(super) rare_words: Vec<u32>,
}

/// One paragraph of a field: its parts of the judged and of the plain words, and what is known of it.
#[derive(Clone, Debug)]
pub struct Patch {
    /// Position in `Parsed::blocks`.
    pub block_idx: usize,
    /// Its judged words, as a part of those of the field.
    pub judged: Range<usize>,
    plain: Range<usize>,
    /// What is known of the rest.
    pub background: Background,
}

/// Some of the judged words, evenly spread.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub(super) n_taken: usize,
    pub(super) n_all: usize,
}

impl Sample {
    /// All of them.
    pub(super) fn all(n_all: usize) -> Sample {
        Sample { n_taken: n_all, n_all }
    }

    /// Which ones, in order.
    pub(super) fn positions(self) -> impl Iterator<Item = usize> {
        (0..self.n_taken).map(move |i| self.position(i))
    }

    /// Which word is number `i` of the sample.
    fn position(self, i: usize) -> usize {
        i * self.n_all / self.n_taken
    }

    /// The part of the sample that is of a part of the words.
    pub(super) fn part(self, words: &Range<usize>) -> Range<usize> {
        let below = |at: usize| (at * self.n_taken).div_ceil(self.n_all.max(1));
        below(words.start)..below(words.end)
    }

    /// Of how many words one is taken, at least.
    pub(super) fn stride(self) -> usize {
        (self.n_all / self.n_taken.max(1)).max(1)
    }
}

/// What the model knows of one word.
#[derive(Clone, Copy)]
struct Seen {
    word: WordId,
    n: f32,
    /// How often it was counted after the word before it; `NOT_LOOKED_UP` until `Field::look_up`.
    n_left: f32,
}

const NOT_LOOKED_UP: f32 = -1.0;

impl<'a> Field<'a> {
    /// A field of which nothing is read yet.
    pub(super) fn new(model: Lens<'a>, parsed: &'a Parsed<'a>) -> Field<'a> {
        let seen = vec![Seen { word: WordId::UNKNOWN, n: 0.0, n_left: NOT_LOOKED_UP }; parsed.words.len()];
        let (judged, plain) = (Vec::with_capacity(seen.len() / 2), Vec::with_capacity(seen.len()));
        Field { model, parsed, seen, judged, plain, rare: RareWords::default(), rare_words: Vec::new() }
    }

    /// Reads one paragraph. Names, numbers, function words and quotations are not judged.
    pub(super) fn read(&mut self, block_idx: usize, block: &Block) -> Patch {
        let (first_judged, first_plain) = (self.judged.len(), self.plain.len());
        let mut background = Background::default();
        let words = self.parsed.words_of(block);
        for (i, word) in block.words.clone().zip(words) {
            if let Some(ahead) = self.parsed.words.get(i + WARM_WORDS_AHEAD) {
                self.model.warm_word(ahead.hash);
            }
            self.seen[i].word = id_of(&self.model, self.parsed.text, word);
            self.model.warm_entry(self.seen[i].word);
        }
        for (i, word) in block.words.clone().zip(words) {
            let id = self.seen[i].word;
            self.seen[i].n = self.model.count(id);
            if word.is_quoted() {
                continue;
            }
            background.n_words += 1;
            background.n_unknown += u32::from(id == WordId::UNKNOWN && !word.is_immutable());
            background.n_immutable += u32::from(word.is_immutable());
            if self.rare.is_new(&self.model, self.parsed.text, word, id) {
                background.n_rare += 1;
                self.rare_words.push(i as u32);
            }
            if !word.is_immutable() && self.model.has_substitutes(id) {
                self.judged.push(i as u32);
            } else if !word.opens_sentence() {
                self.plain.push(i as u32);
            }
        }
        Patch { block_idx, judged: first_judged..self.judged.len(), plain: first_plain..self.plain.len(), background }
    }

    /// Looks up what every word of these paragraphs is to the word before it: worth it where most of them are asked for.
    pub(super) fn look_up(&mut self, patches: &mut [Patch]) {
        for patch in patches {
            let words = self.parsed.blocks[patch.block_idx].words.clone();
            for i in words {
                if let Some(ahead) = self.seen.get(i + WARM_AHEAD..i + WARM_AHEAD + 2) {
                    self.model.warm_pair(ahead[0].word, ahead[1].word);
                }
                self.seen[i].n_left = self.n_left(i);
            }
            for &i in &self.plain[patch.plain.clone()] {
                patch.background.add_left_fit(self.left_fit(i));
            }
        }
    }

    /// Adds the fit of one plain word in `stride`.
    pub(super) fn sample_left_fit(&self, stride: usize, background: &mut Background) {
        let sampled = || self.plain.iter().step_by(stride);
        for &i in sampled() {
            self.model.warm_pair(self.previous(i as usize), self.seen[i as usize].word);
        }
        sampled().for_each(|&i| background.add_left_fit(self.left_fit(i)));
    }

    /// The evidence of a sample of the judged words.
    pub(super) fn evidence(&self, sample: Sample) -> Vec<Evidence> {
        let mut evidence = Vec::with_capacity(sample.n_taken);
        let mut inquiries: Vec<Inquiry> = Vec::with_capacity(sample.n_taken.min(AT_ONCE));
        for first in (0..sample.n_taken).step_by(AT_ONCE) {
            let some = first..sample.n_taken.min(first + AT_ONCE);
            let judged = || some.clone().map(|i| self.judged[sample.position(i)] as usize);
            judged().for_each(|word_idx| self.warm_neighbours(word_idx));
            inquiries.clear();
            inquiries.extend(judged().map(|word_idx| Inquiry::new(&self.model, self.place(word_idx), word_idx)));
            inquiries.iter_mut().for_each(|inquiry| inquiry.open(&self.model));
            inquiries.iter_mut().for_each(|inquiry| inquiry.narrow(&self.model));
            let close = |inquiry: &Inquiry| inquiry.close(&self.model, || self.call(inquiry.word_idx));
            evidence.extend(inquiries.iter().map(close));
        }
        evidence
    }

    /// Brings the counts of the word with its neighbours, and their vectors, into the cache.
    fn warm_neighbours(&self, word_idx: usize) {
        self.model.warm_call(self.before(word_idx), self.after(word_idx));
        self.model.warm_likelihood(self.seen[word_idx].word);
        self.model.warm_rank(self.seen[word_idx].word);
        if self.seen[word_idx].n_left == NOT_LOOKED_UP {
            self.model.warm_pair(self.previous(word_idx), self.seen[word_idx].word);
            if let Some(next) = self.seen.get(word_idx + 1) {
                self.model.warm_pair(self.seen[word_idx].word, next.word);
            }
        }
    }

    /// Fit to the word before it of a word that opens no sentence.
    fn left_fit(&self, word_idx: u32) -> f32 {
        let i = word_idx as usize;
        fit_to_neighbour(self.n_left(i), self.seen[i - 1].n * self.seen[i].n / self.model.n_words())
    }

    /// The word before this one, or the break that stands there.
    fn previous(&self, i: usize) -> WordId {
        if self.parsed.words[i].opens_sentence() { WordId::BREAK } else { self.seen[i - 1].word }
    }

    fn n_left(&self, i: usize) -> f32 {
        match self.seen[i].n_left {
            NOT_LOOKED_UP => self.model.pair(self.previous(i), self.seen[i].word),
            n => n,
        }
    }

    /// What the place of a word calls for.
    fn call(&self, i: usize) -> Option<Call> {
        self.model.call(self.before(i), self.after(i))
    }

    /// The words before this one, the nearest first, up to and with the break.
    fn before(&self, i: usize) -> impl Iterator<Item = WordId> + '_ {
        let words = self.parsed.words;
        let mut at = Some(i);
        std::iter::from_fn(move || {
            let here = at?;
            at = if words[here].opens_sentence() { None } else { here.checked_sub(1) };
            Some(at.map_or(WordId::BREAK, |before| self.seen[before].word))
        })
    }

    /// The words after this one, the nearest first, up to and with the break.
    fn after(&self, i: usize) -> impl Iterator<Item = WordId> + '_ {
        let words = self.parsed.words;
        let mut at = Some(i);
        std::iter::from_fn(move || {
            let next = at? + 1;
            at = words.get(next).filter(|word| !word.opens_sentence()).map(|_| next);
            Some(at.map_or(WordId::BREAK, |next| self.seen[next].word))
        })
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
            n_left: self.n_left(i),
            n_right: if next == WordId::BREAK { self.model.pair(seen[i].word, next) } else { self.n_left(i + 1) },
            n_total: self.model.n_words(),
        }
    }
}

/// The word as the model has it; names and numbers that it has not counted are alike. Letters of another script that look Latin
/// are read as Latin: a spinner that puts them in hides its words from nobody.
pub(super) fn id_of(model: &Lens<'_>, text: &str, word: &Word) -> WordId {
    if word.has_digit() {
        return WordId::NUMBER;
    }
    let unknown = if word.is_immutable() { WordId::NAME } else { WordId::UNKNOWN };
    let disguised = || undisguised_hash(word.span.of(text)).and_then(|hash| model.word(hash));
    model.word(word.hash).or_else(disguised).unwrap_or(unknown)
}
