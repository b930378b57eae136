//! The figures of the boilerplate benchmark: precision and recall of removed lines, and 4-word shingles of what stays against the
//! gold text.

use crate::data::{Line, Text};
use std::hash::{DefaultHasher, Hash, Hasher};
use unicode_normalization::UnicodeNormalization;

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy)]
pub struct Score(pub f64, pub f64, pub f64);

impl Score {
    fn new(precision: f64, recall: f64) -> Score {
        let sum = precision + recall;
        Score(precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3}/{:.3}/{:.3}", self.0, self.1, self.2)
    }
}

/// A page's lines that stay.
pub type Kept = Vec<bool>;

/// The lines that stay when these byte ranges of the text leave: a line leaves with half of its bytes.
pub fn kept(text: &Text, cuts: &[(usize, usize)]) -> Kept {
    let cut_of = |(start, end): (usize, usize)| -> usize {
        cuts.iter().map(|&(a, b)| b.min(end).saturating_sub(a.max(start))).sum()
    };
    text.places().into_iter().map(|(start, end)| start == end || 2 * cut_of((start, end)) < end - start).collect()
}

/// Boilerplate among the lines for which `is_asked` holds.
pub fn boilerplate(texts: &[&Text], kept: &[&Kept], is_asked: impl Fn(&Line) -> bool) -> Score {
    let (mut hit, mut wrong, mut missed) = (0.0, 0.0, 0.0);
    for (line, stays) in texts.iter().zip(kept).flat_map(|(t, k)| t.lines.iter().zip(k.iter())) {
        match (line.label.as_str(), stays) {
            ("boilerplate", false) if is_asked(line) => hit += 1.0,
            ("content", false) if is_asked(line) => wrong += 1.0,
            ("boilerplate", true) if is_asked(line) => missed += 1.0,
            _ => {}
        }
    }
    Score::new(hit / f64::max(hit + wrong, 1.0), hit / f64::max(hit + missed, 1.0))
}

/// Shingles of what stays against those of the gold text, precision and recall averaged over pages.
pub fn document(texts: &[&Text], kept: &[&Kept]) -> Score {
    let (mut precision, mut recall) = (0.0, 0.0);
    for (text, kept) in texts.iter().zip(kept) {
        let lines = text.line_tokens.iter().zip(kept.iter()).filter(|(_, stays)| **stays);
        let ours = shingles(&lines.flat_map(|(tokens, _)| tokens.iter().copied()).collect::<Vec<u64>>());
        let n_common = n_common(&ours, &text.gold_shingles) as f64;
        precision += n_common / ours.len() as f64;
        recall += n_common / text.gold_shingles.len() as f64;
    }
    let n = texts.len().max(1) as f64;
    Score::new(precision / n, recall / n)
}

/// Hashes of all runs of four tokens, sorted; of all tokens where there are fewer.
pub fn shingles(tokens: &[u64]) -> Vec<u64> {
    const LENGTH: usize = 4;
    let mut out: Vec<u64> = tokens.windows(LENGTH.min(tokens.len()).max(1)).map(hash).collect();
    if out.is_empty() {
        out.push(0);
    }
    out.sort_unstable();
    out
}

/// Entries that two sorted lists have in common, repeats counted.
fn n_common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        n += usize::from(a[i] == b[j]);
        (i, j) = (i + usize::from(a[i] <= b[j]), j + usize::from(b[j] <= a[i]));
    }
    n
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Runs of letters and digits; a character of a script without word spaces is one of its own.
pub fn tokens(text: &str) -> Vec<u64> {
    let mut out: Vec<String> = Vec::new();
    let mut is_open = false;
    for c in text.nfkc().flat_map(char::to_lowercase).filter(|&c| c != '\u{ad}') {
        let is_single = matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{0e00}'..='\u{0e7f}');
        match out.last_mut() {
            Some(last) if is_open && c.is_alphanumeric() && !is_single => last.push(c),
            _ if c.is_alphanumeric() || is_single => out.push(c.to_string()),
            _ => {}
        }
        is_open = c.is_alphanumeric() && !is_single;
    }
    out.iter().map(String::as_str).map(hash).collect()
}
