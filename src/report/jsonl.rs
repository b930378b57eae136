//! Findings as JSON Lines: one object a finding, and with scores one more line a document and scored rule. The shape is a
//! promise to those who read it: fields are added, never changed.

use super::Output;
use super::excerpt::line_column;
use crate::decide::GateVerdict;
use crate::engine::{Fault, Outcome, Sink, Verdict};
use crate::findings::{Finding, Related, Summary};
use crate::text::Document;
use serde::Serialize;

/// Whether document scores are reported beside findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scores {
    /// Findings alone.
    Hidden,
    /// Each scored rule's score of every document.
    Shown,
}

/// Writes findings as JSON Lines.
pub struct JsonLinesReport {
    to: Output,
    scores: Scores,
    buffer: Vec<u8>,
}

impl JsonLinesReport {
    /// Writes to `to`.
    pub fn new(to: Output, scores: Scores) -> JsonLinesReport {
        JsonLinesReport { to, scores, buffer: Vec::new() }
    }

    fn write_verdict(&mut self, verdict: &Verdict) -> Result<(), Fault> {
        self.buffer.clear();
        for finding in &verdict.findings {
            push_line(&mut self.buffer, &wire(&verdict.document, finding));
        }
        if self.scores == Scores::Shown {
            for score in &verdict.scores {
                let document = &verdict.document;
                push_line(
                    &mut self.buffer,
                    &WireScore {
                        rule: score.rule.name,
                        unit: "score",
                        path: &document.path,
                        record: document.key.record(),
                        id: &document.id,
                        value: score.value,
                    },
                );
            }
        }
        self.to.write(&self.buffer)
    }
}

impl Sink for JsonLinesReport {
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        match outcome {
            Outcome::Judged(verdict) => self.write_verdict(verdict),
            Outcome::Bad(_) | Outcome::Blank { .. } => Ok(()),
        }
    }

    fn finish(&mut self, _summary: &Summary, _gate: &GateVerdict) -> Result<(), Fault> {
        self.to.finish()
    }
}

fn push_line(buffer: &mut Vec<u8>, line: &impl Serialize) {
    serde_json::to_writer(&mut *buffer, line).expect("plain structs are always JSON");
    buffer.push(b'\n');
}

fn wire<'a>(document: &'a Document, finding: &'a Finding) -> WireFinding<'a> {
    let (line, column) = line_column(&document.text, finding.span.start as usize);
    WireFinding {
        rule: finding.rule.name,
        kind: finding.kind,
        path: &document.path,
        record: document.key.record(),
        id: &document.id,
        unit: finding.unit.name(),
        start: finding.span.start,
        end: finding.span.end,
        line,
        column,
        message: &finding.message,
        confidence: finding.confidence.name(),
        measure: finding.measure.map(|m| WireMeasure { name: m.name, value: m.value, threshold: m.threshold }),
        related: finding.related.iter().map(wire_related).collect(),
        fix: WireFix { action: finding.fix.action.name(), replacement: finding.fix.replacement.as_deref() },
        fingerprint: format!("{:016x}", finding.fingerprint),
    }
}

fn wire_related(related: &Related) -> WireRelated<'_> {
    let place = &related.place;
    WireRelated {
        path: &place.path,
        record: place.record,
        id: &place.id,
        start: place.span.start,
        end: place.span.end,
        label: related.label,
    }
}

#[derive(Serialize)]
struct WireFinding<'a> {
    rule: &'a str,
    kind: Option<&'a str>,
    path: &'a str,
    record: u64,
    id: &'a str,
    unit: &'a str,
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    message: &'a str,
    confidence: &'a str,
    measure: Option<WireMeasure<'a>>,
    related: Vec<WireRelated<'a>>,
    fix: WireFix<'a>,
    fingerprint: String,
}

#[derive(Serialize)]
struct WireMeasure<'a> {
    name: &'a str,
    value: f64,
    threshold: f64,
}

#[derive(Serialize)]
struct WireRelated<'a> {
    path: &'a str,
    record: u64,
    id: &'a str,
    start: u32,
    end: u32,
    label: &'a str,
}

#[derive(Serialize)]
struct WireFix<'a> {
    action: &'a str,
    replacement: Option<&'a str>,
}

#[derive(Serialize)]
struct WireScore<'a> {
    rule: &'a str,
    unit: &'a str,
    path: &'a str,
    record: u64,
    id: &'a str,
    value: f64,
}
