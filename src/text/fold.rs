//! Folding: the form in which two spellings of one word are equal. Lower case, NFKC, straight apostrophes, invisible
//! characters left out. Hashes of folded words are the alphabet of every signature, count and model, so a change here
//! changes them all.

use super::{Block, Parsed, Word};
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

/// Zero-width and formatting characters that no reader sees and that must not part or change a word.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// One character in folded form where that is a single character: curly apostrophes become straight, the rest lower case.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{ff07}' => '\'',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// Appends the folded form of `word` to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.bytes().map(|b| b.to_ascii_lowercase() as char));
    } else {
        out.extend(word.nfkc().filter(|&c| !is_invisible(c)).flat_map(|c| match fold_char(c) {
            '\'' => either(Some('\''), None),
            _ => either(None, Some(c.to_lowercase())),
        }));
    }
}

fn either(one: Option<char>, many: Option<std::char::ToLowercase>) -> impl Iterator<Item = char> {
    one.into_iter().chain(many.into_iter().flatten())
}

/// The folded form of `word` as a new string. Not for hot loops: they use the hash that `Word` carries.
pub fn fold_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// 64-bit hash of the folded form of `word`. `buffer` is scratch space.
pub fn fold_hash(word: &str, buffer: &mut String) -> u64 {
    let bytes = word.as_bytes();
    if bytes.len() <= 64 && bytes.is_ascii() {
        let mut lower = [0u8; 64];
        for (to, from) in lower.iter_mut().zip(bytes) {
            *to = from.to_ascii_lowercase();
        }
        return xxh3_64(&lower[..bytes.len()]);
    }
    buffer.clear();
    fold_into(word, buffer);
    xxh3_64(buffer.as_bytes())
}

/// 128-bit identity of a paragraph: hash of its folded words, so case, spacing and punctuation do not count.
/// Chance of one accidental equality among 4 billion paragraphs: 2e-20.
pub fn paragraph_key(parsed: &Parsed<'_>, block: &Block) -> u128 {
    parsed.words_of(block).iter().map(|w| w.hash).fold(Chain::START, Chain::with).0
}

/// 128-bit identity of a whole text. Paragraph breaks do not count: a copy wrapped anew is the same text. The `paragraph_key` and the
/// `template_key` of each paragraph are given to `take`: side by side the three take no longer than one, each step of which waits
/// for the step before.
pub fn text_key(parsed: &Parsed<'_>, mut take: impl FnMut(&Block, u128, u64)) -> u128 {
    let mut text = Chain::START;
    for block in parsed.blocks {
        let (mut paragraph, mut template) = (Chain::START, Chain::START);
        for word in parsed.words_of(block) {
            text = text.with(word.hash);
            paragraph = paragraph.with(word.hash);
            template = template.with(template_hash(word));
        }
        take(block, paragraph.0, template.0 as u64);
    }
    text.0
}

/// Identity of a paragraph as a template: like `paragraph_key`, with every word that holds a digit made equal.
pub fn template_key(parsed: &Parsed<'_>, block: &Block) -> u64 {
    words_template(parsed.words_of(block))
}

/// The same of any words.
pub fn words_template(words: &[Word]) -> u64 {
    words.iter().map(template_hash).fold(Chain::START, Chain::with).0 as u64
}

fn template_hash(word: &Word) -> u64 {
    const DIGITS: u64 = 0x5d1c_9a7e_44b0_3f21; // any constant that is no word's hash
    if word.has_digit() { DIGITS } else { word.hash }
}

/// Chaining keeps the order of the words and needs no buffer: each step adds a word, multiplies and brings the high half down.
/// The words are hashes already, so one multiplication spreads them; each step can be undone, so it loses nothing of the state.
#[derive(Clone, Copy)]
struct Chain(u128);

impl Chain {
    const START: Chain = Chain(0x243f_6a88_85a3_08d3_1319_8a2e_0370_7344); // pi

    fn with(self, hash: u64) -> Chain {
        const STEP: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835; // golden ratio, odd
        let state = (self.0 ^ u128::from(hash)).wrapping_mul(STEP);
        Chain(state ^ state >> 65)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, folded: &str) {
        assert_eq!(fold_word(word), folded);
        assert_eq!(fold_hash(word, &mut String::new()), xxh3_64(folded.as_bytes()));
    }

    #[test]
    fn case_width_ligatures_apostrophes_and_invisible_characters_fold_away() {
        check("Defence", "defence");
        check("don’t", "don't");
        check("ﬁnance", "finance");
        check("ＡＢＣ", "abc");
        check("mi\u{200b}nis\u{ad}ter", "minister");
        check("ÉCOLE", "école");
    }

    #[test]
    fn keys_of_paragraphs_come_with_the_key_of_their_text() {
        let mut parser = crate::text::Parser::new();
        let parsed = parser.parse("Pier 12 opens\n\nBoats wait");
        let mut found = Vec::new();
        text_key(&parsed, |block, paragraph, template| found.push((block.clone(), paragraph, template)));
        let of = |block: &Block| (block.clone(), paragraph_key(&parsed, block), template_key(&parsed, block));
        assert_eq!(found, parsed.blocks.iter().map(of).collect::<Vec<_>>());
    }

    #[test]
    fn keys_tell_the_order_and_number_of_words() {
        let key = |text: &str| text_key(&crate::text::Parser::new().parse(text), |_, _, _| {});
        let texts = ["", "pier", "pier pier", "pier boat", "boat pier", "pier boat boat", "boat pier boat"];
        let keys: std::collections::BTreeSet<u128> = texts.iter().map(|text| key(text)).collect();
        assert_eq!(keys.len(), texts.len());
        assert_eq!(key("Pier\n\nboat!"), key("pier boat"));
    }
}
