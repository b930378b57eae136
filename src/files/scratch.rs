//! Files for what a run puts aside when it does not fit in memory: the engine's port, on temporary files of one folder. They have
//! no name where the system allows that, so however a run ends, nothing stays behind.

use super::why_unwritten;
use crate::engine::{Fault, Lost, Scratch, ScratchFile};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A folder that lends temporary files.
#[derive(Clone, Debug)]
pub struct ScratchFolder {
    folder: PathBuf,
}

impl ScratchFolder {
    /// Lends files of `folder`, which is looked at when the first one is needed.
    pub fn new(folder: impl Into<PathBuf>) -> ScratchFolder {
        ScratchFolder { folder: folder.into() }
    }

    /// Tries whether a file can be made, so that a run does not learn it after hours.
    ///
    /// # Errors
    /// Where it cannot.
    pub fn check(&self) -> Result<(), Fault> {
        Ok(self.file().map(|_| ())?)
    }
}

impl Scratch for ScratchFolder {
    fn file(&self) -> Result<Box<dyn ScratchFile>, Lost> {
        let file = tempfile::tempfile_in(&self.folder).map_err(|e| fault(&self.folder, &e))?;
        Ok(Box::new(TemporaryFile { file, folder: self.folder.clone() }))
    }
}

/// A file that is gone when it is dropped.
struct TemporaryFile {
    file: File,
    /// What faults name.
    folder: PathBuf,
}

impl ScratchFile for TemporaryFile {
    fn append(&mut self, bytes: &[u8]) -> Result<(), Lost> {
        // Where reading moves the place of writing, this moves it back.
        let written = self.file.seek(SeekFrom::End(0)).and_then(|_| self.file.write_all(bytes));
        written.map_err(|e| fault(&self.folder, &e))
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> Result<(), Lost> {
        read_exact_at(&self.file, at, out).map_err(|e| Lost::Read {
            place: format!("work folder {}", self.folder.display()),
            reason: format!("what was put aside there cannot be read back ({e}); name another folder with --work-dir"),
        })
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, at: u64, out: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, out, at)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut at: u64, mut out: &mut [u8]) -> io::Result<()> {
    while !out.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, out, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => (at, out) = (at + n as u64, &mut out[n..]),
        }
    }
    Ok(())
}

fn fault(folder: &Path, error: &io::Error) -> Lost {
    let next = "name another folder with --work-dir";
    Lost::Write {
        place: format!("work folder {}", folder.display()),
        reason: format!("{}; {next}", why_unwritten(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_aside_comes_back_and_the_folder_stays_empty() {
        let desk = tempfile::tempdir().unwrap();
        let mut file = ScratchFolder::new(desk.path()).file().unwrap();
        file.append(b"boats ").unwrap();
        let mut out = [0; 5];
        file.read_at(0, &mut out).unwrap();
        assert_eq!(&out, b"boats");
        file.append(b"piers").unwrap();
        file.read_at(6, &mut out).unwrap();
        assert_eq!(&out, b"piers");
        assert!(file.read_at(7, &mut out).unwrap_err().to_string().contains("cannot be read back"));
        assert_eq!(std::fs::read_dir(desk.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named_with_what_to_do() {
        let desk = tempfile::tempdir().unwrap();
        let message = ScratchFolder::new(desk.path().join("gone")).check().unwrap_err().to_string();
        assert!(message.starts_with("write work folder ") && message.contains("gone: "), "{message}");
        assert!(message.contains("name another folder with --work-dir"), "{message}");
    }
}
