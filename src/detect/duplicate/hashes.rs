//! Sorts numbers whose upper bits are those of a hash: these fall evenly, so each number is put right away about where it belongs.
//! For the words of one document that takes a third of the time of a sort that compares.

/// Buckets of more numbers than this are sorted by comparing: a word that stands often fills one. A guess.
const MAX_INSERTED: usize = 24;
/// Most bits that name a bucket. A guess: their counts fit into the fastest memory.
const MAX_BITS: u32 = 11;

/// Sorts them.
pub(super) fn sort_hashes(numbers: &mut Vec<u64>) {
    if numbers.len() <= MAX_INSERTED {
        return numbers.sort_unstable();
    }
    let shift = u64::BITS - numbers.len().ilog2().min(MAX_BITS);
    let bucket = |number: u64| (number >> shift) as usize;
    // First how many fall into each bucket, then where it ends: it is filled from there down.
    let mut ends = vec![0u32; 1 << (u64::BITS - shift)];
    numbers.iter().for_each(|&number| ends[bucket(number)] += 1);
    let mut end = 0;
    for n in &mut ends {
        end += *n;
        *n = end;
    }
    let mut sorted = vec![0; numbers.len()];
    for &number in numbers.iter().rev() {
        let at = &mut ends[bucket(number)];
        *at -= 1;
        sorted[*at as usize] = number;
    }
    let next = ends.iter().skip(1).map(|&start| start as usize).chain([sorted.len()]);
    ends.iter().zip(next).for_each(|(&start, end)| sort_bucket(&mut sorted[start as usize..end]));
    *numbers = sorted;
}

fn sort_bucket(numbers: &mut [u64]) {
    if numbers.len() > MAX_INSERTED {
        return numbers.sort_unstable();
    }
    for at in 1..numbers.len() {
        let (number, mut to) = (numbers[at], at);
        while to > 0 && numbers[to - 1] > number {
            numbers[to] = numbers[to - 1];
            to -= 1;
        }
        numbers[to] = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_out_in_order(
            even in prop::collection::vec(any::<u64>(), 0..600),
            same in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let mut numbers = [even, same.into_iter().map(|low| 7 << 40 | u64::from(low)).collect()].concat();
            let mut expected = numbers.clone();
            expected.sort_unstable();
            sort_hashes(&mut numbers);
            prop_assert_eq!(numbers, expected);
        }
    }
}
