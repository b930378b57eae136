//! Tokens that no person wrote: hashes, base64, random letters.

use super::TOKEN_NOISE;
use super::code::with_gap;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span};

/// Lengths in hexadecimal digits of the hashes in use (MD5, SHA-1, SHA-224, SHA-256, SHA-512).
const HASH_DIGITS: [usize; 5] = [32, 40, 56, 64, 128];
/// Shortest run without white space that is looked at, in bytes.
const MIN_BYTES: usize = 10;

/// Reports noise among the tokens of `parsed`.
pub(super) fn detect(parsed: &Parsed<'_>, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    for word in parsed.words {
        if word.span.len() < MIN_BYTES || word.is_capitalised() {
            continue;
        }
        let Some((kind, confidence)) = judge(word.span.of(text)) else { continue };
        if !is_alone(text, word.span) {
            continue;
        }
        let message = format!("“{}” is a {kind}, not a word", word.span.of(text));
        let span = with_gap(text, word.span);
        let finding = Finding::new(TOKEN_NOISE, Unit::Span, text, span, message).with_kind(kind);
        findings.push(finding.with_confidence(confidence).with_fix(Fix::CUT));
    }
}

fn judge(word: &str) -> Option<(&'static str, Confidence)> {
    let is_hash = HASH_DIGITS.contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_alphabetic());
    is_hash.then_some(("hash", Confidence::Certain))
}

/// White space or an end on both sides: part of no address, file name or citation.
fn is_alone(text: &str, span: Span) -> bool {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    is_space(text[..span.start as usize].chars().next_back()) && is_space(text[span.end as usize..].chars().next())
}
