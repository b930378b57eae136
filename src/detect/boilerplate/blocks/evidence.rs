//! What the words of a paragraph tell: the log odds of boilerplate of each and of each two in a row, as a lexicon counted them by site.

use crate::detect::boilerplate::lexicon::{Lexicon, pair_key, word_key};
use crate::text::Word;
use std::ops::Range;

/// Figures of a paragraph's words, of its neighbours' and of all together.
pub(super) const N_OWN: usize = 10;
pub(super) const N_NEAR: usize = 12;
/// Neighbours that are told apart, and paragraphs on each side that are summed up.
const NEIGHBOURS: [isize; 4] = [-1, 1, -2, 2];
const WINDOW: usize = 6;
/// What a neighbour tells that is none.
const NONE: f32 = -9.0;
/// Stands before the first word and behind the last one in a pair.
const EDGE: u64 = 1;

/// Log odds of the keys of one sort that the lexicon has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    sum: f32,
    max: f32,
    min: f32,
    n: f32,
}

impl Tally {
    fn add(&mut self, odds: f32) {
        self.sum += odds;
        self.max = self.max.max(odds);
        self.min = self.min.min(odds);
        self.n += 1.0;
    }

    /// Mean log odds.
    fn mean(&self) -> f32 {
        self.sum / self.n.max(1.0)
    }
}

/// The log odds of one paragraph's words and of its pairs of words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Evidence([Tally; 2]);

impl Evidence {
    /// What `words` tell, those of one paragraph.
    pub(super) fn of(words: &[Word], lexicon: &Lexicon) -> Evidence {
        let mut evidence = Evidence::default();
        for word in words {
            lexicon.odds(word_key(word.hash)).into_iter().for_each(|odds| evidence.0[0].add(odds));
        }
        for key in pairs(words) {
            lexicon.odds(key).into_iter().for_each(|odds| evidence.0[1].add(odds));
        }
        evidence
    }

    /// Log odds of the word, or of the two in a row, that tell the most.
    pub(super) fn strongest(&self) -> f32 {
        self.0[0].max.max(self.0[1].max)
    }

    /// The figures of the paragraph itself.
    pub(super) fn own(&self) -> [f32; N_OWN] {
        let [words, pairs] = self.0.map(|t| [t.sum, t.mean(), t.max, t.min, t.n]);
        std::array::from_fn(|k| if k < N_OWN / 2 { words[k] } else { pairs[k - N_OWN / 2] })
    }

    /// The figures of the paragraphs round paragraph `i` of a text.
    pub(super) fn near(all: &[Evidence], i: usize) -> [f32; N_NEAR] {
        let mut out = [0.0; N_NEAR];
        for (side, out) in out.chunks_exact_mut(N_NEAR / 2).enumerate() {
            for (offset, value) in NEIGHBOURS.into_iter().zip(&mut *out) {
                let neighbour = i.checked_add_signed(offset).and_then(|j| all.get(j));
                *value = neighbour.map_or(NONE, |e| e.0[side].mean());
            }
            let mean = |range: Range<usize>| {
                let n = range.len().max(1) as f32;
                all[range].iter().map(|e| e.0[side].mean()).sum::<f32>() / n
            };
            out[NEIGHBOURS.len()] = mean(i.saturating_sub(WINDOW)..i);
            out[NEIGHBOURS.len() + 1] = mean(i + 1..(i + 1 + WINDOW).min(all.len()));
        }
        out
    }
}

/// Keys of all two words in a row; the first and the last one stand beside an edge.
pub fn pairs(words: &[Word]) -> impl Iterator<Item = u32> {
    let hash = |i: usize| words.get(i).map_or(EDGE, |word| word.hash);
    let n = if words.is_empty() { 0 } else { words.len() + 1 };
    (0..n).map(move |i| pair_key(if i == 0 { EDGE } else { words[i - 1].hash }, hash(i)))
}

/// Names of the figures, in order.
pub(super) fn names() -> impl Iterator<Item = String> {
    let own: &[&str] = &["sum", "mean", "max", "min", "n"];
    let near: &[&str] = &["-1", "+1", "-2", "+2", "before", "after"];
    [own, near].into_iter().flat_map(|fields| {
        ["odds", "pairs"].into_iter().flat_map(move |sort| fields.iter().map(move |field| format!("{sort} {field}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn words_and_pairs_tell_and_neighbours_are_seen() {
        let mut parser = Parser::new();
        let parsed = parser.parse("Share this\nThe pier\nShare");
        let words: Vec<&[Word]> = parsed.blocks.iter().map(|b| parsed.words_of(b)).collect();
        let (share, this) = (words[0][0].hash, words[0][1].hash);
        let lexicon =
            Lexicon::new(vec![(word_key(share), 40), (pair_key(share, this), 60), (pair_key(EDGE, share), 20)]);
        let all: Vec<Evidence> = words.iter().map(|w| Evidence::of(w, &lexicon)).collect();
        assert_eq!(all[0].own(), [2.0, 2.0, 2.0, 0.0, 1.0, 4.0, 2.0, 3.0, 0.0, 2.0]);
        assert_eq!(Evidence::near(&all, 1), [2.0, 2.0, NONE, NONE, 2.0, 2.0, 2.0, 1.0, NONE, NONE, 2.0, 1.0]);
    }
}
