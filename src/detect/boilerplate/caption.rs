//! Captions, as far as their credit gives them away: the words before a credit in one paragraph, or the short paragraph
//! before a credit line. Reported only.

use super::kinds::Kind;
use super::phrases::Hit;
use crate::text::{Parsed, Span};

/// Most words of a caption. Source: 98 % of the captions of the boilerplate benchmark's dev news have fewer (a guess for others).
const MAX_WORDS: usize = 70;

/// Captions beside the credits among `hits`, which are ordered by place.
pub(super) fn find(parsed: &Parsed<'_>, hits: &[Hit]) -> Vec<Hit> {
    let mut captions = Vec::new();
    for (i, credit) in hits.iter().enumerate().filter(|(_, h)| h.kind == Kind::PhotoCredit) {
        let before = if i == 0 { None } else { Some(hits[i - 1]) };
        let caption =
            if credit.is_whole { line_before(parsed, credit, before) } else { words_before(parsed, credit, before) };
        captions.extend(caption.filter(|c| n_words(parsed, c) >= 2 && n_words(parsed, c) <= MAX_WORDS));
    }
    captions
}

fn words_before(parsed: &Parsed<'_>, credit: &Hit, before: Option<Hit>) -> Option<Hit> {
    let block = &parsed.blocks[credit.block_idx];
    let start = before.filter(|b| b.block_idx == credit.block_idx).map_or(block.span.start, |b| b.span.end);
    let span = Span::new(start as usize, credit.span.start as usize).trim(parsed.text);
    (!span.is_empty()).then_some(Hit { kind: Kind::Caption, span, is_whole: false, ..*credit })
}

/// The paragraph before a credit line, where it is short enough and nothing else is known of it.
fn line_before(parsed: &Parsed<'_>, credit: &Hit, before: Option<Hit>) -> Option<Hit> {
    let block_idx = credit.block_idx.checked_sub(1)?;
    if before.is_some_and(|b| b.block_idx == block_idx) {
        return None;
    }
    let block = &parsed.blocks[block_idx];
    // A long paragraph is the article's own; the credit is that of a picture without words.
    (block.n_words() * 2 <= MAX_WORDS).then_some(Hit {
        kind: Kind::Caption,
        span: block.span,
        block_idx,
        is_whole: true,
        is_aside: false,
    })
}

fn n_words(parsed: &Parsed<'_>, hit: &Hit) -> usize {
    parsed.words_of(&parsed.blocks[hit.block_idx]).iter().filter(|w| hit.span.covers(w.span)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::boilerplate::phrases;
    use crate::text::Parser;

    fn check(text: &str, expected: &[&str]) {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let found: Vec<&str> = find(&parsed, &phrases::find(&parsed)).iter().map(|h| h.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_words_before_a_credit_are_a_caption() {
        check("Ferries wait at the pier. Photo: Ann Lee", &["Ferries wait at the pier."]);
        check("Ferries wait at the pier.\n\nann lee / Getty Images", &["Ferries wait at the pier."]);
        check("date 2031-02-10 Image Ferries wait. Credit… Ann Lee", &["Ferries wait."]);
    }
}
