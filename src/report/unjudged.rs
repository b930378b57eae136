//! What was not judged, for people and for scripts: silence must not be taken for a good report.

use crate::findings::{Hindrance, Summary, UnjudgedCount};
use serde::Serialize;
use std::collections::BTreeMap;

/// Languages that are named, the most frequent ones; the summary as JSON has all of them.
const MAX_NAMED: usize = 8;

/// `not judged: 312 documents in de, fr; 17 documents under 60 words (spun-text)`, a line a rule.
pub(super) fn lines(summary: &Summary) -> String {
    let told = summary.unjudged.iter().filter(|(_, count)| count.n_documents() > 0);
    told.map(|(rule, count)| format!("not judged: {} ({rule})\n", reasons(count))).collect()
}

fn reasons(count: &UnjudgedCount) -> String {
    let mut reasons = Vec::new();
    if count.n_foreign() > 0 {
        reasons.push(format!("{} in {}", documents(count.n_foreign()), languages(count)));
    }
    if count.short > 0 {
        reasons.push(format!("{} under {} words", documents(count.short), count.least_words));
    }
    if count.unfamiliar > 0 {
        reasons.push(format!("{} of words that the model does not know", documents(count.unfamiliar)));
    }
    reasons.join("; ")
}

fn documents(n: u64) -> String {
    if n == 1 { "1 document".to_owned() } else { format!("{n} documents") }
}

fn languages(count: &UnjudgedCount) -> String {
    let codes = count.by_frequency();
    match codes.len().checked_sub(MAX_NAMED) {
        None | Some(0) => codes.join(", "),
        Some(n_more) => format!("{} and {n_more} more", codes[..MAX_NAMED].join(", ")),
    }
}

/// The counts of one rule, as JSON.
#[derive(Serialize)]
pub(super) struct WireUnjudgedCount<'a> {
    rule: &'a str,
    documents: u64,
    languages: &'a BTreeMap<&'static str, u64>,
    short: u64,
    unfamiliar: u64,
}

/// The counts of all rules.
pub(super) fn wire_counts(summary: &Summary) -> Vec<WireUnjudgedCount<'_>> {
    summary
        .unjudged
        .iter()
        .map(|(rule, count)| WireUnjudgedCount {
            rule,
            documents: count.n_documents(),
            languages: &count.languages,
            short: count.short,
            unfamiliar: count.unfamiliar,
        })
        .collect()
}

/// Why one document was not judged, as JSON.
#[derive(Serialize)]
pub(super) struct WireHindrance {
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least_words: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
}

/// The form for JSON.
pub(super) fn wire_hindrance(why: Hindrance) -> WireHindrance {
    let plain = |reason| WireHindrance { reason, words: None, least_words: None, language: None };
    match why {
        Hindrance::Short { n_words, least_words } => {
            WireHindrance { words: Some(n_words), least_words: Some(least_words), ..plain("short") }
        }
        Hindrance::Language(code) => WireHindrance { language: Some(code), ..plain("language") },
        Hindrance::Unfamiliar => plain("unfamiliar"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::UNKNOWN_LANGUAGE;

    fn check(whys: &[(Hindrance, usize)], expected: &str) {
        let mut count = UnjudgedCount::default();
        for &(why, n) in whys {
            (0..n).for_each(|_| count.count(why));
        }
        let summary = Summary { unjudged: BTreeMap::from([("spun-text", count)]), ..Summary::default() };
        assert_eq!(lines(&summary), expected);
    }

    #[test]
    fn the_line_names_languages_and_short_documents() {
        let short = Hindrance::Short { n_words: 3, least_words: 60 };
        check(
            &[(Hindrance::Language("fr"), 112), (short, 17), (Hindrance::Language("de"), 200)],
            "not judged: 312 documents in de, fr; 17 documents under 60 words (spun-text)\n",
        );
        check(&[(short, 1)], "not judged: 1 document under 60 words (spun-text)\n");
        check(
            &[(Hindrance::Unfamiliar, 2)],
            "not judged: 2 documents of words that the model does not know (spun-text)\n",
        );
        check(&[], "");
    }

    #[test]
    fn of_many_languages_the_most_frequent_are_named() {
        let codes = ["af", "ca", "cs", "da", "de", "es", "et", "fi", UNKNOWN_LANGUAGE];
        let mut whys: Vec<(Hindrance, usize)> = codes.iter().map(|&code| (Hindrance::Language(code), 1)).collect();
        whys[8].1 = 2;
        check(&whys, "not judged: 10 documents in unknown, af, ca, cs, da, de, es, et and 1 more (spun-text)\n");
    }
}
