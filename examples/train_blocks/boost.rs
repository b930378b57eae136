//! Gradient boosting for two classes: trees that grow at the leaf that gains most (Ke et al. 2017, "LightGBM"), on figures put
//! into bins. One thread and a generator of its own, so the same data gives the same forest.

use crate::random::Random;
use unspun::detect::boilerplate::{Forest, Node};

/// Bins a figure is put into.
const N_BINS: usize = 255;
/// Leaves of a tree, and the fewest rows and the least weight of one.
const N_LEAVES: usize = 24;
const MIN_ROWS: usize = 20;
/// Pulls the value of a leaf to zero, in rows' worth of curvature.
const L2: f64 = 3.0;
/// Step of a tree.
const RATE: f64 = 0.1;
/// Share of the rows that a tree sees.
const ROW_SHARE: f64 = 0.8;

/// Rows of figures with what they are.
#[derive(Default)]
pub struct Rows {
    /// One after the other, `n_figures` each.
    pub figures: Vec<f32>,
    /// 1 for boilerplate, 0 for content.
    pub labels: Vec<f32>,
    /// How much each counts.
    pub weights: Vec<f32>,
}

impl Rows {
    /// Appends a row.
    pub fn push(&mut self, figures: &[f32], label: bool, weight: f32) {
        self.figures.extend_from_slice(figures);
        self.labels.push(f32::from(label));
        self.weights.push(weight);
    }
}

/// Sums of slope and curvature of the loss, and rows.
#[derive(Clone, Copy, Default)]
struct Sum {
    slope: f64,
    curve: f64,
    n: usize,
}

impl Sum {
    fn gain(self) -> f64 {
        self.slope * self.slope / (self.curve + L2)
    }

    fn minus(self, other: Sum) -> Sum {
        Sum { slope: self.slope - other.slope, curve: self.curve - other.curve, n: self.n - other.n }
    }
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    figure: usize,
    bin: usize,
}

struct Leaf {
    rows: Vec<u32>,
    histogram: Vec<Sum>,
    sum: Sum,
    split: Option<Split>,
    /// The node, and its side, that leads here.
    parent: Option<(usize, bool)>,
}

/// Trains `n_trees` trees of rows of `n_figures` figures, of which each sees a share.
pub fn train(rows: &Rows, n_figures: usize, n_trees: usize, figure_share: f64) -> Forest {
    Booster::new(rows, n_figures, figure_share).train(n_trees)
}

struct Booster<'a> {
    rows: &'a Rows,
    n_figures: usize,
    figure_share: f64,
    /// Upper edges of the bins of each figure.
    edges: Vec<Vec<f32>>,
    /// Column by column.
    bins: Vec<Vec<u8>>,
    scores: Vec<f64>,
    random: Random,
}

impl<'a> Booster<'a> {
    fn new(rows: &'a Rows, n_figures: usize, figure_share: f64) -> Booster<'a> {
        let n = rows.labels.len();
        let column = |f: usize| (0..n).map(move |i| rows.figures[i * n_figures + f]);
        let edges: Vec<Vec<f32>> = (0..n_figures).map(|f| edges(column(f).collect())).collect();
        let bins = (0..n_figures).map(|f| column(f).map(|v| edges[f].partition_point(|&e| e < v) as u8).collect());
        let bins = bins.collect();
        Booster {
            rows,
            n_figures,
            figure_share,
            edges,
            bins,
            scores: vec![0.0; n],
            random: Random(0x9e37_79b9_7f4a_7c15),
        }
    }

    fn train(mut self, n_trees: usize) -> Forest {
        let (n_one, n_all) = self
            .rows
            .labels
            .iter()
            .zip(&self.rows.weights)
            .fold((0.0, 0.0), |(one, all), (l, w)| (one + f64::from(l * w), all + f64::from(*w)));
        let bias = (n_one / (n_all - n_one)).ln();
        self.scores.fill(bias);
        let mut forest = Forest::new(bias as f32);
        for _ in 0..n_trees {
            self.add_tree(&mut forest);
        }
        forest
    }

    fn add_tree(&mut self, forest: &mut Forest) {
        let (labels, weights) = (&self.rows.labels, &self.rows.weights);
        let slopes: Vec<(f64, f64)> = (0..labels.len())
            .map(|i| {
                let p = 1.0 / (1.0 + (-self.scores[i]).exp());
                let weight = f64::from(weights[i]);
                (weight * (f64::from(labels[i]) - p), weight * p * (1.0 - p))
            })
            .collect();
        let sample: Vec<u32> = (0..labels.len() as u32).filter(|_| self.random.chance(ROW_SHARE)).collect();
        let figures: Vec<usize> = (0..self.n_figures).filter(|_| self.random.chance(self.figure_share)).collect();
        let mut leaves = vec![self.leaf(sample, &slopes, &figures, None)];
        let mut nodes: Vec<Node> = Vec::new();
        while leaves.len() < N_LEAVES {
            let best = (0..leaves.len())
                .filter_map(|i| leaves[i].split.map(|s| (i, s)))
                .max_by(|a, b| a.1.gain.total_cmp(&b.1.gain).then(b.0.cmp(&a.0)));
            let Some((at, split)) = best else { break };
            let leaf = leaves.swap_remove(at);
            let node = nodes.len();
            nodes.push(Node {
                figure: split.figure as u8,
                threshold: self.edges[split.figure][split.bin],
                low: 0,
                high: 0,
            });
            link(&mut nodes, leaf.parent, node as u8);
            let bins = &self.bins[split.figure];
            let (low, high): (Vec<u32>, Vec<u32>) =
                leaf.rows.iter().partition(|&&i| bins[i as usize] as usize <= split.bin);
            let low_is_small = low.len() < high.len();
            let (small, large) = if low_is_small { (low, high) } else { (high, low) };
            let small = self.leaf(small, &slopes, &figures, Some((node, !low_is_small)));
            let histogram: Vec<Sum> = leaf.histogram.iter().zip(&small.histogram).map(|(a, b)| a.minus(*b)).collect();
            let sum = leaf.sum.minus(small.sum);
            let split = self.best_split(&histogram, sum, &figures);
            leaves.push(small);
            leaves.push(Leaf { rows: large, histogram, sum, split, parent: Some((node, low_is_small)) });
        }
        let values: Vec<f32> = leaves.iter().map(|l| (RATE * l.sum.slope / (l.sum.curve + L2)) as f32).collect();
        for (i, leaf) in leaves.iter().enumerate() {
            link(&mut nodes, leaf.parent, Node::LEAF | i as u8);
        }
        let first = forest.push(&nodes, &values);
        for (score, row) in self.scores.iter_mut().zip(self.rows.figures.chunks_exact(self.n_figures)) {
            *score += f64::from(forest.value(first, row));
        }
    }

    fn leaf(&self, rows: Vec<u32>, slopes: &[(f64, f64)], figures: &[usize], parent: Option<(usize, bool)>) -> Leaf {
        let mut histogram = vec![Sum::default(); figures.len() * N_BINS];
        // Side by side, since every figure runs through them.
        let own: Vec<(u32, f64, f64)> = rows.iter().map(|&i| (i, slopes[i as usize].0, slopes[i as usize].1)).collect();
        for (at, &figure) in figures.iter().enumerate() {
            let (bins, sums) = (&self.bins[figure], &mut histogram[at * N_BINS..][..N_BINS]);
            for &(i, slope, curve) in &own {
                let sum = &mut sums[usize::from(bins[i as usize])];
                sum.slope += slope;
                sum.curve += curve;
                sum.n += 1;
            }
        }
        let mut sum = Sum { n: rows.len(), ..Sum::default() };
        for &(_, slope, curve) in &own {
            sum.slope += slope;
            sum.curve += curve;
        }
        let split = self.best_split(&histogram, sum, figures);
        Leaf { rows, histogram, sum, split, parent }
    }

    fn best_split(&self, histogram: &[Sum], all: Sum, figures: &[usize]) -> Option<Split> {
        let mut best: Option<Split> = None;
        for (at, &figure) in figures.iter().enumerate() {
            let mut low = Sum::default();
            for bin in 0..self.edges[figure].len() {
                let sum = histogram[at * N_BINS + bin];
                low = Sum { slope: low.slope + sum.slope, curve: low.curve + sum.curve, n: low.n + sum.n };
                let high = all.minus(low);
                if low.n < MIN_ROWS || high.n < MIN_ROWS {
                    continue;
                }
                let gain = low.gain() + high.gain() - all.gain();
                if gain > best.map_or(1e-9, |b| b.gain) {
                    best = Some(Split { gain, figure, bin });
                }
            }
        }
        best
    }
}

fn link(nodes: &mut [Node], parent: Option<(usize, bool)>, to: u8) {
    match parent {
        Some((node, false)) => nodes[node].low = to,
        Some((node, true)) => nodes[node].high = to,
        None => {}
    }
}

/// Edges between bins of about as many rows, at values that occur.
fn edges(mut values: Vec<f32>) -> Vec<f32> {
    values.sort_unstable_by(f32::total_cmp);
    let mut distinct = values.clone();
    distinct.dedup();
    let mut edges: Vec<f32> = if distinct.len() <= N_BINS {
        distinct.windows(2).map(|w| w[0].midpoint(w[1])).collect()
    } else {
        (1..N_BINS).map(|i| values[i * values.len() / N_BINS]).collect()
    };
    edges.dedup();
    if edges.last() == distinct.last() {
        edges.pop();
    }
    edges
}
