//! Finds cue strings in a text, ASCII letters in any case. Next to no place of a text opens one, so each place is only asked
//! whether its three bytes are the rarest three of a cue; where they are, the cue is held against the text.

use memchr::memchr2_iter;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Bytes that stand for a cue in the filter. Two are too common; several cues have no more than three.
const ANCHOR_BYTES: usize = 3;
/// Bits of a byte that the filter looks at: letters are told apart, upper and lower case are not.
const BYTE_BITS: u32 = 5;
const N_SLOTS: usize = 1 << (BYTE_BITS as usize * ANCHOR_BYTES);
/// Places of eight bytes at which an anchor begins and ends.
const PLACES: usize = 8 + 1 - ANCHOR_BYTES;

/// A set of cues.
pub(super) struct Cues {
    texts: Vec<&'static str>,
    /// One bit for each slot that is the anchor of a cue.
    filter: Box<[u64; N_SLOTS / 64]>,
    /// For each such slot the cues, and where in them their anchors begin.
    anchors: FxHashMap<usize, Vec<(usize, usize)>>,
    /// Cues without an anchor, by position.
    short: Vec<usize>,
}

impl Cues {
    /// The set of those of these cues for which `is_member` holds, by position.
    pub(super) fn new(texts: &[&'static str], is_member: impl Fn(usize) -> bool) -> Cues {
        let (filter, texts) = (Box::new([0; N_SLOTS / 64]), texts.to_vec());
        let mut cues = Cues { texts, filter, anchors: FxHashMap::default(), short: Vec::new() };
        for (cue_idx, text) in cues.texts.iter().enumerate().filter(|(cue_idx, _)| is_member(*cue_idx)) {
            let Some(offset) = rarest(text.as_bytes()) else {
                cues.short.push(cue_idx);
                continue;
            };
            let slot = slot_of(&text.as_bytes()[offset..offset + ANCHOR_BYTES]);
            cues.filter[slot / 64] |= 1 << (slot % 64);
            cues.anchors.entry(slot).or_default().push((cue_idx, offset));
        }
        cues
    }

    /// Hands each place of a cue in `text` to `found`, with the cue's position. Of the cues of one or two bytes,
    /// which stand everywhere, only those are sought for which `is_wanted` holds.
    pub(super) fn find(
        &self,
        text: &[u8],
        is_wanted: impl Fn(usize) -> bool,
        mut found: impl FnMut(usize, Range<usize>),
    ) {
        let mut at = 0;
        while let Some(eight) = text[at..].first_chunk() {
            let slots = slots(eight);
            // Most places open no anchor: six are passed at once.
            let bits = slots.iter().enumerate().map(|(place, &slot)| u32::from(self.is_anchor(slot)) << place);
            let mut anchors = bits.fold(0, |anchors, bit| anchors | bit);
            while anchors != 0 {
                let place = anchors.trailing_zeros() as usize;
                self.hold(text, at + place, slots[place], &mut found);
                anchors &= anchors - 1;
            }
            at += PLACES;
        }
        for (place, anchor) in text[at..].windows(ANCHOR_BYTES).enumerate() {
            if self.is_anchor(slot_of(anchor)) {
                self.hold(text, at + place, slot_of(anchor), &mut found);
            }
        }
        for &cue_idx in self.short.iter().filter(|cue_idx| is_wanted(**cue_idx)) {
            let cue = self.texts[cue_idx];
            let first = cue.as_bytes()[0];
            for start in memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text) {
                let place = start..start + cue.len();
                if is_at(cue, text, &place) {
                    found(cue_idx, place);
                }
            }
        }
    }

    #[inline]
    fn is_anchor(&self, slot: usize) -> bool {
        self.filter[slot / 64] >> (slot % 64) & 1 != 0
    }

    /// Holds the cues whose anchors have this slot against the text, where the bytes at `at` have it.
    #[inline]
    fn hold(&self, text: &[u8], at: usize, slot: usize, found: &mut impl FnMut(usize, Range<usize>)) {
        for &(cue_idx, offset) in self.anchors.get(&slot).into_iter().flatten() {
            let Some(start) = at.checked_sub(offset) else { continue };
            let place = start..start + self.texts[cue_idx].len();
            if is_at(self.texts[cue_idx], text, &place) {
                found(cue_idx, place);
            }
        }
    }
}

fn is_at(cue: &str, text: &[u8], place: &Range<usize>) -> bool {
    text.get(place.clone()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(cue.as_bytes()))
}

/// The slot of an anchor: the low bits of its bytes, side by side, those of the first lowest.
fn slot_of(anchor: &[u8]) -> usize {
    anchor.iter().rev().fold(0, |slot, byte| slot << BYTE_BITS | usize::from(*byte) & ((1 << BYTE_BITS) - 1))
}

/// The slots of the anchors that begin at the first places of eight bytes: the bits that count are brought side by side for all
/// of them at once.
#[inline]
fn slots(eight: &[u8; 8]) -> [usize; PLACES] {
    let bits = u64::from_le_bytes(*eight);
    let bits = bits & 0x001f_001f_001f_001f | bits >> 3 & 0x03e0_03e0_03e0_03e0;
    let bits = bits & 0x0000_03ff_0000_03ff | bits >> 6 & 0x000f_fc00_000f_fc00;
    let bits = bits & 0xf_ffff | bits >> 12 & 0xff_fff0_0000;
    std::array::from_fn(|place| (bits >> (BYTE_BITS as usize * place)) as usize & (N_SLOTS - 1))
}

/// Where the rarest `ANCHOR_BYTES` of a cue begin, by how common letters are in English; nothing in shorter cues.
fn rarest(cue: &[u8]) -> Option<usize> {
    const COMMON: &[u8] = b" etaoinsrhldcumfpgwybvkxjqz";
    let rank = |b: &u8| COMMON.iter().position(|c| *c == b.to_ascii_lowercase()).unwrap_or(COMMON.len());
    let rarity = |window: &[u8]| window.iter().map(rank).sum::<usize>();
    let offsets = 0..(cue.len() + 1).saturating_sub(ANCHOR_BYTES);
    offsets.max_by_key(|&offset| rarity(&cue[offset..offset + ANCHOR_BYTES]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXTS: &[&str] = &["by", "@", "©", "–", "newsletter", "letter", "sign up", "signup", "abo", "über uns", "»"];

    fn found(text: &str) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        Cues::new(TEXTS, |_| true).find(text.as_bytes(), |_| true, |cue, place| found.push((cue, place)));
        found.sort_by_key(|(cue, place)| (*cue, place.start));
        found
    }

    /// Every place of every cue, held against every byte.
    fn expected(text: &str) -> Vec<(usize, Range<usize>)> {
        let at = |cue: usize| (0..text.len()).map(move |start| (cue, start..start + TEXTS[cue].len()));
        (0..TEXTS.len()).flat_map(at).filter(|(cue, place)| is_at(TEXTS[*cue], text.as_bytes(), place)).collect()
    }

    #[test]
    fn cues_are_found_in_any_case_and_inside_each_other() {
        for text in ["Our NEWSLETTER; sign up By mail", "ABOUT über uns – © 2031", "»abo@", "le", ""] {
            assert_eq!(found(text), expected(text), "{text}");
        }
        assert_eq!(found("Newsletter").len(), 2);
    }

    proptest! {
        #[test]
        fn no_cue_is_missed(parts in prop::collection::vec(prop::sample::select(vec!["by", "B", "Y", "@", "new", "sLetter", "letter", "sign", " up", "abo", "ü", "ber uns", "–", "»", "©", "x"]), 0..12)) {
            let text: String = parts.concat();
            prop_assert_eq!(found(&text), expected(&text));
        }
    }

    #[test]
    fn anchors_have_one_slot_however_many_are_looked_at() {
        let text = b"Newsletter \xc3\xbcber \xff\x00\x1f";
        for at in 0..text.len() - 7 {
            let eight = text[at..].first_chunk().unwrap();
            let expected: Vec<usize> = eight.windows(ANCHOR_BYTES).map(slot_of).collect();
            assert_eq!(slots(eight).to_vec(), expected);
        }
    }

    #[test]
    fn what_is_not_wanted_is_not_sought() {
        let mut n = 0;
        Cues::new(TEXTS, |_| true).find("by letter".as_bytes(), |_| false, |_, _| n += 1);
        assert_eq!(n, 1);
        Cues::new(TEXTS, |cue| TEXTS[cue] == "abo").find("by letter, about".as_bytes(), |_| true, |_, _| n += 1);
        assert_eq!(n, 2);
    }
}
