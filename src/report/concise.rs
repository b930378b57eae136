//! Findings a line each, for logs and `grep`: `path:record:line:column: rule confidence: reason`.

use super::excerpt::{Ruler, visible};
use super::sentence::{rule_name, sentence};
use super::{Output, Style, Suspicions};
use crate::decide::GateVerdict;
use crate::engine::{Fault, Outcome, Sink};
use crate::findings::{Finding, Standing, Summary};
use crate::text::Document;

/// Writes a line a finding, and the verdict.
pub struct ConciseReport {
    to: Output,
    style: Style,
    suspicions: Suspicions,
}

impl ConciseReport {
    /// Writes to `to`.
    pub fn new(to: Output, style: Style, suspicions: Suspicions) -> ConciseReport {
        ConciseReport { to, style, suspicions }
    }
}

impl Sink for ConciseReport {
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        match outcome {
            Outcome::Judged(verdict) => {
                let told = verdict.findings.iter().filter(|finding| self.suspicions.tell(finding));
                let mut ruler = Ruler::new(&verdict.document.text);
                let lines: String = told.map(|f| line(self.style, &verdict.document, f, &mut ruler) + "\n").collect();
                self.to.write(lines.as_bytes())
            }
            Outcome::Bad(bad) => {
                let place = self.style.paint("1", &format!("{}:{}", visible(&bad.path), bad.key.record()));
                self.to.write(format!("{place}: bad record: {}\n", visible(&bad.reason)).as_bytes())
            }
            Outcome::Blank { .. } => Ok(()),
        }
    }

    fn finish(&mut self, _summary: &Summary, gate: &GateVerdict) -> Result<(), Fault> {
        self.to.write(format!("{}: {}\n", self.style.verdict(gate), gate.reason).as_bytes())?;
        self.to.finish()
    }
}

/// The line of one finding; `ruler` is of the document's text.
pub(super) fn line(style: Style, document: &Document, finding: &Finding, ruler: &mut Ruler<'_>) -> String {
    let (line, column) = ruler.place(finding.span.start as usize);
    let place = format!("{}:{}:{line}:{column}", visible(&document.path), document.key.record());
    let rule = style.paint(Style::colour(finding.confidence), &rule_name(finding));
    let known = if finding.standing == Standing::Known { " known," } else { "" };
    let confidence = finding.confidence.name();
    format!("{}: {rule}{known} {confidence}: {}", style.paint("1", &place), sentence(document, finding))
}
