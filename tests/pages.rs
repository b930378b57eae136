//! Every rule's page tells what a user must know before trusting the rule, and says it under a heading of its own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use unspun::detect::rules;

/// What a page must tell, and the words under which it does: as `**Word …` or `## Word …`.
const SECTIONS: &[(&str, &[&str])] = &[
    ("why it is a fault", &["Why"]),
    ("an example", &["Example"]),
    ("measure and threshold", &["Measure.", "Measure and threshold", "Measure**", "How"]),
    ("what the fix removes", &["Fix", "What the fix removes"]),
    ("known misses", &["Known misses"]),
    ("measured precision", &["Measured", "Precision"]),
];

/// The text under each heading of the page, headings first.
fn sections(page: &str) -> Vec<String> {
    let mut found: Vec<String> = vec![String::new()];
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ").or_else(|| line.strip_prefix("**")) {
            found.push(heading.to_owned());
        } else {
            let last = found.last_mut().unwrap();
            last.push('\n');
            last.push_str(line);
        }
    }
    found
}

#[test]
fn every_page_has_every_section() {
    let mut missing = Vec::new();
    for rule in rules() {
        let sections = sections(rule.page);
        let title = format!("# {}", rule.name);
        if !sections[0].trim_start().starts_with(&title) {
            missing.push(format!("{}: the title", rule.name));
        }
        let opening = sections[0].trim_start().trim_start_matches(&title);
        if opening.trim().is_empty() && !sections.iter().any(|s| s.starts_with("What.")) {
            missing.push(format!("{}: what it finds", rule.name));
        }
        for (what, words) in SECTIONS {
            let tells = |s: &String| words.iter().any(|word| s.starts_with(word)) && s.len() > 30;
            if !sections.iter().any(tells) {
                missing.push(format!("{}: {what}", rule.name));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
