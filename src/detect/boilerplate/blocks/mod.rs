//! Content or boilerplate, by the look of a paragraph and its neighbours: a small statistical model with two operating
//! points, one for raw scrapes and one, keep-biased, for text that somebody extracted already.

mod evidence;
mod features;
mod model;
mod second;
mod shape;
mod stopwords;
mod topic;
mod verdict;

pub use evidence::pairs;
pub use features::{Features, N_FEATURES, Surroundings, feature_names};
pub(super) use model::sigmoid;
pub use model::{BlockModel, Forest, Node, Tree};
pub use second::{Company, N_SECOND, Panel, TwoPass};
pub(super) use stopwords::STOP_WORDS;
pub(super) use verdict::judge;
pub use verdict::{BlockVerdict, judge_with};
