//! Which hashes may come twice? Nearly all hashes of a text, and of a corpus, come once, and need be neither kept nor sorted. Two
//! bits for each of many slots tell: a hash that comes twice is always told, one that comes once rarely.

/// Slots for one hash, at least: of those that come once one in eight is taken for another, at most. With less room there are fewer.
/// With 4 a run over 64 MB of news takes about as long, with 16 longer: what is looked at must stay in the cache.
const SLOTS: usize = 8;
/// Hashes for one slot, from which on most that come once are taken for others: of 2 that are three of four, of 3 all but a few.
const MAX_HITS: usize = 2;
/// Bytes of two bits for each of 64 slots.
const BLOCK_BYTES: usize = size_of::<Block>();

/// Which of 64 slots were hit, and which of these again.
type Block = [u64; 2];

/// What was seen.
pub struct Seen {
    blocks: Vec<Block>,
    /// Bits of a hash that do not name its slot.
    n_spare_bits: u32,
}

impl Seen {
    /// For about `n_hashes` hashes, in `max_bytes` bytes at most.
    pub fn new(n_hashes: usize, max_bytes: usize) -> Seen {
        let n_most = (max_bytes / BLOCK_BYTES).max(1);
        let n_wanted = (n_hashes * SLOTS / 64).next_power_of_two();
        let n_blocks = n_wanted.min(1 << n_most.ilog2());
        Seen { blocks: vec![[0; 2]; n_blocks], n_spare_bits: 64 - 6 - n_blocks.ilog2() }
    }

    /// The same; nothing where there is room for so few slots that nearly each is hit twice.
    pub fn telling(n_hashes: usize, max_bytes: usize) -> Option<Seen> {
        (n_hashes / MAX_HITS / 64 <= max_bytes / BLOCK_BYTES).then(|| Seen::new(n_hashes, max_bytes))
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.blocks.fill([0; 2]);
    }

    /// Remembers a hash.
    pub fn add(&mut self, hash: u64) {
        let (at, bit) = self.slot(hash);
        let [once, twice] = &mut self.blocks[at];
        *twice |= *once & bit;
        *once |= bit;
    }

    /// True where the hash was added twice, and rarely where it was added once.
    pub fn may_be_twice(&self, hash: u64) -> bool {
        let (at, bit) = self.slot(hash);
        self.blocks[at][1] & bit != 0
    }

    fn slot(&self, hash: u64) -> (usize, u64) {
        let slot = (hash >> self.n_spare_bits) as usize;
        (slot / 64, 1 << (slot % 64))
    }
}

/// An odd number of well mixed bits.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of 32 bits as one of 64, which fall evenly where those lie close together: the smallest of several do.
pub(super) fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(SPREAD)
}

/// The same as one of 32 bits, another one for each.
pub(super) fn evenly(hash: u32) -> u32 {
    hash.wrapping_mul(SPREAD as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::sketch::mix;

    #[test]
    fn what_comes_twice_is_told_and_little_else() {
        for max_bytes in [usize::MAX, 1 << 10, 0] {
            let mut seen = Seen::new(2_000, max_bytes);
            let hash = |n: u64| mix(n + 1);
            (0..2_000).chain(0..500).for_each(|n| seen.add(hash(n)));
            assert!((0..500).all(|n| seen.may_be_twice(hash(n))), "in {max_bytes} bytes");
            let n_mistaken = (500..2_000).filter(|&n| seen.may_be_twice(hash(n))).count();
            assert!(max_bytes < usize::MAX || n_mistaken < 250, "{n_mistaken} of 1500");
        }
    }
}
