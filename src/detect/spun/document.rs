//! From the evidence of words to the log odds of a passage: is it more likely human text, or a mixture of it with
//! substituted words?

use super::evidence::Evidence;
use super::field::Background;
use crate::model::Judgement;

/// Number of measures of a passage.
pub const N_MEASURES: usize = Judgement::N_DOCUMENT_MEASURES;
/// Those of them that an expert's ratios make; they stand first.
const N_RATIO_MEASURES: usize = 3;

/// Shares of judged words that a spinner may have replaced: a light one, and a heavy one.
const SHARES: [f32; 2] = [0.08, 0.3];
/// A gain of this many nats is clear: the synonym is more than 7 times likelier. A guess.
const CLEAR_GAIN: f32 = 2.0;
/// Log likelihood ratios of single words are held to this.
pub(super) const MAX_RATIO: f32 = 5.0;

/// A passage of which all is measured but what each expert makes of its words.
///
/// A word that stands several times counts as one with the mean of its evidence: the terms of an unusual subject come again and
/// again, and all of them look odd to a model of news.
pub struct Passage {
    /// For each judged word one over the number of times that it stands in the passage.
    weights: Vec<f32>,
    n_types: f32,
    /// The measures that are the same for every expert; the first `N_RATIO_MEASURES` are left open.
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

    /// Its measures by an expert that gives these log likelihood ratios to its words.
    pub fn measures(&self, ratios: &[f32]) -> [f32; N_MEASURES] {
        let mut sums = [0.0; N_RATIO_MEASURES];
        for (ratio, weight) in ratios.iter().zip(&self.weights) {
            let ratio = ratio.clamp(-MAX_RATIO, MAX_RATIO);
            let excess = ratio.exp() - 1.0;
            let [light, heavy] = SHARES.map(|share| (1.0 + share * excess).ln());
            sums.iter_mut().zip([light, heavy, ratio]).for_each(|(sum, x)| *sum += weight * x);
        }
        let mut measures = self.shared;
        measures[..N_RATIO_MEASURES].copy_from_slice(&sums.map(|sum| sum / self.n_types));
        measures
    }
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
