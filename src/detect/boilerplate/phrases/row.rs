//! One row of a pattern table, and how its pattern is written.

use crate::detect::boilerplate::kinds::Kind;
use regex::bytes::{Regex, RegexBuilder};
use std::sync::OnceLock;

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
    /// A tail in round brackets that holds no other bracket: it opens at the last one.
    Brackets,
    /// Passages anywhere in a paragraph that bound themselves, by brackets or by a label and an agency; all of them.
    Inside,
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
    /// It stands among the paragraphs of articles, so it tells nothing of what stands beside it.
    pub(super) is_aside: bool,
}

/// A row with these columns.
pub(super) const fn row(
    kind: Kind,
    shape: Shape,
    max_words: usize,
    cues: &'static [&'static str],
    pattern: &'static str,
) -> Row {
    Row { kind, shape, cues, pattern, max_words, is_aside: false }
}

impl Row {
    /// The same as an aside.
    pub(super) const fn aside(self) -> Row {
        Row { is_aside: true, ..self }
    }
}

/// Names of persons, one to five capitalised words with particles.
const NAME: &str = r"(?-i:{UPPER}[{LETTER}.'’-]*(?: +(?:(?:de|da|di|del|la|van|von|der|den|al|bin|ten) +){0,2}{UPPER}[{LETTER}.'’-]*){0,4})";
/// The same of two words, and an initial between them: in running text what stands before a person's name may be capitalised, too.
const PERSON: &str = r"(?-i:{UPPER}[{LETTER}.'’-]* (?:{UPPER}\.? )?{UPPER}[{LETTER}.'’-]*)";
/// Where somebody can be followed, with a handle or an address, and perhaps a second one.
const ON_A_NETWORK: &str = r"on (?:twitter|facebook|instagram|linkedin)(?:(?: at|:|,)? ?(?:@\w{2,30}|(?:https?://|www\.)\S{4,60}\w))?(?: and (?:(?-i:{NAME}) at |(?:on )?(?:twitter|facebook|instagram|linkedin) ?(?:at |: ?)?)?(?:@\w{2,30}|(?:https?://|www\.)\S{4,60}\w)?)?\.?";
/// Capitals and letters of the alphabets that the rows know. The whole of Unicode would make automata of thousands of states.
const UPPER: &str = "[A-ZÀ-ÖØ-ÞĆČĐĒĘĚĞİŁŃŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽΑ-ΩА-Я]";
const LETTER: &str = "[A-Za-zÀ-ÖØ-öø-ɏΆ-ώЀ-ӿ]";
/// White space of one line.
const SPACE: &str = r"[ \t\u{a0}\u{2002}-\u{200a}\u{202f}\u{3000}]";
/// Agencies and picture libraries that sign photographs.
const AGENCY: &str = r"(?:Agence France[ -]Presse|AFP(?: Photo)?|Associated Press|AP(?: Photo)?|Reuters|Getty(?: Images)?(?: Europe| North America| Sport)?|EPA(?:-EFE|/EFE)?|EFE|dpa(?:-infocom)?|PA(?: Wire| Images| Media)?|Press Association|Rex(?: Features)?|Shutterstock|Alamy(?: Stock Photo| Live News)?|Bloomberg(?: News)?|Xinhua|Anadolu(?: Agency)?|ZUMA(?: Press)?(?: Wire)?|imago(?: images)?|picture alliance|NurPhoto|Sipa(?: USA| Press)?|iStock(?:photo)?|Unsplash|Pexels|Pixabay|Wikimedia(?: Commons)?|Flickr|Redux(?: Pictures)?|SWNS|Ritzau(?: Scanpix)?|Scanpix|NTB|TT|ANSA|LaPresse|Keystone|APA|Yonhap|Kyodo(?: News)?|Jiji(?: Press)?|TASS|Sputnik|AAP|WireImage|FilmMagic|Backgrid|Splash(?: News)?|MEGA|USA TODAY Sports|Tribune News Service|Handout)";
/// Dates in figures or with the month's name.
const DATE: &str = r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:\d{1,2}(?:st|nd|rd|th)?[. ]+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt|Dez)[a-zä]*\.?(?: \d{1,2}(?:st|nd|rd|th)?)?,?(?: \d{4})?)";
/// A mail address, also as a scraper's shield leaves it.
const EMAIL: &str = r"(?:[\w.+-]+@[\w-]+\.[\w.-]*\w|\[email *protected\])";
/// Networks and apps that share buttons name.
const NETWORK: &str = r"(?:Facebook|Twitter|X|Instagram|LinkedIn|WhatsApp|Pinterest|Reddit|Telegram|YouTube|TikTok|Snapchat|Tumblr|Messenger|Flipboard|Mastodon|Bluesky|Threads|Pocket|Xing|VK|Google\+|E-?mail|Mail|Print|SMS|RSS|Copy(?: the)? link|Link)";

/// A row and its automaton, which is built when its first cue is seen: most corpora need a third of the rows.
pub(super) struct Entry {
    /// The row.
    pub(super) row: &'static Row,
    regex: OnceLock<Regex>,
}

impl Entry {
    pub(super) fn new(row: &'static Row) -> Entry {
        Entry { row, regex: OnceLock::new() }
    }

    /// The row's automaton.
    pub(super) fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| compile(self.row))
    }
}

/// Compiles a pattern. Case does not count; a space stands for any white space (no-break ones too), `'` for every
/// apostrophe, `–` for every dash; `{NAME}`, `{PERSON}`, `{AGENCY}`, `{DATE}`, `{EMAIL}`, `{NETWORK}`, `{ON_A_NETWORK}`, `{UPPER}` and `{LETTER}` stand for
/// the lists above. `.` and the negated classes count bytes, which keeps the automata small.
fn compile(row: &Row) -> Regex {
    let pattern = row
        .pattern
        .replace("{AGENCY}", AGENCY)
        .replace("{DATE}", DATE)
        .replace("{NETWORK}", NETWORK)
        .replace("{ON_A_NETWORK}", ON_A_NETWORK)
        .replace("{NAME}", NAME)
        .replace("{PERSON}", PERSON)
        .replace("{EMAIL}", EMAIL)
        .replace("{UPPER}", UPPER)
        .replace("{LETTER}", LETTER)
        .replace('\'', "['’‘ʼ]")
        .replace('–', "[-–—―]")
        .replace(' ', SPACE);
    let pattern = mark_unicode(&pattern);
    let anchored = match row.shape {
        Shape::Line => format!("^(?:{pattern})$"),
        Shape::Opening | Shape::Brackets => format!("^(?:{pattern})"),
        // A tail's end is checked by the caller: with `$` the engine would search backwards, ten times slower.
        Shape::Span | Shape::Tail | Shape::Inside => pattern,
    };
    RegexBuilder::new(&anchored)
        .unicode(false)
        .case_insensitive(true)
        .build()
        .expect("every row of the tables compiles; a test tries them all")
}

/// Switches Unicode on for the letters and classes that need it; everything else stays a matter of bytes.
fn mark_unicode(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let n = match c {
            '\\' => 2,
            '[' => class_len(rest),
            _ => c.len_utf8(),
        };
        let (part, after) = rest.split_at(n);
        if part.is_ascii() && !part.contains(r"\u{") {
            out.push_str(part);
        } else {
            out.push_str("(?u:");
            out.push_str(part);
            out.push(')');
        }
        rest = after;
    }
    out
}

/// Bytes of the class that `pattern` opens with, classes inside it included.
fn class_len(pattern: &str) -> usize {
    let mut depth = 0;
    let mut is_escaped = false;
    for (at, c) in pattern.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => depth += 1,
            ']' if depth == 1 => return at + 1,
            ']' => depth -= 1,
            _ => {}
        }
    }
    pattern.len()
}
