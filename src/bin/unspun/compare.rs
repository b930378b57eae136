//! `unspun compare A B`: why these two are or are not copies of each other, word by word.

use crate::args::CompareArgs;
use crate::config::Options;
use crate::exit::{Exit, Failure, print};
use crate::job::{load_model, stdout_style};
use crate::marked::{legend, marked};
use std::fmt::Write;
use std::path::Path;
use unspun::corpus::{Index, Kinship};
use unspun::detect::duplicate::{Bound, Comparison};
use unspun::detect::{Scene, Selection, detect};
use unspun::engine::{Source, compare};
use unspun::findings::Unit;
use unspun::model::Model;
use unspun::read::{CorpusFiles, expand};
use unspun::report::Style;
use unspun::text::{DocKey, Document, Parser};

/// Prints the comparison of two texts: text files, or records of JSON Lines as `FILE#RECORD`, counted from 0.
pub fn run(args: &CompareArgs) -> Result<Exit, Failure> {
    let options = Options::for_comparison(args)?;
    let model = load_model(&options)?;
    let (first, second) = (read(&args.a, &options)?, read(&args.b, &options)?);
    let comparison = compare(&first, &second, &model);
    let style = stdout_style(args.color);
    let mut out = render(&first, &second, &comparison, style);
    let _ = writeln!(out, "\nBy their words alone (spun-text):");
    for document in [&first, &second] {
        let _ = writeln!(out, "  {}: {}", document.id, by_itself(document, &model));
    }
    let _ = writeln!(out, "\n{}\n", legend(style));
    out.push_str(&marked(&first.text, &second.text, &comparison.passages, style));
    out.push('\n');
    print(out.as_bytes())
}

/// What is said of a text without the other one, or why nothing is.
fn by_itself(document: &Document, model: &Model) -> String {
    if model.judgement().is_none() {
        return "the model was trained without labelled text and judges none".to_owned();
    }
    let selection = Selection::of(|rule| rule.name == "spun-text").with_scores();
    let (mut parser, index) = (Parser::new(), Index::default());
    let parsed = parser.parse(&document.text);
    let notes = detect(&Scene { document, parsed: &parsed, index: &index, model, look: None, selection: &selection });
    let whole = notes.findings.iter().find(|finding| finding.unit == Unit::Document);
    match (notes.unjudged.first(), whole, notes.scores.first()) {
        (Some(unjudged), _, _) => unjudged.why.to_string(),
        (None, Some(finding), _) => format!("{}: {}", finding.confidence.name(), finding.message),
        (None, None, score) => format!("no finding; score {:.3}", score.map_or(0.0, |score| score.value)),
    }
}

fn read(place: &str, options: &Options) -> Result<Document, Failure> {
    let (path, record) = match place.rsplit_once('#') {
        Some((path, record)) if !Path::new(place).exists() => {
            let number = record.parse().map_err(|_| {
                Failure::Usage(format!("{place}: {record:?} is not a record number; write FILE#RECORD, counted from 0"))
            })?;
            (path, number)
        }
        _ => (place, 0),
    };
    let inputs = expand(&[path.to_owned()], options.input_format())?;
    let source = CorpusFiles::new(inputs, options.field_names());
    let wanted = DocKey::new(0, record);
    for chunk in source.chunks() {
        if let Some(document) = source.parse_wanted(chunk?, &|key| key == wanted).pop() {
            return Ok(document);
        }
    }
    Err(Failure::NothingMatched(format!("{path} has no document {record} (records count from 0)")))
}

fn render(first: &Document, second: &Document, comparison: &Comparison, style: Style) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\n", conclusion(first, second, comparison));
    for limit in &comparison.verdict.limits {
        let sign = match limit.bound {
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
        };
        let mark = if limit.holds() { style.paint("32", "ok  ") } else { style.paint("31", "FAIL") };
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
