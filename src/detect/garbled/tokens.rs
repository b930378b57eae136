//! Tokens that no person wrote: hashes, base64, random letters.

use super::TOKEN_NOISE;
use super::code::with_gap;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span};

/// Lengths in hexadecimal digits of the hashes in use (MD5, SHA-1, SHA-224, SHA-256, SHA-512).
const HASH_DIGITS: [usize; 5] = [32, 40, 56, 64, 128];
/// Shortest token that is looked at, in bytes.
const MIN_BYTES: usize = 8;
/// Shortest run of letters that is judged by its pairs. Shorter names and abbreviations are as odd as chance.
const MIN_LETTERS: usize = 10;
/// Mean cost of a letter pair from which letters are random. Of 1,772 words of ten and more letters in other languages
/// (garble benchmark: German, Turkish, Indonesian, Zulu …) the dearest has 6.7; uniform letters have 7.9 in the mean.
const MIN_COST: f64 = 7.2;
/// Shortest token of mixed capitals, small letters and digits that is taken for base64. A guess.
const MIN_BASE64: usize = 40;

/// Cost of each pair of letters (row: first, column: second), 0..=15 in steps of 2/3 bit: how unlikely the second is after
/// the first, over the distinct words of 18 M words of English news.
const PAIR_COSTS: [&[u8; 26]; 26] = [
    b"a545a8685b7352b6c242678a69",
    b"26892cca3ab2aa3af3593ccf7f",
    b"2b6b3cb24f45bb2bb4745edf7c",
    b"39961a792ac6793af549588f7d",
    b"485367797da45387a22597877a",
    b"3b9a23ab2fc4ab2bf3654fde7f",
    b"3aba1b533ed4854cf3484dbf7e",
    b"19aa1adc2eb7772be5654e9f6f",
    b"5745476cdc945147c533a6ebc7",
    b"1a8a2aba3aaaaa18f97a1cbcbf",
    b"38b919a62d958649f6396d8e6f",
    b"299619ac2f938b39fb5658bf4c",
    b"156b2acc2fd95933fa5a5dcd8e",
    b"494337294b79a65ac93288ae8a",
    b"775687697c744155f245465a8b",
    b"2b9a2ab53ec3ab34f2555ecf9f",
    b"5aadbbdf6ffacbec9b790aaded",
    b"2866196a2d776638e63468af6c",
    b"494a2ab33e666845aa314c8e8d",
    b"3a8c1ac41fd69a3bf3455c9f69",
    b"5555586a5c834295e233eadba9",
    b"2dcc0edd1fdacb3bf98c9ced9e",
    b"189729b42e96843bf5499fbf8f",
    b"393b39b62cc88851db626ab77f",
    b"3656398a4c954445f526697cb9",
    b"28ba0bb62f97894ada6a5a9f65",
];

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
    if HASH_DIGITS.contains(&word.len()) && is_hexadecimal(word) {
        return Some(("hash", Confidence::Certain));
    }
    if word.len() >= MIN_BASE64 && is_mixed(word) {
        return Some(("base64", Confidence::Likely));
    }
    (word.len() >= MIN_LETTERS && cost(word)? >= MIN_COST).then_some(("letters", Confidence::Likely))
}

fn is_hexadecimal(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

fn is_mixed(word: &str) -> bool {
    let has = |test: fn(&u8) -> bool| word.bytes().filter(test).count() >= 3;
    has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)
}

/// Mean cost of the pairs of a word of small ASCII letters.
fn cost(word: &str) -> Option<f64> {
    let letters = word.as_bytes();
    if !letters.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let of_pair = |pair: &[u8]| {
        let digit = PAIR_COSTS[usize::from(pair[0] - b'a')][usize::from(pair[1] - b'a')];
        char::from(digit).to_digit(16).map_or(0, |d| d as usize)
    };
    // A letter held down ("huuuuge") is no chance.
    let is_held = letters.windows(4).any(|w| w.iter().all(|b| *b == w[0]));
    let total: usize = letters.windows(2).map(of_pair).sum();
    (!is_held).then_some(total as f64 / (letters.len() - 1) as f64)
}

/// White space or an end on both sides: part of no address, file name or citation.
fn is_alone(text: &str, span: Span) -> bool {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    is_space(text[..span.start as usize].chars().next_back()) && is_space(text[span.end as usize..].chars().next())
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
    fn hashes_and_random_letters_go() {
        check("All rights reserved. 0f3ab8d2c97e41560f3ab8d2c97e4156", "All rights reserved.");
        check("It closed. qzjxvkwpfmtgbq Then rain.", "It closed. Then rain.");
    }

    #[test]
    fn a_line_leaves_the_paragraphs_around_it_as_they_were() {
        let hash = "0f3ab8d2c97e41560f3ab8d2c97e4156";
        check(&format!("It closed.\n{hash}\nThen rain."), "It closed.\nThen rain.");
        check(&format!("It closed.\n\n{hash}\n\nThen rain."), "It closed.\n\nThen rain.");
        check(&format!("It closed.\n\n{hash}\nThen rain."), "It closed.\n\nThen rain.");
        check(&format!("It closed.\n{hash}\n\nThen rain."), "It closed.\n\nThen rain.");
        check(&format!("It closed.\r\n{hash}\r\nThen rain."), "It closed.\r\nThen rain.");
        check(&format!("{hash}\nThen rain."), "Then rain.");
        check(&format!("It closed.\n{hash}"), "It closed.");
    }

    #[test]
    fn words_addresses_and_numbers_stay() {
        for text in [
            "rhythmically",
            "aufzuwachsen",
            "huuuuuuuge",
            "a1b2c3d4",
            "x.example/0f3ab8d2c97e41560f3ab8d2c97e4156",
            "Donaudampfschifffahrtsgesellschaft",
            "12345678901234567890123456789012",
            "internationalisation",
        ] {
            check(text, text);
        }
    }
}
