//! Which passages of kept documents, however they are broken into paragraphs, stand in another kept document as well? Only an
//! older document is the witness of a younger one, and the older ones are decided first: so no place is cut for which another
//! place was cut, and one copy of everything stays.

use super::super::ports::Fault;
use super::alteration::Alterations;
use super::paragraphs::ParagraphCopies;
use super::spool::Spool;
use crate::corpus::{Census, Copy, Kin, Kinship, PassageCopy, WordPairs};
use crate::detect::duplicate::{MAX_DOCUMENT_SHARE, SharedRun, Tokens, shared_runs};
use crate::text::{Parsed, Parser, Span};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Paragraphs before and after those that share fingerprints that are looked at as well. A guess: short ones may have none.
const MARGIN: u32 = 2;

/// Paragraphs of a document in which passages are looked for.
struct Side {
    doc: u32,
    paragraphs: Range<u32>,
}

impl Side {
    /// The paragraphs with those around them, into which a passage may reach.
    fn parse<'p>(&self, census: &Census, parser: &'p mut Parser, text: &'p str) -> Parsed<'p> {
        let around = self.paragraphs.start.saturating_sub(MARGIN)..self.paragraphs.end + MARGIN;
        parser.parse_paragraphs(text, census.paragraph_spans(self.doc, around))
    }
}

/// A run of the younger document that stands in the older one.
struct Found {
    doc: u32,
    witness: u32,
    run: SharedRun,
}

/// Finds the passages that these pairs of documents, which were put aside, have in common beside the paragraphs that were found.
pub(super) fn passage_copies(
    spool: &Spool<'_>,
    alterations: &mut Alterations<'_>,
    pairs: &[Kin],
    paragraphs: &mut ParagraphCopies,
) -> Result<(), Fault> {
    let census = spool.census();
    let age = |doc: u32| (census.date(doc), doc);
    let younger = |kin: &Kin| usize::from(age(kin.docs[0]) < age(kin.docs[1]));
    let side = |kin: &Kin, side: usize| Side { doc: kin.docs[side], paragraphs: kin.paragraphs[side].clone() };
    let mut ordered: Vec<(Side, Side)> =
        pairs.iter().map(|kin| (side(kin, younger(kin)), side(kin, 1 - younger(kin)))).collect();
    ordered.sort_unstable_by_key(|(copy, witness)| (age(copy.doc), age(witness.doc)));
    let groups: Vec<&[(Side, Side)]> = ordered.chunk_by(|a, b| a.0.doc == b.0.doc).collect();
    let taken = paragraphs.taken(census);
    let found: Vec<Vec<Found>> =
        groups.par_iter().map(|group| compare(spool, &taken, group)).collect::<Result<_, Fault>>()?;
    alterations.learn(spool, found.iter().flatten().map(|found| found.witness))?;
    let mut cuts: FxHashMap<u32, Vec<Span>> = FxHashMap::default();
    for mut runs in found {
        runs.sort_by_key(|f| (std::cmp::Reverse(f.run.n_words), age(f.witness), f.run.here));
        let mut n_left = runs.first().map_or(0.0, |f| {
            MAX_DOCUMENT_SHARE * f64::from(census.n_words(f.doc)) - f64::from(paragraphs.n_cut_words(census, f.doc))
        });
        for Found { doc, witness, run } in runs {
            let is_cut = |doc: u32, place: Span| {
                cuts.get(&doc).is_some_and(|spans: &Vec<Span>| spans.iter().any(|span| span.overlaps(place)))
            };
            if is_cut(doc, run.here) || is_cut(witness, run.there) || f64::from(run.n_words) > n_left {
                continue;
            }
            n_left -= f64::from(run.n_words);
            cuts.entry(doc).or_default().push(run.here);
            paragraphs.add_passage(census, alterations, doc, witness, passage(census, witness, &run));
        }
    }
    Ok(())
}

/// The runs of one document that stand in each of its candidates.
fn compare(spool: &Spool<'_>, taken: &FxHashMap<u32, Vec<Span>>, pairs: &[(Side, Side)]) -> Result<Vec<Found>, Fault> {
    let is_free = |doc: u32, place: Span| {
        taken.get(&doc).is_none_or(|spans: &Vec<Span>| spans.iter().all(|span| !span.overlaps(place)))
    };
    let (mut here, mut there) = (Parser::new(), Parser::new());
    let doc = pairs[0].0.doc;
    let document = spool.document(doc)?;
    let starts = pairs.iter().map(|(copy, _)| copy.paragraphs.start).min().unwrap_or(0);
    let ends = pairs.iter().map(|(copy, _)| copy.paragraphs.end).max().unwrap_or(0);
    let copy = Side { doc, paragraphs: starts..ends }.parse(spool.census(), &mut here, &document.text);
    let copy_tokens = Tokens::of_text(&copy);
    let mut found = Vec::new();
    for (_, side) in pairs {
        let other = spool.document(side.doc)?;
        let witness = side.parse(spool.census(), &mut there, &other.text);
        let tokens = [&copy_tokens, &Tokens::of_text(&witness)];
        let runs = shared_runs([&copy, &witness], tokens, |a, b| is_free(doc, a) && is_free(side.doc, b));
        found.extend(runs.into_iter().map(|run| Found { doc, witness: side.doc, run }));
    }
    Ok(found)
}

fn passage(census: &Census, witness: u32, run: &SharedRun) -> PassageCopy {
    let copy = Copy {
        kinship: Kinship::Near,
        witness: census.place(witness, run.there),
        n_words: run.n_words,
        n_witness_words: run.n_witness_words,
        covered: run.covered,
        aligned: run.aligned,
        jaccard: run.jaccard,
        n_replaced: run.n_replaced,
        replacements: WordPairs::default(),
    };
    PassageCopy { span: run.here, copy, owner_is_sound: true }
}
