//! What is done about one finding: the detector proposes, the policy decides. It is the only place that knows that a
//! suspicion is never acted upon unless the user asks for it, by a choice of action or by a profile.

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

/// How bold a run is, where no choice says more. How far a rule is trusted stands with the rule (`Rule::trust`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Acts on what is certain, and on likely findings of kinds that are proven.
    Gentle,
    /// Acts on what is certain or likely.
    #[default]
    Balanced,
    /// Acts on reported kinds and suspicions as well, where these were read.
    Strict,
}

impl Profile {
    /// True where a finding is acted upon.
    fn acts_on(self, finding: &Finding) -> bool {
        let trust = &finding.rule.trust;
        let is_likely = finding.confidence >= Confidence::Likely;
        match self {
            Profile::Gentle => {
                finding.confidence >= Confidence::Certain || (is_likely && trust.proven.hold(finding.kind))
            }
            Profile::Balanced => is_likely,
            Profile::Strict => is_likely || trust.ventured.hold(finding.kind),
        }
    }
}

/// The user's choices by rule, or by `rule:kind`.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    choices: BTreeMap<String, Choice>,
    profile: Profile,
}

impl Policy {
    /// A policy with these choices; keys are names of rules or `rule:kind`.
    pub fn new(choices: BTreeMap<String, Choice>) -> Policy {
        Policy { choices, profile: Profile::default() }
    }

    /// With another profile.
    pub fn with_profile(self, profile: Profile) -> Policy {
        Policy { profile, ..self }
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
            None if self.profile.acts_on(finding) => finding.fix.action.min(finding.rule.default_action),
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
    use crate::findings::{Family, Fix, Kinds, Rule, Trust, Unit};
    use crate::text::Span;

    static RULE: Rule = Rule {
        name: "some-rule",
        family: Family::Garbled,
        summary: "",
        default_action: Action::Cut,
        scored: false,
        kinds: &["other", "proven", "ventured"],
        trust: Trust { proven: Kinds::Of(&["proven"]), ventured: Kinds::Of(&["ventured"]) },
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

    fn check_profile(profile: Profile, kind: &'static str, confidence: Confidence, expected: Action) {
        let finding = Finding::new(&RULE, Unit::Span, "abc", Span::new(0, 1), "").with_kind(kind);
        let mut finding = finding.with_confidence(confidence).with_fix(Fix::CUT);
        Policy::default().with_profile(profile).decide(&mut finding);
        assert_eq!(finding.fix.action, expected, "{profile:?} {kind} {confidence:?}");
    }

    #[test]
    fn gentle_acts_on_what_is_certain_or_proven() {
        check_profile(Profile::Gentle, "other", Confidence::Certain, Action::Cut);
        check_profile(Profile::Gentle, "proven", Confidence::Likely, Action::Cut);
        check_profile(Profile::Gentle, "other", Confidence::Likely, Action::None);
        check_profile(Profile::Gentle, "proven", Confidence::Suspect, Action::None);
    }

    #[test]
    fn balanced_acts_on_what_is_likely() {
        check_profile(Profile::Balanced, "other", Confidence::Likely, Action::Cut);
        check_profile(Profile::Balanced, "ventured", Confidence::Suspect, Action::None);
    }

    #[test]
    fn strict_acts_on_suspicions_that_were_read() {
        check_profile(Profile::Strict, "ventured", Confidence::Suspect, Action::Cut);
        check_profile(Profile::Strict, "other", Confidence::Suspect, Action::None);
        check_profile(Profile::Strict, "other", Confidence::Likely, Action::Cut);
    }

    #[test]
    fn a_choice_outranks_the_profile() {
        let finding = || Finding::new(&RULE, Unit::Span, "abc", Span::new(0, 1), "").with_kind("proven");
        let choices = [("some-rule:proven".to_owned(), Choice::Flag)].into_iter().collect();
        let mut finding = finding().with_confidence(Confidence::Certain).with_fix(Fix::CUT);
        Policy::new(choices).with_profile(Profile::Strict).decide(&mut finding);
        assert_eq!(finding.fix.action, Action::None);
    }
}
