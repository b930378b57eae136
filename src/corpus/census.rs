//! The survey of the whole corpus, put in order: the documents by their keys, with their paragraphs and sketches. From here
//! on a document is a number, its position; equal corpora have equal numbers, however they were read.

use super::sketch::DOCUMENT_BANDS;
use super::survey::{DocumentRecord, ParagraphRecord, Survey};
use crate::text::{DocKey, Place, Span};
use std::ops::Range;

/// A sorted survey.
#[derive(Debug, Default)]
pub struct Census {
    survey: Survey,
    starts: Vec<Starts>,
}

/// Where the parts of one document begin.
#[derive(Clone, Copy, Debug, Default)]
struct Starts {
    paragraph: usize,
    print: usize,
    skeleton: usize,
}

impl Census {
    /// Sorts a survey.
    pub fn new(survey: Survey) -> Census {
        let starts = starts_of(&survey);
        if survey.documents.is_sorted_by_key(|d| d.key) {
            return Census { survey, starts };
        }
        let unsorted = Census { survey, starts };
        let mut order: Vec<u32> = (0..unsorted.len()).collect();
        order.sort_by_key(|&d| unsorted.record(d).key);
        let mut sorted = Survey::default();
        for doc in order {
            sorted.documents.push(unsorted.record(doc).clone());
            sorted.paragraphs.extend_from_slice(unsorted.paragraphs(doc));
            sorted.prints.extend_from_slice(unsorted.prints(doc));
            sorted.skeletons.extend_from_slice(unsorted.skeleton(doc));
        }
        Census { starts: starts_of(&sorted), survey: sorted }
    }

    /// Number of documents.
    pub fn len(&self) -> u32 {
        self.survey.documents.len() as u32
    }

    /// True where there is no document.
    pub fn is_empty(&self) -> bool {
        self.survey.documents.is_empty()
    }

    /// The document with this key.
    pub fn find(&self, key: DocKey) -> Option<u32> {
        self.survey.documents.binary_search_by_key(&key, |d| d.key).ok().map(|d| d as u32)
    }

    /// Key of a document.
    pub fn key(&self, doc: u32) -> DocKey {
        self.record(doc).key
    }

    /// Words of a document.
    pub fn n_words(&self, doc: u32) -> u32 {
        self.record(doc).n_words
    }

    /// Date of a document as a number that sorts; the greatest where it has none.
    pub fn date(&self, doc: u32) -> u64 {
        self.record(doc).date
    }

    /// A place in a document.
    pub fn place(&self, doc: u32, span: Span) -> Place {
        let record = self.record(doc);
        Place { path: record.path.clone(), record: record.key.record(), id: record.id.clone(), span }
    }

    /// From the start of the first paragraph to the end of the last.
    pub fn whole(&self, doc: u32) -> Span {
        let (first, last) = (self.paragraphs(doc).first(), self.paragraphs(doc).last());
        first.zip(last).map_or(Span::default(), |(first, last)| Span { start: first.start, end: last.end })
    }

    pub(super) fn record(&self, doc: u32) -> &DocumentRecord {
        &self.survey.documents[doc as usize]
    }

    pub(super) fn bands(&self, doc: u32) -> &[u32; DOCUMENT_BANDS] {
        &self.record(doc).bands
    }

    pub(super) fn skeleton(&self, doc: u32) -> &[u32] {
        let start = self.starts[doc as usize].skeleton;
        &self.survey.skeletons[start..start + self.record(doc).n_skeleton as usize]
    }

    pub(super) fn paragraph_range(&self, doc: u32) -> Range<usize> {
        let start = self.starts[doc as usize].paragraph;
        start..start + self.record(doc).n_paragraphs as usize
    }

    pub(super) fn paragraphs(&self, doc: u32) -> &[ParagraphRecord] {
        &self.survey.paragraphs[self.paragraph_range(doc)]
    }

    /// Fingerprints of a document, paragraph after paragraph.
    pub(super) fn prints(&self, doc: u32) -> &[u32] {
        let start = self.starts[doc as usize].print;
        &self.survey.prints[start..start + self.record(doc).n_prints as usize]
    }
}

fn starts_of(survey: &Survey) -> Vec<Starts> {
    let mut next = Starts::default();
    let start_of = |d: &DocumentRecord| {
        let start = next;
        next.paragraph += d.n_paragraphs as usize;
        next.print += d.n_prints as usize;
        next.skeleton += d.n_skeleton as usize;
        start
    };
    survey.documents.iter().map(start_of).collect()
}
