//! The corpus as the engine sees it: all files in order, in chunks of whole records.

use super::inputs::{Inputs, STDIN};
use super::jsonl::{FieldNames, LineOrigin, parse_line};
use crate::engine::{BadRecord, Chunk, Fault, Record, Source};
use crate::files::{Decoder, Format, InputFile, Lines};
use crate::text::{DocKey, Document, Site};
use bytes::Bytes;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Size of a chunk of JSON Lines, in bytes: large against the cost of handing it to a thread, small against a wave, at whose end
/// threads wait for the last chunk. A guess.
const CHUNK_BYTES: usize = 256 << 10;

/// The files of a corpus, readable again and again.
pub struct CorpusFiles {
    inputs: Inputs,
    folders: Vec<Arc<str>>,
    names: FieldNames,
    n_bytes_read: AtomicU64,
}

impl CorpusFiles {
    /// A corpus of `inputs`, records having fields of these names.
    pub fn new(inputs: Inputs, names: FieldNames) -> CorpusFiles {
        let folder = |f: &InputFile| f.path.parent().map_or(String::new(), |p| p.display().to_string()).into();
        let folders = inputs.files.iter().map(folder).collect();
        CorpusFiles { inputs, folders, names, n_bytes_read: AtomicU64::new(0) }
    }

    /// Its files, in the order of their numbers.
    pub fn files(&self) -> &[InputFile] {
        &self.inputs.files
    }

    /// What it was made of.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    fn open(&self, file: &InputFile) -> io::Result<Opened> {
        match &self.inputs.spool {
            Some(spool) if file.path == Path::new(STDIN) => Ok(Opened::Spool { file: spool.clone(), at: 0 }),
            _ => {
                check_unchanged(file)?;
                File::open(&file.path).map(Opened::File)
            }
        }
    }

    fn parse_each(&self, chunk: &Chunk, wanted: &dyn Fn(DocKey) -> bool, mut take: impl FnMut(Record)) {
        let file = &self.inputs.files[chunk.file as usize];
        let folder = &self.folders[chunk.file as usize];
        if file.format == Format::Text {
            let key = DocKey::new(chunk.file, chunk.first_record);
            if wanted(key) {
                take(text_record(key, file, folder, &chunk.bytes));
            }
            return;
        }
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', &chunk.bytes).map(|i| i + 1).chain(std::iter::once(chunk.bytes.len()));
        for (i, end) in ends.enumerate() {
            let key = DocKey::new(chunk.file, chunk.first_record + i as u64);
            if start < end && wanted(key) {
                let origin = LineOrigin { key, path: &file.shown, folder };
                take(parse_line(chunk.bytes.slice(start..end), &origin, &self.names));
            }
            start = end;
        }
    }
}

/// Fails where the file is not what it was when the run began: what one read learned of it would not hold in the next.
fn check_unchanged(file: &InputFile) -> io::Result<()> {
    if file.path == Path::new(STDIN) {
        return Ok(());
    }
    let metadata = std::fs::metadata(&file.path)?;
    if metadata.len() == file.n_bytes && metadata.modified().ok() == file.modified {
        return Ok(());
    }
    Err(io::Error::other("the file was changed while it was being read; run again when nobody writes to it"))
}

fn text_record(key: DocKey, file: &InputFile, folder: &Arc<str>, bytes: &[u8]) -> Record {
    let bad = |reason| BadRecord { key, path: file.shown.clone(), reason, bytes: bytes.to_vec() };
    if u32::try_from(bytes.len()).is_err() {
        return Record::Bad(bad("longer than 4 GiB; split it".into()));
    }
    match std::str::from_utf8(bytes) {
        Err(e) => Record::Bad(bad(format!("not UTF-8 at byte {}; convert it first", e.valid_up_to()))),
        Ok(text) if text.trim().is_empty() => Record::Blank { key, bytes: bytes.to_vec() },
        Ok(text) => Record::Document(Document {
            path: file.shown.clone(),
            id: file.name.as_str().into(),
            site: Site::folder(folder.clone()),
            ..Document::plain(key, text)
        }),
    }
}

impl Source for CorpusFiles {
    fn n_files(&self) -> usize {
        self.inputs.files.len()
    }

    fn n_bytes(&self) -> u64 {
        self.inputs.files.iter().map(|f| f.n_bytes).sum()
    }

    fn chunks(&self) -> Box<dyn Iterator<Item = Result<Chunk, Fault>> + Send + '_> {
        self.n_bytes_read.store(0, Ordering::Relaxed);
        Box::new(Chunks { corpus: self, file: 0, open: None, failed: false })
    }

    fn n_bytes_read(&self) -> u64 {
        self.n_bytes_read.load(Ordering::Relaxed)
    }

    fn parse(&self, chunk: Chunk) -> Vec<Record> {
        let mut records = Vec::new();
        self.parse_each(&chunk, &|_| true, |r| records.push(r));
        records
    }

    fn parse_wanted(&self, chunk: Chunk, wanted: &dyn Fn(DocKey) -> bool) -> Vec<Document> {
        let mut documents = Vec::new();
        self.parse_each(&chunk, wanted, |r| {
            if let Record::Document(d) = r {
                documents.push(d);
            }
        });
        documents
    }
}

/// One read over all files.
struct Chunks<'a> {
    corpus: &'a CorpusFiles,
    file: usize,
    open: Option<(Lines<Decoder<Counted<'a>>>, u64)>,
    failed: bool,
}

impl Chunks<'_> {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Fault> {
        while let Some(file) = self.corpus.inputs.files.get(self.file) {
            let number = self.file as u32;
            let failed = |e: std::io::Error| Fault::Read { place: file.shown.to_string(), reason: explain(&e) };
            if self.open.is_none() {
                let counted =
                    Counted { file: self.corpus.open(file).map_err(failed)?, n_read: &self.corpus.n_bytes_read };
                let mut decoder = Decoder::new(counted, file.compression).map_err(failed)?;
                if file.format == Format::Text {
                    let mut bytes = Vec::new();
                    decoder.read_to_end(&mut bytes).map_err(failed)?;
                    self.file += 1;
                    return Ok(Some(Chunk { file: number, first_record: 0, bytes: bytes.into() }));
                }
                self.open = Some((Lines::new(decoder, CHUNK_BYTES), 0));
            }
            let (lines, first_record) = self.open.as_mut().expect("opened above");
            if let Some(bytes) = lines.next_piece().map_err(failed)? {
                let n_records = memchr::memchr_iter(b'\n', bytes.as_ref()).count() as u64;
                let chunk = Chunk { file: number, first_record: *first_record, bytes: Bytes::from_owner(bytes) };
                *first_record += n_records;
                return Ok(Some(chunk));
            }
            check_unchanged(file).map_err(failed)?;
            self.open = None;
            self.file += 1;
        }
        Ok(None)
    }
}

impl Iterator for Chunks<'_> {
    type Item = Result<Chunk, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.next_chunk();
        self.failed = next.is_err();
        next.transpose()
    }
}

fn explain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => format!("the compressed file ends too early ({error}); fetch it again"),
        std::io::ErrorKind::InvalidData | std::io::ErrorKind::InvalidInput => format!("the file is corrupt ({error})"),
        _ => error.to_string(),
    }
}

/// A file from its start. The spool of standard input is shared by all reads, so each keeps its own place in it.
enum Opened {
    File(File),
    Spool { file: Arc<File>, at: u64 },
}

impl Read for Opened {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Opened::File(file) => file.read(out),
            Opened::Spool { file, at } => {
                let n = read_at(file, out, *at)?;
                *at += n as u64;
                Ok(n)
            }
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, out: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, out, at)
}

#[cfg(windows)]
fn read_at(file: &File, out: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, out, at)
}

/// A file that counts what is read of it.
struct Counted<'a> {
    file: Opened,
    n_read: &'a AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.file.read(out)?;
        self.n_read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
