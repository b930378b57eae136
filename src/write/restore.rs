//! Undo: the cleaned corpus and its ledger give back the input, byte for byte, proved by checksum.

use super::ledger::{Entry, FileEntry, FileFormat, Header, LEDGER_NAME, LEDGER_VERSION, QUARANTINE_NAME, Quarantined};
use super::staging::{Overwrite, Staging, audit_folder, write_fault};
use crate::engine::Fault;
use crate::files::{Compression, Decoder, Encoder, Lines, Piece};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::iter::Peekable;
use std::path::Path;
use xxhash_rust::xxh3::Xxh3;

/// Bytes of cleaned lines held at a time.
const PIECE_BYTES: usize = 1 << 20;

/// What was put back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Files written.
    pub n_files: u64,
    /// Dropped documents put back.
    pub n_documents: u64,
    /// Cuts put back.
    pub n_cuts: u64,
    /// Bad records put back.
    pub n_quarantined: u64,
}

type Entries = Peekable<Box<dyn Iterator<Item = Result<Entry<'static>, Fault>>>>;
type BadRecords = Peekable<Box<dyn Iterator<Item = Result<Quarantined<'static>, Fault>>>>;

/// Restores the input of the `clean` that wrote `cleaned` (and its audit folder) to the new folder `output`.
///
/// # Errors
/// Where ledger or corpus are missing or damaged, do not fit together, or `output` cannot be written.
pub fn restore(cleaned: &Path, output: &Path, overwrite: Overwrite) -> Result<Restored, Fault> {
    let audit = audit_folder(cleaned);
    let mut ledger = lines_of(&audit.join(LEDGER_NAME))?;
    let header: Header<'static> = match ledger.next() {
        Some(line) => parse(&audit.join(LEDGER_NAME), &line?)?,
        None => return Err(damaged(&audit.join(LEDGER_NAME), "it is empty")),
    };
    if header.ledger != LEDGER_VERSION {
        return Err(damaged(&audit.join(LEDGER_NAME), &format!("version {} is not {LEDGER_VERSION}", header.ledger)));
    }
    let ledger_path = audit.join(LEDGER_NAME);
    let entries: Box<dyn Iterator<Item = _>> = Box::new(ledger.map(move |l| parse(&ledger_path, &l?)));
    let quarantine_path = audit.join(QUARANTINE_NAME);
    let bad: Box<dyn Iterator<Item = _>> =
        Box::new(lines_of(&quarantine_path)?.map(move |l| parse(&quarantine_path, &l?)));

    let staging = Staging::new(output, overwrite)?;
    let mut undo = Undo { entries: entries.peekable(), bad: bad.peekable(), restored: Restored::default() };
    let mut checksums = Vec::new();
    for (number, file) in header.files.iter().enumerate() {
        checksums.push(undo.file(number as u32, file, cleaned, &staging)?);
        undo.restored.n_files += 1;
    }
    undo.check(&audit, &header.files, &checksums)?;
    let restored = undo.restored;
    staging.publish()?;
    Ok(restored)
}

/// Walks ledger and quarantine beside the cleaned corpus; all three are in the order of the corpus.
struct Undo {
    entries: Entries,
    bad: BadRecords,
    restored: Restored,
}

impl Undo {
    /// Restores one file; returns the checksum of its bytes.
    fn file(&mut self, number: u32, file: &FileEntry, cleaned: &Path, output: &Staging) -> Result<String, Fault> {
        let source = cleaned.join(&file.name);
        let target = output.path().join(&file.name);
        let failed = |e: std::io::Error| write_fault(&output.final_path(&file.name), &e);
        let mut to = Encoder::create(&target, Compression::of(&target)).map_err(failed)?;
        let mut records = Records::open(&source, file.format)?;
        let mut checksum = Xxh3::new();
        for record in 0.. {
            let bytes = match self.taken_out(number, record)? {
                Some(bytes) => bytes,
                None => match records.next()? {
                    Some(bytes) => self.put_back(number, record, bytes, &source)?,
                    None => break,
                },
            };
            checksum.update(&bytes);
            to.write_all(&bytes).map_err(failed)?;
        }
        to.finish().map_err(failed)?;
        Ok(format!("{:032x}", checksum.digest128()))
    }

    /// The bytes of a record that is not in the cleaned corpus.
    fn taken_out(&mut self, file: u32, record: u64) -> Result<Option<Vec<u8>>, Fault> {
        if let Some(bad) = self.bad.next_if(|b| b.as_ref().map_or(true, |b| (b.file, b.record) == (file, record))) {
            self.restored.n_quarantined += 1;
            return bad?.bytes().map(Some).ok_or_else(|| damaged(Path::new(QUARANTINE_NAME), "a record has no bytes"));
        }
        let is_this = |e: &Result<Entry<'static>, Fault>| match e {
            Ok(Entry::Drop { file: f, record: r, .. }) => (*f, *r) == (file, record),
            Ok(_) => false,
            Err(_) => true,
        };
        match self.entries.next_if(is_this).transpose()? {
            Some(Entry::Drop { bytes, .. }) => {
                self.restored.n_documents += 1;
                Ok(Some(bytes.into_owned().into_bytes()))
            }
            _ => Ok(None),
        }
    }

    /// A cleaned record with its cuts put back.
    fn put_back(&mut self, file: u32, record: u64, cleaned: Vec<u8>, source: &Path) -> Result<Vec<u8>, Fault> {
        let is_this = |e: &Result<Entry<'static>, Fault>| match e {
            Ok(Entry::Cut { file: f, record: r, .. }) => (*f, *r) == (file, record),
            Ok(_) => false,
            Err(_) => true,
        };
        let (mut original, mut taken) = (Vec::with_capacity(cleaned.len()), 0);
        while let Some(entry) = self.entries.next_if(is_this).transpose()? {
            let Entry::Cut { at, bytes, put, .. } = entry else { continue };
            let keep = at.checked_sub(original.len()).and_then(|n| cleaned.get(taken..taken + n));
            let after = keep.map_or(taken, |k| taken + k.len());
            let (Some(keep), true) = (keep, cleaned.get(after..).is_some_and(|c| c.starts_with(put.as_bytes()))) else {
                return Err(damaged(source, &format!("record {record} is not the one that the ledger knows")));
            };
            original.extend_from_slice(keep);
            original.extend_from_slice(bytes.as_bytes());
            taken = after + put.len();
            self.restored.n_cuts += 1;
        }
        original.extend_from_slice(&cleaned[taken..]);
        Ok(original)
    }

    fn check(&mut self, audit: &Path, files: &[FileEntry], found: &[String]) -> Result<(), Fault> {
        let ledger = audit.join(LEDGER_NAME);
        match self.entries.next().transpose()? {
            Some(Entry::End { checksums }) => {
                let wrong = checksums.iter().zip(found).position(|(a, b)| a != b);
                match wrong.or((checksums.len() != found.len()).then_some(0)) {
                    Some(i) => Err(damaged(Path::new(&files[i].name), "its checksum is not that of the input")),
                    None => Ok(()),
                }
            }
            Some(Entry::Drop { path, record, .. } | Entry::Cut { path, record, .. }) => {
                Err(damaged(&ledger, &format!("{path}, record {record} does not come up in the cleaned corpus")))
            }
            None => Err(damaged(&ledger, "its end is missing")),
        }
    }
}

/// The records of one cleaned file; none where it is not there.
enum Records {
    Whole(Option<Vec<u8>>),
    Lines { lines: Lines<Decoder<File>>, piece: Piece, at: usize, path: String },
}

impl Records {
    fn open(path: &Path, format: FileFormat) -> Result<Records, Fault> {
        if !path.exists() {
            return Ok(Records::Whole(None));
        }
        let mut decoder = Decoder::open(path).map_err(|e| read_fault(path, &e))?;
        match format {
            FileFormat::Text => {
                let mut bytes = Vec::new();
                decoder.read_to_end(&mut bytes).map_err(|e| read_fault(path, &e))?;
                Ok(Records::Whole(Some(bytes)))
            }
            FileFormat::Jsonl => {
                let lines = Lines::new(decoder, PIECE_BYTES);
                Ok(Records::Lines { lines, piece: Piece::default(), at: 0, path: path.display().to_string() })
            }
        }
    }

    fn next(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let (lines, piece, at, path) = match self {
            Records::Whole(bytes) => return Ok(bytes.take()),
            Records::Lines { lines, piece, at, path } => (lines, piece, at, path),
        };
        if *at == piece.as_ref().len() {
            match lines.next_piece().map_err(|e| read_fault(Path::new(path), &e))? {
                Some(next) => (*piece, *at) = (next, 0),
                None => return Ok(None),
            }
        }
        let rest = &piece.as_ref()[*at..];
        let record = rest[..memchr::memchr(b'\n', rest).map_or(rest.len(), |i| i + 1)].to_vec();
        *at += record.len();
        Ok(Some(record))
    }
}

fn lines_of(path: &Path) -> Result<impl Iterator<Item = Result<String, Fault>> + use<>, Fault> {
    let decoder = Decoder::open(path).map_err(|e| read_fault(path, &e))?;
    let place = path.to_owned();
    Ok(BufReader::new(decoder).lines().map(move |l| l.map_err(|e| read_fault(&place, &e))))
}

fn parse<T: DeserializeOwned>(path: &Path, line: &str) -> Result<T, Fault> {
    serde_json::from_str(line).map_err(|e| damaged(path, &e.to_string()))
}

fn read_fault(path: &Path, error: &std::io::Error) -> Fault {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => {
            format!("{error}; name the folder that `clean` wrote, with its audit beside it")
        }
        _ => error.to_string(),
    };
    Fault::Read { place: path.display().to_string(), reason }
}

fn damaged(path: &Path, why: &str) -> Fault {
    Fault::Read { place: path.display().to_string(), reason: format!("the audit does not fit the corpus: {why}") }
}
