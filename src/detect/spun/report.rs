//! What is found of a spun document: the whole, its paragraphs, and the words that give it away, each with the word that most
//! likely stood there.

use super::language;
use super::limit::Limit;
use super::reading::{Reading, posteriors};
use super::tell::{self, Named};
use crate::findings::{Confidence, Finding, Fix, Hindrance, Rule, Unit};
use crate::model::{Judgement, Model};
use crate::text::{Parsed, with_capital_of};
use std::fmt::Write;

/// Least probability that a word is a substitute for it to be named. With these two, .71 of the words named in 2,000 spun pieces of 150 and
/// 450 words that the model had not seen are substitutes, .76 of the substitutes are named, and .73 of the words suggested are those that stood
/// there; with .2 it is .755, .75 and .735.
const MIN_POSTERIOR: f32 = 0.12;
/// Least gain of a named word's better substitute, in nats: it is at least twice as likely.
const MIN_GAIN: f32 = 0.7;
/// Words outside quotations below which a document is reported and not dropped: in a short match report or column a few terms
/// of its field decide, and text that was unique would be lost. Of the four false alarms among 4,866 articles that were not
/// counted, three had fewer. `--action spun-text=drop` drops them all the same.
const MIN_DROP_WORDS: u32 = 250;
/// Least number of words that are named or very rare, as a share of the judged words, for a document to be called spun; below it the
/// text at large looks odd, and no word gives a spinner away. Of 1,857 pieces that are called spun without this limit 6 lie below it,
/// and of 27 such articles among 79,073 human ones 10.
const MIN_NAMED_SHARE: f32 = 0.06;
/// How much surer than for a whole document a paragraph of a document that is not spun as a whole must be, in nats. A guess.
const PARAGRAPH_MARGIN: f64 = 1.5;

/// Probability from log odds.
pub(super) fn probability(log_odds: f32) -> f64 {
    crate::model::probability(f64::from(log_odds))
}

/// False where nothing would be said of the document, however high its limit.
pub(super) fn may_speak(judgement: &Judgement, reading: &Reading) -> bool {
    let paragraph_limit = judgement.likely + PARAGRAPH_MARGIN;
    !reading.is_cleared
        && (f64::from(reading.log_odds(judgement)) >= judgement.suspect.min(judgement.likely)
            || reading.judged_blocks(judgement).any(|(_, log_odds)| f64::from(log_odds) >= paragraph_limit))
}

/// Pushes the findings of one document; returns its probability. Nothing is said of a text in another language.
pub(super) fn report(
    model: &Model,
    parsed: &Parsed<'_>,
    judgement: &Judgement,
    limit: &Limit<'_>,
    reading: &Reading,
    rule: &'static Rule,
    findings: &mut Vec<Finding>,
) -> Result<f64, Hindrance> {
    let log_odds = reading.log_odds(judgement);
    let value = probability(log_odds);
    if reading.is_cleared {
        return Ok(value);
    }
    let confidence = match f64::from(log_odds) {
        l if l >= limit.log_odds => Some(Confidence::Likely),
        l if l >= judgement.suspect => Some(Confidence::Suspect),
        _ => None,
    };
    let paragraph_limit = if confidence == Some(Confidence::Likely) { 0.0 } else { PARAGRAPH_MARGIN } + limit.log_odds;
    let paragraphs: Vec<_> = reading.judged_blocks(judgement).filter(|b| f64::from(b.1) >= paragraph_limit).collect();
    if confidence.is_none() && paragraphs.is_empty() {
        return Ok(value);
    }
    if let Some(code) = language::foreign(parsed) {
        return Err(Hindrance::Language(code));
    }
    let named = named_words(model, parsed, reading);
    let n_telling = named.len() + reading.rare_words.len();
    let is_borne_out = n_telling as f32 >= MIN_NAMED_SHARE * reading.evidence.len() as f32;
    let confidence = confidence.map(|c| if is_borne_out { c } else { Confidence::Suspect });
    if let Some(confidence) = confidence {
        let finding = document_finding(parsed, limit, reading, &named, value, rule);
        let substitutions = tell::substitutions(model, parsed, &named);
        findings.push(finding.with_confidence(confidence).with_substitutions(substitutions));
    }
    for &(block_idx, log_odds) in &paragraphs {
        let words = &parsed.blocks[block_idx].words;
        let inside: Vec<Named<'_>> = named.iter().filter(|w| words.contains(&w.word_idx)).copied().collect();
        let rare: Vec<u32> = reading.rare_words.iter().filter(|i| words.contains(&(**i as usize))).copied().collect();
        let finding = paragraph_finding(parsed, limit, (block_idx, log_odds), &inside, &rare, rule);
        findings.push(finding.with_substitutions(tell::substitutions(model, parsed, &inside)));
    }
    let in_spun_paragraph =
        |word: &Named<'_>| paragraphs.iter().any(|p| parsed.blocks[p.0].words.contains(&word.word_idx));
    let shown = named.iter().filter(|w| confidence.is_some() || in_spun_paragraph(w));
    findings.extend(shown.map(|word| {
        let substitutions = tell::substitutions(model, parsed, std::slice::from_ref(word));
        word_finding(parsed, word, rule).with_substitutions(substitutions)
    }));
    Ok(value)
}

/// The words that are most likely substitutes, in order.
fn named_words<'a>(model: &'a Model, parsed: &Parsed<'_>, reading: &Reading) -> Vec<Named<'a>> {
    let lens = model.lens();
    let ratios = reading.ratios();
    let weighed = reading.evidence.iter().zip(ratios).zip(posteriors(ratios));
    let likely = weighed.filter(|((e, _), p)| *p >= MIN_POSTERIOR && e.gain >= MIN_GAIN).map(|(weighed, _)| weighed);
    likely
        .filter_map(|(e, ratio)| {
            let rival = e.original?;
            let original = lens.spelling(rival)?;
            Some(Named {
                word: parsed.words[e.word_idx],
                word_idx: e.word_idx,
                rival,
                original,
                gain: e.gain,
                ratio: *ratio,
            })
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
    let mut message = tell::of_document(parsed, named, &reading.rare_words, reading.evidence.len());
    write!(message, "; score {value:.3}, {limit}").expect("strings do not fail");
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
    (block_idx, log_odds): (usize, f32),
    named: &[Named<'_>],
    rare: &[u32],
    rule: &'static Rule,
) -> Finding {
    let block = &parsed.blocks[block_idx];
    let value = probability(log_odds);
    let mut message = tell::of_paragraph(parsed, named, rare);
    write!(message, "; score {value:.3}, {limit}").expect("strings do not fail");
    Finding::new(rule, Unit::Paragraph, parsed.text, block.span, message).with_measure(
        "probability",
        value,
        limit.probability(),
    )
}

/// One word is evidence of what is said of its document, and never more than a suspicion by itself: of four that are named three are
/// substitutes.
fn word_finding(parsed: &Parsed<'_>, named: &Named<'_>, rule: &'static Rule) -> Finding {
    let original = with_capital_of(named.word.span.of(parsed.text), named.original);
    let message = tell::of_word(parsed, named, &original);
    Finding::new(rule, Unit::Span, parsed.text, named.word.span, message)
        .with_confidence(Confidence::Suspect)
        .with_measure("gain", f64::from(named.gain), f64::from(MIN_GAIN))
        .with_fix(Fix::suggest(original))
}
