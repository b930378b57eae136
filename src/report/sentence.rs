//! A finding in one line: the reason, the words that it speaks of, the other place. For formats that have no room for an excerpt.

use super::excerpt::{columns, excerpt, shorten, visible};
use crate::findings::{Finding, Related, Unit};
use crate::text::{Document, Span};

/// Columns of the quoted words: enough to know the passage again.
const QUOTE_COLUMNS: usize = 60;
/// A passage of fewer columns says little without what stands around it.
const SHORT_COLUMNS: usize = 12;

/// Rule and kind, as `boilerplate-phrase[byline]`.
pub(super) fn rule_name(finding: &Finding) -> String {
    finding.kind.map_or(finding.rule.name.to_owned(), |kind| format!("{}[{kind}]", finding.rule.name))
}

/// Reason, words and other places.
pub(super) fn sentence(document: &Document, finding: &Finding) -> String {
    let related = finding.related.iter().map(|related| format!("; {}: {}", related.label, place(related)));
    format!("{}{}", reason(document, finding), related.collect::<String>())
}

/// Reason and words.
pub(super) fn reason(document: &Document, finding: &Finding) -> String {
    let message = visible(&finding.message);
    match finding.unit {
        Unit::Document => message,
        Unit::Paragraph | Unit::Span => format!("{message}: “{}”", quote(&document.text, finding.span)),
    }
}

/// Another place as `path:record (id)`.
pub(super) fn place(related: &Related) -> String {
    let place = &related.place;
    format!("{}:{} ({})", visible(&place.path), place.record, visible(&place.id))
}

/// The first words of a passage on one line, with their surroundings where the passage is short.
fn quote(text: &str, span: Span) -> String {
    let words = first_words(span.of(text));
    if columns(&words) >= SHORT_COLUMNS {
        return shorten(&words, QUOTE_COLUMNS);
    }
    let e = excerpt(text, span);
    [e.before, e.marked, e.after].concat()
}

/// More words than are shown, one blank between each two.
fn first_words(passage: &str) -> String {
    let mut words = String::new();
    for word in passage.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if words.len() > 4 * QUOTE_COLUMNS {
            break; // no character that is shown takes more than four bytes
        }
    }
    visible(&words)
}

/// `1 finding`, `2 findings`.
pub(super) fn counted(n: u64, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, passage: &str, expected: &str) {
        let start = text.find(passage).unwrap();
        assert_eq!(quote(text, Span::new(start, start + passage.len())), expected);
    }

    #[test]
    fn a_quote_is_one_short_line() {
        check("Read more:\n  Ferry\tlate again.", "Read more:\n  Ferry\tlate", "Read more: Ferry late");
        let long = "ferry ".repeat(100);
        let words = quote(&long, Span::new(0, long.len()));
        assert!(words.ends_with('…') && words.chars().count() <= QUOTE_COLUMNS, "{words}");
    }

    #[test]
    fn a_short_passage_is_quoted_with_what_is_around_it() {
        check("The ferry to Port Lan\u{200b}nis was late.", "\u{200b}", "The ferry to Port Lan<U+200B>nis was late.");
        check("late again.\nRead more", "Read more", "Read more");
    }
}
