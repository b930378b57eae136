//! What can be said of a text? The waist of the hourglass: detectors make findings, everything after reads them.

mod finding;
mod fix;
mod review;
mod rule;
mod substitution;
mod summary;
mod tally;
mod unjudged;

pub use finding::{Finding, Measure, Related, Score, Standing, Unit, fingerprint, passage_hash};
pub use fix::{Action, Confidence, Edit, Fix};
pub use review::{Precision, Review, ReviewCount};
pub use rule::{Family, Kinds, Rule, Trust};
pub use substitution::{PlaceCounts, Substitution};
pub use summary::{Bytes, Documents, KnownCount, RuleCount, Summary};
pub use tally::{Load, Subject, Tally, Weighed, covered};
pub use unjudged::{Hindrance, UNKNOWN_LANGUAGE, Unjudged, UnjudgedCount};
