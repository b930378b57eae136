//! Which words of a spun text are those of its original? Words that both texts have once anchor the two on each other; between anchors the
//! longest common subsequence is taken. So a text with its sentences in another order is aligned in part, which is enough to learn from.

use crate::text::Word;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Cells of a table of words by words, at most; wider gaps are not looked into. A guess: some 250 words in a row without an anchor.
const MAX_CELLS: usize = 1 << 16;

/// Positions of equal words, in order in both texts.
pub(super) fn aligned(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let (mut links, mut at) = (Vec::new(), (0, 0));
    for (i, j) in anchors(a, b).into_iter().chain([(a.len(), b.len())]) {
        between(a, b, at.0..i, at.1..j, &mut links);
        if i < a.len() {
            links.push((i, j));
        }
        at = (i + 1, j + 1);
    }
    links
}

/// Words that both texts have once: the longest row of them that is in order in both ("patience" diff, Bram Cohen).
fn anchors(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let there = places_of_single(b);
    let mut both: Vec<(usize, usize)> =
        places_of_single(a).into_iter().filter_map(|(hash, i)| Some((i?, (*there.get(&hash)?)?))).collect();
    both.sort_unstable();
    // Ends of the best rows of each length, and the anchor before each anchor.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (n, &(_, j)) in both.iter().enumerate() {
        let at = ends.partition_point(|&end| both[end].1 < j);
        before.push(at.checked_sub(1).map(|at| ends[at]));
        if at == ends.len() { ends.push(n) } else { ends[at] = n }
    }
    let mut row: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |&n| before[n]).map(|n| both[n]).collect();
    row.reverse();
    row
}

/// The place of each word that stands there once; `None` for the others.
fn places_of_single(words: &[Word]) -> FxHashMap<u64, Option<usize>> {
    let mut places = FxHashMap::default();
    for (i, word) in words.iter().enumerate() {
        places.entry(word.hash).and_modify(|place| *place = None).or_insert(Some(i));
    }
    places
}

/// Appends the longest common subsequence of two stretches.
fn between(a: &[Word], b: &[Word], here: Range<usize>, there: Range<usize>, links: &mut Vec<(usize, usize)>) {
    let (n, m) = (here.len(), there.len());
    if n == 0 || m == 0 || n * m > MAX_CELLS {
        return;
    }
    // Length of the subsequence of what follows each pair of places.
    let mut longest = vec![0u16; (n + 1) * (m + 1)];
    let cell = |i: usize, j: usize| i * (m + 1) + j;
    let is_equal = |i: usize, j: usize| a[here.start + i].hash == b[there.start + j].hash;
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            longest[cell(i, j)] = match is_equal(i, j) {
                true => longest[cell(i + 1, j + 1)] + 1,
                false => longest[cell(i + 1, j)].max(longest[cell(i, j + 1)]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        if is_equal(i, j) {
            links.push((here.start + i, there.start + j));
            (i, j) = (i + 1, j + 1);
        } else if longest[cell(i + 1, j)] >= longest[cell(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(a: &str, b: &str, n_aligned: usize) {
        let (mut first, mut second) = (Parser::new(), Parser::new());
        let (a, b) = (first.parse(a).words, second.parse(b).words);
        let links = aligned(a, b);
        assert!(links.iter().all(|&(i, j)| a[i].hash == b[j].hash));
        assert!(links.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1), "in order");
        assert_eq!(links.len(), n_aligned);
    }

    #[test]
    fn equal_words_are_aligned_in_order() {
        let story = "The ferry left the pier and the crew of the ferry waited for the tide";
        check(story, story, 15);
        check(story, "", 0);
        check("", "", 0);
        check(story, "The barge left the jetty and the crew of the barge lingered for the flow", 10);
        check("the crew waited, the ferry left", "the ferry left, the crew waited", 3);
    }
}
