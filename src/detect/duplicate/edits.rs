//! Was this text edited by chance? A person corrects a word, changes a figure or writes a new sentence; a template has other
//! names and numbers in the same places; a spinner puts one noun for another. Edits by chance fall on all words alike: on “of” as
//! often as on “minister”, on a name no more often than on any word, on every sentence, and what they put in fits nothing.

use super::align::{Alignment, Piece, follows};
use super::listed::{FUNCTION_WORDS, LOOSE_WORDS, token_hashes};
use super::overlap::Overlap;
use super::tokens::{TokenMarks, Tokens};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words in a window in which edits are counted. A guess.
pub(super) const WINDOW_WORDS: u32 = 20;
/// Longest stretch without an aligned word that counts as one place. A guess: of places where three words in ten are edited by
/// chance, one in a million is as long.
const MAX_SITE: usize = 12;

/// Places where two texts that run in step differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Edits {
    /// Words of the first text that count.
    pub(super) n_words: u32,
    /// The same of the second text.
    pub(super) n_witness_words: u32,
    pub(super) n_aligned: u32,
    pub(super) n_sites: u32,
    /// Words of either text in these places.
    pub(super) n_site_words: u32,
    /// Words of the first text in longer stretches.
    pub(super) n_stretch_words: u32,
    /// Places where one word has one other word in its place.
    pub(super) n_singles: u32,
    /// Of these, those where a word like "of" stands for one of another kind, or the reverse.
    pub(super) n_misfits: u32,
    /// Numbers of the first text that the second has nowhere, or that stand in the place of others.
    pub(super) n_numbers_put: u32,
    /// Numbers of the second text in these places that the first has nowhere.
    pub(super) n_figures_lost: u32,
    /// What of the second text was hit.
    pub(super) all: Hits,
    pub(super) facts: Hits,
    pub(super) numbers: Hits,
    pub(super) unevenness: f64,
}

/// What becomes of a word of the first text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It does not count.
    LeftOut,
    /// The second text has not it in its place.
    Alone,
    /// It is aligned.
    Aligned,
}

/// How many there are and how many have no equal word in the first text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Hits {
    pub(super) n: u32,
    pub(super) n_hit: u32,
}

impl Hits {
    fn add(&mut self, is_hit: bool) {
        self.n += 1;
        self.n_hit += u32::from(is_hit);
    }
}

impl Edits {
    /// Where `a`, the copy, and `b` differ.
    pub(super) fn of(a: &Tokens, b: &Tokens, alignment: &Alignment) -> Edits {
        let mut edits = Edits::default();
        let mut stands = vec![Standing::LeftOut; a.len()];
        let mut links: Vec<(u32, u32)> = Vec::with_capacity(alignment.links.len());
        for piece in alignment.pieces.iter().filter(|piece| !is_left_out(piece, a)) {
            stands[piece.words.clone()].fill(Standing::Alone);
            if piece.is_covered(a) {
                let found = &alignment.links[piece.links.clone()];
                found.iter().for_each(|&(at, _)| stands[at as usize] = Standing::Aligned);
                links.extend_from_slice(found);
            }
        }
        let counted: Vec<Standing> = stands.iter().copied().filter(|&word| word != Standing::LeftOut).collect();
        edits.n_words = counted.len() as u32;
        edits.n_witness_words = b.n_told() as u32;
        edits.n_aligned = links.len() as u32;
        let counts = |at: &&u32| stands[**at as usize] != Standing::LeftOut;
        edits.n_numbers_put = alignment.put_figures.iter().filter(counts).count() as u32;
        let n_alone = |words: &[Standing]| words.iter().filter(|&&word| word == Standing::Alone).count() as u32;
        edits.unevenness = unevenness(counted.chunks_exact(WINDOW_WORDS as usize).map(n_alone));
        for &(_, at) in &links {
            edits.count(b.marks[at as usize], false);
        }
        for pair in links.windows(2).filter(|pair| !follows(pair[0], pair[1])) {
            edits.add_site(pair[0], pair[1], [a, b], &stands, &alignment.lost_figures);
        }
        edits
    }

    /// True where the second text has a figure in a place where the first has none. Edits by chance take figures away, and put none.
    pub(super) fn has_lost_figures(&self) -> bool {
        self.n_figures_lost > 0
    }

    /// Looks at what stands between two aligned words.
    fn add_site(
        &mut self,
        before: (u32, u32),
        after: (u32, u32),
        [a, b]: [&Tokens; 2],
        stands: &[Standing],
        lost: &[u32],
    ) {
        let here = before.0 as usize + 1..after.0 as usize;
        let there = before.1 as usize + 1..(after.1 as usize).max(before.1 as usize + 1);
        let n_here = here.clone().filter(|&at| stands[at] != Standing::LeftOut).count();
        if after.1 <= before.1 || n_here.max(there.len()) > MAX_SITE {
            self.n_stretch_words += n_here as u32;
            return;
        }
        if n_here == 0 && there.is_empty() {
            return;
        }
        self.n_sites += 1;
        self.n_site_words += (n_here + there.len()) as u32;
        there.clone().for_each(|at| self.count(b.marks[at], true));
        self.n_figures_lost += there.clone().filter(|&at| lost.binary_search(&(at as u32)).is_ok()).count() as u32;
        let (ours, theirs) = (numbers_in(a, here.clone()), numbers_in(b, there.clone()));
        if !theirs.is_empty() && ours != theirs {
            self.n_numbers_put += ours.len() as u32; // equal ones are those that stood there, between words that do not
        }
        if here.len() == 1 && there.len() == 1 {
            self.n_singles += 1;
            self.n_misfits += u32::from(is_misfit(a.hashes[here.start], b.hashes[there.start]));
        }
    }

    /// Counts a word of the second text.
    fn count(&mut self, marks: TokenMarks, is_hit: bool) {
        self.all.add(is_hit);
        if marks.is_fact() {
            self.facts.add(is_hit);
        }
        if marks.is_number() {
            self.numbers.add(is_hit);
        }
    }
}

/// Hashes of the numbers among these words.
fn numbers_in(tokens: &Tokens, words: Range<usize>) -> Vec<u32> {
    words.filter(|&at| tokens.marks[at].is_number()).map(|at| tokens.hashes[at]).collect()
}

/// True where `a` was edited and `b` was not, as far as figures tell; `overlap` is what of it stands there.
pub fn lost_figures(a: &Tokens, b: &Tokens, overlap: &Overlap) -> bool {
    overlap.edits(a, b).has_lost_figures()
}

/// What single words can tell of two texts: which of the two was edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Oddities {
    /// Words that stand for one of another kind.
    pub n_misfits: u32,
    /// The first text lacks a figure in a place where the second has one.
    pub has_lost_figures: bool,
}

impl Oddities {
    /// Of the first text, laid on the second.
    pub fn of(a: &Tokens, b: &Tokens, overlap: &Overlap) -> Oddities {
        let edits = overlap.edits(a, b);
        Oddities { n_misfits: edits.n_misfits, has_lost_figures: edits.has_lost_figures() }
    }
}

/// True for what will be cut, and for a line beside the text that the other text lacks.
fn is_left_out(piece: &Piece, a: &Tokens) -> bool {
    let marks = a.marks[piece.words.start];
    marks.leaves() || (marks.is_aside() && !piece.is_covered(a))
}

/// Variance of the counts of edits in windows of `WINDOW_WORDS` words, by that of edits that fall by chance: about 1 for those.
fn unevenness(windows: impl Iterator<Item = u32>) -> f64 {
    let counts: Vec<f64> = windows.map(f64::from).collect();
    let n = counts.len() as f64;
    let mean = counts.iter().sum::<f64>() / n.max(1.0);
    let by_chance = mean * (1.0 - mean / f64::from(WINDOW_WORDS));
    if counts.len() < 2 || by_chance <= 0.0 {
        return 0.0;
    }
    counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / (by_chance * (n - 1.0))
}

/// True where one of the two words is one of grammar and the other one no editor would put for it.
fn is_misfit(here: u32, there: u32) -> bool {
    let (function, loose) = (&FUNCTION, &LOOSE);
    let is_put = |a: u32, b: u32| function.contains(&a) && !function.contains(&b) && !loose.contains(&b);
    is_put(here, there) || is_put(there, here)
}

/// Hashes of the words of grammar, and of those that may stand for one of them.
static FUNCTION: LazyLock<FxHashSet<u32>> = LazyLock::new(|| token_hashes(FUNCTION_WORDS));
static LOOSE: LazyLock<FxHashSet<u32>> = LazyLock::new(|| token_hashes(LOOSE_WORDS));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Kinship;
    use crate::detect::duplicate::{Overlap, Part, judge};
    use crate::text::Parser;
    use proptest::prelude::*;

    const STORY: &str = "The council of Lannis put off its decision on the new pier for a third time on Monday, after the harbour office \
        had asked for another report on the winter debris. Anna Bell, who leads the office, said that 14 of the 36 ferries from Orrin \
        would have to wait in the outer basin until the engineers had finished their work. The crews had counted on an earlier date. \
        In the islands the delay was met with anger, and the union of the drivers spoke of a loss of 2.4 million crowns in a single \
        winter. Tom Reed, a member of the council, warned that the toll would rise by 7 percent if the state was to pay for the second \
        pier alone. The engineers from Orrin are expected in the town by the end of the month. They will look at the pillars that \
        were damaged in the storm of 1998, and at the crane on the northern side of the basin. The boats of the coast guard are to \
        lie at the old pier until the spring, when the first of the new gates is delivered from a yard in Hallin.";

    /// Where the words of the original fit better, whatever they are.
    fn kinship(copy: &str, original: &str) -> Option<Kinship> {
        kinship_where(copy, original, f64::MAX)
    }

    /// Where they fit better by `lead` nats.
    fn kinship_where(copy: &str, original: &str, lead: f64) -> Option<Kinship> {
        let tokens = |text: &str| Tokens::of_document(&Parser::new().parse(text), |_| Part::Text);
        let (a, b) = (tokens(copy), tokens(original));
        judge(&a, &b, &Overlap::of(&a, &b), |_| lead)
    }

    /// Every so many words of the story are others, lost, or followed by another one. The words come from another story.
    fn edited(every: usize, first: usize) -> String {
        let put = "of market Bell the agreed in shares was with judge and a lawyer that season for Meller players is at bank to film";
        let mut put = put.split(' ').cycle().skip(first);
        let words = STORY.split(' ').filter(|word| !word.is_empty()).enumerate().map(|(at, word)| {
            let word = word.to_owned();
            match ((at + first) % every, at / every % 6) {
                (0, 0..4) => put.next().unwrap().to_owned(),
                (0, 4) => String::new(),
                (0, _) => format!("{word} {}", put.next().unwrap()),
                _ => word,
            }
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_text_edited_by_chance_is_a_copy() {
        for every in [4, 5, 7] {
            assert_eq!(kinship(&edited(every, 1), STORY), Some(Kinship::Edited), "one word in {every}");
        }
    }

    #[test]
    fn few_edits_are_told_by_words_that_fit_worse() {
        let edits = [
            ("another report", "another market"),
            ("crews had", "season had"),
            ("Anna Bell", "Anna Vance"),
            ("lie at", "judge at"),
        ];
        let copy = edits.iter().fold(STORY.to_owned(), |text, (from, to)| text.replacen(from, to, 1));
        assert_eq!(kinship_where(&copy, STORY, 6.0), Some(Kinship::Edited));
        assert_eq!(kinship_where(&copy, STORY, 5.0), None, "another version of the story");
        let name_alone = STORY.replace("Anna Bell", "Anna Vance");
        assert_eq!(kinship(&name_alone, STORY), None, "nothing else was edited");
    }

    #[test]
    fn the_figures_tell_which_was_edited() {
        let tokens = |text: &str| Tokens::of_document(&Parser::new().parse(text), |_| Part::Text);
        let (copy, original) = (tokens(&edited(5, 1)), tokens(STORY));
        assert!(lost_figures(&copy, &original, &Overlap::of(&copy, &original)));
        assert!(!lost_figures(&original, &copy, &Overlap::of(&original, &copy)));
    }

    #[test]
    fn one_figure_of_its_own_makes_it_another_text() {
        let copy = edited(7, 1);
        let kept = ["14", "36", "2.4", " 7 ", "1998"].into_iter().filter(|figure| copy.contains(figure));
        let others = kept.map(|figure| copy.replacen(figure, " 83 ", 1));
        let judged: Vec<Option<Kinship>> = others.map(|copy| kinship(&copy, STORY)).collect();
        assert!(judged.len() > 2 && judged.iter().all(Option::is_none), "{judged:?}");
    }

    /// The story with other figures, names or content words in these places: what templates, updates and corrections change.
    fn sibling() -> impl Strategy<Value = String> {
        let changes = [
            ("14", "19"),
            ("36", "41"),
            ("2.4", "3.1"),
            ("7 percent", "9 percent"),
            ("1998", "2004"),
            ("Monday", "Thursday"),
            ("Lannis", "Meller"),
            ("Anna Bell", "Ruth Vance"),
            ("Tom Reed", "Ian Holt"),
            ("Orrin", "Sarn"),
            ("a third time", "a fourth time"),
            ("winter", "summer"),
            ("wait", "remain"),
            ("anger", "relief"),
            ("northern", "southern"),
        ];
        // One of the first five at least: a report without another figure may be a corrected copy.
        (0usize..5, prop::collection::vec(any::<bool>(), changes.len())).prop_map(move |(sure, chosen)| {
            let chosen = chosen.into_iter().enumerate().map(|(at, is)| is || at == sure);
            let made = chosen.zip(changes).filter(|(is, _)| *is);
            made.fold(STORY.to_owned(), |text, (_, (from, to))| text.replace(from, to))
        })
    }

    proptest! {
        #[test]
        fn template_siblings_and_corrections_of_a_figure_stay(sibling in sibling()) {
            prop_assert_eq!(kinship(&sibling, STORY), None);
            prop_assert_eq!(kinship(STORY, &sibling), None);
        }

        #[test]
        fn edits_by_chance_do_not_cover_another_figure(sibling in sibling(), every in 5usize..10, first in 0usize..8) {
            let copy = edited(every, first);
            prop_assert!(kinship(&sibling, &copy).is_none());
        }
    }
}
