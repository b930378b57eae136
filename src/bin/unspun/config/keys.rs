//! The table of settings: files, environment, the commented file, the schema and `config show` come from it, so that none of them can
//! forget a key.

use super::gate::{check_limit, check_limits};
use super::node::{Node, Value};
use super::sources::{check_sources, check_suppressions};
use super::values::{check_actions, check_rules, nearest, parse_share, say_one_of};
use crate::exit::Failure;
use crate::memory;

/// A setting.
pub struct Key {
    /// As in the file; a dot where it stands in a table.
    pub name: &'static str,
    /// What values it takes.
    pub kind: Kind,
    /// What it is for, in a sentence.
    pub what: &'static str,
    /// What holds where it is not set, as it is told.
    pub default: &'static str,
    /// Lines of a settings file that set it, those of its table's head left out.
    pub example: &'static str,
}

/// What values a setting takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Another settings file; in a file only.
    Extend,
    /// Names of rules and families.
    Rules,
    /// By rule: drop, cut or flag.
    Actions,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A share, in 0..=1 or as a percentage.
    Share,
    /// A whole number from 0 on.
    Count,
    /// Bytes, as 512MiB.
    Size,
    /// A file or folder; in a file relative to it.
    Path,
    /// A field of a record.
    Name,
    /// A share, or one that warns and one that fails.
    Limit,
    /// By `all`, family, rule or rule:kind: a limit.
    Limits,
    /// By site: what is done otherwise there.
    Sources,
    /// Findings that are none.
    Suppressions,
}

/// Values of `profile`, `keep` and `format`; the arguments have the same.
pub const PROFILES: &[&str] = &["gentle", "balanced", "strict"];
pub const KEEPS: &[&str] = &["least-altered", "earliest", "longest", "first"];
pub const FORMATS: &[&str] = &["auto", "text", "jsonl"];

/// Every setting, in the order in which they are told.
pub const KEYS: &[Key] = &[
    Key {
        name: "extend",
        kind: Kind::Extend,
        what: "Another settings file that holds where this one says nothing; relative to this one.",
        default: "none",
        example: "extend = \"../unspun.toml\"",
    },
    Key {
        name: "select",
        kind: Kind::Rules,
        what: "Only these rules or families.",
        default: "all",
        example: "select = [\"duplicate\", \"boilerplate\", \"spun\", \"garbled\"]",
    },
    Key {
        name: "ignore",
        kind: Kind::Rules,
        what: "Not these rules or families.",
        default: "none",
        example: "ignore = [\"broken-quote\"]",
    },
    Key {
        name: "profile",
        kind: Kind::Choice(PROFILES),
        what: "How bold to be where [action] says nothing: gentle, balanced or strict.",
        default: "\"balanced\"",
        example: "profile = \"balanced\"",
    },
    Key {
        name: "keep",
        kind: Kind::Choice(KEEPS),
        what: "Which of several copies stays: least-altered, earliest, longest or first.",
        default: "\"least-altered\"",
        example: "keep = \"least-altered\"",
    },
    Key {
        name: "jaccard",
        kind: Kind::Share,
        what: "Call a document a near duplicate by this Jaccard similarity of its word 5-grams alone.",
        default: "off: every word is compared",
        example: "jaccard = 0.8",
    },
    Key {
        name: "format",
        kind: Kind::Choice(FORMATS),
        what: "Form of the input: auto (by the file's name), text or jsonl.",
        default: "\"auto\"",
        example: "format = \"auto\"",
    },
    Key {
        name: "text-field",
        kind: Kind::Name,
        what: "Field of the text.",
        default: "\"text\"",
        example: "text-field = \"text\"",
    },
    Key {
        name: "id-field",
        kind: Kind::Name,
        what: "Field of the id.",
        default: "\"id\"",
        example: "id-field = \"id\"",
    },
    Key {
        name: "date-field",
        kind: Kind::Name,
        what: "Field of the date.",
        default: "\"date\"",
        example: "date-field = \"date\"",
    },
    Key {
        name: "url-field",
        kind: Kind::Name,
        what: "Field of the address; its registrable domain is the source.",
        default: "\"url\"",
        example: "url-field = \"url\"",
    },
    Key {
        name: "max-bad-records",
        kind: Kind::Share,
        what: "Share of bad records that is let pass.",
        default: "\"1%\"",
        example: "max-bad-records = \"1%\"",
    },
    Key {
        name: "threads",
        kind: Kind::Count,
        what: "Threads; results are the same for any number.",
        default: "one for each core",
        example: "threads = 4",
    },
    Key {
        name: "memory",
        kind: Kind::Size,
        what: "Memory for what is read and put aside; results are the same for any size.",
        default: "half of what is free",
        example: "memory = \"2GiB\"",
    },
    Key {
        name: "work-dir",
        kind: Kind::Path,
        what: "Folder for temporary files.",
        default: "beside the output of clean, else the system's",
        example: "work-dir = \"/var/tmp\"",
    },
    Key {
        name: "model",
        kind: Kind::Path,
        what: "Collocation model made by `unspun train`.",
        default: "the embedded one for English news",
        example: "model = \"news.model\"",
    },
    Key {
        name: "baseline",
        kind: Kind::Path,
        what: "Findings that `check` knows and lets pass; written with --write-baseline.",
        default: "none",
        example: "baseline = \"unspun-baseline.jsonl\"",
    },
    Key {
        name: "overrides",
        kind: Kind::Path,
        what: "What a person said of removals, as report.html exports it: what is marked keep stays.",
        default: "none",
        example: "overrides = \"overrides.toml\"",
    },
    Key {
        name: "max-findings",
        kind: Kind::Count,
        what: "Likely and certain findings that `check` lets pass, those of the baseline not counted.",
        default: "0; any number where there are limits under [gate]",
        example: "max-findings = 20",
    },
    Key {
        name: "action",
        kind: Kind::Actions,
        what: "What is done about a rule, or rule:kind: drop the document, cut the place, or flag only.",
        default: "what `unspun explain` says of the rule",
        example: "boilerplate-template = \"flag\"\n\"boilerplate-phrase:byline\" = \"cut\"",
    },
    Key {
        name: "gate.min-documents",
        kind: Kind::Count,
        what: "Sources with fewer documents are not judged by themselves.",
        default: "20",
        example: "min-documents = 20",
    },
    Key {
        name: "gate.max-removed-share",
        kind: Kind::Limit,
        what: "Share of the corpus's bytes that `clean` would take out.",
        default: "none",
        example: "max-removed-share = { warn = \"20%\", error = \"40%\" }",
    },
    Key {
        name: "gate.max-removed-share-per-source",
        kind: Kind::Limit,
        what: "The same, of each source by itself: no source is emptied unseen.",
        default: "none",
        example: "max-removed-share-per-source = { warn = \"50%\", error = \"90%\" }",
    },
    Key {
        name: "gate.documents",
        kind: Kind::Limits,
        what: "Share of documents with a likely or certain finding: of all, of a family, a rule or rule:kind.",
        default: "none",
        example: "all = \"30%\"\nspun = { warn = \"0.5%\", error = \"1%\" }",
    },
    Key {
        name: "gate.bytes",
        kind: Kind::Limits,
        what: "Share of bytes of text under such findings.",
        default: "none",
        example: "boilerplate = { warn = \"2%\", error = \"5%\" }\n\"boilerplate-phrase:byline\" = \"1%\"",
    },
    Key {
        name: "gate.documents-per-source",
        kind: Kind::Limits,
        what: "Share of documents, of each source by itself.",
        default: "none",
        example: "spun = { warn = \"5%\", error = \"20%\" }",
    },
    Key {
        name: "gate.bytes-per-source",
        kind: Kind::Limits,
        what: "Share of bytes, of each source by itself.",
        default: "none",
        example: "boilerplate = { warn = \"10%\" }",
    },
    Key {
        name: "gate.documents-growth",
        kind: Kind::Limits,
        what: "By how much the share of documents may be greater than in the baseline; what is known counts too.",
        default: "none",
        example: "duplicate = \"0.5%\"",
    },
    Key {
        name: "gate.bytes-growth",
        kind: Kind::Limits,
        what: "By how much the share of bytes may be greater than in the baseline.",
        default: "none",
        example: "boilerplate = \"0.5%\"",
    },
    Key {
        name: "source",
        kind: Kind::Sources,
        what: "What is done otherwise about single sources; * stands for any characters.",
        default: "none",
        example: "[source.\"wire-*\"]\nignore = [\"near-duplicate-document\"]\naction = { spun-text = \"flag\" }",
    },
    Key {
        name: "suppress",
        kind: Kind::Suppressions,
        what: "Findings that are none: they are not told, not acted upon and do not count. A reason is required.",
        default: "none",
        example: "[[suppress]]\nrule = \"spun-copy\"\nsource = \"wire-*\"                  # all optional but rule (or fingerprint) and reason\n\
                  path = \"dumps/2019-*\"\nreason = \"licensed agency copy\"\nexpires = 2027-01-31",
    },
];

impl Key {
    /// The key of that name.
    pub fn named(name: &str) -> Option<&'static Key> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// The variable of the environment that sets it.
    pub fn variable(&self) -> Option<String> {
        let name = self.name.replace(['-', '.'], "_").to_uppercase();
        (self.kind != Kind::Extend).then(|| format!("UNSPUN_{name}"))
    }

    /// Fails where the value is none of this key's, with its place.
    pub fn check(&self, node: &Node) -> Result<(), Failure> {
        let name = self.name;
        match self.kind {
            Kind::Extend | Kind::Path | Kind::Name => match &node.value {
                Value::Text(text) if !text.is_empty() => Ok(()),
                _ => Err(node.wrong(name, "say a text in quotation marks")),
            },
            Kind::Rules => check_rules(name, node),
            Kind::Actions => check_actions(name, node),
            Kind::Choice(known) => match &node.value {
                Value::Text(text) if known.contains(&text.as_str()) => Ok(()),
                _ => Err(node.wrong(name, &say_one_of(known))),
            },
            Kind::Share => parse_share(name, node).map(|_| ()),
            Kind::Count => count(name, node).map(|_| ()),
            Kind::Size => match node.text().is_some_and(|text| memory::parse_size(&text).is_ok()) {
                true => Ok(()),
                false => Err(node.wrong(name, memory::SAY_A_SIZE)),
            },
            Kind::Limit => check_limit(name, node),
            Kind::Limits => check_limits(name, node),
            Kind::Sources => check_sources(node),
            Kind::Suppressions => check_suppressions(node),
        }
    }

    /// The value from a variable's text.
    pub fn of_text(&self, variable: &str, text: &str) -> Result<Node, Failure> {
        let origin = super::node::Origin::Environment(variable.to_owned());
        match self.kind {
            Kind::Rules => Ok(Node::list(&origin, text.split(',').map(str::trim))),
            Kind::Actions if !text.trim_start().starts_with('{') => super::values::actions(&origin, text.split(',')),
            Kind::Limit if !text.trim_start().starts_with('{') => {
                Ok(Node { origin, value: Value::Text(text.to_owned()) })
            }
            Kind::Actions | Kind::Limit | Kind::Limits | Kind::Sources | Kind::Suppressions => {
                Node::of_variable(variable, text)
            }
            _ => Ok(Node { origin, value: Value::Text(text.to_owned()) }),
        }
    }
}

/// A whole number from 0 on.
pub fn count(name: &str, node: &Node) -> Result<u64, Failure> {
    let number = match &node.value {
        Value::Integer(n) => u64::try_from(*n).ok(),
        // Flags and variables are text; a number in quotation marks is a slip.
        Value::Text(text) if !matches!(node.origin, super::node::Origin::File { .. }) => text.trim().parse().ok(),
        _ => None,
    };
    number.ok_or_else(|| node.wrong(name, "say a whole number"))
}

/// The error for a key that is none: with the place where it belongs, or the nearest one that is.
pub fn unknown(name: &str, node: &Node) -> Failure {
    let inner = |name: &str| name.rsplit('.').next().map(str::to_owned);
    let elsewhere = KEYS.iter().find(|key| inner(key.name) == inner(name));
    let tables = KEYS.iter().filter_map(|key| key.name.split_once('.')).map(|(table, _)| table);
    let known: Vec<&str> = KEYS.iter().map(|key| key.name).chain(tables).collect();
    let hint = match (elsewhere, nearest(name, known.iter().copied())) {
        (Some(key), _) => match key.name.split_once('.') {
            Some((table, _)) => format!("; it belongs under [{table}]"),
            None => "; it belongs at the top, above the first [table]".to_owned(),
        },
        (None, hint) if hint.is_empty() => {
            let names: Vec<&str> = KEYS.iter().map(|key| key.name).filter(|name| *name != "extend").collect();
            format!("; the keys are {}", names.join(", "))
        }
        (None, hint) => hint,
    };
    node.unknown(name, &hint)
}
