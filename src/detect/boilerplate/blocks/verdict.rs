//! From probabilities to cuts: the forest and its limit follow from what kind of text it is, and whatever the model says, most of
//! a text's prose stays, and what another rule only reports.

use super::features::{FILLED_BY_REMOVABLE, REMOVABLE_INSIDE, STATES_NOTHING, Surroundings};
use super::model::BlockModel;
use crate::detect::boilerplate::caption;
use crate::detect::boilerplate::kinds::Kind;
use crate::detect::boilerplate::phrases::{self, Hit};
use crate::findings::Confidence;
use crate::text::{Block, Parsed};

/// Probability from which a paragraph of a raw scrape is cut, and the same for one that states something. Source: document F1 of
/// site-held-out dev pages .922 at .4, .922 at .5; .924 where what states something needs .7, .923 with .8, .918 with .9.
const RAW_THRESHOLD: f32 = 0.5;
const RAW_STATEMENT_THRESHOLD: f32 = 0.7;
/// The same for extracted text: precision and recall by paragraph on site-held-out dev predictions (page of the rule).
const EXTRACTED_THRESHOLD: f32 = 0.7;
/// The same for its paragraphs that end a sentence or with a colon and show no removable wording. Source: of 65 cuts at .9 read in clean news
/// eleven were wrong or doubtful, most of them such or short. Lines of values, and those broken in mid-sentence, are never cut: that
/// costs .0004 of the mean gain in document F1 over five extractors.
const SENTENCE_THRESHOLD: f32 = 0.95;
/// The same for a few words of no known wording: names and places in a list of the article, headings. Source: as above; .95 instead of .9
/// for both costs .0006 of that mean gain.
const SHORT_THRESHOLD: f32 = 0.95;
const SHORT_WORDS: f32 = 6.0;
/// The same for more words of no known wording: links and prompts, but captions and lists, too. Source: of 150 cuts read in political news that a
/// limit of .5 made anew, a quarter of those below .8 were wrong.
const LINE_THRESHOLD: f32 = 0.8;
/// The same for extracted text in a script that the wordings do not know, where none vouches for the furniture.
const FOREIGN_THRESHOLD: f32 = 0.9;
/// Words of a line with a verb and a full stop, of no known wording, that states something. A guess.
const STATEMENT_WORDS: f32 = 5.0;
/// Limits from which lines of extracted text are suspected: those of doubtful form (sentences, a few words), and others. Source: cutting what is
/// suspected, too, gains .0141 in document F1 over five extractors (site-held-out dev pages), at a precision of .935 by paragraph.
const SUSPECT_THRESHOLD: f32 = 0.5;
const DOUBTFUL_SUSPECT_THRESHOLD: f32 = 0.85;
/// Share of bytes beyond ASCII from which a text is in such a script, and the paragraphs it needs to be looked at. Guesses: French has
/// some .05.
const FOREIGN_SHARE: f32 = 0.3;
const FOREIGN_PARAGRAPHS: usize = 30;
/// A text of fewer paragraphs tells too little of its kind: nothing is cut. A guess.
const MIN_PARAGRAPHS: usize = 3;
/// Kinds of wordings that a raw scrape shows; one does in a text of so many paragraphs. Source: of 23 articles of clean news that lost
/// lists and galleries to this rule before, twelve had one kind, all but one of them wrongly.
const MIN_FURNITURE_KINDS: usize = 2;
const MANY_PARAGRAPHS: usize = 80;
/// Paragraphs that would leave extracted text, as a number and as a share, from which it is a list; and share of lines of values from which
/// it is a table; unless so many wordings show furniture. Source: in clean news two polls, a ranking and a glossary were cut to pieces
/// without it.
const MIN_LIST_CUTS: usize = 30;
const LIST_SHARE: f32 = 0.33;
const TABLE_SHARE: f32 = 0.2;
const MIN_FURNITURE: usize = 5;
/// Wordings of page furniture from which a raw scrape is judged as one in spite of its rows of values. Source: of 323 raw dev pages nine have such rows;
/// with eight wordings and more, as six of them have, document F1 gains .0018 of site-held-out predictions, with five .0008 and the article of
/// two pages is lost.
const MIN_PAGE_FURNITURE: usize = 8;
/// Paragraphs within which a known wording vouches for what looks like furniture in extracted text. A guess: in clean news it spares a
/// ranking and a heading that the limits do not, and costs .0013 of the mean gain in document F1 over five extractors.
const VOUCHING_DISTANCE: usize = 3;
/// A line vouches for itself from this probability on, with so many words and a word, or two in a row, that the boilerplate of twelve sites
/// has for the articles of one. Source: site-held-out dev predictions, where it adds .0007 to that mean gain at the same precision; without
/// the word it adds twice that, and cuts names of authors and lists of states in clean news.
const TELLING_THRESHOLD: f32 = 0.9;
const TELLING_WORDS: f32 = 3.0;
const TELLING_ODDS: f32 = 2.5;
/// More words that do not close a sentence vouch for themselves by their probability alone: of such lines in site-held-out dev predictions
/// that nothing else vouched for 97 in 100 were boilerplate from .8 on; of short ones in political news several were items of lists.
const ALONE_THRESHOLD: f32 = 0.85;
/// Behind a heading of links or tags that a wording knows ("READ MORE:", "Tags: ferry"), what looks like furniture with even odds up to the end of
/// extracted text is its list: it is cut from the limit for known wordings on, but for sentences. A heading has so many words, or ends with a
/// colon. Source: in political news such lists stand in one article of 280; below other wordings a sixth of what this would cut are lists of the
/// article, its last sentence, notes on who reported.
const LISTED_LOOK: f32 = 0.5;
const LISTED_THRESHOLD: f32 = EXTRACTED_THRESHOLD;
const HEADING_WORDS: f32 = 6.0;
/// What tells in the midst of a paragraph that it is a caption, a correction or a note on who reported: of 75 cuts read in political news seven
/// were captions or corrections, and two dates that head entries of a chronicle, of so many words and figures; of 84 later ones four were notes.
const REPORTED_INSIDE: [&str; 12] = [
    "Image caption ",
    "Media caption ",
    "Hide caption ",
    " file photo",
    " photo shows",
    " Getty Images",
    "/Getty Images",
    "version of this article",
    "version of this story",
    "With assistance ",
    " reported from ",
    " contributed",
];
const DATE_WORDS: usize = 2;
/// Most prose that may leave a text, as a share of its prose words; beyond it the model has misjudged the text.
const MAX_PROSE_CUT: f32 = 0.4;

/// What the model says of one paragraph that it would cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockVerdict {
    /// Position in `Parsed::blocks`.
    pub block_idx: usize,
    /// Probability of boilerplate, in 0..=1.
    pub probability: f32,
    /// The limit it was held against.
    pub threshold: f32,
    /// Likely; a suspicion where it is less probable, or where too much prose would leave.
    pub confidence: Confidence,
}

/// The paragraphs that the embedded model would cut, in order.
pub(crate) fn judge(parsed: &Parsed<'_>, hits: &[Hit], captions: &[Hit]) -> Vec<BlockVerdict> {
    verdicts(BlockModel::embedded(), parsed, hits, captions)
}

/// The paragraphs that `model` would cut, in order; for measuring a model that is not embedded.
pub fn judge_with(model: &BlockModel, parsed: &Parsed<'_>) -> Vec<BlockVerdict> {
    let hits = phrases::find(parsed);
    verdicts(model, parsed, &hits, &caption::find(parsed, &hits))
}

/// What decides how a text is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextKind {
    /// The scrape of a whole page.
    Raw,
    /// Text that somebody extracted already.
    Extracted,
    /// The same in a script that the wordings do not know.
    Foreign,
}

fn verdicts(model: &BlockModel, parsed: &Parsed<'_>, hits: &[Hit], captions: &[Hit]) -> Vec<BlockVerdict> {
    let kinds = removable_kinds(hits);
    let is_foreign = kinds.is_empty() && parsed.blocks.len() >= FOREIGN_PARAGRAPHS && is_foreign(parsed.text);
    // Text in which nothing is known to be removable is not looked at: most text of a corpus.
    if parsed.blocks.len() < MIN_PARAGRAPHS || (kinds.is_empty() && !is_foreign) {
        return Vec::new();
    }
    let mut text = Surroundings::with_hits(parsed, hits);
    text.look_up(parsed, &model.lexicon);
    let is_page = text.is_raw()
        && (!is_table(&text) || text.n_known() >= MIN_PAGE_FURNITURE)
        && (is_foreign || kinds.len() >= MIN_FURNITURE_KINDS || text.len() >= MANY_PARAGRAPHS);
    let forests = if is_page { &model.raw } else { &model.extracted };
    let kind = match (is_page, is_foreign) {
        (true, _) => TextKind::Raw,
        (false, true) => TextKind::Foreign,
        (false, false) => TextKind::Extracted,
    };
    let verdict = |(block_idx, &probability): (usize, &f32)| {
        let sure = threshold(kind, &text, block_idx);
        let (threshold, confidence) = if probability >= sure {
            (sure, Confidence::Likely)
        } else {
            (suspicion(kind, &text, block_idx).min(sure), Confidence::Suspect)
        };
        BlockVerdict { block_idx, probability, threshold, confidence }
    };
    let probabilities = forests.probabilities(&text);
    let mut verdicts: Vec<BlockVerdict> =
        probabilities.iter().enumerate().map(verdict).filter(|v| v.probability >= v.threshold).collect();
    if !is_page {
        let is_reported = |i: usize| is_reported(parsed, hits, captions, i);
        spare(&mut verdicts, |v| is_reported(v.block_idx));
        spare_unvouched(&text, &mut verdicts);
        if kind == TextKind::Extracted {
            cut_last_list(&text, &probabilities, hits, is_reported, &mut verdicts);
        }
        spare_lists(&text, &mut verdicts);
    }
    spare_prose(&text, &mut verdicts);
    verdicts
}

/// The probability from which the paragraph is suspected.
fn suspicion(kind: TextKind, text: &Surroundings, i: usize) -> f32 {
    let shape = &text.shapes[i];
    let is_doubtful = shape.ends_with_stop_or_colon() || shape.n_words <= SHORT_WORDS;
    match kind {
        TextKind::Extracted if text.states[i] != STATES_NOTHING => f32::INFINITY,
        TextKind::Extracted if is_doubtful && text.wording[i] < REMOVABLE_INSIDE => DOUBTFUL_SUSPECT_THRESHOLD,
        TextKind::Extracted => SUSPECT_THRESHOLD,
        _ => threshold(kind, text, i),
    }
}

/// The probability from which the paragraph is cut.
fn threshold(kind: TextKind, text: &Surroundings, i: usize) -> f32 {
    let shape = &text.shapes[i];
    let has_value = text.states[i] != STATES_NOTHING;
    let is_known = text.wording[i] >= REMOVABLE_INSIDE;
    let is_statement = shape.n_words >= STATEMENT_WORDS && shape.ends_with_stop() && shape.has_verb > 0.0;
    match kind {
        TextKind::Foreign => FOREIGN_THRESHOLD,
        TextKind::Raw if has_value || (is_statement && !is_known) => RAW_STATEMENT_THRESHOLD,
        TextKind::Raw => RAW_THRESHOLD,
        TextKind::Extracted if has_value => f32::INFINITY,
        TextKind::Extracted if shape.ends_with_stop_or_colon() && !is_known => SENTENCE_THRESHOLD,
        TextKind::Extracted if shape.n_words <= SHORT_WORDS && !is_known => SHORT_THRESHOLD,
        TextKind::Extracted if !is_known => LINE_THRESHOLD,
        TextKind::Extracted => EXTRACTED_THRESHOLD,
    }
}

/// Only suspects those of which `is_doubtful` holds.
fn spare(verdicts: &mut [BlockVerdict], is_doubtful: impl Fn(&BlockVerdict) -> bool) {
    for verdict in verdicts.iter_mut().filter(|v| is_doubtful(v)) {
        verdict.confidence = Confidence::Suspect;
    }
}

/// The kinds of removable wordings, each once.
fn removable_kinds(hits: &[Hit]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = hits.iter().map(|h| h.kind).filter(|k| !k.is_report_only()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn is_foreign(text: &str) -> bool {
    let n_wide = text.bytes().filter(|b| !b.is_ascii()).count();
    n_wide as f32 >= FOREIGN_SHARE * text.len() as f32
}

/// What its wording shows to be of a kind that is only reported is only suspected here; so is a date by itself, which may head an entry of
/// a chronicle.
fn is_reported(parsed: &Parsed<'_>, hits: &[Hit], captions: &[Hit], block_idx: usize) -> bool {
    let block = &parsed.blocks[block_idx];
    let text = parsed.text_of(block);
    // A caption fills its paragraph, but for its credit; "Contributing: …" the first words, where cities in brackets follow.
    let is_filled = |h: &Hit| h.is_whole || matches!(h.kind, Kind::Caption | Kind::ContributorNote);
    let is_of_kind = |h: &Hit| h.block_idx == block_idx && h.kind.is_report_only() && is_filled(h);
    REPORTED_INSIDE.iter().any(|wording| text.contains(wording))
        || is_date(parsed, block)
        || hits.iter().chain(captions).any(is_of_kind)
}

/// "July 6, 2017", "Tuesday, 14 March": a word or two and figures.
fn is_date(parsed: &Parsed<'_>, block: &Block) -> bool {
    let words = parsed.words_of(block);
    let n_figures = words.iter().filter(|w| w.has_digit()).count();
    (1..=DATE_WORDS).contains(&(words.len() - n_figures)) && (1..=DATE_WORDS).contains(&n_figures)
}

/// A line of no known wording is only suspected where none stands near and its own words do not tell, or where it heads the text: the article's own headings, names
/// and list items look the same.
fn spare_unvouched(text: &Surroundings, verdicts: &mut [BlockVerdict]) {
    spare(verdicts, |verdict| {
        let i = verdict.block_idx;
        let near = &text.wording[i.saturating_sub(VOUCHING_DISTANCE)..(i + 1 + VOUCHING_DISTANCE).min(text.len())];
        let shape = &text.shapes[i];
        let tells = shape.n_words >= TELLING_WORDS && text.strongest_word(i) >= TELLING_ODDS;
        let is_line = shape.n_words > SHORT_WORDS && !shape.ends_with_stop_or_colon();
        let speaks =
            (tells && verdict.probability >= TELLING_THRESHOLD) || (is_line && verdict.probability >= ALONE_THRESHOLD);
        let is_heading = i == 0 && text.wording[i] < REMOVABLE_INSIDE && text.strongest_word(i) < TELLING_ODDS;
        is_heading || !speaks && near.iter().all(|&wording| wording < REMOVABLE_INSIDE)
    });
}

/// Cuts the list of links or tags that ends the text, behind its heading.
fn cut_last_list(
    text: &Surroundings,
    probabilities: &[f32],
    hits: &[Hit],
    is_reported: impl Fn(usize) -> bool,
    verdicts: &mut Vec<BlockVerdict>,
) {
    let is_article = |&i: &usize| probabilities[i] < LISTED_LOOK && text.wording[i] < FILLED_BY_REMOVABLE;
    let end_of_article = (0..text.len()).rfind(is_article).map_or(0, |last| last + 1);
    let is_heading = |h: &&Hit| {
        let shape = &text.shapes[h.block_idx];
        let is_short = shape.n_words <= HEADING_WORDS || shape.ends_with_colon();
        h.is_whole && (h.kind == Kind::Tags || (h.kind == Kind::RelatedLinks && is_short))
    };
    let headings = hits.iter().filter(|h| h.block_idx >= end_of_article).filter(is_heading);
    let Some(heading) = headings.map(|h| h.block_idx).min() else { return };
    let is_listed = |&i: &usize| {
        let is_line = text.states[i] == STATES_NOTHING && !text.shapes[i].ends_with_stop();
        is_line && probabilities[i] >= LISTED_THRESHOLD && !is_reported(i)
    };
    for block_idx in (heading + 1..text.len()).filter(is_listed) {
        let (probability, confidence) = (probabilities[block_idx], Confidence::Likely);
        let verdict = BlockVerdict { block_idx, probability, threshold: LISTED_THRESHOLD, confidence };
        match verdicts.binary_search_by_key(&block_idx, |v| v.block_idx) {
            Ok(at) if verdicts[at].confidence < Confidence::Likely => verdicts[at] = verdict,
            Ok(_) => {}
            Err(at) => verdicts.insert(at, verdict),
        }
    }
}

/// A text of rows of values: a ranking, a market report. It is no page, however its lines look.
fn is_table(text: &Surroundings) -> bool {
    let n_values = text.states.iter().filter(|&&state| state != STATES_NOTHING).count();
    n_values as f32 >= TABLE_SHARE * text.len() as f32
}

/// What would leave of a list or a table is only suspected: their lines look like a menu's.
fn spare_lists(text: &Surroundings, verdicts: &mut [BlockVerdict]) {
    let n = text.len() as f32;
    let is_list = verdicts.len() >= MIN_LIST_CUTS && verdicts.len() as f32 >= LIST_SHARE * n;
    if text.n_known() < MIN_FURNITURE && (is_list || is_table(text)) {
        spare(verdicts, |_| true);
    }
}

/// Where too much prose, or the whole text, would leave, the prose (or all) is only suspected.
fn spare_prose(text: &Surroundings, verdicts: &mut [BlockVerdict]) {
    let words = |v: &BlockVerdict| text.shapes[v.block_idx].n_words;
    let is_prose = |v: &BlockVerdict| text.shapes[v.block_idx].is_prose();
    let all: f32 = text.shapes.iter().filter(|s| s.is_prose()).map(|s| s.n_words).sum();
    let cut: f32 = verdicts.iter().filter(|v| is_prose(v)).map(words).sum();
    let takes_all = verdicts.len() == text.len();
    spare(verdicts, |v| takes_all || (is_prose(v) && cut > MAX_PROSE_CUT * all));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    const ARTICLE: &str = "The ferry will run again when the pier has been inspected, the council said on Monday.\n\
        Ann Lee, who has led the harbour office since spring, told reporters that the planks were safe to walk on.\n\
        “We have waited long enough for this,” she said, and thanked the men who had worked through the winter.\n\
        The company lost a third of its passengers while the boats lay in the inner basin of Port Lannis.\n\
        Bo Rye, its owner, said that he would hire two more captains before the season opens in the bay.\n\
        Nobody on the council spoke against the plan, although the costs have risen since it was first drawn up.\n\
        The first boat is to leave on Friday at noon, and children may ride on it without a ticket.\n\
        A second pier, further down the coast, will be looked at when the storms of autumn are over.\n";
    const MENU: &str = "Home\nHarbour\nCouncil\nSign in\nShare this article\nSkip to content\nPrivacy Policy\n";

    fn cuts(text: &str) -> Vec<String> {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        let verdicts = judge_with(BlockModel::embedded(), &parsed);
        let sure = verdicts.iter().filter(|v| v.confidence >= Confidence::Likely);
        sure.map(|v| parsed.text_of(&parsed.blocks[v.block_idx]).to_owned()).collect()
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(cuts(text), expected);
    }

    #[test]
    fn a_menu_before_an_article_is_cut_and_the_article_stays() {
        let menus = MENU.repeat(8);
        check(&format!("{menus}{ARTICLE}"), &menus.lines().collect::<Vec<_>>());
    }

    #[test]
    fn of_a_menu_that_an_extractor_left_known_wordings_go_and_a_few_other_words_stay() {
        let expected = ["Sign in", "Share this article", "Skip to content", "Privacy Policy"];
        check(&format!("{MENU}{ARTICLE}"), &expected);
    }

    #[test]
    fn values_and_broken_lines_of_extracted_text_stay() {
        let values = "Koru: 104.2\nCrown: 99.1\nMark: 12.0\nPound: 8.0\n";
        let cuts = cuts(&format!("{MENU}{ARTICLE}{values}"));
        assert!(cuts.iter().all(|cut| !values.contains(cut)), "{cuts:?}");
    }

    #[test]
    fn what_a_surer_rule_only_reports_is_only_suspected() {
        let cuts = cuts(&format!("{ARTICLE}Bo Rye contributed to this report.\nShare this article\n"));
        assert!(!cuts.iter().any(|cut| cut.starts_with("Bo Rye")), "{cuts:?}");
        let caption = "Image copyright Ann Lee Image caption The pier of Port Lannis at dawn";
        let cuts = self::cuts(&format!("{ARTICLE}{caption}\nJuly 6, 2031\nShare this article\nSkip to content\n"));
        assert_eq!(cuts, ["Share this article", "Skip to content"]);
        let cuts = self::cuts(&format!("{ARTICLE}Contributing: Bo Rye, (Port Lannis) Courier.\nShare this article\n"));
        assert!(!cuts.iter().any(|cut| cut.starts_with("Contributing")), "{cuts:?}");
    }

    #[test]
    fn text_without_furniture_stays_whole() {
        check(ARTICLE, &[]);
        check("Koru   104.2   -0.3\nCrown   99.1   +0.2\nMark   12.0   +1.1\nPound   8.0   +0.1\n", &[]);
        check("Home\nHarbour", &[]);
    }

    #[test]
    fn the_list_that_ends_a_text_goes_with_its_heading() {
        let mut parser = Parser::new();
        let parsed =
            parser.parse("The ferry will run again on Monday.\nCourier\nRead more:\nHarbour\nCouncil\nIt rained.");
        let (text, hits) = (Surroundings::of(&parsed), phrases::find(&parsed));
        let cut = |probabilities: [f32; 6], is_reported: fn(usize) -> bool| -> Vec<usize> {
            let mut verdicts = Vec::new();
            cut_last_list(&text, &probabilities, &hits, is_reported, &mut verdicts);
            verdicts.iter().map(|v| v.block_idx).collect()
        };
        assert_eq!(cut([0.1, 0.8, 0.9, 0.8, 0.7, 0.9], |_| false), [3, 4], "neither what stands before nor a sentence");
        assert!(cut([0.1, 0.8, 0.9, 0.6, 0.8, 0.9], |i| i == 4).is_empty());
        assert!(cut([0.1, 0.8, 0.9, 0.8, 0.8, 0.4], |_| false).is_empty(), "the article goes on behind it");
    }

    #[test]
    fn prose_leaves_only_up_to_a_share() {
        let mut parser = Parser::new();
        let parsed = parser.parse(ARTICLE);
        let text = Surroundings::with_hits(&parsed, &[]);
        let cut = |n: usize| -> Vec<BlockVerdict> {
            let verdict = |block_idx| BlockVerdict {
                block_idx,
                probability: 0.9,
                threshold: 0.8,
                confidence: Confidence::Likely,
            };
            let mut verdicts: Vec<BlockVerdict> = (0..n).map(verdict).collect();
            spare_prose(&text, &mut verdicts);
            verdicts
        };
        assert!(cut(2).iter().all(|v| v.confidence == Confidence::Likely));
        assert!(cut(4).iter().all(|v| v.confidence == Confidence::Suspect));
    }
}
