//! Counts, by site, in which words boilerplate and articles are written.

use crate::data::{Page, fold_of};
use std::collections::BTreeMap;
use unspun::detect::boilerplate::spans::{STEP, pair_key, word_key};
use unspun::text::Parser;

/// Sites on which a word must stand, and log odds from which it is kept. Guesses.
const MIN_SITES: u32 = 5;
const MIN_ODDS: f32 = 0.5;

/// Sites of boilerplate and of articles with a word.
type Counts = BTreeMap<u32, [u32; 2]>;

/// Log odds of words, those of one fold of sites left out.
pub fn entries(pages: &[Page], left_out: Option<usize>) -> Vec<(u32, i8)> {
    let mut by_site: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in pages.iter().filter(|p| Some(fold_of(&p.site)) != left_out) {
        by_site.entry(&page.site).or_default().push(page);
    }
    let mut counts = Counts::new();
    let mut parser = Parser::new();
    for pages in by_site.values() {
        let mut keys: [Vec<u32>; 2] = Default::default();
        for (text, is_boilerplate) in pages.iter().flat_map(|p| &p.blocks) {
            let words = parser.parse(text).words;
            let of_kind = &mut keys[usize::from(!is_boilerplate)];
            of_kind.extend(words.iter().map(|w| word_key(w.hash)));
            of_kind.extend(words.windows(2).map(|w| pair_key(w[0].hash, w[1].hash)));
        }
        for (side, mut keys) in keys.into_iter().enumerate() {
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                counts.entry(key).or_default()[side] += 1;
            }
        }
    }
    let odds = |[b, c]: [u32; 2]| ((b as f32 + 0.5) / (c as f32 + 0.5)).ln();
    let telling = counts.into_iter().filter(|(_, n)| n[0] + n[1] >= MIN_SITES && odds(*n).abs() >= MIN_ODDS);
    telling.map(|(key, n)| (key, (odds(n) / STEP).round().clamp(-127.0, 127.0) as i8)).collect()
}
