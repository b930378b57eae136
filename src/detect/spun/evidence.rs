//! The evidence of one word: how well it fits the place where it stands, and whether a synonym would fit much better. A
//! spinner changes words one by one, so each place keeps the shape of the word that stood there.

use crate::model::{Judgement, Lens, WordId};

/// Number of measures of one word.
pub const N_MEASURES: usize = Judgement::N_WORD_MEASURES;

/// Weight of the product of the two neighbours' counts against the count of all three words; and of chance against counts.
/// With these the mean gain alone parts real spun news from human news (AUC 1.00 on 30 and 41 pieces of 150 words).
const BACK_OFF: f32 = 0.3;
/// Weight of a word's own count: it decides where nothing else is known.
const OWN_COUNT: f32 = 1e-7;
/// Counts of two tables may differ by this factor for the same thing: their codes are a step of 1.8 apart.
const COUNT_ERROR: f32 = 1.8;

/// What is known of one judged word.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    /// Position in `Parsed::words`.
    pub word_idx: usize,
    /// The word.
    pub word: WordId,
    /// By how many nats the likeliest substitute fits better; below 0 where the word itself is the best.
    pub gain: f32,
    /// That substitute.
    pub original: Option<WordId>,
    /// What goes into the log odds (see `Inquiry::close`).
    pub measures: [f32; N_MEASURES],
}

/// A word and its neighbours, two on each side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// `None` where the sentence does not reach so far.
    pub(super) second_previous: Option<WordId>,
    pub(super) previous: WordId,
    pub(super) word: WordId,
    pub(super) next: WordId,
    pub(super) second_next: Option<WordId>,
    pub(super) n_previous: f32,
    pub(super) n_word: f32,
    pub(super) n_next: f32,
    /// How often the word was counted after the previous one, and the next one after it.
    pub(super) n_left: f32,
    pub(super) n_right: f32,
    pub(super) n_total: f32,
}

impl Place {
    /// How well `word`, counted `n` times, fits here: the count of all three words, and where that is unknown, what the two pairs
    /// together make likely. Returns the count of the three as well.
    pub(super) fn fit(&self, model: &Lens<'_>, word: WordId, n: f32, n_left: f32, n_right: f32) -> (f32, f32) {
        let n_triple = if n_left > 0.0 && n_right > 0.0 { model.triple(self.previous, word, self.next) } else { 0.0 };
        let by_chance = |n_other: f32| (n_other * n / self.n_total).min(1.0);
        let left = n_left + BACK_OFF * by_chance(self.n_previous);
        let right = n_right + BACK_OFF * by_chance(self.n_next);
        (n_triple + BACK_OFF * left * right / n + OWN_COUNT * n, n_triple)
    }

    /// The most that `fit` can be for a word counted `n` times, of which `n_left` stand after the previous word.
    pub(super) fn most_fit(&self, n: f32, n_left: f32) -> f32 {
        let left = n_left + BACK_OFF * (self.n_previous * n / self.n_total).min(1.0);
        let n_right = n.min(self.n_next) + BACK_OFF;
        COUNT_ERROR * n_left + BACK_OFF * left * COUNT_ERROR * n_right / n + OWN_COUNT * n
    }

    /// How well `word` fits the two words before it and the two after it: the sum of the logarithms of both counts.
    pub(super) fn outer_fit(&self, model: &Lens<'_>, word: WordId, n_left: f32, n_right: f32) -> f32 {
        let before = match self.second_previous {
            Some(second) if n_left > 0.0 => model.triple(second, self.previous, word),
            _ => 0.0,
        };
        let after = match self.second_next {
            Some(second) if n_right > 0.0 => model.triple(word, self.next, second),
            _ => 0.0,
        };
        (1.0 + before).ln() + (1.0 + after).ln()
    }

    pub(super) fn left_fit(&self) -> f32 {
        fit_to_neighbour(self.n_left, self.n_previous * self.n_word / self.n_total)
    }

    pub(super) fn right_fit(&self) -> f32 {
        fit_to_neighbour(self.n_right, self.n_next * self.n_word / self.n_total)
    }

    /// Brings what an inquiry will ask of this place first into the cache.
    pub(super) fn warm(&self, model: &Lens<'_>) {
        model.warm_substitutes(self.word);
        model.warm_triple(self.previous, self.word, self.next);
        model.warm_around(self.previous, self.next);
        if let Some(second) = self.second_previous {
            model.warm_triple(second, self.previous, self.word);
        }
        if let Some(second) = self.second_next {
            model.warm_triple(self.word, self.next, second);
        }
    }
}

/// How well a word fits between these two, as `Place::fit` has it.
pub(super) fn fit(model: &Lens<'_>, previous: WordId, word: WordId, next: WordId) -> f32 {
    let (n_left, n_right) = (model.pair(previous, word), model.pair(word, next));
    let place = Place {
        second_previous: None,
        previous,
        word,
        next,
        second_next: None,
        n_previous: model.count(previous),
        n_word: model.count(word),
        n_next: model.count(next),
        n_left,
        n_right,
        n_total: model.n_words(),
    };
    place.fit(model, word, place.n_word.max(1.0), n_left, n_right).0
}

/// Pointwise mutual information of two neighbours, smoothed, in nats.
pub(super) fn fit_to_neighbour(n: f32, by_chance: f32) -> f32 {
    ((n + 0.5) / (by_chance + 0.5)).ln().clamp(-6.0, 6.0)
}
