//! `unspun config init`: a settings file with every key, its meaning and an example, all commented out.

use super::files::FILE_NAME;
use super::keys::{KEYS, Key, Kind};
use crate::exit::{Exit, Failure, print};
use std::fmt::Write;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

const HEAD: &str = "\
# Settings of unspun. Flags and variables (UNSPUN_THREADS) win over this file.
# All lines are examples: take the # away from those that are to hold. `unspun
# config show --origin` tells what holds, docs/configuration.md tells more.
";

/// Writes the file, unless it is there.
pub fn run(file: &Option<PathBuf>) -> Result<Exit, Failure> {
    let path = file.as_deref().unwrap_or(Path::new(FILE_NAME));
    let place = path.display();
    let mut to = std::fs::File::create_new(path).map_err(|e| match e.kind() {
        ErrorKind::AlreadyExists => {
            Failure::Io(format!("write {place}: it is there already; name another file or move it away"))
        }
        _ => Failure::Io(format!("write {place}: {e}")),
    })?;
    to.write_all(commented().as_bytes()).map_err(|e| Failure::Io(format!("write {place}: {e}")))?;
    print(format!("{place}: every setting, commented out\n").as_bytes())
}

/// The file.
fn commented() -> String {
    let mut out = HEAD.to_owned();
    let mut table = "";
    for key in KEYS {
        let head = table_of(key);
        if head != table && key.name.contains('.') && head == "gate" {
            out.push_str("\n# Limits on shares; above `warn` it is told, above `error` the check fails.\n");
        }
        let _ = writeln!(out, "\n# {}\n# Default: {}.", key.what, key.default);
        if head != table && !head.is_empty() {
            let _ = writeln!(out, "#[{head}]");
        }
        table = head;
        key.example.lines().for_each(|line| {
            let _ = writeln!(out, "#{line}");
        });
    }
    out
}

/// The table whose head stands above the key's example; empty where the example has its own, or needs none.
fn table_of(key: &'static Key) -> &'static str {
    match (key.kind, key.name.rsplit_once('.')) {
        (Kind::Actions | Kind::Limits, _) => key.name,
        (_, Some((table, _))) => table,
        (_, None) => "",
    }
}

/// The examples of some keys as a settings file, for tests.
#[cfg(test)]
pub fn examples(keys: impl IntoIterator<Item = &'static Key>) -> String {
    keys.into_iter().map(|key| format!("[{}]\n{}\n", table_of(key), key.example).replace("[]\n", "")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::node::Node;

    /// The file with every example in force.
    fn uncommented() -> String {
        let is_example = |line: &&str| !line.starts_with("# ");
        let lines = commented();
        let lines = lines.lines().filter(is_example).map(|line| line.strip_prefix('#').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_key_stands_in_the_file_and_every_example_is_right() {
        let document = Node::of_document(&uncommented(), Path::new("unspun.toml")).unwrap();
        for key in KEYS {
            let node = key.name.split('.').try_fold(&document, |node, part| node.entry(part));
            let node = node.unwrap_or_else(|| panic!("{} is in\n{}", key.name, uncommented()));
            key.check(node).unwrap();
        }
    }

    #[test]
    fn the_file_sets_nothing_until_something_is_uncommented() {
        let document = Node::of_document(&commented(), Path::new("unspun.toml")).unwrap();
        assert!(document.entries().is_empty());
    }
}
