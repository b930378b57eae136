//! Could two texts be copies of each other but for lines beside the text? Which lines those are costs as much to find as the
//! comparison itself, so it is asked only where it can turn the answer.

use super::judge::{Lacking, MIN_COUNTED, MIN_COUNTED_WORDS, MIN_STORY_COUNTED, STORY_WORDS};
use super::tokens::Tokens;

/// False where `judge` must say no to `document`, whichever of its paragraphs stand beside the text: too many of its names and
/// numbers, or of its words, stand nowhere in the witness, and not enough words would count without them.
pub fn may_be_copy_but_for_asides(document: &Tokens, witness: &Tokens) -> bool {
    let paragraph_of = document.paragraph_of();
    let mut lacking = vec![Lacking::default(); document.paragraphs.len()];
    for at in document.missing_in(witness) {
        lacking[paragraph_of[at] as usize].add(document.marks[at]);
    }
    let paragraphs: Vec<(usize, Lacking)> = document.paragraph_words().map(|words| words.len()).zip(lacking).collect();
    let n_words = document.len();
    if n_words < MIN_COUNTED_WORDS as usize {
        return false;
    }
    let min_counted = if n_words >= STORY_WORDS as usize { MIN_STORY_COUNTED } else { MIN_COUNTED };
    let n_spare = ((1.0 - min_counted) * n_words as f64) as usize;
    let without = |weight: fn(&Lacking) -> u32| left(&paragraphs, n_spare, weight).is_allowed(document);
    without(|lacking| lacking.n_facts) || without(|lacking| lacking.n_words)
}

/// What is lacking when paragraphs of `n_spare` words in all stand beside the text, those first that lack most for their length;
/// the last of them may be more than is left.
fn left(paragraphs: &[(usize, Lacking)], n_spare: usize, weight: fn(&Lacking) -> u32) -> Lacking {
    let mut order: Vec<usize> = (0..paragraphs.len()).collect();
    let share = |&at: &usize| f64::from(weight(&paragraphs[at].1)) / paragraphs[at].0.max(1) as f64;
    order.sort_by(|a, b| share(b).total_cmp(&share(a)));
    let mut n_beside = 0;
    let mut all = Lacking::default();
    for at in order {
        let (n_words, lacking) = paragraphs[at];
        if n_beside < n_spare && weight(&lacking) > 0 {
            n_beside += n_words;
        } else {
            all.join(lacking);
        }
    }
    all
}
