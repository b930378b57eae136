//! Spun text in the corpus: what the first read thinks of every document raises the limit of its site, and spares the second read work.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Desk, sample};
use serde_json::Value;

/// The samples' articles `n` times over, all of one site.
fn one_site(n: usize) -> String {
    let news = std::fs::read_to_string(sample("news.jsonl")).unwrap();
    let copies = (0..n).flat_map(|copy| news.lines().map(move |line| (copy, line)));
    let renamed = copies.map(|(copy, line)| {
        let mut record: Value = serde_json::from_str(line).unwrap();
        record["id"] = format!("{}/{copy}", record["id"].as_str().unwrap()).into();
        record["url"] = "https://www.harbourtimes.example/news".into();
        format!("{record}\n")
    });
    renamed.collect()
}

/// What is said of spun text, line by line.
fn said(corpus: &str, flags: &[&str]) -> Vec<Value> {
    let desk = Desk::new();
    desk.write("dump.jsonl", corpus);
    let answer = desk.run(&[&["check", "dump.jsonl", "--output-format", "jsonl", "--scores"], flags].concat());
    let lines = answer.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["rule"] == "spun-text").collect()
}

/// Ids of the first copies that are called spun, and whether a limit was raised.
fn called(corpus: &str) -> (Vec<String>, bool) {
    let lines = said(corpus, &["--select", "spun"]);
    let is_raised = lines.iter().any(|l| l["message"].as_str().is_some_and(|m| m.contains("raised from")));
    let is_called = |l: &&Value| l["unit"] == "document" && l["confidence"] == "likely";
    let ids = lines.iter().filter(is_called).filter_map(|l| l["id"].as_str()?.strip_suffix("/0").map(str::to_owned));
    (ids.collect(), is_raised)
}

#[test]
fn many_documents_that_look_odd_raise_the_limit_of_their_site() {
    let (few, is_raised_by_few) = called(&one_site(1));
    let (many, is_raised_by_many) = called(&one_site(4));
    assert!(!is_raised_by_few && is_raised_by_many);
    assert!(many.len() < few.len() && many.iter().all(|id| few.contains(id)), "{many:?} of {few:?}");
    assert!(many.contains(&"sx-02".to_owned()), "what is spun without doubt is found all the same: {many:?}");
}

#[test]
fn what_the_second_read_passes_over_it_would_have_nothing_to_say_of() {
    for n in [1, 4] {
        let corpus = one_site(n);
        let alone = said(&corpus, &["--select", "spun", "--threads", "1"]);
        assert!(alone.iter().any(|l| l["unit"] == "score") && alone.iter().any(|l| l["unit"] == "span"));
        assert_eq!(alone, said(&corpus, &["--select", "spun,garbled", "--threads", "3"]));
        assert_eq!(alone, said(&corpus, &["--select", "spun", "--threads", "3", "--memory", "16MiB"]));
    }
}
