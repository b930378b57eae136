//! The sink of `clean`: the cleaned corpus in one folder, ledger, clusters, summary and quarantine in the folder beside it.

use super::clusters::{CLUSTERS_NAME, ClusterEntry};
use super::ledger::{
    Entry, FileEntry, FileFormat, Header, LEDGER_NAME, LEDGER_VERSION, QUARANTINE_NAME, Quarantined, Reason, cut_bytes,
};
use super::staging::{Overwrite, Staging, audit_folder, write_fault};
use crate::decide::{GateVerdict, Plan};
use crate::engine::{Cluster, Fault, Outcome, Sink, Verdict};
use crate::files::{Compression, Encoder, Format, InputFile};
use crate::findings::{Edit, Summary};
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::Xxh3;

/// Writes the cleaned corpus and its audit.
pub struct CorpusWriter {
    files: Vec<InputFile>,
    corpus: Option<Staging>,
    audit: Option<Staging>,
    ledger: Option<Encoder>,
    quarantine: Option<Encoder>,
    clusters: Option<Encoder>,
    n_clusters: u64,
    /// The output file that is being written, by the number of its input file.
    open: Option<(u32, Encoder)>,
    checksums: Vec<Xxh3>,
}

impl CorpusWriter {
    /// Starts writing the cleaned form of `files` to `output`, and the audit beside it.
    ///
    /// # Errors
    /// Where either folder is there already and may not be replaced, holds an input, or cannot be made.
    pub fn create(output: &Path, files: &[InputFile], overwrite: Overwrite) -> Result<CorpusWriter, Fault> {
        spare_inputs(output, files)?;
        spare_inputs(&audit_folder(output), files)?;
        let corpus = Staging::new(output, overwrite)?;
        let audit = Staging::new(&audit_folder(output), overwrite)?;
        let create = |name: &str, compression| {
            let created = Encoder::create(&audit.path().join(name), compression);
            created.map_err(|e| write_fault(&audit.final_path(name), &e))
        };
        let (ledger, quarantine) =
            (create(LEDGER_NAME, Compression::Zstd)?, create(QUARANTINE_NAME, Compression::Plain)?);
        let clusters = create(CLUSTERS_NAME, Compression::Zstd)?;
        let mut writer = CorpusWriter {
            checksums: files.iter().map(|_| Xxh3::new()).collect(),
            files: files.to_vec(),
            corpus: Some(corpus),
            audit: Some(audit),
            ledger: Some(ledger),
            quarantine: Some(quarantine),
            clusters: Some(clusters),
            n_clusters: 0,
            open: None,
        };
        let files = writer.files.iter().map(file_entry).collect();
        let header = Header { ledger: LEDGER_VERSION, unspun: env!("CARGO_PKG_VERSION").into(), files };
        writer.enter(&header)?;
        Ok(writer)
    }

    /// Where another sink writes a file of the audit; it gets its place when this sink, the last of all, finishes.
    pub fn audit_file(&self, name: &str) -> PathBuf {
        self.audit.as_ref().expect("there until finish").path().join(name)
    }

    fn enter(&mut self, entry: &impl Serialize) -> Result<(), Fault> {
        let ledger = self.ledger.as_mut().expect("open until finish");
        write_line(ledger, entry).map_err(|e| self.audit_fault(LEDGER_NAME, &e))
    }

    fn audit_fault(&self, name: &str, error: &std::io::Error) -> Fault {
        write_fault(&self.audit.as_ref().expect("there until finish").final_path(name), error)
    }

    fn corpus_fault(&self, file: u32, error: &std::io::Error) -> Fault {
        let corpus = self.corpus.as_ref().expect("there until finish");
        write_fault(&corpus.final_path(&self.files[file as usize].name), error)
    }

    fn path_of(&self, file: u32) -> PathBuf {
        let folder = self.corpus.as_ref().expect("there until finish").path();
        folder.join(&self.files[file as usize].name)
    }

    /// The output of an input file; the one before is ended.
    fn output(&mut self, file: u32) -> Result<&mut Encoder, Fault> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != file) {
            self.end_file()?;
            let created = Encoder::create(&self.path_of(file), self.files[file as usize].compression);
            let encoder = created.map_err(|e| self.corpus_fault(file, &e))?;
            self.open = Some((file, encoder));
        }
        Ok(&mut self.open.as_mut().expect("opened above").1)
    }

    fn end_file(&mut self) -> Result<(), Fault> {
        match self.open.take() {
            Some((file, encoder)) => encoder.finish().map_err(|e| self.corpus_fault(file, &e)),
            None => Ok(()),
        }
    }

    fn write_record(&mut self, file: u32, parts: &[&[u8]]) -> Result<(), Fault> {
        let output = self.output(file)?;
        let written = parts.iter().try_for_each(|part| output.write_all(part));
        written.map_err(|e| self.corpus_fault(file, &e))
    }

    fn write_verdict(&mut self, verdict: &Verdict) -> Result<(), Fault> {
        let document = &verdict.document;
        let file = document.key.file();
        self.checksums[file as usize].update(document.record());
        match &verdict.plan {
            Plan::Drop(because) => {
                let bytes = std::str::from_utf8(document.record()).expect("documents are UTF-8").into();
                self.enter(&Entry::Drop {
                    file,
                    record: document.key.record(),
                    path: document.path.as_ref().into(),
                    id: document.id.as_ref().into(),
                    bytes,
                    because: reasons(verdict, because),
                })
            }
            Plan::Keep(edits) => self.write_edited(verdict, edits),
        }
    }

    fn write_edited(&mut self, verdict: &Verdict, edits: &[Edit]) -> Result<(), Fault> {
        let document = &verdict.document;
        let (record, file) = (document.record(), document.key.file());
        if edits.is_empty() {
            return self.write_record(file, &[record]);
        }
        let splices = document.splices(edits.iter().map(|e| (e.span, e.put.as_str())));
        let mut cleaned = Vec::with_capacity(record.len());
        let mut at = 0;
        for (edit, splice) in edits.iter().zip(&splices) {
            cleaned.extend_from_slice(&record[at..splice.range.start]);
            cleaned.extend_from_slice(splice.put.as_bytes());
            at = splice.range.end;
            self.enter(&Entry::Cut {
                file,
                record: document.key.record(),
                path: document.path.as_ref().into(),
                id: document.id.as_ref().into(),
                start: edit.span.start,
                end: edit.span.end,
                at: splice.range.start,
                bytes: cut_bytes(record, splice),
                put: splice.put.as_str().into(),
                because: reasons(verdict, &edit.findings),
            })?;
        }
        cleaned.extend_from_slice(&record[at..]);
        self.write_record(file, &[&cleaned])
    }

    /// Files of which no record was written: JSON Lines are there all the same, empty.
    fn create_missing(&mut self) -> Result<(), Fault> {
        for file in 0..self.files.len() as u32 {
            if self.files[file as usize].format == Format::JsonLines && !self.path_of(file).exists() {
                self.output(file)?;
                self.end_file()?;
            }
        }
        Ok(())
    }
}

impl Sink for CorpusWriter {
    fn accept_cluster(&mut self, cluster: &Cluster) -> Result<(), Fault> {
        let clusters = self.clusters.as_mut().expect("open until finish");
        let written = write_line(clusters, &ClusterEntry::new(self.n_clusters, cluster));
        self.n_clusters += 1;
        written.map_err(|e| self.audit_fault(CLUSTERS_NAME, &e))
    }

    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        match outcome {
            Outcome::Judged(verdict) => self.write_verdict(verdict),
            Outcome::Blank { key, bytes } => {
                self.checksums[key.file() as usize].update(bytes);
                self.write_record(key.file(), &[bytes])
            }
            Outcome::Bad(bad) => {
                self.checksums[bad.key.file() as usize].update(&bad.bytes);
                let entry = Quarantined::new(bad.key.file(), &bad.path, bad.key.record(), &bad.reason, &bad.bytes);
                let quarantine = self.quarantine.as_mut().expect("open until finish");
                write_line(quarantine, &entry).map_err(|e| self.audit_fault(QUARANTINE_NAME, &e))
            }
        }
    }

    fn finish(&mut self, _summary: &Summary, _gate: &GateVerdict) -> Result<(), Fault> {
        self.end_file()?;
        self.create_missing()?;
        let checksums = self.checksums.iter().map(|c| format!("{:032x}", c.digest128())).collect();
        self.enter(&Entry::End { checksums })?;
        let open = [
            (LEDGER_NAME, self.ledger.take()),
            (QUARANTINE_NAME, self.quarantine.take()),
            (CLUSTERS_NAME, self.clusters.take()),
        ];
        for (name, encoder) in open {
            let encoder = encoder.expect("open until finish");
            encoder.finish().map_err(|e| self.audit_fault(name, &e))?;
        }
        let audit = self.audit.take().expect("there until finish");
        self.corpus.take().expect("there until finish").publish()?;
        audit.publish()
    }
}

/// Refuses a folder that holds an input: to replace it would delete what was cleaned, and whatever else lies there.
fn spare_inputs(folder: &Path, files: &[InputFile]) -> Result<(), Fault> {
    let Ok(folder_found) = folder.canonicalize() else { return Ok(()) };
    let is_inside = |f: &&InputFile| f.path.canonicalize().is_ok_and(|path| path.starts_with(&folder_found));
    match files.iter().find(is_inside) {
        Some(file) => {
            let reason = format!("it holds the input {}; name another folder", file.shown);
            Err(Fault::Write { place: folder.display().to_string(), reason })
        }
        None => Ok(()),
    }
}

fn file_entry(file: &InputFile) -> FileEntry {
    let format = match file.format {
        Format::Text => FileFormat::Text,
        Format::JsonLines => FileFormat::Jsonl,
    };
    FileEntry { path: file.shown.to_string(), name: file.name.clone(), format }
}

fn reasons<'a>(verdict: &'a Verdict, because: &[usize]) -> Vec<Reason<'a>> {
    because.iter().map(|&i| Reason::of(&verdict.findings[i])).collect()
}

fn write_line(to: &mut Encoder, entry: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer(&mut *to, entry)?;
    to.write_all(b"\n")
}
