//! Fingerprints of a document: hashes of runs of three words, thinned out so that two texts keep the same ones of what they
//! share. Of every window of neighbouring runs the one with the smallest hash is kept, so a passage that stands in two
//! documents leaves equal fingerprints in both, wherever it stands and however the paragraphs are broken.
//!
//! Source: Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document fingerprinting" (SIGMOD).

use super::sketch::shingles;

/// Runs in a window, of which one is kept: `2 / (WINDOW + 1)` of all, .29. Two texts that share `WINDOW + 2` words in a row share
/// a fingerprint, those that share 50 have seven and more. A guess: a paragraph of 40 words has eleven.
const WINDOW: usize = 6;

/// Gives each fingerprint of a text with these word hashes, and the position of its first word, in order.
pub(super) fn fingerprints(words: impl Iterator<Item = u64>, mut take: impl FnMut(usize, u32)) {
    let mut window = [Run::NONE; WINDOW];
    let (mut least, mut n) = (Run::NONE, 0);
    shingles(words, |hash| {
        let run = Run::new(n, hash as u32);
        window[n % WINDOW] = run;
        // Which of these it is cannot be guessed, so all are worked out and one is chosen, without a branch.
        let smallest = window.iter().copied().fold(run, Run::min);
        let is_over = n >= least.at() + WINDOW;
        let kept = if run.hash() < least.hash() { run } else { least };
        least = if is_over { smallest } else { kept };
        if n + 1 == WINDOW || (n >= WINDOW && (is_over || least.at() == n)) {
            take(least.at(), least.hash());
        }
        n += 1;
    });
    if (1..WINDOW).contains(&n) {
        take(least.at(), least.hash());
    }
}

/// A run's hash and, below it, how far its place is from the last place there may be: of two runs the smaller one has the smaller
/// hash, of equals it is the later one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run(u64);

impl Run {
    /// Greater than any, at place 0.
    const NONE: Run = Run(u64::MAX);

    fn new(at: usize, hash: u32) -> Run {
        Run(u64::from(hash) << 32 | u64::from(u32::MAX - at as u32))
    }

    fn hash(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn at(self) -> usize {
        (u32::MAX - self.0 as u32) as usize
    }

    fn min(self, other: Run) -> Run {
        Run(self.0.min(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::sketch::mix;
    use proptest::prelude::*;

    fn of(words: &[u64]) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        fingerprints(words.iter().map(|&word| mix(word + 7)), |at, print| found.push((at, print)));
        found
    }

    proptest! {
        #[test]
        fn a_run_of_eight_words_that_two_texts_share_is_found(
            before in prop::collection::vec(0u64..50, 0..30),
            run in prop::collection::vec(0u64..50, WINDOW + 2..40),
            after in prop::collection::vec(100u64..150, 0..30),
        ) {
            let (here, there) = ([before.clone(), run.clone(), after.clone()].concat(), [after, run, before].concat());
            let (here, there) = (of(&here), of(&there));
            prop_assert!(here.iter().any(|(_, print)| there.iter().any(|(_, other)| print == other)));
        }

        #[test]
        fn each_window_has_one_and_they_come_in_order(words in prop::collection::vec(0u64..9, 3..90)) {
            let found = of(&words);
            prop_assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0));
            let n_runs = words.len() - 2;
            for start in 0..(n_runs + 1).saturating_sub(WINDOW) {
                prop_assert!(found.iter().any(|(at, _)| (start..start + WINDOW).contains(at)));
            }
        }
    }

    #[test]
    fn a_text_of_few_words_has_one_and_none_has_none() {
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[1, 2]).len(), 1);
        assert_eq!(of(&[1, 2, 3, 4]).len(), 1);
    }
}
