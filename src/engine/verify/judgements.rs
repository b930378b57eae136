//! Every pair of candidates is judged once, both ways, and what was found is remembered: choosing who stays asks for it again
//! and again. Candidates that hang together are read together, a few at a time, so memory does not grow with their number.

use super::super::ports::Fault;
use super::batches::{WAVE, batches};
use super::candidate::{Candidate, Candidates};
use super::sought::Sought;
use crate::corpus::{Kinship, WordPairs, components};
use crate::detect::duplicate::{
    Overlap, SharedWords, Tokens, jaccard, judge, lost_figures, may_be_copy, may_be_copy_but_for_asides, may_turn,
    name_replacements, shingle_jaccard, strength,
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
    /// Words of each that do not stand beside the text.
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
        let links: Vec<(u32, u32)> = components(pairs).into_iter().flat_map(|component| component.links).collect();
        let batches = batches(&links);
        let mut judged = Vec::new();
        for wave in batches.chunks(WAVE) {
            let found: Vec<Vec<Judged>> =
                wave.into_par_iter().map(|batch| self.judge_batch(batch)).collect::<Result<_, Fault>>()?;
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
        let mut found: Vec<Judged> =
            pairs.iter().filter_map(|&(a, b)| self.judge([a, b], &loaded[&a], &loaded[&b])).collect();
        for judged in &mut found {
            judged.n_told = judged.docs.map(|doc| loaded[&doc].n_told() as u32);
        }
        Ok(found)
    }

    fn judge(&self, docs: [u32; 2], a: &Candidate<'_>, b: &Candidate<'_>) -> Option<Judged> {
        let shared = SharedWords::of(a.plain(), b.plain());
        let ab = self.compare(a, b, &shared);
        let ba = self.compare(b, a, &shared.turned());
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
        let held = [spell(ab, a, b), spell(ba, b, a)];
        held.iter().any(Option::is_some).then(|| Judged {
            docs,
            outdated: match [a.is_correction(), b.is_correction()] {
                [true, false] => Some(docs[1]),
                [false, true] => Some(docs[0]),
                _ => None,
            },
            held,
            n_told: [a.n_told() as u32, b.n_told() as u32],
            duel,
            lost_figures: loser,
        })
    }

    /// The first as a copy of the second. Which of its lines stand beside the text is asked where that can turn the answer.
    fn compare(&self, copy: &Candidate<'_>, witness: &Candidate<'_>, shared: &SharedWords) -> Option<Compared> {
        let (here, there) = (copy.plain(), witness.plain());
        if let Some(limit) = self.sought.least_jaccard.filter(|&limit| self.sought.has(Kinship::Similar(limit))) {
            let jaccard = shingle_jaccard(here, there);
            if jaccard >= f64::from(limit) / 1000.0 {
                let overlap = Overlap::of_shared(here, there, shared);
                return Some(Compared { kinship: Kinship::Similar(limit), jaccard, lost_figures: false, overlap });
            }
        }
        let is_open = may_be_copy_but_for_asides(here, shared);
        if !is_open && !may_be_copy(here, there, shared) {
            return None;
        }
        let kin = |here: &Tokens, there: &Tokens| Overlap::of_kin(here, there, shared, MAX_UNCOVERED);
        let overlap = kin(here, there)?;
        let may_turn = is_open && may_turn(&overlap);
        let lead = |places: &[(u32, u32)]| -duel(self.model, &copy.parsed(), &witness.parsed(), places);
        self.judge_as(here, there, overlap, lead).or_else(|| {
            let (here, there) = may_turn.then(|| (copy.marked(), witness.marked()))?;
            let overlap = if may_be_copy(here, there, shared) { kin(here, there)? } else { return None };
            self.judge_as(here, there, overlap, lead)
        })
    }

    fn judge_as(
        &self,
        here: &Tokens,
        there: &Tokens,
        overlap: Overlap,
        lead: impl Fn(&[(u32, u32)]) -> f64,
    ) -> Option<Compared> {
        let kinship = judge(here, there, &overlap, lead).filter(|&kinship| self.sought.has(kinship))?;
        let lost_figures = is_reworded(kinship) && lost_figures(here, there, &overlap);
        Some(Compared { kinship, jaccard: jaccard(here, there), lost_figures, overlap })
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
}

impl Compared {
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
