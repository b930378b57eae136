//! Letters of another script that look like those of the word they stand in ("pаypal" with a Cyrillic а): a trick to get
//! past filters, in use on real spam sites. A word that is wholly in another script is that script's word, and is left
//! alone – unless the text is proven to be disguised throughout.

use super::HOMOGLYPH;
use super::scan::runs_beyond_ascii;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span, is_greek_or_cyrillic, latin_twin, twins_of};
use unicode_script::{Script, UnicodeScript};

/// Words of mixed script from which a text counts as disguised, so that its words wholly of look-alikes are too. A guess:
/// genuine texts have none (`allsides`, `bbc`, Reuters: see the page).
const MIN_MIXED_WORDS: usize = 3;
/// One mixed word in a text shorter than this (bytes) may be how somebody spells a name. A guess.
const MIN_BYTES_FOR_ONE_WORD: usize = 200;

/// Cyrillic letters that Latin text is never disguised with in the other direction: the twin of a Latin letter in a
/// Cyrillic word.
fn cyrillic_twin(c: char) -> Option<char> {
    twins_of(c).find(|twin| twin.script() == Script::Cyrillic)
}

/// Letters of a word by script.
#[derive(Clone, Copy, Default)]
struct Letters {
    n_latin: usize,
    n_twins: usize,
    n_other: usize,
    n_cyrillic: usize,
}

impl Letters {
    fn of(word: &str) -> Letters {
        let mut letters = Letters::default();
        for c in word.chars().filter(|c| c.is_alphabetic()) {
            match c.script() {
                Script::Latin => letters.n_latin += 1,
                Script::Common | Script::Inherited => {}
                script => {
                    letters.n_cyrillic += usize::from(script == Script::Cyrillic);
                    match latin_twin(c) {
                        Some(_) => letters.n_twins += 1,
                        None => letters.n_other += 1,
                    }
                }
            }
        }
        letters
    }

    fn is_mixed(self) -> bool {
        self.n_latin > 0 && self.n_twins > 0 && self.n_other == 0
    }

    fn is_twins_only(self) -> bool {
        self.n_latin == 0 && self.n_twins > 0 && self.n_other == 0
    }
}

/// Reports look-alikes outside of `damaged`.
pub(super) fn detect(parsed: &Parsed<'_>, damaged: &[Span], findings: &mut Vec<Finding>) {
    let text = parsed.text;
    if !runs_beyond_ascii(text).any(|run| run.of(text).contains(is_greek_or_cyrillic)) {
        return;
    }
    let words: Vec<(Span, Letters)> = parsed
        .words
        .iter()
        .map(|w| w.span)
        .filter(|s| !s.of(text).is_ascii() && !damaged.iter().any(|d| d.overlaps(*s)))
        .map(|s| (s, Letters::of(s.of(text))))
        .collect();
    let n_foreign = words.iter().filter(|(_, l)| l.n_latin == 0 && l.n_twins + l.n_other > 0).count();
    let n_mixed = words.iter().filter(|(_, l)| l.is_mixed()).count();
    let n_plainly_foreign = words.iter().filter(|(_, l)| l.n_other > 0).count();
    if n_mixed + n_plainly_foreign == 0 {
        return;
    }
    let n_latin_words = parsed.words.len() - n_foreign.min(parsed.words.len());
    if n_latin_words < n_foreign && n_plainly_foreign > n_mixed {
        latin_in_cyrillic(text, &words, findings);
        return;
    }
    let is_disguised = n_mixed >= MIN_MIXED_WORDS && n_plainly_foreign == 0;
    let is_too_little = n_mixed == 1 && text.len() < MIN_BYTES_FOR_ONE_WORD;
    for (span, letters) in &words {
        if letters.is_mixed() || (is_disguised && letters.is_twins_only()) {
            let confidence = if is_too_little { Confidence::Suspect } else { Confidence::Certain };
            replace(text, *span, latin_twin, "Latin", confidence, findings);
        }
    }
}

fn latin_in_cyrillic(text: &str, words: &[(Span, Letters)], findings: &mut Vec<Finding>) {
    for (span, letters) in words {
        let word = span.of(text);
        let is_mixed =
            letters.n_latin > 0 && letters.n_cyrillic > letters.n_latin && !word.contains(|c: char| c.is_ascii_digit());
        if is_mixed && word.chars().filter(|c| c.script() == Script::Latin).all(|c| cyrillic_twin(c).is_some()) {
            replace(text, *span, cyrillic_twin, "Cyrillic", Confidence::Likely, findings);
        }
    }
}

/// One finding for each run of look-alikes in the word.
fn replace(
    text: &str,
    word: Span,
    twin: fn(char) -> Option<char>,
    script: &str,
    confidence: Confidence,
    findings: &mut Vec<Finding>,
) {
    let mut run: Option<(Span, String)> = None;
    let mut runs = Vec::new();
    for (i, c) in word.of(text).char_indices() {
        let at = word.start as usize + i;
        match (twin(c), &mut run) {
            (Some(put), Some((span, puts))) => {
                *span = span.join(Span::new(at, at + c.len_utf8()));
                puts.push(put);
            }
            (Some(put), None) => run = Some((Span::new(at, at + c.len_utf8()), put.to_string())),
            (None, _) => runs.extend(run.take()),
        }
    }
    runs.extend(run);
    for (span, put) in runs {
        let message =
            format!("“{}” in “{}” is “{put}” of the {script} script in disguise", span.of(text), word.of(text));
        let finding = Finding::new(HOMOGLYPH, Unit::Span, text, span, message);
        findings.push(finding.with_confidence(confidence).with_fix(Fix::replace(put)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::applied;
    use super::*;

    /// The text after every likely and certain fix.
    fn repair(text: &str) -> String {
        let mut findings = Vec::new();
        let mut parser = crate::text::Parser::new();
        detect(&parser.parse(text), &[], &mut findings);
        applied(text, findings)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(repair(text), expected);
        assert_eq!(repair(expected), expected, "a second run changes nothing");
    }

    #[test]
    fn look_alikes_in_a_latin_word_are_latin() {
        let filler = "and nothing else is wrong with this long line of plain words that goes on. ".repeat(3);
        check(&format!("{filler} pаypаl"), &format!("{filler} paypal"));
    }

    #[test]
    fn words_wholly_in_another_script_stay() {
        for text in ["The word море and the word нос are Russian", "Δx, TNFα and IL2Rγ", "ВІКІ"] {
            check(text, text);
        }
    }

    #[test]
    fn a_disguised_text_is_freed_of_whole_words_too() {
        check("а bаd dаy fоr hоpe", "a bad day for hope");
    }

    #[test]
    fn one_mixed_word_in_a_short_text_is_only_shown() {
        check("LAMPЕ - Vera Holm", "LAMPЕ - Vera Holm");
    }
}
