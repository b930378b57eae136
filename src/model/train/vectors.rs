//! Learns word vectors from the counted text: continuous bag of words with weights by position and negative sampling (see
//! `model::vectors`). On one thread, so that the same text gives the same vectors.

use super::counted::{BREAK, Counted, UNKNOWN};
use super::dice::Dice;
use crate::model::vectors::{DIM, NOISE_POWER, REACH, WordVectors};

/// Words, from the most frequent on, that get vectors: as many as fit the file. The last of them is counted 14 times in 34 M words.
const N_WORDS: usize = 38_000;
/// Times that the text is gone through.
const N_ROUNDS: usize = 3;
/// Words drawn by chance for each place, that are to look unlikely there.
const N_NOISE: usize = 6;
/// Share of the text above which a word is passed over now and then; the text of function words is enough many times over.
const FREQUENT: f64 = 1e-4;
/// Length of the first step; steps grow shorter evenly towards 0.
const FIRST_STEP: f32 = 0.05;
const LAST_STEP: f32 = 5e-5;
/// Steps of weights by position and of biases, against those of vectors.
const POSITION_STEP: f32 = 0.02;
const BIAS_STEP: f32 = 0.5;
/// Entries of the table from which noise is drawn.
const N_NOISE_ENTRIES: f64 = (1 << 22) as f64;
/// Elements that are added at once.
const LANES: usize = 8;

type Vector = [f32; DIM];

/// Learns the vectors. Words are ranks below the number of vectors less four; the classes UNKNOWN, NAME, NUMBER and BREAK come last.
pub fn vectors(counted: &Counted) -> WordVectors {
    let n_words = counted.words.len().min(N_WORDS);
    let row_of = |element: u32| match element.checked_sub(UNKNOWN) {
        Some(class) => (n_words + class as usize) as u32,
        None if (element as usize) < n_words => element,
        None => n_words as u32,
    };
    let text: Vec<u32> = counted.stream().iter().map(|&element| row_of(element)).collect();
    let n_rows = n_words + (BREAK - UNKNOWN) as usize + 1;
    let mut n_of = vec![0u32; n_rows];
    text.iter().for_each(|&row| n_of[row as usize] += 1);
    let mut learner = Learner::new(&n_of);
    let keep: Vec<f32> =
        n_of.iter().map(|&n| (FREQUENT * text.len() as f64 / f64::from(n.max(1))).sqrt() as f32).collect();
    let mut dice = Dice::new(1);
    let n_steps = (N_ROUNDS * text.len()) as f32;
    for round in 0..N_ROUNDS {
        for (at, &word) in text.iter().enumerate() {
            if word + 1 == n_rows as u32 || dice.share() > keep[word as usize] {
                continue;
            }
            let done = (round * text.len() + at) as f32 / n_steps;
            let step = (FIRST_STEP * (1.0 - done)).max(LAST_STEP);
            learner.learn(&text, at, step, &mut dice);
        }
    }
    let log_prior = |n: u32| (NOISE_POWER * f64::from(n.max(1)).ln()) as f32;
    let bias = learner.bias.iter().zip(&n_of).map(|(b, &n)| b + log_prior(n)).collect();
    WordVectors { outer: learner.outer, inner: learner.inner, bias, positions: learner.positions }
}

struct Learner {
    outer: Vec<Vector>,
    inner: Vec<Vector>,
    bias: Vec<f32>,
    positions: [Vector; 2 * REACH],
    noise: Vec<u32>,
}

impl Learner {
    fn new(n_of: &[u32]) -> Learner {
        let mut dice = Dice::new(0);
        let outer = n_of.iter().map(|_| std::array::from_fn(|_| (dice.share() - 0.5) / DIM as f32)).collect();
        let weights: Vec<f64> = n_of.iter().map(|&n| f64::from(n).powf(NOISE_POWER)).collect();
        let sum: f64 = weights.iter().sum();
        let entries = |w: f64| (w / sum * N_NOISE_ENTRIES).ceil() as usize;
        let noise = weights.iter().enumerate().flat_map(|(i, &w)| std::iter::repeat_n(i as u32, entries(w))).collect();
        let (inner, bias) = (vec![[0.0; DIM]; n_of.len()], vec![0.0; n_of.len()]);
        Learner { outer, inner, bias, positions: [[1.0; DIM]; 2 * REACH], noise }
    }

    /// Learns from one place of the text.
    fn learn(&mut self, text: &[u32], at: usize, step: f32, dice: &mut Dice) {
        let (neighbours, n) = neighbours(text, at, self.bias.len() as u32 - 1);
        let neighbours = &neighbours[..n];
        let norm = 1.0 / (n.max(1) as f32).sqrt();
        let mut call = [0f32; DIM];
        for &(word, position) in neighbours {
            let (outer, weights) = (&self.outer[word as usize], &self.positions[position]);
            (0..DIM).for_each(|d| call[d] += outer[d] * weights[d]);
        }
        call.iter_mut().for_each(|x| *x *= norm);
        let mut pull = [0f32; DIM];
        self.draw(text[at], 1.0, step, &call, &mut pull);
        for _ in 0..N_NOISE {
            let other = self.noise[dice.below(self.noise.len())];
            if other != text[at] {
                self.draw(other, 0.0, step, &call, &mut pull);
            }
        }
        for &(word, position) in neighbours {
            let (outer, weights) = (&mut self.outer[word as usize], &mut self.positions[position]);
            for d in 0..DIM {
                let (pull, was) = (pull[d] * norm, outer[d]);
                outer[d] += pull * weights[d];
                weights[d] += POSITION_STEP * pull * was;
            }
        }
    }

    /// Draws the middle vector of `word` towards `wanted` (1: it stands here, 0: it does not), and adds to `pull` what that asks of
    /// the call.
    fn draw(&mut self, word: u32, wanted: f32, step: f32, call: &Vector, pull: &mut Vector) {
        let inner = &mut self.inner[word as usize];
        let bias = &mut self.bias[word as usize];
        let likely = 1.0 / (1.0 + (-(dot(inner, call) + *bias)).exp());
        let error = (wanted - likely) * step;
        for d in 0..DIM {
            pull[d] += error * inner[d];
            inner[d] += error * call[d];
        }
        *bias += BIAS_STEP * error;
    }
}

/// The neighbours of a place with their positions, and how many: up to and with the break on each side.
fn neighbours(text: &[u32], at: usize, stop: u32) -> ([(u32, usize); 2 * REACH], usize) {
    let (mut found, mut n) = ([(0, 0); 2 * REACH], 0);
    let mut take = |word: u32, position: usize| {
        found[n] = (word, position);
        n += 1;
        word != stop
    };
    let mut before = text[..at].iter().rev().take(REACH).enumerate();
    let _ = before.all(|(k, &word)| take(word, REACH - 1 - k));
    let mut after = text[at + 1..].iter().take(REACH).enumerate();
    let _ = after.all(|(k, &word)| take(word, REACH + k));
    (found, n)
}

/// Product of two vectors, added lane by lane so that the compiler adds many at once.
fn dot(a: &Vector, b: &Vector) -> f32 {
    let mut lanes = [0f32; LANES];
    for (a, b) in a.as_chunks::<LANES>().0.iter().zip(b.as_chunks::<LANES>().0) {
        (0..LANES).for_each(|l| lanes[l] += a[l] * b[l]);
    }
    lanes.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::train::Tally;
    use crate::text::Parser;

    #[test]
    fn a_place_calls_for_words_that_stand_in_such_places() {
        // "ferry" and "barge" share their places, but never "the old barge left": that place is to be inferred.
        let lines = [
            "The old ferry left the pier.",
            "The new ferry left the quay.",
            "The new barge left the quay.",
            "A small ferry crossed the bay.",
            "A small barge crossed the bay.",
            "Nobody paid much money for a cold lunch.",
        ];
        let mut tally = Tally::default();
        let text = lines.join(" ").repeat(3_000);
        tally.observe(&Parser::new().parse(&text));
        let counted = Counted::new(tally);
        let learned = vectors(&counted);
        let rank = |word: &str| counted.rank(word).unwrap() as usize;
        let near: Vec<usize> = ["old", "left"].map(rank).to_vec();
        let likely = |word: &str| {
            let inner = &learned.inner[rank(word)];
            let call: f32 = [(near[0], REACH - 1), (near[1], REACH)]
                .iter()
                .map(|&(w, p)| (0..DIM).map(|d| learned.outer[w][d] * learned.positions[p][d] * inner[d]).sum::<f32>())
                .sum();
            call + learned.bias[rank(word)]
        };
        assert!(likely("barge") > likely("lunch") + 1.0, "{} {}", likely("barge"), likely("lunch"));
        assert!(likely("barge") > likely("bay") + 1.0, "{} {}", likely("barge"), likely("bay"));
    }
}
