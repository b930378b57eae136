//! `unspun explain`: the manual of a rule, which is also its documentation in the source.

use crate::config::check_subject_name;
use crate::exit::{Exit, Failure, print};
use clap::builder::PossibleValue;
use std::fmt::Write;
use unspun::detect::{rule, rules};
use unspun::findings::{Family, Rule};

/// Prints the page of a rule, the rules of a family, or all rules.
pub fn run(name: Option<&str>) -> Result<Exit, Failure> {
    let Some(name) = name else { return print(list(&Family::ALL).as_bytes()) };
    check_subject_name(name)?;
    if let Some(rule) = rule(name.split(':').next().unwrap_or(name)) {
        return print(format!("{}\n{}", rule.page.trim_end(), kinds(rule)).as_bytes());
    }
    let families: Vec<Family> = Family::ALL.into_iter().filter(|f| f.name() == name).collect();
    print(list(&families).as_bytes())
}

/// The rules and their families, for completions.
pub fn rule_names() -> Vec<PossibleValue> {
    let families = Family::ALL.into_iter().map(|family| PossibleValue::new(family.name()));
    families.chain(rules().map(|rule| PossibleValue::new(rule.name).help(rule.summary))).collect()
}

/// The names of a rule's kinds, as settings know them.
fn kinds(rule: &Rule) -> String {
    match rule.kinds {
        [] => String::new(),
        [first, ..] => {
            format!("\n**Kinds.** `{}`. Settings may name one, as `{}:{first}`.\n", rule.kinds.join("`, `"), rule.name)
        }
    }
}

fn list(families: &[Family]) -> String {
    let mut out = String::new();
    for family in families {
        let _ = writeln!(out, "{}", family.name());
        for rule in rules().filter(|r| r.family == *family) {
            let _ = writeln!(out, "  {:<30}{} (default: {})", rule.name, rule.summary, rule.default_action.name());
        }
    }
    out
}
