//! Findings as JSON Lines: one object a finding, and with scores one more line a document and scored rule. The shape is a
//! promise to those who read it: fields are added, never changed.

use super::Output;
use super::excerpt::Ruler;
use super::unjudged::{WireHindrance, wire_hindrance};
use crate::decide::GateVerdict;
use crate::engine::{Fault, Outcome, Sink, Verdict};
use crate::findings::{Finding, PlaceCounts, Related, Substitution, Summary};
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
        let mut ruler = Ruler::new(&verdict.document.text);
        for finding in &verdict.findings {
            push_line(&mut self.buffer, &wire(&verdict.document, finding, &mut ruler));
        }
        if self.scores == Scores::Shown {
            for score in &verdict.scores {
                let document = &verdict.document;
                let unjudged = verdict.unjudged.iter().find(|u| u.rule == score.rule);
                push_line(
                    &mut self.buffer,
                    &WireScore {
                        rule: score.rule.name,
                        unit: "score",
                        path: &document.path,
                        record: document.key.record(),
                        id: &document.id,
                        value: score.value,
                        not_judged: unjudged.map(|u| wire_hindrance(u.why)),
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

fn wire<'a>(document: &'a Document, finding: &'a Finding, ruler: &mut Ruler<'_>) -> WireFinding<'a> {
    let (line, column) = ruler.place(finding.span.start as usize);
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
        substitutions: finding.substitutions.iter().map(|s| wire_substitution(document, s)).collect(),
        fix: WireFix { action: finding.fix.action.name(), replacement: finding.fix.replacement.as_deref() },
        fingerprint: format!("{:016x}", finding.fingerprint),
        standing: finding.standing.name(),
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

fn wire_substitution<'a>(document: &'a Document, substitution: &'a Substitution) -> WireSubstitution<'a> {
    let Substitution { span, original, gain, now_counts, original_counts } = substitution;
    WireSubstitution {
        start: span.start,
        end: span.end,
        now: span.of(&document.text),
        original,
        gain: round(f64::from(*gain)),
        now_counts: wire_counts(*now_counts),
        original_counts: wire_counts(*original_counts),
    }
}

/// With three digits behind the point: the counts behind it bear no more.
fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn wire_counts(counts: PlaceCounts) -> WireCounts {
    WireCounts { after: counts.after, before: counts.before, between: counts.between }
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
    substitutions: Vec<WireSubstitution<'a>>,
    fix: WireFix<'a>,
    fingerprint: String,
    standing: &'a str,
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

/// A word that looks put in (`now`), what most likely stood there, and how often each was counted in its place.
#[derive(Serialize)]
struct WireSubstitution<'a> {
    start: u32,
    end: u32,
    now: &'a str,
    original: &'a str,
    /// In nats.
    gain: f64,
    now_counts: WireCounts,
    original_counts: WireCounts,
}

/// After the word before, before the word after, between both.
#[derive(Serialize)]
struct WireCounts {
    after: u64,
    before: u64,
    between: u64,
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
    not_judged: Option<WireHindrance>,
}
