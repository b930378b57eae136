//! The block model: boosted trees, one forest for raw scrapes and one for text that somebody extracted already. What each asks
//! lies in a table of numbers beside this file, written by `examples/train_blocks`.

use super::second::Panel;
use crate::detect::boilerplate::lexicon::Lexicon;
use std::sync::LazyLock;

/// A question that a tree asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// The figure it asks for.
    pub figure: u8,
    /// Where to go if the figure is at most `threshold`: a node of the tree, or with `LEAF` a leaf.
    pub low: u8,
    /// Where to go if it is greater.
    pub high: u8,
    /// What the figure is held against.
    pub threshold: f32,
}

impl Node {
    /// Marks a leaf.
    pub const LEAF: u8 = 0x80;
    /// Bytes of one in the table: three of one byte and the threshold.
    const BYTES: usize = 7;

    fn to_bytes(self) -> [u8; Node::BYTES] {
        let [a, b, c, d] = self.threshold.to_le_bytes();
        [self.figure, self.low, self.high, a, b, c, d]
    }

    fn from_bytes(bytes: &[u8]) -> Node {
        let [figure, low, high, a, b, c, d] = bytes[..] else { unreachable!("chunks of a node's bytes") };
        Node { figure, low, high, threshold: f32::from_le_bytes([a, b, c, d]) }
    }
}

/// Where a tree begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tree {
    node: u32,
    leaf: u32,
}

/// Trees whose values add up to the log-odds of boilerplate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    bias: f32,
    trees: Vec<Tree>,
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

impl Forest {
    /// A forest of no trees yet, which says `bias` of everything.
    pub fn new(bias: f32) -> Forest {
        Forest { bias, ..Forest::default() }
    }

    /// Adds a tree: its first node is its root; one without nodes has one leaf.
    pub fn push(&mut self, nodes: &[Node], leaves: &[f32]) -> Tree {
        let tree = Tree { node: self.nodes.len() as u32, leaf: self.leaves.len() as u32 };
        let only_leaf = [Node { figure: 0, low: Node::LEAF, high: Node::LEAF, threshold: 0.0 }];
        self.nodes.extend_from_slice(if nodes.is_empty() { &only_leaf } else { nodes });
        self.leaves.extend_from_slice(leaves);
        self.trees.push(tree);
        tree
    }

    /// What one tree says of these figures.
    pub fn value(&self, tree: Tree, figures: &[f32]) -> f32 {
        let mut at = 0u8;
        loop {
            let node = &self.nodes[tree.node as usize + usize::from(at)];
            at = if figures[usize::from(node.figure)] > node.threshold { node.high } else { node.low };
            if at & Node::LEAF != 0 {
                return self.leaves[tree.leaf as usize + usize::from(at & !Node::LEAF)];
            }
        }
    }

    /// Log-odds that a paragraph with these figures is boilerplate.
    pub fn log_odds(&self, figures: &[f32]) -> f32 {
        self.bias + self.trees.iter().map(|&tree| self.value(tree, figures)).sum::<f32>()
    }

    /// The table: the bias, the number of trees, and for each tree its numbers of nodes and leaves, its nodes, its leaves.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.bias.to_le_bytes().to_vec();
        out.extend((self.trees.len() as u32).to_le_bytes());
        for (i, tree) in self.trees.iter().enumerate() {
            let next = self.trees.get(i + 1);
            let node_end = next.map_or(self.nodes.len(), |t| t.node as usize);
            let leaf_end = next.map_or(self.leaves.len(), |t| t.leaf as usize);
            let (nodes, leaves) =
                (&self.nodes[tree.node as usize..node_end], &self.leaves[tree.leaf as usize..leaf_end]);
            out.extend([nodes.len() as u8, leaves.len() as u8]);
            out.extend(nodes.iter().flat_map(|n| n.to_bytes()));
            out.extend(leaves.iter().flat_map(|v| v.to_le_bytes()));
        }
        out
    }

    /// The forest at the start of a table, and what comes after it.
    pub fn from_bytes(table: &[u8]) -> (Forest, &[u8]) {
        let number = |bytes: &[u8]| -> [u8; 4] { bytes.try_into().expect("four bytes") };
        let mut forest = Forest::new(f32::from_le_bytes(number(&table[..4])));
        let n_trees = u32::from_le_bytes(number(&table[4..8]));
        let mut rest = &table[8..];
        for _ in 0..n_trees {
            let (n_nodes, n_leaves) = (usize::from(rest[0]), usize::from(rest[1]));
            let (nodes, after) = rest[2..].split_at(n_nodes * Node::BYTES);
            let (leaves, after) = after.split_at(n_leaves * 4);
            let nodes: Vec<Node> = nodes.chunks_exact(Node::BYTES).map(Node::from_bytes).collect();
            let leaves: Vec<f32> = leaves.chunks_exact(4).map(|v| f32::from_le_bytes(number(v))).collect();
            forest.push(&nodes, &leaves);
            rest = after;
        }
        (forest, rest)
    }
}

/// The probability, in 0..=1, that these log odds stand for.
pub(in crate::detect::boilerplate) fn sigmoid(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The forests of the two kinds of text, and the words that tell.
#[derive(Clone, Debug, Default)]
pub struct BlockModel {
    /// For raw scrapes.
    pub raw: Panel,
    /// For extracted text.
    pub extracted: Panel,
    /// Which words tell.
    pub lexicon: Lexicon,
}

/// As trained; see the program.
static EMBEDDED: LazyLock<BlockModel> = LazyLock::new(|| BlockModel::from_bytes(include_bytes!("forests.bin")));

impl BlockModel {
    /// The model that the library brings.
    pub fn embedded() -> &'static BlockModel {
        &EMBEDDED
    }

    /// The model that a table holds.
    pub fn from_bytes(table: &[u8]) -> BlockModel {
        let (raw, rest) = Panel::from_bytes(table);
        let (extracted, rest) = Panel::from_bytes(rest);
        BlockModel { raw, extracted, lexicon: Lexicon::from_bytes(rest).0 }
    }

    /// The table that the library embeds.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.raw.to_bytes(), self.extracted.to_bytes(), self.lexicon.to_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forest_comes_back_from_its_table() {
        let mut forest = Forest::new(-1.0);
        let nodes = [
            Node { figure: 0, low: Node::LEAF, high: 1, threshold: 2.0 },
            Node { figure: 1, low: Node::LEAF | 1, high: Node::LEAF | 2, threshold: 0.5 },
        ];
        forest.push(&nodes, &[-1.0, 1.0, 3.0]);
        forest.push(&[], &[0.25]);
        let bytes = forest.to_bytes();
        assert_eq!(Forest::from_bytes(&bytes), (forest.clone(), &[][..]));
        let log_odds = [[1.0, 1.0], [3.0, 0.5], [3.0, 0.6]].map(|figures| forest.log_odds(&figures));
        assert_eq!(log_odds, [-1.75, 0.25, 2.25]);
    }
}
