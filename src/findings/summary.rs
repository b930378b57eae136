//! What a whole run amounts to. Sums only, so summaries of shards add up.

use super::{Action, Confidence, Finding, Review, Standing, Subject, Tally, Unjudged, UnjudgedCount, Weighed, covered};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Numbers of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// Records read, bad ones included.
    pub input: u64,
    /// Written out, changed or not.
    pub kept: u64,
    /// Of the kept, those with a change.
    pub changed: u64,
    /// Left out.
    pub dropped: u64,
    /// Bad records.
    pub quarantined: u64,
}

/// Bytes of (decompressed) input. `input = kept + cut + dropped + quarantined`, exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bytes {
    /// All bytes read.
    pub input: u64,
    /// Bytes that stay as they are.
    pub kept: u64,
    /// Bytes cut out of kept records, or replaced there.
    pub cut: u64,
    /// Bytes of dropped records.
    pub dropped: u64,
    /// Bytes of bad records.
    pub quarantined: u64,
    /// Bytes put in by replacements; not part of the input.
    pub inserted: u64,
}

/// What one rule (and kind) found and did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleCount {
    /// Findings.
    pub findings: u64,
    /// Of these, those that are likely or certain.
    pub likely: u64,
    /// Of the likely and certain ones, those that the baseline knows.
    pub known: u64,
    /// Of the findings, those that were (or would be) acted upon.
    pub applied: u64,
    /// Bytes of text under the applied ones; where two rules cover one byte, both count it.
    pub bytes: u64,
}

/// What the baseline and the corpus have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownCount {
    /// Findings that the baseline knows.
    pub known: u64,
    /// Findings that the baseline holds and the run did not make, by rule; of rules that were asked for.
    pub stale: BTreeMap<String, u64>,
    /// Rules that the baseline was written with and the run was not asked for.
    pub unasked: Vec<&'static str>,
    /// Rules that the run was asked for and the baseline was written without: what they find is new.
    pub added: Vec<&'static str>,
}

impl KnownCount {
    /// Stale findings of all rules.
    pub fn n_stale(&self) -> u64 {
        self.stale.values().sum()
    }
}

/// What a run amounts to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Numbers of documents.
    pub documents: Documents,
    /// Numbers of bytes.
    pub bytes: Bytes,
    /// By rule and kind (empty where the rule has no kinds).
    pub rules: BTreeMap<(&'static str, &'static str), RuleCount>,
    /// Documents that were not judged, by rule; rules that judged all are not here.
    pub unjudged: BTreeMap<&'static str, UnjudgedCount>,
    /// What of the corpus is under likely and certain findings that no baseline knows.
    pub total: Tally,
    /// The same with those that the baseline knows.
    pub with_known: Tally,
    /// As `total`, by site. A million sites, half of them with findings of one family, take 128 MB (a run over as many records against one
    /// without); each further family, and each rule of a gate's limits on sources, 48 bytes where something of it was found.
    pub sources: BTreeMap<Arc<str>, Tally>,
    /// Findings that the user suppressed, by what the suppression is called; 0 where it matched nothing.
    pub suppressed: BTreeMap<String, u64>,
    /// Suppressions that no longer hold, by what they are called, and the day since which they do not.
    pub expired: BTreeMap<String, String>,
    /// Where there is a baseline, what it knew.
    pub baseline: Option<KnownCount>,
    /// The marks of a person on earlier removals; empty where none were given.
    pub review: Review,
}

impl Summary {
    /// Counts one finding after the policy decided on it.
    pub fn count(&mut self, finding: &Finding) {
        let entry = self.rules.entry((finding.rule.name, finding.kind.unwrap_or(""))).or_default();
        entry.findings += 1;
        entry.likely += u64::from(finding.confidence > Confidence::Suspect);
        entry.known += u64::from(finding.standing == Standing::Known);
        if finding.fix.action != Action::None {
            entry.applied += 1;
            entry.bytes += finding.span.len() as u64;
        }
    }

    /// Counts one document and its findings for the tallies; for its site only families and what is called as one of `asked`.
    pub fn count_text(&mut self, site: &Arc<str>, text: &Weighed, findings: &[Finding], asked: &[String]) {
        let new = covered(findings.iter().filter(|finding| finding.standing == Standing::New));
        self.total.count(text, &new, |_| true);
        match findings.iter().any(|finding| finding.standing == Standing::Known) {
            true => self.with_known.count(text, &covered(findings.iter()), |_| true),
            false => self.with_known.count(text, &new, |_| true),
        }
        let is_counted = |subject: Subject| match subject {
            Subject::All | Subject::Family(_) => true,
            Subject::Rule(_) | Subject::Kind(..) => asked.iter().any(|name| subject.is_called(name)),
        };
        match self.sources.get_mut(site) {
            Some(tally) => tally.count(text, &new, is_counted),
            None => self.sources.entry(site.clone()).or_default().count(text, &new, is_counted),
        }
    }

    /// Counts one document that a rule did not judge.
    pub fn count_unjudged(&mut self, unjudged: &Unjudged) {
        self.unjudged.entry(unjudged.rule.name).or_default().count(unjudged.why);
    }

    /// Findings that are likely or certain, over all rules.
    pub fn n_likely(&self) -> u64 {
        self.rules.values().map(|r| r.likely).sum()
    }

    /// Of these, those that no baseline knows.
    pub fn n_new(&self) -> u64 {
        self.rules.values().map(|r| r.likely - r.known).sum()
    }

    /// Findings that the user suppressed.
    pub fn n_suppressed(&self) -> u64 {
        self.suppressed.values().sum()
    }

    /// True where the cleaned corpus differs from the input.
    pub fn changes_anything(&self) -> bool {
        self.bytes.kept != self.bytes.input
    }
}
