//! Settings from flags, environment and `unspun.toml`, merged in one place: flags win over the file, the file over
//! defaults. An unknown key is refused with the nearest known one.

use crate::args::{CompareArgs, FormatArg, JobArgs, KeepArg, ProfileArg};
use crate::exit::Failure;
use crate::memory;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use unspun::decide::{Choice, Gate, Policy, Profile};
use unspun::detect::{Selection, rules};
use unspun::engine::{Keep, Settings};
use unspun::files::Format;
use unspun::findings::Family;
use unspun::read::FieldNames;

const FILE_NAME: &str = "unspun.toml";
/// Similarity (Jaro-Winkler, 0..=1) from which a name is offered as what was meant. A guess.
const MIN_NAME_SIMILARITY: f64 = 0.75;
/// Most threads that may be asked for. Above any machine we know of; tens of thousands exhaust its memory. A guess.
const MAX_THREADS: usize = 1024;

/// Everything that may be set, from one place. All optional, so that places can be merged.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Options {
    pub select: Option<Vec<String>>,
    pub ignore: Option<Vec<String>>,
    pub action: BTreeMap<String, String>,
    pub profile: Option<ProfileArg>,
    pub keep: Option<KeepArg>,
    #[serde(deserialize_with = "share_or_number")]
    pub jaccard: Option<String>,
    pub format: Option<FormatArg>,
    pub text_field: Option<String>,
    pub id_field: Option<String>,
    pub date_field: Option<String>,
    pub url_field: Option<String>,
    #[serde(deserialize_with = "share_or_number")]
    pub max_bad_records: Option<String>,
    pub threads: Option<usize>,
    pub memory: Option<String>,
    pub work_dir: Option<PathBuf>,
    pub max_findings: Option<u64>,
    pub model: Option<PathBuf>,
}

const KEYS: &[&str] = &[
    "select",
    "ignore",
    "action",
    "profile",
    "keep",
    "jaccard",
    "format",
    "text-field",
    "id-field",
    "date-field",
    "url-field",
    "max-bad-records",
    "threads",
    "memory",
    "work-dir",
    "max-findings",
    "model",
];

impl Options {
    /// The options in force for a command.
    pub fn load(args: &JobArgs) -> Result<Options, Failure> {
        let file = Options::of_file(args.config.as_deref())?;
        let mut action = file.action;
        for choice in args.action.iter().flatten() {
            let (rule, what) = choice
                .split_once('=')
                .ok_or_else(|| Failure::Usage(format!("--action {choice}: say RULE=drop, RULE=cut or RULE=flag")))?;
            action.insert(rule.to_owned(), what.to_owned());
        }
        Ok(Options {
            select: args.select.clone().or(file.select),
            ignore: args.ignore.clone().or(file.ignore),
            action,
            profile: args.profile.or(file.profile),
            keep: args.keep.or(file.keep),
            jaccard: args.jaccard.clone().or(file.jaccard),
            format: args.format.or(file.format),
            text_field: args.text_field.clone().or(file.text_field),
            id_field: args.id_field.clone().or(file.id_field),
            date_field: args.date_field.clone().or(file.date_field),
            url_field: args.url_field.clone().or(file.url_field),
            max_bad_records: args.max_bad_records.clone().or(file.max_bad_records),
            threads: args.threads.or(file.threads),
            memory: args.memory.clone().or(file.memory),
            work_dir: args.work_dir.clone().or(file.work_dir),
            max_findings: file.max_findings,
            model: args.model.clone().or(file.model),
        })
    }

    /// The options in force where two texts are compared.
    pub fn for_comparison(args: &CompareArgs) -> Result<Options, Failure> {
        let file = Options::of_file(args.config.as_deref())?;
        Ok(Options {
            format: args.format.or(file.format),
            text_field: args.text_field.clone().or(file.text_field),
            model: args.model.clone().or(file.model),
            ..file
        })
    }

    /// The file that was named, or the nearest one.
    fn of_file(named: Option<&Path>) -> Result<Options, Failure> {
        match named.map(Path::to_owned).or_else(find_upward) {
            Some(path) => Options::read(&path),
            None => Ok(Options::default()),
        }
    }

    fn read(path: &Path) -> Result<Options, Failure> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Failure::Usage(format!("read settings {}: {e}", path.display())))?;
        let bad = |e: toml::de::Error| Failure::Usage(format!("settings {}: {e}", path.display()));
        let table: toml::Table = toml::from_str(&text).map_err(bad)?;
        if let Some(key) = table.keys().find(|k| !KEYS.contains(&k.as_str())) {
            let line = 1 + text.lines().position(|l| l.trim_start().starts_with(key.as_str())).unwrap_or(0);
            let hint = match nearest(key, KEYS.iter().copied()) {
                hint if hint.is_empty() => format!("; the keys are {}", KEYS.join(", ")),
                hint => hint,
            };
            return Err(Failure::Usage(format!("settings {}, line {line}: unknown key {key:?}{hint}", path.display())));
        }
        toml::from_str(&text).map_err(bad)
    }

    /// Checked settings of a run.
    pub fn settings(&self) -> Result<Settings, Failure> {
        for name in self.select.iter().chain(&self.ignore).flatten() {
            check_rule_name(name)?;
        }
        let names = |list: &Option<Vec<String>>, rule: &unspun::findings::Rule| {
            list.as_ref().map(|l| l.iter().any(|n| n == rule.name || n == rule.family.name()))
        };
        let selection =
            Selection::of(|r| names(&self.select, r).unwrap_or(true) && !names(&self.ignore, r).unwrap_or(false));
        let mut choices = BTreeMap::new();
        for (rule, what) in &self.action {
            check_rule_name(rule.split(':').next().unwrap_or(rule))?;
            let choice = choice(rule, what)?;
            // A family stands for its rules; what is said of a rule itself wins.
            for member in rules().filter(|r| r.family.name() == rule) {
                if !self.action.contains_key(member.name) {
                    choices.insert(member.name.to_owned(), choice);
                }
            }
            choices.insert(rule.clone(), choice);
        }
        let mut settings = Settings {
            selection,
            policy: Policy::new(choices).with_profile(self.profile.map_or(Profile::default(), profile)),
            gate: Gate { max_findings: self.max_findings.unwrap_or(0) },
            n_threads: check_threads(self.threads.unwrap_or(0))?,
            keep: self.keep.map_or(Keep::default(), keep),
            ..Settings::default()
        };
        if let Some(share) = &self.max_bad_records {
            settings.max_bad_share = parse_share("--max-bad-records", share)?;
        }
        if let Some(least) = &self.jaccard {
            settings.least_jaccard = Some((parse_share("--jaccard", least)? * 1000.0).round() as u16);
        }
        settings.memory_bytes = match &self.memory {
            Some(size) => memory::parse_size(size)?,
            None => memory::default_bytes(),
        };
        Ok(settings)
    }

    /// Names of the fields of a record.
    pub fn field_names(&self) -> FieldNames {
        let defaults = FieldNames::default();
        FieldNames {
            text: self.text_field.clone().unwrap_or(defaults.text),
            id: self.id_field.clone().unwrap_or(defaults.id),
            date: self.date_field.clone().unwrap_or(defaults.date),
            url: self.url_field.clone().unwrap_or(defaults.url),
        }
    }

    /// The input's form, where it is not left to the names.
    pub fn input_format(&self) -> Option<Format> {
        match self.format {
            Some(FormatArg::Text) => Some(Format::Text),
            Some(FormatArg::Jsonl) => Some(Format::JsonLines),
            Some(FormatArg::Auto) | None => None,
        }
    }

    /// What goes into the summary. Threads, memory and work folder are left out: they never change a result.
    pub fn told(&self) -> serde_json::Value {
        serde_json::json!({
            "select": self.select, "ignore": self.ignore, "action": self.action, "profile": self.profile.unwrap_or(ProfileArg::Balanced), "keep": self.keep, "jaccard": self.jaccard,
            "text-field": self.text_field, "id-field": self.id_field, "date-field": self.date_field, "url-field": self.url_field,
            "max-bad-records": self.max_bad_records, "max-findings": self.max_findings,
            "model": self.model.as_ref().map(|m| m.display().to_string()),
        })
    }
}

/// In the file, a share is a string such as "1%" or a bare number.
fn share_or_number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match toml::Value::deserialize(deserializer)? {
        toml::Value::String(text) => Ok(Some(text)),
        toml::Value::Float(n) => Ok(Some(n.to_string())),
        toml::Value::Integer(n) => Ok(Some(n.to_string())),
        other => Err(serde::de::Error::custom(format!("expected a share such as 0.01 or \"1%\", not {other}"))),
    }
}

fn find_upward() -> Option<PathBuf> {
    let start = std::env::current_dir().ok()?;
    start.ancestors().map(|d| d.join(FILE_NAME)).find(|p| p.is_file())
}

/// Fails for more threads than a machine can start.
pub fn check_threads(n_threads: usize) -> Result<usize, Failure> {
    if n_threads > MAX_THREADS {
        return Err(Failure::Usage(format!("--threads {n_threads}: say at most {MAX_THREADS}, or 0 for one a core")));
    }
    Ok(n_threads)
}

/// Fails for what is neither a rule nor a family.
pub fn check_rule_name(name: &str) -> Result<(), Failure> {
    let families = Family::ALL.iter().map(|f| f.name());
    let known: Vec<&str> = rules().map(|r| r.name).chain(families).collect();
    if known.contains(&name) {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "unknown rule {name:?}{}; `unspun explain` lists them",
        nearest(name, known.into_iter())
    )))
}

fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let best = known.map(|k| (strsim::jaro_winkler(name, k), k)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((similarity, k)) if similarity >= MIN_NAME_SIMILARITY => format!("; did you mean {k:?}?"),
        _ => String::new(),
    }
}

fn choice(rule: &str, what: &str) -> Result<Choice, Failure> {
    match what {
        "drop" => Ok(Choice::Drop),
        "cut" => Ok(Choice::Cut),
        "flag" => Ok(Choice::Flag),
        _ => Err(Failure::Usage(format!("action {rule}={what}: say drop, cut or flag"))),
    }
}

fn profile(which: ProfileArg) -> Profile {
    match which {
        ProfileArg::Gentle => Profile::Gentle,
        ProfileArg::Balanced => Profile::Balanced,
        ProfileArg::Strict => Profile::Strict,
    }
}

fn keep(which: KeepArg) -> Keep {
    match which {
        KeepArg::LeastAltered => Keep::LeastAltered,
        KeepArg::Earliest => Keep::Earliest,
        KeepArg::Longest => Keep::Longest,
        KeepArg::First => Keep::First,
    }
}

fn parse_share(option: &str, text: &str) -> Result<f64, Failure> {
    let (number, unit) = match text.strip_suffix('%') {
        Some(percent) => (percent, 100.0),
        None => (text, 1.0),
    };
    match number.trim().parse::<f64>() {
        Ok(n) if (0.0..=1.0).contains(&(n / unit)) => Ok(n / unit),
        _ => Err(Failure::Usage(format!("{option} {text}: say a share such as 0.01 or 1%"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_in_their_usual_forms() {
        assert_eq!(parse_share("--max-bad-records", "1%").ok(), Some(0.01));
        assert_eq!(parse_share("--max-bad-records", "0.25").ok(), Some(0.25));
        assert!(parse_share("--max-bad-records", "2").is_err());
    }

    #[test]
    fn a_misspelt_rule_is_refused_with_the_nearest_one() {
        let Err(Failure::Usage(message)) = check_rule_name("duplicates") else { panic!("refused") };
        assert!(message.contains("did you mean \"duplicate\"?"), "{message}");
    }
}
