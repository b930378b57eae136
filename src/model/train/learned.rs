//! Substitutions learned from spun texts whose originals are at hand. A spinner's table is nowhere published, but every pair of a copy and
//! its original shows some of it.

use super::aligned::aligned;
use super::thesaurus::Thesaurus;
use crate::text::{Parsed, Word, fold_into};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Times that a substitution must have been seen, and pairs of texts in which: an edit of a person's is made once. Guesses.
const MIN_TIMES: u32 = 5;
const MIN_PAIRS: u32 = 3;
/// Words in a row that are taken to be replaced one for one, at most. Longer gaps are rewritten or misaligned; a guess.
const MAX_ROW: usize = 3;

/// Substitutions seen so far.
#[derive(Debug, Default)]
pub struct Learned {
    /// By original and substitute: how often it was seen, in how many pairs, and in which one last.
    seen: BTreeMap<(String, String), (u32, u32, u32)>,
    n_pairs: u32,
}

impl Learned {
    /// Looks at a spun text and its original.
    pub fn observe(&mut self, original: &Parsed<'_>, spun: &Parsed<'_>) {
        self.n_pairs += 1;
        let mut before = None;
        for link in aligned(original.words, spun.words) {
            if let Some((i, j)) = before {
                self.gap(&original.words[i + 1..link.0], original.text, &spun.words[j + 1..link.1], spun.text);
            }
            before = Some(link);
        }
    }

    /// What stands between two words that both texts have: replaced one for one, or a phrase for a word, or a word for a phrase.
    fn gap(&mut self, original: &[Word], original_text: &str, spun: &[Word], spun_text: &str) {
        let is_name = |word: &Word| word.is_immutable();
        if original.iter().chain(spun).any(is_name) {
            return;
        }
        match (original.len(), spun.len()) {
            (n, m) if n == m && n <= MAX_ROW => {
                for (before, now) in original.iter().zip(spun) {
                    self.count(folded(&[*before], original_text), folded(&[*now], spun_text));
                }
            }
            (1, 2) | (2, 1) => self.count(folded(original, original_text), folded(spun, spun_text)),
            _ => {}
        }
    }

    fn count(&mut self, original: String, substitute: String) {
        let seen = self.seen.entry((original, substitute)).or_default();
        seen.0 += 1;
        if seen.2 != self.n_pairs {
            (seen.1, seen.2) = (seen.1 + 1, self.n_pairs);
        }
    }

    /// Those that were seen often enough, as they stand.
    pub fn thesaurus(&self) -> Thesaurus {
        let mut thesaurus = Thesaurus::default();
        for ((original, substitute), n) in self.frequent() {
            thesaurus.add_seen(original, substitute, n);
        }
        thesaurus
    }

    /// Them as lines that `Thesaurus::read` reads: what stood there, what stands there, how often it was seen.
    pub fn lines(&self) -> String {
        self.frequent().fold(String::new(), |mut lines, ((original, substitute), n)| {
            writeln!(lines, "{original}\t{substitute}\t{n}").expect("strings do not fail");
            lines
        })
    }

    /// Number of substitutions that were seen often enough.
    pub fn n_learned(&self) -> usize {
        self.frequent().count()
    }

    fn frequent(&self) -> impl Iterator<Item = (&(String, String), u32)> {
        let often = self.seen.iter().filter(|(_, seen)| seen.0 >= MIN_TIMES && seen.1 >= MIN_PAIRS);
        often.map(|(pair, seen)| (pair, seen.0))
    }
}

fn folded(words: &[Word], text: &str) -> String {
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        fold_into(word.span.of(text), &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::train::Inflection;
    use crate::text::Parser;

    const ORIGINAL: &str =
        "The old ferry departed for the harbour at nine, Mr Bell said. Its crew will visit the pier soon.";
    const SPUN: &str = "The old barge embarked for the port at nine, Mr Ring said. Its crew will go to the pier soon.";

    fn learned(n_pairs: usize, n_times: usize) -> Vec<String> {
        let mut learned = Learned::default();
        for _ in 0..n_pairs {
            let (mut first, mut second) = (Parser::new(), Parser::new());
            let (original, spun) = (ORIGINAL.repeat(n_times), SPUN.repeat(n_times));
            learned.observe(&first.parse(&original), &second.parse(&spun));
        }
        let mut found = Vec::new();
        let mut take = |now: &str, before: &str, _| found.push(format!("{before}>{now}"));
        learned.thesaurus().for_each_form(Inflection::Kept, &mut take);
        learned.thesaurus().for_each_phrase(Inflection::Kept, &mut take);
        assert_eq!(learned.n_learned(), found.len());
        found
    }

    #[test]
    fn what_is_seen_often_in_several_pairs_is_learned_as_it_stands_and_names_are_not() {
        assert_eq!(learned(5, 1), ["ferry>barge", "departed>embarked", "harbour>port", "visit>go to"]);
    }

    #[test]
    fn what_one_pair_has_or_few_times_is_not_learned() {
        assert_eq!(learned(2, 9), [""; 0]);
        assert_eq!(learned(4, 1), [""; 0]);
    }
}
