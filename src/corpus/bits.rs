//! A set of numbers, a bit for each: of documents or paragraphs, of which a corpus has millions. A bit is looked at faster than a
//! table, and numbers come out in order without being sorted.

/// Numbers whose bits stand in one.
pub(super) const STEP: u32 = u64::BITS;

/// Some numbers.
#[derive(Debug, Default)]
pub struct Bits(pub(super) Vec<u64>);

impl Bits {
    /// None, with room for those below `n`.
    pub(super) fn none(n: u32) -> Bits {
        Bits(vec![0; n.div_ceil(STEP) as usize])
    }

    /// One more, for which there is room.
    pub(super) fn add(&mut self, number: u32) {
        self.0[(number / STEP) as usize] |= 1 << (number % STEP);
    }

    /// True where it is one of them.
    pub fn has(&self, number: u32) -> bool {
        self.0[(number / STEP) as usize] >> (number % STEP) & 1 != 0
    }

    /// Those of both sets, of which one may have no room for any.
    pub(super) fn join(mut self, other: Bits) -> Bits {
        if self.0.is_empty() {
            return other;
        }
        self.0.iter_mut().zip(other.0).for_each(|(bits, more)| *bits |= more);
        self
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let of_step = |(&bits, step): (&u64, u32)| {
            let left = std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
            left.take_while(|&bits| bits != 0).map(move |bits| step * STEP + bits.trailing_zeros())
        };
        self.0.iter().zip(0..).flat_map(of_step)
    }

    /// Their ranks.
    pub(super) fn into_ranks(self) -> Ranks {
        let mut n = 0;
        let before = self.0.iter().map(|bits| {
            let before = n;
            n += bits.count_ones();
            before
        });
        Ranks { before: before.collect(), n, bits: self }
    }
}

/// How many of a set are smaller than each.
#[derive(Debug)]
pub(super) struct Ranks {
    bits: Bits,
    /// Than those of each step.
    before: Vec<u32>,
    n: u32,
}

impl Ranks {
    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.n
    }

    pub(super) fn has(&self, number: u32) -> bool {
        self.bits.has(number)
    }

    /// How many are smaller than this one of them.
    pub(super) fn of(&self, number: u32) -> u32 {
        let step = (number / STEP) as usize;
        let smaller = self.bits.0[step] & ((1 << (number % STEP)) - 1);
        self.before[step] + smaller.count_ones()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn numbers_come_out_in_order_and_know_their_rank(
            some in prop::collection::btree_set(0u32..700, 0..90),
            others in prop::collection::btree_set(0u32..700, 0..90),
        ) {
            let bits = |numbers: &BTreeSet<u32>| {
                let mut bits = Bits::none(700);
                numbers.iter().for_each(|&number| bits.add(number));
                bits
            };
            let all: Vec<u32> = some.union(&others).copied().collect();
            let joined = Bits::default().join(bits(&some)).join(bits(&others));
            prop_assert_eq!(&joined.iter().collect::<Vec<u32>>(), &all);
            let ranks = joined.into_ranks();
            prop_assert_eq!(ranks.len() as usize, all.len());
            prop_assert!(all.iter().zip(0..).all(|(&number, rank)| ranks.of(number) == rank));
            prop_assert!((0..700).all(|number| ranks.has(number) == all.contains(&number)));
        }
    }
}
