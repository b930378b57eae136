//! Who stays? Documents are taken in order of preference. Each one either leaves, because one that stays was compared with
//! it word by word and holds what it says, or it stays itself. So every document that leaves has a witness that stays and
//! was verified; nothing leaves because a copy of a copy does ("leader clusters", without transitive closure).

/// Who leaves for whom. Members (documents, or paragraphs) are numbers here, from the one to keep first on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving(Vec<u32>);

impl Leaving {
    const STAYS: u32 = u32::MAX;

    /// `n` members, who all stay.
    fn none(n: usize) -> Leaving {
        Leaving(vec![Self::STAYS; n])
    }

    /// For whom this one leaves.
    pub fn witness(&self, member: u32) -> Option<u32> {
        Some(self.0[member as usize]).filter(|&witness| witness != Self::STAYS)
    }

    /// Lets `member` leave.
    pub fn leave(&mut self, member: u32, witness: u32) {
        self.0[member as usize] = witness;
    }

    fn stay(&mut self, member: u32) {
        self.0[member as usize] = Self::STAYS;
    }

    /// Those who leave, each with its witness.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..).zip(&self.0).filter(|&(_, &witness)| witness != Self::STAYS).map(|(member, &witness)| (member, witness))
    }
}

/// Who leaves of `n` members. `neighbours` are candidate partners; `covers(a, b)` is the strength of the evidence that `b` holds
/// what `a` says, where it is enough for `a` to leave. Of several witnesses the one of the smallest tier is named, then the one with
/// the strongest evidence.
pub fn leaders<I: Iterator<Item = u32>>(
    n: usize,
    neighbours: impl Fn(u32) -> I,
    tier: impl Fn(u32) -> u32,
    mut covers: impl FnMut(u32, u32) -> Option<f64>,
) -> Leaving {
    let mut leaving = Leaving::none(n);
    let mut choices: Vec<u32> = Vec::new();
    for member in 0..n as u32 {
        // A neighbour that left stands for its witness: large buckets are linked in chains.
        let before = neighbours(member).filter(|&neighbour| neighbour < member);
        choices.clear();
        choices.extend(before.map(|neighbour| leaving.witness(neighbour).unwrap_or(neighbour)));
        choices.sort_unstable();
        choices.dedup();
        let mut best: Option<(u32, f64, u32)> = None;
        for &choice in &choices {
            let Some(strength) = covers(member, choice) else { continue };
            let tier = tier(choice);
            if best.is_none_or(|(best_tier, best, _)| tier < best_tier || (tier == best_tier && strength > best)) {
                best = Some((tier, strength, choice));
            }
        }
        if let Some((_, _, witness)) = best {
            leaving.leave(member, witness);
        }
    }
    leaving
}

/// Gives a witness's place to a member of its cluster that is better by `is_better` (older, say), where the two hold the
/// same and the member also holds what all the others say. At most `MAX_HEIRS` members are tried, those of the smallest `rank`
/// first: `is_better` need not put all members in one order.
pub fn prefer<K: Ord>(
    leaving: &mut Leaving,
    rank: impl Fn(u32) -> K,
    is_better: impl Fn(u32, u32) -> bool,
    mut covers: impl FnMut(u32, u32) -> Option<f64>,
) {
    const MAX_HEIRS: usize = 3;
    let mut clustered: Vec<(u32, u32)> = leaving.iter().map(|(member, witness)| (witness, member)).collect();
    clustered.sort_unstable();
    for cluster in clustered.chunk_by_mut(|a, b| a.0 == b.0) {
        let witness = cluster[0].0;
        cluster.sort_by_cached_key(|&(_, member)| rank(member));
        let heirs = cluster.iter().map(|&(_, member)| member).filter(|&member| is_better(member, witness));
        let heir = heirs.take(MAX_HEIRS).find(|&heir| {
            let mut others =
                cluster.iter().map(|&(_, member)| member).chain([witness]).filter(|&member| member != heir);
            others.all(|other| covers(other, heir).is_some())
        });
        if let Some(heir) = heir {
            leaving.stay(heir);
            leaving.leave(witness, heir);
            for &(_, member) in cluster.iter().filter(|&&(_, member)| member != heir) {
                leaving.leave(member, heir);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Documents as sets of facts: one covers the other where it has most of its facts.
    fn covers(facts: &[u32], a: u32, b: u32) -> Option<f64> {
        let (a, b) = (facts[a as usize], facts[b as usize]);
        let held = (a & b).count_ones() as f64 / a.count_ones().max(1) as f64;
        (held >= 0.8).then_some(held)
    }

    proptest! {
        #[test]
        fn whoever_leaves_has_a_kept_witness_that_was_compared(facts in prop::collection::vec(0u32..4096, 0..40)) {
            let facts = {
                let mut facts = facts;
                facts.sort_by_key(|facts| std::cmp::Reverse(facts.count_ones()));
                facts
            };
            let n = facts.len();
            let mut leaving = leaders(n, |_| 0..n as u32, |_| 0, |a, b| covers(&facts, a, b));
            for round in 0..2 {
                for (member, witness) in leaving.iter() {
                    prop_assert!(leaving.witness(witness).is_none(), "round {}: the witness stays", round);
                    prop_assert!(covers(&facts, member, witness).is_some(), "round {}: directly verified", round);
                }
                prefer(&mut leaving, |a| a, |a, b| facts[a as usize] < facts[b as usize], |a, b| covers(&facts, a, b));
            }
            for member in 0..n as u32 {
                let is_kept = leaving.witness(member).is_none();
                let twin = |other: u32| leaving.witness(other).is_none() && facts[other as usize] == facts[member as usize];
                prop_assert!(!is_kept || !(0..member).any(twin), "of equal documents one stays");
            }
        }
    }

    #[test]
    fn the_better_tier_goes_before_the_stronger_evidence() {
        let strength = |_: u32, b: u32| Some(if b == 1 { 0.99 } else { 0.95 });
        let holds = |a: u32, b: u32| if a == 2 { strength(a, b) } else { None };
        let witness = |tier: fn(u32) -> u32| leaders(3, |_| 0..2, tier, holds).witness(2);
        assert_eq!(witness(|_| 0), Some(1));
        assert_eq!(witness(|member| member), Some(0));
    }

    #[test]
    fn a_copy_of_a_copy_is_no_copy() {
        // 1 holds what 2 says and 0 holds what 1 says, but 0 lacks what 2 says.
        let holds = |a: u32, b: u32| matches!((a, b), (1, 0) | (2, 1)).then_some(1.0);
        let neighbours = |member: u32| if member == 1 { vec![0, 2] } else { vec![1] }.into_iter();
        let leaving = leaders(3, neighbours, |_| 0, holds);
        assert_eq!(leaving.iter().collect::<Vec<_>>(), [(1, 0)]);
    }
}
