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
/// First class of other words: those without an ending that has a class.
const OTHER: u8 = FIRST_DATE + 19;
/// A word with a digit.
const NUMBER: u8 = OTHER + 6;
/// A capital inside a sentence.
const NAME: u8 = OTHER + 7;
/// Punctuation and ends of lines; function words inside names and titles, words in capitals, words before a hyphen. Nothing is
/// told across them: they follow other rules than sentences do.
pub const BREAK: Class = 255;

/// An ending, as a mask over the last four bytes and what they must be (little-endian: the last byte is the highest), and its class.
/// By the last byte of a word: no two endings share it.
type Ending = (u32, u32, Class);

const fn ending(letters: &[u8; 4], n_letters: u32, class: Class) -> Ending {
    let mask = u32::MAX << (8 * (4 - n_letters));
    (mask, u32::from_le_bytes(*letters) & mask, class)
}

static ENDINGS: [Ending; 256] = {
    let mut endings = [(0, 1, OTHER); 256]; // 1 is never left by an empty mask
    endings[b'g' as usize] = ending(b"-ing", 3, OTHER + 1);
    endings[b'd' as usize] = ending(b"--ed", 2, OTHER + 2);
    endings[b'y' as usize] = ending(b"--ly", 2, OTHER + 3);
    endings[b'n' as usize] = ending(b"tion", 4, OTHER + 4);
    endings[b't' as usize] = ending(b"ment", 4, OTHER + 4);
    endings[b's' as usize] = ending(b"---s", 1, OTHER + 5);
    endings
};

/// Slots of the table of names, a power of two: one in twenty is taken, so that the first look nearly always tells.
const N_SLOTS: usize = 4096;

/// Function words and dates by hash, with open addressing: 16 more bits of the hash and the class, `BREAK` where a slot is empty.
struct Names([(u16, Class); N_SLOTS]);

impl Names {
    /// The class of a word, `BREAK` where it has none of its own.
    #[inline]
    fn class(&self, hash: u64) -> Class {
        let (mut at, mark) = (hash as usize % N_SLOTS, (hash >> 48) as u16);
        while (self.0[at].1 != BREAK) & (self.0[at].0 != mark) {
            at = (at + 1) % N_SLOTS;
        }
        self.0[at].1
    }
}

static NAMES: LazyLock<Box<Names>> = LazyLock::new(|| {
    let mut names = Box::new(Names([(0, BREAK); N_SLOTS]));
    let mut scratch = String::new();
    for (n, word) in FUNCTION_WORDS.split_whitespace().chain(DATES.split_whitespace()).enumerate() {
        let hash = fold_hash(word, &mut scratch);
        // "may" is the verb and the month: see `class_of`.
        if names.class(hash) == BREAK {
            let mut at = hash as usize % N_SLOTS;
            while names.0[at].1 != BREAK {
                at = (at + 1) % N_SLOTS;
            }
            names.0[at] = ((hash >> 48) as u16, u8::try_from(n).expect("fewer than 250 words"));
        }
    }
    names
});

/// True for a function word.
pub fn is_function(class: Class) -> bool {
    class < FIRST_DATE
}

/// Names with more than one meaning: the verb "may", the month, and "I".
#[derive(Clone, Copy)]
struct Doubtful {
    may: Class,
    month: Class,
    pronoun: Class,
}

static DOUBTFUL: LazyLock<Doubtful> = LazyLock::new(|| {
    let class = |word: &str| NAMES.class(fold_hash(word, &mut String::new()));
    let month = DATES.split_whitespace().position(|w| w == "may").expect("it is in the list");
    Doubtful { may: class("may"), month: FIRST_DATE + month as Class, pronoun: class("i") }
});

/// Class of one word of `text`. What its form tells is worked out for all words: that is faster than to guess which need it.
#[inline]
fn class_of(text: &[u8], word: Word, names: &Names, doubtful: Doubtful) -> Class {
    let is_name = word.is_capitalised() & !word.opens_sentence();
    let ending = if word.span.len() >= 4 { by_ending(text, word.span.end as usize) } else { OTHER };
    let form = if is_name { NAME } else { ending };
    let form = if word.has_digit() { NUMBER } else { form };
    let class = names.class(word.hash);
    let class = if class == BREAK {
        form
    } else if is_name == (class >= FIRST_DATE) {
        let is_number = class == doubtful.pronoun && !word.is_capitalised(); // or a variable
        if is_number { BREAK } else { class }
    } else if !is_name {
        OTHER
    } else if class == doubtful.may {
        doubtful.month
    } else {
        BREAK
    };
    let is_compound = text.get(word.span.end as usize) == Some(&b'-'); // "in-house" is no "in"
    if word.is_all_upper() | is_compound { BREAK } else { class }
}

/// Class by the last four bytes before `end`.
#[inline]
fn by_ending(text: &[u8], end: usize) -> Class {
    let Some(tail) = text[..end].last_chunk::<4>() else { return OTHER };
    let (mask, letters, class) = ENDINGS[usize::from(tail[3])];
    let is_singular = (tail[3] == b's') & ((tail[2] == b's') | (tail[2] == b'u') | (tail[2] == b'i'));
    if (u32::from_le_bytes(*tail) & mask == letters) & !is_singular { class } else { OTHER }
}

/// A word beside the one before it.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Number of the word.
    pub word_idx: usize,
    /// Its class.
    pub class: Class,
    /// Class of the word before, `BREAK` at the start of the text.
    pub last: Class,
    /// A single blank parts the two, or a line that is broken in the middle of a sentence: one that begins with a capital or a digit
    /// may be an entry of a list.
    pub is_joined: bool,
}

impl Step {
    /// The two classes, the first `BREAK` where something else than a blank stands between.
    pub fn pair(self) -> (Class, Class) {
        (if self.is_joined { self.last } else { BREAK }, self.class)
    }
}

/// Walks over all words of a text.
#[inline]
pub fn for_each_step(parsed: &Parsed<'_>, mut see: impl FnMut(Step)) {
    let (names, doubtful) = (&**NAMES, *DOUBTFUL);
    let bytes = parsed.text.as_bytes();
    let (mut end, mut last) = (0, BREAK);
    for (word_idx, word) in parsed.words.iter().enumerate() {
        let start = word.span.start as usize;
        let is_next = start == end + 1 && word_idx > 0;
        let is_joined =
            is_next && (bytes[end] == b' ' || bytes[end] == b'\n' && !word.is_capitalised() && !word.has_digit());
        let class = class_of(bytes, *word, names, doubtful);
        see(Step { word_idx, class, last, is_joined });
        (end, last) = (word.span.end as usize, class);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes of the words, `BREAK` before each that is not joined to the last.
    fn classes(text: &str) -> Vec<Class> {
        let (mut parser, mut found) = (crate::text::Parser::new(), Vec::new());
        for_each_step(&parser.parse(text), |step| {
            found.extend((!step.is_joined).then_some(BREAK));
            found.push(step.class);
        });
        found
    }

    #[test]
    fn function_words_are_their_own_class_and_others_go_by_their_ending() {
        let (the, of) = (classes("the")[1], classes("of")[1]);
        assert_eq!(classes("The harbour of the"), [BREAK, the, OTHER, of, the]);
        let others = classes("x building closed quickly station payment boats glass sun");
        assert_eq!(others[2..], [1, 2, 3, 4, 4, 5, 0, 0].map(|n| OTHER + n));
        assert!(is_function(the) && !is_function(OTHER));
    }

    #[test]
    fn what_stands_between_words_is_told() {
        assert_eq!(classes("old, grey-green"), [BREAK, OTHER, BREAK, BREAK, BREAK, OTHER]);
        assert_eq!(classes("bay\nold\nBay"), [BREAK, OTHER, OTHER, BREAK, OTHER]);
    }

    #[test]
    fn capitals_inside_a_sentence_are_names_dates_or_titles() {
        assert_eq!(classes("x Norland 7 Monday The USA"), [BREAK, OTHER, NAME, NUMBER, FIRST_DATE, BREAK, BREAK]);
        let of = |text: &str| classes(text)[2];
        assert_eq!((of("in May"), of("it may")), (DOUBTFUL.month, DOUBTFUL.may));
        assert_eq!(of("if i"), BREAK);
    }

    #[test]
    fn every_name_has_a_class() {
        assert_eq!(FUNCTION_WORDS.split_whitespace().count(), usize::from(FIRST_DATE));
        assert_eq!(DATES.split_whitespace().count(), usize::from(OTHER - FIRST_DATE));
    }
}
