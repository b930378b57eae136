//! How well a fitted judgement does on pieces that it was not fitted on: what `unspun train` prints, and what the limits are set on.

use crate::model::probability;
use std::fmt;

/// Words from which on a piece is told with the long ones: those of which a spun document is dropped.
const LONG: u32 = 250;
/// Ranges of probability that are told apart.
const N_BINS: usize = 10;

/// The score of one piece by weights that were fitted without it.
#[derive(Clone, Debug)]
pub struct UnseenScore {
    /// Log odds that it is spun.
    pub log_odds: f64,
    /// The expert whose log odds that is.
    pub finder: usize,
    /// Log odds by a first glance, of each expert; `None` for short pieces.
    pub glances: Option<Vec<f32>>,
    /// Words outside quotations.
    pub n_words: u32,
    /// The spinner that went through it, if one did.
    pub spinner: Option<String>,
    /// Where it is from.
    pub source: String,
}

impl UnseenScore {
    pub(super) fn is_spun(&self) -> bool {
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
    /// Scores by weights fitted without the pieces of one spinner and without the human pieces of one fold, each with the name of
    /// the spinner: its pieces, and these.
    pub by_spinner: Vec<(String, UnseenScore)>,
    /// The thresholds, in log odds.
    pub likely: f64,
    /// The threshold of the grey zone.
    pub suspect: f64,
    /// The thresholds of the first glance, of each expert.
    pub clear: Vec<f32>,
}

impl FitReport {
    /// Share of the long human pieces that are cleared at the first glance.
    fn cleared_share(&self) -> f64 {
        let human = self.by_article.iter().filter(|s| !s.is_spun());
        let glances: Vec<&Vec<f32>> = human.filter_map(|s| s.glances.as_ref()).collect();
        let is_cleared = |glances: &&&Vec<f32>| glances.iter().zip(&self.clear).all(|(glance, clear)| glance < clear);
        glances.iter().filter(is_cleared).count() as f64 / glances.len().max(1) as f64
    }
}

impl fmt::Display for FitReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "limits in log odds: likely {:.3}, suspect {:.3}; ", self.likely, self.suspect)?;
        match self.clear.contains(&f32::MIN) {
            true => writeln!(f, "a glance clears nothing: no long spun piece was found")?,
            false => writeln!(
                f,
                "a glance clears below {:.3?}, {:.3} of the long human pieces",
                self.clear,
                self.cleared_share()
            )?,
        }
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
        // Of one source alone nothing can be held out but articles.
        let (without, unseen) = match self.by_source.is_empty() {
            true => ("article", &self.by_article),
            false => ("source", &self.by_source),
        };
        for (length, lengths) in [("under 250 words", 0..LONG), ("250 words and more", LONG..u32::MAX)] {
            let scores: Vec<_> = unseen.iter().filter(|s| lengths.contains(&s.n_words)).collect();
            row(f, &format!("the {without}, {length}"), &scores)?;
        }
        writeln!(f, "{:<28}{:>7}{:>10}{:>10}", format!("probability without {without}"), "pieces", "mean", "spun")?;
        for bin in 0..N_BINS {
            let is_in =
                |s: &&UnseenScore| (probability(s.log_odds) * N_BINS as f64).min(N_BINS as f64 - 1.0) as usize == bin;
            let inside: Vec<_> = unseen.iter().filter(is_in).collect();
            let n = inside.len().max(1) as f64;
            let mean = inside.iter().map(|s| probability(s.log_odds)).fold(0.0, |sum, p| sum + p) / n;
            let n_spun = inside.iter().filter(|s| s.is_spun()).count();
            let range = format!("{:.1} to {:.1}", bin as f64 / N_BINS as f64, (bin + 1) as f64 / N_BINS as f64);
            writeln!(f, "{range:<28}{:>7}{mean:>10.3}{:>10.3}", inside.len(), n_spun as f64 / n)?;
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
