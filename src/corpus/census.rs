//! The survey of the whole corpus, put in order: the documents by their keys, with their paragraphs and sketches. From here
//! on a document is a number, its position; equal corpora have equal numbers, however they were read.

use super::dates::day_of;
use super::sketch::DOCUMENT_BANDS;
use super::spill::{Allowance, Column, Lost};
use super::survey::{DocumentRecord, ParagraphKeys, ParagraphRecord, Survey};
use crate::text::{DocKey, Place, Span};
use std::ops::Range;

/// What is known of all documents, in order. What documents and paragraphs there are stands in memory: some 130 bytes and an id a
/// document, 16 a paragraph. What is known of their words stands in columns, which go to the scratch folder where there is too much.
#[derive(Debug, Default)]
pub struct Census {
    documents: Vec<DocumentRecord>,
    starts: Vec<Starts>,
    next: Starts,
    paragraphs: Vec<ParagraphRecord>,
    keys: Column<ParagraphKeys>,
    prints: Column<u32>,
    document_bands: Column<[u32; DOCUMENT_BANDS]>,
    skeletons: Column<u32>,
}

/// Where the parts of one document begin.
#[derive(Clone, Copy, Debug, Default)]
struct Starts {
    paragraph: usize,
    print: usize,
    skeleton: usize,
}

impl Census {
    /// The census of one survey, in memory.
    pub fn new(mut survey: Survey) -> Census {
        let mut census = Census::default();
        if !survey.documents.is_sorted_by_key(|d| d.key) {
            survey = survey.sorted();
        }
        census.take(survey);
        census
    }

    /// Adds the survey of documents that follow those that are there, and puts into the scratch folder what has no room.
    pub fn append(&mut self, survey: Survey, allowance: Allowance<'_>) -> Result<(), Lost> {
        self.take(survey);
        let Some(scratch) = allowance.scratch else { return Ok(()) };
        if self.n_bytes_held() > allowance.n_bytes {
            self.document_bands.spill(scratch)?;
            self.skeletons.spill(scratch)?;
            self.keys.spill(scratch)?;
            self.prints.spill(scratch)?;
        }
        Ok(())
    }

    /// Memory that the columns take, in bytes.
    fn n_bytes_held(&self) -> usize {
        self.document_bands.n_bytes_held()
            + self.skeletons.n_bytes_held()
            + self.keys.n_bytes_held()
            + self.prints.n_bytes_held()
    }

    fn take(&mut self, mut survey: Survey) {
        debug_assert!(survey.documents.is_sorted_by_key(|d| d.key), "documents come in order");
        for document in &survey.documents {
            self.starts.push(self.next);
            self.next = self.next.after(document);
        }
        append(&mut self.documents, &mut survey.documents);
        append(&mut self.paragraphs, &mut survey.paragraphs);
        self.keys.extend_from_slice(&survey.keys);
        self.prints.extend_from_slice(&survey.prints);
        self.document_bands.extend_from_slice(&survey.document_bands);
        self.skeletons.extend_from_slice(&survey.skeletons);
    }

    /// Number of documents.
    pub fn len(&self) -> u32 {
        self.documents.len() as u32
    }

    /// True where there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The document with this key.
    pub fn find(&self, key: DocKey) -> Option<u32> {
        self.documents.binary_search_by_key(&key, |d| d.key).ok().map(|d| d as u32)
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

    /// Day of a document, where its date tells one.
    pub fn day(&self, doc: u32) -> Option<i64> {
        day_of(self.date(doc))
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
        &self.documents[doc as usize]
    }

    /// Gives the band keys of these documents, which ascend.
    pub(super) fn each_bands(
        &self,
        docs: &[u32],
        mut take: impl FnMut(u32, &[u32; DOCUMENT_BANDS]) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        let mut reader = self.document_bands.reader();
        docs.iter().try_for_each(|&doc| take(doc, &reader.read(doc as usize..doc as usize + 1)?[0]))
    }

    /// Gives the skeletons of these documents, which ascend.
    pub(super) fn each_skeleton(
        &self,
        docs: &[u32],
        mut take: impl FnMut(u32, &[u32]) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        let mut reader = self.skeletons.reader();
        docs.iter().try_for_each(|&doc| {
            let start = self.starts[doc as usize].skeleton;
            take(doc, reader.read(start..start + self.n_skeleton(doc))?)
        })
    }

    /// Size of a document's skeleton.
    pub(super) fn n_skeleton(&self, doc: u32) -> usize {
        self.record(doc).n_skeleton as usize
    }

    pub(super) fn paragraph_range(&self, doc: u32) -> Range<usize> {
        let start = self.starts[doc as usize].paragraph;
        start..start + self.record(doc).n_paragraphs as usize
    }

    /// The document of a paragraph, by its number among all paragraphs.
    pub(super) fn owner(&self, paragraph: u32) -> u32 {
        self.starts.partition_point(|start| start.paragraph <= paragraph as usize) as u32 - 1
    }

    pub(super) fn paragraphs(&self, doc: u32) -> &[ParagraphRecord] {
        &self.paragraphs[self.paragraph_range(doc)]
    }

    /// Gives the keys of the paragraphs of these documents, which ascend.
    pub(super) fn each_keys(
        &self,
        docs: impl Iterator<Item = u32>,
        mut take: impl FnMut(u32, &[ParagraphKeys]) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        let mut reader = self.keys.reader();
        docs.into_iter().try_for_each(|doc| take(doc, reader.read(self.paragraph_range(doc))?))
    }

    /// Fingerprints of all documents.
    pub(super) fn n_prints(&self) -> usize {
        self.prints.len()
    }

    /// Gives the fingerprints of all documents, paragraph after paragraph.
    pub(super) fn each_prints(&self, mut take: impl FnMut(u32, &[u32]) -> Result<(), Lost>) -> Result<(), Lost> {
        let mut reader = self.prints.reader();
        (0..self.len()).try_for_each(|doc| {
            let start = self.starts[doc as usize].print;
            take(doc, reader.read(start..start + self.record(doc).n_prints as usize)?)
        })
    }
}

/// Appends without the doubling by which a vector grows: it may be half of all memory.
fn append<T>(all: &mut Vec<T>, more: &mut Vec<T>) {
    if all.capacity() - all.len() < more.len() {
        all.reserve_exact(more.len() + all.len() / 8);
    }
    all.append(more);
}

impl Starts {
    fn after(self, d: &DocumentRecord) -> Starts {
        Starts {
            paragraph: self.paragraph + d.n_paragraphs as usize,
            print: self.print + d.n_prints as usize,
            skeleton: self.skeleton + d.n_skeleton as usize,
        }
    }
}
