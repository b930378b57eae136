//! Counts which classes of words hardly ever follow each other in news: the table `src/detect/garbled/unwritten.bin`.
//!
//! `cargo run --release --example unwritten -- unwritten.bin allsides.jsonl bbc.jsonl reuters21578.jsonl reuters_fin.jsonl`
//!
//! One document in four, by the hash of its id, is left out, so that false alarms can be measured on it. The table holds
//! what does not occur: no piece of a text is in it.

use std::error::Error;
use unspun::text::{BREAK, Parser, fold_hash, for_each_step};

/// Least number of times that chance alone would give a pair, to be judged.
const MIN_EXPECTED: f64 = 30.0;

/// How rare: 0 where it occurs in more than 6 in 100 of the cases expected, 1 to 2.2 in 100, 2 to 0.8 in 100, then 3.
fn rarity(n_seen: u32, n_expected: f64) -> u8 {
    let ratio = (f64::from(n_seen) + 0.5) / n_expected;
    (-(ratio * 10.0).ln()).round().clamp(0.0, 3.0) as u8
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (output, inputs) = arguments.split_first().ok_or("usage: unwritten OUTPUT INPUT...")?;
    let mut pairs = vec![0u32; 1 << 16];
    let (mut parser, mut scratch) = (Parser::new(), String::new());
    for input in inputs {
        for line in std::fs::read_to_string(input)?.lines() {
            let record: serde_json::Value = serde_json::from_str(line)?;
            let (Some(id), Some(text)) = (record["id"].as_str(), record["text"].as_str()) else { continue };
            if fold_hash(id, &mut scratch).is_multiple_of(4) {
                continue;
            }
            for_each_step(&parser.parse(text), |step| {
                if !step.is_joined {
                    pairs[usize::from(step.last) << 8 | usize::from(BREAK)] += 1;
                }
                let (first, second) = step.pair();
                pairs[usize::from(first) << 8 | usize::from(second)] += 1;
            });
        }
    }
    std::fs::write(output, table(&pairs))?;
    Ok(())
}

/// Two bits for each pair, in rows of 64 bytes for the first class.
fn table(pairs: &[u32]) -> Vec<u8> {
    let count = |a: usize, b: usize| f64::from(pairs[a << 8 | b]);
    let as_first: Vec<f64> = (0..256).map(|a| (0..256).map(|b| count(a, b)).sum()).collect();
    let as_second: Vec<f64> = (0..256).map(|b| (0..256).map(|a| count(a, b)).sum()).collect();
    let n: f64 = as_first.iter().sum();
    let mut bits = vec![0u8; 1 << 14];
    for pair in 0..1 << 16 {
        let (a, b) = (pair >> 8, pair & 255);
        let n_expected = as_first[a] * as_second[b] / n;
        if a != usize::from(BREAK) && b != usize::from(BREAK) && n_expected > MIN_EXPECTED {
            bits[pair / 4] |= rarity(pairs[pair], n_expected) << (pair % 4 * 2);
        }
    }
    bits
}
