//! How does it get told? One small file for each output format; each is a sink of the engine.

mod clusters;
mod excerpt;
mod html;
mod human;
mod jsonl;
mod output;
mod review;
mod summary;
mod unjudged;

pub use clusters::ClustersReport;
pub use excerpt::visible;
pub use html::{EVIDENCE_NAME, HtmlReport, PAGE_NAME, page_of_audit};
pub use human::{Closing, HumanReport, Style, Suspicions, table};
pub use jsonl::{JsonLinesReport, Scores};
pub use output::Output;
pub use summary::{SummaryReport, summary_json};
