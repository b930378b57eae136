//! The survey of the whole corpus, put in order: the documents by their keys, with their paragraphs and sketches. From here
//! on a document is a number, its position; equal corpora have equal numbers, however they were read.

use super::dates::day_of;
use super::keys::{Asked, Layout};
use super::look::Look;
use super::names::{Names, Spot};
use super::packed::Paragraph;
use super::places::ParagraphPlaces;
use super::sketch::DOCUMENT_BANDS;
use super::spill::{Allowance, Column, Lost, Reader};
use super::survey::Survey;
use crate::text::{DocKey, Span};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// What is known of all documents, in order. What is asked of any of them at any time stands in memory: 48 bytes a document, 4 more
/// where spun text is sought, and 4 a paragraph. All else stands in columns, which go to the scratch folder where there is too much.
#[derive(Debug, Default)]
pub struct Census {
    asked: Asked,
    documents: Vec<Entry>,
    /// What was thought of the words of each, where that was asked.
    looks: Vec<Look>,
    next: Starts,
    /// True where the site of some document is not named.
    has_unsited: bool,
    /// The files, by their numbers.
    paths: Arc<Vec<(u32, Arc<str>)>>,
    paragraphs: Vec<Paragraph>,
    /// The document of each `OWNER_STEP`-th paragraph.
    owners: Vec<u32>,
    /// Words and fingerprints of the few paragraphs that have more than a `Paragraph` says.
    long_paragraphs: FxHashMap<u32, (u32, u32)>,
    places: ParagraphPlaces,
    ids: Column<u8>,
    identities: Column<[u64; 2]>,
    /// Where they are asked for.
    sites: Column<u64>,
    /// Keys of the paragraphs, as each is laid out, and where those of each `OWNER_STEP`-th begin.
    keys: Column<u64>,
    key_starts: Vec<u64>,
    prints: Column<u32>,
    /// Two in a byte, those of each document by themselves.
    gaps: Column<u8>,
    /// Band keys of the documents, band by band: they are looked at one band after the other.
    document_bands: [Column<u32>; DOCUMENT_BANDS],
    skeletons: Column<u32>,
}

/// From one paragraph of which the document is known to the next: a few documents. A guess.
const OWNER_STEP: u32 = 64;

/// One document: its key, date and words, and where its parts begin.
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: DocKey,
    date: u64,
    print: u64,
    skeleton: u64,
    id: u64,
    paragraph: u32,
    n_words: u32,
}

const _: () = assert!(size_of::<Entry>() == 48, "a corpus has millions of documents");

/// Where the parts of one document begin; those of the next one follow.
#[derive(Clone, Copy, Debug, Default)]
struct Starts {
    print: u64,
    skeleton: u64,
    id: u64,
    paragraph: u32,
}

impl Entry {
    fn start(&self) -> Starts {
        Starts { print: self.print, skeleton: self.skeleton, id: self.id, paragraph: self.paragraph }
    }
}

impl Census {
    /// That of a corpus of which this will be asked.
    pub fn of(asked: Asked) -> Census {
        Census { asked, ..Census::default() }
    }

    /// The census of one survey, in memory.
    pub fn new(mut survey: Survey) -> Census {
        let mut census = Census::default();
        if !survey.documents.is_sorted_by_key(|d| d.key) {
            survey = survey.sorted();
        }
        census.take(&survey);
        census
    }

    /// Adds the survey of documents that follow those that are there, and puts into the scratch folder what has no room.
    pub fn append(&mut self, survey: &Survey, allowance: Allowance<'_>) -> Result<(), Lost> {
        self.take(survey);
        let Some(scratch) = allowance.scratch else { return Ok(()) };
        if self.n_bytes_held() > allowance.n_bytes {
            self.places.spill(scratch)?;
            self.ids.spill(scratch)?;
            self.identities.spill(scratch)?;
            self.sites.spill(scratch)?;
            self.document_bands.iter_mut().try_for_each(|band| band.spill(scratch))?;
            self.skeletons.spill(scratch)?;
            self.keys.spill(scratch)?;
            self.prints.spill(scratch)?;
            self.gaps.spill(scratch)?;
        }
        Ok(())
    }

    /// Memory that the columns take, in bytes.
    fn n_bytes_held(&self) -> usize {
        self.places.n_bytes_held()
            + self.ids.n_bytes_held()
            + self.identities.n_bytes_held()
            + self.sites.n_bytes_held()
            + self.document_bands.iter().map(Column::n_bytes_held).sum::<usize>()
            + self.skeletons.n_bytes_held()
            + self.keys.n_bytes_held()
            + self.prints.n_bytes_held()
            + self.gaps.n_bytes_held()
    }

    fn take(&mut self, survey: &Survey) {
        debug_assert!(survey.documents.is_sorted_by_key(|d| d.key), "documents come in order");
        reserve(&mut self.documents, survey.documents.len());
        if survey.documents.first().is_some_and(|d| d.look.is_some()) {
            reserve(&mut self.looks, survey.documents.len());
        }
        for document in &survey.documents {
            let file = document.key.file();
            if self.paths.last().is_none_or(|(last, _)| *last != file) {
                Arc::make_mut(&mut self.paths).push((file, document.path.clone()));
            }
            let end = self.next.paragraph + document.n_paragraphs;
            let n_known = end.div_ceil(OWNER_STEP) as usize;
            self.owners.resize(n_known, self.documents.len() as u32);
            let (key, date, n_words) = (document.key, document.date, document.n_words);
            let Starts { print, skeleton, id, paragraph } = self.next;
            self.documents.push(Entry { key, date, print, skeleton, id, paragraph, n_words });
            self.looks.extend(document.look);
            self.ids.extend_from_slice(document.id.as_bytes());
            self.identities.extend_from_slice(&[document.identity]);
            if self.asked == Asked::Sites {
                self.sites.extend_from_slice(&[document.site.0]);
            }
            self.has_unsited |= !document.site.is_named();
            self.next = Starts {
                paragraph: end,
                print: self.next.print + u64::from(document.n_prints),
                skeleton: self.next.skeleton + u64::from(document.n_skeleton),
                id: self.next.id + document.id.len() as u64,
            };
        }
        reserve(&mut self.paragraphs, survey.paragraphs.len());
        let mut rest = &survey.paragraphs[..];
        for document in &survey.documents {
            let (here, others) = rest.split_at(document.n_paragraphs as usize);
            self.places.extend(here.iter().map(|paragraph| paragraph.span));
            rest = others;
        }
        let mut numbers = Vec::new();
        for (paragraph, keys) in survey.paragraphs.iter().zip(&survey.keys) {
            if (self.paragraphs.len() as u32).is_multiple_of(OWNER_STEP) {
                self.key_starts.push((self.keys.len() + numbers.len()) as u64);
            }
            Layout::of(self.asked, paragraph.n_words, paragraph.is_prose).put(keys, &mut numbers);
            if paragraph.n_prints >= Paragraph::MAX_PRINTS || paragraph.n_words >= Paragraph::MAX_WORDS {
                let number = self.paragraphs.len() as u32;
                self.long_paragraphs.insert(number, (paragraph.n_words, paragraph.n_prints));
            }
            self.paragraphs.push(Paragraph::new(paragraph.n_words, paragraph.n_prints, paragraph.is_prose));
        }
        self.keys.extend_from_slice(&numbers);
        self.prints.extend_from_slice(&survey.prints);
        self.gaps.extend_from_slice(&survey.gaps);
        for (at, band) in self.document_bands.iter_mut().enumerate() {
            let keys: Vec<u32> = survey.document_bands.iter().map(|bands| bands[at]).collect();
            band.extend_from_slice(&keys);
        }
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
        self.entry(doc).key
    }

    /// Words of a document.
    pub fn n_words(&self, doc: u32) -> u32 {
        self.entry(doc).n_words
    }

    /// Date of a document as a number that sorts; the greatest where it has none.
    pub fn date(&self, doc: u32) -> u64 {
        self.entry(doc).date
    }

    /// Day of a document, where its date tells one.
    pub fn day(&self, doc: u32) -> Option<i64> {
        day_of(self.date(doc))
    }

    /// True where the site of some document is not named.
    pub(super) fn has_unsited(&self) -> bool {
        self.has_unsited
    }

    /// What the first read thought of a document's words, where it was asked.
    pub fn look(&self, doc: u32) -> Option<Look> {
        self.looks.get(doc as usize).copied()
    }

    /// A place in a document.
    pub fn spot(&self, doc: u32, span: Span) -> Spot {
        Spot { document: self.key(doc), span }
    }

    /// The document from the start of its first paragraph to the end of its last.
    pub fn whole(&self, doc: u32) -> Result<Spot, Lost> {
        let places = self.places(self.paragraph_range(doc))?;
        let span = places.first().zip(places.last()).map_or(Span::default(), |(first, last)| first.join(*last));
        Ok(self.spot(doc, span))
    }

    /// What the documents of these keys are called.
    pub fn names(&self, documents: impl Iterator<Item = DocKey>) -> Result<Names, Lost> {
        let mut names = Names::new(self.paths.clone());
        for key in documents {
            if let Some(doc) = self.find(key).filter(|_| !names.has(key)) {
                let id = self.ids.read(self.start(doc).id as usize..self.start(doc + 1).id as usize)?;
                names.add(key, std::str::from_utf8(&id).expect("an id is put aside whole"));
            }
        }
        Ok(names)
    }

    fn entry(&self, doc: u32) -> &Entry {
        &self.documents[doc as usize]
    }

    /// Where a document begins, or the one after the last would.
    fn start(&self, doc: u32) -> Starts {
        self.documents.get(doc as usize).map_or(self.next, Entry::start)
    }

    /// Reads what the words of documents that ascend are told by, those of a short one with its title.
    pub(super) fn identities(&self) -> Reader<'_, [u64; 2]> {
        self.identities.reader()
    }

    /// Reads the `SiteKey`s of documents that ascend, where sites are asked for.
    pub(super) fn sites(&self) -> Reader<'_, u64> {
        self.sites.reader()
    }

    /// Gives the keys of these documents, which ascend, in one band.
    pub(super) fn each_band_key(
        &self,
        band: usize,
        docs: &[u32],
        mut take: impl FnMut(u32, u32) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        let mut reader = self.document_bands[band].reader();
        docs.iter().try_for_each(|&doc| take(doc, reader.one(doc as usize)?))
    }

    /// Gives the skeletons of these documents, which ascend.
    pub(super) fn each_skeleton(
        &self,
        docs: &[u32],
        mut take: impl FnMut(u32, &[u32]) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        let mut reader = self.skeletons.reader();
        docs.iter().try_for_each(|&doc| {
            let range = self.start(doc).skeleton as usize..self.start(doc + 1).skeleton as usize;
            take(doc, reader.read(range)?)
        })
    }

    /// Pieces of the skeletons of all documents.
    pub(super) fn n_skeletons(&self) -> usize {
        self.skeletons.len()
    }

    /// Size of a document's skeleton.
    pub(super) fn n_skeleton(&self, doc: u32) -> usize {
        (self.start(doc + 1).skeleton - self.start(doc).skeleton) as usize
    }

    /// Paragraphs of all documents.
    pub(super) fn n_paragraphs(&self) -> u32 {
        self.next.paragraph
    }

    /// The paragraphs of a document, by their numbers among all paragraphs.
    pub(super) fn paragraph_range(&self, doc: u32) -> Range<u32> {
        self.start(doc).paragraph..self.start(doc + 1).paragraph
    }

    /// The document of a paragraph.
    pub(super) fn owner(&self, paragraph: u32) -> u32 {
        let step = (paragraph / OWNER_STEP) as usize;
        let (near, last) = (self.owners[step] as usize, self.owners.get(step + 1));
        let following = &self.documents[near + 1..last.map_or(self.documents.len(), |&last| last as usize + 1)];
        (near + following.partition_point(|entry| entry.paragraph <= paragraph)) as u32
    }

    /// Words of a paragraph.
    pub(super) fn n_words_of(&self, paragraph: u32) -> u32 {
        match self.paragraphs[paragraph as usize].n_words() {
            Paragraph::MAX_WORDS => self.long_paragraphs[&paragraph].0,
            n_words => n_words,
        }
    }

    /// Fingerprints that begin in a paragraph.
    pub(super) fn n_prints_of(&self, paragraph: u32) -> u32 {
        match self.paragraphs[paragraph as usize].n_prints() {
            Paragraph::MAX_PRINTS => self.long_paragraphs[&paragraph].1,
            n_prints => n_prints,
        }
    }

    /// True where a paragraph reads as text.
    pub(super) fn reads_as_text(&self, paragraph: u32) -> bool {
        self.paragraphs[paragraph as usize].is_prose()
    }

    /// Where these paragraphs of one document are, the first of which is its first.
    pub(super) fn places(&self, paragraphs: Range<u32>) -> Result<Vec<Span>, Lost> {
        self.places.read(paragraphs)
    }

    /// How the keys of a paragraph are laid out.
    pub(super) fn layout(&self, paragraph: u32) -> Layout {
        Layout::of(self.asked, self.n_words_of(paragraph), self.reads_as_text(paragraph))
    }

    /// The keys of all paragraphs.
    pub(super) fn key_numbers(&self) -> &Column<u64> {
        &self.keys
    }

    /// Where the keys of the paragraphs of a document are.
    pub(super) fn key_range(&self, doc: u32) -> Range<usize> {
        let paragraphs = self.paragraph_range(doc);
        let n_numbers = |paragraphs: Range<u32>| paragraphs.map(|at| self.layout(at).len()).sum::<usize>();
        let step = paragraphs.start / OWNER_STEP;
        let near = self.key_starts.get(step as usize).map_or(self.keys.len(), |&start| start as usize);
        let start = near + n_numbers(step * OWNER_STEP..paragraphs.start);
        start..start + n_numbers(paragraphs)
    }

    /// Fingerprints of all documents.
    pub(super) fn n_prints(&self) -> usize {
        self.prints.len()
    }

    /// Gives the fingerprints of all documents, paragraph after paragraph, and the words from each to the one before it.
    pub(super) fn each_prints(&self, mut take: impl FnMut(u32, &[u32], &[u8]) -> Result<(), Lost>) -> Result<(), Lost> {
        let (mut prints, mut gaps) = (self.prints.reader(), self.gaps.reader());
        let (mut at, mut unpacked) = (0, Vec::new());
        (0..self.len()).try_for_each(|doc| {
            let range = self.start(doc).print as usize..self.start(doc + 1).print as usize;
            let packed = at..at + range.len().div_ceil(2);
            at = packed.end;
            unpacked.clear();
            unpacked.extend(gaps.read(packed)?.iter().flat_map(|&two| [two & 15, two >> 4]));
            take(doc, prints.read(range)?, &unpacked)
        })
    }
}

/// Makes room without the doubling by which a vector grows: it may be half of all memory.
fn reserve<T>(all: &mut Vec<T>, n_more: usize) {
    if all.capacity() - all.len() < n_more {
        all.reserve_exact(n_more + all.len() / 8);
    }
}
