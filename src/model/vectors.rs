//! Word vectors: which words a neighbourhood calls for, learned from all places at once. Counts know the places that were counted;
//! vectors reach places that never were, since alike words have alike vectors.
//!
//! Each word has two vectors: one as a neighbour and one as the word in the middle. The neighbours' vectors, each weighed by its
//! position, add up to what the place calls for, and the product with a middle vector tells how likely that word is there
//! (continuous bag of words with negative sampling: Mikolov et al. 2013, "Distributed representations of words and phrases"; weights by
//! position: Mnih & Kavukcuoglu 2013, "Learning word embeddings efficiently with noise-contrastive estimation").
//!
//! Words of a bitmap of the lexicon's slots have vectors, in the order of their slots; the four classes of unknown words come last.

use super::WordId;
use super::prefetch::prefetch_all;

/// Length of a vector. 48 fits the file no longer; of shorter ones 40 was not compared with others.
pub(super) const DIM: usize = 40;
/// Neighbours on each side that tell what a place calls for.
pub(super) const REACH: usize = 3;
/// Words are drawn by chance by their count to this power when vectors are learned, as in the source of the method; log likelihoods hold it.
pub(super) const NOISE_POWER: f64 = 0.75;
/// Bytes of a neighbour's vector: its scale, and its elements.
const OUTER_BYTES: usize = 4 + DIM;
/// Bytes of a middle vector: its scale, its bias, and its elements.
const INNER_BYTES: usize = 8 + DIM;
/// Slots that share a mark of how many vectors lie before them.
const SLOTS_OF_MARK: usize = 64;
/// Bytes of a mark: the number of vectors before, and one bit for each slot.
const MARK_BYTES: usize = 4 + SLOTS_OF_MARK / 8;
/// Bytes of the weights by position.
const POSITION_BYTES: usize = 2 * REACH * DIM * 4;

/// The vectors in place.
#[derive(Clone, Copy)]
pub(super) struct Vectors<'a> {
    marks: &'a [u8],
    positions: &'a [u8],
    outer: &'a [u8],
    inner: &'a [u8],
}

/// What a place calls for.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// Elements in units of `unit`.
    elements: [i16; DIM],
    unit: f32,
}

/// True where a section is empty, or holds the vectors of some words of a lexicon of so many slots and of the classes, and nothing else.
pub(super) fn is_whole(section: &[u8], n_slots: usize) -> bool {
    let n_mark_bytes = n_slots.div_ceil(SLOTS_OF_MARK) * MARK_BYTES;
    let Some(marks) = section.get(..n_mark_bytes) else { return section.is_empty() };
    let n_marked: u32 =
        marks.as_chunks::<MARK_BYTES>().0.iter().flat_map(|mark| &mark[4..]).map(|byte| byte.count_ones()).sum();
    let n_rows = n_marked as usize + WordId::N_SPECIAL;
    section.is_empty() || section.len() == n_mark_bytes + POSITION_BYTES + n_rows * (OUTER_BYTES + INNER_BYTES)
}

impl<'a> Vectors<'a> {
    /// The vectors of a section, for a lexicon of so many slots. An empty section has none.
    pub(super) fn new(section: &'a [u8], n_slots: usize) -> Vectors<'a> {
        let n_mark_bytes = n_slots.div_ceil(SLOTS_OF_MARK) * MARK_BYTES;
        let n_rows = section.len().saturating_sub(n_mark_bytes + POSITION_BYTES) / (OUTER_BYTES + INNER_BYTES);
        if n_rows < WordId::N_SPECIAL {
            return Vectors { marks: &[], positions: &[], outer: &[], inner: &[] };
        }
        let (marks, rest) = section.split_at(n_mark_bytes);
        let (positions, rest) = rest.split_at(POSITION_BYTES);
        let (outer, inner) = rest.split_at(n_rows * OUTER_BYTES);
        Vectors { marks, positions, outer, inner: &inner[..n_rows * INNER_BYTES] }
    }

    /// Number of the word's vectors, where it has some of its own.
    #[inline]
    fn row(self, word: WordId) -> Option<usize> {
        if let Some(class) = word.special() {
            return (self.outer.len() / OUTER_BYTES + class).checked_sub(WordId::N_SPECIAL);
        }
        let slot = word.0 as usize;
        let mark = self.marks.get(slot / SLOTS_OF_MARK * MARK_BYTES..)?.first_chunk::<MARK_BYTES>()?;
        let before = u32::from_le_bytes(*mark.first_chunk()?) as usize;
        let bits = u64::from_le_bytes(*mark.last_chunk()?);
        let bit = slot % SLOTS_OF_MARK;
        (bits >> bit & 1 == 1).then(|| before + (bits & ((1 << bit) - 1)).count_ones() as usize)
    }

    /// Starts to bring the word's vector as a neighbour into the cache.
    pub(super) fn warm_outer(self, word: WordId) {
        if let Some(row) = self.row(word) {
            prefetch_all(self.outer, row * OUTER_BYTES, OUTER_BYTES);
        }
    }

    /// Starts to bring the word's middle vector into the cache.
    pub(super) fn warm_inner(self, word: WordId) {
        if let Some(row) = self.row(word) {
            prefetch_all(self.inner, row * INNER_BYTES, INNER_BYTES);
        }
    }

    /// What a place calls for, from its neighbours: `before` and `after` it, nearest first, each ending with a break where the
    /// sentence does. `None` in a model without vectors.
    pub(super) fn call(
        self,
        before: impl Iterator<Item = WordId>,
        after: impl Iterator<Item = WordId>,
    ) -> Option<Call> {
        let mut sum = [0f32; DIM];
        let mut n = 0;
        let before = before.take(REACH).enumerate().map(|(i, word)| (REACH - 1 - i, word));
        let after = after.take(REACH).enumerate().map(|(i, word)| (REACH + i, word));
        for (position, word) in before.chain(after) {
            let row = self.row(word).or_else(|| self.row(WordId::UNKNOWN))?;
            let bytes = self.outer.get(row * OUTER_BYTES..)?.first_chunk::<OUTER_BYTES>()?;
            let (scale, elements) = (f32_at(bytes, 0), bytes.last_chunk::<DIM>()?);
            let weights = self.positions.get(position * 4 * DIM..)?.first_chunk::<{ 4 * DIM }>()?;
            for ((sum, &element), weight) in sum.iter_mut().zip(elements).zip(weights.as_chunks::<4>().0) {
                *sum += scale * f32::from(element as i8) * f32::from_le_bytes(*weight);
            }
            n += 1;
        }
        let norm = 1.0 / (n.max(1) as f32).sqrt();
        let largest = sum.iter().fold(1e-6f32, |most, x| most.max(x.abs()));
        let unit = largest / f32::from(i16::MAX);
        // By way of whole numbers of 32 bits, which the compiler converts many at once.
        let mut elements = [0i16; DIM];
        elements.iter_mut().zip(&sum).for_each(|(element, x)| *element = (x / unit) as i32 as i16);
        Some(Call { elements, unit: unit * norm })
    }

    /// Log likelihood of the word in a place with that call, in nats, up to a constant of the place. `None` where the word has no
    /// vector of its own.
    pub(super) fn log_likelihood(self, call: &Call, word: WordId) -> Option<f32> {
        let bytes = self.inner.get(self.row(word)? * INNER_BYTES..)?.first_chunk::<INNER_BYTES>()?;
        let elements = bytes.last_chunk::<DIM>()?;
        // Whole numbers: the compiler may add them in any order, so it adds many at once.
        let dot: i32 = call.elements.iter().zip(elements).map(|(&a, &b)| i32::from(a) * i32::from(b as i8)).sum();
        Some(dot as f32 * call.unit * f32_at(bytes, 0) + f32_at(bytes, 4))
    }
}

fn f32_at(bytes: &[u8], at: usize) -> f32 {
    f32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Vectors as they were learned.
#[derive(Debug)]
pub struct WordVectors {
    /// As a neighbour; for each word that has vectors, then for the four classes.
    pub outer: Vec<[f32; DIM]>,
    /// As the word in the middle.
    pub inner: Vec<[f32; DIM]>,
    /// Log likelihood of the word where nothing is known of its place, up to a constant.
    pub bias: Vec<f32>,
    /// Weights of the positions, from the farthest before to the farthest after.
    pub positions: [[f32; DIM]; 2 * REACH],
}

/// Packs vectors; `words` tells for each that is no class where it sits, `None` for one that was not seated.
pub(super) fn pack(learned: &WordVectors, words: &[Option<WordId>], n_slots: usize) -> Vec<u8> {
    let mut seated: Vec<(u32, usize)> =
        words.iter().enumerate().filter_map(|(i, word)| word.map(|word| (word.0, i))).collect();
    seated.sort_unstable();
    let mut out = Vec::new();
    let mut rest = seated.iter().peekable();
    let mut n_before = 0u32;
    for mark in 0..n_slots.div_ceil(SLOTS_OF_MARK) {
        let end = ((mark + 1) * SLOTS_OF_MARK) as u32;
        let mut bits = 0u64;
        while let Some((slot, _)) = rest.next_if(|(slot, _)| *slot < end) {
            bits |= 1 << (slot % SLOTS_OF_MARK as u32);
        }
        out.extend(n_before.to_le_bytes());
        out.extend(bits.to_le_bytes());
        n_before += bits.count_ones();
    }
    out.extend(learned.positions.iter().flatten().flat_map(|x| x.to_le_bytes()));
    let classes = learned.outer.len() - WordId::N_SPECIAL..learned.outer.len();
    let order: Vec<usize> = seated.iter().map(|&(_, i)| i).chain(classes).collect();
    let push = |vector: &[f32; DIM], bias: Option<f32>, out: &mut Vec<u8>| {
        let scale = vector.iter().fold(1e-6f32, |most, x| most.max(x.abs())) / f32::from(i8::MAX);
        out.extend(scale.to_le_bytes());
        out.extend(bias.iter().flat_map(|b| b.to_le_bytes()));
        out.extend(vector.iter().map(|x| (x / scale).round() as i8 as u8));
    };
    order.iter().for_each(|&i| push(&learned.outer[i], None, &mut out));
    order.iter().for_each(|&i| push(&learned.inner[i], Some(learned.bias[i]), &mut out));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(n: usize) -> WordVectors {
        let vector = |i: usize, sign: f32| std::array::from_fn(|d| sign * ((i * 7 + d * 3) % 11) as f32 / 11.0);
        WordVectors {
            outer: (0..n).map(|i| vector(i, 1.0)).collect(),
            inner: (0..n).map(|i| vector(i + 1, -1.0)).collect(),
            bias: (0..n).map(|i| i as f32).collect(),
            positions: std::array::from_fn(|p| [1.0 + p as f32 / 10.0; DIM]),
        }
    }

    #[test]
    fn packed_vectors_give_the_likelihoods_that_were_learned() {
        let learned = learned(3 + WordId::N_SPECIAL);
        let words = [Some(WordId(130)), None, Some(WordId(5))];
        let bytes = pack(&learned, &words, 140);
        let vectors = Vectors::new(&bytes, 140);
        let call = vectors.call([WordId(5)].into_iter(), [WordId(130), WordId::BREAK].into_iter()).unwrap();
        let at = |i: usize, position: usize, d: usize| learned.outer[i][d] * learned.positions[position][d];
        let n = learned.outer.len();
        for (i, word) in [(0, WordId(130)), (2, WordId(5)), (n - 1, WordId::BREAK), (n - 4, WordId::UNKNOWN)] {
            let sum: f32 = (0..DIM)
                .map(|d| {
                    learned.inner[i][d] * (at(2, REACH - 1, d) + at(0, REACH, d) + at(n - 1, REACH + 1, d))
                        / 3f32.sqrt()
                })
                .sum();
            let found = vectors.log_likelihood(&call, word).unwrap();
            assert!((found - sum - learned.bias[i]).abs() < 0.1, "{i}: {found} {}", sum + learned.bias[i]);
        }
        assert!(vectors.log_likelihood(&call, WordId(6)).is_none());
    }

    #[test]
    fn a_section_of_another_length_is_not_whole() {
        let words = [Some(WordId(130)), None, Some(WordId(5))];
        let bytes = pack(&learned(3 + WordId::N_SPECIAL), &words, 140);
        assert!(is_whole(&bytes, 140) && is_whole(&[], 140) && is_whole(&[], 0));
        assert!(!is_whole(&bytes[..bytes.len() - 1], 140) && !is_whole(&bytes, 300) && !is_whole(&bytes[..7], 140));
        assert!(!is_whole(&[&bytes[..], &[0]].concat(), 140));
    }

    #[test]
    fn a_model_without_vectors_calls_for_nothing() {
        for n_slots in [0, 8, 1000] {
            let vectors = Vectors::new(&[], n_slots);
            assert!(vectors.call([WordId(1)].into_iter(), [WordId::BREAK].into_iter()).is_none());
        }
    }
}
