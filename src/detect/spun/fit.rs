//! Fits the judgement on labelled pieces: weights of words, weights of documents, and the line above which a document is
//! called spun. `unspun train --labelled` runs this; nothing here is used when text is checked.

use super::document;
use super::reading::Reading;
use crate::model::{Judgement, Logistic, Model};
use crate::text::{Parsed, Span};
use std::collections::BTreeMap;
use std::fmt;

/// Draws the weights of documents towards 0, in pieces.
const DOCUMENT_RIDGE: f64 = 3.0;
/// Draws the weights of words towards 0, in words.
const WORD_RIDGE: f64 = 1.0;
/// Words on which the weights of words are fitted, at most, taken from pieces at even steps; 91 weights need no more.
const MAX_WORD_ROWS: usize = 250_000;
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
}

impl Labelled {
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

/// The score of one piece by weights that were fitted without it.
#[derive(Clone, Debug)]
pub struct UnseenScore {
    /// Log odds that it is spun.
    pub log_odds: f64,
    /// The same by a first glance; `None` for short pieces.
    pub glance: Option<f64>,
    /// The spinner that went through it, if one did.
    pub spinner: Option<String>,
    /// Where it is from.
    pub source: String,
}

impl UnseenScore {
    fn is_spun(&self) -> bool {
        self.spinner.is_some()
    }
}

/// How a fit does on what it has not seen. Prints as a table.
#[derive(Clone, Debug)]
pub struct FitReport {
    /// Scores by weights fitted without the piece's article.
    pub by_article: Vec<UnseenScore>,
    /// Scores by weights fitted without the piece's source.
    pub by_source: Vec<UnseenScore>,
    /// Scores by weights fitted without the pieces of one spinner and without the articles of one fold, each with the name of the
    /// spinner: its pieces, and the human pieces of the fold.
    pub by_spinner: Vec<(String, UnseenScore)>,
    /// The thresholds, in log odds.
    pub likely: f64,
    /// The threshold of the grey zone.
    pub suspect: f64,
    /// The threshold of the first glance.
    pub clear: f64,
}

impl FitReport {
    /// Share of the long human pieces that are cleared at the first glance.
    fn cleared_share(&self) -> f64 {
        let glances: Vec<f64> = self.by_article.iter().filter(|s| !s.is_spun()).filter_map(|s| s.glance).collect();
        glances.iter().filter(|&&glance| glance < self.clear).count() as f64 / glances.len().max(1) as f64
    }
}

impl fmt::Display for FitReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "limits in log odds: likely {:.3}, suspect {:.3}; a glance clears below {:.3}, {:.3} of the long human pieces",
            self.likely,
            self.suspect,
            self.clear,
            self.cleared_share()
        )?;
        writeln!(
            f,
            "{:<28}{:>7}{:>7}{:>8}{:>8}{:>8}",
            "weights fitted without", "spun", "human", "auc", "recall", "false"
        )?;
        let row = |f: &mut fmt::Formatter<'_>, name: &str, scores: &[&UnseenScore]| {
            let of = |is_spun: bool| scores.iter().filter(move |s| s.is_spun() == is_spun).map(|s| s.log_odds);
            let share = |is_spun: bool| {
                let n_above = of(is_spun).filter(|l| *l >= self.likely).count();
                n_above as f64 / of(is_spun).count().max(1) as f64
            };
            let (n_spun, n_human) = (of(true).count(), of(false).count());
            writeln!(
                f,
                "{name:<28}{n_spun:>7}{n_human:>7}{:>8.4}{:>8.3}{:>8.4}",
                auc(scores),
                share(true),
                share(false)
            )
        };
        row(f, "the article", &self.by_article.iter().collect::<Vec<_>>())?;
        let mut sources: Vec<&str> = self.by_source.iter().map(|s| s.source.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        for (without, scores) in [("article", &self.by_article), ("source", &self.by_source)] {
            for source in &sources {
                let scores: Vec<_> = scores.iter().filter(|s| s.source == *source).collect();
                row(f, &format!("the {without}, of {source}"), &scores)?;
            }
        }
        for of_spinner in self.by_spinner.chunk_by(|a, b| a.0 == b.0) {
            let scores: Vec<_> = of_spinner.iter().map(|(_, score)| score).collect();
            row(f, &format!("the spinner {}", of_spinner[0].0), &scores)?;
        }
        Ok(())
    }
}

/// Chance that a spun piece scores above a human one.
fn auc(scores: &[&UnseenScore]) -> f64 {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| a.log_odds.total_cmp(&b.log_odds));
    let (mut n_human, mut n_pairs) = (0u64, 0u64);
    for score in &sorted {
        if score.is_spun() { n_pairs += n_human } else { n_human += 1 }
    }
    n_pairs as f64 / (n_human * (sorted.len() as u64 - n_human)).max(1) as f64
}

/// Weights fitted on `pieces`, thresholds left at 0.
fn weights(pieces: &mut [&mut Labelled]) -> Judgement {
    let n_words: usize = pieces.iter().map(|p| p.is_substitute.len()).sum();
    let (mut rows, mut labels) = (Vec::new(), Vec::new());
    for piece in pieces.iter().step_by(n_words.div_ceil(MAX_WORD_ROWS).max(1)) {
        rows.extend(piece.reading.evidence.iter().map(|e| e.measures));
        labels.extend_from_slice(&piece.is_substitute);
    }
    let word = Logistic::fit(&rows, &labels, &vec![1.0; rows.len()], WORD_RIDGE);
    let n_yes = labels.iter().filter(|&&l| l).count().max(1) as f32;
    let prior = (n_yes / (labels.len() as f32 - n_yes).max(1.0)).ln();
    let mut judgement = Judgement { word: word.clone(), prior, document: word, likely: 0.0, suspect: 0.0, clear: 0.0 };
    let rows: Vec<_> = pieces
        .iter_mut()
        .map(|p| {
            p.reading.weigh(&judgement);
            document::measures(&p.reading.evidence, &p.reading.ratios, &p.reading.background)
        })
        .collect();
    let labels: Vec<bool> = pieces.iter().map(|p| p.is_spun()).collect();
    judgement.document = Logistic::fit(&rows, &labels, &source_weights(pieces), DOCUMENT_RIDGE);
    judgement
}

/// A piece of a rare source weighs more, by the square root, so that the commonest source does not decide alone.
fn source_weights(pieces: &[&mut Labelled]) -> Vec<f32> {
    let mut n_of: BTreeMap<(&str, bool), f32> = BTreeMap::new();
    pieces.iter().for_each(|p| *n_of.entry((&p.source, p.is_spun())).or_default() += 1.0);
    let mean = pieces.len() as f32 / n_of.len().max(1) as f32;
    pieces.iter().map(|p| (mean / n_of[&(p.source.as_str(), p.is_spun())]).sqrt().clamp(0.5, 3.0)).collect()
}

/// Fits weights and thresholds. The thresholds are set on human pieces of articles that the weights of that moment had not
/// seen, in the source that needs the highest; the weights that are returned are fitted on everything.
pub fn fit(mut pieces: Vec<Labelled>) -> (Judgement, FitReport) {
    let mut sources: Vec<String> = pieces.iter().map(|p| p.source.clone()).collect();
    sources.sort_unstable();
    sources.dedup();
    let by_source = sources.iter().flat_map(|source| unseen_scores(&mut pieces, |p| p.source == *source)).collect();
    let mut spinners: Vec<String> = pieces.iter().filter_map(|p| p.spinner.clone()).collect();
    spinners.sort_unstable();
    spinners.dedup();
    let mut by_spinner = Vec::new();
    for name in spinners {
        let is_held_out = |p: &Labelled| match &p.spinner {
            Some(spinner) => *spinner == name,
            None => p.fold == 0,
        };
        by_spinner.extend(unseen_scores(&mut pieces, is_held_out).into_iter().map(|score| (name.clone(), score)));
    }
    let by_article: Vec<_> = (0..N_FOLDS).flat_map(|fold| unseen_scores(&mut pieces, |p| p.fold == fold)).collect();
    let (mut likely, mut suspect) = (f64::MIN, f64::MIN);
    for source in &sources {
        let mut human: Vec<f64> =
            by_article.iter().filter(|s| !s.is_spun() && s.source == *source).map(|s| s.log_odds).collect();
        if human.len() >= MIN_SOURCE_PIECES {
            human.sort_unstable_by(|a, b| b.total_cmp(a));
            likely = likely.max(human[(human.len() as f64 * MAX_FALSE_LIKELY) as usize]);
            suspect = suspect.max(human[(human.len() as f64 * MAX_FALSE_SUSPECT) as usize]);
        }
    }
    let mut judgement = weights(&mut pieces.iter_mut().collect::<Vec<_>>());
    if likely == f64::MIN {
        (likely, suspect) = (NO_SOURCE_LIKELY, 0.0);
    }
    (judgement.likely, judgement.suspect) = (likely, suspect);
    judgement.clear = clear(&by_article, likely);
    let clear = judgement.clear;
    (judgement, FitReport { by_article, by_source, by_spinner, likely, suspect, clear })
}

/// The limit below which a first glance clears a text: of the spun pieces that are found, `MAX_CLEARED` lie below it.
fn clear(scores: &[UnseenScore], likely: f64) -> f64 {
    let found = scores.iter().filter(|s| s.is_spun() && s.log_odds >= likely);
    let mut glances: Vec<f64> = found.filter_map(|s| s.glance).collect();
    glances.sort_unstable_by(f64::total_cmp);
    glances.get((glances.len() as f64 * MAX_CLEARED) as usize).copied().unwrap_or(f64::MIN)
}

/// Scores of the held-out pieces by weights fitted on the others.
fn unseen_scores(pieces: &mut [Labelled], is_held_out: impl Fn(&Labelled) -> bool) -> Vec<UnseenScore> {
    let (held_out, mut seen): (Vec<&mut Labelled>, Vec<_>) = pieces.iter_mut().partition(|p| is_held_out(p));
    if held_out.is_empty() || seen.is_empty() {
        return Vec::new();
    }
    let judgement = weights(&mut seen);
    let score = |piece: &mut Labelled| {
        piece.reading.weigh(&judgement);
        let log_odds = f64::from(piece.reading.log_odds(&judgement));
        let glance = piece.reading.glanced_log_odds(&judgement).map(f64::from);
        UnseenScore { log_odds, glance, spinner: piece.spinner.clone(), source: piece.source.clone() }
    };
    held_out.into_iter().map(score).collect()
}
