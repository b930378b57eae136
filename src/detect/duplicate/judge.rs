//! May this document go, if that one stays? Only where nearly all that it says stands there too, its names and numbers
//! above all. Template siblings (the same report with other figures), updates with new facts and two stories of one event
//! that share quotations all fail on one of the limits.

use super::overlap::Overlap;
use super::tokens::Tokens;
use crate::corpus::Kinship;

/// Least share of the words in sentences that stand in the witness. What is left over is a byline or a "read more". Of 1,008
/// spun copies, compared with their originals, 97 % have .96 and more.
pub const MIN_COVERED: f64 = 0.92;
/// Least share of the words of a near or contained copy that are aligned with an equal word; in short texts, where one
/// sentence said otherwise is a quarter of the news, more. Guesses, checked by reading removals of wire stories.
const MIN_NEAR_ALIGNED: f64 = 0.85;
const MIN_SHORT_ALIGNED: f64 = 0.92;
/// Texts up to this many words are short. A guess: one or two paragraphs of a wire story.
const SHORT_WORDS: u32 = 60;
/// Least share of the words of a spun copy, outside quotations, that are aligned with an equal word. Spun copies with up to
/// 45 % of the words replaced have .51 and more.
pub const MIN_ALIGNED: f64 = 0.45;
/// Least share of the words of a spun copy that are aligned or have another word in their place (spun copies: 99 % have .87
/// and more; rewritten wire stories: half have less than .71).
const MIN_MATCHED: f64 = 0.85;
/// Least step of a spun copy with its original (spun copies: 98 % have .86 and more; rewritten wire stories: 90 % have less
/// than .80). Spinners that put phrases for words lose some step.
const MIN_IN_STEP: f64 = 0.8;
/// Fewest words of a spun copy. Two short notices in the same form of words look like one spun from the other.
const MIN_ALTERED_WORDS: u32 = 50;
/// Most names and numbers that the witness may lack, as a share. Spun copies: 99 % lack .06 and less; wire rewrites: half
/// lack .2 and more.
pub const MAX_FACTS_MISSING: f64 = 0.08;
/// Most numbers that the witness may lack, as a share of all numbers.
const MAX_NUMBERS_MISSING: f64 = 0.05;
/// Most names and numbers with another one in their place, as a share: the mark of template siblings. A spinner changes some
/// capitalised words too ("Senate" → "Council"): 97 % of the spun copies have .06 and less.
const MAX_FACTS_CHANGED: f64 = 0.03;
const MAX_ALTERED_FACTS_CHANGED: f64 = 0.06;
/// Most words in sentences that say something new, as a share: none in most documents, one sentence of twenty words in a
/// story of thirteen hundred.
const MAX_NEW: f64 = 0.015;
/// Words for each place where one text says up and the other down, or only one says no. A guess: a desk corrects "not" once
/// in a long story; a spinner replaces such a word now and then.
const WORDS_PER_TURN: u32 = 400;
const ALTERED_WORDS_PER_TURN: u32 = 100;
/// From this share of replaced words on a copy counts as altered rather than as near. A hand edits fewer. A guess.
pub const MIN_REPLACED: f64 = 0.05;
/// A copy with fewer words than this share of the witness's is contained rather than near. A guess.
const MAX_CONTAINED_SIZE: f64 = 0.8;

/// Least share of the words of a paragraph that are aligned with an equal word, and least share of those that are aligned or
/// have another word in their place. Guesses: an edit of one word in ten leaves .9; checked by reading removals.
pub const MIN_PARAGRAPH_ALIGNED: f64 = 0.8;
const MIN_PARAGRAPH_MATCHED: f64 = 0.9;
/// From here on a paragraph is mentioned. A guess.
pub const MIN_PARAGRAPH_SUSPECT: f64 = 0.65;

/// How `document` is a copy of `witness`, where it is one and may go for it. `overlap` is what of it stands there.
pub fn judge(document: &Tokens, witness: &Tokens, overlap: &Overlap) -> Option<Kinship> {
    if let (Some(line), Some(other)) = (&document.line, &witness.line) {
        return line.likeness(other).map(|_| Kinship::Near);
    }
    if overlap.n_words == 0 || overlap.covered() < MIN_COVERED {
        return None;
    }
    if overlap.replaced() >= MIN_REPLACED {
        return is_altered(overlap).then_some(Kinship::Altered);
    }
    let is_contained = (document.len() as f64) < MAX_CONTAINED_SIZE * witness.len() as f64;
    is_near(overlap).then_some(if is_contained { Kinship::Contained } else { Kinship::Near })
}

fn is_near(overlap: &Overlap) -> bool {
    let min_aligned = if overlap.n_words <= SHORT_WORDS { MIN_SHORT_ALIGNED } else { MIN_NEAR_ALIGNED };
    overlap.aligned() >= min_aligned
        && f64::from(overlap.n_new) <= MAX_NEW * f64::from(overlap.n_words)
        && overlap.n_turned <= overlap.n_words / WORDS_PER_TURN
        && keeps_facts(overlap, MAX_FACTS_CHANGED)
}

fn is_altered(overlap: &Overlap) -> bool {
    overlap.n_words >= MIN_ALTERED_WORDS
        && overlap.aligned_unquoted() >= MIN_ALIGNED
        && overlap.matched() >= MIN_MATCHED
        && overlap.in_step() >= MIN_IN_STEP
        && f64::from(overlap.n_new) <= MAX_NEW * f64::from(overlap.n_words)
        && overlap.n_turned <= overlap.n_words / ALTERED_WORDS_PER_TURN
        && keeps_facts(overlap, MAX_ALTERED_FACTS_CHANGED)
}

/// True where a paragraph can go for one that it overlaps so.
pub fn judge_paragraph(overlap: &Overlap) -> bool {
    overlap.aligned() >= MIN_PARAGRAPH_ALIGNED
        && overlap.matched() >= MIN_PARAGRAPH_MATCHED
        && overlap.n_turned == 0
        && keeps_facts(overlap, MAX_FACTS_CHANGED)
}

/// True where a paragraph is worth a word, but not certain enough to go.
pub fn may_be_paragraph_copy(overlap: &Overlap) -> bool {
    overlap.aligned() >= MIN_PARAGRAPH_SUSPECT && overlap.n_turned == 0 && keeps_facts(overlap, MAX_FACTS_CHANGED)
}

/// True where the names and numbers stand in the witness, but for a small share.
fn keeps_facts(overlap: &Overlap, max_changed: f64) -> bool {
    let allowed = |limit: f64, n: u32| (limit * f64::from(n)).floor() as u32;
    let n_spare = u32::from(overlap.n_words > SHORT_WORDS);
    overlap.n_facts_missing <= allowed(MAX_FACTS_MISSING, overlap.n_facts).max(n_spare)
        && overlap.n_numbers_missing <= allowed(MAX_NUMBERS_MISSING, overlap.n_numbers)
        && overlap.n_facts_changed <= allowed(max_changed, overlap.n_facts)
}

/// How strong the evidence is: the better of two witnesses has more of it.
pub fn strength(overlap: &Overlap) -> f64 {
    overlap.covered() + overlap.aligned() - overlap.facts_missing()
}
