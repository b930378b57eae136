//! Hyphens at the ends of lines: "elimin-⏎ated" is one word, "well-⏎known" keeps its hyphen. Which it is, the text says where it has
//! the same word elsewhere; for English the model's counts say; in other languages a half that is no word of the text.

use super::MISSING_SPACE;
use super::lexis::Lexis;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span, fold_hash, is_abbreviation, is_unspaced};

/// First parts that are put before words with a hyphen.
const PREFIXES: &[&str] = &[
    "non", "anti", "ex", "self", "co", "pre", "post", "pro", "semi", "mid", "multi", "all", "well", "half", "cross",
    "vice", "sub", "inter", "ultra", "quasi",
];
/// First parts of compounds that French and its neighbours write with a hyphen.
const FOREIGN_FIRST: &[&str] = &[
    "grand",
    "grande",
    "week",
    "porte",
    "sous",
    "avant",
    "après",
    "rendez",
    "au",
    "là",
    "beau",
    "belle",
    "demi",
    "non",
    "mi",
    "semi",
    "ex",
    "vice",
    "anti",
    "co",
    "peut",
    "est",
    "tout",
    "ci",
    "sud",
    "nord",
    "saint",
    "sainte",
    "moi",
    "lui",
    "elle",
    "eux",
    "nous",
    "vous",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "quatre",
    "dix",
    "celui",
    "celle",
    "ceux",
    "celles",
    "jusque",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "pré",
    "pós",
    "recém",
    "bem",
    "além",
];
/// Parts that follow a hyphen in other languages: enclitics, and what takes up an ellipsis ("Vor- und Nachteile").
const FOREIGN_LAST: &[&str] = &[
    "und", "oder", "bis", "bzw", "en", "of", "et", "ou", "ci", "là", "même", "mêmes", "il", "elle", "ils", "elles",
    "on", "je", "tu", "nous", "vous", "ce", "le", "la", "les", "lo", "los", "las", "se", "me", "te", "lhe", "lhes",
    "dessus", "dessous", "delà", "feira", "nos", "vos", "être", "dire", "nya",
];
/// How often half a word may have been counted, in 34 M words of news, without being a word that compounds are made of. A guess.
const MAX_HALF_COUNT: f32 = 50.0;

/// What the hyphen is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hyphen {
    /// The typesetter's: it goes with the break.
    OfLine,
    /// The word's own: only the break goes.
    OfWord,
    Doubtful,
}

/// Reports hyphens at line ends.
pub(super) fn hyphenated(parsed: &Parsed<'_>, lexis: &Lexis<'_>, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"-\n") {
        let left = text[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let right = text[at + 2..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let whole = format!("{left}{right}");
        let are_capitals = || whole.chars().all(char::is_uppercase);
        let has_no_hyphens = left.ends_with(is_unspaced) && right.starts_with(is_unspaced);
        // "Pay-⏎Pal": a name with a capital inside.
        let is_name = || text.contains(&whole);
        let goes_on = right.starts_with(char::is_lowercase) || has_no_hyphens || are_capitals() || is_name();
        if left.chars().count() < 2 || right.chars().count() < 2 || !goes_on {
            continue;
        }
        let hyphen = if has_no_hyphens { Hyphen::OfLine } else { judge(parsed, lexis, left, right, &whole) };
        let (message, confidence, fix) = match hyphen {
            Hyphen::OfLine => (format!("“{whole}” was torn apart at a line end"), Confidence::Likely, Fix::replace("")),
            Hyphen::OfWord => {
                (format!("“{left}-{right}” was broken at its hyphen"), Confidence::Likely, Fix::replace("-"))
            }
            Hyphen::Doubtful => {
                (format!("“{whole}” was torn apart at a line end"), Confidence::Suspect, Fix::replace(""))
            }
        };
        let finding = Finding::new(MISSING_SPACE, Unit::Span, text, Span::new(at, at + 2), message);
        findings.push(finding.with_kind("line-end-hyphen").with_confidence(confidence).with_fix(fix));
    }
}

fn judge(parsed: &Parsed<'_>, lexis: &Lexis<'_>, left: &str, right: &str, whole: &str) -> Hyphen {
    let mut buffer = String::new();
    let mut n_in_text = |word: &str| {
        let hash = fold_hash(word, &mut buffer);
        parsed.words.iter().filter(|w| w.hash == hash).count()
    };
    if parsed.text.contains(&format!("{left}-{right}")) {
        return Hyphen::OfWord;
    }
    if n_in_text(whole) > 0 {
        return Hyphen::OfLine;
    }
    if !lexis.speaks() {
        // Each half is itself a word of the text: here, and where it is one indeed also elsewhere.
        let is_half = n_in_text(left) == 1 || n_in_text(right) == 1;
        let is_doubled = right.starts_with(left) || left.ends_with(right);
        let may_be_compound = FOREIGN_LAST.contains(&right)
            || FOREIGN_FIRST.iter().any(|first| first.eq_ignore_ascii_case(left))
            || is_doubled
            || is_abbreviation(left);
        return if is_half && !may_be_compound { Hyphen::OfLine } else { Hyphen::Doubtful };
    }
    let (n_whole, n_pair) = (lexis.count(whole), lexis.pair(left, right));
    let is_prefix = PREFIXES.iter().any(|p| p.eq_ignore_ascii_case(left));
    match () {
        () if n_whole > 0.0 && (n_whole >= n_pair || is_conjunction(right)) => Hyphen::OfLine,
        () if is_conjunction(right) => Hyphen::Doubtful,
        () if n_pair > 0.0 || is_prefix => Hyphen::OfWord,
        () if lexis.count(left).min(lexis.count(right)) < MAX_HALF_COUNT => Hyphen::OfLine,
        () => Hyphen::Doubtful,
    }
}

/// "medium-⏎and heavy-duty": the second part of a compound comes later.
fn is_conjunction(right: &str) -> bool {
    matches!(right, "and" | "or" | "to" | "but" | "nor")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, lexis_of};
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut findings = Vec::new();
        let mut parser = crate::text::Parser::new();
        let parsed = parser.parse(text);
        hyphenated(&parsed, &lexis_of(&parsed), &mut findings);
        assert_eq!(applied(text, findings), expected);
    }

    #[test]
    fn the_hyphen_of_a_line_goes_and_that_of_a_word_stays() {
        check("the gov-\nernment of the harbour", "the government of the harbour");
        check("a well-\nknown and long-\nterm loan for the pier", "a well-known and long-term loan for the pier");
        check("the state-of-the-\nart pier of the town", "the state-of-the-art pier of the town");
        check(
            "a wide-dia-\nmeter pipe on the WIN-\nNING pier of the harbour",
            "a wide-diameter pipe on the WINNING pier of the harbour",
        );
        check("light-\nand heavy-duty boats of the harbour", "light-\nand heavy-duty boats of the harbour");
        check("The mayor Norlan-\ndini spoke at the pier", "The mayor Norlandini spoke at the pier");
    }

    #[test]
    fn of_other_languages_the_text_itself_tells() {
        check("Der Hafenmei-\nster kam spät", "Der Hafenmeister kam spät");
        check("Der Vor-\nund der Nachteil", "Der Vor-\nund der Nachteil");
        check("Der Kran am Kran-\nhaus und das Haus", "Der Kran am Kran-\nhaus und das Haus");
        check("ItIsHer PierWorks, not Pier-\nWorks", "ItIsHer PierWorks, not PierWorks");
        check("Both Pier-\nWorks and the Lannis-\nRye line", "Both Pier-\nWorks and the Lannis-\nRye line");
        check("フェリーは出港する-\nようになった。", "フェリーは出港するようになった。");
    }
}
