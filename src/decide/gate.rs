//! Whether the corpus as a whole passes. Without limits of the user's own, one likely finding fails it.

use super::baseline::{Baseline, Shares, share};
use super::verdict::{GateCheck, GateVerdict, Level, SourceFigure};
use crate::findings::{Summary, Tally};
use std::cmp::Reverse;
use std::sync::Arc;

/// Sources that a check names. More are counted; a report is to be read.
const MAX_NAMED_SOURCES: usize = 10;
/// Why a limit is not judged.
const NOT_ASKED: &str = "its rules were not asked for";
const NO_BASELINE: &str = "a growth needs a baseline";

/// What is held against a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Documents with a likely or certain finding.
    Documents,
    /// Bytes of text under one.
    Bytes,
    /// Bytes of text that leave, whatever the rule.
    Removed,
}

/// Of what a limit is a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of the corpus.
    Corpus,
    /// Of each source by itself.
    Source,
    /// Of the corpus, less what it was in the baseline; what is known counts too.
    Growth,
}

/// A limit, crossed where the figure is greater.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// What is measured.
    pub quantity: Quantity,
    /// Of what it is a share.
    pub scope: Scope,
    /// Which findings: `all`, a family, a rule, or `rule:kind`.
    pub subject: String,
    /// Share, in 0..=1, above which it is told.
    pub warn: Option<f64>,
    /// Share, in 0..=1, above which the corpus fails.
    pub error: Option<f64>,
}

/// What the corpus must hold to.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Likely or certain findings that are let pass, those of a baseline not counted. `None`: any number where there are limits, else 0.
    pub max_findings: Option<u64>,
    /// Sources with fewer documents are not judged by themselves.
    pub min_documents: u64,
    /// Limits on shares.
    pub limits: Vec<Limit>,
}

impl Default for Gate {
    fn default() -> Gate {
        Gate { max_findings: None, min_documents: Self::DEFAULT_MIN_DOCUMENTS, limits: Vec::new() }
    }
}

impl Gate {
    /// Documents from which on a source is judged, by default: with fewer, one finding is more than five percent. A guess.
    pub const DEFAULT_MIN_DOCUMENTS: u64 = 20;

    /// The subjects that are to be counted for each source.
    pub fn subjects_of_sources(&self) -> Vec<String> {
        let of_sources = self.limits.iter().filter(|limit| limit.scope == Scope::Source);
        of_sources.map(|limit| limit.subject.clone()).collect()
    }

    /// Judges a finished run that looked for the rules, and families, for which `is_asked` holds.
    pub fn judge(
        &self,
        summary: &Summary,
        baseline: Option<&Baseline>,
        is_asked: impl Fn(&str) -> bool,
    ) -> GateVerdict {
        let max_findings = self.max_findings.or(self.limits.is_empty().then_some(0));
        let of_findings = max_findings.map(|limit| GateCheck::of_findings(summary.n_new(), limit));
        let of_limits = self.limits.iter().map(|limit| match limit.subject.split(':').next() {
            Some(name) if !is_asked(name) => GateCheck::unjudged(limit, NOT_ASKED),
            _ => self.check(limit, summary, baseline),
        });
        GateVerdict::new(of_findings.into_iter().chain(of_limits).collect(), summary.baseline.is_some())
    }

    fn check(&self, limit: &Limit, summary: &Summary, baseline: Option<&Baseline>) -> GateCheck {
        match limit.scope {
            Scope::Corpus => GateCheck::of_share(limit, figure(limit, &summary.total)),
            Scope::Growth => match baseline {
                Some(baseline) => GateCheck::of_share(limit, growth(limit, &summary.with_known, baseline)),
                None => GateCheck::unjudged(limit, NO_BASELINE),
            },
            Scope::Source => self.check_sources(limit, summary),
        }
    }

    fn check_sources(&self, limit: &Limit, summary: &Summary) -> GateCheck {
        let is_judged = |(_, tally): &(&Arc<str>, &Tally)| tally.input.documents >= self.min_documents;
        let n_judged = summary.sources.iter().filter(is_judged).count() as u64;
        let mut told: Vec<(f64, &Arc<str>, &Tally)> = summary
            .sources
            .iter()
            .filter(is_judged)
            .map(|(source, tally)| (figure(limit, tally), source, tally))
            .filter(|(figure, ..)| *figure > 0.0)
            .collect();
        told.sort_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then_with(|| (Reverse(a.2.input.documents), a.1).cmp(&(Reverse(b.2.input.documents), b.1)))
        });
        let n_above = |level| told.iter().filter(|(figure, ..)| limit.level(*figure) > level).count() as u64;
        let worst = told.first().map_or(0.0, |(figure, ..)| *figure);
        let named = told.iter().take(MAX_NAMED_SOURCES).map(|&(figure, source, tally)| SourceFigure {
            source: source.clone(),
            figure,
            documents: tally.input.documents,
            level: limit.level(figure),
        });
        GateCheck {
            n_sources: n_judged,
            n_sources_over: n_above(Level::Passed),
            n_sources_failed: n_above(Level::Warned),
            n_sources_small: summary.sources.len() as u64 - n_judged,
            min_documents: self.min_documents,
            worst_sources: named.collect(),
            ..GateCheck::of_share(limit, worst)
        }
    }
}

impl Limit {
    /// What the figure amounts to.
    pub(super) fn level(&self, figure: f64) -> Level {
        let is_over = |limit: Option<f64>| limit.is_some_and(|limit| figure > limit);
        match (is_over(self.error), is_over(self.warn)) {
            (true, _) => Level::Failed,
            (false, true) => Level::Warned,
            (false, false) => Level::Passed,
        }
    }

    /// The limit as it is called in the settings: `documents-per-source.spun`.
    pub(super) fn name(&self) -> String {
        let quantity = match self.quantity {
            Quantity::Documents => "documents",
            Quantity::Bytes => "bytes",
            Quantity::Removed => "max-removed-share",
        };
        let scope = match self.scope {
            Scope::Corpus => "",
            Scope::Source => "-per-source",
            Scope::Growth => "-growth",
        };
        match self.quantity {
            Quantity::Removed => format!("{quantity}{scope}"),
            Quantity::Documents | Quantity::Bytes => format!("{quantity}{scope}.{}", self.subject),
        }
    }
}

/// The share that the limit is about.
fn figure(limit: &Limit, tally: &Tally) -> f64 {
    let shares = Shares::of(tally.load(&limit.subject), tally.input);
    match limit.quantity {
        Quantity::Documents => shares.documents,
        Quantity::Bytes => shares.bytes,
        Quantity::Removed => share(tally.removed.bytes, tally.input.bytes),
    }
}

/// How much greater the share is than in the baseline; negative where it fell.
fn growth(limit: &Limit, tally: &Tally, baseline: &Baseline) -> f64 {
    let old = baseline.shares(&limit.subject);
    let old = if limit.quantity == Quantity::Documents { old.documents } else { old.bytes };
    Shares::rounded(figure(limit, tally)) - Shares::rounded(old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Confidence, Family, Finding, Rule, Unit, Weighed};
    use crate::text::Span;

    static RULE: Rule = Rule::for_test("some-rule", Family::Spun);

    /// Each site's documents: how many, and how many of them have a finding over a tenth of their text.
    fn summary(sites: &[(&str, u64, u64)]) -> Summary {
        let mut summary = Summary::default();
        let text = " ".repeat(100);
        let finding =
            [Finding::new(&RULE, Unit::Span, &text, Span::new(0, 10), "").with_confidence(Confidence::Likely)];
        for &(site, n_documents, n_spun) in sites {
            for i in 0..n_documents {
                let findings = if i < n_spun { &finding[..] } else { &[] };
                findings.iter().for_each(|finding| summary.count(finding));
                let n_removed_bytes = if i < n_spun { 100 } else { 0 };
                let weighed = Weighed { n_bytes: 100, n_removed_bytes, is_dropped: i < n_spun };
                summary.count_text(&site.into(), &weighed, findings, &["some-rule".to_owned()]);
            }
        }
        summary
    }

    fn limit(scope: Scope, quantity: Quantity, subject: &str, warn: f64, error: f64) -> Limit {
        Limit { quantity, scope, subject: subject.to_owned(), warn: Some(warn), error: Some(error) }
    }

    fn judge(limits: &[Limit], summary: &Summary) -> GateVerdict {
        Gate { limits: limits.to_vec(), ..Gate::default() }.judge(summary, None, |_| true)
    }

    #[test]
    fn without_limits_one_finding_fails() {
        let verdict = Gate::default().judge(&summary(&[("a", 1, 1)]), None, |_| true);
        assert_eq!((verdict.passed, verdict.reason.as_str()), (false, "1 likely or certain findings, limit 0"));
        assert!(Gate::default().judge(&summary(&[("a", 1, 0)]), None, |_| true).passed);
        let gate = Gate { max_findings: Some(1), ..Gate::default() };
        assert!(gate.judge(&summary(&[("a", 1, 1)]), None, |_| true).passed);
    }

    #[test]
    fn shares_of_the_corpus_warn_and_fail() {
        let corpus = summary(&[("a", 50, 5), ("b", 50, 0)]);
        for (quantity, subject, warn, error, level) in [
            (Quantity::Documents, "spun", 0.04, 0.06, Level::Warned),
            (Quantity::Documents, "spun", 0.01, 0.04, Level::Failed),
            (Quantity::Documents, "garbled", 0.0, 0.0, Level::Passed),
            (Quantity::Documents, "all", 0.05, 0.05, Level::Passed),
            (Quantity::Bytes, "some-rule", 0.004, 0.006, Level::Warned),
            (Quantity::Removed, "all", 0.01, 0.04, Level::Failed),
        ] {
            let verdict = judge(&[limit(Scope::Corpus, quantity, subject, warn, error)], &corpus);
            assert_eq!(verdict.checks[0].level, level, "{quantity:?} {subject}");
            assert_eq!(verdict.passed, level < Level::Failed);
        }
    }

    #[test]
    fn each_source_is_judged_by_itself_if_it_has_enough_documents() {
        let corpus = summary(&[
            ("bad.example", 20, 10),
            ("fair.example", 100, 6),
            ("good.example", 900, 0),
            ("few.example", 19, 19),
        ]);
        let verdict = judge(&[limit(Scope::Source, Quantity::Documents, "some-rule", 0.05, 0.2)], &corpus);
        let check = &verdict.checks[0];
        assert_eq!((check.level, check.figure), (Level::Failed, Some(0.5)));
        assert_eq!((check.n_sources, check.n_sources_over, check.n_sources_failed), (3, 2, 1));
        assert_eq!(check.n_sources_small, 1);
        let named: Vec<_> = check.worst_sources.iter().map(|s| (&*s.source, s.figure, s.level)).collect();
        assert_eq!(named, [("bad.example", 0.5, Level::Failed), ("fair.example", 0.06, Level::Warned)]);
        assert_eq!(verdict.reason, "documents-per-source.some-rule: 50 % in bad.example, limit 20 %");
    }

    #[test]
    fn a_limit_on_what_was_not_asked_for_does_not_hold_it_is_not_judged() {
        let limits = [limit(Scope::Corpus, Quantity::Documents, "some-rule:some-kind", 0.0, 0.0)];
        let gate = Gate { limits: limits.to_vec(), ..Gate::default() };
        let verdict = gate.judge(&summary(&[("a", 9, 9)]), None, |name| name != "some-rule");
        assert_eq!((verdict.checks[0].level, verdict.checks[0].unjudged), (Level::Unjudged, Some(NOT_ASKED)));
        assert_eq!(verdict.reason, "no limit was judged: documents.some-rule:some-kind: its rules were not asked for");
    }

    #[test]
    fn growth_is_judged_against_a_baseline_alone() {
        let corpus = summary(&[("a", 100, 5)]);
        let limits = [limit(Scope::Growth, Quantity::Documents, "spun", 0.005, 0.02)];
        assert_eq!(judge(&limits, &corpus).checks[0].level, Level::Unjudged);
        let mut baseline = Baseline::default();
        baseline.set_shares("spun", Shares { documents: 0.04, bytes: 0.0 });
        let gate = Gate { limits: limits.to_vec(), ..Gate::default() };
        let check = gate.judge(&corpus, Some(&baseline), |_| true).checks.remove(0);
        assert_eq!((check.level, check.figure.map(|f| (f * 1e6).round())), (Level::Warned, Some(10_000.0)));
    }
}
