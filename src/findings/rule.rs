//! A rule: one kind of fault, with its name, its manual and what is done about it by default. Each detector lists its own;
//! reports, `explain`, configuration and documentation read them from there.

use super::Action;

/// What a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// The same text twice.
    Duplicate,
    /// Text that is not part of the article.
    Boilerplate,
    /// Machine synonym substitution.
    Spun,
    /// Text damaged by encoding, extraction or machine translation.
    Garbled,
}

impl Family {
    /// All of them, in the order of reports.
    pub const ALL: [Family; 4] = [Family::Duplicate, Family::Boilerplate, Family::Spun, Family::Garbled];

    /// Name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Family::Duplicate => "duplicate",
            Family::Boilerplate => "boilerplate",
            Family::Spun => "spun",
            Family::Garbled => "garbled",
        }
    }
}

/// How far a rule is trusted by the profiles, by what was read of its findings; its page tells on what. A rule without
/// reading is `Trust::UNREAD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trust {
    /// Kinds of whose likely findings many were read and none was wrong: `gentle` acts on them.
    pub proven: Kinds,
    /// Kinds that are only reported, or whose suspicions were read: `strict` acts on these, too.
    pub ventured: Kinds,
}

impl Trust {
    /// Nothing was read: only what is certain is proven, and no suspicion is ventured upon.
    pub const UNREAD: Trust = Trust { proven: Kinds::None, ventured: Kinds::None };
}

/// Some kinds of a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// None of them.
    None,
    /// All of them, also where a finding has no kind.
    All,
    /// Those with these names.
    Of(&'static [&'static str]),
}

impl Kinds {
    /// True where findings of this kind are among them.
    pub fn hold(self, kind: Option<&str>) -> bool {
        match self {
            Kinds::None => false,
            Kinds::All => true,
            Kinds::Of(names) => kind.is_some_and(|kind| names.contains(&kind)),
        }
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case noun for the fault; never reused.
    pub name: &'static str,
    /// What it belongs to.
    pub family: Family,
    /// One line for lists.
    pub summary: &'static str,
    /// The most that is done by default to a finding of this rule (a likely or certain one).
    pub default_action: Action,
    /// True where the rule gives every document a score.
    pub scored: bool,
    /// Finer names that a finding may have (`Finding::kind`), sorted; empty where it has none. Settings may name one as `rule:kind`.
    pub kinds: &'static [&'static str],
    /// How far the profiles trust it.
    pub trust: Trust,
    /// The manual page in Markdown, printed by `unspun explain`.
    pub page: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}
impl Eq for Rule {}

#[cfg(test)]
impl Rule {
    /// A rule for tests: it cuts, it has two kinds, and nothing was read of its findings.
    pub(crate) const fn for_test(name: &'static str, family: Family) -> Rule {
        let (default_action, trust) = (Action::Cut, Trust::UNREAD);
        Rule { name, family, summary: "", default_action, scored: false, kinds: &["odd", "some-kind"], trust, page: "" }
    }
}
