//! What the marks of `--overrides` amount to, for people and for scripts.

use crate::findings::Review;
use serde::Serialize;
use std::fmt::Write;

/// Stale marks that are named to people; the summary as JSON has all of them.
const MAX_NAMED: usize = 3;

/// `reviewed: 3 of 40 marked removals were wrong: precision 0.925 [0.801, 0.974]`, and how many marks are stale.
pub(super) fn lines(review: &Review) -> String {
    let mut out = String::new();
    if let Some(p) = review.precision() {
        let (n_wrong, n) = (review.n_wrong(), review.n_reviewed());
        let were = if n_wrong == 1 { "was" } else { "were" };
        let _ = writeln!(
            out,
            "reviewed: {n_wrong} of {n} marked removals {were} wrong: precision {:.3} [{:.3}, {:.3}]",
            p.value, p.low, p.high
        );
    }
    if !review.stale.is_empty() {
        let named = review.stale.iter().take(MAX_NAMED).map(|(rule, print)| format!("{rule} {print:016x}"));
        let more = if review.stale.len() > MAX_NAMED { " …" } else { "" };
        let named = named.collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "overrides that meet no finding any more: {} ({named}{more})", review.stale.len());
    }
    out
}

/// The marks of a run, as JSON.
#[derive(Serialize)]
pub(super) struct WireReview {
    reviewed: u64,
    wrong: u64,
    precision: Option<WirePrecision>,
    rules: Vec<WireReviewCount>,
    stale: Vec<WireStale>,
}

/// With the bounds of its 95 % interval.
#[derive(Serialize)]
struct WirePrecision {
    value: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct WireReviewCount {
    rule: &'static str,
    right: u64,
    wrong: u64,
}

#[derive(Serialize)]
struct WireStale {
    rule: &'static str,
    fingerprint: String,
}

/// The form for JSON; none where no marks were given.
pub(super) fn wire_review(review: &Review) -> Option<WireReview> {
    if review.rules.is_empty() && review.stale.is_empty() {
        return None;
    }
    let precision = review.precision().map(|p| WirePrecision { value: p.value, low: p.low, high: p.high });
    let count = |(&rule, n): (&&'static str, &crate::findings::ReviewCount)| WireReviewCount {
        rule,
        right: n.right,
        wrong: n.wrong,
    };
    let stale = |&(rule, print): &(&'static str, u64)| WireStale { rule, fingerprint: format!("{print:016x}") };
    Some(WireReview {
        reviewed: review.n_reviewed(),
        wrong: review.n_wrong(),
        precision,
        rules: review.rules.iter().map(count).collect(),
        stale: review.stale.iter().map(stale).collect(),
    })
}
