//! Distributions as counts in bins, with the limits that were held against the figures.

use super::evidence::{Histogram, LimitShown};
use std::collections::BTreeMap;

/// Bins of a share in 0..=1.
const N_SHARE_BINS: usize = 40;
/// Cluster sizes: a bin ends where the next begins.
const SIZES: [u64; 9] = [2, 3, 4, 5, 9, 17, 33, 65, 129];

/// Counts of shares in 0..=1.
pub(super) struct Shares {
    counts: [u64; N_SHARE_BINS],
    limits: BTreeMap<&'static str, (f64, f64)>,
}

impl Default for Shares {
    fn default() -> Shares {
        Shares { counts: [0; N_SHARE_BINS], limits: BTreeMap::new() }
    }
}

impl Shares {
    /// Counts one.
    pub(super) fn add(&mut self, value: f64) {
        let bin = (value * N_SHARE_BINS as f64) as usize; // what is no number counts as 0
        self.counts[bin.min(N_SHARE_BINS - 1)] += 1;
    }

    /// A figure was held against this limit.
    pub(super) fn limit(&mut self, name: &'static str, limit: f64) {
        let (low, high) = self.limits.entry(name).or_insert((limit, limit));
        (*low, *high) = (low.min(limit), high.max(limit));
    }

    /// As the page takes them.
    pub(super) fn finish(self) -> Histogram {
        let width = 1.0 / N_SHARE_BINS as f64;
        let name = |bin: usize| format!("{:.3} to {:.3}", bin as f64 * width, (bin + 1) as f64 * width);
        let limit = |(name, (value, highest)): (&str, (f64, f64))| LimitShown { name: name.to_owned(), value, highest };
        Histogram {
            bins: (0..N_SHARE_BINS).map(name).collect(),
            counts: self.counts.to_vec(),
            limits: self.limits.into_iter().map(limit).collect(),
        }
    }
}

/// Counts of cluster sizes.
#[derive(Default)]
pub(super) struct Sizes([u64; SIZES.len()]);

impl Sizes {
    /// Counts one cluster of that many documents.
    pub(super) fn add(&mut self, size: u64) {
        let bin = SIZES.partition_point(|least| *least <= size).saturating_sub(1);
        self.0[bin] += 1;
    }

    /// As the page takes them.
    pub(super) fn finish(self) -> Histogram {
        let name = |bin: usize| match (SIZES[bin], SIZES.get(bin + 1)) {
            (least, None) => format!("{least}+"),
            (least, Some(next)) if least + 1 == *next => least.to_string(),
            (least, Some(next)) => format!("{least}\u{2013}{}", next - 1),
        };
        Histogram { bins: (0..SIZES.len()).map(name).collect(), counts: self.0.to_vec(), limits: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_bin() {
        let mut shares = Shares::default();
        [0.0, 0.024, 0.999, 1.0, f64::NAN].into_iter().for_each(|value| shares.add(value));
        let histogram = shares.finish();
        assert_eq!((histogram.counts[0], histogram.counts[N_SHARE_BINS - 1]), (3, 2));
        let mut sizes = Sizes::default();
        [2, 5, 8, 1000].into_iter().for_each(|size| sizes.add(size));
        let histogram = sizes.finish();
        let told: Vec<_> = histogram.bins.iter().zip(&histogram.counts).filter(|(_, n)| **n > 0).collect();
        let expected = [("2", 1), ("5–8", 2), ("129+", 1)].map(|(name, n)| (name.to_owned(), n));
        assert_eq!(told, expected.iter().map(|(name, n)| (name, n)).collect::<Vec<_>>());
    }
}
