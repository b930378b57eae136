//! How much of the text is under findings: documents and bytes, by family, rule and kind. Shares of it are what a gate holds against its
//! limits. Sums only, so the tallies of shards add up.

use super::{Confidence, Family, Finding};
use std::fmt;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Any finding.
    All,
    /// The findings of a family.
    Family(Family),
    /// The findings of a rule.
    Rule(&'static str),
    /// The findings of a rule that have this kind.
    Kind(&'static str, &'static str),
}

impl Subject {
    /// The name that stands for every finding.
    pub const ALL: &'static str = "all";

    /// True where it is called `name`: `all`, a family, a rule, or `rule:kind`.
    pub fn is_called(self, name: &str) -> bool {
        match self {
            Subject::All => name == Subject::ALL,
            Subject::Family(family) => name == family.name(),
            Subject::Rule(rule) => name == rule,
            Subject::Kind(rule, kind) => name.split_once(':') == Some((rule, kind)),
        }
    }

    /// All that a finding counts for.
    fn of(finding: &Finding) -> impl Iterator<Item = Subject> {
        let rule = finding.rule.name;
        let kind = finding.kind.map(|kind| Subject::Kind(rule, kind));
        [Subject::All, Subject::Family(finding.rule.family), Subject::Rule(rule)].into_iter().chain(kind)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::All => f.write_str(Subject::ALL),
            Subject::Family(family) => f.write_str(family.name()),
            Subject::Rule(rule) => f.write_str(rule),
            Subject::Kind(rule, kind) => write!(f, "{rule}:{kind}"),
        }
    }
}

/// Some documents, and bytes of their texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Documents.
    pub documents: u64,
    /// Bytes of text.
    pub bytes: u64,
}

impl Load {
    /// One more document, with so many bytes of its text.
    pub fn add(&mut self, n_bytes: u64) {
        self.documents += 1;
        self.bytes += n_bytes;
    }
}

/// What was read, and what of it left or is under likely or certain findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All documents and all their text.
    pub input: Load,
    /// Documents that left, and the bytes of text that left with them or were cut or replaced in others.
    pub removed: Load,
    /// Documents with a finding and bytes under one (under two, once), sorted. What has none is not here. A list and no map: there is
    /// one for each site, and it is short.
    loads: Vec<(Subject, Load)>,
}

impl Tally {
    /// Counts one document by the bytes of it that are under findings; only of subjects for which `is_counted` holds.
    pub fn count(&mut self, text: &Weighed, covered: &[(Subject, u64)], is_counted: impl Fn(Subject) -> bool) {
        self.input.add(text.n_bytes);
        self.removed.documents += u64::from(text.is_dropped);
        self.removed.bytes += text.n_removed_bytes;
        for &(subject, n_bytes) in covered.iter().filter(|(subject, _)| is_counted(*subject)) {
            let at = match self.loads.binary_search_by_key(&subject, |(subject, _)| *subject) {
                Ok(at) => at,
                Err(at) => {
                    self.loads.reserve_exact(1);
                    self.loads.insert(at, (subject, Load::default()));
                    at
                }
            };
            self.loads[at].1.add(n_bytes);
        }
    }

    /// What is under findings of the subject with that name.
    pub fn load(&self, name: &str) -> Load {
        self.loads.iter().find(|(subject, _)| subject.is_called(name)).map_or(Load::default(), |(_, load)| *load)
    }

    /// Every subject of which something was found.
    pub fn loads(&self) -> &[(Subject, Load)] {
        &self.loads
    }
}

/// One document, weighed in bytes of its text.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    /// The whole text.
    pub n_bytes: u64,
    /// Of it what leaves.
    pub n_removed_bytes: u64,
    /// True where the document leaves as a whole.
    pub is_dropped: bool,
}

/// Bytes of one document under its likely and certain findings, for each subject; where two findings cover a byte it counts once.
pub fn covered<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<(Subject, u64)> {
    let mut spans: Vec<_> = findings
        .filter(|finding| finding.confidence > Confidence::Suspect)
        .flat_map(|finding| Subject::of(finding).map(|subject| (subject, finding.span)))
        .collect();
    spans.sort_unstable();
    let mut covered: Vec<(Subject, u64)> = Vec::new();
    let mut end = 0;
    for (subject, span) in spans {
        if covered.last().is_none_or(|(last, _)| *last != subject) {
            covered.push((subject, 0));
            end = 0;
        }
        let fresh = span.end.saturating_sub(span.start.max(end));
        covered.last_mut().expect("pushed above").1 += u64::from(fresh);
        end = end.max(span.end);
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Rule, Unit};
    use crate::text::Span;

    static FIRST: Rule = Rule::for_test("first", Family::Spun);
    static SECOND: Rule = Rule::for_test("second", Family::Spun);

    fn finding(rule: &'static Rule, start: usize, end: usize) -> Finding {
        Finding::new(rule, Unit::Span, &" ".repeat(100), Span::new(start, end), "").with_confidence(Confidence::Likely)
    }

    #[test]
    fn a_byte_under_two_findings_counts_once() {
        let findings = [
            finding(&FIRST, 0, 10),
            finding(&SECOND, 5, 20).with_kind("odd"),
            finding(&FIRST, 2, 4),
            finding(&FIRST, 30, 31),
        ];
        let covered = covered(findings.iter());
        let of = |name: &str| covered.iter().find(|(subject, _)| subject.is_called(name)).map(|(_, n)| *n);
        assert_eq!((of("all"), of("spun")), (Some(21), Some(21)));
        assert_eq!((of("first"), of("second"), of("second:odd")), (Some(11), Some(15), Some(15)));
        assert_eq!(of("second:even"), None);
    }

    #[test]
    fn a_suspicion_weighs_nothing() {
        assert!(covered([finding(&FIRST, 0, 9).with_confidence(Confidence::Suspect)].iter()).is_empty());
    }

    #[test]
    fn a_tally_counts_documents_once_for_a_family() {
        let findings = [finding(&FIRST, 0, 10), finding(&SECOND, 5, 20)];
        let text = Weighed { n_bytes: 100, n_removed_bytes: 20, is_dropped: false };
        let mut tally = Tally::default();
        tally.count(&text, &covered(findings.iter()), |_| true);
        tally.count(&text, &[], |_| true);
        assert_eq!(tally.input, Load { documents: 2, bytes: 200 });
        assert_eq!(tally.removed, Load { documents: 0, bytes: 40 });
        assert_eq!(tally.load("spun"), Load { documents: 1, bytes: 20 });
        assert_eq!(tally.load("garbled"), Load::default());
    }
}
