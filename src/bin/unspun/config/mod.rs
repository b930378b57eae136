//! Settings from flags, environment and files, merged in one place: flags win over the environment, that over the nearest file, the file
//! over those that it extends, and all over defaults. `keys` is the table of all of them.

mod files;
mod gate;
mod init;
mod keys;
mod node;
mod options;
mod schema;
mod show;
mod sources;
mod today;
mod values;

pub use options::{Options, check_threads};
pub use values::check_subject_name;

use crate::args::{ConfigCommand, JobArgs};
use crate::exit::{Exit, Failure};
use files::read_files;
use keys::{KEYS, Key, Kind};
use node::{Node, Origin, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `unspun config`.
pub fn run(command: &ConfigCommand) -> Result<Exit, Failure> {
    match command {
        ConfigCommand::Show { origin, config } => show::run(&Merged::load(config.as_deref(), Vec::new())?, *origin),
        ConfigCommand::Init { file } => init::run(file),
        ConfigCommand::Schema => schema::run(),
    }
}

/// Checked settings from all places, by the names of their keys.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    settings: BTreeMap<&'static str, Node>,
    /// The files that were read, the one that wins last.
    files: Vec<PathBuf>,
}

impl Merged {
    /// Files, then the environment, then `flags`.
    fn load(named: Option<&Path>, flags: Vec<(&'static str, Node)>) -> Result<Merged, Failure> {
        let mut merged = Merged::default();
        for (path, layer) in read_files(named)? {
            layer.into_iter().for_each(|(key, node)| merged.lay(key, node));
            merged.files.push(path);
        }
        let variables = environment(|name| std::env::var(name).ok())?;
        let flags = flags.into_iter().filter_map(|(name, node)| Some((Key::named(name)?, node)));
        for (key, node) in variables.into_iter().chain(flags) {
            key.check(&node)?;
            merged.lay(key, node);
        }
        Ok(merged)
    }

    fn get(&self, name: &str) -> Option<&Node> {
        self.settings.get(name)
    }

    /// Lays a value over what is there: tables entry by entry, suppressions behind the others, the rest in place of it.
    fn lay(&mut self, key: &'static Key, node: Node) {
        match (self.settings.get_mut(key.name), key.kind) {
            (Some(below), Kind::Actions | Kind::Limits | Kind::Sources) => lay_table(below, node),
            (Some(Node { value: Value::List(below), .. }), Kind::Suppressions) => below.extend_from_slice(node.items()),
            _ => {
                self.settings.insert(key.name, node);
            }
        }
    }
}

fn lay_table(below: &mut Node, node: Node) {
    let (Value::Table(below), Value::Table(entries)) = (&mut below.value, node.value) else { return };
    for (name, node) in entries {
        below.retain(|(known, _)| *known != name);
        below.push((name, node));
    }
}

/// What the variables of the environment set; an empty one sets nothing.
fn environment(variable: impl Fn(&str) -> Option<String>) -> Result<Vec<(&'static Key, Node)>, Failure> {
    let mut found = Vec::new();
    for key in KEYS {
        let Some(name) = key.variable() else { continue };
        if let Some(text) = variable(&name).filter(|text| !text.is_empty()) {
            found.push((key, key.of_text(&name, &text)?));
        }
    }
    Ok(found)
}

/// What the flags of a run set; `baseline` is one of `check` alone.
fn flags(args: &JobArgs, baseline: Option<&Path>) -> Result<Vec<(&'static str, Node)>, Failure> {
    let mut flags = Vec::new();
    let mut text = |name: &'static str, value: Option<String>| {
        flags.extend(value.map(|value| (name, Node::of_flag(name, value))));
    };
    text("profile", args.profile.map(|profile| value_name(&profile)));
    text("keep", args.keep.map(|keep| value_name(&keep)));
    text("jaccard", args.jaccard.clone());
    text("format", args.format.map(|format| value_name(&format)));
    text("text-field", args.text_field.clone());
    text("id-field", args.id_field.clone());
    text("date-field", args.date_field.clone());
    text("url-field", args.url_field.clone());
    text("max-bad-records", args.max_bad_records.clone());
    text("threads", args.threads.map(|n| n.to_string()));
    text("memory", args.memory.clone());
    let mut file = |name, path: Option<&Path>| text(name, path.map(|path| path.display().to_string()));
    file("work-dir", args.work_dir.as_deref());
    file("model", args.model.as_deref());
    file("baseline", baseline);
    file("overrides", args.overrides.as_deref());
    let lists = [("select", &args.select), ("ignore", &args.ignore)];
    for (name, list) in lists.into_iter().filter_map(|(name, list)| Some((name, list.as_ref()?))) {
        flags.push((name, Node::list(&Origin::Flag(name.to_owned()), list.iter().map(String::as_str))));
    }
    if let Some(actions) = &args.action {
        let origin = Origin::Flag("action".to_owned());
        flags.push(("action", values::actions(&origin, actions.iter().map(String::as_str))?));
    }
    Ok(flags)
}

/// The name of an argument's value.
fn value_name(value: &impl clap::ValueEnum) -> String {
    value.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;
    use std::collections::BTreeSet;

    #[test]
    fn every_key_has_a_variable_of_its_own() {
        let names: BTreeSet<String> = KEYS.iter().filter_map(Key::variable).collect();
        assert_eq!(names.len(), KEYS.len() - 1, "extend has none");
        assert!(names.contains("UNSPUN_GATE_MIN_DOCUMENTS"));
    }

    #[test]
    fn every_key_may_be_set_by_its_variable() {
        for key in KEYS.iter().filter(|key| key.kind != Kind::Extend) {
            let name = key.variable().unwrap();
            let text = init::examples([key]);
            let document = Node::of_document(&text, Path::new("unspun.toml")).unwrap();
            let node = key.name.split('.').fold(&document, |node, part| node.entry(part).unwrap()).clone();
            let text = match (&node.value, key.kind) {
                (Value::List(_), Kind::Rules) => node.texts().join(","),
                (Value::List(_) | Value::Table(_), _) => node.to_string(),
                _ => node.text().unwrap(),
            };
            let found = environment(|asked| (asked == name).then(|| text.clone())).unwrap();
            assert_eq!(found.len(), 1, "{name}");
            found[0].0.check(&found[0].1).unwrap_or_else(|e| panic!("{name}={text}: {e:?}"));
            if !matches!(key.kind, Kind::Count | Kind::Share) {
                assert_eq!(found[0].1, node, "{name}={text}");
            }
        }
    }

    #[test]
    fn every_key_is_in_the_manual() {
        let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
        let manual = std::fs::read_to_string(manual).unwrap();
        for key in KEYS {
            assert!(manual.contains(&format!("`{}`", key.name)), "{}", key.name);
        }
    }

    #[test]
    fn limits_are_all_in_the_table() {
        let in_table = KEYS.iter().filter(|key| matches!(key.kind, Kind::Limit | Kind::Limits)).map(|key| key.name);
        let known: BTreeSet<&str> = gate::LIMITS.iter().map(|(name, ..)| *name).collect();
        assert_eq!(in_table.collect::<BTreeSet<_>>(), known);
    }

    #[test]
    fn arguments_and_settings_take_the_same_values() {
        let names = |values: &[crate::args::KeepArg]| values.iter().map(value_name).collect::<Vec<_>>();
        assert_eq!(names(crate::args::KeepArg::value_variants()), keys::KEEPS);
        let formats: Vec<String> = crate::args::FormatArg::value_variants().iter().map(value_name).collect();
        assert_eq!(formats, keys::FORMATS);
    }

    #[test]
    fn tables_are_laid_over_each_other_entry_by_entry() {
        let mut merged = Merged::default();
        for text in ["action = { spun = \"flag\", garbled = \"flag\" }", "action = { spun = \"cut\" }"] {
            let document = Node::of_document(text, Path::new("unspun.toml")).unwrap();
            merged.lay(Key::named("action").unwrap(), document.entry("action").unwrap().clone());
        }
        assert_eq!(merged.get("action").unwrap().to_string(), "{ garbled = \"flag\", spun = \"cut\" }");
    }
}
