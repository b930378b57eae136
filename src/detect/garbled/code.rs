//! Pieces of programs and their data in the text: style rules, scripts, JSON, escapes of characters, shortcodes.

use super::MARKUP_RESIDUE;
use super::tags::{shorten, speaks_of_markup};
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::Span;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Longest piece that is believed, in bytes. A guess; tracking scripts have some thousands.
const MAX_BYTES: usize = 20_000;

/// A style rule: a selector and declarations of properties that CSS knows.
static STYLE: LazyLock<Regex> = LazyLock::new(|| {
    let properties = "align|animation|background|border|bottom|box|color|cursor|direction|display|fill|flex|float|font|gap\
                      |grid|height|justify|left|letter|line|list|margin|max|min|object|opacity|order|outline|overflow\
                      |padding|position|right|text|top|transform|transition|vertical|visibility|white|width|word|z";
    let element =
        "(?:html|body|main|div|section|article|p|a|span|h[1-6]|ul|ol|li|img|table|t[dhr]|input|button|iframe)";
    let simple = format!(r"(?:[.#@][A-Za-z0-9_\-]+|(?-u:\b){element}(?-u:\b))(?:[.#:\[][A-Za-z0-9_\-=\]()]+)*");
    let declaration = format!(r"-?(?:{properties})[a-z\-]*\s*:[^{{}};\n]{{1,200}};?\s*");
    let pattern = format!(r"{simple}(?:\s*[,>+~ ]\s*{simple})*\s*\{{\s*(?:{declaration})+\}}");
    Regex::new(&pattern).expect("a constant pattern")
});

/// A statement of a script that calls or sets what pages have: up to its semicolon.
static SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?:(?-u:\b)(?:window|document|dataLayer|googletag|jQuery|_gaq|_taboola|OBR|adsbygoogle)\s*(?:\.[A-Za-z_]+|\[[^\]\n]{1,60}\])*\s*(?:=|\()|(?-u:\b)(?:var|let|const)\s+[A-Za-z_]+\s*=\s*(?:window|document|\[|\{|function|new\b)|\(function\s*\(|(?-u:\b)(?:gtag|fbq|ga|__gads|twttr|instgrm)\s*(?:\.[a-z]+)*\()[^\n]{0,2000}?;(?:\s*$|\s)";
    Regex::new(pattern).expect("a constant pattern")
});

/// A shortcode of WordPress: with its attributes, or closing one, or alone where the name is no word that an editor sets in brackets
/// ("[video]", "[music]" are).
static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| {
    let unmistakable = "pullquote|sharequote|embedtweet|embedyt|jwplayer|brightcove|adrotate|mc4wp_form|contact-form-7\
                        |(?:vc|et_pb|su|fusion|wp_ad_camp)_[a-z_0-9]+";
    let names = format!(
        "{unmistakable}|caption|gallery|embed|audio|video|playlist|soundcloud|youtube|vimeo|tweet|instagram|facebook"
    );
    let pattern = format!(r#"\[(?:/(?:{names})|(?:{unmistakable})|(?:{names})\s+[a-z_\-]+=["“”'][^\]\n]{{0,300}})\]"#);
    Regex::new(&pattern).expect("a constant pattern")
});

/// An attribute of a tag with its address, without the tag.
static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)(?:^|[ \t])((?:poster|src|srcset|data-src|href)="https?://[^"\s]+")(?:[ \t]|$)"#)
        .expect("a constant pattern")
});

/// Escapes of JSON and of URLs that stand alone, one after the other.
static ESCAPES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\\u[0-9a-fA-F]{4}|%u[0-9a-fA-F]{4}|%[0-9A-F]{2}|\\[ntr])+").expect("a constant pattern")
});

/// Reports code in `text`.
pub(super) fn detect(text: &str, findings: &mut Vec<Finding>) {
    let bytes = text.as_bytes();
    if memchr::memchr(b'{', bytes).is_some() {
        objects(text, findings);
        matches(text, &STYLE, "style", findings);
    }
    scripts(text, findings);
    if memchr::memchr(b'[', bytes).is_some() {
        obfuscated_addresses(text, findings);
        matches(text, &SHORTCODE, "shortcode", findings);
    }
    attributes(text, findings);
    escapes(text, findings);
}

/// `poster="https://…"` between words: what stays of a player when its tag is taken out wrongly.
fn attributes(text: &str, findings: &mut Vec<Finding>) {
    if memchr::memmem::find(text.as_bytes(), b"=\"http").is_none() || speaks_of_markup(text) {
        return;
    }
    for found in ATTRIBUTE.captures_iter(text).filter_map(|groups| groups.get(1)) {
        // In a tag that nothing closes the rest is as bad.
        let line = text[..found.start()].rsplit('\n').next().unwrap_or_default();
        if line.rfind('<') > line.rfind('>') {
            continue;
        }
        push(text, found.range().into(), "attribute", Confidence::Likely, findings);
    }
}

fn matches(text: &str, pattern: &Regex, kind: &'static str, findings: &mut Vec<Finding>) {
    for found in pattern.find_iter(text) {
        push(text, found.range().into(), kind, Confidence::Likely, findings);
    }
}

/// Statements end in `);`, `];` and the like; prose does not, so only lines with such an end are looked at.
fn scripts(text: &str, findings: &mut Vec<Finding>) {
    let bytes = text.as_bytes();
    let mut end_of_last = 0;
    for at in memchr::memchr_iter(b';', bytes) {
        let ends_statement = at > 0 && matches!(bytes[at - 1], b')' | b']' | b'}' | b'\'' | b'"' | b'0'..=b'9');
        if at < end_of_last || !ends_statement {
            continue;
        }
        let line = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |n| n + 1).max(end_of_last);
        end_of_last = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
        for found in SCRIPT.find_iter(&text[line..end_of_last]) {
            let start = line + found.start();
            let span = Span::new(start, start + found.as_str().trim_end().len());
            push(text, span, "script", Confidence::Likely, findings);
        }
    }
}

/// JSON objects: from `{"` to the brace that closes it, if a parser takes it.
fn objects(text: &str, findings: &mut Vec<Finding>) {
    let mut end_of_last = 0;
    for start in memchr::memmem::find_iter(text.as_bytes(), b"{\"") {
        if start < end_of_last {
            continue;
        }
        let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde::de::IgnoredAny>();
        if let Some(Ok(_)) = values.next() {
            let len = values.byte_offset();
            if len <= MAX_BYTES {
                end_of_last = start + len;
                push(text, Span::new(start, end_of_last), "json", Confidence::Likely, findings);
            }
        }
    }
}

/// "[email protected]": what a mail protection leaves of an address.
fn obfuscated_addresses(text: &str, findings: &mut Vec<Finding>) {
    for start in memchr::memmem::find_iter(text.as_bytes(), b"[email") {
        let tail = &text[start + "[email".len()..];
        let gap = tail.chars().next().map_or(0, char::len_utf8);
        if tail[gap..].starts_with("protected]") {
            let span = Span::new(start, start + "[email".len() + gap + "protected]".len());
            let message = format!("“{}” stands where a mail address was", span.of(text));
            let finding = Finding::new(MARKUP_RESIDUE, Unit::Span, text, span, message);
            findings.push(finding.with_kind("protected-address"));
        }
    }
}

/// Escapes: alone between white space they are noise; beside letters "\u2019" is the character it names.
fn escapes(text: &str, findings: &mut Vec<Finding>) {
    const MIN_BYTES: usize = 6; // one escape of four digits; "%20" and "\n" alone are too short to be sure
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let mut end_of_last = 0;
    for at in memchr::memchr2_iter(b'\\', b'%', text.as_bytes()) {
        let next = text.as_bytes().get(at + 1).copied().unwrap_or(b' ');
        if at < end_of_last || !matches!(next, b'u' | b'n' | b'r' | b't' | b'0'..=b'9' | b'A'..=b'F') {
            continue;
        }
        let Some(found) = ESCAPES.find(&text[at..]).filter(|f| f.len() >= MIN_BYTES) else { continue };
        end_of_last = at + found.end();
        let (span, passage) = (Span::new(at, end_of_last), found.as_str());
        if is_space(text[..at].chars().next_back()) && is_space(text[end_of_last..].chars().next()) {
            push(text, span, "escape", Confidence::Likely, findings);
        } else if let Some(put) = unescape(passage) {
            let message = format!("“{passage}” is “{put}”, escaped");
            let finding = Finding::new(MARKUP_RESIDUE, Unit::Span, text, span, message).with_kind("escape");
            findings.push(finding.with_confidence(Confidence::Likely).with_fix(Fix::replace(put)));
        }
    }
}

/// The characters of "\u201c\n"; nothing where another escape stands among them.
fn unescape(passage: &str) -> Option<String> {
    let mut units = Vec::new();
    let mut rest = passage;
    while !rest.is_empty() {
        if let Some(tail) = rest.strip_prefix("\\u") {
            units.push(u16::from_str_radix(tail.get(..4)?, 16).ok()?);
            rest = &tail[4..];
        } else {
            let tail = rest.strip_prefix("\\n")?;
            units.push(u16::from(b'\n'));
            rest = tail;
        }
    }
    String::from_utf16(&units).ok().filter(|s| !s.chars().any(|c| c.is_control() && c != '\n'))
}

fn push(text: &str, span: Span, kind: &'static str, confidence: Confidence, findings: &mut Vec<Finding>) {
    let message = format!("“{}” is not text but {kind}", shorten(span.of(text)));
    let finding = Finding::new(MARKUP_RESIDUE, Unit::Span, text, with_gap(text, span), message).with_kind(kind);
    findings.push(finding.with_confidence(confidence).with_fix(Fix::CUT));
}

/// `span` with the blanks before it, so that a cut inside a line leaves one gap and not two; of a whole line with a break.
pub(super) fn with_gap(text: &str, span: Span) -> Span {
    let before = text[..span.start as usize].trim_end_matches(' ');
    let after = text[span.end as usize..].trim_start_matches(' ');
    let (start, end) = (span.start as usize, text.len() - after.len());
    match before.is_empty() || before.ends_with('\n') {
        true if after.is_empty() || after.starts_with(['\n', '\r']) => whole_line(text, before.len()..end),
        true => Span::new(start, end),
        false => Span::new(before.len(), span.end as usize),
    }
}

/// A line with the shorter of the breaks around it: what is left must not be parted, nor joined, otherwise than it was.
fn whole_line(text: &str, line: Range<usize>) -> Span {
    let above = text[..line.start].strip_suffix('\n').map(|above| above.strip_suffix('\r').unwrap_or(above));
    match above {
        Some(above) if !above.ends_with('\n') => Span::new(above.len(), line.end),
        _ => Span::new(line.start, text.len() - text[line.end..].trim_start().len()),
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
    fn code_goes_with_the_blank_before_it() {
        check("It closed. {\"type\":\"ad\",\"slot\":3} Then rain.", "It closed. Then rain.");
        check("she said in a mail. .css-1x{margin:0;padding:0} Then rain.", "she said in a mail. Then rain.");
        check("It closed. window.dataLayer = window.dataLayer || [];\nThen", "It closed.\nThen");
        check("the mayor\\u2019s house \\u201c\\u201d\\n", "the mayor’s house");
        check("[gallery ids=\"3,4\"]\nText", "Text");
        check("It closed.\n\n[pullquote]\n\nThen [embedtweet id=\"7\"] rain.", "It closed.\n\nThen rain.");
        check("It closed.\n\nposter=\"https://tv.example/7.jpg?id=3\"\n\nThen", "It closed.\n\nThen");
        check("It closed. src=\"https://tv.example/7.jpg\" The rain", "It closed. The rain");
    }

    #[test]
    fn prose_with_braces_brackets_and_per_cent_stays() {
        for text in [
            "a set {1, 2}; 20%; [sic]",
            "(see above); then",
            "C:\\new",
            "up 5%25",
            "[video] of it",
            "[caption] he said",
            "his page <a href=\"https://x.example\" of it",
            "an img tag with src=\"https://tv.example/7.jpg\" set",
        ] {
            check(text, text);
        }
    }
}
