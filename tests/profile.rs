//! How bold a run is, by flag or in the settings file; and what every rule says of itself for it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::Desk;
use unspun::decide::{Policy, Profile};
use unspun::detect::rules;
use unspun::findings::{Action, Confidence, Finding, Fix, Kinds, Unit};
use unspun::text::Span;

const ARTICLE: &str = "By Ann Lee\nThe ferries of Port Lannis ran again on Monday, and the council was glad of it.\n\
    Sign up for our morning newsletter\nShe said that the pier would be inspected in the spring by the harbour office.\n\
    Updated at 4:08 p.m.\nThe mayor said that the ferries would run every hour in the summer.\n";

/// What a `clean` with these flags leaves of the article.
fn cleaned(desk: &Desk, flags: &[&str]) -> String {
    desk.write("a.jsonl", format!("{}\n", serde_json::json!({"id": "a", "text": ARTICLE})));
    let clean = ["clean", "a.jsonl", "--select", "boilerplate", "--output", "out", "--force"];
    desk.expect(&[&clean, flags].concat(), 0, "");
    let record: serde_json::Value = serde_json::from_slice(&desk.read("out/a.jsonl")).unwrap();
    record["text"].as_str().unwrap().to_owned()
}

/// Which of byline, prompt and date of update a text has.
fn left(text: &str) -> [bool; 3] {
    ["By Ann Lee", "Sign up for", "Updated at"].map(|piece| text.contains(piece))
}

#[test]
fn each_profile_is_bolder_than_the_one_before() {
    let desk = Desk::new();
    assert_eq!(left(&cleaned(&desk, &["--profile", "gentle"])), [true, false, true]);
    assert_eq!(left(&cleaned(&desk, &["--profile", "balanced"])), [true, false, false]);
    assert_eq!(left(&cleaned(&desk, &["--profile", "strict"])), [false; 3]);
    assert_eq!(cleaned(&desk, &[]), cleaned(&desk, &["--profile", "balanced"]), "balanced is the default");
}

#[test]
fn the_settings_file_chooses_a_flag_wins_and_the_summary_tells_it() {
    let desk = Desk::new();
    desk.write("unspun.toml", "profile = \"strict\"\n");
    assert_eq!(left(&cleaned(&desk, &[])), [false; 3]);
    let summary: serde_json::Value = serde_json::from_slice(&desk.read("out.audit/summary.json")).unwrap();
    assert_eq!(summary["settings"]["profile"], "strict");
    assert_eq!(left(&cleaned(&desk, &["--profile", "gentle"])), [true, false, true]);
    let kept_byline = cleaned(&desk, &["--action", "boilerplate-phrase:byline=flag"]);
    assert_eq!(left(&kept_byline), [true, false, false], "a choice of action outranks the profile");
}

/// The profiles know no kind that the rule does not have.
#[test]
fn every_trusted_kind_is_one_of_its_rule() {
    for rule in rules() {
        for kinds in [rule.trust.proven, rule.trust.ventured] {
            let Kinds::Of(names) = kinds else { continue };
            for name in names {
                assert!(rule.kinds.contains(name), "{}: {name}", rule.name);
            }
        }
    }
}

/// No profile acts on less than a gentler one does, whatever the rule and the kind.
#[test]
fn profiles_are_nested_for_every_rule() {
    let acts = |rule, kind: Option<&'static str>, confidence, profile| {
        let mut finding =
            Finding::new(rule, Unit::Span, "abc", Span::new(0, 1), "").with_confidence(confidence).with_fix(Fix::CUT);
        finding.kind = kind;
        Policy::default().with_profile(profile).decide(&mut finding);
        finding.fix.action > Action::None
    };
    for rule in rules() {
        let kinds = [rule.trust.proven, rule.trust.ventured].into_iter().flat_map(|kinds| match kinds {
            Kinds::Of(names) => names.to_vec(),
            _ => Vec::new(),
        });
        for kind in kinds.map(Some).chain([None]) {
            for confidence in [Confidence::Suspect, Confidence::Likely, Confidence::Certain] {
                let by_profile =
                    [Profile::Gentle, Profile::Balanced, Profile::Strict].map(|p| acts(rule, kind, confidence, p));
                assert!(by_profile.is_sorted(), "{} {kind:?} {confidence:?}: {by_profile:?}", rule.name);
            }
        }
    }
}
