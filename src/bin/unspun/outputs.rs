//! What `--output-format FORMAT[=PATH]` asks for: which formats there are, where each goes, and that no two get in each other's way on
//! standard output; that files keep apart is seen to in `places`.

use crate::exit::Failure;
use clap::builder::PossibleValue;
use std::io::{BufWriter, IsTerminal};
use std::path::PathBuf;
use unspun::report::Output;

/// How findings are told. The table of formats: a new one is a line here and an arm in `check.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Human,
    Concise,
    Jsonl,
    Json,
    Clusters,
    Sarif,
    Junit,
    Github,
    Markdown,
    Html,
}

const FORMATS: &[(&str, Format, &str)] = &[
    ("human", Format::Human, "Findings with excerpts and reasons (the default)"),
    ("concise", Format::Concise, "A line a finding"),
    ("jsonl", Format::Jsonl, "A JSON object a finding"),
    ("json", Format::Json, "The counts of the run and the verdict"),
    ("clusters", Format::Clusters, "The ids of copies, one list a line, the one to keep first"),
    ("sarif", Format::Sarif, "SARIF 2.1.0, for code scanning and editors"),
    ("junit", Format::Junit, "JUnit XML, a test a rule, for CI systems"),
    ("github", Format::Github, "Annotations of GitHub Actions"),
    ("markdown", Format::Markdown, "A page, for the summary of a job"),
    ("html", Format::Html, "A page to look at, in one file"),
];

/// The names of the formats, for help and completions. What is wrong with a value is told by `wanted`.
pub fn format_names() -> Vec<PossibleValue> {
    FORMATS.iter().map(|(name, _, what)| PossibleValue::new(*name).help(*what)).collect()
}

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Stdout,
    File(PathBuf),
    /// A file that others write too: the end of it.
    EndOf(PathBuf),
}

/// One report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub format: Format,
    pub target: Target,
}

impl Wanted {
    /// Opens the place that it goes to.
    pub fn open(&self) -> Result<Output, Failure> {
        Ok(match &self.target {
            Target::Stdout => stdout(),
            Target::File(path) => Output::file(path)?,
            Target::EndOf(path) => Output::append(path)?,
        })
    }
}

/// Standard output. On a terminal what is found is seen at once.
fn stdout() -> Output {
    let stdout = std::io::stdout();
    let name = "standard output";
    if stdout.is_terminal() {
        return Output::new(Box::new(stdout), name);
    }
    Output::new(Box::new(BufWriter::with_capacity(1 << 16, stdout)), name)
}

/// The reports of a check: those that are asked for, else findings for people. Where nothing is asked for in a job of GitHub Actions,
/// these are lines for its log, annotations and a page for the job's summary.
pub fn wanted(asked: &[String], variable: impl Fn(&str) -> Option<String>) -> Result<Vec<Wanted>, Failure> {
    if !asked.is_empty() {
        let wanted = asked.iter().map(|text| parse(text)).collect::<Result<Vec<_>, _>>()?;
        check_stdout(&wanted)?;
        return Ok(wanted);
    }
    let to_stdout = |format| Wanted { format, target: Target::Stdout };
    if variable("GITHUB_ACTIONS").as_deref() != Some("true") {
        return Ok(vec![to_stdout(Format::Human)]);
    }
    let mut wanted = vec![to_stdout(Format::Concise), to_stdout(Format::Github)];
    if let Some(path) = variable("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) {
        wanted.push(Wanted { format: Format::Markdown, target: Target::EndOf(path.into()) });
    }
    Ok(wanted)
}

fn parse(text: &str) -> Result<Wanted, Failure> {
    let (name, path) = match text.split_once('=') {
        Some((name, path)) => (name, Some(path)),
        None => (text, None),
    };
    let Some(&(_, format, _)) = FORMATS.iter().find(|(known, ..)| *known == name) else {
        let names: Vec<&str> = FORMATS.iter().map(|(known, ..)| *known).collect();
        return Err(Failure::Usage(format!("--output-format {text}: say {}, and =PATH for a file", or_list(&names))));
    };
    let target = match path {
        None | Some("-") => Target::Stdout,
        Some("") => return Err(Failure::Usage(format!("--output-format {text}: say which file, as {name}=PATH"))),
        Some(path) => Target::File(path.into()),
    };
    Ok(Wanted { format, target })
}

/// Two reports on one output would be neither. Only annotations may stand among lines for people: GitHub picks them out of a log.
fn check_stdout(wanted: &[Wanted]) -> Result<(), Failure> {
    let to_stdout: Vec<Format> = wanted.iter().filter(|w| w.target == Target::Stdout).map(|w| w.format).collect();
    match to_stdout[..] {
        []
        | [_]
        | [Format::Human | Format::Concise, Format::Github]
        | [Format::Github, Format::Human | Format::Concise] => {}
        _ => {
            let names: Vec<&str> = to_stdout.iter().map(|&format| name(format)).collect();
            return Err(Failure::Usage(format!(
                "--output-format: {} would both go to standard output; give all but one a file, as {}=PATH",
                names.join(" and "),
                names[1]
            )));
        }
    }
    Ok(())
}

fn name(format: Format) -> &'static str {
    FORMATS.iter().find(|(_, known, _)| *known == format).map_or("", |(name, ..)| name)
}

fn or_list(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formats(asked: &[&str], variables: &[(&str, &str)]) -> Result<Vec<(Format, Target)>, String> {
        let asked: Vec<String> = asked.iter().map(|text| (*text).to_owned()).collect();
        let variable = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
        match wanted(&asked, variable) {
            Ok(wanted) => Ok(wanted.into_iter().map(|w| (w.format, w.target)).collect()),
            Err(Failure::Usage(why)) => Err(why),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn several_formats_go_to_several_places() {
        let file = |path: &str| Target::File(path.into());
        assert_eq!(
            formats(&["concise", "sarif=a=b.sarif", "junit=j.xml"], &[]).unwrap(),
            [(Format::Concise, Target::Stdout), (Format::Sarif, file("a=b.sarif")), (Format::Junit, file("j.xml"))]
        );
        assert_eq!(formats(&["json=-"], &[]).unwrap(), [(Format::Json, Target::Stdout)]);
    }

    #[test]
    fn two_on_one_output_are_refused() {
        for asked in [&["human", "jsonl"][..], &["json=-", "sarif"], &["human", "github", "json"], &["github", "jsonl"]]
        {
            assert!(formats(asked, &[]).unwrap_err().contains("standard output"), "{asked:?}");
        }
        assert!(formats(&["sarif="], &[]).unwrap_err().contains("sarif=PATH"));
        assert!(formats(&["github", "concise"], &[]).is_ok());
    }

    #[test]
    fn in_a_job_of_github_its_forms_are_the_default() {
        let job = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", "s.md")];
        let told = formats(&[], &job).unwrap();
        assert_eq!(told[..2], [(Format::Concise, Target::Stdout), (Format::Github, Target::Stdout)]);
        assert_eq!(told[2], (Format::Markdown, Target::EndOf("s.md".into())));
        assert_eq!(formats(&[], &job[..1]).unwrap().len(), 2);
        assert_eq!(formats(&["json"], &job).unwrap(), [(Format::Json, Target::Stdout)]);
        assert_eq!(formats(&[], &[("GITHUB_ACTIONS", "false")]).unwrap(), [(Format::Human, Target::Stdout)]);
    }
}
