//! The scripts of the action, run as a runner of GitHub runs them. Skipped where there is no bash.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use common::Desk;
use common::copies::copies;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A script of the action; `None` where there is no bash, or no script, as in the published package.
fn run(desk: &Desk, script: &str, variables: &[(&str, &str)]) -> Option<Output> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci").join(script);
    let program = Path::new(env!("CARGO_BIN_EXE_unspun")).parent().unwrap();
    let path = format!("{}:{}:{}", desk.path("bin").display(), program.display(), std::env::var("PATH").unwrap());
    for file in ["output", "summary", "path"] {
        desk.write(file, "");
    }
    std::fs::create_dir_all(desk.path("temp")).unwrap();
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", "bash \"$SCRIPT\""]).current_dir(desk.path("."));
    command.env_clear().env("PATH", path).env("HOME", desk.path("home")).env("SCRIPT", &script);
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_ACTION_PATH", desk.path("_actions/owner/unspun/v0.1.0"));
    command.env("RUNNER_TEMP", desk.path("temp")).env("GITHUB_OUTPUT", desk.path("output"));
    command.env("GITHUB_STEP_SUMMARY", desk.path("summary")).env("GITHUB_PATH", desk.path("path"));
    let output = command.envs(variables.iter().copied()).output().ok().filter(|_| script.exists());
    if output.is_none() {
        eprintln!("skipped: there is no bash, or no script");
    }
    output
}

fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.read(name)).unwrap()
}

/// An output of the step.
fn output(desk: &Desk, name: &str) -> String {
    let written = text(desk, "output");
    written.lines().find_map(|line| line.strip_prefix(&format!("{name}="))).unwrap().to_owned()
}

#[test]
fn a_corpus_with_a_spun_copy_fails_and_all_reports_are_there() {
    let desk = Desk::new();
    desk.write("the corpus/dump.jsonl", copies());
    let variables = [("PATHS", "'the corpus'/"), ("ARGS", "--select duplicate\n--threads 1")];
    let Some(answer) = run(&desk, "action.sh", &variables) else { return };
    let log = String::from_utf8_lossy(&answer.stdout).into_owned();
    assert_eq!(answer.status.code(), Some(1), "{log}{}", String::from_utf8_lossy(&answer.stderr));
    assert!(
        log.contains("::warning file=the corpus/dump.jsonl,line=1") && log.contains("::error title=unspun"),
        "{log}"
    );
    assert_eq!(output(&desk, "verdict"), "failed");
    assert!(text(&desk, "summary").starts_with("## unspun: ❌ failed"));
    let report = PathBuf::from(output(&desk, "report"));
    for end in ["sarif", "xml", "jsonl", "json", "md", "html"] {
        assert!(report.join(format!("unspun.{end}")).metadata().unwrap().len() > 100, "{end}");
    }
    let summary: Value = serde_json::from_slice(&std::fs::read(report.join("unspun.json")).unwrap()).unwrap();
    assert_eq!(summary["settings"]["select"], serde_json::json!(["duplicate"]));
    assert_eq!(common::tree(&report).len(), 6, "nothing else lies beside them");

    let passes = [("PATHS", "'the corpus'/"), ("ARGS", "--select mojibake")];
    assert_eq!(run(&desk, "action.sh", &passes).unwrap().status.code(), Some(0));
    assert_eq!(output(&desk, "verdict"), "passed");
    assert_ne!(output(&desk, "report"), report.display().to_string(), "a second call has a folder of its own");
}

#[test]
fn what_keeps_the_check_from_running_is_an_annotation() {
    let desk = Desk::new();
    desk.write("dump.jsonl", copies());
    for (paths, args, said) in [
        ("Ann's corpus", "", "::error title=unspun::paths: its quotes do not match: Ann's corpus"),
        (" ", "", "::error title=unspun::paths: say which files"),
        ("dump.jsonl", "--select \"spun", "::error title=unspun::args: its quotes do not match"),
        ("dump.jsonl", "--select spunn", "unknown rule \"spunn\""),
        ("nowhere/", "", "::error title=unspun::the check did not run (exit code 3)"),
    ] {
        let Some(answer) = run(&desk, "action.sh", &[("PATHS", paths), ("ARGS", args)]) else { return };
        let told = [answer.stdout, answer.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        assert!(answer.status.code().is_some_and(|code| code > 1) && told.contains(said), "{paths} {args}: {told}");
        assert_eq!(output(&desk, "verdict"), "error");
    }
}

#[test]
fn no_word_of_an_input_is_run_by_the_shell() {
    let desk = Desk::new();
    desk.write("a.jsonl", copies());
    let variables = [("PATHS", "$(touch made) `touch made` a.jsonl;touch made"), ("ARGS", "")];
    let Some(answer) = run(&desk, "action.sh", &variables) else { return };
    assert!(answer.status.code().is_some_and(|code| code > 1));
    assert!(!desk.path("made").exists());
}

#[test]
fn the_program_is_installed_from_the_action_or_from_a_tag() {
    let desk = Desk::new();
    desk.write("bin/cargo", "#!/bin/sh\necho \"cargo $*\"\n");
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(desk.path("bin/cargo"), executable).unwrap();
    let said = |variables: &[(&str, &str)]| {
        let answer = run(&desk, "action-install.sh", variables)?;
        assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
        Some(String::from_utf8_lossy(&answer.stdout).into_owned())
    };
    let Some(own) = said(&[("VERSION", "")]) else { return };
    assert!(
        own.starts_with("cargo install --locked --path ") && own.ends_with("_actions/owner/unspun/v0.1.0\n"),
        "{own}"
    );
    assert_eq!(text(&desk, "path"), format!("{}\n", desk.path("home/.cargo/bin").display()));
    let of_tag = "cargo install --locked --git https://github.com/owner/unspun --tag v0.2.0 unspun\n";
    assert_eq!(said(&[("VERSION", "v0.2.0"), ("REPOSITORY", "owner/unspun")]).unwrap(), of_tag);
    assert_eq!(said(&[("VERSION", "v0.2.0"), ("REPOSITORY", "")]).unwrap(), of_tag, "told by the folder");
}
