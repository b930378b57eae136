//! The inquiry into one word: does a substitute fit its place better? In steps, each of which starts the lookups that the next one
//! reads: lookups wait for memory, and those of many words wait together.

use super::evidence::{Evidence, Place};
use crate::model::{Call, Lens, Spot, Substitute, WordId};

/// Gains are held to this many nats: one wild place must not outweigh a page.
const MAX_GAIN: f32 = 4.0;
/// Where chance alone would have put a substitute after the previous word this often and it never stood there, it does not
/// fit, whatever follows; half of all lookups are spared so.
const CLEAR_ABSENCE: f32 = 3.0;
/// Where a word fits both of its neighbours this much better than chance, in nats, usage vouches for it, as it does where all three
/// words were counted together: no synonym is looked for. A guess.
const MIN_VOUCHING_FIT: f32 = 1.0;
/// Substitutes looked at for one word; the trainer keeps 16 at most.
const MAX_SUBSTITUTES: usize = 16;
/// Gain of a word that has no substitutes of a kind: about the mean of human text.
const NO_GAIN: f32 = -2.0;
/// Gains by vectors are held to this many nats.
const MAX_CALL_GAIN: f32 = 6.0;

/// A word under inquiry.
#[derive(Clone, Copy)]
pub(super) struct Inquiry {
    pub(super) word_idx: usize,
    place: Place,
    fit: f32,
    n_triple: f32,
    left_fit: f32,
    right_fit: f32,
    /// Where usage vouches for the word, no substitute is looked for.
    is_vouched_for: bool,
    candidates: [Candidate; MAX_SUBSTITUTES],
    n_candidates: usize,
}

/// A substitute with its counts.
#[derive(Clone, Copy)]
struct Candidate {
    substitute: Substitute,
    n: f32,
    n_left: f32,
    /// Where its next count is: first that of the pair with the previous word, then of that with the next.
    spot: Spot,
}

/// The likeliest substitute so far, its count, and how often it stands beside the neighbours.
#[derive(Clone, Copy)]
struct Rival {
    word: WordId,
    n: f32,
    n_left: f32,
    n_right: f32,
}

impl Inquiry {
    /// An inquiry into a word, which is number `word_idx` of its text.
    pub(super) fn new(model: &Lens<'_>, place: Place, word_idx: usize) -> Inquiry {
        place.warm(model);
        let (left_fit, right_fit) = (place.left_fit(), place.right_fit());
        let nobody = Substitute { word: WordId::UNKNOWN, from_thesaurus: false };
        let nobody = Candidate { substitute: nobody, n: 0.0, n_left: 0.0, spot: Spot::default() };
        let (fit, n_triple, is_vouched_for) = (0.0, 0.0, false);
        let candidates = [nobody; MAX_SUBSTITUTES];
        Inquiry { word_idx, place, fit, n_triple, left_fit, right_fit, is_vouched_for, candidates, n_candidates: 0 }
    }

    /// Looks at the word itself, and starts to look for its substitutes.
    pub(super) fn open(&mut self, model: &Lens<'_>) {
        let place = &self.place;
        (self.fit, self.n_triple) = place.fit(model, place.word, place.n_word, place.n_left, place.n_right);
        self.is_vouched_for = self.n_triple > 0.0 || self.left_fit.min(self.right_fit) >= MIN_VOUCHING_FIT;
        if !self.is_vouched_for {
            for (slot, substitute) in self.candidates.iter_mut().zip(model.substitutes(place.word)) {
                let spot = model.warm_pair(place.previous, substitute.word);
                *slot = Candidate { substitute, n: model.count(substitute.word), n_left: 0.0, spot };
                self.n_candidates += 1;
            }
        }
    }

    /// Leaves the substitutes that may follow the previous word.
    pub(super) fn narrow(&mut self, model: &Lens<'_>) {
        let place = &self.place;
        let mut n_able = 0;
        for i in 0..self.n_candidates {
            let mut candidate = self.candidates[i];
            candidate.n_left = model.pair_at(candidate.spot);
            if candidate.n_left > 0.0 || place.n_previous * candidate.n <= CLEAR_ABSENCE * place.n_total {
                candidate.spot = model.warm_pair(candidate.substitute.word, place.next);
                model.warm_likelihood(candidate.substitute.word);
                self.candidates[n_able] = candidate;
                n_able += 1;
            }
        }
        self.n_candidates = n_able;
    }

    fn candidates(&self) -> &[Candidate] {
        &self.candidates[..self.n_candidates]
    }

    /// The evidence. `call` tells what the place calls for.
    pub(super) fn close(&self, model: &Lens<'_>, call: impl FnOnce() -> Option<Call>) -> Evidence {
        let (place, fit, n_triple) = (&self.place, self.fit, self.n_triple);
        let log_fit = fit.ln();
        let (mut best, mut original) = ([f32::MIN; 2], [None; 2]);
        let (mut n_better, mut n_from_thesaurus) = (0, 0);
        let (call_fit, call_gain) = self.answer(model, call());
        for &Candidate { substitute, n, n_left: left, spot } in self.candidates() {
            let kind = usize::from(!substitute.from_thesaurus);
            n_from_thesaurus += 1 - kind;
            if place.most_fit(n, left) <= best[kind].max(fit) {
                continue;
            }
            let right = model.pair_at(spot);
            let (theirs, _) = place.fit(model, substitute.word, n, left, right);
            n_better += usize::from(theirs > fit) * (1 - kind);
            if theirs > best[kind] {
                best[kind] = theirs;
                original[kind] = Some(Rival { word: substitute.word, n, n_left: left, n_right: right });
            }
        }
        let gain = |kind: usize| match original[kind] {
            Some(_) => (best[kind].ln() - log_fit).clamp(-MAX_GAIN, MAX_GAIN),
            None => NO_GAIN,
        };
        let gains = [gain(0), gain(1)];
        let likelier = if best[1] > best[0] { 1 } else { 0 };
        let rival = original[likelier];
        // Where usage vouches for the word, the wider places say nothing more.
        let (around, outer_fit) = match self.is_vouched_for {
            true => (0.0, 0.0),
            false => (
                model.around(place.previous, place.next),
                place.outer_fit(model, place.word, place.n_left, place.n_right),
            ),
        };
        let their_outer_fit = rival.map_or(0.0, |r| place.outer_fit(model, r.word, r.n_left, r.n_right));
        let measures = [
            log_fit,
            gains[0],
            gains[1],
            if around > 0.0 { ((n_triple + 0.3) / (around + 3.0)).ln() } else { 0.0 },
            (1.0 + around).ln(),
            self.left_fit,
            self.right_fit,
            place.n_word.ln(),
            place.n_previous.max(1.0).ln(),
            place.n_next.max(1.0).ln(),
            (rival.map_or(1.0, |r| r.n) / place.n_word).ln(),
            if n_from_thesaurus == 0 { 0.0 } else { n_better as f32 / n_from_thesaurus as f32 },
            outer_fit,
            their_outer_fit - outer_fit,
            call_fit,
            call_gain,
            model.log_rank(place.word),
        ];
        let gain = if rival.is_some() { best[likelier].ln() - log_fit } else { 0.0 };
        Evidence { word_idx: self.word_idx, word: place.word, gain, original: rival.map(|r| r.word), measures }
    }

    /// How well the word answers the call of its place, against its frequency; and by how many nats the likeliest substitute
    /// answers it better.
    fn answer(&self, model: &Lens<'_>, call: Option<Call>) -> (f32, f32) {
        let likelihood = |call: Call| Some((call, model.log_likelihood(&call, self.place.word)?));
        let Some((call, own)) = call.and_then(likelihood) else {
            return (0.0, NO_GAIN);
        };
        let theirs =
            self.candidates().iter().filter_map(|c| model.log_likelihood(&call, c.substitute.word)).reduce(f32::max);
        let gain = theirs.map_or(NO_GAIN, |theirs| (theirs - own).clamp(-MAX_CALL_GAIN, MAX_CALL_GAIN));
        (own - Lens::NOISE_POWER * self.place.n_word.ln(), gain)
    }
}
