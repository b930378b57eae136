//! The words of a paragraph as bytes. A paragraph that may be a copy is held against many others: it is parsed once and laid by, the
//! hashes and marks of its words first, sorted by hash, since of most pairs these tell that the two are other texts.

use super::tokens::{TokenMarks, Tokens, hash_of, place_of};

const HASH_BYTES: usize = size_of::<u32>();
const MARKS_BYTES: usize = size_of::<u16>();

/// Bytes of the position of a word among so many: a paragraph of more than 65,536 words is rare.
fn position_bytes(n_words: usize) -> usize {
    if n_words <= 1 << 16 { size_of::<u16>() } else { size_of::<u32>() }
}

/// Words of a text without their order: hashes and marks, sorted by hash.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    pub(super) hashes: Vec<u32>,
    pub(super) marks: Vec<TokenMarks>,
}

impl Bag {
    /// Bytes that come first of those that a paragraph of so many words takes: they hold its bag.
    pub fn n_bytes(n_words: u32) -> usize {
        n_words as usize * (HASH_BYTES + MARKS_BYTES)
    }

    /// Becomes the bag of a paragraph that was laid by, of which these bytes come first.
    pub fn read(&mut self, bytes: &[u8]) {
        let (hashes, marks) = bytes.split_at(bytes.len() / (HASH_BYTES + MARKS_BYTES) * HASH_BYTES);
        self.hashes.clear();
        self.hashes.extend(hashes.chunks_exact(HASH_BYTES).map(number));
        self.marks.clear();
        self.marks.extend(marks.chunks_exact(MARKS_BYTES).map(|bytes| TokenMarks::of_bits(number(bytes) as u16)));
    }
}

impl Tokens {
    /// Bytes that a paragraph of so many words takes: eight a word.
    pub fn laid_bytes(n_words: u32) -> u64 {
        Bag::n_bytes(n_words) as u64 + u64::from(n_words) * position_bytes(n_words as usize) as u64
    }

    /// Appends the words of a paragraph as bytes.
    pub fn lay_by(&self, out: &mut Vec<u8>) {
        let positions = || self.by_hash.iter().map(|&word| place_of(word));
        self.by_hash.iter().for_each(|&word| out.extend_from_slice(&hash_of(word).to_le_bytes()));
        positions().for_each(|at| out.extend_from_slice(&self.marks[at as usize].bits().to_le_bytes()));
        let n_bytes = position_bytes(self.len());
        positions().for_each(|at| out.extend_from_slice(&at.to_le_bytes()[..n_bytes]));
    }

    /// The paragraph of so many words that was laid by as these bytes.
    pub fn of_laid_by(bytes: &[u8], n_words: u32) -> Tokens {
        let (bag, positions) = bytes.split_at(Bag::n_bytes(n_words));
        let n_words = n_words as usize;
        let (hashes, marks) = bag.split_at(n_words * HASH_BYTES);
        let mut tokens = Tokens::default();
        tokens.paragraphs.push(0);
        tokens.hashes.resize(n_words, 0);
        tokens.marks.resize(n_words, TokenMarks::default());
        tokens.by_hash.reserve_exact(n_words);
        let words = hashes.chunks_exact(HASH_BYTES).zip(marks.chunks_exact(MARKS_BYTES));
        for ((hash, marks), position) in words.zip(positions.chunks_exact(position_bytes(n_words))) {
            let (hash, position) = (number(hash), number(position));
            tokens.hashes[position as usize] = hash;
            tokens.marks[position as usize] = TokenMarks::of_bits(number(marks) as u16);
            tokens.by_hash.push(u64::from(hash) << 32 | u64::from(position));
        }
        tokens
    }
}

/// The number of these bytes, four or two, the lowest first.
fn number(bytes: &[u8]) -> u32 {
    match *bytes {
        [a, b] => u16::from_le_bytes([a, b]).into(),
        [a, b, c, d] => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn a_paragraph_comes_back_as_it_was_laid_by() {
        let long = "the crews of Orrin wait ".repeat((1 << 16) / 5 + 1);
        for text in ["Lannis", "On 14 May Anna Bell said the ferry, not the pier, would “not” wait in May.", &long]
        {
            let mut parser = Parser::new();
            let parsed = parser.parse(text);
            let tokens = Tokens::of_paragraph(&parsed, &parsed.blocks[0]);
            let (n_words, mut bytes, mut bag) = (tokens.len() as u32, Vec::new(), Bag::default());
            tokens.lay_by(&mut bytes);
            assert_eq!(bytes.len() as u64, Tokens::laid_bytes(n_words));
            bag.read(&bytes[..Bag::n_bytes(n_words)]);
            assert!(bag.hashes.iter().copied().eq(tokens.by_hash.iter().map(|&word| hash_of(word))));
            assert_eq!(bag.marks.len(), tokens.len());
            assert_eq!(format!("{:?}", Tokens::of_laid_by(&bytes, n_words)), format!("{tokens:?}"));
        }
    }
}
