//! Which kinds of copies are asked for?

use super::super::settings::Settings;
use crate::corpus::Kinship;
use crate::detect::Detector;
use crate::detect::duplicate::{Duplicate, rule_of};

/// The kinds of copies that are asked for; the others stay, and count as no copies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sought {
    pub(super) exact: bool,
    near: bool,
    contained: bool,
    altered: bool,
    /// Near copies are those of this Jaccard similarity and more, in thousandths, whatever else.
    pub(super) least_jaccard: Option<u16>,
}

impl Sought {
    /// Those whose rules are selected. Where none of the duplicate rules is, all: templates are counted without copies.
    pub(super) fn of(settings: &Settings) -> Sought {
        let selection = &settings.selection;
        let none = !selection.has_any(Duplicate.rules());
        let has = |kinship| none || selection.has(rule_of(kinship));
        Sought {
            exact: has(Kinship::Exact),
            near: has(Kinship::Near),
            contained: has(Kinship::Contained),
            altered: has(Kinship::Altered),
            least_jaccard: settings.least_jaccard,
        }
    }

    pub(super) fn has(self, kinship: Kinship) -> bool {
        match kinship {
            Kinship::Exact => self.exact,
            Kinship::Near => self.near && self.least_jaccard.is_none(),
            Kinship::Similar(_) => self.near && self.least_jaccard.is_some(),
            Kinship::Contained => self.contained,
            Kinship::Altered | Kinship::Edited => self.altered,
        }
    }
}
