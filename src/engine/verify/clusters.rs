//! Tells the sinks which documents are copies of which: before any document is judged, since a sink sees documents one by one
//! and a cluster lies all over the corpus.

use super::super::ports::{Cluster, Fault, Member, Sink};
use super::documents::Copies;
use crate::corpus::{Census, Copy};
use crate::detect::Selection;
use crate::detect::duplicate::rule_of;
use crate::text::Place;

/// Hands every cluster to every sink, in the order of the keepers' places. Copies of kinds that were not asked for are left out:
/// they are looked for where templates are counted without copies, and nothing is said of them.
pub(super) fn tell(
    copies: &Copies,
    census: &Census,
    selection: &Selection,
    sinks: &mut [&mut dyn Sink],
) -> Result<(), Fault> {
    let mut told: Vec<(u32, u32, &Copy)> =
        copies.evidence().filter(|(_, _, copy)| selection.has(rule_of(copy.kinship))).collect();
    told.sort_unstable_by_key(|&(keeper, doc, _)| (keeper, doc));
    for members in told.chunk_by(|a, b| a.0 == b.0) {
        let (keeper, _, copy) = members[0];
        let names = census.names(members.iter().map(|&(_, doc, _)| doc).chain([keeper]).map(|doc| census.key(doc)))?;
        let cluster = Cluster {
            keeper: names.place(census.whole(keeper)?),
            n_keeper_words: copy.n_witness_words,
            members: members
                .iter()
                .map(|&(_, doc, copy)| Ok(member(names.place(census.whole(doc)?), copy)))
                .collect::<Result<_, Fault>>()?,
        };
        for sink in sinks.iter_mut() {
            sink.accept_cluster(&cluster)?;
        }
    }
    Ok(())
}

fn member(place: Place, copy: &Copy) -> Member {
    Member {
        place,
        rule: rule_of(copy.kinship),
        n_words: copy.n_words,
        covered: copy.covered,
        aligned: copy.aligned,
        jaccard: copy.jaccard,
        n_replaced: copy.n_replaced,
        replacements: copy.replacements.iter().map(|(word, other)| (word.to_owned(), other.to_owned())).collect(),
    }
}
