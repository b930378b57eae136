//! What is done about one finding: the detector proposes, the policy decides. It is the only place that knows that a
//! suspicion is never acted upon unless the user asks for it.

use crate::findings::{Action, Confidence, Finding};
use std::collections::BTreeMap;

/// What the user wants done about a rule, instead of its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The document leaves, for likely and certain findings.
    Drop,
    /// The place leaves, for any finding, suspicions included; findings of whole documents drop them.
    Cut,
    /// Report only.
    Flag,
}

/// The user's choices by rule, or by `rule:kind`.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    choices: BTreeMap<String, Choice>,
}

impl Policy {
    /// A policy with these choices; keys are names of rules or `rule:kind`.
    pub fn new(choices: BTreeMap<String, Choice>) -> Policy {
        Policy { choices }
    }

    fn choice(&self, finding: &Finding) -> Option<Choice> {
        let of_kind = finding.kind.and_then(|k| self.choices.get(&format!("{}:{k}", finding.rule.name)));
        of_kind.or_else(|| self.choices.get(finding.rule.name)).copied()
    }

    /// Sets `finding.fix.action` to what is done.
    pub fn decide(&self, finding: &mut Finding) {
        let choice = if self.choices.is_empty() { None } else { self.choice(finding) };
        let is_likely = finding.confidence >= Confidence::Likely;
        finding.fix.action = match choice {
            Some(Choice::Flag) => Action::None,
            Some(Choice::Drop) if is_likely => Action::Drop,
            Some(Choice::Drop) => Action::None,
            Some(Choice::Cut) if finding.unit == crate::findings::Unit::Document => Action::Drop,
            Some(Choice::Cut) => Action::Cut,
            None if is_likely => finding.fix.action.min(finding.rule.default_action),
            None => Action::None,
        };
        if finding.fix.action == Action::Replace && finding.fix.replacement.is_none() {
            finding.fix.action = Action::None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Family, Fix, Rule, Unit};
    use crate::text::Span;

    static RULE: Rule = Rule {
        name: "some-rule",
        family: Family::Garbled,
        summary: "",
        default_action: Action::Cut,
        scored: false,
        page: "",
    };

    fn check(choice: Option<Choice>, confidence: Confidence, expected: Action) {
        let mut finding =
            Finding::new(&RULE, Unit::Span, "abc", Span::new(0, 1), "").with_confidence(confidence).with_fix(Fix::CUT);
        Policy::new(choice.map(|c| ("some-rule".into(), c)).into_iter().collect()).decide(&mut finding);
        assert_eq!(finding.fix.action, expected);
    }

    #[test]
    fn a_suspicion_is_acted_upon_only_when_asked_for() {
        check(None, Confidence::Suspect, Action::None);
        check(None, Confidence::Likely, Action::Cut);
        check(Some(Choice::Cut), Confidence::Suspect, Action::Cut);
        check(Some(Choice::Flag), Confidence::Certain, Action::None);
        check(Some(Choice::Drop), Confidence::Likely, Action::Drop);
    }
}
