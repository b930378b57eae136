//! Text damaged by encoding, extraction or machine translation. What is reversible and provable is repaired, noise is cut,
//! the rest is reported. One file or two for a rule, each rule with its page; `scan` and `codepage` are shared.

mod beside;
mod code;
mod codepage;
mod disbelief;
mod elsewhere;
mod entities;
mod glued;
mod homoglyph;
mod invisible;
mod lexis;
mod line_end;
mod lost;
mod mojibake;
mod ocr;
mod quotes;
mod salad;
mod scan;
mod sequences;
mod spacing;
mod stray_quotes;
mod tags;
#[cfg(test)]
mod testing;
mod tokens;
mod torn;
mod translated;
mod truncated;
mod unwritten;

use super::{Detector, Notes, Scene};
use crate::findings::{Action, Family, Rule, Score, Trust};
use lexis::Lexis;
use scan::Glance;

/// The family's detector.
pub struct Garbled;

macro_rules! rule {
    ($name:literal, $action:ident, $scored:literal, $summary:literal, $kinds:expr) => {
        Rule {
            name: $name,
            family: Family::Garbled,
            summary: $summary,
            default_action: Action::$action,
            scored: $scored,
            kinds: $kinds,
            trust: Trust::UNREAD,
            page: include_str!(concat!($name, ".md")),
        }
    };
}

static RULES: [Rule; 10] = [
    rule!(
        "mojibake",
        Replace,
        false,
        "UTF-8 that was read as another encoding",
        &[
            "question-mark",
            "utf-8-as-ibm-437",
            "utf-8-as-mac-roman",
            "utf-8-as-windows-1250",
            "utf-8-as-windows-1251",
            "utf-8-as-windows-1252",
            "utf-8-as-windows-1253",
            "utf-8-as-windows-1257"
        ]
    ),
    rule!(
        "missing-space",
        Replace,
        false,
        "Words run together or torn apart",
        &["comma", "counter", "full-stop", "letter-spacing", "line-end-hyphen", "quote", "split-word", "words"]
    ),
    rule!(
        "broken-quote",
        None,
        false,
        "Quotation marks where none can stand",
        &["blank-before-closing-mark", "blank-before-comma", "opening-mark-closes", "stray-blank", "unclosed"]
    ),
    rule!(
        "invisible-character",
        Cut,
        false,
        "Characters that nobody sees, or that are forms of others",
        &[
            "byte-order-mark",
            "control",
            "direction-mark",
            "full-width",
            "ligature",
            "line-separator",
            "private-use",
            "replacement-character",
            "soft-hyphen",
            "zero-width"
        ]
    ),
    rule!("homoglyph", Replace, false, "Letters of another script that look alike", &[]),
    rule!(
        "markup-residue",
        Cut,
        false,
        "Entities, tags and code left in the text",
        &["attribute", "entity", "escape", "json", "protected-address", "script", "shortcode", "style", "tag"]
    ),
    rule!(
        "token-noise",
        Cut,
        true,
        "Hashes, base64, random letters, misread scans",
        &["base64", "hash", "letters", "ocr"]
    ),
    rule!("word-salad", None, true, "Words in an order that nobody writes", &["doubled-words"]),
    rule!("machine-translated", None, true, "Traces of translation there and back", &["trace"]),
    rule!("truncated", None, false, "A text that stops in the middle of a sentence", &["open-end", "preview"]),
];

static MOJIBAKE: &Rule = &RULES[0];
static MISSING_SPACE: &Rule = &RULES[1];
static BROKEN_QUOTE: &Rule = &RULES[2];
static INVISIBLE_CHARACTER: &Rule = &RULES[3];
static HOMOGLYPH: &Rule = &RULES[4];
static MARKUP_RESIDUE: &Rule = &RULES[5];
static TOKEN_NOISE: &Rule = &RULES[6];
static WORD_SALAD: &Rule = &RULES[7];
static MACHINE_TRANSLATED: &Rule = &RULES[8];
static TRUNCATED: &Rule = &RULES[9];

impl Detector for Garbled {
    fn rules(&self) -> &'static [Rule] {
        &RULES
    }

    fn detect(&self, scene: &Scene<'_>, notes: &mut Notes) {
        let (parsed, text) = (scene.parsed, scene.parsed.text);
        let glance = Glance::of(text);
        let found = &mut notes.findings;

        let has = |rule: &Rule| scene.selection.has(rule);

        let damaged = if glance.is_ascii { Vec::new() } else { mojibake::detect(text, found) };
        if (!glance.is_ascii || glance.has_control) && has(INVISIBLE_CHARACTER) {
            invisible::detect(text, &damaged, found);
        }
        if !glance.is_ascii && has(HOMOGLYPH) {
            homoglyph::detect(parsed, &damaged, found);
        }
        if has(MARKUP_RESIDUE) {
            entities::detect(text, found);
            tags::detect(text, found);
            code::detect(text, found);
        }
        if has(MOJIBAKE) {
            lost::detect(text, found);
        }
        let is_of_words =
            [TOKEN_NOISE, MISSING_SPACE, TRUNCATED, BROKEN_QUOTE, WORD_SALAD, MACHINE_TRANSLATED].into_iter().any(has);
        if !is_of_words {
            return;
        }
        let sequences = sequences::find(parsed);
        let lexis = match has(TOKEN_NOISE) || has(MISSING_SPACE) {
            true => Lexis::of(scene.model, parsed, sequences.is_english),
            false => Lexis::silent(),
        };
        if has(TOKEN_NOISE) {
            tokens::detect(parsed, found);
            notes.scores.push(Score { rule: TOKEN_NOISE, value: ocr::detect(parsed, &lexis, found) });
        }
        if has(MISSING_SPACE) {
            spacing::detect(parsed, &lexis, found);
            glued::detect(parsed, &lexis, found);
            torn::detect(parsed, &lexis, found);
        }
        if has(TRUNCATED) {
            truncated::detect(parsed, found);
        }
        if has(BROKEN_QUOTE) || has(WORD_SALAD) || has(MACHINE_TRANSLATED) {
            let first = found.len();
            let n_quote_faults = quotes::detect(parsed, &damaged, found);
            if sequences.is_english && has(BROKEN_QUOTE) {
                stray_quotes::detect(parsed, glance.is_ascii, first, found);
            }
            let salad = salad::detect(parsed, &sequences, found);
            let translated = translated::detect(parsed, n_quote_faults, &sequences, found);
            notes.scores.push(Score { rule: WORD_SALAD, value: salad });
            notes.scores.push(Score { rule: MACHINE_TRANSLATED, value: translated });
        }
    }
}
