//! What is said of a spun document: the whole, its paragraphs, and the words that give it away, each with the word that most
//! likely stood there.

use super::limit::Limit;
use super::reading::Reading;
use crate::findings::{Confidence, Finding, Fix, Rule, Unit};
use crate::model::{Judgement, Model};
use crate::text::{Parsed, Span, Word};
use std::fmt::Write;

/// Least probability that a word is a substitute for it to be named. With these two, .74 of the words named in the labelled pieces are
/// substitutes, .76 of the substitutes are named, and .73 of the words suggested are those that stood there; with .6 and 1.4 nats
/// it is .90, .63 and .78.
const MIN_POSTERIOR: f32 = 0.2;
/// Least gain of a named word's better substitute, in nats: it is at least twice as likely.
const MIN_GAIN: f32 = 0.7;
/// Words outside quotations below which a document is reported and not dropped: in a short match report or column a few terms
/// of its field decide, and text that was unique would be lost. Of the four false alarms among 4,866 articles that were not
/// counted, three had fewer. `--action spun-text=drop` drops them all the same.
const MIN_DROP_WORDS: u32 = 250;
/// Least share of the judged words that are named for a document to be called spun; below it the text at large looks odd, and no
/// word gives a spinner away. Of 1,857 pieces that are called spun without this limit 6 lie below it, and of 27 such articles among
/// 79,073 human ones 10.
const MIN_NAMED_SHARE: f32 = 0.06;
/// Words named in the message of a document.
const MAX_NAMED: usize = 6;
/// Greatest factor told; above it the counts behind are too small to tell more.
const MAX_FACTOR: f32 = 1000.0;
/// Bytes of the text from which the language is told.
const LANGUAGE_BYTES: usize = 2_000;
/// How much surer than for a whole document a paragraph of a document that is not spun as a whole must be, in nats. A guess.
const PARAGRAPH_MARGIN: f64 = 1.5;

/// A word that is named.
struct Named<'a> {
    word: Word,
    word_idx: usize,
    original: &'a str,
    gain: f32,
}

/// Probability from log odds.
pub(super) fn probability(log_odds: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(log_odds)).exp())
}

/// False where nothing would be said of the document, however high its limit.
pub(super) fn may_speak(judgement: &Judgement, reading: &Reading) -> bool {
    let paragraph_limit = judgement.likely + PARAGRAPH_MARGIN;
    !reading.is_cleared
        && (f64::from(reading.log_odds(judgement)) >= judgement.suspect.min(judgement.likely)
            || reading.judged_blocks(judgement).any(|(_, log_odds)| f64::from(log_odds) >= paragraph_limit))
}

/// Pushes the findings of one document; returns its probability. `None` where it is in another language.
pub(super) fn report(
    model: &Model,
    parsed: &Parsed<'_>,
    judgement: &Judgement,
    limit: &Limit<'_>,
    reading: &Reading,
    rule: &'static Rule,
    findings: &mut Vec<Finding>,
) -> Option<f64> {
    let log_odds = reading.log_odds(judgement);
    let value = probability(log_odds);
    if reading.is_cleared {
        return Some(value);
    }
    let confidence = match f64::from(log_odds) {
        l if l >= limit.log_odds => Some(Confidence::Likely),
        l if l >= judgement.suspect => Some(Confidence::Suspect),
        _ => None,
    };
    let paragraph_limit = if confidence == Some(Confidence::Likely) { 0.0 } else { PARAGRAPH_MARGIN } + limit.log_odds;
    let paragraphs: Vec<_> = reading.judged_blocks(judgement).filter(|b| f64::from(b.1) >= paragraph_limit).collect();
    if confidence.is_none() && paragraphs.is_empty() {
        return Some(value);
    }
    if !is_english(parsed) {
        return None;
    }
    let named = named_words(model, parsed, reading);
    let is_borne_out = named.len() as f32 >= MIN_NAMED_SHARE * reading.evidence.len() as f32;
    let confidence = confidence.map(|c| if is_borne_out { c } else { Confidence::Suspect });
    if let Some(confidence) = confidence {
        findings.push(document_finding(parsed, limit, reading, &named, value, rule).with_confidence(confidence));
    }
    for &(block_idx, log_odds) in &paragraphs {
        findings.push(paragraph_finding(parsed, limit, block_idx, &named, log_odds, rule));
    }
    let in_spun_paragraph =
        |word: &Named<'_>| paragraphs.iter().any(|p| parsed.blocks[p.0].words.contains(&word.word_idx));
    let shown = named.iter().filter(|w| confidence.is_some() || in_spun_paragraph(w));
    findings.extend(shown.map(|word| word_finding(parsed, word, rule)));
    Some(value)
}

/// The words that are most likely substitutes, in order.
fn named_words<'a>(model: &'a Model, parsed: &Parsed<'_>, reading: &Reading) -> Vec<Named<'a>> {
    let posteriors = reading.posteriors();
    let lens = model.lens();
    let likely = reading.evidence.iter().zip(posteriors).filter(|(e, p)| *p >= MIN_POSTERIOR && e.gain >= MIN_GAIN);
    likely
        .filter_map(|(e, _)| {
            let original = lens.spelling(e.original?)?;
            Some(Named { word: parsed.words[e.word_idx], word_idx: e.word_idx, original, gain: e.gain })
        })
        .collect()
}

fn document_finding(
    parsed: &Parsed<'_>,
    limit: &Limit<'_>,
    reading: &Reading,
    named: &[Named<'_>],
    value: f64,
    rule: &'static Rule,
) -> Finding {
    let mut message = format!(
        "{value:.3} likely to be spun ({limit}): {} of {} judged words look like machine-made substitutes",
        named.len(),
        reading.evidence.len()
    );
    append_pairs(&mut message, parsed, named);
    let is_short = reading.background.n_words < MIN_DROP_WORDS;
    if is_short {
        write!(message, "; shorter than {MIN_DROP_WORDS} words outside quotations, so it stays")
            .expect("strings do not fail");
    }
    Finding::new(rule, Unit::Document, parsed.text, parsed.whole(), message)
        .with_measure("probability", value, limit.probability())
        .with_fix(if is_short { Fix::NONE } else { Fix::DROP })
}

fn paragraph_finding(
    parsed: &Parsed<'_>,
    limit: &Limit<'_>,
    block_idx: usize,
    named: &[Named<'_>],
    log_odds: f32,
    rule: &'static Rule,
) -> Finding {
    let block = &parsed.blocks[block_idx];
    let value = probability(log_odds);
    let inside: Vec<_> = named.iter().filter(|w| block.words.contains(&w.word_idx)).collect();
    let mut message = format!("paragraph {value:.3} likely to be spun ({limit})");
    append_pairs(&mut message, parsed, inside);
    Finding::new(rule, Unit::Paragraph, parsed.text, block.span, message).with_measure(
        "probability",
        value,
        limit.probability(),
    )
}

/// Appends the strongest substitutions, each once: `: eastern→jap, defense→protection`.
fn append_pairs<'a>(message: &mut String, parsed: &Parsed<'_>, named: impl IntoIterator<Item = &'a Named<'a>>) {
    let mut strongest: Vec<&Named<'_>> = named.into_iter().collect();
    strongest.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.word_idx.cmp(&b.word_idx)));
    let mut seen: Vec<u64> = Vec::new();
    for word in strongest {
        if seen.len() == MAX_NAMED {
            break;
        }
        if !seen.contains(&word.word.hash) {
            let mark = if seen.is_empty() { ':' } else { ',' };
            seen.push(word.word.hash);
            let now = word.word.span.of(parsed.text).to_lowercase();
            write!(message, "{mark} {}→{now}", word.original).expect("strings do not fail");
        }
    }
}

/// One word is evidence of what is said of its document, and never more than a suspicion by itself: of four that are named three are
/// substitutes.
fn word_finding(parsed: &Parsed<'_>, named: &Named<'_>, rule: &'static Rule) -> Finding {
    let words = parsed.words;
    let i = named.word_idx;
    let now = named.word.span.of(parsed.text);
    let original = like(now, named.original);
    let factor = named.gain.exp();
    let times = if factor >= MAX_FACTOR { "over 1,000".to_owned() } else { format!("{factor:.0}") };
    let span_of = |j: usize| words[j].span;
    let previous = (i > 0 && !named.word.opens_sentence()).then(|| span_of(i - 1).of(parsed.text));
    let next = words.get(i + 1).filter(|w| !w.opens_sentence()).map(|w| w.span.of(parsed.text));
    let place = match (previous, next) {
        (Some(a), Some(b)) => format!("between \"{a}\" and \"{b}\""),
        (Some(a), None) => format!("after \"{a}\" at the end of a sentence"),
        (None, Some(b)) => format!("before \"{b}\" at the start of a sentence"),
        (None, None) => "by itself".to_owned(),
    };
    let message = format!("\"{now}\" is unlikely {place}; \"{original}\" would be {times} times likelier");
    Finding::new(rule, Unit::Span, parsed.text, named.word.span, message)
        .with_confidence(Confidence::Suspect)
        .with_measure("gain", f64::from(named.gain), f64::from(MIN_GAIN))
        .with_fix(Fix::suggest(original))
}

/// `word` with a capital where `model` has one.
fn like(model: &str, word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if model.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

/// Whether the text is in the language of the model, by the trigrams of its beginning.
fn is_english(parsed: &Parsed<'_>) -> bool {
    let up_to = parsed.text.char_indices().map(|(at, _)| at).take_while(|&at| at <= LANGUAGE_BYTES).last().unwrap_or(0);
    let end = if parsed.text.len() <= LANGUAGE_BYTES { parsed.text.len() } else { up_to };
    let sample = Span::new(0, end).of(parsed.text);
    whatlang::detect_lang(sample).is_none_or(|lang| lang == whatlang::Lang::Eng)
}
