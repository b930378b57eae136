//! Annotations for GitHub Actions: workflow commands that its runner picks out of a step's log. It shows few, so one of each
//! rule is told before a second one of any.
//!
//! Source of the form: GitHub's documentation, "Workflow commands for GitHub Actions"; of the escapes: `command.ts` of its
//! toolkit.

use super::region::region;
use super::sentence::{counted, rule_name, sentence};
use super::strongest::Strongest;
use super::{Output, Suspicions};
use crate::decide::GateVerdict;
use crate::engine::{Fault, Outcome, Sink, Verdict};
use crate::findings::{Confidence, Finding, Summary, Unit};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Annotations of one kind (error, warning, notice) that GitHub shows of one step.
const SHOWN_OF_A_KIND: usize = 10;

/// The annotations of one kind: first the first of each rule, then the second, whole documents before their parts.
type Lines = Strongest<(Reverse<u32>, Reverse<Unit>), String>;

/// Writes the strongest findings and the verdict as annotations.
pub struct GithubReport {
    to: Output,
    suspicions: Suspicions,
    errors: Lines,
    warnings: Lines,
    notices: Lines,
    /// Findings so far, by rule and confidence.
    n_seen: BTreeMap<(&'static str, Confidence), u32>,
}

impl GithubReport {
    /// Writes to `to`.
    pub fn new(to: Output, suspicions: Suspicions) -> GithubReport {
        let with_verdict = || Strongest::new(SHOWN_OF_A_KIND - 1);
        GithubReport {
            to,
            suspicions,
            errors: with_verdict(),
            warnings: Strongest::new(SHOWN_OF_A_KIND),
            notices: with_verdict(),
            n_seen: BTreeMap::new(),
        }
    }

    fn annotate(&mut self, verdict: &Verdict, finding: &Finding) {
        let (kind, lines) = match finding.confidence {
            Confidence::Certain => ("error", &mut self.errors),
            Confidence::Likely => ("warning", &mut self.warnings),
            Confidence::Suspect => ("notice", &mut self.notices),
        };
        let nth = self.n_seen.entry((finding.rule.name, finding.confidence)).or_default();
        *nth = nth.saturating_add(1);
        lines.offer((Reverse(*nth), Reverse(finding.unit)), || {
            let (document, place) = (&verdict.document, region(&verdict.document, finding.span));
            let column = match finding.unit {
                Unit::Document => String::new(),
                Unit::Paragraph | Unit::Span => format!(",col={}", place.start_column),
            };
            format!(
                "::{kind} file={},line={}{column},title={}::{}\n",
                property(document.path.trim_start_matches("./")),
                place.start_line,
                property(&rule_name(finding)),
                data(&sentence(document, finding))
            )
        });
    }

    fn verdict(&self, summary: &Summary, gate: &GateVerdict) -> String {
        let (kind, title) = if gate.passed { ("notice", "the check passed") } else { ("error", "the check failed") };
        let mut told = gate.reason.clone();
        let n_left_out: u64 = [&self.errors, &self.warnings, &self.notices].map(Strongest::n_left_out).iter().sum();
        if n_left_out > 0 {
            told +=
                &format!("; {n_left_out} more findings are not annotated: GitHub shows {SHOWN_OF_A_KIND} of a kind");
        }
        if summary.n_suppressed() > 0 {
            told += &format!("; {} are suppressed", counted(summary.n_suppressed(), "finding"));
        }
        if summary.documents.quarantined > 0 {
            told += &format!("; {} records could not be read", summary.documents.quarantined);
        }
        format!("::{kind} title={}::{}\n", property(&format!("unspun: {title}")), data(&told))
    }
}

impl Sink for GithubReport {
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        if let Outcome::Judged(verdict) = outcome {
            let suspicions = self.suspicions;
            for finding in verdict.findings.iter().filter(|finding| suspicions.tell_new(finding)) {
                self.annotate(verdict, finding);
            }
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, gate: &GateVerdict) -> Result<(), Fault> {
        let findings = self.errors.iter().chain(self.warnings.iter()).chain(self.notices.iter());
        let lines = findings.fold(self.verdict(summary, gate), |lines, line| lines + line);
        self.to.write(lines.as_bytes())?;
        self.to.finish()
    }
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_a_command_or_a_property() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
        assert_eq!(property("a:b,c%\nd"), "a%3Ab%2Cc%25%0Ad");
    }
}
