//! Where a report goes. A reader that closed the pipe (`| head`) is no fault: the run goes on, silently.

use crate::engine::Fault;
use std::io::{ErrorKind, Write};

/// A stream that may be closed by whoever reads it.
pub struct Output {
    to: Option<Box<dyn Write + Send>>,
    name: String,
}

impl Output {
    /// Writes to `to`, called `name` in errors.
    pub fn new(to: Box<dyn Write + Send>, name: impl Into<String>) -> Output {
        Output { to: Some(to), name: name.into() }
    }

    /// Writes all bytes, unless the reader has gone.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.attempt(|to| to.write_all(bytes))
    }

    /// Passes on what is buffered.
    pub(super) fn flush(&mut self) -> Result<(), Fault> {
        self.attempt(|to| to.flush())
    }

    fn attempt(&mut self, action: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Fault> {
        let Some(to) = &mut self.to else { return Ok(()) };
        match action(to) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == ErrorKind::BrokenPipe => {
                self.to = None;
                Ok(())
            }
            Err(e) => Err(Fault::Write { place: self.name.clone(), reason: e.to_string() }),
        }
    }
}
