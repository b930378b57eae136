//! Which words scraped pages set round their articles ("newsletter", "Uhr", "Getty"), and which stand in the articles: the
//! log odds of a word, or of two words in a row, as counted by site. The table holds hashes and figures, no word.

/// Log odds a step of the table stands for.
pub const STEP: f32 = 0.05;
/// Bits of the coarse test that most words fail.
const COARSE_BITS: u64 = 1 << 17;

/// Log odds by hash.
#[derive(Debug, Default)]
pub struct Lexicon {
    coarse: Vec<u64>,
    /// Sorted, beside the odds of each.
    keys: Vec<u32>,
    odds: Vec<i8>,
}

impl Lexicon {
    /// A lexicon of these keys and steps of log odds.
    pub fn new(mut entries: Vec<(u32, i8)>) -> Lexicon {
        entries.sort_unstable();
        let mut lexicon = Lexicon { coarse: vec![0; (COARSE_BITS / 64) as usize], ..Lexicon::default() };
        for (key, odds) in entries {
            let bit = u64::from(key) % COARSE_BITS;
            lexicon.coarse[(bit / 64) as usize] |= 1 << (bit % 64);
            lexicon.keys.push(key);
            lexicon.odds.push(odds);
        }
        lexicon
    }

    /// The log odds of boilerplate that this key stands for; nothing where it tells nothing.
    pub fn odds(&self, key: u32) -> Option<f32> {
        let bit = u64::from(key) % COARSE_BITS;
        if self.coarse[(bit / 64) as usize] >> (bit % 64) & 1 == 0 {
            return None;
        }
        self.keys.binary_search(&key).ok().map(|i| f32::from(self.odds[i]) * STEP)
    }
}

/// The key of a word, by its hash.
pub fn word_key(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// The key of two words in a row.
pub fn pair_key(first: u64, second: u64) -> u32 {
    // Golden ratio of 2^64, so that the order counts.
    ((first.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_lexicon_is_found_and_nothing_else() {
        let lexicon = Lexicon::new(vec![(7, 20), (3, -40), (u32::MAX, 1)]);
        assert_eq!((lexicon.odds(7), lexicon.odds(3), lexicon.odds(8)), (Some(1.0), Some(-2.0), None));
        assert_eq!(lexicon.odds(7 + COARSE_BITS as u32), None);
        assert_ne!(pair_key(1, 2), pair_key(2, 1));
    }
}
