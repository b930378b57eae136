//! May this document go, if that one stays? Only where nearly all that it says stands there too, its names and numbers
//! above all. Template siblings (the same report with other figures), updates with new facts and two stories of one event
//! that share quotations all fail on one of the limits.

use super::edit_limits::{MIN_EDITED_ALIGNED, MIN_MISFITS};
use super::limits::{
    Limit, MAX_ALTERED_FACTS_CHANGED, MAX_CONTAINED_SIZE, MAX_FACTS_MISSING, MIN_COVERED, MIN_LEAD, MIN_REPLACED,
    MIN_SPUN_LEAD, MIN_TOLD_COVERED, NATS, Proof, allowed, altered_limits, days_limit, is_spun_lightly, near_limits,
    shared_limits, titles_limit,
};
use super::overlap::Overlap;
use super::shared::SharedWords;
use super::short::MIN_LIKENESS;
use super::tokens::{TokenMarks, Tokens};
use crate::corpus::Kinship;

/// What a document would be, and the limits that decide whether it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The kind of copy that the two were held to be.
    pub would_be: Kinship,
    /// All must hold.
    pub limits: Vec<Limit>,
}

impl Verdict {
    /// How the document is a copy, where all limits hold.
    pub fn kinship(&self) -> Option<Kinship> {
        self.limits.iter().all(Limit::holds).then_some(self.would_be)
    }
}

/// How `document` is a copy of `witness`, where it is one and may go for it. `overlap` is what of it stands there. `lead` tells of
/// replaced words (positions here and there) by how many nats those of the witness fit their places better; it is asked seldom.
pub fn judge(
    document: &Tokens,
    witness: &Tokens,
    overlap: &Overlap,
    lead: impl Fn(&[(u32, u32)]) -> f64,
) -> Option<Kinship> {
    // Most candidates are other stories of the same event: they fail here, before a verdict is written up.
    if is_stranger(document, witness, overlap) { None } else { verdict(document, witness, overlap, lead).kinship() }
}

/// True where what any copy must hold tells that the document is none. A spun one may have less in common.
fn is_stranger(document: &Tokens, witness: &Tokens, overlap: &Overlap) -> bool {
    if document.line.is_some() || overlap.covered() < MIN_TOLD_COVERED {
        return document.line.is_none();
    }
    let fails = || !shared_limits(document, witness, overlap, MIN_COVERED).iter().all(Limit::holds);
    looks_like(document, witness, overlap) != Kinship::Altered && document.hashes != witness.hashes && fails()
}

/// A cheap look before the two are aligned: false where so many names and numbers of the document stand nowhere in the witness
/// that `judge` must say no. Most candidates are other stories of the same event and fail here.
pub fn may_be_copy(document: &Tokens, witness: &Tokens, shared: &SharedWords) -> bool {
    if document.hashes == witness.hashes || (document.line.is_some() && witness.line.is_some()) {
        return true;
    }
    let mut lacking = Lacking::default();
    // Lines beside the text may not count.
    shared.missing().map(|at| document.marks[at]).filter(|m| m.part() == 0).for_each(|m| lacking.add(m));
    lacking.is_allowed(document)
}

/// Words of a document that its witness has nowhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lacking {
    pub(super) n_words: u32,
    pub(super) n_facts: u32,
    has_number: bool,
}

impl Lacking {
    pub(super) fn add(&mut self, marks: TokenMarks) {
        self.n_words += 1;
        self.n_facts += u32::from(marks.is_fact());
        self.has_number |= marks.is_number();
    }

    pub(super) fn join(&mut self, other: Lacking) {
        self.n_words += other.n_words;
        self.n_facts += other.n_facts;
        self.has_number |= other.has_number;
    }

    /// True where a copy may lack so much.
    pub(super) fn is_allowed(self, document: &Tokens) -> bool {
        let marks = &document.marks;
        let n_facts = marks.iter().filter(|m| m.is_fact() && !m.leaves()).count() as u32;
        let n_spans = marks.windows(2).filter(|pair| pair[0].is_number() && pair[1].is_unit()).count() as u32;
        // What an altered copy may have put in, may have changed and may lack: the most that any document may.
        let n_most = n_spans + 2 * allowed(MAX_ALTERED_FACTS_CHANGED.max(MAX_FACTS_MISSING), n_facts).max(1);
        // One that was edited by chance has other names in place of its own, but no other numbers.
        let n_edited = allowed(1.0 - MIN_EDITED_ALIGNED, document.len() as u32);
        self.n_facts <= n_most || (!self.has_number && self.n_words <= n_edited)
    }
}

/// What `judge` says, with reasons.
pub fn verdict(document: &Tokens, witness: &Tokens, overlap: &Overlap, lead: impl Fn(&[(u32, u32)]) -> f64) -> Verdict {
    if document.hashes == witness.hashes {
        return Verdict { would_be: Kinship::Exact, limits: vec![titles_limit(document, witness)] };
    }
    if let (Some(line), Some(other)) = (&document.line, &witness.line) {
        let likeness = line.likeness(other).unwrap_or(0.0);
        let likeness = Limit::at_least("likeness of lines that differ in spelling only", likeness, MIN_LIKENESS);
        let limits = vec![likeness, titles_limit(document, witness), days_limit(document, witness)];
        return Verdict { would_be: Kinship::Near, limits };
    }
    let would_be = looks_like(document, witness, overlap);
    let mut limits = shared_limits(document, witness, overlap, MIN_COVERED);
    let is_shared = limits.iter().all(Limit::holds);
    let shared = limits.clone();
    limits.extend(match would_be {
        Kinship::Altered => altered_limits(overlap, Proof::Form),
        _ => near_limits(document, witness, overlap, would_be),
    });
    let verdict = Verdict { would_be, limits };
    let verdict = if is_shared { look_again(verdict, shared, [document, witness], overlap, &lead) } else { verdict };
    let is_open = verdict.kinship().is_none() && would_be == Kinship::Altered;
    let spun = if is_open { spun_by_words(document, witness, overlap, &lead) } else { None };
    spun.unwrap_or(verdict)
}

/// The kind of copy that a document is held to be, by form.
fn looks_like(document: &Tokens, witness: &Tokens, overlap: &Overlap) -> Kinship {
    let is_contained = (document.len() as f64) < MAX_CONTAINED_SIZE * witness.len() as f64;
    match overlap.replaced() >= MIN_REPLACED {
        true => Kinship::Altered,
        false if is_contained => Kinship::Contained,
        false => Kinship::Near,
    }
}

/// True where `judge` asks whether the document was edited by chance: only then it matters which lines stand beside the witness.
pub fn may_be_edited(overlap: &Overlap) -> bool {
    overlap.covered() >= MIN_COVERED && has_words_for_others(overlap)
}

/// True where a word stands for another one: without, nothing was edited by chance.
pub(super) fn has_words_for_others(overlap: &Overlap) -> bool {
    overlap.n_replaced + overlap.n_facts_changed > 0
}

/// Was it spun with a light hand, or edited by chance? `shared` are limits that hold.
fn look_again(
    verdict: Verdict,
    shared: Vec<Limit>,
    [document, witness]: [&Tokens; 2],
    overlap: &Overlap,
    lead: impl Fn(&[(u32, u32)]) -> f64,
) -> Verdict {
    let with = |would_be: Kinship, limits: &[Limit]| Verdict { would_be, limits: [&shared, limits].concat() };
    if verdict.kinship().is_none() && verdict.would_be != Kinship::Altered && is_spun_lightly(overlap) {
        let spun = with(Kinship::Altered, &altered_limits(overlap, Proof::Form));
        if spun.kinship().is_some() {
            return spun;
        }
    }
    if !has_words_for_others(overlap) {
        return verdict;
    }
    let edits = overlap.edits(document, witness);
    let edited = with(Kinship::Edited, &edits.limits());
    if edited.kinship().is_some() || verdict.kinship().is_some() {
        return if edited.kinship().is_some() { edited } else { verdict };
    }
    let mut told = with(Kinship::Edited, &edits.limits_but_misfits(overlap));
    if told.kinship().is_some() {
        told.limits.push(Limit::at_least(NATS, lead(&overlap.replacements), MIN_LEAD));
        return told;
    }
    if edits.n_misfits >= MIN_MISFITS { edited } else { verdict }
}

/// A spun copy out of step, where its words tell.
fn spun_by_words(
    document: &Tokens,
    witness: &Tokens,
    overlap: &Overlap,
    lead: impl Fn(&[(u32, u32)]) -> f64,
) -> Option<Verdict> {
    let mut limits = shared_limits(document, witness, overlap, MIN_TOLD_COVERED);
    limits.extend(altered_limits(overlap, Proof::Words));
    if !limits.iter().all(Limit::holds) {
        return None;
    }
    limits.push(Limit::at_least(NATS, lead(&overlap.replacements), MIN_SPUN_LEAD));
    Some(Verdict { would_be: Kinship::Altered, limits }).filter(|verdict| verdict.kinship().is_some())
}

/// How strong the evidence is: the better of two witnesses has more of it.
pub fn strength(overlap: &Overlap) -> f64 {
    overlap.covered() + overlap.aligned() - overlap.facts_missing()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::duplicate::Part;
    use crate::text::Parser;
    use proptest::prelude::*;

    fn tokens(text: &str, is_aside: bool) -> Tokens {
        let part = if is_aside { Part::Aside } else { Part::Text };
        Tokens::of_document(&Parser::new().parse(text), |at| if at == 0 { part } else { Part::Text })
    }

    /// A text of words, names and figures, and a copy in which some are others.
    fn pair() -> impl Strategy<Value = (String, String)> {
        let word = prop_oneof![
            6 => (0u32..60).prop_map(|i| format!("word{} ", ["a", "b", "c", "d", "e"][i as usize % 5].repeat(i as usize / 5 + 1))),
            2 => (0u32..30).prop_map(|i| format!("Name{} ", "x".repeat(i as usize))),
            1 => (0u32..90).prop_map(|i| format!("{i} months ")),
            1 => Just(". Then\n".to_owned()),
        ];
        let words = prop::collection::vec((word, 0u32..40), 1..200);
        (words, 1u32..40).prop_map(|(words, every)| {
            let text = words.iter().map(|(word, _)| word.as_str()).collect();
            let altered = |at: usize| if at.is_multiple_of(3) { "Other " } else { "other " };
            let copy = words.iter().enumerate().map(|(at, (word, n))| if n % every == 1 { altered(at) } else { word });
            (text, copy.collect())
        })
    }

    proptest! {
        #[test]
        fn a_cheap_look_turns_no_copy_away((text, copy) in pair(), is_aside in any::<bool>()) {
            let (a, b) = (tokens(&text, is_aside), tokens(&copy, false));
            for (a, b) in [(&a, &b), (&b, &a)] {
                let may_be = may_be_copy(a, b, &SharedWords::of(a, b));
                prop_assert!(may_be || judge(a, b, &Overlap::of(a, b), |_| f64::MAX).is_none());
            }
        }

        #[test]
        fn what_stands_beside_the_witness_matters_where_edits_are_asked_about((text, copy) in pair()) {
            let (a, plain, marked) = (tokens(&copy, false), tokens(&text, false), tokens(&text, true));
            let overlap = Overlap::of(&a, &plain);
            let kinship = |witness: &Tokens| judge(&a, witness, &overlap, |_| f64::MAX);
            prop_assert!(may_be_edited(&overlap) || kinship(&plain) == kinship(&marked));
        }
    }
}
