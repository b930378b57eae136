//! Tells known findings from new ones, in the order of the corpus. Two things may make a known finding look new, and neither does: of
//! copies in other words another one may be kept, and where a rule was not asked for another one may speak of its place.

use super::baseline::Baseline;
use crate::findings::{Confidence, Family, Finding, KnownCount, Rule, Standing, fingerprint, passage_hash};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// What a run takes for known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// What the baseline holds.
    Known,
    /// Everything: a baseline is being written.
    Everything,
}

/// Of a fingerprint that the baseline has twice, the first two findings are known and a third is new. Of a text that was kept, and of the
/// copies that left for it, one may go for another; there are as many known ones as there were, so that one copy more is new.
#[derive(Debug)]
pub struct Recognition<'a> {
    baseline: Option<&'a Baseline>,
    acceptance: Acceptance,
    asked: Vec<&'static Rule>,
    unasked: Vec<&'static Rule>,
    sets: Sets,
    seen: FxHashMap<u64, u32>,
    /// Known findings of the document at hand that other findings of it lie in.
    around: FxHashSet<u64>,
    n_known: u64,
}

impl<'a> Recognition<'a> {
    /// Nothing seen yet. The run looks for the rules that are `asked`, not for those that are `unasked`.
    pub fn new(
        baseline: Option<&'a Baseline>,
        acceptance: Acceptance,
        asked: Vec<&'static Rule>,
        unasked: Vec<&'static Rule>,
    ) -> Recognition<'a> {
        let sets = baseline.map(Sets::of).unwrap_or_default();
        let (seen, around) = (FxHashMap::default(), FxHashSet::default());
        Recognition { baseline, acceptance, asked, unasked, sets, seen, around, n_known: 0 }
    }

    /// Sets the standing of the findings of a document with this text.
    pub fn mark(&mut self, text: &str, findings: &mut [Finding]) {
        if self.baseline.is_none() && self.acceptance == Acceptance::Known {
            return;
        }
        self.around.clear();
        for finding in findings.iter_mut().filter(|finding| finding.confidence > Confidence::Suspect) {
            let is_known = self.take(finding.fingerprint)
                || self.take_of_other_kinship(finding)
                || self.takes_around(text, finding);
            if is_known || self.acceptance == Acceptance::Everything {
                finding.standing = Standing::Known;
                self.n_known += 1;
            }
        }
    }

    /// Takes one finding of this fingerprint for known; false where the baseline has no more.
    fn take(&mut self, fingerprint: u64) -> bool {
        if !self.has_one_more(fingerprint) || !self.sets.take(fingerprint) {
            return false;
        }
        *self.seen.entry(fingerprint).or_default() += 1;
        true
    }

    fn has_one_more(&self, fingerprint: u64) -> bool {
        let n_held = self.baseline.and_then(|b| b.held(fingerprint)).map_or(0, |(_, count)| count);
        let most = n_held + u32::from(self.sets.kept.contains(&fingerprint));
        self.seen.get(&fingerprint).copied().unwrap_or(0) < most
    }

    /// The same words may be an exact copy of one text and a near one of another: which of the two is told depends on what is kept.
    fn take_of_other_kinship(&mut self, finding: &Finding) -> bool {
        if finding.rule.family != Family::Duplicate {
            return false;
        }
        let rules = self.asked.iter().chain(&self.unasked).filter(|rule| rule.family == Family::Duplicate);
        let others: Vec<u64> = rules.map(|rule| fingerprint(rule, finding.passage)).collect();
        others.into_iter().any(|other| self.take(other))
    }

    /// Takes what the baseline has of the place, or of a paragraph or document around it, under a rule of the family that this run was
    /// not asked for: where that one spoke the others were silent.
    fn takes_around(&mut self, text: &str, finding: &Finding) -> bool {
        let silent: Vec<&Rule> =
            self.unasked.iter().copied().filter(|rule| rule.family == finding.rule.family).collect();
        if silent.is_empty() || self.baseline.is_none() {
            return false;
        }
        let lines = lines_around(text, finding);
        let whole = |passage: &str| passage_hash(passage, "");
        let places = [finding.passage, whole(lines), whole(text)];
        if places.into_iter().any(|passage| self.lies_in(&silent, passage)) {
            return true;
        }
        let lines = lines.lines().filter(|line| !line.trim().is_empty());
        lines.map(whole).collect::<Vec<_>>().into_iter().all(|passage| self.lies_in(&silent, passage))
    }

    /// True where one of the rules spoke of this passage. All that a document has in it is known then.
    fn lies_in(&mut self, rules: &[&Rule], passage: u64) -> bool {
        let prints: Vec<u64> = rules.iter().map(|rule| fingerprint(rule, passage)).collect();
        if prints.iter().any(|print| self.around.contains(print)) {
            return true;
        }
        let taken = prints.into_iter().find(|&print| self.take(print));
        taken.map(|print| self.around.insert(print)).is_some()
    }

    /// What was known and what the baseline holds in vain; `None` where nothing could be known.
    pub fn count(&self) -> Option<KnownCount> {
        if self.baseline.is_none() && self.acceptance == Acceptance::Known {
            return None;
        }
        let mut stale: BTreeMap<String, u64> = BTreeMap::new();
        for (rule, fingerprint, n_held) in self.baseline.iter().flat_map(|baseline| baseline.entries()) {
            let n_seen = self.seen.get(&fingerprint).copied().unwrap_or(0).min(n_held);
            if self.sets.find(fingerprint).is_none() && n_seen < n_held {
                *stale.entry(rule.to_owned()).or_default() += u64::from(n_held - n_seen);
            }
        }
        for (rule, n_left) in self.sets.left() {
            *stale.entry(rule.to_owned()).or_default() += u64::from(n_left);
        }
        stale.retain(|name, _| !self.unasked.iter().any(|rule| rule.name == name));
        let before = self.baseline.and_then(Baseline::asked);
        let is_added =
            |name: &str| self.acceptance == Acceptance::Known && before.is_some_and(|rules| !rules.contains(name));
        let names = |rules: &[&'static Rule], is_named: &dyn Fn(&str) -> bool| -> Vec<&'static str> {
            rules.iter().map(|rule| rule.name).filter(|name| is_named(name)).collect()
        };
        Some(KnownCount {
            known: self.n_known,
            stale,
            unasked: names(&self.unasked, &|name| before.is_some_and(|rules| rules.contains(name))),
            added: names(&self.asked, &is_added),
        })
    }
}

/// The lines in which the finding lies: its paragraph, where paragraphs are lines.
fn lines_around<'t>(text: &'t str, finding: &Finding) -> &'t str {
    let (start, end) = (finding.span.start as usize, finding.span.end as usize);
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let until = text[end..].find('\n').map_or(text.len(), |at| end + at);
    &text[from..until]
}

/// Sets of texts of which one was kept for others, by their fingerprints, and how many known findings of each are left.
#[derive(Debug, Default)]
struct Sets {
    /// Of each member the set.
    of: FxHashMap<u64, u32>,
    /// Of each set the rule, and the known findings that were not met yet.
    left: Vec<(String, u32)>,
    /// Those that were kept.
    kept: FxHashSet<u64>,
}

impl Sets {
    fn of(baseline: &Baseline) -> Sets {
        let mut sets = Sets::default();
        let mut links: FxHashMap<u64, Vec<u64>> = FxHashMap::default();
        for &(copy, kept) in baseline.all_kept() {
            links.entry(copy).or_default().push(kept);
            links.entry(kept).or_default().push(copy);
            sets.kept.insert(kept);
        }
        for &(first, _) in baseline.all_kept() {
            if sets.of.contains_key(&first) {
                continue;
            }
            let number = sets.left.len() as u32; // a baseline has fewer entries than a corpus documents
            let (mut open, mut n_left, mut name) = (vec![first], 0, "");
            while let Some(member) = open.pop() {
                if sets.of.insert(member, number).is_some() {
                    continue;
                }
                if let Some((rule, count)) = baseline.held(member) {
                    name = rule;
                    n_left += count;
                }
                open.extend(&links[&member]);
            }
            sets.left.push((name.to_owned(), n_left));
        }
        sets
    }

    fn find(&self, fingerprint: u64) -> Option<u32> {
        self.of.get(&fingerprint).copied()
    }

    /// Takes one known finding out of the set of this text; false where none is left. What is in no set is not counted here.
    fn take(&mut self, fingerprint: u64) -> bool {
        let Some(set) = self.find(fingerprint) else { return true };
        let (_, n_left) = &mut self.left[set as usize];
        let has_one = *n_left > 0;
        *n_left -= u32::from(has_one);
        has_one
    }

    /// Known findings that were not met, by rule.
    fn left(&self) -> impl Iterator<Item = (&str, u32)> {
        self.left.iter().filter(|(_, n_left)| *n_left > 0).map(|(rule, n_left)| (rule.as_str(), *n_left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Unit;
    use crate::text::Span;

    static RULE: Rule = Rule::for_test("some-rule", Family::Boilerplate);
    static OTHER: Rule = Rule::for_test("other-rule", Family::Boilerplate);

    fn of_rule(rule: &'static Rule, text: &str, passage: &str) -> Finding {
        let start = text.find(passage).unwrap();
        let unit = if passage.len() == text.len() { Unit::Paragraph } else { Unit::Span };
        Finding::new(rule, unit, text, Span::new(start, start + passage.len()), "").with_confidence(Confidence::Likely)
    }

    fn finding(text: &str) -> Finding {
        of_rule(&RULE, text, text)
    }

    fn copy(text: &str, kept: &str) -> Finding {
        finding(text).with_kept(Some(finding(kept).passage))
    }

    fn baseline(findings: &[Finding]) -> Baseline {
        let mut baseline = Baseline::default();
        findings.iter().for_each(|finding| baseline.add_finding(finding));
        baseline
    }

    /// Which of the findings are known, and how many stay stale.
    fn check(known: &[Finding], found: &[Finding], expected: &[bool], n_stale: u64) {
        let baseline = baseline(known);
        let mut recognition = Recognition::new(Some(&baseline), Acceptance::Known, vec![&RULE, &OTHER], Vec::new());
        let mut found = found.to_vec();
        recognition.mark("", &mut found);
        let told: Vec<bool> = found.iter().map(|finding| finding.standing == Standing::Known).collect();
        assert_eq!(told, expected);
        let count = recognition.count().unwrap();
        assert_eq!((count.known, count.n_stale()), (expected.iter().filter(|known| **known).count() as u64, n_stale));
    }

    #[test]
    fn a_third_finding_of_a_passage_that_was_known_twice_is_new() {
        let one = || finding("one");
        check(
            &[one(), one(), finding("two")],
            &[one(), finding("three"), finding("One!"), one(), one()],
            &[true, false, true, false, false],
            1,
        );
    }

    #[test]
    fn which_of_two_copies_is_kept_makes_nothing_new() {
        check(&[copy("two", "one")], &[copy("one", "two")], &[true], 0);
        check(
            &[copy("two", "one"), copy("three", "one")],
            &[copy("one", "two"), copy("three", "two")],
            &[true, true],
            0,
        );
    }

    #[test]
    fn one_copy_more_is_new_whichever_is_kept() {
        let known = [copy("two", "one"), copy("three", "one")];
        check(&known, &[known[0].clone(), known[1].clone(), copy("one", "one more")], &[true, true, false], 0);
        check(&known, &[copy("one", "four"), copy("two", "four"), copy("three", "four")], &[true, true, false], 0);
        check(&known, &[known[0].clone(), copy("two", "one")], &[true, false], 1);
        check(&known, &[known[0].clone(), copy("another", "one")], &[true, false], 1);
    }

    #[test]
    fn what_a_rule_that_is_not_asked_for_said_of_a_place_is_known() {
        let text = "Before.\nRead more about ferries here and there\nAfter.";
        let line = "Read more about ferries here and there";
        let known = baseline(&[of_rule(&OTHER, line, line)]);
        let told = |unasked: Vec<&'static Rule>, place: &str| {
            let mut found = [of_rule(&RULE, text, place)];
            Recognition::new(Some(&known), Acceptance::Known, vec![&RULE], unasked).mark(text, &mut found);
            found[0].standing
        };
        assert_eq!(told(vec![&OTHER], line), Standing::Known);
        assert_eq!(told(vec![&OTHER], "about ferries"), Standing::Known, "a part of its paragraph");
        assert_eq!(told(vec![&OTHER], "After."), Standing::New);
        assert_eq!(told(Vec::new(), line), Standing::New, "both were asked for, so both spoke");
    }

    #[test]
    fn what_lies_in_a_known_paragraph_or_document_is_known() {
        let text = "One line.\n\nAnother line.";
        let told = |known: &[&str], places: &[&str]| {
            let known: Vec<Finding> = known.iter().map(|known| of_rule(&OTHER, known, known)).collect();
            let known = baseline(&known);
            let mut found: Vec<Finding> = places.iter().map(|place| of_rule(&RULE, text, place)).collect();
            Recognition::new(Some(&known), Acceptance::Known, vec![&RULE], vec![&OTHER]).mark(text, &mut found);
            found.iter().map(|finding| finding.standing == Standing::Known).collect::<Vec<_>>()
        };
        assert_eq!(told(&[text], &["One", "line.", "Another"]), [true; 3]);
        assert_eq!(told(&["Another line."], &["One", "Another", "line.\n\nAnother"]), [false, true, false]);
        assert_eq!(told(&["One line.", "Another line."], &["line.\n\nAnother"]), [true], "all lines of it were");
    }

    #[test]
    fn an_exact_copy_of_one_text_may_be_a_near_one_of_another() {
        static EXACT: Rule = Rule::for_test("exact", Family::Duplicate);
        static NEAR: Rule = Rule::for_test("near", Family::Duplicate);
        // Of two equal texts and one in other words another one is kept.
        let near =
            |text: &str, kept: &str| of_rule(&NEAR, text, text).with_kept(Some(of_rule(&NEAR, kept, kept).passage));
        let known = baseline(&[of_rule(&EXACT, "one", "one"), near("two", "one")]);
        let mut found = [near("one", "two"), near("one", "two"), near("one", "two")];
        let mut recognition = Recognition::new(Some(&known), Acceptance::Known, vec![&EXACT, &NEAR], Vec::new());
        recognition.mark("", &mut found);
        assert_eq!(found.map(|finding| finding.standing), [Standing::Known, Standing::Known, Standing::New]);
        assert_eq!(recognition.count().map(|count| count.n_stale()), Some(0));
    }

    #[test]
    fn a_suspicion_is_never_known() {
        let known = baseline(&[finding("one")]);
        let mut suspicion = [finding("one").with_confidence(Confidence::Suspect)];
        Recognition::new(Some(&known), Acceptance::Everything, vec![&RULE], Vec::new()).mark("", &mut suspicion);
        assert_eq!(suspicion[0].standing, Standing::New);
    }

    #[test]
    fn other_rules_than_those_of_the_baseline_are_told() {
        let mut known = baseline(&[of_rule(&OTHER, "one", "one")]);
        known.set_asked([OTHER.name]);
        let count = Recognition::new(Some(&known), Acceptance::Known, vec![&RULE], vec![&OTHER]).count().unwrap();
        assert_eq!((count.unasked, count.added), (vec![OTHER.name], vec![RULE.name]));
        assert!(count.stale.is_empty(), "what was not asked for is not stale");
    }
}
