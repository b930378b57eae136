//! Text that is not part of the article.

use super::{Detector, Notes, Scene};
use crate::findings::Rule;

/// The family's detector.
pub struct Boilerplate;

static RULES: [Rule; 0] = [];

impl Detector for Boilerplate {
    fn rules(&self) -> &'static [Rule] {
        &RULES
    }

    fn detect(&self, _scene: &Scene<'_>, _notes: &mut Notes) {}
}
