//! From the evidence of words to the log odds of a passage: is it more likely human text, or a mixture of it with
//! substituted words?

use super::evidence::{Background, Evidence};

/// Number of measures of a passage.
pub const N_MEASURES: usize = 14;

/// Shares of judged words that a spinner may have replaced: a light one, and a heavy one.
const SHARES: [f32; 2] = [0.08, 0.3];
/// Log likelihood ratios of single words are held to this.
const MAX_RATIO: f32 = 5.0;

/// Measures of a passage from its words, each with the log odds that it is a substitute. `evidence` is not empty.
pub fn measures(evidence: &[Evidence], log_odds: &[f32], background: &Background) -> [f32; N_MEASURES] {
    let n = evidence.len() as f32;
    let mean = |f: &dyn Fn(&Evidence) -> f32| evidence.iter().map(f).sum::<f32>() / n;
    let mixture = |share: f32| {
        let per_word = log_odds.iter().map(|&l| (1.0 + share * (l.clamp(-MAX_RATIO, MAX_RATIO).exp() - 1.0)).ln());
        per_word.sum::<f32>() / n
    };
    let n_words = background.n_words.max(1) as f32;
    [
        mixture(SHARES[0]),
        mixture(SHARES[1]),
        log_odds.iter().map(|l| l.clamp(-MAX_RATIO, MAX_RATIO)).sum::<f32>() / n,
        mean(&|e| e.measures[1]),
        mean(&|e| e.measures[1].max(e.measures[2]).max(0.0)),
        mean(&|e| e.measures[3]),
        mean(&|e| e.measures[0]),
        mean(&|e| e.measures[5] + e.measures[6]),
        mean(&|e| e.measures[7]),
        n.ln(),
        background.n_unknown as f32 / n_words,
        background.n_immutable as f32 / n_words,
        n / n_words,
        background.left_fit / background.n_left_fit.max(1) as f32,
    ]
}
