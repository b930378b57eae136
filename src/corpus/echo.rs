//! What two paragraphs of different documents have in common by their fingerprints, and whether one may be a copy of the other.

use super::census::Census;
use super::sketch::SHINGLE_WORDS;
use super::spill::Record;

/// Fewest fingerprints that two paragraphs must share to be compared, in fingerprints and as a share of those of the smaller one.
/// A copy with one word in five changed keeps half of its runs of three words, and of their fingerprints about a third. Guesses.
pub(super) const MIN_SHARED: usize = 2;
const MIN_SHARED_SHARE: f64 = 0.2;

/// Words between fingerprints in one piece, most: as far apart as neighbours of a text are, and one more.
const MAX_STEP: u16 = 7;
/// Two paragraphs that share one piece of so many fingerprints and more, less than this share of the smaller one, and have so many words
/// beside it, share a sentence: a copy with words changed keeps fingerprints all over. In 64 MB of news that takes 4 of 980 edited
/// paragraphs from those that are found; in a corpus made of sentences of others, three of five strangers from those that are read.
const MIN_PIECE: usize = 4;
const MAX_PIECE_SHARE: f64 = 0.7;
const MIN_WORDS_BESIDE: u32 = 25;

/// Two paragraphs of different documents, by number, and what they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Echo {
    pub(super) first: u32,
    pub(super) second: u32,
    /// Fingerprints.
    pub(super) n_shared: u16,
    /// Words from the first to past the last of them, of the paragraph in which that is less.
    pub(super) extent: u16,
    /// False where they share a sentence or two, and are no copies of each other.
    pub(super) may_be_copy: bool,
}

impl Record for Echo {
    const N_BYTES: usize = 13;
    fn put(&self, out: &mut Vec<u8>) {
        ((self.first, self.second), ((self.n_shared, self.extent), u8::from(self.may_be_copy))).put(out);
    }
    fn get(bytes: &[u8]) -> Echo {
        let ((first, second), ((n_shared, extent), may_be_copy)): ((u32, u32), ((u16, u16), u8)) = Record::get(bytes);
        Echo { first, second, n_shared, extent, may_be_copy: may_be_copy != 0 }
    }
}

/// A fingerprint that two paragraphs share: the first, the second, and the positions of its words in them.
pub(super) type Shared = (u32, (u32, (u16, u16)));

impl Echo {
    /// `shared` are the fingerprints of one pair of paragraphs. `places` is a buffer.
    pub(super) fn of(census: &Census, shared: &[Shared], places: &mut Vec<u16>) -> Echo {
        let (first, (second, _)) = shared[0];
        let (here, there) =
            (Stretch::of(shared.iter().map(|s| s.1.1.0), places), Stretch::of(shared.iter().map(|s| s.1.1.1), places));
        let n_words = [first, second].map(|paragraph| census.n_words_of(paragraph));
        let (n_smaller, smaller) = if n_words[0] <= n_words[1] { (n_words[0], here) } else { (n_words[1], there) };
        let n_smaller_prints = census.n_prints_of(first).min(census.n_prints_of(second));
        Echo {
            first,
            second,
            n_shared: shared.len().min(u16::MAX.into()) as u16,
            extent: here.n_words.min(there.n_words),
            may_be_copy: shared.len() as f64 >= MIN_SHARED_SHARE * f64::from(n_smaller_prints)
                && !(shared.len() >= MIN_PIECE && smaller.is_one_sentence_of(n_smaller)),
        }
    }
}

/// Where the fingerprints stand that a paragraph shares with another one.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Words from the first to past the last.
    n_words: u16,
    is_one_piece: bool,
}

impl Stretch {
    fn of(positions: impl Iterator<Item = u16>, places: &mut Vec<u16>) -> Stretch {
        places.clear();
        places.extend(positions);
        places.sort_unstable();
        let extent = places.last().zip(places.first()).map_or(0, |(last, first)| last - first);
        // Positions are counted no further than the type goes: what stands past that may stand anywhere.
        if places.last() == Some(&u16::MAX) {
            return Stretch { n_words: u16::MAX, is_one_piece: false };
        }
        Stretch {
            n_words: extent.saturating_add(SHINGLE_WORDS as u16),
            is_one_piece: places.windows(2).all(|pair| pair[1] - pair[0] <= MAX_STEP),
        }
    }

    /// True where it is a sentence or two of a paragraph of so many words.
    fn is_one_sentence_of(self, n_words: u32) -> bool {
        let n_here = u32::from(self.n_words);
        self.is_one_piece
            && n_here + MIN_WORDS_BESIDE <= n_words
            && f64::from(n_here) < MAX_PIECE_SHARE * f64::from(n_words)
    }
}
