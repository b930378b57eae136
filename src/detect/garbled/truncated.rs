//! A text that stops in the middle of a sentence: cut by a preview, a length limit or a broken download.

use super::TRUNCATED;
use crate::findings::{Finding, Unit};
use crate::text::{Block, Parsed, Span};

/// Words that the last paragraph must have: shorter ones are captions, bylines, headings. A guess.
const MIN_WORDS: usize = 10;
/// Share of the other long paragraphs that end with a closing mark, from which the text is known to close its sentences.
const MIN_CLOSED_SHARE: f64 = 0.9;

/// Reports the end of `parsed` where it is none.
pub(super) fn detect(parsed: &Parsed<'_>, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    if let Some(at) =
        memchr::memmem::find(text.as_bytes(), b"[+").filter(|at| text[*at..].trim_end().ends_with(" chars]"))
    {
        let span = Span::new(at, text.len());
        let message = "the rest was left out by the program that delivered it";
        findings.push(Finding::new(TRUNCATED, Unit::Span, text, span, message).with_kind("preview"));
        return;
    }
    let Some((last, before)) = parsed.blocks.split_last() else { return };
    let long: Vec<&Block> = before.iter().filter(|b| b.n_words() >= MIN_WORDS).collect();
    if last.n_words() < MIN_WORDS || long.len() < 3 || is_closed(parsed.text_of(last)) {
        return;
    }
    let share = long.iter().filter(|b| is_closed(parsed.text_of(b))).count() as f64 / long.len() as f64;
    if share >= MIN_CLOSED_SHARE {
        let word = parsed.words_of(last).last().map_or(last.span, |w| w.span);
        let message =
            format!("the last paragraph ends without a closing mark; {:.0} % of the others have one", share * 100.0);
        let finding = Finding::new(
            TRUNCATED,
            Unit::Span,
            text,
            word.join(Span::new(last.span.end as usize, last.span.end as usize)),
            message,
        );
        findings.push(finding.with_measure("closed", share, MIN_CLOSED_SHARE));
    }
}

fn is_closed(paragraph: &str) -> bool {
    paragraph.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | ';' | '-' | '(' | '“'))
}
