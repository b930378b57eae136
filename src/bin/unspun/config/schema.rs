//! `unspun config schema`: the settings file as JSON Schema, for editors that complete and check it.

use super::keys::{KEYS, Kind};
use super::values::subjects;
use crate::exit::{Exit, Failure, print};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use unspun::detect::rules;
use unspun::findings::{Family, Subject};

/// Where the schema of a limit stands.
const OF_LIMIT: &str = "#/definitions/limit";

/// Prints the schema.
pub fn run() -> Result<Exit, Failure> {
    let mut text = serde_json::to_string_pretty(&schema()).expect("a value is always JSON");
    text.push('\n');
    print(text.as_bytes())
}

/// The whole schema. Draft 7, since editors for TOML know no newer one.
fn schema() -> Value {
    let mut properties = Map::new();
    for key in KEYS {
        let mut of_key = of_kind(key.kind);
        of_key["description"] = format!("{} Default: {}.", key.what, key.default).into();
        match key.name.split_once('.') {
            None => properties.insert(key.name.to_owned(), of_key),
            Some((table, name)) => {
                let inner = properties.entry(table).or_insert_with(|| object(Map::new()));
                inner["properties"][name] = of_key;
                None
            }
        };
    }
    let mut schema = object(properties);
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["title"] = "unspun.toml".into();
    schema["definitions"] = json!({"limit": limit()}); // it stands in hundreds of places
    schema
}

fn of_kind(kind: Kind) -> Value {
    match kind {
        Kind::Extend | Kind::Path | Kind::Name => text(),
        Kind::Rules => json!({"type": "array", "items": {"enum": rule_names()}}),
        Kind::Actions => by_subject(subjects(), &json!({"enum": ["drop", "cut", "flag"]})),
        Kind::Choice(known) => json!({"enum": known}),
        Kind::Share => share(),
        Kind::Count => json!({"type": "integer", "minimum": 0}),
        Kind::Size => json!({
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": "^[0-9]+\\s*([bB]|[kKmMgGtT]([iI]?[bB])?)?$"}
            ]
        }),
        Kind::Limit => limit(),
        Kind::Limits => by_subject([vec![Subject::ALL.to_owned()], subjects()].concat(), &json!({"$ref": OF_LIMIT})),
        Kind::Sources => {
            let source = [("ignore", of_kind(Kind::Rules)), ("action", of_kind(Kind::Actions))];
            json!({"type": "object", "additionalProperties": object(source.map(owned).into_iter().collect())})
        }
        Kind::Suppressions => json!({"type": "array", "items": suppression()}),
    }
}

fn suppression() -> Value {
    let kinds: BTreeSet<&str> = rules().flat_map(|rule| rule.kinds).copied().collect();
    let entries = [
        ("rule", json!({"enum": subjects()})),
        ("kind", json!({"enum": kinds})),
        ("source", text()),
        ("path", text()),
        ("fingerprint", json!({"type": "string", "pattern": "^[0-9a-f]{1,16}$"})),
        ("reason", json!({"type": "string", "pattern": "\\S"})),
        ("expires", json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})),
    ];
    let mut suppression = object(entries.map(owned).into_iter().collect());
    suppression["required"] = json!(["reason"]);
    suppression["anyOf"] = json!([{"required": ["rule"]}, {"required": ["fingerprint"]}]);
    suppression
}

fn limit() -> Value {
    let levels = object([("warn", share()), ("error", share())].map(owned).into_iter().collect());
    let mut levels = levels;
    levels["minProperties"] = 1.into();
    json!({"anyOf": [share(), levels]})
}

fn share() -> Value {
    json!({
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": 1},
            {"type": "string", "pattern": "^\\s*\\+?[0-9]*\\.?[0-9]+\\s*%?\\s*$"}
        ]
    })
}

fn text() -> Value {
    json!({"type": "string", "minLength": 1})
}

/// A table by family, rule or rule:kind; editors complete the names.
fn by_subject(names: Vec<String>, of_each: &Value) -> Value {
    object(names.into_iter().map(|name| (name, of_each.clone())).collect())
}

fn object(properties: Map<String, Value>) -> Value {
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn owned((name, value): (&str, Value)) -> (String, Value) {
    (name.to_owned(), value)
}

fn rule_names() -> Vec<&'static str> {
    Family::ALL.iter().map(|family| family.name()).chain(rules().map(|rule| rule.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_in_the_schema() {
        let schema = schema();
        for key in KEYS {
            let place = format!("/properties/{}", key.name.replace('.', "/properties/"));
            assert!(schema.pointer(&place).is_some_and(|of_key| of_key["description"].is_string()), "{}", key.name);
        }
    }
}
