//! What `clean` and `check` have in common: options, inputs, progress, and the one run.

use crate::args::{ColorArg, JobArgs};
use crate::config::Options;
use crate::exit::Failure;
use crate::overrides;
use crate::places::leave_out_own;
use crate::progress::{Meanwhile, Watcher};
use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use unspun::decide::GateVerdict;
use unspun::engine::{Settings, Sink, run};
use unspun::files::ScratchFolder;
use unspun::findings::Summary;
use unspun::model::Model;
use unspun::read::{CorpusFiles, expand_in};
use unspun::report::{Closing, Style};

/// A run that is ready to go.
pub struct Job {
    pub corpus: CorpusFiles,
    pub options: Options,
    pub settings: Settings,
    model: Cow<'static, Model>,
    watcher: Watcher,
}

impl Job {
    /// Settles the settings and lists the inputs. Temporary files go to `work_dir` unless the user names another folder.
    pub fn new(args: &JobArgs, options: Options, meanwhile: Meanwhile, work_dir: &Path) -> Result<Job, Failure> {
        let mut settings = options.settings()?;
        for notice in options.notices() {
            let _ = writeln!(std::io::stderr(), "unspun: {notice}");
        }
        if let Some(path) = &options.overrides {
            settings.overrides = overrides::load(path)?;
        }
        let scratch = ScratchFolder::new(options.work_dir.as_deref().unwrap_or(work_dir));
        if options.work_dir.is_some() {
            scratch.check()?;
        }
        settings.scratch = Some(Arc::new(scratch));
        let model = load_model(&options)?;
        let spool_dir = options.work_dir.clone().unwrap_or_else(std::env::temp_dir);
        let mut inputs = expand_in(&args.inputs, options.input_format(), Some(&spool_dir))?;
        let left_out = leave_out_own(&mut inputs, &args.inputs, &options);
        for notice in left_out.iter().filter(|_| !args.quiet) {
            let _ = writeln!(std::io::stderr(), "unspun: {notice}");
        }
        inputs.check_rereadable()?;
        if inputs.n_skipped > 0 && !args.quiet {
            let _ = writeln!(std::io::stderr(), "unspun: {} files of other kinds are left out", inputs.n_skipped);
        }
        let corpus = CorpusFiles::new(inputs, options.field_names());
        // From here on Ctrl-C is answered by the run, which takes away what it has begun to write.
        let watcher = Watcher::new(args.quiet, meanwhile);
        Ok(Job { corpus, options, settings, model, watcher })
    }

    /// Runs it into `sinks`.
    pub fn run(&self, sinks: &mut [&mut dyn Sink]) -> Result<(Summary, GateVerdict), Failure> {
        let result = run(&self.corpus, &self.model, &self.settings, sinks, &self.watcher);
        self.watcher.end();
        Ok(result?)
    }
}

/// The model that was named, or the embedded one.
pub fn load_model(options: &Options) -> Result<Cow<'static, Model>, Failure> {
    let Some(path) = &options.model else { return Ok(Cow::Borrowed(Model::embedded())) };
    let model = read_model(path)?;
    if model.judgement().is_none() {
        let _ = writeln!(
            std::io::stderr(),
            "unspun: {} was trained without --spinner and --labelled: no text is judged for spinning by it",
            path.display()
        );
    }
    Ok(Cow::Owned(model))
}

/// The model of a file.
pub fn read_model(path: &Path) -> Result<Model, Failure> {
    let unread = |why: String| Failure::Io(format!("read model {}: {why}; `unspun train` makes one", path.display()));
    let bytes = std::fs::read(path).map_err(|e| unread(e.to_string()))?;
    Model::from_bytes(&bytes).map_err(|e| unread(e.to_string()))
}

/// How a report for people ends.
pub fn closing(args: &JobArgs) -> Closing {
    if args.quiet { Closing::Verdict } else { Closing::Table }
}

/// Whether text for people is coloured, where `to` is its terminal or not.
pub fn style(color: ColorArg, is_terminal: bool) -> Style {
    let wanted = match color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    };
    if wanted { Style::Coloured } else { Style::Plain }
}

/// The style for standard output.
pub fn stdout_style(color: ColorArg) -> Style {
    style(color, std::io::stdout().is_terminal())
}
