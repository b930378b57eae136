//! What is done otherwise for single sites: agency copy that may repeat, a site whose bylines stay.

use super::Policy;
use super::pattern::matches;
use crate::findings::Finding;
use std::cmp::Reverse;

/// What holds for the sites of one pattern.
#[derive(Clone, Debug, Default)]
pub struct SourcePolicy {
    /// The site, or many: `*` stands for any characters.
    pub source: String,
    /// Rules and families of which nothing is said there.
    pub ignored: Vec<String>,
    /// What is done there about the others.
    pub policy: Policy,
}

impl SourcePolicy {
    /// True where nothing is to be said of it.
    pub fn ignores(&self, finding: &Finding) -> bool {
        self.ignored.iter().any(|name| name == finding.rule.name || name == finding.rule.family.name())
    }
}

/// The policy of the corpus, and those of single sites.
#[derive(Clone, Debug, Default)]
pub struct Policies {
    corpus: Policy,
    /// A name before a pattern, a long pattern before a short one.
    sources: Vec<SourcePolicy>,
}

impl Policies {
    /// `corpus` for all sites but those of `sources`. Where two patterns fit a site the longer one holds, and a name without a star before both.
    pub fn new(corpus: Policy, mut sources: Vec<SourcePolicy>) -> Policies {
        sources.sort_by_key(|s| (s.source.contains('*'), Reverse(s.source.len()), s.source.clone()));
        Policies { corpus, sources }
    }

    /// Takes out what is ignored at `site` and sets what is done about the rest.
    pub fn decide(&self, site: &str, findings: &mut Vec<Finding>) {
        let source = self.sources.iter().find(|s| matches(&s.source, site));
        if let Some(source) = source {
            findings.retain(|finding| !source.ignores(finding));
        }
        let policy = source.map_or(&self.corpus, |source| &source.policy);
        findings.iter_mut().for_each(|finding| policy.decide(finding));
    }
}

impl From<Policy> for Policies {
    fn from(corpus: Policy) -> Policies {
        Policies::new(corpus, Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::Choice;
    use crate::findings::{Action, Confidence, Family, Fix, Rule, Unit};
    use crate::text::Span;

    static RULE: Rule = Rule::for_test("some-rule", Family::Garbled);

    /// What is done about the finding at `site`; `None` where it is ignored.
    fn done(policies: &Policies, site: &str) -> Option<Action> {
        let finding = Finding::new(&RULE, Unit::Span, "abc", Span::new(0, 1), "");
        let mut findings = vec![finding.with_confidence(Confidence::Likely).with_fix(Fix::CUT)];
        policies.decide(site, &mut findings);
        findings.first().map(|finding| finding.fix.action)
    }

    #[test]
    fn a_name_holds_before_a_pattern_and_a_long_pattern_before_a_short_one() {
        let flag = || Policy::new([("some-rule".to_owned(), Choice::Flag)].into());
        let of = |source: &str, ignored: &[&str], policy| SourcePolicy {
            source: source.to_owned(),
            ignored: ignored.iter().map(|&name| name.to_owned()).collect(),
            policy,
        };
        let policies = Policies::new(
            Policy::default(),
            vec![
                of("*.example", &["garbled"], Policy::default()),
                of("*wire.example", &[], flag()),
                of("a.example", &[], Policy::default()),
            ],
        );
        assert_eq!(done(&policies, "other.test"), Some(Action::Cut));
        assert_eq!(done(&policies, "b.example"), None);
        assert_eq!(done(&policies, "old-wire.example"), Some(Action::None));
        assert_eq!(done(&policies, "a.example"), Some(Action::Cut));
    }
}
