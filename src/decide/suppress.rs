//! Findings that the user says are none. A suppressed finding is not told, not acted upon and does not count; how many there were
//! is, so that a suppression that has nothing left to suppress is seen.

use super::pattern::matches;
use crate::findings::Finding;
use crate::text::Document;
use std::collections::BTreeMap;

/// What is suppressed: findings for which all that is given here holds.
#[derive(Clone, Debug, Default)]
pub struct Suppression {
    /// Rule, or family.
    pub rule: Option<String>,
    /// Finer name inside the rule.
    pub kind: Option<String>,
    /// The document's site; `*` stands for any characters.
    pub source: Option<String>,
    /// The document's file as the user named it; `*` stands for any characters.
    pub path: Option<String>,
    /// The finding's fingerprint.
    pub fingerprint: Option<u64>,
    /// Why; told in the summary.
    pub reason: String,
    /// The day, as 2027-01-31, since which it suppresses nothing any more, where that is past.
    pub expired: Option<String>,
}

impl Suppression {
    /// What it is called in reports: `spun-copy in wire.example ("licensed copy")`.
    pub fn name(&self) -> String {
        let mut name = self.rule.clone().unwrap_or_else(|| "findings".to_owned());
        self.kind.iter().for_each(|kind| name.push_str(&format!(":{kind}")));
        self.fingerprint.iter().for_each(|fingerprint| name.push_str(&format!(" {fingerprint:016x}")));
        self.source.iter().chain(&self.path).for_each(|place| name.push_str(&format!(" in {place}")));
        format!("{name} ({:?})", self.reason)
    }

    fn covers(&self, document: &Document, finding: &Finding) -> bool {
        let rule = finding.rule;
        self.expired.is_none()
            && self.rule.as_ref().is_none_or(|name| name == rule.name || name == rule.family.name())
            && self.kind.as_ref().is_none_or(|kind| finding.kind == Some(kind))
            && self.fingerprint.is_none_or(|fingerprint| fingerprint == finding.fingerprint)
            && self.source.as_ref().is_none_or(|pattern| matches(pattern, &document.site))
            && self.path.as_ref().is_none_or(|pattern| matches(pattern, &document.path))
    }
}

/// Takes suppressed findings out and counts them in `counts`, by the position of the suppression.
pub fn suppress(
    suppressions: &[Suppression],
    document: &Document,
    findings: &mut Vec<Finding>,
    counts: &mut BTreeMap<usize, u64>,
) {
    if suppressions.is_empty() {
        return;
    }
    findings.retain(|finding| match suppressions.iter().position(|s| s.covers(document, finding)) {
        Some(at) => {
            *counts.entry(at).or_default() += 1;
            false
        }
        None => true,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Family, Rule, Unit};
    use crate::text::{DocKey, Span};

    static RULE: Rule = Rule::for_test("some-rule", Family::Spun);

    fn check(suppression: Suppression, is_suppressed: bool) {
        let document = Document {
            path: "dump/part-1.jsonl".into(),
            site: "wire.example".into(),
            ..Document::plain(DocKey::default(), "abc")
        };
        let mut findings =
            vec![Finding::new(&RULE, Unit::Span, &document.text, Span::new(0, 3), "").with_kind("some-kind")];
        let mut counts = BTreeMap::new();
        suppress(&[suppression], &document, &mut findings, &mut counts);
        assert_eq!((findings.is_empty(), counts.get(&0).copied().unwrap_or(0) == 1), (is_suppressed, is_suppressed));
    }

    #[test]
    fn all_that_is_given_must_hold() {
        let some = |text: &str| Some(text.to_owned());
        let rule = Suppression { rule: some("some-rule"), ..Suppression::default() };
        check(rule.clone(), true);
        check(Suppression { rule: some("spun"), ..rule.clone() }, true);
        check(Suppression { rule: some("garbled"), ..rule.clone() }, false);
        check(Suppression { kind: some("some-kind"), source: some("wire.*"), ..rule.clone() }, true);
        check(Suppression { kind: some("other-kind"), ..rule.clone() }, false);
        check(Suppression { path: some("dump/*"), ..rule.clone() }, true);
        check(Suppression { path: some("other/*"), ..rule.clone() }, false);
        check(Suppression { fingerprint: Some(1), ..rule.clone() }, false);
        check(Suppression { expired: some("2026-11-26"), ..rule }, false);
    }

    #[test]
    fn its_name_tells_what_and_why() {
        let suppression = Suppression {
            rule: Some("spun-copy".into()),
            source: Some("wire.example".into()),
            reason: "licensed copy".into(),
            ..Suppression::default()
        };
        assert_eq!(suppression.name(), "spun-copy in wire.example (\"licensed copy\")");
    }
}
