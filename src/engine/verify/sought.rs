//! Which kinds of copies are asked for?

use crate::corpus::Kinship;
use crate::detect::duplicate::{Duplicate, rule_of};
use crate::detect::{Detector, Selection};

/// The kinds of copies that are asked for; the others stay, and count as no copies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sought {
    pub(super) exact: bool,
    near: bool,
    contained: bool,
    altered: bool,
}

impl Sought {
    /// Those whose rules are selected. Where none of the duplicate rules is, all: templates are counted without copies.
    pub(super) fn of(selection: &Selection) -> Sought {
        let none = !selection.has_any(Duplicate.rules());
        let has = |kinship| none || selection.has(rule_of(kinship));
        Sought {
            exact: has(Kinship::Exact),
            near: has(Kinship::Near),
            contained: has(Kinship::Contained),
            altered: has(Kinship::Altered),
        }
    }

    pub(super) fn has(self, kinship: Kinship) -> bool {
        match kinship {
            Kinship::Exact => self.exact,
            Kinship::Near => self.near,
            Kinship::Contained => self.contained,
            Kinship::Altered | Kinship::Edited => self.altered,
        }
    }
}
