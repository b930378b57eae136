//! Words that ran together with nothing between them: "andthe", "theWeekly", "in2016", "1 of 5A". Compounds ("heatwave") and names
//! ("CarPlay", "easyJet") are written so on purpose. So one half must be a function word that makes no compounds, or both
//! halves must be words of the text; the whole must be a word that nobody uses.

use super::MISSING_SPACE;
use super::lexis::{Lexis, without_possessive};
use super::spacing::{OPENERS, is_prose, token};
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span, Word, fold_hash};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Shortest half of two words run together, in bytes: "iPhone", "deMarco" are names. A guess.
const MIN_HALF: usize = 3;
/// How often the other half must have been counted, in 34 M words of news: "calm as" and "file that" run together as often as they
/// meet, but "reform at" is "reformat" misspelt by nobody. A guess, checked on 5,000 documents of news.
const MIN_COUNT: f32 = 500.0;
/// How often the two were counted in a row, and how many times as often as chance would have it. Of 74 splits of unknown words in 2,500
/// documents of news, these leave the 18 that are two words.
const MIN_PAIR: f32 = 16.0;
const MIN_AFFINITY: f32 = 1.0;
/// The same where the function word has two letters, which many words begin and end with ("motto").
const MIN_SHORT_PAIR: f32 = 50.0;
const MIN_SHORT_AFFINITY: f32 = 3.0;
/// Words that open a text and are in no name of a firm ("AlphaOne").
const HEADS: &[&str] = &[
    "The",
    "This",
    "That",
    "These",
    "Those",
    "They",
    "She",
    "But",
    "When",
    "While",
    "After",
    "Before",
    "His",
    "Her",
    "Their",
    "There",
    "Although",
    "Because",
    "However",
    "According",
    "During",
    "Until",
    "What",
    "Why",
    "How",
    "Where",
];
/// "ofthe" may come more than once; another word that does is a name. A guess.
const VERY_FREQUENT: f32 = 100_000.0;
/// Proven places from which a text is known to lack spaces, so that halves that are no function words are believed. A guess.
const MIN_PROVEN: usize = 3;

fn hashes(words: &str) -> FxHashSet<u64> {
    let mut buffer = String::new();
    words.split_whitespace().map(|w| fold_hash(w, &mut buffer)).collect()
}

/// Function words that open no compound; of two letters those that few words begin with.
static FIRST: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    hashes(
        "the and with from that this these those which who whose when where while because but are was were has have had his \
         their its they she would could should will can may might must said been than then of to is we he",
    )
});
/// Prepositions that open compounds ("forgoes", "underdevelopment", "afterschool"): believed before another function word only.
static BEFORE_FUNCTION: LazyLock<FxHashSet<u64>> = LazyLock::new(|| hashes("for about after before into under over"));
/// Function words that close no compound.
static LAST: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    hashes(
        "the and for with from that this these those which who whose when where while because but are was were has have had \
         his their they would could should will can may might must been than about into of to is by",
    )
});
/// What closes a compound with a preposition ("herewith", "thereto").
static ADVERBS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| hashes("here there where hence thence forth"));

/// Where a word falls in two, and how sure that is.
struct Split {
    at: usize,
    kind: &'static str,
    confidence: Confidence,
}

/// Reports words of `parsed` that are two.
pub(super) fn detect(parsed: &Parsed<'_>, lexis: &Lexis<'_>, findings: &mut Vec<Finding>) {
    let bytes = parsed.text.as_bytes();
    for (i, word) in parsed.words.iter().enumerate() {
        if word.span.len() < 2 {
            continue;
        }
        if word.has_digit() {
            findings.extend(counter(parsed, i).map(|at| report(parsed, word, at)));
        } else if word.span.len() >= 2 * MIN_HALF
            && word.has_inner_capital()
            && let Some(at) = hump(&bytes[word.span.range()])
        {
            findings.extend(camel(parsed, lexis, word, at).map(|at| report(parsed, word, at)));
        }
    }
    for word in lexis.mixed().iter().map(|i| &parsed.words[*i]) {
        findings.extend(before_year(parsed, word).map(|split| report(parsed, word, split)));
    }
    let mut found: Vec<(usize, Split)> =
        lexis.strange().iter().filter_map(|&i| Some((i, small(parsed, lexis, i, false)?))).collect();
    if found.len() >= MIN_PROVEN {
        found = lexis.strange().iter().filter_map(|&i| Some((i, small(parsed, lexis, i, true)?))).collect();
    }
    findings.extend(found.into_iter().map(|(i, split)| report(parsed, &parsed.words[i], split)));
}

fn report(parsed: &Parsed<'_>, word: &Word, split: Split) -> Finding {
    let text = parsed.text;
    let (left, right) = word.span.of(text).split_at(split.at);
    let at = word.span.start as usize + split.at;
    let start = at - left.chars().next_back().map_or(0, char::len_utf8);
    let span = Span::new(start, at + right.chars().next().map_or(0, char::len_utf8));
    let put = format!("{} {}", &text[start..at], &text[at..span.end as usize]);
    let message = format!("“{left}{right}” is “{left} {right}”");
    let finding = Finding::new(MISSING_SPACE, Unit::Span, text, span, message).with_kind(split.kind);
    finding.with_confidence(split.confidence).with_fix(Fix::replace(put))
}

/// "whythese", "andthe", "in2016": a word in small letters that was never counted.
fn small(parsed: &Parsed<'_>, lexis: &Lexis<'_>, i: usize, lacks_spaces: bool) -> Option<Split> {
    let word = &parsed.words[i];
    let whole = word.span.of(parsed.text);
    let is_plain = whole.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'') || whole.contains('’');
    let is_first = word.is_capitalised() && word.opens_sentence() && !word.has_inner_capital();
    let stem = without_possessive(whole);
    if !(is_plain && !word.is_capitalised() || is_first) || stem.len() < 5 {
        return None;
    }
    let splits = stem.char_indices().skip(2).map(|(at, _)| at).filter(|at| at + 2 <= stem.len());
    let best = splits.filter(|&at| is_two_words(lexis, stem.split_at(at), lacks_spaces)).max_by(|a, b| {
        let pair = |at: usize| lexis.pair(&stem[..at], &stem[at..]);
        pair(*a).total_cmp(&pair(*b))
    })?;
    let is_name = lexis.count(&stem[..best]) < VERY_FREQUENT && lexis.is_repeated(parsed, word);
    (!is_name && stands_in_prose(parsed, word)).then_some(Split {
        at: best,
        kind: "words",
        confidence: Confidence::Likely,
    })
}

fn is_two_words(lexis: &Lexis<'_>, (left, right): (&str, &str), lacks_spaces: bool) -> bool {
    let mut buffer = String::new();
    let (l, r) = (fold_hash(left, &mut buffer), fold_hash(right, &mut buffer));
    if ADVERBS.contains(&l) {
        return false;
    }
    let is_last = LAST.contains(&r);
    let is_first = FIRST.contains(&l) || is_last && BEFORE_FUNCTION.contains(&l);
    let pair = || lexis.pair(left, right);
    if !(is_first || is_last) {
        // A text that lacks spaces: both halves are frequent, and were counted in a row.
        return lacks_spaces
            && left.len().min(right.len()) >= MIN_HALF
            && lexis.count(without_possessive(left)).min(lexis.count(right)) >= MIN_COUNT
            && pair() >= MIN_PAIR
            && lexis.affinity(left, right) >= MIN_AFFINITY;
    }
    if is_first && is_last && left.len().min(right.len()) >= MIN_HALF {
        return pair() >= MIN_PAIR;
    }
    let function = if is_first { left } else { right };
    let (min_pair, min_affinity) = match function.len() {
        0..MIN_HALF => (MIN_SHORT_PAIR, MIN_SHORT_AFFINITY),
        _ if lacks_spaces => (5.0, 0.2),
        _ => (MIN_PAIR, MIN_AFFINITY),
    };
    let other = if is_first { right } else { left };
    other.len() >= MIN_HALF
        && lexis.count(other) >= MIN_COUNT
        && pair() >= min_pair
        && lexis.affinity(left, right) >= min_affinity
}

/// "in2016": nobody names anything so.
fn before_year(parsed: &Parsed<'_>, word: &Word) -> Option<Split> {
    let whole = word.span.of(parsed.text);
    let at = whole.len().checked_sub(4).filter(|at| whole.is_char_boundary(*at))?;
    let (left, year) = whole.split_at(at);
    let is_year = year.bytes().all(|b| b.is_ascii_digit()) && matches!(&year[..2], "18" | "19" | "20");
    let is_before = matches!(
        left,
        "in" | "of" | "since" | "from" | "until" | "by" | "to" | "and" | "the" | "between" | "In" | "Since"
    );
    (is_year && is_before && stands_in_prose(parsed, word)).then_some(Split {
        at,
        kind: "words",
        confidence: Confidence::Likely,
    })
}

/// White space or marks of sentences around: no part of an address, a handle, a compound or a file name.
fn stands_in_prose(parsed: &Parsed<'_>, word: &Word) -> bool {
    let (before, after) = (&parsed.text[..word.span.start as usize], &parsed.text[word.span.end as usize..]);
    let joins = |c: char| matches!(c, '-' | '‑' | '.' | ':');
    let mut next = after.chars();
    let is_joined = next.next().is_some_and(joins) && next.next().is_some_and(char::is_alphanumeric);
    !before.ends_with(joins)
        && !is_joined
        && is_prose(token(parsed.text, word.span.start as usize))
        && !is_cited(parsed, word)
}

/// "1 of 5A": a counter that ran into the text after it; "July 1A new ticket": an article that did. Only shown.
fn counter(parsed: &Parsed<'_>, i: usize) -> Option<Split> {
    let text = parsed.text;
    let word = parsed.words[i].span;
    let n_digits = word.of(text).bytes().take_while(u8::is_ascii_digit).count();
    let rest = &word.of(text)[n_digits..];
    let is_counter = i >= 2
        && parsed.words[i - 1].span.of(text) == "of"
        && parsed.words[i - 2].span.of(text).bytes().all(|b| b.is_ascii_digit())
        && rest.starts_with(char::is_uppercase);
    (n_digits > 0 && (is_counter || rest == "A" && is_article(parsed, i))).then_some(Split {
        at: n_digits,
        kind: "counter",
        confidence: Confidence::Suspect,
    })
}

/// After the "5A" of a class, a road or a seat comes a verb, a preposition or a mark.
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

/// Byte of the only capital that follows a small letter.
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
    at
}

/// "theWeekly", "researchersThe": nobody writes the two together on purpose. Names that open with a small letter ("easyJet") have
/// halves that the text does not know, or come more than once.
fn camel(parsed: &Parsed<'_>, lexis: &Lexis<'_>, word: &Word, at: usize) -> Option<Split> {
    let text = parsed.text;
    let (l, r) = word.span.of(text).split_at(at);
    let stem = without_possessive(l);
    if r.len() < MIN_HALF
        || stem.contains(['\'', '’'])
        || lexis.is_repeated(parsed, word)
        || !stands_in_prose(parsed, word)
    {
        return None;
    }
    let mut buffer = String::new();
    let (left, right) = (fold_hash(stem, &mut buffer), fold_hash(r, &mut buffer));
    let knows = |hash: u64| lexis.is_of_text(parsed, hash);
    let is_counted = lexis.count_of(word) > 0.0;
    // "researchersThe": the end of a line and the head of the next.
    let is_head = l.len() > MIN_HALF && HEADS.contains(&r) && lexis.count(stem) >= 100.0;
    // "andCarrie": after a function word a name that the text or the model knows.
    let is_after_function = FIRST.contains(&left)
        && l.len() >= MIN_HALF
        && (knows(right) || lexis.count(r) >= 100.0 && lexis.pair(l, r) > 0.0);
    let is_small = !word.is_capitalised();
    let are_of_text = l.len() >= MIN_HALF && knows(right) && (OPENERS.contains(&left) || knows(left));
    let is_counted_apart =
        l.len() >= MIN_HALF && knows(right) && lexis.count(stem) >= MIN_COUNT && lexis.pair(l, r) >= MIN_PAIR;
    let is_proven = !is_counted && (is_head || is_small && (is_after_function || are_of_text || is_counted_apart));
    is_proven.then_some(Split { at, kind: "words", confidence: Confidence::Likely })
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
