//! Against which limits is a text held that may have been edited by chance? `edits` counts the places where it differs from the other;
//! here is how many of each kind chance may take.

use super::edits::{Edits, Hits, WINDOW_WORDS};
use super::limits::{Bound, Limit, MAX_CONTAINED_SIZE};
use super::overlap::{Overlap, share};

/// Fewest misfits, and their least share of the single words that have a single other one in their place. Of 500 copies with 20 and
/// 30 % of their words edited by chance 99 % have 3 and more, a quarter of the singles. Of 20,132 candidate pairs of 79,073 news
/// articles 1,056 versions of stories have 40 misfits in 1,896 singles, and none that holds the other limits has 2. A part of a
/// longer text, which has other words around, needs one more.
pub(super) const MIN_MISFITS: u32 = 2;
const MIN_PART_MISFITS: u32 = 3;
const MIN_MISFIT_SHARE: f64 = 0.12;
/// Fewest single words in the place of single words, none of them a name, where the language model is to tell instead. A guess.
pub(super) const MIN_PUT: u32 = 2;
/// Fewest words of a text of which this can be told. A guess: of two notices in one form of words four differ by accident.
pub(super) const MIN_EDITED_WORDS: u32 = 80;
/// Most words that both texts have in one place without an equal one, on average. The edited copies: 99 % have 2.8 and less;
/// versions of news stories: half have 3.4 and more.
const MAX_SITE_WORDS: f64 = 3.0;
/// Most words in longer stretches, or in sentences that stand elsewhere, as a share. The edited copies: 99 % have .02 and less.
const MAX_STRETCHES: f64 = 0.08;
/// Least share of the words that are aligned. The edited copies: all have .69 and more.
pub(super) const MIN_EDITED_ALIGNED: f64 = 0.6;
/// Most unevenness: the variance of the edits in windows of `WINDOW_WORDS` words, by that of edits by chance. The edited copies:
/// 99 % have 2.0 and less; versions of news stories: half have 2.2 and more.
const MAX_UNEVENNESS: f64 = 3.0;
/// Standard deviations by which more names, or more numbers, may be hit than words at large. A guess; one is always allowed.
const MAX_DEVIATIONS: f64 = 3.0;

/// Fewest words of a paragraph of which it can be told, and least share of them that are aligned. A guess: of one word in five
/// changed in either of two copies .7 stay.
pub(super) const MIN_EDITED_PARAGRAPH_WORDS: u32 = 35;
pub(super) const MIN_EDITED_PARAGRAPH_ALIGNED: f64 = 0.7;
/// Least share of the places of a paragraph where one single word stands for another; with each word that fits nothing less. Of
/// 2,288 comparisons of paragraphs of 40 words and more with one word in twenty or ten changed, which are no near copies, half have
/// .6; of 26 in 270 MB of news that hold the other limits with a word that fits nothing, half have .33 and less.
const MIN_SINGLES: f64 = 0.35;
/// Most words that both texts have in one place, on average: of the edited paragraphs 99 % have 3.7 and less.
const MAX_PARAGRAPH_SITE_WORDS: f64 = 3.7;
/// Fewest windows of a paragraph whose edits can be uneven. A guess: the variance of two or three counts says little.
const MIN_WINDOWS: u32 = 5;
/// Places for each name that the other text lacks; one is always allowed, and two more for each word that fits nothing. Guesses:
/// one running word in eight is a name.
const PLACES_PER_NAME: u32 = 4;
const NAMES_PER_MISFIT: u32 = 2;

fn at_most(name: &'static str, value: f64, limit: f64) -> Limit {
    Limit { name, value, limit, bound: Bound::AtMost }
}

impl Edits {
    /// The limits of a text that was edited by chance.
    pub(super) fn limits(&self) -> Vec<Limit> {
        let misfits = share(self.n_misfits, self.n_singles);
        let is_part = f64::from(self.n_words) < MAX_CONTAINED_SIZE * f64::from(self.n_witness_words);
        let min_misfits = if is_part { MIN_PART_MISFITS } else { MIN_MISFITS };
        let told_by_misfits = [
            Limit::at_least("words that fit nothing", self.n_misfits.into(), min_misfits.into()),
            Limit::at_least("words that fit nothing, of single words put", misfits, MIN_MISFIT_SHARE),
        ];
        [&self.limits_of_chance()[..], &told_by_misfits].concat()
    }

    /// The limits of a text that was edited by chance, but for the misfits, of which few edits hold few: everything else must look
    /// like chance, and neither a name more nor a clause may be lost than chance takes. It is no part of a longer text.
    pub(super) fn limits_but_misfits(&self, overlap: &Overlap) -> Vec<Limit> {
        let size = f64::from(self.n_words) / f64::from(self.n_witness_words.max(1));
        let singles = [
            Limit::at_least("words, as a share of the other's", size, MAX_CONTAINED_SIZE),
            Limit::at_least("single words put", overlap.replacements.len() as f64, MIN_PUT.into()),
            Limit::at_least("places with one word for one", share(self.n_singles, self.n_sites), MIN_SINGLES),
        ];
        [&self.limits_of_chance()[..], &singles, &self.limits_of_loss(overlap)].concat()
    }

    /// The limits of edits that fell by chance.
    fn limits_of_chance(&self) -> [Limit; 8] {
        let site_words = f64::from(self.n_site_words) / f64::from(self.n_sites.max(1));
        let stretches = share(self.n_stretch_words, self.n_words);
        [
            Limit::at_least("words", self.n_words.into(), MIN_EDITED_WORDS.into()),
            Limit::at_least("words aligned", share(self.n_aligned, self.n_words), MIN_EDITED_ALIGNED),
            at_most("words that differ, a place", site_words, MAX_SITE_WORDS),
            at_most("words in longer stretches, as a share", stretches, MAX_STRETCHES),
            at_most("unevenness of the edits", self.unevenness, MAX_UNEVENNESS),
            at_most("figures of its own", self.n_numbers_put.into(), 0.0),
            at_most("names and numbers hit", self.facts.n_hit.into(), self.facts.most(self.all)),
            at_most("figures hit", self.numbers.n_hit.into(), self.numbers.most(self.all)),
        ]
    }

    /// The limits of a paragraph that was edited by chance, but for the misfits: few edits hold few of them.
    pub(super) fn paragraph_limits(&self, overlap: &Overlap) -> Vec<Limit> {
        let site_words = f64::from(self.n_site_words) / f64::from(self.n_sites.max(1));
        let min_singles = MIN_SINGLES / f64::from(1 + self.n_misfits);
        let unevenness = if self.n_words < MIN_WINDOWS * WINDOW_WORDS { 0.0 } else { self.unevenness };
        let of_chance = [
            Limit::at_least("words", self.n_words.into(), MIN_EDITED_PARAGRAPH_WORDS.into()),
            Limit::at_least("words aligned", share(self.n_aligned, self.n_words), MIN_EDITED_PARAGRAPH_ALIGNED),
            Limit::at_least("places with one word for one", share(self.n_singles, self.n_sites), min_singles),
            at_most("words that differ, a place", site_words, MAX_PARAGRAPH_SITE_WORDS),
            at_most("words in longer stretches, as a share", share(self.n_stretch_words, self.n_words), MAX_STRETCHES),
            at_most("unevenness of the edits", unevenness, MAX_UNEVENNESS),
            at_most("figures of its own", self.n_numbers_put.into(), 0.0),
            at_most("names and numbers hit", self.facts.n_hit.into(), self.facts.most(self.all)),
            at_most("figures hit", self.numbers.n_hit.into(), self.numbers.most(self.all)),
        ];
        [&of_chance[..], &self.limits_of_loss(overlap)].concat()
    }

    /// What may be lost where few misfits tell that it was chance.
    fn limits_of_loss(&self, overlap: &Overlap) -> [Limit; 5] {
        let most_names = 1 + self.n_sites / PLACES_PER_NAME + NAMES_PER_MISFIT * self.n_misfits;
        let n_names = overlap.n_facts_missing.max(overlap.n_facts_changed);
        [
            at_most("runs of words lost", overlap.n_runs_lost.into(), self.n_misfits.saturating_sub(1).into()),
            at_most("places that say the contrary", overlap.n_turned.into(), (2 * self.n_misfits).into()),
            at_most("places that count or date otherwise", overlap.n_times_turned.into(), 0.0),
            at_most("names of its own", n_names.into(), most_names.into()),
            at_most("figures missing there", overlap.n_numbers_missing.into(), 0.0),
        ]
    }
}

impl Hits {
    /// The most of these that may be hit where as many are hit of `all`.
    fn most(self, all: Hits) -> f64 {
        let n = f64::from(self.n);
        let rate = f64::from(all.n_hit + 1) / f64::from(all.n + 1);
        n * rate + MAX_DEVIATIONS * (n * rate * (1.0 - rate)).sqrt() + 1.0
    }
}
