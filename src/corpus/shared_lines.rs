//! Lines that stand in several documents, and where: what groups are learned from (`groups`) and templates are counted in
//! (`templates`) where nobody knows the sites. A line is a paragraph by its template key.

use super::spill::{Allowance, Column, Lost, Record};

/// Records in runs, each run with a key.
#[derive(Debug)]
pub(super) struct Runs<K, T> {
    heads: Column<(K, u32)>,
    items: Column<T>,
}

/// Lines by their template keys, with the documents and the first paragraph in each, ascending.
pub(super) type SharedLines = Runs<u64, (u32, u32)>;

impl<K: Record, T: Record> Runs<K, T> {
    /// None yet.
    pub(super) fn new() -> Runs<K, T> {
        Runs { heads: Column::default(), items: Column::default() }
    }

    /// One run more.
    pub(super) fn push(&mut self, key: K, items: &[T], allowance: Allowance<'_>) -> Result<(), Lost> {
        self.heads.extend_from_slice(&[(key, items.len() as u32)]);
        self.items.extend_from_slice(items);
        self.heads.spill_beyond(allowance)?;
        self.items.spill_beyond(allowance)
    }

    /// Number of runs.
    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// Gives all runs, in order.
    pub(super) fn each(&self, mut take: impl FnMut(K, &[T]) -> Result<(), Lost>) -> Result<(), Lost> {
        let (mut items, mut at) = (self.items.reader(), 0);
        self.heads.each(|(key, n)| {
            let run = at..at + n as usize;
            at = run.end;
            take(key, items.read(run)?)
        })
    }
}
