//! Some of the paragraphs of a corpus, a bit for each. What is put aside of them, one after the other, is found without a number for
//! each: its place follows from the words of those before it.

use super::bits::{Bits, STEP};
use super::census::Census;
use super::paragraphs::ParagraphId;
use std::ops::Range;

/// A set of paragraphs.
#[derive(Debug, Default)]
pub struct Members(Bits);

impl Members {
    /// Those for which `is_member` holds.
    pub(super) fn of(census: &Census, is_member: impl Fn(ParagraphId) -> bool) -> Members {
        let mut members = Members::none(census);
        for doc in 0..census.len() {
            for (paragraph, at) in census.paragraph_range(doc).zip(0..) {
                if is_member(ParagraphId { doc, at }) {
                    members.add(paragraph);
                }
            }
        }
        members
    }

    /// None of this corpus.
    pub(super) fn none(census: &Census) -> Members {
        Members(Bits::none(census.n_paragraphs()))
    }

    pub(super) fn add(&mut self, paragraph: u32) {
        self.0.add(paragraph);
    }

    pub(super) fn has(&self, paragraph: u32) -> bool {
        self.0.has(paragraph)
    }

    /// Those of both sets, of which one may be empty.
    pub(super) fn join(self, other: Members) -> Members {
        Members(self.0.join(other.0))
    }

    /// Members among these paragraphs, which stand in one step.
    fn in_step(&self, paragraphs: Range<u32>) -> impl Iterator<Item = u32> {
        let bits = self.0.0.get((paragraphs.start / STEP) as usize).copied().unwrap_or(0);
        paragraphs.filter(move |paragraph| bits >> (paragraph % STEP) & 1 != 0)
    }
}

/// Where what is put aside of each member stands: as many bytes as its words ask for, one after the other, in the order of the corpus.
#[derive(Debug)]
pub struct Places {
    members: Members,
    /// Bytes that a paragraph of so many words takes.
    n_bytes: fn(u32) -> u64,
    /// Bytes before each step.
    starts: Vec<u64>,
}

impl Places {
    /// Of these members, each of which takes the bytes that `n_bytes` tells of its words.
    pub fn new(census: &Census, members: Members, n_bytes: fn(u32) -> u64) -> Places {
        let n_paragraphs = census.n_paragraphs();
        let mut end = 0;
        let starts = (0..members.0.0.len() as u32).map(|step| {
            let start = end;
            let of_step = members.in_step(step * STEP..n_paragraphs.min((step + 1) * STEP));
            end += of_step.map(|paragraph| n_bytes(census.n_words_of(paragraph))).sum::<u64>();
            start
        });
        let starts = starts.collect();
        Places { members, n_bytes, starts }
    }

    /// The members of a document, by their position.
    pub fn of_document(&self, census: &Census, doc: u32) -> impl Iterator<Item = ParagraphId> {
        let paragraphs = census.paragraph_range(doc).zip(0..);
        paragraphs.filter(|&(paragraph, _)| self.members.has(paragraph)).map(move |(_, at)| ParagraphId { doc, at })
    }

    /// The place of a member.
    pub fn of(&self, census: &Census, id: ParagraphId) -> Range<u64> {
        let paragraph = census.number(id);
        let step = paragraph / STEP;
        let before = self.members.in_step(step * STEP..paragraph);
        let n_before: u64 = before.map(|paragraph| (self.n_bytes)(census.n_words_of(paragraph))).sum();
        let start = self.starts[step as usize] + n_before;
        start..start + (self.n_bytes)(census.n_words_of(paragraph))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Survey;
    use crate::text::{DocKey, Document, Parser};

    #[test]
    fn members_stand_one_after_the_other() {
        let (mut parser, mut survey) = (Parser::new(), Survey::default());
        for record in 0..40 {
            let paragraphs: Vec<String> = (0..record % 7).map(|n| "pier ".repeat(n + 1)).collect();
            let text = paragraphs.join("\n\n");
            survey.observe(&Document::plain(DocKey::new(0, record as u64), &text), &parser.parse(&text));
        }
        let census = Census::new(survey);
        let is_member = |id: ParagraphId| (id.doc + id.at).is_multiple_of(3);
        let places = Places::new(&census, Members::of(&census, is_member), |n_words| 8 * u64::from(n_words));
        let mut end = 0;
        for id in (0..census.len()).flat_map(|doc| places.of_document(&census, doc)) {
            let n_bytes = 8 * u64::from(census.paragraph_words(id));
            assert!(is_member(id));
            assert_eq!(places.of(&census, id), end..end + n_bytes, "{id:?}");
            end += n_bytes;
        }
        assert!(end > 8 * 40);
    }
}
