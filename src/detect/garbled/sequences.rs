//! One walk over the classes of a text's words that finds the pairs nobody writes. Shuffled and machine-translated text are judged
//! by what is found here.

use super::unwritten::{NEVER, rarity};
use crate::text::{Class, Parsed, Span, Word, for_each_step, is_function};
use rustc_hash::FxHashMap;

/// How often one pair counts in a text: a phrase of its subject, or a refrain, is one habit. A guess.
const MAX_REPEATS: u8 = 2;
/// Least share of function words in a text that is judged: English has 40 to 50 %, other languages few of these spellings. A guess.
const MIN_FUNCTION_SHARE: f64 = 0.2;

/// Shorter texts are not judged, in words. A guess: in them one slip is a rate.
const MIN_WORDS: usize = 60;

/// What was found in a text.
#[derive(Default)]
pub(super) struct Sequences {
    /// Number of the second word of each pair of function words that is never written.
    pub pairs: Vec<usize>,
    /// Sum of the rarities (1 to 3) of all pairs; each counts twice at most.
    pub rarity: f64,
    /// Where the rarest stand.
    pub places: Vec<Span>,
    /// There are enough English function words to judge by.
    pub is_english: bool,
}

impl Sequences {
    /// True where a text of so many words says enough of its order to be judged.
    pub(super) fn say_enough(&self, n_words: usize) -> bool {
        n_words >= MIN_WORDS && self.is_english
    }
}

/// Walks over all words.
pub(super) fn find(parsed: &Parsed<'_>) -> Sequences {
    let mut found = Sequences::default();
    let mut repeats: FxHashMap<(Class, Class), u8> = FxHashMap::default();
    let (mut n_function, mut sum) = (0usize, 0u32);
    for_each_step(parsed, |step| {
        let (i, (last, class)) = (step.word_idx, step.pair());
        n_function += usize::from(is_function(class));
        let rare = rarity(last, class);
        if rare > 0 {
            let words = parsed.words;
            if rare == NEVER && is_function(last) && is_function(class) && is_plain(words, i) {
                found.pairs.push(i);
            }
            let n_repeats = repeats.entry((last, class)).or_default();
            if *n_repeats < MAX_REPEATS {
                *n_repeats += 1;
                sum += u32::from(rare);
                if rare == NEVER {
                    found.places.push(words[i - 1].span.join(words[i].span));
                }
            }
        }
    });
    found.rarity = f64::from(sum);
    found.is_english = n_function as f64 >= MIN_FUNCTION_SHARE * parsed.words.len() as f64;
    found
}

/// Names and titles ("The The", "A Is for Alibi") are no salad: both words stand in small letters.
fn is_plain(words: &[Word], i: usize) -> bool {
    !words[i].is_capitalised()
        && (!words[i - 1].is_capitalised() || words[i - 1].opens_sentence())
        && !words[i].is_quoted()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find_in(text: &str) -> Sequences {
        find(&crate::text::Parser::new().parse(text))
    }

    #[test]
    fn a_pair_counts_twice_at_most() {
        let n = |n_times: usize| find_in(&"boats of the to pier. ".repeat(n_times)).rarity;
        assert!(n(1) > 0.0);
        assert_eq!((n(2), n(9)), (2.0 * n(1), 2.0 * n(1)));
    }

    #[test]
    fn other_languages_are_not_judged() {
        assert!(find_in("They waited for the boat that was to come from the island.").is_english);
        assert!(!find_in("Sie warteten auf das Schiff, das von der Insel kommen sollte.").is_english);
    }
}
