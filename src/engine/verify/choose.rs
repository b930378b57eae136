//! Who stays, of many candidates? The comparisons run on all threads, the choice is made in order: it is the same for any
//! number of threads.

use crate::corpus::{leaders, prefer};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::hash::Hash;

/// Those that can go, each with its witness. `order` holds all members, best first; `covers(a, b)` is the strength of the
/// evidence that `b` holds what `a` says; `is_older` prefers one of two that say the same.
pub(super) fn choose<T: Copy + Ord + Hash + Send + Sync>(
    order: &[T],
    pairs: &[(T, T)],
    covers: impl Fn(T, T) -> Option<f64> + Sync,
    is_older: impl Fn(T, T) -> bool,
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
    let mut known: FxHashMap<(T, T), Option<f64>> = judged.into_iter().collect();
    let mut covers = |a: T, b: T| *known.entry((a, b)).or_insert_with(|| covers(a, b));
    let neighbours_of = |member: T| neighbours.get(&member).cloned().unwrap_or_default();
    let mut witness_of = leaders(order, neighbours_of, &mut covers);
    prefer(&mut witness_of, is_older, &mut covers);
    witness_of
}
