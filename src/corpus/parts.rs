//! Work in two halves, each of which a thread may do. This floor starts no threads: who calls tells how the halves are run. What a
//! half is, half of the hashes or half of the corpus, depends on nothing but the data.

use std::array;
use std::ops::Range;
use std::sync::OnceLock;

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

/// Runs the parts in turn.
#[cfg(test)]
pub(super) fn in_turn(parts: Range<usize>, task: &(dyn Fn(usize) + Sync)) {
    parts.for_each(task);
}
