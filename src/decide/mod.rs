//! What shall be done about it? Policy for one finding, plan for one document, gate for a corpus.

mod gate;
mod plan;
mod policy;

pub use gate::{Gate, GateVerdict};
pub use plan::Plan;
pub use policy::{Choice, Policy, Profile};
