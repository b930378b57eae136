//! Making a model: count, find substitutes, pack. Pure; `engine::train` reads the input and runs this on threads.

mod counted;
mod dice;
mod inflect;
mod neighbours;
mod pack;
mod pieces;
mod spinner;
mod tally;
mod thesaurus;
mod vectors;

pub use counted::{Counted, Gram, Grams};
pub use dice::Dice;
pub use neighbours::{Neighbour, neighbours};
pub use pack::{Parts, pack, with_judgement};
pub use pieces::{Piece, pieces};
pub use spinner::{Spinner, Spun, Style};
pub use tally::Tally;
pub use thesaurus::Thesaurus;
pub use vectors::vectors;
