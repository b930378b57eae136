//! `report.html`: the page that a person opens after a run. What was removed, why, and what was kept instead? One file without network, whatever
//! the size of the corpus; its samples can be marked right or wrong, and `--overrides` takes the marks back.

mod diff;
mod evidence;
mod gather;
mod page;
mod quote;
mod sample;
mod scales;
mod shown;
mod sources;
mod swapped;
mod texts;
mod view;

use self::gather::Gathering;
use super::{Output, summary_json};
use crate::decide::GateVerdict;
use crate::engine::{Cluster, Fault, Outcome, Sink, Source};
use crate::findings::Summary;
use serde_json::Value;
use std::path::Path;

/// What the page shows beside the summary, in the audit.
pub const EVIDENCE_NAME: &str = "report.json";
/// The page, in the audit.
pub const PAGE_NAME: &str = "report.html";
const SUMMARY_NAME: &str = "summary.json";

/// Writes the page when the run ends.
pub struct HtmlReport<'a> {
    page: Output,
    evidence: Option<Output>,
    source: &'a dyn Source,
    settings: Value,
    gathering: Option<Gathering>,
}

impl<'a> HtmlReport<'a> {
    /// Writes the page of a run over `source` to `page`; `settings` are told along. The source is read again when the run ends, for the
    /// texts that were kept instead of those that are shown.
    pub fn new(page: Output, source: &'a dyn Source, settings: Value) -> HtmlReport<'a> {
        HtmlReport { page, evidence: None, source, settings, gathering: Some(Gathering::new()) }
    }

    /// The page lies in an audit: what it shows goes to `evidence` too, from which `page_of_audit` makes it anew.
    pub fn with_audit(mut self, evidence: Output) -> HtmlReport<'a> {
        self.evidence = Some(evidence);
        self
    }

    fn gathering(&mut self) -> &mut Gathering {
        self.gathering.as_mut().expect("there until finish")
    }
}

impl Sink for HtmlReport<'_> {
    fn accept_cluster(&mut self, cluster: &Cluster) -> Result<(), Fault> {
        self.gathering().cluster(cluster);
        Ok(())
    }

    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        if let Outcome::Judged(verdict) = outcome {
            self.gathering().verdict(verdict);
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, gate: &GateVerdict) -> Result<(), Fault> {
        let gathering = self.gathering.take().expect("a run ends once");
        let evidence = gathering.finish(self.source, self.evidence.is_some())?;
        let evidence = serde_json::to_string(&evidence).expect("plain structs are always JSON");
        // The page is made from the very bytes that the audit holds, so that it can be made again.
        let page = page::page(&summary_json(summary, gate, &self.settings), &evidence)
            .map_err(|reason| Fault::Write { place: PAGE_NAME.to_owned(), reason })?;
        if let Some(to) = &mut self.evidence {
            to.write(evidence.as_bytes())?;
            to.finish()?;
        }
        self.page.write(page.as_bytes())?;
        self.page.finish()
    }
}

/// The page of the audit in folder `audit`, made anew from `summary.json` and `report.json`: the same bytes that `clean` wrote, as long as
/// the program is the same.
///
/// # Errors
/// Where either file is missing or damaged, or of another version.
pub fn page_of_audit(audit: &Path) -> Result<String, Fault> {
    let read = |name: &str| {
        let path = audit.join(name);
        let failed = |e: std::io::Error| Fault::Read {
            place: path.display().to_string(),
            reason: format!("{e}; name the folder DIR.audit that `clean` of this version wrote"),
        };
        std::fs::read_to_string(&path).map_err(failed)
    };
    let (summary, evidence) = (read(SUMMARY_NAME)?, read(EVIDENCE_NAME)?);
    page::page(&summary, &evidence).map_err(|reason| Fault::Read { place: audit.display().to_string(), reason })
}
