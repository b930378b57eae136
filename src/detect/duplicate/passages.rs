//! Tells which passages of this document, longer or shorter than a paragraph, stand in another one.

use super::copied::MIN_PARAGRAPH_ALIGNED;
use super::{CONTAINED_PASSAGE, Notes, Scene};
use crate::corpus::PassageCopy;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span};

/// Adds a finding for each passage that has its owner elsewhere.
pub(super) fn detect(scene: &Scene<'_>, notes: &mut Notes) {
    for found in scene.index.passage_copies(scene.document.key) {
        let (unit, span) = room(scene.parsed, found.span);
        let confidence = if found.owner_is_sound { Confidence::Likely } else { Confidence::Suspect };
        let witness = scene.index.place(found.copy.witness);
        let message = message(found, &witness.id);
        let finding = Finding::new(CONTAINED_PASSAGE, unit, &scene.document.text, span, message)
            .with_confidence(confidence)
            .with_measure("aligned", found.copy.aligned, MIN_PARAGRAPH_ALIGNED)
            .with_related(witness, "kept copy")
            .with_kept(found.copy.witness_hash)
            .with_fix(Fix::CUT);
        notes.findings.push(finding);
    }
}

/// What leaves with a passage: whole paragraphs take their line break along, a part of one the space that parts it from what stays.
fn room(parsed: &Parsed<'_>, passage: Span) -> (Unit, Span) {
    let opens = parsed.blocks.iter().any(|block| block.span.start == passage.start);
    let closes = parsed.blocks.iter().any(|block| block.span.end == passage.end);
    let (before, after) = (&parsed.text[..passage.start as usize], &parsed.text[passage.end as usize..]);
    match (opens, closes) {
        (true, true) => (Unit::Paragraph, passage),
        (false, true) => (Unit::Span, Span::new(before.trim_end().len(), passage.end as usize)),
        (_, false) => {
            let gap = after.len() - after.trim_start().len();
            (Unit::Span, Span::new(passage.start as usize, passage.end as usize + gap))
        }
    }
}

fn message(found: &PassageCopy, witness: &str) -> String {
    let copy = &found.copy;
    let doubt = if found.owner_is_sound { "" } else { "; that document looks altered, so this one stays" };
    format!(
        "{} words that stand in {} as well ({:.2} covered, {:.2} aligned, limit {MIN_PARAGRAPH_ALIGNED:.2}){doubt}",
        copy.n_words, witness, copy.covered, copy.aligned
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, passage: &str, expected: &str) {
        let start = text.find(passage).unwrap();
        let mut parser = Parser::new();
        let (_, span) = room(&parser.parse(text), Span::new(start, start + passage.len()));
        assert_eq!(format!("{}{}", &text[..span.start as usize], &text[span.end as usize..]), expected);
    }

    #[test]
    fn the_join_is_clean_wherever_the_passage_stands() {
        check("One. Two. Three.", "Two.", "One. Three.");
        check("One. Two. Three.", "One.", "Two. Three.");
        check("One. Two.\n\nThree.", "Two.", "One.\n\nThree.");
        check("One. Two.\n\nThree. Four.", "Two.\n\nThree.", "One. Four.");
    }
}
