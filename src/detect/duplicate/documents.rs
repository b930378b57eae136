//! Tells which document this one is a copy of.

use super::edit_limits::MIN_EDITED_ALIGNED;
use super::limits::{MIN_ALIGNED, MIN_COVERED};
use super::{CONTAINED_DOCUMENT, EXACT_DOCUMENT, NEAR_DOCUMENT, Notes, SPUN_COPY, Scene};
use crate::corpus::{Copy, Kinship, WordPairs};
use crate::findings::{Confidence, Finding, Fix, Rule, Unit};
use crate::text::Place;

/// Adds the finding of a document that can go.
pub(super) fn detect(scene: &Scene<'_>, notes: &mut Notes) {
    let Some(copy) = scene.index.copy(scene.document.key) else { return };
    let confidence = if copy.kinship == Kinship::Exact { Confidence::Certain } else { Confidence::Likely };
    let (name, value, threshold) = match copy.kinship {
        Kinship::Exact => ("jaccard", copy.jaccard, 1.0),
        Kinship::Similar(limit) => ("jaccard", copy.jaccard, f64::from(limit) / 1000.0),
        Kinship::Near | Kinship::Contained => ("containment", copy.covered, MIN_COVERED),
        Kinship::Altered => ("aligned", copy.aligned, MIN_ALIGNED),
        Kinship::Edited => ("aligned", copy.aligned, MIN_EDITED_ALIGNED),
    };
    let witness = scene.index.place(copy.witness);
    let message = message(copy, &witness);
    let finding =
        Finding::new(rule_of(copy.kinship), Unit::Document, &scene.document.text, scene.parsed.whole(), message)
            .with_confidence(confidence)
            .with_measure(name, value, threshold)
            .with_related(witness, "kept copy")
            .with_kept(copy.witness_hash)
            .with_fix(Fix::DROP);
    notes.findings.push(finding);
}

/// The rule that tells copies of this kind.
pub fn rule_of(kinship: Kinship) -> &'static Rule {
    match kinship {
        Kinship::Exact => EXACT_DOCUMENT,
        Kinship::Near | Kinship::Similar(_) => NEAR_DOCUMENT,
        Kinship::Contained => CONTAINED_DOCUMENT,
        Kinship::Altered | Kinship::Edited => SPUN_COPY,
    }
}

fn message(copy: &Copy, witness: &Place) -> String {
    let witness = &witness.id;
    let covered = format!("{:.2} of its words stand there, limit {MIN_COVERED:.2}", copy.covered);
    match copy.kinship {
        Kinship::Exact => format!("the same words as {witness}"),
        Kinship::Near => format!("near copy of {witness} ({covered}; jaccard {:.2})", copy.jaccard),
        Kinship::Similar(limit) => {
            let limit = f64::from(limit) / 1000.0;
            format!("shares runs of five words with {witness} (jaccard {:.3}, limit {limit:.3})", copy.jaccard)
        }
        Kinship::Contained => {
            format!("contained in {witness} ({covered}): {} of {} words", copy.n_words, copy.n_witness_words)
        }
        Kinship::Altered => format!(
            "spun copy of {witness} ({:.2} aligned, limit {MIN_ALIGNED:.2}): {} of {} words replaced{}",
            copy.aligned,
            copy.n_replaced,
            copy.n_words,
            listed(&copy.replacements)
        ),
        Kinship::Edited => format!(
            "copy of {witness} with words changed by chance ({:.2} aligned, limit {MIN_EDITED_ALIGNED:.2}): {} of {} words replaced{}",
            copy.aligned,
            copy.n_replaced,
            copy.n_words,
            listed(&copy.replacements)
        ),
    }
}

/// `: eastern→jap, defense→protection`
pub(super) fn listed(replacements: &WordPairs) -> String {
    let pairs: Vec<String> = replacements.iter().map(|(from, to)| format!("{from}→{to}")).collect();
    if pairs.is_empty() { String::new() } else { format!(": {}", pairs.join(", ")) }
}
