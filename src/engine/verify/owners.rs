//! Which of several equal paragraphs stays? It owns what they say: the others go for it, and it is named where one of them is meant.

use super::alteration::Alterations;
use crate::corpus::{Census, EqualPlaces, Equals, ParagraphId};
use crate::detect::duplicate::{MAX_DAYS_APART, NOTICE_WORDS};

/// Owners of equal paragraphs.
pub(super) struct Owners<'a> {
    census: &'a Census,
    alterations: &'a Alterations<'a>,
    equals: Equals,
    places: EqualPlaces,
    /// Of each set.
    owners: Vec<ParagraphId>,
}

impl<'a> Owners<'a> {
    pub(super) fn of(census: &'a Census, alterations: &'a Alterations<'a>, equals: Equals) -> Owners<'a> {
        let mut owners = Owners { census, alterations, places: equals.places(census), equals, owners: Vec::new() };
        let oldest = |set: &[ParagraphId]| set.iter().copied().min_by_key(|&id| owners.age_of(id));
        owners.owners = owners.equals.iter().filter_map(oldest).collect(); // no set is empty
        owners
    }

    /// All sets of equal paragraphs.
    pub(super) fn sets(&self) -> impl Iterator<Item = &[ParagraphId]> {
        self.equals.iter()
    }

    /// The owner of what a paragraph says; itself where it has no equals.
    pub(super) fn owner(&self, id: ParagraphId) -> ParagraphId {
        self.places.of(self.census, id).map_or(id, |set| self.owners[set as usize])
    }

    /// The paragraphs that are equal, this one among them.
    pub(super) fn equals<'s>(&'s self, id: &'s ParagraphId) -> &'s [ParagraphId] {
        self.places.of(self.census, *id).map_or(std::slice::from_ref(id), |set| self.equals.set(set))
    }

    /// Of the owner of what a paragraph says: smallest owns, since it looks least altered, is oldest, stands first.
    pub(super) fn age(&self, id: ParagraphId) -> (u32, u64, ParagraphId) {
        self.age_of(self.owner(id))
    }

    fn age_of(&self, id: ParagraphId) -> (u32, u64, ParagraphId) {
        (self.alterations.of(id.doc), self.census.date(id.doc), id)
    }
}

/// The sets of equal paragraphs without those of another day's notices: the same words, of what happened then. Of each set the oldest
/// gives the day; what is left alone leaves.
pub(super) fn of_one_day(census: &Census, equals: &Equals) -> Equals {
    equals.sifted(|set| {
        let day = set.iter().filter_map(|id| census.day(id.doc)).min();
        set.retain(|id| {
            let is_notice = (census.n_words(id.doc) as usize) < NOTICE_WORDS;
            let n_apart = census.day(id.doc).zip(day).map_or(0, |(here, there)| here - there);
            !is_notice || n_apart <= MAX_DAYS_APART
        });
    })
}
