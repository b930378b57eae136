//! An edit of the text as an edit of the record's own bytes. A JSON line is never written anew: only the escaped bytes of
//! the edited place change, so every other byte of the record stays as it was.

use super::{Carrier, Document, Span};
use std::ops::Range;

/// Bytes that leave a record and bytes that come in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Bytes of the record that leave.
    pub range: Range<usize>,
    /// What comes, escaped as the record needs it.
    pub put: String,
}

impl Document {
    /// Edits of the text (sorted, disjoint) as changes of the record's bytes.
    pub fn splices<'e>(&self, edits: impl Iterator<Item = (Span, &'e str)>) -> Vec<Splice> {
        let Carrier::Json { line, text } = &self.carrier else {
            return edits.map(|(span, put)| Splice { range: span.range(), put: put.to_owned() }).collect();
        };
        let raw = &line[text.clone()];
        let (mut at, mut decoded) = (0, 0);
        let mut offset = |wanted: u32| {
            at = raw_offset(raw, at, decoded, wanted as usize);
            decoded = wanted as usize;
            text.start + at
        };
        edits.map(|(span, put)| Splice { range: offset(span.start)..offset(span.end), put: escape(put) }).collect()
    }

    /// The record's bytes.
    pub fn record(&self) -> &[u8] {
        match &self.carrier {
            Carrier::Plain => self.text.as_bytes(),
            Carrier::Json { line, .. } => line,
        }
    }
}

/// The inside of a JSON string that reads as `text`.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Offset in the escaped bytes `raw` of byte `wanted` of the decoded text, scanning on from a known pair of offsets.
fn raw_offset(raw: &[u8], from_raw: usize, from_text: usize, wanted: usize) -> usize {
    let (mut at, mut decoded) = (from_raw, from_text);
    while decoded < wanted {
        if raw[at] != b'\\' {
            let run = memchr::memchr(b'\\', &raw[at..]).unwrap_or(raw.len() - at).min(wanted - decoded);
            at += run;
            decoded += run;
            continue;
        }
        let (n_raw, n_decoded) = escape_sizes(&raw[at..]);
        at += n_raw;
        decoded += n_decoded;
    }
    at
}

/// Length of the escape at the start of `raw`, and of the character that it stands for.
fn escape_sizes(raw: &[u8]) -> (usize, usize) {
    if raw[1] != b'u' {
        return (2, 1);
    }
    let unit = |at: usize| {
        let digits = std::str::from_utf8(&raw[at..at + 4]).expect("the reader accepted this line as JSON");
        u32::from_str_radix(digits, 16).expect("the reader accepted this line as JSON")
    };
    match unit(2) {
        0xd800..=0xdbff => (12, 4), // a surrogate pair
        code => (6, char::from_u32(code).map_or(3, char::len_utf8)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::DocKey;

    fn document(value: &str, text: &str) -> Document {
        let line: bytes::Bytes = format!("{{\"a\": 1e3, \"text\" : \"{value}\"}}\n").into();
        let start = 21;
        assert_eq!(line[start - 1], b'"');
        let carrier = Carrier::Json { text: start..start + value.len(), line };
        Document { carrier, ..Document::plain(DocKey::default(), text) }
    }

    fn check(value: &str, text: &str, passage: &str, put: &str, expected: &str) {
        let document = document(value, text);
        let start = text.find(passage).unwrap();
        let span = Span::new(start, start + passage.len());
        let splice = document.splices(std::iter::once((span, put))).remove(0);
        let mut record = document.record().to_vec();
        record.splice(splice.range, splice.put.into_bytes());
        assert_eq!(String::from_utf8(record).unwrap(), format!("{{\"a\": 1e3, \"text\" : \"{expected}\"}}\n"));
    }

    #[test]
    fn only_the_escaped_bytes_of_the_place_change() {
        check(
            r"caf\u00e9 \ud83d\ude00 bad\n end",
            "café 😀 bad\n end",
            "bad\n",
            "go\"od",
            r#"caf\u00e9 \ud83d\ude00 go\"od end"#,
        );
        check("plain é text", "plain é text", "é ", "", "plain text");
    }
}
