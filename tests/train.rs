//! `unspun train`: the same file for any number of threads, a model that the program then uses, and what is learned from pairs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;
use serde_json::json;

const WHO: [&str; 6] =
    ["harbour council", "ferry company", "island school", "fishing fleet", "town library", "old museum"];
const DID: [&str; 6] = [
    "opened a new pier",
    "hired twelve workers",
    "closed the north road",
    "bought a small boat",
    "asked for more money",
    "mended the sea wall",
];
const WHEN: [&str; 5] =
    ["on Monday", "late in the spring", "after a long debate", "for the second year", "before the storm"];
const WHY: [&str; 4] = [
    "because the winter was hard",
    "to help the people of the bay",
    "since nobody else would",
    "as the mayor had wished",
];

/// An article of invented sentences, another one for each number.
fn article(number: usize) -> String {
    let sentence = |i: usize| {
        let at = number * 31 + i * 7 + number / 5;
        let (who, did, when, why) = (WHO[at % 6], DID[(at / 2) % 6], WHEN[(at / 3) % 5], WHY[(at / 5) % 4]);
        format!("The {who} {did} {when} {why}.")
    };
    (0..16).map(sentence).collect::<Vec<_>>().join(" ")
}

/// A desk with a corpus, a list of synonyms, and spun copies with their originals.
fn desk() -> Desk {
    let desk = Desk::new();
    let lines: Vec<String> = (0..600).map(|n| json!({"id": format!("a{n}"), "text": article(n)}).to_string()).collect();
    let spin = |text: &str| text.replace("mended", "restored").replace("winter", "cold season");
    let pairs: Vec<String> =
        (0..40).map(|n| json!({"spun": spin(&article(n)), "original": article(n)}).to_string()).collect();
    desk.write("news.jsonl", lines.join("\n")).write("pairs.jsonl", pairs.join("\n")).write(
        "list.tsv",
        "n\tboat|vessel\nv\tmended|repaired\nn\tworkers|labourers\nn\tmoney|cash\nn\troad|lane\nn\tdebate|argument\n",
    );
    desk
}

const RECIPE: [&str; 7] =
    ["train", "news.jsonl", "--thesaurus", "list.tsv", "--spinner", "words=plain:list.tsv", "--output"];

#[test]
fn any_number_of_threads_makes_the_same_model_and_the_program_uses_it() {
    let desk = desk();
    let train =
        |model: &str, threads: &str| desk.expect(&[&RECIPE[..], &[model, "--threads", threads]].concat(), 0, "");
    let report = train("one.bin", "1").stdout;
    train("two.bin", "2");
    assert!(desk.read("one.bin") == desk.read("two.bin"), "the two files differ");
    for row in ["the spinner words", "the article, under 250 words", "probability without article"] {
        assert!(report.contains(row), "{row} in {report}");
    }
    let judged = desk.run(&[
        "check",
        "news.jsonl",
        "--model",
        "one.bin",
        "--select",
        "spun",
        "--output-format",
        "jsonl",
        "--scores",
    ]);
    assert!([0, 1].contains(&judged.code), "{}", judged.stderr);
    assert_eq!(judged.stdout.lines().filter(|line| line.contains(r#""unit":"score""#)).count(), 600);
}

#[test]
fn a_spinner_is_weighed_apart_where_it_is_asked_for_and_must_be_one_that_is_there() {
    let desk = desk();
    desk.write("rare.txt", "boat,wherry\nworkers,navvies\nmoney,pelf\n");
    desk.write("ranking.txt", "the\nworkers\nmoney\n");
    let more = ["--spinner", "more=plain:list.tsv", "--dictionary", "rare.txt", "--ranking", "ranking.txt"];
    let train = |more: &[&str]| desk.expect(&[&RECIPE[..], more].concat(), 0, "").stdout;
    train(&[&["together.bin"], &more[..]].concat());
    let apart = [&more[..], &["--apart", "more"]].concat();
    let report = train(&[&["one.bin", "--threads", "1"], &apart[..]].concat());
    train(&[&["two.bin", "--threads", "2"], &apart[..]].concat());
    assert!(report.contains("the spinner more"), "{report}");
    assert!(desk.read("one.bin") == desk.read("two.bin"), "the two files differ");
    assert!(desk.read("one.bin").len() > desk.read("together.bin").len(), "the weights of one more regression");
    let judged = desk.run(&["check", "news.jsonl", "--model", "one.bin", "--select", "spun"]);
    assert!([0, 1].contains(&judged.code), "{}", judged.stderr);
    let unknown = [&RECIPE[..], &["x.bin", "--apart", "nobody"]].concat();
    desk.expect(&unknown, 2, "--apart nobody: no --spinner");
    assert!(!desk.path("x.bin").exists());
}

#[test]
fn a_model_is_extended_by_what_pairs_teach_and_keeps_its_counts() {
    let desk = desk();
    desk.expect(&[&RECIPE[..], &["base.bin"]].concat(), 0, "");
    let extend = |model: &str, more: &[&str]| {
        let onto = ["train", "news.jsonl", "--onto", "base.bin", "--spinner", "rare=plain:list.tsv", "--output", model];
        desk.expect(&[&onto[..], more].concat(), 0, "").stdout
    };
    extend("one.bin", &["--threads", "1"]);
    extend("two.bin", &["--threads", "2"]);
    let (base, one) = (desk.read("base.bin"), desk.read("one.bin"));
    assert!(one == desk.read("two.bin"), "the two files differ");
    // Only the judgement, near the beginning, grew.
    assert!(one.len() > base.len() && one[one.len() - base.len() / 2..] == base[base.len() / 2..]);
    let refused = |args: &[&str], why: &str| {
        desk.expect(&[&["train", "news.jsonl", "--output", "x.bin", "--onto"], args].concat(), 2, why);
        assert!(!desk.path("x.bin").exists());
    };
    refused(&["base.bin"], "--onto adds what --spinner");
    desk.write("other.tsv", "n\tgalleon|carrack\n");
    let nothing = ["train", "news.jsonl", "--onto", "base.bin", "--spinner", "w=plain:other.tsv", "--output", "x.bin"];
    desk.expect(&nothing, 3, "the spinners change no piece");
    refused(&["base.bin", "--thesaurus", "list.tsv", "--spinner", "w=plain:list.tsv"], "--thesaurus");
    desk.expect(&["train", "news.jsonl", "--thesaurus", "list.tsv", "--output", "bare.bin"], 0, "");
    refused(&["bare.bin", "--spinner", "w=plain:list.tsv"], "this model judges nothing");
}

#[test]
fn what_pairs_have_in_common_is_learned() {
    let desk = desk();
    let more = ["model.bin", "--pairs", "pairs.jsonl", "--write-learned", "learned.tsv"];
    let report = desk.expect(&[&RECIPE[..], &more].concat(), 0, "").stdout;
    assert!(report.contains("2 substitutions learned"), "{report}");
    let learned = String::from_utf8(desk.read("learned.tsv")).unwrap();
    let of = |original: &str| learned.lines().find(|line| line.starts_with(original)).unwrap_or_default().to_owned();
    assert!(of("mended\t").contains("restored") && of("winter\t").contains("cold season"), "{learned}");
    assert_eq!(learned.lines().count(), 2, "{learned}");
    let taken =
        ["train", "news.jsonl", "--spinner", "pairs=plain:list.tsv", "--pairs", "pairs.jsonl", "--output", "x.bin"];
    desk.expect(&taken, 2, "pairs");
    assert!(!desk.path("x.bin").exists());
}

#[test]
fn a_model_that_cannot_judge_says_so_and_a_damaged_one_is_refused() {
    let desk = desk();
    desk.expect(&["train", "news.jsonl", "--thesaurus", "list.tsv", "--output", "bare.bin"], 0, "");
    desk.expect(&["check", "news.jsonl", "--model", "bare.bin", "--select", "spun"], 0, "no text is judged");
    let mut bytes = desk.read("bare.bin");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.write("bare.bin", bytes);
    let refused = desk.run(&["check", "news.jsonl", "--model", "bare.bin", "--select", "spun"]);
    assert!(refused.code >= 2 && refused.stderr.contains("bare.bin: the model file is damaged"), "{}", refused.stderr);
}
