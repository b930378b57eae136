//! Two texts word by word: what stands in both, and what only in one. Long stretches without a difference are left out, so that the
//! page shows what a reader has to judge.

use super::evidence::{Mark, Piece};
use super::quote::gap;
use crate::text::{Span, fold_hash};
use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Words of a text that are compared, from where the two begin to agree. A comparison takes about the square of the differences: of
/// two texts without a word in common some 10 ms. A guess.
const MAX_WORDS: usize = 1200;
/// Words of the other text beyond that, so that what was put in there does not shift its end out of sight. A guess.
const SLACK_WORDS: usize = 300;
/// Words of either text that are shown. A guess.
const MAX_SHOWN_WORDS: usize = 240;
/// Words shown at either end of a long stretch. A guess.
const EDGE_WORDS: usize = 12;
/// Words in a row by which a place in the other text is known.
const ANCHOR_WORDS: usize = 4;

/// The words of a text: where they stand, and a hash of each folded.
struct Words<'a> {
    text: &'a str,
    spans: Vec<Span>,
    hashes: Vec<u64>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Words<'a> {
        let mut words = Words { text, spans: Vec::new(), hashes: Vec::new() };
        let mut buffer = String::new();
        for word in text.split_whitespace() {
            let start = word.as_ptr().addr() - text.as_ptr().addr();
            let core = word.trim_matches(|c: char| !c.is_alphanumeric());
            words.spans.push(Span::new(start, start + word.len()));
            words.hashes.push(fold_hash(if core.is_empty() { word } else { core }, &mut buffer));
        }
        words
    }

    /// Leaves out what stands before the word `from` and what goes beyond `n_words` from there; returns how many words that is behind.
    fn keep(&mut self, from: usize, n_words: usize) -> usize {
        self.spans.drain(..from);
        self.hashes.drain(..from);
        let n_behind = self.spans.len().saturating_sub(n_words);
        self.spans.truncate(n_words);
        self.hashes.truncate(n_words);
        n_behind
    }

    /// Words `from..to` as they stand, with the space or line break behind them.
    fn stretch(&self, from: usize, to: usize) -> String {
        if from == to {
            return String::new();
        }
        let end = self.spans[to - 1].end as usize;
        let next = self.spans.get(to).map_or(end, |span| span.start as usize);
        let space = if self.text[end..next].contains('\n') { "\n" } else { " " };
        format!("{}{space}", &self.text[self.spans[from].start as usize..end])
    }
}

/// Both texts in pieces, `copy` first.
pub(super) fn compare(copy: &str, kept: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (mut copy, mut kept) = (Words::of(copy), Words::of(kept));
    let n_ahead = start_in(&copy, &kept);
    let mut n_kept_behind = kept.keep(n_ahead, MAX_WORDS + SLACK_WORDS);
    let n_behind = copy.keep(0, MAX_WORDS);
    let mut ops = capture_diff_slices(Algorithm::Myers, &copy.hashes, &kept.hashes);
    let (mut left, mut right) = (Side::new(&copy), Side::new(&kept));
    if n_ahead > 0 {
        right.leave_out(n_ahead, "words before");
    }
    // What follows in the kept text where the copy was cut off, or is done, is no difference that anyone has to look at.
    let is_rest =
        |op: &mut DiffOp| matches!(op, DiffOp::Insert { new_len, .. } if n_behind > 0 || *new_len > MAX_SHOWN_WORDS);
    if let Some(DiffOp::Insert { new_len, .. }) = ops.pop_if(is_rest) {
        n_kept_behind += new_len;
    }
    for op in ops {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                left.push(Mark::Same, old_index, len);
                right.push(Mark::Same, new_index, len);
            }
            DiffOp::Delete { old_index, old_len, .. } => left.push(Mark::Only, old_index, old_len),
            DiffOp::Insert { new_index, new_len, .. } => right.push(Mark::Only, new_index, new_len),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                left.push(Mark::Only, old_index, old_len);
                right.push(Mark::Only, new_index, new_len);
            }
        }
    }
    for (side, n) in [(&mut left, n_behind), (&mut right, n_kept_behind)] {
        if n > 0 {
            side.leave_out(n, "words after");
        }
    }
    (left.pieces, right.pieces)
}

/// The word of `kept` at which `copy` begins, where they agree soon.
fn start_in(copy: &Words<'_>, kept: &Words<'_>) -> usize {
    if kept.hashes.len() <= MAX_WORDS {
        return 0;
    }
    let mut places: FxHashMap<&[u64], usize> = FxHashMap::default();
    for (at, run) in kept.hashes.windows(ANCHOR_WORDS).enumerate() {
        places.entry(run).or_insert(at);
    }
    let found = copy.hashes.windows(ANCHOR_WORDS).enumerate().find_map(|(n, run)| Some((n, *places.get(run)?)));
    found.map_or(0, |(n, at)| at.saturating_sub(n))
}

/// One text in the making.
struct Side<'a> {
    words: &'a Words<'a>,
    pieces: Vec<Piece>,
    n_shown: usize,
    n_left_out: usize,
}

impl<'a> Side<'a> {
    fn new(words: &'a Words<'a>) -> Side<'a> {
        Side { words, pieces: Vec::new(), n_shown: 0, n_left_out: 0 }
    }

    /// Takes words on; what is long is shown by its ends, what comes too late not at all.
    fn push(&mut self, mark: Mark, from: usize, len: usize) {
        if self.n_shown >= MAX_SHOWN_WORDS {
            self.n_left_out += len;
            self.pieces.pop_if(|last| last.mark == Mark::Gap && last.text.ends_with("more words"));
            let n = self.n_left_out;
            self.leave_out(n, "more words");
            return;
        }
        let end = from + len;
        let longest = if mark == Mark::Same { 5 * EDGE_WORDS } else { 8 * EDGE_WORDS };
        if len <= longest {
            self.show(mark, from, end);
            return;
        }
        let edge = if mark == Mark::Same { EDGE_WORDS } else { 3 * EDGE_WORDS };
        let what = if mark == Mark::Same { "words alike" } else { "words only here" };
        self.show(mark, from, from + edge);
        self.leave_out(len - 2 * edge, what);
        self.show(mark, end - edge, end);
    }

    fn show(&mut self, mark: Mark, from: usize, to: usize) {
        self.pieces.push(Piece { mark, text: self.words.stretch(from, to), was: None });
        self.n_shown += to - from;
    }

    fn leave_out(&mut self, n_words: usize, what: &str) {
        self.pieces.push(gap(format!("{n_words} {what}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[Piece]) -> String {
        let tell = |piece: &Piece| match piece.mark {
            Mark::Same => piece.text.clone(),
            Mark::Only => format!("[{}] ", piece.text.trim_end()),
            Mark::Gap => format!("({}) ", piece.text),
            Mark::Swapped => unreachable!("a comparison swaps nothing"),
        };
        pieces.iter().map(tell).collect::<String>().trim_end().to_owned()
    }

    fn check(copy: &str, kept: &str, left: &str, right: &str) {
        let (here, there) = compare(copy, kept);
        assert_eq!((told(&here).as_str(), told(&there).as_str()), (left, right));
    }

    #[test]
    fn what_differs_is_marked_on_both_sides() {
        check(
            "The protection minister spoke, twice.",
            "The defence minister spoke twice on Monday.",
            "The [protection] minister spoke, twice.",
            "The [defence] minister spoke twice [on Monday.]",
        );
        check("", "One.", "", "[One.]");
    }

    #[test]
    fn a_long_stretch_that_is_alike_is_left_out_on_both_sides() {
        let words: Vec<String> = (0..100).map(|n| format!("w{n}")).collect();
        let (here, there) = compare(&words.join(" "), &format!("New {}", words.join(" ")));
        assert_eq!(told(&there).split(' ').next(), Some("[New]"));
        assert!(told(&here).contains("w11 (76 words alike) w88"), "{}", told(&here));
    }

    #[test]
    fn a_part_of_a_long_text_is_shown_where_it_stands() {
        let words: Vec<String> = (0..3000).map(|n| format!("w{n}")).collect();
        let (here, there) = compare(&words[2000..2020].join(" "), &words.join(" "));
        assert_eq!(told(&here), words[2000..2020].join(" "));
        assert!(told(&there).starts_with("(2000 words before) w2000 w2001"), "{}", told(&there));
    }

    #[test]
    fn what_is_shown_is_bounded() {
        let (a, b): (Vec<String>, Vec<String>) = (0..5000).map(|n| (format!("a{n} x"), format!("b{n} x"))).unzip();
        let (here, there) = compare(&a.join(" "), &b.join(" "));
        let n_words = |pieces: &[Piece]| pieces.iter().map(|p| p.text.split_whitespace().count()).sum::<usize>();
        assert!(n_words(&here) < 300 && n_words(&there) < 300, "{} {}", n_words(&here), n_words(&there));
    }
}
