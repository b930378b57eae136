//! Fits the judgement on labelled pieces: weights of words, weights of documents, and the line above which a document is
//! called spun. `unspun train --labelled` runs this; nothing here is used when text is checked.

use super::document;
use super::fitness::{FitReport, UnseenScore};
use super::reading::Reading;
use crate::model::{Calibration, Judgement, Logistic, Model, probability};
use crate::text::{Parsed, Span};
use std::collections::BTreeMap;

/// Draws the weights of documents towards 0, in pieces.
const DOCUMENT_RIDGE: f64 = 3.0;
/// Draws the weights of words towards 0, in words.
const WORD_RIDGE: f64 = 1.0;
/// Words on which the weights of words are fitted, at most, taken from pieces at even steps; 153 weights need no more.
const MAX_WORD_ROWS: usize = 100_000;
/// Share of human pieces that may be called spun in the worst source, judged by weights that were fitted without the article.
const MAX_FALSE_LIKELY: f64 = 0.03;
/// The same for the grey zone.
const MAX_FALSE_SUSPECT: f64 = 0.06;
/// Share of the long spun pieces that would be found and that a first glance may clear, so that the rest need not be looked at in
/// most human text.
const MAX_CLEARED: f64 = 0.004;
/// Sources with fewer human pieces do not decide where the line is: one piece would be half a per cent or more.
const MIN_SOURCE_PIECES: usize = 150;
/// Limit in log odds where no source has enough pieces to set one: .95. A guess.
const NO_SOURCE_LIKELY: f64 = 3.0;
/// Rounds of Newton's method for the calibration; it settles in about ten.
const N_CALIBRATION_ROUNDS: usize = 20;
/// A slope outside these is an accident of too few pieces.
const MIN_SLOPE: f64 = 0.2;
const MAX_SLOPE: f64 = 5.0;
/// Folds of the cross-validation, by the article from which a piece was cut.
pub const N_FOLDS: u64 = 5;

/// A labelled piece of text, read.
#[derive(Debug)]
pub struct Labelled {
    /// The spinner that went through it, if one did.
    pub spinner: Option<String>,
    /// Fold of its article.
    pub fold: u64,
    /// Where it is from.
    pub source: String,
    /// What was read.
    pub reading: Reading,
    /// For each judged word whether it is a substitute.
    pub is_substitute: Vec<bool>,
}

impl Labelled {
    /// Reads a piece; `substituted` are the places of substitutes, sorted. `None` where it is too short to judge.
    pub fn new(model: &Model, parsed: &Parsed<'_>, label: Label<'_>) -> Option<Labelled> {
        let reading = Reading::gather(model, parsed);
        if !reading.says_enough() {
            return None;
        }
        let is_substitute = reading.evidence.iter().map(|e| {
            let span = parsed.words[e.word_idx].span;
            let at = label.substituted.partition_point(|s| s.end <= span.start);
            label.substituted.get(at).is_some_and(|s| s.overlaps(span))
        });
        let is_substitute = is_substitute.collect();
        Some(Labelled {
            spinner: label.spinner.map(str::to_owned),
            fold: label.fold,
            source: label.source.to_owned(),
            reading,
            is_substitute,
        })
    }

    /// True where it was spun.
    pub fn is_spun(&self) -> bool {
        self.spinner.is_some()
    }
}

/// What is known of a labelled piece.
#[derive(Clone, Copy, Debug)]
pub struct Label<'a> {
    /// The spinner that went through it, if one did.
    pub spinner: Option<&'a str>,
    /// Fold of its article.
    pub fold: u64,
    /// Where it is from.
    pub source: &'a str,
    /// Places of substitutes, sorted.
    pub substituted: &'a [Span],
}

/// Weights fitted on `pieces`; thresholds and calibration are left open.
fn weights(pieces: &[&Labelled]) -> Judgement {
    let n_words: usize = pieces.iter().map(|p| p.is_substitute.len()).sum();
    let (mut rows, mut labels) = (Vec::new(), Vec::new());
    for piece in pieces.iter().step_by(n_words.div_ceil(MAX_WORD_ROWS).max(1)) {
        rows.extend(piece.reading.evidence.iter().map(|e| e.measures));
        labels.extend_from_slice(&piece.is_substitute);
    }
    let word = Logistic::fit(&rows, &labels, &vec![1.0; rows.len()], WORD_RIDGE);
    let n_yes = labels.iter().filter(|&&l| l).count().max(1) as f32;
    let prior = (n_yes / (labels.len() as f32 - n_yes).max(1.0)).ln();
    let mut judgement = Judgement::new(word.clone(), prior, word);
    let measures = |p: &&Labelled| {
        let ratios = p.reading.ratios_by(&judgement);
        document::measures(&p.reading.evidence, &ratios, &p.reading.background)
    };
    let rows: Vec<_> = pieces.iter().map(measures).collect();
    let labels: Vec<bool> = pieces.iter().map(|p| p.is_spun()).collect();
    judgement.document = Logistic::fit(&rows, &labels, &source_weights(pieces), DOCUMENT_RIDGE);
    judgement
}

/// A piece of a rare source weighs more, by the square root, so that the commonest source does not decide alone.
fn source_weights(pieces: &[&Labelled]) -> Vec<f32> {
    let mut n_of: BTreeMap<(&str, bool), f32> = BTreeMap::new();
    pieces.iter().for_each(|p| *n_of.entry((&p.source, p.is_spun())).or_default() += 1.0);
    let mean = pieces.len() as f32 / n_of.len().max(1) as f32;
    pieces.iter().map(|p| (mean / n_of[&(p.source.as_str(), p.is_spun())]).sqrt().clamp(0.5, 3.0)).collect()
}

/// What is held out of one fit.
enum HeldOut {
    Source(String),
    /// The pieces of a spinner, and the human pieces of one fold.
    Spinner(String),
    Fold(u64),
    Nothing,
}

impl HeldOut {
    fn holds(&self, piece: &Labelled) -> bool {
        match self {
            HeldOut::Source(source) => piece.source == *source,
            HeldOut::Spinner(name) => piece.spinner.as_ref().map_or(piece.fold == 0, |spinner| spinner == name),
            HeldOut::Fold(fold) => piece.fold == *fold,
            HeldOut::Nothing => false,
        }
    }
}

/// Makes so many judgements by number, perhaps several at once.
pub type AtOnce<'a> = &'a dyn Fn(usize, &(dyn Fn(usize) -> Judgement + Sync)) -> Vec<Judgement>;

/// Fits weights, calibration and thresholds. Calibration and thresholds are set on pieces of articles that the weights of that moment had
/// not seen, the thresholds in the source that needs the highest; the weights that are returned are fitted on everything.
pub fn fit(mut pieces: Vec<Labelled>, at_once: AtOnce<'_>) -> (Judgement, FitReport) {
    let sources = distinct(pieces.iter().map(|p| p.source.clone()));
    let spinners = distinct(pieces.iter().filter_map(|p| p.spinner.clone()));
    let mut held_out: Vec<HeldOut> = (0..N_FOLDS).map(HeldOut::Fold).collect();
    if sources.len() > 1 {
        held_out.extend(sources.iter().cloned().map(HeldOut::Source));
    }
    held_out.extend(spinners.into_iter().map(HeldOut::Spinner));
    held_out.push(HeldOut::Nothing);
    let mut judgements = at_once(held_out.len(), &|i| {
        let seen: Vec<&Labelled> = pieces.iter().filter(|p| !held_out[i].holds(p)).collect();
        if seen.is_empty() { Judgement::empty() } else { weights(&seen) }
    });
    let mut judgement = judgements.pop().expect("one is of everything");
    let (mut by_article, mut by_source, mut by_spinner) = (Vec::new(), Vec::new(), Vec::new());
    for (held_out, judgement) in held_out.iter().zip(&judgements) {
        let scores = unseen_scores(&mut pieces, judgement, held_out);
        match held_out {
            HeldOut::Source(_) => by_source.extend(scores),
            HeldOut::Spinner(name) => by_spinner.extend(scores.into_iter().map(|score| (name.clone(), score))),
            HeldOut::Fold(_) | HeldOut::Nothing => by_article.extend(scores),
        }
    }
    let calibration = calibration(&by_article);
    let all = by_article.iter_mut().chain(&mut by_source).chain(by_spinner.iter_mut().map(|(_, score)| score));
    all.for_each(|score| score.log_odds = calibration.apply(score.log_odds));
    judgement.calibration = calibration;
    (judgement.likely, judgement.suspect) = limits(&by_article, &sources);
    judgement.clear = clear(&by_article, judgement.likely);
    let (likely, suspect, clear) = (judgement.likely, judgement.suspect, judgement.clear);
    (judgement, FitReport { by_article, by_source, by_spinner, likely, suspect, clear })
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Offset and slope that make log odds of unseen pieces those that are seen among them, where half of all are spun (Platt 1999,
/// "Probabilistic outputs for support vector machines").
fn calibration(scores: &[UnseenScore]) -> Calibration {
    let (mut offset, mut slope) = (0f64, 1f64);
    for _ in 0..N_CALIBRATION_ROUNDS {
        let (mut gradient, mut hessian) = ([0f64; 2], [1e-6, 0.0, 1e-6]);
        for score in scores {
            let p = probability(offset + slope * score.log_odds);
            let residual = f64::from(u8::from(score.is_spun())) - p;
            let curvature = p * (1.0 - p);
            gradient = [gradient[0] + residual, gradient[1] + residual * score.log_odds];
            hessian[0] += curvature;
            hessian[1] += curvature * score.log_odds;
            hessian[2] += curvature * score.log_odds * score.log_odds;
        }
        let determinant = hessian[0] * hessian[2] - hessian[1] * hessian[1];
        if determinant.is_nan() || determinant <= 0.0 {
            break;
        }
        let step = [
            (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant,
            (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant,
        ];
        // Far from the end Newton's steps are wild: they are held to a nat and to half the slope.
        offset += step[0].clamp(-1.0, 1.0);
        slope = (slope + step[1]).clamp(0.5 * slope, 2.0 * slope);
    }
    if offset.is_finite() && (MIN_SLOPE..=MAX_SLOPE).contains(&slope) {
        Calibration { offset, slope }
    } else {
        Calibration::NONE
    }
}

/// The log odds from which a piece is called spun, and from which it is suspected.
fn limits(scores: &[UnseenScore], sources: &[String]) -> (f64, f64) {
    let (mut likely, mut suspect) = (f64::MIN, f64::MIN);
    for source in sources {
        let mut human: Vec<f64> =
            scores.iter().filter(|s| !s.is_spun() && s.source == *source).map(|s| s.log_odds).collect();
        if human.len() >= MIN_SOURCE_PIECES {
            human.sort_unstable_by(|a, b| b.total_cmp(a));
            likely = likely.max(human[(human.len() as f64 * MAX_FALSE_LIKELY) as usize]);
            suspect = suspect.max(human[(human.len() as f64 * MAX_FALSE_SUSPECT) as usize]);
        }
    }
    if likely == f64::MIN { (NO_SOURCE_LIKELY, 0.0) } else { (likely, suspect) }
}

/// The limit below which a first glance clears a text: of the spun pieces that are found, `MAX_CLEARED` lie below it.
fn clear(scores: &[UnseenScore], likely: f64) -> f64 {
    let found = scores.iter().filter(|s| s.is_spun() && s.log_odds >= likely);
    let mut glances: Vec<f64> = found.filter_map(|s| s.glance).collect();
    glances.sort_unstable_by(f64::total_cmp);
    glances.get((glances.len() as f64 * MAX_CLEARED) as usize).copied().unwrap_or(f64::MIN)
}

/// Scores of the held-out pieces by weights that were fitted on the others.
fn unseen_scores(pieces: &mut [Labelled], judgement: &Judgement, held_out: &HeldOut) -> Vec<UnseenScore> {
    let score = |piece: &mut Labelled| {
        piece.reading.weigh(judgement);
        let log_odds = f64::from(piece.reading.log_odds(judgement));
        let glance = piece.reading.glanced_log_odds(judgement).map(f64::from);
        let n_words = piece.reading.background.n_words;
        UnseenScore { log_odds, glance, n_words, spinner: piece.spinner.clone(), source: piece.source.clone() }
    };
    pieces.iter_mut().filter(|p| held_out.holds(p)).map(score).collect()
}
