//! Synonyms from lists: which words a spinner may have found for which. Two kinds of lines are read, both plain text with
//! tabs: `word <tab> substitute [<tab> weight]`, and `class <tab> word|word|word` (words of one sense, a line a sense). A
//! third, `word,synonym,synonym,…`, is how the Moby thesaurus is written.

use super::inflect::{Form, forms};
use super::phrases::{Head, Phrases, is_phrase};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Weight of a pair seen once in a sense of `n` words is this over `n - 1`.
const SENSE_WEIGHT: f32 = 1.0;
/// Weight of a pair of a list that tells no senses. A guess: such lists are long and loose.
const LOOSE_WEIGHT: f32 = 0.05;
/// Words that begin with the same letters are forms of one word, or near it: a spinner gains nothing by the change.
const SAME_STEM_BYTES: usize = 5;
/// Substitutes of a word, the heaviest, that are followed in each of the two steps of a pivot. A guess: a dictionary gives a few.
const MAX_PIVOT_STEPS: usize = 12;

/// Which form of a substitute is put for a form of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inflection {
    /// The same one, as far as plain rules go.
    Kept,
    /// The base form, whatever stood there.
    Lost,
}

/// Pairs of words of which one may stand for the other, with a weight; and pairs with a phrase on a side, which only spinners use.
#[derive(Debug, Default)]
pub struct Thesaurus {
    /// What may have stood there, by the word that stands there now.
    originals: BTreeMap<String, FxHashMap<String, f32>>,
    /// The same of words that were seen in use: other forms of them are other words.
    seen: BTreeMap<(String, String), f32>,
    phrases: Phrases,
}

impl Thesaurus {
    /// Reads one list. Lines that are neither kind are passed over.
    pub fn read(&mut self, lines: &str) {
        for line in lines.lines() {
            match line.split_once('\t') {
                Some((class, words)) if words.contains('|') => self.add_sense(class, words),
                Some((word, rest)) => {
                    let (substitute, weight) = rest.split_once('\t').unwrap_or((rest, "1"));
                    let n: f32 = weight.trim().parse().unwrap_or(1.0);
                    self.add(word, substitute, 1.0 + n.ln().max(0.0));
                    self.add(substitute, word, 0.2);
                    self.phrases.add(word, substitute, 1.0 + n.ln().max(0.0), Head::None);
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

    fn add_sense(&mut self, class: &str, words: &str) {
        let plain: Vec<&str> = words.split('|').filter(|w| is_plain(w)).collect();
        let weight = SENSE_WEIGHT / plain.len().max(2) as f32 * 2.0;
        for a in &plain {
            plain.iter().filter(|b| *b != a).for_each(|b| self.add(a, b, weight));
        }
        let all: Vec<&str> = words.split('|').filter(|w| is_plain(w) || is_phrase(w)).collect();
        let weight = SENSE_WEIGHT / all.len().max(2) as f32 * 2.0;
        for a in &all {
            all.iter().filter(|b| *b != a).for_each(|b| self.phrases.add(a, b, weight, Head::of_class(class)));
        }
    }

    /// Adds a pair of words or phrases as it was seen in use, `n` times.
    pub fn add_seen(&mut self, original: &str, substitute: &str, n: u32) {
        let weight = 1.0 + (n.max(1) as f32).ln();
        if is_plain(original) && is_plain(substitute) {
            if !same_stem(original, substitute) {
                *self.seen.entry((substitute.to_owned(), original.to_owned())).or_default() += weight;
            }
        } else {
            self.phrases.add(original, substitute, weight, Head::None);
        }
    }

    /// Every pair of another one.
    pub fn extend(&mut self, other: &Thesaurus) {
        for (substitute, originals) in &other.originals {
            let ours = self.originals.entry(substitute.clone()).or_default();
            originals.iter().for_each(|(original, weight)| *ours.entry(original.clone()).or_default() += weight);
        }
        other.seen.iter().for_each(|(pair, weight)| *self.seen.entry(pair.clone()).or_default() += weight);
        self.phrases.extend(&other.phrases);
    }

    /// What a dictionary there and back makes of it: for each word the substitutes of its substitutes that are none of its own, so mostly words
    /// for another of its senses.
    pub fn pivoted(&self) -> Thesaurus {
        let mut steps: BTreeMap<&str, Vec<(&str, f32)>> = BTreeMap::new();
        for (substitute, originals) in &self.originals {
            for (original, &weight) in originals {
                steps.entry(original).or_default().push((substitute, weight));
            }
        }
        for list in steps.values_mut() {
            list.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        }
        let step = |word: &str| steps.get(word).map_or(&[][..], |list| &list[..list.len().min(MAX_PIVOT_STEPS)]);
        let mut pivoted = Thesaurus::default();
        for (&original, own) in &steps {
            let is_own = |word: &str| word == original || own.iter().any(|(substitute, _)| *substitute == word);
            for &(between, first) in step(original) {
                for &(substitute, second) in step(between).iter().filter(|(word, _)| !is_own(word)) {
                    pivoted.add(original, substitute, first * second);
                }
            }
        }
        pivoted
    }

    /// Every word of it, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        // A pair is added both ways, so each word is somebody's substitute.
        self.originals.keys().map(String::as_str)
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
    pub fn for_each_form(&self, inflection: Inflection, mut take: impl FnMut(&str, &str, f32)) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for (substitute, originals) in &self.originals {
            let mut sorted: Vec<_> = originals.iter().collect();
            sorted.sort_unstable_by(|a, b| a.0.cmp(b.0));
            for form in Form::ALL {
                ours.clear();
                forms(substitute, if inflection == Inflection::Kept { form } else { Form::Base }, &mut ours);
                for &(original, &weight) in &sorted {
                    theirs.clear();
                    forms(original, form, &mut theirs);
                    for a in &ours {
                        theirs.iter().filter(|b| *b != a).for_each(|b| take(a, b, weight));
                    }
                }
            }
        }
        self.seen.iter().for_each(|((substitute, original), &weight)| take(substitute, original, weight));
    }

    /// The same for every pair that has a phrase on a side.
    pub fn for_each_phrase(&self, inflection: Inflection, take: impl FnMut(&str, &str, f32)) {
        self.phrases.for_each_form(inflection, take);
    }
}

pub(super) fn is_plain(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|b| b.is_ascii_alphabetic())
}

fn same_stem(a: &str, b: &str) -> bool {
    a == b || (a.len() >= SAME_STEM_BYTES && b.len() >= SAME_STEM_BYTES && a[..SAME_STEM_BYTES] == b[..SAME_STEM_BYTES])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(thesaurus: &Thesaurus, inflection: Inflection) -> Vec<String> {
        let mut found = Vec::new();
        thesaurus.for_each_form(inflection, |substitute, original, _| found.push(format!("{original}>{substitute}")));
        found
    }

    #[test]
    fn a_pivot_leads_to_another_sense() {
        let mut thesaurus = Thesaurus::default();
        thesaurus.read("noun\tpier|jetty\nadj\tjetty|inky\nnoun\tpier|column\n");
        let pivoted = pairs(&thesaurus.pivoted(), Inflection::Kept);
        assert!(pivoted.contains(&"pier>inky".to_owned()) && !pivoted.contains(&"pier>jetty".to_owned()));
        assert!(pivoted.contains(&"column>jetty".to_owned()));
    }

    #[test]
    fn lost_endings_put_the_base_form_and_pairs_seen_in_use_stay_as_they_are() {
        let mut thesaurus = Thesaurus::default();
        thesaurus.read("verb\tdepart|embark\n");
        thesaurus.add_seen("harbours", "ports", 5);
        let found = pairs(&thesaurus, Inflection::Lost);
        assert!(found.contains(&"departed>embark".to_owned()) && found.contains(&"harbours>ports".to_owned()));
        assert!(!found.iter().any(|pair| pair.ends_with("ed") || pair.starts_with("harbour>")), "{found:?}");
    }
}
