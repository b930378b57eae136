//! Words that were torn apart: by a hyphen at the end of a line, or letter by letter ("i n i t i a l").

use super::MISSING_SPACE;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span, fold_hash};

/// Single letters in a row that are one word set wide. A guess; initials and lists of letters are shorter or in capitals.
const MIN_LETTERS: usize = 4;

/// Reports torn words in `parsed`.
pub(super) fn detect(parsed: &Parsed<'_>, findings: &mut Vec<Finding>) {
    hyphenated(parsed, findings);
    spaced(parsed, findings);
}

/// "elimin-⏎ated": joined where the text knows the whole word. "short-⏎term" keeps its hyphen, so without that proof it is
/// only shown.
fn hyphenated(parsed: &Parsed<'_>, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"-\n") {
        let left = text[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let right = text[at + 2..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if left.chars().count() < 2 || right.chars().count() < 2 || !right.starts_with(char::is_lowercase) {
            continue;
        }
        let whole = format!("{left}{right}");
        let is_known = knows(parsed, &whole);
        let span = Span::new(at, at + 2);
        let finding =
            Finding::new(MISSING_SPACE, Unit::Span, text, span, format!("“{whole}” was torn apart at a line end"));
        let confidence = if is_known { Confidence::Likely } else { Confidence::Suspect };
        findings.push(finding.with_kind("line-end-hyphen").with_confidence(confidence).with_fix(Fix::CUT));
    }
}

/// Runs of single small letters, each one blank apart.
fn spaced(parsed: &Parsed<'_>, findings: &mut Vec<Finding>) {
    let (text, words) = (parsed.text, parsed.words);
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < words.len() {
        let is_letter = |n: usize| words[n].span.len() == 1 && bytes[words[n].span.start as usize].is_ascii_lowercase();
        if !is_letter(i) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while end < words.len()
            && is_letter(end)
            && words[end].span.start == words[end - 1].span.end + 1
            && bytes[words[end - 1].span.end as usize] == b' '
        {
            end += 1;
        }
        // "M onday": a capital before the small letters is the word's first.
        let first = if i > 0 && is_capital_before(parsed, i) { i - 1 } else { i };
        if end - first >= MIN_LETTERS {
            let letters: Vec<u8> = words[first..end].iter().map(|w| bytes[w.span.start as usize]).collect();
            report(parsed, words[first].span.join(words[end - 1].span), &letters, findings);
        }
        i = end;
    }
}

/// A single capital, one blank before word `i`.
fn is_capital_before(parsed: &Parsed<'_>, i: usize) -> bool {
    let (before, bytes) = (parsed.words[i - 1].span, parsed.text.as_bytes());
    before.len() == 1
        && bytes[before.start as usize].is_ascii_uppercase()
        && before.end + 1 == parsed.words[i].span.start
        && bytes[before.end as usize] == b' '
}

fn report(parsed: &Parsed<'_>, span: Span, letters: &[u8], findings: &mut Vec<Finding>) {
    let whole: String = letters.iter().map(|b| char::from(*b)).collect();
    let is_known = knows(parsed, &whole);
    let has_vowel = letters.iter().any(|b| b"aeiouy".contains(b));
    let is_alphabet = letters.windows(2).all(|w| w[1] == w[0] + 1);
    // "a f a s t" may be "a fast": a first "a" proves the word only where the text knows it.
    let is_word = |b: u8| matches!(b, b'a' | b'A' | b'I');
    let proves_itself =
        letters.len() > MIN_LETTERS && has_vowel && !is_word(letters[0]) && letters[letters.len() - 1] != b'a';
    if is_alphabet {
        return;
    }
    let confidence = if is_known || proves_itself { Confidence::Likely } else { Confidence::Suspect };
    let finding = Finding::new(MISSING_SPACE, Unit::Span, parsed.text, span, format!("“{whole}” set letter by letter"));
    findings.push(finding.with_kind("letter-spacing").with_confidence(confidence).with_fix(Fix::replace(whole)));
}

fn knows(parsed: &Parsed<'_>, word: &str) -> bool {
    let hash = fold_hash(word, &mut String::new());
    parsed.words.iter().any(|w| w.hash == hash)
}

#[cfg(test)]
mod tests {
    use super::super::testing::applied;
    use super::*;

    /// The text after every likely and certain fix.
    fn repair(text: &str) -> String {
        let mut findings = Vec::new();
        let mut parser = crate::text::Parser::new();
        detect(&parser.parse(text), &mut findings);
        applied(text, findings)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(repair(text), expected);
        assert_eq!(repair(expected), expected, "a second run changes nothing");
    }

    #[test]
    fn torn_words_that_the_text_knows_are_joined() {
        check("The harbour and the har-\nbour office", "The harbour and the harbour office");
        check("An i n i t i a l plan", "An initial plan");
        check("On M o n d a y it rained", "On Monday it rained");
    }

    #[test]
    fn compounds_initials_and_lists_stay() {
        for text in ["a short-\nterm loan", "a b c d e f", "J R R Tolkien", "C O N C L U S I O N", "was a f a s t one"]
        {
            check(text, text);
        }
    }
}
