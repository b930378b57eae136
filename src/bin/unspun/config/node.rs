//! A value of the settings with the place where the user wrote it, so that an error can point there.

use crate::exit::Failure;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// Where a value is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A settings file.
    File {
        /// As it is told.
        path: Arc<Path>,
        /// From 1.
        line: usize,
    },
    /// A variable of the environment.
    Environment(String),
    /// A flag.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::File { path, line } => write!(f, "{}:{line}", path.display()),
            Origin::Environment(name) => f.write_str(name),
            Origin::Flag(name) => write!(f, "--{name}"),
        }
    }
}

/// A value and its origin; of a table's entry the line of its key.
#[derive(Clone, Debug)]
pub struct Node {
    pub origin: Origin,
    pub value: Value,
}

/// What TOML can say, and flags and variables too.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Integer(i64),
    Decimal(f64),
    Bool(bool),
    Date(String),
    List(Vec<Node>),
    /// In the order of the file.
    Table(Vec<(String, Node)>),
}

impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// Text from a flag.
    pub fn of_flag(flag: &str, text: impl Into<String>) -> Node {
        Node { origin: Origin::Flag(flag.to_owned()), value: Value::Text(text.into()) }
    }

    /// A list of texts of the same origin.
    pub fn list(origin: &Origin, texts: impl IntoIterator<Item = impl Into<String>>) -> Node {
        let node = |text| Node { origin: origin.clone(), value: Value::Text(text) };
        Node { origin: origin.clone(), value: Value::List(texts.into_iter().map(|t| node(t.into())).collect()) }
    }

    /// The table of a TOML document.
    pub fn of_document(text: &str, path: &Path) -> Result<Node, Failure> {
        let bad = |e: toml::de::Error| {
            let line = e.span().map_or(1, |span| line_of(text, span.start));
            Failure::Usage(format!("settings {}, line {line}: {}", path.display(), e.message()))
        };
        let document = DeTable::parse(text).map_err(bad)?;
        let path: Arc<Path> = path.into();
        let origin = |at| Origin::File { path: path.clone(), line: line_of(text, at) };
        Ok(Node { origin: origin(0), value: of_table(document.get_ref(), &origin) })
    }

    /// A TOML value that stands in a variable.
    pub fn of_variable(name: &str, text: &str) -> Result<Node, Failure> {
        let bad = |e: toml::de::Error| {
            Failure::Usage(format!("{name}={text}: {}; write it as in TOML, in one line", e.message()))
        };
        let value = DeValue::parse(text).map_err(bad)?;
        let origin = |_| Origin::Environment(name.to_owned());
        Ok(Node { origin: origin(0), value: of_value(value.get_ref(), &origin) })
    }

    /// The entries of a table; of another value none.
    pub fn entries(&self) -> &[(String, Node)] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The entry of a table.
    pub fn entry(&self, name: &str) -> Option<&Node> {
        self.entries().iter().find(|(key, _)| key == name).map(|(_, node)| node)
    }

    /// The items of a list; of another value none.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// A text, or a number or date as one.
    pub fn text(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) | Value::Date(text) => Some(text.clone()),
            Value::Integer(n) => Some(n.to_string()),
            Value::Decimal(n) => Some(n.to_string()),
            Value::Bool(_) | Value::List(_) | Value::Table(_) => None,
        }
    }

    /// The texts of a list.
    pub fn texts(&self) -> Vec<String> {
        self.items().iter().filter_map(Node::text).collect()
    }

    /// Says that the value of `key` is wrong, where it stands, and what to say instead.
    pub fn wrong(&self, key: &str, say: &str) -> Failure {
        let shown = self.text().unwrap_or_else(|| self.to_string());
        Failure::Usage(match &self.origin {
            Origin::File { path, line } => {
                format!("settings {}, line {line}: {key} = {self}: {say}", path.display())
            }
            Origin::Environment(name) => format!("{name}={shown}: {say}"),
            Origin::Flag(name) => format!("--{name} {shown}: {say}"),
        })
    }

    /// Says that `key` is none of the known ones.
    pub fn unknown(&self, key: &str, hint: &str) -> Failure {
        let place = match &self.origin {
            Origin::File { path, line } => format!("settings {}, line {line}", path.display()),
            other => other.to_string(),
        };
        Failure::Usage(format!("{place}: unknown key {key:?}{hint}"))
    }

    /// As JSON.
    pub fn json(&self) -> serde_json::Value {
        match &self.value {
            Value::Text(text) | Value::Date(text) => text.as_str().into(),
            Value::Integer(n) => (*n).into(),
            Value::Decimal(n) => (*n).into(),
            Value::Bool(b) => (*b).into(),
            Value::List(items) => items.iter().map(Node::json).collect(),
            Value::Table(entries) => entries.iter().map(|(key, node)| (key.clone(), node.json())).collect(),
        }
    }
}

/// As TOML in one line.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Text(text) => f.write_str(&quoted(text)),
            Value::Integer(n) => write!(f, "{n}"),
            Value::Decimal(n) => write!(f, "{n:?}"),
            Value::Bool(b) => write!(f, "{b}"),
            Value::Date(date) => f.write_str(date),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(Node::to_string).collect();
                write!(f, "[{}]", items.join(", "))
            }
            Value::Table(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|(key, node)| format!("{} = {node}", bare(key))).collect();
                write!(f, "{{ {} }}", entries.join(", "))
            }
        }
    }
}

/// A key of TOML, in quotation marks where it needs them.
pub fn bare(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if is_bare { key.to_owned() } else { quoted(key) }
}

/// A string of JSON is one of TOML.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count()
}

fn of_table(table: &DeTable<'_>, origin: &dyn Fn(usize) -> Origin) -> Value {
    let mut entries: Vec<(usize, String, Node)> = table
        .iter()
        .map(|(key, value)| {
            let at = key.span().start;
            let node = Node { origin: origin(at), value: of_value(value.get_ref(), origin) };
            (at, key.get_ref().to_string(), node)
        })
        .collect();
    entries.sort_by_key(|(at, ..)| *at);
    Value::Table(entries.into_iter().map(|(_, key, node)| (key, node)).collect())
}

fn of_value(value: &DeValue<'_>, origin: &dyn Fn(usize) -> Origin) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        // What does not fit is far beyond any limit, and is refused as one.
        DeValue::Integer(n) => Value::Integer(i64::from_str_radix(n.as_str(), n.radix()).unwrap_or(i64::MAX)),
        DeValue::Float(n) => Value::Decimal(n.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(b) => Value::Bool(*b),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| Node { origin: origin(item.span().start), value: of_value(item.get_ref(), origin) })
                .collect(),
        ),
        DeValue::Table(table) => of_table(table, origin),
    }
}

/// Where `path` is told: from the working folder where it lies in it.
pub fn shown_path(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}
