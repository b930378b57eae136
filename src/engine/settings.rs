//! What a run is to do. Built and range-checked once, by the caller.

use super::ports::Scratch;
use super::room::Room;
use crate::corpus::spill::Allowance;
use crate::decide::{Acceptance, Baseline, Gate, Overrides, Policies, Suppression};
use crate::detect::Selection;
use std::sync::Arc;

/// Which of several copies stays. Each is the first key of a total order: what comes next breaks ties, at last the place in the
/// corpus. A copy only leaves where one that stays holds all that it says, so an excerpt leaves for its article, however old.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// The one that looks least altered by a machine; then the one that says most; then the oldest.
    #[default]
    LeastAltered,
    /// The oldest by its date; then the least altered; then the one that says most.
    Earliest,
    /// The one that says most; then the least altered; then the oldest.
    Longest,
    /// The first in the corpus.
    First,
}

/// What one column, sort or spool holds in memory, most: a file that was just written is read as fast as memory, as long as the
/// system has some to spare, and leaves it to others when it has not. A run over 64 MB of news takes as long with 32 MiB, and 50 MB more.
const MAX_HELD_BYTES: u64 = 16 << 20;

/// Settings of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which rules are asked for.
    pub selection: Selection,
    /// What is done about findings, by site.
    pub policies: Policies,
    /// What a person decided about single findings; it outranks the policies.
    pub overrides: Overrides,
    /// Findings that the user says are none.
    pub suppressions: Vec<Suppression>,
    /// Findings that were known before; they do not count for the gate.
    pub baseline: Option<Arc<Baseline>>,
    /// Whether findings that the baseline does not hold are taken for known too.
    pub acceptance: Acceptance,
    /// What the corpus must hold to.
    pub gate: Gate,
    /// Share of bad records, in 0..=1, that is let pass.
    pub max_bad_share: f64,
    /// Threads; 0 means one for each core.
    pub n_threads: usize,
    /// Which of several copies stays.
    pub keep: Keep,
    /// Where it is given, a near-duplicate document is one of this Jaccard similarity of the word 5-grams and more, in thousandths:
    /// what other tools call one. Nothing protects what the kept copy lacks.
    pub least_jaccard: Option<u16>,
    /// Memory for what a run reads and puts aside, in bytes. Columns, each sort, the spool and the words laid by take an eighth, 16 MiB at most, so that
    /// more than 128 MiB changes nothing; what does not fit goes to `scratch`. What is known of each document and paragraph, and the
    /// pairs that may be copies, come on top.
    pub memory_bytes: u64,
    /// Lends files for what does not fit in memory; without it everything is held in memory.
    pub scratch: Option<Arc<dyn Scratch>>,
}

impl Settings {
    /// Share of bad records that is let pass by default: one in a hundred.
    pub const DEFAULT_BAD_SHARE: f64 = 0.01;
    /// Memory by default, in bytes.
    pub const DEFAULT_MEMORY_BYTES: u64 = 1 << 30;

    /// Input held in memory at a time, in bytes: enough for 2 to 16 threads to share out, and three waves are held. Guesses.
    pub(super) fn wave_bytes(&self) -> usize {
        (self.memory_bytes / 32).clamp(1 << 20, 8 << 20) as usize
    }

    /// One `part` of the memory, `MAX_HELD_BYTES` at most, and the scratch.
    pub(super) fn allowance(&self, part: u64) -> Allowance<'_> {
        Allowance { n_bytes: self.part(part), scratch: self.scratch.as_deref() }
    }

    fn part(&self, part: u64) -> usize {
        (self.memory_bytes / part).min(MAX_HELD_BYTES) as usize
    }

    /// Room that holds one `part` of the memory and goes to the scratch from there on.
    pub(super) fn room(&self, part: u64) -> Room<'_> {
        Room::new(self.scratch.as_deref(), self.part(part))
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            selection: Selection::all(),
            policies: Policies::default(),
            overrides: Overrides::default(),
            suppressions: Vec::new(),
            baseline: None,
            acceptance: Acceptance::Known,
            gate: Gate::default(),
            max_bad_share: Self::DEFAULT_BAD_SHARE,
            n_threads: 0,
            keep: Keep::default(),
            least_jaccard: None,
            memory_bytes: Self::DEFAULT_MEMORY_BYTES,
            scratch: None,
        }
    }
}
