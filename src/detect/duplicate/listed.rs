//! Lists of words that the comparison has to know: what counts, what turns a report round, what names a day.

use super::tokens::token_hash;
use crate::text::fold_hash;
use rustc_hash::FxHashSet;

/// Hashes of such words, as `Word` has them.
pub(super) fn hashes(words: &[&str]) -> FxHashSet<u64> {
    let mut scratch = String::new();
    words.iter().map(|word| fold_hash(word, &mut scratch)).collect()
}

/// The same as `Tokens` has them.
pub(super) fn token_hashes(words: &[&str]) -> FxHashSet<u32> {
    hashes(words).into_iter().map(token_hash).collect()
}

/// Numbers in words. "One" is left out, since it is a pronoun as often as a number; it counts before "million" and the like.
#[rustfmt::skip]
pub(super) const NUMBER_WORDS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion", "trillion", "dozen",
];

/// Words that turn a report round: prices that rise are no copy of prices that fall.
#[rustfmt::skip]
pub(super) const UP_WORDS: &[&str] = &[
    "up", "rise", "rises", "rose", "risen", "rising", "gain", "gains", "gained", "increase", "increases",
    "increased", "higher", "jump", "jumps", "jumped", "climb", "climbs", "climbed", "surge", "surged", "advance",
    "advanced", "raise", "raises", "raised", "above", "profit", "won", "accepted", "approved", "buy", "bought",
    "opens", "opened", "raising", "more", "surplus", "start", "starts", "started", "plus",
];
#[rustfmt::skip]
pub(super) const DOWN_WORDS: &[&str] = &[
    "down", "fall", "falls", "fell", "fallen", "falling", "drop", "drops", "dropped", "decrease", "decreases",
    "decreased", "lower", "decline", "declines", "slip", "slips", "slipped", "ease", "eases", "eased", "slide",
    "slid", "plunge", "plunged", "cut", "cuts", "below", "loss", "lost", "rejected", "sell", "sold", "closes",
    "closed", "reduce", "reduces", "reduced", "reducing", "lowers", "lowered", "lowering", "less", "fewer", "deficit", "refuse",
    "refuses", "refused", "stop", "stops", "stopped", "minus",
];
#[rustfmt::skip]
pub(super) const NOT_WORDS: &[&str] = &[
    "not", "no", "never", "none", "neither", "nor", "cannot", "can't", "won't", "don't", "doesn't", "didn't",
    "isn't", "wasn't", "aren't", "weren't", "hasn't", "haven't", "wouldn't", "without", "denied", "denies",
];

/// Days and months: the same notice for another day is another notice. "Second" and the like are left out.
#[rustfmt::skip]
pub(super) const CALENDAR_WORDS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
];

/// Words that name a day by the day of writing.
pub(super) const TODAY_WORDS: &[&str] = &["today", "todays", "today's", "tonight", "tomorrow", "yesterday"];

/// Words of a line that tells when its page was written, or how many have commented on it, and words that may stand beside them.
pub(super) const STAMP_WORDS: &[&str] = &["published", "updated", "posted", "modified", "comment", "comments"];
#[rustfmt::skip]
pub(super) const STAMPED_WORDS: &[&str] = &[
    "first", "last", "on", "at", "am", "pm", "gmt", "utc", "bst", "est", "edt", "et",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Words that say which of several times or things is meant. "The first five years" are not the next five.
#[rustfmt::skip]
pub(super) const ORDER_WORDS: &[&str] = &[
    "this", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];
pub(super) const BEFORE_WORDS: &[&str] = &["last", "previous", "prior", "past", "earlier", "preceding", "before"];
pub(super) const AFTER_WORDS: &[&str] = &["next", "coming", "following", "later", "subsequent", "after"];

/// What is counted. "One" before such a word is a number.
#[rustfmt::skip]
pub(super) const MEASURE_WORDS: &[&str] = &[
    "pct", "percent", "per", "mln", "bln", "dlr", "dlrs", "dollar", "dollars", "cent", "cents", "cts", "point", "points", "pound",
    "pounds", "euro", "euros", "yen", "tonne", "tonnes", "ton", "tons", "barrel", "barrels", "share", "shares", "seat", "seats",
];

/// Words that open sentences and are no names there. Any other word that opens a sentence may be one ("Bell said").
#[rustfmt::skip]
pub(super) const PLAIN_WORDS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "he", "she", "it", "they", "we", "i", "you", "his", "her", "its",
    "their", "our", "my", "your", "one", "some", "any", "all", "both", "each", "every", "many", "most", "few", "several", "other",
    "others", "another", "such", "and", "but", "or", "so", "yet", "nor", "if", "when", "while", "as", "because", "since", "although",
    "though", "after", "before", "until", "once", "where", "what", "which", "who", "how", "why", "whether", "in", "on", "at", "by",
    "for", "from", "of", "to", "with", "without", "about", "around", "over", "under", "during", "through", "between", "among",
    "amid", "despite", "like", "unlike", "near", "outside", "inside", "according", "there", "here", "then", "now", "also", "however",
    "still", "meanwhile", "instead", "even", "just", "only", "not", "no", "nearly", "almost", "more", "less", "earlier", "later",
    "last", "next", "recently", "today", "yesterday", "tomorrow", "is", "are", "was", "were", "has", "have", "had", "do", "does",
    "did", "be", "being", "officials", "police", "people", "residents", "analysts", "experts", "critics", "supporters", "researchers",
    "scientists", "employees", "workers", "staff", "customers", "visitors", "investors", "traders", "dealers", "sources", "government",
];

/// Units of time: a spinner writes "12 months" for "year".
#[rustfmt::skip]
pub(super) const UNIT_WORDS: &[&str] =
    &["second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"];

/// Words of grammar of which a person puts one for another ("a" for "the"), hardly ever one for a noun.
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "than", "that",
    "is", "are", "was", "were", "be", "been", "has", "have", "had",
];
/// Words that an editor puts for one of them ("which" for "that", "another" for "a"), or for which he puts a name ("he", "its").
#[rustfmt::skip]
pub(super) const LOOSE_WORDS: &[&str] = &[
    "this", "these", "those", "he", "she", "it", "they", "we", "i", "you", "his", "her", "its", "their", "our", "my", "your", "him",
    "them", "us", "me", "who", "whom", "whose", "which", "what", "when", "where", "while", "how", "there", "then", "if", "but", "yet",
    "because", "since", "although", "though", "so", "also", "plus", "per", "via", "like", "such", "another", "other", "some", "any",
    "each", "every", "all", "both", "no", "not", "one", "more", "most", "about", "around", "into", "onto", "over", "under", "off",
    "out", "up", "down", "after", "before", "between", "among", "through", "throughout", "during", "against", "toward", "towards",
    "within", "without", "until", "upon", "being", "having", "do", "does", "did", "will", "would", "can", "could", "may", "might",
    "should", "must", "became", "become", "remains", "remain", "said", "says",
];
