//! Which paragraphs of kept documents stand in another kept document as well?

use super::super::drive::{Read, drive};
use super::super::ports::{Chunk, Fault};
use super::alteration::Alterations;
use super::choose::choose;
use crate::corpus::{Census, Copy, Kinship, ParagraphCopy, ParagraphId, equal_paragraphs, paragraph_pairs};
use crate::detect::duplicate::{
    Lexicon, Overlap, Tokens, jaccard, judge_paragraph, may_be_akin, may_be_paragraph_copy, strength,
};
use crate::model::Model;
use crate::text::{DocKey, Parser};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// From this level of alteration on a document may leave for being spun: it owns no paragraph for which
/// another document is cut. A guess: the second half.
const MAX_SOUND_ALTERATION: u32 = 1;

/// The paragraphs that can go, by document, and the documents that were named as owners.
#[derive(Default)]
pub(super) struct ParagraphCopies {
    pub(super) by_document: FxHashMap<DocKey, Vec<ParagraphCopy>>,
    pub(super) owners: FxHashSet<DocKey>,
}

/// Finds the paragraphs that documents for which `is_kept` holds have in common.
pub(super) fn paragraph_copies(
    read: &Read<'_>,
    census: &Census,
    model: &Model,
    alterations: &mut Alterations,
    is_kept: impl Fn(u32) -> bool,
) -> Result<ParagraphCopies, Fault> {
    let groups = equal_paragraphs(census, &is_kept);
    let lesser: FxHashSet<ParagraphId> = groups.iter().flat_map(|g| g[1..].iter().copied()).collect();
    let pairs = paragraph_pairs(census, |id| is_kept(id.doc) && !lesser.contains(&id));
    let readings = read_paragraphs(read, census, &pairs)?;
    let pairs: Vec<(ParagraphId, ParagraphId)> =
        pairs.into_par_iter().filter(|&(a, b)| readings.are_akin(a, b)).collect();
    let docs = groups.iter().flatten().copied().chain(pairs.iter().flat_map(|&(a, b)| [a, b])).map(|id| id.doc);
    alterations.learn(read, census, model, docs)?;
    let alterations = &*alterations;
    let owner_of = owners(census, alterations, &groups);
    let owner = |id: ParagraphId| owner_of.get(&id).copied().unwrap_or(id);
    let witness_of = near_copies(census, alterations, &pairs, &readings, owner);
    let mut found = ParagraphCopies::default();
    let mut near: Vec<(ParagraphId, ParagraphId)> = witness_of.iter().map(|(&a, &b)| (a, b)).collect();
    near.sort_unstable();
    let near: Vec<(ParagraphId, Copy)> = near
        .into_par_iter()
        .map(|(id, witness)| (id, near_copy(census, &readings, id, witness, owner(witness))))
        .collect();
    let near_of: FxHashMap<ParagraphId, Copy> = near.into_iter().collect();
    for (id, copy) in &near_of {
        if !owner_of.contains_key(id) {
            found.add(census, alterations, *id, owner(witness_of[id]), copy.clone(), true);
        }
    }
    for group in &groups {
        let own = owner(group[0]);
        for &id in group {
            match near_of.get(&group[0]) {
                Some(copy) => found.add(census, alterations, id, owner(witness_of[&group[0]]), copy.clone(), true),
                None if id != own => found.add(census, alterations, id, own, equal_copy(census, id, own), true),
                None => {}
            }
        }
    }
    for &(a, b) in &pairs {
        let (id, other) =
            if age(census, alterations, owner(a)) > age(census, alterations, owner(b)) { (a, b) } else { (b, a) };
        let both_stay = !near_of.contains_key(&id) && !near_of.contains_key(&other);
        if both_stay && may_be_paragraph_copy(&Overlap::of(readings.tokens(id), readings.tokens(other))) {
            let copy = near_copy(census, &readings, id, other, owner(other));
            found.add(census, alterations, owner(id), owner(other), copy, false);
        }
    }
    for copies in found.by_document.values_mut() {
        copies.sort_by_key(|c| (c.paragraph, Reverse(c.is_sure)));
        copies.dedup_by_key(|c| c.paragraph);
    }
    Ok(found)
}

impl ParagraphCopies {
    /// Positions of the paragraphs that would be cut, by document.
    pub(super) fn cuts(&self) -> FxHashMap<DocKey, Vec<u32>> {
        let cut = |copies: &Vec<ParagraphCopy>| -> Vec<u32> {
            copies.iter().filter(|c| c.is_sure && c.owner_is_sound).map(|c| c.paragraph).collect()
        };
        let by_document = self.by_document.iter().map(|(&key, copies)| (key, cut(copies)));
        by_document.filter(|(_, cut)| !cut.is_empty()).collect()
    }

    /// Leaves these documents' paragraphs alone.
    pub(super) fn spare(&mut self, documents: &[DocKey]) {
        for document in documents {
            self.by_document.remove(document);
        }
    }

    fn add(
        &mut self,
        census: &Census,
        alterations: &Alterations,
        id: ParagraphId,
        owner: ParagraphId,
        copy: Copy,
        is_sure: bool,
    ) {
        let owner_is_sound = alterations.of(owner.doc) <= MAX_SOUND_ALTERATION;
        if is_sure && owner_is_sound {
            self.owners.insert(census.key(owner.doc));
        }
        let found = ParagraphCopy { paragraph: id.at, copy, is_sure, owner_is_sound };
        self.by_document.entry(census.key(id.doc)).or_default().push(found);
    }
}

/// What was read of the paragraphs and their documents.
#[derive(Default)]
struct Readings {
    paragraphs: FxHashMap<ParagraphId, Tokens>,
    lexicon: Lexicon,
}

impl Readings {
    fn tokens(&self, id: ParagraphId) -> &Tokens {
        &self.paragraphs[&id]
    }

    /// True where one of the two may go for the other, or is worth a word.
    fn are_akin(&self, a: ParagraphId, b: ParagraphId) -> bool {
        let (a, b) = (self.tokens(a), self.tokens(b));
        let is_akin = |overlap: Overlap| judge_paragraph(&overlap) || may_be_paragraph_copy(&overlap);
        let is_akin = |a: &Tokens, b: &Tokens| may_be_akin(a, b) && is_akin(Overlap::of(a, b));
        is_akin(a, b) || is_akin(b, a)
    }
}

fn read_paragraphs(read: &Read<'_>, census: &Census, pairs: &[(ParagraphId, ParagraphId)]) -> Result<Readings, Fault> {
    let mut wanted: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for id in pairs.iter().flat_map(|&(a, b)| [a, b]) {
        wanted.entry(id.doc).or_default().push(id.at);
    }
    for paragraphs in wanted.values_mut() {
        paragraphs.sort_unstable();
        paragraphs.dedup();
    }
    let is_wanted = |key: DocKey| census.find(key).is_some_and(|doc| wanted.contains_key(&doc));
    let work = |chunk: Chunk| {
        let (mut parser, mut readings) = (Parser::new(), Readings::default());
        for document in read.source.parse_wanted(chunk, &is_wanted) {
            let Some(doc) = census.find(document.key) else { continue };
            let ids = wanted[&doc].iter().map(|&at| ParagraphId { doc, at });
            let parsed = parser.parse_paragraphs(&document.text, ids.clone().map(|id| census.paragraph_span(id)));
            for (id, block) in ids.zip(parsed.blocks) {
                readings.lexicon.learn(&parsed, parsed.words_of(block));
                readings.paragraphs.insert(id, Tokens::of_paragraph(&parsed, block));
            }
        }
        readings
    };
    let mut all = Readings::default();
    if !wanted.is_empty() {
        drive(read, work, |readings| {
            let n_documents = readings.paragraphs.len() as u64;
            all.paragraphs.extend(readings.paragraphs);
            all.lexicon.merge(readings.lexicon);
            Ok(n_documents)
        })?;
    }
    Ok(all)
}

/// Smallest owns: looks least altered, is oldest, stands first.
fn age(census: &Census, alterations: &Alterations, id: ParagraphId) -> (u32, u64, ParagraphId) {
    (alterations.of(id.doc), census.date(id.doc), id)
}

/// The owner of each paragraph that has equals.
fn owners(
    census: &Census,
    alterations: &Alterations,
    groups: &[Vec<ParagraphId>],
) -> FxHashMap<ParagraphId, ParagraphId> {
    let mut owner_of = FxHashMap::default();
    for group in groups {
        if let Some(&owner) = group.iter().min_by_key(|&&id| age(census, alterations, id)) {
            owner_of.extend(group.iter().map(|&id| (id, owner)));
        }
    }
    owner_of
}

/// Near copies among paragraphs of which none equals another: the longest stays, of those that say the same the oldest.
fn near_copies(
    census: &Census,
    alterations: &Alterations,
    pairs: &[(ParagraphId, ParagraphId)],
    readings: &Readings,
    owner: impl Fn(ParagraphId) -> ParagraphId,
) -> FxHashMap<ParagraphId, ParagraphId> {
    let mut order: Vec<ParagraphId> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    order.sort_by_key(|&id| {
        let (alteration, date, owner) = age(census, alterations, owner(id));
        (alteration, Reverse(census.paragraph_words(id)), date, owner, id)
    });
    order.dedup();
    let covers = |a: ParagraphId, b: ParagraphId| {
        let overlap = Overlap::of(readings.tokens(a), readings.tokens(b));
        judge_paragraph(&overlap).then(|| strength(&overlap))
    };
    let is_older = |a, b| age(census, alterations, owner(a)) < age(census, alterations, owner(b));
    let tier = |id: ParagraphId| (alterations.of(owner(id).doc), census.date(owner(id).doc));
    choose(&order, pairs, covers, tier, is_older, |_, _| true)
}

fn equal_copy(census: &Census, id: ParagraphId, owner: ParagraphId) -> Copy {
    Copy {
        kinship: Kinship::Exact,
        witness: census.place(owner.doc, census.paragraph_span(owner)),
        n_words: census.paragraph_words(id),
        n_witness_words: census.paragraph_words(owner),
        covered: 1.0,
        aligned: 1.0,
        jaccard: 1.0,
        n_replaced: 0,
        replacements: Vec::new(),
    }
}

/// `witness` was compared; `owner` has the same words and is named.
fn near_copy(census: &Census, readings: &Readings, id: ParagraphId, witness: ParagraphId, owner: ParagraphId) -> Copy {
    let (a, b) = (readings.tokens(id), readings.tokens(witness));
    let overlap = Overlap::of(a, b);
    Copy {
        kinship: Kinship::Near,
        witness: census.place(owner.doc, census.paragraph_span(owner)),
        n_words: census.paragraph_words(id),
        n_witness_words: census.paragraph_words(witness),
        covered: overlap.covered(),
        aligned: overlap.aligned(),
        jaccard: jaccard(a, b),
        n_replaced: overlap.n_replaced,
        replacements: readings.lexicon.name(&overlap.replacements),
    }
}
