//! In which language is a text that the model does not know, or knows too well? Telling costs as much as judging, so it is asked only of
//! documents few of whose words are known, and of those of which something would be said.

use super::reading::is_prose;
use crate::findings::{Hindrance, UNKNOWN_LANGUAGE};
use crate::text::Parsed;
use whatlang::Lang;

/// The language of the model.
const ENGLISH: &str = "en";
/// Bytes from which the language is told, most. Of 2,228 manual pages in ten languages 1,949 are reliably told by it, none wrongly; 27, whose
/// beginnings were not translated, are called English. By 500 bytes it is 1,962, 1 and 93.
const SAMPLE_BYTES: usize = 2_000;

/// The language of a text of which something would be said, where it is another than English. Both the first running text and the very
/// beginning must be English: what stands around a text may be in the language of the site, and a manual may be translated in part.
pub(super) fn foreign(parsed: &Parsed<'_>) -> Option<&'static str> {
    [running_text(parsed), beginning(parsed.text, SAMPLE_BYTES).to_owned()].iter().find_map(|sample| {
        match told(sample) {
            None | Some((ENGLISH, _)) => None,
            Some((code, true)) => Some(code),
            Some((_, false)) => Some(UNKNOWN_LANGUAGE),
        }
    })
}

/// Why a text is not judged of whose words the model knows too few.
pub(super) fn hindrance(parsed: &Parsed<'_>) -> Hindrance {
    match told(&running_text(parsed)) {
        Some((ENGLISH, true)) => Hindrance::Unfamiliar,
        Some((code, true)) => Hindrance::Language(code),
        None | Some((_, false)) => Hindrance::Language(UNKNOWN_LANGUAGE),
    }
}

/// Why a text may not be judged of whose words the model knows most, but not nearly all: only what is English beyond doubt is.
pub(super) fn doubt(parsed: &Parsed<'_>) -> Option<Hindrance> {
    match hindrance(parsed) {
        Hindrance::Unfamiliar => foreign(parsed).map(Hindrance::Language),
        hindrance => Some(hindrance),
    }
}

/// The likeliest language, and whether it is reliably told. `None` where there are no letters.
fn told(sample: &str) -> Option<(&'static str, bool)> {
    whatlang::detect(sample).map(|info| (code(info.lang()), info.is_reliable()))
}

/// The first running text.
fn running_text(parsed: &Parsed<'_>) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    const ENGLISH_TEXT: &str = "The harbour office said on Monday that the ferries would keep to their winter hours until the crews had \
        finished with the new pier, and that nobody should expect a boat before seven in the morning. ";
    const GERMAN_TEXT: &str = "Das Hafenamt teilte am Montag mit, dass die Fähren bis zum Ende der Arbeiten an der neuen Mole nach dem \
        Winterfahrplan verkehren und vor sieben Uhr morgens niemand mit einem Boot rechnen sollte. ";

    fn parsed<T>(text: &str, look: impl Fn(&Parsed<'_>) -> T) -> T {
        look(&Parser::new().parse(text))
    }

    #[test]
    fn english_is_not_foreign_and_german_is() {
        assert_eq!(parsed(ENGLISH_TEXT, foreign), None);
        assert_eq!(parsed(GERMAN_TEXT, foreign), Some("de"));
        assert_eq!(parsed("", foreign), None);
    }

    #[test]
    fn a_german_text_below_english_lines_is_german() {
        let lines = "Skip to the main content\nRead the latest news of today here\n".repeat(40);
        assert!(lines.len() > SAMPLE_BYTES);
        assert_eq!(parsed(&format!("{lines}\n{GERMAN_TEXT}"), foreign), Some("de"));
    }

    #[test]
    fn an_english_text_below_german_paragraphs_is_not_judged() {
        assert_eq!(parsed(&format!("{}\n\n{}", GERMAN_TEXT.repeat(10), ENGLISH_TEXT.repeat(10)), foreign), Some("de"));
    }

    #[test]
    fn what_is_no_language_is_unknown_and_strange_english_is_unfamiliar() {
        let noise = "xq zzt vrk pfl qqx wvw kzk jjx hgh tvt ".repeat(10);
        assert_eq!(parsed(&noise, hindrance), Hindrance::Language(UNKNOWN_LANGUAGE));
        assert_eq!(parsed(&ENGLISH_TEXT.repeat(3), hindrance), Hindrance::Unfamiliar);
        assert_eq!(parsed(&GERMAN_TEXT.repeat(3), hindrance), Hindrance::Language("de"));
    }

    #[test]
    fn samples_end_on_characters() {
        assert_eq!(beginning("äöü", 3), "ä");
        assert_eq!(beginning("äöü", 100), "äöü");
        parsed(&"日本語の文章です。".repeat(200), |p| assert!(running_text(p).len() <= SAMPLE_BYTES));
    }
}
