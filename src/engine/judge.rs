//! The second read: every document is judged, in parallel; outcomes go to the sinks in document order.

use super::clusters;
use super::drive::{Read, drive};
use super::parsers::Parsers;
use super::ports::{Chunk, Fault, Outcome, Record, Sink, Source, Verdict};
use super::settings::Settings;
use crate::corpus::{Census, Index, Look};
use crate::decide::{Met, Plan, Recognition, suppress};
use crate::detect::spun::{self, Spun};
use crate::detect::{self, Detector, Notes, Scene};
use crate::findings::{Action, Family, Finding, Summary, Weighed};
use crate::model::Model;
use crate::text::{DocKey, Document, Parsed};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// What the first read and the comparison of candidates found out.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) census: &'a Census,
    pub(super) index: &'a Index,
    /// Documents that may hold a paragraph twice, where that was asked.
    pub(super) repeating: Option<&'a FxHashSet<DocKey>>,
}

impl Known<'_> {
    /// True where the duplicate rules have nothing to say of the document.
    fn is_unique(&self, document: DocKey) -> bool {
        let may_repeat = self.repeating.is_some_and(|repeating| repeating.contains(&document));
        detect::duplicate::is_silent(self.index, document) && !may_repeat
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

/// Judges the corpus and feeds the sinks. Returns what it all amounts to, and which copies were told.
pub(super) fn judge(
    read: &Read<'_>,
    source: &dyn Source,
    known: Known<'_>,
    model: &Model,
    settings: &Settings,
    sinks: &mut [&mut dyn Sink],
) -> Result<(Summary, clusters::Judged), Fault> {
    let mut summary = Summary::default();
    // Unless others are asked too, a document of which they say nothing, or of whose words, need not be parsed.
    let only_duplicates = !settings.selection.has_any_but(&[Family::Duplicate]);
    // Of spun text the first read told as much: paragraphs of a site, which are left out of a text, are known only where boilerplate is
    // asked for.
    let only_known = !settings.selection.has_any_but(&[Family::Duplicate, Family::Spun]);
    let seeks_spun = settings.selection.has_any(Spun.rules());
    let parsers = Parsers::default();
    let work = |chunk: Chunk| {
        parsers.lend(|parser| -> (Vec<Outcome>, Suppressed) {
            let mut suppressed = Suppressed::new();
            let records = source.parse(chunk).into_iter();
            let outcomes = records
                .map(|record| match record {
                    Record::Document(document) => {
                        let look = known.look(document.key);
                        let is_silent = !seeks_spun || spun::settled(&settings.selection, look).is_some();
                        if only_known && is_silent && known.is_unique(document.key) {
                            let scores = look.map(spun::score).into_iter().collect();
                            return Outcome::Judged(Verdict { scores, ..Verdict::clean(document) });
                        }
                        let parsed = match only_duplicates && known.leaves(document.key) {
                            true => Parsed::unparsed(&document.text),
                            false => parser.parse(&document.text),
                        };
                        let (notes, plan) =
                            judge_one(&document, &parsed, look, known.index, model, settings, &mut suppressed);
                        let Notes { findings, scores, unjudged } = notes;
                        Outcome::Judged(Verdict { document, findings, scores, unjudged: unjudged.into(), plan })
                    }
                    Record::Bad(record) => Outcome::Bad(record),
                    Record::Blank { key, bytes } => Outcome::Blank { key, bytes },
                })
                .collect();
            (outcomes, suppressed)
        })
    };
    for suppression in &settings.suppressions {
        match &suppression.expired {
            Some(day) => drop(summary.expired.insert(suppression.name(), day.clone())),
            None => drop(summary.suppressed.insert(suppression.name(), 0)),
        }
    }
    let (rules_asked, unasked) = detect::rules().partition(|rule| settings.selection.has(rule));
    let mut recognition = Recognition::new(settings.baseline.as_deref(), settings.acceptance, rules_asked, unasked);
    let (mut met, mut judged) = (Met::new(), clusters::Judged::default());
    let asked = settings.gate.subjects_of_sources();
    drive(read, work, |(mut outcomes, suppressed)| {
        for (at, n) in suppressed {
            *summary.suppressed.entry(settings.suppressions[at].name()).or_default() += n;
        }
        for outcome in &mut outcomes {
            if let Outcome::Judged(verdict) = outcome {
                recognition.mark(&verdict.document.text, &mut verdict.findings);
                meet(settings, verdict, &mut met);
                judged.note(known.index, &settings.selection, verdict);
            }
            count(&mut summary, outcome, &asked);
            for sink in sinks.iter_mut() {
                sink.accept(outcome)?;
            }
        }
        Ok(outcomes.len() as u64)
    })?;
    summary.baseline = recognition.count();
    summary.review = settings.overrides.review(&met);
    Ok((summary, judged))
}

/// Takes down which overrides met a finding.
fn meet(settings: &Settings, verdict: &Verdict, met: &mut Met) {
    if !settings.overrides.is_empty() {
        for finding in &verdict.findings {
            settings.overrides.meet(finding, &verdict.document.id, met);
        }
    }
}

/// Findings of a chunk that were suppressed, by the position of the suppression.
type Suppressed = BTreeMap<usize, u64>;

fn judge_one(
    document: &Document,
    parsed: &Parsed<'_>,
    look: Option<Look>,
    index: &Index,
    model: &Model,
    settings: &Settings,
    suppressed: &mut Suppressed,
) -> (Notes, Plan) {
    let scene = Scene { document, parsed, index, model, look, selection: &settings.selection };
    let mut notes = detect::detect(&scene);
    detect::duplicate::doubt_lone(parsed, &mut notes.findings);
    suppress(&settings.suppressions, document, &mut notes.findings, suppressed);
    settings.policies.decide(&document.site, &mut notes.findings);
    for finding in &mut notes.findings {
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

fn count(summary: &mut Summary, outcome: &Outcome, asked: &[String]) {
    match outcome {
        Outcome::Judged(verdict) => count_verdict(summary, verdict, asked),
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

fn count_verdict(summary: &mut Summary, verdict: &Verdict, asked: &[String]) {
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
    summary.count_text(&verdict.document.site, &weigh(verdict), &verdict.findings, asked);
    for unjudged in &verdict.unjudged {
        summary.count_unjudged(unjudged);
    }
}

/// The document in bytes of its text.
fn weigh(verdict: &Verdict) -> Weighed {
    let n_bytes = verdict.document.text.len() as u64;
    let n_removed_bytes = match &verdict.plan {
        Plan::Drop(_) => n_bytes,
        Plan::Keep(edits) => edits.iter().map(|edit| edit.span.len() as u64).sum(),
    };
    Weighed { n_bytes, n_removed_bytes, is_dropped: verdict.plan.is_drop() }
}
