//! Makes a model: counts the training text on all threads, learns which words stand in the same places, packs; then fits the
//! judgement on labelled pieces, given or cut from documents that are set aside, if there are any. The same input gives the same bytes on any number of threads.

use super::drive::{Read, drive};
use super::ports::{Fault, Phase, Progress, Record, Source};
use crate::detect::spun::fit::{Label, Labelled, N_FOLDS, fit};
use crate::detect::spun::fitness::FitReport;
use crate::model::train::{
    Counted, Gram, Grams, Habit, Language, Parts, Piece, Spinner, Style, Tally, Thesaurus, neighbours, pack, pieces,
    vectors, with_judgement, with_language,
};
use crate::model::{Judgement, Model};
use crate::text::Parser;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// Input read at a time.
const WAVE_BYTES: usize = 64 << 20;
/// Pairs and triples counted less often are left out, so that no sentence can be read back. The figures of MODEL.md hold for 5.
const MIN_COUNT: u32 = 5;
/// Least count of two words with one between them: only places that are this common say that a word is missing there.
const MIN_AROUND: u32 = 12;
/// Least count of triples from which neighbours are learned; they are not kept.
const MIN_FOR_NEIGHBOURS: u32 = 2;
/// Words, from the most frequent on, for which neighbours are learned; rarer ones have too few places.
const N_WITH_NEIGHBOURS: usize = 30_000;
/// Neighbours learned for each.
const N_NEIGHBOURS: usize = 12;
/// One document in so many is set aside for labelled pieces where there are spinners, and never counted: weights that were fitted on
/// fewer counts than the model has would take every rare turn for a spinner's work.
const ASIDE_ONE_IN: u64 = 4;

/// A spinner to be, by name: it can be made when the words are counted.
#[derive(Debug)]
pub struct SpinnerPlan {
    /// Its name in the report.
    pub name: String,
    /// How it picks.
    pub style: Style,
    /// What else it does.
    pub habits: Vec<Habit>,
    /// What it picks from.
    pub thesaurus: Thesaurus,
}

/// What a training needs beside its input.
#[derive(Clone, Copy)]
pub struct TrainOptions<'a> {
    /// A finished model to which experts are added. Its counts, substitutes and weights stay; the input is only counted for the spinners.
    pub onto: Option<&'a Model>,
    /// Synonyms.
    pub thesaurus: &'a Thesaurus,
    /// What is known of the language beside the input.
    pub language: Language<'a>,
    /// True for the ids of documents that are not to be counted.
    pub is_excluded: &'a (dyn Fn(&str) -> bool + Sync),
    /// Labelled pieces; their articles must be excluded.
    pub labelled: &'a [Piece],
    /// Spinners that make further labelled pieces, of one document in `ASIDE_ONE_IN`.
    pub spinners: &'a [SpinnerPlan],
    /// Groups of spinners, of those or of the labelled pieces, by name: what each group does is weighed apart, and so is what the others do.
    pub apart: &'a [Vec<String>],
    /// More human text for such pieces; none of it is counted.
    pub aside: Option<&'a dyn Source>,
    /// A word on where the model is from, kept in it.
    pub description: &'a str,
    /// Threads; 0 means one for each core. The model is the same for any number.
    pub n_threads: usize,
}

/// A finished training.
#[derive(Debug)]
pub struct Trained {
    /// The model file.
    pub bytes: Vec<u8>,
    /// Words counted.
    pub n_words: u64,
    /// How the judgement does on pieces it was not fitted on.
    pub fit: Option<FitReport>,
    /// The pieces on which it was fitted.
    pub pieces: Vec<Piece>,
}

/// Trains a model.
///
/// # Errors
/// Where the input cannot be read, there is no document, no piece is spun that a model could be extended by, or the user stops.
pub fn train(source: &dyn Source, options: &TrainOptions<'_>, progress: &dyn Progress) -> Result<Trained, Fault> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.n_threads)
        .build()
        .map_err(|e| Fault::Read { place: "threads".into(), reason: e.to_string() })?;
    pool.install(|| train_here(source, options, progress))
}

fn train_here(source: &dyn Source, options: &TrainOptions<'_>, progress: &dyn Progress) -> Result<Trained, Fault> {
    let is_aside = |id: &str| !options.spinners.is_empty() && xxh3_64(id.as_bytes()).is_multiple_of(ASIDE_ONE_IN);
    let mut split = split(source, options.is_excluded, &is_aside, progress)?;
    if let Some(more) = options.aside {
        split.aside.extend(self::split(more, options.is_excluded, &|_| true, progress)?.aside);
    }
    let counted = Counted::new(split.counted);
    let mut pieces = cut_pieces(&split.aside, &counted, options.spinners);
    pieces.extend_from_slice(options.labelled);
    let model = match options.onto {
        Some(model) => Cow::Borrowed(model),
        None => Cow::Owned(Model::from_bytes(&model_of(&counted, options)).expect("just packed")),
    };
    let bytes = with_language(&model, &options.language);
    if pieces.is_empty() {
        return Ok(Trained { bytes, n_words: counted.n_words, fit: None, pieces });
    }
    let model = Model::from_bytes(&bytes).expect("just packed");
    let base = options.onto.and_then(Model::judgement);
    let at_once = |n: usize, make: &(dyn Fn(usize) -> Judgement + Sync)| (0..n).into_par_iter().map(make).collect();
    let labelled = read_labelled(&model, &pieces, options.apart);
    if base.is_some() && !labelled.iter().any(Labelled::is_spun) {
        let reason = "the spinners change no piece of it enough to learn from; give longer lists, or more text";
        return Err(Fault::Read { place: "the input".into(), reason: reason.into() });
    }
    let (judgement, report) = fit(labelled, base, &at_once);
    Ok(Trained { bytes: with_judgement(&model, &judgement), n_words: counted.n_words, fit: Some(report), pieces })
}

/// The model of a counted text, without a judgement.
fn model_of(counted: &Counted, options: &TrainOptions<'_>) -> Vec<u8> {
    let (vectors, (pairs, triples, arounds, neighbours)) = rayon::join(
        || vectors(counted),
        || {
            let (pairs, arounds) = (counted.grams(Gram::Pair, MIN_COUNT), counted.grams(Gram::Around, MIN_AROUND));
            let triples = counted.grams(Gram::Triple, MIN_FOR_NEIGHBOURS);
            let n_ranks = counted.words.len().min(N_WITH_NEIGHBOURS);
            let neighbours = neighbours(counted, &triples, n_ranks, N_NEIGHBOURS);
            let triples: Grams = triples.into_iter().filter(|t| t.1 >= MIN_COUNT).collect();
            (pairs, triples, arounds, neighbours)
        },
    );
    pack(&Parts {
        counted,
        grams: [&pairs, &triples, &arounds],
        thesaurus: options.thesaurus,
        neighbours: &neighbours,
        vectors: &vectors,
        description: options.description,
    })
}

/// A document that is set aside.
struct Aside {
    text: String,
    source: String,
    id: Arc<str>,
}

/// A text, told apart into what is counted for the fit and what is set aside for it.
#[derive(Default)]
struct Split {
    counted: Tally,
    aside: Vec<Aside>,
}

/// Reads the documents that are not excluded.
fn split(
    source: &dyn Source,
    is_excluded: &(dyn Fn(&str) -> bool + Sync),
    is_aside: &(dyn Fn(&str) -> bool + Sync),
    progress: &dyn Progress,
) -> Result<Split, Fault> {
    let read = Read { source, progress, phase: Phase::Survey, wave_bytes: WAVE_BYTES };
    let mut whole = Split::default();
    let mut n_documents = 0;
    let work = |chunk| {
        let (mut parser, mut split, mut n) = (Parser::new(), Split::default(), 0);
        for record in source.parse(chunk) {
            let Record::Document(document) = record else { continue };
            if is_excluded(&document.id) {
                continue;
            }
            n += 1;
            if is_aside(&document.id) {
                let source = stem(&document.path).to_owned();
                split.aside.push(Aside { source, id: document.id, text: document.text });
            } else {
                split.counted.observe(&parser.parse(&document.text));
            }
        }
        (split, n)
    };
    drive(&read, work, |(split, n): (Split, u64)| {
        whole.counted = std::mem::take(&mut whole.counted).merge(split.counted);
        whole.aside.extend(split.aside);
        n_documents += n;
        Ok(n)
    })?;
    if n_documents == 0 { Err(Fault::NoDocuments { n_files: source.n_files() }) } else { Ok(whole) }
}

/// The name of a file without folders and endings: what tells one source of pieces from another.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn cut_pieces(aside: &[Aside], counted: &Counted, plans: &[SpinnerPlan]) -> Vec<Piece> {
    let spinners: Vec<Spinner> = plans
        .par_iter()
        .map(|plan| Spinner::new(&plan.name, &plan.thesaurus, plan.style, &plan.habits, |word| counted.count_of(word)))
        .collect();
    let cut = |parser: &mut Parser, a: &Aside| pieces(&a.text, &a.source, &a.id, &spinners, parser);
    aside.par_iter().map_init(Parser::new, cut).flatten_iter().collect()
}

fn read_labelled(model: &Model, pieces: &[Piece], apart: &[Vec<String>]) -> Vec<Labelled> {
    let group = |spinner: &String| apart.iter().position(|group| group.contains(spinner)).map_or(0, |i| i + 1);
    let read = |parser: &mut Parser, piece: &Piece| {
        let label = Label {
            spinner: piece.spinner.as_deref(),
            group: piece.spinner.as_ref().map_or(0, group),
            fold: xxh3_64(piece.origin.as_bytes()) % N_FOLDS,
            source: &piece.source,
            substituted: &piece.substituted,
        };
        Labelled::new(model, &parser.parse(&piece.text), label)
    };
    pieces.par_iter().map_init(Parser::new, read).flatten_iter().collect()
}
