//! Which paragraphs of kept documents stand in another kept document as well?

use super::super::ports::Fault;
use super::alteration::Alterations;
use super::candidate::Cuts;
use super::choose::choose;
use super::likenesses::{Likenesses, Paragraph};
use super::on_all_threads;
use super::owners::{Owners, of_one_day};
use super::passages::passage_copies;
use super::spool::Spool;
use super::words::Words;
use crate::corpus::spill::Allowance;
use crate::corpus::{
    Census, Copy, Echoes, Evidence, Kinship, ParagraphCopy, ParagraphId, PassageCopy, Spot, WordPairs,
    equal_paragraphs, members_of, of_document,
};
use crate::detect::duplicate::{MAX_CONTAINED_SIZE, MAX_DOCUMENT_SHARE, Overlap, jaccard, name_replacements};
use crate::findings::passage_hash;
use crate::model::Model;
use crate::text::DocKey;
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

/// Pairs of paragraphs that are judged at a time: enough for many threads to share. A guess.
const WAVE: usize = 1 << 14;

/// Copies of paragraphs that are compared once more at a time, to tell of them. A guess.
const TOLD: usize = 1 << 12;

/// The paragraphs and passages that can go, and the documents that were named as owners.
#[derive(Default)]
pub(super) struct ParagraphCopies {
    /// By document and position.
    paragraphs: Vec<ParagraphCopy>,
    /// Passages of other lengths.
    passages: Vec<PassageCopy>,
    owners: FxHashSet<DocKey>,
    /// The paragraphs that go, and the places for which they go.
    cut: FxHashSet<ParagraphId>,
    witnesses: Vec<Spot>,
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
    let equals = of_one_day(census, &equal_paragraphs(census, &is_kept, allowance)?);
    let lesser = equals.lesser(census);
    let is_member = |id: ParagraphId| is_kept(id.doc) && !lesser.has(census.number(id));
    let mut echoes = Echoes::of(census, is_member, is_long_prose, allowance, &on_all_threads)?;
    drop(lesser);
    spool.fetch(echoes.take_documents().iter())?;
    if alterations.is_asked() {
        spool.fetch(equals.members().map(|id| id.doc))?;
    }
    let spool = &*spool;
    let words = Words::lay_by(spool, echoes.take_compared(), allowance)?;
    let likenesses = likenesses(words, model, &echoes)?;
    let docs = equals.members().chain(likenesses.pairs().flat_map(|(a, b)| [a, b])).map(|id| id.doc);
    alterations.learn(spool, docs)?;
    let learnt = &*alterations;
    let owners = Owners::of(census, learnt, equals);
    let owner = |id: ParagraphId| owners.owner(id);
    let near = near_copies(census, &likenesses, &owners);
    likenesses.check()?;
    let mut found = ParagraphCopies::default();
    let tell = |&(id, witness): &(ParagraphId, ParagraphId)| near_copy(spool, &likenesses, id, witness, owner(witness));
    for wave in near.chunks(TOLD) {
        let copies: Vec<Copy> = wave.par_iter().map(tell).collect::<Result<_, Fault>>()?;
        for ((id, witness), copy) in wave.iter().zip(copies) {
            for &equal in owners.equals(id) {
                found.add(census, learnt, equal, owner(*witness), copy.clone(), true);
            }
        }
    }
    let is_near = |id: ParagraphId| near.binary_search_by_key(&id, |&(copy, _)| copy).is_ok();
    for set in owners.sets().filter(|set| !is_near(set[0])) {
        let own = owner(set[0]);
        for &id in set.iter().filter(|&&id| id != own) {
            found.add(census, learnt, id, own, equal_copy(census, id, own)?, true);
        }
    }
    let suspects = likenesses.suspects().filter(|(_, may_be)| *may_be != [false; 2]);
    let by_age = suspects.filter_map(|([a, b], [is_a, is_b])| {
        let is_younger = owners.age(a) > owners.age(b);
        let (pair, is_suspect) = if is_younger { ((a, b), is_a) } else { ((b, a), is_b) };
        is_suspect.then_some(pair)
    });
    let is_told = |&(id, other): &(ParagraphId, ParagraphId)| may_go(census, id) && !is_near(id) && !is_near(other);
    // Of several of one place the first is told.
    let mut told: FxHashSet<ParagraphId> = FxHashSet::default();
    let suspects: Vec<(ParagraphId, ParagraphId)> =
        by_age.filter(is_told).filter(|&(id, _)| told.insert(owner(id))).collect();
    drop(told);
    found.paragraphs.reserve_exact(suspects.len()); // not the doubling by which a vector grows
    for wave in suspects.chunks(TOLD) {
        let copies: Vec<Copy> = wave.par_iter().map(tell).collect::<Result<_, Fault>>()?;
        for (&(id, other), copy) in wave.iter().zip(copies) {
            found.add(census, learnt, owner(id), owner(other), copy, false);
        }
    }
    found.sort();
    found.spare_emptied(census);
    drop((likenesses, near, owners));
    let open = echoes.kin(|id| !found.cut.contains(&id), &on_all_threads)?;
    drop(echoes);
    passage_copies(spool, alterations, open, &mut found)?;
    Ok(found)
}

/// Judges the pairs of which one may go for the other.
fn likenesses<'a>(words: Words<'a>, model: &'a Model, echoes: &Echoes<'_>) -> Result<Likenesses<'a>, Fault> {
    let census = words.spool().census();
    let mut likenesses = Likenesses::new(words, model);
    let mut wave = Vec::with_capacity(WAVE);
    echoes.each_pair(|pair| -> Result<(), Fault> {
        wave.push(pair);
        if wave.len() == WAVE {
            likenesses.learn(&wave)?;
            wave.clear();
        }
        Ok(())
    })?;
    likenesses.learn(&wave)?;
    for wave in others(census, &likenesses).chunks(WAVE) {
        likenesses.learn(wave)?;
    }
    Ok(likenesses)
}

impl ParagraphCopies {
    /// The paragraphs that would be cut.
    pub(super) fn cuts(&self) -> Cuts {
        let cut = self.paragraphs.iter().filter(|copy| copy.is_sure && copy.owner_is_sound);
        Cuts(cut.map(|copy| (copy.document, copy.paragraph)).collect())
    }

    /// All that was found.
    pub(super) fn into_evidence(mut self) -> Evidence {
        self.passages.sort_by_key(|passage| passage.document);
        let ParagraphCopies { paragraphs, passages, owners, .. } = self;
        Evidence { paragraphs, passages, witnesses: owners, ..Evidence::default() }
    }

    /// Places that no passage may overlap, sorted: paragraphs that go, and the witnesses of those.
    pub(super) fn taken(&self, census: &Census) -> Result<Taken, Fault> {
        let cut = self.cut.iter().map(|&id| Ok(census.spot(id.doc, census.paragraph_span(id)?)));
        let mut taken = cut.collect::<Result<Vec<Spot>, Fault>>()?;
        taken.extend_from_slice(&self.witnesses);
        taken.sort_unstable_by_key(|spot| (spot.document, spot.span));
        Ok(Taken(taken))
    }

    /// By document and position; of two of one place the sure one stays.
    fn sort(&mut self) {
        self.paragraphs.sort_unstable_by_key(|copy| (copy.document, copy.paragraph, Reverse(copy.is_sure)));
        self.paragraphs.dedup_by_key(|copy| (copy.document, copy.paragraph));
    }

    /// Takes back what would leave next to nothing of a document: whether it may go as a whole was decided before.
    fn spare_emptied(&mut self, census: &Census) {
        let mut n_cut: FxHashMap<u32, u32> = FxHashMap::default();
        for &id in &self.cut {
            *n_cut.entry(id.doc).or_default() += census.paragraph_words(id);
        }
        n_cut.retain(|&doc, n_cut| f64::from(*n_cut) > MAX_DOCUMENT_SHARE * f64::from(census.n_words(doc)));
        let emptied: FxHashSet<DocKey> = n_cut.keys().map(|&doc| census.key(doc)).collect();
        let of_emptied = self.paragraphs.iter_mut().filter(|copy| emptied.contains(&copy.document));
        of_emptied.for_each(|copy| copy.is_sure = false);
        self.cut.retain(|id| !n_cut.contains_key(&id.doc));
    }

    /// Words of paragraphs of a document that go. They are sorted.
    pub(super) fn n_cut_words(&self, document: DocKey) -> u32 {
        let copies = of_document(&self.paragraphs, document, |copy| copy.document).iter();
        copies.filter(|copy| copy.is_sure && copy.owner_is_sound).map(|copy| copy.copy.n_words).sum()
    }

    /// Adds a passage that goes for one of `owner`.
    pub(super) fn add_passage(&mut self, passage: PassageCopy) {
        if passage.owner_is_sound {
            self.owners.insert(passage.copy.witness.document);
        }
        self.passages.push(passage);
    }

    /// Leaves these documents' paragraphs alone.
    pub(super) fn spare(&mut self, documents: &FxHashSet<DocKey>) {
        self.paragraphs.retain(|copy| !documents.contains(&copy.document));
        self.passages.retain(|passage| !documents.contains(&passage.document));
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
        let owner_is_sound = is_sound(alterations, owner.doc);
        if is_sure && owner_is_sound {
            self.owners.insert(census.key(owner.doc));
            self.cut.insert(id);
            self.witnesses.push(copy.witness);
        }
        let document = census.key(id.doc);
        self.paragraphs.push(ParagraphCopy { document, paragraph: id.at, copy, is_sure, owner_is_sound });
    }
}

/// True for a document for which others may be cut.
pub(super) fn is_sound(alterations: &Alterations<'_>, doc: u32) -> bool {
    alterations.of(doc) <= MAX_SOUND_ALTERATION
}

/// Places, sorted.
pub(super) struct Taken(Vec<Spot>);

impl Taken {
    /// True where one of them overlaps this place.
    pub(super) fn has(&self, place: Spot) -> bool {
        let spots = of_document(&self.0, place.document, |spot| spot.document);
        spots.iter().any(|spot| spot.span.overlaps(place.span))
    }
}

/// The pairs of paragraphs of different documents that hang together with few others, and are not known as akin: which of several copies
/// holds most of the others is told by all of them.
fn others(census: &Census, likenesses: &Likenesses<'_>) -> Vec<(ParagraphId, ParagraphId)> {
    let mut found = Vec::new();
    let linked = likenesses.linked();
    // Of so many members all are linked by so many links at most.
    let few = |group: &&[(u32, u32)]| group.len() <= MAX_ALL_PAIRS * (MAX_ALL_PAIRS - 1) / 2;
    for group in linked.chunk_by(|x, y| x.0 == y.0).filter(few) {
        let links = || group.iter().map(|&(_, number)| likenesses.pair(number));
        let members = members_of(links());
        if !(3..=MAX_ALL_PAIRS).contains(&members.len()) {
            continue;
        }
        for (at, &a) in members.iter().enumerate() {
            let open = members[at + 1..].iter().map(|&b| (a, b));
            let is_asked =
                |&(a, b): &(ParagraphId, ParagraphId)| a.doc != b.doc && (may_go(census, a) || may_go(census, b));
            found.extend(open.filter(|&pair| is_asked(&pair) && links().all(|link| link != pair)));
        }
    }
    found
}

/// True for a paragraph that may go for one that is not equal.
fn may_go(census: &Census, id: ParagraphId) -> bool {
    is_long_prose(census.paragraph_words(id), census.is_prose(id))
}

/// The same of one of so many words, that reads as text or not.
fn is_long_prose(n_words: u32, is_prose: bool) -> bool {
    is_prose && n_words >= MIN_WORDS
}

/// Near copies among paragraphs of which none equals another: the one stays for which most others may go, of these one whose words
/// fit, then the longest; of those that say the same the oldest. Those that hang together are chosen among by themselves.
fn near_copies(census: &Census, likenesses: &Likenesses<'_>, owners: &Owners<'_>) -> Vec<(ParagraphId, ParagraphId)> {
    let preference = |id: ParagraphId| {
        let (alteration, date, owner) = owners.age(id);
        let (n_held, n_words) = (likenesses.n_held(id), census.paragraph_words(id));
        (alteration, Reverse(n_held), likenesses.defeats(id), Reverse(n_words), date, owner, id)
    };
    let covers = |a, b| if may_go(census, a) { likenesses.covers(a, b) } else { None };
    let rank = |id| (likenesses.defeats(id), owners.age(id));
    let is_older = |a, b| rank(a) < rank(b);
    let tier = |id: ParagraphId| {
        let (alteration, date, _) = owners.age(id);
        (alteration, date)
    };
    let choose_among = |group: &&[(u32, u32)]| {
        let links = || group.iter().map(|&(_, number)| likenesses.pair(number));
        let mut order = members_of(links());
        order.par_sort_unstable_by_key(|&id| preference(id));
        choose(&order, links(), covers, tier, is_older, |_, _| true)
    };
    let linked = likenesses.linked();
    let groups: Vec<&[(u32, u32)]> = linked.chunk_by(|x, y| x.0 == y.0).collect();
    let mut left: Vec<(ParagraphId, ParagraphId)> = groups.par_iter().flat_map_iter(choose_among).collect();
    left.sort_unstable();
    left
}

fn equal_copy(census: &Census, id: ParagraphId, owner: ParagraphId) -> Result<Copy, Fault> {
    Ok(Copy {
        kinship: Kinship::Exact,
        witness: census.spot(owner.doc, census.paragraph_span(owner)?),
        witness_hash: None,
        n_words: census.paragraph_words(id),
        n_witness_words: census.paragraph_words(owner),
        covered: 1.0,
        aligned: 1.0,
        jaccard: 1.0,
        n_replaced: 0,
        replacements: WordPairs::default(),
    })
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
    let (a, b) = (likenesses.tokens(id)?, likenesses.tokens(witness)?);
    let overlap = Overlap::of(&a, &b);
    let replacements = match &overlap.replacements[..] {
        [] => WordPairs::default(),
        replaced => {
            let (copy, original) = (Paragraph::read(spool, id)?, Paragraph::read(spool, witness)?);
            name_replacements(&copy.parsed(), &original.parsed(), replaced)
        }
    };
    let is_contained = (a.len() as f64) < MAX_CONTAINED_SIZE * b.len() as f64;
    Ok(Copy {
        kinship: match likenesses.is_edit(id, witness) {
            true => Kinship::Edited,
            false if is_contained => Kinship::Contained,
            false => Kinship::Near,
        },
        witness: census.spot(owner.doc, census.paragraph_span(owner)?),
        witness_hash: Some(passage_hash(&spool.text(witness.doc, census.paragraph_span(witness)?)?, "")),
        n_words: census.paragraph_words(id),
        n_witness_words: census.paragraph_words(witness),
        covered: overlap.covered(),
        aligned: overlap.aligned(),
        jaccard: jaccard(&a, &b),
        n_replaced: overlap.n_replaced,
        replacements,
    })
}
