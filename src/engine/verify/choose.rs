//! Who stays, of many candidates? The choice is made in order: it is the same for any number of threads.

use crate::corpus::{Leaving, leaders, prefer};

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
    turn(&mut leaving, order.len(), ranked, |better, lesser| {
        tier(lesser) == tier(better) && covers(better, lesser).is_some() && may_turn(member(better), member(lesser))
    });
    let rank = |of: u32| (age(member(of)), member(of));
    prefer(&mut leaving, rank, |a, b| is_better(member(a), member(b)), covers);
    let mut left: Vec<(T, T)> = leaving.iter().map(|(a, b)| (member(a), member(b))).collect();
    left.sort_unstable();
    left
}

/// The one that says more may still lie wholly in the other: it leaves, where it is nobody's witness and no less altered.
fn turn(leaving: &mut Leaving, n: usize, pairs: impl Iterator<Item = (u32, u32)>, may_turn: impl Fn(u32, u32) -> bool) {
    let mut is_witness = vec![false; n];
    leaving.iter().for_each(|(_, witness)| is_witness[witness as usize] = true);
    for (lesser, better) in pairs {
        let both_stay = leaving.witness(lesser).is_none() && leaving.witness(better).is_none();
        if both_stay && !is_witness[better as usize] && may_turn(better, lesser) {
            leaving.leave(better, lesser);
            is_witness[lesser as usize] = true;
        }
    }
}
