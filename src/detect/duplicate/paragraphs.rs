//! Tells which paragraphs of this document stand in another one.

use super::copied::{MIN_PARAGRAPH_ALIGNED, MIN_PARAGRAPH_SUSPECT};
use super::documents::listed;
use super::edit_limits::MIN_EDITED_PARAGRAPH_ALIGNED;
use super::{EXACT_PARAGRAPH, NEAR_PARAGRAPH, Notes, Scene};
use crate::corpus::{Kinship, ParagraphCopy};
use crate::findings::{Action, Confidence, Finding, Fix, Unit};
use crate::text::{Block, Parsed, Span};

/// A paragraph with more than this share of its document's words is the document: whether that may go was decided before.
pub const MAX_DOCUMENT_SHARE: f64 = 0.7;

/// Adds a finding for each paragraph that has its owner elsewhere.
pub(super) fn detect(scene: &Scene<'_>, notes: &mut Notes) {
    for found in scene.index.paragraph_copies(scene.document.key) {
        let Some(block) = scene.parsed.blocks.get(found.paragraph as usize) else { continue };
        let is_exact = found.copy.kinship == Kinship::Exact;
        let (rule, confidence) = match (is_exact, found.is_sure) {
            (true, true) => (EXACT_PARAGRAPH, Confidence::Certain),
            (true, false) => (EXACT_PARAGRAPH, Confidence::Suspect),
            (false, true) => (NEAR_PARAGRAPH, Confidence::Likely),
            (false, false) => (NEAR_PARAGRAPH, Confidence::Suspect),
        };
        let (name, value, limit) = match confidence {
            _ if is_exact => ("jaccard", found.copy.jaccard, 1.0),
            Confidence::Likely if found.copy.kinship == Kinship::Edited => {
                ("aligned", found.copy.aligned, MIN_EDITED_PARAGRAPH_ALIGNED)
            }
            Confidence::Likely => ("aligned", found.copy.aligned, MIN_PARAGRAPH_ALIGNED),
            Confidence::Certain | Confidence::Suspect => ("aligned", found.copy.aligned, MIN_PARAGRAPH_SUSPECT),
        };
        let witness = scene.index.place(found.copy.witness);
        let message = message(found, &witness.id, limit);
        let finding = Finding::new(rule, Unit::Paragraph, &scene.document.text, block.span, message)
            .with_confidence(if may_go(found, scene) { confidence } else { Confidence::Suspect })
            .with_measure(name, value, limit)
            .with_related(witness, if found.is_sure { "kept copy" } else { "similar paragraph" })
            .with_kept(found.copy.witness_hash)
            .with_fix(Fix::CUT);
        notes.findings.push(finding);
    }
}

/// A paragraph of fewer words is not cut out of the middle of a text by itself: it is a quotation or a sentence of background
/// that the sentences around it lean on. A guess. Of 505 passages of 40 words and more by their spaces (some have 38 here), put into
/// two and more news articles each, .988 of the surplus copies without edits are cut; at 40 it is .972.
const MAX_LONE_WORDS: usize = 35;
/// Paragraphs of fewer words are no text at the edge of a document: a byline, a date. A guess.
const MIN_TEXT_WORDS: usize = 8;

/// Doubts the findings of short paragraphs between others that stay. `findings` are all of the document: where paragraphs around
/// one go for another reason, those behind them are its neighbours.
pub fn doubt_lone(parsed: &Parsed<'_>, findings: &mut [Finding]) {
    let is_copy = |f: &Finding| f.rule == EXACT_PARAGRAPH || f.rule == NEAR_PARAGRAPH;
    let goes = |f: &Finding| f.fix.action == Action::Cut && f.confidence >= Confidence::Likely;
    if !findings.iter().any(|f| is_copy(f) && goes(f)) {
        return;
    }
    let going = |of_copies: bool| -> Vec<Span> {
        findings.iter().filter(|f| goes(f) && is_copy(f) == of_copies).map(|f| f.span).collect()
    };
    let (copies, others) = (going(true), going(false));
    let is_under = |spans: &[Span], block: &Block| spans.iter().any(|span| span.covers(block.span));
    let left: Vec<&Block> = parsed.blocks.iter().filter(|block| !is_under(&others, block)).collect();
    let is_text = |block: &&Block| block.n_words() >= MIN_TEXT_WORDS;
    let lone = left.iter().enumerate().filter(|&(at, block)| {
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| left.get(at));
        let is_inside = left[..at].iter().any(is_text) && left[at + 1..].iter().any(is_text);
        is_inside && block.n_words() < MAX_LONE_WORDS && !near.into_iter().any(|block| is_under(&copies, block))
    });
    let lone: Vec<Span> = lone.map(|(_, block)| block.span).collect();
    for finding in findings.iter_mut().filter(|f| is_copy(f) && goes(f) && lone.contains(&f.span)) {
        finding.confidence = Confidence::Suspect;
        finding.message.push_str("; it is short and stands alone between others, so it stays");
    }
}

fn may_go(found: &ParagraphCopy, scene: &Scene<'_>) -> bool {
    let share = f64::from(found.copy.n_words) / scene.parsed.words.len().max(1) as f64;
    found.owner_is_sound && share <= MAX_DOCUMENT_SHARE
}

fn message(found: &ParagraphCopy, witness: &str, limit: f64) -> String {
    let copy = &found.copy;
    let doubt = if found.owner_is_sound { "" } else { "; that document looks altered, so this one stays" };
    match copy.kinship {
        Kinship::Exact => format!("the same {} words as a paragraph of {}{doubt}", copy.n_words, witness),
        Kinship::Contained => format!(
            "stands in a paragraph of {} ({:.2} aligned, limit {limit:.2}): {} of {} words{doubt}",
            witness, copy.aligned, copy.n_words, copy.n_witness_words
        ),
        Kinship::Edited => format!(
            "copy of a paragraph of {} with words changed by chance ({:.2} aligned, limit {limit:.2}): {} of {} words replaced{}{doubt}",
            witness,
            copy.aligned,
            copy.n_replaced,
            copy.n_words,
            listed(&copy.replacements)
        ),
        _ => format!(
            "near copy of a paragraph of {} ({:.2} aligned, limit {limit:.2}): {} of {} words replaced{}{doubt}",
            witness,
            copy.aligned,
            copy.n_replaced,
            copy.n_words,
            listed(&copy.replacements)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    /// `copies` and `others` are positions of paragraphs that are to be cut, as copies and for another reason.
    fn check(lines: &[&str], copies: &[usize], others: &[usize], expected: &[usize]) {
        let text = lines.join("\n\n");
        let mut parser = Parser::new();
        let parsed = parser.parse(&text);
        let finding = |rule, at: &usize| {
            Finding::new(rule, Unit::Paragraph, &text, parsed.blocks[*at].span, String::new())
                .with_confidence(Confidence::Certain)
                .with_fix(Fix::CUT)
        };
        let mut findings: Vec<Finding> = copies.iter().map(|at| finding(EXACT_PARAGRAPH, at)).collect();
        findings.extend(others.iter().map(|at| finding(super::super::REPEATED_PARAGRAPH, at)));
        doubt_lone(&parsed, &mut findings);
        let cut = findings.iter().filter(|f| f.confidence == Confidence::Certain && f.rule == EXACT_PARAGRAPH);
        let expected: Vec<Span> = expected.iter().map(|&at| parsed.blocks[at].span).collect();
        assert_eq!(cut.map(|f| f.span).collect::<Vec<_>>(), expected);
    }

    const LINES: [&str; 4] = [
        "The council of Lannis put off its decision on the pier again.",
        "The pier was built by the ferry company of Orrin in a hard winter.",
        "It has been closed since the storm that took the old gate away.",
        "The crews wait for the engineers and for their report on the debris.",
    ];

    #[test]
    fn a_short_paragraph_between_others_stays() {
        check(&LINES, &[1], &[], &[]);
        check(&LINES, &[1, 3], &[], &[3]);
    }

    #[test]
    fn neighbours_and_paragraphs_at_the_edge_go() {
        check(&LINES, &[1, 2], &[], &[1, 2]);
        check(&LINES, &[0], &[], &[0]);
    }

    #[test]
    fn what_goes_for_another_reason_is_no_neighbour() {
        check(&LINES, &[1], &[0], &[1]);
        check(&LINES, &[1], &[2], &[]);
    }
}
