//! The laws of the house, on corpora made by chance: invented sentences, copied, edited, glued and decorated with the faults
//! that the tool looks for.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use tempfile::TempDir;
use unspun::decide::{GateVerdict, Plan};
use unspun::detect::Selection;
use unspun::engine::{Fault, NoProgress, Outcome, Settings, Sink, run};
use unspun::findings::{Action, Family, Finding, Summary};
use unspun::model::Model;
use unspun::read::{CorpusFiles, FieldNames, expand};
use unspun::text::Span;
use unspun::write::{CorpusWriter, Overwrite, restore};

const SUBJECTS: &[&str] =
    &["The harbour master", "Mayor Agnes Lind", "A spokesman for Tarn Rail", "The county court", "Dr. Ola Brandt"];
const VERBS: &[&str] =
    &["said on Tuesday", "told the Lannis Post", "wrote in a report", "warned residents", "confirmed at noon"];
const OBJECTS: &[&str] = &[
    "that the old pier would be closed for repairs until the spring of 2019",
    "that 41 of the 60 new buses had failed their first inspection",
    "the talks with the fishing unions had gone nowhere for a third week",
    "no decision about the library in Marsh Street had been made",
    "the price of heating oil rose by 3.5 percent in the second quarter",
];
const FAULTS: &[&str] = &[
    "Copyright © 2019 Lannis Media. All rights reserved.",
    "Sign up for our newsletter to get the news every morning.",
    "Share this article on Facebook",
    "They couldnâ€™t say why.",
    "Fish &amp; chips were served on Thursday,while it rained.",
    "zero\u{200b}width and soft\u{ad}hyphen",
    "d41d8cd98f00b204e9800998ecf8427e",
    "“Nobody knows. “",
    "",
];

fn sentence() -> impl Strategy<Value = String> {
    (0..SUBJECTS.len(), 0..VERBS.len(), 0..OBJECTS.len())
        .prop_map(|(s, v, o)| format!("{} {} {}.", SUBJECTS[s], VERBS[v], OBJECTS[o]))
}

fn paragraph() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => prop::collection::vec(sentence(), 1..5).prop_map(|s| s.join(" ")),
        1 => (0..FAULTS.len()).prop_map(|i| FAULTS[i].to_owned()),
        1 => "\\PC{0,60}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    (prop::collection::vec(paragraph(), 0..8), prop::bool::ANY)
        .prop_map(|(p, blank)| p.join(if blank { "\n\n" } else { "\n" }))
}

/// A corpus: some documents twice, on three sites and on none.
fn corpus() -> impl Strategy<Value = Vec<String>> {
    (prop::collection::vec(text(), 1..12), prop::collection::vec(any::<prop::sample::Index>(), 0..5)).prop_map(|(texts, copies)| {
        let mut all = texts.clone();
        all.extend(copies.iter().map(|i| i.get(&texts).clone()));
        all.iter()
            .enumerate()
            .map(|(i, t)| match i % 4 {
                3 => serde_json::json!({"id": format!("d{i}"), "text": t}).to_string(),
                site => serde_json::json!({"id": format!("d{i}"), "url": format!("https://site{site}.example/{i}"), "text": t}).to_string(),
            })
            .collect()
    })
}

/// Rules that measure how near two texts are.
const NEARNESS: &[&str] =
    &["near-duplicate-document", "contained-document", "spun-copy", "near-duplicate-paragraph", "contained-passage"];

/// What the tests look at, copied out of the verdicts.
#[derive(Default)]
struct Seen {
    documents: Vec<SeenDocument>,
}

struct SeenDocument {
    id: String,
    text: String,
    findings: Vec<Finding>,
    plan: Plan,
}

impl Sink for Seen {
    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        if let Outcome::Judged(v) = outcome {
            self.documents.push(SeenDocument {
                id: v.document.id.to_string(),
                text: v.document.text.clone(),
                findings: v.findings.clone(),
                plan: v.plan.clone(),
            });
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, _gate: &GateVerdict) -> Result<(), Fault> {
        Ok(())
    }
}

fn open(path: &Path) -> CorpusFiles {
    CorpusFiles::new(expand(&[path.display().to_string()], None).unwrap(), FieldNames::default())
}

fn settings(n_threads: usize) -> Settings {
    Settings {
        n_threads,
        memory_bytes: if n_threads > 2 { 1 } else { Settings::DEFAULT_MEMORY_BYTES },
        ..Settings::default()
    }
}

fn judge(path: &Path, n_threads: usize) -> (Seen, Summary) {
    let mut seen = Seen::default();
    let (summary, _) =
        run(&open(path), Model::embedded(), &settings(n_threads), &mut [&mut seen], &NoProgress).unwrap();
    (seen, summary)
}

fn clean(path: &Path, output: &Path) -> Summary {
    clean_with(path, output, &settings(1))
}

fn clean_with(path: &Path, output: &Path, settings: &Settings) -> Summary {
    let corpus = open(path);
    let mut writer = CorpusWriter::create(output, corpus.files(), Overwrite::Refuse).unwrap();
    run(&corpus, Model::embedded(), settings, &mut [&mut writer], &NoProgress).unwrap().0
}

fn write(desk: &TempDir, lines: &[String]) -> std::path::PathBuf {
    let path = desk.path().join("dump.jsonl");
    std::fs::write(&path, lines.join("\n")).unwrap();
    path
}

/// Everything that is said, as text, to be compared.
fn told(seen: &Seen) -> String {
    seen.documents.iter().map(|d| format!("{} {:?} {:?}\n", d.id, d.findings, d.plan)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_number_of_threads_says_the_same(lines in corpus()) {
        let desk = TempDir::new().unwrap();
        let path = write(&desk, &lines);
        let one = told(&judge(&path, 1).0);
        prop_assert_eq!(&one, &told(&judge(&path, 2).0));
        prop_assert_eq!(&one, &told(&judge(&path, 8).0));
    }

    #[test]
    fn restore_gives_back_what_clean_took(lines in corpus()) {
        let desk = TempDir::new().unwrap();
        let path = write(&desk, &lines);
        let summary = clean(&path, &desk.path().join("out"));
        let b = summary.bytes;
        prop_assert_eq!(b.input, b.kept + b.cut + b.dropped + b.quarantined);
        restore(&desk.path().join("out"), &desk.path().join("again"), Overwrite::Refuse).unwrap();
        prop_assert_eq!(std::fs::read(path).unwrap(), std::fs::read(desk.path().join("again/dump.jsonl")).unwrap());
    }

    #[test]
    fn edits_are_sorted_disjoint_and_under_findings(lines in corpus()) {
        let desk = TempDir::new().unwrap();
        for d in judge(&write(&desk, &lines), 1).0.documents {
            for f in &d.findings {
                prop_assert!(d.text.get(f.span.range()).is_some(), "{:?} lies in the text, on char boundaries", f);
            }
            let Plan::Keep(edits) = &d.plan else { continue };
            prop_assert!(edits.windows(2).all(|w| w[0].span.end <= w[1].span.start));
            for edit in edits {
                let mut uncovered: Vec<usize> = edit.span.range().collect();
                uncovered.retain(|&i| !edit.findings.iter().any(|&f| d.findings[f].span.range().contains(&i)));
                let is_break = |i: &usize| d.text.as_bytes()[*i].is_ascii_whitespace() || !d.text.is_char_boundary(*i) || d.text[*i..].starts_with(char::is_whitespace);
                prop_assert!(uncovered.iter().all(is_break), "only the line break of a cut paragraph is under no finding");
            }
        }
    }

    #[test]
    fn a_dropped_duplicate_has_a_kept_witness(lines in corpus()) {
        let desk = TempDir::new().unwrap();
        let seen = judge(&write(&desk, &lines), 1).0;
        let kept: BTreeSet<&str> = seen.documents.iter().filter(|d| !d.plan.is_drop()).map(|d| d.id.as_str()).collect();
        for d in &seen.documents {
            let deciding: Vec<usize> = match &d.plan {
                Plan::Drop(because) => because.clone(),
                Plan::Keep(edits) => edits.iter().flat_map(|e| e.findings.clone()).collect(),
            };
            for f in deciding.iter().map(|&i| &d.findings[i]).filter(|f| f.rule.family == Family::Duplicate) {
                let witness = f.related.first().expect("a removal names its witness");
                prop_assert!(kept.contains(witness.place.id.as_ref()), "{} is kept, witness of {}: {}", witness.place.id, d.id, f.message);
            }
        }
    }

    /// Near copies are left out: whether two texts are near depends on what else was cut from them (ARCHITECTURE.md, Decisions).
    #[test]
    fn cleaning_the_cleaned_changes_nothing(lines in corpus()) {
        let desk = TempDir::new().unwrap();
        let settings = Settings { selection: Selection::of(|rule| !NEARNESS.contains(&rule.name)), ..settings(1) };
        clean_with(&write(&desk, &lines), &desk.path().join("once"), &settings);
        let once = std::fs::read(desk.path().join("once/dump.jsonl")).unwrap();
        if once.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        clean_with(&desk.path().join("once/dump.jsonl"), &desk.path().join("twice"), &settings);
        let twice = std::fs::read(desk.path().join("twice/dump.jsonl")).unwrap();
        prop_assert_eq!(String::from_utf8(once).unwrap(), String::from_utf8(twice).unwrap());
    }

    #[test]
    fn a_plan_takes_out_its_spans_and_nothing_else(text in text(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..4)) {
        static RULE: unspun::findings::Rule = unspun::findings::Rule {
            name: "test", family: Family::Garbled, summary: "", default_action: Action::Cut, scored: false, kinds: &[], trust: unspun::findings::Trust::UNREAD, page: "",
        };
        let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let findings: Vec<Finding> = cuts.iter().map(|(a, b)| {
            let (a, b) = (*a.get(&bounds), *b.get(&bounds));
            Finding::new(&RULE, unspun::findings::Unit::Span, &text, Span::new(a.min(b), a.max(b)), "").with_fix(unspun::findings::Fix::CUT)
        }).collect();
        let covered = |i: &usize| findings.iter().any(|f| f.span.range().contains(i));
        let expected: String = text.char_indices().filter(|(i, _)| !covered(i)).map(|(_, c)| c).collect();
        prop_assert_eq!(Plan::new(&text, &findings).apply(&text), expected);
    }
}
