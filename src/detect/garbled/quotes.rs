//! Quotation marks where none can stand: an opening mark before a blank, a closing one after a blank, a stop between the
//! quotation and its comma. Machine translation and hasty edits leave them. Where the right place cannot be proven, a fault
//! is only reported, with what probably stood there.

use super::BROKEN_QUOTE;
use crate::findings::{Finding, Fix, Unit};
use crate::text::{Parsed, Span};

/// Reports misplaced marks; gives their number. Spans in `damaged` belong to another rule.
pub(super) fn detect(parsed: &Parsed<'_>, damaged: &[Span], findings: &mut Vec<Finding>) -> usize {
    let text = parsed.text;
    let before = findings.len();
    let places = memchr::memmem::find_iter(text.as_bytes(), b"\xe2\x80").map(|at| (at, text.as_bytes()[at + 2]));
    let mut marks = places.filter(|(_, last)| matches!(last, 0x9c | 0x9d)).peekable();
    // „…“ closes with the mark that opens in English; « … » has blanks inside; ”…” opens with the closing mark.
    let is_english = marks.peek().is_some() && text.contains('“') && !text.contains(['„', '«']);
    for (at, last) in marks.filter(|_| is_english) {
        let span = Span::new(at, at + '“'.len_utf8());
        if !damaged.iter().any(|d| d.overlaps(span)) {
            findings.extend(curly(text, span, last == 0x9c));
        }
    }
    straight(text, findings);
    findings.len() - before
}

fn curly(text: &str, mark: Span, opens: bool) -> Option<Finding> {
    let (left, right) = (&text[..mark.start as usize], &text[mark.end as usize..]);
    let after = right.chars().next();
    let is_gap = |c: Option<char>| c.is_none_or(|c| c == ' ' || c == '\n');
    let last = left.trim_end_matches(' ').chars().next_back();
    let has_blank = left.ends_with(' ');
    if opens {
        // "leads us. “" and "the dice, “ she said": an opening mark that closes.
        let follows_stop = last.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '…'));
        let closes = is_gap(after) && follows_stop && !right.trim_start_matches(' ').starts_with(char::is_uppercase);
        return closes
            .then(|| report(text, mark, "opening-mark-closes", "an opening mark where a quotation ends", "”"));
    }
    // "this stage.” , said", "sure” , he": a blank before the comma.
    if let Some(tail) = right.strip_prefix([' ']).filter(|t| t.starts_with([',', '.', ';'])) {
        let is_ellipsis = tail.starts_with("..");
        let span = Span::new(mark.start as usize, mark.end as usize + 2);
        let put = format!("{}”", &tail[..1]);
        return (!is_ellipsis)
            .then(|| report(text, span, "blank-before-comma", "a blank between a quotation and its comma", &put));
    }
    // "non-negotiable. ”": a closing mark after a blank.
    let closes_late = has_blank && is_gap(after) && last.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '…'));
    let span = Span::new(mark.start as usize - 1, mark.end as usize);
    closes_late.then(|| report(text, span, "blank-before-closing-mark", "a blank before a closing mark", "”"))
}

/// `. "` at the end of a paragraph and `, " said`: straight marks after a blank that can only close.
fn straight(text: &str, findings: &mut Vec<Finding>) {
    for at in memchr::memmem::find_iter(text.as_bytes(), b" \"") {
        let follows_stop = text[..at].ends_with(['.', ',', '!', '?']);
        let tail = &text[at + 2..];
        let ends = tail.is_empty() || tail.starts_with('\n') || tail.starts_with(' ');
        if follows_stop && ends {
            let span = Span::new(at, at + 2);
            findings.push(report(text, span, "blank-before-closing-mark", "a blank before a closing mark", "\""));
        }
    }
}

/// A fault at `span`, with the mark that probably stood there.
pub(super) fn report(text: &str, span: Span, kind: &'static str, what: &str, put: &str) -> Finding {
    let message = format!("“{}”: {what}", span.of(text).trim());
    Finding::new(BROKEN_QUOTE, Unit::Span, text, span, message).with_kind(kind).with_fix(Fix::suggest(put))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (mut findings, mut parser) = (Vec::new(), crate::text::Parser::new());
        detect(&parser.parse(text), &[], &mut findings);
        let found: Vec<&str> = findings.iter().map(|f| f.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_in_impossible_places_are_shown() {
        check("“We do not know where it leads. “", &["“"]);
        check("“It is late. ” Then", &[" ”"]);
        check("“At this stage” , he said", &["” ,"]);
        check("\"It is late. \"", &[" \""]);
    }

    #[test]
    fn marks_where_they_belong_are_not() {
        for text in
            ["“It is late,” he said. “Go.”", "„Es ist spät.“ Dann", "He said. “Go.”", "\"Yes,\" he said. \"Go.\""]
        {
            check(text, &[]);
        }
    }
}
