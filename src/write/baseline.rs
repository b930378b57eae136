//! The baseline's file: JSON Lines, one known finding a line, sorted, so that a change of it can be read in a review. It holds fingerprints
//! and no text, path or id: it may be public where the corpus is not, and does not change when files are split or renamed.

use super::staging::write_fault;
use crate::decide::{Baseline, GateVerdict, Shares};
use crate::engine::{Fault, Outcome, Sink};
use crate::findings::{Finding, Rule, Standing, Summary};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

/// Version of the form. Files of another are refused.
const VERSION: u32 = 1;
/// What to do about a file that cannot be read.
const NEXT_STEP: &str = "write it anew with --write-baseline";

/// The first line.
#[derive(Deserialize, Serialize)]
struct Head {
    #[serde(rename = "unspun-baseline")]
    version: u32,
    /// Names of the rules that were looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rules: Option<Vec<String>>,
}

/// A line of shares: what part of the corpus was under findings of the subject.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ShareLine {
    share: String,
    documents: f64,
    bytes: f64,
}

/// A line of one finding, or of several equal ones.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct EntryLine<'a> {
    rule: &'a str,
    fingerprint: &'a str,
    count: u32,
    /// Fingerprints of what was kept instead, where its words are others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kept: Vec<String>,
}

/// Reads a baseline.
///
/// # Errors
/// Where the file cannot be read or a line is none of a baseline; the line is named.
pub fn read_baseline(path: &Path) -> Result<Baseline, Fault> {
    let fault = |reason: String| Fault::Read { place: format!("baseline {}", path.display()), reason };
    let of_line = |n: usize, reason: String| fault(format!("line {n}: {reason}; {NEXT_STEP}"));
    let file = std::fs::File::open(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => fault("it is not there; write it with --write-baseline".to_owned()),
        _ => fault(e.to_string()),
    })?;
    let mut baseline = Baseline::default();
    let mut n_lines = 0;
    for (n, line) in (1..).zip(BufReader::with_capacity(1 << 16, file).lines()) {
        let line = line.map_err(|e| of_line(n, e.to_string()))?;
        n_lines = n;
        if n == 1 {
            let rules = read_head(&line).map_err(|reason| of_line(n, reason))?;
            rules.into_iter().for_each(|rules| baseline.set_asked(rules));
        } else if !line.trim().is_empty() {
            read_line(&line, &mut baseline).map_err(|reason| of_line(n, reason))?;
        }
    }
    if n_lines == 0 {
        return Err(fault(format!("it is empty; {NEXT_STEP}")));
    }
    Ok(baseline)
}

fn read_head(line: &str) -> Result<Option<Vec<String>>, String> {
    let head: Head = serde_json::from_str(line).map_err(|_| "it is no baseline of unspun".to_owned())?;
    match head.version {
        VERSION => Ok(head.rules),
        other => Err(format!("its form is version {other}, this unspun knows {VERSION}")),
    }
}

fn read_line(line: &str, baseline: &mut Baseline) -> Result<(), String> {
    if line.starts_with("{\"share\"") {
        let ShareLine { share, documents, bytes } = serde_json::from_str(line).map_err(|e| why(&e))?;
        baseline.set_shares(share, Shares { documents, bytes });
        return Ok(());
    }
    let entry: EntryLine<'_> = serde_json::from_str(line).map_err(|e| why(&e))?;
    let fingerprint = read_fingerprint(entry.fingerprint)?;
    baseline.add(entry.rule, fingerprint, entry.count);
    entry.kept.iter().try_for_each(|kept| {
        baseline.add_kept(fingerprint, read_fingerprint(kept)?);
        Ok(())
    })
}

fn read_fingerprint(digits: &str) -> Result<u64, String> {
    u64::from_str_radix(digits, 16).map_err(|_| format!("fingerprint {digits:?} is none: it has 16 hexadecimal digits"))
}

fn written(fingerprint: u64) -> String {
    format!("{fingerprint:016x}")
}

/// The reason without its place, which would count from the start of the line.
fn why(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// How a baseline is renewed from what a run finds.
#[derive(Debug)]
pub enum Renewal {
    /// It becomes what was found.
    Whole,
    /// What is gone leaves `old`; nothing new comes in. What the run did not look for stays as it is.
    Shrunk {
        /// The baseline before.
        old: Arc<Baseline>,
        /// Names of the rules for which it did not look, and of families with such rules.
        unasked: Vec<String>,
    },
    /// It becomes what was found, and keeps what `old` has of that for which the run did not look.
    Grown {
        /// The baseline before.
        old: Arc<Baseline>,
        /// Names of the rules for which it did not look, and of families with such rules.
        unasked: Vec<String>,
    },
}

/// Collects the findings of a run and writes them as a baseline when it ends.
pub struct BaselineWriter {
    path: PathBuf,
    /// Made at the start, so that a folder that takes no file is seen before the corpus is read; it has no name until it is whole.
    temporary: Option<NamedTempFile>,
    renewal: Renewal,
    found: Baseline,
    n_written: u64,
}

impl BaselineWriter {
    /// Will write the file `path`; the run looks for the rules that are `asked`.
    ///
    /// # Errors
    /// Where its folder takes no file.
    pub fn create<'r>(
        path: &Path,
        renewal: Renewal,
        asked: impl IntoIterator<Item = &'r Rule>,
    ) -> Result<BaselineWriter, Fault> {
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned()); // what a link names, not the link
        if target.is_dir() {
            return Err(write_fault(path, &std::io::ErrorKind::IsADirectory.into()));
        }
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".unspun-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // the umask takes its part
        let temporary = builder.tempfile_in(folder).map_err(|e| write_fault(path, &e))?;
        let mut found = Baseline::default();
        found.set_asked(asked.into_iter().map(|rule| rule.name));
        Ok(BaselineWriter { path: target, temporary: Some(temporary), renewal, found, n_written: 0 })
    }

    /// Findings in the file, once it is written.
    pub fn n_written(&self) -> u64 {
        self.n_written
    }
}

impl Sink for BaselineWriter {
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        if let Outcome::Judged(verdict) = outcome {
            let is_taken =
                |f: &&Finding| f.standing == Standing::Known || !matches!(self.renewal, Renewal::Shrunk { .. });
            verdict.findings.iter().filter(is_taken).for_each(|finding| self.found.add_finding(finding));
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, _gate: &GateVerdict) -> Result<(), Fault> {
        let Some(temporary) = self.temporary.take() else { return Ok(()) };
        self.found.set_all_shares(&summary.with_known);
        let renewed = match &self.renewal {
            Renewal::Whole => None,
            Renewal::Shrunk { old, unasked } => {
                Some(old.shrunk_to(&self.found, |name| !unasked.iter().any(|n| n == name)))
            }
            Renewal::Grown { old, unasked } => {
                Some(old.grown_to(&self.found, |name| !unasked.iter().any(|n| n == name)))
            }
        };
        let baseline = renewed.as_ref().unwrap_or(&self.found);
        let mut to = BufWriter::with_capacity(1 << 16, temporary);
        write_lines(&mut to, baseline).map_err(|e| write_fault(&self.path, &e))?;
        let temporary = to.into_inner().map_err(|e| write_fault(&self.path, e.error()))?;
        temporary.persist(&self.path).map_err(|e| write_fault(&self.path, &e.error))?;
        self.n_written = baseline.n_findings();
        Ok(())
    }
}

fn write_lines(to: &mut impl Write, baseline: &Baseline) -> std::io::Result<()> {
    let rules = baseline.asked().map(|rules| rules.iter().cloned().collect());
    write_line(to, &Head { version: VERSION, rules })?;
    for (subject, shares) in baseline.all_shares() {
        let (documents, bytes) = (Shares::rounded(shares.documents), Shares::rounded(shares.bytes));
        write_line(to, &ShareLine { share: subject.clone(), documents, bytes })?;
    }
    for (rule, fingerprint, count) in baseline.entries() {
        let kept = baseline.kept_of(fingerprint).map(written).collect();
        write_line(to, &EntryLine { rule, fingerprint: &written(fingerprint), count, kept })?;
    }
    Ok(())
}

fn write_line(to: &mut impl Write, line: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer(&mut *to, line)?;
    to.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Family;

    static RULES: [Rule; 2] = [Rule::for_test("a", Family::Spun), Rule::for_test("b", Family::Spun)];

    fn check(text: &str, expected: &str) {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("known.jsonl");
        std::fs::write(&path, text).unwrap();
        let told = read_baseline(&path).unwrap_err().to_string();
        assert!(told.contains(expected), "{told}");
    }

    #[test]
    fn what_is_written_is_read_again_and_sorted() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("known.jsonl");
        let mut writer = BaselineWriter::create(&path, Renewal::Whole, &RULES).unwrap();
        for (rule, fingerprint) in [("spun-copy", 7), ("mojibake", u64::MAX), ("spun-copy", 7), ("spun-copy", 3)] {
            writer.found.add(rule, fingerprint, 1);
        }
        writer.found.add_kept(3, 16);
        writer.found.set_shares("spun", Shares { documents: 1.0 / 3.0, bytes: 0.25 });
        let written = writer.found.entries().iter().map(|(r, f, n)| ((*r).to_owned(), *f, *n)).collect::<Vec<_>>();
        writer.finish(&Summary::default(), &GateVerdict::default()).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            text,
            "{\"unspun-baseline\":1,\"rules\":[\"a\",\"b\"]}\n\
             {\"share\":\"spun\",\"documents\":0.333333,\"bytes\":0.25}\n\
             {\"rule\":\"mojibake\",\"fingerprint\":\"ffffffffffffffff\",\"count\":1}\n\
             {\"rule\":\"spun-copy\",\"fingerprint\":\"0000000000000003\",\"count\":1,\"kept\":[\"0000000000000010\"]}\n\
             {\"rule\":\"spun-copy\",\"fingerprint\":\"0000000000000007\",\"count\":2}\n"
        );
        let read = read_baseline(&path).unwrap();
        assert_eq!(read.entries().iter().map(|(r, f, n)| ((*r).to_owned(), *f, *n)).collect::<Vec<_>>(), written);
        assert_eq!(read.shares("spun").documents, 0.333333);
        assert_eq!(read.kept_of(3).collect::<Vec<_>>(), [16]);
        assert_eq!(read.asked().map(|rules| rules.len()), Some(2));
    }

    #[test]
    fn a_bad_line_is_named_with_what_to_do() {
        check("", "it is empty; write it anew with --write-baseline");
        check("[]\n", "line 1: it is no baseline of unspun; write it anew");
        check("{\"unspun-baseline\":9}\n", "line 1: its form is version 9, this unspun knows 1");
        let head = "{\"unspun-baseline\":1}\n";
        check(&format!("{head}{{\"rule\":\"x\"}}\n"), "line 2: missing field `fingerprint`; write it anew");
        check(
            &format!("{head}\n{{\"rule\":\"x\",\"fingerprint\":\"spun\",\"count\":1}}"),
            "line 3: fingerprint \"spun\" is none",
        );
        check(&format!("{head}<<<<<<< ours\n"), "line 2: expected value; write it anew");
    }
}
