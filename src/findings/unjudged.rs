//! What a rule leaves unjudged, and why: a rule that says nothing of a document has not always looked at it.

use super::Rule;
use std::collections::BTreeMap;
use std::fmt;

/// The language where it cannot be told reliably.
pub const UNKNOWN_LANGUAGE: &str = "unknown";

/// What keeps a rule from judging a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Too few words that the rule looks at: those of running text outside quotations.
    Short {
        /// As many as there are.
        n_words: u32,
        /// As many as are needed.
        least_words: u32,
    },
    /// Another language than the rule's: its ISO 639-1 code, or `UNKNOWN_LANGUAGE`.
    Language(&'static str),
    /// The rule's language, as far as can be told, but too few words that the language model knows or has substitutes for.
    Unfamiliar,
}

impl fmt::Display for Hindrance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Hindrance::Short { n_words, least_words } => {
                write!(f, "too short to judge ({n_words} words outside quotations; {least_words} are needed)")
            }
            Hindrance::Language(UNKNOWN_LANGUAGE) => write!(f, "in no language that the rule knows"),
            Hindrance::Language(code) => write!(f, "in another language ({code})"),
            Hindrance::Unfamiliar => write!(f, "too few of its words are known to the language model"),
        }
    }
}

/// A document that a rule did not judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unjudged {
    /// The rule.
    pub rule: &'static Rule,
    /// Why not.
    pub why: Hindrance,
}

/// How many documents a rule did not judge. Sums, as those of the summary are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnjudgedCount {
    /// Documents that were too short.
    pub short: u64,
    /// Words that they would need.
    pub least_words: u32,
    /// Documents in other languages, by code.
    pub languages: BTreeMap<&'static str, u64>,
    /// Documents too few of whose words the language model knows.
    pub unfamiliar: u64,
}

impl UnjudgedCount {
    /// Counts one document.
    pub fn count(&mut self, why: Hindrance) {
        match why {
            Hindrance::Short { least_words, .. } => {
                self.short += 1;
                self.least_words = self.least_words.max(least_words);
            }
            Hindrance::Language(code) => *self.languages.entry(code).or_default() += 1,
            Hindrance::Unfamiliar => self.unfamiliar += 1,
        }
    }

    /// Documents in other languages.
    pub fn n_foreign(&self) -> u64 {
        self.languages.values().sum()
    }

    /// All documents that were not judged.
    pub fn n_documents(&self) -> u64 {
        self.short + self.n_foreign() + self.unfamiliar
    }

    /// The languages, most frequent first, then by code.
    pub fn by_frequency(&self) -> Vec<&'static str> {
        let mut codes: Vec<(&'static str, u64)> = self.languages.iter().map(|(&code, &n)| (code, n)).collect();
        codes.sort_by_key(|&(code, n)| (std::cmp::Reverse(n), code));
        codes.into_iter().map(|(code, _)| code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_come_most_frequent_first_and_equal_ones_by_code() {
        let mut count = UnjudgedCount::default();
        for code in ["fr", "nl", "de", "fr", "de", UNKNOWN_LANGUAGE] {
            count.count(Hindrance::Language(code));
        }
        assert_eq!(count.by_frequency(), ["de", "fr", "nl", "unknown"]);
        assert_eq!(count.n_foreign(), 6);
    }

    #[test]
    fn each_document_is_counted_under_one_reason() {
        let mut count = UnjudgedCount::default();
        count.count(Hindrance::Short { n_words: 41, least_words: 60 });
        count.count(Hindrance::Short { n_words: 0, least_words: 60 });
        count.count(Hindrance::Unfamiliar);
        count.count(Hindrance::Language("de"));
        assert_eq!((count.short, count.least_words, count.unfamiliar, count.n_documents()), (2, 60, 1, 4));
    }
}
