//! `unspun compare A B`: why these two are or are not copies of each other, word by word.

use crate::exit::{Exit, Failure, print};
use std::fmt::Write;
use std::path::Path;
use unspun::corpus::Kinship;
use unspun::detect::duplicate::{Bound, Comparison, Passage};
use unspun::engine::{Source, compare};
use unspun::model::Model;
use unspun::read::{CorpusFiles, FieldNames, expand};
use unspun::text::{DocKey, Document};

/// Prints the comparison of two texts: text files, or records of JSON Lines as `FILE#RECORD`, counted from 0.
pub fn run(a: &str, b: &str) -> Result<Exit, Failure> {
    let (first, second) = (read(a)?, read(b)?);
    let comparison = compare(&first, &second, Model::embedded());
    print(render(&first, &second, &comparison).as_bytes())
}

fn read(place: &str) -> Result<Document, Failure> {
    let (path, record) = match place.rsplit_once('#') {
        Some((path, record)) if !Path::new(place).exists() => {
            let number = record.parse().map_err(|_| {
                Failure::Usage(format!("{place}: {record:?} is not a record number; write FILE#RECORD, counted from 0"))
            })?;
            (path, number)
        }
        _ => (place, 0),
    };
    let inputs = expand(&[path.to_owned()], None)?;
    let source = CorpusFiles::new(inputs, FieldNames::default());
    let wanted = DocKey::new(0, record);
    for chunk in source.chunks() {
        if let Some(document) = source.parse_wanted(chunk?, &|key| key == wanted).pop() {
            return Ok(document);
        }
    }
    Err(Failure::NothingMatched(format!("{path} has no document {record} (records count from 0)")))
}

fn render(first: &Document, second: &Document, comparison: &Comparison) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\n", conclusion(first, second, comparison));
    for limit in &comparison.verdict.limits {
        let sign = match limit.bound {
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
        };
        let mark = if limit.holds() { "ok  " } else { "FAIL" };
        let _ =
            writeln!(out, "  {mark}  {:<48}{:>8}   {sign} {}", limit.name, number(limit.value), number(limit.limit));
    }
    let overlap = &comparison.overlap;
    let _ = writeln!(
        out,
        "\n  jaccard {:.2}; {:.2} of the first text stands in the second, {:.2} of the second in the first; {} of {} words aligned, {} replaced",
        comparison.jaccard,
        overlap.covered(),
        comparison.covered_back,
        overlap.n_aligned,
        overlap.n_words,
        overlap.n_replaced
    );
    if !comparison.replacements.is_empty() {
        let pairs = comparison.replacements.iter().map(|(from, to, n)| match n {
            1 => format!("{from}→{to}"),
            n => format!("{from}→{to} ({n}×)"),
        });
        let _ = writeln!(out, "  replaced: {}", pairs.collect::<Vec<_>>().join(", "));
    }
    out.push_str("\nThe first text; [-what only it has-] {+what the second has there+}\n\n");
    out.push_str(&marked(first, second, comparison));
    out.push('\n');
    out
}

fn conclusion(first: &Document, second: &Document, comparison: &Comparison) -> String {
    let (a, b) = (&first.id, &second.id);
    match comparison.kinship {
        Some(Kinship::Exact) => format!("{a} has the same words as {b}."),
        Some(Kinship::Near | Kinship::Similar(_)) => format!("{a} is a near copy of {b}: it can go without a loss."),
        Some(Kinship::Contained) => format!("{a} is contained in {b}: it can go without a loss."),
        Some(Kinship::Altered) => {
            format!("{a} is a spun copy of {b}, or {b} of {a}: the same text with words replaced.")
        }
        Some(Kinship::Edited) => format!("{a} is a copy of {b} with words put, lost and replaced by chance."),
        None => {
            let failed = comparison.verdict.limits.iter().find(|limit| !limit.holds());
            let why = failed.map_or("", |limit| limit.name);
            format!("{a} is no copy of {b} that can go: see \"{why}\".")
        }
    }
}

/// Shares with two digits, counts without.
fn number(value: f64) -> String {
    if value.fract() == 0.0 && value > 1.0 || value == 0.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

fn marked(first: &Document, second: &Document, comparison: &Comparison) -> String {
    let mut out = String::new();
    let mut at = 0;
    for passage in &comparison.passages {
        let (here, there) = match *passage {
            Passage::Same { here } => (here, None),
            Passage::Other { here, there } => (here, Some(there)),
        };
        if !here.is_empty() {
            out.push_str(&first.text[at..here.start as usize]);
            at = here.end as usize;
        } else if !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
        match there {
            None => out.push_str(here.of(&first.text)),
            Some(there) => {
                if !here.is_empty() {
                    let _ = write!(out, "[-{}-]", here.of(&first.text));
                }
                if !there.is_empty() {
                    let _ = write!(out, "{{+{}+}}", there.of(&second.text));
                }
            }
        }
    }
    out.push_str(&first.text[at..]);
    out
}
