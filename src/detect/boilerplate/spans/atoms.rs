//! Cuts a text into atoms: the smallest pieces that are judged. One begins wherever a sentence, a caption or a button could
//! begin: at a paragraph, after a closing mark, at a glue point ("inspected.Leave"), and before every word with a capital or a
//! figure, since what scrapers flatten into a paragraph has no full stops.

use crate::text::{Parsed, Span};
use std::ops::Range;

/// What stands before an atom, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// A space.
    Space,
    /// A full stop or the like, and a space.
    Stop,
    /// A full stop or the like, and no space.
    Glue,
    /// The beginning of a paragraph.
    Paragraph,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// Where it is, white space at its end left out.
    pub span: Span,
    /// Its words, as positions in `Parsed::words`.
    pub words: Range<usize>,
    /// What stands before it.
    pub bound: Bound,
    /// Its paragraph, as a position in `Parsed::blocks`.
    pub block_idx: usize,
}

/// The atoms of a text, in order. Every paragraph with words has one at least.
pub fn atoms(parsed: &Parsed<'_>) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::with_capacity(parsed.words.len() / 3);
    for (block_idx, block) in parsed.blocks.iter().enumerate().filter(|(_, b)| b.n_words() > 0) {
        let mut open = Atom { span: block.span, words: block.words.start..0, bound: Bound::Paragraph, block_idx };
        for i in block.words.start + 1..block.words.end {
            let Some((bound, at)) = bound_before(parsed, i) else { continue };
            open.words.end = i;
            open.span = Span::new(open.span.start as usize, at).trim(parsed.text);
            let start = open.span.end as usize + gap_bytes(&parsed.text[open.span.end as usize..]);
            let span = Span::new(start, block.span.end as usize);
            atoms.push(std::mem::replace(&mut open, Atom { span, words: i..0, bound, block_idx }));
        }
        open.words.end = block.words.end;
        atoms.push(open);
    }
    atoms
}

/// Words that open a sentence glued to the one before, as where lines were run together.
pub(super) fn glues(parsed: &Parsed<'_>) -> impl Iterator<Item = usize> {
    (1..parsed.words.len()).filter(|&i| matches!(bound_before(parsed, i), Some((Bound::Glue, _))))
}

fn gap_bytes(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The bound before word `i`, and the byte where the new atom begins; nothing where the word goes on with its piece.
fn bound_before(parsed: &Parsed<'_>, i: usize) -> Option<(Bound, usize)> {
    let (last, word) = (parsed.words[i - 1], parsed.words[i]);
    let (from, to) = (last.span.end as usize, word.span.start as usize);
    let gap = &parsed.text[from..to];
    if gap == " " {
        let opens = word.is_capitalised() || word.has_digit() && starts_with_digit(parsed, i) || is_caseless(parsed, i);
        return opens.then_some((Bound::Space, to));
    }
    let closes = word.opens_sentence() && gap.contains(['.', '!', '?', '…', '。', '！', '？']);
    match gap.find(char::is_whitespace) {
        Some(space) => {
            let at = from + space + gap_bytes(&gap[space..]);
            let opens = !parsed.text[at..].starts_with(char::is_lowercase);
            opens.then_some((if closes { Bound::Stop } else { Bound::Space }, at))
        }
        None if closes && gap.contains(['。', '！', '？']) => Some((Bound::Stop, to)),
        None if closes && word.is_capitalised() && !last.is_all_upper() && last.span.len() > 1 => {
            Some((Bound::Glue, to))
        }
        None => None,
    }
}

fn starts_with_digit(parsed: &Parsed<'_>, i: usize) -> bool {
    parsed.text.as_bytes()[parsed.words[i].span.start as usize].is_ascii_digit()
}

/// A word in a script without capitals: any may open a piece.
fn is_caseless(parsed: &Parsed<'_>, i: usize) -> bool {
    let word = parsed.words[i].span.of(parsed.text);
    !word.is_ascii() && word.starts_with(|c: char| !c.is_lowercase() && !c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, expected: &[(&str, Bound)]) {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let atoms = atoms(&parsed);
        let found: Vec<_> = atoms.iter().map(|a| (a.span.of(text), a.bound)).collect();
        assert_eq!(found, expected);
        let words: Vec<usize> = atoms.iter().flat_map(|a| a.words.clone()).collect();
        assert!(words.into_iter().eq(0..parsed.words.len()), "every word is in one atom");
    }

    #[test]
    fn pieces_begin_at_capitals_figures_stops_and_glue() {
        check(
            "The pier is safe, said Lee. Advertisement 12 May 2031 ferries ran.Leave a reply\nHome",
            &[
                ("The pier is safe, said", Bound::Paragraph),
                ("Lee.", Bound::Space),
                ("Advertisement", Bound::Stop),
                ("12", Bound::Space),
                ("May", Bound::Space),
                ("2031 ferries ran.", Bound::Space),
                ("Leave a reply", Bound::Glue),
                ("Home", Bound::Paragraph),
            ],
        );
    }

    #[test]
    fn abbreviations_close_nothing_and_marks_open() {
        check(
            "Mr. Lee spoke – slowly “of ferries” | home",
            &[
                ("Mr.", Bound::Paragraph),
                ("Lee spoke", Bound::Space),
                ("– slowly", Bound::Space),
                ("“of ferries”", Bound::Space),
                ("| home", Bound::Space),
            ],
        );
    }
}
