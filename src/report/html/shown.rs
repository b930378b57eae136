//! Text of a corpus on a page. Whatever it holds, it is shown and does nothing: markup is escaped, and characters that cannot be seen,
//! or turn the direction of what stands beside them, are named.

use std::fmt::{self, Write};

/// Writes `text` so that it may stand between tags and inside quoted attributes.
pub(super) fn write_shown(out: &mut dyn Write, text: &str) -> fmt::Result {
    let mut plain_from = 0;
    for (at, c) in text.char_indices() {
        let entity = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\r' => "",
            c if is_unseen(c) => {
                out.write_str(&text[plain_from..at])?;
                plain_from = at + c.len_utf8();
                write!(out, "\u{27e8}U+{:04X}\u{27e9}", u32::from(c))?;
                continue;
            }
            _ => continue,
        };
        out.write_str(&text[plain_from..at])?;
        out.write_str(entity)?;
        plain_from = at + c.len_utf8();
    }
    out.write_str(&text[plain_from..])
}

/// Control characters, characters without width, signs of direction, tags, and what is no character at all.
fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control() || u32::from(c) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&c),
    }
}

/// `text` as a JSON string of ASCII letters alone, so that a page can hold it unchanged.
pub(super) fn ascii_json(text: &str) -> String {
    let json = serde_json::to_string(text).expect("a string is always JSON");
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for c in json.chars() {
        if c.is_ascii() && !c.is_ascii_control() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut units) {
            write!(out, "\\u{unit:04x}").expect("strings do not fail");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut out = String::new();
        write_shown(&mut out, text).unwrap();
        assert_eq!(out, expected);
    }

    #[test]
    fn nothing_of_a_text_is_markup_or_unseen() {
        check("</script><b a=\"x\" b='y'>&amp;", "&lt;/script&gt;&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;");
        check("a\u{202e}b\u{0}c\u{2066}d\u{ad}e", "a⟨U+202E⟩b⟨U+0000⟩c⟨U+2066⟩d⟨U+00AD⟩e");
        check("é\nlin\te\r\n\u{1f600}", "é\nlin\te\n\u{1f600}");
        check("\u{7f}\u{85}\u{fffe}\u{10ffff}", "⟨U+007F⟩⟨U+0085⟩⟨U+FFFE⟩⟨U+10FFFF⟩");
    }

    #[test]
    fn an_id_survives_as_ascii() {
        let id = "a\u{202e}\u{1f600}\"\\é\u{7f}";
        let json = ascii_json(id);
        assert!(json.is_ascii() && !json.contains(|c: char| c.is_ascii_control()), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), id);
    }
}
