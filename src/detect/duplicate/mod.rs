//! The same text twice: copies of documents and paragraphs.

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
