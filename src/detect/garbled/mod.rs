//! Text damaged by encoding, extraction or machine translation.

use super::{Detector, Notes, Scene};
use crate::findings::Rule;

/// The family's detector.
pub struct Garbled;

static RULES: [Rule; 0] = [];

impl Detector for Garbled {
    fn rules(&self) -> &'static [Rule] {
        &RULES
    }

    fn detect(&self, _scene: &Scene<'_>, _notes: &mut Notes) {}
}
