//! Where a report goes. A reader that closed the pipe (`| head`) is no fault: the run goes on, silently.

use crate::engine::Fault;
use crate::files::why_unwritten;
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// A stream that may be closed by whoever reads it, or a file that gets its name when it is whole.
pub struct Output {
    to: Option<Box<dyn Write + Send>>,
    name: String,
    rename: Option<(TempPath, PathBuf)>,
}

const BUFFER_BYTES: usize = 1 << 16;

impl Output {
    /// Writes to `to`, called `name` in errors.
    pub fn new(to: Box<dyn Write + Send>, name: impl Into<String>) -> Output {
        Output { to: Some(to), name: name.into(), rename: None }
    }

    /// Writes the file `path`: under a temporary name beside it until the report is whole, so that a run that fails leaves
    /// what was there before. A pipe or a device is written as it goes.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn file(path: &Path) -> Result<Output, Fault> {
        let name = path.display().to_string();
        let failed = |e: std::io::Error| Fault::Write { place: name.clone(), reason: why_unwritten(&e) };
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if target.exists() && !target.is_file() {
            let file = File::create(&target).map_err(failed)?;
            return Ok(Output::new(Box::new(BufWriter::with_capacity(BUFFER_BYTES, file)), name));
        }
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (file, temporary) = new_file(folder).map_err(failed)?.into_parts();
        let to = BufWriter::with_capacity(BUFFER_BYTES, file);
        Ok(Output { to: Some(Box::new(to)), name, rename: Some((temporary, target)) })
    }

    /// Writes at the end of the file `path`, which others write too.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn append(path: &Path) -> Result<Output, Fault> {
        let name = path.display().to_string();
        match File::options().append(true).create(true).open(path) {
            Ok(file) => Ok(Output::new(Box::new(BufWriter::with_capacity(BUFFER_BYTES, file)), name)),
            Err(e) => Err(Fault::Write { place: name, reason: why_unwritten(&e) }),
        }
    }

    /// Writes `bytes` and nothing else.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn put(mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.write(bytes)?;
        self.finish()
    }

    /// Writes all bytes, unless the reader has gone.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.attempt(|to| to.write_all(bytes))
    }

    /// Passes on what is buffered; a file gets its name.
    pub(super) fn finish(&mut self) -> Result<(), Fault> {
        self.attempt(|to| to.flush())?;
        match self.rename.take() {
            Some((temporary, target)) => temporary
                .persist(target)
                .map_err(|e| Fault::Write { place: self.name.clone(), reason: why_unwritten(&e.error) }),
            None => Ok(()),
        }
    }

    fn attempt(&mut self, action: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Fault> {
        let Some(to) = &mut self.to else { return Ok(()) };
        match action(to) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == ErrorKind::BrokenPipe => {
                self.to = None;
                Ok(())
            }
            Err(e) => Err(Fault::Write { place: self.name.clone(), reason: why_unwritten(&e) }),
        }
    }
}

/// A temporary file that, once it has its name, may be read by whom any new file may.
fn new_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".unspun-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // the umask takes its part
    builder.tempfile_in(folder)
}
