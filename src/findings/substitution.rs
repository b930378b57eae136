//! A word that looks put in by a machine, and the word that most likely stood there: the evidence of spun text.

use crate::text::Span;

/// One word for another, and what the language model counted of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Substitution {
    /// The word that stands there now: bytes of the document's text.
    pub span: Span,
    /// The word that most likely stood there, folded.
    pub original: String,
    /// By how many nats the original fits the place better.
    pub gain: f32,
    /// How often the word that stands there was counted beside its neighbours.
    pub now_counts: PlaceCounts,
    /// How often the original was.
    pub original_counts: PlaceCounts,
}

/// How often a word was counted between two others, as the model has it: 0 below 5, and to within a factor of 1.8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceCounts {
    /// Right after the word before.
    pub after: u64,
    /// Right before the word after.
    pub before: u64,
    /// Between both.
    pub between: u64,
}
