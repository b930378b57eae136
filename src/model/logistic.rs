//! Logistic regression over some measures, their squares and their products: which evidence weighs how much, fitted once on
//! labelled text and kept in the model file.

/// Standardised measures are held within this many standard deviations, so that odd text cannot drive a square to absurdity.
const MAX_DEVIATIONS: f32 = 4.0;
/// Rounds of Newton's method; it settles in about eight.
const N_ROUNDS: usize = 12;

/// A fitted regression: the log odds of a yes, from measures of one kind of thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// Mean of each measure in the training data.
    pub(super) means: Vec<f32>,
    /// One over the standard deviation of each.
    pub(super) scales: Vec<f32>,
    /// A constant, then one weight for each measure, then one for each product of two (squares included).
    pub(super) weights: Vec<f32>,
    /// The weights of the products once more, as a square with nothing below its diagonal.
    square: Vec<f32>,
}

/// The probability of a yes from its log odds.
pub fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

impl Logistic {
    /// Number of weights for `n` measures.
    pub(super) const fn n_terms(n: usize) -> usize {
        1 + n + n * (n + 1) / 2
    }

    /// A regression of as many measures as there are means and scales.
    pub(super) fn new(means: Vec<f32>, scales: Vec<f32>, weights: Vec<f32>) -> Logistic {
        let n = means.len();
        let mut square = vec![0.0; n * n];
        let mut products = &weights[1 + n..];
        for (i, row) in square.chunks_exact_mut(n.max(1)).enumerate() {
            let (of_row, rest) = products.split_at(n - i);
            row[i..].copy_from_slice(of_row);
            products = rest;
        }
        Logistic { means, scales, weights, square }
    }

    /// Weighs nothing of `n` measures.
    pub fn zero(n: usize) -> Logistic {
        Logistic::new(vec![0.0; n], vec![1.0; n], vec![0.0; Self::n_terms(n)])
    }

    /// Number of measures it takes.
    pub fn n_measures(&self) -> usize {
        self.means.len()
    }

    /// Log odds of a yes; above 0 is likelier than not.
    pub fn log_odds<const N: usize>(&self, measures: &[f32; N]) -> f32 {
        debug_assert_eq!(N, self.means.len());
        let mut x = [0f32; N];
        for i in 0..N.min(self.means.len()) {
            x[i] = ((measures[i] - self.means[i]) * self.scales[i]).clamp(-MAX_DEVIATIONS, MAX_DEVIATIONS);
        }
        // The columns add up side by side, in rows of one length, so that the compiler adds many at once.
        let (rows, _) = self.square.as_chunks::<N>();
        let mut columns = [0f32; N];
        columns.copy_from_slice(&self.weights[1..=N]);
        for (row, x) in rows.iter().zip(&x) {
            columns.iter_mut().zip(row).for_each(|(column, weight)| *column += weight * x);
        }
        columns.iter().zip(&x).fold(self.weights[0], |sum, (column, x)| sum + column * x)
    }

    /// The same from the first `M` measures where it takes no more, from all where it takes all.
    pub fn log_odds_of_first<const M: usize, const N: usize>(&self, measures: &[f32; N]) -> f32 {
        match measures.first_chunk::<M>() {
            Some(first) if self.n_measures() == M => self.log_odds(first),
            _ => self.log_odds(measures),
        }
    }

    /// Fits `rows` of `N` measures to their labels (true: yes) by Newton's method; `ridge` draws the weights towards 0, in units of
    /// rows. Rows may weigh differently.
    pub fn fit<const N: usize>(rows: &[[f32; N]], labels: &[bool], weights: &[f32], ridge: f64) -> Logistic {
        let (means, scales) = standardise(rows);
        let n = Self::n_terms(N);
        let fitted = Logistic::new(means, scales, vec![0.0; n]);
        let mut beta = vec![0f64; n];
        let mut terms = vec![0f64; n];
        for _ in 0..N_ROUNDS {
            let mut gradient = vec![0f64; n];
            let mut hessian = vec![0f64; n * n];
            for ((row, &label), &weight) in rows.iter().zip(labels).zip(weights) {
                fitted.expand(row, &mut terms);
                let z: f64 = terms.iter().zip(&beta).map(|(t, b)| t * b).sum();
                let p = probability(z);
                let weight = f64::from(weight);
                let residual = weight * (f64::from(u8::from(label)) - p);
                let curvature = (weight * p * (1.0 - p)).max(1e-9);
                for i in 0..n {
                    gradient[i] += residual * terms[i];
                    let scaled = curvature * terms[i];
                    let line = &mut hessian[i * n..i * n + i + 1];
                    line.iter_mut().zip(&terms).for_each(|(h, t)| *h += scaled * t);
                }
            }
            for i in 0..n {
                let pull = if i == 0 { 1e-6 } else { ridge };
                gradient[i] -= pull * beta[i];
                hessian[i * n + i] += pull;
            }
            let step = solve(&mut hessian, gradient, n);
            let largest = step.iter().fold(0f64, |m, s| m.max(s.abs()));
            beta.iter_mut().zip(&step).for_each(|(b, s)| *b += s * (2.0 / largest).min(1.0));
            if largest < 1e-4 {
                break;
            }
        }
        Logistic::new(fitted.means, fitted.scales, beta.iter().map(|&b| b as f32).collect())
    }

    /// The terms of one row, in the order of the weights.
    fn expand<const N: usize>(&self, row: &[f32; N], terms: &mut [f64]) {
        let mut x = [0f64; N];
        for i in 0..N {
            x[i] = f64::from(((row[i] - self.means[i]) * self.scales[i]).clamp(-MAX_DEVIATIONS, MAX_DEVIATIONS));
        }
        terms[0] = 1.0;
        terms[1..=N].copy_from_slice(&x);
        let mut at = N + 1;
        for i in 0..N {
            for j in i..N {
                terms[at] = x[i] * x[j];
                at += 1;
            }
        }
    }
}

fn standardise<const N: usize>(rows: &[[f32; N]]) -> (Vec<f32>, Vec<f32>) {
    let n = rows.len().max(1) as f64;
    let mean = |i: usize| rows.iter().map(|r| f64::from(r[i])).sum::<f64>() / n;
    let means: Vec<f64> = (0..N).map(mean).collect();
    let variance = |i: usize| rows.iter().map(|r| (f64::from(r[i]) - means[i]).powi(2)).sum::<f64>() / n;
    let scales = (0..N).map(|i| (1.0 / variance(i).sqrt().max(1e-6)) as f32).collect();
    (means.iter().map(|&m| m as f32).collect(), scales)
}

/// Solves a symmetric positive definite system, lower half given, by Cholesky's method.
fn solve(a: &mut [f64], mut b: Vec<f64>, n: usize) -> Vec<f64> {
    for i in 0..n {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| a[i * n + k] * a[j * n + k]).sum();
            let rest = a[i * n + j] - dot;
            a[i * n + j] = if i == j { rest.max(1e-12).sqrt() } else { rest / a[j * n + j] };
        }
    }
    for i in 0..n {
        let dot: f64 = (0..i).map(|k| a[i * n + k] * b[k]).sum();
        b[i] = (b[i] - dot) / a[i * n + i];
    }
    for i in (0..n).rev() {
        let dot: f64 = (i + 1..n).map(|k| a[k * n + i] * b[k]).sum();
        b[i] = (b[i] - dot) / a[i * n + i];
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_a_parabola_are_learned() {
        // Yes where x > 0 and y is far from 0: the one is linear, the other needs the square.
        let grid = || (-20..=20).flat_map(|x| (-20..=20).map(move |y| [x as f32 / 10.0, y as f32 / 10.0]));
        let is_yes = |r: &[f32; 2]| r[0] + r[1] * r[1] > 1.0;
        let rows: Vec<[f32; 2]> = grid().collect();
        let labels: Vec<bool> = rows.iter().map(is_yes).collect();
        let fitted = Logistic::fit(&rows, &labels, &vec![1.0; rows.len()], 0.1);
        let n_right = rows.iter().zip(&labels).filter(|(r, l)| (fitted.log_odds(r) > 0.0) == **l).count();
        assert!(n_right as f64 > 0.97 * rows.len() as f64, "{n_right} of {}", rows.len());
    }
}
