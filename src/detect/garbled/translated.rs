//! Traces of translation there and back: small letters after full stops, quotation marks in impossible places, function
//! words that nobody puts together. One trace is a slip of any editor; several kinds in one text are a machine.

use super::MACHINE_TRANSLATED;
use super::salad::Salad;
use crate::findings::{Finding, Unit};
use crate::text::{Parsed, Span, fold_hash, is_abbreviation};
use std::sync::LazyLock;

/// Score from which a document is reported.
const MIN_SCORE: f64 = 0.5;
/// Traces at which the score is one half. A guess, set so that edited news stays below: see the page.
const HALF_TRACES: f64 = 3.5;
/// Words to which the number of traces is brought for long texts.
const WORDS_OF_A_PAGE: f64 = 1_000.0;

/// Traces of one text by kind.
#[derive(Default)]
struct Traces {
    places: Vec<Span>,
    n_small_after_stop: usize,
    n_double_verbs: usize,
}

/// Reports the document where it has several kinds of traces; gives its score.
pub(super) fn detect(parsed: &Parsed<'_>, n_quote_faults: usize, salad: &Salad, findings: &mut Vec<Finding>) -> f64 {
    let traces = traces(parsed);
    let kinds = [n_quote_faults, traces.n_small_after_stop, traces.n_double_verbs, salad.n_pairs];
    let n_kinds = kinds.iter().filter(|n| **n > 0).count();
    if n_kinds < 2 || parsed.words.is_empty() {
        return 0.0;
    }
    let length = (parsed.words.len() as f64 / WORDS_OF_A_PAGE).max(1.0);
    // A kind counts up to three times: a text with one habit ("sure” , he") is not yet a translation.
    let n_traces = kinds.iter().map(|n| (*n).min(3) as f64).sum::<f64>() / length;
    let score = n_traces / (n_traces + HALF_TRACES);
    if score >= MIN_SCORE {
        let message = format!(
            "traces of machine translation: {} small letters after full stops, {n_quote_faults} misplaced quotation marks, \
             {} doubled verb forms, {} impossible word pairs (score {score:.2}, limit {MIN_SCORE})",
            traces.n_small_after_stop, traces.n_double_verbs, salad.n_pairs
        );
        let finding = Finding::new(MACHINE_TRANSLATED, Unit::Document, parsed.text, parsed.whole(), message);
        findings.push(finding.with_measure("score", score, MIN_SCORE));
        for place in traces.places {
            let message = "a trace of machine translation: no editor lets this stand";
            findings.push(Finding::new(MACHINE_TRANSLATED, Unit::Span, parsed.text, place, message).with_kind("trace"));
        }
    }
    score
}

static VERBS: LazyLock<[u64; 6]> =
    LazyLock::new(|| ["did", "does", "do", "had", "has", "not"].map(|w| fold_hash(w, &mut String::new())));

fn traces(parsed: &Parsed<'_>) -> Traces {
    let (text, bytes) = (parsed.text, parsed.text.as_bytes());
    let [did, does, do_, had, has, not] = *VERBS;
    let mut traces = Traces::default();
    for (i, pair) in parsed.words.windows(2).enumerate() {
        let (left, right) = (pair[0], pair[1]);
        let end = left.span.end as usize;
        if bytes[end] == b'.' && right.span.start as usize == end + 2 && bytes[end + 1] == b' ' {
            if !right.is_capitalised() && !right.has_digit() && ends_sentence(left.span.of(text), left.is_capitalised())
            {
                traces.n_small_after_stop += 1;
                traces.places.push(left.span.join(right.span));
            }
        } else if (right.hash == had || right.hash == has) && left.hash == not && i > 0 {
            let first = parsed.words[i - 1];
            if [did, does, do_].contains(&first.hash) {
                traces.n_double_verbs += 1;
                traces.places.push(first.span.join(right.span));
            }
        }
    }
    traces
}

/// A word long enough to be no abbreviation, in letters.
fn ends_sentence(word: &str, is_capitalised: bool) -> bool {
    let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
    n_letters >= if is_capitalised { 6 } else { 3 }
        && !is_abbreviation(word)
        && word.chars().skip(1).all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(text: &str, n_quote_faults: usize) -> f64 {
        let (mut findings, mut parser) = (Vec::new(), crate::text::Parser::new());
        detect(&parser.parse(text), n_quote_faults, &Salad { n_pairs: 0, score: 0.0 }, &mut findings)
    }

    #[test]
    fn several_kinds_of_traces_are_a_translation() {
        let text = "They did not had a plan. we waited for the harbour. it was late in Norland. and cold.";
        assert!(score(text, 2) >= MIN_SCORE);
    }

    #[test]
    fn one_habit_is_none() {
        assert_eq!(score("It was late. we left. then rain. and snow.", 0), 0.0);
        assert_eq!(score("The harbour closed at noon.", 9), 0.0);
    }

    #[test]
    fn abbreviations_are_no_full_stops() {
        assert_eq!(
            score("He met the gov. of Norland Inc. and did not had to. At 5 p.m. we left, etc. and so on.", 0),
            0.0
        );
    }
}
