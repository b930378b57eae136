//! A walk as a new user would: a repository with a corpus gets the check, the check fails on a spun copy, a baseline lets it pass, the
//! next copy is told alone, files are split and renamed, and at last what is mended leaves the baseline.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;
use common::copies::copies;
use serde_json::Value;

const ARTICLES: [(&str, &str); 4] = [
    (
        "ferry",
        "The ferry between Port Lannis and Skerrow will sail every half hour from June, its owner said on Monday. Until now there was one \
         an hour, and on market days the queue of cars reached back to the church. Ann Lee, who has run the line for nine years, said two \
         more crews had been hired and that the fare would stay at 14 crowns.\n\nThe second boat, the Gannet, was built in 1988 and \
         comes from a line in the north that closed its doors last autumn.",
    ),
    (
        "library",
        "Port Lannis has no money for a new library, and so the old one gets a new roof. The council voted for the repair by nine to four \
         after a debate that lasted until midnight. Bo Rye, who teaches at the school next door, told the council that pupils had been \
         moving buckets between the shelves since February.\n\nThe roof costs 610,000 crowns. The books spend the summer in the gym.",
    ),
    (
        "bees",
        "A swarm of bees held up the night train to Tarn for two hours on Friday. The insects had settled on a signal outside the station, \
         and the driver would not pass it. A retired baker who keeps hives behind the brewery came with a ladder, a sheet and a cardboard \
         box, and took them home on the back seat of his car.\n\nThe railway thanked him with a season ticket, which he gave to his niece.",
    ),
    (
        "quarry",
        "The quarry above Lower Marsh may fill up with water after all. A court in Tarn ruled on Thursday that the owner has to stop the \
         pumps by the end of the year, since nobody had applied for a permit to run them. Divers and the village's three innkeepers had asked \
         for a lake; the anglers had not, because fish would have to be put in by hand.",
    ),
];

/// Lines of JSON: the corpus as it was, and the copies of one of its articles by their ids.
fn corpus() -> (Vec<String>, impl Fn(&str) -> String) {
    let copies = copies();
    let copy = move |id: &str| copies.lines().find(|line| line.contains(&format!("\"{id}\""))).unwrap().to_owned();
    let articles = ARTICLES.iter().map(|(id, text)| serde_json::json!({"id": id, "text": text}).to_string());
    (articles.chain([copy("original")]).collect(), copy)
}

#[test]
fn an_unchanged_corpus_has_not_grown() {
    let desk = Desk::new();
    std::fs::copy(common::sample("news.jsonl"), desk.path("news.jsonl")).unwrap();
    desk.write("unspun.toml", "[gate.documents-growth]\nall = \"0%\"\n[gate.bytes-growth]\nall = \"0%\"\n");
    desk.expect(&["check", "news.jsonl", "--write-baseline", "known.jsonl"], 0, "");
    let again = desk.expect(&["check", "news.jsonl", "--baseline", "known.jsonl"], 0, "");
    assert!(!again.stdout.contains("-0 %"), "{}", again.stdout);
}

fn lines(records: &[String]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

/// Ids of the documents of which a check tells something, with its arguments.
fn told(desk: &Desk, arguments: &[&str], code: i32) -> Vec<String> {
    let check = ["check", "corpus", "--output-format", "jsonl"];
    let answer = desk.expect(&[&check, arguments].concat(), code, "");
    let findings = answer.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut ids: Vec<String> = findings.map(|finding| finding["id"].as_str().unwrap().to_owned()).collect();
    ids.dedup();
    ids
}

fn said(desk: &Desk, arguments: &[&str], code: i32, expected: &[&str]) {
    let answer = desk.expect(&[&["check", "corpus"], arguments].concat(), code, "");
    for piece in expected {
        assert!(answer.stdout.contains(piece), "{arguments:?}: {piece:?} is in\n{}", answer.stdout);
    }
}

#[test]
fn a_new_user_walks_from_the_first_check_to_a_mended_baseline() {
    let desk = Desk::new();
    let (mut records, copy) = corpus();
    desk.write("corpus/part-0.jsonl", lines(&records));

    // The check is added to the repository and passes.
    desk.expect(&["config", "init"], 0, "");
    desk.write("unspun.toml", "select = [\"duplicate\", \"spun\"]\n");
    said(&desk, &[], 0, &["passed: 0 likely or certain findings, limit 0"]);

    // Somebody adds a spun copy: the check fails and names it.
    records.push(copy("spun-first"));
    desk.write("corpus/part-0.jsonl", lines(&records));
    said(&desk, &[], 1, &["corpus/part-0.jsonl:5:1:1: spun-copy", "spun copy of original", "failed: "]);

    // It cannot be mended today, so it becomes known.
    desk.expect(&["check", "corpus", "--baseline", "known.jsonl"], 3, "known.jsonl: it is not there; write it with");
    said(&desk, &["--write-baseline", "known.jsonl"], 0, &["passed: 0 new"]);
    desk.expect(&["check", "corpus", "--write-baseline", "known.jsonl"], 0, "the baseline holds ");
    desk.write("unspun.toml", "select = [\"duplicate\", \"spun\"]\nbaseline = \"known.jsonl\"\n");
    said(&desk, &[], 0, &["known findings left out", "passed: 0 new likely or certain findings, limit 0"]);
    let known = desk.read("known.jsonl");
    assert!(!String::from_utf8(known.clone()).unwrap().contains("Lannis"), "no text is in it");

    // The next one fails, and is told alone.
    records.push(copy("spun-early"));
    desk.write("corpus/part-0.jsonl", lines(&records));
    assert_eq!(told(&desk, &[], 1), ["spun-first", "spun-early"]);
    assert_eq!(told(&desk, &["--new-only"], 1), ["spun-early"]);
    assert_eq!(told(&desk, &["--new-only", "--update-baseline"], 1), ["spun-early"], "what is new does not come in");
    assert_eq!(desk.read("known.jsonl"), known);

    // It is taken out again. Then the dump is sorted otherwise, split into other files and renamed: what was known still is.
    records.pop();
    records.reverse();
    std::fs::remove_dir_all(desk.path("corpus")).unwrap();
    desk.write("corpus/2024/b.jsonl", lines(&records[..2])).write("corpus/a.jsonl", lines(&records[2..]));
    said(&desk, &["--new-only"], 0, &["passed: 0 new"]);

    // The first copy is mended as well: its entry is stale, which is told, and --update-baseline takes it out.
    records.retain(|record| !record.contains("spun-first"));
    desk.write("corpus/2024/b.jsonl", lines(&records[..2])).write("corpus/a.jsonl", lines(&records[2..]));
    said(&desk, &[], 0, &["0 known findings left out", "stale", "spun-copy 1", "--update-baseline takes them out"]);
    said(&desk, &["--select", "mojibake", "--update-baseline"], 0, &[]);
    assert_eq!(desk.read("known.jsonl"), known, "a rule that was not asked for is not stale");
    said(&desk, &["--update-baseline"], 0, &[]);
    let left = String::from_utf8(desk.read("known.jsonl")).unwrap();
    assert!(!left.contains("fingerprint"), "{left}");
    said(&desk, &[], 0, &["passed: 0 new"]);

    // Whoever wants to take in what is new has to say so.
    records.push(copy("spun-long"));
    desk.write("corpus/a.jsonl", lines(&records[2..]));
    said(&desk, &["--update-baseline"], 1, &["failed: "]);
    said(&desk, &["--update-baseline=grow"], 0, &["passed: 0 new"]);
    said(&desk, &[], 0, &["passed: 0 new"]);
}

/// Of two articles that say the same in a few other words the first stays, so another order turns them about.
#[test]
fn which_of_two_alike_articles_stays_makes_nothing_new() {
    let desk = Desk::new();
    let (id, text) = ARTICLES[0];
    let edited = text.replace("will sail every", "will go every");
    let record = |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string();
    let (first, second) = (record(id, text), record("edited", &edited));
    desk.write("corpus/a.jsonl", lines(&[first.clone(), second.clone()]));
    assert_eq!(told(&desk, &["--write-baseline", "known.jsonl"], 0), ["edited"]);
    let again = ["--baseline", "known.jsonl"];
    desk.write("corpus/a.jsonl", lines(&[second.clone(), first.clone()]));
    assert_eq!(told(&desk, &again, 0), ["ferry"], "the other one leaves, and that is known");
    said(&desk, &["--baseline", "known.jsonl", "--update-baseline"], 0, &["1 known findings left out"]);
    said(&desk, &again, 0, &["1 known findings left out"]);
    let third = record("third", &text.replace("the queue of cars", "the line of cars"));
    desk.write("corpus/a.jsonl", lines(&[second, first, third]));
    said(&desk, &again, 1, &["failed: 1 new likely or certain findings"]);
}

/// Where several rules may speak of a place the surest one does. Asked alone another one speaks, and it is known. Paragraphs are left out:
/// where whole copies are not asked for, an original may lose a paragraph to its copy too, and one of the two was known.
#[test]
fn a_part_of_the_rules_finds_nothing_new_where_all_were_known() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("corpus")).unwrap();
    let sample = std::fs::read_to_string(common::sample("news.jsonl")).unwrap();
    desk.write("corpus/news.jsonl", sample);
    desk.expect(&["check", "corpus", "--write-baseline", "known.jsonl"], 0, "");
    let known = ["--baseline", "known.jsonl"];
    let rules = unspun::detect::rules().map(|rule| rule.name).filter(|name| *name != "near-duplicate-paragraph");
    for rule in rules.chain(["boilerplate", "duplicate"]) {
        said(&desk, &[&known[..], &["--select", rule]].concat(), 0, &["the baseline was also written with"]);
    }
    desk.expect(&["check", "corpus", "--select", "spun", "--write-baseline", "spun.jsonl"], 0, "");
    let added = "the baseline was written without exact-duplicate-document, near-duplicate-document, contained-document, spun-copy and ";
    said(&desk, &["--baseline", "spun.jsonl"], 1, &[added]);
    said(&desk, &["--baseline", "spun.jsonl", "--update-baseline=grow"], 0, &[]);
    said(&desk, &["--baseline", "spun.jsonl"], 0, &["passed: 0 new"]);
}

#[test]
fn a_baseline_needs_to_be_named_and_whole() {
    let desk = Desk::new();
    desk.write("corpus/a.jsonl", lines(&corpus().0));
    desk.expect(&["check", "corpus", "--new-only"], 2, "--new-only: which baseline? name it with --baseline FILE");
    desk.expect(&["check", "corpus", "--update-baseline"], 2, "--update-baseline: which baseline?");
    desk.write("known.jsonl", "{\"unspun-baseline\":1}\n<<<<<<< ours\n");
    desk.expect(&["check", "corpus", "--baseline", "known.jsonl"], 3, "baseline known.jsonl: line 2: expected value");
    let missing = "write no/such/folder.jsonl: the folder is not there; make it first";
    desk.expect(&["check", "corpus", "--write-baseline", "no/such/folder.jsonl"], 3, missing);
    let folder = "write corpus: it is a folder; name a file in it";
    desk.expect(&["check", "corpus", "--write-baseline", "corpus"], 3, folder);
}
