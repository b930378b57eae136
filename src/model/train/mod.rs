//! Making a model: count, find substitutes, pack. Pure; `engine::train` reads the input and runs this on threads.

mod aligned;
mod counted;
mod dice;
mod disguise;
mod inflect;
mod learned;
mod neighbours;
mod pack;
mod phrases;
mod pieces;
mod spinner;
mod style;
mod tally;
mod thesaurus;
mod vectors;

pub use counted::{Counted, Gram, Grams};
pub use dice::Dice;
pub use learned::Learned;
pub use neighbours::{Neighbour, neighbours};
pub use pack::{Language, Parts, pack, with_judgement, with_language};
pub use pieces::{Piece, pieces};
pub use spinner::{Spinner, Spun};
pub use style::{Habit, Style};
pub use tally::Tally;
pub use thesaurus::{Inflection, Thesaurus};
pub use vectors::vectors;
