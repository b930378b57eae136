//! The settings in force for a command, in the types of the library.

use super::gate::{LIMITS, limits};
use super::keys::{KEYS, Key, Kind, count};
use super::node::Node;
use super::sources::{source_policies, suppressions};
use super::today::today;
use super::values::{choices, is_named, parse_share};
use super::{Merged, flags};
use crate::args::{CheckArgs, CompareArgs, JobArgs};
use crate::exit::Failure;
use crate::memory;
use std::path::PathBuf;
use unspun::decide::{Gate, Policies, Policy, Profile};
use unspun::detect::{Selection, rules};
use unspun::engine::{Keep, Settings};
use unspun::files::Format;
use unspun::read::FieldNames;

/// Most threads that may be asked for. Above any machine we know of; tens of thousands exhaust its memory. A guess.
const MAX_THREADS: usize = 1024;
/// Settings that never change a result, so that the summary does not tell them.
const UNTOLD: &[&str] = &["extend", "threads", "memory", "work-dir"];

/// The settings in force for a command.
#[derive(Clone, Debug, Default)]
pub struct Options {
    merged: Merged,
    /// Collocation model, where it is not the embedded one.
    pub model: Option<PathBuf>,
    /// Folder for temporary files, where the user names one.
    pub work_dir: Option<PathBuf>,
    /// Findings that are known.
    pub baseline: Option<PathBuf>,
    /// Where a new baseline is to be written.
    pub new_baseline: Option<PathBuf>,
    /// What a person said of removals.
    pub overrides: Option<PathBuf>,
}

impl Options {
    /// Those of `clean`.
    pub fn load(args: &JobArgs) -> Result<Options, Failure> {
        Ok(Options::new(Merged::load(args.config.as_deref(), flags(args, None)?)?))
    }

    /// Those of `check`.
    pub fn for_check(args: &CheckArgs) -> Result<Options, Failure> {
        let flags = flags(&args.job, args.known.baseline.as_deref())?;
        let options = Options::new(Merged::load(args.job.config.as_deref(), flags)?);
        Ok(Options { new_baseline: args.known.write_baseline.clone(), ..options })
    }

    /// Those where two texts are compared.
    pub fn for_comparison(args: &CompareArgs) -> Result<Options, Failure> {
        let given = [
            ("format", args.format.as_ref().map(super::value_name)),
            ("text-field", args.text_field.clone()),
            ("model", args.model.as_ref().map(|path| path.display().to_string())),
        ];
        let flags = given.into_iter().filter_map(|(name, text)| Some((name, Node::of_flag(name, text?)))).collect();
        Ok(Options::new(Merged::load(args.config.as_deref(), flags)?))
    }

    fn new(merged: Merged) -> Options {
        let path = |name: &str| merged.get(name).and_then(Node::text).map(PathBuf::from);
        let (model, work_dir) = (path("model"), path("work-dir"));
        let (baseline, overrides) = (path("baseline"), path("overrides"));
        Options { merged, model, work_dir, baseline, new_baseline: None, overrides }
    }

    /// Checked settings of a run.
    pub fn settings(&self) -> Result<Settings, Failure> {
        let names = |name: &str| self.merged.get(name).map(Node::texts);
        let (select, ignore) = (names("select"), names("ignore").unwrap_or_default());
        let is_selected = |rule: &_| select.as_ref().is_none_or(|names| is_named(rule, names));
        let selection = Selection::of(|rule| is_selected(rule) && !is_named(rule, &ignore));
        if !rules().any(|rule| selection.has(rule)) {
            return Err(self.without_rules());
        }
        let n_threads = self.count("threads")?.map_or(0, |n| usize::try_from(n).unwrap_or(usize::MAX));
        let mut settings = Settings {
            selection,
            policies: self.policies(),
            suppressions: self.merged.get("suppress").map(|list| suppressions(list, &today()).0).unwrap_or_default(),
            gate: self.gate()?,
            n_threads: check_threads(n_threads)?,
            keep: self.keep(),
            ..Settings::default()
        };
        if let Some(share) = self.share("max-bad-records")? {
            settings.max_bad_share = share;
        }
        settings.least_jaccard = self.share("jaccard")?.map(|least| (least * 1000.0).round() as u16);
        settings.memory_bytes = match self.text("memory") {
            Some(size) => memory::parse_size(&size)?,
            None => memory::default_bytes(),
        };
        Ok(settings)
    }

    /// That no rule is left, at the place that took the last one out.
    fn without_rules(&self) -> Failure {
        const NONE_LEFT: &str = "no rule is left to look for";
        match (self.merged.get("select"), self.merged.get("ignore")) {
            (Some(select), Some(ignore)) if !select.items().is_empty() => ignore.wrong(
                "ignore",
                &format!("{NONE_LEFT} of those that {} selects; select others, or ignore fewer", select.origin),
            ),
            (Some(select), _) => {
                select.wrong("select", &format!("{NONE_LEFT}; name rules or families, or leave it out for all"))
            }
            (None, ignore) => ignore.map_or_else(
                || Failure::Usage(NONE_LEFT.into()),
                |ignore| ignore.wrong("ignore", &format!("{NONE_LEFT}; ignore fewer")),
            ),
        }
    }

    /// What the user is to be told of the settings: suppressions that no longer hold.
    pub fn notices(&self) -> Vec<String> {
        self.merged.get("suppress").map(|list| suppressions(list, &today()).1).unwrap_or_default()
    }

    fn policies(&self) -> Policies {
        let actions = self.merged.get("action");
        let profile = self.profile();
        let of_sites = |sites| source_policies(sites, actions, profile);
        let sources = self.merged.get("source").map(of_sites).unwrap_or_default();
        Policies::new(Policy::new(choices(actions)).with_profile(profile), sources)
    }

    fn profile(&self) -> Profile {
        match self.text("profile").as_deref() {
            Some("gentle") => Profile::Gentle,
            Some("strict") => Profile::Strict,
            _ => Profile::Balanced,
        }
    }

    fn gate(&self) -> Result<Gate, Failure> {
        let of_key = |(key, ..): &(&'static str, _, _)| self.merged.get(key).map(|node| limits(key, node));
        Ok(Gate {
            max_findings: self.count("max-findings")?,
            min_documents: self.count("gate.min-documents")?.unwrap_or(Gate::DEFAULT_MIN_DOCUMENTS),
            limits: LIMITS.iter().filter_map(of_key).flatten().collect(),
        })
    }

    fn keep(&self) -> Keep {
        match self.text("keep").as_deref() {
            Some("earliest") => Keep::Earliest,
            Some("longest") => Keep::Longest,
            Some("first") => Keep::First,
            _ => Keep::LeastAltered,
        }
    }

    /// Names of the fields of a record.
    pub fn field_names(&self) -> FieldNames {
        let defaults = FieldNames::default();
        FieldNames {
            text: self.text("text-field").unwrap_or(defaults.text),
            id: self.text("id-field").unwrap_or(defaults.id),
            date: self.text("date-field").unwrap_or(defaults.date),
            url: self.text("url-field").unwrap_or(defaults.url),
        }
    }

    /// The input's form, where it is not left to the names.
    pub fn input_format(&self) -> Option<Format> {
        match self.text("format").as_deref() {
            Some("text") => Some(Format::Text),
            Some("jsonl") => Some(Format::JsonLines),
            _ => None,
        }
    }

    /// What goes into the summary. Threads, memory and work folder are left out: they never change a result.
    pub fn told(&self) -> serde_json::Value {
        let told = |key: &&Key| !UNTOLD.contains(&key.name);
        let value = |key: &Key| match (self.merged.get(key.name), key.kind) {
            (Some(node), Kind::Share) => serde_json::json!(node.text()), // in one form, whatever the place
            (node, _) => serde_json::json!(node.map(Node::json)),
        };
        KEYS.iter().filter(told).map(|key| (key.name.to_owned(), value(key))).collect()
    }

    /// Where the setting is from, as errors name it: `--baseline`, or `unspun.toml:3`.
    pub fn origin(&self, name: &str) -> String {
        self.merged.get(name).map_or_else(|| format!("--{name}"), |node| node.origin.to_string())
    }

    fn text(&self, name: &str) -> Option<String> {
        self.merged.get(name).and_then(Node::text)
    }

    fn count(&self, name: &str) -> Result<Option<u64>, Failure> {
        self.merged.get(name).map(|node| count(name, node)).transpose()
    }

    fn share(&self, name: &str) -> Result<Option<f64>, Failure> {
        self.merged.get(name).map(|node| parse_share(name, node)).transpose()
    }
}

/// Fails for more threads than a machine can start.
pub fn check_threads(n_threads: usize) -> Result<usize, Failure> {
    if n_threads > MAX_THREADS {
        return Err(Failure::Usage(format!("--threads {n_threads}: say at most {MAX_THREADS}, or 0 for one a core")));
    }
    Ok(n_threads)
}
