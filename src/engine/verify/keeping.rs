//! Who stays, of copies that hang together? The order is total: whatever the user prefers, equal documents are told apart by
//! what comes next, at last by their place in the corpus.

use super::super::settings::Keep;
use super::choose::choose;
use super::judgements::is_reworded;
use super::relations::Relations;
use crate::corpus::{Census, Kinship};
use rustc_hash::{FxHashMap, FxHashSet};

/// By how many nats the words of one of two copies in other words must fit their places better for that to decide. A guess: a word
/// that fits by two nats less is the only one in its place of about seven.
const MIN_LEAD: f64 = 1.0;

/// Chooses.
pub(super) struct Keeping<'a> {
    pub(super) census: &'a Census,
    pub(super) relations: &'a Relations<'a>,
    pub(super) keep: Keep,
}

impl Keeping<'_> {
    /// The documents of these pairs that leave, each with its witness.
    pub(super) fn choose(&self, pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let (census, relations) = (self.census, self.relations);
        let outshone = self.outshone(pairs);
        let n_alike = self.n_alike(pairs);
        let n_told = self.n_told(pairs);
        let n_held = self.n_held(pairs);
        let mut order: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        // Saying most comes before age, since a copy may only leave where all that it says stands in the one that stays; among those
        // that say the same `prefer` looks at age.
        order.sort_by_cached_key(|&doc| {
            let is_outshone = u64::from(outshone.contains(&doc));
            let altered = n_alike.get(&doc).map_or(is_outshone, |n_alike| u64::MAX - n_alike);
            let (said, date) = (u64::MAX - n_told[&doc], census.date(doc));
            let first = match self.keep {
                Keep::LeastAltered => [altered, said, date],
                Keep::Earliest => [date, altered, said],
                Keep::Longest => [said, altered, date],
                Keep::First => [u64::from(doc), 0, 0],
            };
            (first, u32::MAX - n_held.get(&doc).unwrap_or(&0), census.n_words(doc), census.key(doc))
        });
        order.dedup();
        let age = |doc: u32| match self.keep {
            Keep::LeastAltered => (u32::from(outshone.contains(&doc)), census.date(doc)),
            Keep::Earliest => (0, census.date(doc)),
            Keep::Longest => (0, u64::MAX - n_told[&doc]),
            Keep::First => (0, u64::from(doc)),
        };
        let is_better = |a: u32, b: u32| match self.keep {
            Keep::LeastAltered => self.is_original(a, b).unwrap_or_else(|| age(a) < age(b)),
            _ => age(a) < age(b),
        };
        // Of two texts in other words the one that says more stays: its words are not in the other.
        let may_turn = |a: u32, b: u32| self.kinship(a, b) != Some(Kinship::Altered);
        let covers = |a: u32, b: u32| {
            let strength =
                relations.with(a, b, |judged| judged.held[usize::from(a > b)].as_ref().map(|held| held.strength))?;
            (self.keep != Keep::LeastAltered || !self.is_kept(a, b)).then_some(strength)
        };
        choose(&order, pairs.iter().copied(), covers, age, is_better, may_turn)
    }

    /// How many others each document is similar to, where similarity alone was asked for. The one in the middle stays: each of its
    /// copies must be similar to it, not to another copy.
    fn n_alike(&self, pairs: &[(u32, u32)]) -> FxHashMap<u32, u64> {
        let mut n_alike: FxHashMap<u32, u64> = FxHashMap::default();
        for &(a, b) in pairs.iter().filter(|&&(a, b)| matches!(self.kinship(a, b), Some(Kinship::Similar(_)))) {
            [a, b].iter().for_each(|&doc| *n_alike.entry(doc).or_default() += 1);
        }
        n_alike
    }

    /// How many others may leave for each document. Of those that say the same the one stays that most others were found in: a copy
    /// with words changed by chance holds more of the text as it was than of one in another order.
    fn n_held(&self, pairs: &[(u32, u32)]) -> FxHashMap<u32, u32> {
        let mut n_held: FxHashMap<u32, u32> = FxHashMap::default();
        for (copy, witness) in pairs.iter().flat_map(|&(a, b)| [(a, b), (b, a)]) {
            *n_held.entry(witness).or_default() += u32::from(self.kinship(copy, witness).is_some());
        }
        n_held
    }

    /// Words of each document that do not stand beside the text.
    fn n_told(&self, pairs: &[(u32, u32)]) -> FxHashMap<u32, u64> {
        let mut n_told: FxHashMap<u32, u64> = FxHashMap::default();
        for &(a, b) in pairs {
            self.relations.with(a, b, |judged| {
                for (doc, n) in judged.docs.into_iter().zip(judged.n_told) {
                    let least = n_told.entry(doc).or_insert(u64::MAX);
                    *least = u64::from(n).min(*least);
                }
                Some(())
            });
        }
        n_told
    }

    fn kinship(&self, a: u32, b: u32) -> Option<Kinship> {
        self.relations.with(a, b, |judged| judged.held[usize::from(a > b)].as_ref().map(|held| held.kinship))
    }

    /// Whether the first is the original, or corrects the other; nothing where the two are not in other words, or nothing tells.
    fn is_original(&self, a: u32, b: u32) -> Option<bool> {
        self.relations.with(a, b, |judged| {
            if let Some(outdated) = judged.outdated {
                return Some(outdated != a);
            }
            let kinships = judged.held.iter().flatten().map(|held| held.kinship);
            if !kinships.into_iter().any(is_reworded) {
                return None;
            }
            match judged.lost_figures {
                Some(loser) => Some(loser != a),
                None => (judged.duel.abs() >= MIN_LEAD).then_some((judged.duel > 0.0) == (judged.docs[0] == a)),
            }
        })
    }

    /// True where the first, a copy of the second, corrects it; or is its original, and the second is no loss: it can leave, or is the same text
    /// with words that fit nothing.
    fn is_kept(&self, a: u32, b: u32) -> bool {
        if self.relations.with(a, b, |judged| judged.outdated) == Some(b) {
            return true;
        }
        let is_lesser = || match self.kinship(a, b) {
            Some(Kinship::Edited) => true,
            Some(Kinship::Altered) => self.kinship(b, a).is_some(),
            _ => false,
        };
        is_lesser() && self.is_original(a, b) == Some(true)
    }

    /// Those that are the lesser of one of these pairs.
    fn outshone(&self, pairs: &[(u32, u32)]) -> FxHashSet<u32> {
        let lesser = |&(a, b): &(u32, u32)| {
            let (original, copy) = if self.is_original(a, b)? { (a, b) } else { (b, a) };
            let can_leave = self.kinship(copy, original).is_some();
            let is_edited = self.kinship(original, copy) == Some(Kinship::Edited);
            (can_leave || is_edited).then_some(copy)
        };
        pairs.iter().filter_map(lesser).collect()
    }
}
