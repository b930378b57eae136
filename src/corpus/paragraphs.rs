//! Paragraphs that stand in two documents. Only kept documents count, so a syndicated story does not delete itself: its
//! copies leave as documents, and its paragraphs stay where it stays.

use super::census::Census;
use super::equals::Equals;
use super::spill::{Allowance, Lost, Sorter};
use crate::text::Span;
use std::ops::Range;

/// Shortest paragraph that is compared across documents, in words. Shorter ones ("The quarterly dividend is 12 cents a share")
/// come back by accident. Source: of 8 equal paragraphs of 12 to 19 words in wire stories of 1987, read one by one, 5 spoke of
/// different events.
const MIN_WORDS: u32 = 20;
/// Paragraphs below `PROSE_WORDS` in this many documents and more are templates of a site and left to their rule. Guesses.
const TEMPLATE_DOCUMENTS: usize = 10;
const PROSE_WORDS: u32 = 25;

/// A paragraph of the corpus: number of the document, number of the paragraph in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphId {
    /// Number of the document.
    pub doc: u32,
    /// Number of the paragraph, from 0.
    pub at: u32,
}

impl Census {
    /// The number of a paragraph among all paragraphs.
    pub fn number(&self, id: ParagraphId) -> u32 {
        self.paragraph_range(id.doc).start + id.at
    }

    /// The paragraph with this number.
    pub(super) fn paragraph(&self, number: u32) -> ParagraphId {
        let doc = self.owner(number);
        ParagraphId { doc, at: number - self.paragraph_range(doc).start }
    }

    /// Where a paragraph is in its document.
    pub fn paragraph_span(&self, id: ParagraphId) -> Result<Span, Lost> {
        let first = self.paragraph_range(id.doc).start;
        Ok(*self.places(first..first + id.at + 1)?.last().expect("the paragraph is the last of these"))
    }

    /// The places of these paragraphs of a document; ones past its last are left out.
    pub fn paragraph_spans(&self, doc: u32, paragraphs: Range<u32>) -> Result<Vec<Span>, Lost> {
        let all = self.paragraph_range(doc);
        let mut places = self.places(all.start..all.end.min(all.start.saturating_add(paragraphs.end)))?;
        places.drain(..places.len().min(paragraphs.start as usize));
        Ok(places)
    }

    /// True where a paragraph reads as text.
    pub fn is_prose(&self, id: ParagraphId) -> bool {
        self.reads_as_text(self.number(id))
    }

    /// Words of a paragraph.
    pub fn paragraph_words(&self, id: ParagraphId) -> u32 {
        self.n_words_of(self.number(id))
    }
}

/// True for a paragraph of so many words, that reads as text or not, of which it is asked where it stands again.
pub(super) fn is_compared(n_words: u32, is_prose: bool) -> bool {
    n_words >= MIN_WORDS && is_prose
}

/// Sets of equal paragraphs of different documents for which `is_kept` holds, each in corpus order and with one paragraph a
/// document (the first).
pub fn equal_paragraphs(
    census: &Census,
    is_kept: impl Fn(u32) -> bool,
    allowance: Allowance<'_>,
) -> Result<Equals, Lost> {
    let mut by_text: Sorter<'_, ([u64; 2], (u32, u32))> = Sorter::new(allowance);
    census.each_keys((0..census.len()).filter(|&doc| is_kept(doc)), |doc, keys| {
        let paragraphs = census.paragraph_range(doc).zip(keys).zip(0u32..);
        let is_long = |paragraph: u32| is_compared(census.n_words_of(paragraph), census.reads_as_text(paragraph));
        let long = paragraphs.filter(|((paragraph, _), _)| is_long(*paragraph));
        by_text.extend(long.map(|((_, keys), at)| (keys.identity, (doc, at))))
    })?;
    let (mut equals, mut set) = (Equals::default(), Vec::new());
    by_text.groups(
        |a, b| a.0 == b.0,
        |run| {
            set.clear();
            set.extend(run.iter().map(|&(_, (doc, at))| ParagraphId { doc, at }));
            set.dedup_by_key(|id| id.doc);
            if set.len() < TEMPLATE_DOCUMENTS || census.paragraph_words(set[0]) >= PROSE_WORDS {
                equals.push(&set);
            }
            Ok(())
        },
    )?;
    Ok(equals)
}
