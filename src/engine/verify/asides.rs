//! Which paragraphs stand beside the text? Credits, prompts and notices are what two sites' copies of one story differ in,
//! and what the boilerplate rules cut; noise is what the garbled rules cut. Copies are judged without them: on what will be
//! left of both.

use crate::corpus::Index;
use crate::detect::boilerplate::Boilerplate;
use crate::detect::duplicate::Part;
use crate::detect::garbled::Garbled;
use crate::detect::{Detector, Notes, Scene, Selection};
use crate::findings::{Action, Confidence, Finding};
use crate::model::Model;
use crate::text::{Block, Document, Parsed};

/// Longest paragraph, in words, that is a caption or a header when a part of it is furniture, and that part's least share. A
/// longer one is an article's paragraph with a credit glued to it. Guesses.
const MAX_HEADER_WORDS: usize = 40;
const MIN_FURNITURE_SHARE: f64 = 0.25;
/// Longest paragraph, in words, that a suspicion is enough for: a byline. A guess.
const MAX_BYLINE_WORDS: usize = 12;

/// Rules that cut nothing, or nothing without a site: they are not asked.
const IDLE: [&str; 6] =
    ["boilerplate-template", "broken-quote", "homoglyph", "machine-translated", "truncated", "word-salad"];

/// The boilerplate and garbled rules, asked about one document without its site.
pub(super) struct Asides<'a> {
    index: Index,
    selection: Selection,
    model: &'a Model,
}

impl<'a> Asides<'a> {
    pub(super) fn new(model: &'a Model) -> Asides<'a> {
        let selection = Selection::of(|rule| !IDLE.contains(&rule.name));
        Asides { index: Index::default(), selection, model }
    }

    /// For each paragraph, whether it stands beside the text.
    pub(super) fn of(&self, document: &Document, parsed: &Parsed<'_>) -> Vec<Part> {
        let mut notes = Notes::default();
        let scene =
            Scene { document, parsed, index: &self.index, model: self.model, look: None, selection: &self.selection };
        Garbled.detect(&scene, &mut notes);
        notes.findings.retain(|f| f.fix.action == Action::Cut && f.confidence >= Confidence::Likely);
        Boilerplate.detect(&scene, &mut notes);
        let part = |block| if is_aside(block, &notes.findings) { Part::Aside } else { Part::Text };
        parsed.blocks.iter().map(part).collect()
    }
}

fn is_aside(block: &Block, findings: &[Finding]) -> bool {
    let (n_words, n_bytes) = (block.n_words(), f64::from(block.span.end - block.span.start));
    let share = |f: &Finding| {
        let (start, end) = (f.span.start.max(block.span.start), f.span.end.min(block.span.end));
        f64::from(end.saturating_sub(start)) / n_bytes
    };
    let counts = |f: &&Finding| f.confidence >= Confidence::Likely || n_words <= MAX_BYLINE_WORDS;
    let most = findings.iter().filter(counts).map(share).fold(0.0, f64::max);
    most >= 0.99 || (n_words <= MAX_HEADER_WORDS && most >= MIN_FURNITURE_SHARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_rules_exist_and_cut_nothing() {
        for name in IDLE {
            let rule = crate::detect::rule(name).unwrap();
            assert!(rule.default_action != Action::Cut || name == "boilerplate-template", "{name}");
        }
    }
}
