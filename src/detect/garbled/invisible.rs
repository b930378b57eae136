//! Characters that nobody sees, and characters that are only another form of a letter. They split words for every program
//! that reads the text; most come from word processors, PDF extraction, and tricks to get past filters.
//!
//! Kept where they are part of the writing: joiners in Arabic and Indic scripts and in emoji, direction marks beside
//! right-to-left text, zero-width spaces in scripts without word spaces, no-break spaces everywhere.

use super::INVISIBLE_CHARACTER;
use super::codepage::c1_as_windows_1252;
use super::scan::{Glance, runs_beyond_ascii, visible};
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::Span;
use unicode_script::{Script, UnicodeScript};

/// What a character is, as far as this rule minds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    ZeroWidth,
    Joiner,
    SoftHyphen,
    ByteOrderMark,
    Direction,
    Control,
    WindowsControl,
    LineSeparator,
    Replacement,
    PrivateUse,
    FullWidth,
    Ligature,
}

impl Kind {
    fn of(c: char) -> Option<Kind> {
        Some(match c {
            '\t' | '\n' | '\r' => return None,
            '\0'..='\u{1f}'
            | '\u{7f}'
            | '\u{fff9}'..='\u{fffc}'
            | '\u{fffe}'
            | '\u{ffff}'
            | '\u{fdd0}'..='\u{fdef}' => Kind::Control,
            '\u{80}'..='\u{9f}' => Kind::WindowsControl,
            '\u{ad}' => Kind::SoftHyphen,
            '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{180e}' => Kind::ZeroWidth,
            '\u{200c}' | '\u{200d}' => Kind::Joiner,
            '\u{feff}' => Kind::ByteOrderMark,
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Kind::Direction,
            '\u{2028}' | '\u{2029}' => Kind::LineSeparator,
            '\u{fffd}' => Kind::Replacement,
            '\u{e000}'..='\u{f8ff}' => Kind::PrivateUse,
            '\u{ff01}'..='\u{ff5e}' => Kind::FullWidth,
            '\u{fb00}'..='\u{fb06}' => Kind::Ligature,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Kind::ZeroWidth | Kind::Joiner => "zero-width",
            Kind::SoftHyphen => "soft-hyphen",
            Kind::ByteOrderMark => "byte-order-mark",
            Kind::Direction => "direction-mark",
            Kind::Control | Kind::WindowsControl => "control",
            Kind::LineSeparator => "line-separator",
            Kind::Replacement => "replacement-character",
            Kind::PrivateUse => "private-use",
            Kind::FullWidth => "full-width",
            Kind::Ligature => "ligature",
        }
    }
}

/// What the whole text tells of how its odd characters are meant.
#[derive(Default)]
struct Setting {
    has_right_to_left: bool,
    has_east_asian: bool,
    /// Zero-width characters: then soft hyphens are of the same making, not typography.
    has_zero_width: bool,
    /// Control characters that no encoding explains: then those of Windows-1252 are noise too.
    has_noise: bool,
}

impl Setting {
    fn of(text: &str) -> Setting {
        let mut setting = Setting::default();
        for c in text.chars().filter(|c| !c.is_ascii() || c.is_ascii_control()) {
            match Kind::of(c) {
                Some(Kind::Control) => setting.has_noise = true,
                Some(Kind::ZeroWidth) => setting.has_zero_width = true,
                Some(_) => {}
                None => match c.script() {
                    Script::Arabic | Script::Hebrew | Script::Syriac | Script::Thaana | Script::Nko => {
                        setting.has_right_to_left = true;
                    }
                    Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
                        setting.has_east_asian = true;
                    }
                    _ => {}
                },
            }
        }
        setting
    }
}

/// A run of characters of one kind, and what stands on both sides of it.
struct Run {
    kind: Kind,
    span: Span,
    before: Option<char>,
    after: Option<char>,
}

/// Reports odd characters outside of `damaged`.
pub(super) fn detect(text: &str, damaged: &[Span], findings: &mut Vec<Finding>) {
    if !may_hold(text) {
        return;
    }
    let mut setting = None;
    for run in runs(text) {
        if damaged.iter().any(|d| d.overlaps(run.span)) {
            continue;
        }
        let setting = setting.get_or_insert_with(|| Setting::of(text));
        findings.extend(report(text, &run, setting));
    }
}

/// A fast look at what is not plain ASCII: most texts hold nothing but curly quotes there.
fn may_hold(text: &str) -> bool {
    let is_odd = |c: char| Kind::of(c).is_some();
    Glance::of(text).has_control || runs_beyond_ascii(text).any(|run| run.of(text).contains(is_odd))
}

fn runs(text: &str) -> impl Iterator<Item = Run> {
    let mut chars = text.char_indices().peekable();
    let mut before = None; // the last character that is seen
    std::iter::from_fn(move || {
        loop {
            let (start, c) = chars.next()?;
            let Some(kind) = Kind::of(c) else {
                before = Some(c);
                continue;
            };
            let mut end = start + c.len_utf8();
            while let Some(&(at, next)) = chars.peek().filter(|(_, next)| Kind::of(*next) == Some(kind)) {
                end = at + next.len_utf8();
                chars.next();
            }
            let after = text[end..].chars().find(|c| Kind::of(*c).is_none());
            return Some(Run { kind, span: Span::new(start, end), before, after });
        }
    })
}

fn report(text: &str, run: &Run, setting: &Setting) -> Option<Finding> {
    let (confidence, fix) = fix(text, run, setting)?;
    let codes: Vec<String> = run.span.of(text).chars().take(4).map(|c| format!("U+{:04X}", c as u32)).collect();
    let message = match &fix.replacement {
        Some(put) => format!("{} {}: stands for “{}”", run.kind.name(), codes.join(" "), visible(put)),
        None => format!("{} {}: no reader sees it", run.kind.name(), codes.join(" ")),
    };
    let finding = Finding::new(INVISIBLE_CHARACTER, Unit::Span, text, run.span, message);
    Some(finding.with_kind(run.kind.name()).with_confidence(confidence).with_fix(fix))
}

/// What is to be done about a run. Nothing where it belongs to the writing.
fn fix(text: &str, run: &Run, setting: &Setting) -> Option<(Confidence, Fix)> {
    let passage = run.span.of(text);
    match run.kind {
        Kind::SoftHyphen if setting.has_zero_width => Some((Confidence::Certain, Fix::CUT)),
        // Put there on purpose, as a hint where a word may be parted: shown, cut only when asked for.
        Kind::SoftHyphen => Some((Confidence::Suspect, Fix::CUT)),
        Kind::ByteOrderMark => Some((Confidence::Certain, Fix::CUT)),
        Kind::Joiner if [run.before, run.after].into_iter().flatten().any(takes_joiners) => None,
        Kind::ZeroWidth if [run.before, run.after].into_iter().flatten().any(has_no_word_spaces) => None,
        Kind::ZeroWidth if parts_sentences(text, run) => Some((Confidence::Likely, Fix::replace(" "))),
        Kind::ZeroWidth | Kind::Joiner => Some((Confidence::Certain, Fix::CUT)),
        Kind::Direction => (!setting.has_right_to_left).then_some((Confidence::Certain, Fix::CUT)),
        Kind::Control if passage.contains('\u{c}') && !is_beside_space(run) => {
            Some((Confidence::Likely, Fix::replace("\n"))) // a form feed parts pages
        }
        Kind::Control => Some((Confidence::Certain, Fix::CUT)),
        Kind::WindowsControl if setting.has_noise => Some((Confidence::Likely, Fix::CUT)),
        Kind::WindowsControl => Some(windows_control(passage, run)),
        Kind::LineSeparator => Some((Confidence::Likely, Fix::replace("\n"))),
        Kind::Replacement | Kind::PrivateUse => Some((Confidence::Suspect, Fix::NONE)),
        Kind::FullWidth if setting.has_east_asian || !passage.chars().any(char::is_alphanumeric) => None,
        Kind::FullWidth => Some((Confidence::Certain, Fix::replace(narrow(passage)))),
        Kind::Ligature => Some((Confidence::Certain, Fix::replace(spell_out(passage)))),
    }
}

/// A C1 control character is what Windows-1252 has in its place, where that makes sense between its neighbours.
fn windows_control(passage: &str, run: &Run) -> (Confidence, Fix) {
    let Some(put) = passage.chars().map(c1_as_windows_1252).collect::<Option<String>>() else {
        return (Confidence::Likely, Fix::CUT);
    };
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let makes_sense = match put.as_str() {
        "’" => is_letter(run.before),
        "…" | "”" => !is_letter(run.after),
        "“" | "‘" => !is_letter(run.before) && is_letter(run.after),
        "–" | "—" | "•" => is_letter(run.before) == is_letter(run.after),
        _ => false,
    };
    (if makes_sense { Confidence::Likely } else { Confidence::Suspect }, Fix::replace(put))
}

/// Scripts whose letters change shape at a joiner, and emoji.
fn takes_joiners(c: char) -> bool {
    let is_pictograph = matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}');
    is_pictograph
        || !matches!(
            c.script(),
            Script::Latin
                | Script::Greek
                | Script::Cyrillic
                | Script::Common
                | Script::Inherited
                | Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Hangul
                | Script::Hebrew
                | Script::Armenian
                | Script::Georgian
        )
}

fn has_no_word_spaces(c: char) -> bool {
    matches!(c.script(), Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar | Script::Tibetan)
}

/// "end.<here>Next": the zero-width space is all that parts two sentences.
fn parts_sentences(text: &str, run: &Run) -> bool {
    let mut before = text[..run.span.start as usize].chars().rev();
    let ends =
        before.next().is_some_and(|c| matches!(c, '.' | '!' | '?')) && before.next().is_some_and(char::is_lowercase);
    ends && run.after.is_some_and(char::is_uppercase)
}

fn is_beside_space(run: &Run) -> bool {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    is_space(run.before) || is_space(run.after)
}

fn narrow(wide: &str) -> String {
    wide.chars().map(|c| char::from_u32(c as u32 - 0xfee0).expect("full-width forms lie 0xFEE0 above ASCII")).collect()
}

fn spell_out(ligatures: &str) -> String {
    ligatures
        .chars()
        .map(|c| match c {
            '\u{fb00}' => "ff",
            '\u{fb01}' => "fi",
            '\u{fb02}' => "fl",
            '\u{fb03}' => "ffi",
            '\u{fb04}' => "ffl",
            _ => "st",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::applied;
    use super::*;

    /// The text after every likely and certain fix.
    fn repair(text: &str) -> String {
        let mut findings = Vec::new();
        detect(text, &[], &mut findings);
        applied(text, findings)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(repair(text), expected);
        assert_eq!(repair(expected), expected, "a second run changes nothing");
    }

    #[test]
    fn what_nobody_sees_goes() {
        check("mi\u{200b}nis\u{ad}ter\u{feff} o\u{202e}f\u{8} sta\u{200d}te", "minister of state");
    }

    #[test]
    fn a_soft_hyphen_alone_is_typography() {
        check("Donau\u{ad}dampf\u{ad}schiff", "Donau\u{ad}dampf\u{ad}schiff");
    }

    #[test]
    fn what_belongs_to_the_writing_stays() {
        for text in [
            "می\u{200c}خواهم",
            "👩\u{200d}👩\u{200d}👧",
            "क्\u{200d}ष",
            "ภาษา\u{200b}ไทย",
            "שלום\u{200f}!",
            "10\u{a0}km",
            "東京ＡＢＣ",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn forms_of_letters_are_spelled_out() {
        check("the ｏｆｆｉｃｅ of ﬁnance", "the office of finance");
    }

    #[test]
    fn control_characters_of_windows_are_what_it_has_there() {
        check("don\u{92}t \u{93}go\u{94}", "don’t “go”");
        check("do\u{92}or\u{0}", "door"); // noise beside noise
    }

    #[test]
    fn a_lost_character_is_only_shown() {
        check("caf\u{fffd}", "caf\u{fffd}");
    }
}
