//! The same text twice: copies of documents and paragraphs.

mod align;
mod overlap;
mod tokens;

pub use overlap::Overlap;
pub use tokens::Tokens;

use super::{Detector, Notes, Scene};
use crate::findings::Rule;

/// The family's detector.
pub struct Duplicate;

static RULES: [Rule; 0] = [];

impl Detector for Duplicate {
    fn rules(&self) -> &'static [Rule] {
        &RULES
    }

    fn detect(&self, _scene: &Scene<'_>, _notes: &mut Notes) {}
}
