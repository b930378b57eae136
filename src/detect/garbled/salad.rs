//! stub
use crate::findings::Finding;
use crate::text::Parsed;
pub(super) struct Salad {
    pub score: f64,
}
pub(super) fn detect(_parsed: &Parsed<'_>, _findings: &mut Vec<Finding>) -> Salad {
    Salad { score: 0.0 }
}
