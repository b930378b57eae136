//! Making a model: count, find substitutes, pack. Pure; `engine::train` reads the input and runs this on threads.

mod counted;
mod inflect;
mod neighbours;
mod pack;
mod tally;
mod thesaurus;

pub use counted::{Counted, Gram, Grams};
pub use neighbours::{Neighbour, neighbours};
pub use pack::{Parts, pack, with_judgement};
pub use tally::Tally;
pub use thesaurus::Thesaurus;
