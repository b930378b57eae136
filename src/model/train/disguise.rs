//! Look-alike letters in a text, as spinners put them in to get past filters.

use super::dice::Dice;
use super::spinner::Spun;
use crate::text::{Span, twins_of};

/// Shares of words that are disguised.
const RATES: [f32; 3] = [0.05, 0.15, 0.4];

/// Exchanges letters of some words for look-alikes. The places of the substitutes move along.
pub(super) fn disguise(spun: &Spun, dice: &mut Dice) -> Spun {
    let rate = dice.one_of(&RATES);
    let mut text = String::with_capacity(spun.text.len() * 2);
    let mut moved = vec![0; spun.text.len() + 1];
    let (mut is_disguised, mut is_in_word) = (false, false);
    for (at, c) in spun.text.char_indices() {
        if c.is_alphabetic() != is_in_word {
            is_in_word = !is_in_word;
            is_disguised = is_in_word && dice.share() < rate;
        }
        moved[at] = text.len();
        let twins: Vec<char> = if is_disguised { twins_of(c).collect() } else { Vec::new() };
        // Every other letter that has a twin.
        text.push(if twins.is_empty() || dice.below(2) == 0 { c } else { dice.one_of(&twins) });
    }
    moved[spun.text.len()] = text.len();
    let substituted = spun.substituted.iter().map(|s| Span::new(moved[s.start as usize], moved[s.end as usize]));
    Spun { substituted: substituted.collect(), text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{fold_hash, undisguised_hash};

    #[test]
    fn substitutes_are_told_in_their_new_places() {
        let text = "The old barge embarked at the port. ".repeat(30);
        let spans: Vec<Span> = text.match_indices("port").map(|(at, word)| Span::new(at, at + word.len())).collect();
        let spun = disguise(&Spun { text: text.clone(), substituted: spans }, &mut Dice::new(3));
        assert!(!spun.text.is_ascii() && spun.substituted.len() == 30);
        for span in spun.substituted {
            let word = span.of(&spun.text);
            assert!(word == "port" || undisguised_hash(word) == Some(fold_hash("port", &mut String::new())), "{word}");
        }
    }
}
