//! Which documents are copies, and of which kept one?

use super::super::drive::{Read, drive};
use super::super::ports::{Chunk, Fault};
use super::alteration::Alterations;
use super::asides::Asides;
use super::choose::choose;
use super::rewording::{Judged, Judgements, Rewording};
use crate::corpus::{Census, CommonLines, Copy, Kinship, document_pairs, exact_groups};
use crate::detect::duplicate::{
    Duplicate, Heading, Lexicon, Overlap, Part, Tokens, framing, has_figure, is_furniture, jaccard, judge, may_be_copy,
    rule_of, strength,
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
        let is_copy = |&(a, b): &(u32, u32)| judged(&readings, a, b).or_else(|| judged(&readings, b, a)).is_some();
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
    let candidates = pairs;
    let judgements = Judgements::new(&candidates, |a, b| judged(&readings, a, b));
    let is_copy = |&(a, b): &(u32, u32)| judgements.of(a, b).or_else(|| judgements.of(b, a)).is_some();
    let pairs: Vec<(u32, u32)> = candidates.iter().copied().filter(is_copy).collect();
    alterations.learn(read, census, model, pairs.iter().flat_map(|&(a, b)| [a, b]))?;
    let mut evidence = near_copies(census, alterations, &pairs, &readings, &judgements);
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

/// Lets the lesser copies go.
fn near_copies<J: Fn(u32, u32) -> Judged + Sync>(
    census: &Census,
    alterations: &Alterations,
    pairs: &[(u32, u32)],
    readings: &Readings,
    judgements: &Judgements<J>,
) -> FxHashMap<u32, (u32, Copy)> {
    let rewording = Rewording { alterations, tokens: |doc| readings.tokens(doc), judgements };
    let outshone = rewording.outshone(pairs);
    let mut order: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    order.sort_by_key(|&doc| preference(census, alterations, readings, &outshone, doc));
    order.dedup();
    let age = |doc: u32| (alterations.of(doc), census.date(doc));
    let is_better = |a: u32, b: u32| rewording.is_original(a, b).unwrap_or_else(|| age(a) < age(b));
    // Of two texts in other words the one that says more stays: its words are not in the other.
    let may_turn = |a: u32, b: u32| judgements.kinship(a, b) != Some(Kinship::Altered);
    let covers = |a: u32, b: u32| {
        let (_, strength) = judgements.of(a, b).filter(|_| !rewording.is_kept(a, b))?;
        Some(strength)
    };
    let witness_of = choose(&order, pairs, covers, age, is_better, may_turn);
    let witness_of: Vec<(u32, u32)> = witness_of.into_iter().collect();
    witness_of.par_iter().map(|&(doc, witness)| (doc, (witness, evidence(census, readings, doc, witness)))).collect()
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

/// How the first is a copy of the second, of a kind that is sought.
fn judged(readings: &Readings, a: u32, b: u32) -> Judged {
    let (a, b) = (readings.tokens(a), readings.tokens(b));
    if !may_be_copy(a, b) {
        return None;
    }
    let overlap = Overlap::of(a, b);
    let kinship = judge(a, b, &overlap).filter(|&kinship| readings.sought.has(kinship));
    kinship.map(|kinship| (kinship, strength(&overlap)))
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
