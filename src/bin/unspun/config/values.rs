//! Names, shares and actions as users write them: read from any place, refused with what to say instead.

use super::node::{Node, Origin, Value};
use crate::exit::Failure;
use std::collections::BTreeMap;
use unspun::decide::Choice;
use unspun::detect::rules;
use unspun::findings::Family;

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
pub fn is_named(rule: &unspun::findings::Rule, names: &[String]) -> bool {
    names.iter().any(|name| name == rule.name || name == rule.family.name())
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

/// Fails for what is neither a rule nor a family.
pub fn check_rule_name(name: &str) -> Result<(), Failure> {
    unknown_rule(name).map_or(Ok(()), |reason| Err(Failure::Usage(reason)))
}

/// Fails where `name`, without the kind behind its colon, is neither a rule nor a family.
pub fn check_subject(key: &str, name: &str, node: &Node) -> Result<(), Failure> {
    let (rule, kind) = name.split_once(':').map_or((name, None), |(rule, kind)| (rule, Some(kind)));
    match unknown_rule(rule) {
        Some(reason) => Err(node.wrong(key, &reason)),
        None if kind.is_some() && unspun::detect::rule(rule).is_none() => {
            Err(node.wrong(key, &format!("{rule} is a family; kinds are of rules")))
        }
        None => Ok(()),
    }
}

/// A list of rules and families.
pub fn check_rules(key: &str, node: &Node) -> Result<(), Failure> {
    let (Value::List(items), true) = (&node.value, node.texts().len() == node.items().len()) else {
        return Err(node.wrong(key, "say a list of rules or families, as [\"spun\", \"mojibake\"]"));
    };
    items.iter().zip(node.texts()).try_for_each(|(item, name)| match unknown_rule(&name) {
        Some(reason) => Err(item.wrong(key, &reason)),
        None => Ok(()),
    })
}

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
        let Err(Failure::Usage(message)) = check_rule_name("duplicates") else { panic!("refused") };
        assert!(message.contains("did you mean \"duplicate\"?"), "{message}");
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
