//! Could two texts be copies of each other but for lines beside the text? Which lines those are costs as much to find as the
//! comparison itself, so it is asked only where it can turn the answer.

use super::align::Piece;
use super::judge::Lacking;
use super::limits::MIN_COUNTED_WORDS;
use super::overlap::Overlap;
use super::shared::SharedWords;
use super::tokens::Tokens;

/// Most words that a document may have in paragraphs beside the text, as a share of its words, and most of its words that may stand
/// nowhere in the witness. Of 783 documents of 64 MB of news that are copies but for such paragraphs, 99 % have .13 and .42 at most;
/// of 16,741 candidates that are none, half have .43 and .44 and more.
const MAX_BESIDE: f64 = 0.25;
const MAX_MISSING: f64 = 0.5;
/// Most of its words, as a share, in sentences that do not stand in the witness, before any is left out. In 64 MB of news .4 turns
/// none of 3,403 copies away, .33 some.
const MAX_UNCOVERED: f64 = 0.4;

/// False where `judge` is to say no to `document`, whichever of its paragraphs stand beside the text: too many of its names and
/// numbers, or of its words, stand nowhere in the witness.
pub fn may_be_copy_but_for_asides(document: &Tokens, shared: &SharedWords) -> bool {
    let n_words = document.len();
    let most = |share: f64| (share * n_words as f64) as usize;
    if n_words < MIN_COUNTED_WORDS as usize {
        return false;
    }
    let paragraph_of = document.paragraph_of();
    let mut lacking = vec![Lacking::default(); document.paragraphs.len()];
    let mut n_missing = 0;
    for at in shared.missing() {
        lacking[paragraph_of[at] as usize].add(document.marks[at]);
        n_missing += 1;
    }
    if n_missing > most(MAX_MISSING) {
        return false;
    }
    let paragraphs: Vec<(usize, Lacking)> = document.paragraph_words().map(|words| words.len()).zip(lacking).collect();
    let without = |weight: fn(&Lacking) -> u32| left(&paragraphs, most(MAX_BESIDE), weight).is_allowed(document);
    without(|lacking| lacking.n_facts) || without(|lacking| lacking.n_words)
}

/// False where the answer to `document` stays no, whichever of its paragraphs stand beside the text: too much of it is lacking even
/// without them, or nothing is lacking that could be left out.
pub fn may_turn(overlap: &Overlap) -> bool {
    let n_uncovered = f64::from(overlap.n_words - overlap.n_covered);
    let is_whole = |piece: &Piece| piece.links.len() == piece.words.len();
    n_uncovered <= MAX_UNCOVERED * f64::from(overlap.n_words) && !overlap.alignment.pieces.iter().all(is_whole)
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
