//! Sets of equal paragraphs. There may be millions: they lie one behind the other, and the set of a paragraph is found by its number.

use super::bits::{Bits, Ranks};
use super::census::Census;
use super::paragraphs::ParagraphId;

/// Sets of paragraphs of different documents, each in corpus order.
#[derive(Debug, Default)]
pub struct Equals {
    /// Set after set.
    members: Vec<ParagraphId>,
    /// Where each set ends.
    ends: Vec<u32>,
}

impl Equals {
    /// One set more, unless that would be one paragraph alone.
    pub(super) fn push(&mut self, set: &[ParagraphId]) {
        if set.len() > 1 {
            self.members.extend_from_slice(set);
            self.ends.push(self.members.len() as u32);
        }
    }

    /// Number of sets.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A set.
    pub fn set(&self, at: u32) -> &[ParagraphId] {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.members[start..self.ends[at] as usize]
    }

    /// All sets.
    pub fn iter(&self) -> impl Iterator<Item = &[ParagraphId]> {
        (0..self.len() as u32).map(|at| self.set(at))
    }

    /// The paragraphs of all sets.
    pub fn members(&self) -> impl Iterator<Item = ParagraphId> {
        self.members.iter().copied()
    }

    /// Leaves in each set those that `sift` leaves.
    pub fn sifted(&self, sift: impl Fn(&mut Vec<ParagraphId>)) -> Equals {
        let (mut sifted, mut left) = (Equals::default(), Vec::new());
        for set in self.iter() {
            left.clear();
            left.extend_from_slice(set);
            sift(&mut left);
            sifted.push(&left);
        }
        sifted
    }

    /// The numbers of all but the first of each set.
    pub fn lesser(&self, census: &Census) -> Bits {
        let mut lesser = Bits::none(census.n_paragraphs());
        self.iter().flat_map(|set| &set[1..]).for_each(|&id| lesser.add(census.number(id)));
        lesser
    }

    /// The set of each paragraph.
    pub fn places(&self, census: &Census) -> EqualPlaces {
        let mut members = Bits::none(census.n_paragraphs());
        self.members().for_each(|id| members.add(census.number(id)));
        let ranks = members.into_ranks();
        let mut sets = vec![0; self.members.len()];
        for (set, at) in self.iter().zip(0..) {
            set.iter().for_each(|&id| sets[ranks.of(census.number(id)) as usize] = at);
        }
        EqualPlaces { ranks, sets }
    }
}

/// Which set a paragraph is in.
#[derive(Debug)]
pub struct EqualPlaces {
    ranks: Ranks,
    /// By rank among all members.
    sets: Vec<u32>,
}

impl EqualPlaces {
    /// The number of its set; nothing for one that equals none.
    pub fn of(&self, census: &Census, id: ParagraphId) -> Option<u32> {
        let number = census.number(id);
        self.ranks.has(number).then(|| self.sets[self.ranks.of(number) as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Survey;
    use crate::text::{DocKey, Document, Parser};

    #[test]
    fn each_paragraph_knows_its_set_and_a_set_of_one_is_none() {
        let (mut parser, mut survey) = (Parser::new(), Survey::default());
        for record in 0..5 {
            let text = "Piers\n\nBoats\n\nGates";
            survey.observe(&Document::plain(DocKey::new(0, record), text), &parser.parse(text));
        }
        let census = Census::new(survey);
        let ids = |pairs: &[(u32, u32)]| pairs.iter().map(|&(doc, at)| ParagraphId { doc, at }).collect::<Vec<_>>();
        let mut equals = Equals::default();
        for set in [&[(3, 0), (4, 1)][..], &[(2, 2)], &[(0, 1), (1, 1), (3, 1)]] {
            equals.push(&ids(set));
        }
        let places = equals.places(&census);
        let set_of = |doc, at| places.of(&census, ParagraphId { doc, at });
        assert_eq!([set_of(4, 1), set_of(0, 1), set_of(3, 1), set_of(2, 2)], [Some(0), Some(1), Some(1), None]);
        assert_eq!(equals.lesser(&census).iter().collect::<Vec<u32>>(), [4, 10, 13]);
        let sifted = equals.sifted(|set| set.retain(|id| id.doc != 3));
        assert_eq!(sifted.iter().collect::<Vec<_>>(), [&ids(&[(0, 1), (1, 1)])[..]]);
    }
}
