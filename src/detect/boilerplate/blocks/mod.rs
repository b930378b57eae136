//! Content or boilerplate, by the look of a paragraph and its neighbours: a small statistical model with two operating
//! points, one for raw scrapes and one, keep-biased, for text that somebody extracted already.

mod features;
mod model;
mod shape;
mod stopwords;
mod topic;
mod verdict;

pub use features::{Features, N_FEATURES, Surroundings, feature_names};
pub use model::{BlockModel, Forest, Node, Tree};
pub(super) use stopwords::STOP_WORDS;
pub(super) use verdict::judge;
pub use verdict::{BlockVerdict, judge_with};
