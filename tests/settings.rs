//! Settings: which place wins, what a wrong one is told, and what gate, sources and suppressions do with a run.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::copies::copies;
use common::{Answer, Desk, sample};
use std::process::Command;

const GOOD: &str = "{\"id\":\"a\",\"text\":\"The ferry to Lannis was late again on Tuesday, its captain said.\"}\n";

/// Runs with variables of the environment.
fn run_in(desk: &Desk, variables: &[(&str, &str)], arguments: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_unspun"))
        .args(arguments)
        .current_dir(desk.path("."))
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    Answer {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn refused(settings: &str, expected: &str) {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD).write("unspun.toml", settings);
    desk.expect(&["check", "dump.jsonl"], 2, expected);
}

#[test]
fn a_wrong_setting_is_refused_with_its_line_and_what_to_say() {
    refused("\nselect = [\n  \"mojibak\",\n]\n", "settings unspun.toml, line 3: select = \"mojibak\": unknown rule");
    refused(
        "[gate]\nmin-document = 3\n",
        "line 2: unknown key \"gate.min-document\"; did you mean \"gate.min-documents\"?",
    );
    refused("max-removed-share = 0.1\n", "unknown key \"max-removed-share\"; it belongs under [gate]");
    refused("[gate]\nmax-findings = 1\n", "line 2: unknown key \"gate.max-findings\"; it belongs at the top");
    refused("[gaet]\n", "line 1: unknown key \"gaet\"; did you mean \"gate\"?");
    refused("gate = 3\n", "line 1: gate = 3: say a table, [gate]");
    refused("threads = \"4\"\n", "line 1: threads = \"4\": say a whole number");
    refused("threads = -4\n", "line 1: threads = -4: say a whole number");
    refused("memory = \"much\"\n", "line 1: memory = \"much\": say a size such as 512MiB");
    refused("keep = \"best\"\n", "line 1: keep = \"best\": say least-altered, earliest, longest or first");
    refused(
        "[gate.documents]\nspun = \"much\"\n",
        "line 2: gate.documents.spun = \"much\": say a share such as \"1%\"",
    );
    refused(
        "[gate.documents]\nspan = \"1%\"\n",
        "line 2: gate.documents.span = \"1%\": unknown rule \"span\"; did you mean \"spun\"?",
    );
    refused("[gate.documents]\nspun = { warn = 0.2, error = 0.1 }\n", "say a warn below error");
    refused("[gate.documents]\nspun = { fail = 0.1 }\n", "unknown key \"gate.documents.spun.fail\"; say warn or error");
    refused("[action]\nspun = \"burn\"\n", "line 2: action.spun = \"burn\": say drop, cut or flag");
    refused("[source.\"a.example\"]\nselect = []\n", "line 2: unknown key \"source.\\\"a.example\\\".select\"");
    refused(
        "[gate.bytes]\n\"boilerplate-phrase:bylin\" = \"1%\"\n",
        "line 2: gate.bytes.boilerplate-phrase:bylin = \"1%\": unknown kind \"bylin\" of boilerplate-phrase; did you mean \"byline\"?",
    );
    refused(
        "[source.\"a.example\"]\naction = { \"truncated:prevue\" = \"flag\" }\n",
        "unknown kind \"prevue\" of truncated; did you mean \"preview\"?",
    );
    refused(
        "ignore = [\"truncated:preview\"]\n",
        "line 1: ignore = \"truncated:preview\": name a rule or family; what is done about one kind stands in action",
    );
    refused("select = []\n", "settings unspun.toml, line 1: select = []: no rule is left to look for");
    refused(
        "select = [\"spun\", \"mojibake\"]\n\nignore = [\"spun-text\", \"garbled\"]\n",
        "line 3: ignore = [\"spun-text\", \"garbled\"]: no rule is left to look for of those that unspun.toml:1 selects",
    );
    refused("[[suppress]]\nrule = \"spun\"\n", "line 1: suppress = { rule = \"spun\" }: a reason is missing");
    refused("threads = \n", "settings unspun.toml, line 1: ");
    refused("extend = \"none.toml\"\n", "settings unspun.toml, line 1: extend = \"none.toml\": read none.toml");
}

#[test]
fn a_wrong_variable_is_refused_by_its_name() {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD);
    for (name, value, expected) in [
        ("UNSPUN_THREADS", "many", "UNSPUN_THREADS=many: say a whole number"),
        ("UNSPUN_SELECT", "mojibak", "UNSPUN_SELECT=mojibak: unknown rule"),
        ("UNSPUN_GATE_DOCUMENTS", "{ spun = 2 }", "UNSPUN_GATE_DOCUMENTS=2: say a share"),
        ("UNSPUN_GATE_DOCUMENTS", "{ spun", "write it as in TOML, in one line"),
        ("UNSPUN_ACTION", "spun", "UNSPUN_ACTION=spun: say RULE=drop"),
        (
            "UNSPUN_ACTION",
            "truncated:x=cut",
            "UNSPUN_ACTION=truncated:x=cut: unknown kind \"x\" of truncated; say open-end",
        ),
        (
            "UNSPUN_IGNORE",
            "duplicate,boilerplate,spun,garbled",
            "UNSPUN_IGNORE=[\"duplicate\", \"boilerplate\", \"spun\", \"garbled\"]: no rule",
        ),
    ] {
        let answer = run_in(&desk, &[(name, value)], &["check", "dump.jsonl"]);
        assert_eq!(answer.code, 2, "{name}={value}");
        assert!(answer.stderr.contains(expected), "{name}={value}: {}", answer.stderr);
    }
}

#[test]
fn flags_win_over_the_environment_and_that_over_files() {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD);
    desk.write("base.toml", "keep = \"first\"\nmax-findings = 7\n[action]\nspun = \"flag\"\n");
    desk.write("team/unspun.toml", "extend = \"../base.toml\"\nkeep = \"longest\"\n[action]\ngarbled = \"flag\"\n");
    desk.write("team/deep/er/dump.jsonl", GOOD);
    let show = |variables: &[(&str, &str)]| {
        let output = Command::new(env!("CARGO_BIN_EXE_unspun"))
            .args(["config", "show", "--origin"])
            .current_dir(desk.path("team/deep/er"))
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let shown = show(&[]);
    for expected in [
        "team/unspun.toml:2",
        "keep = \"longest\"",
        "max-findings = 7",
        "base.toml:2",
        "# threads: one for each core # default",
    ] {
        assert!(shown.contains(expected), "{expected} in {shown}");
    }
    assert!(shown.contains("action.spun = \"flag\"") && shown.contains("action.garbled = \"flag\""), "{shown}");
    let shown = show(&[("UNSPUN_KEEP", "earliest"), ("UNSPUN_THREAD", "2")]);
    assert!(shown.contains("keep = \"earliest\" # UNSPUN_KEEP"), "{shown}");
    assert!(shown.contains("# UNSPUN_THREAD sets nothing; did you mean \"UNSPUN_THREADS\"?"), "{shown}");
    let summary = run_in(&desk, &[("UNSPUN_KEEP", "earliest")], &["check", "dump.jsonl", "--output-format", "json"]);
    assert!(summary.stdout.contains("\"keep\": \"earliest\""), "{}", summary.stdout);
    let flags = ["check", "dump.jsonl", "--output-format", "json", "--keep", "first"];
    assert!(run_in(&desk, &[("UNSPUN_KEEP", "earliest")], &flags).stdout.contains("\"keep\": \"first\""));
}

#[test]
fn files_that_extend_each_other_are_refused() {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD).write("unspun.toml", "extend = \"conf/b.toml\"\n");
    desk.write("conf/b.toml", "\nextend = \"../unspun.toml\"\n");
    desk.expect(
        &["check", "dump.jsonl"],
        2,
        "settings conf/b.toml, line 2: extend = \"../unspun.toml\": the files extend each other",
    );
}

#[test]
fn a_project_file_holds_where_it_names_us() {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD).write("pyproject.toml", "[tool.other]\nx = 1\n[tool.unspun]\ntread = 2\n");
    desk.expect(
        &["check", "dump.jsonl"],
        2,
        "settings pyproject.toml, line 4: unknown key \"tread\"; did you mean \"threads\"?",
    );
    desk.write("pyproject.toml", "[tool.other]\nx = 1\n");
    desk.expect(&["check", "dump.jsonl"], 0, "");
    desk.expect(&["check", "dump.jsonl", "--config", "pyproject.toml"], 2, "it has no table [tool.unspun]");
    desk.write("pyproject.toml", "[tool.unspun]\ntread = 2\n").write("unspun.toml", "threads = 1\n");
    desk.expect(&["check", "dump.jsonl"], 0, "");
}

#[test]
fn a_started_file_is_not_written_over() {
    let desk = Desk::new();
    desk.write("dump.jsonl", GOOD);
    desk.expect(&["config", "init"], 0, "");
    desk.expect(&["config", "init"], 3, "write unspun.toml: it is there already");
    desk.expect(&["check", "dump.jsonl"], 0, "");
    assert!(String::from_utf8(desk.read("unspun.toml")).unwrap().lines().all(|line| line.chars().count() <= 120));
}

/// The four copies on two sites: the original on one, three spun ones on the other.
fn on_two_sites(desk: &Desk) {
    let site = |line: &str| if line.contains("\"original\"") { "post.example" } else { "wire.example" };
    let lines = copies();
    let lines =
        lines.lines().map(|line| line.replacen('{', &format!("{{\"url\":\"https://{}/x\",", site(line)), 1) + "\n");
    desk.write("dump.jsonl", lines.collect::<String>());
}

#[test]
fn limits_are_held_by_each_source_and_the_worst_is_named() {
    let desk = Desk::new();
    on_two_sites(&desk);
    let gate = "[gate]\nmin-documents = 2\n[gate.documents]\nduplicate = \"80%\"\n[gate.documents-per-source]\nduplicate = { warn = \"10%\", error = \"50%\" }\n";
    desk.write("unspun.toml", format!("select = [\"duplicate\"]\n{gate}"));
    let answer = desk.expect(&["check", "dump.jsonl"], 1, "");
    let reason = "failed: documents-per-source.duplicate: 100 % in wire.example, limit 50 %";
    assert!(answer.stdout.contains(reason), "{}", answer.stdout);
    assert!(answer.stdout.contains("1 of 2 sources not judged: fewer than 2 documents"), "{}", answer.stdout);
    let summary = desk.expect(&["check", "dump.jsonl", "--output-format", "json"], 1, "").stdout;
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    let check = &summary["gate"]["checks"][1];
    assert_eq!((&check["name"], &check["level"]), (&"documents-per-source.duplicate".into(), &"failed".into()));
    assert_eq!(check["sources"]["worst"][0]["source"], "wire.example");
    assert_eq!(summary["gate"]["checks"][0]["figure"], 0.75);
    desk.write("unspun.toml", format!("select = [\"duplicate\"]\n{gate}").replace("50%", "100%"));
    let answer = desk.expect(&["check", "dump.jsonl"], 0, "");
    assert!(
        answer.stdout.contains("passed: with a warning, documents-per-source.duplicate: 100 %"),
        "{}",
        answer.stdout
    );
}

#[test]
fn a_source_is_treated_as_its_own_settings_say() {
    let desk = Desk::new();
    on_two_sites(&desk);
    let clean = ["clean", "dump.jsonl", "--select", "duplicate", "--output", "out", "--force"];
    let n_kept = |settings: &str| {
        desk.write("unspun.toml", settings);
        desk.expect(&clean, 0, "");
        desk.read("out/dump.jsonl").iter().filter(|byte| **byte == b'\n').count()
    };
    assert_eq!(n_kept(""), 1);
    assert_eq!(n_kept("[source.\"wire.*\"]\naction = { spun-copy = \"flag\" }\n"), 4);
    assert_eq!(n_kept("[source.\"wire.example\"]\nignore = [\"duplicate\"]\n"), 4);
    assert_eq!(n_kept("[source.\"post.example\"]\nignore = [\"duplicate\"]\n"), 1);
    assert_eq!(
        n_kept("[action]\nspun-copy = \"flag\"\n[source.\"wire.example\"]\naction = { duplicate = \"drop\" }\n"),
        1
    );
}

#[test]
fn a_suppressed_finding_is_none_until_the_suppression_expires() {
    let desk = Desk::new();
    on_two_sites(&desk);
    let suppress = "select = [\"duplicate\"]\n[[suppress]]\nrule = \"spun-copy\"\nsource = \"wire.example\"\nreason = \"licensed\"\n";
    desk.write("unspun.toml", format!("{suppress}expires = 9999-01-01\n"));
    let answer = desk.expect(&["check", "dump.jsonl"], 0, "");
    assert!(
        answer.stdout.contains("3 findings are suppressed: spun-copy in wire.example (\"licensed\")"),
        "{}",
        answer.stdout
    );
    for format in ["human", "json", "junit", "markdown", "github", "html"] {
        let told = desk.expect(&["check", "dump.jsonl", "--output-format", format], 0, "").stdout;
        let reason = if format == "github" { "3 findings are suppressed" } else { "licensed" };
        assert!(told.contains(reason) && told.contains('3'), "{format}: {told}");
    }
    desk.write("unspun.toml", format!("{suppress}expires = 2020-01-31\n"));
    desk.expect(
        &["check", "dump.jsonl"],
        1,
        "unspun.toml:2: the suppression of spun-copy in wire.example (\"licensed\") expired on 2020-01-31",
    );
    for format in ["human", "json", "junit", "markdown", "html"] {
        let told = desk.expect(&["check", "dump.jsonl", "--output-format", format], 1, "").stdout;
        assert!(told.contains("2020-01-31") && told.contains("licensed"), "{format}: {told}");
    }
    desk.write("unspun.toml", suppress.replace("wire.example", "other.example"));
    let answer = desk.expect(&["check", "dump.jsonl"], 1, "");
    assert!(answer.stdout.contains("a suppression matched nothing: spun-copy in other.example"), "{}", answer.stdout);
}

#[test]
fn a_gate_that_grows_is_held_against_the_baseline() {
    let desk = Desk::new();
    let samples = std::fs::read_to_string(sample("news.jsonl")).unwrap();
    desk.write("dump.jsonl", &samples).write("unspun.toml", "[gate.documents-growth]\nduplicate = \"1%\"\n");
    let answer = desk.expect(&["check", "dump.jsonl"], 0, "");
    assert!(answer.stdout.contains("not judged: a growth needs a baseline"), "{}", answer.stdout);
    desk.expect(&["check", "dump.jsonl", "--write-baseline", "known.jsonl"], 0, "");
    desk.expect(&["check", "dump.jsonl", "--baseline", "known.jsonl"], 0, "");
    let again = samples.lines().next().unwrap().replace("ht-01", "ht-01-again");
    desk.write("dump.jsonl", format!("{samples}{again}\n"));
    let answer = desk.expect(&["check", "dump.jsonl", "--baseline", "known.jsonl"], 1, "");
    assert!(answer.stdout.contains("failed: documents-growth.duplicate: "), "{}", answer.stdout);
}

#[test]
fn what_is_shown_is_a_settings_file_that_sets_the_same() {
    let desk = Desk::new();
    let settings = "select = [\"spun\", \"mojibake\"]\nthreads = 2\njaccard = 0.8\n[action]\n\"boilerplate-phrase:byline\" = \"cut\"\n\
        [gate.documents]\nspun = { warn = 0.1, error = \"20%\" }\n[source.\"wire-*\"]\nignore = [\"duplicate\"]\n\
        [[suppress]]\nrule = \"spun\"\nreason = \"he said \\\"no\\\"\"\nexpires = 9999-01-01\n";
    desk.write("unspun.toml", settings);
    let set = |shown: &str| shown.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    let first = desk.expect(&["config", "show"], 0, "").stdout;
    assert_eq!(set(&first).lines().count(), 7, "{first}");
    desk.write("shown.toml", &first);
    let second = desk.expect(&["config", "show", "--config", "shown.toml"], 0, "").stdout;
    assert_eq!(set(&first), set(&second));
}
