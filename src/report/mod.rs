//! How does it get told? One small file for each output format; each is a sink of the engine.

mod clusters;
mod concise;
mod excerpt;
mod gate;
mod github;
mod html;
mod human;
mod jsonl;
mod junit;
mod look;
mod markdown;
mod new_only;
mod output;
mod region;
mod review;
mod sarif;
mod sentence;
mod strongest;
mod summary;
mod suppressed;
mod unjudged;

pub use clusters::ClustersReport;
pub use concise::ConciseReport;
pub use excerpt::visible;
pub use github::GithubReport;
pub use html::{EVIDENCE_NAME, HtmlReport, PAGE_NAME, page_of_audit};
pub use human::{Closing, HumanReport, table};
pub use jsonl::{JsonLinesReport, Scores};
pub use junit::JunitReport;
pub use look::{Style, Suspicions};
pub use markdown::MarkdownReport;
pub use new_only::NewOnly;
pub use output::Output;
pub use sarif::SarifReport;
pub use summary::{SummaryReport, summary_json};
