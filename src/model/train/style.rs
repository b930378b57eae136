//! The ways of spinners: how one picks a substitute, and what else it does to a text. Real ones differ in both, and weights that have
//! seen one way only do not hold on another.

/// How a spinner picks a substitute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Any word of its table in any plainly inflected form, right or wrong, by the weight of the table.
    Plain,
    /// Only words that are used, the common ones more often.
    Frequent,
    /// Of each word the few likeliest, and only common ones.
    Common,
}

impl Style {
    /// All of them, by the names that a user has for them.
    pub const NAMES: [(&'static str, Style); 3] =
        [("plain", Style::Plain), ("frequent", Style::Frequent), ("common", Style::Common)];

    /// Least count of a substitute. Guesses, for counts on some tens of millions of words.
    pub(super) fn min_count(self) -> u32 {
        match self {
            Style::Plain => 0,
            Style::Frequent => 150,
            Style::Common => 1_000,
        }
    }

    /// Substitutes of one word.
    pub(super) fn n_best(self) -> usize {
        if self == Style::Common { 3 } else { usize::MAX }
    }

    pub(super) fn weight(self, weight: f32, count: u32) -> f32 {
        if self == Style::Plain { weight } else { weight * (count as f32).sqrt() }
    }
}

/// What a spinner does beside replacing one word by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Phrases stand for words and words for phrases, where its table has them.
    Phrases,
    /// Words go there and back through a dictionary, so that the substitute is of another sense.
    Pivot,
    /// The base form is put in whatever the form of the word.
    Uninflected,
    /// Letters of some words are exchanged for look-alikes of other scripts.
    Homoglyphs,
    /// About half of the sentences stay as they were, the others are spun twice as much, quotations stay.
    Uneven,
}

impl Habit {
    /// All of them, by the names that a user has for them.
    pub const NAMES: [(&'static str, Habit); 5] = [
        ("phrases", Habit::Phrases),
        ("pivot", Habit::Pivot),
        ("uninflected", Habit::Uninflected),
        ("homoglyphs", Habit::Homoglyphs),
        ("uneven", Habit::Uneven),
    ];
}
