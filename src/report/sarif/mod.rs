//! SARIF 2.1.0, for code scanning and editors. No more than 5,000 results are held and written, the strongest ones; a notification
//! says how many are left out.
//!
//! The shape is written by hand (`wire.rs`): of the standard's many kinds of object some twenty are used, and a crate of all of them
//! takes 45 s to build (serde-sarif 0.8 on two cores).

mod fix;
mod wire;

use super::region::{Region, region};
use super::sentence::{place, reason};
use super::strongest::{Strength, Strongest, strength};
use super::{Output, Suspicions};
use crate::decide::GateVerdict;
use crate::engine::{BadRecord, Fault, Outcome, Sink, Verdict};
use crate::findings::{Confidence, Finding, Rule, Standing, Summary, Unit};
use crate::text::{Carrier, Document};
use serde_json::value::{RawValue, to_raw_value};
use std::collections::BTreeMap;

/// Results that are written: GitHub shows no more of a run. Source: its documentation, "SARIF support for code scanning".
const MAX_RESULTS: usize = 5_000;
/// Bad records that are told of one by one.
const MAX_BAD_RECORDS: usize = 20;

/// Writes a SARIF log when the run ends.
pub struct SarifReport {
    to: Output,
    rules: Vec<&'static Rule>,
    suspicions: Suspicions,
    results: Strongest<Strength, Box<RawValue>>,
    bad_records: Strongest<(), wire::Notification>,
}

impl SarifReport {
    /// Writes to `to`; `rules` are those that are asked for.
    pub fn new(to: Output, rules: Vec<&'static Rule>, suspicions: Suspicions) -> SarifReport {
        SarifReport {
            to,
            rules,
            suspicions,
            results: Strongest::new(MAX_RESULTS),
            bad_records: Strongest::new(MAX_BAD_RECORDS),
        }
    }

    fn rule_index(&self, rule: &Rule) -> Option<usize> {
        self.rules.iter().position(|known| *known == rule)
    }

    fn notifications(&self) -> Vec<wire::Notification> {
        let mut told: Vec<wire::Notification> = self.bad_records.iter().cloned().collect();
        let (n_results, n_bad) = (self.results.n_left_out(), self.bad_records.n_left_out());
        if n_bad > 0 {
            told.push(warning(format!("{n_bad} more records could not be read")));
        }
        if n_results > 0 {
            told.push(warning(format!(
                "{n_results} of {} findings are left out. Kept are those of whole documents first, then those of paragraphs, then those of \
                 places inside them; of equals the certain ones before the likely ones, suspicions last of all; then the first in the \
                 corpus. All stand in --output-format jsonl.",
                n_results + MAX_RESULTS as u64
            )));
        }
        told
    }
}

impl Sink for SarifReport {
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        match outcome {
            Outcome::Judged(verdict) => {
                for (i, finding) in verdict.findings.iter().enumerate().filter(|(_, f)| self.suspicions.tell(f)) {
                    let rule_index = self.rule_index(finding.rule);
                    self.results.offer(strength(finding), || {
                        to_raw_value(&result(verdict, i, rule_index)).expect("plain structs are always JSON")
                    });
                }
            }
            Outcome::Bad(bad) => self.bad_records.offer((), || bad_record(bad)),
            Outcome::Blank { .. } => {}
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, gate: &GateVerdict) -> Result<(), Fault> {
        let results: Vec<&RawValue> = self.results.iter().map(|result| &**result).collect();
        let log =
            wire::log(self.rules.iter().map(|rule| descriptor(rule)).collect(), self.notifications(), results, gate);
        let mut json = serde_json::to_vec(&log).expect("plain structs are always JSON");
        json.push(b'\n');
        self.to.write(&json)?;
        self.to.finish()
    }
}

fn result(verdict: &Verdict, i: usize, rule_index: Option<usize>) -> wire::Result<'_> {
    let (document, finding) = (&verdict.document, &verdict.findings[i]);
    wire::Result {
        rule_id: finding.rule.name,
        rule_index,
        level: level(finding.confidence),
        message: wire::Message { text: message(document, finding) },
        locations: [location(document, finding)],
        related_locations: finding
            .related
            .iter()
            .enumerate()
            .map(|(i, related)| related_location(i, related))
            .collect(),
        suppressions: suppressions(finding),
        partial_fingerprints: BTreeMap::from([("unspun/v1", format!("{:016x}", finding.fingerprint))]),
        fixes: fix::fix(verdict, i).into_iter().collect(),
        properties: wire::ResultProperties {
            confidence: finding.confidence.name(),
            kind: finding.kind,
            unit: finding.unit.name(),
            action: finding.fix.action.name(),
            measure: finding.measure.map(|m| wire::Measure { name: m.name, value: m.value, threshold: m.threshold }),
        },
    }
}

/// What a baseline knows is accepted: viewers show it as closed.
fn suppressions(finding: &Finding) -> Vec<wire::Suppression> {
    match finding.standing {
        Standing::New => Vec::new(),
        Standing::Known => vec![wire::Suppression { kind: "external", justification: "known to the baseline" }],
    }
}

/// Provable faults are errors; what is above a measured threshold is a warning, a suspicion a note.
fn level(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "error",
        Confidence::Likely => "warning",
        Confidence::Suspect => "note",
    }
}

/// The reason, with a link to each related place: viewers show only those that the message links to.
fn message(document: &Document, finding: &Finding) -> String {
    // A message must not make links of its own.
    let mut text = reason(document, finding).replace("](", "] (");
    for (i, related) in finding.related.iter().enumerate() {
        let shown: String = place(related).chars().filter(|c| !"[]\\".contains(*c)).collect();
        text += &format!("; {}: [{shown}]({})", related.label, i + 1);
    }
    text
}

fn location<'a>(document: &'a Document, finding: &Finding) -> wire::Location<'a> {
    let place = match (finding.unit, &document.carrier) {
        (Unit::Document, Carrier::Json { .. }) => wire::Region::line(document.key.record() + 1),
        (Unit::Document, Carrier::Plain) => wire::Region::line(1),
        (Unit::Paragraph | Unit::Span, _) => stretch(&region(document, finding.span)),
    };
    wire::Location {
        id: None,
        physical_location: wire::PhysicalLocation::new(&document.path, place),
        logical_locations: Some([wire::LogicalLocation { fully_qualified_name: &document.id }]),
        message: None,
    }
}

fn related_location(i: usize, related: &crate::findings::Related) -> wire::Location<'_> {
    let place = &related.place;
    // The place of its span in a line is not known without its bytes.
    let line = place.record + 1;
    wire::Location {
        id: Some(i + 1),
        physical_location: wire::PhysicalLocation::new(&place.path, wire::Region::line(line)),
        logical_locations: Some([wire::LogicalLocation { fully_qualified_name: &place.id }]),
        message: Some(wire::Message { text: related.label.to_owned() }),
    }
}

fn stretch(region: &Region) -> wire::Region {
    wire::Region {
        start_line: region.start_line,
        start_column: Some(region.start_column),
        end_line: Some(region.end_line),
        end_column: Some(region.end_column),
    }
}

fn descriptor(rule: &'static Rule) -> wire::Descriptor {
    wire::Descriptor {
        id: rule.name,
        short_description: wire::Message { text: rule.summary.to_owned() },
        full_description: wire::Message { text: opening(rule.page) },
        help: wire::Help { text: rule.page, markdown: rule.page },
        default_configuration: wire::Configuration { level: level(Confidence::Likely) },
        properties: wire::RuleProperties { tags: ["corpus", rule.family.name()] },
    }
}

/// The first paragraph below the title of a page.
fn opening(page: &str) -> String {
    let lines = page.lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let text = paragraph.join(" ");
    text.strip_prefix("**What.** ").unwrap_or(&text).to_owned()
}

fn warning(text: String) -> wire::Notification {
    wire::Notification { level: "warning", message: wire::Message { text }, locations: Vec::new() }
}

fn bad_record(bad: &BadRecord) -> wire::Notification {
    let location = wire::Location {
        id: None,
        physical_location: wire::PhysicalLocation::new(&bad.path, wire::Region::line(bad.key.record() + 1)),
        logical_locations: None,
        message: None,
    };
    wire::Notification {
        locations: vec![location],
        ..warning(format!("bad record: {}", super::excerpt::visible(&bad.reason)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_opens_with_the_first_paragraph_of_its_page() {
        assert_eq!(
            opening("# late-ferry\n\n**What.** A ferry\nthat is late.\n\n**Why.** Fog.\n"),
            "A ferry that is late."
        );
        assert_eq!(opening("# late-ferry\n"), "");
    }
}
