//! Which paragraphs of kept documents stand in another kept document as well?

use super::super::ports::Fault;
use super::alteration::Alterations;
use super::candidate::Cuts;
use super::choose::choose;
use super::spool::Spool;
use crate::corpus::{Census, Copy, Echoes, Kinship, ParagraphCopy, ParagraphId, equal_paragraphs};
use crate::detect::duplicate::{
    Overlap, Tokens, jaccard, judge_paragraph, may_be_akin, may_be_paragraph_copy, name_replacements, strength,
};
use crate::text::{DocKey, Parser};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// From this level of alteration on a document may leave for being spun: it owns no paragraph for which
/// another document is cut. A guess: the second half.
const MAX_SOUND_ALTERATION: u32 = 1;

/// Shortest paragraph that goes for one that is not equal, in words. In shorter ones an edit of two words may be the news. A guess.
const MIN_WORDS: u32 = 25;

/// The paragraphs that can go, by document, and the documents that were named as owners.
#[derive(Default)]
pub(super) struct ParagraphCopies {
    pub(super) by_document: FxHashMap<DocKey, Vec<ParagraphCopy>>,
    pub(super) owners: FxHashSet<DocKey>,
}

/// Finds the paragraphs that documents for which `is_kept` holds have in common.
pub(super) fn paragraph_copies(
    spool: &mut Spool<'_>,
    alterations: &mut Alterations<'_>,
    is_kept: impl Fn(u32) -> bool,
) -> Result<ParagraphCopies, Fault> {
    let census = spool.census();
    let groups = equal_paragraphs(census, &is_kept);
    let lesser: FxHashSet<ParagraphId> = groups.iter().flat_map(|g| g[1..].iter().copied()).collect();
    let echoes = Echoes::of(census, |id| is_kept(id.doc) && !lesser.contains(&id));
    let may_go = |id: ParagraphId| census.is_prose(id) && census.paragraph_words(id) >= MIN_WORDS;
    let mut pairs = echoes.paragraphs();
    pairs.retain(|&(a, b)| may_go(a) || may_go(b));
    spool.fetch(pairs.iter().flat_map(|&(a, b)| [a.doc, b.doc]))?;
    let readings = read_paragraphs(spool, &pairs)?;
    let pairs: Vec<(ParagraphId, ParagraphId)> =
        pairs.into_par_iter().filter(|&(a, b)| readings.are_akin(a, b)).collect();
    let docs = groups.iter().flatten().copied().chain(pairs.iter().flat_map(|&(a, b)| [a, b])).map(|id| id.doc);
    let docs: FxHashSet<u32> = docs.collect();
    spool.fetch(docs.iter().copied())?;
    alterations.learn(spool, docs.into_iter())?;
    let alterations = &*alterations;
    let owner_of = owners(census, alterations, &groups);
    let owner = |id: ParagraphId| owner_of.get(&id).copied().unwrap_or(id);
    let witness_of = near_copies(census, alterations, &pairs, &readings, owner);
    let mut found = ParagraphCopies::default();
    let mut near: Vec<(ParagraphId, ParagraphId)> = witness_of.iter().map(|(&a, &b)| (a, b)).collect();
    near.sort_unstable();
    let near: Vec<(ParagraphId, Copy)> = near
        .into_par_iter()
        .map(|(id, witness)| Ok((id, near_copy(spool, &readings, id, witness, owner(witness))?)))
        .collect::<Result<_, Fault>>()?;
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
            let copy = near_copy(spool, &readings, id, other, owner(other))?;
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
    pub(super) fn cuts(&self) -> Cuts {
        let cut = |copies: &Vec<ParagraphCopy>| -> Vec<u32> {
            copies.iter().filter(|c| c.is_sure && c.owner_is_sound).map(|c| c.paragraph).collect()
        };
        let by_document = self.by_document.iter().map(|(&key, copies)| (key, cut(copies)));
        by_document.filter(|(_, cut)| !cut.is_empty()).collect()
    }

    /// Leaves these documents' paragraphs alone.
    pub(super) fn spare(&mut self, documents: &FxHashSet<DocKey>) {
        for document in documents {
            self.by_document.remove(document);
        }
    }

    fn add(
        &mut self,
        census: &Census,
        alterations: &Alterations<'_>,
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

fn read_paragraphs(spool: &Spool<'_>, pairs: &[(ParagraphId, ParagraphId)]) -> Result<Readings, Fault> {
    let mut wanted: Vec<ParagraphId> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let of_documents: Vec<&[ParagraphId]> = wanted.chunk_by(|a, b| a.doc == b.doc).collect();
    let read = |parser: &mut Parser, ids: &[ParagraphId]| {
        let document = spool.document(ids[0].doc)?;
        let parsed = parser.parse_paragraphs(&document.text, ids.iter().map(|&id| spool.census().paragraph_span(id)));
        let tokens = parsed.blocks.iter().map(|block| Tokens::of_paragraph(&parsed, block));
        Ok(ids.iter().copied().zip(tokens).collect())
    };
    let found: Result<Vec<Vec<(ParagraphId, Tokens)>>, Fault> =
        of_documents.into_par_iter().map_init(Parser::new, read).collect();
    Ok(Readings { paragraphs: found?.into_iter().flatten().collect() })
}

/// Smallest owns: looks least altered, is oldest, stands first.
fn age(census: &Census, alterations: &Alterations<'_>, id: ParagraphId) -> (u32, u64, ParagraphId) {
    (alterations.of(id.doc), census.date(id.doc), id)
}

/// The owner of each paragraph that has equals.
fn owners(
    census: &Census,
    alterations: &Alterations<'_>,
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
    alterations: &Alterations<'_>,
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
fn near_copy(
    spool: &Spool<'_>,
    readings: &Readings,
    id: ParagraphId,
    witness: ParagraphId,
    owner: ParagraphId,
) -> Result<Copy, Fault> {
    let census = spool.census();
    let (a, b) = (readings.tokens(id), readings.tokens(witness));
    let overlap = Overlap::of(a, b);
    let (copy, original) = (spool.document(id.doc)?, spool.document(witness.doc)?);
    let (mut here, mut there) = (Parser::new(), Parser::new());
    let here = here.parse_paragraphs(&copy.text, [census.paragraph_span(id)].into_iter());
    let there = there.parse_paragraphs(&original.text, [census.paragraph_span(witness)].into_iter());
    Ok(Copy {
        kinship: Kinship::Near,
        witness: census.place(owner.doc, census.paragraph_span(owner)),
        n_words: census.paragraph_words(id),
        n_witness_words: census.paragraph_words(witness),
        covered: overlap.covered(),
        aligned: overlap.aligned(),
        jaccard: jaccard(a, b),
        n_replaced: overlap.n_replaced,
        replacements: name_replacements(&here, &there, &overlap.replacements),
    })
}
