//! What left, by site and by family: the sums behind the flow and the table of sources.

use super::evidence::{FamilyFlow, SourceRow, Sources};
use crate::decide::Plan;
use crate::engine::Verdict;
use crate::findings::{Family, Finding};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::Arc;

/// Sites that are told apart, at most: the first of the corpus; the others are one sum. 200 bytes each. A guess.
const MAX_SITES: usize = 50_000;
/// Sites of the table that have the most bytes, and that lost the largest shares. Guesses.
const N_LARGEST: usize = 60;
const N_HARDEST_HIT: usize = 40;
/// Documents from which on a site's share tells something. A guess.
const MIN_DOCUMENTS: u64 = 5;

/// Sums over the documents.
#[derive(Default)]
pub(super) struct SiteSums {
    sites: FxHashMap<Arc<str>, SourceRow>,
    /// The sites that there was no room for.
    rest: SourceRow,
    flow: [FamilyFlow; 4],
}

impl SiteSums {
    /// Adds one document.
    pub(super) fn add(&mut self, verdict: &Verdict) {
        let site: &Arc<str> = &verdict.document.site;
        let is_known = self.sites.len() < MAX_SITES || self.sites.contains_key(site);
        let row = if is_known { self.sites.entry(site.clone()).or_default() } else { &mut self.rest };
        let n_bytes = verdict.document.record_bytes() as u64;
        row.documents += 1;
        row.bytes += n_bytes;
        match &verdict.plan {
            Plan::Drop(because) => {
                let family = family(&verdict.findings[because[0]]);
                row.dropped += 1;
                row.removed_bytes += n_bytes;
                row.by_family[family] += n_bytes;
                self.flow[family].dropped += 1;
                self.flow[family].dropped_bytes += n_bytes;
            }
            Plan::Keep(edits) if !edits.is_empty() => {
                row.changed += 1;
                let splices = verdict.document.splices(edits.iter().map(|e| (e.span, e.put.as_str())));
                for (edit, splice) in edits.iter().zip(&splices) {
                    let n_cut = splice.range.len() as u64;
                    let family = family(&verdict.findings[edit.findings[0]]);
                    row.removed_bytes += n_cut;
                    row.by_family[family] += n_cut;
                    self.flow[family].cut_bytes += n_cut;
                }
            }
            Plan::Keep(_) => {}
        }
    }

    /// The rows to show, and the sums by family.
    pub(super) fn finish(self) -> (Sources, Vec<FamilyFlow>) {
        let flow = Family::ALL.iter().zip(self.flow);
        let flow = flow.map(|(family, sum)| FamilyFlow { family: family.name().to_owned(), ..sum }).collect();
        let n_sources = self.sites.len() as u64;
        let mut rows: Vec<SourceRow> =
            self.sites.into_iter().map(|(name, row)| SourceRow { name: name.as_ref().to_owned(), ..row }).collect();
        rows.sort_unstable_by(|a, b| (Reverse(a.bytes), &a.name).cmp(&(Reverse(b.bytes), &b.name)));
        let mut smaller = rows.split_off(N_LARGEST.min(rows.len()));
        smaller.sort_by(|a, b| is_telling(b).cmp(&is_telling(a)).then(share(b).total_cmp(&share(a))));
        let unshown = smaller.split_off(N_HARDEST_HIT.min(smaller.len()));
        rows.append(&mut smaller);
        let mut others = self.rest;
        unshown.iter().for_each(|row| sum(&mut others, row));
        (Sources { n_sources, rows, others }, flow)
    }
}

/// Position of the family among all.
fn family(finding: &Finding) -> usize {
    Family::ALL.iter().position(|family| *family == finding.rule.family).expect("every family is among all")
}

fn is_telling(row: &SourceRow) -> bool {
    row.documents >= MIN_DOCUMENTS
}

/// Share of the bytes that left, in 0..=1.
fn share(row: &SourceRow) -> f64 {
    row.removed_bytes as f64 / row.bytes.max(1) as f64
}

fn sum(total: &mut SourceRow, row: &SourceRow) {
    total.documents += row.documents;
    total.dropped += row.dropped;
    total.changed += row.changed;
    total.bytes += row.bytes;
    total.removed_bytes += row.removed_bytes;
    total.by_family.iter_mut().zip(row.by_family).for_each(|(total, n)| *total += n);
}
