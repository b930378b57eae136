//! The span model: boosted oblivious trees and a lexicon, read from the table that `examples/train_spans.rs` writes.

use super::features::{Figures, N_FIGURES};
use crate::detect::boilerplate::lexicon::Lexicon;
use std::sync::LazyLock;

/// Questions a tree asks.
pub const DEPTH: usize = 6;
/// Trees that are asked first, and log odds below which they are believed: a probability of .02. Guesses: the figures of the rule's page are measured with
/// them.
const FIRST_TREES: usize = 60;
const SURE_ODDS: f32 = -4.0;
/// Leaves of a tree.
pub const N_LEAVES: usize = 1 << DEPTH;

/// One tree: all nodes of a level ask the same question, so it is a few comparisons and one look into a table.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    /// The figures asked for.
    pub features: [u8; DEPTH],
    /// Bit `d` of the leaf's number is set where figure `d` is above its threshold.
    pub thresholds: [f32; DEPTH],
    /// What each leaf adds to the log odds.
    pub leaves: [f32; N_LEAVES],
}

impl Tree {
    fn value(&self, figures: &Figures) -> f32 {
        let mut leaf = 0;
        for d in 0..DEPTH {
            leaf |= usize::from(figures[self.features[d] as usize] > self.thresholds[d]) << d;
        }
        self.leaves[leaf]
    }
}

/// Trees that are summed up.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    /// Log odds before any tree is asked.
    pub bias: f32,
    /// The trees.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// Log odds for these figures. Where the first trees are sure that it is none, the others are not asked.
    pub fn log_odds(&self, figures: &Figures) -> f32 {
        let sum = |trees: &[Tree]| trees.iter().map(|t| t.value(figures)).sum::<f32>();
        let (first, others) = self.trees.split_at(self.trees.len().min(FIRST_TREES));
        let odds = self.bias + sum(first);
        if odds < SURE_ODDS { odds } else { odds + sum(others) }
    }
}

/// All that was learned.
#[derive(Debug, Default)]
pub struct Model {
    /// Is an atom boilerplate?
    pub boilerplate: Forest,
    /// Is a piece of boilerplate what a picture shows?
    pub caption: Forest,
    /// Which words tell.
    pub lexicon: Lexicon,
}

pub(super) static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("model.bin")));

impl Model {
    /// Reads a table; what is missing at its end is left out.
    pub fn read(mut bytes: &[u8]) -> Model {
        let bytes = &mut bytes;
        let (boilerplate, caption) = (read_forest(bytes), read_forest(bytes));
        Model { boilerplate, caption, lexicon: Lexicon::from_bytes(bytes).0 }
    }

    /// The table that is read.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for forest in [&self.boilerplate, &self.caption] {
            out.extend((forest.trees.len() as u32).to_le_bytes());
            out.extend(forest.bias.to_le_bytes());
            for tree in &forest.trees {
                out.extend(tree.features);
                out.extend(tree.thresholds.iter().chain(&tree.leaves).flat_map(|x| x.to_le_bytes()));
            }
        }
        out.extend(self.lexicon.to_bytes());
        out
    }
}

fn read_forest(bytes: &mut &[u8]) -> Forest {
    const TREE_BYTES: usize = DEPTH + 4 * (DEPTH + N_LEAVES);
    let n = take_u32(bytes) as usize;
    let bias = f32::from_bits(take_u32(bytes));
    let tree = |bytes: &mut &[u8]| Tree {
        features: take::<DEPTH>(bytes).map(|f| f.min(N_FIGURES as u8 - 1)),
        thresholds: std::array::from_fn(|_| f32::from_bits(take_u32(bytes))),
        leaves: std::array::from_fn(|_| f32::from_bits(take_u32(bytes))),
    };
    Forest { bias, trees: (0..n.min(bytes.len() / TREE_BYTES)).map(|_| tree(bytes)).collect() }
}

fn take_u32(bytes: &mut &[u8]) -> u32 {
    u32::from_le_bytes(take(bytes))
}

/// The next bytes; zeros past the end.
fn take<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
    let mut out = [0; N];
    let n = N.min(bytes.len());
    out[..n].copy_from_slice(&bytes[..n]);
    *bytes = &bytes[n..];
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let tree =
            Tree { features: [1, 2, 3, 4, 5, 6], thresholds: [0.5; DEPTH], leaves: std::array::from_fn(|i| i as f32) };
        let forest = Forest { bias: -1.0, trees: vec![tree; 2] };
        let lexicon = Lexicon::new(vec![(9, -3)]);
        let model = Model::read(&Model { boilerplate: forest, caption: Forest::default(), lexicon }.write());
        let mut figures = [0.0; N_FIGURES];
        figures[1] = 1.0;
        assert_eq!(model.boilerplate.log_odds(&figures), -1.0 + 2.0);
        assert_eq!(model.lexicon.odds(9), Some(-0.15));
    }

    #[test]
    fn the_embedded_table_holds_trees_and_words() {
        assert!(MODEL.boilerplate.trees.len() > 50 && MODEL.caption.trees.len() > 10);
        assert!(!MODEL.boilerplate.log_odds(&[0.0; N_FIGURES]).is_nan());
    }
}
