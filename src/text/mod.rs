//! What is a paragraph, a sentence, a word, and where is it?
//!
//! The lowest floor: every other module speaks in these places. Nothing here reads files or fails on odd text.

mod block;
mod capital;
mod classes;
mod document;
mod fold;
mod lines;
mod lookalikes;
mod parse;
mod plain;
mod quotes;
mod sentences;
mod site;
mod span;
mod splice;

pub use block::{Block, block_with_break};
pub use capital::with_capital_of;
pub use classes::{BREAK, Class, Step, for_each_step, is_function};
pub use document::{Carrier, DocKey, Document, Place};
pub use fold::{fold_char, fold_hash, fold_into, fold_word, paragraph_key, template_key, text_key, words_template};
pub use lookalikes::{is_greek_or_cyrillic, latin_twin, twins_of, undisguised_hash};
pub use parse::{Marks, Parsed, Parser, Word, is_unspaced};
pub use quotes::quotations;
pub use sentences::{is_abbreviation, sentences};
pub use site::Site;
pub use span::{Span, cut_before};
pub use splice::Splice;
