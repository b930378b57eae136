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

/// A rule that is asked of paragraphs and of what is known of their words.
pub(super) type Rule = fn(&Parsed<'_>, &Lexis<'_>, &mut Vec<Finding>);

/// The text after what the rule mends.
pub(super) fn repair(detect: Rule, text: &str) -> String {
    let mut findings = Vec::new();
    let mut parser = crate::text::Parser::new();
    let parsed = parser.parse(text);
    detect(&parsed, &lexis_of(&parsed), &mut findings);
    applied(text, findings)
}

/// The rule makes `expected` of `text`, and leaves that as it is.
pub(super) fn check_repair(detect: Rule, text: &str, expected: &str) {
    assert_eq!(repair(detect, text), expected);
    assert_eq!(repair(detect, expected), expected, "a second run changes nothing");
}

/// What the shipped model knows of an English text.
pub(super) fn lexis_of<'a>(parsed: &Parsed<'_>) -> Lexis<'a> {
    let is_german = ["Sie ", "Es ", "Der "].iter().any(|w| parsed.text.starts_with(w));
    Lexis::of(Model::embedded(), parsed, !is_german)
}
