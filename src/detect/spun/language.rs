//! In which language is a text that the model does not know, or knows too well? Telling costs as much as judging, so it is asked only of
//! documents few of whose words are known, and of those of which something would be said.

use super::reading::is_prose;
use crate::findings::{Hindrance, UNKNOWN_LANGUAGE};
use crate::text::Parsed;
use whatlang::Lang;

/// The language of the model.
const ENGLISH: &str = "en";
/// Bytes of running text from which the language is told, most.
const SAMPLE_BYTES: usize = 2_000;

/// Another language than English, reliably told or not, by the trigrams of the text's beginning. `None` where it is most likely English.
pub(super) fn foreign(parsed: &Parsed<'_>) -> Option<&'static str> {
    match told(parsed) {
        None | Some((ENGLISH, _)) => None,
        Some((code, true)) => Some(code),
        Some((_, false)) => Some(UNKNOWN_LANGUAGE),
    }
}

/// Why a text is not judged of whose words the model knows too few.
pub(super) fn hindrance(parsed: &Parsed<'_>) -> Hindrance {
    match told(parsed) {
        Some((ENGLISH, true)) => Hindrance::Unfamiliar,
        Some((code, true)) => Hindrance::Language(code),
        None | Some((_, false)) => Hindrance::Language(UNKNOWN_LANGUAGE),
    }
}

/// The likeliest language, and whether it is reliably told. `None` where there are no letters.
fn told(parsed: &Parsed<'_>) -> Option<(&'static str, bool)> {
    whatlang::detect(&sample(parsed)).map(|info| (code(info.lang()), info.is_reliable()))
}

/// The first running text: menus and headings may be in the language of the site.
fn sample(parsed: &Parsed<'_>) -> String {
    let mut sample = String::with_capacity(SAMPLE_BYTES);
    for block in parsed.blocks.iter().filter(|block| is_prose(parsed, block)) {
        let room = SAMPLE_BYTES - sample.len();
        sample.push_str(beginning(parsed.text_of(block), room));
        if sample.len() + 1 >= SAMPLE_BYTES {
            break;
        }
        sample.push('\n');
    }
    sample
}

/// At most so many bytes, on a char boundary.
fn beginning(text: &str, n_bytes: usize) -> &str {
    let end = (0..=n_bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

/// Its ISO 639-1 code.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}
