//! Substitutes of more than one word, and for more than one: `visit` becomes `go to`, `news conference` becomes `information
//! convention`. Real spinners rewrite such phrases as a whole. Kept apart from the pairs of words: the model looks words up one by one.

use super::inflect::{Form, forms};
use super::thesaurus::{Inflection, is_plain};
use std::collections::BTreeMap;

/// Words of a phrase, at most. Longer ones are definitions more than phrases; a guess.
pub(super) const MAX_PHRASE_WORDS: usize = 3;

/// The word of a phrase that takes the endings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Head {
    /// Of a verb the first: `go to`, `went to`.
    First,
    /// Of a noun the last: `news conferences`.
    Last,
    /// Neither is known.
    None,
}

impl Head {
    /// By the class of word that a list names.
    pub(super) fn of_class(class: &str) -> Head {
        match class.as_bytes().first() {
            Some(b'v') => Head::First,
            Some(b'n') => Head::Last,
            _ => Head::None,
        }
    }

    fn forms(self) -> &'static [Form] {
        match self {
            Head::First => &[Form::Base, Form::Plural, Form::Past, Form::Gerund],
            Head::Last => &[Form::Base, Form::Plural],
            Head::None => &[Form::Base],
        }
    }

    fn inflect(self, phrase: &str, form: Form, out: &mut Vec<String>) {
        let (before, head, after) = match (self, phrase.split_once(' '), phrase.rsplit_once(' ')) {
            (Head::First, Some((head, _)), _) => ("", head, &phrase[head.len()..]),
            (Head::Last, _, Some((_, head))) => (&phrase[..phrase.len() - head.len()], head, ""),
            _ => ("", phrase, ""),
        };
        let mut heads = Vec::new();
        forms(head, form, &mut heads);
        out.extend(heads.into_iter().map(|head| format!("{before}{head}{after}")));
    }
}

/// Pairs with a phrase on one side or on both.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// Weights, by original, substitute and where the endings go.
    pairs: BTreeMap<(String, String, Head), f32>,
}

impl Phrases {
    /// Adds a pair; one of two words is passed over, it is no matter of phrases.
    pub(super) fn add(&mut self, original: &str, substitute: &str, weight: f32, head: Head) {
        let is_able = |side: &str| is_plain(side) || is_phrase(side);
        let has_phrase = original.contains(' ') || substitute.contains(' ');
        if has_phrase && is_able(original) && is_able(substitute) && !original.eq_ignore_ascii_case(substitute) {
            *self.pairs.entry((original.to_lowercase(), substitute.to_lowercase(), head)).or_default() += weight;
        }
    }

    pub(super) fn extend(&mut self, other: &Phrases) {
        other.pairs.iter().for_each(|(pair, weight)| *self.pairs.entry(pair.clone()).or_default() += weight);
    }

    /// Calls `take(substitute, original, weight)` for every pair and its inflected forms.
    pub(super) fn for_each_form(&self, inflection: Inflection, mut take: impl FnMut(&str, &str, f32)) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for ((original, substitute, head), &weight) in &self.pairs {
            for &form in head.forms() {
                ours.clear();
                theirs.clear();
                head.inflect(substitute, if inflection == Inflection::Kept { form } else { Form::Base }, &mut ours);
                head.inflect(original, form, &mut theirs);
                for a in &ours {
                    theirs.iter().filter(|b| *b != a).for_each(|b| take(a, b, weight));
                }
            }
        }
    }
}

/// True for two or three plain words with single spaces between.
pub(super) fn is_phrase(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic());
    let n_words = text.split(' ').count();
    (2..=MAX_PHRASE_WORDS).contains(&n_words) && text.split(' ').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_go_to_the_verb_or_the_last_noun() {
        let check = |head: Head, pair: [&str; 2], expected: &[&str]| {
            let mut phrases = Phrases::default();
            phrases.add(pair[0], pair[1], 1.0, head);
            let mut found = Vec::new();
            phrases.for_each_form(Inflection::Kept, |now, before, _| found.push(format!("{before}>{now}")));
            for expected in expected {
                assert!(found.iter().any(|f| f == expected), "{expected} in {found:?}");
            }
        };
        check(Head::First, ["visit", "go to"], &["visit>go to", "visited>went to", "visiting>going to"]);
        check(Head::Last, ["news conference", "information convention"], &["news conferences>information conventions"]);
        check(Head::None, ["at sea", "afloat"], &["at sea>afloat"]);
    }

    #[test]
    fn single_words_and_long_phrases_are_no_matter_of_phrases() {
        let mut phrases = Phrases::default();
        phrases.add("pier", "jetty", 1.0, Head::Last);
        phrases.add("pier", "a thing to moor at", 1.0, Head::Last);
        phrases.add("pier", "co-op store", 1.0, Head::Last);
        assert!(phrases.pairs.is_empty());
    }
}
