//! What a whole run amounts to. Sums only, so summaries of shards add up.

use super::{Action, Finding, Review, Unjudged, UnjudgedCount};
use std::collections::BTreeMap;

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
    /// Of these, those that were (or would be) acted upon.
    pub applied: u64,
    /// Bytes of text under the applied ones; where two rules cover one byte, both count it.
    pub bytes: u64,
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
    /// The marks of a person on earlier removals; empty where none were given.
    pub review: Review,
}

impl Summary {
    /// Counts one finding after the policy decided on it.
    pub fn count(&mut self, finding: &Finding) {
        let entry = self.rules.entry((finding.rule.name, finding.kind.unwrap_or(""))).or_default();
        entry.findings += 1;
        entry.likely += u64::from(finding.confidence > super::Confidence::Suspect);
        if finding.fix.action != Action::None {
            entry.applied += 1;
            entry.bytes += finding.span.len() as u64;
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

    /// True where the cleaned corpus differs from the input.
    pub fn changes_anything(&self) -> bool {
        self.bytes.kept != self.bytes.input
    }
}
