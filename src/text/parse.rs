//! One pass over a text that finds its paragraphs and words. Every detector and signature works on the result; the text
//! itself is never copied. Buffers are reused from document to document.

use super::fold::{fold_hash, is_invisible};
use super::plain::plain_word;
use super::sentences::is_abbreviation;
use super::{Block, Span, lines};

/// What a glance at a word tells. A set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    const UPPER: u8 = 1;
    const DIGIT: u8 = 2;
    const OPENS: u8 = 4;
    const QUOTED: u8 = 8;
    const ALL_UPPER: u8 = 16;
    const INNER_UPPER: u8 = 32;

    /// Of the form of a word: a capital first, a capital further on, a digit, nothing but capitals.
    pub(super) fn of_form(upper: bool, inner_upper: bool, digit: bool, all_upper: bool) -> Marks {
        let bit = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
        Marks(
            bit(upper, Marks::UPPER)
                | bit(inner_upper, Marks::INNER_UPPER)
                | bit(digit, Marks::DIGIT)
                | bit(all_upper, Marks::ALL_UPPER),
        )
    }

    /// With what the place of the word tells.
    pub(super) fn of_place(self, opens: bool, quoted: bool) -> Marks {
        Marks(self.0 | if opens { Marks::OPENS } else { 0 } | if quoted { Marks::QUOTED } else { 0 })
    }
}

/// One word: a run of letters and digits with inner apostrophes, full stops ("U.S") and number separators. A character of
/// a script that has no word spaces is a word of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it is.
    pub span: Span,
    /// Hash of its folded form (`fold_hash`).
    pub hash: u64,
    /// What a glance tells.
    pub marks: Marks,
}

impl Word {
    /// The first letter is a capital.
    pub fn is_capitalised(self) -> bool {
        self.marks.0 & Marks::UPPER != 0
    }
    /// Two or more letters, all of them capitals.
    pub fn is_all_upper(self) -> bool {
        self.marks.0 & Marks::ALL_UPPER != 0
    }
    /// A capital follows its first character.
    pub fn has_inner_capital(self) -> bool {
        self.marks.0 & Marks::INNER_UPPER != 0
    }
    /// It holds a digit.
    pub fn has_digit(self) -> bool {
        self.marks.0 & Marks::DIGIT != 0
    }
    /// It is the first word of a sentence, a quotation or a paragraph: its capital tells nothing.
    pub fn opens_sentence(self) -> bool {
        self.marks.0 & Marks::OPENS != 0
    }
    /// It stands between double quotation marks.
    pub fn is_quoted(self) -> bool {
        self.marks.0 & Marks::QUOTED != 0
    }
    /// A name or a number, as far as form tells: words that a spinner leaves alone ("immutables").
    pub fn is_immutable(self) -> bool {
        self.has_digit() || (self.is_capitalised() && !self.opens_sentence())
    }
}

/// A text with its paragraphs and words. Borrowed from a `Parser`.
#[derive(Clone, Copy, Debug)]
pub struct Parsed<'a> {
    /// The text.
    pub text: &'a str,
    /// Its paragraphs, in order.
    pub blocks: &'a [Block],
    /// Its words, in order, over all paragraphs.
    pub words: &'a [Word],
}

impl<'a> Parsed<'a> {
    /// A text whose paragraphs and words nobody will ask for: it has none.
    pub fn unparsed(text: &'a str) -> Parsed<'a> {
        Parsed { text, blocks: &[], words: &[] }
    }

    /// The words of one paragraph.
    pub fn words_of(&self, block: &Block) -> &'a [Word] {
        &self.words[block.words.clone()]
    }

    /// The text of one paragraph.
    pub fn text_of(&self, block: &Block) -> &'a str {
        block.span.of(self.text)
    }

    /// Everything, from the first byte to the last.
    pub fn whole(&self) -> Span {
        Span::new(0, self.text.len())
    }
}

/// Bytes for which room for one word is made ahead: a word of English news and the space after it take six. A guess.
const BYTES_PER_WORD: usize = 6;

/// Finds paragraphs and words; owns the buffers they lie in.
#[derive(Debug, Default)]
pub struct Parser {
    words: Vec<Word>,
    blocks: Vec<Block>,
    spans: Vec<Span>,
    /// Where words are folded that are too long or too odd for the stack.
    scratch: String,
}

impl Parser {
    /// A parser with empty buffers.
    pub fn new() -> Parser {
        Parser::default()
    }

    /// Parses `text`; what was parsed before is gone.
    pub fn parse<'a>(&'a mut self, text: &'a str) -> Parsed<'a> {
        self.words.clear();
        self.blocks.clear();
        self.spans.clear();
        self.words.reserve(text.len() / BYTES_PER_WORD);
        lines::paragraphs(text, &mut self.spans);
        for at in 0..self.spans.len() {
            self.parse_paragraph(text, self.spans[at]);
        }
        self.parsed(text)
    }

    /// What was parsed last, once more: `text` is the text that was given then.
    pub fn parsed<'a>(&'a self, text: &'a str) -> Parsed<'a> {
        Parsed { text, blocks: &self.blocks, words: &self.words }
    }

    /// Parses only these paragraphs of `text`, which `parse` found before. What was parsed before is gone.
    pub fn parse_paragraphs<'a>(&'a mut self, text: &'a str, paragraphs: impl Iterator<Item = Span>) -> Parsed<'a> {
        self.words.clear();
        self.blocks.clear();
        for span in paragraphs {
            let is_place = text.get(span.range()).is_some();
            self.parse_paragraph(text, if is_place { span } else { Span::default() });
        }
        self.parsed(text)
    }

    fn parse_paragraph(&mut self, text: &str, span: Span) {
        let first = self.words.len();
        scan_words(text, span, &mut self.words, &mut self.scratch);
        self.blocks.push(Block { span, words: first..self.words.len() });
    }
}

/// Longest quotation that is believed, in bytes; past it the opening mark was a stray one. A guess: 100 words.
const MAX_QUOTATION_BYTES: usize = 600;

/// Words of one paragraph. Quotations do not outlive a paragraph.
fn scan_words(text: &str, span: Span, words: &mut Vec<Word>, scratch: &mut String) {
    let bytes = text.as_bytes();
    let end = span.end as usize;
    let mut at = span.start as usize;
    let mut opens = true;
    let mut quoted_until = None;
    while at < end {
        if bytes[at] == b' ' {
            at += 1;
            continue;
        }
        // The last few bytes of a text, and a word that the end of the paragraph parts, go the general way.
        if bytes[at].is_ascii_alphanumeric()
            && let Some(word) = bytes[at..].first_chunk().and_then(plain_word)
            && word.len <= end - at
        {
            let stop = at + word.len;
            let marks = word.marks.of_place(opens, quoted_until.is_some_and(|close| at < close));
            words.push(Word { span: Span::new(at, stop), hash: word.hash, marks });
            (opens, at) = (false, stop + usize::from(bytes.get(stop) == Some(&b' ')));
            continue;
        }
        let c = char_at(text, at);
        if !is_word_char(c) {
            match c {
                '“' | '"' | '”' | '»' if quoted_until == Some(at) => {}
                '“' | '„' | '«' => {
                    opens = true;
                    quoted_until = quotation_end(text, at, end, c);
                }
                '"' if !is_after_word(text, at) => {
                    opens = true;
                    quoted_until = quotation_end(text, at, end, c);
                }
                '”' | '»' => quoted_until = None,
                '!' | '?' | '…' | ':' | '。' | '！' | '？' | '•' => opens = true,
                '.' => opens |= !words.last().is_some_and(|w| is_abbreviation(w.span.of(text))),
                _ => {}
            }
            at += c.len_utf8();
            continue;
        }
        let stop = word_end(text, at, end);
        let word = Span::new(at, stop);
        let marks = marks_of(word.of(text)).of_place(opens, quoted_until.is_some_and(|close| at < close));
        words.push(Word { span: word, hash: fold_hash(word.of(text), scratch), marks });
        (opens, at) = (false, stop);
    }
}

/// Where the quotation closes that the mark `c` opens `at`; `None` where the mark is a stray one. A straight mark closes at the next
/// one, unless that stands before a letter; a curly one without a partner quotes a short paragraph to its end, as the first
/// paragraphs of a long quotation do. Reads `MAX_QUOTATION_BYTES` at most.
fn quotation_end(text: &str, at: usize, end: usize, c: char) -> Option<usize> {
    let start = at + c.len_utf8();
    let window = &text.as_bytes()[start..end.min(start + MAX_QUOTATION_BYTES)];
    let found = match c {
        '"' => memchr::memchr(b'"', window),
        '„' => memchr::memmem::find(window, "”".as_bytes()).or_else(|| memchr::memmem::find(window, "“".as_bytes())),
        '«' => memchr::memmem::find(window, "»".as_bytes()),
        _ => memchr::memmem::find(window, "”".as_bytes()),
    };
    match found {
        Some(i) if c == '"' && text[start + i + 1..].starts_with(is_word_char) => None,
        Some(i) => Some(start + i),
        None if c != '"' && end - start <= MAX_QUOTATION_BYTES => Some(end),
        None => None,
    }
}

/// True where a letter or digit stands right before: an inch mark or a closing quotation mark, never an opening one.
fn is_after_word(text: &str, at: usize) -> bool {
    text[..at].ends_with(is_word_char)
}

fn word_end(text: &str, start: usize, end: usize) -> usize {
    let first = char_at(text, start);
    let mut at = start + first.len_utf8();
    if is_unspaced(first) {
        return at;
    }
    let mut last = first;
    while at < end {
        let c = char_at(text, at);
        let next = at + c.len_utf8();
        let goes_on = is_word_char(c)
            || (!c.is_ascii() && is_invisible(c))
            || (next < end && joins(last, c, char_at(text, next)));
        if is_unspaced(c) || !goes_on {
            break;
        }
        last = c;
        at = next;
    }
    at
}

/// True where `c` between `before` and `after` is inside a word: apostrophes between letters, separators between digits,
/// full stops between single letters.
fn joins(before: char, c: char, after: char) -> bool {
    match c {
        '\'' | '’' => before.is_alphanumeric() && after.is_alphanumeric(),
        '.' | ',' => {
            (before.is_ascii_digit() && after.is_ascii_digit())
                || (c == '.' && before.is_uppercase() && after.is_uppercase())
        }
        _ => false,
    }
}

fn marks_of(word: &str) -> Marks {
    let mut bits = 0;
    let (mut n_letters, mut n_upper) = (0, 0);
    for (i, c) in word.chars().enumerate() {
        if c.is_ascii_digit() {
            bits |= Marks::DIGIT;
        } else if c.is_uppercase() {
            bits |= if i == 0 { Marks::UPPER } else { Marks::INNER_UPPER };
            n_upper += 1;
            n_letters += 1;
        } else if c.is_alphabetic() {
            n_letters += 1;
        }
    }
    if n_letters >= 2 && n_upper == n_letters {
        bits |= Marks::ALL_UPPER;
    }
    Marks(bits)
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

/// Scripts written without spaces between words: each character counts as a word.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn char_at(text: &str, at: usize) -> char {
    let byte = text.as_bytes()[at];
    if byte < 0x80 {
        byte as char
    } else {
        text[at..].chars().next().expect("`at` is on a char boundary before the end")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let found: Vec<&str> = parsed.words.iter().map(|w| w.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_keep_inner_apostrophes_and_number_separators() {
        check("It’s 1,500.25 in the U.S., isn't it?", &["It’s", "1,500.25", "in", "the", "U.S", "isn't", "it"]);
        check("Thursday,Ukraine end.Next", &["Thursday", "Ukraine", "end", "Next"]);
        check("東京 2020年", &["東", "京", "2020", "年"]);
    }

    #[test]
    fn names_are_immutable_and_sentence_openers_are_not() {
        let text = "Yesterday Mr. Bell met Anna. “Fine day,” he told 12 others. Then rain";
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let names: Vec<&str> = parsed.words.iter().filter(|w| w.is_immutable()).map(|w| w.span.of(text)).collect();
        assert_eq!(names, ["Mr", "Bell", "Anna", "12"]);
        let quoted: Vec<&str> = parsed.words.iter().filter(|w| w.is_quoted()).map(|w| w.span.of(text)).collect();
        assert_eq!(quoted, ["Fine", "day"]);
    }

    #[test]
    fn a_paragraph_alone_has_the_words_that_it_has_in_its_text() {
        let text = "“Go on, Mr.\n. He went.\n\n» New iPad: 3 “days\n\n'Late' it was, U.S";
        let (mut parser, mut other) = (Parser::new(), Parser::new());
        let whole = parser.parse(text);
        for block in whole.blocks {
            assert_eq!(other.parse_paragraphs(text, [block.span].into_iter()).words, whole.words_of(block));
        }
    }

    #[test]
    fn a_stray_quotation_mark_quotes_nothing() {
        let n_quoted = |text: &str| Parser::new().parse(text).words.iter().filter(|w| w.is_quoted()).count();
        let tail = "the ferry left the pier. ".repeat(40);
        assert_eq!(n_quoted(&format!("A 24\" pipe burst; {tail}")), 0);
        assert_eq!(n_quoted(&format!("He said: \"{tail}")), 0);
        assert_eq!(n_quoted(&format!("He said: “{tail}")), 0);
        assert_eq!(n_quoted(&format!("\"Go on\" he said. \"{tail}")), 2);
        assert_eq!(n_quoted("“We saw the first of two paragraphs, she said"), 9);
        assert_eq!(n_quoted("Er sagte „ja doch“ und ging"), 2);
    }
}
