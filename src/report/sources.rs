//! Documents and findings by source. There may be a million sources, so no more than the first ones are told apart.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// Sources that are told apart, about a megabyte of them.
const MAX_SOURCES: usize = 10_000;

/// What is counted of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Its documents.
    pub(super) documents: u64,
    /// Those with a likely or certain finding.
    pub(super) flagged: u64,
    /// Those that would be dropped.
    pub(super) dropped: u64,
}

/// Counts by source.
#[derive(Default)]
pub(super) struct Sources {
    known: HashMap<Arc<str>, Counts>,
    others: Counts,
}

impl Sources {
    /// Counts a document of `source`.
    pub(super) fn count(&mut self, source: &Arc<str>, is_flagged: bool, is_dropped: bool) {
        let has_room = self.known.len() < MAX_SOURCES;
        let counts = match self.known.entry(source.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) if has_room => new.insert(Counts::default()),
            Entry::Vacant(_) => &mut self.others,
        };
        counts.documents += 1;
        counts.flagged += u64::from(is_flagged);
        counts.dropped += u64::from(is_dropped);
    }

    /// The sources with most flagged documents, by number, then by name; and how many flagged ones there are beside them. Those that
    /// were not told apart are one, under the name of `other sources`.
    pub(super) fn worst(&self, n: usize) -> (Vec<(&str, Counts)>, usize) {
        let known = self.known.iter().map(|(name, &counts)| (&**name, counts));
        let all = known.chain(std::iter::once(("other sources", self.others)));
        let mut flagged: Vec<(&str, Counts)> = all.filter(|(_, counts)| counts.flagged > 0).collect();
        flagged.sort_by_key(|&(name, counts)| (std::cmp::Reverse(counts.flagged), name));
        let n_more = flagged.len().saturating_sub(n);
        flagged.truncate(n);
        (flagged, n_more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_come_first_and_clean_ones_not_at_all() {
        let mut sources = Sources::default();
        for (source, is_flagged) in [("b", true), ("a", true), ("c", true), ("c", true), ("d", false), ("c", false)] {
            sources.count(&source.into(), is_flagged, false);
        }
        let (worst, n_more) = sources.worst(2);
        assert_eq!(
            worst,
            [
                ("c", Counts { documents: 3, flagged: 2, dropped: 0 }),
                ("a", Counts { documents: 1, flagged: 1, dropped: 0 })
            ]
        );
        assert_eq!(n_more, 1);
    }

    #[test]
    fn of_very_many_sources_the_last_ones_are_counted_together() {
        let mut sources = Sources::default();
        for i in 0..MAX_SOURCES + 5 {
            sources.count(&i.to_string().into(), i >= MAX_SOURCES, true);
        }
        assert_eq!(sources.worst(9).0, [("other sources", Counts { documents: 5, flagged: 5, dropped: 5 })]);
    }
}
