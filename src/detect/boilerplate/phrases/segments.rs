//! Sentences of a paragraph, parted also where scrapers glue two lines together ("inspected.Leave a Reply").

use crate::text::{Block, Parsed, Span, sentences};
use std::ops::Range;

/// The sentences of `block`, in order.
pub(super) fn split(parsed: &Parsed<'_>, block: &Block) -> Vec<Span> {
    let mut out = Vec::new();
    for sentence in sentences(parsed.text, block.span) {
        let mut start = sentence.start as usize;
        for glue in glues(sentence.of(parsed.text)) {
            let at = sentence.start as usize + glue;
            out.push(Span::new(start, at));
            start = at;
        }
        out.push(Span::new(start, sentence.end as usize));
    }
    out
}

/// Places between a closed sentence and a capital that follows at once. A lower-case letter before the stop keeps initials
/// and "U.S." whole.
fn glues(sentence: &str) -> impl Iterator<Item = usize> {
    let mut before = [' '; 2];
    sentence.char_indices().filter_map(move |(at, c)| {
        let [earlier, stop] = before;
        before = [stop, c];
        let closes =
            matches!(stop, '.' | '!' | '?' | '”') && (earlier.is_lowercase() || matches!(earlier, '.' | '!' | '?'));
        (closes && c.is_uppercase()).then_some(at)
    })
}

/// The bytes round byte `at` from one full stop to the next, a rough sentence: every sentence of `split` begins and ends at
/// such places, but an abbreviation is one of them too.
pub(super) fn around(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = (0..at).rev().find(|&i| closes(bytes, i)).map_or(0, |i| i + 1);
    let gap = bytes[start..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let end = (at..bytes.len()).find(|&i| closes(bytes, i)).map_or(bytes.len(), |i| i + 1);
    (start + gap).min(end)..end
}

/// Byte `i` is the last of a sentence: a full stop or the last byte of `”` or `…`, with white space or a capital after it.
fn closes(bytes: &[u8], i: usize) -> bool {
    let is_mark = match bytes[i] {
        b'.' | b'!' | b'?' => true,
        b'"' | b')' | b']' | b'\'' => i > 0 && matches!(bytes[i - 1], b'.' | b'!' | b'?'),
        0x9d | 0xa6 => i >= 2 && bytes[i - 2..i] == [0xe2, 0x80],
        _ => false,
    };
    is_mark && bytes.get(i + 1).is_some_and(|b| b.is_ascii_whitespace() || b.is_ascii_uppercase() || *b == 0xc2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, expected: &[&str]) {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let found: Vec<&str> = split(&parsed, &parsed.blocks[0]).iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn glued_sentences_are_parted_and_initials_are_not() {
        check("The pier is safe.Leave a Reply", &["The pier is safe.", "Leave a Reply"]);
        check("“It is safe.”Leave a Reply", &["“It is safe.”", "Leave a Reply"]);
        check("The U.S.Senate met. It rose.", &["The U.S.Senate met.", "It rose."]);
    }

    #[test]
    fn a_rough_sentence_runs_from_stop_to_stop() {
        let text = "The pier is safe. Leave a reply! “Yes.” He left.";
        let rough = |word: &str| &text[around(text, text.find(word).unwrap())];
        assert_eq!((rough("pier"), rough("reply"), rough("left")), ("The pier is safe.", "Leave a reply!", "He left."));
    }
}
