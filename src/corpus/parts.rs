//! Work in two halves, each of which a thread may do. This floor starts no threads: who calls tells how the halves are run. What a
//! half is, half of the hashes or half of the corpus, depends on nothing but the data.

use std::array;
use std::ops::Range;
use std::sync::{Mutex, OnceLock};

/// Parts of the work.
pub(super) const PARTS: usize = 2;

/// Does a task for the numbers of a range, one after the other or at the same time.
pub type EachPart<'a> = &'a (dyn Fn(Range<usize>, &(dyn Fn(usize) + Sync)) + Sync);

/// What `work` makes of each part.
pub(super) fn of_parts<T: Send + Sync>(each_part: EachPart<'_>, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let done: [OnceLock<T>; PARTS] = array::from_fn(|_| OnceLock::new());
    each_part(0..PARTS, &|part| {
        done[part].get_or_init(|| work(part));
    });
    done.into_iter().map(|done| done.into_inner().expect("each part was worked on")).collect()
}

/// The same in two steps: `first` makes a share for each part of the second step, `second` makes of the shares of one part what is
/// handed out.
pub(super) fn in_two_steps<S: Send + Sync, T: Send + Sync, E: Send + Sync>(
    each_part: EachPart<'_>,
    first: impl Fn(usize) -> Result<[S; PARTS], E> + Sync,
    second: impl Fn(Vec<S>) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let first = |part| first(part).map(|shares| shares.map(Some));
    let mut shares = of_parts(each_part, first).into_iter().collect::<Result<Vec<_>, E>>()?;
    let mut take = |part: usize| shares.iter_mut().filter_map(|shares| shares[part].take()).collect();
    let shares: [Mutex<Vec<S>>; PARTS] = array::from_fn(|part| Mutex::new(take(part)));
    let second =
        |part: usize| second(shares[part].lock().map(|mut shares| std::mem::take(&mut *shares)).unwrap_or_default());
    of_parts(each_part, second).into_iter().collect()
}

/// Where each part begins of numbers up to `n` of which two make a pair, the smaller one first: of numbers that fall evenly it is among
/// the first 29 % as often as behind them.
pub(super) fn starts_of_pairs(n: u32) -> [u32; PARTS] {
    array::from_fn(|part| (f64::from(n) * (1.0 - (1.0 - part as f64 / PARTS as f64).sqrt())) as u32)
}

/// The part of a pair with this number first.
pub(super) fn part_of(starts: &[u32; PARTS], first: u32) -> usize {
    starts.partition_point(|&start| start <= first) - 1
}

/// Runs the parts in turn.
#[cfg(test)]
pub(super) fn in_turn(parts: Range<usize>, task: &(dyn Fn(usize) + Sync)) {
    parts.for_each(task);
}
