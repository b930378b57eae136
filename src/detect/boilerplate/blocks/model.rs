//! The block model: boosted oblivious trees. In an oblivious tree all nodes of one level ask the same question, so that a
//! tree is a few comparisons and one look into a table (Prokhorenkova et al. 2018, "CatBoost").

use super::features::Features;
use super::trees::{BIAS, TREES};

/// Questions a tree asks.
pub const DEPTH: usize = 5;

/// One tree.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    /// The figures asked for.
    pub features: [u8; DEPTH],
    /// Bit `d` of the leaf's number is set where figure `d` is above its threshold.
    pub thresholds: [f32; DEPTH],
    /// What each leaf adds to the log-odds of boilerplate.
    pub leaves: [f32; 1 << DEPTH],
}

impl Tree {
    /// What the tree adds for a paragraph with these figures.
    pub fn value(&self, figures: &Features) -> f32 {
        let mut leaf = 0;
        for d in 0..DEPTH {
            leaf |= usize::from(figures[self.features[d] as usize] > self.thresholds[d]) << d;
        }
        self.leaves[leaf]
    }
}

/// Probability, in 0..=1, that a paragraph with these figures is boilerplate.
pub(super) fn probability(figures: &Features) -> f32 {
    let log_odds = BIAS + TREES.iter().map(|t| t.value(figures)).sum::<f32>();
    1.0 / (1.0 + (-log_odds).exp())
}
