//! Gradient boosting of oblivious trees with logistic loss, by histograms of binned figures (Friedman 2001; Ke et al. 2017,
//! "LightGBM"; Prokhorenkova et al. 2018, "CatBoost"). Everything that is drawn comes from one seeded generator.

use crate::random::Random;
use unspun::detect::boilerplate::spans::{DEPTH, Figures, Forest, N_FIGURES, N_LEAVES, Tree};

/// Bins of a figure.
const N_BINS: usize = 64;
/// How fast trees learn, their L2 penalty, and the shares of rows and figures that each sees. Guesses near the usual ones.
const RATE: f32 = 0.12;
const PENALTY: f32 = 8.0;
const ROW_SHARE: f64 = 0.5;
const FIGURE_SHARE: f64 = 0.4;

/// One labelled atom.
pub struct Row {
    pub figures: Figures,
    pub is_boilerplate: bool,
    pub weight: f32,
}

/// Trees for these rows.
pub fn fit(rows: &[&Row], n_trees: usize) -> Forest {
    let bounds: Vec<Vec<f32>> = (0..N_FIGURES).map(|f| bounds(rows, f)).collect();
    let columns: Vec<Vec<u8>> = (0..N_FIGURES)
        .map(|f| rows.iter().map(|r| bounds[f].partition_point(|b| r.figures[f] > *b) as u8).collect())
        .collect();
    let total: f32 = rows.iter().map(|r| r.weight).sum();
    let share = rows.iter().filter(|r| r.is_boilerplate).map(|r| r.weight).sum::<f32>() / total;
    let bias = (share / (1.0 - share)).ln();
    let mut log_odds = vec![bias; rows.len()];
    let mut random = Random(0x5eed_cafe_f00d);
    let mut trees = Vec::new();
    for _ in 0..n_trees {
        let sampled: Vec<u32> = (0..rows.len() as u32).filter(|_| random.chance(ROW_SHARE)).collect();
        let slopes: Vec<[f32; 2]> = sampled
            .iter()
            .map(|&i| {
                let row = rows[i as usize];
                let p = 1.0 / (1.0 + (-log_odds[i as usize]).exp());
                [(p - f32::from(row.is_boilerplate)) * row.weight, p * (1.0 - p) * row.weight]
            })
            .collect();
        let figures: Vec<usize> = (0..N_FIGURES).filter(|_| random.chance(FIGURE_SHARE)).collect();
        let tree = grow(&columns, &bounds, &sampled, &slopes, &figures);
        for (odds, row) in log_odds.iter_mut().zip(rows) {
            *odds += tree_value(&tree, &row.figures);
        }
        trees.push(tree);
    }
    Forest { bias, trees }
}

fn tree_value(tree: &Tree, figures: &Figures) -> f32 {
    let leaf: usize =
        (0..DEPTH).map(|d| usize::from(figures[tree.features[d] as usize] > tree.thresholds[d]) << d).sum();
    tree.leaves[leaf]
}

/// Values between which rows are told apart, at most one fewer than bins.
fn bounds(rows: &[&Row], figure: usize) -> Vec<f32> {
    let step = (rows.len() / 20_000).max(1);
    let mut values: Vec<f32> = rows.iter().step_by(step).map(|r| r.figures[figure]).collect();
    values.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = (1..N_BINS).map(|b| values[b * values.len() / N_BINS]).collect();
    out.dedup();
    out
}

fn grow(columns: &[Vec<u8>], bounds: &[Vec<f32>], sampled: &[u32], slopes: &[[f32; 2]], figures: &[usize]) -> Tree {
    let mut leaf = vec![0u8; sampled.len()];
    let (mut features, mut thresholds) = ([0u8; DEPTH], [f32::MAX; DEPTH]);
    for d in 0..DEPTH {
        let mut best = (0.0, None);
        for &f in figures.iter().filter(|f| !bounds[**f].is_empty()) {
            let mut sums = vec![[0.0f32; 2]; N_BINS << d];
            for ((&i, l), slope) in sampled.iter().zip(&leaf).zip(slopes) {
                let cell = &mut sums[usize::from(*l) * N_BINS + usize::from(columns[f][i as usize])];
                cell[0] += slope[0];
                cell[1] += slope[1];
            }
            for (bin, gain) in gains(&sums, bounds[f].len()).into_iter().enumerate() {
                if gain > best.0 {
                    best = (gain, Some((f, bin)));
                }
            }
        }
        let Some((f, bin)) = best.1 else { break };
        (features[d], thresholds[d]) = (f as u8, bounds[f][bin]);
        for (&i, l) in sampled.iter().zip(&mut leaf) {
            *l |= u8::from(usize::from(columns[f][i as usize]) > bin) << d;
        }
    }
    let mut sums = [[0.0f64; 2]; N_LEAVES];
    for (l, slope) in leaf.iter().zip(slopes) {
        sums[usize::from(*l)][0] += f64::from(slope[0]);
        sums[usize::from(*l)][1] += f64::from(slope[1]);
    }
    let leaves = sums.map(|[g, h]| (-g / (h + f64::from(PENALTY))) as f32 * RATE);
    Tree { features, thresholds, leaves }
}

/// What parting all leaves behind each bin gains.
fn gains(sums: &[[f32; 2]], n_bounds: usize) -> Vec<f32> {
    let mut out = vec![0.0; n_bounds];
    for leaf in sums.chunks(N_BINS) {
        let all = leaf.iter().fold([0.0f32; 2], |a, b| [a[0] + b[0], a[1] + b[1]]);
        let mut left = [0.0f32; 2];
        for (bin, gain) in out.iter_mut().enumerate() {
            left = [left[0] + leaf[bin][0], left[1] + leaf[bin][1]];
            let right = [all[0] - left[0], all[1] - left[1]];
            *gain += worth(left) + worth(right) - worth(all);
        }
    }
    out
}

fn worth([g, h]: [f32; 2]) -> f32 {
    g * g / (h + PENALTY)
}
