//! What does the language expect? Collocation counts, substitutes of words, and the fitted judgement of spun text; trained
//! by `unspun train`, one embedded by default. MODEL.md in the root of the project tells what the embedded one was made of.
//!
//! A model is one read-only file that is used in place. `train` makes such files: `Tally` counts, `neighbours` and
//! `thesaurus` find substitutes, `pack` writes. `lexicon` and `counts` are the two tables that lie in the file.

mod counts;
mod format;
mod lexicon;
mod logistic;
mod prefetch;
pub mod train;
mod vectors;

pub use counts::Spot;
pub use format::ModelError;
pub use lexicon::{Substitute, WordId};
pub use logistic::{Logistic, probability};
pub use vectors::{Call, WordVectors};

use counts::CountTable;
use format::{Layout, Section};
use lexicon::Lexicon;
use std::sync::OnceLock;
use vectors::Vectors;

/// The file that ships with the program.
static EMBEDDED: &[u8] = include_bytes!("english.bin");

/// Collocation counts, substitutes and judgement of one language. Read-only; lookups touch one or two cache lines.
#[derive(Clone, Debug)]
pub struct Model {
    bytes: Vec<u8>,
    layout: Layout,
    judgement: Option<Judgement>,
}

/// The fitted part: what the evidence weighs, and where the line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// What tells the log odds that a document is spun, from the evidence of its words: the largest counts. Never empty.
    pub experts: Vec<Expert>,
    /// Makes of them the log odds that are seen where half of all documents are spun.
    pub calibration: Calibration,
    /// Log odds from which a document is called spun. Chosen for few false positives on human text that neither the counts nor the
    /// weights have seen.
    pub likely: f64,
    /// Log odds from which a document is suspected.
    pub suspect: f64,
}

/// Weights for the work of one kind of spinner: one puts in rare words, another frequent ones that have a likelier substitute, and weights
/// for all kinds at once find less of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Expert {
    /// Log odds that one word is a substitute, from its place.
    pub word: Logistic,
    /// Log odds that a word is a substitute before its place is looked at: their share in the labelled text.
    pub prior: f32,
    /// Log odds that a document is the work of such a spinner, its words so weighed.
    pub document: Logistic,
    /// Added, in nats: brings the human text that looks most spun to where that of the first expert lies.
    pub offset: f32,
    /// Log odds, with the offset, of a sample of its words below which it clears a long document, so that the rest is not looked at where the other
    /// experts do so too.
    pub clear: f32,
}

impl Expert {
    /// Weights that nothing is matched to yet: they clear nothing.
    pub fn new(word: Logistic, prior: f32, document: Logistic) -> Expert {
        Expert { word, prior, document, offset: 0.0, clear: f32::MIN }
    }

    /// The log likelihood ratio, in nats, that a word with these measures is a substitute.
    pub fn ratio(&self, measures: &[f32; Judgement::N_WORD_MEASURES]) -> f32 {
        self.word.log_odds_of_first::<{ Judgement::N_PLAIN_WORD_MEASURES }, _>(measures) - self.prior
    }

    /// Log odds that a document with these measures is the work of such a spinner, beside those of the other experts.
    pub fn log_odds(&self, measures: &[f32; Judgement::N_DOCUMENT_MEASURES]) -> f32 {
        self.document.log_odds_of_first::<{ Judgement::N_PLAIN_DOCUMENT_MEASURES }, _>(measures) + self.offset
    }

    /// True where it weighs all measures of a document, not the plain ones alone.
    pub fn weighs_all(&self) -> bool {
        self.document.n_measures() == Judgement::N_DOCUMENT_MEASURES
    }
}

/// A line by which log odds are corrected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// Added, in nats.
    pub offset: f64,
    /// By which the log odds are multiplied first; above 0.
    pub slope: f64,
}

impl Calibration {
    /// Leaves log odds as they are.
    pub const NONE: Calibration = Calibration { offset: 0.0, slope: 1.0 };

    /// The corrected log odds.
    pub fn apply(self, log_odds: f64) -> f64 {
        self.offset + self.slope * log_odds
    }
}

impl Judgement {
    /// A judgement with these weights, which calls nothing spun yet.
    pub fn new(experts: Vec<Expert>) -> Judgement {
        Judgement { experts, calibration: Calibration::NONE, likely: f64::MAX, suspect: f64::MAX }
    }

    /// A judgement that knows nothing.
    pub fn empty() -> Judgement {
        let nothing = Logistic::zero;
        let expert = Expert::new(nothing(Self::N_WORD_MEASURES), 0.0, nothing(Self::N_DOCUMENT_MEASURES));
        Judgement::new(vec![expert])
    }

    /// Measures of one word. A change calls for another version of the file, as do those below.
    pub const N_WORD_MEASURES: usize = 17;
    /// Those of them that the expert of known lists weighs; they stand first.
    pub const N_PLAIN_WORD_MEASURES: usize = 16;
    /// Measures of one document.
    pub const N_DOCUMENT_MEASURES: usize = 25;
    /// Those of them that the expert of known lists weighs; they stand first.
    pub const N_PLAIN_DOCUMENT_MEASURES: usize = 21;
}

impl Model {
    /// The model that ships with the program.
    pub fn embedded() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Model::from_bytes(EMBEDDED).expect("the shipped file is checked by a test"))
    }

    /// A model from the bytes of a file that `unspun train` wrote. Fails on a file of another kind or version, or a damaged one.
    ///
    /// The bytes are copied, those of the program too: the pages of a file are small, and lookups all over 10 MB then wait for the
    /// tables of pages. In memory that was asked for at once the system may use large ones; on 19 MB of news the spun family takes a
    /// twentieth less time.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let bytes = bytes.to_vec();
        let layout = Layout::read(&bytes)?;
        let judgement = match &bytes[layout.range(Section::Judgement)] {
            [] => None,
            section => Some(format::read_judgement(section)?),
        };
        if !vectors::is_whole(&bytes[layout.range(Section::Vectors)], layout.range(Section::WordCounts).len()) {
            return Err(ModelError::Damaged);
        }
        Ok(Model { bytes, layout, judgement })
    }

    /// The fitted weights; `None` in a model that was trained without labelled text.
    pub fn judgement(&self) -> Option<&Judgement> {
        self.judgement.as_ref()
    }

    /// What the text says of itself in the file: the command, the inputs, the date of training.
    pub fn description(&self) -> &str {
        std::str::from_utf8(self.section(Section::Description)).unwrap_or("")
    }

    /// The tables, ready for many lookups.
    pub fn lens(&self) -> Lens<'_> {
        Lens {
            lexicon: Lexicon {
                slots: self.section(Section::Words),
                counts: self.section(Section::WordCounts),
                ranges: self.section(Section::SubstituteRanges),
                substitutes: self.section(Section::Substitutes),
                spelling_index: self.section(Section::SpellingIndex),
                spellings: self.section(Section::Spellings),
            },
            pairs: CountTable::new(self.section(Section::Pairs)),
            triples: CountTable::new(self.section(Section::Triples)),
            arounds: CountTable::new(self.section(Section::Arounds)),
            vectors: Vectors::new(self.section(Section::Vectors), self.section(Section::WordCounts).len()),
            rare_words: self.section(Section::RareWords),
            ranks: self.section(Section::Ranks),
            special_counts: self.layout.special_counts,
            n_words: self.layout.n_words as f32,
        }
    }

    fn section(&self, section: Section) -> &[u8] {
        &self.bytes[self.layout.range(section)]
    }
}

/// What a model knows of words and their places. Cheap to make: one for each document.
#[derive(Clone, Copy)]
pub struct Lens<'a> {
    lexicon: Lexicon<'a>,
    pairs: CountTable<'a>,
    triples: CountTable<'a>,
    arounds: CountTable<'a>,
    vectors: Vectors<'a>,
    /// Fingerprints of words that lists name, that are no substitutes, and that were not counted.
    rare_words: &'a [u8],
    /// Codes of ranks, slot by slot; empty in a model that was made without a ranking.
    ranks: &'a [u8],
    special_counts: [f32; WordId::N_SPECIAL],
    n_words: f32,
}

impl<'a> Lens<'a> {
    /// Log likelihoods by vectors grow with the count of the word to this power.
    pub const NOISE_POWER: f32 = vectors::NOISE_POWER as f32;

    /// Number of words that were counted.
    pub fn n_words(&self) -> f32 {
        self.n_words
    }

    /// The word of that folded hash, where the model knows it.
    pub fn word(&self, hash: u64) -> Option<WordId> {
        self.lexicon.find(hash)
    }

    /// Brings what `word` will read into the cache, without waiting for it.
    #[inline]
    pub fn warm_word(&self, hash: u64) {
        self.lexicon.warm(hash);
    }

    /// Brings what `log_rank` will read into the cache, without waiting for it.
    #[inline]
    pub fn warm_rank(&self, word: WordId) {
        prefetch::prefetch(self.ranks, word.0 as usize);
    }

    /// Brings what `count` and `has_substitutes` will read into the cache, without waiting for it.
    #[inline]
    pub fn warm_entry(&self, word: WordId) {
        self.lexicon.warm_entry(word);
    }

    /// How often the word was counted; for words counted less than 5 times (known only as substitutes) 1.
    pub fn count(&self, word: WordId) -> f32 {
        match word.special() {
            Some(i) => self.special_counts[i],
            None => self.lexicon.count(word),
        }
    }

    /// True for the folded hash of a word that lists name and that the model has neither counted nor as a substitute.
    pub fn is_rare(&self, hash: u64) -> bool {
        lexicon::find_slot(self.rare_words, hash).is_some()
    }

    /// True for a word that is known as a substitute and was not counted.
    pub fn is_uncounted(&self, word: WordId) -> bool {
        word.special().is_none() && self.lexicon.is_uncounted(word)
    }

    /// Logarithm of the word's rank in the language at large, most frequent first, whatever was counted; 0 where the model knows of no ranks.
    pub fn log_rank(&self, word: WordId) -> f32 {
        self.ranks.get(word.0 as usize).map_or(0.0, |&code| lexicon::log_rank(code))
    }

    /// How often `b` was counted right after `a`; 0 below 5.
    pub fn pair(&self, a: WordId, b: WordId) -> f32 {
        self.pair_at(self.pairs.spot(counts::pair_key(a, b)))
    }

    /// The first half of `pair`: brings what it reads into the cache, without waiting for it.
    pub fn warm_pair(&self, a: WordId, b: WordId) -> Spot {
        let spot = self.pairs.spot(counts::pair_key(a, b));
        self.pairs.warm(spot);
        spot
    }

    /// The second half of `pair`.
    #[inline]
    pub fn pair_at(&self, spot: Spot) -> f32 {
        self.pairs.get(spot)
    }

    /// Brings what `triple` will read into the cache, without waiting for it.
    pub fn warm_triple(&self, a: WordId, b: WordId, c: WordId) {
        self.triples.warm(self.triples.spot(counts::triple_key(a, b, c)));
    }

    /// Brings what `around` will read into the cache, without waiting for it.
    pub fn warm_around(&self, a: WordId, c: WordId) {
        self.arounds.warm(self.arounds.spot(counts::pair_key(a, c)));
    }

    /// Brings what `substitutes` will read into the cache, without waiting for it.
    pub fn warm_substitutes(&self, word: WordId) {
        self.lexicon.warm_substitutes(word);
    }

    /// How often the three words were counted in this order; 0 below 5.
    #[inline]
    pub fn triple(&self, a: WordId, b: WordId, c: WordId) -> f32 {
        self.triples.get(self.triples.spot(counts::triple_key(a, b, c)))
    }

    /// How often `a` and `c` were counted with one word between them; 0 below the least count of the table.
    pub fn around(&self, a: WordId, c: WordId) -> f32 {
        self.arounds.get(self.arounds.spot(counts::pair_key(a, c)))
    }

    /// What a place calls for, from the words `before` and `after` it, nearest first, each ending with a break where the sentence
    /// does; no more of them are taken than tell. `None` in a model without vectors.
    pub fn call(&self, before: impl Iterator<Item = WordId>, after: impl Iterator<Item = WordId>) -> Option<Call> {
        self.vectors.call(before, after)
    }

    /// Log likelihood of the word in a place with that call, in nats, up to a constant of the place. `None` for words that are too
    /// rare to have a vector.
    pub fn log_likelihood(&self, call: &Call, word: WordId) -> Option<f32> {
        self.vectors.log_likelihood(call, word)
    }

    /// Brings what `call` will read of the same words into the cache, without waiting for it.
    pub fn warm_call(&self, before: impl Iterator<Item = WordId>, after: impl Iterator<Item = WordId>) {
        let neighbours = before.take(vectors::REACH).chain(after.take(vectors::REACH));
        neighbours.for_each(|word| self.vectors.warm_outer(word));
    }

    /// Brings what `log_likelihood` will read of the word into the cache, without waiting for it.
    pub fn warm_likelihood(&self, word: WordId) {
        self.vectors.warm_inner(word);
    }

    /// Words that may have stood where `word` stands now. Empty for function words.
    pub fn substitutes(&self, word: WordId) -> impl Iterator<Item = Substitute> + 'a {
        self.lexicon.substitutes(word)
    }

    /// True where `substitutes` is not empty.
    pub fn has_substitutes(&self, word: WordId) -> bool {
        self.lexicon.has_substitutes(word)
    }

    /// How a word that is somebody's substitute is written, folded.
    pub fn spelling(&self, word: WordId) -> Option<&'a str> {
        self.lexicon.spelling(word)
    }
}
