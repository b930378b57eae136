//! Text as a row of word ranks, and the n-grams counted from it by sorting. Ranks are given by frequency, so they are the
//! same however the text was split.

use super::tally::{self, Tally};
use crate::model::counts::MIN_COUNT;
use crate::text::fold_hash;
use rustc_hash::FxHashMap;

/// Classes of words that are not told apart, above all ranks.
pub(super) const UNKNOWN: u32 = crate::model::WordId::FIRST_SPECIAL;
pub(super) const NAME: u32 = UNKNOWN + 1;
pub(super) const NUMBER: u32 = UNKNOWN + 2;
pub(super) const BREAK: u32 = UNKNOWN + 3;
/// Bits of a rank in a key.
pub(super) const BITS: u32 = crate::model::WordId::BITS;

/// A word that was counted often enough to be known.
#[derive(Clone, Debug)]
pub struct CountedWord {
    /// Folded.
    pub spelling: Box<str>,
    /// Hash of the folded spelling.
    pub hash: u64,
    /// How often it stands in the text.
    pub n: u32,
}

/// A text of known words.
#[derive(Debug)]
pub struct Counted {
    /// Words by rank: most frequent first, ties in alphabetical order.
    pub words: Vec<CountedWord>,
    /// Rank of each known hash.
    pub ranks: FxHashMap<u64, u32>,
    stream: Vec<u32>,
    /// Number of words in the text, known or not.
    pub n_words: u64,
}

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gram {
    /// Two words in a row.
    Pair,
    /// Three words in a row.
    Triple,
    /// Two words with one between them.
    Around,
}

/// N-grams by key (ranks of `BITS` bits, first word highest), sorted, with their counts.
pub type Grams = Vec<(u64, u32)>;

impl Counted {
    /// What was tallied, in ranks.
    pub fn new(tally: Tally) -> Counted {
        let mut order: Vec<u32> = (0..tally.words.len() as u32).collect();
        order.retain(|&i| tally.words[i as usize].n >= MIN_COUNT);
        order.sort_unstable_by_key(|&i| {
            let word = &tally.words[i as usize];
            (std::cmp::Reverse(word.n), &word.spelling)
        });
        order.truncate(UNKNOWN as usize / 2); // room for substitutes that are not counted
        let mut rank_of = vec![u32::MAX; tally.words.len()];
        order.iter().enumerate().for_each(|(rank, &i)| rank_of[i as usize] = rank as u32);
        let mut stream = tally.stream;
        for element in &mut stream {
            *element = match *element {
                tally::BREAK => BREAK,
                tally::NUMBER => NUMBER,
                word => match (rank_of[(word & !tally::CAPITAL) as usize], word & tally::CAPITAL) {
                    (u32::MAX, 0) => UNKNOWN,
                    (u32::MAX, _) => NAME,
                    (rank, _) => rank,
                },
            };
        }
        let mut tallied: Vec<_> = tally.words.into_iter().map(Some).collect();
        let words: Vec<CountedWord> = order
            .iter()
            .map(|&i| {
                let word = tallied[i as usize].take().expect("each index occurs once");
                CountedWord { spelling: word.spelling, hash: word.hash, n: word.n }
            })
            .collect();
        let ranks = words.iter().enumerate().map(|(rank, w)| (w.hash, rank as u32)).collect();
        let n_words = stream.iter().filter(|&&e| e != BREAK).count() as u64;
        Counted { words, ranks, stream, n_words }
    }

    /// Rank of a word, where it is known.
    pub(super) fn rank(&self, word: &str) -> Option<u32> {
        self.ranks.get(&fold_hash(word, &mut String::new())).copied()
    }

    /// The text in ranks and classes.
    pub(super) fn stream(&self) -> &[u32] {
        &self.stream
    }

    /// How often a word was counted; 0 where it is not known.
    pub fn count_of(&self, word: &str) -> u32 {
        self.rank(word).map_or(0, |rank| self.words[rank as usize].n)
    }

    /// How often each class of unknown words stands in the text: unknown, name, number, break.
    pub fn class_counts(&self) -> [u32; 4] {
        let mut counts = [0; 4];
        self.stream.iter().filter_map(|e| e.checked_sub(UNKNOWN)).for_each(|i| counts[i as usize] += 1);
        counts
    }

    /// All n-grams of one kind that were counted at least `min` times. Those with a break inside say nothing and are left out.
    pub fn grams(&self, gram: Gram, min: u32) -> Grams {
        let key = |ids: &[u32]| ids.iter().fold(0u64, |key, &id| key << BITS | u64::from(id));
        let mut keys: Vec<u64> = match gram {
            Gram::Pair => self.stream.windows(2).filter(|w| w[0] != BREAK || w[1] != BREAK).map(key).collect(),
            Gram::Triple => self.stream.windows(3).filter(|w| w[1] != BREAK).map(key).collect(),
            Gram::Around => self.stream.windows(3).filter(|w| w[1] != BREAK).map(|w| key(&[w[0], w[2]])).collect(),
        };
        keys.sort_unstable();
        keys.chunk_by(|a, b| a == b)
            .filter(|run| run.len() >= min as usize)
            .map(|run| (run[0], run.len() as u32))
            .collect()
    }
}
