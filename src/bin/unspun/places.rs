//! The files of a run keep apart: a report over the corpus would be the end of it, and one among the texts would be read as one of them.
//! Only what a run knows by its settings may lie there, since every run with the same settings leaves it out.

use crate::args::CheckArgs;
use crate::config::Options;
use crate::exit::Failure;
use crate::job::Job;
use crate::outputs::{Target, Wanted};
use std::path::{Path, PathBuf};
use unspun::files::Format;
use unspun::read::Inputs;

/// A file, and the flag or the line of the settings that names it.
struct Named {
    by: String,
    /// As the user has it.
    shown: PathBuf,
    /// As the system knows it.
    path: PathBuf,
}

impl Named {
    fn new(by: impl Into<String>, path: &Path) -> Named {
        Named { by: by.into(), shown: path.to_owned(), path: resolved(path) }
    }
}

/// Takes the baseline and the overrides out of what was found in folders, and says so. What is named as an input stays one.
pub fn leave_out_own(inputs: &mut Inputs, named: &[String], options: &Options) -> Vec<String> {
    let own = [
        ("the baseline", &options.baseline),
        ("the baseline", &options.new_baseline),
        ("the overrides", &options.overrides),
    ];
    let own = own.into_iter().filter_map(|(what, path)| Some((what, resolved(path.as_deref()?))));
    let mut left_out = Vec::new();
    for (what, path) in own.filter(|(_, path)| !named.iter().any(|input| resolved(Path::new(input)) == *path)) {
        // A corpus may have a million files: only one of the same name is looked at.
        let is_own = |file: &Path| file.file_name() == path.file_name() && resolved(file) == path;
        inputs.files.retain(|file| {
            let stays = !is_own(&file.path);
            if !stays {
                left_out.push(format!("{} is left out of the corpus: it is {what}", file.shown));
            }
            stays
        });
    }
    left_out
}

/// Fails where two of the files that a check writes are one, where one that it writes, or its baseline, is read as something else, and
/// where a report would be read by the next run as part of the corpus.
pub fn check_apart(args: &CheckArgs, wanted: &[Wanted], job: &Job) -> Result<(), Failure> {
    let reports = wanted.iter().filter_map(|w| match &w.target {
        Target::File(path) | Target::EndOf(path) => Some(Named::new("--output-format", path)),
        Target::Stdout => None,
    });
    let reports: Vec<Named> = reports.collect();
    reports.iter().try_for_each(|report| check_outside(report, &args.job.inputs))?;
    let options = &job.options;
    let known = match &options.new_baseline {
        Some(path) => Some(Named::new("--write-baseline", path)), // the one of the settings is not read then
        None => options.baseline.as_deref().map(|path| Named::new(options.origin("baseline"), path)),
    };
    let own: Vec<Named> = reports.into_iter().chain(known).collect();
    check_each_its_own(&own)?;
    let texts = job.corpus.files().iter().map(|file| ("part of the corpus", file.path.as_path()));
    let settings = [("the overrides", options.overrides.as_deref()), ("the model", options.model.as_deref())];
    let settings = settings.into_iter().filter_map(|(what, path)| Some((what, path?)));
    for (what, path) in texts.chain(settings) {
        let path = resolved(path);
        if let Some(Named { by, shown, .. }) = own.iter().find(|file| file.path == path) {
            let shown = shown.display();
            return Err(Failure::Usage(format!("{by} {shown}: the run reads this file as {what}; name another place")));
        }
    }
    Ok(())
}

/// Two things in one file would be neither.
fn check_each_its_own(files: &[Named]) -> Result<(), Failure> {
    for (at, Named { by, shown, path }) in files.iter().enumerate() {
        let Some(other) = files[..at].iter().find(|other| other.path == *path) else { continue };
        let shown = shown.display();
        return Err(Failure::Usage(match other.by == *by {
            true => format!("{by}: two reports would go to {shown}; name two files"),
            false => format!("{} and {by} both name {shown}; name two files", other.by),
        }));
    }
    Ok(())
}

/// Fails where a report would lie in a folder of the corpus under a name that folders are searched for.
fn check_outside(report: &Named, inputs: &[String]) -> Result<(), Failure> {
    let name = report.path.file_name().unwrap_or_default().to_string_lossy();
    let folder = inputs.iter().map(Path::new).filter(|input| input.is_dir()).find(|input| {
        let below = report.path.strip_prefix(resolved(input));
        let is_hidden = |part: std::path::Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
        below.is_ok_and(|below| !below.components().any(is_hidden))
    });
    match folder {
        Some(folder) if Format::of(&report.path).is_some() => Err(Failure::Usage(format!(
            "{} {}: the next run would read it as part of the corpus, since it lies in {}; name a place outside, or a hidden file (.{name})",
            report.by,
            report.shown.display(),
            folder.display()
        ))),
        _ => Ok(()),
    }
}

/// The path by which the system knows the file, also where the file is not there yet.
fn resolved(path: &Path) -> PathBuf {
    let in_folder = || {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_things_in_one_file_are_refused() {
        let check = |files: &[(&str, &str)]| {
            let files: Vec<Named> = files.iter().map(|(by, path)| Named::new(*by, Path::new(path))).collect();
            check_each_its_own(&files).map_err(|failure| match failure {
                Failure::Usage(why) => why,
                other => panic!("{other:?}"),
            })
        };
        assert!(check(&[("--output-format", "a"), ("--output-format", "b")]).is_ok());
        let why = check(&[("--output-format", "a"), ("--output-format", "./a")]).unwrap_err();
        assert!(why.starts_with("--output-format: two reports would go to "), "{why}");
        let why = check(&[("--output-format", "a"), ("unspun.toml:3", "a")]).unwrap_err();
        assert!(why.starts_with("--output-format and unspun.toml:3 both name "), "{why}");
    }
}
