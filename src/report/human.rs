//! Findings for people: the place, the fault, the text with the span marked, the reason, the kept witness.

use super::excerpt::{Ruler, WIDTH_COLUMNS, columns, excerpt, visible, wrap};
use super::sentence::{place, rule_name};
use super::{Output, Style, Suspicions, gate, review, unjudged};
use crate::decide::GateVerdict;
use crate::engine::{Fault, Outcome, Sink, Verdict};
use crate::findings::{Action, Finding, Hindrance, Standing, Summary, Unit};
use crate::text::Document;
use std::fmt::Write as _;

/// Whether the report ends with the table of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Findings and the verdict alone.
    Verdict,
    /// The table before the verdict.
    Table,
}

/// Before all but the first line of a finding.
const INDENT: &str = "    ";

/// Writes findings for people.
pub struct HumanReport {
    to: Output,
    style: Style,
    suspicions: Suspicions,
    closing: Closing,
    n_hidden: u64,
    /// Why the last document that was not judged was not: told where it is the only one.
    hindrance: Option<Hindrance>,
}

impl HumanReport {
    /// Writes to `to`.
    pub fn new(to: Output, style: Style, suspicions: Suspicions, closing: Closing) -> HumanReport {
        HumanReport { to, style, suspicions, closing, n_hidden: 0, hindrance: None }
    }

    fn write_verdict(&mut self, verdict: &Verdict) -> Result<(), Fault> {
        let mut out = String::new();
        self.hindrance = verdict.unjudged.last().map(|unjudged| unjudged.why).or(self.hindrance);
        let mut ruler = Ruler::new(&verdict.document.text);
        for finding in &verdict.findings {
            if self.suspicions.tell(finding) {
                self.tell(&mut out, &verdict.document, finding, &mut ruler);
            } else {
                self.n_hidden += 1;
            }
        }
        self.to.write(out.as_bytes())
    }

    fn tell(&self, out: &mut String, document: &Document, finding: &Finding, ruler: &mut Ruler<'_>) {
        let (line, column) = ruler.place(finding.span.start as usize);
        let colour = Style::colour(finding.confidence);
        let path = visible(&document.path);
        let at = self.paint("1", &format!("{path}:{}:{line}:{column}", document.key.record()));
        let rule = self.paint(colour, &rule_name(finding));
        let _ = writeln!(out, "{at}: {rule} ({}{}{})", finding.confidence.name(), known(finding), action(finding));
        if finding.unit == Unit::Document {
            push_lines(out, &visible(&finding.message));
        } else {
            self.push_excerpt(out, document, finding);
        }
        for related in &finding.related {
            push_lines(out, &format!("{}: {}", related.label, place(related)));
        }
        out.push('\n');
    }

    /// The line with the place marked, and the reason: beside the marks where there is room, else below.
    fn push_excerpt(&self, out: &mut String, document: &Document, finding: &Finding) {
        let colour = Style::colour(finding.confidence);
        let e = excerpt(&document.text, finding.span);
        let _ = writeln!(out, "{INDENT}{}{}{}", e.before, self.paint(colour, &e.marked), e.after);
        let n_marks = columns(&e.marked).max(1);
        let marks = format!("{}{}", " ".repeat(columns(&e.before)), self.paint(colour, &"^".repeat(n_marks)));
        let reason = visible(&finding.message);
        if columns(&e.before) + n_marks + 1 + columns(&reason) <= WIDTH_COLUMNS {
            let _ = writeln!(out, "{INDENT}{marks} {reason}");
        } else {
            let _ = writeln!(out, "{INDENT}{marks}");
            push_lines(out, &reason);
        }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        self.style.paint(code, text)
    }
}

fn known(finding: &Finding) -> &'static str {
    if finding.standing == Standing::Known { ", known" } else { "" }
}

/// A paragraph of words, indented.
fn push_lines(out: &mut String, text: &str) {
    for line in wrap(text, WIDTH_COLUMNS) {
        let _ = writeln!(out, "{INDENT}{line}");
    }
}

fn action(finding: &Finding) -> String {
    match (finding.fix.action, &finding.fix.replacement) {
        (Action::None, None) => String::new(),
        (Action::None, Some(better)) => format!(", perhaps {better:?}"),
        (Action::Replace, Some(better)) => format!(", replace by {better:?}"),
        (action, _) => format!(", {}", action.name()),
    }
}

impl Sink for HumanReport {
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        match outcome {
            Outcome::Judged(verdict) => self.write_verdict(verdict),
            Outcome::Bad(bad) => {
                let place = self.paint("1", &format!("{}:{}", visible(&bad.path), bad.key.record()));
                self.to.write(format!("{place}: bad record: {}\n\n", visible(&bad.reason)).as_bytes())
            }
            Outcome::Blank { .. } => Ok(()),
        }
    }

    fn finish(&mut self, summary: &Summary, verdict: &GateVerdict) -> Result<(), Fault> {
        let mut out = if self.closing == Closing::Table { table(summary) } else { String::new() };
        if let (1, Closing::Table, Some(why)) = (summary.documents.input, self.closing, self.hindrance) {
            let _ = writeln!(out, "    {why}");
        }
        if self.n_hidden > 0 {
            let _ = writeln!(out, "{} suspicions are not shown; --suspicions shows them", self.n_hidden);
        }
        out.push_str(&gate::lines(summary, verdict, self.style));
        out.push_str(&gate::verdict_line(verdict, self.style));
        self.to.write(out.as_bytes())?;
        self.to.finish()
    }
}

/// What came in and what became of it, a line a rule; and what was not judged.
pub fn table(summary: &Summary) -> String {
    let (d, b) = (&summary.documents, &summary.bytes);
    let mut out = format!(
        "{} documents, {} bytes: {} kept ({} of them changed), {} dropped, {} quarantined; {} bytes cut\n",
        d.input, b.input, d.kept, d.changed, d.dropped, d.quarantined, b.cut
    );
    if !summary.rules.is_empty() {
        let _ = writeln!(out, "{:<42}{:>9}{:>8}{:>9}{:>11}", "rule", "findings", "likely", "applied", "bytes");
    }
    for ((rule, kind), n) in &summary.rules {
        let name = if kind.is_empty() { (*rule).to_owned() } else { format!("{rule}[{kind}]") };
        let _ = writeln!(out, "{name:<42}{:>9}{:>8}{:>9}{:>11}", n.findings, n.likely, n.applied, n.bytes);
    }
    out.push_str(&unjudged::lines(summary));
    out.push_str(&review::lines(&summary.review));
    out
}
