//! Transcripts of videos that stand in an article: other people's words, written down for the player.
//!
//! A transcript opens at "Video transcript" or "Back transcript" and ends at its credit, at the latest with its paragraph.
//! Where the words stand on lines of their own, it runs on only if a credit line closes it.

use crate::text::{Block, Parsed, Span};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// How a transcript opens a paragraph. "Transcript" alone must be the whole line: articles speak of transcripts too.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?i:(?:video\s+)?transcript(?:\s*:)?\s*$|(?:video|audio)\s+transcript\b|back\s+(?:bars\s+)?transcript\b)",
    )
    .expect("a constant pattern")
});
/// How its credit opens a paragraph.
static CREDIT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:Video )?Credits?(?:\s*$|\s*[:….]|\s+Credit)").expect("a constant pattern"));

/// How its credit ends the paragraph of the words.
static CREDIT_TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\sCredits?(?: Credits?)?\s?(?:…|\.\.\.|:)[^.!?…]{2,100}$").expect("a constant pattern")
});
/// Bytes at the end of a paragraph where such a credit is looked for; the pattern above has some 130.
const CREDIT_BYTES: usize = 160;

/// Most words of a transcript that is one paragraph; a longer one is a page without line breaks. A guess.
const MAX_PARAGRAPH_WORDS: usize = 500;
/// Most paragraphs and words between the opening and the credit. Guesses: a clip of some minutes.
const MAX_PARAGRAPHS: usize = 14;
const MAX_WORDS: usize = 700;

/// The transcripts of a text, in order: their span and the positions of their paragraphs.
pub(super) fn find(parsed: &Parsed<'_>) -> Vec<(Span, Range<usize>)> {
    let mut found: Vec<(Span, Range<usize>)> = Vec::new();
    for (block_idx, block) in parsed.blocks.iter().enumerate() {
        let done = found.last().map_or(0, |(_, blocks)| blocks.end);
        if block_idx < done || !may_open(parsed, block) || !OPENING.is_match(parsed.text_of(block)) {
            continue;
        }
        let end = if is_heading(block) { end_of_lines(parsed, block_idx) } else { block_idx + 1 };
        if parsed.blocks[block_idx..end].iter().all(|b| b.n_words() <= MAX_PARAGRAPH_WORDS) {
            found.push((block.span.join(parsed.blocks[end - 1].span), block_idx..end));
        }
    }
    found
}

/// A cheap look at the first letter, before the pattern.
fn may_open(parsed: &Parsed<'_>, block: &Block) -> bool {
    matches!(parsed.text.as_bytes()[block.span.start as usize] | 0x20, b'v' | b't' | b'b' | b'a')
}

/// The opening stands alone on its line.
fn is_heading(block: &Block) -> bool {
    block.n_words() <= 4
}

/// One past the credit that closes a transcript on lines of its own; without a credit one past its headings.
fn end_of_lines(parsed: &Parsed<'_>, opening: usize) -> usize {
    let mut n_words = 0;
    let mut headings = opening + 1;
    let is_player = !parsed.text_of(&parsed.blocks[opening]).starts_with(['t', 'T']);
    for (i, block) in parsed.blocks.iter().enumerate().skip(opening + 1).take(MAX_PARAGRAPHS) {
        let text = parsed.text_of(block);
        n_words += block.n_words();
        if n_words > MAX_WORDS {
            break;
        } else if CREDIT.is_match(text) || (is_player && CREDIT_TAIL.is_match(tail_of(text))) {
            return i + 1;
        } else if headings == i && is_heading(block) && OPENING.is_match(text) {
            headings = i + 1;
        }
    }
    headings
}

fn tail_of(text: &str) -> &str {
    let from = (0..=text.len().saturating_sub(CREDIT_BYTES)).rev().find(|&i| text.is_char_boundary(i));
    &text[from.unwrap_or(0)..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, expected: &[&str]) {
        let mut parser = Parser::new();
        let found: Vec<&str> = find(&parser.parse(text)).iter().map(|(s, _)| s.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_transcript_in_one_paragraph_ends_with_it() {
        let clip = "Video transcript Back transcript The Ferries Are Back We are glad. Credit Credit… Ann Lee";
        check(&format!("Ferries ran.\n{clip}\nThe mayor was glad."), &[clip]);
    }

    #[test]
    fn a_transcript_on_lines_of_its_own_ends_at_its_credit() {
        let clip = "Video transcript\nBack transcript\nThe Ferries Are Back\nWe are glad.\nCredit… Ann Lee";
        check(&format!("Ferries ran.\n{clip}\nThe mayor was glad."), &[clip]);
    }

    #[test]
    fn a_transcript_may_end_with_a_credit_glued_to_its_words() {
        let clip = "Video transcript\nBack\n0:00/1:10\ntranscript\nThe Ferries\nWe are glad. So is she. Credit Credit… Ann Lee";
        check(&format!("Ferries ran.\n{clip}\nThe mayor was glad."), &[clip]);
    }

    #[test]
    fn without_a_credit_only_the_heading_is_taken() {
        check("Ferries ran.\nTranscript\nThe mayor was glad. He said so twice.", &["Transcript"]);
        check("Transcripts of the hearing were read.\nTranscript pages were missing.", &[]);
    }
}
