//! Documents that were put aside to be compared: each is read from the corpus once, and from here as often as it is needed.
//! The corpus may be compressed and is read from end to end; here a document is found by its number.

use super::super::drive::{Read, drive};
use super::super::ports::{Chunk, Fault};
use super::super::room::Room;
use super::super::survey::Surveyed;
use crate::corpus::Census;
use crate::text::{DocKey, Document, Site, Span};
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// Where one document was put.
#[derive(Clone, Copy)]
struct Aside {
    doc: u32,
    at: u64,
    n_bytes: u64,
}

/// Documents by their number in the census.
pub(super) struct Spool<'a> {
    read: &'a Read<'a>,
    surveyed: &'a Surveyed,
    room: Room<'a>,
    /// Where they are, in the order of the documents.
    fetched: Vec<Aside>,
}

impl<'a> Spool<'a> {
    /// Holds nothing yet.
    pub(super) fn new(read: &'a Read<'a>, surveyed: &'a Surveyed, room: Room<'a>) -> Spool<'a> {
        Spool { read, surveyed, room, fetched: Vec::new() }
    }

    pub(super) fn census(&self) -> &'a Census {
        &self.surveyed.census
    }

    /// False where the document holds no paragraph twice.
    pub(super) fn may_repeat(&self, document: DocKey) -> bool {
        self.surveyed.repeating.as_ref().is_none_or(|repeating| repeating.contains(&document))
    }

    /// Puts these documents aside, in one read of the corpus, unless all of them are here.
    pub(super) fn fetch(&mut self, docs: impl Iterator<Item = u32>) -> Result<(), Fault> {
        let wanted: FxHashSet<u32> = docs.filter(|&doc| self.find(doc).is_none()).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let census = self.census();
        let is_wanted = |key: DocKey| census.find(key).is_some_and(|doc| wanted.contains(&doc));
        let source = self.read.source;
        let work = |chunk: Chunk| {
            let (mut bytes, mut ends) = (Vec::new(), Vec::new());
            let documents = source.parse_wanted(chunk, &is_wanted);
            bytes.reserve_exact(documents.iter().map(n_bytes).sum());
            for document in documents {
                if let Some(doc) = census.find(document.key) {
                    encode(&document, &mut bytes);
                    ends.push((doc, bytes.len()));
                }
            }
            (bytes, ends)
        };
        let (room, fetched) = (&mut self.room, &mut self.fetched);
        fetched.reserve_exact(wanted.len());
        drive(self.read, work, |(bytes, ends): (Vec<u8>, Vec<(u32, usize)>)| {
            let at = room.append(bytes)?;
            let mut start = 0;
            for &(doc, end) in &ends {
                fetched.push(Aside { doc, n_bytes: (end - start) as u64, at: at + start as u64 });
                start = end;
            }
            Ok(ends.len() as u64)
        })?;
        self.fetched.sort_by_key(|aside| aside.doc); // two runs that are sorted are only merged
        Ok(())
    }

    fn find(&self, doc: u32) -> Option<Aside> {
        find(&self.fetched, doc)
    }

    /// A document that was put aside, without the bytes of its record. Fails where the user asked to stop.
    pub(super) fn document(&self, doc: u32) -> Result<Document, Fault> {
        let aside = self.aside(doc)?;
        let bytes = self.room.read(aside.at, aside.n_bytes as usize)?;
        Ok(decode(&bytes, self.census().key(doc)))
    }

    /// A part of the text of one, from the start of a paragraph to the end of one.
    pub(super) fn text(&self, doc: u32, span: Span) -> Result<Cow<'_, str>, Fault> {
        let start = self.aside(doc)?.at + LENGTH_BYTES as u64 + u64::from(span.start);
        Ok(match self.room.read(start, (span.end - span.start) as usize)? {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(
                String::from_utf8(bytes).unwrap_or_else(|odd| String::from_utf8_lossy(odd.as_bytes()).into_owned()),
            ),
        })
    }

    /// Fails where the user asked to stop: whoever compares, comes here again and again.
    pub(super) fn go_on(&self) -> Result<(), Fault> {
        if self.read.progress.stop_requested() { Err(Fault::Interrupted) } else { Ok(()) }
    }

    fn aside(&self, doc: u32) -> Result<Aside, Fault> {
        self.go_on()?;
        Ok(self.find(doc).expect("only documents that were fetched are asked for"))
    }
}

/// The one with this number. It is looked for where it would be if the numbers fell evenly: among many there most places that a search by
/// halves looks at are far away in memory.
fn find(asides: &[Aside], doc: u32) -> Option<Aside> {
    let (first, last) = (asides.first()?.doc, asides.last()?.doc);
    if !(first..=last).contains(&doc) {
        return None;
    }
    let near = (asides.len() - 1) as u64 * u64::from(doc - first) / u64::from((last - first).max(1));
    let (mut low, mut high, mut step) = (near as usize, near as usize + 1, 1);
    while asides[low].doc > doc {
        (high, low, step) = (low, low.saturating_sub(step), step * 2);
    }
    while asides[high - 1].doc < doc {
        (low, high, step) = (high, (high + step).min(asides.len()), step * 2);
    }
    let at = asides[low..high].binary_search_by_key(&doc, |aside| aside.doc).ok()?;
    Some(asides[low + at])
}

/// A field is put behind its length, the text first.
const LENGTH_BYTES: usize = size_of::<u32>();
/// Length of a field that a document does not have.
const NONE: u32 = u32::MAX;

/// What is put aside of a document.
fn fields(document: &Document) -> [Option<&str>; 7] {
    let Document { text, path, id, site, title, date, .. } = document;
    let (named, folder) = if site.is_named() { (Some(&***site), None) } else { (None, Some(&***site)) };
    [Some(text), Some(path), Some(id), named, folder, title.as_deref(), date.as_deref()]
}

/// Bytes that `encode` writes.
fn n_bytes(document: &Document) -> usize {
    fields(document).map(|field| LENGTH_BYTES + field.map_or(0, str::len)).iter().sum()
}

fn encode(document: &Document, out: &mut Vec<u8>) {
    for field in fields(document) {
        out.extend_from_slice(&field.map_or(NONE, |f| f.len() as u32).to_le_bytes());
        out.extend_from_slice(field.unwrap_or_default().as_bytes());
    }
}

fn decode(bytes: &[u8], key: DocKey) -> Document {
    let mut rest = bytes;
    let mut next = || -> Option<&str> {
        let (length, tail) = rest.split_first_chunk::<LENGTH_BYTES>()?;
        let length = u32::from_le_bytes(*length);
        let (field, tail) = tail.split_at_checked(if length == NONE { 0 } else { length as usize })?;
        rest = tail;
        std::str::from_utf8(field).ok().filter(|_| length != NONE)
    };
    let text = next().unwrap_or_default();
    Document {
        path: next().unwrap_or_default().into(),
        id: next().unwrap_or_default().into(),
        site: site(next(), next()),
        title: next().map(str::to_owned),
        date: next().map(str::to_owned),
        ..Document::plain(key, text)
    }
}

fn site(named: Option<&str>, folder: Option<&str>) -> Site {
    named.map_or_else(|| Site::folder(folder.unwrap_or_default()), Site::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_however_their_numbers_fall() {
        let uneven = (0..60u32).map(|n| n * n).chain(4_000..4_100).chain([9_000, u32::MAX]);
        let asides: Vec<Aside> = uneven.map(|doc| Aside { doc, at: doc.into(), n_bytes: 1 }).collect();
        for doc in (0..10_000).chain([u32::MAX - 1, u32::MAX]) {
            let expected = asides.iter().find(|aside| aside.doc == doc).map(|aside| aside.at);
            assert_eq!(find(&asides, doc).map(|aside| aside.at), expected, "{doc}");
            assert!(find(&asides[..1], doc).is_some() == (doc == 0));
        }
        assert!(find(&[], 3).is_none());
    }

    #[test]
    fn a_document_comes_back_as_it_went() {
        let document = |site: Site, title: Option<&str>, date: Option<&str>| Document {
            path: "a.jsonl".into(),
            id: "é-1".into(),
            title: title.map(Into::into),
            site,
            date: date.map(Into::into),
            ..Document::plain(DocKey::new(2, 7), "Boats\n\nPiers")
        };
        let cases = [
            (Site::from(""), None, None),
            (Site::from("lannis.example"), Some(""), Some("2024-01-02")),
            (Site::folder("dump"), Some("Boats"), None),
        ];
        for (site, title, date) in cases {
            let (before, mut bytes) = (document(site, title, date), Vec::new());
            encode(&before, &mut bytes);
            assert_eq!(format!("{:?}", decode(&bytes, before.key)), format!("{before:?}"));
        }
    }
}
