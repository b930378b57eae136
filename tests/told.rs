//! What the user is told of spun text: what was not judged and why, the evidence as data, and two texts side by side.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Desk, sample};
use serde_json::Value;

const GERMAN: &str = "Der Gemeinderat von Lannis hat am Dienstag beschlossen, die alte Brücke über den Fluss neu zu bauen. Sie ist \
seit dem Sturm im März gesperrt, und viele Händler in der Innenstadt haben seitdem Kunden verloren. Die Bürgermeisterin sagte, das \
Geld komme vom Land und die Steuern würden nicht erhöht. Mehrere Mitglieder des Rates hatten einen billigeren Plan verlangt, stimmten \
aber nach langer Debatte zu. Die Arbeiten sollen im Herbst beginnen und zwei Jahre dauern.";

const FRENCH: &str = "Le conseil municipal de Lannis a décidé mardi de reconstruire le vieux pont sur la rivière. Il est fermé depuis la \
tempête de mars, et beaucoup de commerçants du centre ont perdu des clients depuis. La maire a déclaré que l'argent viendrait de la \
région et que les impôts ne seraient pas augmentés. Plusieurs membres du conseil avaient demandé un projet moins cher, mais ils ont \
fini par accepter après un long débat. Les travaux doivent commencer à l'automne et durer deux ans.";

const SHORT: &str = "The ferry to Orrin was late again on Monday, and the crew blamed the fog. Passengers waited two hours on the pier. \
The harbour office said it was sorry and promised free tea to those who had waited longest.";

fn dump(texts: &[&str]) -> String {
    let line = |(n, text): (usize, &&str)| serde_json::json!({"id": format!("d{n}"), "text": text}).to_string();
    texts.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// The same text with another number in it, so that no two are copies.
fn variants(text: &str, n: usize) -> Vec<String> {
    let names = ["Tarn", "Brix", "Coll", "Durn", "Eskel"];
    names.iter().take(n).map(|name| text.replace("Lannis", name)).collect()
}

fn check_spun(desk: &Desk, more: &[&str]) -> common::Answer {
    desk.run(&[&["check", "dump.jsonl", "--select", "spun-text"], more].concat())
}

#[test]
fn the_summary_says_which_languages_were_not_judged() {
    let desk = Desk::new();
    let (german, french) = (variants(GERMAN, 3), variants(FRENCH, 2));
    let texts: Vec<&str> = french.iter().chain(&german).map(String::as_str).chain([SHORT]).collect();
    desk.write("dump.jsonl", dump(&texts));
    let told = check_spun(&desk, &[]);
    assert_eq!(told.code, 0, "{}", told.stderr);
    let line = "not judged: 5 documents in de, fr; 1 document under 60 words (spun-text)\n";
    assert!(told.stdout.contains(line), "{}", told.stdout);

    let summary: Value = serde_json::from_str(&check_spun(&desk, &["--output-format", "json"]).stdout).unwrap();
    let expected = serde_json::json!([
        {"rule": "spun-text", "documents": 6, "languages": {"de": 3, "fr": 2}, "short": 1, "unfamiliar": 0}
    ]);
    assert_eq!(summary["not_judged"], expected);

    desk.expect(&["clean", "dump.jsonl", "--output", "out", "--select", "spun-text"], 0, "");
    let audited: Value = serde_json::from_slice(&desk.read("out.audit/summary.json")).unwrap();
    assert_eq!(audited["not_judged"], expected);
}

#[test]
fn of_the_samples_the_german_and_the_french_one_are_not_judged() {
    let path = sample("news.jsonl");
    let told = Desk::new().expect(&["check", path.to_str().unwrap(), "--select", "spun"], 1, "").stdout;
    assert!(told.contains("not judged: 2 documents in de, fr (spun-text)\n"), "{told}");
}

#[test]
fn threads_do_not_change_what_was_not_judged() {
    let desk = Desk::new();
    let texts: Vec<String> = (0..40)
        .map(|n| {
            [GERMAN, FRENCH, SHORT][n % 3]
                .replace("Dienstag", &format!("{n}. Mai"))
                .replace("mardi", &format!("{n} mai"))
        })
        .collect();
    let (first, second) = texts.split_at(20);
    let refs = |texts: &[String]| dump(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    desk.write("in/a.jsonl", refs(first)).write("in/b.jsonl", refs(second));
    let told = |threads: &str| {
        desk.run(&["check", "in", "--select", "spun-text", "--output-format", "json", "--threads", threads]).stdout
    };
    let one = told("1");
    assert!(one.contains("\"de\": 14"), "{one}");
    assert_eq!(one, told("4"));
}

#[test]
fn a_single_short_document_is_told_to_be_too_short() {
    let desk = Desk::new();
    desk.write("short.txt", SHORT);
    let told = desk.expect(&["check", "short.txt"], 0, "").stdout;
    let expected = "not judged: 1 document under 60 words (spun-text)\n    too short to judge (39 words outside quotations; 60 are needed)\n";
    assert!(told.contains(expected), "{told}");
    let quiet = desk.expect(&["check", "short.txt", "--quiet"], 0, "").stdout;
    assert_eq!(quiet.lines().count(), 1, "{quiet}");
}

#[test]
fn scores_say_why_a_document_has_none() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump(&[GERMAN, SHORT]));
    let told = check_spun(&desk, &["--output-format", "jsonl", "--scores"]).stdout;
    let scores: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(scores[0]["not_judged"], serde_json::json!({"reason": "language", "language": "de"}));
    assert_eq!(scores[1]["not_judged"], serde_json::json!({"reason": "short", "words": 39, "least_words": 60}));
    assert!(scores.iter().all(|score| score["value"] == 0.0));
}

#[test]
fn rules_that_were_not_asked_leave_nothing_unjudged() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump(&[GERMAN, SHORT]));
    let told = desk.run(&["check", "dump.jsonl", "--select", "garbled", "--output-format", "json"]).stdout;
    let summary: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(summary["not_judged"], serde_json::json!([]));
}

#[test]
fn a_spun_document_carries_its_evidence() {
    let desk = Desk::new();
    let path = sample("news.jsonl");
    let args = ["check", path.to_str().unwrap(), "--select", "spun-text", "--output-format", "jsonl"];
    let told = desk.expect(&args, 1, "").stdout;
    let findings: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let texts = std::fs::read_to_string(&path).unwrap();
    let text_of = |finding: &Value| {
        let line = texts.lines().nth(finding["record"].as_u64().unwrap() as usize).unwrap();
        serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().to_owned()
    };
    let whole: Vec<&Value> = findings.iter().filter(|f| f["unit"] == "document" && f["id"] == "sx-01").collect();
    let [whole] = whole[..] else { panic!("sx-01 is found once as a whole") };
    let evidence = whole["substitutions"].as_array().unwrap();
    assert!(evidence.len() >= 5, "{whole}");
    let text = text_of(whole);
    for e in evidence {
        let (start, end) = (e["start"].as_u64().unwrap() as usize, e["end"].as_u64().unwrap() as usize);
        assert_eq!(&text[start..end], e["now"].as_str().unwrap());
        assert_ne!(e["now"].as_str().unwrap().to_lowercase(), e["original"].as_str().unwrap());
        assert!(e["gain"].as_f64().unwrap() >= 0.7, "{e}: at least twice as likely");
        let n = |side: &str, place: &str| e[side][place].as_u64().unwrap();
        // The counts are codes, a step of 1.8 apart; both halves of a place were seen at least as often as the whole.
        for side in ["now_counts", "original_counts"] {
            assert!(n(side, "between") as f64 <= 1.8 * n(side, "after").min(n(side, "before")).max(1) as f64, "{e}");
        }
    }
    let strongest = (evidence[0]["now"].as_str().unwrap().to_lowercase(), evidence[0]["original"].as_str().unwrap());
    let said = format!("\"{}\" where \"{}\" would be", strongest.0, strongest.1);
    assert!(whole["message"].as_str().unwrap().contains(&said), "{}", whole["message"]);
    let others = findings.iter().filter(|f| f["unit"] == "span");
    assert!(others.into_iter().all(|f| f["substitutions"][0]["original"].is_string()));
}

const ORIGINAL: &str = "The council of Lannis put off its decision on the new pier for a third time this year. Anna Bell, who leads the \
harbour office, said on Monday that the crews from Orrin would have to wait until the engineers had finished their report on the \
winter debris. The ferries return to their usual hours on 14 May.";

fn desk_of_copies() -> Desk {
    let desk = Desk::new();
    let copy = ORIGINAL
        .replace("decision", "choice")
        .replace("leads", "heads")
        .replace("wait", "linger")
        .replace("finished", "completed");
    desk.write("copy.txt", copy).write("original.txt", ORIGINAL);
    desk
}

#[test]
fn compare_shows_words_beside_their_originals_in_colour() {
    let desk = desk_of_copies();
    let told = desk.expect(&["compare", "copy.txt", "original.txt", "--color", "always"], 0, "").stdout;
    assert!(told.contains("\x1b[31mchoice\x1b[0m ← \x1b[32mdecision\x1b[0m on the new pier"), "{told}");
    for plain in [&["--color", "never"][..], &[]] {
        let told = desk.expect(&[&["compare", "copy.txt", "original.txt"], plain].concat(), 0, "").stdout;
        assert!(!told.contains('\x1b') && told.contains("[-choice-]{+decision+} on the new pier"), "{told}");
    }
}

#[test]
fn compare_says_that_a_text_is_too_short_to_judge() {
    let desk = desk_of_copies();
    let told = desk.expect(&["compare", "copy.txt", "original.txt"], 0, "").stdout;
    assert!(told.contains("too short to judge (58 words outside quotations; 60 are needed)"), "{told}");
}

#[test]
fn compare_reads_another_field_and_another_model() {
    let desk = desk_of_copies();
    let record = |text: &str| serde_json::json!({"body": text}).to_string();
    desk.write("dump.jsonl", format!("{}\n{}\n", record("Another story."), record(ORIGINAL)));
    let args = ["compare", "copy.txt", "dump.jsonl#1"];
    desk.expect(&args, 4, "has no document 1");
    let told = desk.expect(&[&args[..], &["--text-field", "body"]].concat(), 0, "").stdout;
    assert!(told.contains("replaced"), "{told}");
    desk.write("unspun.toml", "text-field = \"body\"\n");
    assert_eq!(desk.expect(&args, 0, "").stdout, told);
    desk.write("no.model", "this is none");
    desk.expect(&[&args[..], &["--model", "no.model"]].concat(), 3, "no.model");
}
