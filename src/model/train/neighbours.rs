//! Words that are used in the same places: distributional neighbours, learned from the counted text itself. They reach words
//! and forms that no thesaurus pairs (`said`, `stated`).
//!
//! A place is a pair (previous word, next word). Two words are as alike as the cosine of their vectors of places, each place
//! weighted by its pointwise mutual information with the word (Bullinaria & Levy 2007, "Extracting semantic representations from word
//! co-occurrence statistics").

use super::counted::{BITS, Counted, Grams, UNKNOWN};

/// Words by which a place is told; the most frequent ones. Places with more words in them tell little and cost much.
const MAX_FILLERS: usize = 120;
/// Least cosine of a neighbour. A guess from reading lists: below it neighbours are of the same kind, not of the same meaning.
const MIN_COSINE: f32 = 0.06;

/// A word used in the same places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Its rank.
    pub rank: u32,
    /// Cosine, in 0..=1.
    pub cosine: f32,
}

/// For each rank below `n_ranks` the `n_best` nearest words, nearest first. `triples` are counts of three words in a row.
pub fn neighbours(counted: &Counted, triples: &Grams, n_ranks: usize, n_best: usize) -> Vec<Vec<Neighbour>> {
    let mask = (1u64 << BITS) - 1;
    // Places: (previous, next) -> fillers with counts, by sorting.
    let mut rows: Vec<(u64, u32, u32)> = triples
        .iter()
        .filter_map(|&(key, n)| {
            let (a, b, c) = (key >> (2 * BITS), key >> BITS & mask, key & mask);
            (b < n_ranks as u64 && b < u64::from(UNKNOWN)).then_some((a << BITS | c, b as u32, n))
        })
        .collect();
    rows.sort_unstable();
    let total: f32 = rows.iter().map(|r| r.2 as f32).sum();
    let mut of_word = vec![0f32; n_ranks];
    rows.iter().for_each(|r| of_word[r.1 as usize] += r.2 as f32);
    let mut places: Vec<Vec<(u32, f32)>> = Vec::new();
    for place in rows.chunk_by(|a, b| a.0 == b.0).filter(|p| p.len() > 1) {
        let n_place: f32 = place.iter().map(|r| r.2 as f32).sum();
        let mut fillers: Vec<(u32, f32)> = place
            .iter()
            .map(|&(_, word, n)| (word, (n as f32 * total / (n_place * of_word[word as usize])).ln().max(0.0)))
            .filter(|f| f.1 > 0.0)
            .collect();
        fillers.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        fillers.truncate(MAX_FILLERS);
        places.push(fillers);
    }
    nearest(counted, &places, n_ranks, n_best)
}

fn nearest(counted: &Counted, places: &[Vec<(u32, f32)>], n_ranks: usize, n_best: usize) -> Vec<Vec<Neighbour>> {
    let mut at: Vec<Vec<(u32, f32)>> = vec![Vec::new(); n_ranks];
    for (i, fillers) in places.iter().enumerate() {
        fillers.iter().for_each(|&(word, weight)| at[word as usize].push((i as u32, weight)));
    }
    let norms: Vec<f32> = at.iter().map(|v| v.iter().map(|x| x.1 * x.1).sum::<f32>().sqrt()).collect();
    let mut sums = vec![0f32; n_ranks];
    let mut touched: Vec<u32> = Vec::new();
    let mut out = Vec::with_capacity(n_ranks);
    for (word, mine) in at.iter().enumerate() {
        for &(place, weight) in mine {
            for &(other, theirs) in &places[place as usize] {
                if sums[other as usize] == 0.0 {
                    touched.push(other);
                }
                sums[other as usize] += weight * theirs;
            }
        }
        let mut found: Vec<Neighbour> = Vec::new();
        for other in touched.drain(..) {
            let cosine = sums[other as usize] / (norms[word] * norms[other as usize]).max(1e-9);
            sums[other as usize] = 0.0;
            if other as usize != word && cosine >= MIN_COSINE && !same_word(counted, word, other as usize) {
                found.push(Neighbour { rank: other, cosine });
            }
        }
        found.sort_unstable_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.rank.cmp(&b.rank)));
        found.truncate(n_best);
        out.push(found);
    }
    out
}

/// Forms of one word are used alike and replace each other in nobody's spun text.
fn same_word(counted: &Counted, a: usize, b: usize) -> bool {
    let (a, b) = (counted.words[a].spelling.as_bytes(), counted.words[b].spelling.as_bytes());
    let shared = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    shared >= 4 || shared + 1 >= a.len().min(b.len())
}
