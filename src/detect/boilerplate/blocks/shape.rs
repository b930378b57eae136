//! What one paragraph looks like, apart from its neighbours: length, function words, marks, figures. One pass over its
//! words and one over its bytes.

use super::stopwords::{ADDRESS_WORDS, STOP_WORDS};
use crate::detect::boilerplate::statement::has_verb;
use crate::text::{Block, Parsed};

/// Words, function words and end marks that make a paragraph prose. Guesses near jusText's (stop words ≥ .30, 70 characters).
const PROSE_MIN_WORDS: usize = 12;
const PROSE_MIN_STOP_SHARE: f32 = 0.2;

/// The look of one paragraph. Shares are in 0..=1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shape {
    /// Words; a character of a script without word spaces is a word.
    pub n_words: f32,
    /// Mean bytes of a word, gaps included.
    pub word_bytes: f32,
    /// Share of function words.
    pub stop_share: f32,
    /// How it ends: 0 word, 1 comma or the like, 2 colon, 3 ellipsis, 4 full stop, question or exclamation mark (closing quotes and
    /// brackets passed over).
    pub end: f32,
    /// Full stops, question and exclamation marks.
    pub n_stops: f32,
    /// Share of capitalised words after the first.
    pub capital_share: f32,
    /// Share of words in capitals.
    pub upper_share: f32,
    /// Share of words with figures.
    pub figure_share: f32,
    /// Commas a word.
    pub comma_share: f32,
    /// Marks of menus (| / › » > • ·), a word.
    pub menu_share: f32,
    /// Marks of code ({ } ( ) ; = < >), a byte.
    pub code_share: f32,
    /// Quotation marks.
    pub n_quotes: f32,
    /// An address: `@`, "http", "www".
    pub has_address: f32,
    /// A colon inside.
    pub n_colons: f32,
    /// Share of bytes beyond ASCII.
    pub wide_share: f32,
    /// How it begins: 0 capital, 1 lower case, 2 figure, 3 quotation mark, 4 other.
    pub start: f32,
    /// Share of words in quotations.
    pub quoted_share: f32,
    /// 1 where it is set in columns: a tab or three spaces inside.
    pub has_columns: f32,
    /// Share of words that speak to the reader or of the page ("you", "our").
    pub address_share: f32,
    /// Capitalised words that follow one, a word: names and headlines.
    pub names_share: f32,
    /// 1 where it holds a verb that needs no lexicon.
    pub has_verb: f32,
}

impl Shape {
    /// The look of `block`.
    pub fn of(parsed: &Parsed<'_>, block: &Block) -> Shape {
        let text = parsed.text_of(block);
        let words = parsed.words_of(block);
        let n = words.len().max(1) as f32;
        let mut shape = Shape {
            n_words: words.len() as f32,
            word_bytes: text.len() as f32 / n,
            stop_share: STOP_WORDS.count(words) as f32 / n,
            address_share: ADDRESS_WORDS.count(words) as f32 / n,
            has_verb: f32::from(has_verb(parsed, block)),
            end: end_of(text),
            start: start_of(text),
            has_columns: f32::from(has_columns(text)),
            ..Shape::default()
        };
        for (i, word) in words.iter().enumerate() {
            shape.capital_share += f32::from(i > 0 && word.is_capitalised());
            shape.names_share += f32::from(i > 0 && word.is_capitalised() && words[i - 1].is_capitalised());
            shape.upper_share += f32::from(word.is_all_upper());
            shape.figure_share += f32::from(word.has_digit());
            shape.quoted_share += f32::from(word.is_quoted());
        }
        shape.count_marks(text);
        let shares = [&mut shape.capital_share, &mut shape.names_share, &mut shape.upper_share];
        for share in shares.into_iter().chain([&mut shape.figure_share, &mut shape.quoted_share]) {
            *share /= n;
        }
        shape.comma_share /= n;
        shape.menu_share /= n;
        shape.code_share /= text.len().max(1) as f32;
        shape.wide_share /= text.len().max(1) as f32;
        shape
    }

    /// True for full sentences of some length.
    pub fn is_prose(&self) -> bool {
        self.n_words as usize >= PROSE_MIN_WORDS && self.stop_share >= PROSE_MIN_STOP_SHARE && self.ends_with_stop()
    }

    /// True where it closes a sentence.
    pub(super) fn ends_with_stop(&self) -> bool {
        self.end >= 4.0
    }

    /// True where it announces something.
    pub(super) fn ends_with_colon(&self) -> bool {
        self.end == ENDS_WITH_COLON
    }

    /// True where it closes a sentence or announces something.
    pub(super) fn ends_with_stop_or_colon(&self) -> bool {
        self.ends_with_stop() || self.ends_with_colon()
    }

    fn count_marks(&mut self, text: &str) {
        let bytes = text.as_bytes();
        for (i, &b) in bytes.iter().enumerate() {
            match CLASS[b as usize] {
                Class::None => {}
                Class::Stop => self.n_stops += 1.0,
                Class::Comma => self.comma_share += 1.0,
                Class::Menu => self.menu_share += 1.0,
                Class::Code => self.code_share += 1.0,
                Class::Quote => self.n_quotes += 1.0,
                Class::Colon => {
                    self.n_colons += f32::from(i + 1 < bytes.len());
                    self.has_address = self.has_address.max(f32::from(bytes[i..].starts_with(b"://")));
                }
                Class::At => self.has_address = 1.0,
                Class::Wide => {
                    self.wide_share += 1.0;
                    // Lead bytes only: the marks themselves are told by their last bytes.
                    match (b, &bytes[i + 1..]) {
                        (0xe2, [0x80, 0x9c..=0x9e, ..]) | (0xc2, [0xab | 0xbb, ..]) => self.n_quotes += 1.0,
                        (0xe2, [0x80, 0xa2 | 0xba, ..]) | (0xc2, [0xb7, ..]) => self.menu_share += 1.0,
                        (0xe3, [0x80, 0x82, ..]) => self.n_stops += 1.0,
                        _ => {}
                    }
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Class {
    None,
    Stop,
    Comma,
    Menu,
    Code,
    Quote,
    Colon,
    At,
    Wide,
}

static CLASS: [Class; 256] = {
    let mut table = [Class::None; 256];
    let mut b = 0x80;
    while b < 256 {
        table[b] = Class::Wide;
        b += 1;
    }
    table[b'.' as usize] = Class::Stop;
    table[b'!' as usize] = Class::Stop;
    table[b'?' as usize] = Class::Stop;
    table[b',' as usize] = Class::Comma;
    table[b'|' as usize] = Class::Menu;
    table[b'/' as usize] = Class::Menu;
    table[b'{' as usize] = Class::Code;
    table[b'}' as usize] = Class::Code;
    table[b';' as usize] = Class::Code;
    table[b'=' as usize] = Class::Code;
    table[b'<' as usize] = Class::Code;
    table[b'>' as usize] = Class::Code;
    table[b'"' as usize] = Class::Quote;
    table[b':' as usize] = Class::Colon;
    table[b'@' as usize] = Class::At;
    table
};

fn has_columns(text: &str) -> bool {
    text.as_bytes().windows(3).any(|w| w == b"   ") || text.contains('\t')
}

/// How a paragraph ends that announces something.
const ENDS_WITH_COLON: f32 = 2.0;

fn end_of(text: &str) -> f32 {
    let closers = ['"', '\'', '”', '’', '»', '“', ')', ']', '」', '』', '）'];
    match text.trim_end_matches(closers).chars().next_back() {
        Some('…') => 3.0,
        Some('.') if text.ends_with("...") => 3.0,
        Some('.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।') => 4.0,
        Some(':' | '：') => ENDS_WITH_COLON,
        Some(',' | ';' | '-' | '–' | '—' | '、') => 1.0,
        _ => 0.0,
    }
}

fn start_of(text: &str) -> f32 {
    match text.chars().next() {
        Some(c) if c.is_ascii_digit() => 2.0,
        Some('"' | '“' | '„' | '«' | '‘' | '「') => 3.0,
        Some(c) if c.is_lowercase() => 1.0,
        Some(c) if c.is_alphabetic() => 0.0,
        _ => 4.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn shape(text: &str) -> Shape {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        Shape::of(&parsed, &parsed.blocks[0])
    }

    #[test]
    fn prose_is_told_from_a_menu_whatever_its_quotes() {
        assert!(
            shape("“The ferry will run again when the pier has been inspected,” she said to the council.”").is_prose()
        );
        assert!(shape("Die Fähre fährt wieder, sobald der Kai von dem Amt geprüft ist, sagte sie.“").is_prose());
        assert!(
            !shape(
                "Home | News | Harbour | Council | Weather | Sport | Letters | Notices | Archive | Shop | Jobs | Help"
            )
            .is_prose()
        );
    }

    #[test]
    fn ends_and_starts_are_seen_behind_quotes() {
        assert_eq!(
            (shape("He left.”").end, shape("Read on…").end, shape("More:").end, shape("Menu").end),
            (4.0, 3.0, 2.0, 0.0)
        );
        assert_eq!((shape("“So,” he said").start, shape("12 ferries").start, shape("and so").start), (3.0, 2.0, 1.0));
    }
}
