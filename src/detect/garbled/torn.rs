//! Words that were torn apart: by a hyphen at the end of a line, letter by letter ("i n i t i a l"), by a blank ("jud ge").

use super::MISSING_SPACE;
use super::lexis::{Lexis, without_possessive};
use super::line_end::hyphenated;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span, Word, fold_hash};

/// Single letters in a row that are one word set wide. A guess; initials and lists of letters are shorter or in capitals.
const MIN_LETTERS: usize = 4;
/// The same before "n’t", which makes a verb of them ("w a s n’t").
const MIN_LETTERS_OF_VERB: usize = 2;
/// How often a word must have been counted, in 34 M words of news, to be what was torn. Rarer ones are often halves of others. A guess.
const MIN_COUNT: f32 = 100.0;

/// A word counted as often as "on" and "of" is no half of another. A guess.
const VERY_FREQUENT: f32 = 100_000.0;
/// Shorter words are not made of two halves, in bytes. A guess.
const MIN_BYTES: usize = 5;

/// Reports torn words in `parsed`.
pub(super) fn detect(parsed: &Parsed<'_>, lexis: &Lexis<'_>, findings: &mut Vec<Finding>) {
    hyphenated(parsed, lexis, findings);
    spaced(parsed, lexis, findings);
    split(parsed, lexis, findings);
}

/// "jud ge": half of it is no word, the whole is a frequent one.
fn split(parsed: &Parsed<'_>, lexis: &Lexis<'_>, findings: &mut Vec<Finding>) {
    let words = parsed.words;
    let mut end_of_last = 0;
    for &i in lexis.strange() {
        if i < end_of_last {
            continue;
        }
        let before = i.checked_sub(1).filter(|left| *left >= end_of_last);
        let mut pairs = before.into_iter().map(|left| (left, i)).chain((i + 1 < words.len()).then_some((i, i + 1)));
        let Some((left, right)) = pairs.find(|(l, r)| are_halves(parsed, lexis, *l, *r)) else { continue };
        // "health care's": the half is a possessive of a word. A name or a term of its own comes again.
        let bare = without_possessive(words[i].span.of(parsed.text));
        if lexis.count(bare) > 0.0 || lexis.is_repeated(parsed, &words[i]) {
            continue;
        }
        end_of_last = right + 1;
        let (l, r) = (words[left].span.of(parsed.text), words[right].span.of(parsed.text));
        let message = format!("“{l} {r}” is “{l}{r}”, torn apart");
        let span = words[left].span.join(words[right].span);
        let finding = Finding::new(MISSING_SPACE, Unit::Span, parsed.text, span, message).with_kind("split-word");
        findings.push(finding.with_confidence(Confidence::Likely).with_fix(Fix::replace(format!("{l}{r}"))));
    }
}

/// Two words of plain letters, one blank apart, that are one frequent word together.
fn are_halves(parsed: &Parsed<'_>, lexis: &Lexis<'_>, left: usize, right: usize) -> bool {
    let (text, words) = (parsed.text, parsed.words);
    let (a, b) = (&words[left], &words[right]);
    let (l, r) = (a.span.of(text), without_possessive(b.span.of(text)));
    let are_beside = text[a.span.end as usize..b.span.start as usize] == *" ";
    let are_plain = l.bytes().all(|b| b.is_ascii_alphabetic()) && r.bytes().all(|b| b.is_ascii_lowercase());
    if !are_beside || !are_plain || a.has_inner_capital() || l.len() + r.len() < MIN_BYTES {
        return false;
    }
    // "Cuomos of" is no word whose first half is none.
    if [(a, l), (b, r)].iter().any(|(w, half)| half.len() > 1 && lexis.count_of(w) >= VERY_FREQUENT) {
        return false;
    }
    let whole = format!("{l}{r}");
    lexis.count(&whole) >= MIN_COUNT && fits(parsed, lexis, &whole, left, right)
}

/// The whole was counted beside the word before it or after it. Without that the model, which knows words by sixteen bits of
/// their hash, takes one made-up word in ten thousand for another: "Cuomosof".
fn fits(parsed: &Parsed<'_>, lexis: &Lexis<'_>, whole: &str, left: usize, right: usize) -> bool {
    let word = |i: usize| parsed.words.get(i).map(|w| w.span.of(parsed.text));
    let before = left.checked_sub(1).and_then(word).map_or(0.0, |before| lexis.pair(before, whole));
    let after = word(right + 1).map_or(0.0, |after| lexis.pair(whole, after));
    before + after > 0.0
}

/// Runs of single small letters, each one blank apart.
fn spaced(parsed: &Parsed<'_>, lexis: &Lexis<'_>, findings: &mut Vec<Finding>) {
    let (text, words) = (parsed.text, parsed.words);
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < words.len() {
        let is_letter = |n: usize| words[n].span.len() == 1 && bytes[words[n].span.start as usize].is_ascii_lowercase();
        if !is_letter(i) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while end < words.len()
            && is_letter(end)
            && words[end].span.start == words[end - 1].span.end + 1
            && bytes[words[end - 1].span.end as usize] == b' '
        {
            end += 1;
        }
        // "M onday": a capital before the small letters is the word's first.
        let first = if i > 0 && is_capital_before(parsed, i) { i - 1 } else { i };
        let is_verb = || end - first >= MIN_LETTERS_OF_VERB && is_negated(parsed, &words[first..end]);
        if end - first >= MIN_LETTERS || is_verb() {
            report(parsed, lexis, &words[first..end], findings);
        }
        i = end;
    }
}

/// A single capital, one blank before word `i`.
fn is_capital_before(parsed: &Parsed<'_>, i: usize) -> bool {
    let (before, bytes) = (parsed.words[i - 1].span, parsed.text.as_bytes());
    before.len() == 1
        && bytes[before.start as usize].is_ascii_uppercase()
        && before.end + 1 == parsed.words[i].span.start
        && bytes[before.end as usize] == b' '
}

/// "w a s n’t", "d o e s n ’ t": the letters are a verb.
fn is_negated(parsed: &Parsed<'_>, run: &[Word]) -> bool {
    const VERBS: [&str; 14] =
        ["is", "was", "are", "were", "has", "had", "have", "do", "does", "did", "could", "would", "should", "must"];
    let letters: String = run.iter().map(|w| w.span.of(parsed.text)).collect();
    let whole = format!("{letters}{}", tail(parsed.text, run[run.len() - 1].span.end as usize).replace(' ', ""));
    let verb = whole.strip_suffix("n’t").or(whole.strip_suffix("n't"));
    verb.is_some_and(|verb| VERBS.iter().any(|known| known.eq_ignore_ascii_case(verb)))
}

/// " ’ s", " ’ t" and " n’t" after the letters: the rest of the word.
fn tail(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let word = rest.strip_prefix(' ').filter(|w| w.starts_with(|c: char| c.is_ascii_lowercase())).map_or(0, |_| 2);
    ["’s", "’t", "'s", "'t", " ’ s", " ’ t", " ' s", " ' t"]
        .into_iter()
        .find(|tail| rest[word..].strip_prefix(tail).is_some_and(|after| !after.starts_with(char::is_alphanumeric)))
        .map_or("", |tail| &rest[..word + tail.len()])
}

fn report(parsed: &Parsed<'_>, lexis: &Lexis<'_>, run: &[Word], findings: &mut Vec<Finding>) {
    let tail = tail(parsed.text, run[run.len() - 1].span.end as usize);
    let whole: String = run.iter().map(|w| w.span.of(parsed.text)).collect();
    let letters = whole.as_bytes();
    let is_alphabet = letters.windows(2).all(|w| w[1] == w[0] + 1);
    if is_alphabet {
        return;
    }
    let knows = |word: &str| lexis.is_of_text(parsed, fold_hash(word, &mut String::new()));
    let is_known = |word: &str| word.len() >= MIN_LETTERS - 1 && (knows(word) || lexis.count(word) >= MIN_COUNT);
    let is_word = |b: u8| matches!(b, b'a' | b'A' | b'I');
    let is_two = |letters: &str| two_words(lexis, letters).is_some();
    // "a f a s t one": the article beside the word stays apart.
    let (from, to) = match (&whole[1..], &whole[..whole.len() - 1]) {
        _ if is_known(&whole) => (0, run.len()),
        (rest, _) if is_word(letters[0]) && is_known(rest) => (1, run.len()),
        (_, rest) if letters.ends_with(b"a") && is_known(rest) => (0, run.len() - 1),
        (rest, _) if is_word(letters[0]) && is_two(rest) && !is_two(&whole) => (1, run.len()),
        _ => (0, run.len()),
    };
    let word = &whole[from..to];
    let has_vowel = letters.iter().any(|b| b"aeiouy".contains(b));
    // "a f a s t" may be "a fast": a first "a" proves the word only where the text or the model knows it.
    let proves_itself =
        letters.len() > MIN_LETTERS && has_vowel && !is_word(letters[0]) && letters[letters.len() - 1] != b'a';
    let is_proven = is_known(word) || proves_itself || is_two(word) || is_negated(parsed, run);
    let confidence = if is_proven { Confidence::Likely } else { Confidence::Suspect };
    let tail = if to == run.len() { tail } else { "" };
    let put = match two_words(lexis, word).filter(|_| !is_known(word)) {
        Some(at) => format!("{} {}", &word[..at], &word[at..]),
        None => format!("{word}{}", tail.replace(' ', "")),
    };
    let span = Span::new(run[from].span.start as usize, run[to - 1].span.end as usize + tail.len());
    let finding = Finding::new(MISSING_SPACE, Unit::Span, parsed.text, span, format!("“{put}” set letter by letter"));
    findings.push(finding.with_kind("letter-spacing").with_confidence(confidence).with_fix(Fix::replace(put)));
}

/// Where the letters of two words fall apart ("l a s t w e e k"): best where the two were counted in a row, else where both are
/// frequent; nothing where the letters do not make two such words.
fn two_words(lexis: &Lexis<'_>, letters: &str) -> Option<usize> {
    let rank = |at: usize| {
        let (left, right) = letters.split_at(at);
        (lexis.pair(left, right), lexis.count(left).min(lexis.count(right)))
    };
    let best = (MIN_LETTERS..(letters.len() + 1).saturating_sub(MIN_LETTERS)).max_by(|a, b| {
        let (a, b) = (rank(*a), rank(*b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    best.filter(|at| matches!(rank(*at), (pair, least) if pair > 0.0 || least >= MIN_COUNT))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check_repair;
    use super::*;

    fn check(text: &str, expected: &str) {
        check_repair(detect, text, expected);
    }

    #[test]
    fn words_set_letter_by_letter_are_joined() {
        check("An i n i t i a l plan", "An initial plan");
        check("On M o n d a y it rained", "On Monday it rained");
        check("It w o u l d n ’ t stop at the pier", "It wouldn’t stop at the pier");
        check("It w o u l d n’t stop and the l a s t w e e k too", "It wouldn’t stop and the last week too");
        check("It was a f a s t one", "It was a fast one");
        check("It h a s n’t rained and i s n ’ t going to", "It hasn’t rained and isn’t going to");
        check(
            "He put out a s t a t e m e n t s a y i n g that the pier is safe",
            "He put out a statement saying that the pier is safe",
        );
    }

    #[test]
    fn halves_that_are_no_words_are_joined() {
        check(
            "The gover nment judge of the harbour court was late for the boat",
            "The government judge of the harbour court was late for the boat",
        );
    }

    #[test]
    fn initials_lists_and_names_stay() {
        for text in ["a b c d e f", "J R R Tolkien", "C O N C L U S I O N", "They met Van Rye and de Holm at the pier"]
        {
            check(text, text);
        }
    }
}
