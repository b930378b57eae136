//! JSON Lines: one record a line. Only the fields that we know are decoded; the line itself is carried along, so that an
//! untouched record is written back byte for byte.

use super::site::domain_of;
use crate::engine::{BadRecord, Record};
use crate::text::{Carrier, DocKey, Document, Site};
use bytes::Bytes;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Names of the fields that are read.
#[derive(Clone, Debug)]
pub struct FieldNames {
    /// The text (required).
    pub text: String,
    /// The record's id.
    pub id: String,
    /// Its date.
    pub date: String,
    /// Its address, from which the site comes.
    pub url: String,
}

impl Default for FieldNames {
    fn default() -> FieldNames {
        FieldNames { text: "text".into(), id: "id".into(), date: "date".into(), url: "url".into() }
    }
}

const SOURCE: &str = "source";
const TITLE: &str = "title";
/// Most field names that an error message lists.
const MAX_NAMED_FIELDS: usize = 8;

/// Where a line comes from.
pub(super) struct LineOrigin<'a> {
    pub(super) key: DocKey,
    pub(super) path: &'a Arc<str>,
    pub(super) folder: &'a Arc<str>,
}

/// The record of one line (its line end included).
pub(super) fn parse_line(line: Bytes, origin: &LineOrigin<'_>, names: &FieldNames) -> Record {
    if line.trim_ascii().is_empty() {
        return Record::Blank { key: origin.key, bytes: line.to_vec() };
    }
    match document(&line, origin, names) {
        Ok(document) => Record::Document(document),
        Err(reason) => {
            Record::Bad(BadRecord { key: origin.key, path: origin.path.clone(), reason, bytes: line.to_vec() })
        }
    }
}

fn document(line: &Bytes, origin: &LineOrigin<'_>, names: &FieldNames) -> Result<Document, String> {
    if u32::try_from(line.len()).is_err() {
        return Err("longer than 4 GiB; split it".into());
    }
    let json = std::str::from_utf8(line).map_err(|e| format!("not UTF-8 at byte {}", e.valid_up_to()))?;
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let fields = FieldsSeed(names).deserialize(&mut deserializer).map_err(|e| format!("not a JSON object: {e}"))?;
    deserializer.end().map_err(|e| format!("not one JSON object: {e}"))?;
    let raw_text = fields.text.ok_or_else(|| missing_text(&fields, names))?;
    let text = match decode(raw_text.get()) {
        Some(text) => text,
        None => serde_json::from_str(raw_text.get()).map_err(|_| not_text(raw_text, names))?,
    };
    let at = raw_text.get().as_ptr() as usize - json.as_ptr() as usize + (line.len() - json.len());
    let string = |raw: Option<&RawValue>| raw.and_then(|r| serde_json::from_str::<String>(r.get()).ok());
    let id = match fields.id.map(RawValue::get).filter(|r| *r != "null") {
        Some(raw) => serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.to_owned()).into(),
        None => format!("{}#{}", origin.path, origin.key.record()).into(),
    };
    let site = string(fields.url)
        .and_then(|u| domain_of(&u))
        .or_else(|| string(fields.source).filter(|s| !s.trim().is_empty()));
    Ok(Document {
        key: origin.key,
        path: origin.path.clone(),
        id,
        text,
        title: string(fields.title),
        site: site.map_or_else(|| Site::folder(origin.folder.clone()), Site::from),
        date: string(fields.date),
        carrier: Carrier::Json { line: line.clone(), text: at + 1..at + raw_text.get().len() - 1 },
    })
}

/// The characters of a JSON string. The text is most of a record, and a buffer of its size spares the growing of one. Nothing
/// where the string is odd: `serde_json` says what is wrong with it.
fn decode(json: &str) -> Option<String> {
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(rest.len());
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (c, len) = unescape(&rest[at + 1..])?;
        out.push(c);
        rest = &rest[at + 1 + len..];
    }
    out.push_str(rest);
    Some(out)
}

/// The character of an escape whose backslash is gone, and its length in bytes.
fn unescape(escape: &str) -> Option<(char, usize)> {
    let unit = |escape: &str| u16::from_str_radix(escape.strip_prefix('u')?.get(..4)?, 16).ok();
    Some(match escape.as_bytes().first()? {
        b'n' => ('\n', 1),
        b't' => ('\t', 1),
        b'r' => ('\r', 1),
        b'b' => ('\u{8}', 1),
        b'f' => ('\u{c}', 1),
        mark @ (b'"' | b'\\' | b'/') => (char::from(*mark), 1),
        _ => {
            let first = unit(escape)?;
            match char::from_u32(u32::from(first)) {
                Some(c) => (c, 5),
                None => {
                    let second = unit(escape.get(5..)?.strip_prefix('\\')?)?;
                    (char::decode_utf16([first, second]).next()?.ok()?, 11)
                }
            }
        }
    })
}

fn not_text(raw: &RawValue, names: &FieldNames) -> String {
    if raw.get().starts_with('"') {
        format!("field {:?} is not valid text: an escape such as \\ud83d stands alone, half a character", names.text)
    } else {
        format!("field {:?} is not a string", names.text)
    }
}

fn missing_text(fields: &Fields<'_>, names: &FieldNames) -> String {
    let found = fields.others.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
    let guess = ["text", "content", "body", "article", "maintext", "raw_content"].iter().find(|g| found.contains(g));
    let guess = guess.map_or(String::new(), |g| format!("; name it with --text-field {g}"));
    let found = if found.is_empty() { "no other field".to_owned() } else { format!("fields: {}", found.join(", ")) };
    format!("field {:?} is missing ({found}){guess}", names.text)
}

/// The known fields of a record, undecoded.
#[derive(Default)]
struct Fields<'a> {
    text: Option<&'a RawValue>,
    id: Option<&'a RawValue>,
    date: Option<&'a RawValue>,
    url: Option<&'a RawValue>,
    source: Option<&'a RawValue>,
    title: Option<&'a RawValue>,
    others: Vec<Cow<'a, str>>,
}

struct FieldsSeed<'n>(&'n FieldNames);

impl<'de> DeserializeSeed<'de> for FieldsSeed<'_> {
    type Value = Fields<'de>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldsSeed<'_> {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Fields::default();
        while let Some(Key(name)) = map.next_key::<Key<'de>>()? {
            let slot = match name.as_ref() {
                n if n == self.0.text => &mut fields.text,
                n if n == self.0.id => &mut fields.id,
                n if n == self.0.date => &mut fields.date,
                n if n == self.0.url => &mut fields.url,
                SOURCE => &mut fields.source,
                TITLE => &mut fields.title,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    if fields.others.len() < MAX_NAMED_FIELDS {
                        fields.others.push(name);
                    }
                    continue;
                }
            };
            *slot = Some(map.next_value()?);
        }
        Ok(fields)
    }
}

/// A field name, borrowed from the line unless it holds escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key<'de>, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(name)))
            }
            fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Record {
        let origin = LineOrigin { key: DocKey::new(0, 7), path: &"d.jsonl".into(), folder: &"d".into() };
        parse_line(Bytes::copy_from_slice(line.as_bytes()), &origin, &FieldNames::default())
    }

    fn document(line: &str) -> Document {
        match parse(line) {
            Record::Document(d) => d,
            other => panic!("{other:?}"),
        }
    }

    fn reason(line: &str) -> String {
        match parse(line) {
            Record::Bad(bad) => bad.reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_text_value_is_found_where_it_stands() {
        let line = "{\"x\":{\"text\":1}, \"text\" : \"caf\\u00e9 \\\"a\\\"\", \"id\":12, \"url\":\"https://www.example.com/a\"}\r\n";
        let d = document(line);
        assert_eq!((d.text.as_str(), d.id.as_ref(), d.site.as_ref()), ("café \"a\"", "12", "example.com"));
        let Carrier::Json { text, line } = d.carrier else { panic!("JSON") };
        assert_eq!(&line[text], br#"caf\u00e9 \"a\""#);
    }

    #[test]
    fn strings_are_decoded_as_serde_does() {
        for json in
            [r#""""#, r#""caf\u00e9 \"a\" \\ \/ \b\f\n\r\t é""#, r#""\ud83d\ude00 \uD83D\uDE00!""#, r#""\u0000\u2028""#]
        {
            assert_eq!(decode(json), serde_json::from_str(json).ok(), "{json}");
        }
        for odd in ["null", "1", r#""\ud83d""#, r#""\ud83d x""#, r#""\ude00\ud83d""#, r#""\ud83d\ud83d""#] {
            assert_eq!(decode(odd), None, "{odd}");
            assert!(serde_json::from_str::<String>(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn a_byte_order_mark_shifts_the_place_of_the_text() {
        let d = document("\u{feff}{\"text\":\"a\"}");
        let Carrier::Json { text, line } = d.carrier else { panic!("JSON") };
        assert_eq!(&line[text], b"a");
    }

    #[test]
    fn ids_and_sites_fall_back_to_the_place_in_the_input() {
        let d = document("{\"text\":\"\"}");
        assert_eq!((d.id.as_ref(), d.site.as_ref()), ("d.jsonl#7", "d"));
        assert_eq!(document("{\"text\":\"\",\"source\":\" \"}").site.as_ref(), "d");
        assert_eq!(document("{\"text\":\"\",\"url\":\"\",\"source\":\"Daily\"}").site.as_ref(), "Daily");
    }

    #[test]
    fn bad_records_say_what_to_do() {
        assert_eq!(
            reason("{\"id\":\"1\",\"body\":\"x\"}"),
            "field \"text\" is missing (fields: body); name it with --text-field body"
        );
        assert_eq!(reason("{\"id\":\"1\"}"), "field \"text\" is missing (no other field)");
        assert_eq!(reason("{\"text\":null}"), "field \"text\" is not a string");
        assert!(reason("{\"text\":\"a \\ud83d b\"}").starts_with("field \"text\" is not valid text: "));
        assert!(reason("{\"text\":\"a\"").starts_with("not a JSON object: EOF"));
        assert!(reason("[1]").starts_with("not a JSON object"));
        assert!(reason("{\"text\":\"a\"} x").starts_with("not one JSON object"));
        assert!(matches!(parse(" \r\n"), Record::Blank { .. }));
    }
}
