//! Sentences of a paragraph, parted also where scrapers glue two lines together ("inspected.Leave a Reply").

use crate::text::{Block, Parsed, Span, sentences};

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
}
