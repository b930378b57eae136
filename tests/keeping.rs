//! Which of several copies stays is the user's choice, by flag or in the settings file.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;
use common::copies::copies;

/// Ids of the documents that a `clean` leaves.
fn kept(desk: &Desk, flags: &[&str]) -> Vec<String> {
    let clean = ["clean", "dump.jsonl", "--select", "duplicate", "--output", "out", "--force"];
    desk.expect(&[&clean, flags].concat(), 0, "");
    let cleaned = String::from_utf8(desk.read("out/dump.jsonl")).unwrap();
    let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    cleaned.lines().map(id).collect()
}

#[test]
fn each_choice_keeps_another_copy() {
    let desk = Desk::new();
    desk.write("dump.jsonl", copies());
    for (choice, expected) in
        [("least-altered", "original"), ("earliest", "spun-early"), ("longest", "spun-long"), ("first", "spun-first")]
    {
        assert_eq!(kept(&desk, &["--keep", choice]), [expected], "--keep {choice}");
    }
    assert_eq!(kept(&desk, &[]), ["original"], "the least altered by default");
}

/// What a correction says stands nowhere else, whatever else the two have in common.
#[test]
fn a_correction_stays_though_what_it_corrects_is_older() {
    let desk = Desk::new();
    let text = "The council of Skerrow will build a new bridge over the Lann river, the mayor said on Monday. The bridge will be long and \
        will replace the ferry, which carries most of the town on a working day. The mayor, Greta Solberg, said the ferry had become too \
        small and too slow for the town, and that its engine was older than most of its passengers.";
    let corrected = text.replace("too slow", "too dear");
    let line = |id: &str, date: &str, title: &str, text: &str| {
        format!("{}\n", serde_json::json!({"id": id, "date": date, "title": title, "text": text}))
    };
    for (title, stays) in [("New bridge for Skerrow (corrected)", "second"), ("New bridge for Skerrow", "first")] {
        let first = line("first", "2024-03-04", "New bridge for Skerrow", text);
        desk.write("dump.jsonl", first + &line("second", "2024-03-05", title, &corrected));
        assert_eq!(kept(&desk, &[]), [stays], "{title}");
    }
}

/// The first stays for all the others, though it says more than they do.
#[test]
fn the_first_is_the_first_in_the_corpus_however_long() {
    let desk = Desk::new();
    let text = "The council of Skerrow will build a new bridge over the Lann river, the mayor said on Monday. The bridge will be 210 metres \
        long and will replace the ferry, which carries about 900 people on a working day. The mayor, Greta Solberg, said the ferry had \
        become too small and too slow for the town, and that its engine was older than most of its passengers.";
    let longer = format!("{text} Work on the piers begins in spring.");
    let edited = text.replace("too slow", "too dear");
    let line = |id: &str, text: &str| format!("{}\n", serde_json::json!({"id": id, "text": text}));
    desk.write("dump.jsonl", line("one", &longer) + &line("two", text) + &line("three", &edited));
    assert_eq!(kept(&desk, &["--keep", "first"]), ["one"]);
}

#[test]
fn the_settings_file_chooses_and_a_flag_wins_over_it() {
    let desk = Desk::new();
    desk.write("dump.jsonl", copies()).write("unspun.toml", "keep = \"earliest\"\n");
    assert_eq!(kept(&desk, &[]), ["spun-early"]);
    assert_eq!(kept(&desk, &["--keep", "first"]), ["spun-first"]);
    let summary: serde_json::Value = serde_json::from_slice(&desk.read("out.audit/summary.json")).unwrap();
    assert_eq!(summary["settings"]["keep"], "first", "the summary tells it");
}

#[test]
fn an_unknown_choice_is_refused_with_those_there_are() {
    let desk = Desk::new();
    desk.write("dump.jsonl", copies());
    let choices = "least-altered, earliest, longest, first";
    desk.expect(&["check", "dump.jsonl", "--keep", "newest"], 2, "invalid value 'newest' for '--keep");
    desk.expect(&["check", "dump.jsonl", "--keep", "newest"], 2, choices);
    desk.write("unspun.toml", "keep = \"newest\"\n");
    let refused = "settings unspun.toml, line 1: keep = \"newest\": say least-altered, earliest, longest or first";
    desk.expect(&["check", "dump.jsonl"], 2, refused);
}

/// The excerpt is older and stands first; what only the article says would be lost with it.
#[test]
fn an_excerpt_leaves_for_its_article_whatever_is_chosen() {
    let desk = Desk::new();
    let excerpt = "The council of Skerrow will build a new bridge over the Lann river, the mayor said on Monday. The bridge will be 210 metres \
        long and will replace the ferry, which carries about 900 people on a working day. The mayor, Greta Solberg, said the ferry had \
        become too small and too slow for the town, and that its engine was older than most of its passengers.";
    let rest = "The cost is put at 31 million crowns, of which the state pays a third. The opposition in the council voted against the plan \
        because it would rather have a tunnel, and because nobody had asked the fishermen of the upper harbour, whose masts may be too \
        tall for the bridge. They will be heard in April, and the plan can still be changed before the first stone is laid.";
    let excerpt_record = serde_json::json!({"id": "excerpt", "date": "2024-01-01", "text": excerpt});
    let article = serde_json::json!({"id": "article", "date": "2024-02-01", "text": format!("{excerpt}\n\n{rest}")});
    desk.write("dump.jsonl", format!("{excerpt_record}\n{article}\n"));
    for choice in ["least-altered", "earliest", "longest", "first"] {
        assert_eq!(kept(&desk, &["--keep", choice]), ["article"], "--keep {choice}");
    }
}
