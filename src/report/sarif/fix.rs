//! What a tool may do to the file to put a finding right: the edit that `clean` makes, in the bytes of the file.

use super::super::region::{record_line, region};
use super::{stretch, wire};
use crate::decide::Plan;
use crate::engine::Verdict;
use crate::files::Compression;
use crate::findings::Action;
use crate::text::{Carrier, Span};
use std::path::Path;

/// The fix of finding `i`. None where nothing is done, where the document is a whole file, and where the file is compressed: no
/// tool could apply it.
pub(super) fn fix(verdict: &Verdict, i: usize) -> Option<wire::Fix> {
    let (document, finding) = (&verdict.document, &verdict.findings[i]);
    if Compression::of(Path::new(&*document.path)) != Compression::Plain {
        return None;
    }
    let (what, deleted, put) = match finding.fix.action {
        Action::None => return None,
        Action::Drop => ("drop the record", record_line(document)?, String::new()),
        Action::Cut | Action::Replace => {
            let (span, put) = edit(verdict, i)?;
            let what = if put.is_empty() { "cut the place" } else { "replace the place" };
            (what, region(document, span), written(verdict, put))
        }
    };
    let replacement = wire::Replacement {
        deleted_region: stretch(&deleted),
        inserted_content: Some(put).filter(|put| !put.is_empty()).map(|text| wire::Message { text }),
    };
    let change = wire::ArtifactChange {
        artifact_location: wire::ArtifactLocation::new(&document.path),
        replacements: [replacement],
    };
    Some(wire::Fix { description: wire::Message { text: what.to_owned() }, artifact_changes: [change] })
}

/// The edit that the plan makes for finding `i`: a cut paragraph takes its line break along, and what is asked for inside it; a replacement
/// that gives way to another edit is none. Where the document is dropped, the edit that the finding asks for.
fn edit(verdict: &Verdict, i: usize) -> Option<(Span, &str)> {
    let finding = &verdict.findings[i];
    match &verdict.plan {
        Plan::Keep(edits) => edits.iter().find(|edit| edit.findings.contains(&i)).map(|edit| (edit.span, &*edit.put)),
        Plan::Drop(_) => Some((finding.span, finding.fix.replacement.as_deref().unwrap_or(""))),
    }
}

/// `put` as it is written in the file.
fn written(verdict: &Verdict, put: &str) -> String {
    match verdict.document.carrier {
        Carrier::Plain => put.to_owned(),
        Carrier::Json { .. } => {
            let splices = verdict.document.splices(std::iter::once((Span::new(0, 0), put)));
            splices.into_iter().map(|splice| splice.put).collect()
        }
    }
}
