//! Folders that appear whole or not at all: written beside their final place under a hidden name, renamed at the end,
//! removed when the run fails.

use crate::engine::Fault;
use crate::files::why_unwritten;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What happens where the output folder is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Refuse.
    Refuse,
    /// Replace it, once the new one is whole.
    Replace,
}

/// The folder beside `output` that holds ledger, clusters, summary and quarantine.
pub fn audit_folder(output: &Path) -> PathBuf {
    let mut name = output.file_name().map_or_else(|| OsString::from("output"), ToOwned::to_owned);
    name.push(".audit");
    output.with_file_name(name)
}

/// A folder under construction.
pub(super) struct Staging {
    temporary: TempDir,
    target: PathBuf,
}

impl Staging {
    /// Starts the folder that will be `target`.
    pub(super) fn new(target: &Path, overwrite: Overwrite) -> Result<Staging, Fault> {
        if overwrite == Overwrite::Refuse && target.exists() {
            let reason = "it is there already; name another folder or say --force".into();
            return Err(Fault::Write { place: target.display().to_string(), reason });
        }
        let parent = match target.parent() {
            Some(p) if !p.as_os_str().is_empty() => p,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).map_err(|e| write_fault(parent, &e))?;
        let temporary =
            tempfile::Builder::new().prefix(".unspun-").tempdir_in(parent).map_err(|e| write_fault(parent, &e))?;
        Ok(Staging { temporary, target: target.to_owned() })
    }

    /// Where to write for now.
    pub(super) fn path(&self) -> &Path {
        self.temporary.path()
    }

    /// Where a file will be when the folder is whole: what faults name, since the folder for now has a hidden name.
    pub(super) fn final_path(&self, name: &str) -> PathBuf {
        self.target.join(name)
    }

    /// Gives the folder its name; one that was there leaves only now.
    pub(super) fn publish(self) -> Result<(), Fault> {
        let target = &self.target;
        let failed = |e: std::io::Error| write_fault(target, &e);
        let old = self.target.exists().then(|| with_suffix(target, ".unspun-old"));
        if let Some(old) = &old {
            fs::rename(target, old).map_err(failed)?;
        }
        let whole = self.temporary.keep();
        set_readable(&whole).map_err(failed)?;
        fs::rename(&whole, target).map_err(failed)?;
        match &old {
            Some(old) if old.is_dir() => fs::remove_dir_all(old).map_err(failed),
            Some(old) => fs::remove_file(old).map_err(failed),
            None => Ok(()),
        }
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, ToOwned::to_owned);
    name.push(suffix);
    path.with_file_name(name)
}

/// Temporary folders are private; a published one is like any other.
#[cfg(unix)]
fn set_readable(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn set_readable(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

/// The fault of an output that cannot be written.
pub(super) fn write_fault(place: &Path, error: &std::io::Error) -> Fault {
    Fault::Write { place: place.display().to_string(), reason: why_unwritten(error) }
}
