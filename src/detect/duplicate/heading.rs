//! What a record tells of a text beside it: its title and its day. The same few words under another name, or about another
//! day, are another notice: "Pay April 15" of two firms, a bank's rate left unchanged in two weeks.

use super::listed::{NUMBER_WORDS, PLAIN_WORDS, TODAY_WORDS, hashes, token_hashes};
use super::tokens::Tokens;
use crate::corpus::{TITLED_WORDS, day_number};
use crate::text::{Document, Parsed, Parser, Word};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Texts of fewer words are notices, that come again with the next day's. A guess.
pub const NOTICE_WORDS: usize = 100;

/// Title and day of a document that is compared.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// Hashes of the names and figures of the title, where the text is short and has one.
    title: Option<Vec<u64>>,
    /// Its day, where it has a date.
    day: Option<i64>,
}

impl Heading {
    /// What the record of a text of `n_words` words tells.
    pub fn of(document: &Document, n_words: usize) -> Heading {
        let title = document.title.as_deref().filter(|_| n_words < TITLED_WORDS).map(names);
        Heading { title, day: document.date.as_deref().and_then(day_number) }
    }

    /// The same for a part of a notice: its day. A longer text says which day it speaks of.
    pub fn of_notice(day: Option<i64>) -> Heading {
        Heading { title: None, day }
    }

    /// Names and numbers that tell the two titles apart: the fewer of those that one has and the other lacks.
    pub(super) fn n_apart(&self, other: &Heading) -> u32 {
        let (Some(here), Some(there)) = (&self.title, &other.title) else { return 0 };
        let n_lacking = |a: &[u64], b: &[u64]| a.iter().filter(|name| !b.contains(name)).count();
        n_lacking(here, there).min(n_lacking(there, here)) as u32
    }
}

/// Words at the start of a text among which it says that it corrects another one. A guess: a headline.
const HEADLINE_WORDS: usize = 12;

/// True for a text whose title or first words say that it corrects what was sent before.
pub fn is_correction(document: &Document, parsed: &Parsed<'_>) -> bool {
    let says_so = |words: &[Word]| words.iter().any(|w| CORRECTED.contains(&w.hash));
    let mut parser = Parser::new();
    let headline = &parsed.words[..parsed.words.len().min(HEADLINE_WORDS)];
    says_so(headline) || document.title.as_deref().is_some_and(|title| says_so(parser.parse(title).words))
}

/// Days between a notice and its witness, where its text does not tell which day it speaks of.
pub(super) fn days_apart(notice: &Tokens, witness: &Tokens) -> i64 {
    let (Some(here), Some(there)) = (notice.heading.day, witness.heading.day) else { return 0 };
    if notice.len() >= NOTICE_WORDS {
        return 0;
    }
    let says_today = notice.hashes.iter().any(|hash| TODAY.contains(hash));
    let names_day = notice.marks.iter().any(|m| m.is_calendar());
    if says_today || !names_day { (here - there).abs() } else { 0 }
}

/// Words that tell of whom and of how much a title speaks: its figures, and its names as far as form tells. Where nearly every
/// word has a capital that is the first of some weight.
fn names(title: &str) -> Vec<u64> {
    let mut parser = Parser::new();
    let words = parser.parse(title).words;
    let is_figure = |w: &Word| w.has_digit() || NUMBERS.contains(&w.hash);
    let has_weight = |w: &Word| !is_figure(w) && !PLAIN.contains(&w.hash);
    let n_small = words.iter().filter(|w| has_weight(w) && !w.is_capitalised()).count();
    let first = words.iter().position(has_weight);
    let is_name = |(at, w): (usize, &Word)| if n_small > 1 { w.is_immutable() } else { first == Some(at) };
    let telling = words.iter().enumerate().filter(|&(at, w)| is_figure(w) || is_name((at, w)));
    telling.map(|(_, w)| w.hash).collect()
}

static CORRECTED: LazyLock<FxHashSet<u64>> = LazyLock::new(|| hashes(&["corrected", "correction", "corrects"]));
static NUMBERS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| hashes(NUMBER_WORDS));
static PLAIN: LazyLock<FxHashSet<u64>> = LazyLock::new(|| hashes(PLAIN_WORDS));
static TODAY: LazyLock<FxHashSet<u32>> = LazyLock::new(|| token_hashes(TODAY_WORDS));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::duplicate::Part;

    fn check(a: &str, b: &str, n_apart: u32) {
        let heading = |title| Heading { title: Some(names(title)), day: None };
        assert_eq!(heading(a).n_apart(&heading(b)), n_apart, "{a} | {b}");
    }

    #[test]
    fn titles_with_other_names_or_figures_are_apart() {
        check("LANNIS FERRIES INC SETS QUARTERLY", "ORRIN PIERS CO QTLY DIVIDEND", 1);
        check("Lannis boats up 2 pct", "Lannis boats up 3 pct", 1);
        check("Ferries of Lannis wait for the tide", "Ferries of Orrin wait for the tide", 1);
    }

    #[test]
    fn titles_that_say_it_in_other_words_are_not() {
        check("LANNIS FERRIES SETS QUARTERLY", "LANNIS FERRIES <LAN> DECLARES DIVIDEND", 0);
        check("Ferries of Lannis wait for the tide", "Correction: Ferries of Lannis wait for tide", 0);
        check("Lannis boats up", "Lannis boats up 3 pct", 0);
    }

    #[test]
    fn a_notice_that_does_not_name_its_day_is_of_the_day_it_was_written() {
        let notice = |text: &str, day| {
            let heading = Heading { title: None, day: Some(day) };
            Tokens::of_document(&Parser::new().parse(text), |_| Part::Text).with_heading(heading)
        };
        let apart = |text: &str| days_apart(&notice(text, 9), &notice(text, 2));
        assert_eq!(apart("The harbour of Lannis left its toll unchanged today, as in March."), 7);
        assert_eq!(apart("The harbour of Lannis left its toll unchanged."), 7);
        assert_eq!(apart("The harbour of Lannis left its toll unchanged on Monday."), 0);
        assert_eq!(apart(&"The crews wait for the tide. ".repeat(20)), 0, "no notice");
    }
}
