//! A column: records that are appended, and read by their number. Blocks of them stand in memory or in a file.

use super::record::Record;
use super::scratch::{Allowance, Lost, Scratch, ScratchFile};
use std::borrow::Cow;
use std::ops::Range;

/// Records in a block: some hundreds of kilobytes. Large against a read of a file, small against what a run may hold. A guess.
const BLOCK: usize = 1 << 14;
/// Longest record that is read alone, in bytes.
const MAX_RECORD_BYTES: usize = 64;

/// Records by number.
pub struct Column<T> {
    /// The first blocks, all full.
    file: Option<Box<dyn ScratchFile>>,
    n_filed: usize,
    /// The others, all full but the last.
    blocks: Vec<Vec<T>>,
    n_bytes_held: usize,
}

impl<T> Default for Column<T> {
    fn default() -> Column<T> {
        Column { file: None, n_filed: 0, blocks: Vec::new(), n_bytes_held: 0 }
    }
}

impl<T> std::fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Column").field("n_filed", &self.n_filed).field("n_bytes_held", &self.n_bytes_held).finish()
    }
}

impl<T: Record> Column<T> {
    /// Number of records.
    pub fn len(&self) -> usize {
        let n_held = self.blocks.split_last().map_or(0, |(last, full)| full.len() * BLOCK + last.len());
        self.n_filed + n_held
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Memory taken, in bytes.
    pub fn n_bytes_held(&self) -> usize {
        self.n_bytes_held
    }

    /// Appends records.
    pub fn extend_from_slice(&mut self, mut records: &[T]) {
        while !records.is_empty() {
            let last = match self.blocks.last_mut() {
                Some(last) if last.len() < BLOCK => last,
                _ => {
                    self.n_bytes_held += BLOCK * size_of::<T>();
                    self.blocks.push(Vec::with_capacity(BLOCK));
                    self.blocks.last_mut().expect("one was pushed")
                }
            };
            let (here, rest) = records.split_at(records.len().min(BLOCK - last.len()));
            last.extend_from_slice(here);
            records = rest;
        }
    }

    /// Puts all full blocks into a file of the scratch folder.
    pub fn spill(&mut self, scratch: &dyn Scratch) -> Result<(), Lost> {
        let n_full = self.blocks.iter().filter(|block| block.len() == BLOCK).count();
        let mut bytes = Vec::with_capacity(BLOCK * T::N_BYTES);
        for block in self.blocks.drain(..n_full) {
            bytes.clear();
            block.iter().for_each(|record| record.put(&mut bytes));
            let file = match &mut self.file {
                Some(file) => file,
                none => none.insert(scratch.file()?),
            };
            file.append(&bytes)?;
            self.n_filed += BLOCK;
            self.n_bytes_held -= BLOCK * size_of::<T>();
        }
        Ok(())
    }

    /// The same where they take more memory than is allowed.
    pub fn spill_beyond(&mut self, allowance: Allowance<'_>) -> Result<(), Lost> {
        match allowance.scratch {
            Some(scratch) if self.n_bytes_held > allowance.n_bytes => self.spill(scratch),
            _ => Ok(()),
        }
    }

    /// Gives all records, in order.
    pub fn each<E: From<Lost>>(&self, mut take: impl FnMut(T) -> Result<(), E>) -> Result<(), E> {
        for start in (0..self.len()).step_by(BLOCK) {
            self.read(start..self.len().min(start + BLOCK))?.iter().try_for_each(|&record| take(record))?;
        }
        Ok(())
    }

    /// One record.
    pub fn one(&self, at: usize) -> Result<T, Lost> {
        let Some(file) = self.file.as_ref().filter(|_| at < self.n_filed) else {
            let held = at - self.n_filed;
            return Ok(self.blocks[held / BLOCK][held % BLOCK]);
        };
        let mut room = [0; MAX_RECORD_BYTES];
        let bytes = &mut room[..T::N_BYTES];
        file.read_at((at * T::N_BYTES) as u64, bytes)?;
        Ok(T::get(bytes))
    }

    /// The records of a range.
    pub fn read(&self, range: Range<usize>) -> Result<Cow<'_, [T]>, Lost> {
        let held = range.start.checked_sub(self.n_filed).map(|start| start..start + range.len());
        if let Some(held) = held.filter(|held| held.is_empty() || held.start / BLOCK == (held.end - 1) / BLOCK) {
            let at = held.start % BLOCK;
            let block = self.blocks.get(held.start / BLOCK).map_or(&[][..], Vec::as_slice);
            return Ok(Cow::Borrowed(block.get(at..at + held.len()).unwrap_or_default()));
        }
        let mut records = Vec::with_capacity(range.len());
        let filed = range.start.min(self.n_filed)..range.end.min(self.n_filed);
        if let Some(file) = self.file.as_ref().filter(|_| !filed.is_empty()) {
            let mut bytes = vec![0; filed.len() * T::N_BYTES];
            file.read_at((filed.start * T::N_BYTES) as u64, &mut bytes)?;
            records.extend(bytes.chunks_exact(T::N_BYTES).map(T::get));
        }
        let mut at = range.start.max(self.n_filed) - self.n_filed;
        while records.len() < range.len() {
            let block = &self.blocks[at / BLOCK][at % BLOCK..];
            let here = &block[..block.len().min(range.len() - records.len())];
            records.extend_from_slice(here);
            at += here.len();
        }
        Ok(Cow::Owned(records))
    }

    /// Reads ranges that ascend, without reading a block of the file twice.
    pub fn reader(&self) -> Reader<'_, T> {
        Reader { column: self, start: 0, held: Cow::Borrowed(&[]) }
    }
}

/// Reads a column from its start to its end.
pub struct Reader<'a, T: Record> {
    column: &'a Column<T>,
    start: usize,
    held: Cow<'a, [T]>,
}

impl<T: Record> Reader<'_, T> {
    /// One record, which stands where the last one did, or later.
    pub fn one(&mut self, at: usize) -> Result<T, Lost> {
        Ok(self.read(at..at + 1)?[0])
    }

    /// The records of a range that starts where the last one ended, or later.
    pub fn read(&mut self, range: Range<usize>) -> Result<&[T], Lost> {
        let end = self.start + self.held.len();
        if range.start < self.start || range.end > end {
            let block_end = (range.start / BLOCK + 1) * BLOCK;
            let end = range.end.max(block_end.min(self.column.len()));
            self.held = self.column.read(range.start..end)?;
            self.start = range.start;
        }
        let at = range.start - self.start;
        Ok(&self.held[at..at + range.len()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::memory::Memory;
    use super::*;

    #[test]
    fn what_was_appended_is_read_back_wherever_it_stands() {
        let n = BLOCK * 3 + 77;
        let records: Vec<(u32, u64)> = (0..n).map(|i| (i as u32, i as u64 * 3)).collect();
        let mut column = Column::default();
        for (at, part) in records.chunks(1000).enumerate() {
            column.extend_from_slice(part);
            if at == 25 {
                column.spill(&Memory).unwrap();
            }
        }
        assert_eq!(column.len(), n);
        assert!(column.n_filed > 0 && column.n_filed < n);
        let ranges = [0..n, 5..5, 10..20, BLOCK - 1..BLOCK + 1, BLOCK * 2 - 5..n, n - 1..n, n..n];
        for range in ranges {
            assert_eq!(column.read(range.clone()).unwrap(), &records[range]);
        }
        for at in [0, BLOCK - 1, column.n_filed - 1, column.n_filed, n - 1] {
            assert_eq!(column.one(at).unwrap(), records[at]);
        }
        let mut reader = column.reader();
        for start in (0..n - 50).step_by(49) {
            assert_eq!(reader.read(start..start + 50).unwrap(), &records[start..start + 50]);
        }
    }
}
