//! Synonyms from lists: which words a spinner may have found for which. Two kinds of lines are read, both plain text with
//! tabs: `word <tab> substitute [<tab> weight]`, and `class <tab> word|word|word` (words of one sense, a line a sense). A
//! third, `word,synonym,synonym,…`, is how the Moby thesaurus is written.

use super::inflect::{Form, forms};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Weight of a pair seen once in a sense of `n` words is this over `n - 1`.
const SENSE_WEIGHT: f32 = 1.0;
/// Weight of a pair of a list that tells no senses. A guess: such lists are long and loose.
const LOOSE_WEIGHT: f32 = 0.05;
/// Words that begin with the same letters are forms of one word, or near it: a spinner gains nothing by the change.
const SAME_STEM_BYTES: usize = 5;

/// Pairs of words of which one may stand for the other, with a weight.
#[derive(Debug, Default)]
pub struct Thesaurus {
    /// What may have stood there, by the word that stands there now.
    originals: BTreeMap<String, FxHashMap<String, f32>>,
}

impl Thesaurus {
    /// Reads one list. Lines that are neither kind are passed over.
    pub fn read(&mut self, lines: &str) {
        for line in lines.lines() {
            match line.split_once('\t') {
                Some((_, words)) if words.contains('|') => self.add_sense(words),
                Some((word, rest)) => {
                    let (substitute, weight) = rest.split_once('\t').unwrap_or((rest, "1"));
                    let n: f32 = weight.trim().parse().unwrap_or(1.0);
                    self.add(word, substitute, 1.0 + n.ln().max(0.0));
                    self.add(substitute, word, 0.2);
                }
                None => {
                    let mut words = line.split(',');
                    let root = words.next().unwrap_or_default();
                    for word in words {
                        self.add(root, word, LOOSE_WEIGHT);
                        self.add(word, root, LOOSE_WEIGHT);
                    }
                }
            }
        }
    }

    fn add_sense(&mut self, words: &str) {
        let words: Vec<&str> = words.split('|').filter(|w| is_plain(w)).collect();
        let weight = SENSE_WEIGHT / words.len().max(2) as f32 * 2.0;
        for a in &words {
            words.iter().filter(|b| *b != a).for_each(|b| self.add(a, b, weight));
        }
    }

    fn add(&mut self, original: &str, substitute: &str, weight: f32) {
        if is_plain(original) && is_plain(substitute) {
            let (original, substitute) = (original.to_lowercase(), substitute.to_lowercase());
            if !same_stem(&original, &substitute) {
                *self.originals.entry(substitute).or_default().entry(original).or_default() += weight;
            }
        }
    }

    /// Calls `take(substitute, original, weight)` for every pair and its inflected forms. Wrong forms are among them.
    pub fn for_each_form(&self, mut take: impl FnMut(&str, &str, f32)) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for (substitute, originals) in &self.originals {
            for form in Form::ALL {
                ours.clear();
                forms(substitute, form, &mut ours);
                let mut sorted: Vec<_> = originals.iter().collect();
                sorted.sort_unstable_by(|a, b| a.0.cmp(b.0));
                for (original, &weight) in sorted {
                    theirs.clear();
                    forms(original, form, &mut theirs);
                    for a in &ours {
                        theirs.iter().filter(|b| *b != a).for_each(|b| take(a, b, weight));
                    }
                }
            }
        }
    }
}

fn is_plain(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|b| b.is_ascii_alphabetic())
}

fn same_stem(a: &str, b: &str) -> bool {
    a == b || (a.len() >= SAME_STEM_BYTES && b.len() >= SAME_STEM_BYTES && a[..SAME_STEM_BYTES] == b[..SAME_STEM_BYTES])
}
