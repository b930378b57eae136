//! Reads a document for spun text: gathers the evidence of its words and weighs it, for the whole and for each paragraph.

use super::document::{self, Passage};
use super::evidence::Evidence;
use super::field::{Background, Field, Patch, Sample};
use crate::model::{Expert, Judgement, Model};
use crate::text::{Block, Parsed};

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
/// Share of known words below which a text may still be in another language. Of 2,205 manual pages in ten languages, full of English terms,
/// .976 lie below the first limit and .999 below this one; of 9,866 English articles, spun pieces and web pages none.
const SURE_KNOWN: f32 = 0.9;
/// What a text loses in log odds each time that its length falls by a factor of e below `FULL_LENGTH`. Without it the 1 % of human
/// texts that look most spun lie 3 nats lower at 1,000 words and more than at 100 (4,866 articles of four news sources and 337
/// web pages, none of them counted), so that one limit for all would be far too strict for whole articles.
const LENGTH_DISCOUNT: f32 = 1.1;
/// Words from which on nothing is lost. A guess.
const FULL_LENGTH: f32 = 3_000.0;
/// Judged words that are looked at first in a long text, evenly spread: as many as 150 words of news hold.
const SAMPLE_JUDGED: usize = 64;
/// Texts of fewer judged words are looked at as a whole: a first look would spare too little. A guess.
const MIN_FOR_SAMPLE: usize = 80;
/// Mean log likelihood ratio of a paragraph's sampled words up to which the paragraph may be cleared with the rest; .95 of the
/// paragraphs that look most spun in those articles lie below it, and a paragraph that a spinner went through far above.
const CLEAR_BLOCK: f32 = -0.4;
/// Sampled words of a paragraph below which they say nothing of it. A guess.
const MIN_BLOCK_SAMPLE: usize = 5;
/// What the first expert counts for in the order of documents that are not called spun; the others share the rest. What an unknown list
/// puts in is told best by those that were fitted on lists whose words the model does not know. Trials on 29,000 pieces each, lists left out
/// altogether, recall where 1 % of the human pieces of 450 and of 150 words lie higher: with 0, .15 and .3 WordNet's pieces .902 and .713, .885 and
/// .729, .874 and .709; the Screener's .854 and .581, .881 and .596, .885 and .608; by the largest alone .845 and .641, .794 and .534.
const FIRST_SHARE: f32 = 0.15;
/// Rounds in which the share of substituted words is estimated; it moves by less than .001 after six.
const N_SHARE_ROUNDS: usize = 6;

/// Why a document says too little to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Too few words.
    Short {
        /// Those of running text outside quotations.
        n_words: u32,
    },
    /// Too few words that the model knows or has substitutes for: most often it is in another language.
    Unfamiliar,
}

/// What was read of a document.
#[derive(Debug, Default)]
pub struct Reading {
    /// Evidence of the judged words, in order.
    pub evidence: Vec<Evidence>,
    /// By each expert, for each of them the log likelihood ratio of a substitute against a word of the author's, in nats. Empty of an
    /// expert for whom a glance cleared the document.
    ratios: Vec<Vec<f32>>,
    /// By each expert, the log odds that the document is the work of a spinner of its kind, as they stand; the least number of one that has no
    /// ratios.
    log_odds_by_each: Vec<f32>,
    /// What is known of the rest.
    pub background: Background,
    /// The paragraphs that were read; `judged` is their part of `evidence`, unless the text is cleared.
    pub patches: Vec<Patch>,
    /// Positions in `Parsed::words` of words that dictionaries have and no counted text uses, each told once.
    pub rare_words: Vec<u32>,
    /// True where only a part of the words was looked at, since that part showed nothing of a spinner.
    pub is_cleared: bool,
}

impl Reading {
    /// Gathers the evidence of a whole document but for its `foreign` paragraphs.
    pub fn gather(model: &Model, parsed: &Parsed<'_>, foreign: &dyn Fn(&Block) -> bool) -> Reading {
        let mut reading = Reading::default();
        let mut field = reading.survey(model, parsed, foreign);
        reading.look(&mut field);
        reading
    }

    /// Gathers the evidence of a document but for its `foreign` paragraphs, and weighs the words. Of a long text a
    /// part of the words is looked at first, and no more where that clears it.
    pub fn new(
        model: &Model,
        judgement: &Judgement,
        parsed: &Parsed<'_>,
        foreign: &dyn Fn(&Block) -> bool,
    ) -> Result<Reading, Unread> {
        if parsed.words.len() < MIN_WORDS as usize {
            return Err(Unread::Short { n_words: n_words(parsed, foreign) });
        }
        let mut reading = Reading::default();
        let mut field = reading.survey(model, parsed, foreign);
        let background = &reading.background;
        if background.n_words < MIN_WORDS {
            return Err(Unread::Short { n_words: background.n_words });
        }
        if !says_enough(background, field.judged.len()) || background.known_share() < MIN_KNOWN {
            return Err(Unread::Unfamiliar);
        }
        if let Some(sample) = sample_of(field.judged.len()) {
            reading.glance(&field, sample);
            reading.weigh(judgement);
            let is_clear = reading.is_clear_by_each(judgement, sample);
            reading.is_cleared = is_clear.iter().all(|&is_clear| is_clear);
            if !reading.is_cleared {
                reading.look(&mut field);
                reading.weigh_by(judgement, |i| !is_clear[i]);
            }
        } else {
            reading.look(&mut field);
            reading.weigh(judgement);
        }
        Ok(reading)
    }

    /// Reads the paragraphs that are running text and not `foreign`: what stands where, and what surrounds the judged words.
    fn survey<'a>(&mut self, model: &'a Model, parsed: &'a Parsed<'a>, foreign: &dyn Fn(&Block) -> bool) -> Field<'a> {
        let mut field = Field::new(model.lens(), parsed);
        for (block_idx, block) in parsed.blocks.iter().enumerate().filter(|(_, b)| is_prose(parsed, b) && !foreign(b)) {
            let patch = field.read(block_idx, block);
            self.background.add(&patch.background);
            self.patches.push(patch);
        }
        self.rare_words = std::mem::take(&mut field.rare_words);
        field
    }

    /// Looks at some words.
    fn glance(&mut self, field: &Field<'_>, sample: Sample) {
        self.evidence = field.evidence(sample);
        field.sample_left_fit(sample.stride(), &mut self.background);
    }

    /// Looks at every word.
    fn look(&mut self, field: &mut Field<'_>) {
        field.look_up(&mut self.patches);
        self.background = Background::default();
        self.patches.iter().for_each(|patch| self.background.add(&patch.background));
        self.evidence = field.evidence(Sample::all(field.judged.len()));
    }

    /// For each expert whether a sample of the judged words shows it so little of a spinner, in the whole and in each paragraph, that it need
    /// not look at the rest.
    fn is_clear_by_each(&self, judgement: &Judgement, sample: Sample) -> Vec<bool> {
        let is_clear_block = |ratios: &[f32]| {
            let sum: f32 = ratios.iter().map(|&ratio| document::held(ratio)).sum();
            ratios.len() < MIN_BLOCK_SAMPLE || sum <= CLEAR_BLOCK * ratios.len() as f32
        };
        let by_each = self.log_odds_by_each.iter().zip(&judgement.experts).zip(&self.ratios);
        let is_clear = by_each.map(|((log_odds, expert), ratios)| {
            *log_odds < expert.clear
                && self.patches.iter().all(|patch| is_clear_block(&ratios[sample.part(&patch.judged)]))
        });
        is_clear.collect()
    }

    /// True where so many of the words are known that the text is in the language of the model.
    pub(super) fn is_in_language(&self) -> bool {
        self.background.known_share() >= SURE_KNOWN
    }

    /// True where there is enough of it to judge.
    pub fn says_enough(&self) -> bool {
        says_enough(&self.background, self.evidence.len())
    }

    /// Fills `ratios`, and the log odds that follow from them.
    pub fn weigh(&mut self, judgement: &Judgement) {
        self.weigh_by(judgement, |_| true);
    }

    /// The same by some of the experts, told by number.
    fn weigh_by(&mut self, judgement: &Judgement, looks: impl Fn(usize) -> bool) {
        let ratios = |(i, expert)| if looks(i) { self.ratios_by(expert) } else { Vec::new() };
        self.ratios = judgement.experts.iter().enumerate().map(ratios).collect();
        let whole = Passage::new(&self.evidence, &self.background);
        let log_odds = |(expert, ratios): (&Expert, &Vec<f32>)| match ratios.is_empty() {
            true => f32::MIN,
            false => whole.log_odds(expert, ratios),
        };
        self.log_odds_by_each = judgement.experts.iter().zip(&self.ratios).map(log_odds).collect();
    }

    fn ratios_by(&self, expert: &Expert) -> Vec<f32> {
        self.evidence.iter().map(|e| expert.ratio(&e.measures)).collect()
    }

    /// Measures of the document, its words weighed by that expert.
    pub(super) fn measures_by(&self, expert: &Expert) -> [f32; document::N_MEASURES] {
        Passage::new(&self.evidence, &self.background).measures(expert, &self.ratios_by(expert))
    }

    /// Log odds that the document is spun.
    pub fn log_odds(&self, judgement: &Judgement) -> f32 {
        corrected(judgement, largest(self.log_odds_by_each.iter().copied()), &self.background)
    }

    /// Log odds by which a document that is not called spun has its place among others: the experts' mean, for the largest, which gives
    /// the alarm, tells less of one that gives none. Every expert has weighed the whole of it.
    pub(super) fn rank(&self, judgement: &Judgement) -> f32 {
        let mean = match self.log_odds_by_each.split_first() {
            Some((first, [])) => *first,
            Some((first, others)) => {
                let of_others = others.iter().sum::<f32>() / others.len() as f32;
                FIRST_SHARE * first + (1.0 - FIRST_SHARE) * of_others
            }
            None => f32::MIN,
        };
        corrected(judgement, mean, &self.background)
    }

    /// True where every expert has weighed every word.
    pub(super) fn is_whole(&self) -> bool {
        !self.is_cleared && self.ratios.iter().all(|ratios| !ratios.is_empty())
    }

    /// These log odds of the document, less what it loses for its length.
    pub(super) fn discounted(&self, log_odds: f32) -> f32 {
        log_odds - length_discount(self.background.n_words)
    }

    /// Log odds by each expert from a sample of the judged words, as a glance has them; `None` where the document is too short for one.
    pub(super) fn glance_by_each(&self, judgement: &Judgement) -> Option<Vec<f32>> {
        let sample = sample_of(self.evidence.len())?;
        let evidence: Vec<Evidence> = sample.positions().map(|i| self.evidence[i]).collect();
        let passage = Passage::new(&evidence, &self.background);
        let log_odds = |(expert, ratios): (&Expert, &Vec<f32>)| {
            let ratios: Vec<f32> = sample.positions().map(|i| ratios[i]).collect();
            passage.log_odds(expert, &ratios)
        };
        Some(judgement.experts.iter().zip(&self.ratios).map(log_odds).collect())
    }

    /// Blocks that say enough for themselves, each with the log odds that it is spun.
    pub fn judged_blocks<'a>(&'a self, judgement: &'a Judgement) -> impl Iterator<Item = (usize, f32)> + 'a {
        let able = self.patches.iter().filter(|patch| says_enough(&patch.background, patch.judged.len()));
        able.map(|patch| {
            let passage = Passage::new(&self.evidence[patch.judged.clone()], &patch.background);
            let experts = judgement.experts.iter().zip(&self.ratios).filter(|(_, ratios)| !ratios.is_empty());
            let by_each = experts.map(|(expert, ratios)| passage.log_odds(expert, &ratios[patch.judged.clone()]));
            (patch.block_idx, corrected(judgement, largest(by_each), &patch.background))
        })
    }

    /// For each judged word the log likelihood ratio of a substitute, in nats, by the expert whose log odds of the document count.
    pub fn ratios(&self) -> &[f32] {
        self.ratios.get(self.finder()).map_or(&[], Vec::as_slice)
    }

    /// The expert whose log odds of the document count, by number.
    pub(super) fn finder(&self) -> usize {
        let by_each = &self.log_odds_by_each;
        (0..by_each.len()).max_by(|&a, &b| by_each[a].total_cmp(&by_each[b])).unwrap_or(0)
    }
}

/// For words of these log likelihood ratios the probability that each is a substitute, given the share of substitutes that makes them as a
/// whole likeliest (expectation maximisation, started at .1).
pub(super) fn posteriors(ratios: &[f32]) -> Vec<f32> {
    let posterior = |ratio: f32, share: f32| {
        let spun = share * ratio.exp();
        spun / (spun + 1.0 - share)
    };
    let n = ratios.len().max(1) as f32;
    let share = (0..N_SHARE_ROUNDS).fold(0.1, |share, _| ratios.iter().map(|&r| posterior(r, share)).sum::<f32>() / n);
    ratios.iter().map(|&r| posterior(r, share)).collect()
}

/// What counts of the log odds by each of some experts.
fn largest(by_each: impl IntoIterator<Item = f32>) -> f32 {
    by_each.into_iter().fold(f32::MIN, f32::max)
}

/// These log odds of a passage, less what it loses for its length, and calibrated.
fn corrected(judgement: &Judgement, log_odds: f32, background: &Background) -> f32 {
    judgement.calibration.apply(f64::from(log_odds - length_discount(background.n_words))) as f32
}

/// Which of so many judged words are looked at first; `None` where all are.
fn sample_of(n_judged: usize) -> Option<Sample> {
    (n_judged >= MIN_FOR_SAMPLE).then_some(Sample { n_taken: SAMPLE_JUDGED, n_all: n_judged })
}

/// What a text of `n` words loses in log odds.
fn length_discount(n: u32) -> f32 {
    (LENGTH_DISCOUNT * (FULL_LENGTH / n.max(1) as f32).ln()).max(0.0)
}

/// Words of running text outside quotations, as `Background` counts them.
fn n_words(parsed: &Parsed<'_>, foreign: &dyn Fn(&Block) -> bool) -> u32 {
    let read = parsed.blocks.iter().filter(|block| is_prose(parsed, block) && !foreign(block));
    read.map(|block| parsed.words_of(block).iter().filter(|word| !word.is_quoted()).count() as u32).sum()
}

/// Running text, as against headings, menus, lists and captions.
pub(super) fn is_prose(parsed: &Parsed<'_>, block: &Block) -> bool {
    let line = parsed.text_of(block).trim_end_matches(['"', '”', '»', '’', '\'', ')', ']', ' ']);
    let is_sentence = line.ends_with(['.', '!', '?', '…', ':', ';']);
    block.n_words() >= if is_sentence { MIN_BLOCK_WORDS } else { MIN_UNENDED_WORDS }
}

fn says_enough(background: &Background, n_judged: usize) -> bool {
    background.n_words >= MIN_WORDS && n_judged >= MIN_JUDGED
}
