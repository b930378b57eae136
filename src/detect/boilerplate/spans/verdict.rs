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
use crate::text::{Parsed, Span};
use std::ops::Range;

/// Mean probability from which a passage is cut.
pub const CUT_FROM: f32 = 0.8;
/// Mean probability from which it is a caption.
const CAPTION_FROM: f32 = 0.5;
/// Log odds of a word that make its sentence worth a look: it stands in the boilerplate of some seven sites for one article.
const SIGN_ODDS: f32 = 2.0;
/// Sentences on both sides of a sign that are judged with it. A guess: cards and lists have some more, and signs of their own.
const NEAR: usize = 2;
/// Share of words in sentences from which a text counts as an article; below, it is the block model's. A guess.
const MIN_PROSE_SHARE: f32 = 0.5;
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
    let log_odds = log_odds(&terrain, model);
    let is_insert = decode(&terrain.atoms, &log_odds);
    let mut verdicts = Vec::new();
    for atoms in runs(&terrain, &is_insert, hits) {
        verdicts.push(verdict(parsed, &terrain, &log_odds, model, atoms));
    }
    spare_the_text(parsed, &mut verdicts);
    verdicts
}

/// A cheap look before anything is cut into atoms: a known wording, a word of boilerplate, a paragraph without a full stop.
fn has_sign(parsed: &Parsed<'_>, hits: &[Hit], model: &Model) -> bool {
    !hits.is_empty()
        || parsed.blocks.iter().any(|b| b.n_words() > 0 && !ends_with_a_stop(parsed.text_of(b)))
        || parsed.words.iter().any(|w| model.lexicon.odds(word_key(w.hash)).is_some_and(|odds| odds >= SIGN_ODDS))
}

fn prose_share(terrain: &Terrain) -> f32 {
    let is_prose = |s: &&Range<usize>| {
        terrain.n_words((*s).clone()) >= PROSE_WORDS && terrain.stop_share((*s).clone()) >= PROSE_STOP_SHARE
    };
    let n: usize = terrain.sentences.iter().filter(is_prose).map(|s| terrain.n_words(s.clone())).sum();
    n as f32 / terrain.n_words(0..terrain.atoms.len()).max(1) as f32
}

/// Log odds of boilerplate of all atoms; those far from any sign are not asked.
fn log_odds(terrain: &Terrain, model: &Model) -> Vec<f32> {
    let is_sign = |s: &Range<usize>| {
        terrain.has_wording(s.clone())
            || terrain.strongest_word(s.clone()) >= SIGN_ODDS
            || terrain.ends_open(s.clone())
            || terrain.n_words(s.clone()) < 4
    };
    let signs: Vec<bool> = terrain.sentences.iter().map(is_sign).collect();
    let mut out = vec![FAR; terrain.atoms.len()];
    for (s, sentence) in terrain.sentences.iter().enumerate() {
        let near = s.saturating_sub(NEAR)..(s + NEAR + 1).min(signs.len());
        if signs[near].contains(&true) {
            for i in sentence.clone() {
                out[i] = model.boilerplate.log_odds(&terrain.figures(i));
            }
        }
    }
    out
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

fn verdict(
    parsed: &Parsed<'_>,
    terrain: &Terrain,
    log_odds: &[f32],
    model: &Model,
    atoms: Range<usize>,
) -> SpanVerdict {
    let span = join(&terrain.atoms[atoms.clone()]);
    let block_idx = terrain.atoms[atoms.start].block_idx;
    let mean = |odds: &dyn Fn(usize) -> f32| {
        let weigh = |i: usize| terrain.atoms[i].span.len() as f32;
        atoms.clone().map(|i| weigh(i) * sigmoid(odds(i))).sum::<f32>() / atoms.clone().map(weigh).sum::<f32>()
    };
    let probability = mean(&|i| log_odds[i]);
    let is_sentence = terrain.has_verb(atoms.clone()) || terrain.stop_share(atoms.clone()) >= PROSE_STOP_SHARE;
    let is_caption = is_sentence && mean(&|i| model.caption.log_odds(&terrain.figures(i))) >= CAPTION_FROM;
    let is_sure = probability >= CUT_FROM && !is_caption;
    SpanVerdict {
        span,
        block_idx,
        is_whole: span == parsed.blocks[block_idx].span,
        insert: if is_caption { Insert::Caption } else { Insert::Other },
        probability,
        confidence: if is_sure { Confidence::Likely } else { Confidence::Suspect },
    }
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
