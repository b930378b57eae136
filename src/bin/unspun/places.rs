//! The files of a check keep apart: a report over the corpus would be the end of it, and a baseline that lies among the texts would be
//! read as one of them.

use crate::args::CheckArgs;
use crate::exit::Failure;
use crate::job::Job;
use crate::outputs::{Target, Wanted};
use std::path::{Path, PathBuf};

/// A file, and the flag that named it.
struct Named {
    flag: &'static str,
    path: PathBuf,
}

/// Fails where two of the files that a check writes are one, or where one that it writes, or its baseline, is read as something else.
pub fn check_apart(args: &CheckArgs, wanted: &[Wanted], job: &Job) -> Result<(), Failure> {
    let named = |flag, path: &Path| Named { flag, path: resolved(path) };
    let reports = wanted.iter().filter_map(|w| match &w.target {
        Target::File(path) | Target::EndOf(path) => Some(named("--output-format", path)),
        Target::Stdout => None,
    });
    let written = args.known.write_baseline.as_deref().map(|path| named("--write-baseline", path));
    let known = args.known.baseline.as_deref().or(job.options.baseline.as_deref());
    let known = known.map(|path| named("--baseline", path));
    let own: Vec<Named> = reports.chain(written).chain(known).collect();
    for (i, file) in own.iter().enumerate() {
        if let Some(other) = own[..i].iter().find(|other| other.path == file.path) {
            let (path, flags) = (file.path.display(), (other.flag, file.flag));
            return Err(Failure::Usage(format!("{} and {} both name {path}; name two files", flags.0, flags.1)));
        }
    }
    let texts = job.corpus.files().iter().map(|file| ("part of the corpus", file.path.as_path()));
    let settings = [("the overrides", args.job.overrides.as_deref()), ("the model", job.options.model.as_deref())];
    let settings = settings.into_iter().filter_map(|(what, path)| Some((what, path?)));
    for (what, path) in texts.chain(settings) {
        let path = resolved(path);
        if let Some(file) = own.iter().find(|file| file.path == path) {
            let (flag, path) = (file.flag, path.display());
            return Err(Failure::Usage(format!(
                "{flag} {path}: the run reads this file as {what}; name another place"
            )));
        }
    }
    Ok(())
}

/// The path by which the system knows the file, also where the file is not there yet.
fn resolved(path: &Path) -> PathBuf {
    let in_folder = || {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}
