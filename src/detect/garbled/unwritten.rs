//! Pairs of word classes that newspapers hardly ever write, counted by `examples/unwritten.rs` in three quarters of four collections
//! of news, 34 M words. What the table knows does not occur, so it holds no text. Triples were tried: at equal false alarms on
//! documents that were not counted they find hardly more.

use crate::text::Class;

/// Two bits for each pair, in rows of 64 bytes for the first class.
static PAIRS: &[u8; 1 << 14] = include_bytes!("unwritten.bin");

/// Rarity at which a pair counts as never written: fewer than 8 in 1,000 of the cases that chance would give.
pub(super) const NEVER: u8 = 3;

/// How rarely `second` follows `first`: 0 as chance would have it or more than 6 in 100 of that, 1 to 2.2 in 100, 2 to 0.8, then 3.
pub(super) fn rarity(first: Class, second: Class) -> u8 {
    let pair = usize::from(first) << 8 | usize::from(second);
    PAIRS[pair / 4] >> (pair % 4 * 2) & 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Parser, for_each_step};

    fn check(text: &str, expected: &[u8]) {
        let (mut parser, mut found) = (Parser::new(), Vec::new());
        for_each_step(&parser.parse(text), |step| {
            let (first, second) = step.pair();
            found.push(rarity(first, second));
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pairs_that_nobody_writes_are_rare_and_others_are_not() {
        check("of the to of the", &[0, 0, NEVER, NEVER, 0]);
        check("he had had so much of that", &[0; 7]);
    }

    #[test]
    fn nothing_is_known_across_a_break() {
        check("the, of The to", &[0; 4]);
    }
}
