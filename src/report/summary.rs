//! The summary as JSON: what came in, what became of it, by which rules, and the gate's verdict.

use super::Output;
use super::gate::{WireBaseline, WireGate, wire, wire_baseline};
use super::review::{WireReview, wire_review};
use super::unjudged::{WireUnjudgedCount, wire_counts};
use crate::decide::GateVerdict;
use crate::engine::{Fault, Outcome, Sink};
use crate::findings::Summary;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Writes the summary when the run ends.
pub struct SummaryReport {
    to: Output,
    settings: Value,
}

impl SummaryReport {
    /// Writes to `to`; `settings` are told along.
    pub fn new(to: Output, settings: Value) -> SummaryReport {
        SummaryReport { to, settings }
    }
}

impl Sink for SummaryReport {
    fn accept(&mut self, _outcome: &Outcome) -> Result<(), Fault> {
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, gate: &GateVerdict) -> Result<(), Fault> {
        self.to.write(summary_json(summary, gate, &self.settings).as_bytes())?;
        self.to.finish()
    }
}

/// `summary.json`.
pub fn summary_json(summary: &Summary, gate: &GateVerdict, settings: &Value) -> String {
    let (d, b) = (&summary.documents, &summary.bytes);
    let told = WireSummary {
        unspun: env!("CARGO_PKG_VERSION"),
        documents: WireDocuments {
            r#in: d.input,
            kept: d.kept,
            changed: d.changed,
            dropped: d.dropped,
            quarantined: d.quarantined,
        },
        bytes: WireBytes {
            r#in: b.input,
            kept: b.kept,
            cut: b.cut,
            dropped: b.dropped,
            quarantined: b.quarantined,
            inserted: b.inserted,
        },
        rules: summary
            .rules
            .iter()
            .map(|(&(rule, kind), n)| WireRule {
                rule,
                kind: Some(kind).filter(|k| !k.is_empty()),
                findings: n.findings,
                likely: n.likely,
                known: n.known,
                applied: n.applied,
                bytes: n.bytes,
            })
            .collect(),
        not_judged: wire_counts(summary),
        baseline: wire_baseline(summary),
        suppressed: &summary.suppressed,
        expired: &summary.expired,
        review: wire_review(&summary.review),
        gate: wire(gate),
        settings,
    };
    let mut json = serde_json::to_string_pretty(&told).expect("plain structs are always JSON");
    json.push('\n');
    json
}

#[derive(Serialize)]
struct WireSummary<'a> {
    unspun: &'a str,
    documents: WireDocuments,
    bytes: WireBytes,
    rules: Vec<WireRule<'a>>,
    not_judged: Vec<WireUnjudgedCount<'a>>,
    /// Where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<WireBaseline<'a>>,
    suppressed: &'a BTreeMap<String, u64>,
    /// Suppressions that no longer hold, and since which day.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    expired: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<WireReview>,
    gate: WireGate<'a>,
    settings: &'a Value,
}

#[derive(Serialize)]
struct WireDocuments {
    r#in: u64,
    kept: u64,
    changed: u64,
    dropped: u64,
    quarantined: u64,
}

#[derive(Serialize)]
struct WireBytes {
    r#in: u64,
    kept: u64,
    cut: u64,
    dropped: u64,
    quarantined: u64,
    inserted: u64,
}

#[derive(Serialize)]
struct WireRule<'a> {
    rule: &'a str,
    kind: Option<&'a str>,
    findings: u64,
    likely: u64,
    known: u64,
    applied: u64,
    bytes: u64,
}
