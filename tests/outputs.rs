//! `check` tells the same in every format, in several at once, and each format holds to the rules of those who read it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Desk, sample};
use serde_json::Value;
use std::collections::BTreeSet;

const FILES: &[(&str, &str)] = &[
    ("human", "r.txt"),
    ("concise", "r.log"),
    ("jsonl", "r.jsonl"),
    ("json", "r.json"),
    ("clusters", "r.ids"),
    ("sarif", "r.sarif"),
    ("junit", "r.xml"),
    ("github", "r.github"),
    ("markdown", "r.md"),
    ("html", "r.html"),
];

/// The samples, told in all formats in one run. The corpus is beside the reports, so paths are relative.
fn told(more: &[&str]) -> Desk {
    let desk = Desk::new();
    desk.write("news.jsonl", std::fs::read(sample("news.jsonl")).unwrap());
    let formats: Vec<String> = FILES.iter().map(|(name, path)| format!("--output-format={name}={path}")).collect();
    let formats: Vec<&str> = formats.iter().map(String::as_str).collect();
    let answer = desk.run(&[&["check", "news.jsonl"], &formats[..], more].concat());
    assert_eq!((answer.code, answer.stdout.as_str()), (1, ""), "{}", answer.stderr);
    desk
}

fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.read(name)).unwrap()
}

fn sarif(desk: &Desk) -> Value {
    let log: Value = serde_json::from_slice(&desk.read("r.sarif")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    log["runs"][0].clone()
}

/// Likely and certain findings, as data.
fn findings(desk: &Desk) -> Vec<Value> {
    let all = text(desk, "r.jsonl");
    all.lines().map(|l| serde_json::from_str(l).unwrap()).filter(|f: &Value| f["confidence"] != "suspect").collect()
}

#[test]
fn all_formats_tell_the_same_findings() {
    let desk = told(&[]);
    let found = findings(&desk);
    let places: Vec<String> = found
        .iter()
        .map(|f| {
            format!(
                "{}:{}:{}:{}: {}",
                f["path"].as_str().unwrap(),
                f["record"],
                f["line"],
                f["column"],
                f["rule"].as_str().unwrap()
            )
        })
        .collect();
    let (human, concise) = (text(&desk, "r.txt"), text(&desk, "r.log"));
    assert_eq!(concise.lines().count(), places.len() + 1, "a line a finding and the verdict");
    for (line, place) in concise.lines().zip(&places) {
        assert!(line.starts_with(place.as_str()), "{line}: {place}");
        assert!(human.contains(place.as_str()), "{place}");
    }
    let run = sarif(&desk);
    let prints = |f: &Value, at: &str| f.pointer(at).unwrap().as_str().unwrap().to_owned();
    let told: BTreeSet<String> =
        run["results"].as_array().unwrap().iter().map(|r| prints(r, "/partialFingerprints/unspun~1v1")).collect();
    assert_eq!(told, found.iter().map(|f| prints(f, "/fingerprint")).collect());
    assert_eq!(run["results"].as_array().unwrap().len(), found.len());
    let failed: BTreeSet<&str> = found.iter().map(|f| f["rule"].as_str().unwrap()).collect();
    assert_eq!(text(&desk, "r.xml").matches("<failure ").count(), failed.len() + 1, "each rule, and the gate");
}

#[test]
fn several_formats_in_one_run_are_what_each_is_alone() {
    let together = told(&[]);
    let one_thread = told(&["--threads", "1"]);
    for (name, path) in FILES.iter().filter(|(name, _)| *name != "markdown") {
        let alone = together.run(&["check", "news.jsonl", "--output-format", name]);
        assert_eq!(alone.code, 1);
        assert_eq!(alone.stdout, text(&together, path), "{name}");
        assert_eq!(text(&one_thread, path), text(&together, path), "{name}");
    }
}

#[test]
fn the_fixes_of_sarif_are_the_edits_of_clean() {
    let desk = told(&["--select", "garbled,boilerplate"]);
    desk.expect(&["clean", "news.jsonl", "--output", "out", "--select", "garbled,boilerplate"], 0, "");
    let mut lines: Vec<String> = text(&desk, "news.jsonl").lines().map(str::to_owned).collect();
    let mut edits: Vec<(usize, usize, usize, String)> = Vec::new();
    for result in sarif(&desk)["results"].as_array().unwrap() {
        for replacement in
            result.pointer("/fixes/0/artifactChanges/0/replacements").into_iter().flat_map(|r| r.as_array().unwrap())
        {
            let number = |name: &str| replacement["deletedRegion"][name].as_u64().unwrap() as usize;
            assert_eq!(number("startLine"), number("endLine"));
            let put = replacement.pointer("/insertedContent/text").map_or("", |t| t.as_str().unwrap()).to_owned();
            edits.push((number("startLine") - 1, number("startColumn") - 1, number("endColumn") - 1, put));
        }
    }
    assert!(edits.len() > 20, "{}", edits.len());
    edits.sort();
    edits.dedup(); // two findings may ask for one edit
    for (line, start, end, put) in edits.into_iter().rev() {
        let chars: Vec<char> = lines[line].chars().collect();
        lines[line] =
            chars[..start].iter().chain(put.chars().collect::<Vec<_>>().iter()).chain(&chars[end..]).collect();
    }
    let cleaned = text(&desk, "out/news.jsonl");
    assert_eq!(lines.len(), cleaned.lines().count());
    for (line, cleaned) in lines.iter().zip(cleaned.lines()) {
        assert_eq!(line, cleaned);
    }
}

#[test]
fn sarif_says_where_and_by_which_rule() {
    let desk = told(&[]);
    let run = sarif(&desk);
    let rules = run.pointer("/tool/driver/rules").unwrap().as_array().unwrap();
    assert!(rules.iter().all(|r| r["help"]["markdown"].as_str().unwrap().starts_with("# ")));
    assert!(rules.iter().all(|r| !r["fullDescription"]["text"].as_str().unwrap().is_empty()));
    let results = run["results"].as_array().unwrap();
    for result in results {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
        let place = &result["locations"][0];
        assert_eq!(place.pointer("/physicalLocation/artifactLocation/uri").unwrap(), "news.jsonl");
        assert!(place.pointer("/logicalLocations/0/fullyQualifiedName").unwrap().is_string());
    }
    let copy = results.iter().find(|r| r["ruleId"] == "spun-copy").unwrap();
    assert!(copy["message"]["text"].as_str().unwrap().contains("](1)"), "{copy}");
    assert_eq!(copy["relatedLocations"][0]["id"], 1);
    assert!(run["invocations"][0].get("toolExecutionNotifications").is_none());
}

/// Documents with a hidden character each: as many findings.
fn hidden_characters(n: usize) -> String {
    (0..n)
        .map(|i| format!("{{\"id\":\"d{i}\",\"text\":\"The ferry to Orrin num\\u200bber {i} was late.\"}}\n"))
        .collect()
}

#[test]
fn no_format_for_ci_grows_with_the_corpus() {
    let desk = Desk::new();
    let copy = r#"{"text":"The council of Port Lannis put off its decision on the pier for a third time."}"#;
    desk.write("dump.jsonl", format!("{}{copy}\n{copy}\n", hidden_characters(5_100)));
    let formats = [
        "--output-format=sarif=r.sarif",
        "--output-format=junit=r.xml",
        "--output-format=github",
        "--output-format=markdown=r.md",
    ];
    let rules = "invisible-character,exact-duplicate-document";
    let log = desk.expect(&[&["check", "dump.jsonl", "--select", rules], &formats[..]].concat(), 1, "").stdout;
    let run = sarif(&desk);
    assert_eq!(run["results"].as_array().unwrap().len(), 5_000);
    assert_eq!(run["results"][0]["ruleId"], "exact-duplicate-document", "what is said of a whole document comes first");
    let last = run.pointer("/results/4999/locations/0/logicalLocations/0/fullyQualifiedName").unwrap();
    assert_eq!(last, "d4998", "of equals the first are kept");
    let notice = run.pointer("/invocations/0/toolExecutionNotifications/0/message/text").unwrap().as_str().unwrap();
    assert!(notice.starts_with("101 of 5101 findings are left out."), "{notice}");
    assert!(text(&desk, "r.xml").contains("and 5080 more"));
    assert!(text(&desk, "r.md").len() < 5_000, "{}", text(&desk, "r.md"));
    let kinds: Vec<&str> = log.lines().map(|line| line.split([' ', ':']).nth(2).unwrap()).collect();
    assert!(kinds.iter().filter(|kind| **kind == "error").count() <= 10 && kinds.len() > 1, "{log}");
    assert!(log.contains("5092 more findings are not annotated"), "{log}");
}

#[test]
fn a_compressed_file_has_findings_and_no_fixes() {
    let desk = Desk::new();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, hidden_characters(1).as_bytes()).unwrap();
    desk.write("a b.jsonl.gz", packed.finish().unwrap());
    desk.expect(&["check", "a b.jsonl.gz", "--output-format=sarif=r.sarif"], 1, "");
    let run = sarif(&desk);
    let result = &run["results"][0];
    assert_eq!(result.pointer("/locations/0/physicalLocation/artifactLocation/uri").unwrap(), "a%20b.jsonl.gz");
    assert!(result.get("fixes").is_none());
}

#[test]
fn where_the_gate_passes_all_tests_do() {
    let desk = Desk::new();
    desk.write("dump.jsonl", hidden_characters(3)).write("unspun.toml", "max-findings = 3\n");
    desk.expect(&["check", "dump.jsonl", "--output-format=junit=r.xml"], 0, "");
    let xml = text(&desk, "r.xml");
    assert!(xml.contains("failures=\"0\"") && !xml.contains("<failure"), "{xml}");
    assert!(xml.contains("dump.jsonl:2:1:23: invisible-character"), "{xml}");
}

#[test]
fn in_a_job_of_github_the_summary_gets_a_page() {
    let desk = Desk::new();
    desk.write("dump.jsonl", hidden_characters(2)).write("summary.md", "before\n");
    let variables = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", "summary.md")];
    let answer = desk.run_in(&variables, &["check", "dump.jsonl"]);
    assert_eq!(answer.code, 1, "{}", answer.stderr);
    assert!(answer.stdout.starts_with("dump.jsonl:0:1:23: invisible-character"), "{}", answer.stdout);
    assert!(answer.stdout.contains("\n::error title=unspun%3A the check failed::2 likely"), "{}", answer.stdout);
    assert!(answer.stdout.contains("file=dump.jsonl,line=2,col="), "{}", answer.stdout);
    let page = text(&desk, "summary.md");
    assert!(page.starts_with("before\n## unspun: ❌ failed\n"), "{page}");
    assert!(page.contains("\nunspun check dump.jsonl\n"), "{page}");
}

#[test]
fn what_cannot_be_told_is_refused() {
    let desk = Desk::new();
    desk.write("dump.jsonl", hidden_characters(1));
    let check = |formats: &[&str], said: &str| {
        let flags: Vec<&str> = formats.iter().flat_map(|f| ["--output-format", f]).collect();
        desk.expect(&[&["check", "dump.jsonl"], &flags[..]].concat(), 2, said);
    };
    check(&["human", "sarif"], "human and sarif would both go to standard output");
    check(&["sarif=a", "json=a"], "two reports would go to a");
    check(&["junit="], "junit=PATH");
    check(&["tap"], "say human, concise, jsonl");
}

#[test]
fn colours_and_quiet_are_obeyed() {
    let desk = Desk::new();
    desk.write("dump.jsonl", hidden_characters(1));
    for format in ["human", "concise"] {
        let told =
            |more: &[&str]| desk.run(&[&["check", "dump.jsonl", "--output-format", format], more].concat()).stdout;
        assert!(!told(&[]).contains('\x1b'));
        assert!(told(&["--color", "always"]).contains("\x1b[31minvisible-character"));
        let quiet = told(&["--quiet"]);
        assert!(
            quiet.contains("invisible-character") && quiet.lines().last().unwrap().starts_with("failed: "),
            "{quiet}"
        );
    }
    let sarif = desk.run(&["check", "dump.jsonl", "--output-format", "sarif", "--color", "always"]).stdout;
    assert!(!sarif.contains('\x1b'));
}

#[test]
fn no_report_takes_the_place_of_the_corpus_or_of_another_report() {
    let desk = Desk::new();
    desk.write("dump.jsonl", "{\"text\": \"The ferry left at noon.\"}\n").write("known.jsonl", "");
    let before = desk.read("dump.jsonl");
    for arguments in [
        &["--output-format", "json=./dump.jsonl"][..],
        &["--write-baseline", "dump.jsonl"],
        &["--baseline", "known.jsonl", "--output-format", "json=known.jsonl"],
        &["--write-baseline", "a", "--output-format", "json=a"],
        &["--output-format", "sarif=a", "--output-format", "junit=./a"],
    ] {
        desk.expect(&[&["check", "dump.jsonl"], arguments].concat(), 2, "name ");
    }
    desk.expect(
        &["check", ".", "known.jsonl", "--baseline", "known.jsonl"],
        2,
        "reads this file as part of the corpus",
    );
    desk.expect(
        &["check", ".", "--output-format", "jsonl=told.jsonl"],
        2,
        "told.jsonl: the next run would read it as part of the corpus, since it lies in .; name a place outside, or a hidden file (.told.jsonl)",
    );
    assert_eq!((desk.read("dump.jsonl"), desk.read("known.jsonl")), (before, Vec::new()));
    assert!(!desk.path("a").exists() && !desk.path("told.jsonl").exists());
    desk.expect(&["check", ".", "--output-format", "jsonl=.told.jsonl", "--output-format", "html=told.html"], 0, "");
}

/// A baseline and marks may lie among the texts: a run that knows them leaves them out.
#[test]
fn a_baseline_among_the_texts_is_none_of_them() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("corpus")).unwrap();
    std::fs::copy(sample("news.jsonl"), desk.path("corpus/news.jsonl")).unwrap();
    let known = "corpus/known.jsonl";
    desk.expect(&["check", "corpus", "--write-baseline", known], 0, "");
    let left_out = "corpus/known.jsonl is left out of the corpus: it is the baseline";
    desk.expect(&["check", "corpus", "--write-baseline", known], 0, left_out);
    desk.expect(&["check", "corpus", "--baseline", known], 0, left_out);
    desk.expect(&["check", "corpus/*.jsonl", "--baseline", known], 0, left_out);
    desk.write("unspun.toml", format!("baseline = \"{known}\"\n"));
    desk.expect(&["check", "corpus", "--write-baseline", known], 0, left_out);
    desk.expect(&["clean", "corpus", "--output", "out"], 0, left_out);
    assert!(desk.path("out/news.jsonl").exists() && !desk.path("out/known.jsonl").exists());
}

#[test]
fn limits_are_tests_and_rows_and_the_only_tests_that_fail() {
    let desk = Desk::new();
    std::fs::copy(sample("news.jsonl"), desk.path("news.jsonl")).unwrap();
    desk.write("unspun.toml", "[gate.documents]\nspun = \"0%\"\nall = \"100%\"\n");
    desk.expect(&["check", "news.jsonl", "--output-format=junit=r.xml", "--output-format=markdown=r.md"], 1, "");
    let (xml, page) = (text(&desk, "r.xml"), text(&desk, "r.md"));
    assert_eq!(xml.matches("<failure ").count(), 2, "the verdict and the broken limit: {xml}");
    assert!(xml.contains("<failure type=\"documents.spun\""), "{xml}");
    assert!(xml.contains("name=\"documents.all\" time=\"0\">\n      <system-out>passed: "), "{xml}");
    assert!(page.contains("| documents.spun | ") && page.contains(" | failed |"), "{page}");
    assert!(page.contains("| documents.all | ") && page.contains(" | 100 % | passed |"), "{page}");
}

#[test]
fn what_a_baseline_knows_is_no_test_and_no_annotation_and_accepted_in_sarif() {
    let desk = told(&[]);
    desk.expect(&["check", "news.jsonl", "--write-baseline", "known.jsonl"], 0, "");
    let formats = ["sarif=k.sarif", "junit=k.xml", "github=k.github", "concise=k.log"];
    let formats = formats.map(|format| format!("--output-format={format}"));
    let formats: Vec<&str> = formats.iter().map(String::as_str).collect();
    desk.expect(&[&["check", "news.jsonl", "--baseline", "known.jsonl"], &formats[..]].concat(), 0, "");
    assert!(!text(&desk, "k.xml").contains("<failure "));
    assert_eq!(text(&desk, "k.github").lines().count(), 1, "the verdict alone");
    assert!(text(&desk, "k.log").lines().all(|line| line.contains(" known, ") || line.starts_with("passed: ")));
    let log: Value = serde_json::from_slice(&desk.read("k.sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(!results.is_empty() && results.iter().all(|r| r["suppressions"][0]["kind"] == "external"));
}
