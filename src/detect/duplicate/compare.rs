//! Why are these two copies of each other, or not? The whole comparison of two texts, word by word, for a person to read.
//! The same alignment, figures and limits that decide in a run.

use super::heading::Heading;
use super::judge::{Verdict, verdict};
use super::overlap::{Overlap, jaccard};
use super::tokens::{Part, Tokens};
use crate::corpus::Kinship;
use crate::text::{Parsed, Span, fold_word};
use std::collections::BTreeMap;

/// Two texts compared, seen from the first: may it go if the second stays?
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What of the first stands in the second.
    pub overlap: Overlap,
    /// Share, in 0..=1, of the words of the second in sentences that stand in the first.
    pub covered_back: f64,
    /// Jaccard similarity of the word 3-grams, in 0..=1.
    pub jaccard: f64,
    /// How the first is a copy of the second, where it is one.
    pub kinship: Option<Kinship>,
    /// Each limit with the figure that was held against it, in the order in which they are looked at.
    pub verdict: Verdict,
    /// The first text from end to end, and what stands there in the second.
    pub passages: Vec<Passage>,
    /// Replaced words (second text's, first text's) with their counts, most frequent first.
    pub replacements: Vec<(String, String, usize)>,
}

/// A stretch of the first text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Both have it.
    Same {
        /// In the first text.
        here: Span,
    },
    /// They differ; either side may be empty.
    Other {
        /// In the first text.
        here: Span,
        /// In the second text.
        there: Span,
    },
}

/// Compares two texts. `parts` tell of each paragraph what becomes of it; `lead` is asked as by `judge`.
pub fn compare(
    a: &Parsed<'_>,
    b: &Parsed<'_>,
    parts: [&[Part]; 2],
    headings: [Heading; 2],
    lead: impl Fn(&[(u32, u32)]) -> f64,
) -> Comparison {
    let [here, there] = headings;
    let first = Tokens::of_document(a, |at| parts[0][at]).with_heading(here);
    let second = Tokens::of_document(b, |at| parts[1][at]).with_heading(there);
    let overlap = Overlap::of(&first, &second);
    let verdict = verdict(&first, &second, &overlap, lead);
    Comparison {
        covered_back: Overlap::of(&second, &first).covered(),
        jaccard: jaccard(&first, &second),
        kinship: verdict.kinship(),
        verdict,
        passages: passages(a, b, &overlap.alignment.links),
        replacements: replacements(a, b, &overlap),
        overlap,
    }
}

/// Runs of aligned words, and what stands between them.
fn passages(a: &Parsed<'_>, b: &Parsed<'_>, links: &[(u32, u32)]) -> Vec<Passage> {
    let mut passages = Vec::new();
    let (mut here, mut there) = (0, 0);
    let mut at = 0;
    while at < links.len() {
        let (i, j) = (links[at].0 as usize, links[at].1 as usize);
        push_other(&mut passages, a, b, here..i, there..j.max(there));
        let run =
            links[at..].iter().zip(0..).take_while(|(l, n)| l.0 as usize == i + n && l.1 as usize == j + n).count();
        passages.push(Passage::Same { here: span_of(a, i..i + run) });
        (here, there) = (i + run, j + run);
        at += run;
    }
    push_other(&mut passages, a, b, here..a.words.len(), there..b.words.len());
    passages
}

/// Longest stretch of the second text, in words, that is shown beside a difference: past it the first text jumped.
const MAX_SHOWN_WORDS: usize = 40;

fn push_other(
    passages: &mut Vec<Passage>,
    a: &Parsed<'_>,
    b: &Parsed<'_>,
    here: std::ops::Range<usize>,
    there: std::ops::Range<usize>,
) {
    let there = if there.len() > MAX_SHOWN_WORDS { there.start..there.start } else { there };
    if !here.is_empty() || !there.is_empty() {
        passages.push(Passage::Other { here: span_of(a, here), there: span_of(b, there) });
    }
}

/// From the first to the last of these words.
fn span_of(parsed: &Parsed<'_>, words: std::ops::Range<usize>) -> Span {
    let words = &parsed.words[words];
    words.first().zip(words.last()).map_or(Span::default(), |(first, last)| first.span.join(last.span))
}

fn replacements(a: &Parsed<'_>, b: &Parsed<'_>, overlap: &Overlap) -> Vec<(String, String, usize)> {
    let spell = |parsed: &Parsed<'_>, at: u32| fold_word(parsed.words[at as usize].span.of(parsed.text));
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for &(here, there) in &overlap.replacements {
        *counts.entry((spell(b, there), spell(a, here))).or_default() += 1;
    }
    let mut listed: Vec<(String, String, usize)> = counts.into_iter().map(|((from, to), n)| (from, to, n)).collect();
    listed.sort_by_key(|(_, _, n)| std::cmp::Reverse(*n));
    listed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    const ORIGINAL: &str = "The council of Lannis put off its decision on the new pier for a third time this year. Anna Bell, who \
        leads the harbour office, said on Monday that the crews from Orrin would have to wait until the engineers had finished \
        their report on the winter debris. The ferries return to their usual hours on 14 May.";

    fn check(copy: &str, expected: Option<Kinship>) -> Comparison {
        let (mut first, mut second) = (Parser::new(), Parser::new());
        let comparison =
            compare(&first.parse(copy), &second.parse(ORIGINAL), [&[Part::Text]; 2], Default::default(), |_| 0.0);
        assert_eq!(comparison.kinship, expected, "{:?}", comparison.overlap);
        comparison
    }

    #[test]
    fn a_copy_with_synonyms_is_altered_and_the_synonyms_are_named() {
        let copy = ORIGINAL
            .replace("decision", "choice")
            .replace("leads", "heads")
            .replace("wait", "linger")
            .replace("finished", "completed")
            .replace("winter", "cold");
        let comparison = check(&copy, Some(Kinship::Altered));
        let named: Vec<&str> = comparison.replacements.iter().map(|(_, to, _)| to.as_str()).collect();
        assert_eq!(named, ["choice", "completed", "heads", "linger", "cold"]); // by the replaced word
    }

    #[test]
    fn the_same_story_with_another_date_stays() {
        check(&ORIGINAL.replace("14 May", "21 June"), None);
    }

    #[test]
    fn a_story_that_says_more_stays() {
        check(
            &format!(
                "{ORIGINAL} Fares rise by a tenth because fuel became dearer, Tom Reed of the drivers' union warned."
            ),
            None,
        );
    }

    #[test]
    fn a_story_that_says_the_contrary_stays() {
        check(&ORIGINAL.replace("would have to wait", "would not have to wait"), None);
    }

    #[test]
    fn a_sentence_of_its_own_in_common_words_is_news() {
        let more = "Fares stay as they are until the summer, when the council will look at them again with the drivers' union. Tom \
            Reed, who speaks for the union, called that a fair deal after a hard year on the water. Two of the older boats go to \
            the yard at Orrin for new engines, and a third is lent by the islands while the work lasts. The office and the crews \
            will wait for the report, the council said of the pier.";
        let witness = format!("{ORIGINAL} {more}");
        let copy = format!(
            "{witness} Crews of the older boats wait on winter work at Orrin until a new council leads them again."
        );
        let (mut first, mut second) = (Parser::new(), Parser::new());
        let (a, b) = (first.parse(&copy), second.parse(&witness));
        let comparison = compare(&a, &b, [&[Part::Text]; 2], Default::default(), |_| 0.0);
        assert_eq!(comparison.kinship, None, "{:?}", comparison.verdict);
    }

    #[test]
    fn what_stands_beside_the_text_proves_nothing() {
        let table = "Pay the harbour toll at the gate\n\nThe council of Lannis put off its decision on the new pier for a third time.";
        let (mut first, mut second) = (Parser::new(), Parser::new());
        let (a, b) = (first.parse(table), second.parse(ORIGINAL));
        let judged = |part| compare(&a, &b, [&[part, Part::Text], &[Part::Text]], Default::default(), |_| 0.0).kinship;
        assert_eq!(judged(Part::Aside), None, "fifteen words are left");
    }

    #[test]
    fn spacing_and_case_do_not_count() {
        check(&ORIGINAL.to_uppercase().replace(' ', "  "), Some(Kinship::Exact));
    }
}
