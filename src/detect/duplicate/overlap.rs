//! How much of one text is in another? The figures on which a pair is judged, all seen from the first text: what would be
//! lost if it went and the other stayed.

use super::align::{Alignment, Piece, align, align_while, follows};
use super::edits::Edits;
use super::shared::SharedWords;
use super::tokens::{TokenMarks, Tokens};
use crate::text::fold_hash;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// Longest gap between two aligned words that counts as words replaced by words. Longer ones are other text. A guess.
const MAX_GAP_WORDS: usize = 5;

/// A sentence says something new from this many words on that stand nowhere in the other text, and from this share of its
/// words. Guesses: fewer are a name spelt otherwise, a "yesterday" for a "Monday".
const MIN_NEW_WORDS: u32 = 3;
const MIN_NEW_SHARE: f64 = 0.15;

/// A run of this many words that are not aligned, this many of which stand nowhere in the other text, is something that the
/// other does not say: a speaker with a title, a reason. Guesses: two words are a correction.
const MIN_LOST_WORDS: usize = 3;
const MIN_LOST_NOVEL: u32 = 2;

/// Counts of words of the first text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Words that count: all but those of lines beside the text (navigation, notices, credits) that the other text lacks.
    pub n_words: u32,
    /// Words that do not count: those of lines beside the text that the other text lacks.
    pub n_beside: u32,
    /// Of the words that count, in sentences that stand in the other text.
    pub n_covered: u32,
    /// Of these, aligned with an equal word.
    pub n_aligned: u32,
    /// Aligned words whose place in the other text another word of this text is aligned with already.
    pub n_shared_places: u32,
    /// Words outside quotations.
    pub n_unquoted: u32,
    /// Of these, aligned.
    pub n_unquoted_aligned: u32,
    /// Words with other words in their place, one for one.
    pub n_replaced: u32,
    /// Words that either text has between two aligned words without a counterpart.
    pub n_unmatched: u32,
    /// Names and numbers.
    pub n_facts: u32,
    /// Of these, not anywhere in the other text.
    pub n_facts_missing: u32,
    /// Numbers in digits.
    pub n_numbers: u32,
    /// Of these, neither aligned nor beside the same word anywhere in the other text.
    pub n_numbers_missing: u32,
    /// Of these, not anywhere in the other text.
    pub n_numbers_nowhere: u32,
    /// Names or numbers with another name or number in their place.
    pub n_facts_changed: u32,
    /// Numbers in a span of time that this text has in place of plain words: "12 months" for "year".
    pub n_spans_put: u32,
    /// Words that open a sentence and have another such word in their place: names, perhaps.
    pub n_openings_changed: u32,
    /// Places where one text says up and the other down, only one says no, or the two name other days or figures.
    pub n_turned: u32,
    /// Places where the two count otherwise in words, or name another time: "the next five years" for "the first five years".
    pub n_times_turned: u32,
    /// Words of sentences that say something of which the other text has no word.
    pub n_new: u32,
    /// Runs of words that the other text has not in their place, with some of which it has no word.
    pub n_runs_lost: u32,
    /// The replaced words: position here, position there.
    pub replacements: Vec<(u32, u32)>,
    /// The same of names and numbers.
    pub changes: Vec<(u32, u32)>,
    /// What the figures were counted on.
    pub(super) alignment: Alignment,
    edits: OnceLock<Edits>,
}

impl Overlap {
    /// What of `a` is in `b`.
    pub fn of(a: &Tokens, b: &Tokens) -> Overlap {
        Self::of_shared(a, b, &SharedWords::of(a, b))
    }

    /// The same, where it is known which words the two share.
    pub fn of_shared(a: &Tokens, b: &Tokens, shared: &SharedWords) -> Overlap {
        Self::on(align(a, b, shared), a, b, shared)
    }

    /// The same; nothing as soon as `a` has more than this share of its words in sentences that do not stand in `b`: it cannot be a
    /// copy then, whatever else.
    pub fn of_kin(a: &Tokens, b: &Tokens, shared: &SharedWords, max_uncovered: f64) -> Option<Overlap> {
        let max_uncovered = (max_uncovered * a.len() as f64) as usize;
        Some(Self::on(align_while(a, b, shared, max_uncovered)?, a, b, shared))
    }

    fn on(alignment: Alignment, a: &Tokens, b: &Tokens, shared: &SharedWords) -> Overlap {
        let overlap = Self::count(&alignment, a, b, shared, |_| true);
        Overlap { alignment, ..overlap }
    }

    /// The same counts of these pieces alone, without what they were counted on.
    pub(super) fn of_pieces(
        &self,
        a: &Tokens,
        b: &Tokens,
        shared: &SharedWords,
        counts: impl Fn(&Piece) -> bool,
    ) -> Overlap {
        Self::count(&self.alignment, a, b, shared, counts)
    }

    fn count(
        alignment: &Alignment,
        a: &Tokens,
        b: &Tokens,
        shared: &SharedWords,
        counts: impl Fn(&Piece) -> bool,
    ) -> Overlap {
        let mut overlap = Overlap::default();
        let mut before = None;
        let mut is_taken = vec![false; b.len()];
        for piece in &alignment.pieces {
            if !counts(piece) || !overlap.add(piece, alignment, a, b, shared) {
                before = None;
                continue;
            }
            for &(_, at) in &alignment.links[piece.links.clone()] {
                overlap.n_shared_places += u32::from(std::mem::replace(&mut is_taken[at as usize], true));
            }
            let links = &alignment.links[piece.links.clone()];
            if let (Some(before), Some(first)) = (before, links.first()) {
                overlap.add_seam(before, *first, a, b);
            }
            before = links.last().copied();
        }
        overlap
    }

    /// Share of the words that count: the others stand beside the text.
    pub fn counted(&self) -> f64 {
        share(self.n_words, self.n_words + self.n_beside)
    }

    /// Share of the words in sentences that stand in the other text.
    pub fn covered(&self) -> f64 {
        share(self.n_covered, self.n_words)
    }

    /// Share of the words that are aligned with an equal word.
    pub fn aligned(&self) -> f64 {
        share(self.n_aligned, self.n_words)
    }

    /// The same outside quotations; where all is quotation, of everything.
    pub fn aligned_unquoted(&self) -> f64 {
        if self.n_unquoted == 0 { self.aligned() } else { share(self.n_unquoted_aligned, self.n_unquoted) }
    }

    /// Share of the names and numbers that the other text lacks.
    pub fn facts_missing(&self) -> f64 {
        share(self.n_facts_missing, self.n_facts)
    }

    /// Share of the words, in sentences that stand in the other text, that were replaced.
    pub fn replaced(&self) -> f64 {
        share(self.n_replaced, self.n_covered)
    }

    /// Share of the words that are aligned with an equal word or have another one in their place.
    pub fn matched(&self) -> f64 {
        share(self.n_aligned + self.n_replaced + self.n_facts_changed, self.n_words)
    }

    /// Share of the aligned words that have a place of their own in the other text. Two texts that each say one thing over and
    /// over lie on each other many to one.
    pub fn own_places(&self) -> f64 {
        1.0 - share(self.n_shared_places, self.n_aligned)
    }

    /// How far the two run in step, in 0..=1: aligned and replaced words, among these and those without a counterpart in
    /// either text. A spinner keeps step; a second author does not.
    pub fn in_step(&self) -> f64 {
        let n_matched = self.n_aligned + self.n_replaced;
        share(n_matched, n_matched + self.n_unmatched)
    }

    /// Words that one text has between two words that stand side by side in the other: the links before and after each.
    pub fn lone_words(&self) -> Vec<[(u32, u32); 2]> {
        let is_lone = |&[before, after]: &[(u32, u32); 2]| {
            let (n_here, n_there) = (after.0 - before.0, after.1.saturating_sub(before.1));
            n_here.min(n_there) == 1 && n_here.max(n_there) == 2
        };
        self.alignment.links.windows(2).map(|pair| [pair[0], pair[1]]).filter(is_lone).collect()
    }

    /// Words of sentences of `a`, the first text, that do not stand in the second; none of lines that stand beside it by the marks of `plain`,
    /// the same text.
    pub fn n_lacking(&self, a: &Tokens, plain: &Tokens) -> u32 {
        let lacking = self.alignment.pieces.iter().filter(|piece| !piece.is_covered(a));
        lacking.flat_map(|piece| piece.words.clone()).filter(|&at| plain.marks[at].part() == 0).count() as u32
    }

    /// The counts alone.
    pub(super) fn counts(&self) -> Overlap {
        Overlap {
            replacements: Vec::new(),
            changes: Vec::new(),
            alignment: Alignment::default(),
            edits: OnceLock::new(),
            ..*self
        }
    }

    /// Where the two differ; they are those that the figures were counted on.
    pub(super) fn edits(&self, a: &Tokens, b: &Tokens) -> &Edits {
        self.edits.get_or_init(|| Edits::of(a, b, &self.alignment))
    }

    /// Counts one piece; false where it leaves, or stands beside the text, and is left out.
    fn add(&mut self, piece: &Piece, alignment: &Alignment, a: &Tokens, b: &Tokens, shared: &SharedWords) -> bool {
        let is_aside = a.marks[piece.words.start].is_aside();
        let is_covered = piece.is_covered(a);
        if a.marks[piece.words.start].leaves() {
            return false;
        }
        if is_aside && !is_covered {
            self.n_beside += piece.words.len() as u32;
            return false;
        }
        let links = &alignment.links[piece.links.clone()];
        let marks = &a.marks[piece.words.clone()];
        let (n_words, n_unquoted) = (marks.len() as u32, count(marks, |m| !m.is_quoted()));
        self.n_words += n_words;
        self.n_unquoted += n_unquoted;
        self.n_facts += count(marks, TokenMarks::is_fact);
        self.n_numbers += count(marks, TokenMarks::is_number);
        let (mut n_novel, mut n_unquoted_lost) = (0, 0);
        for gap in gaps(&piece.words, links) {
            n_unquoted_lost += count(&a.marks[gap.clone()], |m| !m.is_quoted());
            n_novel += self.add_lost(gap, a, b, shared);
        }
        let n_replaced_before = self.n_replaced;
        if is_covered {
            self.n_covered += n_words;
            self.n_aligned += links.len() as u32;
            self.n_unquoted_aligned += n_unquoted - n_unquoted_lost;
            for pair in links.windows(2).filter(|pair| !follows(pair[0], pair[1])) {
                self.add_gap(pair[0], pair[1], a, b);
            }
        }
        // Words replaced one for one say the same in other words, as far as anyone can tell.
        let n_novel = n_novel.saturating_sub(self.n_replaced - n_replaced_before);
        if n_novel >= MIN_NEW_WORDS
            && share(n_novel, piece.words.len() as u32) >= MIN_NEW_SHARE
            && !is_credit(piece.words.clone(), a)
        {
            self.n_new += piece.words.len() as u32;
        }
        true
    }

    /// Counts words in a row that are not aligned; returns how many of them stand nowhere in the other text.
    fn add_lost(&mut self, words: Range<usize>, a: &Tokens, b: &Tokens, shared: &SharedWords) -> u32 {
        let is_long = words.len() >= MIN_LOST_WORDS;
        let mut n_novel = 0;
        for at in words {
            let (marks, is_novel) = (a.marks[at], !shared.has(at));
            n_novel += u32::from(is_novel);
            self.n_facts_missing += u32::from(is_novel && marks.is_fact());
            self.n_numbers_missing += u32::from(marks.is_number() && !is_in_company(at, a, b, shared));
            self.n_numbers_nowhere += u32::from(marks.is_number() && is_novel);
        }
        self.n_runs_lost += u32::from(is_long && n_novel >= MIN_LOST_NOVEL);
        n_novel
    }

    /// Looks at what stands between two sentences, where they follow each other in both texts.
    fn add_seam(&mut self, before: (u32, u32), after: (u32, u32), a: &Tokens, b: &Tokens) {
        let n_here = after.0.saturating_sub(before.0 + 1) as usize;
        let is_in_order = after.1 > before.1;
        if is_in_order && n_here.max((after.1 - before.1 - 1) as usize) <= MAX_GAP_WORDS {
            self.add_gap(before, after, a, b);
        }
    }

    /// Looks at what stands between two aligned words.
    fn add_gap(&mut self, before: (u32, u32), after: (u32, u32), a: &Tokens, b: &Tokens) {
        let here = before.0 as usize + 1..after.0 as usize;
        let there = before.1 as usize + 1..after.1 as usize;
        if here.is_empty() && there.is_empty() {
            return;
        }
        let (n_least, n_most) = (here.len().min(there.len()), here.len().max(there.len()));
        // A longer gap is a sentence that only one has, or a jump to where a word stands again.
        if n_most <= MAX_GAP_WORDS {
            self.n_turned += u32::from(is_turned(&a.marks[here.clone()], &b.marks[there.clone()]));
            self.n_times_turned += u32::from(is_other_time(&a.marks[here.clone()], &b.marks[there.clone()]));
        }
        if n_least == 0 || n_most > MAX_GAP_WORDS {
            self.n_unmatched += (here.len() + there.len()) as u32;
            return;
        }
        self.n_unmatched += (n_most - n_least) as u32;
        let [facts_here, facts_there] = [(a, &here), (b, &there)].map(|(tokens, gap)| {
            let facts = gap.clone().filter(|&at| tokens.marks[at].is_fact());
            facts.map(|at| tokens.hashes[at])
        });
        let n_facts_there = facts_there.clone().count();
        let n_facts = facts_here.clone().count().min(n_facts_there);
        self.n_facts_changed += n_facts as u32;
        if n_facts_there == 0 {
            let is_span_of_time =
                |at: usize| a.marks[at].is_number() && a.marks.get(at + 1).is_some_and(|m| m.is_unit());
            self.n_spans_put += here.clone().filter(|&at| is_span_of_time(at)).count() as u32;
        }
        self.n_openings_changed += u32::from(opens_otherwise(a, here.clone(), b, there.clone()));
        self.n_replaced += (n_least - n_facts) as u32;
        self.changes.extend(facts_here.zip(facts_there));
        if here.len() == there.len() && n_facts == 0 {
            self.replacements.extend(here.zip(there).map(|(i, j)| (i as u32, j as u32)));
        }
    }
}

/// The runs of words of a piece that are not aligned.
fn gaps<'l>(words: &Range<usize>, links: &'l [(u32, u32)]) -> impl Iterator<Item = Range<usize>> + 'l {
    let ends = links.iter().map(|&(at, _)| at as usize).chain([words.end]);
    let mut start = words.start;
    ends.map(move |end| std::mem::replace(&mut start, end + 1)..end).filter(|gap| !gap.is_empty())
}

fn count(marks: &[TokenMarks], is: impl Fn(TokenMarks) -> bool) -> u32 {
    marks.iter().filter(|m| is(**m)).count() as u32
}

/// True where the second text has word `at` of the first beside one of its neighbours.
fn is_in_company(at: usize, a: &Tokens, b: &Tokens, shared: &SharedWords) -> bool {
    let hash_at = |tokens: &Tokens, at: usize, step: isize| {
        at.checked_add_signed(step).and_then(|near| tokens.hashes.get(near).copied())
    };
    let is_same = |there: u32, step: isize| {
        let near = hash_at(b, there as usize, step);
        near.is_some() && near == hash_at(a, at, step)
    };
    shared.places(b, at).any(|there| is_same(there, -1) || is_same(there, 1))
}

/// True for a line that names who wrote or printed it first: "(Reporting by Anna Bell; Editing by Tom Reed)". Another desk's
/// names are no news.
pub(super) fn is_credit(words: Range<usize>, tokens: &Tokens) -> bool {
    tokens.hashes[words].iter().any(|hash| CREDITS.contains(hash))
}

/// Hashes of the words that give a credit away.
static CREDITS: LazyLock<[u32; 8]> = LazyLock::new(|| {
    let mut scratch = String::new();
    let words =
        ["reporting", "editing", "writing", "compiled", "correspondent", "republished", "reprinted", "syndicated"];
    words.map(|word| fold_hash(word, &mut scratch) as u32)
});

/// True where both gaps open a sentence with a word that may be a name. Form does not tell: every such word has a capital.
fn opens_otherwise(a: &Tokens, here: Range<usize>, b: &Tokens, there: Range<usize>) -> bool {
    let opens = |tokens: &Tokens, gap: Range<usize>| {
        gap.take(1).any(|at| tokens.marks[at].opens() && !tokens.marks[at].is_plain())
    };
    opens(a, here) && opens(b, there)
}

/// True where the words of one gap say the contrary of the other's.
fn is_turned(here: &[TokenMarks], there: &[TokenMarks]) -> bool {
    let says = |gap: &[TokenMarks], is: fn(TokenMarks) -> bool| gap.iter().any(|m| is(*m));
    let (up, down, not) = (TokenMarks::is_up, TokenMarks::is_down, TokenMarks::is_not);
    let (day, number) = (TokenMarks::is_calendar, TokenMarks::is_number);
    (says(here, up) && says(there, down))
        || (says(here, down) && says(there, up))
        || says(here, not) != says(there, not)
        || (says(here, day) && says(there, day))
        || (says(here, number) && says(there, number))
}

/// True where the two gaps count otherwise or name another time: one of two, the first and the next year, weeks and months ago.
/// With a figure a unit of time is a span in other words ("12 months" for "year").
fn is_other_time(here: &[TokenMarks], there: &[TokenMarks]) -> bool {
    let says = |gap: &[TokenMarks], is: fn(TokenMarks) -> bool| gap.iter().any(|m| is(*m));
    let both = |is: fn(TokenMarks) -> bool| says(here, is) && says(there, is);
    let has_figure = says(here, TokenMarks::is_number) || says(there, TokenMarks::is_number);
    let times = |gap| [TokenMarks::is_order, TokenMarks::is_before, TokenMarks::is_after].map(|is| says(gap, is));
    let (times_here, times_there) = (times(here), times(there));
    let is_other = |at: usize| times_here[at] && (0..3).any(|other| times_there[other] && (other != at || at == 0));
    both(TokenMarks::is_count) || (0..3).any(is_other) || (both(TokenMarks::is_unit) && !has_figure)
}

pub(super) fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

/// Jaccard similarity of the sets of word 3-grams, in 0..=1. Texts of fewer words are one gram each.
pub fn jaccard(a: &Tokens, b: &Tokens) -> f64 {
    jaccard_of(a.grams(), b.grams())
}

/// The same of the word 5-grams: the shingles by which most tools measure.
pub fn shingle_jaccard(a: &Tokens, b: &Tokens) -> f64 {
    jaccard_of(a.shingles(), b.shingles())
}

/// Jaccard similarity of two sorted sets.
fn jaccard_of(a: &[u64], b: &[u64]) -> f64 {
    let (mut i, mut j, mut n_shared) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, n_shared) = (i + 1, j + 1, n_shared + 1),
        }
    }
    let n_all = a.len() + b.len() - n_shared;
    if n_all == 0 { 1.0 } else { n_shared as f64 / n_all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::duplicate::copied::is_near_copy;
    use crate::text::Parser;

    fn check(here: &str, there: &str, may_go: bool) {
        let tokens = |text: &str| {
            let mut parser = Parser::new();
            let parsed = parser.parse(text);
            Tokens::of_paragraph(&parsed, &parsed.blocks[0])
        };
        let overlap = Overlap::of(&tokens(here), &tokens(there));
        assert_eq!(is_near_copy(&overlap), may_go, "{overlap:?}");
    }

    const BOX: &str = "The council of Lannis has been closing the piers of the north gradually, and plans to hand two billion of the \
        toll to the crews of Orrin over the first five years of the programme, weeks after the storm.";

    #[test]
    fn a_paragraph_with_another_word_may_go() {
        check(BOX, BOX, true);
        check(&BOX.replace("gradually", "recently"), BOX, true);
    }

    #[test]
    fn a_paragraph_that_counts_or_dates_otherwise_stays() {
        check(&BOX.replace("two billion", "one billion"), BOX, false);
        check(&BOX.replace("first five", "next five"), BOX, false);
        check(&BOX.replace("weeks after", "months after"), BOX, false);
    }

    #[test]
    fn a_paragraph_with_a_clause_of_its_own_stays() {
        check(&BOX.replace("closing", "quietly and stubbornly closing"), BOX, false);
    }
}
