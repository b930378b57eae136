//! What the gate says: each limit with its figure and the worst sources, for reports to tell in their ways, and one sentence.

use super::gate::{Limit, Scope};
use std::fmt::Write;
use std::sync::Arc;

/// Broken limits that the sentence names; the others are counted.
const MAX_NAMED_CHECKS: usize = 3;

/// How a figure stands to its limits. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// There was nothing to judge it by.
    Unjudged,
    /// Below its limits.
    Passed,
    /// Above the limit from which it is told.
    Warned,
    /// Above the limit from which the corpus fails.
    Failed,
}

impl Level {
    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Level::Unjudged => "unjudged",
            Level::Passed => "passed",
            Level::Warned => "warned",
            Level::Failed => "failed",
        }
    }
}

/// What the figure of a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A number of findings.
    Count,
    /// A share, in 0..=1 (in -1..=1 where it is a growth).
    Share,
}

impl Figure {
    /// The figure as people write it: "12", "1.5 %".
    pub fn show(self, value: f64) -> String {
        match self {
            Figure::Count => format!("{value:.0}"),
            Figure::Share => {
                let percent = value * 100.0;
                let digits = if percent.abs() < 0.095 && percent != 0.0 { 3 } else { 1 };
                let text = format!("{percent:.digits$}");
                let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
                format!("{text} %")
            }
        }
    }
}

/// A source's share.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceFigure {
    /// The site.
    pub source: Arc<str>,
    /// Its share, in 0..=1.
    pub figure: f64,
    /// Its documents.
    pub documents: u64,
    /// How it stands to the limits.
    pub level: Level,
}

/// One limit, and how the corpus stands to it.
#[derive(Clone, Debug, PartialEq)]
pub struct GateCheck {
    /// The limit as the settings call it: `max-findings`, `documents.spun`, `bytes-per-source.boilerplate` …
    pub name: String,
    /// How the figure stands to the limits.
    pub level: Level,
    /// What the figure is.
    pub unit: Figure,
    /// What was measured; of sources the worst one's. `None` where it was not.
    pub figure: Option<f64>,
    /// Why it was not measured.
    pub unjudged: Option<&'static str>,
    /// The limit above which it is told.
    pub warn: Option<f64>,
    /// The limit above which the corpus fails.
    pub error: Option<f64>,
    /// True where each source is judged by itself; the fields below are 0 and empty otherwise.
    pub is_per_source: bool,
    /// Sources that were judged.
    pub n_sources: u64,
    /// Of these, those above a limit.
    pub n_sources_over: u64,
    /// Of these, those above the limit from which the corpus fails.
    pub n_sources_failed: u64,
    /// Sources that were not judged, since they have too few documents.
    pub n_sources_small: u64,
    /// Documents from which on a source is judged.
    pub min_documents: u64,
    /// The sources with the greatest shares above 0, ten at most, the worst first.
    pub worst_sources: Vec<SourceFigure>,
}

impl GateCheck {
    /// A check of the number of findings.
    pub(super) fn of_findings(n_findings: u64, limit: u64) -> GateCheck {
        GateCheck {
            level: if n_findings > limit { Level::Failed } else { Level::Passed },
            error: Some(limit as f64),
            ..GateCheck::new("max-findings".to_owned(), Figure::Count, Some(n_findings as f64))
        }
    }

    /// A check of a share, without sources.
    pub(super) fn of_share(limit: &Limit, figure: f64) -> GateCheck {
        GateCheck { level: limit.level(figure), ..GateCheck::of_limit(limit, Some(figure)) }
    }

    /// A limit that cannot be judged, and why.
    pub(super) fn unjudged(limit: &Limit, why: &'static str) -> GateCheck {
        GateCheck { unjudged: Some(why), ..GateCheck::of_limit(limit, None) }
    }

    fn of_limit(limit: &Limit, figure: Option<f64>) -> GateCheck {
        GateCheck {
            warn: limit.warn,
            error: limit.error,
            is_per_source: limit.scope == Scope::Source,
            ..GateCheck::new(limit.name(), Figure::Share, figure)
        }
    }

    fn new(name: String, unit: Figure, figure: Option<f64>) -> GateCheck {
        GateCheck {
            name,
            level: Level::Unjudged,
            unit,
            figure,
            unjudged: None,
            warn: None,
            error: None,
            is_per_source: false,
            n_sources: 0,
            n_sources_over: 0,
            n_sources_failed: 0,
            n_sources_small: 0,
            min_documents: 0,
            worst_sources: Vec::new(),
        }
    }

    /// The limit that the figure is above, or else the one that it would have to be above to fail.
    pub fn limit(&self) -> Option<f64> {
        if self.level == Level::Warned { self.warn } else { self.error.or(self.warn) }
    }

    /// Figure, place and limit: `documents-per-source.spun: 12.5 % in a.example and 2 more sources, limit 5 %`.
    pub fn sentence(&self) -> String {
        if let Some(why) = self.unjudged {
            return format!("{}: {why}", self.name);
        }
        let show = |value: Option<f64>| self.unit.show(value.unwrap_or_default());
        let mut out = format!("{}: {}", self.name, show(self.figure));
        if let (true, Some(worst)) = (self.is_per_source, self.worst_sources.first()) {
            let _ = write!(out, " in {}", shown(&worst.source));
            let n_sources = if self.level == Level::Failed { self.n_sources_failed } else { self.n_sources_over };
            let _ = match n_sources.saturating_sub(1) {
                0 => Ok(()),
                1 => write!(out, " and 1 more source"),
                n => write!(out, " and {n} more sources"),
            };
        }
        let _ = write!(out, ", limit {}", show(self.limit()));
        out
    }
}

/// A source as it is told: the one without a name too.
pub fn shown(source: &str) -> &str {
    if source.is_empty() { "documents without a source" } else { source }
}

/// Whether the corpus passes, and the figures that say so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GateVerdict {
    /// True where it passes.
    pub passed: bool,
    /// A sentence for a person.
    pub reason: String,
    /// Every limit, in the order of the settings.
    pub checks: Vec<GateCheck>,
}

impl GateVerdict {
    /// The verdict of these checks.
    pub(super) fn new(checks: Vec<GateCheck>, has_baseline: bool) -> GateVerdict {
        let passed = checks.iter().all(|check| check.level < Level::Failed);
        let reason = match &checks[..] {
            [only] if only.unit == Figure::Count => {
                let new = if has_baseline { "new " } else { "" };
                let show = |value: Option<f64>| only.unit.show(value.unwrap_or_default());
                format!("{} {new}likely or certain findings, limit {}", show(only.figure), show(only.error))
            }
            _ => reason(&checks, if passed { Level::Warned } else { Level::Failed }),
        };
        GateVerdict { passed, reason, checks }
    }
}

/// The checks that came to `level`, or that all limits hold.
fn reason(checks: &[GateCheck], level: Level) -> String {
    let crossed: Vec<&GateCheck> = checks.iter().filter(|check| check.level == level).collect();
    let n_judged = checks.iter().filter(|check| check.level > Level::Unjudged).count();
    if crossed.is_empty() {
        return match n_judged {
            0 => format!("no limit was judged: {}", sentences(checks.iter())),
            1 => "the limit holds".to_owned(),
            n => format!("all {n} limits hold"),
        };
    }
    let mut reason = sentences(crossed.iter().copied());
    if crossed.len() > MAX_NAMED_CHECKS {
        let _ = write!(reason, "; and {} more limits", crossed.len() - MAX_NAMED_CHECKS);
    }
    if level == Level::Warned { format!("with a warning, {reason}") } else { reason }
}

fn sentences<'a>(checks: impl Iterator<Item = &'a GateCheck>) -> String {
    checks.take(MAX_NAMED_CHECKS).map(GateCheck::sentence).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_with_as_many_digits_as_they_need() {
        for (share, expected) in [
            (0.0, "0 %"),
            (0.5, "50 %"),
            (0.125, "12.5 %"),
            (0.01234, "1.2 %"),
            (0.0001, "0.01 %"),
            (-0.02, "-2 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(Figure::Share.show(share), expected);
        }
        assert_eq!(Figure::Count.show(100.0), "100");
    }
}
