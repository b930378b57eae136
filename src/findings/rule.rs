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
    /// The manual page in Markdown, printed by `unspun explain`.
    pub page: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}
impl Eq for Rule {}
