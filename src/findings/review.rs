//! What a person said of removals that he has seen, as sums of a run: how many of them were right, how many wrong.

use std::collections::BTreeMap;

/// The marks of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReviewCount {
    /// Marked right.
    pub right: u64,
    /// Marked keep: the removal was wrong.
    pub wrong: u64,
}

/// The marks that a run obeyed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Marks that met a finding, by rule.
    pub rules: BTreeMap<&'static str, ReviewCount>,
    /// Marks that met none, by rule and fingerprint: the text has changed or is gone, or the rule says nothing of it any more.
    pub stale: Vec<(&'static str, u64)>,
}

/// A share, and where it lies with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Share of the reviewed removals that were right, in 0..=1.
    pub value: f64,
    /// Least, in 0..=1.
    pub low: f64,
    /// Most, in 0..=1.
    pub high: f64,
}

/// Standard normal quantile of a 95 % interval.
const Z: f64 = 1.959_964;

impl Review {
    /// Marks that met a finding.
    pub fn n_reviewed(&self) -> u64 {
        self.rules.values().map(|n| n.right + n.wrong).sum()
    }

    /// Removals that were wrong.
    pub fn n_wrong(&self) -> u64 {
        self.rules.values().map(|n| n.wrong).sum()
    }

    /// Share of the reviewed removals that were right, with its 95 % interval; none where nothing was reviewed. The interval is
    /// Wilson's, which holds for few marks and for shares of 1. Source: Wilson 1927, "Probable inference".
    pub fn precision(&self) -> Option<Precision> {
        let n = self.n_reviewed() as f64;
        if n == 0.0 {
            return None;
        }
        let value = 1.0 - self.n_wrong() as f64 / n;
        let middle = (value + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (value * (1.0 - value) / n + Z * Z / (4.0 * n * n)).sqrt();
        Some(Precision { value, low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_wilson() {
        let count = ReviewCount { right: 37, wrong: 3 };
        let review = Review { rules: BTreeMap::from([("spun-text", count)]), stale: Vec::new() };
        let precision = review.precision().unwrap();
        assert_eq!(format!("{:.3} {:.3} {:.3}", precision.value, precision.low, precision.high), "0.925 0.801 0.974");
        assert_eq!(Review::default().precision(), None);
    }
}
