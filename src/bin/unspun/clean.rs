//! `unspun clean`: the cleaned corpus, and the audit beside it.

use crate::args::CleanArgs;
use crate::config::Options;
use crate::exit::{Exit, Failure, print};
use crate::job::{Job, closing, stdout_style};
use crate::progress::Meanwhile;
use std::path::{Path, PathBuf};
use unspun::engine::Sink;
use unspun::files::why_unwritten;
use unspun::report::{EVIDENCE_NAME, HtmlReport, HumanReport, Output, PAGE_NAME, SummaryReport, Suspicions, table};
use unspun::write::{CorpusWriter, Overwrite, audit_folder};

const SUMMARY_NAME: &str = "summary.json";

/// Cleans, or with `--dry-run` says what would be done.
pub fn run(args: CleanArgs) -> Result<Exit, Failure> {
    let meanwhile = if args.dry_run { Meanwhile::Findings } else { Meanwhile::Silence };
    let job = Job::new(&args.job, Options::load(&args.job)?, meanwhile, &work_dir(&args))?;
    match (&args.output, args.dry_run) {
        (Some(output), false) => write(&job, &args, output),
        _ => rehearse(&job, &args),
    }
}

fn write(job: &Job, args: &CleanArgs, output: &Path) -> Result<Exit, Failure> {
    job.corpus.inputs().check_names()?;
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    let mut writer = CorpusWriter::create(output, job.corpus.files(), overwrite)?;
    let audited = |name: &str| {
        let place = audit_folder(output).join(name).display().to_string();
        let file = std::fs::File::create(writer.audit_file(name));
        let file = file.map_err(|e| Failure::Io(format!("write {place}: {}", why_unwritten(&e))))?;
        Ok::<Output, Failure>(Output::new(Box::new(file), place))
    };
    let mut summary_report = SummaryReport::new(audited(SUMMARY_NAME)?, job.options.told());
    let mut page =
        HtmlReport::new(audited(PAGE_NAME)?, &job.corpus, job.options.told()).with_audit(audited(EVIDENCE_NAME)?);
    // The writer publishes, so it comes last.
    let mut sinks: Vec<&mut dyn Sink> = vec![&mut summary_report, &mut page, &mut writer];
    let (summary, _) = job.run(&mut sinks)?;
    if args.job.quiet {
        return Ok(Exit::Done);
    }
    let undo = format!("unspun restore {} --output FOLDER", output.display());
    print(
        format!(
            "{}cleaned corpus: {}\naudit: {}\nreport: {}\nundo: {undo}\n",
            table(&summary),
            output.display(),
            audit_folder(output).display(),
            audit_folder(output).join(PAGE_NAME).display()
        )
        .as_bytes(),
    )
}

/// Where the output goes there is room for it, so there is room for what the run puts aside.
fn work_dir(args: &CleanArgs) -> PathBuf {
    match (&args.output, args.dry_run) {
        (Some(output), false) => output.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).into(),
        _ => std::env::temp_dir(),
    }
}

fn rehearse(job: &Job, args: &CleanArgs) -> Result<Exit, Failure> {
    let to = Output::new(Box::new(std::io::BufWriter::new(std::io::stdout())), "standard output");
    let mut report = HumanReport::new(to, stdout_style(args.job.color), Suspicions::Hidden, closing(&args.job));
    let (summary, _) = job.run(&mut [&mut report])?;
    Ok(if summary.changes_anything() { Exit::GateFailed } else { Exit::Done })
}
