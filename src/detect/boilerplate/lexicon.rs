//! Which words scraped pages set round their articles ("newsletter", "Uhr", "Getty"), and which stand in the articles: the
//! log odds of a word, or of two words in a row, as counted by site. The table holds hashes and figures, no word.

/// Log odds a step of the table stands for.
pub const STEP: f32 = 0.05;
/// Bytes of an entry: its key and its odds.
const ENTRY_BYTES: usize = 5;
/// Bits of the coarse test that most words fail.
const COARSE_BITS: u64 = 1 << 17;
/// First halves of keys, and one more.
const N_STARTS: usize = (1 << 16) + 1;
/// Log odds from which a word is a sign of boilerplate: seven sites for one article.
pub(super) const SIGN_ODDS: f32 = 2.0;

/// Log odds by hash.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexicon {
    coarse: Vec<u64>,
    /// The same of the few signs: every word of every text is asked whether it is one.
    signs: Vec<u64>,
    /// Where the keys with each first half begin; keys are hashes, so there is about one of each.
    starts: Vec<u32>,
    /// Sorted, beside the odds of each.
    keys: Vec<u32>,
    odds: Vec<i8>,
}

impl Default for Lexicon {
    fn default() -> Lexicon {
        Lexicon::new(Vec::new())
    }
}

impl Lexicon {
    /// A lexicon of these keys and steps of log odds.
    pub fn new(mut entries: Vec<(u32, i8)>) -> Lexicon {
        entries.sort_unstable();
        let none = || vec![0u64; (COARSE_BITS / 64) as usize];
        let (mut coarse, mut signs) = (none(), none());
        let mut starts = vec![0u32; N_STARTS];
        for (key, odds) in &entries {
            let (word, bit) = place(*key);
            coarse[word] |= bit;
            signs[word] |= if f32::from(*odds) * STEP >= SIGN_ODDS { bit } else { 0 };
            starts[first_half(*key) + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let (keys, odds) = entries.into_iter().unzip();
        Lexicon { coarse, signs, starts, keys, odds }
    }

    /// The lexicon at the start of a table, and what comes after it; what is missing at its end is left out.
    pub fn from_bytes(table: &[u8]) -> (Lexicon, &[u8]) {
        let Some((n, rest)) = table.split_first_chunk() else { return (Lexicon::default(), table) };
        let n_bytes = (u32::from_le_bytes(*n) as usize * ENTRY_BYTES).min(rest.len() / ENTRY_BYTES * ENTRY_BYTES);
        let (entries, rest) = rest.split_at(n_bytes);
        let entry = |bytes: &[u8]| {
            let [a, b, c, d, odds] = bytes[..] else { unreachable!("chunks of an entry's bytes") };
            (u32::from_le_bytes([a, b, c, d]), odds as i8)
        };
        (Lexicon::new(entries.chunks_exact(ENTRY_BYTES).map(entry).collect()), rest)
    }

    /// The table: the number of entries, and for each its key and its step of log odds.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = (self.keys.len() as u32).to_le_bytes().to_vec();
        for (key, odds) in self.keys.iter().zip(&self.odds) {
            out.extend(key.to_le_bytes());
            out.extend(odds.to_le_bytes());
        }
        out
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// True for a lexicon that knows nothing.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The log odds of a word that is a sign of boilerplate; nothing for others.
    pub(super) fn sign_odds(&self, key: u32) -> Option<f32> {
        if has(&self.signs, key) { self.odds(key).filter(|odds| *odds >= SIGN_ODDS) } else { None }
    }

    /// The log odds of boilerplate that this key stands for; nothing where it tells nothing.
    pub fn odds(&self, key: u32) -> Option<f32> {
        if !has(&self.coarse, key) {
            return None;
        }
        let half = first_half(key);
        let (from, to) = (self.starts[half] as usize, self.starts[half + 1] as usize);
        self.keys[from..to].iter().position(|&k| k == key).map(|i| f32::from(self.odds[from + i]) * STEP)
    }
}

/// Where a key stands in a coarse test: the word, and the bit in it.
fn place(key: u32) -> (usize, u64) {
    let bit = u64::from(key) % COARSE_BITS;
    ((bit / 64) as usize, 1 << (bit % 64))
}

/// False where the key is surely not among those that the test was made of.
fn has(test: &[u64], key: u32) -> bool {
    let (word, bit) = place(key);
    test[word] & bit != 0
}

fn first_half(key: u32) -> usize {
    (key >> 16) as usize
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
    fn a_lexicon_comes_back_from_its_table() {
        let lexicon = Lexicon::new(vec![(7, 20), (3, -40), (u32::MAX, 1)]);
        let bytes = [lexicon.to_bytes(), vec![1, 2]].concat();
        assert_eq!(Lexicon::from_bytes(&bytes), (lexicon, &[1, 2][..]));
        assert_eq!(Lexicon::from_bytes(&bytes[..9]).0.odds(3), Some(-2.0));
    }

    #[test]
    fn what_is_in_the_lexicon_is_found_and_nothing_else() {
        let lexicon = Lexicon::new(vec![(7, 20), (3, -40), (u32::MAX, 1)]);
        assert_eq!((lexicon.odds(7), lexicon.odds(3), lexicon.odds(8)), (Some(1.0), Some(-2.0), None));
        assert_eq!(lexicon.odds(7 + COARSE_BITS as u32), None);
        assert_ne!(pair_key(1, 2), pair_key(2, 1));
    }

    #[test]
    fn a_sign_is_a_word_of_high_odds() {
        let steps = (SIGN_ODDS / STEP).ceil() as i8 + 1;
        let lexicon = Lexicon::new(vec![(7, steps), (3, steps - 4), (5, -steps)]);
        let is_sign = |key: u32| lexicon.sign_odds(key).is_some();
        assert!(is_sign(7) && !is_sign(3) && !is_sign(5) && !is_sign(8) && !is_sign(7 + COARSE_BITS as u32));
        assert!(Lexicon::default().sign_odds(7).is_none());
    }
}
