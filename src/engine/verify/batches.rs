//! Candidates are read and compared a few at a time, so memory does not grow with their number. Links that come one after the
//! other are read together.

/// Candidates that are read together, most. A guess: a few megabytes, and shared out among threads.
const MAX_BATCH: usize = 64;

/// Batches of which the results are held before they are put with the others: enough for many threads to share. A guess.
pub(super) const WAVE: usize = 512;

/// Runs of links that touch at most `MAX_BATCH` members, or are one link.
pub(super) fn batches<T: Copy + PartialEq>(links: &[(T, T)]) -> Vec<&[(T, T)]> {
    let (mut batches, mut start) = (Vec::new(), 0);
    let mut touched: Vec<T> = Vec::new();
    for (at, &(a, b)) in links.iter().enumerate() {
        let n_new = [a, b].iter().filter(|member| !touched.contains(member)).count();
        if touched.len() + n_new > MAX_BATCH && at > start {
            batches.push(&links[start..at]);
            touched.clear();
            start = at;
        }
        for member in [a, b] {
            if !touched.contains(&member) {
                touched.push(member);
            }
        }
    }
    if start < links.len() {
        batches.push(&links[start..]);
    }
    batches
}
