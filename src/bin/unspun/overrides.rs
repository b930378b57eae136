//! The file of `--overrides`: what a person said of removals in a report, one table a mark.

use crate::exit::Failure;
use serde::Deserialize;
use std::path::Path;
use unspun::decide::{Mark, Override, Overrides};
use unspun::detect::rules;

/// The file as the report exports it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "override")]
    overrides: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    rule: String,
    verdict: Verdict,
    document: Option<String>,
    /// For people; read by nobody else.
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Keep,
    Right,
}

/// The marks in that file.
pub fn load(path: &Path) -> Result<Overrides, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| {
        Failure::Io(format!("read overrides {}: {e}; the page report.html exports such a file", path.display()))
    })?;
    parse(&text).map_err(|why| Failure::Usage(format!("overrides {}: {why}", path.display())))
}

fn parse(text: &str) -> Result<Overrides, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let marks = file
        .overrides
        .into_iter()
        .enumerate()
        .map(|(at, entry)| mark(entry).map_err(|why| format!("[[override]] number {}: {why}", at + 1)));
    Ok(Overrides::new(marks.collect::<Result<Vec<_>, _>>()?))
}

fn mark(entry: Entry) -> Result<Override, String> {
    let rule = rules().find(|rule| rule.name == entry.rule);
    let rule = rule.ok_or_else(|| format!("unknown rule {:?}; `unspun explain` lists them", entry.rule))?;
    let fingerprint = u64::from_str_radix(&entry.fingerprint, 16)
        .map_err(|_| format!("{:?} is no fingerprint; a finding's has 16 digits from 0 to f", entry.fingerprint))?;
    let mark = match entry.verdict {
        Verdict::Keep => Mark::Keep,
        Verdict::Right => Mark::Right,
    };
    Ok(Override { fingerprint, rule, document: entry.document, mark })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, why: &str) {
        let message = parse(text).expect_err("refused");
        assert!(message.contains(why), "{message}");
    }

    #[test]
    fn a_mark_names_a_finding_and_a_verdict() {
        let good = "[[override]]\nfingerprint = \"00000000000000ff\"\nrule = \"spun-text\"\nverdict = \"keep\"\n";
        assert!(!parse(good).expect("good").is_empty());
        assert!(parse("").expect("empty").is_empty());
        refused(&good.replace("ff", "fx"), "number 1: \"00000000000000fx\" is no fingerprint");
        refused(&good.replace("spun-text", "spun"), "number 1: unknown rule \"spun\"");
        refused(&good.replace("keep", "kept"), "unknown variant `kept`");
        refused(&good.replace("rule", "rules"), "unknown field `rules`");
    }
}
