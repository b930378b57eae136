//! stub
use crate::findings::Finding;
use crate::text::Parsed;
pub(super) fn detect(_parsed: &Parsed<'_>, _findings: &mut Vec<Finding>) {}
