//! Which documents are copies of which: in the audit with all that was measured, and on standard output as lists of ids.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::copies::copies;
use common::{Desk, sample};
use serde_json::{Value, json};

fn clusters(desk: &Desk, name: &str) -> Vec<Value> {
    let bytes = zstd::decode_all(desk.read(name).as_slice()).unwrap();
    String::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Four copies of one article, a letter that stands there twice, and a text of its own.
fn dump() -> String {
    let letter =
        json!({"id": "letter", "text": "The bridge at Skerrow needs paint and everybody on the council knows it."});
    let again = json!({"id": "letter-again", "text": letter["text"]});
    let other =
        json!({"id": "other", "text": "The choir of Lannis sings in the old church on the first Sunday in May."});
    format!("{letter}\n{other}\n{}{again}\n", copies())
}

#[test]
fn the_audit_holds_each_cluster_with_what_was_measured() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump());
    desk.expect(&["clean", "dump.jsonl", "--select", "duplicate", "--output", "out"], 0, "");
    let found = clusters(&desk, "out.audit/clusters.jsonl.zst");
    assert_eq!(found.len(), 2, "{found:?}");

    let (letters, articles) = (&found[0], &found[1]);
    assert_eq!((&letters["cluster"], &letters["size"]), (&json!(0), &json!(2)));
    assert_eq!(
        letters["keeper"],
        json!({"path": "dump.jsonl", "record": 0, "id": "letter", "start": 0, "end": 72, "n_words": 13})
    );
    assert_eq!(
        letters["members"],
        json!([{
            "path": "dump.jsonl", "record": 6, "id": "letter-again", "start": 0, "end": 72, "n_words": 13,
            "rule": "exact-duplicate-document", "covered": 1.0, "aligned": 1.0, "jaccard": 1.0, "n_replaced": 0, "replacements": []
        }])
    );

    assert_eq!((&articles["cluster"], &articles["size"]), (&json!(1), &json!(4)));
    assert_eq!(articles["keeper"]["id"], "original");
    let ids: Vec<&Value> = articles["members"].as_array().unwrap().iter().map(|member| &member["id"]).collect();
    assert_eq!(ids, ["spun-first", "spun-early", "spun-long"], "in the order of the corpus");
    for member in articles["members"].as_array().unwrap() {
        assert_eq!(member["rule"], "spun-copy");
        let aligned = member["aligned"].as_f64().unwrap();
        assert!((0.45..1.0).contains(&aligned) && member["n_replaced"].as_u64().unwrap() > 10, "{member}");
        assert!(member["replacements"].as_array().unwrap().iter().all(|pair| pair.as_array().unwrap().len() == 2));
    }
}

#[test]
fn every_member_of_a_cluster_names_the_keeper_in_its_finding() {
    let desk = Desk::new();
    desk.write("dump.jsonl", [dump().into_bytes(), std::fs::read(sample("news.jsonl")).unwrap()].concat());
    desk.expect(&["clean", "dump.jsonl", "--output", "out"], 0, "");
    let told = desk.run(&["check", "dump.jsonl", "--output-format", "jsonl"]).stdout;
    let findings: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_documents = |f: &&Value| f["unit"] == "document" && f["related"][0]["label"] == "kept copy";
    let expected: Vec<(&Value, &Value)> =
        findings.iter().filter(of_documents).map(|f| (&f["record"], &f["related"][0]["record"])).collect();
    let found = clusters(&desk, "out.audit/clusters.jsonl.zst");
    let mut pairs = Vec::new();
    for cluster in &found {
        let members = cluster["members"].as_array().unwrap();
        assert_eq!(cluster["size"], members.len() + 1);
        pairs.extend(members.iter().map(|member| (&member["record"], &cluster["keeper"]["record"])));
    }
    pairs.sort_by_key(|(record, _)| record.as_u64());
    assert_eq!(pairs, expected);
    assert!(pairs.len() > 8, "{} copies", pairs.len());
    let keepers: Vec<u64> = found.iter().map(|cluster| cluster["keeper"]["record"].as_u64().unwrap()).collect();
    assert!(keepers.is_sorted(), "{keepers:?}");
}

#[test]
fn lists_of_ids_have_the_keeper_first() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump());
    let lists = |flags: &[&str]| {
        desk.expect(&[&["check", "dump.jsonl", "--output-format", "clusters"], flags].concat(), 1, "").stdout
    };
    let (letters, articles) =
        ("[\"letter\",\"letter-again\"]\n", "[\"original\",\"spun-first\",\"spun-early\",\"spun-long\"]\n");
    assert_eq!(lists(&[]), [letters, articles].concat());
    assert_eq!(lists(&["--select", "spun-copy"]), articles);
    assert_eq!(
        lists(&["--select", "spun-copy", "--keep", "earliest"]),
        "[\"spun-early\",\"spun-first\",\"original\",\"spun-long\"]\n"
    );
    desk.expect(&["check", "dump.jsonl", "--output-format", "clusters=lists.jsonl"], 1, "");
    assert_eq!(desk.read("lists.jsonl"), [letters, articles].concat().as_bytes());
}

#[test]
fn rules_that_are_not_asked_for_make_no_clusters() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump());
    for rules in ["garbled", "boilerplate"] {
        let said = desk.run(&["check", "dump.jsonl", "--output-format", "clusters", "--select", rules]).stdout;
        assert_eq!(said, "", "{rules}");
    }
    desk.expect(&["clean", "dump.jsonl", "--select", "boilerplate", "--output", "out"], 0, "");
    assert!(clusters(&desk, "out.audit/clusters.jsonl.zst").is_empty(), "the file is there, and empty");
}

#[test]
fn flagged_copies_are_in_clusters_too() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump());
    desk.expect(&["clean", "dump.jsonl", "--action", "duplicate=flag", "--output", "out"], 0, "");
    assert_eq!(clusters(&desk, "out.audit/clusters.jsonl.zst").len(), 2);
    assert_eq!(desk.read("out/dump.jsonl"), dump().as_bytes(), "none has left");
}

/// A script leaves all but the first of a list out, so no list has what the user wants to keep.
#[test]
fn what_is_suppressed_or_marked_keep_is_in_no_cluster() {
    let desk = Desk::new();
    desk.write("dump.jsonl", dump());
    let lists =
        |flags: &[&str]| desk.run(&[&["check", "dump.jsonl", "--output-format", "clusters"], flags].concat()).stdout;
    let articles = "[\"original\",\"spun-first\",\"spun-early\",\"spun-long\"]\n";
    desk.write(
        "unspun.toml",
        "[[suppress]]\nrule = \"exact-duplicate-document\"\nreason = \"a letter to two papers\"\n",
    );
    assert_eq!(lists(&[]), articles);
    desk.expect(&["clean", "dump.jsonl", "--output", "out"], 0, "");
    assert_eq!(clusters(&desk, "out.audit/clusters.jsonl.zst").len(), 1);

    let told = desk.run(&["check", "dump.jsonl", "--output-format", "jsonl"]).stdout;
    let finding = told.lines().find(|line| line.contains("\"spun-early\"") && line.contains("spun-copy")).unwrap();
    let fingerprint = serde_json::from_str::<Value>(finding).unwrap()["fingerprint"].as_str().unwrap().to_owned();
    let mark = format!("[[override]]\nfingerprint = \"{fingerprint}\"\nrule = \"spun-copy\"\nverdict = \"keep\"\n");
    desk.write("marks.toml", mark);
    assert_eq!(lists(&["--overrides", "marks.toml"]), "[\"original\",\"spun-first\",\"spun-long\"]\n");
    desk.write("unspun.toml", "[source.\"*\"]\nignore = [\"spun-copy\"]\n");
    assert_eq!(lists(&[]), "[\"letter\",\"letter-again\"]\n");
}

#[test]
fn clusters_of_what_is_new_hold_new_copies_alone() {
    let desk = Desk::new();
    let dump = dump();
    let (last, before) = (dump.lines().last().unwrap(), dump.lines().filter(|line| !line.contains("spun-long")));
    let before: String = before.map(|line| format!("{line}\n")).collect();
    desk.write("dump.jsonl", before.replace(&format!("{last}\n"), ""));
    desk.expect(&["check", "dump.jsonl", "--write-baseline", "known.jsonl"], 0, "");
    desk.write("dump.jsonl", &dump);
    let check = ["check", "dump.jsonl", "--baseline", "known.jsonl", "--output-format", "clusters"];
    let lists = desk.expect(&[&check[..], &["--new-only"]].concat(), 1, "").stdout;
    assert_eq!(lists, "[\"letter\",\"letter-again\"]\n[\"original\",\"spun-long\"]\n");
}

#[test]
fn any_number_of_threads_tells_the_same_clusters() {
    let desk = Desk::new();
    desk.write("dump.jsonl", [std::fs::read(sample("news.jsonl")).unwrap(), dump().into_bytes()].concat());
    for threads in ["1", "2"] {
        desk.expect(&["clean", "dump.jsonl", "--output", threads, "--threads", threads], 0, "");
        let lists = desk.run(&["check", "dump.jsonl", "--output-format", "clusters", "--threads", threads]);
        desk.write(&format!("{threads}.lists"), lists.stdout);
    }
    assert_eq!(desk.read("1.audit/clusters.jsonl.zst"), desk.read("2.audit/clusters.jsonl.zst"));
    assert_eq!(desk.read("1.lists"), desk.read("2.lists"));
    assert_eq!(
        desk.read("1.lists").iter().filter(|&&b| b == b'\n').count(),
        clusters(&desk, "1.audit/clusters.jsonl.zst").len()
    );
}
