//! Places in the files themselves, for programs that open them: a record of JSON Lines is a line, and a span of its text is a
//! stretch of that line as it is written there, escapes and all.

use crate::text::{Carrier, Document, Span};

/// A byte order mark in UTF-8: at the start of a file it is no character of the text.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A stretch of a file: lines and columns from 1, columns in characters (a byte order mark is none), the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// Line of the first character.
    pub(super) start_line: u64,
    /// Its column.
    pub(super) start_column: u64,
    /// Line after the last character.
    pub(super) end_line: u64,
    /// Its column.
    pub(super) end_column: u64,
}

/// Where `span` of the document's text stands in its file.
pub(super) fn region(document: &Document, span: Span) -> Region {
    match &document.carrier {
        Carrier::Plain => {
            let (start_line, start_column) = position(&document.text, span.start as usize);
            let (end_line, end_column) = position(&document.text, span.end as usize);
            Region { start_line, start_column, end_line, end_column }
        }
        Carrier::Json { line, .. } => {
            let range = document.splices(std::iter::once((span, ""))).remove(0).range;
            let number = document.key.record() + 1;
            let start_column = column(number, &line[..range.start]);
            let end_column = start_column + n_chars(&line[range]);
            Region { start_line: number, start_column, end_line: number, end_column }
        }
    }
}

/// The whole line of a record, its break included; nothing where the document is a file of its own.
pub(super) fn record_line(document: &Document) -> Option<Region> {
    let number = document.key.record() + 1;
    match &document.carrier {
        Carrier::Plain => None,
        Carrier::Json { .. } => {
            Some(Region { start_line: number, start_column: 1, end_line: number + 1, end_column: 1 })
        }
    }
}

fn position(text: &str, at: usize) -> (u64, u64) {
    let before = &text.as_bytes()[..at];
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
    let number = memchr::memchr_iter(b'\n', before).count() as u64 + 1;
    (number, column(number, &before[line_start..]))
}

/// The column after `before`, the start of a line.
fn column(number: u64, before: &[u8]) -> u64 {
    let before = if number == 1 { before.strip_prefix(BOM).unwrap_or(before) } else { before };
    n_chars(before) + 1
}

fn n_chars(bytes: &[u8]) -> u64 {
    String::from_utf8_lossy(bytes).chars().count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::DocKey;

    fn document(text: &str, carrier: Carrier) -> Document {
        Document { carrier, ..Document::plain(DocKey::new(0, 6), text) }
    }

    #[test]
    fn a_span_of_a_record_is_a_stretch_of_its_line() {
        let line: bytes::Bytes = "{\"é\": 1, \"text\": \"One\\n\\u00e9 two\"}\n".into();
        let start = line.windows(3).position(|w| w == b"One").unwrap();
        let record = document("One\né two", Carrier::Json { text: start..line.len() - 3, line });
        let (e, space) = (4, 6); // bytes of the text
        let expected = Region { start_line: 7, start_column: 24, end_line: 7, end_column: 30 };
        assert_eq!(region(&record, Span::new(e, space)), expected);
        assert_eq!(record_line(&record).map(|r| (r.start_line, r.end_line)), Some((7, 8)));
    }

    #[test]
    fn a_span_of_a_text_file_has_lines_of_its_own() {
        let text = "\u{feff}One\né two\n";
        let file = document(text, Carrier::Plain);
        let at = |passage: &str| text.find(passage).unwrap();
        let expected = Region { start_line: 1, start_column: 2, end_line: 2, end_column: 3 };
        assert_eq!(region(&file, Span::new(at("ne"), at("two"))), expected);
        assert_eq!(record_line(&file), None);
    }
}
