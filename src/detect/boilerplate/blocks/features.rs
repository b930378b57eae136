//! The figures that the block model decides on: the paragraph's own look, its neighbours, its place in the text, and what
//! kind of text it is. Links cannot be seen in text, so neighbours carry the weight (research note, section 3).

use super::evidence::{self, Evidence, N_NEAR, N_OWN};
use super::shape::Shape;
use super::topic::{Topic, topics};
use crate::detect::boilerplate::lexicon::Lexicon;
use crate::detect::boilerplate::phrases::{self, Hit};
use crate::detect::boilerplate::statement::{is_value_line, wrapped_lines};
use crate::text::{Block, Parsed, paragraph_key};
use rustc_hash::FxHashMap;

/// Figures a paragraph.
pub const N_FEATURES: usize = 82 + N_OWN + N_NEAR;

/// Paragraphs on each side that count as the neighbourhood.
const WINDOW: usize = 6;
/// Farthest distance that is told apart, in paragraphs.
const FAR: f32 = 40.0;

/// A raw scrape opens with a menu: most of its first paragraphs are short, and it has many paragraphs; or, where it opens with the
/// article, it is full of wordings of page furniture. Bytes, since a script without word spaces has no short lines by words. An article
/// with such an opening is told by its prose. Source: fitted as a tree of these figures to 323 raw dev pages, 1,567 outputs of extractors
/// and 2,400 clean articles, of which it takes 94, 0.4 and none in 100 for raw.
const OPENING: usize = 10;
const SHORT_BYTES: f32 = 30.0;
const MIN_SHORT: usize = 6;
const MIN_RAW_PARAGRAPHS: usize = 47;
const MIN_RAW_WORDINGS: usize = 9;
const MAX_RAW_WORDS_A_PARAGRAPH: f32 = 19.0;
/// Share of prose words beyond which a raw scrape shows so many wordings of page furniture.
const MAX_RAW_PROSE_SHARE: f32 = 0.65;
const MIN_WORDINGS_BESIDE_PROSE: usize = 5;

/// What `states` says of most lines.
pub(super) const STATES_NOTHING: f32 = 0.0;

/// From this figure on the wording shows something removable.
pub(super) const REMOVABLE_INSIDE: f32 = 2.0;

/// What the wording shows of a paragraph that something removable fills.
pub(super) const FILLED_BY_REMOVABLE: f32 = 4.0;

/// One paragraph's figures.
pub type Features = [f32; N_FEATURES];

/// Looks and surroundings of all paragraphs of a text.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The look of each paragraph.
    pub shapes: Vec<Shape>,
    /// How often each paragraph stands in the text.
    n_equal: Vec<u32>,
    /// What its wording tells: 0 nothing, 1 a reported kind inside, 2 a removable kind inside, 3 a reported kind, 4 a removable kind.
    pub wording: Vec<f32>,
    /// Words of prose before each paragraph, and in all (one entry more than paragraphs).
    prose_before: Vec<f32>,
    words_before: Vec<f32>,
    /// Distance to the prose paragraph before and after.
    last_prose: Vec<f32>,
    next_prose: Vec<f32>,
    /// 1 for a line of values; 2 for a line of a text that was broken in mid-sentence.
    pub(super) states: Vec<f32>,
    /// What its words have in common with the rest of the text.
    topics: Vec<Topic>,
    /// What its words tell.
    evidence: Vec<Evidence>,
    /// Of the run of paragraphs without prose that it stands in: paragraphs, words, and where in it (0..1).
    runs: Vec<[f32; 3]>,
    /// Share of the words of the text that are prose.
    pub prose_share: f32,
}

impl Surroundings {
    /// Looks at every paragraph of `parsed`, finding its wording anew (for training; the detector has it at hand).
    pub fn of(parsed: &Parsed<'_>) -> Surroundings {
        Surroundings::with_hits(parsed, &phrases::find(parsed))
    }

    /// Looks up what the words tell; before, they tell nothing.
    pub fn look_up(&mut self, parsed: &Parsed<'_>, lexicon: &Lexicon) {
        self.evidence = parsed.blocks.iter().map(|b| Evidence::of(parsed.words_of(b), lexicon)).collect();
    }

    /// Log odds of the word, or of the two in a row, of paragraph `i` that tell the most.
    pub(super) fn strongest_word(&self, i: usize) -> f32 {
        self.evidence[i].strongest()
    }

    /// Paragraphs whose wording shows something removable.
    pub(super) fn n_known(&self) -> usize {
        self.wording.iter().filter(|&&w| w >= REMOVABLE_INSIDE).count()
    }

    pub(super) fn with_hits(parsed: &Parsed<'_>, hits: &[Hit]) -> Surroundings {
        let shapes: Vec<Shape> = parsed.blocks.iter().map(|b| Shape::of(parsed, b)).collect();
        let mut out =
            Surroundings { n_equal: count_equal(parsed), wording: wording(parsed, hits), ..Surroundings::default() };
        let (mut prose, mut words) = (0.0, 0.0);
        for shape in &shapes {
            out.prose_before.push(prose);
            out.words_before.push(words);
            prose += if shape.is_prose() { shape.n_words } else { 0.0 };
            words += shape.n_words;
        }
        out.prose_before.push(prose);
        out.words_before.push(words);
        out.prose_share = prose / f32::max(words, 1.0);
        out.last_prose = distances(shapes.iter());
        out.next_prose = distances(shapes.iter().rev());
        out.next_prose.reverse();
        let wrapped = wrapped_lines(parsed);
        let state = |(block, is_wrapped): (&Block, &bool)| match (is_wrapped, is_value_line(parsed, block)) {
            (true, _) => 2.0,
            (false, is_value) => f32::from(is_value),
        };
        out.states = parsed.blocks.iter().zip(&wrapped).map(state).collect();
        out.topics = topics(parsed, &shapes);
        out.evidence = vec![Evidence::default(); shapes.len()];
        out.runs = runs(&shapes);
        out.shapes = shapes;
        out
    }

    /// Number of paragraphs.
    pub fn len(&self) -> usize {
        self.shapes.len()
    }

    /// True for a text without paragraphs.
    pub fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    /// True for the scrape of a whole page, false for text that somebody extracted or wrote.
    pub fn is_raw(&self) -> bool {
        let opening = &self.shapes[..self.len().min(OPENING)];
        let n_short = opening.iter().filter(|s| s.n_words.max(1.0) * s.word_bytes < SHORT_BYTES).count();
        let n_wordings = self.n_known();
        let is_thin = self.prose_share < MAX_RAW_PROSE_SHARE;
        if n_short >= MIN_SHORT {
            return self.len() >= MIN_RAW_PARAGRAPHS && (is_thin || n_wordings >= MIN_WORDINGS_BESIDE_PROSE);
        }
        let n_words = self.words_before[self.len()];
        is_thin && n_wordings >= MIN_RAW_WORDINGS && n_words < MAX_RAW_WORDS_A_PARAGRAPH * self.len() as f32
    }

    /// The figures of paragraph `i`.
    pub fn features(&self, i: usize) -> Features {
        let mut row = Row { out: [0.0; N_FEATURES], n: 0 };
        row.own(&self.shapes[i]);
        row.put(self.n_equal[i] as f32);
        row.put(self.wording[i]);
        for offset in [-1, 1, -2, 2, -3, 3] {
            self.put_neighbour(i, offset, &mut row);
        }
        self.put_window(i, &mut row);
        self.put_place(i, &mut row);
        self.put_text(&mut row);
        let topic = &self.topics[i];
        [topic.known_share, topic.n_known, topic.weight, topic.nearest].into_iter().for_each(|value| row.put(value));
        self.runs[i].into_iter().for_each(|value| row.put(value));
        row.put(topic.in_common_before);
        row.put(self.states[i]);
        row.put(f32::from(self.is_raw()));
        self.evidence[i].own().into_iter().for_each(|value| row.put(value));
        Evidence::near(&self.evidence, i).into_iter().for_each(|value| row.put(value));
        debug_assert_eq!(row.n, N_FEATURES);
        row.out
    }

    fn put_neighbour(&self, i: usize, offset: isize, row: &mut Row) {
        let Some(j) = i.checked_add_signed(offset).filter(|&j| j < self.len()) else {
            (0..if offset.abs() == 1 { 6 } else { 3 }).for_each(|_| row.put(-1.0));
            return;
        };
        let shape = &self.shapes[j];
        row.put(shape.n_words);
        row.put(shape.stop_share);
        row.put(shape.end);
        if offset.abs() == 1 {
            row.put(shape.capital_share);
            row.put(self.wording[j]);
            row.put(shape.start);
        }
    }

    fn put_window(&self, i: usize, row: &mut Row) {
        for range in [i.saturating_sub(WINDOW)..i, i + 1..(i + 1 + WINDOW).min(self.len())] {
            let n = range.len().max(1) as f32;
            let near = &self.shapes[range.clone()];
            row.put(near.iter().map(|s| s.n_words.min(60.0)).sum::<f32>() / n);
            row.put(near.iter().map(|s| s.end).sum::<f32>() / n);
            row.put(near.iter().map(|s| s.stop_share).sum::<f32>() / n);
            row.put(near.iter().filter(|s| s.is_prose()).count() as f32 / n);
            row.put(self.wording[range].iter().filter(|&&w| w >= REMOVABLE_INSIDE).count() as f32 / n);
        }
    }

    fn put_place(&self, i: usize, row: &mut Row) {
        let n = self.len() as f32;
        row.put(i as f32 / n);
        row.put((i as f32).min(FAR));
        row.put((n - 1.0 - i as f32).min(FAR));
        row.put(self.last_prose[i]);
        row.put(self.next_prose[i]);
        let all = f32::max(self.prose_before[self.len()], 1.0);
        row.put(self.prose_before[i] / all);
        row.put(self.prose_before[i]);
        row.put(all - self.prose_before[i]);
        row.put(self.prose_around(i) / all);
        row.put(self.words_before[i] / f32::max(self.words_before[self.len()], 1.0));
    }

    fn put_text(&self, row: &mut Row) {
        let n = self.len() as f32;
        let n_words = self.words_before[self.len()];
        row.put(n);
        row.put(n_words / n.max(1.0));
        row.put(self.prose_share);
        row.put(self.n_known() as f32 / n.max(1.0));
        row.put(self.prose_before[self.len()]);
    }

    /// Words of prose within two neighbourhoods of paragraph `i`.
    fn prose_around(&self, i: usize) -> f32 {
        let (from, to) = (i.saturating_sub(2 * WINDOW), (i + 1 + 2 * WINDOW).min(self.len()));
        self.prose_before[to] - self.prose_before[from]
    }
}

/// Names of the figures, in order, for the training program's report.
pub fn feature_names() -> Vec<String> {
    let own = "words word-bytes stop end stops capital upper figure comma menu code quotes address colons wide start quoted columns address names verb equal wording";
    let mut names: Vec<String> = own.split(' ').map(String::from).collect();
    for offset in ["-1", "+1", "-2", "+2", "-3", "+3"] {
        let is_next = offset.ends_with('1');
        let fields: &[&str] =
            if is_next { &["words", "stop", "end", "capital", "wording", "start"] } else { &["words", "stop", "end"] };
        names.extend(fields.iter().map(|f| format!("{f}{offset}")));
    }
    for side in ["before", "after"] {
        names.extend(["words", "end", "stop", "prose", "wording"].map(|f| format!("{f} {side}")));
    }
    let place = "at,from-start,from-end,last-prose,next-prose,prose-before%,prose-before,prose-after,prose-around,words-before%";
    let text = "n-blocks,words/block,prose-share,wording-share,n-prose-words";
    let topic = "topic%,topic,topic-weight,nearest,run,run-words,in-run,like-before,states,raw";
    names.extend([place, text, topic].iter().flat_map(|n| n.split(',')).map(String::from));
    names.extend(evidence::names());
    names
}

struct Row {
    out: Features,
    n: usize,
}

impl Row {
    fn put(&mut self, value: f32) {
        self.out[self.n] = value;
        self.n += 1;
    }

    fn own(&mut self, s: &Shape) {
        let own = [
            s.n_words,
            s.word_bytes,
            s.stop_share,
            s.end,
            s.n_stops,
            s.capital_share,
            s.upper_share,
            s.figure_share,
            s.comma_share,
            s.menu_share,
            s.code_share,
            s.n_quotes,
            s.has_address,
            s.n_colons,
            s.wide_share,
            s.start,
            s.quoted_share,
            s.has_columns,
            s.address_share,
            s.names_share,
            s.has_verb,
        ];
        own.into_iter().for_each(|value| self.put(value));
    }
}

fn count_equal(parsed: &Parsed<'_>) -> Vec<u32> {
    let keys: Vec<u128> = parsed.blocks.iter().map(|b| paragraph_key(parsed, b)).collect();
    let mut counts: FxHashMap<u128, u32> = FxHashMap::default();
    for &key in &keys {
        *counts.entry(key).or_default() += 1;
    }
    keys.iter().map(|key| counts[key]).collect()
}

fn wording(parsed: &Parsed<'_>, hits: &[Hit]) -> Vec<f32> {
    let mut out = vec![0.0f32; parsed.blocks.len()];
    for hit in hits {
        let value = match (hit.is_whole, hit.kind.is_report_only()) {
            (false, true) => 1.0,
            (false, false) => REMOVABLE_INSIDE,
            (true, true) => 3.0,
            (true, false) => FILLED_BY_REMOVABLE,
        };
        out[hit.block_idx] = out[hit.block_idx].max(value);
    }
    out
}

/// For each paragraph the distance to the last prose paragraph before it.
fn distances<'s>(shapes: impl Iterator<Item = &'s Shape>) -> Vec<f32> {
    let mut since = FAR;
    shapes
        .map(|shape| {
            let here = since;
            since = if shape.is_prose() { 1.0 } else { (since + 1.0).min(FAR) };
            here
        })
        .collect()
}

/// For each paragraph the run of paragraphs without prose that it stands in; zeros for prose.
fn runs(shapes: &[Shape]) -> Vec<[f32; 3]> {
    let mut out = Vec::with_capacity(shapes.len());
    for run in shapes.chunk_by(|a, b| a.is_prose() == b.is_prose()) {
        let n = run.len() as f32;
        let n_words = run.iter().map(|s| s.n_words).sum();
        let place = |i: usize| if run[0].is_prose() { [0.0; 3] } else { [n, n_words, i as f32 / n] };
        out.extend((0..run.len()).map(place));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn there_are_as_many_names_as_figures() {
        let mut parser = Parser::new();
        let parsed = parser.parse("Menu\nThe ferry will run again.\nMenu");
        let surroundings = Surroundings::of(&parsed);
        assert_eq!(feature_names().len(), N_FEATURES);
        assert_eq!(surroundings.features(0)[21], 2.0, "\"Menu\" stands twice");
    }
}
