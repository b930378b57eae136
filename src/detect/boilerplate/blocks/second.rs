//! The second pass: what the first one says of a paragraph's neighbours. A list inside the article stands among what is surely
//! content, a teaser among what is surely not, however alike the two look (stacking, Wolpert 1992; for sequences Cohen and Carvalho 2005).

use super::features::{Features, N_FEATURES, Surroundings};
use super::model::{Forest, sigmoid};
use std::ops::Range;

/// Figures of the second pass beside those of the first.
const N_COMPANY: usize = 26;
/// Figures of the second pass.
pub const N_SECOND: usize = N_FEATURES + N_COMPANY;

/// Neighbours that are told apart, and paragraphs on each side that are summed up.
const NEIGHBOURS: [isize; 6] = [-1, 1, -2, 2, -3, 3];
const WINDOWS: [usize; 3] = [4, 10, 25];
/// Log odds of a neighbour that is none.
const NONE: f32 = 12.0;
/// Probability of boilerplate below which a paragraph is surely content, and the farthest distance to one that is told apart.
const SURE: f32 = 0.3;
const FAR: usize = 60;

/// Log odds of boilerplate below which the second pass is not asked: a probability of .05. It saves most of its time in extracted text.
const WORTH_ASKING: f32 = -3.0;

/// Two forests, the second of which sees what the first says of the whole text.
#[derive(Clone, Debug, Default)]
pub struct TwoPass {
    /// Sees the figures of a paragraph.
    pub first: Forest,
    /// Sees them and those of its company.
    pub second: Forest,
}

impl TwoPass {
    /// Log odds of boilerplate of each paragraph, of which the first pass sees `rows`.
    fn log_odds(&self, text: &Surroundings, rows: &[Features]) -> Vec<f32> {
        let company = Company::new(text, rows.iter().map(|row| self.first.log_odds(row)).collect());
        let judge = |(i, row): (usize, &Features)| match company.log_odds[i] {
            odds if odds < WORTH_ASKING => odds,
            _ => self.second.log_odds(&company.figures(i, row)),
        };
        rows.iter().enumerate().map(judge).collect()
    }

    fn to_bytes(&self) -> Vec<u8> {
        [self.first.to_bytes(), self.second.to_bytes()].concat()
    }

    fn from_bytes(table: &[u8]) -> (TwoPass, &[u8]) {
        let (first, rest) = Forest::from_bytes(table);
        let (second, rest) = Forest::from_bytes(rest);
        (TwoPass { first, second }, rest)
    }
}

/// Judges that learned from other pages, of whose log odds the mean counts: what one of them misjudges alone is outvoted (bagging, Breiman 1996).
#[derive(Clone, Debug, Default)]
pub struct Panel(pub Vec<TwoPass>);

impl Panel {
    /// Probability of boilerplate, in 0..=1, of each paragraph.
    pub fn probabilities(&self, text: &Surroundings) -> Vec<f32> {
        let rows: Vec<Features> = (0..text.len()).map(|i| text.features(i)).collect();
        let votes: Vec<Vec<f32>> = self.0.iter().map(|judge| judge.log_odds(text, &rows)).collect();
        let mean = |i: usize| votes.iter().map(|vote| vote[i]).sum::<f32>() / votes.len() as f32;
        (0..text.len()).map(|i| sigmoid(mean(i))).collect()
    }

    /// The table: how many they are, and all of them.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().fold(vec![self.0.len() as u8], |table, judge| [table, judge.to_bytes()].concat())
    }

    /// Those at the start of a table, and what comes after them.
    pub(super) fn from_bytes(table: &[u8]) -> (Panel, &[u8]) {
        let (n, mut rest) = (table[0], &table[1..]);
        let mut next = || {
            let (judge, after) = TwoPass::from_bytes(rest);
            rest = after;
            judge
        };
        (Panel((0..n).map(|_| next()).collect()), rest)
    }
}

/// What the first pass says of a text.
#[derive(Debug, Default)]
pub struct Company {
    log_odds: Vec<f32>,
    /// Running sums of the probability of content, by paragraph and by word (one entry more than paragraphs).
    content: Vec<f32>,
    content_words: Vec<f32>,
    /// Distance to what is surely content, before and after.
    since: Vec<f32>,
    until: Vec<f32>,
}

impl Company {
    /// Takes down the log odds of boilerplate of all paragraphs of `text`.
    pub fn new(text: &Surroundings, log_odds: Vec<f32>) -> Company {
        let mut company = Company { content: vec![0.0], content_words: vec![0.0], ..Company::default() };
        let content: Vec<f32> = log_odds.iter().map(|odds| 1.0 - sigmoid(*odds)).collect();
        let (mut sum, mut words) = (0.0, 0.0);
        for (shape, p) in text.shapes.iter().zip(&content) {
            sum += p;
            words += p * shape.n_words;
            company.content.push(sum);
            company.content_words.push(words);
        }
        company.since = distances(content.iter());
        company.until = distances(content.iter().rev());
        company.until.reverse();
        company.log_odds = log_odds;
        company
    }

    /// The figures of the second pass for paragraph `i`, of which the first had `row`.
    pub fn figures(&self, i: usize, row: &Features) -> [f32; N_SECOND] {
        let mut out = [0.0; N_SECOND];
        out[..N_FEATURES].copy_from_slice(row);
        let mut n = N_FEATURES;
        let mut put = |value: f32| {
            out[n] = value;
            n += 1;
        };
        put(self.log_odds[i]);
        for offset in NEIGHBOURS {
            put(i.checked_add_signed(offset).and_then(|j| self.log_odds.get(j)).map_or(NONE, |odds| *odds));
        }
        let len = self.log_odds.len();
        for window in WINDOWS {
            for range in [i.saturating_sub(window)..i, i + 1..(i + 1 + window).min(len)] {
                put(sum(&self.content, &range) / range.len().max(1) as f32);
                put(sum(&self.content_words, &range));
            }
        }
        let (before, after) = (self.content_words[i], self.content_words[len] - self.content_words[i + 1]);
        let all = self.content_words[len];
        put(before);
        put(after);
        put(before / all.max(1.0));
        put(all);
        put(self.content[len] / len as f32);
        put(self.since[i]);
        put(self.until[i]);
        debug_assert_eq!(n, N_SECOND);
        out
    }
}

fn sum(running: &[f32], range: &Range<usize>) -> f32 {
    running[range.end] - running[range.start]
}

/// For each paragraph the distance to the last one before it that is surely content.
fn distances<'p>(content: impl Iterator<Item = &'p f32>) -> Vec<f32> {
    let mut since = FAR;
    let distance = |p: &f32| {
        let here = since;
        since = if *p > 1.0 - SURE { 1 } else { (since + 1).min(FAR) };
        here as f32
    };
    content.map(distance).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    #[test]
    fn a_panel_says_the_mean_of_its_judges_and_comes_back_from_its_table() {
        let judge = |odds| TwoPass { first: Forest::new(-2.0), second: Forest::new(odds) };
        let panel = Panel(vec![judge(3.0), judge(-1.0)]);
        let mut parser = Parser::new();
        let parsed = parser.parse("Menu\nThe ferry runs");
        let text = Surroundings::of(&parsed);
        assert_eq!(panel.probabilities(&text), [sigmoid(1.0); 2]);
        let table = panel.to_bytes();
        let (read, rest) = Panel::from_bytes(&table);
        assert_eq!(read.probabilities(&text), panel.probabilities(&text));
        assert!(rest.is_empty());
    }

    #[test]
    fn the_company_of_a_paragraph_is_taken_down() {
        let mut parser = Parser::new();
        let parsed = parser.parse("Menu\nThe ferry runs\nHome");
        let text = Surroundings::of(&parsed);
        let company = Company::new(&text, vec![9.0, -9.0, 0.0]);
        let figures = &company.figures(2, &text.features(2))[N_FEATURES..];
        assert_eq!(figures[..7], [0.0, -9.0, NONE, 9.0, NONE, NONE, NONE]);
        assert_eq!(figures[N_COMPANY - 2..], [1.0, FAR as f32]);
        assert!((figures[8] - 3.0).abs() < 0.01, "three words of content before");
    }
}
