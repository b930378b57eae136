//! From the model to passages. It is asked only near signs of something set into the article, only in text that is mostly
//! sentences, and what it is not sure of stays a suspicion.

use super::atoms::Bound;
use super::decode::decode;
use super::features::{Terrain, join};
use super::lexicon::word_key;
use super::model::{MODEL, Model};
use crate::detect::boilerplate::phrases::{self, Hit};
use crate::detect::boilerplate::statement::ends_with_a_stop;
use crate::findings::Confidence;
use crate::text::{Block, Parsed, Span, Word};
use std::ops::Range;

/// Mean probability from which a passage is cut, in an article without other furniture and in one that is full of it.
const CLEAN_LIMIT: f32 = 0.85;
const FURNISHED_LIMIT: f32 = 0.5;
/// Share of a text, by the sum of its probabilities, from which it is full of furniture.
const FURNISHED_SHARE: f32 = 0.04;
/// Sentences with a known wording or a word of boilerplate that such a text must have: fixtures and lists of names look like
/// furniture too, and speak of no page. Source: reading 40 passages of such articles of clean news.
const MIN_SPEAKING: usize = 3;
/// Mean probability from which it is a caption.
const CAPTION_FROM: f32 = 0.5;
/// Log odds of a word that make its sentence worth a look: it stands in the boilerplate of some seven sites for one article.
const SIGN_ODDS: f32 = 2.0;
/// The same for a word that makes a text worth a look: twenty sites for one. A guess: names that stood on five sites by chance lie
/// below.
const TEXT_SIGN_ODDS: f32 = 3.0;
/// Sentences on both sides of a sign that are judged with it. A guess: cards and lists have some more, and signs of their own.
const NEAR: usize = 2;
/// Share of words in sentences from which a text counts as an article; below, it is the block model's. A guess.
const MIN_PROSE_SHARE: f32 = 0.5;
/// Words below which a sentence is worth a look.
const SHORT_WORDS: usize = 4;
/// Words from which a piece may be a caption, and log odds of a word that only buttons and prompts have. Guesses.
const CAPTION_WORDS: usize = 4;
const BUTTON_ODDS: f32 = 3.0;
/// Words of a line that may be a name or a place in a list. A guess.
const NAME_WORDS: usize = 6;
/// Probability from which such a line leaves a text that is full of furniture. A guess.
const NAME_LIMIT: f32 = 0.75;
/// Words and share of function words that make a sentence.
const PROSE_WORDS: usize = 8;
const PROSE_STOP_SHARE: f32 = 0.2;
/// Share of a text's words beyond which the model has misjudged it.
const MAX_CUT_SHARE: f32 = 0.4;
/// Log odds of what is not judged.
const FAR: f32 = -6.0;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insert {
    /// What a picture shows.
    Caption,
    /// Anything else.
    Other,
}

/// A passage that the model takes for boilerplate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpanVerdict {
    /// Where it is.
    pub span: Span,
    /// Its paragraph, as a position in `Parsed::blocks`.
    pub block_idx: usize,
    /// True where it is the whole paragraph.
    pub is_whole: bool,
    /// What it is.
    pub insert: Insert,
    /// Mean probability of boilerplate over its bytes, in 0..=1.
    pub probability: f32,
    /// The limit it was held against.
    pub threshold: f32,
    /// Likely, or a suspicion where the model is not sure.
    pub confidence: Confidence,
}

/// The passages of a text, in order, by the embedded model.
pub(crate) fn find(parsed: &Parsed<'_>, hits: &[Hit]) -> Vec<SpanVerdict> {
    judge(parsed, hits, &MODEL)
}

/// The passages of a text by another model (for training).
pub fn find_with(parsed: &Parsed<'_>, model: &Model) -> Vec<SpanVerdict> {
    judge(parsed, &phrases::find(parsed), model)
}

fn judge(parsed: &Parsed<'_>, hits: &[Hit], model: &Model) -> Vec<SpanVerdict> {
    if !has_sign(parsed, hits, model) {
        return Vec::new();
    }
    let terrain = Terrain::with_hits(parsed, &model.lexicon, hits);
    if prose_share(&terrain) < MIN_PROSE_SHARE {
        return Vec::new();
    }
    let text = Judged::new(parsed, &terrain, model);
    let is_insert = decode(&terrain.atoms, &text.log_odds);
    let mut verdicts: Vec<SpanVerdict> =
        runs(&terrain, &is_insert, hits).into_iter().map(|run| text.verdict(run)).collect();
    spare_the_text(parsed, &mut verdicts);
    verdicts
}

/// A cheap look before anything is cut into atoms: a removable wording, a word that hardly any article has, a line without
/// a full stop.
fn has_sign(parsed: &Parsed<'_>, hits: &[Hit], model: &Model) -> bool {
    let is_open = |b: &Block| b.n_words() > 0 && !ends_with_a_stop(parsed.text_of(b));
    let is_telling = |w: &Word| model.lexicon.odds(word_key(w.hash)).is_some_and(|odds| odds >= TEXT_SIGN_ODDS);
    hits.iter().any(|h| !h.kind.is_report_only())
        || parsed.blocks.iter().any(is_open)
        || parsed.words.iter().any(is_telling)
}

fn prose_share(terrain: &Terrain) -> f32 {
    let is_prose = |s: &&Range<usize>| {
        terrain.n_words((*s).clone()) >= PROSE_WORDS && terrain.stop_share((*s).clone()) >= PROSE_STOP_SHARE
    };
    let n: usize = terrain.sentences.iter().filter(is_prose).map(|s| terrain.n_words(s.clone())).sum();
    n as f32 / terrain.n_words(0..terrain.atoms.len()).max(1) as f32
}

/// A text with the log odds of its atoms.
struct Judged<'a> {
    parsed: &'a Parsed<'a>,
    terrain: &'a Terrain,
    model: &'a Model,
    log_odds: Vec<f32>,
    /// The share of furniture is so high that the limit is low.
    is_furnished: bool,
}

impl<'a> Judged<'a> {
    /// Asks the model for the atoms near signs; for all of them where these show the text to be full of furniture.
    fn new(parsed: &'a Parsed<'a>, terrain: &'a Terrain, model: &'a Model) -> Judged<'a> {
        let log_odds = vec![FAR; terrain.atoms.len()];
        let mut text = Judged { parsed, terrain, model, log_odds, is_furnished: false };
        let signs: Vec<bool> = terrain.sentences.iter().map(|s| text.is_sign(s)).collect();
        let is_near = |s: usize| signs[s.saturating_sub(NEAR)..(s + NEAR + 1).min(signs.len())].contains(&true);
        text.ask(is_near);
        let furniture: f32 = (0..terrain.atoms.len()).map(|i| text.weight(i) * sigmoid(text.log_odds[i])).sum();
        let n_speaking = terrain.sentences.iter().filter(|s| text.speaks_of_page(s)).take(MIN_SPEAKING).count();
        text.is_furnished = furniture >= FURNISHED_SHARE * parsed.text.len() as f32 && n_speaking == MIN_SPEAKING;
        if text.is_furnished {
            text.ask(|s| !is_near(s));
        }
        text
    }

    fn ask(&mut self, is_asked: impl Fn(usize) -> bool) {
        let sentences = &self.terrain.sentences;
        for (_, sentence) in sentences.iter().enumerate().filter(|(s, _)| is_asked(*s)) {
            for i in sentence.clone() {
                self.log_odds[i] = self.model.boilerplate.log_odds(&self.terrain.figures(i));
            }
        }
    }

    fn is_sign(&self, sentence: &Range<usize>) -> bool {
        self.speaks_of_page(sentence)
            || self.terrain.ends_open(sentence.clone())
            || self.terrain.n_words(sentence.clone()) < SHORT_WORDS
    }

    /// A known wording, or a word of boilerplate.
    fn speaks_of_page(&self, run: &Range<usize>) -> bool {
        self.terrain.has_wording(run.clone()) || self.terrain.strongest_word(run.clone()) >= SIGN_ODDS
    }

    fn weight(&self, i: usize) -> f32 {
        self.terrain.atoms[i].span.len() as f32
    }

    /// Mean probability over the bytes of a run.
    fn mean(&self, run: &Range<usize>, log_odds: impl Fn(usize) -> f32) -> f32 {
        let bytes: f32 = run.clone().map(|i| self.weight(i)).sum();
        run.clone().map(|i| self.weight(i) * sigmoid(log_odds(i))).sum::<f32>() / bytes
    }

    fn verdict(&self, run: Range<usize>) -> SpanVerdict {
        let span = join(&self.terrain.atoms[run.clone()]);
        let block_idx = self.terrain.atoms[run.start].block_idx;
        let is_whole = span == self.parsed.blocks[block_idx].span;
        let probability = self.mean(&run, |i| self.log_odds[i]);
        let threshold = if self.is_furnished { FURNISHED_LIMIT } else { CLEAN_LIMIT };
        let is_caption = self.may_be_caption(&run)
            && self.mean(&run, |i| self.model.caption.log_odds(&self.terrain.figures(i))) >= CAPTION_FROM;
        let is_sure = probability >= threshold && !is_caption && !self.is_spared(&run, is_whole, probability);
        SpanVerdict {
            span,
            block_idx,
            is_whole,
            insert: if is_caption { Insert::Caption } else { Insert::Other },
            probability,
            threshold,
            confidence: if is_sure { Confidence::Likely } else { Confidence::Suspect },
        }
    }

    /// Some words, and no button or prompt.
    fn may_be_caption(&self, run: &Range<usize>) -> bool {
        self.terrain.n_words(run.clone()) >= CAPTION_WORDS && self.terrain.strongest_word(run.clone()) < BUTTON_ODDS
    }

    /// What looks like boilerplate and may be the article's own: its heading, a sentence that states something, a list of
    /// names, the signature of a post that it quotes.
    fn is_spared(&self, run: &Range<usize>, is_whole: bool, probability: f32) -> bool {
        let terrain = self.terrain;
        let text = join(&terrain.atoms[run.clone()]).of(self.parsed.text);
        let is_heading = is_whole && terrain.atoms[run.start].block_idx == 0;
        let is_statement = terrain.has_verb(run.clone())
            && terrain.n_words(run.clone()) >= PROSE_WORDS
            && terrain.stop_share(run.clone()) >= PROSE_STOP_SHARE
            && ends_with_a_stop(text);
        let is_name =
            is_whole && terrain.n_words(run.clone()) <= NAME_WORDS && (!self.is_furnished || probability < NAME_LIMIT);
        text.contains("(@") || (!self.speaks_of_page(run) && (is_heading || is_name || is_statement))
    }
}

/// Runs of atoms of boilerplate inside one paragraph, those left out that a wording of a reported kind covers.
fn runs(terrain: &Terrain, is_insert: &[bool], hits: &[Hit]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let reported: Vec<Span> = hits.iter().filter(|h| h.kind.is_report_only()).map(|h| h.span).collect();
    for (i, atom) in terrain.atoms.iter().enumerate().filter(|(i, _)| is_insert[*i]) {
        if reported.iter().any(|s| s.overlaps(atom.span)) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == i && atom.bound != Bound::Paragraph => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

/// Where too much would leave, nothing does.
fn spare_the_text(parsed: &Parsed<'_>, verdicts: &mut [SpanVerdict]) {
    let cut: usize = verdicts.iter().filter(|v| v.confidence >= Confidence::Likely).map(|v| v.span.len()).sum();
    if cut as f32 > MAX_CUT_SHARE * parsed.text.len() as f32 {
        verdicts.iter_mut().for_each(|v| v.confidence = Confidence::Suspect);
    }
}

fn sigmoid(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
