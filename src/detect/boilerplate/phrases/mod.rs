//! Boilerplate that is known by its wording. One pass with all cue strings picks the rows of each paragraph; only the rows
//! whose cue was seen are tried, anchored to the paragraph or to the end of a sentence.
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

use super::cues::Cues;
use super::kinds::Kind;
use super::statement::{ends_with_a_stop, runs_on};
use crate::text::{Block, Parsed, Span};
use row::{Entry, Row, Shape};
use std::ops::Range;
use std::sync::LazyLock;

/// Bytes of a paragraph that rows of openings and tails look at; the longest credits have some 160. A guess.
const WINDOW_BYTES: usize = 240;
/// Words by which paragraphs are told apart: most cues matter only in short ones, and a long one is soon read without them.
/// Guesses: the longest button, the longest line of links.
const PARAGRAPH_WORDS: [usize; 3] = [41, 17, 0];
/// Fewest words of a prompt that stands among other sentences: "Share." and "Sign in." do not tell enough there. A guess.
const MIN_SENTENCE_WORDS: usize = 3;

/// Words of "More from X:" and of the paragraph under it, from which the line introduces a quotation. Source: of 17 such lines in
/// 26,000 articles of political news 16 did.
const MIN_INTRODUCTION_WORDS: usize = 3;
const QUOTED_WORDS: usize = 15;

/// What opens a caption: a row may look as far as this label, but what it opens is not the row's.
const CAPTION_LABEL: &str = "Image caption";

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
    /// True where it tells nothing of what stands beside it: a link, a player or a credit in the midst of an article.
    pub(super) is_aside: bool,
}

struct Table {
    rows: Vec<Entry>,
    /// The cues that matter in paragraphs of so many words and more, the longest paragraphs first.
    cues: [(usize, Cues); 3],
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
        let rows_of_cue: Vec<Vec<u16>> = cues.iter().map(holds).collect();
        let of_long = |n_words: usize| {
            let is_tried = |row: &Row| row.shape != Shape::Line || may_be_in(row, n_words);
            let is_member = |cue: &str| rows.iter().any(|e| e.row.cues.contains(&cue) && is_tried(e.row));
            (n_words, Cues::new(&cues, |cue_idx| is_member(cues[cue_idx])))
        };
        Table { cues: PARAGRAPH_WORDS.map(of_long), rows_of_cue, rows }
    }
}

/// A row to try on a paragraph, and where in the text the end of its cue stands.
type Wanted = (u16, usize);

/// The places that tell of what stands beside them: what the models are trained on, and see.
pub(super) fn find(parsed: &Parsed<'_>) -> Vec<Hit> {
    let mut hits = find_all(parsed);
    hits.retain(|hit| !hit.is_aside);
    hits
}

/// Every place of `parsed` that a row matches, ordered by paragraph. At most one whole-paragraph hit for a paragraph.
pub(super) fn find_all(parsed: &Parsed<'_>) -> Vec<Hit> {
    let table = &*TABLE;
    let mut hits = Vec::new();
    let mut wanted: Vec<Wanted> = Vec::new();
    for (block_idx, block) in parsed.blocks.iter().enumerate() {
        let (text, base) = (parsed.text_of(block), block.span.start as usize);
        let cues = table.cues.iter().find(|(n_words, _)| block.n_words() >= *n_words);
        let (_, cues) = cues.expect("the last ones matter in any paragraph");
        let rows_of = |cue: usize| {
            let rows = table.rows_of_cue[cue].iter().map(|&row_idx| (row_idx, table.rows[row_idx as usize].row));
            rows.filter(|(_, row)| may_match(row, block, text))
        };
        let is_wanted = |cue: usize| rows_of(cue).next().is_some();
        cues.find(text.as_bytes(), is_wanted, |cue, place| {
            let is_near = |row: &Row| match row.shape {
                Shape::Opening => place.end <= WINDOW_BYTES,
                Shape::Tail | Shape::Brackets => text.len() - place.start <= WINDOW_BYTES,
                Shape::Line | Shape::Span | Shape::Inside => true,
            };
            wanted.extend(rows_of(cue).filter(|(_, row)| is_near(row)).map(|(row_idx, _)| (row_idx, base + place.end)));
        });
        try_rows(table, parsed, block_idx, &mut wanted, &mut hits);
    }
    hits
}

/// True where a row of lines may match in a paragraph of so many words.
fn may_be_in(row: &Row, n_words: usize) -> bool {
    n_words <= row.max_words || stands_as_a_sentence(row.kind)
}

/// A cheap look at the length of a paragraph and at its end, before a row is tried on it.
fn may_match(row: &Row, block: &Block, text: &str) -> bool {
    match row.shape {
        Shape::Line => may_be_in(row, block.n_words()),
        Shape::Brackets => text.ends_with(')') || text.ends_with(")."),
        Shape::Opening | Shape::Tail | Shape::Span | Shape::Inside => true,
    }
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
        let hit =
            |span: Span| Hit { kind: row.kind, span, block_idx, is_whole: span == block.span, is_aside: row.is_aside };
        let fits = block.n_words() <= row.max_words;
        if row.shape != Shape::Line {
            hits.extend(match_inside(entry, parsed, block).into_iter().map(hit));
        } else if fits && entry.regex().is_match(parsed.text_of(block).as_bytes()) {
            if !introduces_prose(row.kind, parsed, block_idx) && !ends_a_line(parsed, block_idx) {
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

/// The paragraph is the rest of a line that was broken in mid-sentence ("… not available for" over "comment.").
fn ends_a_line(parsed: &Parsed<'_>, block_idx: usize) -> bool {
    block_idx > 0 && runs_on(parsed, &parsed.blocks[block_idx - 1], &parsed.blocks[block_idx])
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
        let piece = &text.as_bytes()[seen.clone()];
        !has_more_words(piece, entry.row.max_words) && entry.regex().is_match(piece)
    })
}

/// True where the bytes surely are more than `max_words` words.
fn has_more_words(bytes: &[u8], max_words: usize) -> bool {
    let words = bytes.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    words.take(max_words + 1).count() > max_words
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

/// The passages that a row matches: the first one, or every one that bounds itself.
fn match_inside(entry: &Entry, parsed: &Parsed<'_>, block: &Block) -> Vec<Span> {
    let (shape, text) = (entry.row.shape, parsed.text_of(block));
    let Some(window) = window_of(shape, text) else { return Vec::new() };
    let is_placed =
        |m: &regex::bytes::Match<'_>| !matches!(shape, Shape::Tail | Shape::Brackets) || m.end() == window.len();
    let found = entry.regex().find_iter(&text.as_bytes()[window.clone()]).filter(is_placed);
    let n_most = if shape == Shape::Inside { usize::MAX } else { 1 };
    let places = found.take(n_most).map(|m| window.start + m.start()..window.start + m.end());
    places.filter_map(|place| passage(entry.row, parsed, block, place)).collect()
}

/// What a row matched at `place` of the paragraph, where it opens as it should and is not too long.
fn passage(row: &Row, parsed: &Parsed<'_>, block: &Block, place: Range<usize>) -> Option<Span> {
    let text = parsed.text_of(block);
    // A gap counted in bytes may end inside a character.
    let end = char_boundary(text, place.end);
    let end = place.start + text.get(place.start..end)?.trim_end_matches(CAPTION_LABEL).len();
    let opens = match row.shape {
        Shape::Tail | Shape::Brackets | Shape::Inside => opens_or_is_glued(text, place.start),
        _ => follows_a_sentence(&text[..place.start]),
    };
    let base = block.span.start as usize;
    let span = Span::new(base + place.start, base + end).trim(parsed.text);
    let n_words = parsed.words_of(block).iter().filter(|w| span.covers(w.span)).count();
    (opens && n_words <= row.max_words && !span.is_empty()).then_some(span)
}

/// The bytes of a paragraph that a row looks at; nothing where it needs not look.
fn window_of(shape: Shape, text: &str) -> Option<Range<usize>> {
    let tail = || char_boundary(text, text.len().saturating_sub(WINDOW_BYTES));
    Some(match shape {
        Shape::Opening => 0..char_boundary(text, WINDOW_BYTES),
        Shape::Tail => tail()..text.len(),
        Shape::Brackets => memchr::memrchr(b'(', text.as_bytes()).filter(|&open| open >= tail())?..text.len(),
        Shape::Line | Shape::Span | Shape::Inside => 0..text.len(),
    })
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
