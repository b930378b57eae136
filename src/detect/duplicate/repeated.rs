//! Paragraphs that one document holds twice: a sub-head printed again, a pull quote, a block pasted over. The longer one
//! stays, of equals the first.

use super::copied::{MIN_PARAGRAPH_ALIGNED, is_near_copy};
use super::overlap::Overlap;
use super::short::{Line, MIN_LIKENESS, SHORT_LINE_WORDS};
use super::tokens::Tokens;
use super::{Notes, REPEATED_PARAGRAPH, Scene};
use crate::corpus::{Seen, is_prose, leaders};
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Block, Parsed, Word, fold_hash};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// Shortest paragraph that is compared, in words: speakers repeat "Thank you very much." A guess.
const MIN_WORDS: usize = 8;
/// Words in a row by which two paragraphs are brought together, and the share of the shorter one's runs that they must have
/// in common. An edit of one word in ten leaves .66 of the runs.
const RUN_WORDS: usize = 4;
const MIN_SHARED_RUNS: f64 = 0.3;
/// Later paragraphs with the same run that one is held against. Keeps a refrain of a thousand lines linear.
const MAX_HOLDERS: usize = 6;

/// Shortest and longest line that is mentioned where it stands twice: a sub-head. It stays; songs and transcripts repeat
/// lines. Guesses.
const SUB_HEAD_WORDS: std::ops::Range<usize> = 3..MIN_WORDS;

/// Copies of a short paragraph from which on it is a refrain. A guess: a sub-head or a pull quote is printed twice.
const MIN_REFRAIN_COPIES: usize = 2;

/// Longest credit below a caption, in words. A guess: "Anna Bell/The Lannis Courier via Getty Images".
const MAX_CREDIT_WORDS: usize = 10;

/// Hashes of the words of such credits.
static PHOTO: LazyLock<[u64; 6]> = LazyLock::new(|| {
    let mut scratch = String::new();
    ["photo", "photos", "photograph", "images", "getty", "credit"].map(|word| fold_hash(word, &mut scratch))
});

/// Paragraph `copy` says again what paragraph `original` says.
struct Repeat {
    copy: usize,
    original: usize,
    confidence: Confidence,
    measure: (&'static str, f64, f64),
}

/// Adds a finding for each paragraph that stands in the document twice.
pub(super) fn detect(scene: &Scene<'_>, notes: &mut Notes) {
    let (parsed, document) = (scene.parsed, scene.document);
    for Repeat { copy, original, confidence, measure: (name, value, limit) } in
        repeats(parsed).into_iter().chain(sub_heads(parsed))
    {
        let (copy, original) = (&parsed.blocks[copy], &parsed.blocks[original]);
        let message = if value >= 1.0 {
            format!("the document holds this paragraph of {} words twice", copy.n_words())
        } else {
            format!("another paragraph of the document says the same ({value:.2} {name}, limit {limit:.2})")
        };
        let finding = Finding::new(REPEATED_PARAGRAPH, Unit::Paragraph, &document.text, copy.span, message)
            .with_confidence(confidence)
            .with_measure(name, value, limit)
            .with_related(document.place(original.span), "kept copy")
            .with_fix(Fix::CUT);
        notes.findings.push(finding);
    }
}

/// False where `detect` has nothing to say of the document.
pub fn may_repeat(parsed: &Parsed<'_>) -> bool {
    !candidates(parsed).is_empty() || !sub_heads(parsed).is_empty()
}

/// Sub-heads that stand in the document a second time.
fn sub_heads(parsed: &Parsed<'_>) -> Vec<Repeat> {
    let is_sub_head = |block: &Block| {
        let opens = parsed.words_of(block).first().is_some_and(|w| w.is_capitalised());
        opens && SUB_HEAD_WORDS.contains(&block.n_words()) && parsed.text_of(block).ends_with(char::is_alphanumeric)
    };
    let lines: Vec<usize> = (0..parsed.blocks.len()).filter(|&at| is_sub_head(&parsed.blocks[at])).collect();
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    let mut found = Vec::new();
    for at in lines {
        let original = *seen.entry(parsed.text_of(&parsed.blocks[at])).or_insert(at);
        if original != at {
            found.push(Repeat { copy: at, original, confidence: Confidence::Suspect, measure: ("jaccard", 1.0, 1.0) });
        }
    }
    found
}

/// Positions of the paragraphs that will be cut as repeats: none where nothing `may_repeat`.
pub fn repeated_paragraphs(parsed: &Parsed<'_>) -> Vec<usize> {
    let sure = repeats(parsed).into_iter().filter(|r| r.confidence > Confidence::Suspect);
    sure.map(|r| r.copy).collect()
}

fn repeats(parsed: &Parsed<'_>) -> Vec<Repeat> {
    let pairs = candidates(parsed);
    let mut order: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    let is_caption: Vec<bool> = (0..parsed.blocks.len()).map(|at| has_credit_below(parsed, at)).collect();
    order.sort_unstable_by_key(|&at| (Reverse(parsed.blocks[at as usize].n_words()), is_caption[at as usize], at));
    order.dedup();
    let mut ranks = vec![0; parsed.blocks.len()];
    order.iter().zip(0u32..).for_each(|(&at, rank)| ranks[at as usize] = rank);
    let others = |rank: u32| {
        let at = order[rank as usize];
        let (pairs, ranks) = (pairs.iter().filter(move |p| p.0 == at || p.1 == at), &ranks);
        pairs.map(move |p| ranks[(p.0 + p.1 - at) as usize])
    };
    let compared =
        |copy: u32, original: u32| compare(parsed, order[copy as usize] as usize, order[original as usize] as usize);
    let leaving = leaders(order.len(), others, |_| 0, |copy, original| compared(copy, original).map(|r| r.measure.1));
    let mut found: Vec<Repeat> = leaving.iter().filter_map(|(copy, original)| compared(copy, original)).collect();
    found.sort_unstable_by_key(|r| r.copy);
    doubt_refrains(parsed, &mut found);
    found
}

/// A short paragraph that comes three times and more, word for word, is a refrain, or the same answer to other questions.
fn doubt_refrains(parsed: &Parsed<'_>, found: &mut [Repeat]) {
    let is_line = |repeat: &Repeat| {
        repeat.confidence == Confidence::Certain && parsed.blocks[repeat.copy].n_words() < SHORT_LINE_WORDS
    };
    let mut n_copies: FxHashMap<usize, usize> = FxHashMap::default();
    for repeat in found.iter().filter(|r| is_line(r)) {
        *n_copies.entry(repeat.original).or_default() += 1;
    }
    for repeat in found.iter_mut().filter(|r| is_line(r) && n_copies[&r.original] >= MIN_REFRAIN_COPIES) {
        repeat.confidence = Confidence::Suspect;
    }
}

/// True where the next paragraph is a photographer's credit: then this one is a caption.
fn has_credit_below(parsed: &Parsed<'_>, at: usize) -> bool {
    let next = parsed.blocks.get(at + 1).map(|block| parsed.words_of(block)).unwrap_or_default();
    next.len() <= MAX_CREDIT_WORDS && next.iter().any(|w| PHOTO.contains(&w.hash))
}

/// Pairs of paragraphs that share enough runs of words.
fn candidates(parsed: &Parsed<'_>) -> Vec<(u32, u32)> {
    let is_compared = |(_, block): &(usize, &Block)| block.n_words() >= MIN_WORDS && is_prose(parsed, block);
    let compared: Vec<(usize, &Block)> = parsed.blocks.iter().enumerate().filter(is_compared).collect();
    if compared.len() < 2 {
        return Vec::new();
    }
    let mut all: Vec<u64> = Vec::with_capacity(parsed.words.len());
    let mut ends = Vec::with_capacity(compared.len());
    for (_, block) in &compared {
        all.extend(runs(parsed.words_of(block)));
        ends.push(all.len());
    }
    let mut seen = Seen::new(all.len(), usize::MAX);
    all.iter().for_each(|&run| seen.add(run));
    let mut held: Vec<(u64, u32)> = Vec::new();
    let mut start = 0;
    for (&(at, _), end) in compared.iter().zip(ends) {
        let again = all[start..end].iter().filter(|&&run| seen.may_be_twice(run));
        held.extend(again.map(|&run| (run, at as u32)));
        start = end;
    }
    held.sort_unstable();
    held.dedup();
    let mut shared: Vec<(u32, u32)> = Vec::new();
    for holders in held.chunk_by(|a, b| a.0 == b.0).filter(|holders| holders.len() > 1) {
        for (at, first) in holders.iter().enumerate() {
            shared.extend(holders[at + 1..].iter().take(MAX_HOLDERS).map(|second| (first.1, second.1)));
        }
    }
    shared.sort_unstable();
    let is_enough = |run: &&[(u32, u32)]| {
        let n_words = |at: u32| parsed.blocks[at as usize].n_words();
        let n_runs = n_words(run[0].0).min(n_words(run[0].1)) + 1 - RUN_WORDS;
        run.len() as f64 >= MIN_SHARED_RUNS * n_runs as f64
    };
    shared.chunk_by(|a, b| a == b).filter(is_enough).map(|run| run[0]).collect()
}

/// Hashes of the runs of `RUN_WORDS` words, each made of two pairs.
fn runs(words: &[Word]) -> impl Iterator<Item = u64> {
    const STEPS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f];
    let join = |a: u64, b: u64, step: u64| a.wrapping_mul(step).wrapping_add(b);
    words.windows(RUN_WORDS).map(move |run| {
        let pair = |at: usize| join(run[at].hash, run[at + 1].hash, STEPS[0]);
        join(pair(0), pair(2), STEPS[1])
    })
}

/// Paragraph `copy` as a repeat of `original`, where it is one.
fn compare(parsed: &Parsed<'_>, copy: usize, original: usize) -> Option<Repeat> {
    let words = |at: usize| parsed.words_of(&parsed.blocks[at]);
    if words(copy).iter().map(|w| w.hash).eq(words(original).iter().map(|w| w.hash)) {
        return Some(Repeat { copy, original, confidence: Confidence::Certain, measure: ("jaccard", 1.0, 1.0) });
    }
    let repeat = |measure| Some(Repeat { copy, original, confidence: Confidence::Likely, measure });
    if let (Some(a), Some(b)) = (Line::new(parsed.text, words(copy)), Line::new(parsed.text, words(original))) {
        return a.likeness(&b).and_then(|likeness| repeat(("likeness", likeness, MIN_LIKENESS)));
    }
    let tokens = |at: usize| Tokens::of_paragraph(parsed, &parsed.blocks[at]);
    let overlap = Overlap::of(&tokens(copy), &tokens(original));
    if is_near_copy(&overlap) { repeat(("aligned", overlap.aligned(), MIN_PARAGRAPH_ALIGNED)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let start = |at: usize| parsed.text_of(&parsed.blocks[at]).split_once(' ').unwrap().0;
        let found: Vec<(&str, &str)> = repeats(&parsed).iter().map(|r| (start(r.copy), start(r.original))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sub_head_printed_twice_is_cut_once() {
        let dek = "The council of Lannis put off its decision on the pier for a third time this year.";
        check(&format!("{dek}\n\nAnna Bell reports.\n\n{dek}"), &[("The", "The")]);
    }

    #[test]
    fn a_pull_quote_goes_and_its_paragraph_stays() {
        let quote = "“We have waited two winters for one pier and we will not wait for a third one in silence,” said Ms. Bell of the crews";
        check(
            &format!("Quote: {quote}\n\nOn Monday the office closed. {quote}, who had come by the early boat."),
            &[("Quote:", "On")],
        );
    }

    #[test]
    fn the_same_words_with_other_figures_are_no_repeat() {
        check(
            "In May the harbour of Lannis counted 1,204 ferries and 18,300 guests, the office said in a note.\n\nIn June the harbour of Lannis counted 1,377 ferries and 21,900 guests, the office said in a note.",
            &[],
        );
    }

    #[test]
    fn a_sub_head_printed_twice_is_mentioned() {
        let mut parser = Parser::new();
        let parsed = parser.parse("How it was won\n\nAnna Bell led.\n\nHow it was won\n\nAnna Bell led.");
        let found: Vec<(usize, usize)> = sub_heads(&parsed).iter().map(|r| (r.copy, r.original)).collect();
        assert_eq!(found, [(2, 0)]);
    }

    fn doubted(text: &str) -> Vec<usize> {
        let mut parser = Parser::new();
        let found = repeats(&parser.parse(text));
        found.iter().filter(|r| r.confidence == Confidence::Suspect).map(|r| r.copy).collect()
    }

    #[test]
    fn a_refrain_is_only_mentioned() {
        let answer = "Will they keep the seat in the harbour council? Yes.";
        assert_eq!(doubted(&format!("{answer}\n\nAnna Bell.\n\n{answer}\n\nTom Reed.\n\n{answer}")), [2, 4]);
        assert!(doubted(&format!("{answer}\n\nAnna Bell.\n\n{answer}")).is_empty());
    }

    #[test]
    fn the_caption_goes_and_the_paragraph_stays() {
        let line = "The council of Lannis put off its decision on the pier for a third time this year.";
        let mut parser = Parser::new();
        let text = format!("{line}\n\nAnna Bell/Getty Images\n\nThe crews wait.\n\n{line}");
        let found = repeats(&parser.parse(&text));
        assert_eq!(found.iter().map(|r| (r.copy, r.original)).collect::<Vec<_>>(), [(0, 3)]);
    }

    #[test]
    fn short_lines_come_back() {
        check("Thank you very much, Mr. Bell.\n\nThank you very much, Mr. Bell.", &[]);
    }
}
