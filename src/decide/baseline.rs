//! Findings that were known before the run, by their fingerprints, so that only what is new fails a corpus. A fingerprint is of the
//! words alone: a baseline stays true when files are split, merged, sorted or renamed.

use crate::findings::{Confidence, Finding, KnownCount, Load, Standing, Tally};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Shares of a corpus, in 0..=1: of its documents that have a finding, and of its bytes that are under one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shares {
    /// Of the documents.
    pub documents: f64,
    /// Of the bytes of text.
    pub bytes: f64,
}

impl Shares {
    /// What `load` is of `input`.
    pub fn of(load: Load, input: Load) -> Shares {
        Shares { documents: share(load.documents, input.documents), bytes: share(load.bytes, input.bytes) }
    }

    /// A share to a millionth, as the file of a baseline has it: it changes where the corpus does, and not with every document. Of two
    /// shares that are compared both must be rounded.
    pub fn rounded(share: f64) -> f64 {
        (share * 1e6).round() / 1e6
    }
}

/// `part` of `whole`, in 0..=1; nothing of nothing is 0.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Known findings, and the shares of the corpus in which they were found. Some 24 bytes a finding.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// Names of rules; entries have their positions.
    rules: Vec<String>,
    /// By fingerprint: the rule, and how many findings have it.
    entries: FxHashMap<u64, (u16, u32)>,
    /// By the names of subjects (`all`, families, rules, `rule:kind`).
    shares: BTreeMap<String, Shares>,
}

impl Baseline {
    /// Adds `count` findings with this fingerprint.
    pub fn add(&mut self, rule: &str, fingerprint: u64, count: u32) {
        let at = self.rules.iter().position(|known| known == rule).unwrap_or_else(|| {
            self.rules.push(rule.to_owned());
            self.rules.len() - 1
        });
        let rule = u16::try_from(at).unwrap_or(u16::MAX); // there are some thirty rules
        let entry = self.entries.entry(fingerprint).or_insert((rule, 0));
        entry.1 = entry.1.saturating_add(count);
    }

    /// Adds the finding, unless it is only a suspicion: that fails no corpus.
    pub fn add_finding(&mut self, finding: &Finding) {
        if finding.confidence > Confidence::Suspect {
            self.add(finding.rule.name, finding.fingerprint, 1);
        }
    }

    /// Sets the shares of a subject.
    pub fn set_shares(&mut self, subject: impl Into<String>, shares: Shares) {
        self.shares.insert(subject.into(), shares);
    }

    /// Takes the shares of a whole corpus.
    pub fn set_all_shares(&mut self, tally: &Tally) {
        for (subject, load) in tally.loads() {
            self.set_shares(subject.to_string(), Shares::of(*load, tally.input));
        }
    }

    /// Shares of the subject with that name; none of what was not found.
    pub fn shares(&self, subject: &str) -> Shares {
        self.shares.get(subject).copied().unwrap_or_default()
    }

    /// Shares of all subjects, sorted by name.
    pub fn all_shares(&self) -> &BTreeMap<String, Shares> {
        &self.shares
    }

    /// Rule, fingerprint and number of findings, sorted.
    pub fn entries(&self) -> Vec<(&str, u64, u32)> {
        let named = self.entries.iter().map(|(&fingerprint, &(rule, count))| (self.rule(rule), fingerprint, count));
        let mut entries: Vec<_> = named.collect();
        entries.sort_unstable();
        entries
    }

    /// Known findings, equal ones counted each.
    pub fn n_findings(&self) -> u64 {
        self.entries.values().map(|(_, count)| u64::from(*count)).sum()
    }

    /// What is left of it once the findings of a run are `found`, and nothing more: what is gone is taken out, what is new stays out, and
    /// shares only fall. Rules that were not asked for stay as they are.
    pub fn shrunk_to(&self, found: &Baseline, is_asked: impl Fn(&str) -> bool) -> Baseline {
        let mut shrunk = Baseline::default();
        for (&fingerprint, &(rule, count)) in &self.entries {
            let rule = self.rule(rule);
            let n_found = found.entries.get(&fingerprint).map_or(0, |(_, count)| *count);
            let count = if is_asked(rule) { count.min(n_found) } else { count };
            if count > 0 {
                shrunk.add(rule, fingerprint, count);
            }
        }
        for (subject, old) in &self.shares {
            let new = found.shares(subject);
            let fallen = Shares { documents: old.documents.min(new.documents), bytes: old.bytes.min(new.bytes) };
            shrunk.set_shares(subject.as_str(), if is_asked(rule_of(subject)) { fallen } else { *old });
        }
        shrunk
    }

    /// What a run `found`, and beside it what is here of rules that it was not asked for.
    pub fn grown_to(&self, found: &Baseline, is_asked: impl Fn(&str) -> bool) -> Baseline {
        let mut grown = found.clone();
        for (rule, fingerprint, count) in self.entries().into_iter().filter(|(rule, ..)| !is_asked(rule)) {
            grown.add(rule, fingerprint, count);
        }
        for (subject, shares) in self.shares.iter().filter(|(subject, _)| !is_asked(rule_of(subject))) {
            grown.set_shares(subject.as_str(), *shares);
        }
        grown
    }

    fn rule(&self, at: u16) -> &str {
        self.rules.get(usize::from(at)).map_or("", String::as_str)
    }
}

/// The rule of `rule:kind`.
fn rule_of(subject: &str) -> &str {
    subject.split(':').next().unwrap_or(subject)
}

/// What a run takes for known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// What the baseline holds.
    Known,
    /// Everything: a baseline is being written.
    Everything,
}

/// Tells known findings from new ones, in the order of the corpus: of a fingerprint that the baseline has twice, the first two
/// are known and a third is new.
#[derive(Debug)]
pub struct Recognition<'a> {
    baseline: Option<&'a Baseline>,
    acceptance: Acceptance,
    seen: FxHashMap<u64, u32>,
    n_known: u64,
}

impl<'a> Recognition<'a> {
    /// Nothing seen yet.
    pub fn new(baseline: Option<&'a Baseline>, acceptance: Acceptance) -> Recognition<'a> {
        Recognition { baseline, acceptance, seen: FxHashMap::default(), n_known: 0 }
    }

    /// Sets the standing of findings.
    pub fn mark(&mut self, findings: &mut [Finding]) {
        if self.baseline.is_none() && self.acceptance == Acceptance::Known {
            return;
        }
        for finding in findings.iter_mut().filter(|finding| finding.confidence > Confidence::Suspect) {
            if self.holds(finding.fingerprint) || self.acceptance == Acceptance::Everything {
                finding.standing = Standing::Known;
                self.n_known += 1;
            }
        }
    }

    /// True where the baseline has one more finding of this fingerprint.
    fn holds(&mut self, fingerprint: u64) -> bool {
        let n_held = self.baseline.and_then(|b| b.entries.get(&fingerprint)).map_or(0, |(_, count)| *count);
        if n_held == 0 {
            return false;
        }
        let n_seen = self.seen.entry(fingerprint).or_default();
        *n_seen = (*n_seen + 1).min(n_held + 1);
        *n_seen <= n_held
    }

    /// What was known and what the baseline holds in vain; `None` where nothing could be known.
    pub fn count(&self, is_asked: impl Fn(&str) -> bool) -> Option<KnownCount> {
        if self.baseline.is_none() && self.acceptance == Acceptance::Known {
            return None;
        }
        let mut count = KnownCount { known: self.n_known, stale: BTreeMap::new() };
        for (fingerprint, (rule, n_held)) in self.baseline.iter().flat_map(|b| &b.entries) {
            let rule = self.baseline.map_or("", |b| b.rule(*rule));
            let n_seen = self.seen.get(fingerprint).map_or(0, |n| *n.min(n_held));
            if n_seen < *n_held && is_asked(rule) {
                *count.stale.entry(rule.to_owned()).or_default() += u64::from(n_held - n_seen);
            }
        }
        Some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Family, Rule, Unit};
    use crate::text::Span;

    static RULE: Rule = Rule::for_test("some-rule", Family::Spun);

    fn finding(text: &str) -> Finding {
        let whole = Span::new(0, text.len());
        Finding::new(&RULE, Unit::Span, text, whole, "").with_confidence(Confidence::Likely)
    }

    fn baseline(texts: &[&str]) -> Baseline {
        let mut baseline = Baseline::default();
        texts.iter().for_each(|text| baseline.add_finding(&finding(text)));
        baseline
    }

    fn standings(recognition: &mut Recognition<'_>, texts: &[&str]) -> Vec<Standing> {
        let mut findings: Vec<Finding> = texts.iter().map(|text| finding(text)).collect();
        recognition.mark(&mut findings);
        findings.iter().map(|finding| finding.standing).collect()
    }

    #[test]
    fn a_third_finding_of_a_passage_that_was_known_twice_is_new() {
        let known = baseline(&["one", "one", "two"]);
        let mut recognition = Recognition::new(Some(&known), Acceptance::Known);
        let told = standings(&mut recognition, &["one", "three", "One!", "one", "one"]);
        assert_eq!(told, [Standing::Known, Standing::New, Standing::Known, Standing::New, Standing::New]);
        let count = recognition.count(|_| true).unwrap();
        assert_eq!((count.known, count.n_stale()), (2, 1));
        assert_eq!(recognition.count(|_| false).unwrap().n_stale(), 0, "what was not asked for is not stale");
    }

    #[test]
    fn a_suspicion_is_never_known() {
        let mut suspicion = [finding("one").with_confidence(Confidence::Suspect)];
        Recognition::new(Some(&baseline(&["one"])), Acceptance::Everything).mark(&mut suspicion);
        assert_eq!(suspicion[0].standing, Standing::New);
        let mut empty = Baseline::default();
        empty.add_finding(&suspicion[0]);
        assert_eq!(empty.n_findings(), 0);
    }

    #[test]
    fn a_baseline_shrinks_and_never_grows() {
        let mut old = baseline(&["one", "one", "two"]);
        old.set_shares("some-rule", Shares { documents: 0.2, bytes: 0.1 });
        let mut found = baseline(&["one", "three"]);
        found.set_shares("some-rule", Shares { documents: 0.1, bytes: 0.3 });
        let shrunk = old.shrunk_to(&found, |_| true);
        assert_eq!(shrunk.entries(), [("some-rule", finding("one").fingerprint, 1)]);
        assert_eq!(shrunk.shares("some-rule"), Shares { documents: 0.1, bytes: 0.1 });
        assert_eq!(old.shrunk_to(&Baseline::default(), |_| false).entries(), old.entries());
        assert_eq!(old.grown_to(&found, |_| true).entries(), found.entries());
        assert_eq!(old.grown_to(&baseline(&["three"]), |_| false).n_findings(), 4);
    }
}
