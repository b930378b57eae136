//! Every pair of candidates is judged once, both ways, and what was found is remembered: choosing who stays asks for it again
//! and again. Candidates that hang together are read together, a few at a time, so memory does not grow with their number.

use super::super::ports::Fault;
use super::batches::{WAVE, batches};
use super::candidate::{Candidate, Candidates};
use super::sought::Sought;
use crate::corpus::{Kinship, WordPairs, linked};
use crate::detect::duplicate::{
    Overlap, SharedWords, Tokens, jaccard, judge, lost_figures, may_be_copy, may_be_copy_but_for_asides, may_be_edited,
    may_turn, name_replacements, shingle_jaccard, strength,
};
use crate::detect::spun::duel;
use crate::model::Model;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// Most words of a copy, as a share, in sentences that do not stand in its witness: those that may stand beside the text, and those
/// that any copy may have. A guess: of 64 MB of news .33 loses 12 copies of 3,400.
const MAX_UNCOVERED: f64 = 0.5;

/// That one document says what another says: the figures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    pub(super) kinship: Kinship,
    pub(super) strength: f64,
    pub(super) covered: f64,
    pub(super) aligned: f64,
    pub(super) jaccard: f64,
    pub(super) n_replaced: u32,
    /// The commonest replacements, spelt out: the witness's word, the copy's word.
    pub(super) replacements: WordPairs,
}

/// What was found of one pair, of which one at least is a copy of the other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Judged {
    /// The smaller number first.
    pub(super) docs: [u32; 2],
    /// The first as a copy of the second, the second as a copy of the first.
    pub(super) held: [Option<Held>; 2],
    /// Words of each that do not stand beside the text; where it may go for the other, of sentences that stand there.
    pub(super) n_told: [u32; 2],
    /// By how many nats the words of the first fit their places better than those of the second, where they differ.
    pub(super) duel: f64,
    /// The one that the other says it corrects.
    pub(super) outdated: Option<u32>,
    /// The one that lost figures which the other has, of two texts with words changed by chance.
    pub(super) lost_figures: Option<u32>,
}

/// Judges pairs.
pub(super) struct Judge<'a> {
    pub(super) candidates: &'a Candidates<'a>,
    pub(super) model: &'a Model,
    pub(super) sought: Sought,
}

impl Judge<'_> {
    /// The pairs that are copies one way or the other, in the order of `components`.
    pub(super) fn judge_all(&self, pairs: &[(u32, u32)]) -> Result<Vec<Judged>, Fault> {
        let linked = linked(pairs.iter().copied());
        let links: Vec<(u32, u32)> = linked.into_iter().map(|(_, number)| pairs[number as usize]).collect();
        let batches = batches(&links);
        let mut judged = Vec::new();
        for wave in batches.chunks(WAVE) {
            let found: Vec<Vec<Judged>> =
                wave.par_iter().with_max_len(1).map(|batch| self.judge_batch(batch)).collect::<Result<_, Fault>>()?;
            judged.reserve_exact(found.iter().map(Vec::len).sum());
            judged.extend(found.into_iter().flatten());
        }
        Ok(judged)
    }

    /// One pair that was no candidate.
    pub(super) fn judge_pair(&self, a: u32, b: u32) -> Result<Option<Judged>, Fault> {
        let docs = [a.min(b), a.max(b)];
        let (a, b) = (self.candidates.load(docs[0])?, self.candidates.load(docs[1])?);
        Ok(self.judge(docs, &a, &b))
    }

    fn judge_batch(&self, pairs: &[(u32, u32)]) -> Result<Vec<Judged>, Fault> {
        let mut loaded: FxHashMap<u32, Candidate<'_>> = FxHashMap::default();
        for doc in pairs.iter().flat_map(|&(a, b)| [a, b]) {
            if let Entry::Vacant(place) = loaded.entry(doc) {
                place.insert(self.candidates.load(doc)?);
            }
        }
        Ok(pairs.iter().filter_map(|&(a, b)| self.judge([a, b], &loaded[&a], &loaded[&b])).collect())
    }

    fn judge(&self, docs: [u32; 2], a: &Candidate<'_>, b: &Candidate<'_>) -> Option<Judged> {
        let shared = SharedWords::of(a.plain(), b.plain());
        let (mut ab, ab_may_turn) = self.compare(a, b, &shared);
        let shared = shared.turned();
        let (mut ba, ba_may_turn) = self.compare(b, a, &shared);
        // A text whose words were changed by chance leaves for the one in which they were not, never that one for it.
        let is_edit = |copy: &Option<Compared>| copy.as_ref().is_some_and(|copy| copy.kinship == Kinship::Edited);
        let (is_ab_asked, is_ba_asked) = (ab_may_turn && !is_edit(&ba), ba_may_turn && !is_edit(&ab));
        if is_ba_asked {
            ba = self.compare_marked(b, a, &shared);
        }
        if is_ab_asked {
            ab = self.compare_marked(a, b, &shared.turned());
        }
        let copies = || [&ab, &ba].into_iter().flatten();
        let is_reworded = copies().any(|copy| is_reworded(copy.kinship));
        let is_edited = copies().any(|copy| copy.kinship == Kinship::Edited);
        let duel = if is_reworded { self.duel(a, b, ab.as_ref(), ba.as_ref()) } else { 0.0 };
        let lost = |copy: &Option<Compared>| copy.as_ref().is_some_and(|copy| copy.lost_figures);
        let loser = match (lost(&ab), lost(&ba)) {
            (true, false) if is_edited => Some(docs[0]),
            (false, true) if is_edited => Some(docs[1]),
            _ => None,
        };
        let spell = |copy: Option<Compared>, here: &Candidate<'_>, there: &Candidate<'_>| {
            copy.map(|copy| copy.spell(here, there))
        };
        // What a text has that may go for the other is no news, however long a menu it is.
        let n_told = [(a, &ab), (b, &ba)].map(|(document, copy)| {
            let n_lacking = copy.as_ref().map_or(0, |copy| copy.n_lacking);
            document.plain().n_told() as u32 - n_lacking
        });
        let held = [spell(ab, a, b), spell(ba, b, a)];
        held.iter().any(Option::is_some).then(|| Judged {
            docs,
            outdated: match [a.is_correction(), b.is_correction()] {
                [true, false] => Some(docs[1]),
                [false, true] => Some(docs[0]),
                _ => None,
            },
            held,
            n_told,
            duel,
            lost_figures: loser,
        })
    }

    /// The first as a copy of the second; and where it is none, whether lines that stand beside the text can turn the answer.
    fn compare(&self, copy: &Candidate<'_>, witness: &Candidate<'_>, shared: &SharedWords) -> (Option<Compared>, bool) {
        let (here, there) = (copy.plain(), witness.plain());
        if let Some(limit) = self.sought.least_jaccard.filter(|&limit| self.sought.has(Kinship::Similar(limit))) {
            let jaccard = shingle_jaccard(here, there);
            if jaccard >= f64::from(limit) / 1000.0 {
                let overlap = Overlap::of_shared(here, there, shared);
                let kinship = Kinship::Similar(limit);
                return (Some(Compared { kinship, jaccard, lost_figures: false, n_lacking: 0, overlap }), false);
            }
        }
        let is_open = may_be_copy_but_for_asides(here, shared);
        if !is_open && !may_be_copy(here, there, shared) {
            return (None, false);
        }
        let Some(overlap) = Overlap::of_kin(here, there, shared, MAX_UNCOVERED) else { return (None, false) };
        match self.kinship([copy, witness], [here, there], &overlap) {
            Some(kinship) => (Some(Compared::of(kinship, copy, [here, there], overlap)), false),
            None => (None, is_open && may_turn(here, there, &overlap, shared)),
        }
    }

    /// The same without the lines of either that stand beside the text by what the boilerplate and garbled rules know.
    fn compare_marked(&self, copy: &Candidate<'_>, witness: &Candidate<'_>, shared: &SharedWords) -> Option<Compared> {
        let (here, there) = (copy.marked(), witness.plain());
        if !may_be_copy(here, there, shared) {
            return None;
        }
        let overlap = Overlap::of_kin(here, there, shared, MAX_UNCOVERED)?;
        let there = if may_be_edited(&overlap) { witness.marked() } else { there };
        let kinship = self.kinship([copy, witness], [here, there], &overlap)?;
        Some(Compared::of(kinship, copy, [here, there], overlap))
    }

    /// What the first is to the second, by these of their words, where it is a copy that is sought.
    fn kinship(
        &self,
        [copy, witness]: [&Candidate<'_>; 2],
        [here, there]: [&Tokens; 2],
        overlap: &Overlap,
    ) -> Option<Kinship> {
        let lead = |places: &[(u32, u32)]| -duel(self.model, &copy.parsed(), &witness.parsed(), places);
        judge(here, there, overlap, lead).filter(|&kinship| self.sought.has(kinship))
    }

    /// By how many nats the words of the first fit better.
    fn duel(&self, a: &Candidate<'_>, b: &Candidate<'_>, ab: Option<&Compared>, ba: Option<&Compared>) -> f64 {
        match (ab, ba) {
            (Some(ab), _) => duel(self.model, &a.parsed(), &b.parsed(), &ab.overlap.replacements),
            (None, Some(ba)) => -duel(self.model, &b.parsed(), &a.parsed(), &ba.overlap.replacements),
            (None, None) => 0.0,
        }
    }
}

/// One document as a copy of another, before its words are spelt.
struct Compared {
    kinship: Kinship,
    overlap: Overlap,
    jaccard: f64,
    /// It lost figures that the other has.
    lost_figures: bool,
    /// Words of sentences that the other lacks.
    n_lacking: u32,
}

impl Compared {
    /// `overlap` is what of `here`, the words of the copy, stands in `there`.
    fn of(kinship: Kinship, copy: &Candidate<'_>, [here, there]: [&Tokens; 2], overlap: Overlap) -> Compared {
        let lost_figures = is_reworded(kinship) && lost_figures(here, there, &overlap);
        let n_lacking = overlap.n_lacking(here, copy.plain());
        Compared { kinship, jaccard: jaccard(here, there), lost_figures, n_lacking, overlap }
    }

    fn spell(self, copy: &Candidate<'_>, witness: &Candidate<'_>) -> Held {
        let Compared { kinship, overlap, jaccard, .. } = self;
        Held {
            kinship,
            strength: if matches!(kinship, Kinship::Similar(_)) { jaccard } else { strength(&overlap) },
            covered: overlap.covered(),
            aligned: overlap.aligned_unquoted(),
            jaccard,
            n_replaced: overlap.n_replaced,
            replacements: name_replacements(&copy.parsed(), &witness.parsed(), &overlap.replacements),
        }
    }
}

/// True for copies in other words.
pub(super) fn is_reworded(kinship: Kinship) -> bool {
    matches!(kinship, Kinship::Altered | Kinship::Edited)
}
