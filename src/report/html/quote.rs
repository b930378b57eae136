//! Pieces of texts, short enough for a page.

use super::evidence::{Mark, Piece};
use crate::text::{Span, cut_before};

/// Characters shown before and after a removal. A guess.
const CONTEXT_CHARS: usize = 180;
/// Characters of a text that is shown by itself: its head and its tail. A guess.
const HEAD_CHARS: usize = 700;
const TAIL_CHARS: usize = 200;

/// A stretch that is neither marked nor compared.
pub(super) fn plain(text: impl Into<String>) -> Piece {
    Piece { mark: Mark::Same, text: text.into(), was: None }
}

/// A stretch that is left out, told by what it is.
pub(super) fn gap(what: String) -> Piece {
    Piece { mark: Mark::Gap, text: what, was: None }
}

/// The end of what stands before `span`.
pub(super) fn before(text: &str, span: Span) -> String {
    let before = &text[..span.start as usize];
    match before.char_indices().rev().nth(CONTEXT_CHARS) {
        Some((at, _)) => format!("…{}", &before[word_after(before, at)..]),
        None => before.to_owned(),
    }
}

/// The start of what stands after `span`.
pub(super) fn after(text: &str, span: Span) -> String {
    let after = &text[span.end as usize..];
    match after.char_indices().nth(CONTEXT_CHARS) {
        Some((at, _)) => format!("{}…", &after[..word_before(after, at)]),
        None => after.to_owned(),
    }
}

/// The first characters.
pub(super) fn clip(text: &str, max_chars: usize) -> &str {
    text.char_indices().nth(max_chars).map_or(text, |(at, _)| &text[..at])
}

/// Head and tail of a text, and how much lies between.
pub(super) fn head_and_tail(text: &str) -> Vec<Piece> {
    ends(text, HEAD_CHARS, TAIL_CHARS)
}

/// So many characters of either end, and how much lies between.
pub(super) fn ends(text: &str, head_chars: usize, tail_chars: usize) -> Vec<Piece> {
    let head = word_before(text, clip(text, head_chars).len());
    let tail = text.char_indices().rev().nth(tail_chars - 1).map_or(0, |(at, _)| word_after(text, at));
    if head >= tail {
        return vec![plain(text)];
    }
    let n_words = text[head..tail].split_whitespace().count();
    vec![plain(&text[..head]), gap(format!("{n_words} words")), plain(&text[tail..])]
}

/// Bytes by which a cut is moved so that no word is cut in two, at most. A guess.
const MAX_MOVE_BYTES: usize = 30;

/// The end of the word before `at`, where one is near.
fn word_before(text: &str, at: usize) -> usize {
    let from = cut_before(text, at.saturating_sub(MAX_MOVE_BYTES));
    text[from..at].rfind(char::is_whitespace).filter(|_| at < text.len()).map_or(at, |space| from + space)
}

/// The start of the word after `at`, where one is near.
fn word_after(text: &str, at: usize) -> usize {
    let until = cut_before(text, at + MAX_MOVE_BYTES);
    let space = text[at..until].find(char::is_whitespace).filter(|_| at > 0);
    space.map_or(at, |space| at + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_text_head_and_tail_are_shown() {
        assert_eq!(head_and_tail("A short one."), [plain("A short one.")]);
        let text = "é word ".repeat(500);
        let pieces = head_and_tail(&text);
        assert_eq!(pieces.len(), 3);
        assert!(text.starts_with(&pieces[0].text) && text.ends_with(&pieces[2].text));
        assert_eq!(pieces[1].mark, Mark::Gap);
        assert!(pieces[0].text.ends_with("word") && pieces[2].text.trim_start().starts_with("é word"), "{pieces:?}");
    }

    #[test]
    fn surroundings_are_cut_between_characters() {
        let text = "é".repeat(400);
        let span = Span::new(400, 402);
        assert_eq!(before(&text, span), format!("…{}", "é".repeat(CONTEXT_CHARS + 1)));
        assert_eq!(after(&text, span), format!("{}…", "é".repeat(CONTEXT_CHARS)));
    }
}
