//! Which sentences of one text stand, one after the other, in another text that is otherwise a different one? A passage that was
//! taken over: an agency's story in a longer article, however the paragraphs are broken.

use super::align::align;
use super::copied::{Likeness, liken};
use super::overlap::{Overlap, jaccard, share};
use super::shared::SharedWords;
use super::tokens::Tokens;
use crate::text::{Parsed, Span, sentences};
use std::ops::Range;

/// Shortest passage, in words. Source: Lee et al. 2022, "Deduplicating training data makes language models better", who take out
/// repeats of 50 tokens.
pub const MIN_PASSAGE_WORDS: u32 = 50;
/// Least share of a sentence's words that are aligned with an equal word; none of the others is a name or a number. A guess: one
/// word in ten corrected.
const MIN_SENTENCE_ALIGNED: f64 = 0.9;
/// Most words of the other text among those of a sentence, and between two sentences: a sub-head, a caption. Guesses.
const MAX_WORDS_INSIDE: usize = 3;
const MAX_WORDS_BETWEEN: usize = 25;
/// Least share of the words outside quotations: two reports that quote one speech are two reports. A guess.
const MIN_UNQUOTED: f64 = 0.5;

/// A run of sentences that two texts share.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedRun {
    /// In the first text, from the start of a sentence to the end of one.
    pub here: Span,
    /// In the second text, from the first shared word to the last.
    pub there: Span,
    /// Words of the run in the first text.
    pub n_words: u32,
    /// The same in the second.
    pub n_witness_words: u32,
    /// Share, in 0..=1, of the words in sentences that stand there.
    pub covered: f64,
    /// Share, in 0..=1, of the words that are aligned with an equal word.
    pub aligned: f64,
    /// Jaccard similarity of the word 3-grams, in 0..=1.
    pub jaccard: f64,
    /// Words with other words in their place.
    pub n_replaced: u32,
}

/// A sentence of the first text.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it is.
    pub span: Span,
    /// Positions of its words.
    pub words: Range<usize>,
    /// False where it takes no part: it will be cut, or is the witness of another cut.
    pub is_open: bool,
}

/// A sentence of the first text that stands in the second.
#[derive(Clone, Debug)]
struct Standing {
    span: Span,
    words: Range<usize>,
    there: Range<usize>,
}

/// The runs of at least `MIN_PASSAGE_WORDS` words of `a` that stand in `b`, in order; `here` and `there` are their words. `sentences`
/// are those of the first text, `is_open` tells of a place of the second whether it takes part.
pub fn shared_runs(
    [a, b]: [&Parsed<'_>; 2],
    [here, there]: [&Tokens; 2],
    sentences: &[Sentence],
    is_open: impl Fn(Span) -> bool,
) -> Vec<SharedRun> {
    let shared = SharedWords::of(here, there);
    if !has_run(sentences, |sentence| may_stand(here, &shared, sentence)) {
        return Vec::new();
    }
    let mut link_of: Vec<Option<usize>> = vec![None; here.len()];
    for (at, to) in align(here, there, &shared).links {
        link_of[at as usize] = Some(to as usize);
    }
    let mut found = Vec::new();
    let mut run: Vec<Standing> = Vec::new();
    let mut close = |run: &mut Vec<Standing>| {
        found.extend(judge(a, b, here, there, run));
        run.clear();
    };
    for sentence in sentences {
        let standing = if sentence.is_open { stand(here, &link_of, sentence) } else { None };
        let standing = standing.filter(|standing| is_open(span_of(b, &standing.there)));
        let Some(standing) = standing else {
            close(&mut run);
            continue;
        };
        let follows = |last: &Standing| {
            standing.there.start >= last.there.end && standing.there.start - last.there.end <= MAX_WORDS_BETWEEN
        };
        if !run.last().is_none_or(follows) {
            close(&mut run);
        }
        run.push(standing);
    }
    close(&mut run);
    found
}

/// True where open sentences, one after the other, for each of which `may_stand` holds, are long enough for a passage.
pub fn has_run(sentences: &[Sentence], may_stand: impl Fn(&Sentence) -> bool) -> bool {
    let mut start = None;
    sentences.iter().any(|sentence| {
        let is_in_run = sentence.is_open && may_stand(sentence);
        start = is_in_run.then(|| start.unwrap_or(sentence.words.start));
        start.is_some_and(|start| sentence.words.end - start >= MIN_PASSAGE_WORDS as usize)
    })
}

/// The sentences of all paragraphs. `is_open` tells of a place whether it takes part.
pub fn sentences_of(parsed: &Parsed<'_>, is_open: impl Fn(Span) -> bool) -> Vec<Sentence> {
    let mut out = Vec::new();
    for block in parsed.blocks {
        let mut start = block.words.start;
        for span in sentences(parsed.text, block.span) {
            let n_words = parsed.words[start..block.words.end].iter().take_while(|w| w.span.start < span.end).count();
            out.push(Sentence { span, words: start..start + n_words, is_open: is_open(span) });
            start += n_words;
        }
    }
    out
}

/// A cheap look before the two are aligned: false where `stand` must find nothing, since too many of its words, or a name or number,
/// stand nowhere in the other text.
fn may_stand(here: &Tokens, shared: &SharedWords, Sentence { words, .. }: &Sentence) -> bool {
    let n_shared = words.clone().filter(|&at| shared.has(at)).count();
    let has_news = || words.clone().any(|at| !shared.has(at) && here.marks[at].is_fact());
    n_shared > 0 && n_shared as f64 >= MIN_SENTENCE_ALIGNED * words.len() as f64 && !has_news()
}

/// Where a sentence stands in the other text, if it does.
fn stand(here: &Tokens, link_of: &[Option<usize>], Sentence { span, words, .. }: &Sentence) -> Option<Standing> {
    let links = || link_of[words.clone()].iter().flatten().copied();
    let (first, last) = (links().min()?, links().max()?);
    let n_aligned = links().count();
    let has_news = words.clone().any(|at| link_of[at].is_none() && here.marks[at].is_fact());
    let is_near = n_aligned as f64 >= MIN_SENTENCE_ALIGNED * words.len() as f64;
    let is_tight = last + 1 - first <= words.len() + MAX_WORDS_INSIDE;
    let there = first..last + 1;
    (is_near && is_tight && !has_news).then(|| Standing { span: *span, words: words.clone(), there })
}

/// Looks at a run as a whole.
fn judge(a: &Parsed<'_>, b: &Parsed<'_>, here: &Tokens, there: &Tokens, run: &[Standing]) -> Option<SharedRun> {
    let (first, last) = (run.first()?, run.last()?);
    let words = first.words.start..last.words.end;
    if (words.len() as u32) < MIN_PASSAGE_WORDS {
        return None;
    }
    let span = first.span.join(last.span);
    let marks = &here.marks[words.clone()];
    let n_figures = marks.iter().filter(|m| m.is_number()).count();
    let n_unquoted = marks.iter().filter(|m| !m.is_quoted()).count() as u32;
    let is_prose = n_figures * 4 <= words.len() && share(n_unquoted, words.len() as u32) >= MIN_UNQUOTED;
    if !is_prose || !stands_alone(a.text, span) {
        return None;
    }
    let there_words = first.there.start..last.there.end;
    let (copy, witness) = (here.part(words), there.part(there_words.clone()));
    let (likeness, overlap) = liken(&copy, &witness, &SharedWords::of(&copy, &witness));
    let overlap: Overlap = overlap.filter(|_| likeness == Likeness::Copy)?;
    Some(SharedRun {
        here: span,
        there: span_of(b, &there_words),
        n_words: copy.len() as u32,
        n_witness_words: witness.len() as u32,
        covered: overlap.covered(),
        aligned: overlap.aligned(),
        jaccard: jaccard(&copy, &witness),
        n_replaced: overlap.n_replaced,
    })
}

/// True where nothing before the passage introduces it, and it opens and closes its own quotations.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].trim_end();
    let is_introduced = before.ends_with([':', ',', ';', '“', '„', '«', '(']);
    let passage = span.of(text);
    let count = |mark: char| passage.matches(mark).count();
    !is_introduced && count('"').is_multiple_of(2) && count('“') == count('”') && count('(') == count(')')
}

fn span_of(parsed: &Parsed<'_>, words: &Range<usize>) -> Span {
    parsed.words[words.start].span.join(parsed.words[words.end - 1].span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;
    use proptest::prelude::*;

    /// Sentences of common words, names and figures, and a text that has some of them with other words here and there.
    fn texts() -> impl Strategy<Value = (String, String)> {
        let word = prop_oneof![
            6 => (0u32..40).prop_map(|n| format!(" {}ly", "ab".repeat(n as usize % 9 + 1))),
            1 => (0u32..30).prop_map(|n| format!(" Name{}", "x".repeat(n as usize))),
            1 => (0u32..90).prop_map(|n| format!(" {n}")),
        ];
        let sentence = (prop::collection::vec(word, 1..30), 0usize..40, any::<bool>());
        prop::collection::vec(sentence, 1..9).prop_map(|sentences| {
            let (mut text, mut other) = (String::new(), String::new());
            for (words, put, is_there) in sentences {
                text.push_str(&format!("The{}. ", words.concat()));
                if is_there {
                    let put = |(at, word): (usize, &String)| if at == put { " Other".into() } else { word.clone() };
                    other.push_str(&format!("The{}. ", words.iter().enumerate().map(put).collect::<String>()));
                }
            }
            (text, other)
        })
    }

    proptest! {
        #[test]
        fn a_cheap_look_turns_no_sentence_away((text, other) in texts()) {
            let (mut here, mut there) = (Parser::new(), Parser::new());
            let (a, b) = (here.parse(&text), there.parse(&other));
            let (here, there) = (Tokens::of_text(&a), Tokens::of_text(&b));
            let shared = SharedWords::of(&here, &there);
            let mut link_of = vec![None; here.len()];
            for (at, to) in align(&here, &there, &shared).links {
                link_of[at as usize] = Some(to as usize);
            }
            for sentence in sentences_of(&a, |_| true) {
                prop_assert!(stand(&here, &link_of, &sentence).is_none() || may_stand(&here, &shared, &sentence));
            }
        }
    }

    #[test]
    fn open_sentences_in_a_row_make_a_run() {
        let check = |lengths: &[(usize, bool)], expected: bool| {
            let mut start = 0;
            let sentence = |&(n_words, is_open): &(usize, bool)| {
                start += n_words;
                Sentence { span: Span::default(), words: start - n_words..start, is_open }
            };
            let sentences: Vec<Sentence> = lengths.iter().map(sentence).collect();
            assert_eq!(has_run(&sentences, |_| true), expected, "{lengths:?}");
            assert!(!has_run(&sentences, |sentence| sentence.words.len() < 20));
        };
        check(&[(20, true), (30, true)], true);
        check(&[(20, true), (29, true), (40, false), (30, true)], false);
        check(&[(30, false), (60, true)], true);
        check(&[], false);
    }
}
