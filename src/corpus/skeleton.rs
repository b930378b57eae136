//! The skeleton of a text: its names and numbers, two by two in order. A spinner changes every third word and leaves these
//! alone, so a spun copy shares next to no shingle with its original but most of the skeleton. Source of the idea:
//! "immutables" in Zhang, Wang, Voelker 2014, "DSpin: detecting automatically spun content on the web" (NDSS).
//!
//! Of each document the smallest hashes are kept: two documents keep the same ones of what they share.

use super::sketch::mix;
use crate::text::Word;

/// Hashes kept of one document: with the bands 320 bytes. A story of 400 words has about 60 pairs of immutables. Of 317 copies with 30 %
/// of their words edited by chance, 64 hashes find two more as candidates.
pub const SKELETON_SIZE: usize = 48;

/// Appends the skeleton of `words` to `out`, sorted, at most `SKELETON_SIZE` hashes. `scratch` is a buffer.
pub(super) fn append(words: &[Word], scratch: &mut Vec<u32>, out: &mut Vec<u32>) -> usize {
    scratch.clear();
    let mut before = None;
    for word in words.iter().filter(|w| w.is_immutable()) {
        if let Some(before) = before.replace(word.hash).filter(|&b| b != word.hash) {
            scratch.push(mix(before.wrapping_mul(3) ^ word.hash) as u32);
        }
    }
    scratch.sort_unstable();
    scratch.dedup();
    scratch.truncate(SKELETON_SIZE);
    out.extend_from_slice(scratch);
    scratch.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn skeleton(text: &str) -> Vec<u32> {
        let (mut parser, mut out) = (Parser::new(), Vec::new());
        append(parser.parse(text).words, &mut Vec::new(), &mut out);
        out
    }

    #[test]
    fn other_words_between_the_same_names_leave_the_skeleton_alone() {
        let plain = skeleton("On Monday the mayor of Lannis, Anna Bell, opened 12 new piers for the Orrin line.");
        let spun = skeleton("On Monday the chief of Lannis, Anna Bell, unlocked 12 fresh docks for the Orrin route.");
        assert_eq!(plain, spun);
        assert_eq!(plain.len(), 5);
    }
}
