//! Which documents are copies, and of which kept one?

use super::super::ports::Fault;
use super::super::settings::{Keep, Settings};
use super::asides::Asides;
use super::candidate::{Candidates, Cuts};
use super::judgements::{Judge, Judged};
use super::keeping::Keeping;
use super::on_all_threads;
use super::relations::Relations;
use super::sought::Sought;
use super::spool::Spool;
use crate::corpus::spill::{Allowance, Lost};
use crate::corpus::{
    Census, CommonLines, Copy, DOCUMENT_BANDS, Kinship, WordPairs, band_pairs, components, exact_groups, merged,
    skeleton_pairs, with_common_line,
};
use crate::detect::duplicate::Duplicate;
use crate::detect::spun::Spun;
use crate::detect::{Detector, Selection};
use crate::findings::passage_hash;
use crate::model::Model;
use crate::text::DocKey;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// The documents that can go, each with its evidence.
pub(super) struct Copies {
    /// Sorted.
    evidence: Vec<Leaver>,
    /// Candidates that are no copies of each other.
    strangers: Vec<(u32, u32)>,
    common: CommonLines,
    sought: Sought,
}

/// A document that can go, its kept witness, and what was measured between the two.
#[derive(Clone)]
struct Leaver {
    doc: u32,
    witness: u32,
    copy: Copy,
}

/// The one with this number, of sorted ones.
fn find(leavers: &[Leaver], doc: u32) -> Option<&Leaver> {
    leavers.binary_search_by_key(&doc, |leaver| leaver.doc).ok().map(|at| &leavers[at])
}

impl Copies {
    /// True where the document can go.
    pub(super) fn has_left(&self, doc: u32) -> bool {
        find(&self.evidence, doc).is_some()
    }

    /// Those of the documents with paragraphs to be cut that would be a copy, or have one, when the paragraphs are gone. A cleaned
    /// corpus that is cleaned again would lose them. Of the pairs only those are asked in which `is_asked` holds for one.
    pub(super) fn upset_by(
        &self,
        spool: &Spool<'_>,
        model: &Model,
        cuts: &Cuts,
        is_asked: impl Fn(DocKey) -> bool,
    ) -> Result<FxHashSet<DocKey>, Fault> {
        let census = spool.census();
        let key = |doc: u32| census.key(doc);
        let is_cut = |doc: u32| !cuts.of(key(doc)).is_empty();
        let is_open = |&(a, b): &(u32, u32)| {
            let stay = !self.has_left(a) && !self.has_left(b);
            stay && (is_cut(a) || is_cut(b)) && (is_asked(key(a)) || is_asked(key(b)))
        };
        let pairs: Vec<(u32, u32)> = self.strangers.iter().copied().filter(is_open).collect();
        let asides = Asides::new(model);
        let candidates = Candidates { spool, common: &self.common, asides: &asides, cuts };
        let judged = Judge { candidates: &candidates, model, sought: self.sought }.judge_all(&pairs)?;
        Ok(judged.iter().flat_map(|judged| judged.docs).filter(|&doc| is_cut(doc)).map(key).collect())
    }

    /// The kept documents that were named.
    pub(super) fn witnesses(&self) -> impl Iterator<Item = u32> {
        self.evidence.iter().map(|leaver| leaver.witness)
    }

    /// The evidence by key.
    pub(super) fn into_evidence(self, census: &Census) -> Vec<(DocKey, Copy)> {
        self.evidence.into_iter().map(|leaver| (census.key(leaver.doc), leaver.copy)).collect()
    }
}

/// Finds the copies of the corpus. Exactly equal documents collapse first; of the rest the candidates are read and compared.
pub(super) fn copies(spool: &mut Spool<'_>, model: &Model, settings: &Settings) -> Result<Copies, Fault> {
    let (census, sought, keep) = (spool.census(), Sought::of(settings), settings.keep);
    let groups = if sought.exact { equal_texts(census, keep, settings.allowance(8))? } else { Vec::new() };
    let leaves: FxHashSet<u32> = groups.iter().flat_map(|g| g[1..].iter().copied()).collect();
    let members: Vec<u32> = (0..census.len()).filter(|doc| census.n_words(*doc) > 0 && !leaves.contains(doc)).collect();
    let allowance = settings.allowance(8);
    let (pairs, common) = rayon::join(
        || candidate_pairs(census, &members, allowance),
        || CommonLines::count(census, &members, allowance),
    );
    let (mut pairs, common) = (pairs?, common?);
    if counts_lines_alone(&settings.selection) {
        pairs = with_common_line(census, &pairs)?;
    }
    spool.fetch(pairs.iter().flat_map(|&(a, b)| [a, b]))?;
    let (asides, cuts) = (Asides::new(model), Cuts::default());
    let candidates = Candidates { spool, common: &common, asides: &asides, cuts: &cuts };
    let judge = Judge { candidates: &candidates, model, sought };
    let judged = judge.judge_all(&pairs)?;
    let are_copies: FxHashSet<(u32, u32)> = judged.iter().map(|judged| (judged.docs[0], judged.docs[1])).collect();
    let mut evidence = near_copies(&judge, &pairs, judged, keep)?;
    let mut equals = Vec::new();
    for group in groups {
        let representative = find(&evidence, group[0]);
        for &doc in &group[1..] {
            equals.push(match representative {
                Some(leaver) => Leaver { doc, ..leaver.clone() },
                None => Leaver { doc, witness: group[0], copy: exact_copy(census, doc, group[0])? },
            });
        }
    }
    evidence.append(&mut equals);
    evidence.sort_unstable_by_key(|leaver| leaver.doc);
    let strangers = pairs.into_iter().filter(|pair| !are_copies.contains(pair)).collect();
    Ok(Copies { evidence, strangers, common, sought })
}

/// True where copies are asked about for one reason: that lines of a site are not counted in them.
fn counts_lines_alone(selection: &Selection) -> bool {
    !selection.has_any(Duplicate.rules()) && !selection.has_any(Spun.rules())
}

/// Pairs of `members`, which ascend, that may be copies of each other, sorted. Half of the bands, or of the pieces, are
/// sorted by one thread.
fn candidate_pairs(census: &Census, members: &[u32], allowance: Allowance<'_>) -> Result<Vec<(u32, u32)>, Lost> {
    let of_bands = |bands| band_pairs(census, members, bands, allowance.part(2));
    let of_skeletons = || skeleton_pairs(census, members, allowance.part(2), &on_all_threads);
    let half = DOCUMENT_BANDS / 2;
    let (first, (second, third)) =
        rayon::join(of_skeletons, || rayon::join(|| of_bands(0..half), || of_bands(half..DOCUMENT_BANDS)));
    Ok(merged([first?, second?, third?]))
}

/// Sets of documents of equal text, the one to keep first: the oldest, then the first in the corpus.
fn equal_texts(census: &Census, keep: Keep, allowance: Allowance<'_>) -> Result<Vec<Vec<u32>>, Fault> {
    let mut groups = exact_groups(census, allowance)?;
    for group in &mut groups {
        match keep {
            Keep::First => group.sort_by_key(|&doc| census.key(doc)),
            Keep::LeastAltered | Keep::Earliest | Keep::Longest => {
                group.sort_by_key(|&doc| (census.date(doc), census.key(doc)));
            }
        }
    }
    Ok(groups)
}

fn exact_copy(census: &Census, doc: u32, witness: u32) -> Result<Copy, Fault> {
    Ok(Copy {
        kinship: Kinship::Exact,
        witness: census.whole(witness)?,
        witness_hash: None,
        n_words: census.n_words(doc),
        n_witness_words: census.n_words(witness),
        covered: 1.0,
        aligned: 1.0,
        jaccard: 1.0,
        n_replaced: 0,
        replacements: WordPairs::default(),
    })
}

/// Lets the lesser copies go, of each set of copies that hang together. They come sorted.
fn near_copies(
    judge: &Judge<'_>,
    candidates: &[(u32, u32)],
    judged: Vec<Judged>,
    keep: Keep,
) -> Result<Vec<Leaver>, Fault> {
    let census = judge.candidates.spool.census();
    let pairs: Vec<(u32, u32)> = judged.iter().map(|judged| (judged.docs[0], judged.docs[1])).collect();
    let relations = Relations::new(judge, candidates, judged);
    let keeping = Keeping { census, relations: &relations, keep };
    let left: Vec<Vec<(u32, u32)>> = components(&pairs).into_par_iter().map(|links| keeping.choose(&links)).collect();
    let leaver = |(doc, witness): (u32, u32)| -> Result<Leaver, Fault> {
        let held = relations.held(doc, witness).expect("it was judged to be a copy");
        let place = census.whole(witness)?;
        let copy = Copy {
            kinship: held.kinship,
            witness: place,
            witness_hash: Some(passage_hash(&judge.candidates.spool.text(witness, place.span)?, "")),
            n_words: census.n_words(doc),
            n_witness_words: census.n_words(witness),
            covered: held.covered,
            aligned: held.aligned,
            jaccard: held.jaccard,
            n_replaced: held.n_replaced,
            replacements: held.replacements,
        };
        Ok(Leaver { doc, witness, copy })
    };
    let left: Vec<(u32, u32)> = left.into_iter().flatten().collect();
    let mut evidence = left.into_par_iter().map(leaver).collect::<Result<Vec<Leaver>, Fault>>()?;
    evidence.sort_unstable_by_key(|leaver| leaver.doc);
    relations.into_fault().map_or(Ok(evidence), Err)
}
