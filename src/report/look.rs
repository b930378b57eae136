//! What the user chooses of a report: its colours, and whether suspicions are told.

use crate::decide::GateVerdict;
use crate::findings::{Confidence, Finding, Standing};

/// Whether the text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escape sequences.
    Plain,
    /// ANSI colours.
    Coloured,
}

impl Style {
    /// `text` in the colour of that ANSI code ("31": red), where colours are wanted.
    pub fn paint(self, code: &str, text: &str) -> String {
        match self {
            Style::Plain => text.to_owned(),
            Style::Coloured => format!("\x1b[{code}m{text}\x1b[0m"),
        }
    }

    /// The word for how the check ended.
    pub(super) fn verdict(self, gate: &GateVerdict) -> String {
        if gate.passed { self.paint("32", "passed") } else { self.paint("31", "failed") }
    }

    /// The colour of a finding: yellow for a suspicion, else red.
    pub(super) fn colour(confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Suspect => "33",
            Confidence::Likely | Confidence::Certain => "31",
        }
    }
}

/// Whether suspicions are told beside likely and certain findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicions {
    /// Counted only.
    Hidden,
    /// Told like the others.
    Shown,
}

impl Suspicions {
    /// Whether this finding is told.
    pub(super) fn tell(self, finding: &Finding) -> bool {
        self == Suspicions::Shown || finding.confidence > Confidence::Suspect
    }

    /// The same where what a baseline knows has no place: what is told there is taken for a fault to mend.
    pub(super) fn tell_new(self, finding: &Finding) -> bool {
        finding.standing == Standing::New && self.tell(finding)
    }
}
