//! The words that a model knows: a hash table whose slot numbers are the words' ids, and beside it, slot by slot, how often
//! each word was counted, which words may have stood in its place, and (for those) how they are written.

use super::counts::{find_lane, place};
use super::prefetch::prefetch;
use std::ops::Range;

/// Slots of one bucket.
pub(super) const SLOTS: usize = 8;
/// Bytes in which a bucket tells where the substitutes of its slots are.
const RANGE_BYTES: usize = 3 + SLOTS;
/// Share of slots in use.
const LOAD: f64 = 0.85;
/// Step between two neighbouring codes of a word's count: 254 codes reach from 5 to 1.6e9.
const RATIO: f64 = 1.08;

/// Logarithm of the rank of code 0, and step between the logarithms of two neighbouring codes: 255 codes reach to rank 400,000.
const FIRST_LOG_RANK: f32 = 2.3;
const RANK_STEP: f32 = 1.0 / 24.0;

/// A word of a model: its slot, or one of four classes of words that are not told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub(super) u32);

impl WordId {
    /// Bits of an id: three fit a 64-bit key.
    pub(super) const BITS: u32 = 20;
    /// Where a sentence, a quotation or a paragraph begins or ends.
    pub const BREAK: WordId = WordId((1 << Self::BITS) - 1);
    /// Any word that holds a digit.
    pub const NUMBER: WordId = WordId((1 << Self::BITS) - 2);
    /// A capitalised word that the model does not know.
    pub const NAME: WordId = WordId((1 << Self::BITS) - 3);
    /// Any other word that the model does not know.
    pub const UNKNOWN: WordId = WordId((1 << Self::BITS) - 4);
    /// Number of classes.
    pub(super) const N_SPECIAL: usize = 4;
    /// Ids below this are slots.
    pub(super) const FIRST_SPECIAL: u32 = (1 << Self::BITS) - Self::N_SPECIAL as u32;

    /// The id as a number.
    pub fn index(self) -> u32 {
        self.0
    }

    /// Position among the classes (0 is `UNKNOWN`), where it is one.
    pub(super) fn special(self) -> Option<usize> {
        self.0.checked_sub(Self::FIRST_SPECIAL).map(|i| i as usize)
    }
}

/// A word that may have stood in another's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Substitute {
    /// The word.
    pub word: WordId,
    /// A thesaurus names the two together; otherwise the training text uses them in the same places.
    pub from_thesaurus: bool,
}

impl Substitute {
    const THESAURUS: u32 = 1 << 23;

    fn to_bytes(self) -> [u8; 3] {
        let bits = self.word.0 | if self.from_thesaurus { Self::THESAURUS } else { 0 };
        let [a, b, c, _] = bits.to_le_bytes();
        [a, b, c]
    }

    fn from_bytes(bytes: &[u8]) -> Substitute {
        let bits = u24(bytes, 0);
        Substitute { word: WordId(bits & ((1 << WordId::BITS) - 1)), from_thesaurus: bits & Self::THESAURUS != 0 }
    }
}

/// The tables in place.
#[derive(Clone, Copy)]
pub(super) struct Lexicon<'a> {
    /// Fingerprints, 16 bits a slot.
    pub(super) slots: &'a [u8],
    /// Count codes, 8 bits a slot; 0 for words that were not counted.
    pub(super) counts: &'a [u8],
    /// For each bucket where the substitutes of its first slot begin, in 24 bits, and how many each of its slots has, in a byte.
    pub(super) ranges: &'a [u8],
    /// 24 bits each, slot by slot.
    pub(super) substitutes: &'a [u8],
    /// Slot and end of each spelling, 24 bits each, sorted by slot.
    pub(super) spelling_index: &'a [u8],
    /// Spellings one after the other.
    pub(super) spellings: &'a [u8],
}

impl<'a> Lexicon<'a> {
    #[inline]
    pub(super) fn find(self, hash: u64) -> Option<WordId> {
        find_slot(self.slots, hash).map(WordId)
    }

    /// Starts to bring what `find` reads first into the cache.
    #[inline]
    pub(super) fn warm(self, hash: u64) {
        let (bucket, _) = place(hash, self.slots.len() / (2 * SLOTS));
        prefetch(self.slots, bucket * 2 * SLOTS);
    }

    /// Starts to bring what `count` and `has_substitutes` read into the cache.
    #[inline]
    pub(super) fn warm_entry(self, word: WordId) {
        if word.special().is_none() {
            prefetch(self.counts, word.0 as usize);
            prefetch(self.ranges, RANGE_BYTES * (word.0 as usize / SLOTS));
        }
    }

    /// True for words that are known only as substitutes.
    pub(super) fn is_uncounted(self, word: WordId) -> bool {
        self.counts[word.0 as usize] == 0
    }

    #[inline]
    pub(super) fn count(self, word: WordId) -> f32 {
        static COUNTS: std::sync::LazyLock<[f32; 256]> = std::sync::LazyLock::new(|| {
            std::array::from_fn(|code| if code == 0 { 1.0 } else { (5.0 * RATIO.powi(code as i32 - 1)) as f32 })
        });
        COUNTS[usize::from(self.counts[word.0 as usize])]
    }

    pub(super) fn substitutes(self, word: WordId) -> impl Iterator<Item = Substitute> + 'a {
        let range = match word.special() {
            Some(_) => 0..0,
            None => self.range(word),
        };
        self.substitutes[3 * range.start..3 * range.end].chunks_exact(3).map(Substitute::from_bytes)
    }

    /// The part of the substitutes that are those of a word of a slot.
    #[inline]
    fn range(self, word: WordId) -> Range<usize> {
        let (bucket, slot) = (word.0 as usize / SLOTS, word.0 as usize % SLOTS);
        let (start, lengths) = self.ranges[RANGE_BYTES * bucket..RANGE_BYTES * (bucket + 1)].split_at(3);
        let before = lengths[..slot].iter().map(|&n| usize::from(n)).sum::<usize>();
        let first = u24(start, 0) as usize + before;
        first..first + usize::from(lengths[slot])
    }

    /// Starts to bring the substitutes of a word into the cache.
    pub(super) fn warm_substitutes(self, word: WordId) {
        if word.special().is_none() {
            prefetch(self.substitutes, 3 * self.range(word).start);
        }
    }

    #[inline]
    pub(super) fn has_substitutes(self, word: WordId) -> bool {
        let (bucket, slot) = (word.0 as usize / SLOTS, word.0 as usize % SLOTS);
        word.special().is_none() && self.ranges[RANGE_BYTES * bucket + 3 + slot] != 0
    }

    pub(super) fn spelling(self, word: WordId) -> Option<&'a str> {
        let entry = |i: usize| (u24(self.spelling_index, 2 * i), u24(self.spelling_index, 2 * i + 1) as usize);
        let (mut low, mut high) = (0, self.spelling_index.len() / 6);
        while low < high {
            let middle = low.midpoint(high);
            if entry(middle).0 < word.0 { low = middle + 1 } else { high = middle }
        }
        if low * 6 >= self.spelling_index.len() || entry(low).0 != word.0 {
            return None;
        }
        let start = if low == 0 { 0 } else { entry(low - 1).1 };
        std::str::from_utf8(&self.spellings[start..entry(low).1]).ok()
    }
}

/// Where a word sits in a table of fingerprints that `seat` filled.
#[inline]
pub(super) fn find_slot(slots: &[u8], hash: u64) -> Option<u32> {
    let n_buckets = slots.len() / (2 * SLOTS);
    let (mut bucket, fingerprint) = place(hash, n_buckets);
    for _ in 0..n_buckets {
        let lanes = &slots[bucket * 2 * SLOTS..(bucket + 1) * 2 * SLOTS];
        match find_lane(lanes.try_into().expect("16 bytes"), fingerprint) {
            Ok(slot) => return Some((bucket * SLOTS + slot) as u32),
            Err(true) => return None,
            Err(false) => bucket = (bucket + 1) % n_buckets,
        }
    }
    None
}

/// The `i`th 24-bit number.
#[inline]
fn u24(bytes: &[u8], i: usize) -> u32 {
    let at = &bytes[3 * i..3 * i + 3];
    u32::from_le_bytes([at[0], at[1], at[2], 0])
}

/// Gives each word a slot, in the given order. `None` for a word that cannot be told from an earlier one.
pub(super) fn seat(hashes: &[u64]) -> (Vec<u8>, Vec<Option<WordId>>) {
    let n_buckets = (hashes.len() as f64 / (SLOTS as f64 * LOAD)).ceil() as usize + 1;
    let mut slots = vec![0u8; n_buckets * SLOTS * 2];
    let seats = hashes.iter().map(|&hash| {
        let (mut bucket, fingerprint) = place(hash, n_buckets);
        loop {
            let lanes = &mut slots[bucket * 2 * SLOTS..(bucket + 1) * 2 * SLOTS];
            let lane = |i: usize, lanes: &[u8]| u16::from_le_bytes([lanes[2 * i], lanes[2 * i + 1]]);
            if (0..SLOTS).any(|i| lane(i, lanes) == fingerprint) {
                return None;
            }
            if let Some(i) = (0..SLOTS).find(|&i| lane(i, lanes) == 0) {
                lanes[2 * i..2 * i + 2].copy_from_slice(&fingerprint.to_le_bytes());
                return Some(WordId((bucket * SLOTS + i) as u32));
            }
            bucket = (bucket + 1) % n_buckets;
        }
    });
    let seats = seats.collect();
    (slots, seats)
}

/// The 8-bit code of a word's count.
pub(super) fn count_code(count: u32) -> u8 {
    if count < super::counts::MIN_COUNT {
        return 0;
    }
    ((f64::from(count) / 5.0).ln() / RATIO.ln()).round().clamp(0.0, 254.0) as u8 + 1
}

/// The 8-bit code of a word's rank in the language at large, from 0; of one that is not ranked the last one. The ten most frequent are alike.
pub(super) fn rank_code(rank: Option<usize>) -> u8 {
    let steps = |rank: usize| (((rank + 10) as f32).ln() - FIRST_LOG_RANK) / RANK_STEP;
    rank.map_or(u8::MAX, |rank| steps(rank).round().clamp(0.0, 255.0) as u8)
}

/// Logarithm of the rank that a code stands for.
#[inline]
pub(super) fn log_rank(code: u8) -> f32 {
    FIRST_LOG_RANK + RANK_STEP * f32::from(code)
}

/// Packs the lists of substitutes of all slots: where those of each bucket begin and how many each slot has, and the lists. No list has
/// more than 255.
pub(super) fn pack_substitutes(lists: &[Vec<Substitute>]) -> (Vec<u8>, Vec<u8>) {
    let (mut ranges, mut packed) = (Vec::new(), Vec::new());
    for of_bucket in lists.chunks(SLOTS) {
        ranges.extend(&(packed.len() as u32 / 3).to_le_bytes()[..3]);
        for list in of_bucket {
            ranges.push(u8::try_from(list.len()).expect("lists are short"));
            packed.extend(list.iter().flat_map(|s| s.to_bytes()));
        }
    }
    (ranges, packed)
}

/// Packs spellings, sorted by id.
pub(super) fn pack_spellings(sorted: &[(WordId, &str)]) -> (Vec<u8>, Vec<u8>) {
    let (mut index, mut packed) = (Vec::new(), Vec::new());
    for (word, spelling) in sorted {
        packed.extend(spelling.as_bytes());
        index.extend(&word.0.to_le_bytes()[..3]);
        index.extend(&(packed.len() as u32).to_le_bytes()[..3]);
    }
    (index, packed)
}
