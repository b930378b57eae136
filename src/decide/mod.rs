//! What shall be done about it? Policy for one finding, plan for one document, gate for a corpus.

mod baseline;
mod gate;
mod overrides;
mod pattern;
mod plan;
mod policy;
mod recognition;
mod sources;
mod suppress;
mod verdict;

pub use baseline::{Baseline, Shares};
pub use gate::{Gate, Limit, Quantity, Scope};
pub use overrides::{Mark, Met, Override, Overrides};
pub use plan::Plan;
pub use policy::{Choice, Policy, Profile};
pub use recognition::{Acceptance, Recognition};
pub use sources::{Policies, SourcePolicy};
pub use suppress::{Suppression, suppress};
pub use verdict::{Figure, GateCheck, GateVerdict, Level, SourceFigure, shown};
