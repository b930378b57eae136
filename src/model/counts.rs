//! A packed table of n-gram counts: for each n-gram a 16-bit fingerprint and a 4-bit logarithmic count, 2.5 bytes in all.
//!
//! Buckets of 8 slots: 16 bytes of fingerprints, then 4 bytes of counts, so that a lookup reads 20 bytes in one place. A full
//! bucket passes what does not fit to the next one. An n-gram that was never put in is mistaken for another with a chance of
//! about 8 / 65536; counts come back within a factor of sqrt(RATIO).

use super::WordId;
use super::prefetch::prefetch_all;

/// Slots of one bucket.
const SLOTS: usize = 8;
/// Bytes of one bucket.
const BUCKET_BYTES: usize = SLOTS * 2 + SLOTS / 2;
/// Share of slots in use. Fuller tables are smaller, but more lookups go on to a second bucket. A guess between the two.
const LOAD: f64 = 0.88;
/// The smallest count that is kept; of counts below it nothing can be read back.
pub(super) const MIN_COUNT: u32 = 5;
/// Step between two neighbouring count codes. 16 codes reach from 5 to 5 * 1.8^15 = 33,700; more is told as that.
const RATIO: f64 = 1.8;

/// Count for each 4-bit code.
static COUNT_OF_CODE: [f32; 16] = codes();

const fn codes() -> [f32; 16] {
    let mut out = [0.0; 16];
    let (mut i, mut count) = (0, MIN_COUNT as f64);
    while i < 16 {
        out[i] = count as f32;
        count *= RATIO;
        i += 1;
    }
    out
}

/// Key of two words in a row, or of two words around a third one.
pub(super) fn pair_key(a: WordId, b: WordId) -> u64 {
    u64::from(a.0) << WordId::BITS | u64::from(b.0)
}

/// Key of three words in a row.
pub(super) fn triple_key(a: WordId, b: WordId, c: WordId) -> u64 {
    pair_key(a, b) << WordId::BITS | u64::from(c.0)
}

/// Bits of `hash` to a bucket of `n`, and to a fingerprint that is not 0 (0 is an empty slot).
#[inline]
pub(super) fn place(hash: u64, n_buckets: usize) -> (usize, u16) {
    let bucket = ((u128::from(hash) * n_buckets as u128) >> 64) as usize;
    (bucket, (hash as u16).max(1))
}

/// Spreads a key over 64 bits (the finaliser of MurmurHash3, Appleby 2011).
#[inline]
pub(super) fn mix(key: u64) -> u64 {
    let mut h = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// Position of the first of eight 16-bit lanes that equals `fingerprint`; `Err` tells whether a lane is empty. Four lanes at a time in one
/// 64-bit word (Warren 2013, "Hacker's Delight", 6-1): the compiler does not find its own way to compare all at once.
#[inline]
pub(super) fn find_lane(lanes: &[u8; 16], fingerprint: u16) -> Result<usize, bool> {
    const ONES: u64 = 0x0001_0001_0001_0001;
    const TOPS: u64 = 0x8000_8000_8000_8000;
    // The top bit of each lane that is 0; of lanes above the first such one also of some that are 1.
    let zeros = |x: u64| x.wrapping_sub(ONES) & !x & TOPS;
    let [low, high] = [0, 8].map(|at| u64::from_le_bytes(std::array::from_fn(|i| lanes[at + i])));
    let wanted = ONES * u64::from(fingerprint);
    match (zeros(low ^ wanted), zeros(high ^ wanted)) {
        (0, 0) => Err(zeros(low) | zeros(high) != 0),
        (0, equal) => Ok(4 + equal.trailing_zeros() as usize / 16),
        (equal, _) => Ok(equal.trailing_zeros() as usize / 16),
    }
}

/// Where the count of a key is, if it is in the table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spot {
    bucket: u32,
    fingerprint: u16,
}

/// A table in place.
#[derive(Clone, Copy)]
pub(super) struct CountTable<'a> {
    bytes: &'a [u8],
    n_buckets: usize,
}

impl<'a> CountTable<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> CountTable<'a> {
        CountTable { bytes, n_buckets: bytes.len() / BUCKET_BYTES }
    }

    /// Where the count of `key` is.
    #[inline]
    pub(super) fn spot(self, key: u64) -> Spot {
        let (bucket, fingerprint) = place(mix(key), self.n_buckets);
        Spot { bucket: bucket as u32, fingerprint }
    }

    /// Starts to bring the bucket into the cache, and the next one: every third bucket is full, and passes on what it lacks.
    #[inline]
    pub(super) fn warm(self, spot: Spot) {
        prefetch_all(self.bytes, spot.bucket as usize * BUCKET_BYTES, 2 * BUCKET_BYTES);
    }

    /// The count of a key, to the precision of the codes; 0 where it is not in the table.
    #[inline]
    pub(super) fn get(self, spot: Spot) -> f32 {
        let mut bucket = spot.bucket as usize;
        for _ in 0..self.n_buckets {
            let at = bucket * BUCKET_BYTES;
            let (lanes, codes) = self.bytes[at..at + BUCKET_BYTES].split_at(2 * SLOTS);
            match find_lane(lanes.try_into().expect("16 bytes"), spot.fingerprint) {
                Ok(slot) => return COUNT_OF_CODE[usize::from(codes[slot / 2] >> (4 * (slot % 2)) & 15)],
                Err(true) => return 0.0,
                Err(false) => bucket = if bucket + 1 == self.n_buckets { 0 } else { bucket + 1 },
            }
        }
        0.0
    }
}

/// Packs n-grams and their counts. The same entries in the same order give the same bytes.
pub(super) fn pack(entries: &[(u64, u32)]) -> Vec<u8> {
    let n_buckets = (entries.len() as f64 / (SLOTS as f64 * LOAD)).ceil() as usize + 1;
    let mut bytes = vec![0u8; n_buckets * BUCKET_BYTES];
    for &(key, count) in entries {
        let (mut bucket, fingerprint) = place(mix(key), n_buckets);
        loop {
            let at = bucket * BUCKET_BYTES;
            let free = (0..SLOTS).find(|s| bytes[at + 2 * s..at + 2 * s + 2] == [0, 0]);
            if let Some(slot) = free {
                bytes[at + 2 * slot..at + 2 * slot + 2].copy_from_slice(&fingerprint.to_le_bytes());
                bytes[at + 2 * SLOTS + slot / 2] |= code_of(count) << (4 * (slot % 2));
                break;
            }
            bucket = (bucket + 1) % n_buckets;
        }
    }
    bytes
}

fn code_of(count: u32) -> u8 {
    let steps = (f64::from(count) / f64::from(MIN_COUNT)).ln() / RATIO.ln();
    steps.round().clamp(0.0, 15.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn packed_counts_come_back_within_one_step(entries: BTreeMap<u64, u16>) {
            let entries: Vec<(u64, u32)> = entries.into_iter().map(|(k, n)| (k, u32::from(n).clamp(5, 33_000))).collect();
            let bytes = pack(&entries);
            let table = CountTable::new(&bytes);
            // Two keys of one fingerprint in one chain of buckets cannot be told apart; that is rare.
            let n_wrong = entries.iter().filter(|&&(key, n)| {
                let ratio = f64::from(table.get(table.spot(key))) / f64::from(n);
                !(RATIO.sqrt().recip() - 1e-3..=RATIO.sqrt() + 1e-3).contains(&ratio)
            }).count();
            prop_assert!(n_wrong <= 1 + entries.len() / 200, "{n_wrong} of {}", entries.len());
        }
    }

    #[test]
    fn what_was_not_put_in_is_found_once_in_thousands() {
        let entries: Vec<(u64, u32)> = (0..50_000).map(|k| (k, 5)).collect();
        let bytes = pack(&entries);
        assert!(bytes.len() as f64 <= 2.9 * entries.len() as f64, "{} bytes", bytes.len());
        let table = CountTable::new(&bytes);
        let n_found = (1_000_000..1_100_000).filter(|&k| table.get(table.spot(k)) > 0.0).count();
        assert!(n_found < 60, "{n_found} of 100,000, expected about 8 / 65536");
    }

    proptest! {
        #[test]
        fn the_first_equal_lane_is_found(lanes: [u16; 8], at in 0usize..8, few in 0u16..4) {
            for lanes in [lanes, lanes.map(|lane| lane % (few + 1))] {
                let bytes: [u8; 16] = std::array::from_fn(|i| lanes[i / 2].to_le_bytes()[i % 2]);
                for wanted in [lanes[at], lanes[at].wrapping_add(1), few, 1, u16::MAX] {
                    let by_hand = lanes.iter().position(|&lane| lane == wanted).ok_or(lanes.contains(&0));
                    prop_assert_eq!(find_lane(&bytes, wanted), by_hand, "{:?} {}", lanes, wanted);
                }
            }
        }
    }

    #[test]
    fn an_empty_table_holds_nothing() {
        for bytes in [pack(&[]), Vec::new()] {
            let table = CountTable::new(&bytes);
            assert_eq!(table.get(table.spot(7)), 0.0);
        }
    }
}
