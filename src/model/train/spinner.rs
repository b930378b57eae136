//! A spinner of our own: replaces words and phrases of human text by synonyms, as the machines do that the model is to give away, and
//! tells which. The trainer learns from its work what substitutes look like.

use super::dice::Dice;
use super::disguise::disguise;
use super::pack::is_function_word;
use super::phrases::MAX_PHRASE_WORDS;
use super::style::{Habit, Style};
use super::thesaurus::{Inflection, Thesaurus};
use crate::text::{Parsed, Span, Word, fold_hash, with_capital_of};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::ops::Range;

/// Chance that an uneven spinner goes over from sentences that it leaves to sentences that it spins, or back, at the end of each.
const TURN_RATE: f32 = 0.4;

/// A table of substitutes, each word with the shares of its list up to and with it.
#[derive(Debug)]
pub struct Spinner {
    name: String,
    /// By the key of the word or phrase that is replaced.
    table: FxHashMap<u64, Vec<(Box<str>, f32)>>,
    /// Hashes of words with which a phrase begins that is replaced.
    openers: FxHashSet<u64>,
    habits: Vec<Habit>,
}

/// A spun text.
#[derive(Clone, Debug, PartialEq)]
pub struct Spun {
    /// The text.
    pub text: String,
    /// Places of the substitutes in it, in order; of a phrase that has words in common with the one that stood there, from the first to the
    /// last word that is new.
    pub substituted: Vec<Span>,
}

/// Substitutes of each word or phrase, with their weights.
type Lists = BTreeMap<String, BTreeMap<String, f32>>;

impl Spinner {
    /// A spinner of that name with the words of `thesaurus`. `count_of` tells how often a folded word is used.
    pub fn new(
        name: &str,
        thesaurus: &Thesaurus,
        style: Style,
        habits: &[Habit],
        count_of: impl Fn(&str) -> u32,
    ) -> Spinner {
        let pivoted = habits.contains(&Habit::Pivot).then(|| thesaurus.pivoted());
        let inflection = if habits.contains(&Habit::Uninflected) { Inflection::Lost } else { Inflection::Kept };
        let mut lists = Lists::new();
        let mut add = |substitute: &str, original: &str, weight: f32| {
            let count = count_of_phrase(substitute, &count_of);
            if count >= style.min_count() && count_of_phrase(original, &count_of) > 0 {
                let entry = lists.entry(original.to_owned()).or_default().entry(substitute.to_owned()).or_default();
                *entry = entry.max(style.weight(weight, count));
            }
        };
        pivoted.as_ref().unwrap_or(thesaurus).for_each_form(inflection, |substitute, original, weight| {
            if !is_function_word(original) {
                add(substitute, original, weight);
            }
        });
        if habits.contains(&Habit::Phrases) {
            thesaurus.for_each_phrase(inflection, |substitute, original, weight| {
                if !original.split(' ').all(is_function_word) {
                    add(substitute, original, weight);
                }
            });
        }
        Spinner::of_lists(name, lists, style.n_best(), habits)
    }

    fn of_lists(name: &str, lists: Lists, n_best: usize, habits: &[Habit]) -> Spinner {
        let (mut table, mut openers) = (FxHashMap::default(), FxHashSet::default());
        let mut buffer = String::new();
        for (original, list) in lists {
            let mut ranked: Vec<(String, f32)> = list.into_iter().collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            ranked.truncate(n_best);
            let mut sum = 0.0;
            let summed = ranked.into_iter().map(|(word, weight)| {
                sum += weight;
                (word.into_boxed_str(), sum)
            });
            let hashes: Vec<u64> = original.split(' ').map(|word| fold_hash(word, &mut buffer)).collect();
            if hashes.len() > 1 {
                openers.insert(hashes[0]);
            }
            table.insert(key(hashes.into_iter()), summed.collect());
        }
        Spinner { name: name.to_owned(), table, openers, habits: habits.to_vec() }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Replaces about `rate` of all words, 0..=1, names and numbers never, and words in quotations only where `spins_quotes`.
    pub fn spin(&self, parsed: &Parsed<'_>, rate: f32, spins_quotes: bool, dice: &mut Dice) -> Spun {
        let is_uneven = self.habits.contains(&Habit::Uneven);
        let is_left = if is_uneven { left_alone(parsed.words, dice) } else { vec![false; parsed.words.len()] };
        let spins_quotes = spins_quotes && !is_uneven;
        let may_go = |i: usize| {
            let word = &parsed.words[i];
            !word.is_immutable() && !is_left[i] && (spins_quotes || !word.is_quoted())
        };
        let mut able = self.sites(parsed, may_go);
        dice.shuffle(&mut able);
        let n_spun_words = is_left.iter().filter(|is_left| !**is_left).count();
        let rate = if is_uneven { 2.0 * rate } else { rate };
        able.truncate((rate * n_spun_words as f32).round() as usize);
        able.sort_by_key(|site| site.start);
        let spun = self.put_in(parsed, &able, dice);
        if self.habits.contains(&Habit::Homoglyphs) { disguise(&spun, dice) } else { spun }
    }

    /// Places that have a substitute: at each word the longest phrase, no two of them overlapping.
    fn sites(&self, parsed: &Parsed<'_>, may_go: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
        let words = parsed.words;
        let goes_on = |i: usize| {
            let gap = words[i - 1].span.end as usize..words[i].span.start as usize;
            !words[i].opens_sentence() && may_go(i) && &parsed.text[gap] == " "
        };
        let (mut sites, mut at) = (Vec::new(), 0);
        while at < words.len() {
            if !may_go(at) {
                at += 1;
                continue;
            }
            let most = if self.openers.contains(&words[at].hash) { MAX_PHRASE_WORDS } else { 1 };
            let room = (at + 1..words.len()).take(most - 1).take_while(|&i| goes_on(i)).count() + 1;
            let is_known = |&n: &usize| self.table.contains_key(&key_of(&words[at..at + n]));
            let n_words = (1..=room).rev().find(is_known);
            sites.extend(n_words.map(|n| at..at + n));
            at += n_words.unwrap_or(1);
        }
        sites
    }

    fn put_in(&self, parsed: &Parsed<'_>, sites: &[Range<usize>], dice: &mut Dice) -> Spun {
        let mut spun = Spun { text: String::with_capacity(parsed.text.len()), substituted: Vec::new() };
        let mut done = 0;
        for site in sites {
            let words = &parsed.words[site.clone()];
            let span = words[0].span.join(words[words.len() - 1].span).range();
            spun.text.push_str(&parsed.text[done..span.start]);
            let start = spun.text.len();
            let before = &parsed.text[span.clone()];
            let put = with_capital_of(before, self.pick(key_of(words), dice));
            let new = new_part(before, &put);
            spun.text.push_str(&put);
            spun.substituted.push(Span::new(start + new.start, start + new.end));
            done = span.end;
        }
        spun.text.push_str(&parsed.text[done..]);
        spun
    }

    fn pick(&self, key: u64, dice: &mut Dice) -> &str {
        let list = &self.table[&key];
        let most = list.last().map_or(0.0, |last| last.1);
        let thrown = dice.share() * most;
        let at = list.partition_point(|&(_, sum)| sum <= thrown).min(list.len() - 1);
        &list[at].0
    }
}

/// How often a word is used; of a phrase how often its rarest word is, function words left out, and 0 where one is not known.
fn count_of_phrase(phrase: &str, count_of: impl Fn(&str) -> u32) -> u32 {
    if !phrase.contains(' ') {
        return count_of(phrase);
    }
    let counts = || phrase.split(' ').map(|word| (count_of(word), is_function_word(word)));
    if counts().any(|(n, _)| n == 0) {
        return 0;
    }
    counts().filter(|(_, is_function)| !is_function).map(|(n, _)| n).min().unwrap_or(0)
}

/// Key of a word (its hash) or of the words of a phrase.
fn key(hashes: impl Iterator<Item = u64>) -> u64 {
    hashes.fold(0, |key, hash| key.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash)
}

fn key_of(words: &[Word]) -> u64 {
    key(words.iter().map(|word| word.hash))
}

/// For each word whether it stands in a sentence that an uneven spinner leaves alone.
fn left_alone(words: &[Word], dice: &mut Dice) -> Vec<bool> {
    let mut is_left = dice.below(2) == 1;
    let turned = words.iter().map(|word| {
        is_left ^= word.opens_sentence() && dice.share() < TURN_RATE;
        is_left
    });
    turned.collect()
}

/// Bytes of `put` from its first to its last word that does not stand at the same end of `before`.
fn new_part(before: &str, put: &str) -> Range<usize> {
    let same = |pair: &(&str, &str)| pair.0.eq_ignore_ascii_case(pair.1);
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (put.split(' ').collect(), before.split_whitespace().collect());
    let most = ours.len().min(theirs.len());
    let n_first = ours.iter().copied().zip(theirs.iter().copied()).take_while(same).count().min(most - 1);
    let backwards = ours.iter().rev().copied().zip(theirs.iter().rev().copied());
    let n_last = backwards.take(ours.len() - n_first - 1).take_while(same).count();
    let bytes = |words: &[&str]| words.iter().map(|word| word.len() + 1).sum::<usize>();
    bytes(&ours[..n_first])..put.len() - bytes(&ours[ours.len() - n_last..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn spun(lists: &str, habits: &[Habit], text: &str) -> (String, Vec<String>) {
        let mut thesaurus = Thesaurus::default();
        thesaurus.read(lists);
        let spinner = Spinner::new("test", &thesaurus, Style::Plain, habits, |_| 1);
        let spun = spinner.spin(&Parser::new().parse(text), 1.0, false, &mut Dice::new(7));
        let replaced = spun.substituted.iter().map(|s| s.of(&spun.text).to_owned()).collect();
        (spun.text, replaced)
    }

    fn check(lists: &str, habits: &[Habit], text: &str, expected: &str, replaced: &[&str]) {
        assert_eq!(
            spun(lists, habits, text),
            (expected.to_owned(), replaced.iter().map(|r| (*r).to_owned()).collect())
        );
    }

    const PORT: &str = "n\tferry|barge\nv\tdepart|embark\nn\tharbour|port\n";

    #[test]
    fn what_was_replaced_is_told_and_names_stay() {
        check(
            PORT,
            &[],
            "Barge crews of Ferry Harbour said: “The ferry departs.” Then a ferry departed the harbour.",
            "Ferry crews of Ferry Harbour said: “The ferry departs.” Then a barge embarked the port.",
            &["Ferry", "barge", "embarked", "port"],
        );
    }

    #[test]
    fn phrases_are_replaced_as_a_whole_and_only_what_is_new_is_told() {
        let lists = "visit\tgo to\ncharter boat\thired boat\nopen sea\twide water\ncancer\tmalignant growth\n";
        check(
            lists,
            &[Habit::Phrases],
            "Visit the open sea by charter boat. Open, sea or Open Sea: cancer.",
            "Go to the wide water by hired boat. Open, sea or Open Sea: malignant growth.",
            &["Go to", "wide water", "hired", "malignant growth"],
        );
        check(lists, &[], "Visit the open sea.", "Visit the open sea.", &[]);
    }

    #[test]
    fn endings_are_lost_and_pivots_lead_astray() {
        check(PORT, &[Habit::Uninflected], "The ferries departed.", "The barge embark.", &["barge", "embark"]);
        check("n\tpier|jetty\na\tjetty|inky\n", &[Habit::Pivot], "A pier stood.", "A inky stood.", &["inky"]);
    }

    #[test]
    fn an_uneven_spinner_leaves_sentences_and_quotations_alone() {
        let text = "The ferry departed the harbour. “The ferry departed the harbour.” ".repeat(60);
        let (spun, replaced) = spun(PORT, &[Habit::Uneven], &text);
        let n_left = spun.matches(" ferry departed the harbour. ").count();
        assert!((10..50).contains(&n_left), "{n_left}");
        assert_eq!(spun.matches("“The ferry departed the harbour.”").count(), 60);
        assert_eq!(replaced.len(), 3 * (60 - n_left));
    }
}
