//! Which of two copies is the original? Where one is the other in other words, the figures tell that were lost, and the language
//! model. Pairs are judged once and remembered: choosing who stays asks for them again and again.

use super::alteration::Alterations;
use crate::corpus::Kinship;
use crate::detect::duplicate::{Tokens, lost_figures};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// How the first is a copy of the second, and how strong the evidence is; nothing where it is none.
pub(super) type Judged = Option<(Kinship, f64)>;

/// What was judged of pairs, in both directions.
pub(super) struct Judgements<J> {
    known: FxHashMap<(u32, u32), Judged>,
    judge: J,
}

impl<J: Fn(u32, u32) -> Judged + Sync> Judgements<J> {
    /// Judges these pairs.
    pub(super) fn new(pairs: &[(u32, u32)], judge: J) -> Judgements<J> {
        let both = pairs.par_iter().flat_map_iter(|&(a, b)| [(a, b), (b, a)]);
        let known: Vec<((u32, u32), Judged)> = both.map(|(a, b)| ((a, b), judge(a, b))).collect();
        Judgements { known: known.into_iter().collect(), judge }
    }

    /// How `a` is a copy of `b`.
    pub(super) fn of(&self, a: u32, b: u32) -> Judged {
        self.known.get(&(a, b)).copied().unwrap_or_else(|| (self.judge)(a, b))
    }

    /// The kind of copy alone.
    pub(super) fn kinship(&self, a: u32, b: u32) -> Option<Kinship> {
        self.of(a, b).map(|(kinship, _)| kinship)
    }
}

/// Asks which of two is the original.
pub(super) struct Rewording<'a, T, J> {
    pub(super) alterations: &'a Alterations,
    pub(super) tokens: T,
    pub(super) judgements: &'a Judgements<J>,
}

impl<'a, T: Fn(u32) -> &'a Tokens + Sync, J: Fn(u32, u32) -> Judged + Sync> Rewording<'a, T, J> {
    /// Whether the first is the original; nothing where the two are not in other words, or nothing tells.
    pub(super) fn is_original(&self, a: u32, b: u32) -> Option<bool> {
        let kinships = [self.judgements.kinship(a, b), self.judgements.kinship(b, a)];
        let kinship = kinships.into_iter().flatten().find(|&kinship| is_reworded(kinship))?;
        let (here, there) = ((self.tokens)(a), (self.tokens)(b));
        match (kinship == Kinship::Edited).then(|| [lost_figures(here, there), lost_figures(there, here)]) {
            Some([true, false]) => Some(false),
            Some([false, true]) => Some(true),
            _ => self.alterations.leads(a, b),
        }
    }

    /// True where the first, a copy of the second, is its original, and the second is no loss: it can leave, or is the same text
    /// with words that fit nothing.
    pub(super) fn is_kept(&self, a: u32, b: u32) -> bool {
        let is_lesser = || match self.judgements.kinship(a, b) {
            Some(Kinship::Edited) => true,
            Some(Kinship::Altered) => self.judgements.of(b, a).is_some(),
            _ => false,
        };
        is_lesser() && self.is_original(a, b) == Some(true)
    }

    /// Those that are the lesser of one of these pairs.
    pub(super) fn outshone(&self, pairs: &[(u32, u32)]) -> FxHashSet<u32> {
        let lesser = |&(a, b): &(u32, u32)| {
            let (original, copy) = if self.is_original(a, b)? { (a, b) } else { (b, a) };
            let can_leave = self.judgements.of(copy, original).is_some();
            let is_edited = self.judgements.kinship(original, copy) == Some(Kinship::Edited);
            (can_leave || is_edited).then_some(copy)
        };
        pairs.par_iter().filter_map(lesser).collect::<Vec<u32>>().into_iter().collect()
    }
}

fn is_reworded(kinship: Kinship) -> bool {
    matches!(kinship, Kinship::Altered | Kinship::Edited)
}
