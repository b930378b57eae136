//! How does it come in? Files, folders, globs and standard input; text and JSON Lines. Implements the engine's `Source`.

mod corpus;
mod inputs;
mod jsonl;
mod site;

pub use corpus::CorpusFiles;
pub use inputs::{InputError, Inputs, expand, expand_in};
pub use jsonl::FieldNames;
