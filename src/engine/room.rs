//! Room for what a run has to put aside: in memory up to a limit, from there on in a file of the scratch folder. What was
//! appended is read back by its place; nothing is changed.

use super::ports::{Fault, Scratch, ScratchFile};
use std::borrow::Cow;

/// Bytes by place.
pub(super) struct Room<'a> {
    scratch: Option<&'a dyn Scratch>,
    limit_bytes: usize,
    /// What was appended, each with its place. Not one long piece: that doubles as it grows, and is there twice while it does.
    held: Vec<(u64, Box<[u8]>)>,
    n_held_bytes: usize,
    file: Option<Box<dyn ScratchFile>>,
    n_bytes: u64,
}

impl<'a> Room<'a> {
    /// Empty room that holds up to `limit_bytes` in memory; everything where there is no scratch.
    pub(super) fn new(scratch: Option<&'a dyn Scratch>, limit_bytes: usize) -> Room<'a> {
        Room { scratch, limit_bytes, held: Vec::new(), n_held_bytes: 0, file: None, n_bytes: 0 }
    }

    /// Puts `bytes` at the end and tells their place.
    pub(super) fn append(&mut self, bytes: Vec<u8>) -> Result<u64, Fault> {
        let (at, n_bytes) = (self.n_bytes, bytes.len());
        if let (None, Some(scratch)) = (&self.file, self.scratch)
            && self.n_held_bytes + n_bytes > self.limit_bytes
        {
            let mut file = scratch.file()?;
            for (_, piece) in std::mem::take(&mut self.held) {
                file.append(&piece)?;
            }
            self.file = Some(file);
        }
        match &mut self.file {
            Some(file) => file.append(&bytes)?,
            None => {
                self.held.push((at, bytes.into()));
                self.n_held_bytes += n_bytes;
            }
        }
        self.n_bytes += n_bytes as u64;
        Ok(at)
    }

    /// `n_bytes` bytes from `at`, which were appended before, at once.
    pub(super) fn read(&self, at: u64, n_bytes: usize) -> Result<Cow<'_, [u8]>, Fault> {
        match &self.file {
            None => Ok(Cow::Borrowed(self.held(at, n_bytes))),
            Some(file) => {
                let mut bytes = vec![0; n_bytes];
                file.read_at(at, &mut bytes)?;
                Ok(Cow::Owned(bytes))
            }
        }
    }

    /// The same; `buffer` is where they lie if they have to lie anywhere.
    pub(super) fn read_into<'b>(&'b self, at: u64, n_bytes: usize, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], Fault> {
        match &self.file {
            None => Ok(self.held(at, n_bytes)),
            Some(file) => {
                buffer.resize(n_bytes, 0);
                file.read_at(at, buffer)?;
                Ok(buffer)
            }
        }
    }

    fn held(&self, at: u64, n_bytes: usize) -> &[u8] {
        if n_bytes == 0 {
            return &[];
        }
        let (start, piece) = &self.held[self.held.partition_point(|(start, _)| *start <= at) - 1];
        let from = (at - start) as usize;
        &piece[from..from + n_bytes]
    }
}
