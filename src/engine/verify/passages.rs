//! Which passages of kept documents, however they are broken into paragraphs, stand in another kept document as well? Only an
//! older document is the witness of a younger one, and the older ones are decided first: so no place is cut for which another
//! place was cut, and one copy of everything stays.

use super::super::ports::Fault;
use super::alteration::Alterations;
use super::paragraphs::{ParagraphCopies, Taken, is_sound};
use super::spool::Spool;
use crate::corpus::{Census, Copy, Kin, Kinship, PassageCopy, WordPairs};
use crate::detect::duplicate::{MAX_DOCUMENT_SHARE, SharedRun, Tokens, has_run, sentences_of, shared_runs};
use crate::findings::passage_hash;
use crate::text::{Parser, Span};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Paragraphs before and after those that share fingerprints that are looked at as well. A guess: short ones may have none.
const MARGIN: u32 = 2;

/// A run of the younger document that stands in the older one.
struct Found {
    doc: u32,
    witness: u32,
    run: SharedRun,
    /// Of the words there.
    witness_hash: u64,
}

/// Documents whose candidates are compared at a time. What was found in them is decided before the next ones are read. A guess.
const WAVE: usize = 1 << 10;

/// Finds the passages that these pairs of documents, which were put aside, have in common beside the paragraphs that were found.
pub(super) fn passage_copies(
    spool: &Spool<'_>,
    alterations: &mut Alterations<'_>,
    mut pairs: Vec<Kin>,
    paragraphs: &mut ParagraphCopies,
) -> Result<(), Fault> {
    let census = spool.census();
    let age = |doc: u32| (census.date(doc), doc);
    for kin in &mut pairs {
        if age(kin.docs[0]) < age(kin.docs[1]) {
            kin.docs.swap(0, 1); // the younger one first
            kin.paragraphs.swap(0, 1);
        }
    }
    pairs.sort_unstable_by_key(|kin| kin.docs.map(age));
    let groups: Vec<&[Kin]> = pairs.chunk_by(|a, b| a.docs[0] == b.docs[0]).collect();
    let taken = paragraphs.taken(census)?;
    let mut cuts: FxHashMap<u32, Vec<Span>> = FxHashMap::default();
    for wave in groups.chunks(WAVE) {
        let found: Vec<Vec<Found>> =
            wave.par_iter().with_max_len(1).map(|group| compare(spool, &taken, group)).collect::<Result<_, Fault>>()?;
        alterations.learn(spool, found.iter().flatten().map(|found| found.witness))?;
        for mut runs in found {
            runs.sort_by_key(|f| (std::cmp::Reverse(f.run.n_words), age(f.witness), f.run.here));
            let mut n_left = runs.first().map_or(0.0, |f| {
                let n_cut = paragraphs.n_cut_words(census.key(f.doc));
                MAX_DOCUMENT_SHARE * f64::from(census.n_words(f.doc)) - f64::from(n_cut)
            });
            for Found { doc, witness, run, witness_hash } in runs {
                let is_cut = |doc: u32, place: Span| {
                    cuts.get(&doc).is_some_and(|spans: &Vec<Span>| spans.iter().any(|span| span.overlaps(place)))
                };
                if is_cut(doc, run.here) || is_cut(witness, run.there) || f64::from(run.n_words) > n_left {
                    continue;
                }
                n_left -= f64::from(run.n_words);
                cuts.entry(doc).or_default().push(run.here);
                paragraphs.add_passage(PassageCopy {
                    document: census.key(doc),
                    span: run.here,
                    copy: copy(census, witness, &run, witness_hash),
                    owner_is_sound: is_sound(alterations, witness),
                });
            }
        }
    }
    Ok(())
}

/// The runs of one document that stand in each of its candidates.
fn compare(spool: &Spool<'_>, taken: &Taken, pairs: &[Kin]) -> Result<Vec<Found>, Fault> {
    let census = spool.census();
    let is_free = |doc: u32, place: Span| !taken.has(census.spot(doc, place));
    let (mut here, mut there) = (Parser::new(), Parser::new());
    let doc = pairs[0].docs[0];
    let document = spool.document(doc)?;
    let starts = pairs.iter().map(|kin| kin.paragraphs[0].start).min().unwrap_or(0);
    let ends = pairs.iter().map(|kin| kin.paragraphs[0].end).max().unwrap_or(0);
    let spans = around(census, doc, starts..ends)?;
    let copy = here.parse_paragraphs(&document.text, spans.into_iter());
    let sentences = sentences_of(&copy, |place| is_free(doc, place));
    let mut found = Vec::new();
    if !has_run(&sentences, |_| true) {
        return Ok(found);
    }
    let copy_tokens = Tokens::of_text(&copy);
    for kin in pairs {
        let witness = kin.docs[1];
        // Of the witness no more is read than may be in the passage.
        let spans = around(census, witness, kin.paragraphs[1].clone())?;
        let part = spans.iter().copied().reduce(Span::join).unwrap_or_default();
        let text = spool.text(witness, part)?;
        let parsed = there.parse_paragraphs(&text, spans.into_iter().map(|span| span.moved_back(part.start)));
        let tokens = [&copy_tokens, &Tokens::of_text(&parsed)];
        let in_whole = |place: Span| place.moved(part.start);
        let is_open = |place: Span| is_free(witness, in_whole(place));
        found.extend(shared_runs([&copy, &parsed], tokens, &sentences, is_open).into_iter().map(|run| {
            let witness_hash = passage_hash(run.there.of(&text), "");
            let run = SharedRun { there: in_whole(run.there), ..run };
            Found { doc, witness, run, witness_hash }
        }));
    }
    Ok(found)
}

/// Places of these paragraphs and of those around them, into which a passage may reach.
fn around(census: &Census, doc: u32, paragraphs: Range<u32>) -> Result<Vec<Span>, Fault> {
    let around = paragraphs.start.saturating_sub(MARGIN)..paragraphs.end + MARGIN;
    Ok(census.paragraph_spans(doc, around)?)
}

fn copy(census: &Census, witness: u32, run: &SharedRun, witness_hash: u64) -> Copy {
    Copy {
        kinship: Kinship::Near,
        witness: census.spot(witness, run.there),
        witness_hash: Some(witness_hash),
        n_words: run.n_words,
        n_witness_words: run.n_witness_words,
        covered: run.covered,
        aligned: run.aligned,
        jaccard: run.jaccard,
        n_replaced: run.n_replaced,
        replacements: WordPairs::default(),
    }
}
