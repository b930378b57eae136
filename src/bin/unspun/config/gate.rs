//! The limits of `[gate]`: `spun = "1%"`, which fails, or `spun = { warn = "0.5%", error = "1%" }`.

use super::node::{Node, Value};
use super::values::{check_subject, nearest, parse_share};
use crate::exit::Failure;
use unspun::decide::{Limit, Quantity, Scope};
use unspun::findings::Subject;

const LEVELS: &[&str] = &["warn", "error"];

/// The tables and keys of limits, and what they limit.
pub const LIMITS: &[(&str, Quantity, Scope)] = &[
    ("gate.documents", Quantity::Documents, Scope::Corpus),
    ("gate.bytes", Quantity::Bytes, Scope::Corpus),
    ("gate.documents-per-source", Quantity::Documents, Scope::Source),
    ("gate.bytes-per-source", Quantity::Bytes, Scope::Source),
    ("gate.documents-growth", Quantity::Documents, Scope::Growth),
    ("gate.bytes-growth", Quantity::Bytes, Scope::Growth),
    ("gate.max-removed-share", Quantity::Removed, Scope::Corpus),
    ("gate.max-removed-share-per-source", Quantity::Removed, Scope::Source),
];

/// A table of limits by subject.
pub fn check_limits(key: &str, node: &Node) -> Result<(), Failure> {
    let Value::Table(entries) = &node.value else {
        return Err(node.wrong(key, "say a table of limits, as { spun = \"1%\" }"));
    };
    entries.iter().try_for_each(|(subject, limit)| {
        let name = format!("{key}.{subject}");
        if subject != Subject::ALL {
            check_subject(&name, subject, limit)?;
        }
        check_limit(&name, limit)
    })
}

/// A limit: a share that fails, or one that warns and one that fails.
pub fn check_limit(key: &str, node: &Node) -> Result<(), Failure> {
    levels(key, node).map(|_| ())
}

fn levels(key: &str, node: &Node) -> Result<(Option<f64>, Option<f64>), Failure> {
    let Value::Table(entries) = &node.value else {
        let share = parse_share(key, node);
        return share
            .map(|share| (None, Some(share)))
            .map_err(|_| node.wrong(key, "say a share such as \"1%\", or { warn = \"0.5%\", error = \"1%\" }"));
    };
    if let Some((name, node)) = entries.iter().find(|(name, _)| !LEVELS.contains(&name.as_str())) {
        let hint = nearest(name, LEVELS.iter().copied());
        return Err(node.unknown(&format!("{key}.{name}"), if hint.is_empty() { "; say warn or error" } else { &hint }));
    }
    let level = |name: &str| node.entry(name).map(|share| parse_share(&format!("{key}.{name}"), share)).transpose();
    match (level("warn")?, level("error")?) {
        (None, None) => Err(node.wrong(key, "say warn, error or both")),
        (Some(warn), Some(error)) if warn > error => {
            Err(node.wrong(key, "it would fail before it warns; say a warn below error"))
        }
        levels => Ok(levels),
    }
}

/// The limits of a checked value of one of `LIMITS`.
pub fn limits(key: &str, node: &Node) -> Vec<Limit> {
    let Some((_, quantity, scope)) = LIMITS.iter().find(|(name, ..)| *name == key) else { return Vec::new() };
    let limit = |subject: &str, node: &Node| {
        let (warn, error) = levels(key, node).unwrap_or_default(); // checked when it was read
        Limit { quantity: *quantity, scope: *scope, subject: subject.to_owned(), warn, error }
    };
    match quantity {
        Quantity::Removed => vec![limit(Subject::ALL, node)],
        Quantity::Documents | Quantity::Bytes => node.entries().iter().map(|(name, node)| limit(name, node)).collect(),
    }
}
