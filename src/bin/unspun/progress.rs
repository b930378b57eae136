//! The progress bar, on standard error and only on a terminal, and Ctrl-C (or the termination that a scheduler asks for).

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use unspun::engine::{Phase, Progress};

/// What standard output gets while the run is on its second read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meanwhile {
    /// Nothing until the end.
    Silence,
    /// Findings. On a terminal the bar makes room for them.
    Findings,
}

/// Shows how far a run is, and tells it to stop on Ctrl-C.
pub struct Watcher {
    bar: ProgressBar,
    makes_room: bool,
    stop: Arc<AtomicBool>,
}

impl Watcher {
    /// Watches; draws nothing when `quiet` or where standard error is no terminal.
    pub fn new(quiet: bool, meanwhile: Meanwhile) -> Watcher {
        let target = if quiet || !std::io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let template = "{msg:<7} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} eta {eta} {prefix}";
        bar.set_style(ProgressStyle::with_template(template).expect("the template is fixed and right"));
        let stop = Arc::new(AtomicBool::new(false));
        let flag = stop.clone();
        // A second Ctrl-C ends the process at once; temporary folders may then stay behind.
        let handler = move || {
            if flag.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        };
        let _ = ctrlc::set_handler(handler); // without it Ctrl-C ends the process, which is acceptable
        let makes_room = meanwhile == Meanwhile::Findings && std::io::stdout().is_terminal();
        Watcher { bar, makes_room, stop }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Watcher {
    fn advance(&self, phase: Phase, n_bytes: u64, total_bytes: u64, n_documents: u64) {
        if phase == Phase::Judge && self.makes_room {
            return self.bar.finish_and_clear();
        }
        let name = match phase {
            Phase::Survey => "survey",
            Phase::Verify => "verify",
            Phase::Judge => "judge",
        };
        if self.bar.message() != name {
            self.bar.reset();
            self.bar.set_message(name);
        }
        self.bar.set_length(total_bytes);
        self.bar.set_position(n_bytes);
        self.bar.set_prefix(format!("{n_documents} documents"));
    }

    fn stop_requested(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }
}
