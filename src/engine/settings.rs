//! What a run is to do. Built and range-checked once, by the caller.

use crate::decide::{Gate, Policy};
use crate::detect::Selection;

/// Settings of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which rules are asked for.
    pub selection: Selection,
    /// What is done about findings.
    pub policy: Policy,
    /// What the corpus must hold to.
    pub gate: Gate,
    /// Share of bad records, in 0..=1, that is let pass.
    pub max_bad_share: f64,
    /// Threads; 0 means one for each core.
    pub n_threads: usize,
    /// Bytes of input held in memory at a time, besides the survey.
    pub wave_bytes: usize,
}

impl Settings {
    /// Share of bad records that is let pass by default: one in a hundred.
    pub const DEFAULT_BAD_SHARE: f64 = 0.01;
    /// Input held at a time by default, in bytes. Enough for 2 to 16 threads to share out; a guess.
    pub const DEFAULT_WAVE_BYTES: usize = 16 << 20;
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            selection: Selection::all(),
            policy: Policy::default(),
            gate: Gate::default(),
            max_bad_share: Self::DEFAULT_BAD_SHARE,
            n_threads: 0,
            wave_bytes: Self::DEFAULT_WAVE_BYTES,
        }
    }
}
