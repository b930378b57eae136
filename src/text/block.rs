//! A paragraph. Text of one line per paragraph and hard-wrapped text both come out as blocks (see `lines`).

use super::Span;
use std::ops::Range;

/// One paragraph: a maximal run of lines that belong together, white space at both ends left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it is.
    pub span: Span,
    /// Its words, as positions in `Parsed::words`.
    pub words: Range<usize>,
}

impl Block {
    /// Number of words.
    pub fn n_words(&self) -> usize {
        self.words.len()
    }
}

/// `span` with the white space and line breaks that part it from what follows; for the last paragraph, from what stands before.
/// This is what leaves the text when a whole paragraph is cut, so that no double gap stays behind.
pub fn block_with_break(text: &str, span: Span) -> Span {
    let after = &text[span.end as usize..];
    let gap = after.len() - after.trim_start().len();
    if gap < after.len() {
        return Span::new(span.start as usize, span.end as usize + gap);
    }
    let before = &text[..span.start as usize];
    Span::new(before.trim_end().len(), span.end as usize)
}
