//! A text that stops in the middle of a sentence: cut by a preview, a length limit or a broken download.

use super::TRUNCATED;
use crate::findings::{Finding, Unit};
use crate::text::{Block, Parsed, Span};

/// Words that the last paragraph must have: shorter ones are captions, bylines, headings. A guess.
const MIN_WORDS: usize = 10;
/// Share of the other long paragraphs that end with a closing mark, from which the text is known to close its sentences.
const MIN_CLOSED_SHARE: f64 = 0.9;

/// Words that a line must have to be one that was broken off: "Related…" is a link. A guess.
const MIN_PREVIEW_WORDS: usize = 4;

/// Signs of a credit or an address.
const CREDITS: &[char] = &['@', '©', '/', '|'];

/// Marks that programs put where they left out the rest, and links to it.
const LEFT_OUT: &[&str] = &["[...]", "[…]", "(...)", "...", "…"];
const LINKS: &[&str] = &["Read more", "Continue reading", "Read More"];

/// Reports the end of `parsed` where it is none.
pub(super) fn detect(parsed: &Parsed<'_>, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    if let Some(span) = preview(text) {
        let message = "the rest was left out by the program that delivered it";
        findings.push(Finding::new(TRUNCATED, Unit::Span, text, span, message).with_kind("preview"));
        return;
    }
    let Some((last, before)) = parsed.blocks.split_last() else { return };
    let Some(word) = open_end(parsed, last) else { return };
    let long: Vec<&Block> = before.iter().filter(|b| b.n_words() >= MIN_WORDS).collect();
    if long.len() < 3 {
        return;
    }
    let share = long.iter().filter(|b| is_closed(parsed.text_of(b))).count() as f64 / long.len() as f64;
    if share >= MIN_CLOSED_SHARE {
        let message =
            format!("the last paragraph has no closing mark; {:.0} % of the others do (limit 90 %)", share * 100.0);
        let finding = Finding::new(TRUNCATED, Unit::Span, text, word, message).with_kind("open-end");
        findings.push(finding.with_measure("closed", share, MIN_CLOSED_SHARE));
    }
}

/// "[+2431 chars]", "[...]" and "…" after a word, "Read more" after a sentence that is not closed.
fn preview(text: &str) -> Option<Span> {
    let body = text.trim_end();
    if body.ends_with(" chars]") {
        return body.rfind("[+").map(|at| Span::new(at, body.len()));
    }
    let ends_in_word = |head: &str| head.trim_end_matches(' ').ends_with(char::is_alphabetic);
    let mark = LEFT_OUT.iter().find_map(|mark| Some((body.strip_suffix(mark)?, *mark)));
    let link = || LINKS.iter().find_map(|link| Some((body.strip_suffix(link)?.strip_suffix(' ')?, *link)));
    let (head, tail) = mark.or_else(link)?;
    let is_prose = head.rsplit('\n').next().is_some_and(|line| line.split(' ').count() >= MIN_PREVIEW_WORDS);
    (ends_in_word(head) && is_prose).then(|| Span::new(body.len() - tail.len(), body.len()))
}

/// The last word of a paragraph of prose that stops without a closing mark: a small letter at the very end, after a sentence
/// that was closed. Credits, addresses and lists of names end in capitals, domains and figures.
fn open_end(parsed: &Parsed<'_>, last: &Block) -> Option<Span> {
    let paragraph = parsed.text_of(last);
    let word = parsed.words_of(last).last()?;
    let is_word = word.span.end == last.span.end && !word.is_capitalised() && !word.has_digit();
    let ends_small = || paragraph.ends_with(char::is_lowercase);
    let is_prose = || last.n_words() >= MIN_WORDS && paragraph.contains(". ") && !paragraph.contains(CREDITS);
    (is_word && ends_small() && is_prose()).then_some(word.span)
}

fn is_closed(paragraph: &str) -> bool {
    paragraph.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | ';' | '-' | '('))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (mut findings, mut parser) = (Vec::new(), crate::text::Parser::new());
        detect(&parser.parse(text), &mut findings);
        let found: Vec<&str> = findings.iter().map(|f| f.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    const BODY: &str = "The harbour office opened its doors to the public on Monday.\nMany people came to see the new pier and the boats.\nThe mayor spoke of a fine day for the whole town and left.\n";

    #[test]
    fn an_open_end_after_closed_paragraphs_is_shown() {
        check(&format!("{BODY}Ferries will run again. The council will vote on the new harbour plan next"), &["next"]);
        check("The council met on Mon… [+2431 chars]", &["[+2431 chars]"]);
        check("The council met on Mon [...]", &["[...]"]);
        check("The council will vote on the Read more", &["Read more"]);
    }

    #[test]
    fn closed_ends_credits_and_headings_are_not() {
        for end in [
            "The council will vote. It will vote on the whole plan next week.",
            "More news",
            "Write to us. The address for all letters of readers is desk@x.example",
            "The ferry is late. Read more",
            "",
        ] {
            check(&format!("{BODY}{end}"), &[]);
        }
    }
}
