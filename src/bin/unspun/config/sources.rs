//! `[source."wire-*"]`, what is done otherwise for single sites, and `[[suppress]]`, findings that are none.

use super::node::{Node, Value};
use super::values::{check_actions, check_rules, check_subject, choices, nearest, unknown_kind};
use crate::exit::Failure;
use unspun::decide::{Policy, Profile, SourcePolicy, Suppression};

const SOURCE_KEYS: &[&str] = &["ignore", "action"];
const SUPPRESS_KEYS: &[&str] = &["rule", "kind", "source", "path", "fingerprint", "reason", "expires"];

/// A table of sites.
pub fn check_sources(node: &Node) -> Result<(), Failure> {
    let Value::Table(sources) = &node.value else {
        return Err(node.wrong("source", "say a table by site, as [source.\"wire.example\"]"));
    };
    sources.iter().try_for_each(|(site, node)| {
        let key = format!("source.{}", super::node::bare(site));
        let Value::Table(entries) = &node.value else {
            return Err(node.wrong(&key, "say a table with ignore, action or both"));
        };
        entries.iter().try_for_each(|(name, node)| match name.as_str() {
            "ignore" => check_rules(&format!("{key}.{name}"), node),
            "action" => check_actions(&format!("{key}.{name}"), node),
            _ => Err(unknown(&key, name, node, SOURCE_KEYS)),
        })
    })
}

/// The policies of a checked table of sites; where they say nothing the `actions` of the corpus hold.
pub fn source_policies(sources: &Node, actions: Option<&Node>, profile: Profile) -> Vec<SourcePolicy> {
    let policy = |(site, node): &(String, Node)| SourcePolicy {
        source: site.clone(),
        ignored: node.entry("ignore").map(Node::texts).unwrap_or_default(),
        policy: Policy::new(choices(actions.into_iter().chain(node.entry("action")))).with_profile(profile),
    };
    sources.entries().iter().map(policy).collect()
}

/// A list of suppressions.
pub fn check_suppressions(node: &Node) -> Result<(), Failure> {
    let Value::List(items) = &node.value else {
        return Err(node.wrong("suppress", "say [[suppress]] and below it rule and reason"));
    };
    items.iter().try_for_each(|item| {
        let Value::Table(entries) = &item.value else {
            return Err(item.wrong("suppress", "say a table with rule and reason"));
        };
        entries.iter().try_for_each(|(name, node)| check_entry(name, node))?;
        check_kind(item)?;
        match (item.entry("rule").or(item.entry("fingerprint")), item.entry("reason")) {
            (None, _) => Err(item.wrong("suppress", "say which rule or fingerprint it is for")),
            (_, None) => {
                Err(item.wrong("suppress", "a reason is missing; say reason = \"why these findings are none\""))
            }
            _ => Ok(()),
        }
    })
}

/// The kind that stands by itself must be one of the rule.
fn check_kind(item: &Node) -> Result<(), Failure> {
    let Some((node, kind)) = item.entry("kind").and_then(|node| Some((node, node.text()?))) else { return Ok(()) };
    let rule = item.entry("rule").and_then(Node::text);
    let wrong = match rule.as_deref() {
        Some(rule) if rule.contains(':') => Some(format!("{rule:?} names a kind already; take one of them out")),
        rule => unknown_kind(rule, &kind),
    };
    wrong.map_or(Ok(()), |reason| Err(node.wrong("suppress.kind", &reason)))
}

fn check_entry(name: &str, node: &Node) -> Result<(), Failure> {
    let key = format!("suppress.{name}");
    match (name, &node.value) {
        ("expires", Value::Date(date) | Value::Text(date)) if is_day(date) => Ok(()),
        ("expires", _) => Err(node.wrong(&key, "say a day, as 2027-01-31")),
        ("fingerprint", Value::Text(text)) if u64::from_str_radix(text, 16).is_ok() => Ok(()),
        ("fingerprint", _) => Err(node.wrong(&key, "say the 16 hexadecimal digits of a finding, in quotation marks")),
        ("rule", Value::Text(rule)) => check_subject(&key, rule, node),
        ("reason", Value::Text(reason)) if reason.trim().is_empty() => {
            Err(node.wrong(&key, "say why these findings are none"))
        }
        (name, Value::Text(_)) if SUPPRESS_KEYS.contains(&name) => Ok(()),
        (name, _) if SUPPRESS_KEYS.contains(&name) => Err(node.wrong(&key, "say a text in quotation marks")),
        _ => Err(unknown("suppress", name, node, SUPPRESS_KEYS)),
    }
}

/// The suppressions of a checked list on the day `today`, and what to tell of those that have expired.
pub fn suppressions(list: &Node, today: &str) -> (Vec<Suppression>, Vec<String>) {
    let (mut suppressions, mut told) = (Vec::new(), Vec::new());
    for item in list.items() {
        let text = |name: &str| item.entry(name).and_then(Node::text);
        let (rule, kind) = match text("rule").as_deref().and_then(|rule| rule.split_once(':')) {
            Some((rule, kind)) => (Some(rule.to_owned()), Some(kind.to_owned())),
            None => (text("rule"), text("kind")),
        };
        let suppression = Suppression {
            rule,
            kind,
            source: text("source"),
            path: text("path"),
            fingerprint: text("fingerprint").and_then(|digits| u64::from_str_radix(&digits, 16).ok()),
            reason: text("reason").unwrap_or_default(),
            expired: text("expires").filter(|day| day.as_str() < today),
        };
        if let Some(day) = &suppression.expired {
            told.push(format!(
                "{}: the suppression of {} expired on {day} and no longer holds; take it out or give it another day",
                item.origin,
                suppression.name()
            ));
        }
        suppressions.push(suppression);
    }
    (suppressions, told)
}

fn unknown(table: &str, name: &str, node: &Node, known: &[&str]) -> Failure {
    let hint = match nearest(name, known.iter().copied()) {
        hint if hint.is_empty() => format!("; the keys are {}", known.join(", ")),
        hint => hint,
    };
    node.unknown(&format!("{table}.{name}"), &hint)
}

/// True for a day as 2027-01-31. Such days sort as text.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, n_digits: usize| (part.len() == n_digits).then(|| part.parse::<u32>().ok()).flatten();
    match parts[..] {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn list(text: &str) -> Node {
        let document = Node::of_document(text, Path::new("unspun.toml")).unwrap();
        document.entry("suppress").unwrap().clone()
    }

    fn refused(text: &str, expected: &str) {
        let Err(Failure::Usage(message)) = check_suppressions(&list(text)) else { panic!("{text} is refused") };
        assert!(message.contains(expected), "{message}");
    }

    #[test]
    fn a_suppression_needs_a_reason_and_a_rule() {
        refused("[[suppress]]\nrule = \"spun\"", "line 1: suppress = { rule = \"spun\" }: a reason is missing");
        refused("[[suppress]]\nreason = \"why\"", "say which rule or fingerprint");
        refused("[[suppress]]\nrule = \"spunn\"\nreason = \"why\"", "line 2: suppress.rule = \"spunn\": unknown rule");
        refused("[[suppress]]\nrule = \"spun\"\nreason = \" \"", "line 3");
        let kind =
            |rule: &str, kind: &str| format!("[[suppress]]\nrule = \"{rule}\"\nkind = \"{kind}\"\nreason = \"why\"");
        refused(
            &kind("truncated", "previews"),
            "line 3: suppress.kind = \"previews\": unknown kind \"previews\" of truncated; did you",
        );
        refused(
            &kind("truncated:preview", "preview"),
            "line 3: suppress.kind = \"preview\": \"truncated:preview\" names a kind already",
        );
        refused(
            "[[suppress]]\nrule = \"truncated:p\"\nreason = \"why\"",
            "line 2: suppress.rule = \"truncated:p\": unknown kind",
        );
        assert!(check_suppressions(&list(&kind("boilerplate", "byline"))).is_ok(), "of any rule of the family");
        refused("[[suppress]]\nrules = \"spun\"", "unknown key \"suppress.rules\"; did you mean \"rule\"?");
        refused("[[suppress]]\nrule = \"spun\"\nreason = \"why\"\nexpires = \"soon\"", "say a day, as 2027-01-31");
    }

    #[test]
    fn an_expired_suppression_no_longer_holds_and_is_told() {
        let text = "[[suppress]]\nrule = \"spun\"\nreason = \"why\"\nexpires = 2026-11-26\n\
                    [[suppress]]\nrule = \"garbled\"\nreason = \"why\"\nexpires = 2026-11-27\n";
        check_suppressions(&list(text)).unwrap();
        let (all, told) = suppressions(&list(text), "2026-11-27");
        let expired: Vec<_> = all.iter().map(|s| s.expired.as_deref()).collect();
        assert_eq!(expired, [Some("2026-11-26"), None]);
        assert_eq!(told.len(), 1);
        assert!(
            told[0].starts_with("unspun.toml:1: the suppression of spun (\"why\") expired on 2026-11-26"),
            "{told:?}"
        );
    }
}
