//! What the user named: files, folders, globs, `-`. Expanded once, into a sorted list of files with the names under which
//! their cleaned forms will be written.

use crate::files::{Compression, Format, InputFile, why_unwritten};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;
use walkdir::WalkDir;

/// Why the inputs cannot be listed.
#[derive(Debug, Error)]
pub enum InputError {
    /// It is not there, or cannot be looked at.
    #[error("read {path}: {reason}")]
    Unreadable {
        /// As the user gave it.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// Nothing there is a document.
    #[error(
        "no document in {inputs}: folders are searched for .txt, .text, .md, .jsonl, .ndjson and .json, also .gz and .zst of them (files of other kinds: {n_skipped}); --format takes every file"
    )]
    NothingMatched {
        /// As the user gave them.
        inputs: String,
        /// Files of other kinds.
        n_skipped: usize,
    },
    /// Two inputs would be written to one place.
    #[error("{first} and {second} would both be written as {name}; clean them in two runs")]
    SameName {
        /// One input.
        first: String,
        /// The other.
        second: String,
        /// Their common name.
        name: String,
    },
    /// A name that cannot be written again.
    #[error("{path}: its name is not UTF-8, so the cleaned file cannot have the same; rename it")]
    OddName {
        /// The nearest that can be shown.
        path: String,
    },
    /// A glob that is none.
    #[error("{pattern} is no glob: {reason}")]
    BadGlob {
        /// As the user gave it.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// The expanded inputs.
#[derive(Debug)]
pub struct Inputs {
    /// Sorted by shown name.
    pub files: Vec<InputFile>,
    /// Files in folders that were passed over, being of other kinds.
    pub n_skipped: usize,
    /// Standard input, kept in a temporary file since the corpus is read twice. The file has no name: however the run ends,
    /// nothing stays behind.
    pub spool: Option<Arc<File>>,
}

/// What stands for standard input.
pub(super) const STDIN: &str = "-";

impl Inputs {
    /// Fails where a file cannot be read a second time, as a pipe cannot.
    ///
    /// # Errors
    /// For the first such file.
    pub fn check_rereadable(&self) -> Result<(), InputError> {
        let is_stream = |f: &&InputFile| f.path != Path::new(STDIN) && !f.path.is_file();
        match self.files.iter().find(is_stream) {
            Some(file) => Err(InputError::Unreadable {
                path: file.shown.to_string(),
                reason: "it is a pipe or a device, and the corpus is read twice; give - and its text on standard input"
                    .into(),
            }),
            None => Ok(()),
        }
    }

    /// Fails where the files cannot all be written under their own names in one folder.
    ///
    /// # Errors
    /// Where two have one name, or a name is not UTF-8.
    pub fn check_names(&self) -> Result<(), InputError> {
        let mut seen: BTreeMap<&str, &InputFile> = BTreeMap::new();
        for file in &self.files {
            if file.path.to_str().is_none() && file.name.contains(char::REPLACEMENT_CHARACTER) {
                return Err(InputError::OddName { path: file.shown.to_string() });
            }
            if let Some(first) = seen.insert(&file.name, file) {
                return Err(InputError::SameName {
                    first: first.shown.to_string(),
                    second: file.shown.to_string(),
                    name: file.name.clone(),
                });
            }
        }
        Ok(())
    }
}

/// Lists the files under `inputs`. `format` overrides what the names say.
///
/// # Errors
/// Where an input is missing or unreadable, or nothing matches.
pub fn expand(inputs: &[String], format: Option<Format>) -> Result<Inputs, InputError> {
    expand_in(inputs, format, None)
}

/// The same; standard input is kept in a file of `work_dir`, or of the system's folder for temporary files.
///
/// # Errors
/// Where an input is missing or unreadable, standard input cannot be kept, or nothing matches.
pub fn expand_in(inputs: &[String], format: Option<Format>, work_dir: Option<&Path>) -> Result<Inputs, InputError> {
    let mut found = Inputs { files: Vec::new(), n_skipped: 0, spool: None };
    let several = inputs.len() > 1;
    for input in inputs {
        let path = Path::new(input);
        if input == STDIN {
            if found.spool.is_none() {
                spool(&mut found, format, work_dir)?;
            }
        } else if path.is_dir() {
            let base = if several { path.parent().unwrap_or(path) } else { path };
            walk(&mut found, path, base, format)?;
        } else if path.exists() || !is_glob(input) {
            let base = path.parent().unwrap_or(Path::new(""));
            push(&mut found, path, base, format.or(Some(Format::of(path).unwrap_or(Format::Text))))?;
        } else {
            expand_glob(&mut found, input, format)?;
        }
    }
    found.files.sort_by(|a, b| a.shown.cmp(&b.shown));
    found.files.dedup_by(|a, b| a.path == b.path);
    if found.files.is_empty() {
        return Err(InputError::NothingMatched { inputs: inputs.join(" "), n_skipped: found.n_skipped });
    }
    Ok(found)
}

fn is_glob(input: &str) -> bool {
    input.contains(['*', '?', '['])
}

fn expand_glob(found: &mut Inputs, pattern: &str, format: Option<Format>) -> Result<(), InputError> {
    let paths =
        glob::glob(pattern).map_err(|e| InputError::BadGlob { pattern: pattern.into(), reason: e.to_string() })?;
    let fixed = &pattern[..pattern.find(['*', '?', '[']).unwrap_or(pattern.len())];
    let base = PathBuf::from(&fixed[..fixed.rfind('/').map_or(0, |i| i + 1)]);
    for path in paths {
        let path =
            path.map_err(|e| InputError::Unreadable { path: e.path().display().to_string(), reason: e.to_string() })?;
        if path.is_dir() {
            walk(found, &path, &base, format)?;
        } else {
            push(found, &path, &base, format.or(Some(Format::of(&path).unwrap_or(Format::Text))))?;
        }
    }
    Ok(())
}

fn walk(found: &mut Inputs, folder: &Path, base: &Path, format: Option<Format>) -> Result<(), InputError> {
    let is_hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(|e| !is_hidden(e))
    {
        let entry = entry.map_err(|e| InputError::Unreadable {
            path: e.path().unwrap_or(folder).display().to_string(),
            reason: e.to_string(),
        })?;
        if entry.file_type().is_file() {
            push(found, entry.path(), base, format.or(Format::of(entry.path())))?;
        }
    }
    Ok(())
}

fn push(found: &mut Inputs, path: &Path, base: &Path, format: Option<Format>) -> Result<(), InputError> {
    let Some(format) = format else {
        found.n_skipped += 1;
        return Ok(());
    };
    let metadata = std::fs::metadata(path)
        .map_err(|e| InputError::Unreadable { path: path.display().to_string(), reason: e.to_string() })?;
    let relative = path.strip_prefix(base).unwrap_or(path);
    let name: Vec<String> = relative
        .components()
        .filter(|c| matches!(c, std::path::Component::Normal(_)))
        .map(|c| c.as_os_str().to_string_lossy().into_owned())
        .collect();
    found.files.push(InputFile {
        path: path.to_owned(),
        shown: path.display().to_string().into(),
        name: name.join("/"),
        format,
        compression: Compression::of(path),
        n_bytes: metadata.len(),
        modified: metadata.modified().ok(),
    });
    Ok(())
}

fn spool(found: &mut Inputs, format: Option<Format>, work_dir: Option<&Path>) -> Result<(), InputError> {
    let failed =
        |e: std::io::Error| InputError::Unreadable { path: STDIN.into(), reason: format!("standard input: {e}") };
    let folder = work_dir.map_or_else(std::env::temp_dir, Path::to_owned);
    let next = if work_dir.is_some() { "; name another folder with --work-dir" } else { "" };
    let kept = |e: std::io::Error| {
        let reason = format!("standard input cannot be kept in {}: {}{next}", folder.display(), why_unwritten(&e));
        InputError::Unreadable { path: STDIN.into(), reason }
    };
    let mut file = tempfile::tempfile_in(&folder).map_err(kept)?;
    let mut stdin = std::io::stdin().lock();
    let mut n_bytes = 0;
    loop {
        let piece = stdin.fill_buf().map_err(failed)?;
        if piece.is_empty() {
            break;
        }
        file.write_all(piece).map_err(kept)?;
        let n = piece.len();
        n_bytes += n as u64;
        stdin.consume(n);
    }
    let format = format.unwrap_or(Format::JsonLines);
    found.files.push(InputFile {
        path: STDIN.into(),
        shown: STDIN.into(),
        name: if format == Format::JsonLines { "stdin.jsonl".into() } else { "stdin.txt".into() },
        format,
        compression: Compression::Plain,
        n_bytes,
        modified: None,
    });
    found.spool = Some(Arc::new(file));
    Ok(())
}
