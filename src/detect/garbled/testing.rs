//! What the tests of the rules have in common.

use super::lexis::Lexis;
use crate::findings::{Action, Confidence, Finding};
use crate::model::Model;
use crate::text::Parsed;

/// The text after every likely and certain fix. The findings of one rule do not overlap.
pub(super) fn applied(text: &str, mut findings: Vec<Finding>) -> String {
    findings.retain(|f| f.confidence >= Confidence::Likely && f.fix.action != Action::None);
    findings.sort_by_key(|f| std::cmp::Reverse(f.span.start));
    let mut out = text.to_owned();
    for f in findings {
        out.replace_range(f.span.range(), f.fix.replacement.as_deref().unwrap_or(""));
    }
    out
}

/// What the shipped model knows of an English text.
pub(super) fn lexis_of<'a>(parsed: &Parsed<'_>) -> Lexis<'a> {
    let is_german = ["Sie ", "Es ", "Der "].iter().any(|w| parsed.text.starts_with(w));
    Lexis::of(Model::embedded(), parsed, !is_german)
}
