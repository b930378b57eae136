//! Mojibake: UTF-8 that was read as an eight-bit encoding, once or several times ("itâ€™s"). A run of characters is put
//! back into bytes and decoded; it is believed only where that works out wholly and where nobody would have written the
//! run as it stands (`disbelief`).
//!
//! Runs are judged one by one, so a page with one damaged quotation is repaired without touching the rest; what one run
//! proves about the code page then helps the doubtful ones of the same text.

use super::MOJIBAKE;
use super::codepage::{CODE_PAGES, CodePage, c1_as_windows_1252};
use super::disbelief::{Strength, Unit, ends_word, script_of, strength};
use super::scan::{runs_beyond_ascii, visible};
use crate::findings::{Confidence, Finding, Fix, Unit as Extent};
use crate::text::Span;
use unicode_script::Script;

/// Deepest nesting that is undone. Three occurs in the wild (ftfy's collection); four is a guess at its worst.
const MAX_LEVELS: usize = 4;
/// A single two-byte unit beside sound characters in a text shorter than this (bytes) is too little to tell which of
/// several encodings went wrong. A guess.
const MIN_BYTES_FOR_ONE_UNIT: usize = 200;

/// What speaks for a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proof {
    /// The bytes are all there and nobody would have written this.
    Reversible,
    /// A byte was lost on the way, but only one character can have stood there.
    Lossy,
    /// Too little to tell.
    None,
}

/// Letters of one script beyond Latin, in short stretches, that prove each other. A guess.
const MIN_FOREIGN_IN_TEXT: usize = 6;

/// One damaged place.
struct Damage {
    span: Span,
    repaired: String,
    page: &'static CodePage,
    proof: Proof,
}

struct Stretch {
    span: Span,
    page: &'static CodePage,
    n_units: usize,
    script: Option<Script>,
    reading: Reading,
}

/// What units say once they are put right.
struct Reading {
    text: String,
    strength: Strength,
    /// The same one level less deep: what holds where the text does not vouch for the script of a deeper reading.
    shallow: Option<(String, Strength)>,
}

impl Reading {
    fn sure(text: String, strength: Strength) -> Reading {
        Reading { text, strength, shallow: None }
    }

    /// How sure it is that the units are damage at all.
    fn damage_strength(&self) -> Strength {
        self.shallow.as_ref().map_or(self.strength, |(_, strength)| self.strength.max(*strength))
    }
}

impl Stretch {
    fn is_of(&self, page: &CodePage) -> bool {
        std::ptr::eq(self.page, page)
    }

    fn is_sure(&self) -> bool {
        self.reading.strength == Strength::Strong
    }
}

/// Reports the damaged places of `text`; gives their spans, so that other rules leave them alone.
pub(super) fn detect(text: &str, findings: &mut Vec<Finding>) -> Vec<Span> {
    let damages = damages(text);
    let spans = damages.iter().map(|d| d.span).collect();
    for damage in damages {
        let broken = visible(damage.span.of(text));
        let message =
            format!("“{broken}” is “{}”: UTF-8 that was read as {}", visible(&damage.repaired), damage.page.name);
        let finding = Finding::new(MOJIBAKE, Extent::Span, text, damage.span, message).with_kind(damage.page.kind);
        let (confidence, fix) = match damage.proof {
            Proof::Reversible => (Confidence::Certain, Fix::replace(damage.repaired)),
            Proof::Lossy => (Confidence::Likely, Fix::replace(damage.repaired)),
            Proof::None => (Confidence::Suspect, Fix::replace(damage.repaired)),
        };
        findings.push(finding.with_confidence(confidence).with_fix(fix));
    }
    spans
}

/// Damaged places of `text`, in order, disjoint.
fn damages(text: &str) -> Vec<Damage> {
    let mut stretches = Vec::new();
    let mut n_sound = 0;
    for run in runs_beyond_ascii(text) {
        n_sound += examine(text, run, &mut stretches);
    }
    let is_alone = matches!(stretches.as_slice(), [s] if s.n_units == 1 && s.span.len() <= 4 && n_sound > 0);
    let is_too_little = is_alone && text.len() < MIN_BYTES_FOR_ONE_UNIT;
    let is_proven_page =
        |page: &CodePage| stretches.iter().any(|s| s.reading.damage_strength() == Strength::Strong && s.is_of(page));
    let is_proven = |s: &Stretch, strength: Strength| match strength {
        _ if is_too_little => false,
        Strength::Foreign if s.reading.shallow.is_some() => same_script(&stretches, s).any(Stretch::is_sure),
        Strength::Foreign => is_proven_script(&stretches, s),
        Strength::Weak | Strength::Strong => is_proven_page(s.page),
    };
    let damage = |s: &Stretch| {
        let reading = &s.reading;
        let (text, is_proven) = match &reading.shallow {
            _ if is_proven(s, reading.strength) => (&reading.text, true),
            Some((text, strength)) => (text, is_proven(s, *strength)),
            None => (&reading.text, false),
        };
        let proof = if is_proven { Proof::Reversible } else { Proof::None };
        Damage { span: s.span, repaired: text.clone(), page: s.page, proof }
    };
    let mut found: Vec<Damage> =
        stretches.iter().map(damage).filter(|d| d.proof != Proof::None || is_too_little).collect();
    if !is_too_little && is_proven_page(&CODE_PAGES[0]) {
        half_lost(text, &mut found);
    }
    found
}

/// True where the text holds more letters of the script that `stretch` decodes to, from the same code page: one stretch
/// that proves itself, or many short ones. A lone two-byte unit does not count: "Ó…" is one.
fn is_proven_script(stretches: &[Stretch], stretch: &Stretch) -> bool {
    let same = || same_script(stretches, stretch);
    let n_letters: usize = same().filter(|s| s.n_units > 1 || s.span.len() > 5).map(|s| s.n_units).sum();
    same().any(Stretch::is_sure) || n_letters >= MIN_FOREIGN_IN_TEXT
}

/// The stretches that decode to the script of `stretch`, from the same code page.
fn same_script<'a>(stretches: &'a [Stretch], stretch: &'a Stretch) -> impl Iterator<Item = &'a Stretch> {
    stretches.iter().filter(|s| s.is_of(stretch.page) && s.script.is_some() && s.script == stretch.script)
}

/// "â€" without its third byte, and "Ã" whose no-break space became a plain one, beside proof of Windows-1252: the bytes
/// that Windows-1252 leaves undefined are dropped by many programs, and of the characters that end in them only “”” is
/// common; "Ã " is "à" where the next letter is lower case.
fn half_lost(text: &str, found: &mut Vec<Damage>) {
    let mut lost = Vec::new();
    for (start, _) in text.match_indices("â€") {
        let end = start + "â€".len();
        // `â€"` is a dash whose third byte was straightened with the quotes, "â€?" anything.
        if !text[end..].starts_with(['"', '\'', '?', '\u{fffd}']) {
            lost.push((Span::new(start, end), "”"));
        }
    }
    for (start, _) in text.match_indices("Ã ") {
        let is_word = text[..start].ends_with(|c: char| c.is_whitespace() || c.is_lowercase());
        if is_word && text[start + "Ã ".len()..].starts_with(char::is_lowercase) {
            lost.push((Span::new(start, start + "Ã".len()), "à"));
        }
    }
    // Beside other damage that could not be undone, a piece proves nothing.
    let is_sound = |at: u32, c: Option<char>| {
        c.is_none_or(|c| c.is_ascii()) || found.iter().any(|d| d.span.start == at || d.span.end == at)
    };
    lost.retain(|(span, _)| {
        let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
        let is_apart = is_sound(span.start, before.chars().next_back()) && is_sound(span.end, after.chars().next());
        is_apart && !found.iter().any(|d| d.span.overlaps(*span))
    });
    found.extend(lost.into_iter().map(|(span, repaired)| Damage {
        span,
        repaired: repaired.to_owned(),
        page: &CODE_PAGES[0],
        proof: Proof::Lossy,
    }));
}

/// Looks for damage in one run; gives the number of its sound characters.
fn examine(text: &str, run: Span, out: &mut Vec<Stretch>) -> usize {
    if run.of(text).chars().nth(1).is_none() {
        return 1; // a lone curly quote or accented letter: most runs by far
    }
    let mut n_sound = 0;
    let mut at = run.start as usize;
    while at < run.end as usize {
        let rest = &text[at..run.end as usize];
        match best_stretch(text, at, rest) {
            Some(stretch) => {
                at = stretch.span.end as usize;
                out.push(stretch);
            }
            None => {
                n_sound += 1;
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
    }
    n_sound
}

/// The strongest reading of the head of `rest` (at byte `at` of `text`) as damage; the likelier code page wins a tie.
fn best_stretch(text: &str, at: usize, rest: &str) -> Option<Stretch> {
    let mut best: Option<Stretch> = None;
    for page in CODE_PAGES.iter() {
        let Some(stretch) = stretch(text, at, rest, page) else { continue };
        let rank = |s: &Stretch| (s.reading.damage_strength(), s.span.len());
        if best.as_ref().is_none_or(|b| rank(&stretch) > rank(b)) {
            best = Some(stretch);
        }
    }
    best
}

fn stretch(text: &str, at: usize, rest: &str, page: &'static CodePage) -> Option<Stretch> {
    let units = decode(rest.chars(), page);
    let n_chars: usize = units.iter().map(|u| u.decoded.len_utf8()).sum();
    if units.is_empty() {
        return None;
    }
    let len: usize = rest.chars().take(n_chars).map(char::len_utf8).sum();
    let sides = (text[..at].chars().next_back(), text[at + len..].chars().next());
    let n_units = units.len();
    let reading = judge(&units, sides, page, MAX_LEVELS)?;
    let script = script_of(reading.text.chars());
    Some(Stretch { span: Span::new(at, at + len), page, n_units, script, reading })
}

/// Decodes UTF-8 units from the head of `chars`, as many as follow each other without a gap. In a unit every byte of the
/// UTF-8 form is one damaged character.
fn decode(chars: impl Iterator<Item = char>, page: &CodePage) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut chars = chars.map(|c| (c, page.byte(c)));
    while let Some((lead, Some(first))) = chars.next() {
        let n_bytes = match first {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => break,
        };
        let mut bytes = [first, 0, 0, 0];
        let mut second = lead;
        for (i, slot) in bytes[1..n_bytes].iter_mut().enumerate() {
            let Some((c, Some(byte))) = chars.next() else { return units };
            *slot = byte;
            second = if i == 0 { c } else { second };
        }
        let Some(decoded) = std::str::from_utf8(&bytes[..n_bytes]).ok().and_then(|s| s.chars().next()) else { break };
        units.push(Unit { lead, second, decoded });
    }
    units
}

/// "é’’" is a Chinese letter by chance; a letter and a sign that follows no word is none.
fn is_unlikely_chance(unit: &Unit) -> bool {
    is_long(unit) && !ends_word(unit.second)
}

/// True for a letter of three bytes and more: two meet by chance all the time ("’é").
fn is_long(unit: &Unit) -> bool {
    unit.decoded >= '\u{800}'
}

/// What the units say once they are put right, and how sure that is. What a deeper level proves holds for all above it.
fn judge(units: &[Unit], sides: (Option<char>, Option<char>), page: &CodePage, levels: usize) -> Option<Reading> {
    let mut doubted = None;
    if levels > 1 && units.len() > 1 {
        for inner in CODE_PAGES.iter() {
            let deeper = decode(units.iter().map(|u| u.decoded), inner);
            let n_used: usize = deeper.iter().map(|u| u.decoded.len_utf8()).sum();
            if n_used != units.len() {
                continue;
            }
            let Some(Reading { text, strength: found, .. }) = judge(&deeper, sides, inner, levels - 1) else {
                continue;
            };
            match found {
                Strength::Strong => return Some(Reading::sure(text, Strength::Strong)),
                // "Ãƒâ€ž" is "Ã„" is "Ä": after one proven level these two leads are damage again.
                Strength::Weak if deeper.iter().all(|u| matches!(u.lead, 'Ã' | 'Â')) => {
                    return Some(Reading::sure(text, strength(units, sides, page)?));
                }
                // Letters of three bytes and more do not meet by chance twice over.
                Strength::Foreign if deeper.iter().all(is_unlikely_chance) => {
                    return Some(Reading::sure(text, Strength::Foreign));
                }
                // "Ã©â€™â€¦" may have been "é’…": other letters of the text tell.
                Strength::Foreign if deeper.iter().all(is_long) => doubted = doubted.or(Some(text)),
                Strength::Weak | Strength::Foreign => {}
            }
        }
    }
    let shallow = strength(units, sides, page).map(|strength| (visible_characters(units), strength));
    match (doubted, shallow) {
        (Some(text), shallow) => Some(Reading { text, strength: Strength::Foreign, shallow }),
        (None, shallow) => shallow.map(|(text, strength)| Reading::sure(text, strength)),
    }
}

/// What the units decode to. What nobody sees goes at once, so that a second run finds nothing.
fn visible_characters(units: &[Unit]) -> String {
    let seen = units.iter().map(|u| c1_as_windows_1252(u.decoded).unwrap_or(u.decoded));
    seen.filter(|c| !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::applied;
    use super::*;

    /// The text after every likely and certain fix.
    fn repair(text: &str) -> String {
        let mut findings = Vec::new();
        detect(text, &mut findings);
        applied(text, findings)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(repair(text), expected);
        assert_eq!(repair(expected), expected, "a second run changes nothing");
    }

    #[test]
    fn each_encoding_and_level_is_undone() {
        check("The mayorâ€™s cafÃ© in BrÃ¼nn", "The mayor’s café in Brünn");
        check("Itâ\u{80}\u{99}s late", "It’s late"); // Latin-1
        check("Itâ€™s lateâ€\u{9d}, she said", "It’s late”, she said");
        check("the gardenerÃ¢â‚¬â„¢s hut", "the gardener’s hut"); // twice
        check("the mayor‚Äôs caf√©", "the mayor’s café"); // Mac Roman
        check("the mayorâ€™s cafĂ© na mĂ\u{ad}stÄ›", "the mayor’s café na místě"); // Windows-1250
        check("the mayorвЂ™s house", "the mayor’s house"); // Windows-1251
        check("the mayorΓÇÖs house", "the mayor’s house"); // IBM 437
        check("a long day ðŸ˜€", "a long day 😀");
        check("dem MinisÂ\u{ad}ter", "dem Minis\u{ad}ter");
    }

    #[test]
    fn words_of_another_script_prove_themselves_by_length() {
        check("Ð¼Ð¾Ñ€Ðµ Ð¸ Ð±ÐµÑ€ÐµÐ³", "море и берег");
        check("the letter Î» alone", "the letter Î» alone");
    }

    #[test]
    fn letters_that_were_damaged_twice_are_vouched_for_by_others() {
        let twice = |text: &str| (0..2).fold(text.to_owned(), |text, _| text.bytes().map(latin).collect());
        let text = "여수 여 전 대통령과 정부, 호남 시민들이 항구에 모여";
        check(&twice(text), text);
        // Once damaged: a letter, an apostrophe and dots, which decode again by chance.
        check("la vÃ©ritÃ©â€™â€¦ et le cafÃ©", "la vérité’… et le café");
        let once = |text: &str| -> String { text.bytes().map(latin).collect() };
        let text = "l’été d’états, l’étage d’époque, l’école d’élus, l’âge";
        check(&once(text), text);
    }

    #[test]
    fn what_people_write_stays() {
        for text in [
            "CAFÉ… and “TÊTE”",
            "SÓ… e É’",
            "NIÑO® costs 5×£3",
            "√π = 1.77",
            "une journée à Orléans",
            "der Weg von A bis Ä“",
            "the letter Ã’s tilde",
            "CONCLUSÃ\u{a0}O",
            "Ôôô",
            "ends with É”",
            "’“”–—…",
            "東京“駅”",
            "Zoë…”",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_lost_byte_is_a_closing_quote_only_beside_proof() {
        check("He said â€œno,â€ then left", "He said “no,” then left");
        check("â€ alone", "â€ alone");
        check("He said â€œnoâ€\" then", "He said “noâ€\" then"); // a dash or a quote
    }

    #[test]
    fn one_unit_in_a_short_text_with_sound_characters_is_only_shown() {
        check("Mill – RÃ¥dhus", "Mill – RÃ¥dhus");
        assert_eq!(damages("Mill – RÃ¥dhus").len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn any_text_of_latin_letters_comes_back(text in "[a-z]{3,8}( [a-z]{1,4}[é’üñ][a-z]{1,4}){3,12} ”") {
            let broken: String = text.bytes().map(latin).collect();
            let repaired = repair(&broken);
            proptest::prop_assert!(repaired == text || damages(&broken).iter().any(|d| d.proof != Proof::Reversible));
        }
    }

    fn latin(byte: u8) -> char {
        c1_as_windows_1252(char::from(byte)).unwrap_or(char::from(byte))
    }
}
