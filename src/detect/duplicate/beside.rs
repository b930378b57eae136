//! Could two texts be copies of each other but for lines beside the text? Which lines those are costs as much to find as the
//! comparison itself, so it is asked only where it can turn the answer.

use super::align::{MIN_ASIDE_SHARE, Piece};
use super::edit_limits::{MIN_EDITED_WORDS, MIN_MISFITS, MIN_PUT};
use super::judge::{Lacking, has_words_for_others};
use super::limits::{
    Limit, MAX_ALTERED_FACTS_CHANGED, MAX_FACTS_CHANGED, MAX_NEW, MIN_ALTERED_WORDS, MIN_COUNTED_WORDS, MIN_COVERED,
    MIN_MATCHED, MIN_NEAR_ALIGNED, MIN_REPLACED, MIN_SPUN_KINDS, MIN_TOLD_COVERED, MIN_TOLD_IN_STEP,
    TOLD_WORDS_PER_TURN, WORDS_PER_TURN, allowed, days_limit, most_facts_missing, most_numbers_missing, most_put,
    n_kinds, titles_limit,
};
use super::news::new_sentences;
use super::overlap::{Overlap, share};
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
/// Longest paragraph, in words, that may stand beside the text as a whole where a part of it is furniture; and share of its words that
/// are aligned from which on a longer one is text. Guesses: of 1,104 comparisons in which lines beside the text turn the answer (the
/// output of five extractors for 323 pages of news; 869 raw pages, and articles with furniture set into them, beside the articles;
/// 6,000 articles; 64 MB of news) `may_turn` turns one away, and two in five of those in which they turn nothing.
const MAX_LINE_WORDS: usize = 40;
const MIN_TEXT_SHARE: f64 = 0.5;

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
/// lacking or said otherwise for a copy of any kind, or nothing is lacking that could be left out.
pub fn may_turn(document: &Tokens, witness: &Tokens, overlap: &Overlap, shared: &SharedWords) -> bool {
    let n_uncovered = f64::from(overlap.n_words - overlap.n_covered);
    let is_whole = |piece: &Piece| piece.links.len() == piece.words.len();
    if n_uncovered > MAX_UNCOVERED * f64::from(overlap.n_words)
        || overlap.alignment.pieces.iter().all(is_whole)
        || ![titles_limit(document, witness), days_limit(document, witness)].iter().all(Limit::holds)
    {
        return false;
    }
    let best = Best::of(document, witness, overlap, shared);
    best.may_be_near() || best.may_be_spun() || best.may_be_edited()
}

/// A document and its witness, with as many paragraphs left out as may be, those that cost it most.
struct Best<'a> {
    document: &'a Tokens,
    witness: &'a Tokens,
    /// With nothing left out: what is there of the witness can only get less.
    whole: &'a Overlap,
    /// Of the sentences that count wherever they stand: what is said otherwise can only get more.
    fixed: Overlap,
    /// What is lost at least.
    lost: Loss,
    /// Words that count, at least.
    n_counted: f64,
}

impl<'a> Best<'a> {
    fn of(document: &'a Tokens, witness: &'a Tokens, whole: &'a Overlap, shared: &SharedWords) -> Best<'a> {
        let paragraph_of = document.paragraph_of();
        let is_fixed = |piece: &Piece| {
            let is_in_one = paragraph_of[piece.words.start] == paragraph_of[piece.words.end - 1];
            document.marks[piece.words.start].part() == 0 && is_in_one && piece.aligned_share() >= MIN_ASIDE_SHARE
        };
        let words = document.paragraph_words().map(|words| Loss { n_words: words.len(), ..Loss::default() });
        let (mut fixed_loss, mut of_paragraphs) = (Loss::default(), words.collect::<Vec<Loss>>());
        let mut n_aligned = vec![0; of_paragraphs.len()];
        whole.alignment.links.iter().for_each(|&(at, _)| n_aligned[paragraph_of[at as usize] as usize] += 1);
        let is_text = |paragraph: u32, n_words: usize| {
            let aligned = f64::from(n_aligned[paragraph as usize]) / n_words.max(1) as f64;
            aligned >= if n_words > MAX_LINE_WORDS { MIN_TEXT_SHARE } else { MIN_ASIDE_SHARE }
        };
        for piece in whole.alignment.pieces.iter().filter(|piece| document.marks[piece.words.start].part() == 0) {
            let (is_fixed, is_covered) = (is_fixed(piece), piece.is_covered(document));
            for at in piece.words.clone() {
                let paragraph = &mut of_paragraphs[paragraph_of[at] as usize];
                let stays = is_fixed || is_text(paragraph_of[at], paragraph.n_words);
                let loss = if stays { &mut fixed_loss } else { paragraph };
                let (marks, is_lost) = (document.marks[at], !shared.has(at));
                loss.n_uncovered += u32::from(!is_covered);
                loss.n_facts += u32::from(is_lost && marks.is_fact());
                loss.n_figures += u32::from(is_lost && marks.is_number());
            }
        }
        for sentence in new_sentences(document, witness, &whole.alignment) {
            let paragraph = &mut of_paragraphs[paragraph_of[sentence.start] as usize];
            let stays = is_text(paragraph_of[sentence.start], paragraph.n_words);
            let loss = if stays { &mut fixed_loss } else { paragraph };
            loss.n_new += sentence.len() as u32;
        }
        let n_beside = (MAX_UNCOVERED * document.len() as f64) as usize;
        let least = |weight: fn(&Loss) -> u32| weight(&fixed_loss) + left_of(&of_paragraphs, n_beside, weight);
        let lost = Loss {
            n_words: 0,
            n_uncovered: least(|loss| loss.n_uncovered),
            n_facts: least(|loss| loss.n_facts),
            n_figures: least(|loss| loss.n_figures),
            n_new: least(|loss| loss.n_new),
        };
        let fixed = whole.of_pieces(document, witness, shared, is_fixed);
        Best { document, witness, whole, fixed, lost, n_counted: f64::from(whole.n_words) - n_beside as f64 }
    }

    fn has_at_least(&self, n: u32, share: f64) -> bool {
        f64::from(n) >= share * self.n_counted
    }

    fn may_be_covered(&self, share: f64) -> bool {
        f64::from(self.lost.n_uncovered) <= (1.0 - share) * f64::from(self.whole.n_words)
    }

    fn may_lack(&self, n_facts_more: u32, n_figures_more: u32) -> bool {
        self.lost.n_facts <= most_facts_missing(self.whole) + n_facts_more
            && self.lost.n_figures <= most_numbers_missing(self.whole) + n_figures_more
    }

    fn may_be_near(&self) -> bool {
        let Best { whole, fixed, lost, .. } = self;
        self.may_be_covered(MIN_COVERED)
            && self.has_at_least(whole.n_aligned, MIN_NEAR_ALIGNED)
            && self.may_lack(0, 0)
            && fixed.n_turned <= whole.n_words / WORDS_PER_TURN
            && fixed.n_facts_changed <= allowed(MAX_FACTS_CHANGED, whole.n_facts)
            && fixed.n_new.max(lost.n_new) <= allowed(MAX_NEW, whole.n_words)
    }

    fn may_be_spun(&self) -> bool {
        let Best { whole, fixed, .. } = self;
        let n_matched = whole.n_aligned + whole.n_replaced;
        let is_replaced = self.has_at_least(whole.n_replaced, MIN_REPLACED);
        let n_put = most_put(whole);
        self.may_be_covered(MIN_TOLD_COVERED)
            && (is_replaced || n_kinds(&whole.replacements) >= MIN_SPUN_KINDS)
            && whole.n_words >= MIN_ALTERED_WORDS
            && self.has_at_least(n_matched + whole.n_facts_changed, MIN_MATCHED)
            && self.may_lack(n_put + whole.n_facts_changed, n_put)
            && share(n_matched, n_matched + fixed.n_unmatched) >= MIN_TOLD_IN_STEP
            && fixed.n_turned <= whole.n_words / TOLD_WORDS_PER_TURN
            && n_kinds(&fixed.changes) <= allowed(MAX_ALTERED_FACTS_CHANGED, whole.n_facts).max(1)
    }

    fn may_be_edited(&self) -> bool {
        let Best { document, witness, whole, fixed, lost, .. } = self;
        if !self.may_be_covered(MIN_COVERED)
            || lost.n_figures > 0
            || whole.n_words < MIN_EDITED_WORDS
            || !has_words_for_others(whole)
        {
            return false;
        }
        let n_misfits = whole.edits(document, witness).n_misfits;
        let is_told_by_words = || {
            whole.replacements.len() >= MIN_PUT as usize
                && fixed.n_runs_lost <= n_misfits.saturating_sub(1)
                && fixed.n_turned <= 2 * n_misfits
                && fixed.n_times_turned == 0
        };
        n_misfits >= MIN_MISFITS || is_told_by_words()
    }
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
    /// Words of sentences that the witness has not.
    n_new: u32,
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
        assert_eq!(may_turn(&a, &b, &Overlap::of_shared(&a, &b, &shared), &shared), expected, "{document}");
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
