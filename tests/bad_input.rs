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

/// A full disk: a small file system of its own. Needs the right to mount; elsewhere it is skipped, and says so.
#[test]
fn a_full_disk_ends_with_3_and_leaves_nothing() {
    let desk = Desk::new();
    let disk = desk.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&disk).status();
    if !mounted.is_ok_and(|s| s.success()) {
        // Written past the capture of the test harness, so that a run that skipped it shows that it did.
        writeln!(std::io::stderr(), "skipped: a_full_disk_ends_with_3_and_leaves_nothing: no right to mount").unwrap();
        return;
    }
    let lines: String =
        (0..5000).map(|i| GOOD.replace("Tuesday", &format!("day {i}")).replace("\"a\"", &format!("\"{i}\""))).collect();
    desk.write("dump.jsonl", lines);
    let answer = desk.run(&["clean", "dump.jsonl", "--output", "disk/out", "--ignore", "duplicate"]);
    let report = desk.run(&["check", "dump.jsonl", "--scores", "--output-format", "jsonl=disk/report.jsonl"]);
    let left = std::fs::read_dir(&disk).unwrap().count();
    let unmounted = Command::new("umount").arg(&disk).status().unwrap();
    assert!(unmounted.success());
    assert_eq!(answer.code, 3, "{}", answer.stderr);
    assert!(answer.stderr.contains("the disk is full"), "{}", answer.stderr);
    assert!(answer.stderr.contains("write disk/out"), "the place as the user named it: {}", answer.stderr);
    assert_eq!(report.code, 3, "{}", report.stderr);
    assert!(report.stderr.contains("write disk/report.jsonl: the disk is full"), "{}", report.stderr);
    assert_eq!(left, 0, "nothing half-written");
}

#[test]
fn wrong_arguments_end_with_2_and_name_what_was_meant() {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD).write("unspun.toml", "tread = 2\n");
    desk.expect(&["check", "dump.jsonl"], 2, "line 1: unknown key \"tread\"; did you mean \"threads\"?");
    desk.write("unspun.toml", "xyz = 2\n");
    desk.expect(&["check", "dump.jsonl"], 2, "unknown key \"xyz\"; the keys are select, ignore");
    std::fs::remove_file(desk.path("unspun.toml")).unwrap();
    desk.expect(&["check", "dump.jsonl", "--select", "mojibak"], 2, "did you mean \"mojibake\"?");
    desk.expect(&["check", "dump.jsonl", "--action", "mojibake=burn"], 2, "say drop, cut or flag");
    desk.expect(&["check", "dump.jsonl", "--memory", "much"], 2, "--memory much: say a size");
    desk.expect(&["check", "dump.jsonl", "--threads", "100000"], 2, "say at most 1024");
    desk.expect(&["check", "dump.jsonl", "--threads", "0", "--max-bad-records", "0"], 0, "");
    desk.expect(&["check", "dump.jsonl", "--output-format", "xml"], 2, "say human, concise, jsonl, json");
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
fn an_output_that_holds_an_input_is_refused_even_when_forced() {
    let desk = Desk::new();
    desk.write("dump/a.jsonl", GOOD).write("dump/mine.png", "mine");
    for input in ["dump", "dump/a.jsonl"] {
        desk.expect(&["clean", input, "--output", "dump", "--force"], 3, "it holds the input dump/a.jsonl");
        desk.expect(&["clean", input, "--output", ".", "--force"], 3, "it holds the input");
    }
    assert_eq!((desk.read("dump/a.jsonl"), desk.read("dump/mine.png")), (GOOD.into(), b"mine".to_vec()));
    desk.expect(&["clean", "dump", "--output", "dump/out"], 0, "");
    desk.expect(&["clean", "dump", "--output", "dump/out", "--force"], 3, "it holds the input dump/out/a.jsonl");
}

#[test]
fn a_report_that_fails_leaves_the_one_that_was_there() {
    let desk = Desk::new();
    desk.write("findings.jsonl", "of yesterday").write("dump.jsonl", "no record\n");
    desk.expect(&["check", "dump.jsonl", "--output-format", "jsonl=findings.jsonl"], 3, "dump.jsonl");
    assert_eq!(desk.read("findings.jsonl"), b"of yesterday");
    desk.write("dump.jsonl", GOOD);
    desk.expect(&["check", "dump.jsonl", "--output-format", "jsonl=findings.jsonl"], 0, "");
    assert_eq!(desk.read("findings.jsonl"), b"");
    assert_nothing_written(&desk);
    desk.expect(&["check", "dump.jsonl", "--output-format", "json=no/such/place.json"], 3, "no/such/place.json");
}

/// A pipe gives its bytes once, and the corpus is read twice.
#[cfg(unix)]
#[test]
fn a_pipe_named_as_a_file_ends_with_3() {
    let desk = Desk::new();
    assert!(Command::new("mkfifo").arg(desk.path("pipe.jsonl")).status().unwrap().success());
    desk.expect(&["check", "pipe.jsonl"], 3, "pipe.jsonl: it is a pipe or a device");
    desk.expect(&["clean", "pipe.jsonl", "--output", "out"], 3, "give - and its text on standard input");
    assert_nothing_written(&desk);
}

/// The cleaned file would have another name than the input, and so would the restored one.
#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_not_utf8_is_not_cleaned_under_another() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    desk.write("dump/a.txt", "The ferry to Lannis was late again on Tuesday.\n");
    let odd = desk.path("dump").join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt"));
    std::fs::write(odd, "The school in Lannis has a new roof, and the old bell.\n").unwrap();
    desk.expect(&["check", "dump"], 0, "");
    desk.expect(&["clean", "dump", "--output", "out"], 2, "its name is not UTF-8");
    assert_nothing_written(&desk);
}

/// The run is stopped as soon as it has begun to write.
#[cfg(unix)]
#[test]
fn an_interrupted_clean_ends_with_130_and_leaves_nothing() {
    for signal in ["INT", "TERM"] {
        let desk = Desk::new();
        let lines =
            (0..4000).map(|i| GOOD.replace("Tuesday", &format!("day {i}")).replace("\"a\"", &format!("\"{i}\"")));
        desk.write("dump.jsonl", lines.collect::<String>());
        let mut child = Command::new(env!("CARGO_BIN_EXE_unspun"))
            .args(["clean", "dump.jsonl", "--output", "out", "--memory", "64K", "--threads", "1"])
            .current_dir(desk.path("."))
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        while child.try_wait().unwrap().is_none() && std::fs::read_dir(desk.path(".")).unwrap().count() < 2 {
            std::thread::yield_now();
        }
        let kill = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        let answer = child.wait_with_output().unwrap();
        assert_eq!(answer.status.code(), Some(130), "{signal}");
        assert!(String::from_utf8(answer.stderr).unwrap().contains("interrupted"), "{signal}");
        assert_nothing_written(&desk);
    }
}

#[test]
fn half_a_surrogate_is_quarantined_and_a_whole_one_is_text() {
    let desk = Desk::new();
    let input = [GOOD, "{\"text\":\"half \\ud83d\"}\n", "{\"text\":\"whole \\ud83d\\ude00 and \\u0000\"}\n"].concat();
    desk.write("dump.jsonl", &input);
    desk.expect(&["check", "dump.jsonl", "--max-bad-records", "0"], 3, "record 1: field \"text\" is not valid text");
    desk.expect(&["clean", "dump.jsonl", "--output", "out", "--max-bad-records", "50%"], 0, "");
    desk.expect(&["restore", "out", "--output", "again"], 0, "");
    assert_eq!(desk.read("again/dump.jsonl"), input.as_bytes());
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
    desk.write("b/dump.jsonl", GOOD.replace("ferry", "tram"));
    desk.expect(&["check", "a/dump.jsonl", "b/dump.jsonl", "--select", "garbled"], 0, "");
    desk.expect(&["clean", "a/dump.jsonl", "a/dump.jsonl", "--output", "out"], 0, "");
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
