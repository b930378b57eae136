//! From probabilities to cuts: the operating point follows from the share of prose in the text, and whatever the model
//! says, most of a text's prose stays.

use super::features::Surroundings;
use super::model::probability;
use super::shape::{STARTS_WITH_MARK, Shape};
use crate::detect::boilerplate::kinds::Kind;
use crate::detect::boilerplate::notice::is_notice;
use crate::detect::boilerplate::phrases::Hit;
use crate::detect::boilerplate::statement::{ends_with_a_stop, has_verb, is_value_line, wrapped_lines};
use crate::findings::Confidence;
use crate::text::Parsed;

/// Probability from which a paragraph of a raw scrape is cut: the point of the best dev doc F1 (page of the rule).
const RAW_THRESHOLD: f32 = 0.5;
/// The same for extracted text that still shows furniture: word precision of site-held-out dev predictions by share of prose
/// (page of the rule).
const EXTRACTED_THRESHOLD: f32 = 0.6;
/// The same for text in a script that the tables do not know, where no wording vouches for the furniture. Source: the six Japanese
/// and five Korean dev pages keep doc F1 .913 and .940 with it.
const FOREIGN_THRESHOLD: f32 = 0.9;
/// Share of prose words from which the model's cuts stay suspicions, unless it would cut this many paragraphs, rows of values not
/// among them: menus come by the dozen. Source: in 4,402 articles of clean news some 30 of 70 cuts read above this share were lists, tables and headings of the
/// article, and one article had 36 such cuts beside those of other rules; raw pages have some 90 each.
const MAX_PROSE_SHARE: f32 = 0.6;
const MIN_SCRAPE_CUTS: usize = 80;
/// Share of prose words from which a text counts as extracted, and below which as a raw scrape; the threshold is drawn out
/// between the two. Guesses: of the dev pages 95 % of raw scrapes lie below .7, 90 % of extractor outputs above .5.
const EXTRACTED_PROSE_SHARE: f32 = 0.7;
const RAW_PROSE_SHARE: f32 = 0.5;
/// Paragraphs that wording shows to be removable, from which a text counts as holding furniture, as a number and as a share.
/// A table or a poem has few sentences too, but no share buttons.
const MIN_FURNITURE: usize = 3;
const MIN_FURNITURE_SHARE: f32 = 0.03;
/// Kinds of wordings in such a text, unless one is of buttons and menus: a page has many, an article its ten captions or its ten
/// links. Source: of 23 articles of clean news that lost paragraphs to this rule twelve had one kind, all but one of them wrongly.
const MIN_FURNITURE_KINDS: usize = 2;
/// Paragraphs from which a text with little prose counts as a scrape with one such wording already: pages in languages that the
/// tables do not know. Source: site-held-out dev doc F1 .899 without, .906 with it.
const MANY_PARAGRAPHS: usize = 80;
/// Share of bytes beyond ASCII from which a text is in a script that the tables do not know. A guess: French has some .05.
const FOREIGN_SHARE: f32 = 0.3;
/// Paragraphs that such a text needs to count as a scrape. Source: doc F1 of the Japanese dev pages .913 at 30, .885 at 80.
const FOREIGN_PARAGRAPHS: usize = 30;
/// A text of fewer paragraphs or words tells too little of its kind: nothing is cut. Guesses.
const MIN_PARAGRAPHS: usize = 3;
/// Words of a full-sentence paragraph that this rule alone never cuts from extracted text.
const PROTECTED_WORDS: f32 = 15.0;
/// Share of lines of values from which a long text is a table and no page. A guess.
const TABLE_SHARE: f32 = 0.2;
/// Words of a line with a verb and a full stop, of no notice's wording, that it never cuts. A guess.
const STATEMENT_WORDS: usize = 5;
/// Probability from which such lines and lines of values are cut from the raw scrape of a page, where they are teasers and
/// prices. Source: dev doc F1 .905 at .5, .902 at .8, .898 at .9, with content recall .966, .971, .971.
const STATEMENT_THRESHOLD: f32 = 0.8;
/// Words of a list item ("• One ferry a day in winter") that it never cuts there either. A guess.
const ITEM_WORDS: f32 = 5.0;
/// Most prose that may leave a text, as a share of its prose words; beyond it the model has misjudged the text.
const MAX_PROSE_CUT: f32 = 0.4;

/// What the model says of one paragraph that it would cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BlockVerdict {
    /// Position in `Parsed::blocks`.
    pub(crate) block_idx: usize,
    /// Probability of boilerplate, in 0..=1.
    pub(crate) probability: f32,
    /// The limit it was held against.
    pub(crate) threshold: f32,
    /// Likely; a suspicion in text that is mostly prose, and where too much prose would leave.
    pub(crate) confidence: Confidence,
}

/// The paragraphs that the model would cut, in order. Text without furniture is not looked at.
pub(crate) fn judge(parsed: &Parsed<'_>, hits: &[Hit]) -> Vec<BlockVerdict> {
    let kind = text_kind(parsed, hits);
    if kind == TextKind::Clean {
        return Vec::new();
    }
    let text = Surroundings::with_hits(parsed, hits);
    let is_extracted = text.prose_share >= RAW_PROSE_SHARE;
    let mut verdicts = match kind {
        TextKind::Foreign => above(parsed, &text, FOREIGN_THRESHOLD, true),
        TextKind::Scrape if is_extracted => Vec::new(),
        _ => above(parsed, &text, threshold(text.prose_share), is_extracted),
    };
    spare_prose(&text, &mut verdicts);
    let is_article = text.prose_share >= MAX_PROSE_SHARE && verdicts.len() < MIN_SCRAPE_CUTS;
    if is_article && kind != TextKind::Foreign {
        verdicts.iter_mut().for_each(|v| v.confidence = Confidence::Suspect);
    }
    verdicts
}

/// The paragraphs from `threshold` on that may be furniture; of extracted text only those that are not protected.
fn above(parsed: &Parsed<'_>, text: &Surroundings, threshold: f32, is_extracted: bool) -> Vec<BlockVerdict> {
    let is_wrapped = wrapped_lines(parsed);
    let states_limit = if is_page(parsed, text, threshold) { STATEMENT_THRESHOLD } else { f32::INFINITY };
    let verdict = |block_idx| {
        let probability = probability(&text.features(block_idx));
        BlockVerdict { block_idx, probability, threshold, confidence: Confidence::Likely }
    };
    (0..text.len())
        .filter(|&i| !is_extracted || !is_protected(&text.shapes[i]))
        .map(verdict)
        .filter(|v| v.probability >= threshold)
        .filter(|v| !is_wrapped[v.block_idx])
        .filter(|v| v.probability >= states_limit || !states_something(parsed, v.block_idx))
        .collect()
}

/// A raw scrape of a page, with its teasers and prices, or a text whose limit is as high anyway.
fn is_page(parsed: &Parsed<'_>, text: &Surroundings, threshold: f32) -> bool {
    let is_raw = text.prose_share < RAW_PROSE_SHARE && text.len() >= MANY_PARAGRAPHS && !is_table(parsed);
    is_raw || threshold >= FOREIGN_THRESHOLD
}

/// A line of values, or one with a verb and a full stop that does not speak of the page.
fn states_something(parsed: &Parsed<'_>, block_idx: usize) -> bool {
    let block = &parsed.blocks[block_idx];
    let is_statement = block.n_words() >= STATEMENT_WORDS
        && ends_with_a_stop(parsed.text_of(block))
        && has_verb(parsed, block)
        && !is_notice(parsed, block);
    is_statement || is_value_line(parsed, block)
}

/// What the wordings of a text tell of it, before its paragraphs are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextKind {
    /// Nothing removable, or too little to tell.
    Clean,
    /// Furniture enough.
    Furnished,
    /// One wording in many paragraphs: a scrape if it holds little prose.
    Scrape,
    /// Many paragraphs in a script that the tables do not know.
    Foreign,
}

fn text_kind(parsed: &Parsed<'_>, hits: &[Hit]) -> TextKind {
    let n_blocks = parsed.blocks.len();
    let furniture = || hits.iter().filter(|h| !h.kind.is_report_only());
    let mut removable: Vec<usize> = furniture().map(|h| h.block_idx).collect();
    removable.dedup();
    let n = removable.len();
    let mut kinds: Vec<Kind> = furniture().map(|h| h.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let has_page_wording = kinds.iter().any(|k| *k != Kind::PhotoCredit);
    if n_blocks < MIN_PARAGRAPHS {
        TextKind::Clean
    } else if n >= MIN_FURNITURE
        && n as f32 >= MIN_FURNITURE_SHARE * n_blocks as f32
        && (kinds.len() >= MIN_FURNITURE_KINDS || kinds.iter().any(|k| is_button(*k)))
    {
        TextKind::Furnished
    } else if has_page_wording && n_blocks >= MANY_PARAGRAPHS && !is_table(parsed) {
        TextKind::Scrape
    } else if n_blocks >= FOREIGN_PARAGRAPHS && is_foreign(parsed.text) {
        TextKind::Foreign
    } else {
        TextKind::Clean
    }
}

/// Kinds of wordings that only pages have.
fn is_button(kind: Kind) -> bool {
    use Kind::{CommentPrompt, CookieNotice, Navigation, SharePrompt, Tags};
    matches!(kind, CommentPrompt | CookieNotice | Navigation | SharePrompt | Tags)
}

/// A text of rows of values: a ranking, a market report.
fn is_table(parsed: &Parsed<'_>) -> bool {
    let n_rows = parsed.blocks.iter().filter(|b| is_value_line(parsed, b)).count();
    n_rows as f32 >= TABLE_SHARE * parsed.blocks.len() as f32
}

fn is_foreign(text: &str) -> bool {
    let n_wide = text.bytes().filter(|b| !b.is_ascii()).count();
    n_wide as f32 >= FOREIGN_SHARE * text.len() as f32
}

/// Full sentences, table rows and list items, which only a surer rule may cut from extracted text.
fn is_protected(shape: &Shape) -> bool {
    let is_item = shape.start >= STARTS_WITH_MARK && shape.n_words >= ITEM_WORDS;
    let is_sentence = shape.is_prose() && shape.n_words >= PROTECTED_WORDS;
    is_sentence || is_item || shape.has_columns > 0.0
}

fn threshold(prose_share: f32) -> f32 {
    let t = (prose_share - RAW_PROSE_SHARE) / (EXTRACTED_PROSE_SHARE - RAW_PROSE_SHARE);
    RAW_THRESHOLD + t.clamp(0.0, 1.0) * (EXTRACTED_THRESHOLD - RAW_THRESHOLD)
}

/// Where too much prose, or the whole text, would leave, the prose (or all) is only suspected.
fn spare_prose(text: &Surroundings, verdicts: &mut [BlockVerdict]) {
    let words = |v: &BlockVerdict| text.shapes[v.block_idx].n_words;
    let is_prose = |v: &BlockVerdict| text.shapes[v.block_idx].is_prose();
    let all: f32 = text.shapes.iter().filter(|s| s.is_prose()).map(|s| s.n_words).sum();
    let cut: f32 = verdicts.iter().filter(|v| is_prose(v)).map(words).sum();
    let takes_all = verdicts.len() == text.len();
    for verdict in verdicts.iter_mut() {
        if takes_all || (is_prose(verdict) && cut > MAX_PROSE_CUT * all) {
            verdict.confidence = Confidence::Suspect;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::boilerplate::phrases;
    use crate::text::Parser;

    const PROSE: &str = "The ferry will run again when the pier has been inspected, the council said on Monday.\n";
    const MENU: &str = "Home\nHarbour\nCouncil\nSign in\nShare this article\nSkip to content\nPrivacy Policy\n";

    fn check(text: &str, expected: &[&str]) {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let cut = judge(&parsed, &phrases::find(&parsed));
        let cut: Vec<&str> = cut
            .iter()
            .filter(|v| v.confidence >= Confidence::Likely)
            .map(|v| parsed.text_of(&parsed.blocks[v.block_idx]))
            .collect();
        assert_eq!(cut, expected);
    }

    #[test]
    fn a_menu_before_an_article_is_cut_and_the_article_stays() {
        let menus = MENU.repeat(8);
        check(&format!("{menus}{}", PROSE.repeat(8)), &menus.lines().collect::<Vec<_>>());
    }

    #[test]
    fn in_text_that_is_mostly_prose_the_model_only_suspects() {
        check(&format!("{MENU}{}", PROSE.repeat(30)), &[]);
    }

    #[test]
    fn what_states_something_stays_beside_buttons() {
        let list = "Piers in use: 4.5% (3rd lowest)\nThe pier is closed, her office said.\n";
        check(&format!("{MENU}{list}{PROSE}"), &MENU.lines().collect::<Vec<_>>());
    }

    #[test]
    fn a_gallery_is_no_scrape() {
        let gallery = "Ferries wait at the long pier of Lannis harbour (Photo: Ann Lee, AP)\n".repeat(10);
        check(&gallery, &[]);
    }

    #[test]
    fn text_without_furniture_stays_whole() {
        check(&PROSE.repeat(6), &[]);
        check("Koru   104.2   -0.3\nCrown   99.1   +0.2\nMark   12.0   +1.1\nPound   8.0   +0.1\n", &[]);
        check("Home\nHarbour", &[]);
    }
}
