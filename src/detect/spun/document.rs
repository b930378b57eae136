//! From the evidence of words to the log odds of a passage: is it more likely human text, or a mixture of it with
//! substituted words?

use super::evidence::Evidence;
use super::field::Background;
use crate::model::{Expert, Judgement};

/// Number of measures of a passage.
pub const N_MEASURES: usize = Judgement::N_DOCUMENT_MEASURES;
/// Those of them that an expert's ratios make; they stand first.
const N_RATIO_MEASURES: usize = 3;

/// Those that its most suspicious words make; they stand last.
const N_TOPS: usize = TOP_SHARES.len() + 1;

/// Shares of the words of which the mean is told, and the share at whose end a ratio is told. Source: of a dozen sets of such shares tried on labelled
/// pieces, a list left out, the one that told most; most came near.
const TOP_SHARES: [f32; 2] = [0.05, 0.125];
const QUARTER: f32 = 0.25;
/// Shares of judged words that a spinner may have replaced: a light one, and a heavy one.
const SHARES: [f32; 2] = [0.08, 0.3];
/// A gain of this many nats is clear: the synonym is more than 7 times likelier. A guess.
const CLEAR_GAIN: f32 = 2.0;
/// Log likelihood ratios of single words are held to this.
const MAX_RATIO: f32 = 5.0;

/// A passage of which all is measured but what each expert makes of its words.
///
/// A word that stands several times counts as one with the mean of its evidence: the terms of an unusual subject come again and
/// again, and all of them look odd to a model of news.
pub struct Passage {
    /// For each judged word one over the number of times that it stands in the passage.
    weights: Vec<f32>,
    n_types: f32,
    /// The measures that are the same for every expert; the first `N_RATIO_MEASURES` and the last `N_TOPS` are left open.
    shared: [f32; N_MEASURES],
}

impl Passage {
    /// Measures a passage from its words. `evidence` is not empty.
    pub fn new(evidence: &[Evidence], background: &Background) -> Passage {
        let weights = type_weights(evidence);
        let n_types = weights.iter().sum();
        let shared = shared_measures(evidence, &weights, n_types, background);
        Passage { weights, n_types, shared }
    }

    /// Its measures by an expert that gives these log likelihood ratios to its words; those of the words that look most put in stay 0 where it does
    /// not weigh them.
    pub fn measures(&self, expert: &Expert, ratios: &[f32]) -> [f32; N_MEASURES] {
        let mut sums = [0.0; N_RATIO_MEASURES];
        for (ratio, weight) in ratios.iter().zip(&self.weights) {
            let ratio = held(*ratio);
            let excess = ratio.exp() - 1.0;
            let [light, heavy] = SHARES.map(|share| (1.0 + share * excess).ln());
            sums.iter_mut().zip([light, heavy, ratio]).for_each(|(sum, x)| *sum += weight * x);
        }
        let mut measures = self.shared;
        measures[..N_RATIO_MEASURES].copy_from_slice(&sums.map(|sum| sum / self.n_types));
        if expert.weighs_all() {
            measures[N_MEASURES - N_TOPS..].copy_from_slice(&tops(ratios, &self.weights, self.n_types));
        }
        measures
    }

    /// Log odds, by that expert, that it is the work of a spinner.
    pub fn log_odds(&self, expert: &Expert, ratios: &[f32]) -> f32 {
        expert.log_odds(&self.measures(expert, ratios))
    }
}

/// A log likelihood ratio within the bounds in which one word may tell.
pub(super) fn held(ratio: f32) -> f32 {
    ratio.clamp(-MAX_RATIO, MAX_RATIO)
}

/// Mean ratio of the twentieth and of the eighth of the words that look most put in, and the ratio that a quarter exceeds: a light hand leaves most of a text alone,
/// and an odd subject makes most of it odd. `weights` add up to `n_types`.
fn tops(ratios: &[f32], weights: &[f32], n_types: f32) -> [f32; N_TOPS] {
    let mut sorted: Vec<(f32, f32)> = ratios.iter().map(|&ratio| held(ratio)).zip(weights.iter().copied()).collect();
    sorted.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
    let (mut before, mut sums, mut quarter) = (0.0, [0.0; TOP_SHARES.len()], -MAX_RATIO);
    for (ratio, weight) in sorted {
        if before >= QUARTER * n_types {
            break;
        }
        for (sum, share) in sums.iter_mut().zip(TOP_SHARES) {
            *sum += ratio * (share * n_types - before).clamp(0.0, weight);
        }
        quarter = ratio;
        before += weight;
    }
    let [twentieth, eighth] = std::array::from_fn(|i| sums[i] / (TOP_SHARES[i] * n_types));
    [twentieth, eighth, quarter]
}

fn shared_measures(evidence: &[Evidence], weights: &[f32], n_types: f32, background: &Background) -> [f32; N_MEASURES] {
    let mean =
        |f: &dyn Fn(&Evidence) -> f32| evidence.iter().zip(weights).map(|(e, w)| w * f(e)).sum::<f32>() / n_types;
    let n = evidence.len() as f32;
    let n_words = background.n_words.max(1) as f32;
    [
        0.0,
        0.0,
        0.0,
        mean(&|e| e.measures[1]),
        mean(&|e| e.measures[1].max(e.measures[2])),
        mean(&|e| e.measures[1].max(e.measures[2]).max(0.0)),
        mean(&|e| f32::from(u8::from(e.measures[1] >= CLEAR_GAIN))),
        mean(&|e| e.measures[3]),
        mean(&|e| e.measures[0]),
        mean(&|e| e.measures[5] + e.measures[6]),
        mean(&|e| e.measures[7]),
        n_types.ln(),
        background.n_unknown as f32 / n_words,
        background.n_immutable as f32 / n_words,
        n / n_words,
        background.left_fit / background.n_left_fit.max(1) as f32,
        n_types / n,
        mean(&|e| e.measures[14]),
        mean(&|e| e.measures[15]),
        mean(&|e| e.measures[15].max(0.0)),
        (background.n_rare as f32 / n_words).sqrt(),
        mean(&|e| e.measures[16]),
        0.0,
        0.0,
        0.0,
    ]
}

/// For each word one over the number of times that it stands in the passage.
fn type_weights(evidence: &[Evidence]) -> Vec<f32> {
    let mut order: Vec<(u32, u32)> = evidence.iter().enumerate().map(|(i, e)| (e.word.index(), i as u32)).collect();
    order.sort_unstable();
    let mut weights = vec![0.0; evidence.len()];
    for same in order.chunk_by(|a, b| a.0 == b.0) {
        same.iter().for_each(|&(_, i)| weights[i as usize] = 1.0 / same.len() as f32);
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tops_of_a_light_hand_are_high_where_the_rest_is_not_and_a_word_that_comes_again_counts_once() {
        let close = |a: [f32; N_TOPS], b: [f32; N_TOPS]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-4);
        // Forty words: two at 4, three at 1, the others at -2. The twentieth are the two, the eighth all five.
        let mut ratios = vec![-2.0; 40];
        ratios[3] = 4.0;
        ratios[30] = 4.0;
        ratios[10..13].fill(1.0);
        assert!(close(tops(&ratios, &[1.0; 40], 40.0), [4.0, (2.0 * 4.0 + 3.0) / 5.0, -2.0]));
        // The same two words as one that stands twice: half of the twentieth is of what comes next.
        let mut weights = [1.0; 40];
        weights[3] = 0.5;
        weights[30] = 0.5;
        let found = tops(&ratios, &weights, 39.0);
        assert!(found[0] > 2.0 && found[0] < 2.7, "{found:?}");
        assert!(close(tops(&[9.0; 4], &[0.25; 4], 1.0), [MAX_RATIO; N_TOPS]));
    }
}
