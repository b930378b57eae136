//! Summary and evidence as one HTML file. It reaches no network, and nothing of a corpus on it is markup: the only door for text is
//! `shown`, which every value of the template goes through.

use super::evidence::{Evidence, VERSION};
use super::shown::write_shown;
use super::view::View;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value, context};
use serde_json::Value as Json;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page of `summary.json` and `report.json`.
///
/// # Errors
/// Where either is not what it should be; the reason.
pub(super) fn page(summary: &str, evidence: &str) -> Result<String, String> {
    let told: Json = serde_json::from_str(summary).map_err(|e| format!("the summary is no JSON: {e}"))?;
    let shown: Evidence = serde_json::from_str(evidence).map_err(|e| format!("the evidence is damaged: {e}"))?;
    if shown.report != VERSION {
        return Err(format!("the evidence is of version {}, not {VERSION}", shown.report));
    }
    let view = View::of(&told, &shown);
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(put);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("it only changes white space"));
    environment.add_filter("count", count);
    environment.add_filter("size", size);
    environment.add_filter("percent", percent);
    environment.add_filter("figure", figure);
    environment.add_filter("place", place);
    environment.add_filter("close", close);
    environment.add_filter("tail", tail);
    let template = environment.template_from_str(TEMPLATE).expect("the template is a part of the program");
    let context = context! {
        summary => Value::from(Serde(&told)),
        evidence => Value::from(Serde(&shown)),
        view => Value::from(Serde(&view)),
        settings => settings(&told["settings"]),
        style => STYLE, script => SCRIPT,
    };
    let page = template.render(context).map(|page| page.trim_start().to_owned());
    page.map_err(|e| format!("the audit does not fit the page: {e:#}"))
}

/// Writes one value of the template.
fn put(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let written = match value.kind() {
        ValueKind::Undefined | ValueKind::None => Ok(()),
        _ if value.is_safe() => out.write_str(value.as_str().unwrap_or_default()),
        _ => write_shown(out, &value.to_string()),
    };
    written.map_err(Error::from)
}

/// Those that were set, as `key = value`.
fn settings(told: &Json) -> Vec<(String, String)> {
    let Some(fields) = told.as_object() else { return Vec::new() };
    let is_set = |value: &Json| !value.is_null() && value.as_object().is_none_or(|fields| !fields.is_empty());
    fields.iter().filter(|(_, value)| is_set(value)).map(|(key, value)| (key.clone(), value.to_string())).collect()
}

/// `12,345`
fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `4.7 MB`
fn size(n_bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut value = n_bytes as f64;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    if unit == 0 || value >= 99.95 {
        format!("{value:.0} {}", UNITS[unit])
    } else {
        format!("{value:.1} {}", UNITS[unit])
    }
}

/// `3.1 %` of a share in 0..=1; what is not nothing never reads as nothing.
fn percent(share: f64) -> String {
    match share * 100.0 {
        p if p > 0.0 && p < 0.05 => "< 0.1 %".to_owned(),
        p if p > 99.95 && p < 100.0 => "> 99.9 %".to_owned(),
        p => format!("{p:.1} %"),
    }
}

/// A measure: three digits behind the point, none where it is whole.
fn figure(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() > 1.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

/// Without empty lines: a paragraph is a line on the page.
fn close(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let is_empty = line.trim().is_empty() && line.ends_with('\n');
        if !(is_empty && out.ends_with('\n')) {
            out.push_str(line);
        }
    }
    out
}

/// The white space at the end.
fn tail(text: &str) -> String {
    text[text.trim_end().len()..].to_owned()
}

/// `news.jsonl, record 12`
fn place(place: Value) -> Result<String, Error> {
    Ok(format!("{}, record {}", place.get_attr("path")?, place.get_attr("record")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_are_left_out() {
        assert_eq!(close("a\n\n \nb\n"), "a\nb\n");
        assert_eq!(close(" a \n\n"), " a \n");
        assert_eq!(close("a "), "a ");
        assert_eq!(close("\n\na"), "\na");
    }

    #[test]
    fn numbers_are_told_as_people_write_them() {
        assert_eq!([0, 999, 1000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([0, 999, 1_000, 4_650_000, 100_000_000].map(size), ["0 B", "999 B", "1.0 kB", "4.7 MB", "100 MB"]);
        assert_eq!(
            [0.0, 0.0001, 0.031, 0.9999, 1.0].map(percent),
            ["0.0 %", "< 0.1 %", "3.1 %", "> 99.9 %", "100.0 %"]
        );
    }
}
