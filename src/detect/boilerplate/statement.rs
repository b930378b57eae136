//! Signs that a line states something: a value, a verb, a sentence that runs over its end. Page furniture has few of them,
//! and a line that has one may be the only place where it is said.

use crate::text::{Block, Parsed, Word, fold_hash};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Figures in a line from which it is a row of a table or a list of values. Dates and times of day are not counted.
const ROW_FIGURES: usize = 2;
/// Words of a line that a scraper or an agency broke in mid-sentence, and of the line that goes on. Guesses: a headline over
/// "by Ann Lee" is no broken line.
const WRAPPED_WORDS: usize = 6;
const REST_WORDS: usize = 4;

/// Finite verbs that need no lexicon, and those of speech.
static VERBS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let words = "is are was were be been has have had will would can could may might must does did says said say told \
                 ist sind war waren hat haben hatte hatten wird werden wurde wurden est sont était ont fue han será sono";
    let mut buffer = String::new();
    words.split_whitespace().map(|w| fold_hash(w, &mut buffer)).collect()
});

/// True where the text closes a sentence, quotation marks passed over.
pub(super) fn ends_with_a_stop(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '“']).ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// True where the line holds a verb in lower case: an auxiliary, a verb of speech or a regular past form.
pub(super) fn has_verb(parsed: &Parsed<'_>, block: &Block) -> bool {
    parsed.words_of(block).iter().any(|w| is_verb(parsed, *w))
}

/// True for such a verb.
pub(super) fn is_verb(parsed: &Parsed<'_>, word: Word) -> bool {
    const PAST_BYTES: usize = 5; // "asked"; "need" and "shed" are shorter
    if word.is_capitalised() {
        return false;
    }
    let text = word.span.of(parsed.text);
    (text.len() >= PAST_BYTES && text.ends_with("ed")) || VERBS.contains(&word.hash)
}

/// True where the text gives a quantity: money, a share, a decimal number.
pub(super) fn has_value(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has_money = text.char_indices().any(|(at, c)| {
        matches!(c, '$' | '£' | '€' | '¥')
            && (text[at + c.len_utf8()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
                || text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
    });
    has_money
        || memchr::memchr_iter(b'%', bytes).any(|at| text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()))
        || text.split_whitespace().any(|token| is_quantity(token.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// "percent", or one decimal number: dates ("10.2.2031") have two points, thousands ("12,000") three digits behind a comma.
fn is_quantity(token: &str) -> bool {
    if ["percent", "pct", "prozent"].iter().any(|p| token.eq_ignore_ascii_case(p)) {
        return true;
    }
    let Some((whole, part)) = token.split_once(['.', ',']) else { return false };
    let is_number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    is_number(whole) && is_number(part) && !(token.contains(',') && part.len() == 3)
}

/// True for a line of values: a quantity, or two numbers and more that are no date.
pub(super) fn is_value_line(parsed: &Parsed<'_>, block: &Block) -> bool {
    let text = parsed.text_of(block);
    let figures = || parsed.words_of(block).iter().filter(|w| w.has_digit());
    if figures().next().is_none() {
        return false;
    }
    has_value(text) || (figures().count() >= ROW_FIGURES && !is_dated(parsed, block))
}

/// Words of dates and of times past.
const DATED: &[&str] = &[
    "jan",
    "january",
    "feb",
    "february",
    "mar",
    "march",
    "apr",
    "april",
    "may",
    "jun",
    "june",
    "jul",
    "july",
    "aug",
    "august",
    "sep",
    "sept",
    "september",
    "oct",
    "october",
    "nov",
    "november",
    "dec",
    "december",
    "ago",
    "uhr",
    "januar",
    "februar",
    "märz",
    "mai",
    "juni",
    "juli",
    "okt",
    "oktober",
    "dez",
    "dezember",
    "janvier",
    "février",
    "mars",
    "avril",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// The line names a month, a time of day or a stretch of time: what stands beside headlines in lists of them.
fn is_dated(parsed: &Parsed<'_>, block: &Block) -> bool {
    let text = parsed.text_of(block);
    let is_clock =
        |w: &[u8]| w[0].is_ascii_digit() && matches!(w[1], b':' | b'/' | b'-' | b'.') && w[2].is_ascii_digit();
    text.as_bytes().windows(3).any(is_clock)
        || text.contains(['©', '年', '月'])
        || parsed.words_of(block).iter().any(|w| {
            let word = w.span.of(parsed.text);
            DATED.iter().any(|s| word.eq_ignore_ascii_case(s))
        })
}

/// For each paragraph: it is a line of a text that was broken in mid-sentence, or stands beside one.
pub(super) fn wrapped_lines(parsed: &Parsed<'_>) -> Vec<bool> {
    let blocks = &parsed.blocks;
    let breaks = |i: usize| blocks.get(i + 1).is_some_and(|next| runs_on(parsed, &blocks[i], next));
    let is_part: Vec<bool> = (0..blocks.len()).map(|i| breaks(i) || (i > 0 && breaks(i - 1))).collect();
    let is_near = |i: usize| is_part[i.saturating_sub(1)..(i + 2).min(is_part.len())].contains(&true);
    (0..blocks.len()).map(|i| is_part[i] || (blocks[i].n_words() >= REST_WORDS && is_near(i))).collect()
}

/// True where `next` goes on with the sentence that `line` leaves open.
pub(super) fn runs_on(parsed: &Parsed<'_>, line: &Block, next: &Block) -> bool {
    let (text, rest) = (parsed.text_of(line), parsed.text_of(next));
    let is_byline = ["by ", "von ", "par ", "por "].iter().any(|p| rest.starts_with(p));
    line.n_words() >= WRAPPED_WORDS
        && (next.n_words() >= REST_WORDS || ends_with_a_stop(rest))
        && !ends_with_a_stop(text)
        && rest.starts_with(char::is_lowercase)
        && !is_byline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn quantities_are_told_from_dates_and_counters() {
        for text in ["Piers in use: 4.5", "Approve – 42 percent", "12 %", "$3 a head", "3 €", "Ferries 3,5 Mio"] {
            assert!(has_value(text), "{text}");
        }
        for text in ["12 comments", "10.2.2031", "12,000 readers", "Page 3 of 4", "since 1921.", "$HOME"] {
            assert!(!has_value(text), "{text}");
        }
    }

    #[test]
    fn two_numbers_make_a_line_of_values_but_no_date() {
        let check = |text: &str| {
            let mut parser = Parser::new();
            let parsed = parser.parse(text);
            is_value_line(&parsed, &parsed.blocks[0])
        };
        assert!(check("Koru Lines   Pier Group   267   20"));
        assert!(
            !check("Mayor opens second pier February 10, 2031") && !check("10:30 2 min read") && !check("3 shares")
        );
    }

    #[test]
    fn broken_lines_and_those_beside_them_are_found() {
        let text = "The ferry will run again when the pier\nhas been inspected, the council said on\nMonday in Lannis harbour.\nHome";
        let mut parser = Parser::new();
        assert_eq!(wrapped_lines(&parser.parse(text)), [true, true, true, false]);
        assert_eq!(wrapped_lines(&parser.parse("Mayor opens the second pier at last\nby Ann Lee\nHome")), [false; 3]);
    }
}
