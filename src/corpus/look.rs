//! What the first read thought of a document's words, in four bytes: how likely it is spun, and whether the second read has anything
//! to say of it. Made by `detect/spun`, kept in the census, measured in `spread`.

/// What the first read thought of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look(u32);

/// The last bit of the fraction tells whether there is something to say: a ten-millionth of the log odds.
const IS_LOUD: u32 = 1;

impl Look {
    /// Of a document that is too short to be judged, or in another language.
    pub const NONE: Look = Look(f32::NAN.to_bits() & !IS_LOUD);

    /// Of a document of these log odds, of which nothing is to be said.
    pub fn silent(log_odds: f32) -> Look {
        if log_odds.is_nan() { Look::NONE } else { Look(log_odds.to_bits() & !IS_LOUD) }
    }

    /// Of a document of these log odds, of which something may be said.
    pub fn loud(log_odds: f32) -> Look {
        Look(Look::silent(log_odds).0 | IS_LOUD)
    }

    /// True where nothing is to be said of the document, as long as all its paragraphs count; false where it was not judged, for why
    /// it was not is told.
    pub fn is_silent(self) -> bool {
        self != Look::NONE && self.0 & IS_LOUD == 0
    }

    /// Log odds that the document is spun; `None` where it was not judged.
    pub fn log_odds(self) -> Option<f32> {
        let log_odds = f32::from_bits(self.0 & !IS_LOUD);
        (!log_odds.is_nan()).then_some(log_odds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_not_judged_is_not_passed_over() {
        assert!(!Look::NONE.is_silent() && Look::NONE.log_odds().is_none());
        assert_eq!(Look::silent(f32::NAN), Look::NONE);
    }

    proptest! {
        #[test]
        fn a_look_keeps_its_log_odds(log_odds in -80f32..80.0) {
            for (look, is_silent) in [(Look::silent(log_odds), true), (Look::loud(log_odds), false)] {
                prop_assert_eq!(look.is_silent(), is_silent);
                let kept = look.log_odds().expect("it was judged");
                prop_assert!((kept - log_odds).abs() <= log_odds.abs() * 2e-7, "{} for {}", kept, log_odds);
            }
        }
    }
}
