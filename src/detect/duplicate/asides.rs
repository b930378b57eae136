//! Lines beside the text: a headline, a caption, a button. Two copies of one story differ in them more than in anything
//! else, and they are no news. What wording gives away as furniture is known elsewhere; here, what form alone tells.

use crate::text::{Block, Parsed};

/// Longest such line in words. A guess: captions and headlines.
const MAX_WORDS: usize = 12;
/// Most words, as a share of the text, that such lines may have together. In a text of short lines they are the text. A guess.
const MAX_SHARE: f64 = 0.15;
/// What a sentence, and a line that announces one, ends in.
const SENTENCE_ENDS: [char; 10] = ['.', '!', '?', ':', ';', ',', '”', '"', '’', '。'];

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
    fn lines_that_are_the_text_are_not_loose() {
        check("Boats back\n\nPier stays shut\n\nCrews angry", &[]);
    }
}
