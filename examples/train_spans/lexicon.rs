//! Counts, by site, in which words boilerplate and articles are written. Both training programs use it.

use std::collections::BTreeMap;
use unspun::detect::boilerplate::{Lexicon, STEP};
use unspun::text::{Parser, Word};

/// Sites on which a word must stand, and log odds from which it is kept. Guesses.
const MIN_SITES: u32 = 5;
const MIN_ODDS: f32 = 0.5;

/// For each site the keys that its boilerplate has and those that its articles have, sorted, each once.
#[derive(Default)]
pub struct Counts(BTreeMap<String, [Vec<u32>; 2]>);

/// How many sites have a key in boilerplate and in articles, sorted by key.
pub struct Total<'c> {
    counts: &'c Counts,
    keys: Vec<(u32, [u32; 2])>,
}

impl Counts {
    /// Counts the keys of paragraphs: site, text, whether it is boilerplate.
    pub fn of<'t>(
        paragraphs: impl Iterator<Item = (&'t str, &'t str, bool)>,
        keys: impl Fn(&[Word]) -> Vec<u32>,
    ) -> Counts {
        let mut counts = Counts::default();
        let mut parser = Parser::new();
        for (site, text, is_boilerplate) in paragraphs {
            let found = keys(parser.parse(text).words);
            counts.0.entry(site.to_owned()).or_default()[usize::from(!is_boilerplate)].extend(found);
        }
        for keys in counts.0.values_mut().flatten() {
            keys.sort_unstable();
            keys.dedup();
        }
        counts
    }

    /// Sums up the sites for which `is_counted` holds.
    pub fn total(&self, is_counted: impl Fn(&str) -> bool) -> Total<'_> {
        let mut all: Vec<(u32, usize)> = Vec::new();
        for (_, sides) in self.0.iter().filter(|(site, _)| is_counted(site)) {
            all.extend(sides.iter().enumerate().flat_map(|(side, keys)| keys.iter().map(move |&key| (key, side))));
        }
        all.sort_unstable();
        let count = |run: &[(u32, usize)]| {
            let n_articles = run.iter().filter(|(_, side)| *side == 1).count() as u32;
            (run[0].0, [run.len() as u32 - n_articles, n_articles])
        };
        // Leaving a site out makes no key more common.
        let keys = all.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() as u32 >= MIN_SITES).map(count).collect();
        Total { counts: self, keys }
    }
}

impl Total<'_> {
    /// The log odds of the words that tell.
    pub fn lexicon(&self) -> Lexicon {
        Lexicon::new(self.keys.iter().filter_map(|&(key, n)| entry(key, n)).collect())
    }

    /// The same with a site left out that was counted: what one learns from this site's pages must not have seen them.
    /// Nothing for a site that was not counted.
    pub fn without(&self, site: &str) -> Option<Lexicon> {
        let sides = self.counts.0.get(site)?;
        let mut own = sides.each_ref().map(|keys| keys.iter().copied().peekable());
        let left = self.keys.iter().filter_map(|&(key, n)| {
            let here = own.each_mut().map(|keys| {
                while keys.next_if(|&k| k < key).is_some() {}
                u32::from(keys.peek() == Some(&key))
            });
            entry(key, [n[0] - here[0], n[1] - here[1]])
        });
        Some(Lexicon::new(left.collect()))
    }
}

fn entry(key: u32, [b, c]: [u32; 2]) -> Option<(u32, i8)> {
    let odds = ((b as f32 + 0.5) / (c as f32 + 0.5)).ln();
    let tells = b + c >= MIN_SITES && odds.abs() >= MIN_ODDS;
    tells.then(|| (key, (odds / STEP).round().clamp(-127.0, 127.0) as i8))
}
