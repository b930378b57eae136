//! The ledger: one JSON object a line, in the order of the corpus. It starts with the list of files, names every cut with
//! the bytes that left and why, and ends with a checksum of each input file, by which `restore` proves itself.

use crate::findings::Finding;
use crate::text::Splice;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Version of this form. Readers refuse others.
pub(super) const LEDGER_VERSION: u32 = 1;
pub(super) const LEDGER_NAME: &str = "ledger.jsonl.zst";
pub(super) const QUARANTINE_NAME: &str = "quarantine.jsonl";

/// First line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header<'a> {
    pub(super) ledger: u32,
    pub(super) unspun: Cow<'a, str>,
    pub(super) files: Vec<FileEntry>,
}

/// One input file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FileEntry {
    /// As the user named it.
    pub(super) path: String,
    /// Under the output folder.
    pub(super) name: String,
    pub(super) format: FileFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FileFormat {
    Text,
    Jsonl,
}

/// One cut, one dropped document, or the end.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "lowercase")]
pub(super) enum Entry<'a> {
    /// A document that left, with all its bytes.
    Drop {
        file: u32,
        record: u64,
        path: Cow<'a, str>,
        id: Cow<'a, str>,
        /// The record with its line end.
        bytes: Cow<'a, str>,
        because: Vec<Reason<'a>>,
    },
    /// A place that left a document, or was replaced.
    Cut {
        file: u32,
        record: u64,
        path: Cow<'a, str>,
        id: Cow<'a, str>,
        /// Bytes of the document's text.
        start: u32,
        end: u32,
        /// Where in the record's bytes.
        at: usize,
        /// The bytes of the record that left, as they stood there.
        bytes: Cow<'a, str>,
        /// The bytes that came instead.
        put: Cow<'a, str>,
        because: Vec<Reason<'a>>,
    },
    /// Last line: checksum of each (decompressed) input file, by number.
    End { checksums: Vec<String> },
}

/// Why.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reason<'a> {
    rule: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<Cow<'a, str>>,
    confidence: Cow<'a, str>,
    message: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<LedgerMeasure<'a>>,
    /// By which `--overrides` names the finding.
    #[serde(default)]
    fingerprint: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<Witness<'a>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct LedgerMeasure<'a> {
    name: Cow<'a, str>,
    value: f64,
    threshold: f64,
}

/// The kept place that a duplicate was compared with.
#[derive(Debug, Serialize, Deserialize)]
struct Witness<'a> {
    path: Cow<'a, str>,
    record: u64,
    id: Cow<'a, str>,
    start: u32,
    end: u32,
}

impl<'a> Reason<'a> {
    pub(super) fn of(finding: &'a Finding) -> Reason<'a> {
        Reason {
            rule: finding.rule.name.into(),
            kind: finding.kind.map(Cow::from),
            confidence: finding.confidence.name().into(),
            message: finding.message.as_str().into(),
            measure: finding.measure.map(|m| LedgerMeasure {
                name: m.name.into(),
                value: m.value,
                threshold: m.threshold,
            }),
            fingerprint: format!("{:016x}", finding.fingerprint).into(),
            witness: finding.related.first().map(|r| Witness {
                path: r.place.path.as_ref().into(),
                record: r.place.record,
                id: r.place.id.as_ref().into(),
                start: r.place.span.start,
                end: r.place.span.end,
            }),
        }
    }
}

/// One bad record, its bytes as text where they are UTF-8, else in Base64.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Quarantined<'a> {
    pub(super) file: u32,
    pub(super) path: Cow<'a, str>,
    pub(super) record: u64,
    pub(super) reason: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<Cow<'a, str>>,
}

impl<'a> Quarantined<'a> {
    pub(super) fn new(file: u32, path: &'a str, record: u64, reason: &'a str, bytes: &'a [u8]) -> Quarantined<'a> {
        let text = std::str::from_utf8(bytes).ok().map(Cow::from);
        let base64 = if text.is_none() { Some(BASE64.encode(bytes).into()) } else { None };
        Quarantined { file, path: path.into(), record, reason: reason.into(), text, base64 }
    }

    /// The record's bytes; nothing where the Base64 is damaged.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        match (&self.text, &self.base64) {
            (Some(text), _) => Some(text.as_bytes().to_vec()),
            (None, Some(base64)) => BASE64.decode(base64.as_bytes()).ok(),
            (None, None) => None,
        }
    }
}

/// Text of the bytes that a splice takes out of a record.
pub(super) fn cut_bytes<'a>(record: &'a [u8], splice: &Splice) -> Cow<'a, str> {
    std::str::from_utf8(&record[splice.range.clone()]).expect("spans lie on char boundaries of a UTF-8 record").into()
}
