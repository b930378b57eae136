//! What the gate, the baseline and the suppressions have to say, in lines for people and as JSON.

use super::excerpt::visible;
use super::{Style, suppressed};
use crate::decide::{Figure, GateCheck, GateVerdict, Level, shown};
use crate::findings::Summary;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Rules that are named in a line.
const MAX_SHOWN_RULES: usize = 4;
/// Sources that are named under a limit.
const MAX_SHOWN_SOURCES: usize = 3;

/// Lines on what is known, stale and suppressed, and the table of limits where there are any.
pub(super) fn lines(summary: &Summary, gate: &GateVerdict, style: Style) -> String {
    let mut out = known_lines(summary);
    if gate.checks.iter().any(|check| check.unit == Figure::Share) {
        let _ = writeln!(out, "{:<48}{:>9}{:>9}{:>9}", "limit", "figure", "warn", "error");
        gate.checks.iter().for_each(|check| write_check(&mut out, check, style));
        out.extend(small_sources(gate));
    }
    out
}

/// Whether the corpus passes, and why; what breaks several limits a line each.
pub(super) fn verdict_line(gate: &GateVerdict, style: Style) -> String {
    format!("{}: {}\n", style.verdict(gate), visible(&gate.reason).replace("; ", ";\n        "))
}

fn known_lines(summary: &Summary) -> String {
    let mut out = String::new();
    if let Some(count) = &summary.baseline {
        let _ = writeln!(out, "{} known findings left out of the verdict", count.known);
        if count.n_stale() > 0 {
            let rules: Vec<String> = count.stale.iter().map(|(rule, n)| format!("{rule} {n}")).collect();
            let (n, rules) = (count.n_stale(), visible(&rules.join(", ")));
            let _ = writeln!(out, "{n} known findings are stale ({rules}): --update-baseline takes them out");
        }
        if !count.added.is_empty() {
            let rules = some(&count.added);
            let _ = writeln!(
                out,
                "the baseline was written without {rules}: what they find is new; --update-baseline=grow takes it in"
            );
        }
        if !count.unasked.is_empty() {
            let rules = some(&count.unasked);
            let _ = writeln!(
                out,
                "the baseline was also written with {rules}, which this run did not look for; --update-baseline wants all of them"
            );
        }
    }
    for sentence in suppressed::sentences(summary) {
        let _ = writeln!(out, "{sentence}");
    }
    out
}

/// The first of these names, and how many more there are.
fn some(names: &[&str]) -> String {
    match names.split_at_checked(MAX_SHOWN_RULES) {
        Some((first, rest)) if !rest.is_empty() => format!("{} and {} more rules", first.join(", "), rest.len()),
        _ => names.join(", "),
    }
}

fn write_check(out: &mut String, check: &GateCheck, style: Style) {
    let show = |value: Option<f64>| value.map_or("-".to_owned(), |value| check.unit.show(value));
    let mark = match check.level {
        Level::Unjudged | Level::Passed => String::new(),
        Level::Warned => style.paint("33", " WARN"),
        Level::Failed => style.paint("31", " FAIL"),
    };
    let (figure, warn, error) = (show(check.figure), show(check.warn), show(check.error));
    let _ = writeln!(out, "{:<48}{figure:>9}{warn:>9}{error:>9}{mark}", check.name);
    if let Some(why) = check.unjudged {
        let _ = writeln!(out, "    not judged: {why}");
        return;
    }
    if !check.is_per_source {
        return;
    }
    for source in check.worst_sources.iter().take(MAX_SHOWN_SOURCES).filter(|source| source.level > Level::Passed) {
        let figure = check.unit.show(source.figure);
        let _ = writeln!(out, "    {figure} of {} documents: {}", source.documents, visible(shown(&source.source)));
    }
    let n_named = check.worst_sources.len().min(MAX_SHOWN_SOURCES) as u64;
    if check.n_sources_over > n_named {
        let _ = writeln!(out, "    and {} more sources above a limit", check.n_sources_over - n_named);
    }
}

/// How many sources are too small for limits on each; the same for all limits.
fn small_sources(gate: &GateVerdict) -> Option<String> {
    let check = gate.checks.iter().find(|check| check.n_sources_small > 0)?;
    let n_sources = check.n_sources + check.n_sources_small;
    Some(format!(
        "{} of {n_sources} sources not judged: fewer than {} documents\n",
        check.n_sources_small, check.min_documents
    ))
}

#[derive(Serialize)]
pub(super) struct WireGate<'a> {
    passed: bool,
    reason: &'a str,
    checks: Vec<WireCheck<'a>>,
}

#[derive(Serialize)]
struct WireCheck<'a> {
    name: &'a str,
    level: &'a str,
    unit: &'a str,
    /// Why there is no figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_judged: Option<&'a str>,
    figure: Option<f64>,
    warn: Option<f64>,
    error: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<WireSources<'a>>,
}

/// Of a limit on each source.
#[derive(Serialize)]
struct WireSources<'a> {
    judged: u64,
    over: u64,
    failed: u64,
    too_small: u64,
    min_documents: u64,
    worst: Vec<WireSource<'a>>,
}

#[derive(Serialize)]
struct WireSource<'a> {
    source: &'a str,
    figure: f64,
    documents: u64,
    level: &'a str,
}

pub(super) fn wire(gate: &GateVerdict) -> WireGate<'_> {
    WireGate { passed: gate.passed, reason: &gate.reason, checks: gate.checks.iter().map(wire_check).collect() }
}

fn wire_check(check: &GateCheck) -> WireCheck<'_> {
    let sources = (check.is_per_source && check.unjudged.is_none()).then(|| WireSources {
        judged: check.n_sources,
        over: check.n_sources_over,
        failed: check.n_sources_failed,
        too_small: check.n_sources_small,
        min_documents: check.min_documents,
        worst: check
            .worst_sources
            .iter()
            .map(|s| WireSource { source: &s.source, figure: s.figure, documents: s.documents, level: s.level.name() })
            .collect(),
    });
    let unit = match check.unit {
        Figure::Count => "findings",
        Figure::Share => "share",
    };
    let GateCheck { name, level, figure, warn, error, .. } = check;
    WireCheck {
        name,
        level: level.name(),
        unit,
        not_judged: check.unjudged,
        figure: *figure,
        warn: *warn,
        error: *error,
        sources,
    }
}

#[derive(Serialize)]
pub(super) struct WireBaseline<'a> {
    known: u64,
    new: u64,
    stale: &'a BTreeMap<String, u64>,
    rules_not_asked: &'a [&'static str],
    rules_added: &'a [&'static str],
}

pub(super) fn wire_baseline(summary: &Summary) -> Option<WireBaseline<'_>> {
    let count = summary.baseline.as_ref()?;
    Some(WireBaseline {
        known: count.known,
        new: summary.n_new(),
        stale: &count.stale,
        rules_not_asked: &count.unasked,
        rules_added: &count.added,
    })
}
