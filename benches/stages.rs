//! MB/s of the stages of one document's way: parse, observe, detect. The input is a corpus made from the samples, the same
//! in every run; divan prints bytes a second.

use divan::counter::BytesCount;
use std::sync::Arc;
use unspun::corpus::{Index, Survey};
use unspun::detect::{self, Scene, Selection};
use unspun::findings::Family;
use unspun::model::Model;
use unspun::text::{Carrier, DocKey, Document, Parser};

fn main() {
    divan::main();
}

/// The articles of the samples, as plain documents.
fn documents() -> Vec<Document> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/news.jsonl");
    let lines = std::fs::read_to_string(path).expect("the samples are part of the repository");
    let document = |(i, line): (usize, &str)| {
        let record: serde_json::Value = serde_json::from_str(line).expect("samples are JSON");
        Document {
            key: DocKey::new(0, i as u64),
            path: Arc::from("news.jsonl"),
            id: Arc::from(i.to_string()),
            text: record["text"].as_str().expect("samples have text").to_owned(),
            title: None,
            site: "samples.example".into(),
            date: None,
            carrier: Carrier::Plain,
        }
    };
    lines.lines().enumerate().map(document).collect()
}

fn size(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|d| d.text.len()).sum::<usize>())
}

#[divan::bench]
fn parse(bencher: divan::Bencher) {
    let documents = documents();
    let mut parser = Parser::new();
    bencher
        .counter(size(&documents))
        .bench_local(|| documents.iter().map(|d| parser.parse(&d.text).words.len()).sum::<usize>());
}

#[divan::bench]
fn observe(bencher: divan::Bencher) {
    let documents = documents();
    let mut parser = Parser::new();
    bencher.counter(size(&documents)).bench_local(|| {
        let mut survey = Survey::default();
        for d in &documents {
            survey.observe(d, &parser.parse(&d.text));
        }
        survey.n_documents()
    });
}

#[divan::bench(args = ["duplicate", "boilerplate", "spun", "garbled"])]
fn detect_family(bencher: divan::Bencher, family: &str) {
    let family = Family::ALL.into_iter().find(|f| f.name() == family).expect("the names are those of the families");
    let documents = documents();
    let selection = Selection::of(|r| r.family == family);
    let (index, model) = (Index::default(), Model::embedded());
    let mut parser = Parser::new();
    bencher.counter(size(&documents)).bench_local(|| {
        let count = |d: &Document, parser: &mut Parser| {
            let parsed = parser.parse(&d.text);
            let scene = Scene { document: d, parsed: &parsed, index: &index, model, look: None, selection: &selection };
            detect::detect(&scene).findings.len()
        };
        documents.iter().map(|d| count(d, &mut parser)).sum::<usize>()
    });
}
