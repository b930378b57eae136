//! Spaces that are missing: "Thursday,Ukraine", "end.Next", "theWeekly". Names are written like that too (YouTube,
//! Amazon.com, Halo.Bungie), so each mark has its own proof, and what proves nothing is only shown.

use super::MISSING_SPACE;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span, Word, fold_hash, is_abbreviation};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Longest gap between two words that may lack a space, in bytes: `.”` with a three-byte quote, or `?”`.
const MAX_GAP_BYTES: usize = 7;
/// Marks of addresses, file names, handles, tags, formulas and code: a token that holds one is not prose.
const NOT_PROSE: &[char] = &['@', '/', '\\', '_', '#', '=', '&', '<', '>', '{', '}', '|', '~', '+', '*', '[', ']', '$'];
/// Ends of addresses that are also written with a capital ("Amazon.Com").
const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "info", "tv", "io", "co", "uk", "us", "ca", "de", "fr", "ru", "cn", "jp", "eu",
    "au", "me", "ai", "app", "biz", "js", "py", "exe", "pdf", "doc", "html", "htm", "php", "jpg", "png",
];

/// Shortest half of two words run together, in bytes: "iPhone", "deMarco" are names. A guess.
const MIN_HALF: usize = 3;

/// Words that open sentences and are no part of a name.
static OPENERS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let words = "the a an this that these those he she it they we you i his her its their our but and in on at for from \
                 with as by to if when while after before since although though however what who how why where there \
                 according so also not no yet or because during until both some many most all one";
    let mut buffer = String::new();
    words.split_whitespace().map(|w| fold_hash(w, &mut buffer)).collect()
});

/// What a gap without a space looks like, and how sure it is.
struct Glue {
    kind: &'static str,
    /// Bytes of the gap after which the space belongs.
    at: usize,
    confidence: Confidence,
}

impl Glue {
    fn new(kind: &'static str, at: usize, is_proven: bool) -> Option<Glue> {
        Some(Glue { kind, at, confidence: if is_proven { Confidence::Likely } else { Confidence::Suspect } })
    }
}

/// Reports missing spaces in `parsed`.
pub(super) fn detect(parsed: &Parsed<'_>, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    let bytes = text.as_bytes();
    for (i, pair) in parsed.words.windows(2).enumerate() {
        let (end, start) = (pair[0].span.end as usize, pair[1].span.start as usize);
        if bytes[end] == b' ' || start == end || start - end > MAX_GAP_BYTES {
            continue;
        }
        if !may_lack_space(&bytes[end..start]) {
            continue;
        }
        let gap = &text[end..start];
        if gap.contains(char::is_whitespace) || !is_prose(token(text, end)) {
            continue;
        }
        if let Some(glue) = judge(parsed, i, gap) {
            push(text, Span::new(end, start), glue, findings);
        }
    }
    for (i, word) in parsed.words.iter().enumerate() {
        if word.span.len() < 2 {
            continue;
        }
        if word.has_digit() {
            counter(parsed, i, findings);
        } else if word.span.len() >= 2 * MIN_HALF
            && !word.is_capitalised()
            && word.has_inner_capital()
            && let Some(at) = hump(&bytes[word.span.range()])
        {
            camel(parsed, word, at, findings);
        }
    }
}

/// A cheap look at a gap: one mark that a space belongs after, or a curly quotation mark. Most gaps are hyphens.
fn may_lack_space(gap: &[u8]) -> bool {
    matches!(gap, [b',' | b';' | b'.' | b'?' | b'!' | b':']) || gap.contains(&0xe2)
}

fn push(text: &str, gap: Span, glue: Glue, findings: &mut Vec<Finding>) {
    let (before, after) = gap.of(text).split_at(glue.at);
    let message =
        format!("no space after “{}”", text[..gap.start as usize + glue.at].chars().next_back().unwrap_or(' '));
    let finding = Finding::new(MISSING_SPACE, Unit::Span, text, gap, message).with_kind(glue.kind);
    findings.push(finding.with_confidence(glue.confidence).with_fix(Fix::replace(format!("{before} {after}"))));
}

/// The run without white space around byte `at`.
fn token(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |n| n + 1);
    let start = (start..=at).find(|n| text.is_char_boundary(*n)).unwrap_or(at);
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |n| at + n);
    &text[start..end]
}

fn is_prose(token: &str) -> bool {
    const MAX_TOKEN_BYTES: usize = 60; // a guess: two long words and their quotes
    token.len() <= MAX_TOKEN_BYTES && !token.contains(NOT_PROSE) && !token.starts_with("www.")
}

/// Judges the gap between words `i` and `i + 1`.
fn judge(parsed: &Parsed<'_>, i: usize, gap: &str) -> Option<Glue> {
    let (left, right) = (&parsed.words[i], &parsed.words[i + 1]);
    let (l, r) = (left.span.of(parsed.text), right.span.of(parsed.text));
    let is_word = |w: &str| w.chars().nth(1).is_some() && w.chars().next_back().is_some_and(char::is_lowercase);
    let opens = r.chars().next().is_some_and(char::is_uppercase)
        && (r.chars().nth(1).is_some_and(char::is_lowercase) || matches!(r, "A" | "I" | "It" | "He"));
    match gap {
        "," => {
            let is_list = token(parsed.text, left.span.end as usize).trim_end_matches(',').matches(',').count() > 1;
            let proven = is_word(l) && r.chars().count() > 1 && r.chars().all(char::is_alphabetic) && !is_list;
            if proven {
                Glue::new("comma", 1, right.is_capitalised() || are_two_words(parsed, left, right))
            } else {
                None
            }
        }
        ";" if is_word(l) && r.len() > 1 && r.chars().all(char::is_alphabetic) => {
            Glue::new("comma", 1, right.is_capitalised() || are_two_words(parsed, left, right))
        }
        "." if l.len() == 4 && l.bytes().all(|b| b.is_ascii_digit()) && OPENERS.contains(&right.hash) && opens => {
            Glue::new("full-stop", 1, true) // "in 1994.The"
        }
        // "£38.Children": numbers of lists, squads and versions stand before words that only come with a capital; prices do not.
        "." if l.bytes().all(|b| b.is_ascii_digit() || b == b',') && opens && r.len() > 2 => {
            let is_price = parsed.text[..left.span.start as usize].ends_with(['£', '$', '€']);
            let is_domain = DOMAINS.iter().any(|d| d.eq_ignore_ascii_case(r));
            Glue::new("full-stop", 1, (is_price || is_known_opener(parsed, right)) && !is_domain)
        }
        "." if is_word(l) && opens => full_stop(parsed, i, l, r),
        "?" | "!" if is_word(l) && opens => Glue::new("full-stop", 1, !left.is_capitalised() || left.opens_sentence()),
        ":" if is_word(l) && opens => Glue::new("full-stop", 1, is_known_opener(parsed, right) && !r.starts_with("In")),
        _ => beside_quote(parsed, right, gap, r),
    }
}

/// "end.Next": a name of two parts has a capital on both sides, so then the next word must be one that opens sentences.
fn full_stop(parsed: &Parsed<'_>, i: usize, l: &str, r: &str) -> Option<Glue> {
    let (left, right) = (&parsed.words[i], &parsed.words[i + 1]);
    let token = token(parsed.text, left.span.end as usize);
    let is_chain = token.trim_end_matches(['.', ',', '”', '"']).matches('.').count() > 1;
    let is_domain = DOMAINS.iter().any(|d| d.eq_ignore_ascii_case(r));
    if is_chain || is_domain || is_abbreviation(l) {
        return None;
    }
    Glue::new("full-stop", 1, !left.is_capitalised() && is_plain(l) || is_known_opener(parsed, right))
}

/// No capital inside: "eBay", "iPad" are names.
fn is_plain(word: &str) -> bool {
    !word.chars().skip(1).any(char::is_uppercase)
}

/// A function word, or one that the text writes in lower case elsewhere.
fn is_known_opener(parsed: &Parsed<'_>, word: &Word) -> bool {
    OPENERS.contains(&word.hash) || parsed.words.iter().any(|w| w.hash == word.hash && !w.is_capitalised())
}

/// True where a mark in lower-case text parts two words and no single one ("settlem,ent" of a bad line): both are known.
fn are_two_words(parsed: &Parsed<'_>, left: &Word, right: &Word) -> bool {
    let knows = |word: &Word| {
        OPENERS.contains(&word.hash)
            || parsed.words.iter().filter(|w| w.hash == word.hash && !w.is_capitalised()).count() > 1
    };
    knows(right) && (right.span.len() > 2 || knows(left) || left.is_capitalised())
}

/// “…”said and said.“…: in texts that open with “ and close with ”.
fn beside_quote(parsed: &Parsed<'_>, right: &Word, gap: &str, r: &str) -> Option<Glue> {
    if !gap.contains(['“', '”']) {
        return None;
    }
    let is_english = parsed.text.contains('“') && !parsed.text.contains('„');
    if matches!(gap, ".“" | "!“" | "?“" | ",“") && is_english && r.chars().next().is_some_and(char::is_uppercase)
    {
        return Glue::new("quote", 1, true);
    }
    let at = gap.find('”').filter(|_| gap.ends_with('”'))? + '”'.len_utf8();
    if !is_english || r.chars().count() < 3 {
        return None; // “DWTS”s, ”Hej” in Swedish
    }
    let has_mark = gap.len() > '”'.len_utf8();
    // “news”letter is a joke: after a bare quotation only a function word or a capital proves the gap.
    Glue::new("quote", at, has_mark || right.is_capitalised() || OPENERS.contains(&right.hash))
}

/// "1 of 5A": a counter that ran into the text after it.
fn counter(parsed: &Parsed<'_>, i: usize, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    let word = parsed.words[i].span;
    let n_digits = word.of(text).bytes().take_while(u8::is_ascii_digit).count();
    let rest = &word.of(text)[n_digits..];
    let is_counter = i >= 2
        && parsed.words[i - 1].span.of(text) == "of"
        && parsed.words[i - 2].span.of(text).bytes().all(|b| b.is_ascii_digit())
        && rest.starts_with(char::is_uppercase);
    if n_digits > 0 && (is_counter || rest == "A" && is_article(parsed, i)) {
        let at = word.start as usize + n_digits;
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let span = Span::new(at - 1, at + first);
        let message = "no space between a counter and what follows".to_owned();
        let put = format!("{} {}", &text[at - 1..at], &text[at..at + first]);
        let finding = Finding::new(MISSING_SPACE, Unit::Span, text, span, message).with_kind("counter");
        findings.push(finding.with_fix(Fix::replace(put)));
    }
}

/// "July 1A new ticket": an article that ran into a number. After the "5A" of a class, a road or a seat comes a verb, a
/// preposition or a mark.
fn is_article(parsed: &Parsed<'_>, i: usize) -> bool {
    let Some(next) = parsed.words.get(i + 1) else { return false };
    let word = next.span.of(parsed.text);
    let is_beside = parsed.text[parsed.words[i].span.end as usize..next.span.start as usize] == *" ";
    let is_noun_like =
        word.bytes().all(|b| b.is_ascii_lowercase()) && !OPENERS.contains(&next.hash) && !word.ends_with("ed");
    is_beside
        && is_noun_like
        && !matches!(word, "is" | "was" | "are" | "were" | "has" | "had" | "of" | "or" | "will" | "can" | "into")
}

/// Byte of the only capital that follows a small letter, if the word has one and opens with a small letter.
fn hump(word: &[u8]) -> Option<usize> {
    let mut at = None;
    let mut before = b'A';
    for (i, &b) in word.iter().enumerate() {
        if b.is_ascii_uppercase() && before.is_ascii_lowercase() {
            if at.is_some() {
                return None;
            }
            at = Some(i);
        }
        before = b;
    }
    at.filter(|_| word[0].is_ascii_lowercase())
}

/// "theWeekly": both halves are words of this text, and nobody writes the two together on purpose. Names that open with a
/// small letter ("easyJet") have halves that the text does not know, or come more than once.
fn camel(parsed: &Parsed<'_>, word: &Word, at: usize, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    let (l, r) = word.span.of(text).split_at(at);
    if l.len() < MIN_HALF || r.len() < MIN_HALF || !is_prose(token(text, word.span.start as usize)) {
        return;
    }
    let mut buffer = String::new();
    let (left, right) = (fold_hash(l, &mut buffer), fold_hash(r, &mut buffer));
    let knows = |hash: u64| parsed.words.iter().any(|w| w.hash == hash);
    let is_repeated = parsed.words.iter().filter(|w| w.hash == word.hash).count() > 1;
    if l.contains(['\'', '’'])
        || is_repeated
        || is_cited(parsed, word)
        || !knows(right)
        || !(OPENERS.contains(&left) || knows(left))
    {
        return;
    }
    let at = word.span.start as usize + at;
    let span = Span::new(at - 1, at + 1);
    let put = format!("{} {}", &text[at - 1..at], &text[at..at + 1]);
    let message = format!("“{}” is “{l} {r}”: both are words of this text", word.span.of(text));
    let finding = Finding::new(MISSING_SPACE, Unit::Span, text, span, message).with_kind("words");
    findings.push(finding.with_confidence(Confidence::Likely).with_fix(Fix::replace(put)));
}

/// The word fills a quotation or follows "called": a name that is spelled so.
fn is_cited(parsed: &Parsed<'_>, word: &Word) -> bool {
    let text = parsed.text;
    let before = &text[..word.span.start as usize];
    let after = text[word.span.end as usize..].trim_start_matches([',', '.', '!', '?']);
    let is_quoted =
        before.ends_with(['"', '\'', '“', '‘', '„', '«']) && after.starts_with(['"', '\'', '”', '’', '“', '»']);
    let last = before.rsplit(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or("");
    is_quoted || ["called", "named", "dubbed", "titled"].iter().any(|w| last.eq_ignore_ascii_case(w))
}

#[cfg(test)]
mod tests {
    use super::super::testing::applied;
    use super::*;

    /// The text after every likely and certain fix.
    fn repair(text: &str) -> String {
        let mut findings = Vec::new();
        let mut parser = crate::text::Parser::new();
        detect(&parser.parse(text), &mut findings);
        applied(text, findings)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(repair(text), expected);
        assert_eq!(repair(expected), expected, "a second run changes nothing");
    }

    #[test]
    fn glued_sentences_and_clauses_are_parted() {
        check("They met on Friday,Norland said.", "They met on Friday, Norland said.");
        check("It was the end.Next came rain.", "It was the end. Next came rain.");
        check("Who is it?He left.", "Who is it? He left.");
        check("It costs £38.Children pay less.", "It costs £38. Children pay less.");
        check("“We won.”They cheered.“Now go.”", "“We won.” They cheered. “Now go.”");
        check("It appeared in theWeekly Mirror. Weekly.", "It appeared in the Weekly Mirror. Weekly.");
    }

    #[test]
    fn names_addresses_and_code_stay() {
        for text in [
            "Amazon.Com",
            "the iPhone of easyJet and McDonald",
            "one search in “oneSearch,” a search page",
            "one search page called oneSearch",
            "at Halo.Bungie.Org now",
            "One.Tel rose",
            "U.S.officials",
            "see x.example/A.Bell,then",
            "1,000 at 10:30",
            "a “news”letter",
            "foo.Bar()_x",
            "foo,bar of x",
            "Bürger:innen",
            "an adjustm,ent here",
            "Mr.Bell",
            "#nowPlaying",
            "a,b,c",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_counter_is_only_shown() {
        check("Card 1 of 5A gathering storm", "Card 1 of 5A gathering storm");
        let (mut findings, mut parser) = (Vec::new(), crate::text::Parser::new());
        detect(&parser.parse("Card 1 of 5A gathering storm"), &mut findings);
        assert_eq!(findings.len(), 1);
    }
}
