//! Which paragraphs of kept documents stand in another kept document as well?

use super::super::ports::Fault;
use super::alteration::Alterations;
use super::candidate::Cuts;
use super::choose::choose;
use super::likenesses::{Likenesses, parse};
use super::passages::passage_copies;
use super::spool::Spool;
use crate::corpus::spill::Allowance;
use crate::corpus::{
    Census, Copy, Echoes, Kinship, ParagraphCopy, ParagraphId, PassageCopy, WordPairs, components, equal_paragraphs,
};
use crate::detect::duplicate::{
    MAX_DAYS_APART, MAX_DOCUMENT_SHARE, NOTICE_WORDS, Overlap, Tokens, jaccard, name_replacements,
};
use crate::model::Model;
use crate::text::{DocKey, Parser, Span};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// Above this level of alteration a document may leave for being spun: it owns no paragraph, and no passage, for which another
/// document is cut. A guess: the second half of the levels.
const MAX_SOUND_ALTERATION: u32 = 1;

/// Shortest paragraph that goes for one that is not equal, in words. In shorter ones an edit of two words may be the news. A guess.
const MIN_WORDS: u32 = 25;

/// Most copies of one paragraph of which all pairs are compared. A guess: 28 pairs.
const MAX_ALL_PAIRS: usize = 8;

/// A paragraph with fewer words than this share of the other's is a part of it. A guess.
const MAX_CONTAINED_SIZE: f64 = 0.8;

/// The paragraphs that can go, by document, and the documents that were named as owners.
#[derive(Default)]
pub(super) struct ParagraphCopies {
    pub(super) by_document: FxHashMap<DocKey, Vec<ParagraphCopy>>,
    pub(super) owners: FxHashSet<DocKey>,
    /// Passages of other lengths.
    pub(super) passages: FxHashMap<DocKey, Vec<PassageCopy>>,
    /// The paragraphs that go, and the places for which they go.
    cut: FxHashSet<ParagraphId>,
    witnesses: Vec<(u32, Span)>,
}

/// Finds the paragraphs that documents for which `is_kept` holds have in common.
pub(super) fn paragraph_copies(
    spool: &mut Spool<'_>,
    model: &Model,
    alterations: &mut Alterations<'_>,
    is_kept: impl Fn(u32) -> bool,
    allowance: Allowance<'_>,
) -> Result<ParagraphCopies, Fault> {
    let census = spool.census();
    let groups = of_one_day(census, equal_paragraphs(census, &is_kept, allowance)?);
    let lesser: FxHashSet<ParagraphId> = groups.iter().flat_map(|g| g[1..].iter().copied()).collect();
    let echoes = Echoes::of(census, |id| is_kept(id.doc) && !lesser.contains(&id), allowance)?;
    let mut pairs = echoes.paragraphs();
    pairs.retain(|&(a, b)| may_go(census, a) || may_go(census, b));
    let of_passages = echoes.documents(|_| true).into_iter().flat_map(|kin| kin.docs);
    spool.fetch(pairs.iter().flat_map(|&(a, b)| [a.doc, b.doc]).chain(of_passages))?;
    if alterations.is_asked() {
        spool.fetch(groups.iter().flatten().map(|id| id.doc))?;
    }
    let spool = &*spool;
    let mut likenesses = Likenesses::new(spool, model);
    likenesses.learn(&pairs)?;
    pairs.retain(|&(a, b)| likenesses.are_akin(a, b));
    let others = others(census, &pairs);
    likenesses.learn(&others)?;
    pairs.extend(others.into_iter().filter(|&(a, b)| likenesses.are_akin(a, b)));
    pairs.sort_unstable();
    let docs = groups.iter().flatten().copied().chain(pairs.iter().flat_map(|&(a, b)| [a, b])).map(|id| id.doc);
    let docs: FxHashSet<u32> = docs.collect();
    alterations.learn(spool, docs.into_iter())?;
    let learnt = &*alterations;
    let owner_of = owners(census, learnt, &groups);
    let owner = |id: ParagraphId| owner_of.get(&id).copied().unwrap_or(id);
    let witness_of = near_copies(census, learnt, &pairs, &likenesses, owner);
    likenesses.check()?;
    let mut found = ParagraphCopies::default();
    let mut near: Vec<(ParagraphId, ParagraphId)> = witness_of.iter().map(|(&a, &b)| (a, b)).collect();
    near.sort_unstable();
    let near: Vec<(ParagraphId, Copy)> = near
        .into_par_iter()
        .map(|(id, witness)| Ok((id, near_copy(spool, &likenesses, id, witness, owner(witness))?)))
        .collect::<Result<_, Fault>>()?;
    let near_of: FxHashMap<ParagraphId, Copy> = near.into_iter().collect();
    for (id, copy) in &near_of {
        if !owner_of.contains_key(id) {
            found.add(census, learnt, *id, owner(witness_of[id]), copy.clone(), true);
        }
    }
    for group in &groups {
        let own = owner(group[0]);
        for &id in group {
            match near_of.get(&group[0]) {
                Some(copy) => found.add(census, learnt, id, owner(witness_of[&group[0]]), copy.clone(), true),
                None if id != own => found.add(census, learnt, id, own, equal_copy(census, id, own), true),
                None => {}
            }
        }
    }
    for &(a, b) in &pairs {
        let (id, other) = if age(census, learnt, owner(a)) > age(census, learnt, owner(b)) { (a, b) } else { (b, a) };
        let both_stay = !near_of.contains_key(&id) && !near_of.contains_key(&other);
        if both_stay && may_go(census, id) && likenesses.is_suspect(id, other) {
            let copy = near_copy(spool, &likenesses, id, other, owner(other))?;
            found.add(census, learnt, owner(id), owner(other), copy, false);
        }
    }
    for copies in found.by_document.values_mut() {
        copies.sort_by_key(|c| (c.paragraph, Reverse(c.is_sure)));
        copies.dedup_by_key(|c| c.paragraph);
    }
    found.spare_emptied(census);
    let open = echoes.documents(|id| !found.cut.contains(&id));
    passage_copies(spool, alterations, &open, &mut found)?;
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

    /// Places that no passage may overlap, by document: paragraphs that go, and the witnesses of those.
    pub(super) fn taken(&self, census: &Census) -> FxHashMap<u32, Vec<Span>> {
        let cut = self.cut.iter().map(|&id| (id.doc, census.paragraph_span(id)));
        let mut taken: FxHashMap<u32, Vec<Span>> = FxHashMap::default();
        for (doc, span) in cut.chain(self.witnesses.iter().copied()) {
            taken.entry(doc).or_default().push(span);
        }
        taken
    }

    /// Takes back what would leave next to nothing of a document: whether it may go as a whole was decided before.
    fn spare_emptied(&mut self, census: &Census) {
        let mut n_cut: FxHashMap<u32, u32> = FxHashMap::default();
        for &id in &self.cut {
            *n_cut.entry(id.doc).or_default() += census.paragraph_words(id);
        }
        n_cut.retain(|&doc, n_cut| f64::from(*n_cut) > MAX_DOCUMENT_SHARE * f64::from(census.n_words(doc)));
        for &doc in n_cut.keys() {
            let copies = self.by_document.get_mut(&census.key(doc));
            copies.into_iter().flatten().for_each(|copy| copy.is_sure = false);
        }
        self.cut.retain(|id| !n_cut.contains_key(&id.doc));
    }

    /// Words of paragraphs of a document that go.
    pub(super) fn n_cut_words(&self, census: &Census, doc: u32) -> u32 {
        let copies = self.by_document.get(&census.key(doc)).into_iter().flatten();
        let cut = copies.filter(|copy| copy.is_sure && copy.owner_is_sound);
        cut.map(|copy| census.paragraph_words(ParagraphId { doc, at: copy.paragraph })).sum()
    }

    /// Adds a passage that goes for one of `owner`.
    pub(super) fn add_passage(
        &mut self,
        census: &Census,
        alterations: &Alterations<'_>,
        doc: u32,
        owner: u32,
        passage: PassageCopy,
    ) {
        let owner_is_sound = alterations.of(owner) <= MAX_SOUND_ALTERATION;
        if owner_is_sound {
            self.owners.insert(census.key(owner));
        }
        self.passages.entry(census.key(doc)).or_default().push(PassageCopy { owner_is_sound, ..passage });
    }

    /// Leaves these documents' paragraphs alone.
    pub(super) fn spare(&mut self, documents: &FxHashSet<DocKey>) {
        for document in documents {
            self.by_document.remove(document);
            self.passages.remove(document);
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
            self.cut.insert(id);
            self.witnesses.push((owner.doc, copy.witness.span));
        }
        let found = ParagraphCopy { paragraph: id.at, copy, is_sure, owner_is_sound };
        self.by_document.entry(census.key(id.doc)).or_default().push(found);
    }
}

/// The sets of equal paragraphs without those of another day's notices: the same words, of what happened then. Of each set the oldest
/// gives the day; what is left alone leaves.
fn of_one_day(census: &Census, mut groups: Vec<Vec<ParagraphId>>) -> Vec<Vec<ParagraphId>> {
    for group in &mut groups {
        let day = group.iter().filter_map(|id| census.day(id.doc)).min();
        group.retain(|id| {
            let is_notice = (census.n_words(id.doc) as usize) < NOTICE_WORDS;
            let n_apart = census.day(id.doc).zip(day).map_or(0, |(here, there)| here - there);
            !is_notice || n_apart <= MAX_DAYS_APART
        });
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// The pairs of paragraphs of different documents that hang together with few others, and were not compared: which of several copies
/// holds most of the others is told by all of them.
fn others(census: &Census, pairs: &[(ParagraphId, ParagraphId)]) -> Vec<(ParagraphId, ParagraphId)> {
    let mut found = Vec::new();
    for component in components(pairs).into_iter().filter(|c| (3..=MAX_ALL_PAIRS).contains(&c.members.len())) {
        let links: FxHashSet<(ParagraphId, ParagraphId)> = component.links.into_iter().collect();
        for (at, &a) in component.members.iter().enumerate() {
            let open = component.members[at + 1..].iter().map(|&b| (a, b));
            let is_asked =
                |&(a, b): &(ParagraphId, ParagraphId)| a.doc != b.doc && (may_go(census, a) || may_go(census, b));
            found.extend(open.filter(|pair| is_asked(pair) && !links.contains(pair)));
        }
    }
    found
}

/// True for a paragraph that may go for one that is not equal.
fn may_go(census: &Census, id: ParagraphId) -> bool {
    census.is_prose(id) && census.paragraph_words(id) >= MIN_WORDS
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

/// Near copies among paragraphs of which none equals another: the one stays for which most others may go, of these one whose words
/// fit, then the longest; of those that say the same the oldest.
fn near_copies(
    census: &Census,
    alterations: &Alterations<'_>,
    pairs: &[(ParagraphId, ParagraphId)],
    likenesses: &Likenesses<'_>,
    owner: impl Fn(ParagraphId) -> ParagraphId,
) -> FxHashMap<ParagraphId, ParagraphId> {
    let mut order: Vec<ParagraphId> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    order.sort_by_key(|&id| {
        let (alteration, date, owner) = age(census, alterations, owner(id));
        let (n_held, n_words) = (likenesses.n_held(id), census.paragraph_words(id));
        (alteration, Reverse(n_held), likenesses.defeats(id), Reverse(n_words), date, owner, id)
    });
    order.dedup();
    let covers = |a, b| if may_go(census, a) { likenesses.covers(a, b) } else { None };
    let rank = |id| (likenesses.defeats(id), age(census, alterations, owner(id)));
    let is_older = |a, b| rank(a) < rank(b);
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
        replacements: WordPairs::default(),
    }
}

/// `witness` was compared; `owner` has the same words and is named.
fn near_copy(
    spool: &Spool<'_>,
    likenesses: &Likenesses<'_>,
    id: ParagraphId,
    witness: ParagraphId,
    owner: ParagraphId,
) -> Result<Copy, Fault> {
    let census = spool.census();
    let (copy, original) = (spool.document(id.doc)?, spool.document(witness.doc)?);
    let (mut here, mut there) = (Parser::new(), Parser::new());
    let here = parse(spool, &mut here, &copy.text, id);
    let there = parse(spool, &mut there, &original.text, witness);
    let (a, b) = (Tokens::of_text(&here), Tokens::of_text(&there));
    let overlap = Overlap::of(&a, &b);
    let is_contained = (a.len() as f64) < MAX_CONTAINED_SIZE * b.len() as f64;
    Ok(Copy {
        kinship: match likenesses.is_edit(id, witness) {
            true => Kinship::Edited,
            false if is_contained => Kinship::Contained,
            false => Kinship::Near,
        },
        witness: census.place(owner.doc, census.paragraph_span(owner)),
        n_words: census.paragraph_words(id),
        n_witness_words: census.paragraph_words(witness),
        covered: overlap.covered(),
        aligned: overlap.aligned(),
        jaccard: jaccard(&a, &b),
        n_replaced: overlap.n_replaced,
        replacements: name_replacements(&here, &there, &overlap.replacements),
    })
}
