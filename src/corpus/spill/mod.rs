//! What does not fit in memory: columns of fixed-width records and sorts of them, in memory up to a limit, from there on in a file
//! of the scratch folder. What file that is, the engine's caller knows; here are bytes by their place.

mod column;
mod record;
mod scratch;
mod shelves;
mod sorter;

#[cfg(test)]
pub(super) use scratch::memory;

pub use column::{Column, Reader};
pub use record::{Record, pair, parts};
pub use scratch::{Allowance, Lost, Scratch, ScratchFile};
pub use shelves::{Shelves, Shelving};
pub use sorter::Sorter;
