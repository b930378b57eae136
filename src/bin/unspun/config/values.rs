//! Names, shares and actions as users write them: read from any place, refused with what to say instead.

use super::node::{Node, Origin, Value};
use crate::exit::Failure;
use std::collections::{BTreeMap, BTreeSet};
use unspun::decide::Choice;
use unspun::detect::{self, rules};
use unspun::findings::{Family, Rule};

/// Similarity (Jaro-Winkler, 0..=1) from which a name is offered as what was meant. A guess.
const MIN_NAME_SIMILARITY: f64 = 0.75;

/// A hint with the nearest of the known names; empty where none is near.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let best = known.map(|k| (strsim::jaro_winkler(name, k), k)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((similarity, k)) if similarity >= MIN_NAME_SIMILARITY => format!("; did you mean {k:?}?"),
        _ => String::new(),
    }
}

/// "say a, b or c".
pub fn say_one_of(known: &[&str]) -> String {
    match known {
        [] | [_] => format!("say {}", known.concat()),
        [first @ .., last] => format!("say {} or {last}", first.join(", ")),
    }
}

/// True where the rule is one of `names`, or its family is.
pub fn is_named(rule: &Rule, names: &[impl AsRef<str>]) -> bool {
    names.iter().map(AsRef::as_ref).any(|name| name == rule.name || name == rule.family.name())
}

/// All that a setting may be about: families, rules, and kinds as `rule:kind`.
pub fn subjects() -> Vec<String> {
    let families = Family::ALL.iter().map(|family| family.name().to_owned());
    let of_rule = |rule: &Rule| {
        let name = rule.name;
        let kinds = rule.kinds.iter().map(move |kind| format!("{name}:{kind}"));
        std::iter::once(name.to_owned()).chain(kinds)
    };
    families.chain(rules().flat_map(of_rule)).collect()
}

/// Why `name` is neither a rule nor a family, and what was meant.
fn unknown_rule(name: &str) -> Option<String> {
    let families = Family::ALL.iter().map(|f| f.name());
    let known: Vec<&str> = rules().map(|r| r.name).chain(families).collect();
    match known.contains(&name) {
        true => None,
        false => {
            Some(format!("unknown rule {name:?}{}; `unspun explain` lists them", nearest(name, known.into_iter())))
        }
    }
}

/// Why no finding of the rule, or of the family, has this kind, and what was meant. Without a name any rule may have it.
pub fn unknown_kind(name: Option<&str>, kind: &str) -> Option<String> {
    let is_meant = |rule: &&Rule| name.is_none_or(|name| is_named(rule, &[name]));
    let known: BTreeSet<&str> = rules().filter(is_meant).flat_map(|rule| rule.kinds).copied().collect();
    let of = name.map_or(String::new(), |name| format!(" of {name}"));
    if known.contains(kind) {
        return None;
    }
    Some(match nearest(kind, known.iter().copied()) {
        _ if known.is_empty() => format!("there are no kinds{of}; name the rule alone"),
        hint if hint.is_empty() => format!("unknown kind {kind:?}{of}; {}", say_one_of(&Vec::from_iter(known))),
        hint => format!("unknown kind {kind:?}{of}{hint}"),
    })
}

/// Why `name` is none of family, rule and `rule:kind`.
fn unknown_subject(name: &str) -> Option<String> {
    let Some((rule, kind)) = name.split_once(':') else { return unknown_rule(name) };
    match unknown_rule(rule) {
        None if detect::rule(rule).is_none() => Some(format!("{rule} is a family; kinds are of rules")),
        None => unknown_kind(Some(rule), kind),
        unknown => unknown,
    }
}

/// Fails for what is none of family, rule and `rule:kind`.
pub fn check_subject_name(name: &str) -> Result<(), Failure> {
    unknown_subject(name).map_or(Ok(()), |reason| Err(Failure::Usage(reason)))
}

/// Fails where `name`, which stands at `node`, is none of family, rule and `rule:kind`.
pub fn check_subject(key: &str, name: &str, node: &Node) -> Result<(), Failure> {
    unknown_subject(name).map_or(Ok(()), |reason| Err(node.wrong(key, &reason)))
}

/// A list of rules and families.
pub fn check_rules(key: &str, node: &Node) -> Result<(), Failure> {
    let (Value::List(items), true) = (&node.value, node.texts().len() == node.items().len()) else {
        return Err(node.wrong(key, "say a list of rules or families, as [\"spun\", \"mojibake\"]"));
    };
    items.iter().zip(node.texts()).try_for_each(|(item, name)| match (unknown_rule(&name), unknown_subject(&name)) {
        (None, _) => Ok(()),
        (Some(_), None) => Err(item.wrong(key, OF_A_KIND)),
        (Some(reason), Some(_)) => Err(item.wrong(key, &reason)),
    })
}

/// Rules are looked for as a whole; what is done about one of their kinds is another question.
const OF_A_KIND: &str = "name a rule or family; what is done about one kind stands in action, or in suppress";
const SAY_AN_ACTION: &str = "say drop, cut or flag";

fn choice(node: &Node) -> Option<Choice> {
    match node.text().as_deref() {
        Some("drop") => Some(Choice::Drop),
        Some("cut") => Some(Choice::Cut),
        Some("flag") => Some(Choice::Flag),
        _ => None,
    }
}

/// A table of actions by rule.
pub fn check_actions(key: &str, node: &Node) -> Result<(), Failure> {
    let Value::Table(entries) = &node.value else {
        return Err(node.wrong(key, "say a table of RULE = \"drop\", \"cut\" or \"flag\""));
    };
    entries.iter().try_for_each(|(rule, action)| {
        check_subject(&format!("{key}.{rule}"), rule, action)?;
        match choice(action) {
            Some(_) => Ok(()),
            None => Err(action.wrong(&format!("{key}.{rule}"), SAY_AN_ACTION)),
        }
    })
}

/// A table of actions from `RULE=drop|cut|flag`, as flags and variables have them.
pub fn actions<'a>(origin: &Origin, choices: impl IntoIterator<Item = &'a str>) -> Result<Node, Failure> {
    let mut entries = Vec::new();
    for text in choices {
        let node = |text: &str| Node { origin: origin.clone(), value: Value::Text(text.to_owned()) };
        let Some((rule, action)) = text.split_once('=') else {
            return Err(node(text).wrong("action", "say RULE=drop, RULE=cut or RULE=flag"));
        };
        let (rule, action) = (rule.trim(), node(action.trim()));
        check_subject("action", rule, &node(text))?;
        if choice(&action).is_none() {
            return Err(node(text).wrong("action", SAY_AN_ACTION));
        }
        entries.push((rule.to_owned(), action));
    }
    Ok(Node { origin: origin.clone(), value: Value::Table(entries) })
}

/// The choices of checked tables, by rule; a family stands for its rules, and what is said of a rule itself wins in the same table. What
/// stands in a later table wins over earlier ones.
pub fn choices<'a>(tables: impl IntoIterator<Item = &'a Node>) -> BTreeMap<String, Choice> {
    let mut choices = BTreeMap::new();
    for table in tables {
        for (name, action) in table.entries() {
            let Some(choice) = choice(action) else { continue };
            for member in rules().filter(|r| r.family.name() == name) {
                if table.entry(member.name).is_none() {
                    choices.insert(member.name.to_owned(), choice);
                }
            }
            choices.insert(name.clone(), choice);
        }
    }
    choices
}

/// A share, as 0.01, "0.01" or "1%".
pub fn parse_share(key: &str, node: &Node) -> Result<f64, Failure> {
    let share = node.text().and_then(|text| share_of(&text));
    let say = match node.origin {
        Origin::File { .. } => "say a share such as 0.01 or \"1%\"",
        Origin::Environment(_) | Origin::Flag(_) => "say a share such as 0.01 or 1%",
    };
    share.ok_or_else(|| node.wrong(key, say))
}

fn share_of(text: &str) -> Option<f64> {
    let text = text.trim();
    let (number, unit) = match text.strip_suffix('%') {
        Some(percent) => (percent, 100.0),
        None => (text, 1.0),
    };
    let share = number.trim().parse::<f64>().ok()? / unit;
    (0.0..=1.0).contains(&share).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_in_their_usual_forms() {
        for (text, expected) in [
            ("1%", Some(0.01)),
            ("0.25", Some(0.25)),
            ("+0.5 %", Some(0.005)),
            ("2", None),
            ("much", None),
            ("nan", None),
        ] {
            assert_eq!(share_of(text), expected, "{text}");
        }
    }

    #[test]
    fn a_misspelt_rule_is_refused_with_the_nearest_one() {
        refused("duplicates", "did you mean \"duplicate\"?");
    }

    #[test]
    fn a_misspelt_kind_is_refused_with_the_nearest_one() {
        assert!(unknown_subject("boilerplate-phrase:byline").is_none());
        refused("boilerplate-phrase:bylin", "unknown kind \"bylin\" of boilerplate-phrase; did you mean \"byline\"?");
        refused("boilerplate-phras:byline", "unknown rule \"boilerplate-phras\"; did you mean \"boilerplate-phrase\"?");
        refused("truncated:q", "unknown kind \"q\" of truncated; say open-end or preview");
        refused("spun-copy:byline", "there are no kinds of spun-copy; name the rule alone");
        refused("boilerplate:byline", "boilerplate is a family; kinds are of rules");
        assert!(unknown_kind(Some("boilerplate"), "byline").is_none() && unknown_kind(None, "byline").is_none());
    }

    #[test]
    fn every_subject_is_one() {
        let subjects = subjects();
        assert!(subjects.iter().any(|name| name == "missing-space:comma"));
        assert!(subjects.iter().all(|name| unknown_subject(name).is_none()));
    }

    fn refused(name: &str, expected: &str) {
        let message = unknown_subject(name).expect("refused");
        assert!(message.contains(expected), "{message}");
    }

    #[test]
    fn a_rule_wins_over_its_family_whatever_the_order() {
        let flag = Origin::Flag("action".into());
        let table = actions(&flag, ["spun-copy=cut", "duplicate=flag"]).unwrap();
        let later = actions(&flag, ["exact-duplicate-document=drop"]).unwrap();
        let choices = choices([&table, &later]);
        assert_eq!(choices["spun-copy"], Choice::Cut);
        assert_eq!(choices["near-duplicate-document"], Choice::Flag);
        assert_eq!(choices["exact-duplicate-document"], Choice::Drop);
    }
}
