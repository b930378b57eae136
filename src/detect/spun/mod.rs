//! Machine synonym substitution, found without its source.

use super::{Detector, Notes, Scene};
use crate::findings::Rule;

/// The family's detector.
pub struct Spun;

static RULES: [Rule; 0] = [];

impl Detector for Spun {
    fn rules(&self) -> &'static [Rule] {
        &RULES
    }

    fn detect(&self, _scene: &Scene<'_>, _notes: &mut Notes) {}
}
