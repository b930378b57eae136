//! The house's walls: which module may import which, and which crate belongs to whom. An import goes down, never up, never
//! sideways, and a new dependency needs an owner. The table is the one of ARCHITECTURE.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use regex::Regex;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → modules that it may import.
const FLOORS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("findings", &["text"]),
    ("corpus", &["text"]),
    ("model", &["text"]),
    ("detect", &["text", "findings", "corpus", "model"]),
    ("decide", &["text", "findings"]),
    ("engine", &["text", "findings", "corpus", "model", "detect", "decide"]),
    ("files", &["engine"]),
    ("read", &["text", "findings", "decide", "engine", "files"]),
    ("write", &["text", "findings", "decide", "engine", "files"]),
    ("report", &["text", "findings", "decide", "engine", "files"]),
    ("bin", &[]),
];

/// Crate → modules that may use it; `*` is every one (pure, small crates).
const OWNERS: &[(&str, &[&str])] = &[
    ("base64", &["write"]),
    ("bytes", &["*"]),
    ("clap", &["bin"]),
    ("clap_complete", &["bin"]),
    ("clap_mangen", &["bin"]),
    ("ctrlc", &["bin"]),
    ("encoding_rs", &["detect"]),
    ("flate2", &["files"]),
    ("glob", &["read"]),
    ("html_escape", &["detect"]),
    ("indicatif", &["bin"]),
    ("memchr", &["*"]),
    ("mimalloc", &["bin"]),
    ("minijinja", &["report"]),
    ("psl", &["read"]),
    ("rayon", &["engine"]),
    ("regex", &["detect"]),
    ("rustc_hash", &["*"]),
    ("serde", &["detect", "read", "write", "report", "bin"]),
    ("serde_json", &["detect", "read", "write", "report", "bin"]),
    ("similar", &["report"]),
    ("strsim", &["detect", "bin"]),
    ("tempfile", &["files", "read", "write", "report"]),
    ("thiserror", &["*"]),
    ("toml", &["bin"]),
    ("unicode_normalization", &["text", "detect"]),
    ("unicode_script", &["detect"]),
    ("unicode_width", &["report"]),
    ("walkdir", &["read"]),
    ("whatlang", &["detect"]),
    ("xxhash_rust", &["*"]),
    ("zstd", &["files"]),
];

/// What the pure floors (1 to 3) never see.
const IMPURE: &[&str] =
    &["std::fs", "std::env", "std::net", "std::process", "std::thread", "std::time", "println!", "eprintln!"];
const PURE: &[&str] = &["text", "findings", "corpus", "model", "detect", "decide"];
const FAMILIES: &[&str] = &["duplicate", "boilerplate", "spun", "garbled"];

/// Every source file with the module that it belongs to and its text, comments left out.
fn sources() -> Vec<(PathBuf, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && path != root.join("lib.rs") {
                let relative = path.strip_prefix(&root).unwrap().to_owned();
                let module = relative.components().next().unwrap().as_os_str().to_str().unwrap().to_owned();
                let text = fs::read_to_string(&path).unwrap();
                let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
                found.push((relative, module, code.join("\n")));
            }
        }
    }
    assert!(found.len() > 30, "the walk finds the sources");
    found
}

fn table<'a>(rows: &[(&'a str, &'a [&'a str])]) -> BTreeMap<&'a str, &'a [&'a str]> {
    rows.iter().copied().collect()
}

#[test]
fn imports_go_down() {
    let floors = table(FLOORS);
    let import = Regex::new(r"\bcrate::(\w+)").unwrap();
    let mut wrong = Vec::new();
    for (path, module, code) in sources() {
        let allowed = floors.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no floor"));
        if module == "bin" {
            continue; // its `crate` is the command line itself
        }
        for found in import.captures_iter(&code).map(|c| c[1].to_owned()) {
            if found != module && !allowed.contains(&found.as_str()) {
                wrong.push(format!("{} imports crate::{found}", path.display()));
            }
        }
        let depth = path.components().count() - 1; // `super` this often stays inside the module
        if code.contains(&"super::".repeat(depth + 1)) {
            wrong.push(format!("{} climbs out of {module} by super::", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rule_families_do_not_know_each_other() {
    let mut wrong = Vec::new();
    for (path, _, code) in sources().into_iter().filter(|(_, module, _)| module == "detect") {
        let Some(mine) = FAMILIES.iter().find(|f| path.starts_with(Path::new("detect").join(f))) else { continue };
        for other in FAMILIES.iter().filter(|f| f != &mine) {
            if code.contains(&format!("detect::{other}")) || code.contains(&format!("super::{other}")) {
                wrong.push(format!("{} imports {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_are_used_by_their_owners_alone() {
    let owners = table(OWNERS);
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap().split("[dev-dependencies]").next().unwrap();
    let names: Vec<String> =
        section.lines().filter_map(|l| l.split_once(" = ")).map(|(name, _)| name.trim().replace('-', "_")).collect();
    assert!(names.len() > 10, "the manifest is read");
    let mut wrong: Vec<String> =
        names.iter().filter(|n| !owners.contains_key(n.as_str())).map(|n| format!("{n} has no owner")).collect();
    let sources = sources();
    for name in &names {
        let usage = Regex::new(&format!(r"(^|[^\w:]){name}::")).unwrap();
        let users = owners.get(name.as_str()).copied().unwrap_or(&["*"]);
        for (path, module, code) in &sources {
            if !users.contains(&"*") && !users.contains(&module.as_str()) && usage.is_match(code) {
                wrong.push(format!("{} uses {name}, which belongs to {users:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_lower_floors_see_values_only() {
    let mut wrong = Vec::new();
    for (path, module, code) in sources().into_iter().filter(|(_, m, _)| PURE.contains(&m.as_str())) {
        for word in IMPURE.iter().filter(|w| code.contains(**w)) {
            wrong.push(format!("{} ({module}) uses {word}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_does_not_import_its_own_roof() {
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(_, module, code)| module != "bin" && Regex::new(r"\bunspun::").unwrap().is_match(code))
        .map(|(path, _, _)| path.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
