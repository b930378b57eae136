//! The port to the scratch folder.

use thiserror::Error;

/// Why something could not be put aside, or not be had back. The place is the scratch folder.
#[derive(Debug, Error)]
pub enum Lost {
    /// It was not written.
    #[error("write {place}: {reason}")]
    Write {
        /// The scratch folder.
        place: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// It was written and cannot be read.
    #[error("read {place}: {reason}")]
    Read {
        /// The scratch folder.
        place: String,
        /// What is wrong and what to do.
        reason: String,
    },
}

/// Lends files for what does not fit in memory. They are gone when they are dropped.
pub trait Scratch: Send + Sync + std::fmt::Debug {
    /// A new, empty file.
    fn file(&self) -> Result<Box<dyn ScratchFile>, Lost>;
}

/// A file of the scratch folder.
pub trait ScratchFile: Send + Sync {
    /// Writes `bytes` at the end.
    fn append(&mut self, bytes: &[u8]) -> Result<(), Lost>;
    /// Fills `out` with the bytes from `at`, which were written before.
    fn read_at(&self, at: u64, out: &mut [u8]) -> Result<(), Lost>;
}

/// How much may be held in memory, and where the rest goes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allowance<'a> {
    /// Bytes; without scratch there is no limit.
    pub n_bytes: usize,
    /// Lends files.
    pub scratch: Option<&'a dyn Scratch>,
}

impl<'a> Allowance<'a> {
    /// One of `n` equal parts.
    pub fn part(self, n: usize) -> Allowance<'a> {
        Allowance { n_bytes: self.n_bytes / n, ..self }
    }

    /// Bytes that may be held, most, of what cannot go to the scratch.
    pub fn most_bytes(self) -> usize {
        if self.scratch.is_some() { self.n_bytes } else { usize::MAX }
    }
}

#[cfg(test)]
pub(in crate::corpus) mod memory {
    use super::*;

    /// Files that are vectors.
    #[derive(Debug, Default)]
    pub(crate) struct Memory;

    impl Scratch for Memory {
        fn file(&self) -> Result<Box<dyn ScratchFile>, Lost> {
            Ok(Box::new(Vec::<u8>::new()))
        }
    }

    impl ScratchFile for Vec<u8> {
        fn append(&mut self, bytes: &[u8]) -> Result<(), Lost> {
            self.extend_from_slice(bytes);
            Ok(())
        }

        fn read_at(&self, at: u64, out: &mut [u8]) -> Result<(), Lost> {
            out.copy_from_slice(&self[at as usize..at as usize + out.len()]);
            Ok(())
        }
    }
}
