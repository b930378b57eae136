//! What a person decided who has read a removal: he outranks every measure. A finding that he marked `keep` is a suspicion from
//! then on and nothing is done about it, so it fails no gate either; one that he marked `right` is counted as such.

use crate::findings::{Action, Confidence, Finding, Review, Rule};
use std::collections::{BTreeMap, BTreeSet};

/// What was said of a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was wrong: the text stays.
    Keep,
    /// It was right.
    Right,
}

/// One mark.
#[derive(Clone, Debug)]
pub struct Override {
    /// Of the finding.
    pub fingerprint: u64,
    /// The rule of the finding.
    pub rule: &'static Rule,
    /// The id of the only document that is meant; without it every place of this text is. Copies of one text have one fingerprint.
    pub document: Option<String>,
    /// What was said.
    pub mark: Mark,
}

/// All marks.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    by_fingerprint: BTreeMap<u64, Vec<Override>>,
}

/// Marks that met a finding: fingerprint, and position among the marks of that fingerprint.
pub type Met = BTreeSet<(u64, usize)>;

impl Overrides {
    /// These marks. Of two on one finding the later one counts, so that files of marks can be put one behind the other.
    pub fn new(marks: impl IntoIterator<Item = Override>) -> Overrides {
        let mut overrides = Overrides::default();
        for mark in marks {
            let known = overrides.by_fingerprint.entry(mark.fingerprint).or_default();
            match known.iter_mut().find(|old| old.rule == mark.rule && old.document == mark.document) {
                Some(old) => *old = mark,
                None => known.push(mark),
            }
        }
        overrides
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.by_fingerprint.is_empty()
    }

    /// The mark on a finding of the document with this id. One that names the document comes before one that means every place.
    fn find(&self, finding: &Finding, id: &str) -> Option<(usize, &Override)> {
        let marks = self.by_fingerprint.get(&finding.fingerprint)?;
        let of_rule = || marks.iter().enumerate().filter(|(_, mark)| mark.rule == finding.rule);
        let named = of_rule().find(|(_, mark)| mark.document.as_deref() == Some(id));
        named.or_else(|| of_rule().find(|(_, mark)| mark.document.is_none()))
    }

    /// Lets a finding be that was marked `keep`. To be asked after the policy, whose decision it outranks.
    pub fn obey(&self, finding: &mut Finding, id: &str) {
        if self.find(finding, id).is_some_and(|(_, found)| found.mark == Mark::Keep) {
            finding.fix.action = Action::None;
            finding.confidence = Confidence::Suspect;
            finding.message.push_str("; stays, since it was marked keep");
        }
    }

    /// Takes down that the mark on this finding, if there is one, is still good for something.
    pub fn meet(&self, finding: &Finding, id: &str, met: &mut Met) {
        if let Some((at, _)) = self.find(finding, id) {
            met.insert((finding.fingerprint, at));
        }
    }

    /// What the marks amount to, when all findings were met.
    pub fn review(&self, met: &Met) -> Review {
        let mut review = Review::default();
        for (fingerprint, marks) in &self.by_fingerprint {
            for (at, mark) in marks.iter().enumerate() {
                if !met.contains(&(*fingerprint, at)) {
                    review.stale.push((mark.rule.name, *fingerprint));
                    continue;
                }
                let count = review.rules.entry(mark.rule.name).or_default();
                match mark.mark {
                    Mark::Keep => count.wrong += 1,
                    Mark::Right => count.right += 1,
                }
            }
        }
        review
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Family, Fix, Unit};
    use crate::text::Span;

    static RULE: Rule = Rule::for_test("r", Family::Garbled);

    fn finding(text: &str) -> Finding {
        let whole = Span::new(0, text.len());
        Finding::new(&RULE, Unit::Document, text, whole, "").with_confidence(Confidence::Likely).with_fix(Fix::DROP)
    }

    fn mark(text: &str, document: Option<&str>, mark: Mark) -> Override {
        Override { fingerprint: finding(text).fingerprint, rule: &RULE, document: document.map(str::to_owned), mark }
    }

    fn is_kept(overrides: &Overrides, text: &str, id: &str) -> bool {
        let mut finding = finding(text);
        overrides.obey(&mut finding, id);
        finding.fix.action == Action::None && finding.confidence == Confidence::Suspect
    }

    #[test]
    fn a_mark_is_for_its_text_and_where_it_names_one_for_its_document() {
        let overrides = Overrides::new([
            mark("a ferry", None, Mark::Keep),
            mark("a pier", Some("p-1"), Mark::Keep),
            mark("a buoy", None, Mark::Right),
        ]);
        assert!(is_kept(&overrides, "A ferry.", "any"));
        assert!(is_kept(&overrides, "a pier", "p-1"));
        assert!(!is_kept(&overrides, "a pier", "p-2"));
        assert!(!is_kept(&overrides, "a buoy", "any"));
    }

    #[test]
    fn of_two_marks_on_one_finding_the_later_one_counts() {
        let overrides = Overrides::new([mark("a ferry", None, Mark::Keep), mark("a ferry", None, Mark::Right)]);
        assert!(!is_kept(&overrides, "a ferry", "any"));
        let mut met = Met::new();
        overrides.meet(&finding("a ferry"), "any", &mut met);
        let review = overrides.review(&met);
        assert_eq!((review.n_reviewed(), review.n_wrong(), review.stale.len()), (1, 0, 0));
    }

    #[test]
    fn a_mark_that_meets_no_finding_is_stale() {
        let overrides = Overrides::new([mark("a ferry", None, Mark::Keep), mark("a pier", None, Mark::Right)]);
        let mut met = Met::new();
        overrides.meet(&finding("a ferry"), "any", &mut met);
        let review = overrides.review(&met);
        assert_eq!((review.n_reviewed(), review.n_wrong()), (1, 1));
        assert_eq!(review.stale, [("r", finding("a pier").fingerprint)]);
    }
}
