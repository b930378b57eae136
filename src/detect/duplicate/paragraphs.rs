//! Tells which paragraphs of this document stand in another one.

use super::documents::listed;
use super::judge::{MIN_PARAGRAPH_ALIGNED, MIN_PARAGRAPH_SUSPECT};
use super::{EXACT_PARAGRAPH, NEAR_PARAGRAPH, Notes, Scene};
use crate::corpus::{Kinship, ParagraphCopy};
use crate::findings::{Confidence, Finding, Fix, Unit};

/// A paragraph with more than this share of its document's words is the document: whether that may go was decided before.
const MAX_DOCUMENT_SHARE: f64 = 0.7;

/// Adds a finding for each paragraph that has its owner elsewhere.
pub(super) fn detect(scene: &Scene<'_>, notes: &mut Notes) {
    for found in scene.index.paragraph_copies(scene.document.key) {
        let Some(block) = scene.parsed.blocks.get(found.paragraph as usize) else { continue };
        let is_exact = found.copy.kinship == Kinship::Exact;
        let (rule, confidence) = match (is_exact, found.is_sure) {
            (true, _) => (EXACT_PARAGRAPH, Confidence::Certain),
            (false, true) => (NEAR_PARAGRAPH, Confidence::Likely),
            (false, false) => (NEAR_PARAGRAPH, Confidence::Suspect),
        };
        let (name, value, limit) = match confidence {
            Confidence::Certain => ("jaccard", found.copy.jaccard, 1.0),
            Confidence::Likely => ("aligned", found.copy.aligned, MIN_PARAGRAPH_ALIGNED),
            Confidence::Suspect => ("aligned", found.copy.aligned, MIN_PARAGRAPH_SUSPECT),
        };
        let finding = Finding::new(rule, Unit::Paragraph, &scene.document.text, block.span, message(found, limit))
            .with_confidence(if may_go(found, scene) { confidence } else { Confidence::Suspect })
            .with_measure(name, value, limit)
            .with_related(found.copy.witness.clone(), if found.is_sure { "kept copy" } else { "similar paragraph" })
            .with_fix(Fix::CUT);
        notes.findings.push(finding);
    }
}

fn may_go(found: &ParagraphCopy, scene: &Scene<'_>) -> bool {
    let share = f64::from(found.copy.n_words) / scene.parsed.words.len().max(1) as f64;
    found.owner_is_sound && share <= MAX_DOCUMENT_SHARE
}

fn message(found: &ParagraphCopy, limit: f64) -> String {
    let copy = &found.copy;
    let doubt = if found.owner_is_sound { "" } else { "; that document looks altered, so this one stays" };
    match copy.kinship {
        Kinship::Exact => format!("the same {} words as a paragraph of {}{doubt}", copy.n_words, copy.witness.id),
        _ => format!(
            "near copy of a paragraph of {} ({:.2} aligned, limit {limit:.2}): {} of {} words replaced{}{doubt}",
            copy.witness.id,
            copy.aligned,
            copy.n_replaced,
            copy.n_words,
            listed(&copy.replacements)
        ),
    }
}
