//! Between the two reads: candidates are put aside (`spool`), each pair is judged once on its words (`judgements` for documents,
//! `likenesses` for paragraphs, the `words` of which are laid by, `passages`), it is chosen who stays (`keeping`, `choose`), and what
//! was found becomes the index. The corpus is read for documents first, then for paragraphs and passages of those that stay, then for
//! owners of equal paragraphs, each time only where a document is not put aside yet.

mod alteration;
mod asides;
mod batches;
mod candidate;
mod choose;
mod documents;
mod judgements;
mod keeping;
mod likenesses;
mod owners;
mod paragraphs;
mod passages;
mod relations;
mod sought;
mod spool;
mod words;

use self::alteration::Alterations;
use self::asides::Asides;
use self::documents::Copies;
use self::spool::Spool;
use super::drive::Read;
use super::ports::{Fault, Phase, Progress, Source};
use super::settings::Settings;
use super::survey::Surveyed;
use crate::corpus::{Evidence, Index, Templates};
use crate::detect;
use crate::detect::boilerplate::asks_for_sites;
use crate::detect::duplicate::{Comparison, Duplicate, Heading, asks_for_parts};
use crate::detect::spun::{Spun, duel};
use crate::detect::{Detector, Selection};
use crate::model::Model;
use crate::text::{DocKey, Document, Parser};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Compares two documents as a run would: may the first go if the second stays?
pub fn compare(first: &Document, second: &Document, model: &Model) -> Comparison {
    let (mut here, mut there) = (Parser::new(), Parser::new());
    let (a, b) = (here.parse(&first.text), there.parse(&second.text));
    let asides = Asides::new(model);
    let headings = [Heading::of(first, a.words.len()), Heading::of(second, b.words.len())];
    let parts = [&asides.of(first, &a)[..], &asides.of(second, &b)];
    detect::duplicate::compare(&a, &b, parts, headings, |places| -duel(model, &a, &b, places))
}

/// True where a rule asks what stands twice in the corpus.
pub(super) fn asks_what_stands_twice(selection: &Selection) -> bool {
    selection.has_any(Duplicate.rules()) || asks_for_sites(selection)
}

/// The index of the surveyed corpus. Empty where no rule asks it.
pub(super) fn verify(
    source: &dyn Source,
    surveyed: &Surveyed,
    model: &Model,
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<Index, Fault> {
    if !asks_what_stands_twice(&settings.selection) {
        return Ok(Index::default());
    }
    let read = Read { source, progress, phase: Phase::Verify, wave_bytes: settings.wave_bytes() };
    let (census, mut spool) = (&surveyed.census, Spool::new(&read, surveyed, settings.room(8)));
    let allowance = settings.allowance(8);
    let copies = documents::copies(&mut spool, model, settings)?;
    let templates = match asks_for_sites(&settings.selection) {
        true => Templates::count(census, |doc| !copies.has_left(doc), allowance)?,
        false => Templates::default(),
    };
    let mut evidence = match asks_for_parts(&settings.selection) {
        true => parts(&mut spool, &copies, model, settings)?,
        false => Evidence::default(),
    };
    evidence.witnesses.extend(copies.witnesses().map(|doc| census.key(doc)));
    evidence.documents = copies.into_evidence(census);
    let names = census.names(evidence.named().chain(templates.examples()))?;
    Ok(Index::new(evidence, templates, names))
}

/// Does the parts of a work at the same time.
fn on_all_threads(parts: Range<usize>, task: &(dyn Fn(usize) + Sync)) {
    parts.into_par_iter().for_each(task);
}

/// The paragraphs and passages of documents that stay which stand in another one that stays.
fn parts(spool: &mut Spool<'_>, copies: &Copies, model: &Model, settings: &Settings) -> Result<Evidence, Fault> {
    let (census, allowance) = (spool.census(), settings.allowance(8));
    let is_kept = |doc| !copies.has_left(doc);
    let is_spun_sought = settings.selection.has_any(Spun.rules());
    let mut alterations = Alterations::new(census, model, is_spun_sought, allowance);
    let mut paragraphs = paragraphs::paragraph_copies(spool, model, &mut alterations, is_kept, allowance)?;
    let mut spared: Option<FxHashSet<DocKey>> = None;
    loop {
        let is_asked = |key: DocKey| spared.as_ref().is_none_or(|spared| spared.contains(&key));
        let upset = copies.upset_by(spool, model, &paragraphs.cuts(), is_asked)?;
        if upset.is_empty() {
            break;
        }
        paragraphs.spare(&upset);
        spared = Some(upset);
    }
    Ok(paragraphs.into_evidence())
}
