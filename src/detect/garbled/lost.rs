//! Question marks where a character was that a charset did not have: "that?s", "caf?". What stood there is lost, so it is only shown.
//! A question mark between two small letters is never written but where a space is missing; two of them prove the loss, and then
//! those at the edges of words are shown too ("?Go,? he said").

use super::MOJIBAKE;
use super::spacing::{NOT_PROSE, token};
use super::tags::shorten;
use crate::findings::{Finding, Unit};
use crate::text::Span;

/// Question marks in a text whose letters were all lost ("???? ??? ??"), and their least share of its bytes. A guess.
const MIN_RUNS: usize = 20;
const MIN_SHARE: f64 = 0.1;
/// Question marks on each side that may belong to one letter or a few; no more are looked at. A guess.
const MAX_RUN: usize = 16;
/// Question marks between letters that prove the loss to the rest of the text. A guess.
const MIN_PROVEN: usize = 2;

/// Reports lost characters in `text`.
pub(super) fn detect(text: &str, findings: &mut Vec<Finding>) {
    let places: Vec<usize> = memchr::memchr_iter(b'?', text.as_bytes()).collect();
    let n_proven = places.iter().filter(|at| is_inside(text, **at)).count();
    let is_all_lost = places.len() >= MIN_RUNS && places.len() as f64 >= MIN_SHARE * text.len() as f64;
    if n_proven < MIN_PROVEN && !is_all_lost {
        return;
    }
    let mut end_of_last = 0;
    for at in places.into_iter().filter(|at| is_all_lost || is_inside(text, *at) || is_misplaced(text, *at)) {
        if at < end_of_last {
            continue;
        }
        let len = text[at..].len() - text[at..].trim_start_matches('?').len();
        let span = Span::new(at, at + len);
        end_of_last = at + len;
        let message = format!("a question mark in the place of a character: “{}”", shorten(token(text, at)));
        findings.push(Finding::new(MOJIBAKE, Unit::Span, text, span, message).with_kind("question-mark"));
    }
}

/// In a run between two letters, the second one no capital, of no address.
fn is_inside(text: &str, at: usize) -> bool {
    let is_mark = |byte: &&u8| **byte == b'?';
    let (before, after) = (&text.as_bytes()[..at], &text.as_bytes()[at + 1..]);
    let n_before = before.iter().rev().take(MAX_RUN).take_while(is_mark).count();
    let n_after = after.iter().take(MAX_RUN).take_while(is_mark).count();
    let (before, after) = (&text[..at - n_before], &text[at + 1 + n_after..]);
    before.ends_with(char::is_alphabetic)
        && after.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
        && !token(text, at).contains(NOT_PROSE)
}

/// Before a letter and after none, or beside another mark: a quotation mark or a dash was there.
fn is_misplaced(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at + 1..]);
    let opens = after.starts_with(char::is_alphanumeric) && before.chars().next_back().is_none_or(char::is_whitespace);
    let closes = before.ends_with(['.', ',', '!']) || after.starts_with([',', '.', '?']) || before.ends_with('?');
    let stands_alone = before.ends_with(' ') && after.starts_with(' ');
    opens || closes || stands_alone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: usize) {
        let mut findings = Vec::new();
        detect(text, &mut findings);
        assert_eq!(findings.len(), expected, "{text}");
    }

    #[test]
    fn marks_in_the_place_of_letters_are_shown() {
        check("It?s late, and that?s all. ?Go,? he said. Why?", 4);
    }

    #[test]
    fn questions_and_addresses_are_not() {
        check("Why? Who? see x.example/a?b=c and x.example/?q=1 What?no", 0);
    }
}
