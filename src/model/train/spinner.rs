//! A spinner of our own: replaces words of human text by synonyms, as the machines do that the model is to give away, and
//! tells which. The trainer learns from its work what substitutes look like.

use super::dice::Dice;
use super::pack::is_function_word;
use super::thesaurus::Thesaurus;
use crate::text::{Parsed, Span, Word, fold_hash};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How a spinner picks a substitute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Any word of its table in any plainly inflected form, right or wrong, by the weight of the table.
    Plain,
    /// Only words that are used, the common ones more often.
    Frequent,
    /// Of each word the few likeliest, and only common ones.
    Common,
}

impl Style {
    /// Least count of a substitute. Guesses, for counts on some tens of millions of words.
    fn min_count(self) -> u32 {
        match self {
            Style::Plain => 0,
            Style::Frequent => 150,
            Style::Common => 1_000,
        }
    }

    /// Substitutes of one word.
    fn n_best(self) -> usize {
        if self == Style::Common { 3 } else { usize::MAX }
    }

    fn weight(self, weight: f32, count: u32) -> f32 {
        if self == Style::Plain { weight } else { weight * (count as f32).sqrt() }
    }
}

/// A table of substitutes, each word with the shares of its list up to and with it.
#[derive(Debug)]
pub struct Spinner {
    name: String,
    table: FxHashMap<u64, Vec<(Box<str>, f32)>>,
}

/// A spun text.
#[derive(Clone, Debug, PartialEq)]
pub struct Spun {
    /// The text.
    pub text: String,
    /// Places of the substitutes in it, in order.
    pub substituted: Vec<Span>,
}

impl Spinner {
    /// A spinner of that name with the words of `thesaurus`. `count_of` tells how often a folded word is used.
    pub fn new(name: &str, thesaurus: &Thesaurus, style: Style, count_of: impl Fn(&str) -> u32) -> Spinner {
        let mut lists: BTreeMap<String, BTreeMap<String, f32>> = BTreeMap::new();
        thesaurus.for_each_form(|substitute, original, weight| {
            let count = count_of(substitute);
            if count >= style.min_count() && !is_function_word(original) && count_of(original) > 0 {
                let list = lists.entry(original.to_owned()).or_default();
                let entry = list.entry(substitute.to_owned()).or_default();
                *entry = entry.max(style.weight(weight, count));
            }
        });
        let mut table = FxHashMap::default();
        let mut buffer = String::new();
        for (original, list) in lists {
            let mut ranked: Vec<(String, f32)> = list.into_iter().collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            ranked.truncate(style.n_best());
            let mut sum = 0.0;
            let summed = ranked.into_iter().map(|(word, weight)| {
                sum += weight;
                (word.into_boxed_str(), sum)
            });
            table.insert(fold_hash(&original, &mut buffer), summed.collect());
        }
        Spinner { name: name.to_owned(), table }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Replaces about `rate` of all words, 0..=1, names and numbers never, and words in quotations only where `spins_quotes`.
    pub fn spin(&self, parsed: &Parsed<'_>, rate: f32, spins_quotes: bool, dice: &mut Dice) -> Spun {
        let may_go = |word: &&Word| !word.is_immutable() && (spins_quotes || !word.is_quoted());
        let mut able: Vec<&Word> =
            parsed.words.iter().filter(may_go).filter(|w| self.table.contains_key(&w.hash)).collect();
        dice.shuffle(&mut able);
        able.truncate((rate * parsed.words.len() as f32).round() as usize);
        able.sort_by_key(|word| word.span.start);
        let mut spun = Spun { text: String::with_capacity(parsed.text.len()), substituted: Vec::new() };
        let mut done = 0;
        for word in able {
            let span = word.span.range();
            spun.text.push_str(&parsed.text[done..span.start]);
            let start = spun.text.len();
            push_like(&parsed.text[span.clone()], self.pick(word.hash, dice), &mut spun.text);
            spun.substituted.push(Span::new(start, spun.text.len()));
            done = span.end;
        }
        spun.text.push_str(&parsed.text[done..]);
        spun
    }

    fn pick(&self, hash: u64, dice: &mut Dice) -> &str {
        let list = &self.table[&hash];
        let most = list.last().map_or(0.0, |last| last.1);
        let thrown = dice.share() * most;
        let at = list.partition_point(|&(_, sum)| sum <= thrown).min(list.len() - 1);
        &list[at].0
    }
}

/// Appends `word` with a capital where `model` has one.
fn push_like(model: &str, word: &str, out: &mut String) {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if model.starts_with(char::is_uppercase) => out.extend(first.to_uppercase().chain(letters)),
        _ => out.push_str(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn what_was_replaced_is_told_and_names_stay() {
        let mut thesaurus = Thesaurus::default();
        thesaurus.read("n\tferry|barge\nv\tdepart|embark\nn\tharbour|port\n");
        let spinner = Spinner::new("test", &thesaurus, Style::Plain, |_| 1);
        let text = "Barge crews of Ferry Harbour said: “The ferry departs.” Then a ferry departed the harbour.";
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let spun = spinner.spin(&parsed, 1.0, false, &mut Dice::new(7));
        assert_eq!(
            spun.text,
            "Ferry crews of Ferry Harbour said: “The ferry departs.” Then a barge embarked the port."
        );
        let replaced: Vec<&str> = spun.substituted.iter().map(|s| s.of(&spun.text)).collect();
        assert_eq!(replaced, ["Ferry", "barge", "embarked", "port"]);
        assert_eq!(spinner.spin(&parsed, 0.0, true, &mut Dice::new(7)).text, text);
    }
}
