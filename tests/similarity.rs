//! Near duplicates by the similarity of shingles alone, as other tools find them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;

/// A story of sixty different words: 56 shingles of five words.
fn story() -> Vec<String> {
    (0..60).map(|n| format!("{}{}", ["harbour", "pier", "crew", "tide", "gate", "ferry"][n % 6], n / 6)).collect()
}

/// The story with `n_other` words at its end that are others. Of 56 shingles `56 - n_other` are the same.
fn dump(n_other: usize) -> String {
    let mut copy = story();
    copy.iter_mut().rev().take(n_other).for_each(|word| word.insert(0, 'x'));
    let line = |id: &str, words: &[String]| format!("{}\n", serde_json::json!({"id": id, "text": words.join(" ")}));
    line("story", &story()) + &line("copy", &copy)
}

/// The only finding, where there is one.
fn finding(desk: &Desk, limit: &str) -> Option<serde_json::Value> {
    let flags = ["--select", "near-duplicate-document", "--jaccard", limit, "--output-format", "jsonl"];
    let answer = desk.run(&[&["check", "dump.jsonl"], &flags[..]].concat());
    assert!(answer.code < 2, "{}", answer.stderr);
    assert!(answer.stdout.lines().count() < 2);
    answer.stdout.lines().next().map(|line| serde_json::from_str(line).unwrap())
}

#[test]
fn the_limit_is_the_share_of_shingles_of_five_words() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump(12)); // 44 of 68 shingles: .647
    let found = finding(&desk, "0.64").unwrap();
    assert_eq!(found["rule"], "near-duplicate-document");
    assert_eq!(found["measure"]["name"], "jaccard");
    assert_eq!(found["measure"]["threshold"], 0.64);
    assert!((found["measure"]["value"].as_f64().unwrap() - 44.0 / 68.0).abs() < 1e-3);
    assert!(finding(&desk, "65%").is_none());
}

#[test]
fn without_it_what_the_kept_copy_lacks_protects_a_document() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump(12));
    desk.expect(&["check", "dump.jsonl", "--select", "near-duplicate-document"], 0, "");
}

#[test]
fn an_impossible_limit_is_refused() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump(0));
    desk.expect(&["check", "dump.jsonl", "--jaccard", "1.5"], 2, "--jaccard 1.5: say a share such as 0.01 or 1%");
}
