//! The check on one page of Markdown, for the summary of a CI job or a comment: the verdict, the rules, the sources, the worst
//! documents, and how to see it all.

use super::excerpt::{shorten, visible};
use super::sentence::{counted, reason, rule_name};
use super::strongest::Strongest;
use super::{Output, Suspicions, suppressed, unjudged};
use crate::decide::{Figure, GateCheck, GateVerdict, shown};
use crate::engine::{Fault, Outcome, Sink, Verdict};
use crate::findings::{Confidence, Finding, RuleCount, Subject, Summary, Tally};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Documents that are named.
const MAX_DOCUMENTS: usize = 10;
/// Sources that are named.
const MAX_SOURCES: usize = 20;
/// Rules that are told of a document.
const MAX_RULES: usize = 3;
/// Columns of a cell with text of the corpus.
const CELL_COLUMNS: usize = 160;

/// Writes a page when the run ends.
pub struct MarkdownReport {
    to: Output,
    command: String,
    suspicions: Suspicions,
    worst: Strongest<usize, String>,
}

impl MarkdownReport {
    /// Writes to `to`; `command` is what tells all of it.
    pub fn new(to: Output, command: String, suspicions: Suspicions) -> MarkdownReport {
        let worst = Strongest::new(MAX_DOCUMENTS);
        MarkdownReport { to, command, suspicions, worst }
    }

    fn page(&self, summary: &Summary, gate: &GateVerdict) -> String {
        let (d, b) = (&summary.documents, &summary.bytes);
        let verdict = if gate.passed { "✅ passed" } else { "❌ failed" };
        let mut out = format!("## unspun: {verdict}\n\n{}.\n\n", escape(&gate.reason));
        let _ = writeln!(
            out,
            "Of {} documents {} stay ({} of them changed), {} would be dropped, {} could not be read. Of {} bytes {} would leave with \
             documents, {} out of others.\n",
            d.input, d.kept, d.changed, d.dropped, d.quarantined, b.input, b.dropped, b.cut
        );
        if let Some(baseline) = &summary.baseline {
            let _ = writeln!(
                out,
                "{} likely or certain findings are known to the baseline and not told here; {} that it knows are no longer found.\n",
                summary.n_likely() - summary.n_new(),
                baseline.n_stale()
            );
        }
        push_suppressed(&mut out, summary);
        push_limits(&mut out, gate);
        push_rules(&mut out, summary);
        push_sources(&mut out, summary);
        self.push_worst(&mut out);
        for line in unjudged::lines(summary).lines() {
            let _ = writeln!(out, "{}\n", escape(line));
        }
        let _ = writeln!(out, "### See it all\n\n```sh\n{}\n```\n", self.command);
        let _ =
            writeln!(out, "`unspun explain RULE` tells what a rule looks for. unspun {}", env!("CARGO_PKG_VERSION"));
        out
    }

    fn push_worst(&self, out: &mut String) {
        if self.worst.iter().next().is_none() {
            return;
        }
        out.push_str("### Documents with most findings\n\n| document | findings | what |\n|---|--:|---|\n");
        self.worst.iter().for_each(|row| out.push_str(row));
        out.push('\n');
        if self.worst.n_left_out() > 0 {
            let _ = writeln!(out, "… and {} more documents with findings\n", self.worst.n_left_out());
        }
    }
}

impl Sink for MarkdownReport {
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        let Outcome::Judged(verdict) = outcome else { return Ok(()) };
        let told: Vec<&Finding> = verdict.findings.iter().filter(|finding| self.suspicions.tell_new(finding)).collect();
        let n_likely = told.iter().filter(|finding| finding.confidence > Confidence::Suspect).count();
        if !told.is_empty() {
            self.worst.offer(n_likely, || row(verdict, &told));
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, gate: &GateVerdict) -> Result<(), Fault> {
        self.to.write(self.page(summary, gate).as_bytes())?;
        self.to.finish()
    }
}

/// What the user suppressed, as a list.
fn push_suppressed(out: &mut String, summary: &Summary) {
    for sentence in suppressed::sentences(summary) {
        let _ = writeln!(out, "- {}", escape(&sentence));
    }
    if !out.ends_with("\n\n") {
        out.push('\n');
    }
}

/// The limits of the user's own, and what was measured.
fn push_limits(out: &mut String, gate: &GateVerdict) {
    let limits: Vec<&GateCheck> = gate.checks.iter().filter(|check| check.unit == Figure::Share).collect();
    if limits.is_empty() {
        return;
    }
    out.push_str("### Limits\n\n| limit | figure | warn | error | |\n|---|--:|--:|--:|---|\n");
    for check in limits {
        let show = |value: Option<f64>| value.map_or("–".to_owned(), |value| check.unit.show(value));
        let (figure, warn, error) = (show(check.figure), show(check.warn), show(check.error));
        let _ = writeln!(out, "| {} | {figure} | {warn} | {error} | {} |", escape(&check.name), check.level.name());
    }
    out.push('\n');
}

/// The sources with most documents under likely and certain findings, by number, then by name.
fn push_sources(out: &mut String, summary: &Summary) {
    let n_flagged = |tally: &Tally| tally.load(Subject::ALL).documents;
    let mut flagged: Vec<(&str, &Tally)> = summary
        .sources
        .iter()
        .map(|(source, tally)| (&**source, tally))
        .filter(|(_, tally)| n_flagged(tally) > 0)
        .collect();
    if flagged.is_empty() {
        return;
    }
    flagged.sort_by_key(|&(source, tally)| (Reverse(n_flagged(tally)), source));
    out.push_str("### By source\n\n| source | documents | with findings | share | dropped |\n|---|--:|--:|--:|--:|\n");
    for &(source, tally) in flagged.iter().take(MAX_SOURCES) {
        let (n, n_documents, n_dropped) = (n_flagged(tally), tally.input.documents, tally.removed.documents);
        let share = 100.0 * n as f64 / n_documents as f64;
        let source = escape(&visible(shown(source)));
        let _ = writeln!(out, "| {source} | {n_documents} | {n} | {share:.1} % | {n_dropped} |");
    }
    out.push('\n');
    if flagged.len() > MAX_SOURCES {
        let _ = writeln!(out, "… and {} more sources with findings\n", flagged.len() - MAX_SOURCES);
    }
}

/// The rules with the kinds of each added up, those with most likely findings first.
fn push_rules(out: &mut String, summary: &Summary) {
    let mut rules: BTreeMap<&str, RuleCount> = BTreeMap::new();
    for ((rule, _), n) in &summary.rules {
        let sum = rules.entry(rule).or_default();
        sum.findings += n.findings;
        sum.likely += n.likely - n.known;
        sum.known += n.known;
        sum.applied += n.applied;
        sum.bytes += n.bytes;
    }
    let mut rules: Vec<(&str, RuleCount)> = rules.into_iter().collect();
    rules.sort_by_key(|&(rule, n)| (Reverse(n.likely), rule));
    if rules.is_empty() {
        return;
    }
    out.push_str(
        "### By rule\n\n| rule | likely or certain | suspicions | acted upon | bytes |\n|---|--:|--:|--:|--:|\n",
    );
    for (rule, n) in rules {
        let _ = writeln!(
            out,
            "| {rule} | {} | {} | {} | {} |",
            n.likely,
            n.findings - n.likely - n.known,
            n.applied,
            n.bytes
        );
    }
    out.push('\n');
}

/// The row of one document.
fn row(verdict: &Verdict, told: &[&Finding]) -> String {
    let document = &verdict.document;
    let place = format!("{}:{}", visible(&document.path), document.key.record());
    let mut by_rule: Vec<(String, &Finding, u64)> = Vec::new();
    for finding in told {
        let name = rule_name(finding);
        match by_rule.iter_mut().find(|(known, ..)| *known == name) {
            Some((.., n)) => *n += 1,
            None => by_rule.push((name, finding, 1)),
        }
    }
    let tell = |(name, first, n): &(String, &Finding, u64)| {
        let times = if *n > 1 { format!(" ({n} times)") } else { String::new() };
        escape(&shorten(&format!("{name}{times}: {}", reason(document, first)), CELL_COLUMNS))
    };
    let mut findings: Vec<String> = by_rule.iter().take(MAX_RULES).map(tell).collect();
    if by_rule.len() > MAX_RULES {
        findings.push(format!("… and {}", counted((by_rule.len() - MAX_RULES) as u64, "more rule")));
    }
    // A text file is called by its name; saying it twice tells nothing.
    let id =
        if document.path.ends_with(&*document.id) { String::new() } else { format!(" ({})", visible(&document.id)) };
    let document = escape(&shorten(&format!("{place}{id}"), CELL_COLUMNS));
    format!("| {document} | {} | {} |\n", told.len(), findings.join("<br>"))
}

/// Text that Markdown and HTML leave alone, in one cell.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"), // a name of the corpus must not call a user of that name
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => out.extend(['\\', c]),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_any_text() {
        assert_eq!(escape("a|b <img> *c*\n[d](e) @ann"), "a\\|b &lt;img&gt; \\*c\\* \\[d\\](e) &#64;ann");
    }
}
