//! `clean` then `restore` gives the input back, for every form of input; the output is the same for any number of threads;
//! the sums of the summary hold.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Desk, sample, tree};
use std::io::Write;
use std::process::Stdio;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    std::io::copy(&mut flate2::read::MultiGzDecoder::new(bytes), &mut out).unwrap();
    out
}

#[test]
fn samples_come_back_byte_for_byte_from_every_form() {
    let desk = Desk::new();
    let jsonl = std::fs::read(sample("news.jsonl")).unwrap();
    let middle = jsonl.len() / 2 + jsonl[jsonl.len() / 2..].iter().position(|&b| b == b'\n').unwrap() + 1;
    let two_members = [gzip(&jsonl[..middle]), gzip(&jsonl[middle..])].concat();
    desk.write("dump/a.jsonl", &jsonl).write("dump/b.jsonl.gz", two_members);
    desk.write("dump/c/d.jsonl.zst", zstd::encode_all(jsonl.as_slice(), 3).unwrap());
    desk.write("dump/crlf.jsonl", "\u{feff}{\"text\":\"One line.\"}\r\n\r\n{\"text\":\"Another, without an end.\"}");
    for (name, bytes) in tree(&sample("news")) {
        desk.write(&format!("dump/news/{name}"), bytes);
    }
    desk.expect(&["clean", "dump", "--output", "out"], 0, "");
    desk.expect(&["restore", "out", "--output", "again"], 0, "");
    assert_eq!(desk.read("again/a.jsonl"), jsonl);
    assert_eq!(gunzip(&desk.read("again/b.jsonl.gz")), jsonl);
    assert_eq!(zstd::decode_all(desk.read("again/c/d.jsonl.zst").as_slice()).unwrap(), jsonl);
    assert_eq!(desk.read("again/crlf.jsonl"), desk.read("dump/crlf.jsonl"));
    assert_eq!(tree(&desk.path("again/news")), tree(&desk.path("dump/news")));
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let desk = Desk::new();
    let input = sample("news.jsonl");
    let input = input.to_str().unwrap();
    for threads in ["1", "2", "8"] {
        desk.expect(&["clean", input, "--output", threads, "--threads", threads, "--memory", "64K"], 0, "");
        let jsonl = desk.run(&["check", input, "--output-format", "jsonl", "--scores", "--threads", threads]);
        desk.write(&format!("{threads}.findings"), jsonl.stdout);
    }
    for other in ["2", "8"] {
        assert_eq!(tree(&desk.path("1")), tree(&desk.path(other)));
        assert_eq!(tree(&desk.path("1.audit")), tree(&desk.path(&format!("{other}.audit"))));
        assert_eq!(desk.read("1.findings"), desk.read(&format!("{other}.findings")));
    }
}

#[test]
fn what_comes_in_is_kept_cut_dropped_or_quarantined() {
    let desk = Desk::new();
    let mut input = std::fs::read(sample("news.jsonl")).unwrap();
    input.extend_from_slice(&std::fs::read(sample("broken.jsonl")).unwrap());
    desk.write("dump.jsonl", &input);
    desk.expect(&["clean", "dump.jsonl", "--output", "out", "--max-bad-records", "50%"], 0, "");
    let summary: serde_json::Value = serde_json::from_slice(&desk.read("out.audit/summary.json")).unwrap();
    let bytes = |name: &str| summary["bytes"][name].as_u64().unwrap();
    assert_eq!(bytes("in"), input.len() as u64);
    assert_eq!(bytes("in"), bytes("kept") + bytes("cut") + bytes("dropped") + bytes("quarantined"));
    assert_eq!(desk.read("out/dump.jsonl").len() as u64, bytes("kept") + bytes("inserted"));
    let documents = |name: &str| summary["documents"][name].as_u64().unwrap();
    assert_eq!(documents("in"), documents("kept") + documents("dropped") + documents("quarantined"));
    assert!(bytes("dropped") > 0 && bytes("cut") > 0 && bytes("quarantined") > 0, "{summary}");
}

#[test]
fn untouched_records_are_written_back_byte_for_byte() {
    let desk = Desk::new();
    let input = std::fs::read(sample("news.jsonl")).unwrap();
    desk.write("dump.jsonl", &input);
    desk.expect(&["clean", "dump.jsonl", "--output", "out"], 0, "");
    let lines = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (lines(input), lines(desk.read("out/dump.jsonl")));
    let same = after.iter().filter(|l| before.contains(l)).count();
    assert!(same >= 10, "{same} lines are untouched");
    let fields = |line: &String| match serde_json::from_str(line).unwrap() {
        serde_json::Value::Object(mut o) => {
            o.remove("text");
            o
        }
        _ => panic!("an object"),
    };
    let known: Vec<_> = before.iter().map(fields).collect();
    assert!(after.iter().all(|l| known.contains(&fields(l))), "other fields are as they were");
}

#[test]
fn standard_input_is_a_corpus() {
    let desk = Desk::new();
    let open = || Stdio::from(std::fs::File::open(sample("news.jsonl")).unwrap());
    let answer = desk.run_with(&["clean", "-", "--output", "out"], open());
    assert_eq!(answer.code, 0, "{}", answer.stderr);
    let answer = desk.run(&["restore", "out", "--output", "again", "--quiet"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (0, ""), "{}", answer.stderr);
    assert_eq!(desk.read("again/stdin.jsonl"), std::fs::read(sample("news.jsonl")).unwrap());
}

#[test]
fn a_closed_pipe_does_not_change_the_verdict() {
    let desk = Desk::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_unspun"))
        .args(["check", sample("news.jsonl").to_str().unwrap(), "--output-format", "jsonl"])
        .current_dir(desk.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_dry_run_writes_nothing_and_tells_what_would_change() {
    let desk = Desk::new();
    let input = sample("news.jsonl");
    let input = input.to_str().unwrap();
    desk.expect(&["clean", input, "--dry-run", "--output", "out"], 1, "");
    assert!(!desk.path("out").exists());
    let dry = desk.run(&["clean", input, "--dry-run"]).stdout;
    let check = desk.run(&["check", input]).stdout;
    assert_eq!(dry, check, "check and a dry run list the same findings");
    desk.write("fine.txt", "The ferry to Lannis was late again on Tuesday, its captain said.\n");
    desk.expect(&["clean", "fine.txt", "--dry-run"], 0, "");
}

#[test]
fn a_choice_for_a_family_is_one_for_each_of_its_rules() {
    let desk = Desk::new();
    let input = sample("news.jsonl");
    let input = input.to_str().unwrap();
    desk.expect(&["clean", input, "--dry-run", "--select", "duplicate"], 1, "");
    desk.expect(&["clean", input, "--dry-run", "--select", "duplicate", "--action", "duplicate=flag"], 0, "");
    desk.write("unspun.toml", "max-bad-records = 0.5\n[action]\nduplicate = \"flag\"\nspun-copy = \"drop\"\n");
    desk.expect(&["clean", input, "--select", "duplicate", "--output", "out"], 0, "");
    let summary: serde_json::Value = serde_json::from_slice(&desk.read("out.audit/summary.json")).unwrap();
    let applied = |r: &&serde_json::Value| r["applied"].as_u64().unwrap() > 0;
    let rules: Vec<_> = summary["rules"].as_array().unwrap().iter().filter(applied).map(|r| &r["rule"]).collect();
    assert_eq!(rules, ["spun-copy"], "what is said of a rule wins over what is said of its family");
}

#[test]
fn a_quiet_check_tells_findings_and_verdict_without_the_table() {
    let desk = Desk::new();
    let record =
        |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"The ferry to Lannis was late again on Tuesday.\"}}\n");
    desk.write("dump.jsonl", [record("\\u001b[2J"), record("b")].concat());
    let quiet = desk.run(&["check", "dump.jsonl", "--quiet"]).stdout;
    let loud = desk.run(&["check", "dump.jsonl"]).stdout;
    assert!(quiet.contains("exact-duplicate-document") && quiet.contains("failed: 1 likely"), "{quiet}");
    assert!(loud.contains("2 documents") && !quiet.contains("2 documents"), "{quiet}");
    assert!(quiet.contains("(<U+001B>[2J)") && !quiet.contains('\u{1b}'), "no control character of an id: {quiet:?}");
}

#[test]
fn the_cleaned_samples_are_clean() {
    let desk = Desk::new();
    desk.expect(&["clean", sample("news.jsonl").to_str().unwrap(), "--output", "once"], 0, "");
    desk.expect(&["clean", "once/news.jsonl", "--output", "twice"], 0, "");
    assert_eq!(desk.read("once/news.jsonl"), desk.read("twice/news.jsonl"));
}
