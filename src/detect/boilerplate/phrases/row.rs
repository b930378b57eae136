//! One row of a pattern table, and how its pattern is written.

use crate::detect::boilerplate::kinds::Kind;
use regex::{Regex, RegexBuilder};

/// How much a pattern must cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The whole paragraph.
    Line,
    /// A passage of a paragraph: it opens the paragraph or follows the end of a sentence, and ends with a sentence or word.
    Span,
    /// A passage that opens a paragraph; only its first bytes are looked at.
    Opening,
    /// A passage at the end of a paragraph, also where it is glued to the word before; only its last bytes are looked at.
    Tail,
}

/// A pattern of boilerplate.
pub(super) struct Row {
    /// What it finds.
    pub(super) kind: Kind,
    /// How much it must cover.
    pub(super) shape: Shape,
    /// Strings, one of which every match holds (ASCII letters in any case). Only paragraphs with one are tried.
    pub(super) cues: &'static [&'static str],
    /// The pattern, see `compile`.
    pub(super) pattern: &'static str,
    /// Most words of a match; a longer one is prose that happens to begin so.
    pub(super) max_words: usize,
}

/// A row with these columns.
pub(super) const fn row(
    kind: Kind,
    shape: Shape,
    max_words: usize,
    cues: &'static [&'static str],
    pattern: &'static str,
) -> Row {
    Row { kind, shape, cues, pattern, max_words }
}

/// Names of persons, one to five capitalised words with particles.
const NAME: &str =
    r"(?-i:\p{Lu}[\p{L}.'’-]*(?:\s+(?:(?:de|da|di|del|la|van|von|der|den|al|bin|ten)\s+){0,2}\p{Lu}[\p{L}.'’-]*){0,4})";
/// Agencies and picture libraries that sign photographs.
const AGENCY: &str = r"(?:Agence France[ -]Presse|AFP(?: Photo)?|Associated Press|AP(?: Photo)?|Reuters|Getty(?: Images)?(?: Europe| North America| Sport)?|EPA(?:-EFE|/EFE)?|EFE|dpa(?:-infocom)?|PA(?: Wire| Images| Media)?|Press Association|Rex(?: Features)?|Shutterstock|Alamy(?: Stock Photo| Live News)?|Bloomberg(?: News)?|Xinhua|Anadolu(?: Agency)?|ZUMA(?: Press)?(?: Wire)?|imago(?: images)?|picture alliance|NurPhoto|Sipa(?: USA| Press)?|iStock(?:photo)?|Unsplash|Pexels|Pixabay|Wikimedia(?: Commons)?|Flickr|Redux(?: Pictures)?|SWNS|Ritzau(?: Scanpix)?|Scanpix|NTB|TT|ANSA|LaPresse|Keystone|APA|Yonhap|Kyodo(?: News)?|Jiji(?: Press)?|TASS|Sputnik|AAP|WireImage|FilmMagic|Backgrid|Splash(?: News)?|MEGA|USA TODAY Sports|Tribune News Service|Handout)";
/// Dates in figures or with the month's name.
const DATE: &str = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:\d{1,2}(?:st|nd|rd|th)?[. ]+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt|Dez)[a-zä]*\.?(?: \d{1,2}(?:st|nd|rd|th)?)?,?(?: \d{4})?)";
/// A mail address, also as a scraper's shield leaves it.
const EMAIL: &str = r"(?:[\w.+-]+@[\w-]+\.[\w.-]*\w|\[email\s*protected\])";
/// Networks and apps that share buttons name.
const NETWORK: &str = r"(?:Facebook|Twitter|X|Instagram|LinkedIn|WhatsApp|Pinterest|Reddit|Telegram|YouTube|TikTok|Snapchat|Tumblr|Messenger|Flipboard|Mastodon|Bluesky|Threads|Pocket|Xing|VK|Google\+|E-?mail|Mail|Print|SMS|RSS|Copy(?: the)? link|Link)";

/// Memory for the automaton of one row, in bytes. With the crate's 2 MB the rows with names build their states again and again.
const DFA_BYTES: usize = 16 << 20;

/// Compiles a pattern. Case does not count; a space stands for any white space (no-break ones too), `'` for every
/// apostrophe, `–` for every dash; `{NAME}`, `{AGENCY}`, `{DATE}`, `{EMAIL}` and `{NETWORK}` stand for the lists above.
pub(super) fn compile(row: &Row) -> Regex {
    let pattern = row
        .pattern
        .replace("{AGENCY}", AGENCY)
        .replace("{DATE}", DATE)
        .replace("{NETWORK}", NETWORK)
        .replace('\'', "['’‘ʼ]")
        .replace("{NAME}", NAME)
        .replace("{EMAIL}", EMAIL)
        .replace('–', "[-–—―]")
        .replace(' ', r"\s");
    let anchored = match row.shape {
        Shape::Line => format!("(?i)^(?:{pattern})$"),
        Shape::Opening => format!("(?i)^(?:{pattern})"),
        // A tail's end is checked by the caller: with `$` the engine would search backwards, ten times slower.
        Shape::Span | Shape::Tail => format!("(?i)(?:{pattern})"),
    };
    RegexBuilder::new(&anchored)
        .dfa_size_limit(DFA_BYTES)
        .build()
        .expect("every row of the tables compiles; a test tries them all")
}
