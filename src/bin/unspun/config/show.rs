//! `unspun config show`: the settings in force, as a settings file, and where each is from.

use super::Merged;
use super::keys::{KEYS, Key, Kind};
use super::node::{Node, Origin, Value, bare};
use crate::exit::{Exit, Failure, print};
use std::fmt::Write;

/// Column of the origins. Longer lines push theirs to the right.
const ORIGIN_COLUMN: usize = 48;

/// Prints every key: set ones with their values, the others as comments with what holds instead.
pub fn run(merged: &Merged, with_origins: bool) -> Result<Exit, Failure> {
    let files: Vec<String> = merged.files.iter().rev().map(|path| path.display().to_string()).collect();
    let mut out = match &files[..] {
        [] => "# no settings file\n".to_owned(),
        [file, extended @ ..] => {
            let extended = extended.iter().map(|file| format!(", which extends {file}"));
            format!("# settings of {file}{}\n", extended.collect::<String>())
        }
    };
    for key in KEYS.iter().filter(|key| key.kind != Kind::Extend) {
        match merged.get(key.name) {
            Some(node) => write_set(&mut out, key, node, with_origins),
            None => {
                let line = format!("# {}: {}", key.name, key.default);
                write_line(&mut out, &line, with_origins.then_some("default"));
            }
        }
    }
    unknown_variables(&mut out);
    print(out.as_bytes())
}

/// A table is told entry by entry, since entries may come from different places.
fn write_set(out: &mut String, key: &Key, node: &Node, with_origins: bool) {
    match (&node.value, key.kind) {
        (Value::Table(entries), Kind::Actions | Kind::Limits | Kind::Sources) => {
            for (name, node) in entries {
                let line = format!("{}.{} = {node}", key.name, bare(name));
                write_line(out, &line, with_origins.then_some(&node.origin.to_string()));
            }
        }
        _ => {
            let origins = match &node.value {
                Value::List(items) if key.kind == Kind::Suppressions => {
                    items.iter().map(|item| item.origin.to_string()).collect::<Vec<_>>().join(", ")
                }
                _ => node.origin.to_string(),
            };
            write_line(out, &format!("{} = {node}", key.name), with_origins.then_some(&origins));
        }
    }
}

fn write_line(out: &mut String, line: &str, origin: Option<&str>) {
    let _ = match origin {
        Some(origin) => writeln!(out, "{line:<ORIGIN_COLUMN$}  # {origin}"),
        None => writeln!(out, "{line}"),
    };
}

/// Variables that look as if they were meant to set something.
fn unknown_variables(out: &mut String) {
    let known: Vec<String> = KEYS.iter().filter_map(Key::variable).collect();
    let mut unknown: Vec<String> = std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .filter(|name| name.starts_with("UNSPUN_") && !known.contains(name))
        .collect();
    unknown.sort();
    for name in unknown {
        let hint = super::values::nearest(&name, known.iter().map(String::as_str));
        let _ = writeln!(out, "# {} sets nothing{hint}", Origin::Environment(name));
    }
}
