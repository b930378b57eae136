//! Tells the sinks which documents are copies of which, when all are judged: only then is it known of which nothing is said, since the
//! user suppresses it, or a person marked it keep. So clusters say what the findings say.

use super::ports::{Cluster, Fault, Member, Sink, Verdict};
use crate::corpus::{Census, Copy, Index};
use crate::detect::Selection;
use crate::detect::duplicate::rule_of;
use crate::findings::{Confidence, Family, Standing, Unit};
use crate::text::{DocKey, Place};
use rustc_hash::FxHashSet;

/// What the judgement made of the documents that are copies. Of most of them nothing need be remembered: they are told, and new.
#[derive(Default)]
pub(super) struct Judged {
    spared: FxHashSet<DocKey>,
    known: FxHashSet<DocKey>,
}

impl Judged {
    /// Takes down whether the document is told as a copy, where it is one. Copies of kinds that were not asked for are in the index where
    /// templates are counted without copies; nothing is said of them.
    pub(super) fn note(&mut self, index: &Index, selection: &Selection, verdict: &Verdict) {
        let key = verdict.document.key;
        if index.copy(key).is_none_or(|copy| !selection.has(rule_of(copy.kinship))) {
            return;
        }
        let of_copy = verdict.findings.iter().find(|f| f.unit == Unit::Document && f.rule.family == Family::Duplicate);
        match of_copy.filter(|finding| finding.confidence > Confidence::Suspect).map(|finding| finding.standing) {
            None => drop(self.spared.insert(key)),
            Some(Standing::Known) => drop(self.known.insert(key)),
            Some(Standing::New) => {}
        }
    }

    fn standing(&self, document: DocKey) -> Standing {
        if self.known.contains(&document) { Standing::Known } else { Standing::New }
    }
}

/// Hands every cluster to every sink, in the order of the keepers' places.
pub(super) fn tell(
    index: &Index,
    census: &Census,
    selection: &Selection,
    judged: &Judged,
    sinks: &mut [&mut dyn Sink],
) -> Result<(), Fault> {
    let is_told = |&(document, copy): &(DocKey, &Copy)| {
        selection.has(rule_of(copy.kinship)) && !judged.spared.contains(&document)
    };
    let mut told: Vec<(DocKey, &Copy)> = index.copies().filter(is_told).collect();
    told.sort_unstable_by_key(|&(document, copy)| (copy.witness.document, document));
    for members in told.chunk_by(|a, b| a.1.witness.document == b.1.witness.document) {
        let (_, copy) = members[0];
        let names = census.names(members.iter().map(|&(document, _)| document).chain([copy.witness.document]))?;
        let tell_member = |&(document, copy): &(DocKey, &Copy)| {
            let doc = census.find(document).expect("a copy was surveyed");
            Ok(member(names.place(census.whole(doc)?), copy, judged.standing(document)))
        };
        let cluster = Cluster {
            keeper: names.place(copy.witness),
            n_keeper_words: copy.n_witness_words,
            members: members.iter().map(tell_member).collect::<Result<_, Fault>>()?,
        };
        for sink in sinks.iter_mut() {
            sink.accept_cluster(&cluster)?;
        }
    }
    Ok(())
}

fn member(place: Place, copy: &Copy, standing: Standing) -> Member {
    Member {
        place,
        rule: rule_of(copy.kinship),
        standing,
        n_words: copy.n_words,
        covered: copy.covered,
        aligned: copy.aligned,
        jaccard: copy.jaccard,
        n_replaced: copy.n_replaced,
        replacements: copy.replacements.iter().map(|(word, other)| (word.to_owned(), other.to_owned())).collect(),
    }
}
