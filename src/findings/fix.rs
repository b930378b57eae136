//! What can be done about a finding, and how sure it is.

use crate::text::Span;

/// How sure a finding is. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Shown, never applied unless asked for.
    Suspect,
    /// Above a threshold that was measured on labelled data.
    Likely,
    /// Provable: an exact repeat, reversible mojibake.
    Certain,
}

impl Confidence {
    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Suspect => "suspect",
            Confidence::Likely => "likely",
            Confidence::Certain => "certain",
        }
    }
}

/// What is done with a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Reported only.
    None,
    /// Another text is put in its place.
    Replace,
    /// The place leaves the text.
    Cut,
    /// The whole document leaves the corpus.
    Drop,
}

impl Action {
    /// Name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Action::None => "none",
            Action::Replace => "replace",
            Action::Cut => "cut",
            Action::Drop => "drop",
        }
    }
}

/// What a finding wants done, and the text that would stand there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is done. The detector proposes, the policy decides.
    pub action: Action,
    /// The better text: applied by `Replace`, evidence with `None`.
    pub replacement: Option<String>,
}

impl Fix {
    /// Report only.
    pub const NONE: Fix = Fix { action: Action::None, replacement: None };
    /// The document leaves the corpus.
    pub const DROP: Fix = Fix { action: Action::Drop, replacement: None };
    /// The place leaves the text.
    pub const CUT: Fix = Fix { action: Action::Cut, replacement: None };

    /// `text` is put in the place.
    pub fn replace(text: impl Into<String>) -> Fix {
        Fix { action: Action::Replace, replacement: Some(text.into()) }
    }

    /// Report only, and name what should stand there.
    pub fn suggest(text: impl Into<String>) -> Fix {
        Fix { action: Action::None, replacement: Some(text.into()) }
    }
}

/// One change of a text: the bytes of `span` leave, `put` comes in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What leaves.
    pub span: Span,
    /// What comes; empty for a cut.
    pub put: String,
    /// Positions, in the document's list, of the findings that ask for it; the first one decided.
    pub findings: Vec<usize>,
}
