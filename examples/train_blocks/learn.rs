//! From labelled pages to the two passes. What the second pass learns from is what a first pass says of pages of sites that it has not
//! seen: for each fold another one is trained.

use crate::boost::{self, Rows};
use crate::lexicon::{Counts, Total};
use crate::{N_FOLDS, fold_of};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use unspun::detect::boilerplate::{Company, Features, Forest, Lexicon, N_FEATURES, N_SECOND, Surroundings, TwoPass};
use unspun::text::Parser;

/// Trees of a forest.
const N_TREES: usize = 150;

/// A page to learn from.
#[derive(Clone)]
pub struct Page {
    pub site: String,
    pub text: String,
    pub surroundings: Surroundings,
    /// For each paragraph: it is boilerplate; nothing where that is in doubt.
    pub labels: Vec<Option<bool>>,
    /// What a paragraph counts.
    pub weight: f32,
}

/// Sites are left out by fold: bit `k` for fold `k`.
type LeftOut = u32;

/// Pages with the words of their sites.
pub struct Lessons<'t> {
    pages: &'t [Page],
    counts: &'t Counts,
    /// Share of the figures that a tree sees.
    figure_share: f64,
    /// First passes by what was left out, as they were needed.
    firsts: BTreeMap<LeftOut, First>,
}

/// A first pass and the words that it knew.
struct First {
    forest: Forest,
    lexicon: Lexicon,
}

impl<'t> Lessons<'t> {
    /// Trains the first passes that second passes with each of `left_out` need.
    pub fn new(pages: &'t [Page], counts: &'t Counts, figure_share: f64, left_out: &[LeftOut]) -> Lessons<'t> {
        let needed: BTreeSet<LeftOut> =
            left_out.iter().flat_map(|&out| (0..N_FOLDS).map(move |fold| out | 1 << fold).chain([out])).collect();
        let needed: Vec<LeftOut> = needed.into_iter().collect();
        let mut lessons = Lessons { pages, counts, figure_share, firsts: BTreeMap::new() };
        let firsts: Vec<First> = needed.par_iter().map(|&out| lessons.first(out)).collect();
        lessons.firsts = needed.into_iter().zip(firsts).collect();
        lessons
    }

    /// Both passes, learned without these folds, and the words they know.
    pub fn learn(&self, left_out: LeftOut) -> (TwoPass, Lexicon) {
        let mut rows = Rows::default();
        self.each_seen(left_out, |page, seen| {
            let first = &self.firsts[&(left_out | 1 << fold_of(&page.site))];
            let mut blind = page.surroundings.clone();
            blind.look_up(&Parser::new().parse(&page.text), &first.lexicon);
            let log_odds = figures(&blind).iter().map(|row| first.forest.log_odds(row)).collect();
            let company = Company::new(&page.surroundings, log_odds);
            let figures: Vec<_> = figures(&seen).iter().enumerate().map(|(i, row)| company.figures(i, row)).collect();
            page.put(&figures, &mut rows);
        });
        let first = &self.firsts[&left_out];
        let second = boost::train(&rows, N_SECOND, N_TREES, self.figure_share);
        (TwoPass { first: first.forest.clone(), second }, first.lexicon.clone())
    }

    fn first(&self, left_out: LeftOut) -> First {
        let mut rows = Rows::default();
        self.each_seen(left_out, |page, seen| page.put(&figures(&seen), &mut rows));
        First {
            forest: boost::train(&rows, N_FEATURES, N_TREES, self.figure_share),
            lexicon: self.total(left_out).lexicon(),
        }
    }

    fn total(&self, left_out: LeftOut) -> Total<'_> {
        self.counts.total(|site| left_out >> fold_of(site) & 1 == 0)
    }

    /// Each page that is not left out, with its words looked up where its own site has not been counted.
    fn each_seen(&self, left_out: LeftOut, mut see: impl FnMut(&Page, Surroundings)) {
        let total = self.total(left_out);
        let of_all = total.lexicon();
        let mut of_site: (&str, Option<Lexicon>) = ("", None);
        for page in self.pages.iter().filter(|page| left_out >> fold_of(&page.site) & 1 == 0) {
            if of_site.0 != page.site {
                of_site = (&page.site, total.without(&page.site));
            }
            let mut seen = page.surroundings.clone();
            seen.look_up(&Parser::new().parse(&page.text), of_site.1.as_ref().unwrap_or(&of_all));
            see(page, seen);
        }
    }
}

impl Page {
    fn put<const N: usize>(&self, figures: &[[f32; N]], rows: &mut Rows) {
        for (row, label) in figures.iter().zip(&self.labels) {
            label.iter().for_each(|&label| rows.push(row, label, self.weight));
        }
    }
}

fn figures(text: &Surroundings) -> Vec<Features> {
    (0..text.len()).map(|i| text.features(i)).collect()
}
