//! `unspun restore`: cleaned corpus and ledger give back the input.

use crate::args::RestoreArgs;
use crate::exit::{Exit, Failure, print};
use unspun::write::{Overwrite, restore};

/// Restores.
pub fn run(args: RestoreArgs) -> Result<Exit, Failure> {
    let overwrite = if args.force { Overwrite::Replace } else { Overwrite::Refuse };
    let r = restore(&args.cleaned, &args.output, overwrite)?;
    if args.quiet {
        return Ok(Exit::Done);
    }
    print(
        format!(
            "{} files restored to {}, checksums equal: {} documents, {} cuts and {} bad records put back\n",
            r.n_files,
            args.output.display(),
            r.n_documents,
            r.n_cuts,
            r.n_quarantined
        )
        .as_bytes(),
    )
}
