//! `unspun report`: the page of a `clean`, made anew from its audit. Of use where the page was lost, or a newer version draws it better.

use crate::args::ReportArgs;
use crate::exit::{Exit, Failure, print};
use std::path::Path;
use unspun::report::{EVIDENCE_NAME, Output, PAGE_NAME, page_of_audit};
use unspun::write::audit_folder;

/// Writes the page.
pub fn run(args: &ReportArgs) -> Result<Exit, Failure> {
    let beside = audit_folder(&args.audit);
    let audit = if args.audit.join(EVIDENCE_NAME).exists() || !beside.exists() { &args.audit } else { &beside };
    let page = page_of_audit(audit)?;
    let path = match &args.output {
        Some(path) if path == Path::new("-") => return print(page.as_bytes()),
        Some(path) => path.clone(),
        None => audit.join(PAGE_NAME),
    };
    Output::file(&path)?.put(page.as_bytes())?;
    print(format!("report: {}\n", path.display()).as_bytes())
}
