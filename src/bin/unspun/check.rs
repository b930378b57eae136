//! `unspun check`: the same judgement as `clean`, told instead of done, and a verdict.

use crate::args::CheckArgs;
use crate::config::Options;
use crate::exit::{Exit, Failure};
use crate::job::{Job, closing, stdout_style, style};
use crate::known::prepare;
use crate::outputs::{Format, Target, Wanted, wanted};
use crate::places::check_apart;
use crate::progress::Meanwhile;
use std::io::Write;
use unspun::detect::rules;
use unspun::engine::Sink;
use unspun::findings::Rule;
use unspun::report::{
    ClustersReport, ConciseReport, GithubReport, HtmlReport, HumanReport, JsonLinesReport, JunitReport, MarkdownReport,
    NewOnly, SarifReport, Scores, SummaryReport, Suspicions,
};

const FORMAT_FLAG: &str = "--output-format";

/// Checks; 1 where the gate fails.
pub fn run(args: CheckArgs) -> Result<Exit, Failure> {
    let wanted = wanted(&args.output_format, |name| std::env::var(name).ok())?;
    let mut job = Job::new(&args.job, Options::for_check(&args)?, meanwhile(&wanted), &std::env::temp_dir())?;
    check_apart(&args, &wanted, &job)?;
    if args.scores {
        job.settings.selection = job.settings.selection.clone().with_scores();
    }
    let mut baseline = prepare(&args.known, &mut job)?;
    let mut reports = wanted.iter().map(|wanted| report(wanted, &args, &job)).collect::<Result<Vec<_>, _>>()?;
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

/// Where a report comes line by line, the progress bar makes room for it.
fn meanwhile(wanted: &[Wanted]) -> Meanwhile {
    let comes_in_lines = |format| matches!(format, Format::Human | Format::Concise | Format::Jsonl);
    match wanted.iter().any(|w| w.target == Target::Stdout && comes_in_lines(w.format)) {
        true => Meanwhile::Findings,
        false => Meanwhile::Silence,
    }
}

/// The sink of one report.
fn report<'a>(wanted: &Wanted, args: &CheckArgs, job: &'a Job) -> Result<Box<dyn Sink + 'a>, Failure> {
    let to = wanted.open()?;
    let look = match wanted.target {
        Target::Stdout => stdout_style(args.job.color),
        Target::File(_) | Target::EndOf(_) => style(args.job.color, false),
    };
    let suspicions = if args.suspicions { Suspicions::Shown } else { Suspicions::Hidden };
    let asked: Vec<&'static Rule> = rules().filter(|rule| job.settings.selection.has(rule)).collect();
    let words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    Ok(match wanted.format {
        Format::Human => Box::new(HumanReport::new(to, look, suspicions, closing(&args.job))),
        Format::Concise => Box::new(ConciseReport::new(to, look, suspicions)),
        Format::Jsonl => Box::new(JsonLinesReport::new(to, if args.scores { Scores::Shown } else { Scores::Hidden })),
        Format::Json => Box::new(SummaryReport::new(to, job.options.told())),
        Format::Clusters => Box::new(ClustersReport::new(to)),
        Format::Html => Box::new(HtmlReport::new(to, &job.corpus, job.options.told())),
        Format::Sarif => Box::new(SarifReport::new(to, asked, suspicions)),
        Format::Junit => Box::new(JunitReport::new(to, asked, suspicions)),
        Format::Github => Box::new(GithubReport::new(to, suspicions)),
        Format::Markdown => Box::new(MarkdownReport::new(to, command(words), suspicions)),
    })
}

/// What was called, for a shell, without its formats: the findings for people.
fn command(words: impl Iterator<Item = String>) -> String {
    let mut told = vec!["unspun".to_owned()];
    let mut words = words.skip(1);
    while let Some(word) = words.next() {
        match word.strip_prefix(FORMAT_FLAG) {
            Some("") => drop(words.next()),
            Some(value) if value.starts_with('=') => {}
            _ => told.push(quoted(&word)),
        }
    }
    told.join(" ")
}

/// A word that a shell takes as it stands.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,%+@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_told_without_its_formats() {
        let words = ["/bin/unspun", "check", "a b", "--output-format", "json=x", "--output-format=github", "--quiet"];
        assert_eq!(command(words.into_iter().map(str::to_owned)), "unspun check 'a b' --quiet");
    }

    #[test]
    fn a_shell_reads_the_words_that_were_given() {
        assert_eq!(quoted("--select=spun,duplicate"), "--select=spun,duplicate");
        assert_eq!(quoted("Ann's corpus/*.jsonl"), r"'Ann'\''s corpus/*.jsonl'");
        assert_eq!(quoted(""), "''");
    }
}
