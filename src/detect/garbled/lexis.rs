//! What the language model knows of the words of a text: which of them it never counted, how often a word was counted, and two in
//! a row. Rules that mend words ask here, and only about words that look damaged. The model is of English; of a text in another
//! language nothing is told, so that nothing in it is called unknown.

use crate::model::{Lens, Model};
use crate::text::{Parsed, Word, fold_hash};
use rustc_hash::FxHashMap;
use std::cell::{Cell, OnceCell};

/// Least share of known words, names and numbers left out, in a text that is judged. German has .2 (`spun` measured it); a
/// text of which OCR spoilt every twelfth letter has .6 (garble benchmark).
const MIN_KNOWN: f64 = 0.4;
/// Shorter words tell nothing by being unknown, in bytes: initials, units, tickers. A guess.
const MIN_BYTES: usize = 3;
/// Words ahead whose entry is brought into the cache while another one is looked up. A guess.
const WARM_AHEAD: usize = 8;
/// Questions about the words of the text up to which each looks through all of them: most texts ask a few, damaged ones of a megabyte
/// tens of thousands. A guess.
const MANY_QUESTIONS: usize = 16;

/// The model's knowledge of one text.
pub(super) struct Lexis<'a> {
    lens: Option<Lens<'a>>,
    strange: Vec<usize>,
    mixed: Vec<usize>,
    /// Of each word of the text whether it comes more than once; gathered where rules ask often.
    known: OnceCell<FxHashMap<u64, bool>>,
    n_asked: Cell<usize>,
}

impl<'a> Lexis<'a> {
    /// Knows nothing: for texts in other languages than the model's.
    pub(super) fn silent() -> Lexis<'a> {
        Lexis { lens: None, strange: Vec::new(), mixed: Vec::new(), known: OnceCell::new(), n_asked: Cell::new(0) }
    }

    /// Looks up every word of `parsed`, which is told to be English or not by its function words.
    pub(super) fn of(model: &'a Model, parsed: &Parsed<'_>, is_english: bool) -> Lexis<'a> {
        if !is_english {
            return Lexis::silent();
        }
        let lens = model.lens();
        let (mut strange, mut mixed) = (Vec::new(), Vec::new());
        let (mut n_plain, mut n_unknown) = (0usize, 0usize);
        for (i, word) in parsed.words.iter().enumerate() {
            if let Some(ahead) = parsed.words.get(i + WARM_AHEAD) {
                lens.warm_word(ahead.hash);
            }
            if word.span.len() < MIN_BYTES || word.is_capitalised() && !word.opens_sentence() {
                continue;
            }
            if word.has_digit() {
                let is_mixed = word.span.of(parsed.text).bytes().any(|b| b.is_ascii_alphabetic());
                mixed.extend(is_mixed.then_some(i));
                continue;
            }
            n_plain += usize::from(!word.is_capitalised());
            if lens.word(word.hash).is_none() {
                strange.push(i);
                n_unknown += usize::from(!word.is_capitalised());
            }
        }
        let is_familiar = (n_plain - n_unknown) as f64 >= MIN_KNOWN * n_plain as f64;
        if is_familiar { Lexis { lens: Some(lens), strange, mixed, ..Lexis::silent() } } else { Lexis::silent() }
    }

    /// Positions of the words that were never counted, in order: slips, damage, rare words. Names inside sentences and numbers, which
    /// are most of the unknown ones, are not among them.
    pub(super) fn strange(&self) -> &[usize] {
        &self.strange
    }

    /// Positions of the words of letters and digits, in order.
    pub(super) fn mixed(&self) -> &[usize] {
        &self.mixed
    }

    /// True where the word comes more than once in the text, which is `parsed`: a name or a term of its own, since it is written the
    /// same way each time.
    pub(super) fn is_repeated(&self, parsed: &Parsed<'_>, word: &Word) -> bool {
        match self.known_of(parsed) {
            Some(known) => known.get(&word.hash).is_some_and(|comes_again| *comes_again),
            None => parsed.words.iter().filter(|w| w.hash == word.hash).nth(1).is_some(),
        }
    }

    /// True where a word of that folded hash is in the text, which is `parsed`.
    pub(super) fn is_of_text(&self, parsed: &Parsed<'_>, hash: u64) -> bool {
        match self.known_of(parsed) {
            Some(known) => known.contains_key(&hash),
            None => parsed.words.iter().any(|w| w.hash == hash),
        }
    }

    /// The words of the text, once so much is asked of them that looking through all each time would take longer.
    fn known_of(&self, parsed: &Parsed<'_>) -> Option<&FxHashMap<u64, bool>> {
        self.n_asked.set(self.n_asked.get() + 1);
        (self.n_asked.get() > MANY_QUESTIONS).then(|| {
            self.known.get_or_init(|| {
                let mut known = FxHashMap::default();
                for word in parsed.words {
                    known.entry(word.hash).and_modify(|comes_again| *comes_again = true).or_insert(false);
                }
                known
            })
        })
    }

    /// True where the text is in the model's language.
    pub(super) fn speaks(&self) -> bool {
        self.lens.is_some()
    }

    /// How often the word was counted; 0 where it was not.
    pub(super) fn count(&self, word: &str) -> f32 {
        let Some(lens) = &self.lens else { return 0.0 };
        lens.word(fold_hash(word, &mut String::new())).map_or(0.0, |id| lens.count(id))
    }

    /// The same for a word of a text.
    pub(super) fn count_of(&self, word: &Word) -> f32 {
        let Some(lens) = &self.lens else { return 0.0 };
        lens.word(word.hash).map_or(0.0, |id| lens.count(id))
    }

    /// How often `right` was counted right after `left`; 0 below five.
    pub(super) fn pair(&self, left: &str, right: &str) -> f32 {
        let Some(lens) = &self.lens else { return 0.0 };
        let mut scratch = String::new();
        let mut id = |word: &str| lens.word(fold_hash(word, &mut scratch));
        match (id(left), id(right)) {
            (Some(left), Some(right)) => lens.pair(left, right),
            _ => 0.0,
        }
    }

    /// How many times as often the two were counted in a row as chance would have it; 0 where they never were.
    pub(super) fn affinity(&self, left: &str, right: &str) -> f32 {
        let Some(lens) = &self.lens else { return 0.0 };
        let by_chance = self.count(left) * self.count(right) / lens.n_words();
        if by_chance > 0.0 { self.pair(left, right) / by_chance } else { 0.0 }
    }
}

/// The word without the “'s” of a possessive.
pub(super) fn without_possessive(word: &str) -> &str {
    ["'s", "’s"].iter().find_map(|s| word.strip_suffix(s)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_of_english_are_told() {
        let mut parser = crate::text::Parser::new();
        let parsed = parser.parse("They waited at the harbour andthe gale came");
        let lexis = Lexis::of(Model::embedded(), &parsed, true);
        assert_eq!(
            lexis.strange().iter().map(|i| parsed.words[*i].span.of(parsed.text)).collect::<Vec<_>>(),
            ["andthe"]
        );
        assert!(lexis.count("harbour") > 5.0 && lexis.pair("and", "the") > 5.0 && lexis.affinity("the", "the") < 1.0);
    }

    #[test]
    fn words_of_the_text_are_known_however_often_one_asks() {
        let mut parser = crate::text::Parser::new();
        let parsed = parser.parse("The ferry met the Skarvik ferry at Holm");
        let lexis = Lexis::of(Model::embedded(), &parsed, true);
        for _ in 0..=2 * MANY_QUESTIONS {
            let told: Vec<bool> = parsed.words.iter().map(|word| lexis.is_repeated(&parsed, word)).collect();
            assert_eq!(told, [true, true, false, true, false, true, false, false]);
            assert!(lexis.is_of_text(&parsed, fold_hash("holm", &mut String::new())));
            assert!(!lexis.is_of_text(&parsed, fold_hash("pier", &mut String::new())));
        }
    }

    #[test]
    fn of_other_languages_nothing_is_told() {
        let mut parser = crate::text::Parser::new();
        let parsed =
            parser.parse("Die Hafenmeisterin wartete stundenlang, weil verspätete Fähren nacheinander anlegten");
        assert!(!Lexis::of(Model::embedded(), &parsed, true).speaks());
    }
}
