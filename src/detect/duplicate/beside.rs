//! Could two texts be copies of each other but for lines beside the text? Which lines those are costs as much to find as the
//! comparison itself, so it is asked only where it can turn the answer.

use super::align::{MIN_ASIDE_SHARE, Piece};
use super::judge::Lacking;
use super::limits::{
    MIN_COUNTED_WORDS, MIN_MATCHED, MIN_NEAR_ALIGNED, MIN_TOLD_COVERED, most_facts_missing, most_numbers_missing,
    most_put,
};
use super::overlap::Overlap;
use super::shared::SharedWords;
use super::tokens::Tokens;

/// Most words that a document may have in paragraphs beside the text, as a share of its words, and most of its words that may stand
/// nowhere in the witness. Of 783 documents of 64 MB of news that are copies but for such paragraphs, 99 % have .13 and .42 at most;
/// of 16,741 candidates that are none, half have .43 and .44 and more.
const MAX_BESIDE: f64 = 0.25;
const MAX_MISSING: f64 = 0.5;
/// Most of its words, as a share, in sentences that do not stand in the witness, before any is left out; and most words of the paragraphs
/// that may be left out for the answer to turn: furniture around a short text is a third of it. In 64 MB of news .4 turns none of 3,403
/// copies away, .33 some.
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

/// False where the answer to `document` stays no, whichever of its paragraphs stand beside the text: even without them too much of it is
/// lacking for a copy of any kind, or nothing is lacking that could be left out.
pub fn may_turn(document: &Tokens, overlap: &Overlap, shared: &SharedWords) -> bool {
    let n_words = f64::from(overlap.n_words);
    let n_uncovered = f64::from(overlap.n_words - overlap.n_covered);
    let is_whole = |piece: &Piece| piece.links.len() == piece.words.len();
    if n_uncovered > MAX_UNCOVERED * n_words || overlap.alignment.pieces.iter().all(is_whole) {
        return false;
    }
    let Losses { fixed, of_paragraphs } = Losses::of(document, overlap, shared);
    let n_beside = (MAX_UNCOVERED * document.len() as f64) as usize;
    let least = |weight: fn(&Loss) -> u32| weight(&fixed) + left_of(&of_paragraphs, n_beside, weight);
    let n_counted = n_words - n_beside as f64;
    if f64::from(least(|loss| loss.n_uncovered)) > (1.0 - MIN_TOLD_COVERED) * n_words {
        return false;
    }
    let (n_facts, n_figures) = (least(|loss| loss.n_facts), least(|loss| loss.n_figures));
    let n_put = most_put(overlap);
    let may_lack = |n_facts_more: u32, n_figures_more: u32| {
        n_facts <= most_facts_missing(overlap) + n_facts_more
            && n_figures <= most_numbers_missing(overlap) + n_figures_more
    };
    let n_changed = overlap.n_replaced + overlap.n_facts_changed;
    let has_at_least = |n: u32, share: f64| f64::from(n) >= share * n_counted;
    let may_be_near = has_at_least(overlap.n_aligned, MIN_NEAR_ALIGNED) && may_lack(0, 0);
    let may_be_spun =
        has_at_least(overlap.n_aligned + n_changed, MIN_MATCHED) && may_lack(n_put + overlap.n_facts_changed, n_put);
    let may_be_edited = n_changed > 0 && n_figures == 0;
    may_be_near || may_be_spun || may_be_edited
}

/// What a document would lose.
#[derive(Clone, Copy, Debug, Default)]
struct Loss {
    n_words: usize,
    /// Words of sentences that do not stand in the witness.
    n_uncovered: u32,
    /// Names and numbers that the witness has nowhere.
    n_facts: u32,
    n_figures: u32,
}

/// The same, by what can be left out of it.
struct Losses {
    /// In sentences that count wherever they stand: most of their words are aligned.
    fixed: Loss,
    /// In the other sentences of each paragraph, which do not count where it stands beside the text; and its words.
    of_paragraphs: Vec<Loss>,
}

impl Losses {
    fn of(document: &Tokens, overlap: &Overlap, shared: &SharedWords) -> Losses {
        let paragraph_of = document.paragraph_of();
        let words = document.paragraph_words().map(|words| Loss { n_words: words.len(), ..Loss::default() });
        let mut losses = Losses { fixed: Loss::default(), of_paragraphs: words.collect() };
        for piece in overlap.alignment.pieces.iter().filter(|piece| document.marks[piece.words.start].part() == 0) {
            let is_in_one = paragraph_of[piece.words.start] == paragraph_of[piece.words.end - 1];
            let counts = is_in_one && piece.aligned_share() >= MIN_ASIDE_SHARE;
            let is_covered = piece.is_covered(document);
            for at in piece.words.clone() {
                let loss = match counts {
                    true => &mut losses.fixed,
                    false => &mut losses.of_paragraphs[paragraph_of[at] as usize],
                };
                let (marks, is_lost) = (document.marks[at], !shared.has(at));
                loss.n_uncovered += u32::from(!is_covered);
                loss.n_facts += u32::from(is_lost && marks.is_fact());
                loss.n_figures += u32::from(is_lost && marks.is_number());
            }
        }
        losses
    }
}

/// The least that is left of a loss when paragraphs of `n_spare` words in all stand beside the text.
fn left_of(paragraphs: &[Loss], n_spare: usize, weight: fn(&Loss) -> u32) -> u32 {
    let is_beside = beside(paragraphs.iter().map(|loss| (loss.n_words, weight(loss))), n_spare);
    paragraphs.iter().zip(is_beside).filter(|(_, is_beside)| !is_beside).map(|(loss, _)| weight(loss)).sum()
}

/// What is lacking when paragraphs of `n_spare` words in all stand beside the text.
fn left(paragraphs: &[(usize, Lacking)], n_spare: usize, weight: fn(&Lacking) -> u32) -> Lacking {
    let is_beside = beside(paragraphs.iter().map(|(n_words, lacking)| (*n_words, weight(lacking))), n_spare);
    let mut all = Lacking::default();
    paragraphs
        .iter()
        .zip(is_beside)
        .filter(|(_, is_beside)| !is_beside)
        .for_each(|((_, lacking), _)| all.join(*lacking));
    all
}

/// Which paragraphs, told by their words and by what they lack, stand beside the text when those of `n_spare` words in all do: those
/// first that lack most for their length; the last of them may be more than is left.
fn beside(paragraphs: impl Iterator<Item = (usize, u32)>, n_spare: usize) -> Vec<bool> {
    let paragraphs: Vec<(usize, u32)> = paragraphs.collect();
    let mut order: Vec<usize> = (0..paragraphs.len()).filter(|&at| paragraphs[at].1 > 0).collect();
    let share = |&at: &usize| f64::from(paragraphs[at].1) / paragraphs[at].0.max(1) as f64;
    order.sort_by(|a, b| share(b).total_cmp(&share(a)));
    let mut is_beside = vec![false; paragraphs.len()];
    let mut n_beside = 0;
    for at in order {
        is_beside[at] = n_beside < n_spare;
        n_beside += paragraphs[at].0;
    }
    is_beside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::duplicate::Part;
    use crate::text::Parser;

    const STORY: &str = "The council of Lannis put off its decision on the new pier for a third time on Monday, after the harbour office \
        had asked for another report on the winter debris. Anna Bell, who leads the office, said that 14 of the 36 ferries from Orrin \
        would have to wait in the outer basin until the engineers had finished their work. The crews had counted on an earlier date. \
        In the islands the delay was met with anger, and the union of the drivers spoke of a loss of 24 million crowns in a single \
        winter. Tom Reed, a member of the council, warned that the toll would rise by 7 percent if the state was to pay alone.";

    fn check(document: &str, witness: &str, expected: bool) {
        let tokens = |text: &str| Tokens::of_document(&Parser::new().parse(text), |_| Part::Text);
        let (a, b) = (tokens(document), tokens(witness));
        let shared = SharedWords::of(&a, &b);
        assert_eq!(may_turn(&a, &Overlap::of_shared(&a, &b, &shared), &shared), expected, "{document}");
    }

    #[test]
    fn lines_around_a_story_may_be_left_out() {
        check(&format!("Read on 4 May 2031 by 12 people and 7 cats.\n\n{STORY}"), STORY, true);
        check(&format!("{STORY}\n\nMore piers: Hallin, Sarn, Meller and the 9 gates of Vance."), STORY, true);
    }

    #[test]
    fn what_stands_in_the_midst_of_the_story_may_not() {
        let altered =
            STORY.replace("14 of the 36", "some of the old").replace("24 million", "many").replace("earlier", "early");
        check(STORY, &altered, false);
        check(STORY, STORY, false);
    }
}
