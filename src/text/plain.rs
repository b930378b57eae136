//! Plain words: of ASCII letters and digits alone, up to fifteen bytes. Nine words in ten are, so their ends, marks and hashes
//! are found eight bytes at a time in one register, without a branch on the length of the word: its length is what a
//! processor cannot guess. What is not plain is for the general way (`parse::word_end`, `fold_hash`).

use super::parse::Marks;

/// A plain word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlainWord {
    /// Bytes.
    pub(super) len: usize,
    /// What a glance tells.
    pub(super) marks: Marks,
    /// Hash of its folded form, the same as `fold_hash`.
    pub(super) hash: u64,
}

/// The high bit of each byte: where the masks below keep their answers.
const HIGH: u64 = each(0x80);

const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Bytes that are looked at: a plain word, and two that tell whether it may go on.
pub(super) const N_LOOKED_AT: usize = 17;

/// The plain word that `bytes` begin with. Nothing where they begin with none, where the word is longer, or where it may go on past
/// its letters: with an apostrophe, a stop between initials, a letter that is not ASCII.
#[inline]
pub(super) fn plain_word(bytes: &[u8; N_LOOKED_AT]) -> Option<PlainWord> {
    let first = load(bytes);
    let head = Classes::of(first);
    let n_head = head.len();
    let mut len = n_head;
    let (classes, folded) = if n_head < 8 {
        (head.cut(n_head), [fold(first) & low_bytes(n_head), 0])
    } else {
        let second = load(&bytes[8..]);
        let tail = Classes::of(second);
        let n_tail = tail.len();
        if n_tail == 8 {
            return None;
        }
        len += n_tail;
        (head.join(tail.cut(n_tail)), [fold(first), fold(second) & low_bytes(n_tail)])
    };
    let is_plain = len > 0 && !may_go_on(bytes[len], bytes[len + 1]);
    is_plain.then(|| PlainWord { len, marks: classes.marks(), hash: hash(folded, len) })
}

/// True where a word whose letters end before these two bytes may not end there.
fn may_go_on(next: u8, after: u8) -> bool {
    let may_join = next == b'\'' || next == b'.' || next == b',';
    !next.is_ascii() || (may_join && (after.is_ascii_alphanumeric() || !after.is_ascii()))
}

/// The first eight bytes.
fn load(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// Lower case of ASCII letters and digits: letters have the bit 0x40, digits do not; half of it parts small from capital.
fn fold(word: u64) -> u64 {
    word | (word & each(0x40)) >> 1
}

/// A mask of the first `n` bytes, `n` below 8.
fn low_bytes(n: usize) -> u64 {
    (1 << (8 * n)) - 1
}

/// What each of eight bytes is, as high bits.
#[derive(Clone, Copy)]
struct Classes {
    /// Letters and digits.
    any: u64,
    capitals: u64,
    digits: u64,
}

impl Classes {
    fn of(word: u64) -> Classes {
        let low = word & !HIGH;
        // No sum of seven bits and a constant below 0x60 runs over into the next byte.
        let at_least = |bytes: u64, least: u8| bytes.wrapping_add(each(0x80 - least));
        let is_ascii = !word & HIGH;
        let small = low | each(0x20);
        let letters = at_least(small, b'a') & !at_least(small, b'z' + 1) & is_ascii;
        let digits = at_least(low, b'0') & !at_least(low, b'9' + 1) & is_ascii;
        Classes { any: letters | digits, capitals: letters & !(word << 2), digits }
    }

    /// Letters and digits from the start.
    fn len(self) -> usize {
        (!self.any & HIGH).trailing_zeros() as usize / 8
    }

    /// Only the first `n` bytes.
    fn cut(self, n: usize) -> Classes {
        let keep = low_bytes(n);
        Classes { any: self.any & keep, capitals: self.capitals & keep, digits: self.digits & keep }
    }

    /// The next eight bytes beside these: only whether and how many matter from here on, so they take the bits below.
    fn join(self, next: Classes) -> Classes {
        Classes {
            any: self.any | next.any >> 1,
            capitals: self.capitals | next.capitals >> 1,
            digits: self.digits | next.digits >> 1,
        }
    }

    fn marks(self) -> Marks {
        const OPENS: u64 = 0x80;
        // Without the lowest of them one is left, where there are two.
        let has_two_capitals = self.capitals & self.capitals.wrapping_sub(1) != 0;
        Marks::of_form(
            self.capitals & OPENS != 0,
            self.capitals & !OPENS != 0,
            self.digits != 0,
            self.any == self.capitals | self.digits && has_two_capitals,
        )
    }
}

/// `xxh3_64` of a word that lies in two registers. Words of up to eight bytes, which most are, take no branch: both ways to hash
/// them are gone and one answer is taken. Source: the specification of XXH3, "small inputs", with its default secret and seed 0.
#[inline]
fn hash(folded: [u64; 2], len: usize) -> u64 {
    if len > 8 {
        return hash_9_to_16(folded, len);
    }
    let (one_to_three, four_to_eight) = (hash_1_to_3(folded[0], len), hash_4_to_8(folded[0], len));
    if len < 4 { one_to_three } else { four_to_eight }
}

/// The secret's bytes, eight by eight.
const SECRET: [u64; 7] = [
    0xbe4b_a423_396c_feb8,
    0x1cad_21f7_2c81_017c,
    0xdb97_9083_e96d_d4de,
    0x1f67_b3b7_a4a4_4072,
    0x78e5_c0cc_4ee6_79cb,
    0x2172_ffcc_7dd0_5a82,
    0x8e24_43f7_7446_08b8,
];

fn hash_9_to_16(folded: [u64; 2], len: usize) -> u64 {
    const FLIPS: [u64; 2] = [SECRET[3] ^ SECRET[4], SECRET[5] ^ SECRET[6]];
    let last_eight = folded[0].wrapping_shr(8 * (len as u32 - 8)) | folded[1].wrapping_shl(8 * (16 - len as u32));
    let (low, high) = (folded[0] ^ FLIPS[0], last_eight ^ FLIPS[1]);
    let product = u128::from(low) * u128::from(high);
    let folded_product = product as u64 ^ (product >> 64) as u64;
    let h = (len as u64).wrapping_add(low.swap_bytes()).wrapping_add(high).wrapping_add(folded_product);
    let h = (h ^ h >> 37).wrapping_mul(0x1656_6791_9e37_79f9);
    h ^ h >> 32
}

fn hash_1_to_3(word: u64, len: usize) -> u64 {
    const FLIP: u64 = (SECRET[0] ^ SECRET[0] >> 32) & 0xffff_ffff;
    let byte = |at: usize| word >> (8 * (at & 7)) & 0xff;
    let combined = byte(0) << 16 | byte(len >> 1) << 24 | byte(len.wrapping_sub(1)) | (len as u64) << 8;
    let h = combined ^ FLIP;
    let h = (h ^ h >> 33).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    let h = (h ^ h >> 29).wrapping_mul(0x1656_67b1_9e37_79f9);
    h ^ h >> 32
}

fn hash_4_to_8(word: u64, len: usize) -> u64 {
    const FLIP: u64 = SECRET[1] ^ SECRET[2];
    let last_four = word.wrapping_shr((len as u32).wrapping_sub(4).wrapping_mul(8)) & 0xffff_ffff;
    let h = last_four.wrapping_add(word << 32) ^ FLIP;
    let h = (h ^ h.rotate_left(49) ^ h.rotate_left(24)).wrapping_mul(0x9fb2_1c65_1e98_df25);
    let h = (h ^ (h >> 35).wrapping_add(len as u64)).wrapping_mul(0x9fb2_1c65_1e98_df25);
    h ^ h >> 28
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Parser, fold_hash};
    use proptest::prelude::*;

    /// The first bytes of a text with line feeds behind it.
    fn looked_at(text: &str) -> [u8; N_LOOKED_AT] {
        std::array::from_fn(|at| text.as_bytes().get(at).copied().unwrap_or(b'\n'))
    }

    #[test]
    fn words_end_where_they_may_not_go_on() {
        let len = |text: &str| plain_word(&looked_at(text)).map(|word| word.len);
        for (text, expected) in [
            ("a", Some(1)),
            ("Harbour master", Some(7)),
            ("harbours.", Some(8)),
            ("harbour's", None),
            ("harbours'", Some(8)),
            ("harbours, which", Some(8)),
            ("U.S", None),
            ("1,500", None),
            ("caf\u{e9}", None),
            ("ab\u{a0}c", None),
            ("", None),
            (" a", None),
            ("abcdefghijklmno", Some(15)),
            ("abcdefghijklmnop", None),
        ] {
            assert_eq!(len(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn plain_words_are_hashed_and_marked_in_the_general_way(word in "[A-Za-z0-9]{1,15}", rest in "( .{0,9})?") {
            let text = format!("{word}{rest}");
            let plain = plain_word(&looked_at(&text)).expect("letters and digits, then a space");
            prop_assert_eq!(plain.len, word.len());
            prop_assert_eq!(plain.hash, fold_hash(&word, &mut String::new()));
            // A soft hyphen behind it, which no reader sees, sends the same word the general way.
            let general = format!("{word}\u{ad}");
            let mut parser = Parser::new();
            let parsed = parser.parse(&general).words[0];
            prop_assert_eq!(parsed.hash, plain.hash);
            prop_assert_eq!(parsed.marks, plain.marks.of_place(true, false));
        }
    }
}
