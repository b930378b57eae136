//! What can be said of a text? The waist of the hourglass: detectors make findings, everything after reads them.

mod finding;
mod fix;
mod rule;
mod substitution;
mod summary;
mod unjudged;

pub use finding::{Finding, Measure, Related, Score, Unit, fingerprint};
pub use fix::{Action, Confidence, Edit, Fix};
pub use rule::{Family, Kinds, Rule, Trust};
pub use substitution::{PlaceCounts, Substitution};
pub use summary::{Bytes, Documents, RuleCount, Summary};
pub use unjudged::{Hindrance, UNKNOWN_LANGUAGE, Unjudged, UnjudgedCount};
