//! Boilerplate inside text: captions, prompts, links and cards that an extractor ran into the article's own sentences.

mod atoms;
mod decode;
mod features;
mod headline;
mod listing;
mod model;
mod sign;
mod verdict;

pub use atoms::{Atom, Bound, atoms};
pub use decode::decode;
pub use features::{Figures, N_FIGURES, Terrain};
pub use model::{DEPTH, Forest, Model, N_LEAVES, Tree};
pub(super) use verdict::find;
pub use verdict::{Insert, SpanVerdict, find_with};
