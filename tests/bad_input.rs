//! Bad input: each kind has its exit code and a message that names the place. Nothing is half-written.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;
use std::io::Write;
use std::process::Command;

const GOOD: &str = "{\"id\":\"a\",\"text\":\"The ferry to Lannis was late again on Tuesday, its captain said.\"}\n";

/// Nothing of the output folder is there, nor anything temporary.
fn assert_nothing_written(desk: &Desk) {
    let left: Vec<String> = std::fs::read_dir(desk.path("."))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.starts_with("out") || n.starts_with(".unspun"))
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

#[test]
fn a_missing_path_ends_with_3() {
    let desk = Desk::new();
    desk.expect(&["check", "nowhere.jsonl"], 3, "nowhere.jsonl");
    desk.expect(&["clean", "nowhere.jsonl", "--output", "out"], 3, "nowhere.jsonl");
    assert_nothing_written(&desk);
}

#[test]
fn a_folder_without_documents_ends_with_4() {
    let desk = Desk::new();
    desk.write("dump/picture.png", [0u8, 1, 2]);
    desk.expect(&["clean", "dump", "--output", "out"], 4, "no document in dump");
    desk.expect(&["check", "*.jsonl"], 4, "no document in *.jsonl");
    assert_nothing_written(&desk);
}

#[test]
fn an_empty_file_ends_with_4() {
    let desk = Desk::new();
    desk.write("empty.jsonl", "").write("empty.txt", "");
    desk.expect(&["check", "empty.jsonl"], 4, "no document");
    desk.expect(&["clean", "empty.jsonl", "empty.txt", "--output", "out"], 4, "no document");
    assert_nothing_written(&desk);
}

#[test]
fn a_truncated_gz_ends_with_3() {
    let desk = Desk::new();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(GOOD.repeat(1000).as_bytes()).unwrap();
    let whole = gz.finish().unwrap();
    desk.write("cut.jsonl.gz", &whole[..whole.len() / 2]);
    desk.expect(&["clean", "cut.jsonl.gz", "--output", "out"], 3, "cut.jsonl.gz: the compressed file ends too early");
    assert_nothing_written(&desk);
}

#[test]
fn a_truncated_zst_ends_with_3() {
    let desk = Desk::new();
    let whole = zstd::encode_all(GOOD.repeat(1000).as_bytes(), 3).unwrap();
    desk.write("cut.jsonl.zst", &whole[..whole.len() / 2]);
    desk.expect(&["check", "cut.jsonl.zst"], 3, "cut.jsonl.zst");
}

#[test]
fn a_broken_line_is_quarantined_and_the_next_one_still_counts() {
    let desk = Desk::new();
    let input = format!("{GOOD}{{\"text\": \"no end\n{}", GOOD.replace("\"a\"", "\"b\"").replace("Tuesday", "Friday"));
    desk.write("dump.jsonl", &input);
    desk.expect(
        &["check", "dump.jsonl"],
        3,
        "1 of 3 records are bad, more than the 1 % allowed; the first: dump.jsonl, record 1: not a JSON object",
    );
    desk.expect(
        &["clean", "dump.jsonl", "--output", "out", "--max-bad-records", "50%", "--ignore", "duplicate"],
        0,
        "",
    );
    assert_eq!(String::from_utf8(desk.read("out/dump.jsonl")).unwrap().lines().count(), 2);
    let quarantine = String::from_utf8(desk.read("out.audit/quarantine.jsonl")).unwrap();
    assert!(quarantine.contains("\"record\":1") && quarantine.contains("no end"), "{quarantine}");
    desk.expect(&["restore", "out", "--output", "again"], 0, "");
    assert_eq!(desk.read("again/dump.jsonl"), input.as_bytes());
}

#[test]
fn a_record_without_text_names_its_fields() {
    let desk = Desk::new();
    desk.write("dump.jsonl", "{\"id\":\"a\",\"body\":\"Some words.\"}\n");
    desk.expect(&["check", "dump.jsonl"], 3, "dump.jsonl, record 0: field \"text\" is missing");
    desk.expect(&["check", "dump.jsonl"], 3, "name it with --text-field body");
    desk.expect(&["check", "dump.jsonl", "--text-field", "body"], 0, "");
}

#[test]
fn invalid_utf8_is_quarantined_byte_for_byte() {
    let desk = Desk::new();
    let input = [GOOD.as_bytes(), b"{\"text\":\"caf\xe9\"}\n"].concat();
    desk.write("dump.jsonl", &input).write("note.txt", b"caf\xe9 au lait");
    desk.expect(&["check", "dump.jsonl"], 3, "record 1: not UTF-8 at byte 12");
    desk.expect(&["check", "note.txt"], 3, "note.txt, record 0: not UTF-8 at byte 3");
    desk.expect(&["clean", "dump.jsonl", "note.txt", "--output", "out", "--max-bad-records", "1"], 0, "");
    desk.expect(&["restore", "out", "--output", "again"], 0, "");
    assert_eq!(desk.read("again/dump.jsonl"), input);
    assert_eq!(desk.read("again/note.txt"), b"caf\xe9 au lait");
}

#[test]
fn a_line_of_50_mb_is_a_record_like_any_other() {
    let desk = Desk::new();
    let sentence = "The council of Port Lannis met on Monday to talk about the ferry, and nobody agreed. ";
    let text: String =
        (0..50_000_000 / sentence.len()).map(|i| sentence.replace("Monday", &format!("day {i}"))).collect();
    let input = format!("{{\"id\":\"big\",\"text\":\"{text}\"}}\n{GOOD}");
    assert!(input.len() > 50_000_000);
    desk.write("big.jsonl", &input);
    desk.expect(&["clean", "big.jsonl", "--output", "out"], 0, "");
    desk.expect(&["restore", "out", "--output", "again"], 0, "");
    assert!(desk.read("again/big.jsonl") == input.as_bytes(), "byte for byte");
}

/// A full disk: a small file system of its own. Needs the right to mount; elsewhere the test says that it was skipped.
#[test]
fn a_full_disk_ends_with_3_and_leaves_nothing() {
    let desk = Desk::new();
    let disk = desk.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&disk).status();
    if !mounted.is_ok_and(|s| s.success()) {
        println!("skipped: no right to mount a file system");
        return;
    }
    let lines: String =
        (0..5000).map(|i| GOOD.replace("Tuesday", &format!("day {i}")).replace("\"a\"", &format!("\"{i}\""))).collect();
    desk.write("dump.jsonl", lines);
    let answer = desk.run(&["clean", "dump.jsonl", "--output", "disk/out", "--ignore", "duplicate"]);
    let left = std::fs::read_dir(&disk).unwrap().count();
    let unmounted = Command::new("umount").arg(&disk).status().unwrap();
    assert!(unmounted.success());
    assert_eq!(answer.code, 3, "{}", answer.stderr);
    assert!(answer.stderr.contains("the disk is full"), "{}", answer.stderr);
    assert_eq!(left, 0, "nothing half-written");
}

#[test]
fn wrong_arguments_end_with_2_and_name_what_was_meant() {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD).write("unspun.toml", "tread = 2\n");
    desk.expect(&["check", "dump.jsonl"], 2, "line 1: unknown key \"tread\"; did you mean \"threads\"?");
    std::fs::remove_file(desk.path("unspun.toml")).unwrap();
    desk.expect(&["check", "dump.jsonl", "--select", "mojibak"], 2, "did you mean \"mojibake\"?");
    desk.expect(&["check", "dump.jsonl", "--action", "mojibake=burn"], 2, "say drop, cut or flag");
    desk.expect(&["check", "dump.jsonl", "--output-format", "xml"], 2, "say human, jsonl or json");
    desk.expect(&["explain", "mojibak"], 2, "did you mean");
    desk.expect(&["clean", "dump.jsonl"], 2, "--output");
}

#[test]
fn an_output_that_is_there_is_not_replaced_unless_forced() {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD).write("out/mine.txt", "mine");
    desk.expect(&["clean", "dump.jsonl", "--output", "out"], 3, "it is there already");
    assert_eq!(desk.read("out/mine.txt"), b"mine");
    desk.expect(&["clean", "dump.jsonl", "--output", "out", "--force"], 0, "");
    assert_eq!(desk.read("out/dump.jsonl"), GOOD.as_bytes());
    assert!(!desk.path("out/mine.txt").exists());
}

#[test]
fn two_inputs_of_one_name_are_refused() {
    let desk = Desk::new();
    desk.write("a/dump.jsonl", GOOD).write("b/dump.jsonl", GOOD);
    desk.expect(
        &["clean", "a/dump.jsonl", "b/dump.jsonl", "--output", "out"],
        2,
        "would both be written as dump.jsonl",
    );
}

#[test]
fn a_damaged_audit_is_not_restored_from() {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD);
    desk.expect(&["clean", "dump.jsonl", "--output", "out"], 0, "");
    desk.write("out/dump.jsonl", GOOD.replace("ferry", "tram"));
    desk.expect(&["restore", "out", "--output", "again"], 3, "checksum");
    assert!(!desk.path("again").exists());
    desk.expect(&["restore", "nothing", "--output", "again"], 3, "nothing.audit");
}
