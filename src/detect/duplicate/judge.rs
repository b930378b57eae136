//! May this document go, if that one stays? Only where nearly all that it says stands there too, its names and numbers
//! above all. Template siblings (the same report with other figures), updates with new facts and two stories of one event
//! that share quotations all fail on one of the limits.

use super::edits::{MIN_EDITED_ALIGNED, MIN_MISFITS};
use super::heading::days_apart;
use super::news::n_new_words;
use super::overlap::{Overlap, jaccard};
use super::shared::SharedWords;
use super::short::MIN_LIKENESS;
use super::tokens::{TokenMarks, Tokens};
use crate::corpus::Kinship;
use rustc_hash::FxHashSet;

/// Least share of the words in sentences that stand in the witness. What is left over is a byline or a "read more". Of 1,008
/// spun copies, compared with their originals, 97 % have .96 and more.
pub const MIN_COVERED: f64 = 0.92;
/// Least share of the aligned words that have a place of their own in the witness. A guess: a copy prints a tenth of its text
/// twice as a stand-first or pull quote; reports made of a few phrases share more.
pub(super) const MIN_OWN_PLACES: f64 = 0.88;
/// Least share of the words of a near or contained copy that are aligned with an equal word; in short texts, where one
/// sentence said otherwise is a quarter of the news, more. Guesses, checked by reading removals of wire stories.
pub(super) const MIN_NEAR_ALIGNED: f64 = 0.85;
const MIN_SHORT_ALIGNED: f64 = 0.92;
/// The same of a contained copy: what a longer story says in other words is not this text. In 64 MB of news with 3,301 altered
/// copies .92 removes each of them that .85 removes, and lets three rewritten stories stay; .95 misses six copies.
const MIN_CONTAINED_ALIGNED: f64 = 0.92;
/// Texts up to this many words are short. A guess: one or two paragraphs of a wire story.
pub(super) const SHORT_WORDS: u32 = 60;
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
const MAX_FACTS_MISSING: f64 = 0.08;
/// Most numbers that the witness may lack, as a share of all numbers.
const MAX_NUMBERS_MISSING: f64 = 0.05;
/// Most names and numbers with another one in their place, as a share: the mark of template siblings. A spinner changes some
/// capitalised words too ("Senate" → "Council"): 97 % of the spun copies have .06 and less.
pub(super) const MAX_FACTS_CHANGED: f64 = 0.03;
const MAX_ALTERED_FACTS_CHANGED: f64 = 0.08;
/// Different plain words replaced for each different name changed, from which on a name counts once. A guess: in news that is no
/// copy two and less.
const PLAIN_PER_NAME: u32 = 4;
/// Different plain words replaced from which on a copy is spun, however long it is. A guess: in news that is no copy, six and less
/// where names alone tell the two apart.
const MIN_SPUN_KINDS: u32 = 10;
/// Least share of its words that are aligned or replaced one for one, and least step. A guess, checked by reading: versions of
/// wire stories that replace as many words have .91 and less.
const MIN_LIGHTLY_MATCHED: f64 = 0.97;
const MIN_LIGHTLY_IN_STEP: f64 = 0.95;
/// Most spans of time that a spun copy has in place of plain words ("12 months" for "year"), as a share of its replaced words;
/// one is always allowed. A guess.
const MAX_PUT: f64 = 0.1;
/// Words of a spun copy from which on one name may be changed, however few names there are. A guess.
const LONG_WORDS: u32 = 150;
/// Most words in sentences that say something new, as a share: none in most documents, one sentence of ten words in a
/// story of two thousand.
pub(super) const MAX_NEW: f64 = 0.005;
/// Words for each place where one text says up and the other down, or only one says no. A guess: a desk corrects "not" once
/// in a long story; a spinner replaces such a word now and then.
pub(super) const WORDS_PER_TURN: u32 = 400;
const ALTERED_WORDS_PER_TURN: u32 = 100;
/// From this share of replaced words on a copy counts as altered rather than as near. A hand edits fewer. A guess.
const MIN_REPLACED: f64 = 0.05;
/// A copy with fewer words than this share of the witness's is contained rather than near. A guess.
const MAX_CONTAINED_SIZE: f64 = 0.8;

/// Least share of a document's words that count, and least number of them: the others stand beside the text (credits, lines
/// that many documents have), and a text without them says too little to be found elsewhere. Guesses: of the
/// wire notices that were taken for a part of a stranger, most had next to no other words.
const MIN_COUNTED: f64 = 0.6;
pub(super) const MIN_COUNTED_WORDS: u32 = 20;
/// From this many words that count on a text is no notice, and so much may stand around it. Guesses: twenty lines of a page
/// around two paragraphs.
const STORY_WORDS: u32 = 80;
const MIN_STORY_COUNTED: f64 = 0.25;
/// Least Jaccard similarity of a near copy. A guess: two texts of about one length below it were compared on a few lines
/// only.
const MIN_JACCARD: f64 = 0.1;
/// Most days between a notice that does not name its day and its witness: a correction comes within two. A guess.
pub const MAX_DAYS_APART: i64 = 2;

/// A figure and the limit it was held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// What was measured.
    pub name: &'static str,
    /// The figure.
    pub value: f64,
    /// The limit.
    pub limit: f64,
    /// On which side of the limit the figure must lie.
    pub bound: Bound,
}

/// On which side of a limit a figure must lie; the limit itself is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Above.
    AtLeast,
    /// Below.
    AtMost,
}

impl Limit {
    fn at_least(name: &'static str, value: f64, limit: f64) -> Limit {
        Limit { name, value, limit, bound: Bound::AtLeast }
    }

    fn at_most(name: &'static str, n: u32, limit: u32) -> Limit {
        Limit { name, value: f64::from(n), limit: f64::from(limit), bound: Bound::AtMost }
    }

    /// True where the figure is on the right side.
    pub fn holds(&self) -> bool {
        match self.bound {
            Bound::AtLeast => self.value >= self.limit,
            Bound::AtMost => self.value <= self.limit,
        }
    }
}

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

/// How `document` is a copy of `witness`, where it is one and may go for it. `overlap` is what of it stands there.
pub fn judge(document: &Tokens, witness: &Tokens, overlap: &Overlap) -> Option<Kinship> {
    // Most candidates are other stories of the same event: they fail here, before a verdict is written up.
    let is_stranger = overlap.covered() < MIN_COVERED && document.line.is_none();
    if is_stranger { None } else { verdict(document, witness, overlap).kinship() }
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
pub fn verdict(document: &Tokens, witness: &Tokens, overlap: &Overlap) -> Verdict {
    let n_apart = document.heading.n_apart(&witness.heading);
    let titles = Limit::at_most("names and figures that tell the titles apart", n_apart, 0);
    if document.hashes == witness.hashes {
        return Verdict { would_be: Kinship::Exact, limits: vec![titles] };
    }
    let days = Limit {
        name: "days between notices that do not name theirs",
        value: days_apart(document, witness) as f64,
        limit: MAX_DAYS_APART as f64,
        bound: Bound::AtMost,
    };
    if let (Some(line), Some(other)) = (&document.line, &witness.line) {
        let likeness = line.likeness(other).unwrap_or(0.0);
        let likeness = Limit::at_least("likeness of lines that differ in spelling only", likeness, MIN_LIKENESS);
        let limits = vec![likeness, titles, days];
        return Verdict { would_be: Kinship::Near, limits };
    }
    let is_contained = (document.len() as f64) < MAX_CONTAINED_SIZE * witness.len() as f64;
    let would_be = match overlap.replaced() >= MIN_REPLACED {
        true => Kinship::Altered,
        false if is_contained => Kinship::Contained,
        false => Kinship::Near,
    };
    let min_counted = if overlap.n_words >= STORY_WORDS { MIN_STORY_COUNTED } else { MIN_COUNTED };
    let shared = vec![
        Limit::at_least("words in sentences that stand there", overlap.covered(), MIN_COVERED),
        Limit::at_least("aligned words with a place of their own", overlap.own_places(), MIN_OWN_PLACES),
        Limit::at_least("words that do not stand beside the text, as a share", overlap.counted(), min_counted),
        Limit::at_least("words that do not stand beside the text", overlap.n_words.into(), MIN_COUNTED_WORDS.into()),
        titles,
        days,
    ];
    let mut limits = shared.clone();
    limits.extend(match would_be {
        Kinship::Altered => altered_limits(overlap),
        _ => near_limits(overlap, would_be, n_new_words(document, witness, &overlap.alignment)),
    });
    if would_be == Kinship::Near {
        limits.push(Limit::at_least("jaccard similarity", jaccard(document, witness), MIN_JACCARD));
    }
    let verdict = Verdict { would_be, limits };
    if !shared.iter().all(Limit::holds) {
        return verdict;
    }
    if verdict.kinship().is_none() && would_be != Kinship::Altered && is_spun_lightly(overlap) {
        let spun = Verdict { would_be: Kinship::Altered, limits: [shared.clone(), altered_limits(overlap)].concat() };
        if spun.kinship().is_some() {
            return spun;
        }
    }
    if overlap.n_replaced + overlap.n_facts_changed == 0 {
        return verdict; // no word stands for another: nothing was edited by chance
    }
    let edits = overlap.edits(document, witness);
    let edited = Verdict { would_be: Kinship::Edited, limits: [shared, edits.limits()].concat() };
    let is_told_by_edits = edits.n_misfits >= MIN_MISFITS && verdict.kinship().is_none();
    if is_told_by_edits || edited.kinship().is_some() { edited } else { verdict }
}

fn near_limits(overlap: &Overlap, would_be: Kinship, n_new: u32) -> Vec<Limit> {
    let min_aligned = match would_be {
        Kinship::Contained => MIN_CONTAINED_ALIGNED,
        _ if overlap.n_words <= SHORT_WORDS => MIN_SHORT_ALIGNED,
        _ => MIN_NEAR_ALIGNED,
    };
    let mut limits = vec![Limit::at_least("words aligned", overlap.aligned(), min_aligned)];
    limits.push(Limit::at_most(
        "words in sentences that say something new",
        overlap.n_new.max(n_new),
        allowed(MAX_NEW, overlap.n_words),
    ));
    limits.extend(loss_limits(overlap, WORDS_PER_TURN, MAX_FACTS_CHANGED));
    limits
}

fn altered_limits(overlap: &Overlap) -> Vec<Limit> {
    let mut limits = vec![
        Limit::at_least("words", f64::from(overlap.n_words), f64::from(MIN_ALTERED_WORDS)),
        Limit::at_least("words aligned outside quotations", overlap.aligned_unquoted(), MIN_ALIGNED),
        Limit::at_least("words aligned or replaced one for one", overlap.matched(), MIN_MATCHED),
        Limit::at_least("step of the two texts", overlap.in_step(), MIN_IN_STEP),
    ];
    // What a spinner puts in is not missing in the original; what it changes is held against a limit of its own.
    let n_put = overlap.n_spans_put.min(allowed(MAX_PUT, overlap.n_replaced).max(1));
    let mut judged = overlap.counts();
    judged.n_facts_missing = judged.n_facts_missing.saturating_sub(n_put + overlap.n_facts_changed);
    judged.n_numbers_missing = judged.n_numbers_missing.saturating_sub(n_put);
    judged.n_facts_changed = n_changed(overlap);
    limits.extend(loss_limits(&judged, ALTERED_WORDS_PER_TURN, MAX_ALTERED_FACTS_CHANGED));
    limits
}

/// True where fewer words are replaced than in a spun copy, but so many different ones, and nothing else, that no editor did it.
fn is_spun_lightly(overlap: &Overlap) -> bool {
    let n_plain = n_kinds(&overlap.replacements);
    n_plain >= MIN_SPUN_KINDS
        && n_kinds(&overlap.changes) * PLAIN_PER_NAME <= n_plain
        && overlap.matched() >= MIN_LIGHTLY_MATCHED
        && overlap.in_step() >= MIN_LIGHTLY_IN_STEP
}

/// Different pairs.
fn n_kinds(pairs: &[(u32, u32)]) -> u32 {
    pairs.iter().collect::<FxHashSet<_>>().len() as u32
}

/// Names and numbers that a spinner changed: a name that has the same other one in its place throughout counts once ("House" →
/// "Residence"), where so many plain words were replaced as well that names are no more than its share.
fn n_changed(overlap: &Overlap) -> u32 {
    let n_changed = n_kinds(&overlap.changes);
    if n_changed * PLAIN_PER_NAME <= n_kinds(&overlap.replacements) { n_changed } else { overlap.n_facts_changed }
}

/// What may be lost or changed.
pub(super) fn loss_limits(overlap: &Overlap, words_per_turn: u32, max_facts_changed: f64) -> [Limit; 4] {
    let is_altered = max_facts_changed == MAX_ALTERED_FACTS_CHANGED;
    // A spinner replaces words that open a sentence as it does others; elsewhere such a word may be the name in the news.
    let n_changed = overlap.n_facts_changed + if is_altered { 0 } else { overlap.n_openings_changed };
    let n_changed_spare = u32::from(is_altered && overlap.n_words >= LONG_WORDS);
    let n_changed_max = allowed(max_facts_changed, overlap.n_facts).max(n_changed_spare);
    let facts = allowed(MAX_FACTS_MISSING, overlap.n_facts).max(n_spare_facts(overlap.n_words));
    [
        Limit::at_most("names and numbers missing there", overlap.n_facts_missing, facts),
        Limit::at_most(
            "figures missing there",
            overlap.n_numbers_missing,
            allowed(MAX_NUMBERS_MISSING, overlap.n_numbers),
        ),
        Limit::at_most("names and numbers changed", n_changed, n_changed_max),
        Limit::at_most("places that say the contrary", overlap.n_turned, overlap.n_words / words_per_turn),
    ]
}

/// Names and numbers that a text of so many words may lack, however few it has.
fn n_spare_facts(n_words: u32) -> u32 {
    u32::from(n_words > SHORT_WORDS)
}

/// A share of a count, rounded down.
pub(super) fn allowed(limit: f64, n: u32) -> u32 {
    (limit * f64::from(n)).floor() as u32
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
                prop_assert!(may_be || judge(a, b, &Overlap::of(a, b)).is_none());
            }
        }
    }
}
