//! Who stays? Documents are taken in order of preference. Each one either leaves, because one that stays was compared with
//! it word by word and holds what it says, or it stays itself. So every document that leaves has a witness that stays and
//! was verified; nothing leaves because a copy of a copy does ("leader clusters", without transitive closure).

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::hash::Hash;

/// The members (documents, or paragraphs) that leave, each with its witness. `order` is best first; `neighbours` are candidate partners; `covers(a,
/// b)` is the strength of the evidence that `b` holds what `a` says, where it is enough for `a` to leave. Of several witnesses
/// the one of the smallest tier is named, then the one with the strongest evidence.
pub fn leaders<T: Copy + Ord + Hash>(
    order: &[T],
    neighbours: impl Fn(T) -> Vec<T>,
    tier: impl Fn(T) -> u32,
    mut covers: impl FnMut(T, T) -> Option<f64>,
) -> FxHashMap<T, T> {
    let rank: FxHashMap<T, usize> = order.iter().enumerate().map(|(rank, &d)| (d, rank)).collect();
    let mut witness_of: FxHashMap<T, T> = FxHashMap::default();
    for &doc in order {
        // A neighbour that left stands for its witness: large buckets are linked in chains.
        let before = neighbours(doc).into_iter().filter(|n| rank.get(n).is_some_and(|r| *r < rank[&doc]));
        let mut choices: Vec<T> = before.map(|n| witness_of.get(&n).copied().unwrap_or(n)).collect();
        choices.sort_unstable_by_key(|c| rank[c]);
        choices.dedup();
        let mut best: Option<(u32, f64, T)> = None;
        for choice in choices {
            let Some(strength) = covers(doc, choice) else { continue };
            let tier = tier(choice);
            if best.is_none_or(|(best_tier, best, _)| tier < best_tier || (tier == best_tier && strength > best)) {
                best = Some((tier, strength, choice));
            }
        }
        if let Some((_, _, witness)) = best {
            witness_of.insert(doc, witness);
        }
    }
    witness_of
}

/// Gives a witness's place to a member of its cluster that is better by `is_better` (older, say), where the two hold the
/// same and the member also holds what all the others say. At most `MAX_HEIRS` members are tried, those of the smallest `rank`
/// first: `is_better` need not put all members in one order.
pub fn prefer<T: Copy + Ord + Hash, K: Ord>(
    witness_of: &mut FxHashMap<T, T>,
    rank: impl Fn(T) -> K,
    is_better: impl Fn(T, T) -> bool,
    mut covers: impl FnMut(T, T) -> Option<f64>,
) {
    const MAX_HEIRS: usize = 3;
    let mut clusters: BTreeMap<T, Vec<T>> = BTreeMap::new();
    for (&doc, &witness) in witness_of.iter() {
        clusters.entry(witness).or_default().push(doc);
    }
    for (witness, mut members) in clusters {
        members.sort_unstable_by_key(|&member| (rank(member), member));
        let heirs = members.iter().copied().filter(|&m| is_better(m, witness)).take(MAX_HEIRS);
        let heir = heirs.into_iter().find(|&heir| {
            let mut others = members.iter().copied().chain([witness]).filter(|&m| m != heir);
            others.all(|other| covers(other, heir).is_some())
        });
        if let Some(heir) = heir {
            witness_of.remove(&heir);
            witness_of.insert(witness, heir);
            for member in members.into_iter().filter(|&m| m != heir) {
                witness_of.insert(member, heir);
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
            let mut order: Vec<u32> = (0..facts.len() as u32).collect();
            order.sort_by_key(|&d| (std::cmp::Reverse(facts[d as usize].count_ones()), d));
            let all = order.clone();
            let mut witness_of = leaders(&order, |_| all.clone(), |_| 0, |a, b| covers(&facts, a, b));
            for round in 0..2 {
                for (&doc, &witness) in &witness_of {
                    prop_assert!(!witness_of.contains_key(&witness), "round {}: the witness stays", round);
                    prop_assert!(covers(&facts, doc, witness).is_some(), "round {}: directly verified", round);
                }
                prefer(&mut witness_of, |a| a, |a, b| a < b, |a, b| covers(&facts, a, b));
            }
            for &doc in &order {
                let is_kept = !witness_of.contains_key(&doc);
                let kept_cover = order.iter().any(|&o| o < doc && !witness_of.contains_key(&o) && facts[o as usize] == facts[doc as usize]);
                prop_assert!(!is_kept || !kept_cover, "of equal documents one stays");
            }
        }
    }

    #[test]
    fn the_better_tier_goes_before_the_stronger_evidence() {
        let strength = |_: u32, b: u32| Some(if b == 1 { 0.99 } else { 0.95 });
        let holds = |a: u32, b: u32| if a == 2 { strength(a, b) } else { None };
        let witness = |tier: fn(u32) -> u32| leaders(&[0, 1, 2], |_| vec![0, 1], tier, holds).get(&2).copied();
        assert_eq!(witness(|_| 0), Some(1));
        assert_eq!(witness(|member| member), Some(0));
    }

    #[test]
    fn a_copy_of_a_copy_is_no_copy() {
        // 1 holds what 2 says and 0 holds what 1 says, but 0 lacks what 2 says.
        let holds = |a: u32, b: u32| matches!((a, b), (1, 0) | (2, 1)).then_some(1.0);
        let neighbours = |d: u32| match d {
            0 => vec![1],
            1 => vec![0, 2],
            _ => vec![1],
        };
        let witness_of = leaders(&[0, 1, 2], neighbours, |_| 0, holds);
        assert_eq!(witness_of.get(&1), Some(&0));
        assert_eq!(witness_of.get(&2), None);
    }
}
