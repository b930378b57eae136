//! Learns the model of boilerplate inside text: the table `src/detect/boilerplate/spans/model.bin`.
//!
//! `cargo run --release --example train_spans -- model.bin inline.jsonl pages.jsonl,more.jsonl clean.jsonl:STEP,…`
//!
//! First five-fold cross-validation by site, lexicon included, then the fit on everything. The table holds hashes and figures:
//! no piece of a text is in it.

#![allow(clippy::print_stdout, reason = "a program that is run by hand tells its figures")]

mod boost;
mod data;
#[expect(dead_code, reason = "the program of the block model leaves out single sites")]
mod lexicon;
mod random;

use boost::Row;
use data::{Article, N_FOLDS, Piece, fold_of};
use lexicon::Counts;
use rayon::prelude::*;
use std::error::Error;
use unspun::detect::boilerplate::spans::{Insert, Model, Terrain, find_with};
use unspun::detect::boilerplate::{Lexicon, pair_key, word_key, wordings};
use unspun::findings::Confidence;
use unspun::text::{Parser, Word};

/// Trees of the two forests. Guesses: the model must stay small.
const N_TREES: usize = 200;
const N_CAPTION_TREES: usize = 50;
/// Weight of an atom of clean news, beside the root of its bytes: there is boilerplate in clean news, too. A guess.
const CLEAN_WEIGHT: f32 = 0.7;
/// Words of a caption from which its atoms teach what captions are. A guess: the labels call buttons captions.
const MIN_CAPTION_WORDS: usize = 6;

/// An article's atoms with their figures.
struct Seen {
    rows: Vec<Row>,
    /// For each atom of a long piece of boilerplate: it is of a caption.
    is_caption: Vec<Option<bool>>,
}

impl Seen {
    fn of(article: &Article, lexicon: &Lexicon) -> Seen {
        let mut parser = Parser::new();
        let terrain = Terrain::of(&parser.parse(&article.text), lexicon);
        let (mut rows, mut is_caption) = (Vec::new(), Vec::new());
        for (i, atom) in terrain.atoms.iter().enumerate() {
            let piece = article.piece_of(atom);
            let weight = (atom.span.len() as f32).sqrt();
            rows.push(Row { figures: terrain.figures(i), is_boilerplate: piece.is_some(), weight });
            let n_words = |s: &Piece| article.text[s.0..s.1].split_whitespace().count();
            is_caption.push(piece.filter(|s| n_words(s) >= MIN_CAPTION_WORDS).map(|s| s.2 == "caption"));
        }
        Seen { rows, is_caption }
    }

    /// The atoms of long pieces, labelled as captions or not.
    fn captions(&self) -> impl Iterator<Item = Row> {
        let told = self.rows.iter().zip(&self.is_caption);
        told.filter_map(|(row, is)| is.map(|is_boilerplate| Row { is_boilerplate, ..*row }))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [output, articles, pages, clean] = &arguments[..] else {
        return Err("usage: train_spans OUTPUT ARTICLES PAGES,… CLEAN:STEP,…".into());
    };
    let articles = data::articles(articles)?;
    let mut all_pages = Vec::new();
    for path in pages.split(',') {
        all_pages.extend(data::pages(path)?);
    }
    let paragraphs =
        all_pages.iter().flat_map(|p| p.blocks.iter().map(|(text, is)| (p.site.as_str(), text.as_str(), *is)));
    let counts = Counts::of(paragraphs, keys);
    let lexica: Vec<Lexicon> =
        (0..N_FOLDS).into_par_iter().map(|fold| counts.total(|site| fold_of(site) != fold).lexicon()).collect();
    let lexicon = counts.total(|_| true).lexicon();
    println!("{} entries", lexicon.len());
    let seen: Vec<Seen> = articles.par_iter().map(|a| Seen::of(a, &lexica[fold_of(&a.site)])).collect();
    let clean_rows = clean_rows(clean, &lexicon)?;
    println!("{} atoms, {} of clean news", seen.iter().map(|s| s.rows.len()).sum::<usize>(), clean_rows.len());

    let learn = |left_out: Option<usize>| {
        let of_fold = |a: &Article| left_out.is_none_or(|fold| fold_of(&a.site) != fold);
        let mine: Vec<&Seen> = articles.iter().zip(&seen).filter(|(a, _)| of_fold(a)).map(|(_, s)| s).collect();
        let rows: Vec<&Row> = mine.iter().flat_map(|s| &s.rows).chain(&clean_rows).collect();
        let captions: Vec<Row> = mine.iter().flat_map(|s| s.captions()).collect();
        let captions: Vec<&Row> = captions.iter().collect();
        (boost::fit(&rows, N_TREES), boost::fit(&captions, N_CAPTION_TREES))
    };
    let models: Vec<Model> = lexica
        .into_par_iter()
        .enumerate()
        .map(|(fold, lexicon)| {
            let (boilerplate, caption) = learn(Some(fold));
            Model { boilerplate, caption, lexicon }
        })
        .collect();
    report(&articles, &models);
    let (boilerplate, caption) = learn(None);
    Ok(std::fs::write(output, Model { boilerplate, caption, lexicon }.write())?)
}

/// Keys of words and of two in a row.
fn keys(words: &[Word]) -> Vec<u32> {
    let pairs = words.windows(2).map(|w| pair_key(w[0].hash, w[1].hash));
    words.iter().map(|w| word_key(w.hash)).chain(pairs).collect()
}

/// Atoms of clean news, those with a known wording left out.
fn clean_rows(clean: &str, lexicon: &Lexicon) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for place in clean.split(',') {
        let (path, step) = place.rsplit_once(':').ok_or("clean news: say FILE:STEP")?;
        for text in data::texts(path, step.parse()?)? {
            let terrain = Terrain::of(&Parser::new().parse(&text), lexicon);
            for (i, atom) in terrain.atoms.iter().enumerate().filter(|(i, _)| !terrain.has_wording(*i..*i + 1)) {
                let weight = (atom.span.len() as f32).sqrt() * CLEAN_WEIGHT;
                rows.push(Row { figures: terrain.figures(i), is_boilerplate: false, weight });
            }
        }
    }
    Ok(rows)
}

/// Precision, recall and F1 of characters (bytes) by style, as the detector works with each fold's model: known wordings and
/// passages, captions reported only and captions cut.
fn report(articles: &[Article], models: &[Model]) {
    for cuts in [Cuts::Default, Cuts::Captions, Cuts::Suspicions] {
        print!("{cuts:?}:");
        for style in ["lines", "mixed", "flat"] {
            let counts = |a: &Article| {
                let removed = removed(a, &models[fold_of(&a.site)], cuts);
                let mut wanted = vec![false; a.text.len()];
                a.spans.iter().for_each(|s| wanted[s.0..s.1].fill(true));
                let n = |pick: fn((bool, bool)) -> bool| {
                    removed.iter().zip(&wanted).filter(|(r, w)| pick((**r, **w))).count()
                };
                [n(|(r, w)| r && w), n(|(r, _)| r), n(|(_, w)| w)]
            };
            let of_style: Vec<&Article> = articles.iter().filter(|a| a.style == style).collect();
            let sums =
                of_style.par_iter().map(|a| counts(a)).reduce(|| [0; 3], |a, b| std::array::from_fn(|k| a[k] + b[k]));
            let (p, r) = (sums[0] as f64 / sums[1].max(1) as f64, sums[0] as f64 / sums[2].max(1) as f64);
            print!("  {style} P {p:.3} R {r:.3} F1 {:.3}", 2.0 * p * r / (p + r));
        }
        println!();
    }
}

/// What leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Cuts {
    /// What the detector is sure of, reported kinds left out.
    Default,
    /// Captions as well.
    Captions,
    /// Everything that it speaks of.
    Suspicions,
}

fn removed(article: &Article, model: &Model, cuts: Cuts) -> Vec<bool> {
    let mut parser = Parser::new();
    let parsed = parser.parse(&article.text);
    let mut removed = vec![false; article.text.len()];
    for (span, is_report_only) in wordings(&parsed) {
        if !is_report_only || cuts == Cuts::Suspicions {
            removed[span.range()].fill(true);
        }
    }
    for verdict in find_with(&parsed, model) {
        let is_caption = verdict.insert == Insert::Caption && verdict.probability >= verdict.threshold;
        if verdict.confidence >= Confidence::Likely
            || (is_caption && cuts == Cuts::Captions)
            || cuts == Cuts::Suspicions
        {
            removed[verdict.span.range()].fill(true);
        }
    }
    removed
}
