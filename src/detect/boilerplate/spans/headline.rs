//! Lines that read like the headline of another article, as a scraper leaves them of links between paragraphs and under the text. Of no word in them a model can
//! know that it speaks of the page; lists of persons and places, the other lines that look so, are told from them by their form.

use super::features::{Terrain, join};
use crate::text::Parsed;
use std::ops::Range;

/// Mean probability from which a headline is cut in any article. Source: of 90 that were read in clean news, one an article, two were wrong (an entry of a fact box,
/// a fixture; such are left since).
pub(super) const LIMIT: f32 = 0.9;
/// Words of a headline, and of one that may hold a comma or a dash: shorter lines with one are entries of lists. Source: reading 130 lines of clean news.
const MIN_WORDS: usize = 5;
const LONG_WORDS: usize = 9;
/// What tells of a line on a writer, an agency or a picture, in any case of the first letter: it is no headline.
const OTHER: [&str; 12] = [
    " is a", " is the ", " was a", "(@", "ontribut", "eported", "ditor", "eporter", "olumnist", "taff", "riter", "hoto",
];

/// True for a paragraph of these atoms, not the first of the text, with some words, no full stop, and no form of an entry of a list or of a line on a person.
pub(super) fn is_headline(parsed: &Parsed<'_>, terrain: &Terrain, atoms: &Range<usize>) -> bool {
    let block_idx = terrain.atoms[atoms.start].block_idx;
    let span = join(&terrain.atoms[atoms.clone()]);
    if block_idx == 0 || span != parsed.blocks[block_idx].span {
        return false;
    }
    let (text, n_words) = (span.of(parsed.text), terrain.n_words(atoms.clone()));
    let opens = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\'' | '“' | '‘' | '„' | '«'));
    let closes = terrain.ends_open(atoms.clone()) && !text.ends_with([':', ')', ']']);
    let says = terrain.stop_share(atoms.clone()) > 0.0 || text.contains(':') || !text.contains(char::is_lowercase);
    n_words >= MIN_WORDS
        && opens
        && closes
        && says
        && !is_entry(text, n_words)
        && !OTHER.iter().any(|o| text.contains(o))
}

/// "Pier 4 - Port Lannis", "Ann Lee, mayor of Port Lannis", "Lannis or Koru v Harbour Town".
fn is_entry(text: &str, n_words: usize) -> bool {
    let parts = [",", ";", " - ", " – ", " — "];
    if [" v ", " vs "].iter().any(|versus| text.contains(versus)) {
        return true;
    }
    if n_words < LONG_WORDS && parts.iter().any(|part| text.contains(part)) {
        return true;
    }
    text.split_once(", ").is_some_and(|(name, role)| {
        (2..=3).contains(&name.split(' ').count())
            && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
            && role.starts_with(char::is_lowercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::boilerplate::Lexicon;
    use crate::text::Parser;

    fn check(line: &str, expected: bool) {
        let mut parser = Parser::new();
        let text = format!("The ferries ran again on Monday.\n{line}");
        let parsed = parser.parse(&text);
        let terrain = Terrain::of(&parsed, &Lexicon::default());
        let first = terrain.atoms.iter().position(|a| a.block_idx == 1).unwrap();
        assert_eq!(is_headline(&parsed, &terrain, &(first..terrain.atoms.len())), expected, "{line}");
    }

    #[test]
    fn headlines_are_told_from_entries_of_lists() {
        for line in [
            "Why the Ferry Is Late Again",
            "MAYOR OPENS SECOND PIER AT LAST",
            "Harbour office: Ferries will run at night",
            "Ann Lee, Bo Rye open the second pier of Port Lannis on Monday",
        ] {
            check(line, true);
        }
        for line in [
            "Second Pier Opens",
            "The ferry ran again on Monday, she said.",
            "Pier 4 - Harbour Office of Port Lannis",
            "Ann Lee, mayor of the town of Port Lannis since the year of the storm",
            "Koru Lannis Pier Harbour Council",
            "Lannis or Koru v Harbour Town",
            "• The ferry of the bay and its captain",
            "Bo Rye is a reporter of the Courier in Lannis",
        ] {
            check(line, false);
        }
    }
}
