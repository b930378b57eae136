//! Makes a model: counts the training text on all threads, learns which words stand in the same places, packs; then fits the
//! judgement on labelled pieces, if there are any. The same input gives the same bytes on any number of threads.

use super::drive::{Read, drive};
use super::ports::{Fault, Phase, Progress, Record, Source};
use crate::detect::spun::fit::{FitReport, Label, Labelled, N_FOLDS, fit};
use crate::model::Model;
use crate::model::train::{Counted, Gram, Grams, Parts, Tally, Thesaurus, neighbours, pack, with_judgement};
use crate::text::{Parser, Span};
use rayon::prelude::*;
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

/// A labelled piece of text.
#[derive(Clone, Debug)]
pub struct LabelledText {
    /// The text.
    pub text: String,
    /// True where it was spun.
    pub is_spun: bool,
    /// Where it is from: the line is drawn so that no source has too many false alarms.
    pub source: String,
    /// The article from which it was cut: pieces of one article are never on both sides of a cross-validation.
    pub origin: String,
    /// Places of substituted words, sorted.
    pub substituted: Vec<Span>,
}

/// What a training needs beside its input.
#[derive(Clone, Copy)]
pub struct TrainOptions<'a> {
    /// Synonyms.
    pub thesaurus: &'a Thesaurus,
    /// True for the ids of documents that are not to be counted.
    pub is_excluded: &'a (dyn Fn(&str) -> bool + Sync),
    /// Labelled pieces; their articles must be excluded.
    pub labelled: &'a [LabelledText],
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
}

/// Trains a model.
///
/// # Errors
/// Where the input cannot be read, there is no document, or the user stops.
pub fn train(source: &dyn Source, options: &TrainOptions<'_>, progress: &dyn Progress) -> Result<Trained, Fault> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.n_threads)
        .build()
        .map_err(|e| Fault::Read { place: "threads".into(), reason: e.to_string() })?;
    pool.install(|| train_here(source, options, progress))
}

fn train_here(source: &dyn Source, options: &TrainOptions<'_>, progress: &dyn Progress) -> Result<Trained, Fault> {
    let counted = Counted::new(tally(source, options, progress)?);
    let (pairs, (triples, arounds)) = rayon::join(
        || counted.grams(Gram::Pair, MIN_COUNT),
        || rayon::join(|| counted.grams(Gram::Triple, MIN_FOR_NEIGHBOURS), || counted.grams(Gram::Around, MIN_AROUND)),
    );
    let n_ranks = counted.words.len().min(N_WITH_NEIGHBOURS);
    let neighbours = neighbours(&counted, &triples, n_ranks, N_NEIGHBOURS);
    let triples: Grams = triples.into_iter().filter(|t| t.1 >= MIN_COUNT).collect();
    let bytes = pack(&Parts {
        counted: &counted,
        grams: [&pairs, &triples, &arounds],
        thesaurus: options.thesaurus,
        neighbours: &neighbours,
        description: options.description,
    });
    if options.labelled.is_empty() {
        return Ok(Trained { bytes, n_words: counted.n_words, fit: None });
    }
    let model = Model::from_bytes(&bytes).expect("just packed");
    let (judgement, report) = fit(read_labelled(&model, options.labelled));
    Ok(Trained { bytes: with_judgement(&model, &judgement), n_words: counted.n_words, fit: Some(report) })
}

fn tally(source: &dyn Source, options: &TrainOptions<'_>, progress: &dyn Progress) -> Result<Tally, Fault> {
    let read = Read { source, progress, phase: Phase::Survey, wave_bytes: WAVE_BYTES };
    let mut whole = Tally::default();
    let mut n_documents = 0;
    let work = |chunk| {
        let mut parser = Parser::new();
        let mut tally = Tally::default();
        let mut n = 0;
        for record in source.parse(chunk) {
            if let Record::Document(document) = record
                && !(options.is_excluded)(&document.id)
            {
                tally.observe(&parser.parse(&document.text));
                n += 1;
            }
        }
        (tally, n)
    };
    drive(&read, work, |(tally, n): (Tally, u64)| {
        whole = std::mem::take(&mut whole).merge(tally);
        n_documents += n;
        Ok(n)
    })?;
    if n_documents == 0 { Err(Fault::NoDocuments { n_files: source.n_files() }) } else { Ok(whole) }
}

fn read_labelled(model: &Model, labelled: &[LabelledText]) -> Vec<Labelled> {
    let read = |parser: &mut Parser, piece: &LabelledText| {
        let label = Label {
            is_spun: piece.is_spun,
            fold: xxh3_64(piece.origin.as_bytes()) % N_FOLDS,
            source: &piece.source,
            substituted: &piece.substituted,
        };
        Labelled::new(model, &parser.parse(&piece.text), label)
    };
    labelled.par_iter().map_init(Parser::new, read).flatten_iter().collect()
}
