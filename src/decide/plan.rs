//! What is done with one document: sorted, disjoint edits, each naming its findings; or it is dropped.
//!
//! Overlaps are resolved by one rule: a cut of whole paragraphs beats edits inside it, then higher confidence, then the
//! earlier start, then the order of the table.

use crate::findings::{Action, Edit, Finding, Unit};
use crate::text::{Span, block_with_break};
use std::cmp::Reverse;

/// What is done with one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// It stays, with these edits (often none).
    Keep(Vec<Edit>),
    /// It leaves; the positions of the findings that say so.
    Drop(Vec<usize>),
}

impl Plan {
    /// The plan for a document of text `text`, from findings that the policy has decided upon.
    pub fn new(text: &str, findings: &[Finding]) -> Plan {
        let drops = positions(findings, |f| f.fix.action == Action::Drop);
        if !drops.is_empty() {
            return Plan::Drop(drops);
        }
        let mut wanted = positions(findings, |f| matches!(f.fix.action, Action::Cut | Action::Replace));
        wanted.sort_by_key(|&i| {
            let f = &findings[i];
            (Reverse(is_block_cut(f)), Reverse(f.confidence), f.span.start, i)
        });
        let mut edits: Vec<Edit> = Vec::new();
        for i in wanted {
            accept(&mut edits, text, findings, i);
        }
        Plan::Keep(edits)
    }

    /// True where the document leaves the corpus.
    pub fn is_drop(&self) -> bool {
        matches!(self, Plan::Drop(_))
    }

    /// The text after the plan.
    pub fn apply(&self, text: &str) -> String {
        let Plan::Keep(edits) = self else { return String::new() };
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for edit in edits {
            out.push_str(&text[at..edit.span.start as usize]);
            out.push_str(&edit.put);
            at = edit.span.end as usize;
        }
        out.push_str(&text[at..]);
        out
    }
}

fn positions(findings: &[Finding], pick: impl Fn(&Finding) -> bool) -> Vec<usize> {
    findings.iter().enumerate().filter(|(_, f)| pick(f)).map(|(i, _)| i).collect()
}

fn is_block_cut(finding: &Finding) -> bool {
    finding.unit != Unit::Span && finding.fix.action == Action::Cut
}

/// Puts the edit of finding `i` among `edits` (sorted, disjoint) where there is room for it. A cut that overlaps other cuts
/// is joined with them; a replacement that overlaps anything gives way.
fn accept(edits: &mut Vec<Edit>, text: &str, findings: &[Finding], i: usize) {
    let finding = &findings[i];
    let span = if is_block_cut(finding) { block_with_break(text, finding.span) } else { finding.span };
    if span.is_empty() && finding.fix.action == Action::Cut {
        return;
    }
    let first = edits.partition_point(|e| e.span.end <= span.start && !touches_empty(e.span, span));
    let n_overlapping =
        edits[first..].iter().take_while(|e| e.span.overlaps(span) || touches_empty(e.span, span)).count();
    let hit = first..first + n_overlapping;
    if hit.is_empty() {
        let put = match finding.fix.action {
            Action::Replace => finding.fix.replacement.clone().unwrap_or_default(),
            _ => String::new(),
        };
        edits.insert(first, Edit { span, put, findings: vec![i] });
        return;
    }
    let all_cuts = finding.fix.action == Action::Cut && edits[hit.clone()].iter().all(|e| e.put.is_empty());
    if all_cuts {
        let mut joined = Edit { span, put: String::new(), findings: Vec::new() };
        for edit in edits.drain(hit) {
            joined.span = joined.span.join(edit.span);
            joined.findings.extend(edit.findings);
        }
        joined.findings.push(i);
        edits.insert(first, joined);
    } else if let Some(outer) = edits[hit].iter_mut().find(|e| e.put.is_empty() && e.span.covers(span)) {
        outer.findings.push(i); // gone with the passage that holds it
    }
}

/// An insertion (an empty span) conflicts with an edit at the very same place.
fn touches_empty(a: Span, b: Span) -> bool {
    (a.is_empty() || b.is_empty()) && a.start <= b.end && b.start <= a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Confidence, Family, Fix, Rule, Trust};

    static RULE: Rule = Rule {
        name: "r",
        family: Family::Garbled,
        summary: "",
        default_action: Action::Drop,
        scored: false,
        kinds: &[],
        trust: Trust::UNREAD,
        page: "",
    };

    fn finding(text: &str, passage: &str, unit: Unit, fix: Fix) -> Finding {
        let start = text.find(passage).unwrap();
        let span = Span::new(start, start + passage.len());
        Finding::new(&RULE, unit, text, span, "").with_confidence(Confidence::Likely).with_fix(fix)
    }

    fn check(text: &str, findings: &[Finding], expected: &str) {
        let plan = Plan::new(text, findings);
        assert_eq!(plan.apply(text), expected);
        let Plan::Keep(edits) = plan else { panic!("kept") };
        assert!(edits.windows(2).all(|w| w[0].span.end <= w[1].span.start), "sorted and disjoint");
    }

    #[test]
    fn a_cut_paragraph_takes_its_line_break_along() {
        let text = "One.\n\nTwo.\n\nThree.";
        check(text, &[finding(text, "Two.", Unit::Paragraph, Fix::CUT)], "One.\n\nThree.");
        check(text, &[finding(text, "Three.", Unit::Paragraph, Fix::CUT)], "One.\n\nTwo.");
    }

    #[test]
    fn a_cut_paragraph_beats_a_replacement_inside_it() {
        let text = "One.\nTwo bad three.";
        let inside = finding(text, "bad", Unit::Span, Fix::replace("good"));
        check(text, &[inside.clone(), finding(text, "Two bad three.", Unit::Paragraph, Fix::CUT)], "One.");
        check(text, &[inside], "One.\nTwo good three.");
    }

    #[test]
    fn overlapping_cuts_join() {
        let text = "abcdef";
        let cuts = [finding(text, "bcd", Unit::Span, Fix::CUT), finding(text, "de", Unit::Span, Fix::CUT)];
        check(text, &cuts, "af");
    }

    #[test]
    fn a_dropped_document_has_no_edits() {
        let text = "abc";
        let plan = Plan::new(text, &[finding(text, "abc", Unit::Document, Fix::DROP)]);
        assert_eq!(plan, Plan::Drop(vec![0]));
    }
}
