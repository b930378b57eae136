//! Findings that were known before the run, by their fingerprints, so that only what is new fails a corpus. A fingerprint is of the
//! words alone: a baseline stays true when files are split, merged, sorted or renamed. What is kept of copies in other words is in it
//! beside what leaves, since another order may turn the two about.

use crate::findings::{Confidence, Finding, Load, Tally};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

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

/// Known findings, and the shares of the corpus in which they were found. Some 24 bytes a finding, and as many where a copy in other words
/// is kept.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// Names of rules; entries have their positions.
    rules: Vec<String>,
    /// By fingerprint: the rule, and how many findings have it.
    entries: FxHashMap<u64, (u16, u32)>,
    /// Fingerprint of a copy, and that of what was kept instead.
    kept: BTreeSet<(u64, u64)>,
    /// By the names of subjects (`all`, families, rules, `rule:kind`).
    shares: BTreeMap<String, Shares>,
    /// Names of the rules that were looked for; `None` where that was not taken down.
    asked: Option<BTreeSet<String>>,
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
            finding.counterpart().into_iter().for_each(|kept| self.add_kept(finding.fingerprint, kept));
        }
    }

    /// Adds that of the copy with this fingerprint another one was kept.
    pub fn add_kept(&mut self, copy: u64, kept: u64) {
        self.kept.insert((copy, kept));
    }

    /// What was kept of the copy with this fingerprint.
    pub fn kept_of(&self, copy: u64) -> impl Iterator<Item = u64> {
        self.kept.range((copy, u64::MIN)..=(copy, u64::MAX)).map(|&(_, kept)| kept)
    }

    /// Every copy with what was kept of it.
    pub(super) fn all_kept(&self) -> &BTreeSet<(u64, u64)> {
        &self.kept
    }

    /// Takes down which rules were looked for.
    pub fn set_asked(&mut self, rules: impl IntoIterator<Item = impl Into<String>>) {
        self.asked = Some(rules.into_iter().map(Into::into).collect());
    }

    /// Names of the rules that were looked for; `None` where that was not taken down.
    pub fn asked(&self) -> Option<&BTreeSet<String>> {
        self.asked.as_ref()
    }

    /// The rule of the findings with this fingerprint, and how many there are.
    pub(super) fn held(&self, fingerprint: u64) -> Option<(&str, u32)> {
        self.entries.get(&fingerprint).map(|&(rule, count)| (self.rule(rule), count))
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

    /// What is left of it once the known findings of a run are `found`, and nothing more: what is gone is taken out, what is new stays out,
    /// and shares only fall. Rules that were not asked for stay as they are.
    pub fn shrunk_to(&self, found: &Baseline, is_asked: impl Fn(&str) -> bool) -> Baseline {
        let mut shrunk = Baseline { asked: self.asked.clone(), ..Baseline::default() };
        let kept: BTreeSet<u64> = self.kept.iter().map(|&(_, kept)| kept).collect();
        for (rule, fingerprint, n_found) in found.entries() {
            // What was kept may have turned into the copy.
            let most = self.held(fingerprint).map_or(0, |(_, count)| count) + u32::from(kept.contains(&fingerprint));
            if most > 0 {
                shrunk.add(rule, fingerprint, n_found.min(most));
                found.kept_of(fingerprint).for_each(|kept| shrunk.add_kept(fingerprint, kept));
            }
        }
        for (subject, old) in &self.shares {
            let new = found.shares(subject);
            let fallen = Shares { documents: old.documents.min(new.documents), bytes: old.bytes.min(new.bytes) };
            shrunk.set_shares(subject.as_str(), fallen);
        }
        shrunk.take_unasked(self, is_asked);
        shrunk
    }

    /// What a run `found`, and beside it what is here of rules that it was not asked for.
    pub fn grown_to(&self, found: &Baseline, is_asked: impl Fn(&str) -> bool) -> Baseline {
        let mut grown = found.clone();
        grown.asked = self.asked.iter().zip(&found.asked).map(|(old, new)| old | new).next();
        grown.take_unasked(self, is_asked);
        grown
    }

    /// Takes over what `old` has of rules that were not asked for.
    fn take_unasked(&mut self, old: &Baseline, is_asked: impl Fn(&str) -> bool) {
        for (rule, fingerprint, count) in old.entries().into_iter().filter(|(rule, ..)| !is_asked(rule)) {
            self.add(rule, fingerprint, count);
            old.kept_of(fingerprint).for_each(|kept| self.add_kept(fingerprint, kept));
        }
        for (subject, shares) in old.shares.iter().filter(|(subject, _)| !is_asked(rule_of(subject))) {
            self.set_shares(subject.as_str(), *shares);
        }
    }

    fn rule(&self, at: u16) -> &str {
        self.rules.get(usize::from(at)).map_or("", String::as_str)
    }
}

/// The rule of `rule:kind`.
fn rule_of(subject: &str) -> &str {
    subject.split(':').next().unwrap_or(subject)
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

    #[test]
    fn a_suspicion_is_not_taken_in() {
        let mut empty = Baseline::default();
        empty.add_finding(&finding("one").with_confidence(Confidence::Suspect));
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

    #[test]
    fn a_kept_text_that_became_the_copy_stays_in_a_baseline_that_shrinks() {
        let copy = |text: &str, kept: &str| finding(text).with_kept(Some(finding(kept).passage));
        let (mut old, mut found) = (Baseline::default(), Baseline::default());
        old.add_finding(&copy("two", "one"));
        found.add_finding(&copy("one", "two"));
        let shrunk = old.shrunk_to(&found, |_| true);
        assert_eq!(shrunk.entries(), [("some-rule", finding("one").fingerprint, 1)]);
        assert_eq!(shrunk.kept_of(finding("one").fingerprint).collect::<Vec<_>>(), [finding("two").fingerprint]);
    }
}
