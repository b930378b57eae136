//! What `check` takes for known: the baseline that was named, and the one that it writes.

use crate::args::{BaselineArgs, RenewalArg};
use crate::exit::Failure;
use crate::job::Job;
use std::sync::Arc;
use unspun::decide::Acceptance;
use unspun::detect::{Selection, rules};
use unspun::findings::Subject;
use unspun::write::{BaselineWriter, Renewal, read_baseline};

/// Reads the baseline into the job's settings; the sink that writes one, where one is asked for.
pub fn prepare(args: &BaselineArgs, job: &mut Job) -> Result<Option<BaselineWriter>, Failure> {
    let selection = job.settings.selection.clone();
    let asked = rules().filter(|rule| selection.has(rule));
    if let Some(path) = &args.write_baseline {
        job.settings.acceptance = Acceptance::Everything;
        return Ok(Some(BaselineWriter::create(path, Renewal::Whole, asked)?));
    }
    let Some(path) = job.options.baseline.clone() else {
        let asked = [("--new-only", args.new_only), ("--update-baseline", args.update_baseline.is_some())];
        return match asked.iter().find(|(_, is_asked)| *is_asked) {
            Some((flag, _)) => Err(Failure::Usage(format!("{flag}: which baseline? name it with --baseline FILE"))),
            None => Ok(None),
        };
    };
    let old = Arc::new(read_baseline(&path)?);
    let settings = &mut job.settings;
    settings.baseline = Some(old.clone());
    let Some(renewal) = args.update_baseline else { return Ok(None) };
    let unasked = unasked(&selection);
    let renewal = match renewal {
        RenewalArg::Shrink => Renewal::Shrunk { old, unasked },
        RenewalArg::Grow => {
            settings.acceptance = Acceptance::Everything;
            Renewal::Grown { old, unasked }
        }
    };
    Ok(Some(BaselineWriter::create(&path, renewal, asked)?))
}

/// Names of the rules that are not asked for, and of all that holds one of them.
fn unasked(selection: &Selection) -> Vec<String> {
    let rules = rules().filter(|rule| !selection.has(rule));
    let mut names: Vec<String> =
        rules.flat_map(|rule| [rule.name, rule.family.name(), Subject::ALL]).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}
