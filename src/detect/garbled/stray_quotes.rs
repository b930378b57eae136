//! Quotation marks with blanks where none belong, and quotations that are never closed. English text only: French sets blanks inside
//! its marks. Such faults are left by extraction too, so they are no trace of translation, as those of `quotes` are.

use super::BROKEN_QUOTE;
use super::quotes::report;
use crate::findings::{Finding, Unit};
use crate::text::{Block, Parsed, Span};

/// Reports stray marks outside of what was reported from `first` on.
pub(super) fn detect(parsed: &Parsed<'_>, is_ascii: bool, first: usize, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    let has = |mark: &str| !is_ascii && memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if has("„") || has("«") {
        return;
    }
    let mut found: Vec<Finding> =
        memchr::memchr_iter(b'"', text.as_bytes()).filter_map(|at| beside_blank(text, at, "\"")).collect();
    if has("“") || has("”") {
        for mark in ["“", "”"] {
            let places = memchr::memmem::find_iter(text.as_bytes(), mark);
            found.extend(places.filter_map(|at| beside_blank(text, at, mark)));
        }
        for (i, block) in parsed.blocks.iter().enumerate() {
            found.extend(unclosed(parsed, block, parsed.blocks.get(i + 1)));
        }
    }
    let known: Vec<Span> = findings[first..].iter().map(|f| f.span).collect();
    findings.extend(found.into_iter().filter(|f| !known.iter().any(|k| k.overlaps(f.span))));
}

/// A mark with a blank on the side of what it quotes.
fn beside_blank(text: &str, at: usize, mark: &'static str) -> Option<Finding> {
    let (before, after) = (&text[..at], &text[at + mark.len()..]);
    let opens_line = before.is_empty() || before.ends_with('\n');
    let (is_after_blank, is_before_blank) = (before.ends_with(' '), after.starts_with(' '));
    let goes_on = after.trim_start_matches(' ').starts_with(char::is_alphanumeric);
    let is_measure = before.trim_end_matches(' ').ends_with(|c: char| c.is_ascii_digit());
    // "‘I can be alone,’ ” Polk says": a thin blank between two marks is set on purpose.
    let is_nested = before.trim_end_matches(' ').ends_with(['\'', '’', '‘', '…']);
    let is_stray = match mark {
        "“" => is_before_blank && goes_on,
        "”" => is_after_blank && !is_nested && before.trim_end_matches(' ').ends_with(|c: char| !c.is_whitespace()),
        _ if is_measure || is_nested => false,
        _ => {
            is_before_blank && goes_on && (is_after_blank || opens_line)
                || is_before_blank && after[1..].starts_with([',', '.']) && !after[1..].starts_with("..")
        }
    };
    let start = at - usize::from(is_after_blank);
    let span = Span::new(start, at + mark.len() + usize::from(is_before_blank));
    is_stray.then(|| report(text, span, "stray-blank", "a quotation mark beside a blank", mark))
}

/// A paragraph whose last “ is not closed, where the next one does not go on with the quotation.
fn unclosed(parsed: &Parsed<'_>, block: &Block, next: Option<&Block>) -> Option<Finding> {
    let paragraph = parsed.text_of(block);
    let at = paragraph.rfind('“')?;
    let goes_on = next.is_none_or(|next| parsed.text_of(next).starts_with(['“', '"', '‘']));
    let is_closed = paragraph[at..].contains(['”', '"', '″', '〞'])
        || paragraph[at..].contains("’’")
        || goes_on
        || !paragraph.ends_with(['.', '!', '?']);
    let span = Span::new(block.span.start as usize + at, block.span.end as usize);
    (!is_closed).then(|| {
        let message = "a quotation that is opened and never closed";
        Finding::new(BROKEN_QUOTE, Unit::Span, parsed.text, span, message).with_kind("unclosed")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (mut findings, mut parser) = (Vec::new(), crate::text::Parser::new());
        detect(&parser.parse(text), text.is_ascii(), 0, &mut findings);
        let found: Vec<&str> = findings.iter().map(|f| f.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_beside_blanks_and_open_quotations_are_shown() {
        check("The “ Harbour Times” wrote", &[" “ "]);
        check("the so-called “smart pier ” of the town", &[" ” "]);
        check("forces \" of order\" and \"the rules\" .", &[" \" ", "\" "]);
        check("He said: “It is late. We go.\nThen rain came.", &["“It is late. We go."]);
    }

    #[test]
    fn marks_in_order_inches_and_long_quotations_are_not() {
        for text in
            ["“It is late,” he said.", "a pipe of 12 \" or more", "“It is late.\n“We go,” he said.", "\"Yes.\" \"No.\""]
        {
            check(text, &[]);
        }
    }
}
