//! The manual: every rule's page tells what a user must know before trusting the rule, under a heading of its own; every command has
//! a manual page; shells complete what can be named.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;
use unspun::detect::rules;

/// What a page must tell, and the words under which it does: as `**Word …` or `## Word …`.
const SECTIONS: &[(&str, &[&str])] = &[
    ("why it is a fault", &["Why"]),
    ("an example", &["Example"]),
    ("measure and threshold", &["Measure.", "Measure,", "Measure and threshold", "Measure**", "How"]),
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
            let tells = |s: &String| {
                let said = words.iter().find_map(|word| s.strip_prefix(word));
                said.is_some_and(|said| said.chars().filter(|c| c.is_alphabetic()).count() > 3)
            };
            if !sections.iter().any(tells) {
                missing.push(format!("{}: {what}", rule.name));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Settings name kinds, so each is told in the page of its rule, and `explain` lists them all.
#[test]
fn every_kind_stands_in_the_page_of_its_rule() {
    for rule in rules() {
        assert!(rule.kinds.is_sorted() && rule.kinds.iter().all(|kind| !kind.contains(':')), "{}", rule.name);
        let missing: Vec<_> = rule.kinds.iter().filter(|kind| !rule.page.contains(&format!("`{kind}`"))).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", rule.name);
    }
    let desk = Desk::new();
    let said = desk.expect(&["explain", "truncated:preview"], 0, "").stdout;
    assert!(
        said.ends_with("**Kinds.** `open-end`, `preview`. Settings may name one, as `truncated:open-end`.\n"),
        "{said}"
    );
    desk.expect(
        &["explain", "truncated:previews"],
        2,
        "unknown kind \"previews\" of truncated; did you mean \"preview\"?",
    );
}

#[test]
fn every_command_has_a_manual_page() {
    let desk = Desk::new();
    desk.expect(&["man", "pages"], 0, "");
    let pages = common::tree(&desk.path("pages"));
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    for command in ["check", "clean", "compare", "explain", "restore", "train"] {
        assert!(names.contains(&format!("unspun-{command}.1").as_str()), "{names:?}");
    }
    let check = String::from_utf8(desk.read("pages/unspun-check.1")).unwrap();
    assert!(check.contains(r"\fB\-\-output\-format\fR") && check.contains("SARIF"), "{check}");
    assert!(desk.run(&["man"]).stdout.contains("unspun\\-check(1)"), "the program's page names those of the commands");
    desk.write("file", "");
    desk.expect(&["man", "file"], 3, "write file");
}

#[test]
fn shells_complete_formats_and_rules() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Desk::new().run(&["completions", shell]).stdout;
        assert!(script.contains("suspicions"), "{shell}");
        if ["bash", "fish", "zsh"].contains(&shell) {
            assert!(script.contains("sarif"), "{shell}");
        }
        if ["bash", "zsh"].contains(&shell) {
            assert!(script.contains("near-duplicate-document"), "{shell}");
        }
    }
}
