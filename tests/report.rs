//! The page that a person opens after a run, and what comes back of it: it holds the summary's numbers, shows what was kept instead, lets
//! nothing of a corpus become markup, and its marks are obeyed by the next run.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Desk, sample};
use serde_json::{Value, json};

const FERRY: &str = "The ferry to Orrin was late again on Monday, and the crew blamed the fog that lay over Port Lannis. Passengers \
waited two hours on the pier with nothing but a kiosk for shelter. The harbour office said it was sorry, and promised free tea to \
those who had waited longest. Ann Lee, who sells fish at the quay, said that nobody believed in the tea.";

const PIER: &str = "Work on the west pier of Port Lannis begins in October. Steel piles take the place of timber, and the landing \
stage becomes wider by a third. Bo Rye, who has run the lifeboat for nine years, asked for a slip on the lee side and got one.";

/// Characters that must not come through to a page as they are, and markup that must not be markup.
const HOSTILE: &str =
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> \" ' & ]]> <!-- \u{202e}evil\u{2066} \u{0}\u{7f}";

fn line(id: &str, text: &str, more: Value) -> String {
    let mut record = json!({"id": id, "text": text});
    record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    format!("{record}\n")
}

fn page(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.read(name)).unwrap()
}

fn read_json(desk: &Desk, name: &str) -> Value {
    serde_json::from_slice(&desk.read(name)).unwrap()
}

/// The figures of a page by their names.
fn figures(page: &str) -> Vec<(String, u64)> {
    let found = regex::Regex::new(r#"data-figure="([a-z.]+)" data-value="(\d+)""#).unwrap();
    found.captures_iter(page).map(|c| (c[1].to_owned(), c[2].parse().unwrap())).collect()
}

fn assert_numbers(page: &str, summary: &Value) {
    let figures = figures(page);
    assert_eq!(figures.len(), 8, "{figures:?}");
    for (name, value) in figures {
        let told = match name.split_once('.') {
            Some((group, field)) => summary[group][field].as_u64().unwrap(),
            None => summary["rules"].as_array().unwrap().iter().map(|rule| rule["findings"].as_u64().unwrap()).sum(),
        };
        assert_eq!(value, told, "{name}");
    }
    // What leaves, by family, is what came in without what stays.
    let step = regex::Regex::new(r#"data-step="(\w+)" data-value="(\d+)""#).unwrap();
    for group in ["documents", "bytes"] {
        let table = page.split(&format!("data-flow=\"{group}\"")).nth(1).unwrap().split("</table>").next().unwrap();
        let steps: Vec<(String, u64)> =
            step.captures_iter(table).map(|c| (c[1].to_owned(), c[2].parse().unwrap())).collect();
        let of = |name: &str| steps.iter().find(|(step, _)| step == name).map_or(0, |(_, n)| *n);
        let left: u64 = steps.iter().filter(|(name, _)| name != "in" && name != "out").map(|(_, n)| n).sum();
        assert_eq!(
            (of("in"), of("in") - left),
            (summary[group]["in"].as_u64().unwrap(), of("out")),
            "{group}: {steps:?}"
        );
        assert_eq!(of("out"), summary[group]["kept"].as_u64().unwrap());
    }
}

#[test]
fn the_page_holds_the_numbers_of_the_summary() {
    let desk = Desk::new();
    let (news, broken) = (sample("news.jsonl"), sample("broken.jsonl"));
    let inputs = [news.to_str().unwrap(), broken.to_str().unwrap()];
    desk.expect(&["clean", inputs[0], inputs[1], "--max-bad-records", "1", "--output", "out"], 0, "");
    let (cleaned, summary) = (page(&desk, "out.audit/report.html"), read_json(&desk, "out.audit/summary.json"));
    assert_numbers(&cleaned, &summary);
    for section in ["removals", "copies", "spun", "sources", "scales", "near", "settings"] {
        assert!(cleaned.contains(&format!("<section id=\"{section}\">")), "{section}");
    }
    assert!(!cleaned.contains("http://") && !cleaned.contains("src=\"http"), "it reaches no network");
    let checked = ["check", inputs[0], inputs[1], "--max-bad-records", "1", "--output-format", "html=page.html"];
    desk.expect(&checked, 1, "");
    assert_numbers(&page(&desk, "page.html"), &summary);
    assert!(!page(&desk, "page.html").contains("ledger.jsonl.zst"), "there is no ledger of a check");
}

#[test]
fn a_removal_stands_beside_what_was_kept_instead() {
    let desk = Desk::new();
    let late = FERRY.replace("for shelter", "for cover").replace("free tea", "hot tea");
    // The kept one comes last: it is read when the sample is drawn.
    let lines =
        line("copy", FERRY, json!({"date": "2023-05-02"})) + &line("kept", &late, json!({"date": "2023-05-01"}));
    desk.write("dump.jsonl", lines);
    desk.expect(&["clean", "dump.jsonl", "--output", "out"], 0, "");
    let evidence = read_json(&desk, "out.audit/report.json");
    let removal = &evidence["removals"][0];
    assert_eq!(removal["kept"]["place"]["id"], "kept", "{removal}");
    let only = |list: &Value| -> Vec<String> {
        let pieces = list.as_array().unwrap().iter().filter(|piece| piece["mark"] == "only");
        pieces.map(|piece| piece["text"].as_str().unwrap().trim().to_owned()).collect()
    };
    assert_eq!(only(&removal["text"]), ["shelter.", "free"]);
    assert_eq!(only(&removal["kept"]["text"]), ["cover.", "hot"]);
}

#[test]
fn the_page_is_made_anew_from_the_audit_alone() {
    let desk = Desk::new();
    std::fs::copy(sample("news.jsonl"), desk.path("news.jsonl")).unwrap();
    desk.expect(&["clean", "news.jsonl", "--output", "out"], 0, "");
    std::fs::remove_file(desk.path("news.jsonl")).unwrap();
    std::fs::remove_dir_all(desk.path("out")).unwrap();
    let first = page(&desk, "out.audit/report.html");
    for name in ["out", "out.audit"] {
        desk.expect(&["report", name, "--output", "again.html"], 0, "");
        assert!(page(&desk, "again.html") == first, "the same bytes, by {name}");
    }
    desk.write("out.audit/report.html", "lost");
    desk.expect(&["report", "out.audit"], 0, "");
    assert!(page(&desk, "out.audit/report.html") == first);
    desk.expect(&["report", "nowhere"], 3, "name the folder DIR.audit");
    desk.write("out.audit/report.json", "{\"report\":99}");
    desk.expect(&["report", "out.audit"], 3, "evidence");
}

#[test]
fn any_number_of_threads_makes_the_same_page() {
    let desk = Desk::new();
    let news = sample("news.jsonl");
    for n_threads in ["1", "2"] {
        let output = format!("by-{n_threads}");
        desk.expect(&["clean", news.to_str().unwrap(), "--threads", n_threads, "--output", &output], 0, "");
    }
    for name in ["report.html", "report.json"] {
        assert!(desk.read(&format!("by-1.audit/{name}")) == desk.read(&format!("by-2.audit/{name}")), "{name}");
    }
}

#[test]
fn nothing_of_a_corpus_becomes_markup() {
    let desk = Desk::new();
    let text = format!("{FERRY} {HOSTILE}");
    let hostile = json!({"url": format!("https://x.example/{HOSTILE}"), "source": HOSTILE, "title": HOSTILE});
    let lines = line(&format!("a{HOSTILE}"), &text, hostile.clone())
        + &line(&format!("b{HOSTILE}"), &text, hostile)
        + &line("c", &format!("{PIER}\n\n{HOSTILE}\n\nShare this on \u{202e}Twitter <b>now</b>"), json!({}));
    desk.write("dump<b>.jsonl", lines);
    desk.expect(&["clean", "dump<b>.jsonl", "--output", "out"], 0, "");
    let page = page(&desk, "out.audit/report.html");
    assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"), "the text is shown");
    assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (1, 1));
    assert!(!page.contains("<img") && !page.contains("<b>") && !page.contains("<!--"));
    let unseen = |c: char| {
        (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!page.contains(unseen), "{:?}", page.chars().find(|&c| unseen(c)));
    // An attribute ends where it should: after each there is a space or the end of the tag.
    let broken = regex::Regex::new(r#"data-named="[^"]*"[^ >]"#).unwrap();
    assert!(!broken.is_match(&page));
}

/// `overrides.toml` with this verdict on every finding of the sample.
fn marks(desk: &Desk, verdict: &str) -> String {
    let evidence = read_json(desk, "out.audit/report.json");
    let named = evidence["removals"].as_array().unwrap().iter().flat_map(|r| r["named"].as_array().unwrap().clone());
    let mark = |named: Value| {
        let document = named.get("document").map_or(String::new(), |id| format!("document = {id}\n"));
        let (fingerprint, rule) = (&named["fingerprint"], &named["rule"]);
        format!(
            "[[override]]\nfingerprint = {fingerprint}\nrule = {rule}\nverdict = \"{verdict}\"\nnote = \"read\"\n{document}\n"
        )
    };
    named.map(mark).collect()
}

#[test]
fn what_was_marked_keep_stays_and_fails_no_gate() {
    let desk = Desk::new();
    let lines = line("a", FERRY, json!({}))
        + &line("b", FERRY, json!({}))
        + &line("c", FERRY, json!({}))
        + &line("d", PIER, json!({}));
    desk.write("dump.jsonl", &lines);
    desk.expect(&["clean", "dump.jsonl", "--output", "out"], 0, "");
    assert_eq!(desk.read("out/dump.jsonl").iter().filter(|&&b| b == b'\n').count(), 2);

    // One mark is for one document, also where another has the same text.
    let keep = marks(&desk, "keep");
    assert_eq!(keep.matches("[[override]]").count(), 1, "both copies have one text: {keep}");
    desk.write("overrides.toml", &keep);
    let told = desk.expect(&["clean", "dump.jsonl", "--output", "kept", "--overrides", "overrides.toml"], 0, "");
    assert!(
        told.stdout.contains("reviewed: 1 of 1 marked removals was wrong: precision 0.000 [0.000, 0.793]"),
        "{}",
        told.stdout
    );
    assert_eq!(desk.read("kept/dump.jsonl").iter().filter(|&&b| b == b'\n').count(), 3);
    let summary = read_json(&desk, "kept.audit/summary.json");
    assert_eq!((&summary["review"]["reviewed"], &summary["review"]["wrong"]), (&json!(1), &json!(1)));
    assert_eq!(summary["rules"][0]["likely"], 1, "{summary}");

    // Without a document named it is for every copy, and the check passes.
    desk.write("all.toml", keep.replace("document =", "# document ="));
    let told = desk.expect(&["check", "dump.jsonl", "--overrides", "all.toml", "--output-format", "jsonl"], 0, "");
    let findings: Vec<Value> = told.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(findings.iter().all(|f| f["confidence"] == "suspect" && f["fix"]["action"] == "none"), "{}", told.stdout);
    desk.expect(&["check", "dump.jsonl"], 1, "");
}

#[test]
fn marks_that_meet_nothing_are_told() {
    let desk = Desk::new();
    desk.write("dump.jsonl", line("a", FERRY, json!({})) + &line("b", FERRY, json!({})) + &line("d", PIER, json!({})));
    desk.expect(&["clean", "dump.jsonl", "--output", "out"], 0, "");
    desk.write("overrides.toml", marks(&desk, "right"));
    let told = desk.expect(&["clean", "out", "--output", "again", "--overrides", "overrides.toml"], 0, "");
    assert!(
        told.stdout.contains("overrides that meet no finding any more: 1 (exact-duplicate-document "),
        "{}",
        told.stdout
    );
    let review = &read_json(&desk, "again.audit/summary.json")["review"];
    assert_eq!((review["stale"].as_array().unwrap().len(), &review["precision"]), (1, &Value::Null));
    let told = desk.expect(&["clean", "dump.jsonl", "--output", "more", "--overrides", "overrides.toml"], 0, "");
    assert!(told.stdout.contains("reviewed: 0 of 1 marked removals were wrong: precision 1.000"), "{}", told.stdout);
    desk.write("overrides.toml", "[[override]]\nfingerprint = \"1\"\nrule = \"no-rule\"\nverdict = \"keep\"\n");
    desk.expect(&["check", "dump.jsonl", "--overrides", "overrides.toml"], 2, "unknown rule \"no-rule\"");
    desk.expect(&["check", "dump.jsonl", "--overrides", "none.toml"], 3, "none.toml");
}
