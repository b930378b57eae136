//! Paragraphs that a site prints on many pages. Digits count as equal, so "3 comments" and "12 comments" are one template;
//! the more a paragraph looks like reporting, the more documents must share it.

use crate::corpus::Index;
use crate::corpus::TemplateUse;
use crate::findings::Confidence;
use crate::text::{Block, Document, Parsed, template_key};

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

/// Words with figures of a table row ("Net 17.5 mln vs 16.3 mln"): a line with as many, or beside such a line, is not cut as a template.
const TABLE_FIGURES: usize = 2;
/// Most words of a table row for each word with figures. A guess.
const TABLE_WORDS_A_FIGURE: usize = 4;
/// Least share of a site's pages that a template of whatever length stands on: on a site of thousands of pages two equal
/// lines are chance. A guess.
const MIN_SITE_SHARE: f64 = 0.005;
/// A sentence with figures that stands on this share of a site's pages is a notice ("owned by its readers since 1921"), if few of
/// its words are figures: no report says one thing on every third page. Guesses.
const NOTICE_SITE_SHARE: f64 = 0.3;
const NOTICE_MAX_FIGURES_SHARE: f64 = 0.12;

/// Words of a sentence that the duplicate family is left to judge, which keeps one copy: a report quoted in two articles is no
/// template. A guess.
const LONG_SENTENCE_WORDS: usize = 25;
/// Documents that make a template even of such a sentence. A label over prose (a speaker, a heading "What we do not know")
/// must stand on a share of the site: read on clean news, labels on fewer were speakers, headings and bylines.
const MIN_DOCUMENTS_CERTAIN: u32 = 10;
const CERTAIN_SITE_SHARE: f64 = 0.3;
/// Times that a short line stands in one text from which it is a turn of a talk ("Right.") or a speaker's name. A guess.
const MIN_SPEAKER_TURNS: usize = 3;
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
    /// It is a table row, or the line before or after it is one.
    is_tabular: bool,
    /// It is a few words over a sentence, a long paragraph or a list.
    is_label: bool,
    /// It stands over several of the text's paragraphs.
    is_speaker: bool,
}

/// The paragraph as a template of its site, where enough kept documents share it.
pub(super) fn find(index: &Index, document: &Document, parsed: &Parsed<'_>, block_idx: usize) -> Option<Template> {
    let block = &parsed.blocks[block_idx];
    if block.n_words() == 0 {
        return None;
    }
    let known = index.template(document, template_key(parsed, block))?;
    let look = look_at(parsed, block_idx);
    let (min_documents, confidence) = demand(look, known.n_documents, known.n_site_documents);
    (known.n_documents >= min_documents).then_some(Template { known, min_documents, confidence })
}

fn look_at(parsed: &Parsed<'_>, block_idx: usize) -> Look {
    let block = &parsed.blocks[block_idx];
    let words = parsed.words_of(block);
    let n_figures = n_figures(parsed, block);
    let near = &parsed.blocks[block_idx.saturating_sub(1)..(block_idx + 2).min(parsed.blocks.len())];
    let is_tabular = near.iter().any(|b| is_row(parsed, b));
    let is_sentence = words.len() >= SENTENCE_WORDS && parsed.text_of(block).ends_with(['.', '!', '?', '”', '"', '。']);
    let is_label = !is_sentence && words.len() < PROSE_WORDS && heads_prose(parsed, block_idx);
    Look {
        n_words: words.len(),
        figures_share: n_figures as f64 / words.len().max(1) as f64,
        is_sentence,
        is_tabular,
        is_label,
        is_speaker: words.len() < PROSE_WORDS && n_equal(parsed, block) >= MIN_SPEAKER_TURNS,
    }
}

/// The next paragraph is a sentence, long, or an item of a list.
fn heads_prose(parsed: &Parsed<'_>, block_idx: usize) -> bool {
    let Some(next) = parsed.blocks.get(block_idx + 1) else { return false };
    let text = parsed.text_of(next);
    next.n_words() >= PROSE_UNDER_LABEL_WORDS
        || text.ends_with(['.', '!', '?', '”', '"', '。'])
        || text.starts_with(['-', '–', '—', '*', '•'])
}

/// Paragraphs of the text with the same letters.
fn n_equal(parsed: &Parsed<'_>, block: &Block) -> usize {
    parsed.blocks.iter().filter(|b| parsed.text_of(b) == parsed.text_of(block)).count()
}

fn n_figures(parsed: &Parsed<'_>, block: &Block) -> usize {
    parsed.words_of(block).iter().filter(|w| w.has_digit()).count()
}

/// A line that is mostly a name and figures.
fn is_row(parsed: &Parsed<'_>, block: &Block) -> bool {
    let n_figures = n_figures(parsed, block);
    n_figures >= TABLE_FIGURES && n_figures * TABLE_WORDS_A_FIGURE >= block.n_words()
}

/// In how many documents such a paragraph must be seen, and how sure that makes it.
fn demand(look: Look, n_documents: u32, n_site_documents: u32) -> (u32, Confidence) {
    let site_share = f64::from(n_documents) / f64::from(n_site_documents.max(1));
    let has_figures = look.figures_share > 0.0;
    let is_notice = look.figures_share <= NOTICE_MAX_FIGURES_SHARE && site_share >= NOTICE_SITE_SHARE;
    let is_news = has_figures && !is_notice && (look.is_sentence || look.figures_share > MAX_FIGURES_SHARE);
    let is_everywhere = site_share >= CERTAIN_SITE_SHARE;
    let is_certain = is_everywhere || (!look.is_label && n_documents >= MIN_DOCUMENTS_CERTAIN);
    let is_own_words = look.is_label || (look.is_sentence && look.n_words >= LONG_SENTENCE_WORDS);
    let is_turn = look.is_speaker && !(is_everywhere && n_documents >= MIN_DOCUMENTS_CERTAIN);
    let may_report = look.is_tabular || is_news || is_turn || (is_own_words && !is_certain);
    let confidence = if may_report { Confidence::Suspect } else { Confidence::Likely };
    let is_widespread = f64::from(MIN_DOCUMENTS) >= PROSE_SITE_SHARE * f64::from(n_site_documents);
    let min_documents = match (has_figures, look.n_words >= PROSE_WORDS) {
        (true, _) => MIN_DOCUMENTS_FIGURES,
        (false, false) => MIN_DOCUMENTS,
        (false, true) if !look.is_sentence && is_widespread => MIN_DOCUMENTS,
        (false, true) => MIN_DOCUMENTS_PROSE,
    };
    let min_documents = min_documents.max((MIN_SITE_SHARE * f64::from(n_site_documents)).ceil() as u32);
    (min_documents, confidence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, n_site_documents: u32, expected: (u32, Confidence)) {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        assert_eq!(demand(look_at(&parsed, 0), 5, n_site_documents), expected, "{text}");
    }

    #[test]
    fn short_lines_need_two_documents_and_prose_three() {
        check("Latest from the harbour", 100, (2, Confidence::Likely));
        check("Latest from the harbour", 2_000, (10, Confidence::Likely));
        check("The Lannis Courier has reported from the harbour towns since the war.", 100, (3, Confidence::Likely));
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
        check("Show all 12 comments", 100, (5, Confidence::Likely));
    }

    #[test]
    fn labels_and_long_sentences_need_many_documents() {
        let under = "Ann Lee\nThe ferry will run again when the pier is safe.";
        check(under, 100, (2, Confidence::Suspect));
        check(under, 10, (2, Confidence::Likely));
        check(&[under; 3].join("\n"), 10, (2, Confidence::Suspect));
        let sentence = "The ferry will run again ".repeat(6) + "soon.";
        check(&sentence, 100, (3, Confidence::Suspect));
        check(&sentence, 15, (3, Confidence::Likely));
    }

    #[test]
    fn a_sentence_with_a_figure_on_a_third_of_the_site_is_a_notice() {
        check("The Lannis Courier has been owned by its readers since 1921.", 15, (5, Confidence::Likely));
        check("The Lannis Courier has been owned by its readers since 1921.", 50, (5, Confidence::Suspect));
    }
}
