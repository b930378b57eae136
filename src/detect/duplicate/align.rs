//! Which words of one text stand where in another? Sentence by sentence: a sentence looks for the place in the other text
//! that most of its rarer words point to, and is aligned there by longest common subsequence. So paragraphs may be
//! reordered, sentences dropped and words replaced.
//!
//! The subsequence is found with one addition a word (Hyyrö 2004, "Bit-parallel LCS-length computation revisited") and read
//! back from the stored rows.

use super::shared::SharedWords;
use super::tokens::Tokens;
use std::ops::Range;

/// Longest piece that is aligned at once: the bits of a machine word. Longer sentences are parted.
const MAX_PIECE_WORDS: usize = 64;
/// Shorter sentences are joined with the next: they say too little of where they belong. A guess.
const MIN_PIECE_WORDS: usize = 8;
/// A word in more places of the other text than this does not vote for one. A guess.
const MAX_VOTE_PLACES: usize = 6;

/// Least share of a piece's words that must be aligned for the piece to count as standing in the other text. Two unrelated
/// sentences laid on each other share about .2 of their words (function words in order), a spun one with 45 % replaced .5.
const MIN_PIECE_SHARE: f64 = 0.36;
/// The same of a line beside the text: it counts only where it stands there nearly word for word. A guess.
pub(super) const MIN_ASIDE_SHARE: f64 = 0.75;

/// One sentence of the first text and what of it stands in the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Words of the first text.
    pub(super) words: Range<usize>,
    /// Aligned words, as positions in `Alignment::links`.
    pub(super) links: Range<usize>,
}

impl Piece {
    /// Share of its words that are aligned.
    pub(super) fn aligned_share(&self) -> f64 {
        self.links.len() as f64 / self.words.len().max(1) as f64
    }

    /// True where the piece stands in the other text; `a` is the text it is a piece of.
    pub(super) fn is_covered(&self, a: &Tokens) -> bool {
        let is_aside = a.marks[self.words.start].is_aside();
        self.aligned_share() >= if is_aside { MIN_ASIDE_SHARE } else { MIN_PIECE_SHARE }
    }
}

/// The first text laid on the second.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Alignment {
    /// All words of the first text, in order.
    pub(super) pieces: Vec<Piece>,
    /// Pairs of positions of equal words, first text and second.
    pub(super) links: Vec<(u32, u32)>,
    /// Positions of the figures of the first text that the second lacks.
    pub(super) put_figures: Vec<u32>,
    /// Positions of the figures of the second text that the first lacks.
    pub(super) lost_figures: Vec<u32>,
}

/// Share of a piece's words from which on its place is not looked for elsewhere: where the piece before it stands, it stands too.
/// A guess.
const SETTLED_SHARE: f64 = 0.9;

/// Lays `a` on `b`.
pub(super) fn align(a: &Tokens, b: &Tokens, shared: &SharedWords) -> Alignment {
    align_while(a, b, shared, usize::MAX).unwrap_or_default()
}

/// The same, given up as soon as more than `max_uncovered` words are in pieces of the text that do not stand in `b`.
pub(super) fn align_while(a: &Tokens, b: &Tokens, shared: &SharedWords, max_uncovered: usize) -> Option<Alignment> {
    let (mut pieces_of_a, mut links) = (Vec::new(), Vec::with_capacity(a.len()));
    let (mut rows, mut votes) = (Rows::new(shared), Vec::new());
    let (mut offset_before, mut n_uncovered) = (0, 0);
    for words in pieces(a) {
        let first = links.len();
        let n_here = settle(&words, offset_before, [a, b], &mut rows, &mut links);
        let slack = slack(&words);
        if (n_here as f64) < SETTLED_SHARE * words.len() as f64
            && let Some(voted) = vote(shared, b, &words, slack as i64, &mut votes)
        {
            let n_voted = rows.align(&words, window(&words, voted, slack, b.len()));
            // Where half of the words stand in both places the votes decide, as they do between two that hold as many.
            if n_voted > 0 && (n_voted >= n_here || n_voted * 2 > words.len()) {
                links.truncate(first);
                rows.read_back(&words, &mut links);
            }
        }
        if let Some(&(here, there)) = links[first..].last() {
            offset_before = i64::from(there) - i64::from(here); // words put in or left out move all that follows
        }
        let piece = Piece { words, links: first..links.len() };
        if a.marks[piece.words.start].part() == 0 && !piece.is_covered(a) {
            n_uncovered += piece.words.len();
            if n_uncovered > max_uncovered {
                return None;
            }
        }
        pieces_of_a.push(piece);
    }
    Some(Alignment {
        pieces: pieces_of_a,
        links,
        put_figures: figures(a, shared.missing()),
        lost_figures: figures(b, shared.missing_here()),
    })
}

/// Those of these words that are figures.
fn figures(tokens: &Tokens, words: impl Iterator<Item = usize>) -> Vec<u32> {
    words.filter(|&at| tokens.marks[at].is_number()).map(|at| at as u32).collect()
}

/// True where the words of the second link follow those of the first in both texts: nothing stands between them.
pub(super) fn follows(before: (u32, u32), after: (u32, u32)) -> bool {
    after == (before.0 + 1, before.1 + 1)
}

/// Lays a piece where the piece before it stands, its first words one by one as long as they are equal. Returns the aligned words.
fn settle(
    words: &Range<usize>,
    offset: i64,
    [a, b]: [&Tokens; 2],
    rows: &mut Rows<'_>,
    links: &mut Vec<(u32, u32)>,
) -> usize {
    let there = usize::try_from(words.start as i64 + offset).unwrap_or(usize::MAX);
    let ahead = b.hashes.get(there..).unwrap_or_default();
    let n_equal = a.hashes[words.clone()].iter().zip(ahead).take_while(|(here, there)| here == there).count();
    links.extend((0..n_equal).map(|n| ((words.start + n) as u32, (there + n) as u32)));
    let rest = words.start + n_equal..words.end;
    if rest.is_empty() {
        return n_equal;
    }
    let mut window = window(&rest, offset, slack(&rest), b.len());
    if n_equal > 0 {
        window.start = there + n_equal; // links run in order
        window.end = window.end.max(window.start);
    }
    let n_aligned = rows.align(&rest, window);
    if n_aligned > 0 {
        rows.read_back(&rest, links);
    }
    n_equal + n_aligned
}

/// Words by which a piece may be out of step.
fn slack(words: &Range<usize>) -> usize {
    4 + words.len() / 4
}

/// Sentences of `a`, short ones joined, long ones parted.
fn pieces(a: &Tokens) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start == a.len() {
            return None;
        }
        let part = a.marks[start].part();
        let ends = |at: usize| a.marks[at].part() != part || (at - start >= MIN_PIECE_WORDS && a.marks[at].opens());
        let limit = a.len().min(start + MAX_PIECE_WORDS);
        let end = (start + 1..limit).find(|&at| ends(at)).unwrap_or(limit);
        let piece = start..end;
        start = end;
        Some(piece)
    })
}

/// The offset (position in the second text minus position in the first) to which most of the rarer words point. `votes` is a
/// buffer.
fn vote(shared: &SharedWords, b: &Tokens, words: &Range<usize>, slack: i64, votes: &mut Vec<Vote>) -> Option<i64> {
    votes.clear();
    for at in words.clone() {
        let found = shared.places(b, at);
        if found.len() <= MAX_VOTE_PLACES {
            let weight = 60 / found.len().max(1) as u32; // 60 divides evenly by 1 to 6
            votes.extend(found.map(|p| Vote::new(i64::from(p) - at as i64, weight)));
        }
    }
    votes.sort_unstable();
    let (mut best, mut sum, mut tail) = ((0, None), 0, 0);
    for vote in votes.iter() {
        sum += vote.weight();
        while votes[tail].offset() < vote.offset() - slack {
            sum -= votes[tail].weight();
            tail += 1;
        }
        if sum > best.0 {
            best = (sum, Some((vote.offset() + votes[tail].offset()) / 2));
        }
    }
    best.1
}

/// An offset and, in the lowest byte, what it weighs: one number sorts faster than two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Vote(i64);

impl Vote {
    fn new(offset: i64, weight: u32) -> Vote {
        Vote(offset << 8 | i64::from(weight))
    }

    fn offset(self) -> i64 {
        self.0 >> 8
    }

    fn weight(self) -> u32 {
        (self.0 & 0xff) as u32
    }
}

fn window(words: &Range<usize>, offset: i64, slack: usize, n_other: usize) -> Range<usize> {
    let at = |position: i64| position.clamp(0, n_other as i64) as usize;
    at(words.start as i64 + offset - slack as i64)..at(words.end as i64 + offset + slack as i64)
}

/// The rows of one bit-parallel alignment: bit i of row j is zero where word i adds to the subsequence.
struct Rows<'a> {
    shared: &'a SharedWords,
    /// By the number of a word, a bit for each of its places in the piece. All zero between alignments.
    bits: Vec<u64>,
    rows: Vec<u64>,
    window_start: usize,
}

impl<'a> Rows<'a> {
    fn new(shared: &'a SharedWords) -> Rows<'a> {
        Rows { shared, bits: vec![0; shared.n_numbers()], rows: Vec::new(), window_start: 0 }
    }

    /// Length of the longest common subsequence of the piece and the window.
    fn align(&mut self, words: &Range<usize>, window: Range<usize>) -> usize {
        let numbers = &self.shared.numbers_here()[words.clone()];
        for (bit, &number) in numbers.iter().enumerate() {
            self.bits[number as usize] |= 1 << bit;
        }
        self.bits[0] = 0; // words that the other text lacks
        self.window_start = window.start;
        self.rows.clear();
        let mut row = u64::MAX;
        self.rows.extend(self.shared.numbers_there()[window].iter().map(|&number| {
            let matches = self.bits[number as usize];
            row = row.wrapping_add(row & matches) | (row & !matches);
            row
        }));
        numbers.iter().for_each(|&number| self.bits[number as usize] = 0);
        (!row & low_bits(words.len())).count_ones() as usize
    }

    /// Appends the pairs of the subsequence, in order.
    fn read_back(&self, words: &Range<usize>, links: &mut Vec<(u32, u32)>) {
        let first = links.len();
        let (mut row, mut col) = (self.rows.len(), words.len());
        while row > 0 {
            let adding = !self.rows[row - 1] & low_bits(col);
            if adding == 0 {
                break;
            }
            col = adding.ilog2() as usize;
            row -= 1;
            while row > 0 && self.rows[row - 1] >> col & 1 == 0 {
                row -= 1;
            }
            links.push(((words.start + col) as u32, (self.window_start + row) as u32));
        }
        links[first..].reverse();
    }
}

/// A mask of the first `n` bits.
fn low_bits(n: usize) -> u64 {
    if n == 64 { u64::MAX } else { (1 << n) - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn tokens(text: &str) -> Tokens {
        Tokens::of_document(&Parser::new().parse(text), |_| crate::detect::duplicate::Part::Text)
    }

    fn check(a: &str, b: &str, n_aligned: usize) {
        let (a, b) = (tokens(a), tokens(b));
        let alignment = align(&a, &b, &SharedWords::of(&a, &b));
        for &(i, j) in &alignment.links {
            assert_eq!(a.hashes[i as usize], b.hashes[j as usize]);
        }
        for piece in &alignment.pieces {
            let links = &alignment.links[piece.links.clone()];
            assert!(links.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1), "in order");
        }
        assert_eq!(alignment.links.len(), n_aligned);
    }

    const STORY: &str = "The harbour office in Lannis closed early on Monday. Ferry crews from Orrin had waited for the tide since dawn.\n\nNo one was told why the gates stayed shut. A notice went up beside the gate at noon.";

    #[test]
    fn a_text_lies_wholly_on_itself() {
        check(STORY, STORY, 38);
        check("", STORY, 0);
        check(STORY, "", 0);
    }

    #[test]
    fn replaced_words_leave_the_rest_aligned() {
        check(
            "The port bureau in Lannis shut early on Monday. Ferry crews from Orrin had lingered for the tide since daybreak.",
            STORY,
            15,
        );
    }

    #[test]
    fn reordered_paragraphs_align() {
        let (first, second) = STORY.split_once("\n\n").unwrap();
        check(&format!("{second}\n\n{first}"), STORY, 38);
    }

    #[test]
    fn long_texts_without_stops_align() {
        let long: String = (0..500).map(|i| format!("w{i} ")).collect();
        check(&long, &long, 500);
    }
}
