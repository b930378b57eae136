//! The first few of very many: sinks that tell only some findings hold no more than these. Of equals the earlier one is
//! kept, so the choice is the same for any number of threads.

use crate::findings::{Confidence, Finding, Unit};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// At most so many items, those of the greatest weight.
pub(super) struct Strongest<W, T> {
    max_kept: usize,
    kept: BTreeMap<(Reverse<W>, u64), T>,
    n_offered: u64,
}

impl<W: Ord + Copy, T> Strongest<W, T> {
    /// Keeps `max_kept` items at most.
    pub(super) fn new(max_kept: usize) -> Strongest<W, T> {
        Strongest { max_kept, kept: BTreeMap::new(), n_offered: 0 }
    }

    /// Keeps an item if its weight is among the greatest; only then it is made.
    pub(super) fn offer(&mut self, weight: W, make: impl FnOnce() -> T) {
        let key = (Reverse(weight), self.n_offered);
        self.n_offered += 1;
        if self.kept.len() == self.max_kept {
            if self.kept.last_key_value().is_none_or(|(weakest, _)| *weakest < key) {
                return;
            }
            self.kept.pop_last();
        }
        self.kept.insert(key, make());
    }

    /// What is kept: the strongest first, equals in the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.kept.values()
    }

    /// Items that were offered and are not kept.
    pub(super) fn n_left_out(&self) -> u64 {
        self.n_offered - self.kept.len() as u64
    }
}

/// The weight of a finding where not all can be told: suspicions last; then by how much of a document it speaks; then the surer.
pub(super) type Strength = (bool, Reverse<Unit>, Confidence);

/// The weight of this one.
pub(super) fn strength(finding: &Finding) -> Strength {
    (finding.confidence > Confidence::Suspect, Reverse(finding.unit), finding.confidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_stay_and_of_equals_the_earliest() {
        let mut strongest = Strongest::new(3);
        for (weight, name) in [(1, "a"), (2, "b"), (1, "c"), (3, "d"), (2, "e"), (2, "f")] {
            strongest.offer(weight, || name);
        }
        assert_eq!(strongest.iter().copied().collect::<Vec<_>>(), ["d", "b", "e"]);
        assert_eq!(strongest.n_left_out(), 3);
    }

    #[test]
    fn what_is_not_kept_is_not_made() {
        let mut strongest = Strongest::new(1);
        strongest.offer(1, || "a");
        strongest.offer(1, || unreachable!("an equal that comes later is not kept"));
        let mut none = Strongest::new(0);
        none.offer(1, || unreachable!("there is no room"));
        assert_eq!((strongest.n_left_out(), none.n_left_out()), (1, 1));
    }
}
