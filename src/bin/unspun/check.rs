//! `unspun check`: the same judgement as `clean`, told instead of done, and a verdict.

use crate::args::CheckArgs;
use crate::exit::{Exit, Failure};
use crate::job::{Job, closing, stdout_style, style};
use crate::known::prepare;
use crate::progress::Meanwhile;
use std::io::{BufWriter, Write};
use std::path::Path;
use unspun::engine::Sink;
use unspun::report::{
    ClustersReport, HumanReport, JsonLinesReport, NewOnly, Output, Scores, SummaryReport, Suspicions,
};

/// Checks; 1 where the gate fails.
pub fn run(args: CheckArgs) -> Result<Exit, Failure> {
    let mut job = Job::new(&args.job, Meanwhile::Findings, &std::env::temp_dir())?;
    let mut baseline = prepare(&args.known, &mut job)?;
    let mut reports = args.output_format.iter().map(|f| report(f, &args, &job)).collect::<Result<Vec<_>, _>>()?;
    let mut sinks: Vec<&mut dyn Sink> = Vec::new();
    for sink in &mut reports {
        sinks.push(sink.as_mut());
    }
    let mut new_only;
    if args.known.new_only {
        new_only = NewOnly::new(sinks);
        sinks = vec![&mut new_only];
    }
    sinks.extend(baseline.as_mut().map(|sink| sink as &mut dyn Sink));
    let (_, gate) = job.run(&mut sinks)?;
    if let (Some(baseline), false) = (&baseline, args.job.quiet) {
        let _ = writeln!(std::io::stderr(), "unspun: the baseline holds {} findings", baseline.n_written());
    }
    Ok(if gate.passed { Exit::Done } else { Exit::GateFailed })
}

/// The sink of one `FORMAT[=PATH]`.
fn report(format: &str, args: &CheckArgs, job: &Job) -> Result<Box<dyn Sink>, Failure> {
    let (name, path) = match format.split_once('=') {
        Some((name, path)) => (name, Some(path)),
        None => (format, None),
    };
    if !["human", "jsonl", "json", "clusters"].contains(&name) {
        return Err(Failure::Usage(format!(
            "--output-format {format}: say human, jsonl, json or clusters, and =PATH for a file"
        )));
    }
    let to = match path {
        None => Output::new(Box::new(BufWriter::with_capacity(1 << 16, std::io::stdout())), "standard output"),
        Some(path) => Output::file(Path::new(path))?,
    };
    Ok(match name {
        "jsonl" => Box::new(JsonLinesReport::new(to, if args.scores { Scores::Shown } else { Scores::Hidden })),
        "clusters" => Box::new(ClustersReport::new(to)),
        "json" => Box::new(SummaryReport::new(to, job.options.told())),
        _ => {
            let look = if path.is_some() { style(args.job.color, false) } else { stdout_style(args.job.color) };
            let suspicions = if args.suspicions { Suspicions::Shown } else { Suspicions::Hidden };
            Box::new(HumanReport::new(to, look, suspicions, closing(&args.job)))
        }
    })
}
