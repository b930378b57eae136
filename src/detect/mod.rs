//! What is wrong with this one? One folder for one rule family; this table is all that the rest knows of them.

pub mod boilerplate;
mod detector;
pub mod duplicate;
pub mod garbled;
pub mod spun;

pub use detector::{Detector, Notes, Scene, Selection};

use crate::findings::Rule;

/// Every detector, in the order in which ties are broken.
pub static DETECTORS: &[&dyn Detector] =
    &[&duplicate::Duplicate, &boilerplate::Boilerplate, &spun::Spun, &garbled::Garbled];

/// Every rule, in table order.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    DETECTORS.iter().flat_map(|d| d.rules())
}

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    rules().find(|r| r.name == name)
}

/// Runs every selected detector over one document. Findings come sorted by place, then by table order.
pub fn detect(scene: &Scene<'_>) -> Notes {
    let mut notes = Notes::default();
    for detector in DETECTORS.iter().filter(|d| scene.selection.has_any(d.rules())) {
        detector.detect(scene, &mut notes);
    }
    notes.findings.retain(|f| scene.selection.has(f.rule));
    notes.scores.retain(|s| scene.selection.has(s.rule));
    notes.unjudged.retain(|u| scene.selection.has(u.rule));
    // A stable sort: equal places keep the table's order.
    notes.findings.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end), f.unit));
    notes
}
