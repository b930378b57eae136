//! Passages that two otherwise different documents share: which are found, where they begin and end, what is left, and that it all
//! can be undone.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Desk, tree};
use serde_json::Value;

const SHARED: [&str; 4] = [
    "The pier of Lannis will stay closed until the autumn because divers found new cracks in nine of its oak pillars.",
    "The harbour office had hoped to open the gates for the regatta and must now send the ferries to the basin of Orrin.",
    "Repairs will cost 2.4 million crowns, which the council wants to borrow from the savings bank of the islands.",
    "A first report on the pillars had been put away in a drawer for two winters.",
];
const ELDER: [&str; 2] = [
    "Schools on the northern shore begin an hour later from next week on, the teachers' union and the mayor agreed after a long \
     evening. Parents who work in the fish market had asked for earlier buses, but the drivers did not want to change their rounds \
     again before the summer.",
    "Whoever needs a seat for a child can write to the office in Marsh Street. The letters are read in the order in which they \
     come, and nobody is told by telephone.",
];
const YOUNGER: [&str; 2] = [
    "Hotel owners along the promenade count more guests than in any spring before, although the weather was cold. Many of them \
     came by train and stayed for one night only, a clerk at the largest house said while she sorted the keys.",
    "The bakers are less content. Flour is dear, their ovens are old, and the young people would rather learn to build boats than \
     rise at three. Two shops in the upper town have closed for good, and a third is for sale.",
];

/// Two articles: the older one with its passage over a break, the younger one in one paragraph.
fn corpus(elder: &[&str], younger: &[&str]) -> String {
    let (first, second) = elder.split_at(elder.len().div_ceil(2));
    let old = format!("{} {}\n\n{} {}", ELDER[0], first.join(" "), second.join(" "), ELDER[1]);
    let new = format!("{} {} {}", YOUNGER[0], younger.join(" "), YOUNGER[1]);
    let line = |id: &str, date: &str, text: &str| serde_json::json!({"id": id, "date": date, "text": text}).to_string();
    format!("{}\n{}\n", line("new", "2020-05-02", &new), line("old", "2020-05-01", &old))
}

/// Id and text of the passages found.
fn passages(corpus: &str) -> Vec<(String, String)> {
    let desk = Desk::new();
    desk.write("dump.jsonl", corpus);
    let answer = desk.run(&["check", "dump.jsonl", "--output-format", "jsonl"]);
    let findings = answer.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let texts: Vec<Value> = corpus.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told = |finding: Value| {
        let at = |name: &str| finding[name].as_u64().unwrap() as usize;
        let text = texts[at("record")]["text"].as_str().unwrap();
        (finding["id"].as_str().unwrap().to_owned(), text[at("start")..at("end")].trim().to_owned())
    };
    findings.filter(|f| f["rule"] == "contained-passage").map(told).collect()
}

fn check(elder: &[&str], younger: &[&str], expected: Option<&[&str]>) {
    let expected: Vec<(String, String)> = expected.map(|cut| ("new".to_owned(), cut.join(" "))).into_iter().collect();
    assert_eq!(passages(&corpus(elder, younger)), expected);
}

#[test]
fn a_passage_is_found_over_paragraph_breaks_in_the_younger_document() {
    check(&SHARED, &SHARED, Some(&SHARED));
}

#[test]
fn a_passage_begins_and_ends_with_a_sentence() {
    let begun = format!("Everybody in the town was told that {}", SHARED[0].to_lowercase());
    let ended = SHARED[3].replace("a drawer for two winters", "the cellar of an old mill near the lighthouse");
    check(&SHARED, &[&begun, SHARED[1], SHARED[2], SHARED[3]], Some(&SHARED[1..]));
    check(&SHARED, &[SHARED[0], SHARED[1], SHARED[2], &ended], Some(&SHARED[..3]));
}

#[test]
fn fifty_words_are_a_passage_and_49_are_none() {
    for (last, n_words, is_found) in
        [("Nobody was hurt that day.", 49, false), ("Nobody was hurt on that day.", 50, true)]
    {
        let shared = [SHARED[0], SHARED[1], last];
        assert_eq!(shared.join(" ").split(' ').count(), n_words);
        check(&shared, &shared, is_found.then_some(&shared));
    }
}

#[test]
fn sentences_with_other_figures_and_names_stay() {
    let other = SHARED[2].replace("2.4", "3.1");
    check(&SHARED, &[SHARED[0], SHARED[1], &other, SHARED[3]], None);
    let other = SHARED[1].replace("Orrin", "Hallin");
    check(&SHARED, &[SHARED[0], &other, SHARED[2], SHARED[3]], None);
}

#[test]
fn a_passage_that_something_introduces_stays() {
    let introduced = format!("This is what the notice on the gate says: {}", SHARED[0]);
    let younger = [introduced.as_str(), SHARED[1], SHARED[2], SHARED[3]];
    check(&SHARED, &younger, Some(&SHARED[1..]));
}

#[test]
fn what_is_left_reads_on_and_the_cut_can_be_undone() {
    let desk = Desk::new();
    let corpus = corpus(&SHARED, &SHARED);
    desk.write("dump.jsonl", &corpus);
    for threads in ["1", "2"] {
        desk.expect(&["clean", "dump.jsonl", "--output", threads, "--threads", threads], 0, "");
    }
    assert_eq!(tree(&desk.path("1")), tree(&desk.path("2")));
    assert_eq!(tree(&desk.path("1.audit")), tree(&desk.path("2.audit")));
    let cleaned = String::from_utf8(desk.read("1/dump.jsonl")).unwrap();
    let texts: Vec<Value> = cleaned.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(texts[0]["text"], format!("{} {}", YOUNGER[0], YOUNGER[1]));
    assert_eq!(cleaned.lines().nth(1), corpus.lines().nth(1), "the kept copy stays as it is");
    desk.expect(&["restore", "1", "--output", "again"], 0, "");
    assert_eq!(String::from_utf8(desk.read("again/dump.jsonl")).unwrap(), corpus);
}
