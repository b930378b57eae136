//! Sorts more records than fit in memory by a number that falls about evenly. Each record goes to the shelf of its number right away,
//! and shelf after shelf is sorted in memory, by its digits. Sorting runs and merging them takes several times as long: each comparison is a branch that
//! cannot be foreseen.

use super::record::Record;
use super::scratch::{Allowance, Lost, Scratch, ScratchFile};
use std::ops::Range;

/// Fewest bytes of one shelf that are written at a time. A guess.
const MIN_BLOCK_BYTES: usize = 1 << 11;
/// Bits by which a shelf of too many is parted, most: for each part it is read again. A guess.
const MAX_BITS_APART: u32 = 4;
/// Bits of a digit. A guess: as many counts fit into the fastest memory.
const DIGIT_BITS: u32 = 11;

/// How numbers are shared out among shelves.
#[derive(Clone, Copy, Debug)]
pub struct Shelving {
    least: u32,
    n_shelves: usize,
    /// Bits of a number that tell places on one shelf.
    n_bits: u32,
    /// Records of one shelf that are held before they are written.
    n_block: usize,
    /// Records of one shelf that are sorted at a time, most, where they can be parted.
    n_most: usize,
}

impl Shelving {
    /// For about `n_records` records of `n_bytes` bytes, with numbers in this range. A quarter of the allowance holds the records that
    /// are not written yet; those of a shelf are about as many, and are sorted in parts where they would take more than all of it.
    pub fn new(numbers: Range<u64>, n_records: usize, n_bytes: usize, allowance: Allowance<'_>) -> Shelving {
        let n_numbers = (numbers.end - numbers.start).max(1);
        let quarter = allowance.most_bytes() / 4;
        let n_wanted = (n_records * n_bytes / quarter.max(1) + 1).min((quarter / MIN_BLOCK_BYTES).max(1));
        // The fewest bits with which there are no more shelves than wanted.
        let n_bits = (0..u64::BITS).find(|bits| (n_numbers - 1) >> bits < n_wanted as u64).unwrap_or(0);
        let n_shelves = ((n_numbers - 1) >> n_bits) as usize + 1;
        let n_block = (quarter / n_shelves / n_bytes).max(1);
        Shelving { least: numbers.start as u32, n_shelves, n_bits, n_block, n_most: (4 * quarter / n_bytes).max(1) }
    }

    fn shelf(&self, number: u32) -> usize {
        (u64::from(number - self.least) >> self.n_bits) as usize
    }
}

/// Takes records in any order and gives them back by their numbers.
pub struct Shelves<'a, T> {
    shelving: Shelving,
    number: fn(&T) -> u32,
    scratch: Option<&'a dyn Scratch>,
    shelves: Vec<Shelf<T>>,
    file: Option<Box<dyn ScratchFile>>,
    n_filed: u32,
    n_records: usize,
}

struct Shelf<T> {
    /// Blocks of the file that are full.
    filed: Vec<u32>,
    /// What came behind them.
    held: Vec<T>,
}

impl<'a, T: Record> Shelves<'a, T> {
    /// Nothing yet. `number` tells the number of a record.
    pub fn new(shelving: Shelving, number: fn(&T) -> u32, allowance: Allowance<'a>) -> Shelves<'a, T> {
        let shelf = || Shelf { filed: Vec::new(), held: Vec::new() };
        let shelves = (0..shelving.n_shelves).map(|_| shelf()).collect();
        let scratch = allowance.scratch;
        Shelves { shelving, number, scratch, shelves, file: None, n_filed: 0, n_records: 0 }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.n_records
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.n_records == 0
    }

    /// One record more.
    pub fn push(&mut self, record: T) -> Result<(), Lost> {
        self.n_records += 1;
        let shelf = &mut self.shelves[self.shelving.shelf((self.number)(&record))];
        let Some(scratch) = self.scratch else {
            shelf.held.push(record);
            return Ok(());
        };
        if shelf.held.capacity() == 0 {
            shelf.held.reserve_exact(self.shelving.n_block);
        }
        shelf.held.push(record);
        if shelf.held.len() < self.shelving.n_block {
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(shelf.held.len() * T::N_BYTES);
        shelf.held.drain(..).for_each(|record| record.put(&mut bytes));
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(scratch.file()?),
        };
        file.append(&bytes)?;
        shelf.filed.push(self.n_filed);
        self.n_filed += 1;
        Ok(())
    }

    /// Several.
    pub fn extend(&mut self, records: impl IntoIterator<Item = T>) -> Result<(), Lost> {
        records.into_iter().try_for_each(|record| self.push(record))
    }

    /// Hands out the records, in sets of those of one number, the numbers in order; in each set as they came.
    pub fn groups(self, take: impl FnMut(&mut [T]) -> Result<(), Lost>) -> Result<(), Lost> {
        Shelves::groups_of(vec![self], take)
    }

    /// The same of the records of all of these, which were shelved alike.
    pub fn groups_of(
        mut sets: Vec<Shelves<'a, T>>,
        mut take: impl FnMut(&mut [T]) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        let Some(&Shelves { shelving, number, .. }) = sets.first() else { return Ok(()) };
        let place = |record: &T| number(record) - shelving.least;
        let (mut records, mut spare): (Vec<T>, Vec<T>) = (Vec::new(), Vec::new());
        for at in 0..shelving.n_shelves {
            let n_here: usize = sets.iter().map(|set| set.n_on(at)).sum();
            // A shelf of too many is sorted in parts, for each of which it is read again.
            let n_bits_apart = (n_here / shelving.n_most).checked_ilog2().map_or(0, |bits| bits + 1);
            let n_bits_apart = n_bits_apart.min(MAX_BITS_APART).min(shelving.n_bits);
            let n_bits = shelving.n_bits - n_bits_apart;
            for part in 0..1u32 << n_bits_apart {
                records.clear();
                for set in &sets {
                    let is_here =
                        |record: &T| n_bits_apart == 0 || place(record) >> n_bits & ((1 << n_bits_apart) - 1) == part;
                    set.read(at, is_here, &mut records)?;
                }
                sort_by_digits(&mut records, &mut spare, n_bits, place);
                records.chunk_by_mut(|a, b| number(a) == number(b)).try_for_each(&mut take)?;
            }
            for set in &mut sets {
                set.shelves[at].held = Vec::new();
            }
        }
        Ok(())
    }

    /// Records on a shelf.
    fn n_on(&self, at: usize) -> usize {
        self.shelves[at].filed.len() * self.shelving.n_block + self.shelves[at].held.len()
    }

    /// Appends those of a shelf for which `is_here` holds.
    fn read(&self, at: usize, is_here: impl Fn(&T) -> bool, records: &mut Vec<T>) -> Result<(), Lost> {
        let shelf = &self.shelves[at];
        if let Some(file) = self.file.as_deref() {
            let mut bytes = vec![0; self.shelving.n_block * T::N_BYTES];
            for &block in &shelf.filed {
                file.read_at(u64::from(block) * bytes.len() as u64, &mut bytes)?;
                records.extend(bytes.chunks_exact(T::N_BYTES).map(T::get).filter(&is_here));
            }
        }
        records.extend(shelf.held.iter().copied().filter(is_here));
        Ok(())
    }
}

/// Sorts them by the lowest bits of their places, from the lowest digit to the highest; those that have them in common stay as they
/// came. `spare` is a buffer.
fn sort_by_digits<T: Copy>(records: &mut Vec<T>, spare: &mut Vec<T>, n_bits: u32, place: impl Fn(&T) -> u32) {
    let n_digits = n_bits.div_ceil(DIGIT_BITS).max(1);
    let digit_bits = n_bits.div_ceil(n_digits);
    for at in 0..n_digits {
        let digit = |record: &T| (place(record) >> (at * digit_bits) & ((1 << digit_bits) - 1)) as usize;
        let mut starts = vec![0u32; 1 << digit_bits];
        records.iter().for_each(|record| starts[digit(record)] += 1);
        let mut next = 0;
        for n in &mut starts {
            next += std::mem::replace(n, next);
        }
        spare.clear();
        spare.extend_from_slice(records); // any records: each place is written
        for &record in records.iter() {
            let to = &mut starts[digit(&record)];
            spare[*to as usize] = record;
            *to += 1;
        }
        std::mem::swap(records, spare);
    }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::memory::Memory;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn records_come_back_by_number_as_they_came(
            some in prop::collection::vec((prop_oneof![0u32..300, 0u32..4_000], any::<u32>()), 0..3000),
            others in prop::collection::vec((7u32..20, any::<u32>()), 0..900),
            n_expected in 0usize..5000,
            n_bytes in 16usize..40_000,
            is_bounded in any::<bool>(),
        ) {
            let mut expected = [some.clone(), others.clone()].concat();
            expected.sort_by_key(|record| record.0);
            let room = if is_bounded { Allowance { n_bytes, scratch: Some(&Memory) } } else { Allowance::default() };
            let shelving = Shelving::new(0..4_000, n_expected, size_of::<(u32, u32)>(), room);
            let mut sets = vec![Shelves::new(shelving, |r: &(u32, u32)| r.0, room), Shelves::new(shelving, |r| r.0, room)];
            sets[0].extend(some.iter().copied()).unwrap();
            sets[1].extend(others.iter().copied()).unwrap();
            prop_assert_eq!(sets.iter().map(Shelves::len).sum::<usize>(), expected.len());
            let mut found = Vec::new();
            let take = |group: &mut [(u32, u32)]| {
                assert!(found.last().is_none_or(|last: &(u32, u32)| last.0 < group[0].0));
                found.extend_from_slice(group);
                Ok(())
            };
            Shelves::groups_of(sets, take).unwrap();
            prop_assert_eq!(&found, &expected);
        }
    }
}
