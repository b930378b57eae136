//! Tags and comments of HTML that stayed in the text: "<br>", "</div>", "<!-- ad -->".

use super::MARKUP_RESIDUE;
use super::scan::visible;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::Span;

/// Longest tag that is believed, in bytes. A guess; tags with inline styles have some hundreds.
const MAX_BYTES: usize = 2_000;
/// Elements whose tags part lines; the others stand inside a line.
const BLOCKS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
const INLINE: &[&str] = &[
    "a", "abbr", "amp-img", "b", "big", "button", "cite", "code", "em", "font", "i", "iframe", "img", "input", "ins",
    "label", "noscript", "o:p", "picture", "q", "s", "script", "small", "source", "span", "strike", "strong", "style",
    "sub", "sup", "svg", "time", "u", "video", "wbr",
];
/// Words of texts that speak of markup: there a tag is meant.
const SPEAKS_OF_MARKUP: &[&str] = &["HTML", "html", "element", "<code", "```", "markup", "JavaScript", "CSS", " tag"];

/// Reports tags in `text`.
pub(super) fn detect(text: &str, findings: &mut Vec<Finding>) {
    let mut end_of_last = 0;
    let mut is_about_markup = None;
    for start in memchr::memchr_iter(b'<', text.as_bytes()) {
        if start < end_of_last {
            continue;
        }
        let Some((len, put)) = tag(text, start) else { continue };
        let span = Span::new(start, start + len);
        end_of_last = span.end as usize;
        let is_meant = *is_about_markup.get_or_insert_with(|| speaks_of_markup(text));
        let confidence = if is_meant { Confidence::Suspect } else { Confidence::Likely };
        let fix = if put.is_empty() { Fix::CUT } else { Fix::replace(put) };
        let message = format!("“{}” is a tag of HTML", shorten(span.of(text)));
        let finding = Finding::new(MARKUP_RESIDUE, Unit::Span, text, span, message).with_kind("tag");
        findings.push(finding.with_confidence(confidence).with_fix(fix));
    }
}

/// True where markup may be what the text is about.
pub(super) fn speaks_of_markup(text: &str) -> bool {
    SPEAKS_OF_MARKUP.iter().any(|word| text.contains(word))
}

/// Length of the tag at `start`, and what takes its place.
fn tag(text: &str, start: usize) -> Option<(usize, &'static str)> {
    let rest = &text[start..];
    if rest.starts_with("<!--") {
        return rest.find("-->").filter(|n| *n < MAX_BYTES).map(|n| (n + 3, ""));
    }
    let inner = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    let name_len = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b':' || *b == b'-').count();
    let name = &inner[..name_len];
    let is_known = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let is_block = is_known(BLOCKS);
    if name.is_empty() || (!is_block && !is_known(INLINE)) {
        return None;
    }
    // "<A>", "<DD>" are tickers of companies: a bare opening tag in capitals proves nothing.
    if inner.len() + 1 == rest.len()
        && inner[name_len..].starts_with('>')
        && !name.starts_with(|c: char| c.is_lowercase())
    {
        return None;
    }
    let len = memchr::memchr(b'>', rest.as_bytes()).filter(|n| *n < MAX_BYTES)? + 1;
    let attributes = inner[name_len..].split('>').next()?.trim_end_matches('/').trim();
    if !(attributes.is_empty() || (attributes.contains('=') && !attributes.contains('<'))) {
        return None;
    }
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_apart = is_space(text[..start].chars().next_back()) || is_space(rest[len..].chars().next());
    Some((len, if is_block && !is_apart { "\n" } else { "" }))
}

/// The head of a long passage.
pub(super) fn shorten(passage: &str) -> String {
    const MAX_CHARS: usize = 60;
    match passage.char_indices().nth(MAX_CHARS) {
        Some((at, _)) => format!("{}…", visible(&passage[..at])),
        None => visible(passage),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::applied;
    use super::*;

    /// The text after every likely and certain fix.
    fn repair(text: &str) -> String {
        let mut findings = Vec::new();
        detect(text, &mut findings);
        applied(text, findings)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(repair(text), expected);
        assert_eq!(repair(expected), expected, "a second run changes nothing");
    }

    #[test]
    fn tags_go_and_block_tags_part_lines() {
        check("one<br>two <b>three</b>", "one\ntwo three");
        check("see <a href=\"http://x.example\">here</a><!-- ad -->", "see here");
    }

    #[test]
    fn tickers_formulas_and_texts_about_markup_stay() {
        for text in ["Norland Co <A> rose", "if a<b and c>d", "the <br> tag of HTML", "<3"] {
            check(text, text);
        }
    }
}
