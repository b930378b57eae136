//! May this paragraph go, if the passage of another document stays that it overlaps? The limits of a document hold for it too,
//! and closer ones: it is short, and one word of it may be the news. Asked by the engine of candidates both ways.
//!
//! A paragraph whose words were changed by chance is a copy as well, names and all. What tells it from one that an editor changed:
//! its changes are single words, they fall everywhere, and what was put fits nothing (`edits`).

use super::edit_limits::{MIN_EDITED_PARAGRAPH_ALIGNED, MIN_EDITED_PARAGRAPH_WORDS};
use super::heading::days_apart;
use super::laid_by::Bag;
use super::limits::{
    Limit, MAX_DAYS_APART, MAX_FACTS_CHANGED, MAX_NEW, MIN_COVERED, MIN_NEAR_ALIGNED, MIN_OWN_PLACES, SHORT_WORDS,
    WORDS_PER_TURN, allowed, loss_limits, most_facts_missing_of, most_numbers_missing_of,
};
use super::overlap::{Overlap, share};
use super::shared::SharedWords;
use super::tokens::{TokenMarks, Tokens};
use std::cmp::Ordering;

/// Least share of the words of a paragraph that are aligned with an equal word, and least share of those that are aligned or
/// have another word in their place. Guesses: an edit of one word in ten leaves .9; checked by reading removals.
pub const MIN_PARAGRAPH_ALIGNED: f64 = 0.86;
const MIN_PARAGRAPH_MATCHED: f64 = 0.92;
/// Least share of its words outside quotations that are aligned. A guess: one word of a short attribution may differ.
const MIN_AROUND_QUOTATION: f64 = 0.75;
/// From here on a paragraph is mentioned. A guess.
pub const MIN_PARAGRAPH_SUSPECT: f64 = 0.65;

/// What a paragraph is to a passage of another document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Another text.
    Other,
    /// Worth a word, not certain enough to go.
    Suspect,
    /// The same but for single words here and there, of which none tells whether an editor changed them: whether those of the one
    /// fit their places and those of the other do not is for the language model to say.
    Undecided,
    /// The same but for words changed by chance.
    Edited,
    /// The same, or nearly.
    Copy,
}

/// A cheap look at two paragraphs, before it is known where their words stand: false where `liken` must say both ways that they are
/// other texts. Of most candidates it is.
pub fn may_be_like(a: &Bag, b: &Bag) -> bool {
    if !shares_most(&a.hashes, &b.hashes) {
        return false;
    }
    let (mut i, mut j) = (0, 0);
    let mut lacking = [Lacking::default(); 2];
    while let (Some(&word), Some(&other)) = (a.hashes.get(i), b.hashes.get(j)) {
        match word.cmp(&other) {
            Ordering::Less => {
                lacking[0].add(a.marks[i]);
                i += 1;
            }
            Ordering::Greater => {
                lacking[1].add(b.marks[j]);
                j += 1;
            }
            Ordering::Equal => (i, j) = (i + n_equal(&a.hashes[i..]), j + n_equal(&b.hashes[j..])),
        }
    }
    a.marks[i..].iter().for_each(|&marks| lacking[0].add(marks));
    b.marks[j..].iter().for_each(|&marks| lacking[1].add(marks));
    lacking[0].may_be_akin(&a.marks) || lacking[1].may_be_akin(&b.marks)
}

/// True where so many words of one of two texts stand in the other that it may be akin to it. Their hashes are sorted.
fn shares_most(a: &[u32], b: &[u32]) -> bool {
    // One word more than may be missing, whatever the rounding.
    let most_missing = |of: &[u32]| ((1.0 - MIN_PARAGRAPH_SUSPECT) * of.len() as f64) as usize + 1;
    let most = [most_missing(a), most_missing(b)];
    let (mut i, mut j) = (0, 0);
    let mut n_shared = [0, 0];
    while let (Some(&word), Some(&other)) = (a.get(i), b.get(j)) {
        if word == other {
            let (n_here, n_there) = (n_equal(&a[i..]), n_equal(&b[j..]));
            n_shared = [n_shared[0] + n_here, n_shared[1] + n_there];
            (i, j) = (i + n_here, j + n_there);
        } else {
            // Which is smaller cannot be guessed: no branch.
            (i, j) = (i + usize::from(word < other), j + usize::from(word > other));
            if i - n_shared[0] > most[0] && j - n_shared[1] > most[1] {
                return false;
            }
        }
    }
    let is_most = |n_shared: usize, of: &[u32]| share(n_shared as u32, of.len() as u32) >= MIN_PARAGRAPH_SUSPECT;
    is_most(n_shared[0], a) || is_most(n_shared[1], b)
}

/// How many equal the first.
fn n_equal(hashes: &[u32]) -> usize {
    hashes.iter().take_while(|&&next| next == hashes[0]).count()
}

/// Words of a paragraph that the passage has nowhere.
#[derive(Clone, Copy, Debug, Default)]
struct Lacking {
    n_words: u32,
    n_facts: u32,
    n_numbers: u32,
}

impl Lacking {
    fn add(&mut self, marks: TokenMarks) {
        self.n_words += 1;
        self.n_facts += u32::from(marks.is_fact());
        self.n_numbers += u32::from(marks.is_number());
    }

    /// False where `liken` must say that a paragraph with these marks is another text: too many of its words, or of its names and
    /// figures, stand nowhere in the passage. Of two that have one sentence in common that is nearly always so.
    fn may_be_akin(self, marks: &[TokenMarks]) -> bool {
        let count = |is: fn(TokenMarks) -> bool| marks.iter().filter(|marks| is(**marks)).count() as u32;
        let n_words = marks.len() as u32;
        let there = share(n_words - self.n_words, n_words);
        let may_lack = || {
            self.n_facts <= most_facts_missing_of(n_words, count(TokenMarks::is_fact))
                && self.n_numbers <= most_numbers_missing_of(count(TokenMarks::is_number))
        };
        let may_be_edited =
            there >= MIN_EDITED_PARAGRAPH_ALIGNED && n_words >= MIN_EDITED_PARAGRAPH_WORDS && self.n_numbers == 0;
        there >= MIN_PARAGRAPH_SUSPECT && (may_be_edited || may_lack())
    }
}

/// What the first is to the second, for which it may go.
pub fn liken(paragraph: &Tokens, passage: &Tokens, shared: &SharedWords) -> (Likeness, Option<Overlap>) {
    // In half as many words most of a paragraph stands only where it says one thing over and over.
    let is_long = passage.len() * 2 >= paragraph.len();
    let is_other_day = days_apart(paragraph, passage) > MAX_DAYS_APART;
    if !is_long || is_other_day || !may_be_akin(paragraph, shared) {
        return (Likeness::Other, None);
    }
    let overlap = Overlap::of_shared(paragraph, passage, shared);
    let likeness = liken_overlap(paragraph, passage, &overlap);
    (likeness, Some(overlap))
}

fn liken_overlap(paragraph: &Tokens, passage: &Tokens, overlap: &Overlap) -> Likeness {
    if is_near_copy(overlap) && keeps_opening(paragraph, overlap) {
        return Likeness::Copy;
    }
    if overlap.aligned() < MIN_PARAGRAPH_SUSPECT {
        return Likeness::Other;
    }
    let edits = overlap.edits(paragraph, passage);
    let suspect = || if is_suspect(overlap) { Likeness::Suspect } else { Likeness::Other };
    match edits.paragraph_limits(overlap).iter().all(Limit::holds) {
        true if edits.n_misfits > 0 => Likeness::Edited,
        true if overlap.aligned_unquoted() >= MIN_AROUND_QUOTATION => Likeness::Undecided,
        _ => suspect(),
    }
}

/// True where the word with which a paragraph opens, a name perhaps, stands there too, or is none: of which firm a notice speaks is
/// said first.
fn keeps_opening(paragraph: &Tokens, overlap: &Overlap) -> bool {
    let is_aligned = overlap.alignment.links.first().is_some_and(|&(here, _)| here == 0);
    is_aligned || paragraph.marks.first().is_none_or(|marks| marks.is_plain())
}

/// A cheap look before the two are aligned: false where `liken` must say that it is another text.
fn may_be_akin(paragraph: &Tokens, shared: &SharedWords) -> bool {
    let mut lacking = Lacking::default();
    shared.missing().for_each(|at| lacking.add(paragraph.marks[at]));
    lacking.may_be_akin(&paragraph.marks)
}

/// True where nearly the same words stand there, and nothing of its own.
pub(super) fn is_near_copy(overlap: &Overlap) -> bool {
    let is_long = overlap.n_words > SHORT_WORDS;
    if is_long && (overlap.covered() < MIN_COVERED || overlap.aligned() < MIN_NEAR_ALIGNED) {
        return false;
    }
    // Two reports of one event share the quotation: what stands around it must be the same too.
    overlap.aligned_unquoted() >= MIN_AROUND_QUOTATION
        && overlap.aligned() >= MIN_PARAGRAPH_ALIGNED
        && overlap.matched() >= MIN_PARAGRAPH_MATCHED
        && overlap.own_places() >= MIN_OWN_PLACES
        && overlap.n_new <= allowed(MAX_NEW, overlap.n_words)
        && overlap.n_runs_lost == 0
        && overlap.n_times_turned == 0
        && loss_limits(overlap, WORDS_PER_TURN, MAX_FACTS_CHANGED).iter().all(Limit::holds)
}

fn is_suspect(overlap: &Overlap) -> bool {
    overlap.aligned() >= MIN_PARAGRAPH_SUSPECT
        && loss_limits(overlap, WORDS_PER_TURN, MAX_FACTS_CHANGED).iter().all(Limit::holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Tokens {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        parsed.blocks.first().map(|block| Tokens::of_paragraph(&parsed, block)).unwrap_or_default()
    }

    fn bag(tokens: &Tokens) -> Bag {
        let (mut bytes, mut bag) = (Vec::new(), Bag::default());
        tokens.lay_by(&mut bytes);
        bag.read(&bytes[..Bag::n_bytes(tokens.len() as u32)]);
        bag
    }

    /// A paragraph of words, names and figures, and a copy in which some are others.
    fn pair() -> impl Strategy<Value = (String, String)> {
        let word = prop_oneof![
            6 => (0u32..60).prop_map(|n| format!("{}ly ", "ab".repeat(n as usize % 9 + 1))),
            2 => (0u32..30).prop_map(|n| format!("Name{} ", "x".repeat(n as usize))),
            1 => (0u32..90).prop_map(|n| format!("of {n} ")),
        ];
        (prop::collection::vec((word, 0u32..40), 1..120), 1u32..40).prop_map(|(words, every)| {
            let text = words.iter().map(|(word, _)| word.as_str()).collect();
            let put = |at: usize| if at.is_multiple_of(3) { "Other " } else { "other " };
            let copy = words.iter().enumerate().map(|(at, (word, n))| if n % every == 1 { put(at) } else { word });
            (text, copy.collect())
        })
    }

    proptest! {
        #[test]
        fn a_cheap_look_turns_no_copy_away((text, copy) in pair()) {
            let (a, b) = (tokens(&text), tokens(&copy));
            for (a, b) in [(&a, &b), (&b, &a)] {
                let likeness = liken_overlap(a, b, &Overlap::of(a, b));
                let shared = SharedWords::of(a, b);
                prop_assert!(may_be_akin(a, &shared) || likeness == Likeness::Other);
                prop_assert_eq!(may_be_like(&bag(a), &bag(b)), may_be_akin(a, &shared) || may_be_akin(b, &shared.turned()));
            }
        }
    }

    const BOX: &str = "The pier of Lannis was built by the ferry company of Orrin in a hard winter, and for 40 years it carried the \
        coal that warmed the upper town. When the company moved its boats to the new basin, the council bought the gates for a \
        crown and let them to a circus, which left after one summer because the planks were too weak for its elephants.";

    fn liken_texts(here: &str, there: &str) -> (Likeness, Option<Overlap>) {
        let (a, b) = (tokens(here), tokens(there));
        liken(&a, &b, &SharedWords::of(&a, &b))
    }

    fn check(here: &str, expected: Likeness) {
        let (likeness, overlap) = liken_texts(here, BOX);
        assert_eq!(likeness, expected, "{here}: {overlap:?}");
    }

    /// The box with these words, each of which stands in it once, in place of others.
    fn with(changes: &[(&str, &str)]) -> String {
        changes.iter().fold(BOX.to_owned(), |text, (from, to)| {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text.replace(from, to)
        })
    }

    #[test]
    fn a_paragraph_stands_in_a_longer_one() {
        let (first, _) = BOX.split_once(" When").unwrap();
        check(first, Likeness::Copy);
    }

    #[test]
    fn words_changed_by_chance_are_told_by_those_that_fit_nothing() {
        let chance = [
            ("hard winter", "Meller winter"),
            ("that warmed", "season warmed"),
            ("new basin", "new Vance"),
            ("the council", "the Reed"),
            ("for its", "judge its"),
        ];
        check(&with(&chance), Likeness::Edited);
    }

    #[test]
    fn a_notice_that_opens_with_another_name_is_no_copy() {
        let (opening, rest) = BOX.split_at("The pier".len());
        assert_eq!(opening, "The pier");
        let (likeness, _) = liken_texts(&format!("Hallinway{rest}"), BOX);
        assert_ne!(likeness, Likeness::Copy);
        check(&format!("That pier{rest}"), Likeness::Copy);
    }

    #[test]
    fn a_sibling_that_says_the_contrary_is_no_copy() {
        let notice = "The ferry company of Orrin said it raised the price of a crossing by half a crown from Monday, which brings it in \
            line with what its rivals ask on the northern route and on the longer way round the cape.";
        for (from, to) in
            [("raised", "reduced"), ("raised", "lowered"), ("longer", "shorter"), ("from Monday", "until Monday")]
        {
            let (likeness, _) = liken_texts(&notice.replace(from, to), notice);
            let is_contrary = from == "raised";
            assert_eq!(likeness != Likeness::Copy, is_contrary, "{from} {to}");
        }
    }

    #[test]
    fn a_sibling_with_other_names_and_figures_is_another_text() {
        check(&with(&[("40 years", "60 years")]), Likeness::Other);
        check(&with(&[("Lannis", "Hallin"), ("Orrin", "Sarn")]), Likeness::Other);
        check(
            &with(&[("Lannis", "Hallin"), ("40 years", "60 years"), ("that warmed", "season warmed")]),
            Likeness::Other,
        );
    }
}
