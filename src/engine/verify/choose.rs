//! Who stays, of many candidates? The choice is made in order: it is the same for any number of threads.

use crate::corpus::{Leaving, leaders, prefer};
use rustc_hash::FxHashMap;

/// Those that can go, each with its witness, sorted. `order` holds all members of `pairs`, best first; `covers(a, b)` is the strength
/// of the evidence that `b` holds what `a` says; `age` is a tier (how altered, say) and what is preferred in it (a date, say), the
/// best smallest; `is_better` prefers one of two that say the same; `may_turn(a, b)` tells whether `a` may leave for the lesser `b`.
/// A corpus may have millions of pairs: members are numbers here, their ranks, and a pair takes eight bytes.
pub(super) fn choose<T: Copy + Ord>(
    order: &[T],
    pairs: impl Iterator<Item = (T, T)> + Clone,
    covers: impl Fn(T, T) -> Option<f64>,
    age: impl Fn(T) -> (u32, u64),
    is_better: impl Fn(T, T) -> bool,
    may_turn: impl Fn(T, T) -> bool,
) -> Vec<(T, T)> {
    let member = |rank: u32| order[rank as usize];
    let covers = |a: u32, b: u32| covers(member(a), member(b));
    let mut ranks: Vec<(T, u32)> = order.iter().copied().zip(0..).collect();
    ranks.sort_unstable();
    let rank = |member: T| ranks[ranks.partition_point(|(other, _)| *other < member)].1;
    // The lesser one first.
    let ranked = pairs.map(|(a, b)| {
        let (a, b) = (rank(a), rank(b));
        (a.max(b), a.min(b))
    });
    let mut links: Vec<(u32, u32)> = ranked.clone().collect();
    links.sort_unstable();
    let betters = |lesser: u32| {
        let of_lesser = &links[links.partition_point(|link| link.0 < lesser)..];
        of_lesser.iter().take_while(move |link| link.0 == lesser).map(|link| link.1)
    };
    let tier = |rank: u32| age(member(rank)).0;
    let mut leaving = leaders(order.len(), betters, tier, covers);
    let may_turn = |better: u32, lesser: u32| {
        tier(lesser) == tier(better) && covers(better, lesser).is_some() && may_turn(member(better), member(lesser))
    };
    turn(&mut leaving, ranked, may_turn, |a, b| covers(a, b).is_some());
    let rank = |of: u32| (age(member(of)), member(of));
    prefer(&mut leaving, rank, |a, b| is_better(member(a), member(b)), covers);
    let mut left: Vec<(T, T)> = leaving.iter().map(|(a, b)| (member(a), member(b))).collect();
    left.sort_unstable();
    left
}

/// The one that says more may still lie wholly in the other: it leaves, where it is no less altered and those for which it stands lie
/// there too.
fn turn(
    leaving: &mut Leaving,
    pairs: impl Iterator<Item = (u32, u32)>,
    may_turn: impl Fn(u32, u32) -> bool,
    covers: impl Fn(u32, u32) -> bool,
) {
    let mut held_by: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    leaving.iter().for_each(|(member, witness)| held_by.entry(witness).or_default().push(member));
    for (lesser, better) in pairs {
        let both_stay = leaving.witness(lesser).is_none() && leaving.witness(better).is_none();
        if !both_stay || !may_turn(better, lesser) {
            continue;
        }
        let is_held = |held: &Vec<u32>| held.iter().all(|&member| covers(member, lesser));
        if held_by.get(&better).is_none_or(is_held) {
            let mut held = held_by.remove(&better).unwrap_or_default();
            held.push(better);
            held.iter().for_each(|&member| leaving.leave(member, lesser));
            held_by.entry(lesser).or_default().extend(held);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who leaves for whom, where those listed are covered.
    fn check(order: &[u32], covered: &[(u32, u32)], expected: &[(u32, u32)]) {
        let covers = |a, b| covered.contains(&(a, b)).then_some(1.0);
        let left = choose(order, covered.iter().copied(), covers, |_| (0, 0), |_, _| false, |_, _| true);
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
