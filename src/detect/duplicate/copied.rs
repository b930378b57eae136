//! May this paragraph go, if the passage of another document stays that it overlaps? The limits of a document hold for it too,
//! and closer ones: it is short, and one word of it may be the news. Asked by the engine of candidates both ways.
//!
//! A paragraph whose words were changed by chance is a copy as well, names and all. What tells it from one that an editor changed:
//! its changes are single words, they fall everywhere, and what was put fits nothing (`edits`).

use super::edits::Edits;
use super::judge::{
    Limit, MAX_FACTS_CHANGED, MAX_FACTS_MISSING, MAX_NEW, MIN_COVERED, MIN_NEAR_ALIGNED, MIN_OWN_PLACES, SHORT_WORDS,
    WORDS_PER_TURN, allowed, loss_limits, n_spare_facts,
};
use super::overlap::{Overlap, share};
use super::tokens::Tokens;

/// Least share of the words of a paragraph that are aligned with an equal word, and least share of those that are aligned or
/// have another word in their place. Guesses: an edit of one word in ten leaves .9; checked by reading removals.
pub const MIN_PARAGRAPH_ALIGNED: f64 = 0.86;
const MIN_PARAGRAPH_MATCHED: f64 = 0.92;
/// Least share of its words outside quotations that are aligned. A guess: one word of a short attribution may differ.
const MIN_AROUND_QUOTATION: f64 = 0.75;
/// From here on a paragraph is mentioned. A guess.
pub const MIN_PARAGRAPH_SUSPECT: f64 = 0.65;

/// What a paragraph is to a passage of another document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Another text.
    Other,
    /// Worth a word, not certain enough to go.
    Suspect,
    /// The same but for single words here and there, of which none tells whether an editor changed them: whether those of the one
    /// fit their places and those of the other do not is for the language model to say.
    Undecided,
    /// The same but for words changed by chance.
    Edited,
    /// The same, or nearly.
    Copy,
}

/// What the first is to the second, for which it may go.
pub fn liken(paragraph: &Tokens, passage: &Tokens) -> (Likeness, Option<Overlap>) {
    if !may_be_akin(paragraph, passage) {
        return (Likeness::Other, None);
    }
    let overlap = Overlap::of(paragraph, passage);
    let likeness = liken_overlap(paragraph, passage, &overlap);
    (likeness, Some(overlap))
}

fn liken_overlap(paragraph: &Tokens, passage: &Tokens, overlap: &Overlap) -> Likeness {
    if is_near_copy(overlap) {
        return Likeness::Copy;
    }
    if overlap.aligned() < MIN_PARAGRAPH_SUSPECT {
        return Likeness::Other;
    }
    let edits = Edits::of(paragraph, passage, &overlap.alignment);
    let suspect = || if is_suspect(overlap) { Likeness::Suspect } else { Likeness::Other };
    match edits.paragraph_limits(overlap).iter().all(Limit::holds) {
        true if edits.n_misfits > 0 => Likeness::Edited,
        true if overlap.aligned_unquoted() >= MIN_AROUND_QUOTATION => Likeness::Undecided,
        _ => suspect(),
    }
}

/// A cheap look before the two are aligned: false where `liken` must say that it is another text.
fn may_be_akin(paragraph: &Tokens, passage: &Tokens) -> bool {
    let n_words = paragraph.len() as u32;
    if passage.len() * 2 < paragraph.len() {
        return false; // a text of a few words over and over, at best
    }
    let n_facts = paragraph.marks.iter().filter(|m| m.is_fact()).count() as u32;
    let (mut n_missing, mut n_facts_missing) = (0, 0);
    for at in paragraph.missing_in(passage) {
        n_missing += 1;
        n_facts_missing += u32::from(paragraph.marks[at].is_fact());
    }
    let n_facts_most = allowed(MAX_FACTS_MISSING, n_facts).max(n_spare_facts(n_words));
    share(n_words - n_missing, n_words) >= MIN_PARAGRAPH_SUSPECT
        && n_facts_missing <= n_facts_most.max(Edits::most_facts_put(n_missing))
}

/// True where nearly the same words stand there, and nothing of its own.
pub(super) fn is_near_copy(overlap: &Overlap) -> bool {
    let is_long = overlap.n_words > SHORT_WORDS;
    if is_long && (overlap.covered() < MIN_COVERED || overlap.aligned() < MIN_NEAR_ALIGNED) {
        return false;
    }
    // Two reports of one event share the quotation: what stands around it must be the same too.
    overlap.aligned_unquoted() >= MIN_AROUND_QUOTATION
        && overlap.aligned() >= MIN_PARAGRAPH_ALIGNED
        && overlap.matched() >= MIN_PARAGRAPH_MATCHED
        && overlap.own_places() >= MIN_OWN_PLACES
        && overlap.n_new <= allowed(MAX_NEW, overlap.n_words)
        && overlap.n_runs_lost == 0
        && overlap.n_times_turned == 0
        && loss_limits(overlap, WORDS_PER_TURN, MAX_FACTS_CHANGED).iter().all(Limit::holds)
}

fn is_suspect(overlap: &Overlap) -> bool {
    overlap.aligned() >= MIN_PARAGRAPH_SUSPECT
        && loss_limits(overlap, WORDS_PER_TURN, MAX_FACTS_CHANGED).iter().all(Limit::holds)
}
