//! The samples state what must be found in them (`samples/expected.json`, explained in `samples/README.md`). Every
//! statement is checked, and all that fail are told at once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Desk, sample};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Expected {
    dropped: Vec<Dropped>,
    kept: Vec<String>,
    found: Vec<Found>,
    not_found: Vec<NotFound>,
    stays: Vec<Stays>,
    unchanged: Vec<String>,
}

#[derive(Deserialize)]
struct Dropped {
    id: String,
    rules: Vec<String>,
    witness: Option<String>,
}

#[derive(Deserialize)]
struct Found {
    id: String,
    rule: String,
    kind: Option<String>,
    text: String,
    applied: Option<bool>,
}

#[derive(Deserialize)]
struct NotFound {
    id: String,
    rule: String,
}

#[derive(Deserialize)]
struct Stays {
    id: String,
    text: String,
}

/// The samples, what the tool says of them, and what it makes of them.
struct Run {
    before: BTreeMap<String, (String, String)>,
    after: BTreeMap<String, (String, String)>,
    findings: Vec<Value>,
}

fn records(jsonl: &str) -> BTreeMap<String, (String, String)> {
    let field = |record: &Value, name: &str| record[name].as_str().unwrap().to_owned();
    let record = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        (field(&value, "id"), (line.to_owned(), field(&value, "text")))
    };
    jsonl.lines().map(record).collect()
}

impl Run {
    fn new() -> Run {
        let desk = Desk::new();
        let path = sample("news.jsonl");
        let path = path.to_str().unwrap();
        desk.expect(&["clean", path, "--output", "out"], 0, "");
        let check = desk.expect(&["check", path, "--output-format", "jsonl"], 1, "");
        Run {
            before: records(&std::fs::read_to_string(path).unwrap()),
            after: records(&String::from_utf8(desk.read("out/news.jsonl")).unwrap()),
            findings: check.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect(),
        }
    }

    fn of<'a>(&'a self, id: &'a str, rule: &'a str) -> impl Iterator<Item = &'a Value> {
        self.findings.iter().filter(move |f| f["id"] == id && f["rule"] == rule)
    }

    fn drops(&self, expected: &Dropped) -> bool {
        let names_witness = |f: &Value| match &expected.witness {
            Some(w) => f["related"].as_array().unwrap().iter().any(|r| r["id"] == w.as_str()),
            None => true,
        };
        let found = expected.rules.iter().flat_map(|rule| self.of(&expected.id, rule));
        !self.after.contains_key(&expected.id)
            && found.into_iter().any(|f| f["fix"]["action"] == "drop" && names_witness(f))
    }

    fn finds(&self, expected: &Found) -> bool {
        let text = &self.before[&expected.id].1;
        let is_there = |f: &Value| {
            let (start, end) = (f["start"].as_u64().unwrap() as usize, f["end"].as_u64().unwrap() as usize);
            text.match_indices(&expected.text).any(|(i, t)| i < end && start < i + t.len())
        };
        let is_kind = |f: &Value| expected.kind.as_ref().is_none_or(|k| f["kind"] == k.as_str());
        let is_applied = |f: &Value| expected.applied.is_none_or(|a| a == (f["fix"]["action"] != "none"));
        self.of(&expected.id, &expected.rule).any(|f| is_there(f) && is_kind(f) && is_applied(f))
    }
}

#[test]
fn samples_come_out_as_they_say() {
    let expected: Expected = serde_json::from_str(&std::fs::read_to_string(sample("expected.json")).unwrap()).unwrap();
    let run = Run::new();
    let mut wrong = Vec::new();
    let mut check = |holds: bool, what: String| {
        if !holds {
            wrong.push(what);
        }
    };
    for e in &expected.dropped {
        check(run.drops(e), format!("{} is dropped by one of {:?}, witness {:?}", e.id, e.rules, e.witness));
    }
    for id in &expected.kept {
        check(run.after.contains_key(id), format!("{id} is kept"));
    }
    for e in &expected.found {
        check(run.finds(e), format!("{}: {} {:?} at {:?}, applied {:?}", e.id, e.rule, e.kind, e.text, e.applied));
    }
    for e in &expected.not_found {
        let any = run.of(&e.id, &e.rule).any(|f| f["confidence"] != "suspect");
        check(!any, format!("{} has no likely {}", e.id, e.rule));
    }
    for e in &expected.stays {
        check(run.after.get(&e.id).is_some_and(|(_, t)| t.contains(&e.text)), format!("{} keeps {:?}", e.id, e.text));
    }
    for id in &expected.unchanged {
        check(run.after.get(id).is_some_and(|(line, _)| *line == run.before[id].0), format!("{id} is unchanged"));
    }
    let n = expected.dropped.len() + expected.kept.len() + expected.found.len() + expected.not_found.len();
    assert!(wrong.is_empty(), "{} of {} statements fail:\n{}", wrong.len(), n + expected.stays.len(), wrong.join("\n"));
}

#[test]
fn the_statements_cover_the_dump() {
    let expected: Expected = serde_json::from_str(&std::fs::read_to_string(sample("expected.json")).unwrap()).unwrap();
    let before = records(&std::fs::read_to_string(sample("news.jsonl")).unwrap());
    let told: BTreeSet<&String> = expected.dropped.iter().map(|d| &d.id).chain(&expected.kept).collect();
    assert_eq!(told, before.keys().collect());
    assert!(
        expected.found.iter().all(|f| before[&f.id].1.contains(&f.text)),
        "each text to be found stands in its document"
    );
}
