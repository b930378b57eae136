//! How does it get told? One small file for each output format; each is a sink of the engine.

mod clusters;
mod excerpt;
mod gate;
mod human;
mod jsonl;
mod new_only;
mod output;
mod summary;
mod unjudged;

pub use clusters::ClustersReport;
pub use excerpt::visible;
pub use human::{Closing, HumanReport, Style, Suspicions, table};
pub use jsonl::{JsonLinesReport, Scores};
pub use new_only::NewOnly;
pub use output::Output;
pub use summary::{SummaryReport, summary_json};
