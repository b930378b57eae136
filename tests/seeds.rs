//! Five real scraped articles with annotated faults, which are not part of the repository. `UNSPUN_SEEDS` names the folder of
//! the texts, `UNSPUN_SEED_SPANS` the annotations (character spans); without them the test says that it was skipped.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;
use serde_json::Value;
use std::path::Path;

/// The five, read together, once as text files and once as JSON Lines.
struct Seeds {
    texts: Vec<(String, String)>,
    annotations: Vec<Value>,
    findings: Vec<Value>,
}

/// One annotated place: bytes and label.
struct Place {
    start: usize,
    end: usize,
    label: String,
}

impl Seeds {
    fn of(&self, seed: &str) -> Vec<&Value> {
        self.findings.iter().filter(|f| f["id"].as_str().unwrap().starts_with(seed)).collect()
    }

    fn places(&self, seed: &str, family: &str) -> Vec<Place> {
        let row = self.annotations.iter().find(|a| a["file"].as_str().unwrap().starts_with(seed)).unwrap();
        let text = &self.texts.iter().find(|(name, _)| name.starts_with(seed)).unwrap().1;
        let byte = |chars: &Value| {
            let n = chars.as_u64().unwrap() as usize;
            text.char_indices().nth(n).map_or(text.len(), |(i, _)| i)
        };
        let place = |span: &Value| Place {
            start: byte(&span[0]),
            end: byte(&span[1]),
            label: span[2].as_str().unwrap().to_owned(),
        };
        row[family].as_array().unwrap().iter().map(place).collect()
    }

    fn found_at<'a>(&'a self, seed: &str, place: &Place) -> Vec<&'a Value> {
        self.of(seed).into_iter().filter(|f| f["unit"] != "document" && overlap(f, place) > 0).collect()
    }
}

fn bounds(finding: &Value) -> (usize, usize) {
    (finding["start"].as_u64().unwrap() as usize, finding["end"].as_u64().unwrap() as usize)
}

fn overlap(finding: &Value, place: &Place) -> usize {
    let (start, end) = bounds(finding);
    end.min(place.end).saturating_sub(start.max(place.start))
}

fn is_applied(finding: &Value) -> bool {
    finding["fix"]["action"] != "none"
}

fn is_likely(finding: &Value) -> bool {
    finding["confidence"] != "suspect"
}

fn read(inputs: &[&str], desk: &Desk, texts: Vec<(String, String)>, annotations: Vec<Value>) -> Seeds {
    let args: Vec<&str> = ["check"].iter().chain(inputs).chain(&["--output-format", "jsonl"]).copied().collect();
    let findings = desk.run(&args).stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    Seeds { texts, annotations, findings }
}

fn check(seeds: &Seeds, form: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{form}: {what}"));
        }
    };
    let applied = |seed: &str| seeds.of(seed).into_iter().filter(|f| is_applied(f)).collect::<Vec<_>>();
    let rule = |seed: &str, rule: &str| seeds.of(seed).into_iter().filter(|f| f["rule"] == rule).collect::<Vec<_>>();
    let covered = |seed: &str, place: &Place, wanted: &dyn Fn(&Value) -> bool| {
        let mut bytes: Vec<usize> = (place.start..place.end).collect();
        for f in seeds.of(seed).into_iter().filter(|f| f["unit"] != "document" && wanted(f)) {
            let (start, end) = bounds(f);
            bytes.retain(|b| !(start..end).contains(b));
        }
        1.0 - bytes.len() as f64 / (place.end - place.start) as f64
    };

    let card = &seeds.places("000", "boilerplate")[0];
    must(covered("000", card, &is_applied) > 0.99, "000: the card is cut");
    must(
        applied("000").iter().all(|f| bounds(f).0 >= card.start && bounds(f).1 <= card.end + 1),
        "000: nothing else is cut",
    );
    let glued = &seeds.places("000", "garble")[0];
    must(
        seeds.found_at("000", glued).iter().any(|f| f["rule"] == "missing-space"),
        "000: the glued counter is reported",
    );
    must(applied("001").is_empty(), "001: nothing is applied");
    must(seeds.of("001").iter().all(|f| f["unit"] != "document" || !is_likely(f)), "001: no document finding");
    for seed in ["000", "001", "003"] {
        must(!rule(seed, "spun-text").iter().any(|f| is_likely(f)), &format!("{seed}: not spun"));
        must(rule(seed, "machine-translated").is_empty(), &format!("{seed}: not machine-translated"));
    }

    let spun = rule("002", "spun-text");
    must(
        spun.iter().any(|f| f["unit"] == "document" && is_likely(f) && f["fix"]["action"] == "drop"),
        "002: dropped as spun",
    );
    let synonyms = seeds.places("002", "garble");
    let named = synonyms.iter().filter(|p| {
        spun.iter().any(|f| f["unit"] == "span" && overlap(f, p) > 0 && f["fix"]["replacement"].is_string())
    });
    must(named.count() >= 5, "002: five substitutions are named");
    for place in seeds.places("002", "boilerplate") {
        must(!seeds.found_at("002", &place).is_empty(), &format!("002: {} is found", place.label));
    }

    for place in seeds.places("003", "boilerplate") {
        let share = covered("003", &place, &|_| true);
        must(share > 0.9, &format!("003: {} is found ({share:.2})", place.label));
    }
    let dek = &seeds.places("003", "boilerplate")[0];
    must(
        seeds.found_at("003", dek).iter().any(|f| f["rule"] == "repeated-paragraph" && is_applied(f)),
        "003: the second sub-head is cut",
    );
    let glued: Vec<Place> = seeds.places("003", "garble").into_iter().filter(|p| p.label == "glued_boundary").collect();
    must(
        seeds.found_at("003", &glued[0]).iter().any(|f| f["rule"] == "missing-space"),
        "003: the missing space is found",
    );
    let card = seeds.places("003", "boilerplate").into_iter().find(|p| p.label == "explainer_card").unwrap();
    let linked = |f: &&Value| f["rule"] == "near-duplicate-paragraph" || f["rule"] == "exact-duplicate-paragraph";
    let near: Vec<&Value> = seeds.of("003").into_iter().chain(seeds.of("000")).filter(linked).collect();
    must(
        !near.is_empty()
            && near.iter().any(|f| overlap(f, &card) > 0 || f["related"][0]["id"].as_str().unwrap().starts_with("003")),
        "003: card paragraphs are linked to those of 000",
    );
    let outside = |f: &&&Value| {
        seeds.places("003", "boilerplate").iter().chain(&seeds.places("003", "garble")).all(|p| overlap(f, p) == 0)
    };
    must(applied("003").iter().filter(outside).count() == 0, "003: the body is not cut");

    for place in seeds.places("004", "boilerplate") {
        must(!seeds.found_at("004", &place).is_empty(), &format!("004: {} is found", place.label));
    }
    let quotes: Vec<Place> = seeds.places("004", "garble").into_iter().filter(|p| p.label == "broken_quote").collect();
    let n_quotes =
        quotes.iter().filter(|p| seeds.found_at("004", p).iter().any(|f| f["rule"] == "broken-quote")).count();
    must(n_quotes >= 2, "004: two broken quotes are found");
    must(!rule("004", "machine-translated").is_empty(), "004: machine translation is reported");
    must(seeds.of("004").iter().all(|f| f["fix"]["action"] != "drop"), "004: not dropped");
    must(!rule("004", "spun-text").iter().any(|f| is_likely(f)), "004: not spun");
    wrong
}

#[test]
fn real_articles_come_out_as_annotated() {
    let (Ok(folder), Ok(spans)) = (std::env::var("UNSPUN_SEEDS"), std::env::var("UNSPUN_SEED_SPANS")) else {
        println!("skipped: UNSPUN_SEEDS and UNSPUN_SEED_SPANS are not set");
        return;
    };
    let texts: Vec<(String, String)> =
        common::tree(Path::new(&folder)).into_iter().map(|(n, b)| (n, String::from_utf8(b).unwrap())).collect();
    let annotations: Vec<Value> =
        std::fs::read_to_string(spans).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let desk = Desk::new();
    let record = |(name, text): &(String, String)| serde_json::json!({"id": name, "text": text}).to_string() + "\n";
    desk.write("seeds.jsonl", texts.iter().map(record).collect::<String>());
    let as_text = read(&[&folder], &desk, texts.clone(), annotations.clone());
    let as_jsonl = read(&["seeds.jsonl"], &desk, texts, annotations);
    let wrong = [check(&as_text, "text"), check(&as_jsonl, "jsonl")].concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
