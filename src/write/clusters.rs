//! The clusters of the audit: one JSON object a line, the keeper and every copy with what was measured between the two. Places have
//! the fields that they have in findings. The ledger tells what was done about each document; here stands what is a copy of what,
//! also where copies are only flagged.

use crate::engine::{Cluster, Member};
use crate::text::Place;
use serde::Serialize;

pub(super) const CLUSTERS_NAME: &str = "clusters.jsonl.zst";

/// One cluster.
#[derive(Serialize)]
pub(super) struct ClusterEntry<'a> {
    /// Counts from 0, in the order of the keepers.
    cluster: u64,
    /// Documents, the keeper among them.
    size: usize,
    keeper: Keeper<'a>,
    members: Vec<MemberEntry<'a>>,
}

#[derive(Serialize)]
struct Keeper<'a> {
    #[serde(flatten)]
    place: PlaceEntry<'a>,
    n_words: u32,
}

/// A copy and what was measured between it and the keeper.
#[derive(Serialize)]
struct MemberEntry<'a> {
    #[serde(flatten)]
    place: PlaceEntry<'a>,
    n_words: u32,
    rule: &'a str,
    covered: f64,
    aligned: f64,
    jaccard: f64,
    n_replaced: u32,
    /// Some of them: the keeper's word, the copy's word.
    replacements: &'a [(String, String)],
}

/// The fields of a place in findings.
#[derive(Serialize)]
struct PlaceEntry<'a> {
    path: &'a str,
    record: u64,
    id: &'a str,
    start: u32,
    end: u32,
}

impl<'a> ClusterEntry<'a> {
    pub(super) fn new(number: u64, cluster: &'a Cluster) -> ClusterEntry<'a> {
        ClusterEntry {
            cluster: number,
            size: cluster.members.len() + 1,
            keeper: Keeper { place: place(&cluster.keeper), n_words: cluster.n_keeper_words },
            members: cluster.members.iter().map(member).collect(),
        }
    }
}

fn member(member: &Member) -> MemberEntry<'_> {
    MemberEntry {
        place: place(&member.place),
        n_words: member.n_words,
        rule: member.rule.name,
        covered: member.covered,
        aligned: member.aligned,
        jaccard: member.jaccard,
        n_replaced: member.n_replaced,
        replacements: &member.replacements,
    }
}

fn place(place: &Place) -> PlaceEntry<'_> {
    PlaceEntry { path: &place.path, record: place.record, id: &place.id, start: place.span.start, end: place.span.end }
}
