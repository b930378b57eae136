//! Whether the corpus as a whole passes. Without limits of the user's own, one likely finding fails it.

use crate::findings::Summary;

/// What the corpus must hold to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gate {
    /// Likely or certain findings that are let pass.
    pub max_findings: u64,
}

/// Whether it passes, and the figure that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateVerdict {
    /// True where it passes.
    pub passed: bool,
    /// A sentence for a person.
    pub reason: String,
}

impl Gate {
    /// Judges a finished run.
    pub fn judge(&self, summary: &Summary) -> GateVerdict {
        let n_likely = summary.n_likely();
        let passed = n_likely <= self.max_findings;
        let reason = format!("{n_likely} likely or certain findings, limit {}", self.max_findings);
        GateVerdict { passed, reason }
    }
}
