//! The second read: every document is judged, in parallel; outcomes go to the sinks in document order.

use super::drive::{Read, drive};
use super::ports::{Chunk, Fault, Outcome, Record, Sink, Source, Verdict};
use super::settings::Settings;
use crate::corpus::{Census, Index, Look};
use crate::decide::{Met, Plan};
use crate::detect::spun::{self, Spun};
use crate::detect::{self, Detector, Notes, Scene};
use crate::findings::{Action, Family, Finding, Summary};
use crate::model::Model;
use crate::text::{DocKey, Document, Parsed, Parser};
use rustc_hash::FxHashSet;

/// What the first read and the comparison of candidates found out.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) census: &'a Census,
    pub(super) index: &'a Index,
    /// Documents that may hold a paragraph twice.
    pub(super) repeating: &'a FxHashSet<DocKey>,
}

impl Known<'_> {
    /// True where the duplicate rules have nothing to say of the document.
    fn is_unique(&self, document: DocKey) -> bool {
        detect::duplicate::is_silent(self.index, document) && !self.repeating.contains(&document)
    }

    /// What the first read thought of the document's words.
    fn look(&self, document: DocKey) -> Option<Look> {
        self.census.find(document).and_then(|doc| self.census.look(doc))
    }

    /// True where the duplicate rules say that the document goes as a whole: of its words they say nothing.
    fn leaves(&self, document: DocKey) -> bool {
        self.index.copy(document).is_some()
    }
}

/// Judges the corpus and feeds the sinks. Returns what it all amounts to.
pub(super) fn judge(
    read: &Read<'_>,
    source: &dyn Source,
    known: Known<'_>,
    model: &Model,
    settings: &Settings,
    sinks: &mut [&mut dyn Sink],
) -> Result<Summary, Fault> {
    let mut summary = Summary::default();
    // Unless others are asked too, a document of which they say nothing, or of whose words, need not be parsed.
    let only_duplicates = !settings.selection.has_any_but(&[Family::Duplicate]);
    // Of spun text the first read told as much: paragraphs of a site, which are left out of a text, are known only where boilerplate is
    // asked for.
    let only_known = !settings.selection.has_any_but(&[Family::Duplicate, Family::Spun]);
    let seeks_spun = settings.selection.has_any(Spun.rules());
    let work = |chunk: Chunk| -> Vec<Outcome> {
        let mut parser = Parser::new();
        let records = source.parse(chunk).into_iter();
        records
            .map(|record| match record {
                Record::Document(document) => {
                    let look = known.look(document.key);
                    let is_silent = !seeks_spun || look.is_some_and(Look::is_silent);
                    if only_known && is_silent && known.is_unique(document.key) {
                        let scores = look.map(spun::score).into_iter().collect();
                        return Outcome::Judged(Verdict { scores, ..Verdict::clean(document) });
                    }
                    let parsed = match only_duplicates && known.leaves(document.key) {
                        true => Parsed::unparsed(&document.text),
                        false => parser.parse(&document.text),
                    };
                    let (notes, plan) = judge_one(&document, &parsed, look, known.index, model, settings);
                    let Notes { findings, scores, unjudged } = notes;
                    Outcome::Judged(Verdict { document, findings, scores, unjudged: unjudged.into(), plan })
                }
                Record::Bad(record) => Outcome::Bad(record),
                Record::Blank { key, bytes } => Outcome::Blank { key, bytes },
            })
            .collect()
    };
    let mut met = Met::new();
    drive(read, work, |outcomes| {
        for outcome in &outcomes {
            count(&mut summary, outcome);
            meet(settings, outcome, &mut met);
            for sink in sinks.iter_mut() {
                sink.accept(outcome)?;
            }
        }
        Ok(outcomes.len() as u64)
    })?;
    summary.review = settings.overrides.review(&met);
    Ok(summary)
}

/// Takes down which overrides met a finding.
fn meet(settings: &Settings, outcome: &Outcome, met: &mut Met) {
    if let (false, Outcome::Judged(verdict)) = (settings.overrides.is_empty(), outcome) {
        for finding in &verdict.findings {
            settings.overrides.meet(finding, &verdict.document.id, met);
        }
    }
}

fn judge_one(
    document: &Document,
    parsed: &Parsed<'_>,
    look: Option<Look>,
    index: &Index,
    model: &Model,
    settings: &Settings,
) -> (Notes, Plan) {
    let scene = Scene { document, parsed, index, model, look, selection: &settings.selection };
    let mut notes = detect::detect(&scene);
    detect::duplicate::doubt_lone(parsed, &mut notes.findings);
    for finding in &mut notes.findings {
        settings.policy.decide(finding);
        settings.overrides.obey(finding, &document.id);
        spare_keeper(index, document, finding);
    }
    let plan = Plan::new(&document.text, &notes.findings);
    (notes, plan)
}

/// A document that was named as the kept witness of a removal stays, whatever else is said of it: with it the last copy would go.
fn spare_keeper(index: &Index, document: &Document, finding: &mut Finding) {
    if finding.fix.action == Action::Drop && index.is_witness(document.key) {
        finding.fix.action = Action::None;
        finding.message.push_str("; stays, since it is the kept copy of others");
    }
}

fn count(summary: &mut Summary, outcome: &Outcome) {
    match outcome {
        Outcome::Judged(verdict) => count_verdict(summary, verdict),
        Outcome::Bad(record) => {
            summary.documents.input += 1;
            summary.documents.quarantined += 1;
            summary.bytes.input += record.bytes.len() as u64;
            summary.bytes.quarantined += record.bytes.len() as u64;
        }
        Outcome::Blank { bytes, .. } => {
            summary.bytes.input += bytes.len() as u64;
            summary.bytes.kept += bytes.len() as u64;
        }
    }
}

fn count_verdict(summary: &mut Summary, verdict: &Verdict) {
    let n_bytes = verdict.document.record_bytes() as u64;
    summary.documents.input += 1;
    summary.bytes.input += n_bytes;
    match &verdict.plan {
        Plan::Drop(_) => {
            summary.documents.dropped += 1;
            summary.bytes.dropped += n_bytes;
        }
        Plan::Keep(edits) => {
            let splices = verdict.document.splices(edits.iter().map(|e| (e.span, e.put.as_str())));
            let cut: u64 = splices.iter().map(|s| s.range.len() as u64).sum();
            let inserted: u64 = splices.iter().map(|s| s.put.len() as u64).sum();
            summary.documents.kept += 1;
            summary.documents.changed += u64::from(!edits.is_empty());
            summary.bytes.cut += cut;
            summary.bytes.kept += n_bytes - cut;
            summary.bytes.inserted += inserted;
        }
    }
    for finding in &verdict.findings {
        summary.count(finding);
    }
    for unjudged in &verdict.unjudged {
        summary.count_unjudged(unjudged);
    }
}
