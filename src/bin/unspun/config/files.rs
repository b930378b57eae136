//! The settings files: the one that was named or the nearest one, and what it extends.

use super::keys::{KEYS, Key, Kind, unknown};
use super::node::{Node, Value, shown_path};
use crate::exit::Failure;
use std::path::{Path, PathBuf};

pub const FILE_NAME: &str = "unspun.toml";
const PROJECT_NAME: &str = "pyproject.toml";

/// Checked settings of one file, by key.
pub type Layer = Vec<(&'static Key, Node)>;

/// The file that was named, or the nearest one, and before it those that it extends, the farthest first.
pub fn read_files(named: Option<&Path>) -> Result<Vec<(PathBuf, Layer)>, Failure> {
    let mut found = Vec::new();
    let mut next = match named {
        Some(path) => Some((path.to_owned(), None)),
        None => find_upward()?.map(|path| (path, None)),
    };
    while let Some((path, extended_by)) = next.take() {
        let layer = read_file(&path, extended_by.as_ref())?;
        next = extended(&path, &layer)?.map(|(base, node)| (base, Some((node, path.clone()))));
        found.push((path.clone(), layer));
        if let Some((base, Some((node, _)))) = &next
            && found.iter().any(|(path, _)| is_same(path, base))
        {
            return Err(node.wrong("extend", "the files extend each other in a circle; take one of these lines out"));
        }
    }
    found.reverse();
    Ok(found)
}

/// What the file extends, and the line that says so.
fn extended(path: &Path, layer: &Layer) -> Result<Option<(PathBuf, Node)>, Failure> {
    let node = layer.iter().find(|(key, _)| key.kind == Kind::Extend).map(|(_, node)| node);
    Ok(node.and_then(|node| Some((beside(path, &node.text()?), node.clone()))))
}

/// In the first folder upward that has one: `unspun.toml`, else a `pyproject.toml` with a table for it.
fn find_upward() -> Result<Option<PathBuf>, Failure> {
    let Ok(start) = std::env::current_dir() else { return Ok(None) };
    for folder in start.ancestors() {
        let (own, project) = (folder.join(FILE_NAME), folder.join(PROJECT_NAME));
        if own.is_file() {
            return Ok(Some(shown_path(&own)));
        }
        // A project that is not ours may be broken: only where it names us that is told.
        let names_us = std::fs::read_to_string(&project).is_ok_and(|text| text.contains("tool.unspun"));
        if names_us && table(&shown_path(&project), None)?.is_some() {
            return Ok(Some(shown_path(&project)));
        }
    }
    Ok(None)
}

/// The table of settings of a file; of a `pyproject.toml` the one for us, where it has one.
fn table(path: &Path, extended_by: Option<&(Node, PathBuf)>) -> Result<Option<Node>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| match extended_by {
        Some((node, _)) => node.wrong("extend", &format!("read {}: {e}", path.display())),
        None => Failure::Usage(format!("read settings {}: {e}; `unspun config init FILE` starts one", path.display())),
    })?;
    let document = Node::of_document(&text, path)?;
    match path.file_name().is_some_and(|name| name == PROJECT_NAME) {
        true => Ok(document.entry("tool").and_then(|tool| tool.entry("unspun")).cloned()),
        false => Ok(Some(document)),
    }
}

fn read_file(path: &Path, extended_by: Option<&(Node, PathBuf)>) -> Result<Layer, Failure> {
    let missing = || Failure::Usage(format!("settings {}: it has no table [tool.unspun]", path.display()));
    let document = table(path, extended_by)?.ok_or_else(missing)?;
    let mut layer = Layer::new();
    for (name, node) in document.entries() {
        if let Some(key) = Key::named(name) {
            layer.push((key, relative_to(path, key, node.clone())));
        } else if KEYS.iter().any(|key| key.name.split_once('.').is_some_and(|(table, _)| table == name)) {
            let Value::Table(entries) = &node.value else {
                return Err(node.wrong(name, &format!("say a table, [{name}]")));
            };
            for (inner, node) in entries {
                let full = format!("{name}.{inner}");
                let key = Key::named(&full).ok_or_else(|| unknown(&full, node))?;
                layer.push((key, relative_to(path, key, node.clone())));
            }
        } else {
            return Err(unknown(name, node));
        }
    }
    layer.iter().try_for_each(|(key, node)| key.check(node))?;
    Ok(layer)
}

/// A path in a file is relative to it.
fn relative_to(file: &Path, key: &Key, mut node: Node) -> Node {
    if let (Kind::Path, Value::Text(path)) = (key.kind, &node.value)
        && !path.is_empty()
    {
        node.value = Value::Text(beside(file, path).display().to_string());
    }
    node
}

fn beside(file: &Path, path: &str) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(path)
}

fn is_same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}
