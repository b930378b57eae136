//! Who stays, of many candidates? The comparisons run on all threads, the choice is made in order: it is the same for any
//! number of threads.

use crate::corpus::{leaders, prefer};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::hash::Hash;

/// Those that can go, each with its witness. `order` holds all members, best first; `covers(a, b)` is the strength of the
/// evidence that `b` holds what `a` says; `age` is a tier (how altered, say) and what is preferred in it (a date, say), the best
/// smallest; `is_better` prefers one of two that say the same; `may_turn(a, b)` tells whether `a` may leave for the lesser `b`.
pub(super) fn choose<T: Copy + Ord + Hash + Send + Sync>(
    order: &[T],
    pairs: &[(T, T)],
    covers: impl Fn(T, T) -> Option<f64> + Sync,
    age: impl Fn(T) -> (u32, u64),
    is_better: impl Fn(T, T) -> bool,
    may_turn: impl Fn(T, T) -> bool,
) -> FxHashMap<T, T> {
    let rank: FxHashMap<T, usize> = order.iter().enumerate().map(|(rank, &member)| (member, rank)).collect();
    let judged: Vec<((T, T), Option<f64>)> = pairs
        .par_iter()
        .filter_map(|&(a, b)| {
            let (lesser, better) = if rank.get(&a)? > rank.get(&b)? { (a, b) } else { (b, a) };
            Some(((lesser, better), covers(lesser, better)))
        })
        .collect();
    let mut neighbours: FxHashMap<T, Vec<T>> = FxHashMap::default();
    for &((lesser, better), _) in &judged {
        neighbours.entry(lesser).or_default().push(better);
    }
    let judged_pairs: Vec<(T, T)> = judged.iter().map(|(pair, _)| *pair).collect();
    let mut known: FxHashMap<(T, T), Option<f64>> = judged.into_iter().collect();
    let mut covers = |a: T, b: T| *known.entry((a, b)).or_insert_with(|| covers(a, b));
    let neighbours_of = |member: T| neighbours.get(&member).cloned().unwrap_or_default();
    let mut witness_of = leaders(order, neighbours_of, |member| age(member).0, &mut covers);
    // The one that says more may still lie wholly in the other: it leaves, where it is no less altered and those for which it stands
    // lie there too.
    let mut held_by: FxHashMap<T, Vec<T>> = FxHashMap::default();
    witness_of.iter().for_each(|(&member, &witness)| held_by.entry(witness).or_default().push(member));
    for (lesser, better) in judged_pairs {
        let both_stay = !witness_of.contains_key(&lesser) && !witness_of.contains_key(&better);
        let can_turn = both_stay && age(lesser).0 == age(better).0;
        if !can_turn || covers(better, lesser).is_none() || !may_turn(better, lesser) {
            continue;
        }
        let mut held = held_by.get(&better).cloned().unwrap_or_default();
        held.sort_unstable();
        if held.iter().all(|&member| covers(member, lesser).is_some()) {
            held_by.remove(&better);
            held.push(better);
            witness_of.extend(held.iter().map(|&member| (member, lesser)));
            held_by.entry(lesser).or_default().extend(held);
        }
    }
    prefer(&mut witness_of, age, is_better, &mut covers);
    witness_of
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who leaves for whom, where those listed are covered.
    fn check(order: &[u32], covered: &[(u32, u32)], expected: &[(u32, u32)]) {
        let covers = |a, b| covered.contains(&(a, b)).then_some(1.0);
        let left = choose(order, covered, covers, |_| (0, 0), |_, _| false, |_, _| true);
        let mut left: Vec<(u32, u32)> = left.into_iter().collect();
        left.sort_unstable();
        assert_eq!(left, expected);
    }

    #[test]
    fn a_witness_leaves_with_those_for_which_it_stood() {
        // The last is a whole text in one paragraph: all stand in it, and it stands in none.
        check(&[1, 2, 3], &[(2, 1), (1, 3), (2, 3)], &[(1, 3), (2, 3)]);
    }

    #[test]
    fn a_witness_stays_where_one_for_which_it_stood_would_lose_it() {
        check(&[1, 2, 3], &[(2, 1), (1, 3)], &[(2, 1)]);
    }
}
