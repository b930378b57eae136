//! May this document go, if that one stays? Only where nearly all that it says stands there too, its names and numbers
//! above all. Template siblings (the same report with other figures), updates with new facts and two stories of one event
//! that share quotations all fail on one of the limits.

use super::overlap::{Overlap, share};
use crate::corpus::Kinship;

/// Least share of the words in sentences that stand in the witness. What is left over is a line of a byline or a "read
/// more"; see `near-duplicate-document.md` for the figures.
pub const MIN_COVERED: f64 = 0.92;
/// Least share of the words outside quotations that are aligned with an equal word. Spun copies with 45 % of their words
/// replaced have .49 and more; the closest pairs of different stories .42.
pub const MIN_ALIGNED: f64 = 0.45;
/// Most names and numbers that the witness may lack, as a share.
pub const MAX_FACTS_MISSING: f64 = 0.08;
/// Most numbers that the witness may lack, as a share of all numbers.
const MAX_NUMBERS_MISSING: f64 = 0.05;
/// Most names and numbers with another one in their place, as a share: the mark of template siblings.
const MAX_FACTS_CHANGED: f64 = 0.03;
/// From this share of replaced words on a copy counts as altered rather than as near. A hand edits fewer. A guess.
pub const MIN_REPLACED: f64 = 0.05;
/// A copy with fewer words than this share of the witness's is contained rather than near. A guess.
const MAX_CONTAINED_SIZE: f64 = 0.8;

/// How `overlap` (of a document of `n_words`) makes it a copy of a witness of `n_witness_words`, where it does.
pub fn judge(overlap: &Overlap, n_words: usize, n_witness_words: usize) -> Option<Kinship> {
    let is_within = overlap.covered() >= MIN_COVERED
        && overlap.aligned_unquoted() >= MIN_ALIGNED
        && overlap.n_words > 0
        && keeps_facts(overlap);
    let is_contained = (n_words as f64) < MAX_CONTAINED_SIZE * n_witness_words as f64;
    is_within.then_some(if overlap.replaced() >= MIN_REPLACED {
        Kinship::Altered
    } else if is_contained {
        Kinship::Contained
    } else {
        Kinship::Near
    })
}

fn keeps_facts(overlap: &Overlap) -> bool {
    let allowed = |limit: f64, n: u32| (limit * f64::from(n)).floor() as u32;
    overlap.n_facts_missing <= allowed(MAX_FACTS_MISSING, overlap.n_facts).max(1)
        && overlap.n_numbers_missing <= allowed(MAX_NUMBERS_MISSING, overlap.n_numbers)
        && overlap.n_facts_changed <= allowed(MAX_FACTS_CHANGED, overlap.n_facts)
}

/// How strong the evidence is: the better of two witnesses has more of it.
pub fn strength(overlap: &Overlap) -> f64 {
    overlap.covered() + overlap.aligned() - share(overlap.n_facts_missing, overlap.n_facts)
}
