//! Fits the judgement on labelled pieces: weights of words, weights of documents, and the line above which a document is
//! called spun. `unspun train --labelled` runs this; nothing here is used when text is checked.

use super::fitness::{FitReport, UnseenScore};
use super::reading::Reading;
use crate::model::{Calibration, Expert, Judgement, Logistic, Model, probability};
use crate::text::{Parsed, Span};
use std::collections::{BTreeMap, BTreeSet};

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
/// Share of all human pieces that may be called spun, whatever their sources need; and for the grey zone.
const MAX_FALSE_LIKELY_AT_LARGE: f64 = 0.005;
const MAX_FALSE_SUSPECT_AT_LARGE: f64 = 0.01;
/// The share to which an expert that stands beside others is held in the worst source, so that together they raise little more false
/// alarms. For one of unknown lists, fitted on those of dictionaries there and back, .015 raises the limit by .38 nats, so that known lists lose and
/// the one real spun article at hand is found by a hair.
const MAX_FALSE_BESIDE: f64 = 0.0075;
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
/// Measures of words and of documents that the first expert weighs, and that the others do: these know the rank of a word, and the words that look most put in.
/// Source: trials that left a list out (MODEL.md, "Spinners of unknown lists"). What the first one would gain was not measured.
const PLAIN_WORD: usize = Judgement::N_PLAIN_WORD_MEASURES;
const PLAIN_DOCUMENT: usize = Judgement::N_PLAIN_DOCUMENT_MEASURES;
const WORD: usize = Judgement::N_WORD_MEASURES;
const DOCUMENT: usize = Judgement::N_DOCUMENT_MEASURES;
/// Folds of the cross-validation, by the article from which a piece was cut.
pub const N_FOLDS: u64 = 5;

/// A labelled piece of text, read.
#[derive(Debug)]
pub struct Labelled {
    /// The spinner that went through it, if one did.
    pub spinner: Option<String>,
    /// The group of spinners, weighed together, to which that one belongs; of human text no matter.
    pub group: usize,
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
        let reading = Reading::gather(model, parsed, &|_| false);
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
            group: label.group,
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
    /// The group of spinners, weighed together, to which that one belongs; of human text no matter.
    pub group: usize,
    /// Fold of its article.
    pub fold: u64,
    /// Where it is from.
    pub source: &'a str,
    /// Places of substitutes, sorted.
    pub substituted: &'a [Span],
}

/// Weights fitted on `pieces`, beside those of `base`; thresholds, calibration and offsets are left open. Words and documents are weighed by
/// the work of each group of spinners.
fn weights(pieces: &[&Labelled], base: Option<&Judgement>) -> Judgement {
    let n_groups = pieces.iter().filter(|p| p.is_spun()).map(|p| p.group + 1).max().unwrap_or(1);
    let experts = (0..n_groups).map(|group| {
        let of_group: Vec<&Labelled> = pieces.iter().filter(|p| !p.is_spun() || p.group == group).copied().collect();
        let is_first = base.is_none() && group == 0;
        if is_first { expert::<PLAIN_WORD, PLAIN_DOCUMENT>(&of_group) } else { expert::<WORD, DOCUMENT>(&of_group) }
    });
    Judgement::new(base.iter().flat_map(|base| base.experts.clone()).chain(experts).collect())
}

/// The weights of the first `N` measures of words, and the log odds of a substitute where nothing is known of the place.
fn word_weights<const N: usize>(pieces: &[&Labelled]) -> (Logistic, f32) {
    let n_words: usize = pieces.iter().map(|p| p.is_substitute.len()).sum();
    let (mut rows, mut labels) = (Vec::new(), Vec::new());
    for piece in pieces.iter().step_by(n_words.div_ceil(MAX_WORD_ROWS).max(1)) {
        rows.extend(piece.reading.evidence.iter().map(|e| first::<N, _>(&e.measures)));
        labels.extend_from_slice(&piece.is_substitute);
    }
    let word = Logistic::fit(&rows, &labels, &vec![1.0; rows.len()], WORD_RIDGE);
    let n_yes = labels.iter().filter(|&&l| l).count().max(1) as f32;
    (word, (n_yes / (labels.len() as f32 - n_yes).max(1.0)).ln())
}

/// An expert fitted on `pieces`, from the first `W` measures of words and the first `D` of documents; what it clears, and what is added to its log odds, is
/// left open.
fn expert<const W: usize, const D: usize>(pieces: &[&Labelled]) -> Expert {
    let (word, prior) = word_weights::<W>(pieces);
    let expert = Expert::new(word, prior, Logistic::zero(D));
    let rows: Vec<_> = pieces.iter().map(|p| first::<D, _>(&p.reading.measures_by(&expert))).collect();
    let labels: Vec<bool> = pieces.iter().map(|p| p.is_spun()).collect();
    Expert { document: Logistic::fit(&rows, &labels, &source_weights(pieces), DOCUMENT_RIDGE), ..expert }
}

/// The first `N` of some measures.
fn first<const N: usize, const ALL: usize>(measures: &[f32; ALL]) -> [f32; N] {
    *measures.first_chunk().expect("no more than there are")
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
///
/// Where there is a `base`, experts are added to it: its weights and its calibration stay, and its thresholds rise by as much as those of the
/// pieces do. The weights of the base may have seen the pieces.
pub fn fit(mut pieces: Vec<Labelled>, base: Option<&Judgement>, at_once: AtOnce<'_>) -> (Judgement, FitReport) {
    number_groups(&mut pieces);
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
        if seen.is_empty() { Judgement::empty() } else { weights(&seen, base) }
    });
    let n_first = base.map_or(1, |base| base.experts.len());
    let offsets = offsets(&pieces, &held_out, &judgements, n_first);
    for (expert, offset) in judgements.iter_mut().flat_map(|j| j.experts.iter_mut().skip(n_first).zip(&offsets)) {
        expert.offset = *offset;
    }
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
    let calibration = base.map_or_else(|| calibration(&by_article), |base| base.calibration);
    let all = by_article.iter_mut().chain(&mut by_source).chain(by_spinner.iter_mut().map(|(_, score)| score));
    all.for_each(|score| score.log_odds = calibration.apply(score.log_odds));
    judgement.calibration = calibration;
    let [likely, suspect] = limits(&by_article);
    [judgement.likely, judgement.suspect] = match base {
        None => [likely, suspect],
        Some(base) => {
            let by_base: Vec<UnseenScore> =
                held_out[..N_FOLDS as usize].iter().flat_map(|fold| unseen_scores(&mut pieces, base, fold)).collect();
            let [likely_by_base, suspect_by_base] = limits(&by_base);
            [base.likely + likely - likely_by_base, base.suspect + suspect - suspect_by_base]
        }
    };
    let n_base = base.map_or(0, |base| base.experts.len());
    for (i, expert) in judgement.experts.iter_mut().enumerate().skip(n_base) {
        expert.clear = clear(&by_article, judgement.likely, i);
    }
    let (likely, suspect) = (judgement.likely, judgement.suspect);
    let clear = judgement.experts.iter().map(|expert| expert.clear).collect();
    (judgement, FitReport { by_article, by_source, by_spinner, likely, suspect, clear })
}

/// Numbers the groups that have pieces from 0 on.
fn number_groups(pieces: &mut [Labelled]) {
    let groups: BTreeSet<usize> = pieces.iter().filter(|p| p.is_spun()).map(|p| p.group).collect();
    for piece in pieces {
        piece.group = groups.range(..piece.group).count();
    }
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
fn limits(scores: &[UnseenScore]) -> [f64; 2] {
    let human: Vec<_> = scores.iter().filter(|s| !s.is_spun()).map(|s| (s.source.as_str(), s.log_odds)).collect();
    let of = |share: f64, share_at_large: f64| {
        let at_large = || exceeded_by(human.iter().map(|h| h.1).collect(), share_at_large);
        limit(&human, share).map(|limit| limit.max(at_large()))
    };
    let likely = of(MAX_FALSE_LIKELY, MAX_FALSE_LIKELY_AT_LARGE).unwrap_or(NO_SOURCE_LIKELY);
    [likely, of(MAX_FALSE_SUSPECT, MAX_FALSE_SUSPECT_AT_LARGE).unwrap_or(0.0)]
}

/// Log odds that this share of the human pieces of one source exceed, in the source that needs the highest; `None` where no source has enough
/// pieces. The pieces are told by source.
fn limit(human: &[(&str, f64)], share: f64) -> Option<f64> {
    let mut by_source: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    human.iter().for_each(|&(source, log_odds)| by_source.entry(source).or_default().push(log_odds));
    let enough = by_source.into_values().filter(|log_odds| log_odds.len() >= MIN_SOURCE_PIECES);
    enough.map(|log_odds| exceeded_by(log_odds, share)).reduce(f64::max)
}

/// Log odds that this share of some pieces exceed; 0 where there are none.
fn exceeded_by(mut log_odds: Vec<f64>, share: f64) -> f64 {
    log_odds.sort_unstable_by(|a, b| b.total_cmp(a));
    log_odds.get((log_odds.len() as f64 * share) as usize).copied().unwrap_or(0.0)
}

/// What is added to the log odds by each expert but the first `n_first`, so that its limit on human pieces of unseen articles, for a smaller
/// share of them, is that of the first ones: in the source that needs the highest, or of all pieces where no source has enough.
fn offsets(pieces: &[Labelled], held_out: &[HeldOut], judgements: &[Judgement], n_first: usize) -> Vec<f32> {
    let n_experts = judgements.iter().map(|judgement| judgement.experts.len()).max().unwrap_or(0);
    let mut by_first: Vec<(&str, f64)> = Vec::new();
    let mut by_others: Vec<Vec<(&str, f64)>> = vec![Vec::new(); n_experts.saturating_sub(n_first)];
    let folds = held_out.iter().zip(judgements).filter(|(held_out, _)| matches!(held_out, HeldOut::Fold(_)));
    for (held_out, judgement) in folds {
        let (first, others) = judgement.experts.split_at(n_first.min(judgement.experts.len()));
        for piece in pieces.iter().filter(|p| !p.is_spun() && held_out.holds(p)) {
            let score = |log_odds: f32| (piece.source.as_str(), f64::from(piece.reading.discounted(log_odds)));
            let log_odds = |expert: &Expert| expert.log_odds(&piece.reading.measures_by(expert));
            by_first.push(score(first.iter().map(log_odds).fold(f32::MIN, f32::max)));
            others.iter().zip(&mut by_others).for_each(|(expert, scores)| scores.push(score(log_odds(expert))));
        }
    }
    let limit = |scores: &[(&str, f64)], share: f64| {
        let at_large = || exceeded_by(scores.iter().map(|score| score.1).collect(), share);
        limit(scores, share).unwrap_or_else(at_large)
    };
    let of_first = limit(&by_first, MAX_FALSE_LIKELY);
    by_others.iter().map(|scores| (of_first - limit(scores, MAX_FALSE_BESIDE)) as f32).collect()
}

/// The limit below which a first glance of an expert clears a text: of the spun pieces that it finds, `MAX_CLEARED` lie below it.
fn clear(scores: &[UnseenScore], likely: f64, expert: usize) -> f32 {
    let found = scores.iter().filter(|s| s.is_spun() && s.log_odds >= likely && s.finder == expert);
    let mut glances: Vec<f32> = found.filter_map(|s| Some(s.glances.as_ref()?[expert])).collect();
    glances.sort_unstable_by(f32::total_cmp);
    glances.get((glances.len() as f64 * MAX_CLEARED) as usize).copied().unwrap_or(f32::MIN)
}

/// Scores of the held-out pieces, most often by weights that were fitted on the others.
fn unseen_scores(pieces: &mut [Labelled], judgement: &Judgement, held_out: &HeldOut) -> Vec<UnseenScore> {
    let score = |piece: &mut Labelled| {
        piece.reading.weigh(judgement);
        let log_odds = f64::from(piece.reading.log_odds(judgement));
        let finder = piece.reading.finder();
        let glances = piece.reading.glance_by_each(judgement);
        let n_words = piece.reading.background.n_words;
        let (spinner, source) = (piece.spinner.clone(), piece.source.clone());
        UnseenScore { log_odds, finder, glances, n_words, spinner, source }
    };
    pieces.iter_mut().filter(|p| held_out.holds(p)).map(score).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_that_of_the_source_that_needs_the_highest_and_small_sources_do_not_count() {
        let scores = |source: &'static str, n: usize, step: f64| (0..n).map(move |i| (source, i as f64 * step));
        let mut human: Vec<_> = scores("wire", 200, 0.01).chain(scores("web", 200, 0.02)).collect();
        // Of 200 scores from 0 to 3.98 six, 3 %, lie above 3.86.
        let of_web = limit(&human, 0.03).expect("two sources are large enough");
        assert!((of_web - 3.86).abs() < 1e-9, "{of_web}");
        let notes: Vec<_> = scores("notes", MIN_SOURCE_PIECES - 1, 1.0).collect();
        assert_eq!(limit(&notes, 0.03), None);
        human.extend(notes);
        assert_eq!(limit(&human, 0.03), Some(of_web));
    }
}
