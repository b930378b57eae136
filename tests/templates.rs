//! Which documents count for a template, where nothing else is asked: an article and its copies are one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;
use common::copies::copies;
use serde_json::{Value, json};

const OTHERS: [&str; 3] = [
    "The ferry to Skerrow was late again on Friday, since its engine had to be started by hand. Passengers waited for two hours in the \
     rain, and the captain served them tea from his own kettle.",
    "A choir from Orrin has won the prize of the northern towns with a song about herring. Its leader said the singers had met in a \
     barn for a whole winter, because their hall had no stove.",
    "Two schools in the valley will share a teacher of music from autumn on. Parents had collected signatures after lessons were \
     dropped, and a retired organist offered to help on Wednesdays.",
];

/// The line over each document whose paragraph stands in so many documents as the finding says.
fn found(desk: &Desk, rules: &str) -> Vec<(String, String)> {
    let answer = desk.run(&["check", "dump.jsonl", "--quiet", "--select", rules, "--output-format", "jsonl"]);
    let findings = answer.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let templates = findings.filter(|finding| finding["rule"] == "boilerplate-template");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    templates.map(|finding| (text(&finding["id"]), text(&finding["message"]))).collect()
}

fn headed(record: &str, head: &str) -> String {
    let mut record: Value = serde_json::from_str(record).unwrap();
    record["source"] = "coast.example".into();
    record["text"] = format!("{head}\n\n{}", record["text"].as_str().unwrap()).into();
    format!("{record}\n")
}

#[test]
fn an_article_with_its_copies_is_no_template_whatever_else_is_asked() {
    let desk = Desk::new();
    let of_one: String = copies().lines().map(|record| headed(record, "News of the old eastern pier")).collect();
    let of_three: String = OTHERS
        .iter()
        .enumerate()
        .map(|(n, text)| headed(&json!({"id": n.to_string(), "text": text}).to_string(), "Voices of the coast"))
        .collect();
    desk.write("dump.jsonl", of_one + &of_three);
    let alone = found(&desk, "boilerplate-template");
    let ids: Vec<&str> = alone.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["0", "1", "2"]);
    assert!(alone.iter().all(|(_, message)| message.contains("stands in 3 of the site's 4 documents")), "{alone:?}");
    let beside: Vec<(String, String)> = found(&desk, "duplicate,boilerplate-template");
    assert_eq!(beside, alone);
}
