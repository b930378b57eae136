//! A cheap look at a text before anything is cut into atoms: most texts have no sign of something set into them.

use super::atoms::glues;
use super::verdict::TELLING_ODDS;
use crate::detect::boilerplate::lexicon::{Lexicon, word_key};
use crate::detect::boilerplate::phrases::Hit;
use crate::detect::boilerplate::statement::ends_with_a_stop;
use crate::text::{Block, Parsed};

/// Log odds of a word that makes a text worth a look: twenty sites for one. A guess: names that stood on five sites by chance lie
/// below.
const TEXT_SIGN_ODDS: f32 = 3.0;
/// What does so in a text that was run together, which has no lines to tell: so many words of `TELLING_ODDS`, or one of `SIGN_ODDS` and so many glue points. Source: 71 in 100
/// flat texts of site-held-out dev articles with boilerplate have them or a firm sign, 2 in 100 of agency news.
const N_FLAT_TELLING: usize = 3;
const N_FLAT_GLUES: usize = 2;
/// Paragraphs and words of a text that was run together. Guesses.
const FLAT_PARAGRAPHS: usize = 3;
const FLAT_WORDS: usize = 150;
/// Words of a paragraph from which it is no line, whatever it ends with. A guess.
const LINE_WORDS: usize = 60;

/// What a cheap look finds, before anything is cut into atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing.
    None,
    /// Enough to look for what is only suspected.
    Weak,
    /// Enough to cut what the model finds.
    Firm,
}

/// Firm signs are a removable wording, a line without a full stop, a word that articles hardly have.
pub(super) fn sign(parsed: &Parsed<'_>, hits: &[Hit], lexicon: &Lexicon) -> Sign {
    let is_open = |b: &Block| {
        let text = parsed.text_of(b);
        (1..LINE_WORDS).contains(&b.n_words()) && !text.ends_with(')') && !ends_with_a_stop(text)
    };
    if hits.iter().any(|h| !h.kind.is_report_only()) || parsed.blocks.iter().any(is_open) {
        return Sign::Firm;
    }
    sign_of_words(parsed, lexicon)
}

/// A text that was run together has no lines to tell; there less telling words are a weak sign.
fn sign_of_words(parsed: &Parsed<'_>, lexicon: &Lexicon) -> Sign {
    let (mut n_signs, mut n_telling) = (0, 0);
    for odds in parsed.words.iter().filter_map(|w| lexicon.sign_odds(word_key(w.hash))) {
        if odds >= TEXT_SIGN_ODDS {
            return Sign::Firm;
        }
        n_signs += 1;
        n_telling += usize::from(odds >= TELLING_ODDS);
    }
    let tells = || n_telling >= N_FLAT_TELLING || glues(parsed).nth(N_FLAT_GLUES - 1).is_some();
    if n_signs > 0 && is_flat(parsed) && tells() { Sign::Weak } else { Sign::None }
}

/// True for a text that was run into a few paragraphs.
pub(super) fn is_flat(parsed: &Parsed<'_>) -> bool {
    let n_paragraphs = parsed.blocks.iter().filter(|b| b.n_words() > 0).count();
    n_paragraphs <= FLAT_PARAGRAPHS && parsed.words.len() >= FLAT_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn flat_text_tells_by_its_words_and_glue_points() {
        let check = |text: &str, expected: Sign| {
            let mut parser = Parser::new();
            let parsed = parser.parse(text);
            let step = |word: &str, odds: i8| {
                let mut parser = Parser::new();
                (word_key(parser.parse(word).words[0].hash), odds)
            };
            let lexicon = Lexicon::new(vec![step("newsletter", 70), step("share", 45)]);
            assert_eq!(sign(&parsed, &[], &lexicon), expected, "{text}");
        };
        let prose = "The ferries of Port Lannis ran again on Monday. ".repeat(20);
        check(&prose, Sign::None);
        check(&format!("{prose}The newsletter came."), Sign::Firm);
        check(&format!("{prose}They share it."), Sign::None);
        check(&format!("{prose}They share it.Home is near.Harbour is far."), Sign::Weak);
        check(&format!("{prose}\nMayor opens pier"), Sign::Firm);
    }
}
