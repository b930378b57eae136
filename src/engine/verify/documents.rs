//! Which documents are copies, and of which kept one?

use super::super::drive::{Read, drive};
use super::super::ports::{Chunk, Fault};
use super::alteration::Alterations;
use super::asides::Asides;
use super::choose::choose;
use crate::corpus::{Census, CommonLines, Copy, Kinship, document_pairs, exact_groups};
use crate::detect::duplicate::{
    Duplicate, Heading, Lexicon, Overlap, Part, Tokens, framing, has_figure, is_furniture, jaccard, judge,
    lost_figures, may_be_copy, rule_of, strength,
};
use crate::detect::{Detector, Selection};
use crate::model::Model;
use crate::text::{DocKey, Parser};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::ops::Range;

/// The documents that can go, each with its evidence.
pub(super) struct Copies {
    evidence: FxHashMap<u32, (u32, Copy)>,
    candidates: Vec<(u32, u32)>,
    common: CommonLines,
    sought: Sought,
}

/// The kinds of copies that are asked for; the others stay, and count as no copies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sought {
    exact: bool,
    near: bool,
    contained: bool,
    altered: bool,
}

impl Sought {
    /// Those whose rules are selected. Where none of the duplicate rules is, all: templates are counted without copies.
    pub(super) fn of(selection: &Selection) -> Sought {
        let none = !selection.has_any(Duplicate.rules());
        let has = |kinship| none || selection.has(rule_of(kinship));
        Sought {
            exact: has(Kinship::Exact),
            near: has(Kinship::Near),
            contained: has(Kinship::Contained),
            altered: has(Kinship::Altered),
        }
    }

    fn has(self, kinship: Kinship) -> bool {
        match kinship {
            Kinship::Exact => self.exact,
            Kinship::Near => self.near,
            Kinship::Contained => self.contained,
            Kinship::Altered | Kinship::Edited => self.altered,
        }
    }
}

impl Copies {
    /// True where the document can go.
    pub(super) fn has_left(&self, doc: u32) -> bool {
        self.evidence.contains_key(&doc)
    }

    /// Those of the documents with paragraphs to be cut (`cuts`: their positions) that would be a copy, or have one, when
    /// the paragraphs are gone. A cleaned corpus that is cleaned again would lose them.
    pub(super) fn upset_by(
        &self,
        read: &Read<'_>,
        census: &Census,
        model: &Model,
        cuts: &FxHashMap<DocKey, Vec<u32>>,
    ) -> Result<Vec<DocKey>, Fault> {
        let is_cut = |doc: u32| cuts.contains_key(&census.key(doc));
        let stay = |&(a, b): &(u32, u32)| !self.has_left(a) && !self.has_left(b) && (is_cut(a) || is_cut(b));
        let pairs: Vec<(u32, u32)> = self.candidates.iter().copied().filter(stay).collect();
        let mut readings = read_candidates(read, census, model, &pairs, &self.common, cuts)?;
        readings.sought = self.sought;
        let is_copy = |&(a, b): &(u32, u32)| covers(&readings, a, b).or_else(|| covers(&readings, b, a)).is_some();
        let copies: Vec<(u32, u32)> = pairs.into_par_iter().filter(is_copy).collect();
        let upset = copies.into_iter().flat_map(|(a, b)| [a, b]).filter(|&doc| is_cut(doc));
        Ok(upset.map(|doc| census.key(doc)).collect())
    }

    /// The kept documents that were named.
    pub(super) fn witnesses(&self) -> impl Iterator<Item = u32> {
        self.evidence.values().map(|(witness, _)| *witness)
    }

    /// The evidence by key.
    pub(super) fn into_evidence(self, census: &Census) -> FxHashMap<DocKey, Copy> {
        self.evidence.into_iter().map(|(doc, (_, copy))| (census.key(doc), copy)).collect()
    }
}

/// Finds the copies of the corpus. Exactly equal documents collapse first; of the rest the candidates are read and compared.
pub(super) fn copies(
    read: &Read<'_>,
    census: &Census,
    model: &Model,
    sought: Sought,
    alterations: &mut Alterations,
) -> Result<Copies, Fault> {
    let groups = if sought.exact { equal_texts(census) } else { Vec::new() };
    let leaves: FxHashSet<u32> = groups.iter().flat_map(|g| g[1..].iter().copied()).collect();
    let members: Vec<u32> = (0..census.len()).filter(|doc| census.n_words(*doc) > 0 && !leaves.contains(doc)).collect();
    let pairs = document_pairs(census, &members);
    let common = CommonLines::count(census, &members);
    let mut readings = read_candidates(read, census, model, &pairs, &common, &FxHashMap::default())?;
    readings.sought = sought;
    let is_copy = |&(a, b): &(u32, u32)| covers(&readings, a, b).or_else(|| covers(&readings, b, a)).is_some();
    let candidates = pairs;
    let pairs: Vec<(u32, u32)> = candidates.par_iter().copied().filter(is_copy).collect();
    alterations.learn(read, census, model, pairs.iter().flat_map(|&(a, b)| [a, b]))?;
    let mut evidence = near_copies(census, alterations, &pairs, &readings);
    for group in groups {
        let representative = evidence.get(&group[0]).cloned();
        for &doc in &group[1..] {
            let exact = || (group[0], exact_copy(census, doc, group[0]));
            evidence.insert(doc, representative.clone().unwrap_or_else(exact));
        }
    }
    Ok(Copies { evidence, candidates, common, sought })
}

/// Sets of documents of equal text, the one to keep first: the oldest, then the first in the corpus.
fn equal_texts(census: &Census) -> Vec<Vec<u32>> {
    let mut groups = exact_groups(census);
    for group in &mut groups {
        group.sort_by_key(|&doc| (census.date(doc), census.key(doc)));
    }
    groups
}

fn exact_copy(census: &Census, doc: u32, witness: u32) -> Copy {
    Copy {
        kinship: Kinship::Exact,
        witness: census.place(witness, census.whole(witness)),
        n_words: census.n_words(doc),
        n_witness_words: census.n_words(witness),
        covered: 1.0,
        aligned: 1.0,
        jaccard: 1.0,
        n_replaced: 0,
        replacements: Vec::new(),
    }
}

/// What was read of the candidates.
#[derive(Default)]
struct Readings {
    documents: FxHashMap<u32, Tokens>,
    lexicon: Lexicon,
    sought: Sought,
}

impl Readings {
    fn tokens(&self, doc: u32) -> &Tokens {
        &self.documents[&doc]
    }
}

fn read_candidates(
    read: &Read<'_>,
    census: &Census,
    model: &Model,
    pairs: &[(u32, u32)],
    common: &CommonLines,
    cuts: &FxHashMap<DocKey, Vec<u32>>,
) -> Result<Readings, Fault> {
    let wanted: FxHashSet<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    let is_wanted = |key: DocKey| census.find(key).is_some_and(|doc| wanted.contains(&doc));
    let asides = Asides::new(model);
    let work = |chunk: Chunk| {
        let (mut parser, mut readings) = (Parser::new(), Readings::default());
        for document in read.source.parse_wanted(chunk, &is_wanted) {
            let Some(doc) = census.find(document.key) else { continue };
            let parsed = &parser.parse(&document.text);
            let parts = asides.of(&document, parsed);
            // "Pay April 2" stands in many documents, and in each it is the news.
            let has_figure = |at: usize| has_figure(parsed.words_of(&parsed.blocks[at]));
            let is_common = |at: usize| common.has(census, doc, at) && !has_figure(at);
            let block_of = |word: usize| parsed.blocks.partition_point(|block| block.words.end <= word);
            let is_beside = |line: Range<usize>| {
                let words = &parsed.words[line.clone()];
                parts[block_of(line.start)] != Part::Text || (common.has_line(words) && is_furniture(words))
            };
            let [head, foot] = framing(parsed, is_beside);
            let part_of = |at: usize| match parts[at] {
                _ if cuts.get(&document.key).is_some_and(|cut| cut.contains(&(at as u32))) => Part::Leaves,
                Part::Text if is_common(at) => Part::Aside,
                part => part,
            };
            let heading = Heading::of(&document, parsed.words.len());
            let tokens = Tokens::of_document(parsed, part_of).with_heading(heading).with_beside(head).with_beside(foot);
            readings.lexicon.learn(parsed, parsed.words);
            readings.documents.insert(doc, tokens);
        }
        readings
    };
    let mut all = Readings::default();
    if !wanted.is_empty() {
        drive(read, work, |readings| {
            let n_documents = readings.documents.len() as u64;
            all.documents.extend(readings.documents);
            all.lexicon.merge(readings.lexicon);
            Ok(n_documents)
        })?;
    }
    Ok(all)
}

/// Compares the candidates and lets the lesser copies go.
fn near_copies(
    census: &Census,
    alterations: &Alterations,
    pairs: &[(u32, u32)],
    readings: &Readings,
) -> FxHashMap<u32, (u32, Copy)> {
    let rewording = Rewording { alterations, readings };
    let outshone = rewording.outshone(pairs);
    let mut order: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    order.sort_by_key(|&doc| preference(census, alterations, readings, &outshone, doc));
    order.dedup();
    let age = |doc: u32| (alterations.of(doc), census.date(doc));
    let is_better = |a: u32, b: u32| {
        let kinship = kinship(readings, a, b).filter(|&k| is_reworded(k));
        kinship.and_then(|kinship| rewording.is_original(a, b, kinship)).unwrap_or_else(|| age(a) < age(b))
    };
    // Of two texts in other words the one that says more stays: its words are not in the other.
    let may_turn = |a: u32, b: u32| kinship(readings, a, b) != Some(Kinship::Altered);
    let covers = |a: u32, b: u32| covers(readings, a, b).filter(|_| !rewording.is_kept(a, b));
    let witness_of = choose(&order, pairs, covers, age, is_better, may_turn);
    let witness_of: Vec<(u32, u32)> = witness_of.into_iter().collect();
    witness_of.par_iter().map(|&(doc, witness)| (doc, (witness, evidence(census, readings, doc, witness)))).collect()
}

/// Which of two texts in other words is the original?
struct Rewording<'a> {
    alterations: &'a Alterations,
    readings: &'a Readings,
}

impl Rewording<'_> {
    /// Whether the first is the original of the second, which is a copy of this kind; nothing where nothing tells.
    fn is_original(&self, a: u32, b: u32, kinship: Kinship) -> Option<bool> {
        let (here, there) = (self.readings.tokens(a), self.readings.tokens(b));
        match (kinship == Kinship::Edited).then(|| (lost_figures(here, there), lost_figures(there, here))) {
            Some((true, false)) => Some(false),
            Some((false, true)) => Some(true),
            _ => self.alterations.leads(a, b),
        }
    }

    /// True where the first, a copy of the second, is its original, and the second can leave or only lost words by chance.
    fn is_kept(&self, a: u32, b: u32) -> bool {
        let Some(kinship) = kinship(self.readings, a, b).filter(|&k| is_reworded(k)) else { return false };
        let can_leave = || kinship == Kinship::Edited || self::kinship(self.readings, b, a).is_some();
        self.is_original(a, b, kinship) == Some(true) && can_leave()
    }

    /// Those that have an original in one of these pairs.
    fn outshone(&self, pairs: &[(u32, u32)]) -> FxHashSet<u32> {
        let lesser = |&(a, b): &(u32, u32)| {
            let (ab, ba) = (kinship(self.readings, a, b), kinship(self.readings, b, a));
            let reworded = ab.or(ba).into_iter().chain(ba).find(|&k| is_reworded(k))?;
            let is_original = self.is_original(a, b, reworded)?;
            let (lesser, lesser_leaves) = if is_original { (b, ba) } else { (a, ab) };
            (reworded == Kinship::Edited || lesser_leaves.is_some()).then_some(lesser)
        };
        pairs.par_iter().filter_map(lesser).collect::<Vec<u32>>().into_iter().collect()
    }
}

fn is_reworded(kinship: Kinship) -> bool {
    matches!(kinship, Kinship::Altered | Kinship::Edited)
}

/// Smallest is best: looks least altered, says most, is oldest, has least around its text, stands first. Saying most comes before
/// age, since a copy may only leave where all that it says stands in the one that stays; among those that say the same `prefer`
/// looks at age.
fn preference(
    census: &Census,
    alterations: &Alterations,
    readings: &Readings,
    outshone: &FxHashSet<u32>,
    doc: u32,
) -> (u32, bool, Reverse<usize>, u64, u32, DocKey) {
    let (level, n_told) = (alterations.of(doc), readings.tokens(doc).n_told());
    (level, outshone.contains(&doc), Reverse(n_told), census.date(doc), census.n_words(doc), census.key(doc))
}

/// Strength of the evidence that the second document holds what the first says, where it is enough.
fn covers(readings: &Readings, a: u32, b: u32) -> Option<f64> {
    let (a, b) = (readings.tokens(a), readings.tokens(b));
    if !may_be_copy(a, b) {
        return None;
    }
    let overlap = Overlap::of(a, b);
    judge(a, b, &overlap).filter(|&kinship| readings.sought.has(kinship)).map(|_| strength(&overlap))
}

fn kinship(readings: &Readings, a: u32, b: u32) -> Option<Kinship> {
    let (a, b) = (readings.tokens(a), readings.tokens(b));
    judge(a, b, &Overlap::of(a, b))
}

fn evidence(census: &Census, readings: &Readings, doc: u32, witness: u32) -> Copy {
    let (a, b) = (readings.tokens(doc), readings.tokens(witness));
    let overlap = Overlap::of(a, b);
    Copy {
        kinship: judge(a, b, &overlap).expect("it was judged to be a copy, and judging is pure"),
        witness: census.place(witness, census.whole(witness)),
        n_words: census.n_words(doc),
        n_witness_words: census.n_words(witness),
        covered: overlap.covered(),
        aligned: overlap.aligned_unquoted(),
        jaccard: jaccard(a, b),
        n_replaced: overlap.n_replaced,
        replacements: readings.lexicon.name(&overlap.replacements),
    }
}
