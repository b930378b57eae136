//! A document that may be a copy, as the comparison sees it.

use super::super::ports::Fault;
use super::asides::Asides;
use super::spool::Spool;
use crate::corpus::{CommonLines, of_document};
use crate::detect::duplicate::{
    Heading, Part, Tokens, framing, has_figure, is_correction, is_furniture, is_stamp, repeated_paragraphs,
};
use crate::text::{DocKey, Document, Parsed, Parser};
use std::ops::Range;
use std::sync::OnceLock;

/// The paragraphs that will be cut: their documents and positions, sorted.
#[derive(Default)]
pub(super) struct Cuts(pub(super) Vec<(DocKey, u32)>);

impl Cuts {
    /// Those of a document.
    pub(super) fn of(&self, document: DocKey) -> &[(DocKey, u32)] {
        of_document(&self.0, document, |cut| cut.0)
    }
}

/// Where candidates come from, and what is known about their lines.
pub(super) struct Candidates<'a> {
    pub(super) spool: &'a Spool<'a>,
    pub(super) common: &'a CommonLines,
    pub(super) asides: &'a Asides<'a>,
    pub(super) cuts: &'a Cuts,
}

/// One document, parsed.
pub(super) struct Candidate<'a> {
    from: &'a Candidates<'a>,
    document: Document,
    parser: Parser,
    /// Positions of the paragraphs that it holds twice.
    repeated: Vec<usize>,
    plain: Tokens,
    marked: OnceLock<Tokens>,
}

impl<'a> Candidates<'a> {
    /// Reads a document that was put aside.
    pub(super) fn load(&'a self, doc: u32) -> Result<Candidate<'a>, Fault> {
        let document = self.spool.document(doc)?;
        let mut parser = Parser::new();
        let parsed = parser.parse(&document.text);
        let repeated = if self.spool.may_repeat(document.key) { repeated_paragraphs(&parsed) } else { Vec::new() };
        let words = Tokens::of_words(&parsed).with_heading(Heading::of(&document, parsed.words.len()));
        let plain = self.mark(words, &document, &parsed, &repeated, None);
        Ok(Candidate { from: self, document, parser, repeated, plain, marked: OnceLock::new() })
    }

    /// Marks the words of paragraphs that stand beside the text or leave.
    fn mark(
        &self,
        words: Tokens,
        document: &Document,
        parsed: &Parsed<'_>,
        repeated: &[usize],
        parts: Option<&[Part]>,
    ) -> Tokens {
        let part = |at: usize| parts.map_or(Part::Text, |parts| parts[at]);
        let cuts = self.cuts.of(document.key);
        // "Pay April 2" stands in many documents, and in each it is the news.
        let is_common = |at: usize| {
            let words = parsed.words_of(&parsed.blocks[at]);
            self.common.has_line(words) && !has_figure(words)
        };
        let block_of = |word: usize| parsed.blocks.partition_point(|block| block.words.end <= word);
        let is_beside = |line: Range<usize>| {
            let words = &parsed.words[line.clone()];
            part(block_of(line.start)) != Part::Text
                || is_stamp(words)
                || (self.common.has_line(words) && is_furniture(words))
        };
        let [head, foot] = framing(parsed, is_beside);
        let part_of = |at: usize| match part(at) {
            _ if cuts.iter().any(|cut| cut.1 == at as u32) => Part::Leaves,
            Part::Text if is_common(at) => Part::Aside,
            part => part,
        };
        words.with_parts(parsed, repeated, part_of).with_beside(head).with_beside(foot)
    }
}

impl Candidate<'_> {
    /// Its text and words.
    pub(super) fn parsed(&self) -> Parsed<'_> {
        self.parser.parsed(&self.document.text)
    }

    /// Its words, with the lines beside the text marked that many documents share.
    pub(super) fn plain(&self) -> &Tokens {
        &self.plain
    }

    /// The same with the lines marked that the boilerplate and garbled rules know. Asking them costs as much as a comparison.
    pub(super) fn marked(&self) -> &Tokens {
        self.marked.get_or_init(|| {
            let parsed = self.parsed();
            let parts = self.from.asides.of(&self.document, &parsed);
            self.from.mark(self.plain.clone(), &self.document, &parsed, &self.repeated, Some(&parts))
        })
    }

    /// True where it says that it corrects what was sent before.
    pub(super) fn is_correction(&self) -> bool {
        is_correction(&self.document, &self.parsed())
    }
}
