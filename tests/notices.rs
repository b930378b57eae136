//! Notices of another day in the same words are other notices, in their paragraphs too.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;

const SAME: &str = "The harbour bank of Lannis will lend the ferry companies fresh money against their boats for as long as the ice \
    keeps them from the northern route, a speaker for the bank told reporters at the gate of the old pier office.";
const FIRST: &str = "Crews who had waited since dawn went home before the tide turned, and the cranes of the coal berth were \
    chained for the night because of a wind that nobody had seen in that month before.";
const SECOND: &str = "Nobody could say when the channel would be free, and the lamps stayed dark all along the quay while two boats \
    from the south lay outside and asked by radio for a pilot who did not come.";

/// Ids of the documents of which a paragraph is cut, where the second notice is of this day.
fn cut(second_day: &str) -> Vec<String> {
    let desk = Desk::new();
    let line = |id: &str, date: &str, own: &str| {
        let text = format!("{SAME}\n\n{own}");
        format!("{}\n", serde_json::json!({"id": id, "date": date, "text": text}))
    };
    desk.write("dump.jsonl", line("first", "2024-03-04", FIRST) + &line("second", second_day, SECOND));
    let flags = ["--select", "exact-duplicate-paragraph", "--output-format", "jsonl"];
    let answer = desk.run(&[&["check", "dump.jsonl"], &flags[..]].concat());
    let findings = answer.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let cuts = findings.filter(|f| f["fix"]["action"] == "cut");
    cuts.map(|f| f["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn of_one_day_it_is_the_same_paragraph() {
    assert_eq!(cut("2024-03-05"), ["second"]);
}

#[test]
fn weeks_later_it_is_another_notice() {
    assert_eq!(cut("2024-03-25"), [""; 0]);
}
