//! Boilerplate that is known by its wording. One pass with all cue strings picks the paragraphs; only there the rows whose
//! cue was seen are tried, anchored to the paragraph or to the end of a sentence.
//!
//! Cues and patterns were collected from `news` and `articles` of the boilerplate benchmark (openings that boilerplate of
//! five and more sites shares) and from the field's rule sets (C4, RefinedWeb, jusText); limits on words are guesses,
//! checked by reading.

mod credits;
mod legal;
mod links;
mod people;
mod prompts;
mod row;
mod segments;

use super::kinds::Kind;
use super::statement::ends_with_a_stop;
use crate::text::{Block, Parsed, Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use row::{Entry, Shape};
use std::ops::Range;
use std::sync::LazyLock;

/// Bytes of a paragraph that rows of openings and tails look at; the longest credits have some 160. A guess.
const WINDOW_BYTES: usize = 240;
/// Fewest words of a prompt that stands among other sentences: "Share." and "Sign in." do not tell enough there. A guess.
const MIN_SENTENCE_WORDS: usize = 3;

/// Words of "More from X:" and of the paragraph under it, from which the line introduces a quotation. Source: of 17 such lines in
/// 26,000 articles of political news 16 did.
const MIN_INTRODUCTION_WORDS: usize = 3;
const QUOTED_WORDS: usize = 15;

/// A place that a row matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it is.
    pub(super) span: Span,
    /// The paragraph that holds it, as a position in `Parsed::blocks`.
    pub(super) block_idx: usize,
    /// True where it is the whole paragraph.
    pub(super) is_whole: bool,
}

struct Table {
    rows: Vec<Entry>,
    cues: AhoCorasick,
    /// For each cue the positions of its rows.
    rows_of_cue: Vec<Vec<u16>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Table {
        let all = [legal::ROWS, credits::ROWS, people::ROWS, prompts::ROWS, links::ROWS];
        let rows: Vec<Entry> = all.into_iter().flatten().map(Entry::new).collect();
        let mut cues: Vec<&str> = rows.iter().flat_map(|e| e.row.cues.iter().copied()).collect();
        cues.sort_unstable();
        cues.dedup();
        let holds =
            |cue: &&str| (0u16..).zip(&rows).filter(|(_, e)| e.row.cues.contains(cue)).map(|(i, _)| i).collect();
        let rows_of_cue = cues.iter().map(holds).collect();
        let cues = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&cues)
            .expect("some hundred short strings fit an automaton");
        Table { rows, cues, rows_of_cue }
    }
}

/// A row to try on a paragraph, and where in the text the end of its cue stands.
type Wanted = (u16, usize);

/// Every place of `parsed` that a row matches, ordered by paragraph. At most one whole-paragraph hit for a paragraph.
pub(super) fn find(parsed: &Parsed<'_>) -> Vec<Hit> {
    let table = &*TABLE;
    let mut hits = Vec::new();
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut block_idx = 0;
    for cue in table.cues.find_overlapping_iter(parsed.text) {
        while parsed.blocks.get(block_idx).is_some_and(|b| (b.span.end as usize) < cue.end()) {
            try_rows(table, parsed, block_idx, &mut wanted, &mut hits);
            block_idx += 1;
        }
        let Some(block) = parsed.blocks.get(block_idx) else { break };
        let from_start = cue.end().saturating_sub(block.span.start as usize);
        let to_end = (block.span.end as usize).saturating_sub(cue.start());
        let n_words = block.n_words();
        for &row_idx in &table.rows_of_cue[cue.pattern().as_usize()] {
            let row = table.rows[row_idx as usize].row;
            let may_match = match row.shape {
                Shape::Opening => from_start <= WINDOW_BYTES,
                Shape::Tail => to_end <= WINDOW_BYTES,
                Shape::Line => n_words <= row.max_words || stands_as_a_sentence(row.kind),
                Shape::Span => true,
            };
            if may_match {
                wanted.push((row_idx, cue.end()));
            }
        }
    }
    if block_idx < parsed.blocks.len() {
        try_rows(table, parsed, block_idx, &mut wanted, &mut hits);
    }
    hits
}

/// Tries the wanted rows on one paragraph, in table order, and forgets them.
fn try_rows(table: &Table, parsed: &Parsed<'_>, block_idx: usize, wanted: &mut Vec<Wanted>, hits: &mut Vec<Hit>) {
    if wanted.is_empty() {
        return;
    }
    wanted.sort_unstable();
    let block = &parsed.blocks[block_idx];
    let first = hits.len();
    let mut sentences: Option<Vec<Span>> = None;
    for cues in wanted.chunk_by(|a, b| a.0 == b.0) {
        let entry = &table.rows[cues[0].0 as usize];
        let row = entry.row;
        let hit = |span: Span| Hit { kind: row.kind, span, block_idx, is_whole: span == block.span };
        let fits = block.n_words() <= row.max_words;
        if row.shape != Shape::Line {
            hits.extend(match_inside(entry, parsed, block).map(hit));
        } else if fits && entry.regex().is_match(parsed.text_of(block).as_bytes()) {
            if !introduces_prose(row.kind, parsed, block_idx) {
                hits.push(hit(block.span));
            }
        } else if stands_as_a_sentence(row.kind) && may_hold_a_sentence(entry, parsed.text_of(block), block, cues) {
            let sentences = sentences.get_or_insert_with(|| segments::split(parsed, block));
            hits.extend(match_sentences(entry, parsed.text, sentences).into_iter().map(hit));
        }
    }
    wanted.clear();
    keep_the_widest(hits, first);
}

/// "More from the letter:" over a paragraph: the article quotes it. A link that reads so stands over headlines.
fn introduces_prose(kind: Kind, parsed: &Parsed<'_>, block_idx: usize) -> bool {
    let text = parsed.text_of(&parsed.blocks[block_idx]);
    let is_introduction = kind == Kind::RelatedLinks
        && text.ends_with(':')
        && parsed.blocks[block_idx].n_words() >= MIN_INTRODUCTION_WORDS
        && text.get(..5).is_some_and(|more| more.eq_ignore_ascii_case("more "));
    is_introduction
        && parsed
            .blocks
            .get(block_idx + 1)
            .is_some_and(|next| next.n_words() >= QUOTED_WORDS && ends_with_a_stop(parsed.text_of(next)))
}

/// A cheap look before the paragraph is split: the words round a cue, from full stop to full stop, match the row.
fn may_hold_a_sentence(entry: &Entry, text: &str, block: &Block, cues: &[Wanted]) -> bool {
    let mut seen = 0..0;
    cues.iter().any(|&(_, cue_end)| {
        let at = cue_end - 1 - block.span.start as usize;
        if seen.contains(&at) {
            return false;
        }
        seen = segments::around(text, at);
        entry.regex().is_match(&text.as_bytes()[seen.clone()])
    })
}

/// Of the hits of one paragraph, drops those inside another; a kind that is cut goes before one that is only reported.
fn keep_the_widest(hits: &mut Vec<Hit>, first: usize) {
    if hits.len() - first < 2 {
        return;
    }
    hits[first..].sort_by_key(|h| (h.kind.is_report_only(), std::cmp::Reverse(h.span.len()), h.span.start));
    let mut kept = first;
    for i in first..hits.len() {
        let hit = hits[i];
        if !hits[first..kept].iter().any(|k| k.span.overlaps(hit.span)) {
            hits[kept] = hit;
            kept += 1;
        }
    }
    hits.truncate(kept);
    hits[first..].sort_by_key(|h| h.span.start);
}

fn match_inside(entry: &Entry, parsed: &Parsed<'_>, block: &Block) -> Option<Span> {
    let (row, text) = (entry.row, parsed.text_of(block));
    let window = window_of(row.shape, text);
    let is_placed = |m: &regex::bytes::Match<'_>| row.shape != Shape::Tail || m.end() == window.len();
    let found = entry.regex().find_iter(&text.as_bytes()[window.clone()]).find(is_placed)?;
    // A gap counted in bytes may end inside a character.
    let found = window.start + found.start()..char_boundary(text, window.start + found.end());
    if !text.is_char_boundary(found.start) {
        return None;
    }
    let opens = match row.shape {
        Shape::Tail => opens_or_is_glued(text, found.start),
        _ => follows_a_sentence(&text[..found.start]),
    };
    let base = block.span.start as usize;
    let span = Span::new(base + found.start, base + found.end).trim(parsed.text);
    let n_words = parsed.words_of(block).iter().filter(|w| span.covers(w.span)).count();
    (opens && n_words <= row.max_words && !span.is_empty()).then_some(span)
}

/// The bytes of a paragraph that a row looks at.
fn window_of(shape: Shape, text: &str) -> Range<usize> {
    match shape {
        Shape::Opening => 0..char_boundary(text, WINDOW_BYTES),
        Shape::Tail => char_boundary(text, text.len().saturating_sub(WINDOW_BYTES))..text.len(),
        Shape::Line | Shape::Span => 0..text.len(),
    }
}

/// Kinds whose lines are also found as one sentence among others: prompts are sentences, credits and links are not.
fn stands_as_a_sentence(kind: Kind) -> bool {
    use Kind::{
        Advertisement, CommentPrompt, CookieNotice, CopyrightNotice, NewsletterPrompt, PaywallNotice, SharePrompt,
    };
    matches!(
        kind,
        Advertisement | CommentPrompt | CookieNotice | CopyrightNotice | NewsletterPrompt | PaywallNotice | SharePrompt
    )
}

/// The sentences that a row of lines matches. One word alone is no sentence.
fn match_sentences(entry: &Entry, text: &str, sentences: &[Span]) -> Vec<Span> {
    let max_words = entry.row.max_words;
    let matches = |s: &Span| {
        let n_words = s.of(text).split_whitespace().take(max_words + 1).count();
        (MIN_SENTENCE_WORDS..=max_words).contains(&n_words) && entry.regex().is_match(s.of(text).as_bytes())
    };
    if sentences.len() > 1 { sentences.iter().copied().filter(matches).collect() } else { Vec::new() }
}

/// The last char boundary at or before byte `at`.
fn char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

fn follows_a_sentence(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', '…', '"', '”', '’', '»', ')', ']', ':', '|'])
}

/// A tail may follow a word at once ("harbourPhoto: Ann Lee"): the capital tells.
fn opens_or_is_glued(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let follows_space = before.ends_with(char::is_whitespace);
    before.is_empty() || follows_space || follows_a_sentence(before) || before.ends_with(char::is_lowercase)
}

#[cfg(test)]
mod tests;
