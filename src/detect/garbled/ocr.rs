//! Letters that a machine read wrong on a scanned page: "becn" for "been", "tbe" for "the", "f0r" for "for". One such word is a
//! slip; a document full of them was scanned. Each is a word that nobody wrote, and one known confusion makes a frequent word of
//! it. Which word stood there is not proven, so nothing is put in its place.

use super::TOKEN_NOISE;
use super::lexis::Lexis;
use crate::findings::{Finding, Unit};
use crate::text::{Parsed, Span, Word};
use rustc_hash::FxHashSet;

/// Different misread words in 1000 from which a document was scanned.
const MAX_PER_MILLE: f64 = 6.0;
/// Fewer misread words prove nothing. A guess.
const MIN_WORDS: usize = 3;
/// How often the word must have been counted, in 34 M words of news, that the confusion gives. Rarer ones are met by chance. A guess.
const MIN_COUNT: f32 = 500.0;
/// Longest word that is asked, in bytes. A guess.
const MAX_BYTES: usize = 32;
/// Examples in the message.
const N_SHOWN: usize = 5;

/// What is read for what: signs of one shape. Both ways, but for digits: those that stand for letters are told by the letters around.
/// Source: the confusions that every list of OCR errors has (Kukich 1992, "Techniques for automatically correcting words in text").
const CONFUSIONS: &[(&str, &str)] = &[
    ("c", "e"),
    ("e", "c"),
    ("rn", "m"),
    ("m", "rn"),
    ("h", "b"),
    ("b", "h"),
    ("n", "u"),
    ("u", "n"),
    ("vv", "w"),
    ("cl", "d"),
    ("d", "cl"),
    ("li", "h"),
    ("i", "l"),
    ("l", "i"),
    ("l", "t"),
    ("t", "l"),
    ("f", "t"),
    ("t", "f"),
    ("i", "j"),
    ("j", "i"),
    ("o", "a"),
    ("a", "o"),
    ("o", "c"),
    ("c", "o"),
    ("o", "e"),
    ("e", "o"),
    ("ii", "u"),
    ("u", "ii"),
    ("in", "m"),
    ("m", "in"),
    ("ni", "m"),
    ("r", "n"),
    ("n", "r"),
    ("g", "q"),
    ("q", "g"),
    ("v", "y"),
    ("y", "v"),
    ("s", "f"),
    ("f", "s"),
    ("a", "s"),
];
/// Digits and signs that are read for letters.
const DIGITS: &[(u8, u8)] =
    &[(b'0', b'o'), (b'1', b'l'), (b'1', b'i'), (b'5', b's'), (b'8', b'b'), (b'6', b'b'), (b'9', b'g')];

/// Reports the document where it was scanned; gives its score, 0..=1.
pub(super) fn detect(parsed: &Parsed<'_>, lexis: &Lexis<'_>, findings: &mut Vec<Finding>) -> f64 {
    let mut misread: Vec<(Span, String)> = Vec::new();
    let mut seen = FxHashSet::default();
    let places = lexis.strange().iter().chain(lexis.mixed());
    for word in places.map(|i| &parsed.words[*i]).filter(|w| !w.is_all_upper()) {
        // A rare word comes again and again, misreadings differ.
        if let Some(read) = reading(parsed, lexis, word).filter(|_| seen.insert(word.hash)) {
            misread.push((word.span, read));
        }
    }
    if misread.len() < MIN_WORDS {
        return 0.0;
    }
    let per_mille = 1000.0 * misread.len() as f64 / parsed.words.len() as f64;
    if per_mille >= MAX_PER_MILLE {
        let shown: Vec<String> =
            misread.iter().take(N_SHOWN).map(|(span, word)| format!("{}→{word}", span.of(parsed.text))).collect();
        let message = format!(
            "read from a scanned page: {} words that one letter makes frequent ones, {per_mille:.0} in 1000 (limit {MAX_PER_MILLE}): {}",
            misread.len(),
            shown.join(", ")
        );
        let finding = Finding::new(TOKEN_NOISE, Unit::Document, parsed.text, parsed.whole(), message).with_kind("ocr");
        findings.push(finding.with_measure("misread words in 1000", per_mille, MAX_PER_MILLE));
    }
    per_mille / (per_mille + MAX_PER_MILLE)
}

/// The frequent word that `word` was probably read from.
fn reading(parsed: &Parsed<'_>, lexis: &Lexis<'_>, word: &Word) -> Option<String> {
    let seen = word.span.of(parsed.text);
    let is_named = word.is_capitalised() && !word.has_digit() && !word.has_inner_capital();
    if is_named || seen.len() > MAX_BYTES || !seen.is_ascii() || seen.contains('.') {
        return None;
    }
    if word.has_digit() { of_digits(lexis, seen) } else { of_letters(lexis, seen) }
}

/// "f0r", "a11": letters on one side at least, and twice as many as digits.
fn of_digits(lexis: &Lexis<'_>, seen: &str) -> Option<String> {
    let n_digits = seen.bytes().filter(u8::is_ascii_digit).count();
    if seen.len() < 3 * n_digits {
        return None;
    }
    let read = |choice: usize| -> Option<String> {
        seen.bytes()
            .map(|b| match b {
                b'0'..=b'9' => DIGITS
                    .iter()
                    .filter(|(digit, _)| *digit == b)
                    .nth(choice)
                    .or_else(|| DIGITS.iter().find(|(digit, _)| *digit == b))
                    .map(|(_, letter)| char::from(*letter)),
                _ => Some(char::from(b.to_ascii_lowercase())),
            })
            .collect()
    };
    (0..2).filter_map(read).find(|word| lexis.count(word) >= MIN_COUNT)
}

fn of_letters(lexis: &Lexis<'_>, seen: &str) -> Option<String> {
    // "headIines": a capital inside small letters is an l.
    let straight: String = seen.char_indices().map(|(i, c)| if c == 'I' && i > 0 { 'l' } else { c }).collect();
    if straight != *seen && lexis.count(&straight) >= MIN_COUNT {
        return Some(straight);
    }
    for (from, to) in CONFUSIONS {
        for at in memchr::memmem::find_iter(seen.as_bytes(), from.as_bytes()) {
            let word = format!("{}{to}{}", &seen[..at], &seen[at + from.len()..]);
            if lexis.count(&word) >= MIN_COUNT {
                return Some(word);
            }
        }
    }
    None
}
