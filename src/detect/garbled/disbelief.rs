//! Would anyone have written this? A run of characters that happens to decode as UTF-8 ("É…" is U+0245 in Windows-1252)
//! is not damage unless it is hard to believe as it stands. The question is ftfy's (Robyn Speer, `badness`); the answer
//! here looks at the lead, what follows it, and the letters on both sides.

use super::codepage::CodePage;
use unicode_script::{Script, UnicodeScript};

/// Units in a row that prove letters of a script other than Latin: chance meetings are one or two long. A guess.
const MIN_FOREIGN_UNITS: usize = 3;

/// One character of the original text: as many damaged characters as its UTF-8 form has bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// First damaged character.
    pub lead: char,
    /// Second damaged character.
    pub second: char,
    /// What they decode to.
    pub decoded: char,
}

/// How sure it is that units are damage. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A letter or two of another script: believed where the text holds more of them.
    Foreign,
    /// It might have been written so; believed beside proof for the same code page.
    Weak,
    /// Nobody writes this.
    Strong,
}

/// Judges units that stand in a row between `before` and `after`. Nothing where they may well be meant, or where they
/// decode to something that is not written either.
pub(super) fn strength(units: &[Unit], sides: (Option<char>, Option<char>), page: &CodePage) -> Option<Strength> {
    let (mut before, after) = sides;
    let mut strongest = None;
    let mut n_foreign = 0;
    for (i, unit) in units.iter().enumerate() {
        if is_never_written(unit.decoded) {
            return None;
        }
        let next = units.get(i + 1).map_or(after, |u| Some(u.decoded));
        let found = of_unit(unit, before, next, page);
        n_foreign += usize::from(found.is_none());
        strongest = strongest.max(found);
        before = Some(unit.decoded);
    }
    match n_foreign {
        0 => strongest,
        _ if script_of(units.iter().map(|u| u.decoded)).is_none() => None,
        _ if n_foreign >= MIN_FOREIGN_UNITS => Some(Strength::Strong),
        _ => Some(strongest.filter(|s| *s == Strength::Strong).unwrap_or(Strength::Foreign)),
    }
}

/// The one script beyond Latin that the letters among `chars` belong to.
pub(super) fn script_of(chars: impl Iterator<Item = char>) -> Option<Script> {
    let group = |c: char| match c.script() {
        Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Hangul => Script::Han, // one text mixes them
        Script::Inherited => Script::Common,
        // Signs of East Asian text belong to no script but to its writing.
        Script::Common if matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}') => Script::Han,
        other => other,
    };
    let mut scripts = chars.map(group).filter(|s| *s != Script::Common);
    let first = scripts.next().filter(|s| *s != Script::Latin)?;
    scripts.all(|s| s == first).then_some(first)
}

fn of_unit(unit: &Unit, before: Option<char>, after: Option<char>, page: &CodePage) -> Option<Strength> {
    match unit.decoded {
        '\u{80}'..='\u{bf}' => of_symbol(unit, before),
        '\u{c0}'..='\u{ff}' => of_accented(unit, before, after, page),
        '\u{100}'..='\u{17f}' => of_extended(unit, before, after),
        '\u{300}'..='\u{36f}' => follows_lower(before).then_some(Strength::Strong).filter(|_| !ends_word(unit.second)),
        // "вЂ™": what precedes must not be a letter of the page's own script, and only this lead is never written.
        '\u{2000}'..='\u{203f}' if !page.is_latin => {
            (!before.is_some_and(|c| is_letter_of_page(c, page))).then_some(Strength::Strong)
        }
        c if page.is_latin && is_common(c) => Some(Strength::Strong),
        _ => None,
    }
}

/// "Â£", "Â ": a lead that no language puts before a symbol, unless it ends a word in capitals.
fn of_symbol(unit: &Unit, before: Option<char>) -> Option<Strength> {
    match unit.lead {
        'Â' if !before.is_some_and(char::is_uppercase) => Some(Strength::Strong),
        // Mac Roman's lead is a sign that people do write: "¬´" is a face.
        _ => Some(Strength::Weak),
    }
}

/// "Ã©": the letters of western Europe.
fn of_accented(unit: &Unit, before: Option<char>, after: Option<char>, page: &CodePage) -> Option<Strength> {
    let is_inside =
        before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) && unit.second != '\u{a0}';
    let strong = match unit.lead {
        'Ã' if page.is_latin => {
            !ends_word(unit.second) || is_inside || (unit.second == '\u{a0}' && !follows_upper(before))
        }
        'Ã' => false,
        // Box drawings make pictures; only a letter before and a sign after tell of damage.
        '├' => follows_lower(before) && !is_box_drawing(unit.second),
        _ => follows_lower(before) && !before.is_some_and(|c| is_letter_of_page(c, page)),
    };
    Some(if strong { Strength::Strong } else { Strength::Weak })
}

/// "Å¡", "Ä±": the letters of the middle and east of Europe. Their leads are letters of Swedish and German.
fn of_extended(unit: &Unit, before: Option<char>, after: Option<char>) -> Option<Strength> {
    let is_lead_apart = !unit.lead.is_alphabetic() || unit.lead.is_uppercase();
    let follows = follows_lower(before) && is_lead_apart;
    let is_sign = !unit.second.is_alphabetic() && !ends_word(unit.second);
    let precedes = after.is_some_and(char::is_lowercase) && is_sign && !before.is_some_and(char::is_alphabetic);
    let is_box = is_box_drawing(unit.lead);
    Some(if (follows && (is_sign || after.is_some_and(char::is_alphabetic)) || precedes) && !is_box {
        Strength::Strong
    } else {
        Strength::Weak
    })
}

/// Marks that may follow a word in capitals without any damage.
pub(super) fn ends_word(c: char) -> bool {
    matches!(c, '’' | '‘' | '“' | '”' | '„' | '‚' | '…' | '–' | '—' | '´' | '\u{a0}')
}

fn follows_lower(before: Option<char>) -> bool {
    before.is_some_and(char::is_lowercase)
}

fn follows_upper(before: Option<char>) -> bool {
    before.is_some_and(char::is_uppercase)
}

/// Letters of the page's own script beside a lead are no damage: "Г©" in a Russian word.
fn is_letter_of_page(c: char, page: &CodePage) -> bool {
    !page.is_latin && !c.is_ascii()
}

fn is_box_drawing(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{259f}')
}

/// Characters that belong to every script's text and need three or four bytes: punctuation, signs, emoji.
fn is_common(c: char) -> bool {
    matches!(c,
        '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{2bff}' | '\u{fb00}'..='\u{fb06}' | '\u{fe0f}' | '\u{feff}'
        | '\u{fffd}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1faff}')
}

/// Control characters beyond those of Windows-1252, private use, and characters that Unicode has not assigned.
fn is_never_written(c: char) -> bool {
    let is_lost_control = ('\u{80}'..='\u{9f}').contains(&c) && super::codepage::c1_as_windows_1252(c).is_none();
    is_lost_control || matches!(c, '\u{e000}'..='\u{f8ff}') || c.script() == Script::Unknown
}
