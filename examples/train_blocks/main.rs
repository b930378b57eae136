//! Trains the block model of `boilerplate-block`: the table `src/detect/boilerplate/blocks/forests.bin`.
//!
//! `cargo run --release --example train_blocks -- DATA forests.bin CLEAN.jsonl...`
//!
//! DATA is the dev part of the boilerplate benchmark. The forest for raw scrapes is trained on its news pages; the one for
//! extracted text on what five extractors left of them, on what one might have left of them and of the pages of other articles, and on
//! clean articles (every `STEP`th of the further files), whose paragraphs count as content where no wording shows them to
//! be furniture. Before that, five-fold cross-validation with whole sites held out is printed; the articles part is judged with forests of the
//! news pages alone, too. The table holds numbers: no piece of a text is in it.

#![allow(clippy::print_stdout, reason = "a program that prints figures")]

mod boost;
mod course;
mod data;
mod learn;
mod leftover;
#[path = "../train_spans/lexicon.rs"]
mod lexicon;
#[path = "../train_spans/random.rs"]
mod random;
mod score;

use course::Course;
use data::Text;
use learn::Lessons;
use lexicon::Counts;
use rayon::prelude::*;
use score::{Kept, boilerplate, document, kept};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use unspun::corpus::Index;
use unspun::detect::boilerplate::{BlockModel, Boilerplate, Panel, judge_with, pairs, word_key};
use unspun::detect::{Detector, Notes, Scene, Selection};
use unspun::findings::Confidence;
use unspun::model::Model;
use unspun::text::{Carrier, DocKey, Document, Parser, Span, Word, fold_hash};

/// Folds of the cross-validation.
const N_FOLDS: u64 = 5;
/// One clean article in so many is trained on.
const STEP: usize = 40;
/// Shares of the figures that a tree sees. With .5 instead of .3 extracted text, of which there is more to learn from, gains nothing.
const RAW_FIGURE_SHARE: f64 = 0.5;
const EXTRACTED_FIGURE_SHARE: f64 = 0.3;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, output, clean @ ..] = &arguments[..] else {
        return Err("usage: train_blocks DATA OUTPUT [CLEAN.jsonl]...".into());
    };
    let data = Path::new(data);
    let (news, residual) = (data::read(data, "blocks/news")?, data::read(data, "residual/news")?);
    let articles = data::read(data, "blocks/articles")?;
    let mut clean_texts = Vec::new();
    for path in clean {
        clean_texts.extend(data::articles(Path::new(path), STEP, 0)?);
    }
    let learn = |course: &Course, counts: &Counts, left_out: &[u32]| -> Vec<BlockModel> {
        let lessons = |pages, share| Lessons::new(pages, counts, share, left_out);
        let raw: Vec<Lessons<'_>> = course.raw.iter().map(|pages| lessons(pages, RAW_FIGURE_SHARE)).collect();
        let extracted = lessons(&course.extracted, EXTRACTED_FIGURE_SHARE);
        let model = |&left_out: &u32| {
            let raw = Panel(raw.iter().map(|lessons| lessons.learn(left_out).0).collect());
            let (extracted, lexicon) = extracted.learn(left_out);
            BlockModel { raw, extracted: Panel(vec![extracted]), lexicon }
        };
        left_out.par_iter().map(model).collect()
    };
    let of_all = count(news.iter().chain(&articles));
    let left_out: Vec<u32> = (0..N_FOLDS).map(|fold| 1 << fold).chain([0]).collect();
    let course = Course::of(&news, &residual, &articles, &clean_texts);
    let mut folds = learn(&course, &of_all, &left_out);
    let model = folds.pop().expect("one model a fold and one of all");
    let of_fold = |text: &Text| &folds[fold_of(&text.site) as usize];
    for (name, cuts) in [
        ("model alone", Cuts { least: Confidence::Likely, with_wordings: false }),
        ("model alone, what is only suspected cut, too", Cuts { least: Confidence::Suspect, with_wordings: false }),
        ("model and wordings", BY_DEFAULT),
    ] {
        println!("== {name}");
        report_pages("news", &news, &judged(&news, of_fold, cuts));
        report_residual(&residual, &judged(&residual, of_fold, cuts));
    }
    report_pages("articles", &articles, &judged(&articles, of_fold, BY_DEFAULT));
    let course = Course::of(&news, &residual, &[], &clean_texts);
    let of_news = &learn(&course, &count(news.iter()), &[0])[0];
    report_pages("articles, by a model of news alone", &articles, &judged(&articles, |_| of_news, BY_DEFAULT));
    for path in clean {
        report_clean(&model, path, &data::articles(Path::new(path), STEP, STEP / 2)?);
    }
    std::fs::write(output, model.to_bytes())?;
    Ok(())
}

/// Counts the words of labelled lines by site.
fn count<'t>(texts: impl Iterator<Item = &'t Text>) -> Counts {
    let labelled = |text: &'t Text| {
        let lines = text.lines.iter().filter(|l| l.label == "content" || l.label == "boilerplate");
        lines.map(|l| (text.site.as_str(), l.text.as_str(), l.label == "boilerplate"))
    };
    let keys = |words: &[Word]| words.iter().map(|w| word_key(w.hash)).chain(pairs(words)).collect();
    Counts::of(texts.flat_map(labelled), keys)
}

/// Cuts in clean articles that were not trained on, and some of them to be read.
fn report_clean(model: &BlockModel, path: &str, texts: &[String]) {
    let mut parser = Parser::new();
    let (mut n_cuts, mut n_texts) = (0, 0);
    for (i, text) in texts.iter().enumerate() {
        let parsed = parser.parse(text);
        let verdicts = judge_with(model, &parsed);
        let cuts: Vec<_> = verdicts.iter().filter(|v| v.confidence >= Confidence::Likely).collect();
        n_cuts += cuts.len();
        n_texts += usize::from(!cuts.is_empty());
        if let Some(cut) = cuts.get(i % cuts.len().max(1)) {
            println!("    {:.2} {}", cut.probability, parsed.text_of(&parsed.blocks[cut.block_idx]));
        }
    }
    println!("{path}: {n_cuts} cuts in {n_texts} of {} clean articles", texts.len());
}

fn fold_of(site: &str) -> u64 {
    fold_hash(site, &mut String::new()) % N_FOLDS
}

/// Which cuts are made.
#[derive(Clone, Copy)]
struct Cuts {
    /// How sure they are at least.
    least: Confidence,
    /// Those of `boilerplate-phrase`, too.
    with_wordings: bool,
}

const BY_DEFAULT: Cuts = Cuts { least: Confidence::Likely, with_wordings: true };

/// What stays of each page when these cuts are made.
fn judged<'m>(texts: &[Text], model: impl Fn(&Text) -> &'m BlockModel, cuts: Cuts) -> Vec<Kept> {
    let Cuts { least, with_wordings } = cuts;
    let judged = |text: &Text| {
        let mut parser = Parser::new();
        let parsed = parser.parse(&text.text);
        let verdicts = judge_with(model(text), &parsed);
        let sure = verdicts.iter().filter(|v| v.confidence >= least);
        let mut cuts: Vec<(usize, usize)> = sure.map(|v| range(parsed.blocks[v.block_idx].span)).collect();
        if with_wordings {
            cuts.extend(wordings(text));
            cuts = merged(cuts);
        }
        kept(text, &cuts)
    };
    texts.iter().map(judged).collect()
}

fn range(span: Span) -> (usize, usize) {
    (span.start as usize, span.end as usize)
}

/// Cuts of `boilerplate-phrase`.
fn wordings(text: &Text) -> Vec<(usize, usize)> {
    let name: Arc<str> = Arc::from(text.site.as_str());
    let document = Document {
        key: DocKey::new(0, 0),
        path: name.clone(),
        id: name.clone(),
        text: text.text.clone(),
        title: None,
        site: name.into(),
        date: None,
        carrier: Carrier::Plain,
    };
    let mut parser = Parser::new();
    let parsed = parser.parse(&text.text);
    let selection = Selection::of(|rule| rule.name == "boilerplate-phrase");
    let (index, model) = (Index::default(), Model::embedded());
    let scene = Scene { document: &document, parsed: &parsed, index: &index, model, look: None, selection: &selection };
    let mut notes = Notes::default();
    Boilerplate.detect(&scene, &mut notes);
    notes.findings.iter().filter(|f| f.confidence >= Confidence::Likely).map(|f| range(f.span)).collect()
}

/// The same ranges, none over another.
fn merged(mut cuts: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    cuts.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (start, end) in cuts {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

fn report_pages(name: &str, texts: &[Text], judged: &[Kept]) {
    let (texts, judged): (Vec<&Text>, Vec<&Kept>) = (texts.iter().collect(), judged.iter().collect());
    println!("{name}: document {}", document(&texts, &judged));
    println!("  boilerplate of 8 words and more {}", boilerplate(&texts, &judged, |l| l.n >= 8));
    println!("  in the article {}", boilerplate(&texts, &judged, |l| l.zone == "in"));
    let no_caption = |l: &data::Line| l.zone == "in" && l.kind != "caption";
    println!("  in the article, no captions {}", boilerplate(&texts, &judged, no_caption));
    let languages: BTreeSet<&str> = texts.iter().map(|t| t.lang.as_str()).collect();
    for language in languages {
        let (texts, judged): (Vec<&Text>, Vec<&Kept>) =
            texts.iter().zip(&judged).filter(|(t, _)| t.lang == language).map(|(t, k)| (*t, *k)).unzip();
        let all: Vec<Kept> = texts.iter().map(|t| vec![true; t.lines.len()]).collect();
        let before = document(&texts, &all.iter().collect::<Vec<_>>());
        println!("  {language} ({} pages): document {:.3} -> {}", texts.len(), before.2, document(&texts, &judged));
    }
}

fn report_residual(texts: &[Text], judged: &[Kept]) {
    let mut of_extractor: BTreeMap<&str, (Vec<&Text>, Vec<&Kept>)> = BTreeMap::new();
    for (text, kept) in texts.iter().zip(judged) {
        let (texts, judged) = of_extractor.entry(&text.extractor).or_default();
        texts.push(text);
        judged.push(kept);
    }
    let mut sum = 0.0;
    for (extractor, (texts, judged)) in &of_extractor {
        let all: Vec<Kept> = texts.iter().map(|t| vec![true; t.lines.len()]).collect();
        let (before, after) = (document(texts, &all.iter().collect::<Vec<_>>()), document(texts, judged));
        sum += after.2 - before.2;
        println!("{extractor}: document {:.3} -> {after} ({:+.4})", before.2, after.2 - before.2);
    }
    let (texts, judged): (Vec<&Text>, Vec<&Kept>) = (texts.iter().collect(), judged.iter().collect());
    println!("  mean {:+.4}, boilerplate {}", sum / of_extractor.len() as f64, boilerplate(&texts, &judged, |_| true));
}
