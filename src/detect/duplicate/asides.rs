//! Lines beside the text: a headline, a caption, a button. Two copies of one story differ in them more than in anything
//! else, and they are no news. What wording gives away as furniture is known elsewhere; here, what form alone tells.

use super::listed::{STAMP_WORDS, STAMPED_WORDS, hashes};
use crate::text::{Block, Parsed, Word, fold_word};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Longest such line in words. A guess: captions and headlines.
const MAX_WORDS: usize = 12;
/// Most words, as a share of the text, that such lines may have together. In a text of short lines they are the text. A guess.
const MAX_SHARE: f64 = 0.15;
/// What a sentence, and a line that announces one, ends in.
const SENTENCE_ENDS: [char; 10] = ['.', '!', '?', ':', ';', ',', '”', '"', '’', '。'];

/// What the button at the end of a preview says.
const BUTTONS: [&[&str]; 4] = [&["read", "more"], &["continue", "reading"], &["read", "full", "article"], &["more"]];

/// Fewest words of the story between lines at the head and the foot of a page, one of which may hold a figure, and fewest words
/// of such a line for each of its figures. Guesses: "Subscribe now from $1 a week" stands around an article; "Pay April 2" is
/// the news of a notice.
const MIN_STORY_WORDS: usize = 100;
const WORDS_PER_FIGURE: usize = 4;

/// Number of words at the end that say where the text was cut: "… [+1234 chars]", "Read more". After three dots the last word
/// may be torn, and counts among them.
pub(super) fn cut_mark(parsed: &Parsed<'_>) -> usize {
    let text = parsed.text.trim_end();
    let from = |at: usize| parsed.words.iter().rev().take_while(|w| w.span.start as usize >= at).count();
    let mut n_cut = match text.strip_suffix(" chars]").and_then(|rest| rest.rfind("[+")) {
        Some(at) => from(at),
        None => n_button(parsed),
    };
    let end = parsed.words.len().checked_sub(n_cut + 1).map(|at| parsed.words[at].span.end as usize);
    let rest = end.map_or("", |end| parsed.text[end..].trim_start());
    if rest.starts_with("...") || rest.starts_with('…') {
        n_cut += 1;
    }
    n_cut
}

/// Number of words of the button at the end, of a text that does not close its last sentence before it.
fn n_button(parsed: &Parsed<'_>) -> usize {
    let ends_in = |button: &&&[&str]| {
        let last = parsed.words.len().checked_sub(button.len()).map(|first| &parsed.words[first..]);
        last.is_some_and(|words| words.iter().zip(**button).all(|(w, b)| fold_word(w.span.of(parsed.text)) == *b))
    };
    BUTTONS.iter().find(ends_in).map_or(0, |button| button.len())
}

/// Words of the lines at the head and at the foot of a page, as far as `is_beside` holds line after line; nothing where they are
/// most of the text. Lines are told apart even where a wrapped text has them in one paragraph.
pub fn framing(parsed: &Parsed<'_>, is_beside: impl Fn(Range<usize>) -> bool) -> [Range<usize>; 2] {
    let is_beside = |line: &Range<usize>| is_beside(line.clone());
    let n_words = parsed.words.len();
    let lines = parsed.blocks.iter().flat_map(|block| lines_of(parsed, block));
    let start = lines.take_while(is_beside).last().map_or(0, |line| line.end);
    let from_the_end = parsed.blocks.iter().rev().flat_map(|block| {
        let lines: Vec<Range<usize>> = lines_of(parsed, block).collect();
        lines.into_iter().rev()
    });
    let foot = from_the_end.take_while(|line| line.start >= start && is_beside(line));
    let end = foot.last().map_or(n_words, |line| line.start);
    if end.saturating_sub(start) < MIN_STORY_WORDS { [0..0, 0..0] } else { [0..start, end..n_words] }
}

/// The words of each line of a paragraph.
fn lines_of<'p>(parsed: &'p Parsed<'_>, block: &'p Block) -> impl Iterator<Item = Range<usize>> + 'p {
    let breaks = |at: &usize| {
        let (before, after) = (parsed.words[at - 1].span.end as usize, parsed.words[*at].span.start as usize);
        parsed.text[before..after].contains('\n')
    };
    let mut start = block.words.start;
    std::iter::from_fn(move || {
        if start == block.words.end {
            return None;
        }
        let end = (start + 1..block.words.end).find(breaks).unwrap_or(block.words.end);
        Some(std::mem::replace(&mut start, end)..end)
    })
}

/// True for a line of furniture, although it holds a figure.
pub fn is_furniture(words: &[Word]) -> bool {
    words.iter().filter(|w| w.has_digit()).count() * (WORDS_PER_FIGURE + 1) <= words.len()
}

/// True for a line that tells of the page when it was written and how many have commented on it, and nothing else: “Published: 3 May
/// 2031”, “465 comments”. Most of its words are figures, and none is of the story.
pub fn is_stamp(words: &[Word]) -> bool {
    let is_month_or_figure = |w: &Word| w.has_digit() || STAMPED.contains(&w.hash);
    words.iter().any(|w| STAMPS.contains(&w.hash))
        && words.iter().all(|w| is_month_or_figure(w) || STAMPS.contains(&w.hash))
}

/// Hashes of the words that give such a line away, and of those that may stand beside them.
static STAMPS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| hashes(STAMP_WORDS));
static STAMPED: LazyLock<FxHashSet<u64>> = LazyLock::new(|| hashes(STAMPED_WORDS));

/// The loose lines of one text.
pub(super) struct LooseLines {
    blocks: Vec<usize>,
}

impl LooseLines {
    /// Lines of few words, none of them a figure, that do not end as a sentence does.
    pub(super) fn of(parsed: &Parsed<'_>) -> LooseLines {
        let is_loose = |block: &Block| {
            let words = parsed.words_of(block);
            words.len() <= MAX_WORDS
                && !words.iter().any(|w| w.has_digit())
                && !parsed.text_of(block).trim_end().ends_with(SENTENCE_ENDS)
        };
        let blocks: Vec<usize> = (0..parsed.blocks.len()).filter(|&at| is_loose(&parsed.blocks[at])).collect();
        let n_words: usize = blocks.iter().map(|&at| parsed.blocks[at].n_words()).sum();
        if n_words as f64 > MAX_SHARE * parsed.words.len() as f64 {
            return LooseLines { blocks: Vec::new() };
        }
        LooseLines { blocks }
    }

    /// True where paragraph `at` is one.
    pub(super) fn has(&self, at: usize) -> bool {
        self.blocks.binary_search(&at).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, expected: &[usize]) {
        assert_eq!(LooseLines::of(&Parser::new().parse(text)).blocks, expected, "{text}");
    }

    const STORY: &str = "The council of Lannis put off its decision on the new pier for a third time this year, after the harbour \
        office had asked for another report on the winter debris and the crews had threatened to stay away.";

    #[test]
    fn a_button_is_loose_and_a_sentence_is_not() {
        check(&format!("Share Email\n\n{STORY}\n\nThey will wait.\n\nNet 3.4"), &[0]);
    }

    #[test]
    fn a_cut_mark_is_no_part_of_the_text() {
        let n_cut = |text: &str| cut_mark(&Parser::new().parse(text));
        assert_eq!(n_cut(&format!("{STORY} The crews want… [+2431 chars]")), 3, "two, and a word that may be torn");
        assert_eq!(n_cut(&format!("{STORY} Read more")), 2);
        assert_eq!(n_cut(&format!("{STORY} The crews want ...")), 1);
        assert_eq!(n_cut(STORY), 0);
        assert_eq!(n_cut(""), 0);
    }

    #[test]
    fn lines_around_a_story_frame_it_and_around_a_notice_they_do_not() {
        let frame = |text: &str| {
            let mut parser = Parser::new();
            let parsed = parser.parse(text);
            let is_beside = |line: Range<usize>| line.len() < 8;
            framing(&parsed, is_beside).map(|words| words.len())
        };
        let story = [STORY; 4].join(" ");
        assert_eq!(frame(&format!("Share Email\nPay $1 a week\n\n{story}\n\nBack to top")), [6, 3]);
        assert_eq!(frame(&format!("Share Email\n\n{STORY}\n\nPay April 2")), [0, 0]);
    }

    #[test]
    fn a_stamp_tells_of_the_page_and_of_nothing_else() {
        let is_stamp = |text: &str| is_stamp(Parser::new().parse(text).words);
        for line in ["465 comments", "Published: 3 May 2031", "Last updated on Monday, 14 April 2031 at 10:15 am GMT"] {
            assert!(is_stamp(line), "{line}");
        }
        for line in ["Pay April 2", "3 May 2031", "Fares updated 3 May 2031", "Crews: 465 comments", ""] {
            assert!(!is_stamp(line), "{line}");
        }
    }

    #[test]
    fn lines_that_are_the_text_are_not_loose() {
        check("Boats back\n\nPier stays shut\n\nCrews angry", &[]);
    }
}
