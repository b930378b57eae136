//! Fast ways to the few bytes that matter: most text is plain ASCII and must cost next to nothing.

use crate::text::Span;

/// Bytes that are tested at once.
const STEP: usize = 64;

/// Position of the first byte beyond ASCII from `from` on.
pub(super) fn next_beyond_ascii(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while at + STEP <= bytes.len() && bytes[at..at + STEP].is_ascii() {
        at += STEP;
    }
    bytes[at..].iter().position(|b| !b.is_ascii()).map(|n| at + n)
}

/// Runs of characters beyond ASCII, in order.
pub(super) fn runs_beyond_ascii(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = next_beyond_ascii(bytes, at)?;
        at = bytes[start..].iter().position(u8::is_ascii).map_or(bytes.len(), |n| start + n);
        Some(Span::new(start, at))
    })
}

/// What one fast pass over the bytes tells.
pub(super) struct Glance {
    /// No byte beyond ASCII.
    pub is_ascii: bool,
    /// A control character other than tab, line feed and carriage return.
    pub has_control: bool,
}

impl Glance {
    /// Looks at all of `text`.
    pub(super) fn of(text: &str) -> Glance {
        let (mut high, mut control) = (0u8, 0u8);
        for &b in text.as_bytes() {
            high |= b;
            control |= u8::from((b < 0x20) & (b != b'\t') & (b != b'\n') & (b != b'\r')) | u8::from(b == 0x7f);
        }
        Glance { is_ascii: high < 0x80, has_control: control != 0 }
    }
}

/// `passage` for a message: control characters and line separators are written as escapes, so that a report stays one line.
pub(super) fn visible(passage: &str) -> String {
    let is_hidden = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    passage.chars().fold(String::with_capacity(passage.len()), |mut out, c| {
        if is_hidden(c) {
            out.extend(c.escape_unicode())
        } else {
            out.push(c)
        }
        out
    })
}
