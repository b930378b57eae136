//! What do all the documents together know? Signatures, frequencies, clusters, and the index that detectors ask.

mod index;
mod survey;

pub use index::{Index, TemplateUse};
pub use survey::Survey;
