//! What a word does in its sentence, as far as its form tells: a function word by its name, any other by its ending.
//! Sequences of classes show a grammar without its vocabulary; rules on word order count and look up these.

use super::{Parsed, Word, fold_hash};
use std::sync::LazyLock;

/// Class of a word, or `BREAK`. Function words come first, in the order of `FUNCTION_WORDS`.
pub type Class = u8;

/// Function words and the verbs that do their work, each a class of its own.
const FUNCTION_WORDS: &str = "the a an of to in on at for with by from as and or but that this these those it its he she they \
    we you i his her their our my your him them us me is are was were be been being am has have had having do does did doing \
    not will would can could may might must should who whom whose which what when where why how than then there if because \
    while although though so into about after before over up out off down no more most some any all such other another each \
    every both many much very too also only just still since during between against under until without within through like \
    said says say saying go going went gone come came made make makes take took taken give gave given get got see saw seen \
    know knew known one two new first last now here even own same few less least never always already towards upon among per \
    don't didn't that's he's they're it's let's";
/// Names of days and months, each a class of its own where it has a capital.
const DATES: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
    september october november december";

/// First class that is not a function word: dates.
const FIRST_DATE: u8 = 174;
/// First class of other words; the endings of `ENDINGS` follow it.
const OTHER: u8 = FIRST_DATE + 19;
/// Endings that have a class.
const ENDINGS: [(&[u8], u8); 9] = [
    (b"ing", OTHER + 1),
    (b"ed", OTHER + 2),
    (b"ly", OTHER + 3),
    (b"tion", OTHER + 4),
    (b"ment", OTHER + 4),
    (b"ss", OTHER),
    (b"us", OTHER),
    (b"is", OTHER),
    (b"s", OTHER + 5),
];
/// A word with a digit.
const NUMBER: u8 = OTHER + 6;
/// A capital inside a sentence.
const NAME: u8 = OTHER + 7;
/// Punctuation, hyphens and ends of lines; function words inside names and titles, words in capitals. Nothing is told across them:
/// they follow other rules than sentences do.
pub const BREAK: Class = 255;

/// Slots of the table of names, a power of two.
const N_SLOTS: usize = 1024;

/// Open addressing: hash and class, `BREAK` where a slot is empty.
static NAMES: LazyLock<Box<[(u64, Class); N_SLOTS]>> = LazyLock::new(|| {
    let mut slots = Box::new([(0, BREAK); N_SLOTS]);
    let mut scratch = String::new();
    for (n, word) in FUNCTION_WORDS.split_whitespace().enumerate() {
        let hash = fold_hash(word, &mut scratch);
        let mut at = hash as usize % N_SLOTS;
        while slots[at].1 != BREAK {
            at = (at + 1) % N_SLOTS;
        }
        slots[at] = (hash, u8::try_from(n).expect("fewer than `FIRST_DATE` function words"));
    }
    slots
});

static DATE_HASHES: LazyLock<Vec<u64>> =
    LazyLock::new(|| DATES.split(' ').filter(|w| !w.is_empty()).map(|w| fold_hash(w, &mut String::new())).collect());

/// True for a function word.
pub fn is_function(class: Class) -> bool {
    class < FIRST_DATE
}

/// Class of one word of `text`.
fn class_of(text: &str, word: Word, names: &[(u64, Class); N_SLOTS], dates: &[u64]) -> Class {
    let bytes = &text.as_bytes()[word.span.range()];
    if word.is_all_upper() || bytes == b"i" {
        return BREAK;
    }
    let is_name = word.is_capitalised() && !word.opens_sentence();
    if is_name
        && (3..=9).contains(&bytes.len())
        && let Some(n) = dates.iter().position(|d| *d == word.hash)
    {
        return FIRST_DATE + n as u8;
    }
    let mut at = word.hash as usize % N_SLOTS;
    while names[at].1 != BREAK {
        if names[at].0 == word.hash {
            return if is_name { BREAK } else { names[at].1 };
        }
        at = (at + 1) % N_SLOTS;
    }
    if word.has_digit() {
        NUMBER
    } else if is_name {
        NAME
    } else if bytes.len() < 4 {
        OTHER
    } else {
        ENDINGS.iter().find(|(ending, _)| bytes.ends_with(ending)).map_or(OTHER, |(_, class)| *class)
    }
}

/// Calls `see` with the class of each word in turn and its number, and with `BREAK` before a word that follows the last one by
/// anything but a single blank. A line that is broken in the middle of a sentence goes on; one that begins with a capital or a
/// digit may be an entry of a list.
pub fn for_each_class(parsed: &Parsed<'_>, mut see: impl FnMut(usize, Class)) {
    let (names, dates) = (&**NAMES, &**DATE_HASHES);
    let bytes = parsed.text.as_bytes();
    let mut end = usize::MAX;
    for (i, word) in parsed.words.iter().enumerate() {
        let start = word.span.start as usize;
        match start.checked_sub(end) {
            Some(1) if bytes[end] == b' ' => {}
            Some(1) if bytes[end] == b'\n' && !word.is_capitalised() && !word.has_digit() => {}
            _ => see(i, BREAK),
        }
        see(i, class_of(parsed.text, *word, names, dates));
        end = word.span.end as usize;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<Class> {
        let (mut parser, mut found) = (crate::text::Parser::new(), Vec::new());
        for_each_class(&parser.parse(text), |_, class| found.push(class));
        found
    }

    #[test]
    fn function_words_are_their_own_class_and_others_go_by_their_ending() {
        let (the, of) = (classes("the")[1], classes("of")[1]);
        assert_eq!(classes("The harbour of the"), [BREAK, the, OTHER, of, the]);
        assert_eq!(classes("x building closed quickly"), [BREAK, OTHER, OTHER + 1, OTHER + 2, OTHER + 3]);
        assert!(is_function(the) && !is_function(OTHER));
    }

    #[test]
    fn what_stands_between_words_is_told() {
        assert_eq!(classes("old, grey-green"), [BREAK, OTHER, BREAK, OTHER, BREAK, OTHER]);
        assert_eq!(classes("bay\nold\nBay"), [BREAK, OTHER, OTHER, BREAK, OTHER]);
    }

    #[test]
    fn capitals_inside_a_sentence_are_names_dates_or_titles() {
        assert_eq!(classes("x Norland 7 Monday The USA"), [BREAK, OTHER, NAME, NUMBER, FIRST_DATE, BREAK, BREAK]);
    }

    #[test]
    fn every_name_has_a_class() {
        assert_eq!(FUNCTION_WORDS.split_whitespace().count(), usize::from(FIRST_DATE));
        assert_eq!(DATES.split_whitespace().count(), usize::from(OTHER - FIRST_DATE));
    }
}
