//! JUnit XML, for CI systems that show tests (GitLab, Jenkins). A rule is a test: it is always there under the same name, so
//! that a merge request shows which rules fail that did not, and there are as many tests however large the corpus is.
//! Where the gate passes all tests do: a red test beside a green job would contradict it. Limits of the user's own are tests as
//! well, and then the only ones that fail.

use super::concise::line;
use super::excerpt::Ruler;
use super::sentence::counted;
use super::{Output, Style, Suspicions, suppressed};
use crate::decide::{Figure, GateCheck, GateVerdict, Level};
use crate::engine::{Fault, Outcome, Sink, Verdict};
use crate::findings::{Confidence, Family, Rule, Summary};
use crate::text::DocKey;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Findings of a rule that are told, the first ones: a person reads no more of them in a dialogue.
const MAX_LINES: usize = 20;

/// What is told of one rule.
#[derive(Default)]
struct Told {
    lines: String,
    n_lines: usize,
    n_left_out: u64,
    n_likely: u64,
    n_documents: u64,
    last: Option<DocKey>,
}

/// Writes a test for each rule, and one for the gate.
pub struct JunitReport {
    to: Output,
    rules: Vec<&'static Rule>,
    suspicions: Suspicions,
    told: BTreeMap<&'static str, Told>,
}

/// A test case: its name, why it failed, what is told beside it.
struct Case<'a> {
    name: &'a str,
    failure: Option<String>,
    lines: String,
}

impl JunitReport {
    /// Writes to `to`; `rules` are those that are asked for.
    pub fn new(to: Output, rules: Vec<&'static Rule>, suspicions: Suspicions) -> JunitReport {
        JunitReport { to, rules, suspicions, told: BTreeMap::new() }
    }

    fn note(&mut self, verdict: &Verdict) {
        let document = &verdict.document;
        let mut ruler = Ruler::new(&document.text);
        for finding in verdict.findings.iter().filter(|finding| self.suspicions.tell_new(finding)) {
            let told = self.told.entry(finding.rule.name).or_default();
            if finding.confidence > Confidence::Suspect {
                told.n_likely += 1;
                told.n_documents += u64::from(told.last.replace(document.key) != Some(document.key));
            }
            if told.n_lines < MAX_LINES {
                told.n_lines += 1;
                let _ = writeln!(told.lines, "{}", line(Style::Plain, document, finding, &mut ruler));
            } else {
                told.n_left_out += 1;
            }
        }
    }

    fn case(&self, rule: &'static Rule, gate: &GateVerdict) -> Case<'_> {
        let Some(told) = self.told.get(rule.name) else {
            return Case { name: rule.name, failure: None, lines: String::new() };
        };
        let mut lines = told.lines.clone();
        if told.n_left_out > 0 {
            let _ = writeln!(lines, "and {} more", told.n_left_out);
        }
        let failure = (!gate.passed && !has_limits(gate) && told.n_likely > 0).then(|| {
            let findings = counted(told.n_likely, "likely or certain finding");
            format!("{findings} in {}: {}", counted(told.n_documents, "document"), rule.summary)
        });
        Case { name: rule.name, failure, lines }
    }
}

impl Sink for JunitReport {
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        if let Outcome::Judged(verdict) = outcome {
            self.note(verdict);
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, gate: &GateVerdict) -> Result<(), Fault> {
        let limits = gate.checks.iter().filter(|check| is_limit(check)).map(limit_case);
        let mut suites: Vec<(&str, Vec<Case<'_>>)> =
            vec![("gate", std::iter::once(gate_case(summary, gate)).chain(limits).collect())];
        for family in Family::ALL {
            let rules = self.rules.iter().filter(|rule| rule.family == family);
            suites.push((family.name(), rules.map(|rule| self.case(rule, gate)).collect()));
        }
        suites.retain(|(_, cases)| !cases.is_empty());
        let xml = document(&suites);
        self.to.write(xml.as_bytes())?;
        self.to.finish()
    }
}

fn gate_case(summary: &Summary, gate: &GateVerdict) -> Case<'static> {
    let (n_documents, n_bad) = (summary.documents.input, summary.documents.quarantined);
    let mut lines =
        format!("{}\n{}, {n_bad} of them could not be read\n", gate.reason, counted(n_documents, "document"));
    for sentence in suppressed::sentences(summary) {
        let _ = writeln!(lines, "{sentence}");
    }
    Case { name: "verdict", failure: (!gate.passed).then(|| gate.reason.clone()), lines }
}

/// True where the user set limits: these fail then, and no rule for having found something.
fn has_limits(gate: &GateVerdict) -> bool {
    gate.checks.iter().any(is_limit)
}

fn is_limit(check: &GateCheck) -> bool {
    check.unit == Figure::Share
}

fn limit_case(check: &GateCheck) -> Case<'_> {
    let told = check.sentence();
    let failure = (check.level == Level::Failed).then(|| told.clone());
    Case { name: &check.name, failure, lines: format!("{}: {told}\n", check.level.name()) }
}

fn document(suites: &[(&str, Vec<Case<'_>>)]) -> String {
    let all = suites.iter().flat_map(|(_, cases)| cases);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites name=\"unspun\" {}>", counts(all));
    for (suite, cases) in suites {
        let _ = writeln!(out, "  <testsuite name=\"{suite}\" {} skipped=\"0\">", counts(cases.iter()));
        for case in cases {
            push_case(&mut out, suite, case);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn counts<'a>(cases: impl Iterator<Item = &'a Case<'a>>) -> String {
    let (n_cases, n_failed) = cases.fold((0, 0), |(n, failed), c| (n + 1, failed + u32::from(c.failure.is_some())));
    format!("tests=\"{n_cases}\" failures=\"{n_failed}\" errors=\"0\"")
}

fn push_case(out: &mut String, suite: &str, case: &Case<'_>) {
    let _ = write!(out, "    <testcase classname=\"{suite}\" name=\"{}\" time=\"0\"", xml(case.name));
    let lines = xml(&case.lines);
    let _ = match &case.failure {
        Some(why) => {
            writeln!(
                out,
                ">\n      <failure type=\"{}\" message=\"{}\">{lines}</failure>\n    </testcase>",
                xml(case.name),
                xml(why)
            )
        }
        None if case.lines.is_empty() => writeln!(out, "/>"),
        None => writeln!(out, ">\n      <system-out>{lines}</system-out>\n    </testcase>"),
    };
}

/// `text` for element and attribute; what XML 1.0 cannot hold in any form is replaced.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_element() {
        assert_eq!(xml("a<b> & \"c\"\u{1}\u{ffff}]]>"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}\u{fffd}]]&gt;");
    }

    #[test]
    fn tests_and_failures_are_counted() {
        let case =
            |name, failure: Option<&str>| Case { name, failure: failure.map(str::to_owned), lines: String::new() };
        let told = document(&[("spun", vec![case("a", None), case("b", Some("two < three"))])]);
        assert!(told.contains("<testsuites name=\"unspun\" tests=\"2\" failures=\"1\" errors=\"0\">"), "{told}");
        assert!(told.contains("<testcase classname=\"spun\" name=\"a\" time=\"0\"/>"), "{told}");
        assert!(told.contains("<failure type=\"b\" message=\"two &lt; three\"></failure>"), "{told}");
    }
}
