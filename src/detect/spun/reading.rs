//! Reads a document for spun text: gathers the evidence of its words and weighs it, for the whole and for each paragraph.

use super::document;
use super::evidence::{Background, Evidence, Gatherer};
use crate::model::{Judgement, Model};
use crate::text::{Block, Parsed};
use std::ops::Range;

/// Fewer words outside quotations say too little. The weights are fitted on pieces of 150 and 450 words; below 60 a single odd name
/// decides.
pub(super) const MIN_WORDS: u32 = 60;
/// Fewer judged words (words that have substitutes) say too little. A guess: a third of all words are judged.
const MIN_JUDGED: usize = 15;
/// Lines of fewer words are headings, bylines, cells of tables.
const MIN_BLOCK_WORDS: usize = 5;
/// Lines of fewer words that do not end like a sentence are entries of menus and lists, and captions. A guess.
const MIN_UNENDED_WORDS: usize = 25;
/// Least share of words that the model knows, names and numbers left out, for a text to be in its language. English news has .97,
/// German .2.
const MIN_KNOWN: f32 = 0.7;
/// What a text loses in log odds each time that its length falls by a factor of e below `FULL_LENGTH`. Without it the 1 % of human
/// texts that look most spun lie 3 nats lower at 1,000 words and more than at 100 (4,866 articles of four news sources and 337
/// web pages, none of them counted), so that one limit for all would be far too strict for whole articles.
const LENGTH_DISCOUNT: f32 = 1.1;
/// Words from which on nothing is lost. A guess.
const FULL_LENGTH: f32 = 3_000.0;
/// Rounds in which the share of substituted words is estimated; it moves by less than .001 after six.
const N_SHARE_ROUNDS: usize = 6;

/// What was read of a document.
#[derive(Debug, Default)]
pub struct Reading {
    /// Evidence of the judged words, in order.
    pub evidence: Vec<Evidence>,
    /// For each of them the log likelihood ratio of a substitute against a word of the author's, in nats.
    pub ratios: Vec<f32>,
    /// What is known of the rest.
    pub background: Background,
    /// Blocks (position in `Parsed::blocks`) with their part of `evidence` and their background.
    pub blocks: Vec<(usize, Range<usize>, Background)>,
}

impl Reading {
    /// Gathers the evidence of a whole document.
    pub fn gather(model: &Model, parsed: &Parsed<'_>) -> Reading {
        Reading::gather_without(model, parsed, &|_| false)
    }

    /// Gathers the evidence of the paragraphs that are not `foreign` to the article.
    fn gather_without(model: &Model, parsed: &Parsed<'_>, foreign: &dyn Fn(&Block) -> bool) -> Reading {
        let mut reading = Reading::default();
        let lens = model.lens();
        let mut gatherer = Gatherer::default();
        for (block_idx, block) in parsed.blocks.iter().enumerate().filter(|(_, b)| is_prose(parsed, b) && !foreign(b)) {
            let first = reading.evidence.len();
            let mut background = Background::default();
            gatherer.gather(&lens, parsed, block, &mut background, &mut reading.evidence);
            reading.background.add(&background);
            reading.blocks.push((block_idx, first..reading.evidence.len(), background));
        }
        reading
    }

    /// Gathers the evidence of a document but for its `foreign` paragraphs, and weighs the words. `None` where there is too little of
    /// it, or in another language.
    pub fn new(
        model: &Model,
        judgement: &Judgement,
        parsed: &Parsed<'_>,
        foreign: &dyn Fn(&Block) -> bool,
    ) -> Option<Reading> {
        if parsed.words.len() < MIN_WORDS as usize {
            return None;
        }
        let mut reading = Reading::gather_without(model, parsed, foreign);
        if !reading.says_enough() || reading.background.known_share() < MIN_KNOWN {
            return None;
        }
        reading.weigh(judgement);
        Some(reading)
    }

    /// True where there is enough of it to judge.
    pub fn says_enough(&self) -> bool {
        says_enough(&self.background, self.evidence.len())
    }

    /// Fills `ratios`.
    pub fn weigh(&mut self, judgement: &Judgement) {
        self.ratios = self.evidence.iter().map(|e| judgement.word.log_odds(&e.measures) - judgement.prior).collect();
    }

    /// Log odds that the document is spun.
    pub fn log_odds(&self, judgement: &Judgement) -> f32 {
        log_odds(judgement, &self.evidence, &self.ratios, &self.background)
    }

    /// Blocks that say enough for themselves, each with the log odds that it is spun.
    pub fn judged_blocks<'a>(&'a self, judgement: &'a Judgement) -> impl Iterator<Item = (usize, f32)> + 'a {
        let able = self.blocks.iter().filter(|(_, range, background)| says_enough(background, range.len()));
        able.map(|(block_idx, range, background)| {
            let (evidence, ratios) = (&self.evidence[range.clone()], &self.ratios[range.clone()]);
            (*block_idx, log_odds(judgement, evidence, ratios, background))
        })
    }

    /// For each judged word the probability that it is a substitute, given the share of substitutes that makes the document as a
    /// whole likeliest (expectation maximisation, started at .1).
    pub fn posteriors(&self) -> Vec<f32> {
        let posterior = |ratio: f32, share: f32| {
            let spun = share * ratio.exp();
            spun / (spun + 1.0 - share)
        };
        let n = self.ratios.len().max(1) as f32;
        let share =
            (0..N_SHARE_ROUNDS).fold(0.1, |share, _| self.ratios.iter().map(|&r| posterior(r, share)).sum::<f32>() / n);
        self.ratios.iter().map(|&r| posterior(r, share)).collect()
    }
}

fn log_odds(judgement: &Judgement, evidence: &[Evidence], ratios: &[f32], background: &Background) -> f32 {
    let measures = document::measures(evidence, ratios, background);
    judgement.document.log_odds(&measures) - length_discount(background.n_words)
}

/// What a text of `n` words loses in log odds.
fn length_discount(n: u32) -> f32 {
    (LENGTH_DISCOUNT * (FULL_LENGTH / n.max(1) as f32).ln()).max(0.0)
}

/// Running text, as against headings, menus, lists and captions.
fn is_prose(parsed: &Parsed<'_>, block: &Block) -> bool {
    let line = parsed.text_of(block).trim_end_matches(['"', '”', '»', '’', '\'', ')', ']', ' ']);
    let is_sentence = line.ends_with(['.', '!', '?', '…', ':', ';']);
    block.n_words() >= if is_sentence { MIN_BLOCK_WORDS } else { MIN_UNENDED_WORDS }
}

fn says_enough(background: &Background, n_judged: usize) -> bool {
    background.n_words >= MIN_WORDS && n_judged >= MIN_JUDGED
}
