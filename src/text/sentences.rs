//! Sentences: split after closing punctuation, unless the word before it is an abbreviation or an initial.

use super::Span;

/// Words that end in a full stop without ending a sentence; lower case, the stop left out.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "apr", "assn", "aug", "ave", "bros", "capt", "cf", "cmdr", "co", "col", "corp", "cos", "dec", "dept",
    "dr", "e.g", "ed", "eds", "etc", "feb", "fig", "fri", "gen", "gov", "hon", "i.e", "inc", "jan", "jr", "jul", "jun",
    "lt", "ltd", "maj", "messrs", "mlle", "mme", "mon", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "op",
    "p.m", "a.m", "pp", "prof", "rep", "reps", "rev", "sat", "sen", "sens", "sep", "sept", "sgt", "sr", "st", "sun",
    "supt", "thu", "thur", "thurs", "tue", "tues", "u.k", "u.n", "u.s", "v", "vol", "vs", "wed",
];

/// True where a full stop after `word` does not end a sentence: a listed abbreviation, an initial ("J", "U.S").
pub fn is_abbreviation(word: &str) -> bool {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(c), None) => c.is_uppercase(),
        (Some(c), Some('.')) => c.is_alphabetic(),
        _ => may_be_listed(word) && ABBREVIATIONS.iter().any(|a| a.eq_ignore_ascii_case(word)),
    }
}

/// Longest abbreviation in bytes.
const MAX_BYTES: usize = 6;

/// For each length, a bit for each letter with which a listed abbreviation of that length begins: most words before a full stop
/// have another one.
const INITIALS: [u32; MAX_BYTES + 1] = {
    let mut initials = [0; MAX_BYTES + 1];
    let mut at = 0;
    while at < ABBREVIATIONS.len() {
        let bytes = ABBREVIATIONS[at].as_bytes();
        initials[bytes.len()] |= initial(bytes[0]);
        at += 1;
    }
    initials
};

/// The bit of an ASCII letter, whatever its case.
const fn initial(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// False where no listed abbreviation has the length and the first letter of the word.
fn may_be_listed(word: &str) -> bool {
    let initials = INITIALS.get(word.len()).copied().unwrap_or(0);
    word.as_bytes().first().is_some_and(|&first| initials & initial(first) != 0)
}

/// Sentences of the passage at `span`, in order, white space between them left out.
pub fn sentences(text: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = span.start as usize;
    let passage = span.of(text);
    let mut chars = passage.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            continue;
        }
        let mut end = i + c.len_utf8();
        while let Some(&(j, d)) = chars.peek() {
            if !matches!(d, '.' | '!' | '?' | '…' | '”' | '’' | '"' | '\'' | '»' | ')' | ']') {
                break;
            }
            end = j + d.len_utf8();
            chars.next();
        }
        let rest = &passage[end..];
        let gap = rest.len() - rest.trim_start().len();
        let wide = matches!(c, '。' | '！' | '？');
        if gap == 0 && !wide {
            continue;
        }
        let opens = rest.trim_start().chars().next().is_some_and(|n| !n.is_lowercase());
        let abbreviated = c == '.' && end == i + 1 && is_abbreviation(last_word(&passage[..i]));
        if opens && !abbreviated {
            push(&mut out, text, start, span.start as usize + end);
            start = span.start as usize + end + gap;
        }
    }
    push(&mut out, text, start, span.end as usize);
    out
}

fn push(out: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    if start < end {
        let sentence = Span::new(start, end).trim(text);
        if !sentence.is_empty() {
            out.push(sentence);
        }
    }
}

/// The last word of `before`, inner full stops included ("U.S").
fn last_word(before: &str) -> &str {
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || *c == '.')
        .last()
        .map_or(before.len(), |(i, _)| i);
    &before[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text, Span::new(0, text.len())).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_initials_and_decimals_do_not_end_a_sentence() {
        check("Mr. Bell of St. Ives paid $3.50. He left.", &["Mr. Bell of St. Ives paid $3.50.", "He left."]);
        check("The U.S. Senate met. J. Doe spoke.", &["The U.S. Senate met.", "J. Doe spoke."]);
    }

    #[test]
    fn closing_quotes_stay_with_their_sentence() {
        check("“We won.” They cheered!", &["“We won.”", "They cheered!"]);
        check("今日は。明日も。", &["今日は。", "明日も。"]);
    }
}
