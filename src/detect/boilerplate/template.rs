//! Paragraphs that a site prints on many pages. Digits count as equal, so "3 comments" and "12 comments" are one template;
//! the more a paragraph looks like reporting, the more documents must share it; prose that speaks of the world is left to the
//! duplicate rules, which keep a copy.

use super::notice::{LONG_WORDS, is_notice};
use super::statement::{ends_with_a_stop, has_value, has_verb, runs_on};
use crate::corpus::{Circle, Index, TemplateUse};
use crate::findings::Confidence;
use crate::text::{Block, Document, Parsed, Site, Word, template_key};
use std::ops::RangeInclusive;

/// Documents that must share a line of fewer than `PROSE_WORDS` words. Source: on the pages of the boilerplate benchmark with five
/// pages a site, a line on one other page is boilerplate with precision .999 (research note, "Templates per site").
const MIN_DOCUMENTS: u32 = 2;
/// Documents that must share a longer one. Same source: precision .987 at two pages; three keep out the quotation that two
/// reports of one event share.
const MIN_DOCUMENTS_PROSE: u32 = 3;
/// A longer line on this share of a site's pages needs only `MIN_DOCUMENTS`. Same source.
const PROSE_SITE_SHARE: f64 = 0.2;
/// Documents that must share a line that holds figures: the folded figures may be all that such a line says. A guess.
const MIN_DOCUMENTS_FIGURES: u32 = 5;
/// Words from which a line counts as long. The benchmark's own cut.
const PROSE_WORDS: usize = 8;
/// Words of a full sentence that a wire report may repeat with other figures ("The koru was trading at 0.0"). A guess.
const SENTENCE_WORDS: usize = 6;
/// Most words with figures, as a share, of a line that may be cut as a template: beyond it is a table. A guess.
const MAX_FIGURES_SHARE: f64 = 0.3;

/// Words with figures of a table row ("Net 17.5 mln vs 16.3 mln"): a line with as many, or as near to such a line as this, is not
/// cut as a template. Source: heads of tables ("Year") in Reuters-21578 stand up to two lines above the rows; sign-offs below them.
const TABLE_FIGURES: usize = 2;
const TABLE_REACH: RangeInclusive<isize> = -1..=2;
/// Most words of a table row for each word with figures. A guess.
const TABLE_WORDS_A_FIGURE: usize = 4;
/// Least share of a site's pages that a template of whatever length stands on: on a site of thousands of pages two equal
/// lines are chance. A guess.
const MIN_SITE_SHARE: f64 = 0.005;
/// A sentence with figures that stands on this share of a site's pages is a notice ("owned by its readers since 1921"), if few of
/// its words are figures: no report says one thing on every third page. Guesses.
const NOTICE_SITE_SHARE: f64 = 0.3;
const NOTICE_MAX_FIGURES_SHARE: f64 = 0.12;

/// Documents, or a share of the site, that make a template of a long notice; both, of a turn of a talk and of a sentence without a
/// notice's wording. Source: read on clean news, what fewer share were speakers, quotations and captions.
const MIN_DOCUMENTS_CERTAIN: u32 = 10;
const CERTAIN_SITE_SHARE: f64 = 0.3;
/// The same for a label over prose (a speaker, a heading "What we do not know") of a site with so many pages. Source: in political news the headings of two
/// series ("From the Left") stand on .42 to .57 of their sites' pages, advertising marks on .91 and .93.
const LABEL_SITE_SHARE: f64 = 0.6;
const LABEL_SITE_DOCUMENTS: u32 = 10;
/// Documents of a group, or of a folder, that must share a line where no site is known; in a group fewer are enough where the line speaks
/// of the page. Source: groups of 26,000 political articles whose sites were hidden. Of 45 distinct lines that say nothing of the page, cut on three
/// or four documents, 9 were the articles' own ("What we don't know") and 8 bylines; of 15 on five to nine 4 and 4. Of 100 distinct
/// notices on three or four documents one was a headline. In 323 raw pages no content is cut with any limit from 2 on.
const MIN_DOCUMENTS_UNSITED: u32 = 10;
const MIN_DOCUMENTS_NOTICE: u32 = 3;
/// Times that a short line stands in one text from which it is a turn of a talk ("Right.") or a speaker's name. A guess.
const MIN_SPEAKER_TURNS: usize = 3;
/// Letters of a name of a site; shorter ones ("AP", "ABC") are words of other things. A guess.
const MIN_BRAND_LETTERS: usize = 5;
/// Marks of list items.
const ITEM_MARKS: [char; 6] = ['-', '–', '—', '*', '•', '⦁'];
/// Words of a paragraph under a label, where no full stop shows that it is prose. A guess.
const PROSE_UNDER_LABEL_WORDS: usize = 12;

/// A paragraph that is a template.
pub(super) struct Template {
    /// What the index knows of it.
    pub(super) known: TemplateUse,
    /// Documents that it must be seen in.
    pub(super) min_documents: u32,
    /// Likely, or a suspicion where it may be reporting with figures.
    pub(super) confidence: Confidence,
}

/// What tells of a paragraph whether it may be a template, without the corpus.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Look {
    n_words: usize,
    figures_share: f64,
    is_sentence: bool,
    /// It is a clause or an item of a list, without a full stop perhaps.
    is_clause: bool,
    /// Its words speak of the page.
    is_notice: bool,
    /// It gives a quantity.
    has_value: bool,
    /// It goes on with the sentence of the line before.
    runs_on: bool,
    /// It is a table row, or near one.
    is_tabular: bool,
    /// It names the source of a quotation above it.
    is_source: bool,
    /// It is a few words over a sentence, a long paragraph or a list.
    is_label: bool,
    /// It stands over several of the text's paragraphs, opens as several of them do ("ANN LEE: …"), or is short and ends with a
    /// stop ("Right."): a turn of a talk.
    is_turn: bool,
    /// It may be a person's name on a line of its own: a byline.
    is_name: bool,
    /// It is no whole: it introduces what follows ("Recent comments by the board:"), or a line was broken before or behind it.
    is_part: bool,
}

/// The paragraph as a template of its site, where enough kept documents share it.
pub(super) fn find(index: &Index, document: &Document, parsed: &Parsed<'_>, block_idx: usize) -> Option<Template> {
    let block = &parsed.blocks[block_idx];
    if block.n_words() == 0 {
        return None;
    }
    let mut known = index.templates(document, template_key(parsed, block)).peekable();
    known.peek()?;
    let is_brand = block.n_words() < PROSE_WORDS && is_brand(&document.site, parsed.text_of(block));
    let look = look_at(parsed, block_idx).unless_brand(is_brand);
    let found = known.filter_map(|known| {
        let (min_documents, confidence) = demand(look, known.circle, known.n_documents, known.n_circle_documents);
        (known.n_documents >= min_documents).then_some(Template { known, min_documents, confidence })
    });
    // Of those that say the same the last one: a group tells more than a folder, a site more than a group.
    found.max_by_key(|template| template.confidence)
}

fn look_at(parsed: &Parsed<'_>, block_idx: usize) -> Look {
    let block = &parsed.blocks[block_idx];
    let (text, n_words) = (parsed.text_of(block), block.n_words());
    let n_figures = n_figures(parsed, block);
    let near = || TABLE_REACH.filter_map(|offset| parsed.blocks.get(block_idx.checked_add_signed(offset)?));
    let n_cells = near().filter(|b| is_cell(parsed, b)).count();
    let is_sentence = n_words >= SENTENCE_WORDS && text.ends_with(['.', '!', '?', '”', '"', '。']);
    let is_notice = is_notice(parsed, block);
    let is_short = n_words < PROSE_WORDS;
    Look {
        n_words,
        figures_share: n_figures as f64 / n_words.max(1) as f64,
        is_sentence,
        is_clause: text.starts_with(ITEM_MARKS) || has_verb(parsed, block),
        is_notice,
        has_value: n_figures > 0 && has_value(text),
        runs_on: block_idx > 0 && runs_on(parsed, &parsed.blocks[block_idx - 1], block),
        is_tabular: heads_values(parsed, block_idx) || n_cells >= TABLE_FIGURES || near().any(|b| is_row(parsed, b)),
        is_source: is_short && names_a_source(parsed, block_idx),
        is_label: !is_sentence && is_short && heads_prose(parsed, block_idx),
        is_part: text.ends_with(':') || is_broken(parsed, block_idx),
        is_name: is_short && !is_notice && may_be_a_name(parsed, block_idx),
        is_turn: is_short && ((ends_with_a_stop(text) && !is_notice) || n_openings(parsed, block) >= MIN_SPEAKER_TURNS),
    }
}

impl Look {
    /// The site's own name heads nothing and is nobody's turn or name.
    fn unless_brand(self, is_brand: bool) -> Look {
        if is_brand { Look { is_label: false, is_turn: false, is_name: false, ..self } } else { self }
    }
}

/// "LANNIS COURIER", "lanniscourier.example" on pages of lanniscourier.example, or of the source "wires/Lannis Courier (Web)".
fn is_brand(site: &Site, line: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let source = site.rsplit('/').next().unwrap_or_default();
    let head = |end: &str| source.split(end).next().unwrap_or_default();
    let names = [site, source, head(" ("), head(" - "), head(".")];
    let line = letters(line);
    site.is_named() && line.len() >= MIN_BRAND_LETTERS && names.into_iter().any(|name| letters(name) == line)
}

/// It or the next paragraph opens with a small letter.
fn is_broken(parsed: &Parsed<'_>, block_idx: usize) -> bool {
    let opens_low = |b: &Block| parsed.text_of(b).starts_with(char::is_lowercase);
    parsed.blocks[block_idx..].iter().take(2).any(opens_low)
}

/// Two capitalised words and more, with "and" perhaps, and nothing else: "Ann Lee", "Ann Lee, and Bram T. Orr". Between two short lines it
/// is taken for an item of a menu.
fn may_be_a_name(parsed: &Parsed<'_>, block_idx: usize) -> bool {
    let block = &parsed.blocks[block_idx];
    let (text, words) = (parsed.text_of(block), parsed.words_of(block));
    let n_names = words.iter().filter(|w| w.is_capitalised() && !w.is_all_upper()).count();
    let is_of_names = |w: &Word| w.is_capitalised() && !w.has_digit() || w.span.of(parsed.text) == "and";
    let is_short_line = |b: &Block| b.n_words() < PROSE_WORDS && !ends_with_a_stop(parsed.text_of(b));
    let is_beside = |idx: Option<usize>| idx.and_then(|idx| parsed.blocks.get(idx)).is_some_and(is_short_line);
    n_names >= 2
        && words.iter().all(is_of_names)
        && !text.ends_with([':', '!', '?'])
        && !(is_beside(block_idx.checked_sub(1)) && is_beside(Some(block_idx + 1)))
}

/// "Ann Lee, Courier" or "— Ann Lee" under a quotation.
fn names_a_source(parsed: &Parsed<'_>, block_idx: usize) -> bool {
    let text = parsed.text_of(&parsed.blocks[block_idx]);
    let is_name = text.contains(", ") || text.starts_with(['-', '–', '—']);
    is_name && block_idx > 0 && parsed.text_of(&parsed.blocks[block_idx - 1]).ends_with(['”', '"', '’', '»', '“'])
}

/// The next paragraph is a sentence, long, or an item of a list.
fn heads_prose(parsed: &Parsed<'_>, block_idx: usize) -> bool {
    let Some(next) = parsed.blocks.get(block_idx + 1) else { return false };
    let text = parsed.text_of(next);
    next.n_words() >= PROSE_UNDER_LABEL_WORDS
        || text.ends_with(['.', '!', '?', '”', '"', '。'])
        || text.starts_with(ITEM_MARKS)
}

/// Paragraphs of the text with the same letters, or with the same name before their first colon.
fn n_openings(parsed: &Parsed<'_>, block: &Block) -> usize {
    let text = parsed.text_of(block);
    let name = text.split_once(": ").map_or(text, |(name, _)| name);
    let opens = |other: &str| other == text || other.strip_prefix(name).is_some_and(|rest| rest.starts_with(": "));
    parsed.blocks.iter().filter(|b| opens(parsed.text_of(b))).count()
}

fn n_figures(parsed: &Parsed<'_>, block: &Block) -> usize {
    parsed.words_of(block).iter().filter(|w| w.has_digit()).count()
}

/// A line that is mostly a name and figures.
fn is_row(parsed: &Parsed<'_>, block: &Block) -> bool {
    let n_figures = n_figures(parsed, block);
    n_figures >= TABLE_FIGURES && n_figures * TABLE_WORDS_A_FIGURE >= block.n_words()
}

/// One of the next two lines gives a value and is no sentence: the paragraph is the head of a list.
fn heads_values(parsed: &Parsed<'_>, block_idx: usize) -> bool {
    let below = parsed.blocks.iter().skip(block_idx + 1).take(*TABLE_REACH.end() as usize);
    below.filter(|b| b.n_words() < LONG_WORDS).map(|b| parsed.text_of(b)).any(|t| has_value(t) && !ends_with_a_stop(t))
}

/// One name and one figure ("Net 412,737"): two of them near each other are a table.
fn is_cell(parsed: &Parsed<'_>, block: &Block) -> bool {
    let n_figures = n_figures(parsed, block);
    n_figures == 1 && block.n_words() > 1 && block.n_words() <= TABLE_WORDS_A_FIGURE
}

/// In how many documents such a paragraph must be seen, and how sure that makes it.
fn demand(look: Look, circle: Circle, n_documents: u32, n_site_documents: u32) -> (u32, Confidence) {
    let site_share = match circle {
        // The line itself may be what the group was found by, and then it stands in all of it.
        Circle::Group => 0.0,
        Circle::Site | Circle::Folder | Circle::Joined => f64::from(n_documents) / f64::from(n_site_documents.max(1)),
    };
    let has_figures = look.figures_share > 0.0;
    let is_motto = look.figures_share <= NOTICE_MAX_FIGURES_SHARE && site_share >= NOTICE_SITE_SHARE;
    let tells_figures = look.is_sentence || look.figures_share > MAX_FIGURES_SHARE;
    let is_news = (has_figures && !is_motto && tells_figures) || (look.has_value && !look.is_notice);
    let is_everywhere = site_share >= CERTAIN_SITE_SHARE;
    let is_frequent = n_documents >= MIN_DOCUMENTS_CERTAIN;
    let is_long = look.n_words >= LONG_WORDS;
    let is_prose = is_long || (look.n_words >= PROSE_WORDS && (look.is_sentence || look.is_clause));
    let is_own_words = if look.is_notice {
        is_long && look.is_sentence && !is_everywhere && !is_frequent
    } else {
        is_prose && (is_long || !(is_everywhere && is_frequent))
    };
    let is_small = n_site_documents < LABEL_SITE_DOCUMENTS || look.is_notice;
    let label_share = if is_small { CERTAIN_SITE_SHARE } else { LABEL_SITE_SHARE };
    let is_heading = (look.is_label && site_share < label_share) || (look.is_source && site_share < LABEL_SITE_SHARE);
    let is_turn = (look.is_turn || look.is_name) && !(is_everywhere && is_frequent);
    // What a wire writes again and again is shared by reports of all sites: heads of tables, introductions, lines broken at their width.
    let is_formula = circle != Circle::Site && (look.is_part || (has_figures && !look.is_notice));
    let may_report = look.is_tabular || look.runs_on || is_news || is_turn || is_heading || is_own_words || is_formula;
    let confidence = if may_report { Confidence::Suspect } else { Confidence::Likely };
    let is_widespread =
        circle == Circle::Site && f64::from(MIN_DOCUMENTS) >= PROSE_SITE_SHARE * f64::from(n_site_documents);
    let min_documents = match (has_figures, look.n_words >= PROSE_WORDS) {
        (true, _) => MIN_DOCUMENTS_FIGURES,
        (false, false) => MIN_DOCUMENTS,
        (false, true) if !look.is_sentence && is_widespread => MIN_DOCUMENTS,
        (false, true) => MIN_DOCUMENTS_PROSE,
    };
    let min_of_circle = match circle {
        Circle::Site => 0,
        Circle::Group | Circle::Joined if look.is_notice => MIN_DOCUMENTS_NOTICE,
        Circle::Group | Circle::Joined | Circle::Folder => MIN_DOCUMENTS_UNSITED,
    };
    let min_documents =
        min_documents.max(min_of_circle).max((MIN_SITE_SHARE * f64::from(n_site_documents)).ceil() as u32);
    (min_documents, confidence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, n_site_documents: u32, expected: (u32, Confidence)) {
        check_at(text, 0, n_site_documents, expected);
    }

    fn check_at(text: &str, block_idx: usize, n_site_documents: u32, expected: (u32, Confidence)) {
        check_in(Circle::Site, text, block_idx, 5, n_site_documents, expected);
    }

    fn check_in(circle: Circle, text: &str, block_idx: usize, n: u32, n_all: u32, expected: (u32, Confidence)) {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        assert_eq!(demand(look_at(&parsed, block_idx), circle, n, n_all), expected, "{text}");
    }

    #[test]
    fn the_name_of_the_site_is_its_brand() {
        for site in ["lanniscourier.example", "Lannis Courier", "wires/Lannis Courier (Web)", "Lannis Courier - Sport"]
        {
            assert!(is_brand(&site.into(), "LANNIS COURIER"), "{site}");
            assert!(!is_brand(&site.into(), "Lannis"), "{site}");
        }
        assert!(!is_brand(&Site::folder("Lannis Courier"), "Lannis Courier"));
        let (mut parser, text) =
            (Parser::new(), "Lannis Courier\nThe ferry will run again on Monday, the council said.\n");
        let parsed = parser.parse(text);
        let judged = |is_brand| demand(look_at(&parsed, 0).unless_brand(is_brand), Circle::Site, 9, 100).1;
        assert_eq!([judged(false), judged(true)], [Confidence::Suspect, Confidence::Likely]);
    }

    #[test]
    fn short_lines_need_two_documents_and_prose_three() {
        check("Latest from the harbour", 100, (2, Confidence::Likely));
        check("Latest from the harbour", 2_000, (10, Confidence::Likely));
        check("Ann Lee of the Courier contributed to this report from Port Lannis.", 100, (3, Confidence::Likely));
    }

    #[test]
    fn a_long_line_on_a_fifth_of_a_small_site_needs_two() {
        check("Harbour Council Ferries Weather Sport Letters Notices Archive Shop", 10, (2, Confidence::Likely));
        check("Harbour Council Ferries Weather Sport Letters Notices Archive Shop", 11, (3, Confidence::Likely));
    }

    #[test]
    fn sentences_and_tables_with_figures_stay_suspicions() {
        check("The koru was trading at 104.2 to the crown.", 100, (5, Confidence::Suspect));
        check("Record April 27", 100, (5, Confidence::Suspect));
        check("KORU 104.2 -0.3", 100, (5, Confidence::Suspect));
        check("Year\nNet 17.5 mln vs 16.3 mln", 100, (2, Confidence::Suspect));
        check("Year\nShr\nNet 17.5 mln vs 16.3 mln", 100, (2, Confidence::Suspect));
        check("Year\nShr 93 cts\nNet 412,737", 100, (2, Confidence::Suspect));
        check("Polls\nHarbour averages\nMayor: approve – 42.1 percent", 100, (2, Confidence::Suspect));
        check(
            "Mayor: approve – 42.1 percent, disapprove – 51.9 percent in our latest count of the harbour towns",
            100,
            (5, Confidence::Suspect),
        );
        check("Show all 12 comments", 100, (5, Confidence::Likely));
    }

    #[test]
    fn labels_need_much_of_the_site() {
        let under = "From the harbour\nThe ferry will run again when the pier is safe.";
        check(under, 9, (2, Confidence::Likely));
        check(under, 10, (2, Confidence::Suspect));
        check(under, 100, (2, Confidence::Suspect));
        check(&[under; 3].join("\n"), 9, (2, Confidence::Suspect));
    }

    #[test]
    fn prose_about_the_world_is_left_to_the_duplicate_rules() {
        check(&("The ferry will run again ".repeat(6) + "soon."), 100, (3, Confidence::Suspect));
        check("The ferry will run again when the pier has been inspected.", 100, (3, Confidence::Suspect));
        check("• The ferry will run again when the pier has been inspected", 100, (3, Confidence::Suspect));
        check("Please write to the newsroom when the ferry does not run again.", 100, (3, Confidence::Likely));
        let notice = "Sign up for our newsletter ".repeat(6) + "now.";
        check(&notice, 100, (3, Confidence::Suspect));
        check(&notice, 15, (3, Confidence::Likely));
    }

    #[test]
    fn where_no_site_is_known_a_line_needs_ten_documents_and_a_notice_three() {
        for circle in [Circle::Group, Circle::Joined] {
            check_in(circle, "Latest from the harbour", 0, 5, 20, (10, Confidence::Likely));
            check_in(circle, "Sign up for the harbour newsletter", 0, 5, 20, (3, Confidence::Likely));
            check_in(circle, "Latest from the harbour", 0, 20, 4_000, (20, Confidence::Likely));
        }
        check_in(Circle::Folder, "Sign up for the harbour newsletter", 0, 5, 20, (10, Confidence::Likely));
    }

    #[test]
    fn formulas_of_reports_stay_where_no_site_is_known() {
        for circle in [Circle::Group, Circle::Joined, Circle::Folder] {
            check_in(circle, "Boats that left the harbour:", 0, 40, 40, (10, Confidence::Suspect));
            check_in(circle, "Harbour dues for 12 boats", 0, 40, 40, (10, Confidence::Suspect));
            check_in(
                circle,
                "The Lannis Harbour Board\nand its pilots were absent",
                0,
                40,
                40,
                (10, Confidence::Suspect),
            );
        }
        check_in(Circle::Site, "Harbour dues for 12 boats", 0, 40, 40, (5, Confidence::Likely));
    }

    #[test]
    fn a_share_of_a_group_frees_nothing_from_suspicion() {
        let under = "From the harbour\nThe ferry will run again when the pier is safe.";
        check_in(Circle::Group, under, 0, 40, 40, (10, Confidence::Suspect));
        check_in(Circle::Joined, under, 0, 40, 40, (10, Confidence::Likely));
        check_in(Circle::Group, "Right.", 0, 40, 40, (10, Confidence::Suspect));
        check_in(Circle::Joined, "Right.", 0, 40, 40, (10, Confidence::Likely));
    }

    #[test]
    fn a_name_on_a_line_of_its_own_stays_and_an_item_of_a_menu_goes() {
        let prose = "The ferry will run again when the pier is safe.";
        for name in ["Ann Lee", "Ann T. Lee", "Ann Lee, and Bram Orr"] {
            check(&format!("{name}\n{prose}"), 100, (2, Confidence::Suspect));
            check_at(&format!("{prose}\n{name}"), 1, 100, (2, Confidence::Suspect));
            check_at(&format!("{prose}\n{name}"), 1, 5, (2, Confidence::Suspect));
        }
        check_at("Letters\nHarbour Weather\nFerry Times", 1, 100, (2, Confidence::Likely));
        check_at(&format!("{prose}\nHarbour weather"), 1, 100, (2, Confidence::Likely));
        check_at(&format!("{prose}\nHARBOUR WEATHER"), 1, 100, (2, Confidence::Likely));
        check_in(Circle::Site, &format!("{prose}\nHarbour Weather"), 1, 40, 60, (2, Confidence::Likely));
    }

    #[test]
    fn turns_of_a_talk_and_sources_of_quotations_stay() {
        check("Right.", 100, (2, Confidence::Suspect));
        check("ANN LEE: Not me", 100, (2, Confidence::Likely));
        check("ANN LEE: Not me\nANN LEE: Nor me\nANN LEE: Right", 100, (2, Confidence::Suspect));
        check_at("“The pier is safe.”\nAnn Lee, Courier", 1, 100, (2, Confidence::Suspect));
    }

    #[test]
    fn the_tail_of_a_wrapped_sentence_is_no_template() {
        let tail = "The ferry company paid more than in the last\nyear.";
        check_at(tail, 1, 100, (2, Confidence::Suspect));
    }

    #[test]
    fn a_sentence_with_a_figure_on_a_third_of_the_site_is_a_notice() {
        check("The Lannis Courier has been owned by its readers since 1921.", 15, (5, Confidence::Likely));
        check("The Lannis Courier has been owned by its readers since 1921.", 50, (5, Confidence::Suspect));
    }
}
