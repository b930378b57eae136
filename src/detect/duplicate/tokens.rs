//! A text as the comparison sees it: hashes and marks of its words, and their order by hash, fourteen bytes a word. Documents,
//! paragraphs and passages are compared in this form; their text is looked at again only where words are spelt out.

use super::asides::{LooseLines, cut_mark};
use super::hashes::sort_hashes;
use super::heading::Heading;
use super::listed::{
    AFTER_WORDS, BEFORE_WORDS, CALENDAR_WORDS, DOWN_WORDS, MEASURE_WORDS, NOT_WORDS, NUMBER_WORDS, ORDER_WORDS,
    PLAIN_WORDS, UNIT_WORDS, UP_WORDS, hashes,
};
use super::repeated::repeated_paragraphs;
use super::short::Line;
use crate::text::{Block, Parsed, Word, fold_hash};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// Marks of the listed words, by hash.
static LISTED: LazyLock<FxHashMap<u64, u16>> = LazyLock::new(|| {
    let mut scratch = String::new();
    let lists = [
        (NUMBER_WORDS, TokenMarks::FACT | TokenMarks::COUNT),
        (&["one"], TokenMarks::COUNT),
        (ORDER_WORDS, TokenMarks::ORDER),
        (BEFORE_WORDS, TokenMarks::BEFORE),
        (AFTER_WORDS, TokenMarks::AFTER),
        (CALENDAR_WORDS, TokenMarks::CALENDAR),
        (PLAIN_WORDS, TokenMarks::PLAIN),
        (UNIT_WORDS, TokenMarks::UNIT),
        (UP_WORDS, TokenMarks::UP),
        (DOWN_WORDS, TokenMarks::DOWN),
        (NOT_WORDS, TokenMarks::NOT),
    ];
    let words = lists.iter().flat_map(|(words, bit)| words.iter().map(move |word| (*word, *bit)));
    let mut bits: FxHashMap<u64, u16> = FxHashMap::default();
    for (word, bit) in words {
        *bits.entry(fold_hash(word, &mut scratch)).or_default() |= bit;
    }
    bits
});

/// One bit for each of 2^16 ends of a hash: set where a listed word has it. Few words are listed, and a look here is a tenth of one
/// into the table.
static LISTED_ENDS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut ends = vec![0; 1 << 10];
    LISTED.keys().chain(MEASURES.iter()).for_each(|hash| ends[(hash & 0xffff) as usize / 64] |= 1 << (hash & 63));
    ends
});

/// True where a word is listed, and rarely where it is not.
fn may_be_listed(ends: &[u64], hash: u64) -> bool {
    ends[(hash & 0xffff) as usize / 64] >> (hash & 63) & 1 != 0
}

/// The words of a document or of a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    pub(super) hashes: Vec<u32>,
    pub(super) marks: Vec<TokenMarks>,
    /// Where each paragraph begins, as a position of a word.
    pub(super) paragraphs: Vec<u32>,
    /// Hash and position of each word (`hash_of`, `place_of`), sorted: two texts are matched by walking along both.
    pub(super) by_hash: Vec<u64>,
    /// The words themselves, where they are few.
    pub(super) line: Option<Line>,
    /// Title and day.
    pub(super) heading: Heading,
    grams: OnceLock<Vec<u64>>,
    shingles: OnceLock<Vec<u64>>,
}

/// What becomes of a paragraph of a document that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It counts.
    Text,
    /// It stands beside the text: a line that many documents have, a credit, a notice. It counts where both have it.
    Aside,
    /// It will be cut: copies are judged on what is left.
    Leaves,
}

/// What the comparison needs to know of a word. A set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TokenMarks(u16);

impl TokenMarks {
    const FACT: u16 = 1;
    const NUMBER: u16 = 2;
    const QUOTED: u16 = 4;
    const OPENS: u16 = 8;
    const ASIDE: u16 = 16;
    const UP: u16 = 32;
    const DOWN: u16 = 64;
    const NOT: u16 = 128;
    const CALENDAR: u16 = 256;
    const PLAIN: u16 = 512;
    const UNIT: u16 = 1024;
    const LEAVES: u16 = 2048;
    const COUNT: u16 = 4096;
    const ORDER: u16 = 8192;
    const BEFORE: u16 = 16384;
    const AFTER: u16 = 32768;
    const PARTS: u16 = Self::ASIDE | Self::LEAVES;

    fn new(word: Word, may_be_listed: bool) -> TokenMarks {
        let bit = |is_set: bool, bit: u16| if is_set { bit } else { 0 };
        let listed = if may_be_listed { LISTED.get(&word.hash).copied().unwrap_or(0) } else { 0 };
        // "May" and "march" are months where a capital inside a sentence says so; "Monday" is always a day.
        let is_calendar = listed & Self::CALENDAR != 0 && word.is_capitalised();
        TokenMarks(
            (listed & !Self::CALENDAR)
                | bit(is_calendar, Self::CALENDAR | Self::FACT)
                | bit(word.is_immutable(), Self::FACT)
                | bit(word.has_digit(), Self::NUMBER)
                | bit(word.is_quoted(), Self::QUOTED)
                | bit(word.opens_sentence(), Self::OPENS),
        )
    }

    /// The marks as a number.
    pub(super) fn bits(self) -> u16 {
        self.0
    }

    /// The marks of that number.
    pub(super) fn of_bits(bits: u16) -> TokenMarks {
        TokenMarks(bits)
    }

    /// A name or a number, in digits or in words.
    pub(super) fn is_fact(self) -> bool {
        self.0 & Self::FACT != 0
    }
    /// It holds a digit.
    pub(super) fn is_number(self) -> bool {
        self.0 & Self::NUMBER != 0
    }
    /// It stands in a quotation.
    pub(super) fn is_quoted(self) -> bool {
        self.0 & Self::QUOTED != 0
    }
    /// It opens a sentence, a quotation or a paragraph.
    pub(super) fn opens(self) -> bool {
        self.0 & Self::OPENS != 0
    }
    /// It says up.
    pub(super) fn is_up(self) -> bool {
        self.0 & Self::UP != 0
    }
    /// It says down.
    pub(super) fn is_down(self) -> bool {
        self.0 & Self::DOWN != 0
    }
    /// It says no.
    pub(super) fn is_not(self) -> bool {
        self.0 & Self::NOT != 0
    }
    /// It stands beside the text: in a navigation line, a notice, a credit.
    pub(super) fn is_aside(self) -> bool {
        self.0 & Self::ASIDE != 0
    }
    /// It stands in a paragraph that will be cut.
    pub(super) fn leaves(self) -> bool {
        self.0 & Self::LEAVES != 0
    }
    /// Equal for words that stand in the text, equal for words beside it, equal for words that leave.
    pub(super) fn part(self) -> u16 {
        self.0 & Self::PARTS
    }
    /// A day of the week or a month.
    pub(super) fn is_calendar(self) -> bool {
        self.0 & Self::CALENDAR != 0
    }
    /// A word of which a capital at the start of a sentence makes no name.
    pub(super) fn is_plain(self) -> bool {
        self.0 & Self::PLAIN != 0
    }
    /// A number in words, "one" among them.
    pub(super) fn is_count(self) -> bool {
        self.0 & Self::COUNT != 0
    }
    /// It says which one: this, the first.
    pub(super) fn is_order(self) -> bool {
        self.0 & Self::ORDER != 0
    }
    /// It says before: last, previous.
    pub(super) fn is_before(self) -> bool {
        self.0 & Self::BEFORE != 0
    }
    /// It says after: next, coming.
    pub(super) fn is_after(self) -> bool {
        self.0 & Self::AFTER != 0
    }
    /// A unit of time.
    pub(super) fn is_unit(self) -> bool {
        self.0 & Self::UNIT != 0
    }
}

/// An odd number of well mixed bits.
const GRAM_MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes of the words before which "one" is a number.
static MEASURES: LazyLock<FxHashSet<u64>> =
    LazyLock::new(|| hashes(&[MEASURE_WORDS, UNIT_WORDS, NUMBER_WORDS].concat()));

/// True where a paragraph holds a figure, in digits or in words: it is not the same line as one with another figure.
pub fn has_figure(words: &[Word]) -> bool {
    let is_count = |w: &Word| LISTED.get(&w.hash).is_some_and(|marks| marks & TokenMarks::COUNT != 0);
    words.iter().any(|w| w.has_digit() || is_count(w))
}

impl Tokens {
    /// The words of a whole document. `part_of` tells what becomes of a paragraph, by its position.
    pub fn of_document(parsed: &Parsed<'_>, part_of: impl Fn(usize) -> Part) -> Tokens {
        Tokens::of_words(parsed).with_parts(parsed, &repeated_paragraphs(parsed), part_of)
    }

    /// The words of a whole document, of whose paragraphs nothing is said yet.
    pub fn of_words(parsed: &Parsed<'_>) -> Tokens {
        Tokens { line: Line::new(parsed.text, parsed.words), ..Tokens::of_text(parsed) }
    }

    /// The same with these marks of paragraphs in place of those that it had. `repeated` are the paragraphs that the document holds
    /// twice, `part_of` tells what becomes of the others.
    pub fn with_parts(mut self, parsed: &Parsed<'_>, repeated: &[usize], part_of: impl Fn(usize) -> Part) -> Tokens {
        let loose = LooseLines::of(parsed);
        for (at, block) in parsed.blocks.iter().enumerate() {
            let part = match part_of(at) {
                _ if repeated.contains(&at) => TokenMarks::LEAVES,
                Part::Leaves => TokenMarks::LEAVES,
                Part::Aside => TokenMarks::ASIDE,
                Part::Text if loose.has(at) => TokenMarks::ASIDE,
                Part::Text => 0,
            };
            self.marks[block.words.clone()].iter_mut().for_each(|marks| marks.0 = marks.0 & !TokenMarks::PARTS | part);
        }
        let n_cut = cut_mark(parsed);
        self.marks.iter_mut().rev().take(n_cut).for_each(|marks| marks.0 |= TokenMarks::ASIDE);
        self
    }

    /// The same under this title and of this day.
    pub fn with_heading(self, heading: Heading) -> Tokens {
        Tokens { heading, ..self }
    }

    /// Positions of the words of each paragraph.
    pub(super) fn paragraph_words(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.paragraphs.iter().skip(1).map(|&end| end as usize).chain([self.len()]);
        self.paragraphs.iter().zip(ends).map(|(&start, end)| start as usize..end)
    }

    /// The paragraph of each word.
    pub(super) fn paragraph_of(&self) -> Vec<u32> {
        let mut paragraph_of = Vec::with_capacity(self.len());
        for (at, words) in self.paragraph_words().enumerate() {
            paragraph_of.resize(words.end, at as u32);
        }
        paragraph_of
    }

    /// The words of one paragraph.
    pub fn of_paragraph(parsed: &Parsed<'_>, block: &Block) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.paragraphs.push(0);
        tokens.push(parsed.text, parsed.words_of(block));
        tokens.sort();
        tokens
    }

    /// All words of a text, none of which stands beside it.
    pub fn of_text(parsed: &Parsed<'_>) -> Tokens {
        let mut tokens = Tokens::default();
        for block in parsed.blocks {
            tokens.paragraphs.push(tokens.hashes.len() as u32);
            tokens.push(parsed.text, parsed.words_of(block));
        }
        tokens.sort();
        tokens
    }

    /// Some of its words, as one paragraph.
    pub(super) fn part(&self, words: Range<usize>) -> Tokens {
        let (hashes, marks) = (self.hashes[words.clone()].to_vec(), self.marks[words].to_vec());
        let mut tokens = Tokens { hashes, marks, paragraphs: vec![0], ..Tokens::default() };
        tokens.sort();
        tokens
    }

    /// The same with these words beside the text.
    pub fn with_beside(mut self, words: Range<usize>) -> Tokens {
        self.marks[words].iter_mut().for_each(|marks| marks.0 |= TokenMarks::ASIDE);
        self
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// True where there is no word.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Number of words that do not stand beside the text and do not leave.
    pub fn n_told(&self) -> usize {
        self.marks.iter().filter(|m| m.part() == 0).count()
    }

    /// Hashes of the distinct word 3-grams, sorted. A text of fewer words is one gram.
    pub(super) fn grams(&self) -> &[u64] {
        self.grams.get_or_init(|| self.runs_of(3))
    }

    /// The same of 5-grams.
    pub(super) fn shingles(&self) -> &[u64] {
        self.shingles.get_or_init(|| self.runs_of(5))
    }

    fn runs_of(&self, n_words: usize) -> Vec<u64> {
        let mix = |words: &[u32]| {
            words.iter().fold(0, |hash, &word| GRAM_MIX.wrapping_mul(hash ^ u64::from(word)).rotate_left(29))
        };
        let mut runs: Vec<u64> = match self.hashes.len() {
            0 => Vec::new(),
            n if n < n_words => vec![mix(&self.hashes)],
            _ => self.hashes.windows(n_words).map(mix).collect(),
        };
        sort_hashes(&mut runs);
        runs.dedup();
        runs
    }

    fn push(&mut self, text: &str, words: &[Word]) {
        self.hashes.extend(words.iter().map(|w| spelt_hash(text, *w)));
        let ends = LISTED_ENDS.as_slice();
        let is_measure = |at: usize| words.get(at).is_some_and(|w| MEASURES.contains(&w.hash));
        self.marks.extend(words.iter().zip(1..).map(|(word, next)| {
            let marks = TokenMarks::new(*word, may_be_listed(ends, word.hash));
            if marks.is_count() && is_measure(next) { TokenMarks(marks.0 | TokenMarks::FACT) } else { marks }
        }));
    }

    fn sort(&mut self) {
        let words = self.hashes.iter().zip(0u32..).map(|(&hash, at)| u64::from(hash) << 32 | u64::from(at));
        self.by_hash = words.collect();
        sort_hashes(&mut self.by_hash);
    }
}

/// Hash of a word of `Tokens::by_hash`.
pub(super) fn hash_of(word: u64) -> u32 {
    (word >> 32) as u32
}

/// Its position.
pub(super) fn place_of(word: u64) -> u32 {
    word as u32
}

/// `token_hash` of a word of this text, of a number without the commas between its thousands: "1,500" is "1500".
fn spelt_hash(text: &str, word: Word) -> u32 {
    let spelling = word.span.of(text);
    if !word.has_digit() || !spelling.contains(',') {
        return token_hash(word.hash);
    }
    let (whole, rest) = spelling.split_once('.').unwrap_or((spelling, ""));
    let mut groups = whole.split(',');
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    let opens = |group: &str| (1..=3).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_digit());
    let is_number = groups.next().is_some_and(opens) && groups.all(is_group) && !rest.contains(',');
    if is_number {
        token_hash(fold_hash(&spelling.replace(',', ""), &mut String::new()))
    } else {
        token_hash(word.hash)
    }
}

/// Half of a word's hash: two different words of one pair of documents are taken for one with a chance below 1e-3 even
/// where both have a thousand words.
pub(super) fn token_hash(word_hash: u64) -> u32 {
    word_hash as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn commas_between_thousands_do_not_count_and_others_do() {
        let hash = |text: &str| Tokens::of_document(&Parser::new().parse(text), |_| Part::Text).hashes[0];
        assert_eq!(hash("1,500"), hash("1500"));
        assert_eq!(hash("12,345,678.90"), hash("12345678.90"));
        assert_ne!(hash("1,50"), hash("150"));
        assert_ne!(hash("1,500"), hash("15,00"));
    }
}
