//! What the tests of the rules have in common.

use crate::findings::{Action, Confidence, Finding};

/// The text after every likely and certain fix. The findings of one rule do not overlap.
pub(super) fn applied(text: &str, mut findings: Vec<Finding>) -> String {
    findings.retain(|f| f.confidence >= Confidence::Likely && f.fix.action != Action::None);
    findings.sort_by_key(|f| std::cmp::Reverse(f.span.start));
    let mut out = text.to_owned();
    for f in findings {
        out.replace_range(f.span.range(), f.fix.replacement.as_deref().unwrap_or(""));
    }
    out
}
