//! What a run puts aside when memory is scarce goes to the work folder, changes no result and leaves no trace there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::copies::copies;
use common::{Desk, sample, tree};
use std::io::Write;
use std::process::{Command, Stdio};

/// So little that whatever is put aside goes to the work folder.
const SCARCE: &str = "1K";

fn corpus() -> Vec<u8> {
    [std::fs::read(sample("news.jsonl")).unwrap(), copies().into_bytes()].concat()
}

fn n_files(desk: &Desk, folder: &str) -> usize {
    std::fs::read_dir(desk.path(folder)).unwrap().count()
}

#[test]
fn any_memory_writes_the_same_bytes() {
    let desk = Desk::new();
    desk.write("dump.jsonl", corpus());
    desk.expect(&["clean", "dump.jsonl", "--output", "free"], 0, "");
    for memory in ["64MiB", SCARCE] {
        desk.expect(&["clean", "dump.jsonl", "--output", memory, "--memory", memory], 0, "");
        assert_eq!(tree(&desk.path(memory)), tree(&desk.path("free")), "{memory}");
        assert_eq!(tree(&desk.path(&format!("{memory}.audit"))), tree(&desk.path("free.audit")), "{memory}");
    }
    assert_eq!(n_files(&desk, "."), 7, "three cleaned corpora, their audits and the dump");
}

#[test]
fn nothing_stays_in_the_work_folder() {
    let desk = Desk::new();
    desk.write("dump.jsonl", corpus());
    std::fs::create_dir(desk.path("work")).unwrap();
    let check = ["check", "dump.jsonl", "--memory", SCARCE, "--work-dir", "work"];
    desk.expect(&check, 1, "");
    assert_eq!(n_files(&desk, "work"), 0, "after a run");
    if std::path::Path::new("/dev/full").exists() {
        desk.expect(&[&check[..], &["--output-format", "jsonl=/dev/full"]].concat(), 3, "write /dev/full");
        assert_eq!(n_files(&desk, "work"), 0, "after a fault");
    }
    desk.write("unspun.toml", "work-dir = \"work\"\nmemory = \"1K\"\n");
    let input = Stdio::from(std::fs::File::open(desk.path("dump.jsonl")).unwrap());
    assert_eq!(desk.run_with(&["check", "-"], input).code, 1);
    assert_eq!(n_files(&desk, "work"), 0, "after standard input was kept there");
}

#[test]
fn a_work_folder_that_cannot_be_written_ends_with_3_and_says_what_to_do() {
    let desk = Desk::new();
    desk.write("dump.jsonl", corpus());
    let next = "name another folder with --work-dir";
    for folder in ["nowhere", "dump.jsonl"] {
        let answer = desk.expect(&["check", "dump.jsonl", "--work-dir", folder], 3, next);
        assert!(answer.stderr.contains(&format!("write work folder {folder}: ")), "{}", answer.stderr);
    }
    desk.expect(&["clean", "dump.jsonl", "--output", "out", "--work-dir", "nowhere"], 3, next);
    assert_eq!(n_files(&desk, "."), 1, "nothing is begun");
}

#[test]
fn the_folder_is_only_asked_when_memory_does_not_do() {
    let desk = Desk::new();
    desk.write("dump.jsonl", corpus());
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
        let command =
            command.args(args).current_dir(desk.path(".")).env("TMPDIR", "/nowhere").env_remove("UNSPUN_MEMORY");
        let output = command.env_remove("UNSPUN_WORK_DIR").output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(run(&["check", "dump.jsonl", "--memory", "64MiB"]), (1, String::new()));
    assert_eq!(
        run(&["clean", "dump.jsonl", "--memory", SCARCE, "--output", "out"]),
        (0, String::new()),
        "beside the output"
    );
    if cfg!(unix) {
        let (code, said) = run(&["check", "dump.jsonl", "--memory", SCARCE]);
        assert_eq!(code, 3);
        assert!(said.starts_with("unspun: write work folder /nowhere: ") && said.contains("--work-dir"), "{said}");
    }
}

/// A full disk: a small file system of its own. Needs the right to mount; elsewhere it is skipped, and says so.
#[test]
fn a_full_work_folder_ends_with_3_and_says_what_to_do() {
    let desk = Desk::new();
    desk.write("dump.jsonl", corpus());
    let disk = desk.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=8k", "tmpfs"]).arg(&disk).status();
    if !mounted.is_ok_and(|s| s.success()) {
        // Written past the capture of the test harness, so that a run that skipped it shows that it did.
        writeln!(std::io::stderr(), "skipped: a_full_work_folder_ends_with_3_and_says_what_to_do: no right to mount")
            .unwrap();
        return;
    }
    let answer = desk.run(&["clean", "dump.jsonl", "--output", "out", "--memory", SCARCE, "--work-dir", "disk"]);
    let left = n_files(&desk, "disk");
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    assert_eq!(answer.code, 3, "{}", answer.stderr);
    assert!(answer.stderr.contains("write work folder disk: the disk is full"), "{}", answer.stderr);
    assert!(answer.stderr.contains("name another folder with --work-dir"), "{}", answer.stderr);
    assert_eq!((left, n_files(&desk, ".")), (0, 2), "nothing is left behind, there or beside the output");
}
