//! Figures as the page draws them: widths and places in percent, bars, rows.

use super::evidence::{Evidence, FamilyFlow, FindingShown, Histogram, Mark, Piece, RuleShown, SourceRow};
use super::quote::clip;
use super::shown::ascii_json;
use serde::Serialize;
use serde_json::Value;

/// One bar of the flow. What comes in and what stays is drawn against all, what leaves against all that leaves: of a good corpus that is too
/// little to be seen otherwise.
#[derive(Serialize)]
pub(super) struct Step {
    name: String,
    /// `in`, a family, `quarantined` or `out`: its colour.
    class: String,
    value: u64,
    /// Of what came in, in 0..=1.
    share: f64,
    x: f64,
    width: f64,
}

/// Documents or bytes, from what came in to what stays.
#[derive(Serialize)]
pub(super) struct Flow {
    name: &'static str,
    key: &'static str,
    steps: Vec<Step>,
}

/// Percent of the width under which a bar would not be seen.
const MIN_WIDTH: f64 = 0.4;

fn flow(name: &'static str, key: &'static str, sums: &Value, families: &[FamilyFlow], left: Leaving) -> Flow {
    let figure = |field: &str| sums[field].as_u64().unwrap_or(0);
    let total = figure("in");
    let all_leaving = total - figure("kept").min(total);
    let part = |n: u64, of: u64| n as f64 / of.max(1) as f64;
    let step = |name: &str, value: u64, before: u64, of: u64| Step {
        name: name.to_owned(),
        class: name.to_owned(),
        value,
        share: part(value, total),
        x: (part(before, of) * 100.0).min(100.0 - MIN_WIDTH),
        width: if value == 0 { 0.0 } else { (part(value, of) * 100.0).max(MIN_WIDTH) },
    };
    let mut steps = vec![step("in", total, 0, total)];
    let mut left_already = 0;
    let leaving = families.iter().map(|family| {
        let n = match left {
            Leaving::Documents => family.dropped,
            Leaving::Bytes => family.dropped_bytes + family.cut_bytes,
        };
        (family.family.as_str(), n)
    });
    for (name, n) in leaving.chain([("quarantined", figure("quarantined"))]) {
        if n > 0 || name != "quarantined" {
            steps.push(step(name, n, left_already, all_leaving));
        }
        left_already += n;
    }
    steps.push(step("out", figure("kept"), 0, total));
    Flow { name, key, steps }
}

#[derive(Clone, Copy)]
enum Leaving {
    Documents,
    Bytes,
}

/// A bar of a histogram, in the units of its drawing.
#[derive(Serialize)]
struct Bar {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    bin: String,
    count: u64,
}

/// A dashed line at a limit, or a band where it was raised for some.
#[derive(Serialize)]
struct Line {
    x: f64,
    until: f64,
    value: f64,
}

/// One drawing.
#[derive(Serialize)]
pub(super) struct Chart {
    key: &'static str,
    title: &'static str,
    note: &'static str,
    total: u64,
    most: u64,
    bars: Vec<Bar>,
    lines: Vec<Line>,
    /// `near-duplicate-document 0.92`
    limits: Vec<String>,
    ticks: Vec<(f64, String)>,
}

const CHART_WIDTH: f64 = 320.0;
const CHART_HEIGHT: f64 = 110.0;

fn chart(key: &'static str, title: &'static str, note: &'static str, histogram: &Histogram) -> Chart {
    let most = histogram.counts.iter().copied().max().unwrap_or(0);
    let n_bins = histogram.bins.len().max(1) as f64;
    let step = CHART_WIDTH / n_bins;
    let height = |n: u64| match n {
        0 => 0.0,
        n => ((n as f64 + 1.0).ln() / (most as f64 + 1.0).ln() * CHART_HEIGHT).max(1.5),
    };
    let bars = histogram.bins.iter().zip(&histogram.counts).enumerate().filter(|(_, (_, n))| **n > 0);
    let bars = bars.map(|(at, (bin, &count))| Bar {
        x: at as f64 * step + 0.5,
        y: CHART_HEIGHT - height(count),
        width: step - 1.0,
        height: height(count),
        bin: bin.clone(),
        count,
    });
    let is_share = n_bins > 20.0;
    let mut lines: Vec<Line> = Vec::new();
    for limit in &histogram.limits {
        if !lines.iter().any(|line| line.value == limit.value) {
            lines.push(Line { x: limit.value * CHART_WIDTH, until: limit.highest * CHART_WIDTH, value: limit.value });
        }
    }
    let limits = histogram.limits.iter().map(|limit| match limit.highest > limit.value {
        true => format!("{} {:.2} to {:.2}", limit.name, limit.value, limit.highest),
        false => format!("{} {:.2}", limit.name, limit.value),
    });
    let limits = limits.collect();
    let ticks = match is_share {
        true => (0..=4).map(|n| (f64::from(n) * CHART_WIDTH / 4.0, format!("{:.2}", f64::from(n) / 4.0))).collect(),
        false => {
            let middle = |at: usize| (at as f64 + 0.5) * step;
            histogram.bins.iter().enumerate().map(|(at, bin)| (middle(at), bin.clone())).collect()
        }
    };
    Chart { key, title, note, total: histogram.counts.iter().sum(), most, bars: bars.collect(), lines, limits, ticks }
}

/// A rule with its figures and those of its kinds.
#[derive(Serialize)]
pub(super) struct RuleRow<'a> {
    name: &'a str,
    family: &'a str,
    summary: &'a str,
    page: &'a str,
    findings: u64,
    likely: u64,
    applied: u64,
    bytes: u64,
    kinds: Vec<KindRow<'a>>,
    n_shown: usize,
}

#[derive(Serialize)]
struct KindRow<'a> {
    kind: &'a str,
    findings: u64,
    applied: u64,
    bytes: u64,
    example: Option<&'a super::evidence::KindShown>,
}

fn rule_row<'a>(rule: &'a RuleShown, counts: &'a [Value], evidence: &'a Evidence) -> RuleRow<'a> {
    let mine = || counts.iter().filter(|count| count["rule"] == rule.name.as_str());
    let figure = |count: &Value, field: &str| count[field].as_u64().unwrap_or(0);
    let sum = |field: &str| mine().map(|count| figure(count, field)).sum();
    let example = |kind: &str| evidence.kinds.iter().find(|shown| shown.rule == rule.name && shown.kind == kind);
    let mut kinds: Vec<KindRow<'_>> = mine()
        .filter_map(|count| Some((count["kind"].as_str()?, count)))
        .map(|(kind, count)| KindRow {
            kind,
            findings: figure(count, "findings"),
            applied: figure(count, "applied"),
            bytes: figure(count, "bytes"),
            example: example(kind),
        })
        .collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.findings));
    RuleRow {
        name: &rule.name,
        family: &rule.family,
        summary: &rule.summary,
        page: &rule.page,
        findings: sum("findings"),
        likely: sum("likely"),
        applied: sum("applied"),
        bytes: sum("bytes"),
        kinds,
        n_shown: evidence.removals.iter().filter(|removal| removal.rule == rule.name).count(),
    }
}

/// Share of the bytes that left, in 0..=1.
fn share(row: &SourceRow) -> f64 {
    row.removed_bytes as f64 / row.bytes.max(1) as f64
}

/// A row of the table of sources.
#[derive(Serialize)]
pub(super) struct SourceView<'a> {
    #[serde(flatten)]
    row: &'a SourceRow,
    share: f64,
    /// Family, start and width, in percent of the widest bar.
    parts: Vec<(&'a str, f64, f64)>,
}

fn source_view<'a>(row: &'a SourceRow, families: &'a [FamilyFlow], widest: f64) -> SourceView<'a> {
    let total = row.bytes.max(1) as f64 * widest;
    let mut at = 0.0;
    let mut parts = Vec::new();
    for (family, &n) in families.iter().zip(&row.by_family) {
        let width = n as f64 / total * 100.0;
        if n > 0 {
            parts.push((family.family.as_str(), at, width));
        }
        at += width;
    }
    SourceView { row, share: share(row), parts }
}

/// Characters of a closed card's line, and of what stands before it. Guesses.
const LEAD_CHARS: usize = 40;
const OPENING_CHARS: usize = 160;

/// A finding with its number on the page and what an override of it says.
#[derive(Serialize)]
pub(super) struct FindingView<'a> {
    #[serde(flatten)]
    finding: &'a FindingShown,
    number: usize,
    /// The start of the text, to know it by while the card is closed, and what stands before and behind it on its line.
    opening: [String; 3],
    named_json: String,
    id_json: String,
}

fn finding_view(number: usize, finding: &FindingShown) -> FindingView<'_> {
    FindingView {
        finding,
        number: number + 1,
        opening: opening(finding),
        named_json: ascii(&serde_json::to_value(&finding.named).expect("plain structs are always JSON")),
        id_json: ascii_json(&finding.place.id),
    }
}

fn opening(finding: &FindingShown) -> [String; 3] {
    let is_told = |piece: &&Piece| piece.mark != Mark::Gap;
    let told = finding.text.iter().skip_while(|piece| !is_told(piece)).take_while(is_told);
    let first: String = told.map(|piece| piece.text.as_str()).collect();
    let line = first.trim().lines().next().unwrap_or_default();
    let is_whole = finding.text.iter().all(|piece| is_told(&piece)) && line.len() == first.trim().len();
    let before = finding.before.rsplit('\n').next().unwrap_or_default();
    let from = before.char_indices().rev().nth(LEAD_CHARS).map_or(0, |(at, _)| at);
    let after = finding.after.split('\n').next().filter(|_| is_whole).unwrap_or_default();
    [&before[from..], clip(line, OPENING_CHARS), clip(after, OPENING_CHARS)].map(str::to_owned)
}

/// JSON of ASCII letters alone: a page names characters that cannot be seen, and an override must have them as they are.
fn ascii(value: &Value) -> String {
    match value {
        Value::String(text) => ascii_json(text),
        Value::Array(items) => format!("[{}]", items.iter().map(ascii).collect::<Vec<_>>().join(",")),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| format!("{}:{}", ascii_json(name), ascii(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

/// All that the template is given beside summary and evidence.
#[derive(Serialize)]
pub(super) struct View<'a> {
    flows: Vec<Flow>,
    charts: Vec<Chart>,
    rules: Vec<RuleRow<'a>>,
    sources: Vec<SourceView<'a>>,
    /// The largest share of a source: the full width of its bar, in 0..=1.
    widest: f64,
    others_share: f64,
    removals: Vec<FindingView<'a>>,
    near_misses: Vec<FindingView<'a>>,
    removed_share: f64,
    n_findings: u64,
    /// Figures in all charts.
    n_charted: u64,
}

impl<'a> View<'a> {
    pub(super) fn of(summary: &'a Value, evidence: &'a Evidence) -> View<'a> {
        let families = &evidence.families;
        let counts = summary["rules"].as_array().map_or(&[][..], Vec::as_slice);
        let mut rules: Vec<RuleRow<'a>> = evidence.rules.iter().map(|rule| rule_row(rule, counts, evidence)).collect();
        rules.sort_by_key(|rule| (std::cmp::Reverse((rule.applied, rule.findings)), rule.name));
        let rank = |finding: &FindingShown| rules.iter().position(|rule| rule.name == finding.rule);
        let mut removals: Vec<&FindingShown> = evidence.removals.iter().collect();
        removals.sort_by_key(|removal| rank(removal));
        let mut near_misses: Vec<&FindingShown> = evidence.near_misses.iter().collect();
        near_misses.sort_by_key(|miss| rank(miss));
        let widest = evidence.sources.rows.iter().map(share).fold(0.0, f64::max);
        let widest = if widest > 0.0 { widest } else { 1.0 };
        let bytes = |field: &str| summary["bytes"][field].as_u64().unwrap_or(0);
        let n_charted = |histogram: &Histogram| histogram.counts.iter().sum::<u64>();
        View {
            n_charted: n_charted(&evidence.spun_scores) + n_charted(&evidence.cluster_sizes),
            flows: vec![
                flow("Documents", "documents", &summary["documents"], families, Leaving::Documents),
                flow("Bytes", "bytes", &summary["bytes"], families, Leaving::Bytes),
            ],
            charts: vec![
                chart(
                    "spun",
                    "Spun score of each document",
                    "the higher, the more its words look put in by a machine",
                    &evidence.spun_scores,
                ),
                chart("covered", "Copies: share of sentences that stand in the kept one", "", &evidence.covered),
                chart(
                    "aligned",
                    "Copies: share of words with an equal word there",
                    "spun copies lie to the left",
                    &evidence.aligned,
                ),
                chart("sizes", "Documents in a cluster of copies", "the kept one is counted", &evidence.cluster_sizes),
            ],
            sources: evidence.sources.rows.iter().map(|row| source_view(row, families, widest)).collect(),
            widest,
            others_share: share(&evidence.sources.others),
            removals: removals.into_iter().enumerate().map(|(n, removal)| finding_view(n, removal)).collect(),
            near_misses: near_misses.into_iter().enumerate().map(|(n, miss)| finding_view(n, miss)).collect(),
            removed_share: (bytes("cut") + bytes("dropped")) as f64 / bytes("in").max(1) as f64,
            n_findings: rules.iter().map(|rule| rule.findings).sum(),
            rules,
        }
    }
}
