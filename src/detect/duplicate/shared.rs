//! Which words do two texts share? Each shared word has a number, the same in both texts, and a list of its places in either. All
//! this is found in one walk along both texts in the order of their hashes, and asked by whatever compares the two, both ways.

use super::tokens::{Tokens, hash_of, place_of};

/// Number of the words that the other text lacks.
const MISSING: u32 = 0;

/// The words that two texts share, seen from the first.
#[derive(Clone, Debug)]
pub struct SharedWords {
    here: Side,
    there: Side,
}

/// The shared words of one text.
#[derive(Clone, Debug)]
struct Side {
    /// Number of each word, by its position.
    numbers: Vec<u32>,
    /// First and end of the places of each number in `Tokens::by_hash`.
    runs: Vec<(u32, u32)>,
}

impl SharedWords {
    /// Of these two texts. What becomes of their paragraphs does not matter.
    pub fn of(a: &Tokens, b: &Tokens) -> SharedWords {
        let (mut here, mut there) = (Side::new(a), Side::new(b));
        let (mut i, mut j) = (0, 0);
        while let (Some(&word), Some(&other)) = (a.by_hash.get(i), b.by_hash.get(j)) {
            let (word, other) = (hash_of(word), hash_of(other));
            if word == other {
                (i, j) = (here.add(a, i), there.add(b, j));
            } else {
                // Which is smaller cannot be guessed: no branch.
                (i, j) = (i + usize::from(word < other), j + usize::from(word > other));
            }
        }
        SharedWords { here, there }
    }

    /// The same, seen from the second.
    pub fn turned(self) -> SharedWords {
        SharedWords { here: self.there, there: self.here }
    }

    /// How many different words both have, and one for all the others: no number is as great.
    pub(super) fn n_numbers(&self) -> usize {
        self.here.runs.len()
    }

    /// Numbers of the words of the first text, by position.
    pub(super) fn numbers_here(&self) -> &[u32] {
        &self.here.numbers
    }

    /// The same of the second.
    pub(super) fn numbers_there(&self) -> &[u32] {
        &self.there.numbers
    }

    /// True where the second text has word `at` of the first.
    pub(super) fn has(&self, at: usize) -> bool {
        self.here.numbers[at] != MISSING
    }

    /// Positions of the words of the first text that the second lacks.
    pub(super) fn missing(&self) -> impl Iterator<Item = usize> {
        self.here.missing()
    }

    /// Positions of the words of the second text that the first lacks.
    pub(super) fn missing_here(&self) -> impl Iterator<Item = usize> {
        self.there.missing()
    }

    /// Positions in `b`, the second text, of word `at` of the first, ascending.
    pub(super) fn places<'t>(&self, b: &'t Tokens, at: usize) -> impl ExactSizeIterator<Item = u32> + 't {
        let (start, end) = self.there.runs[self.here.numbers[at] as usize];
        b.by_hash[start as usize..end as usize].iter().map(|&word| place_of(word))
    }
}

impl Side {
    fn new(tokens: &Tokens) -> Side {
        let mut runs = Vec::with_capacity(tokens.len() + 1);
        runs.push((0, 0)); // of `MISSING`
        Side { numbers: vec![MISSING; tokens.len()], runs }
    }

    /// Numbers the word that is the first of its kind in `by_hash` at `start`; returns where the next one begins.
    fn add(&mut self, tokens: &Tokens, start: usize) -> usize {
        let number = self.runs.len() as u32;
        let hash = hash_of(tokens.by_hash[start]);
        let mut end = start;
        while let Some(&word) = tokens.by_hash.get(end).filter(|&&word| hash_of(word) == hash) {
            self.numbers[place_of(word) as usize] = number;
            end += 1;
        }
        self.runs.push((start as u32, end as u32));
        end
    }

    fn missing(&self) -> impl Iterator<Item = usize> {
        self.numbers.iter().enumerate().filter(|&(_, &number)| number == MISSING).map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::duplicate::Part;
    use crate::text::Parser;
    use proptest::prelude::*;

    fn tokens(words: &[u32]) -> Tokens {
        let text: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
        Tokens::of_document(&Parser::new().parse(&text.join(" ")), |_| Part::Text)
    }

    proptest! {
        #[test]
        fn each_word_has_the_places_of_its_equals(
            here in prop::collection::vec(0u32..40, 0..80),
            there in prop::collection::vec(0u32..40, 0..80),
            is_turned in any::<bool>(),
        ) {
            let (a, b) = (tokens(&here), tokens(&there));
            let shared = if is_turned { SharedWords::of(&b, &a).turned() } else { SharedWords::of(&a, &b) };
            for (at, word) in here.iter().enumerate() {
                let expected: Vec<u32> = (0..).zip(&there).filter(|(_, other)| *other == word).map(|(at, _)| at).collect();
                prop_assert_eq!(shared.has(at), !expected.is_empty());
                prop_assert!(expected.iter().all(|&to| shared.numbers_there()[to as usize] == shared.numbers_here()[at]));
                prop_assert_eq!(shared.places(&b, at).collect::<Vec<u32>>(), expected);
            }
            let n_lost = there.iter().filter(|word| !here.contains(word)).count();
            prop_assert_eq!(shared.missing_here().count(), n_lost);
        }
    }
}
