//! Places for people: line and column, and the piece of a line around a span.

use crate::text::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of an excerpt in all: a terminal of 80 columns less the indent, or the line would wrap and the marks below it
/// would stand under another word.
pub(super) const WIDTH_COLUMNS: usize = 76;
/// Columns shown before and after a span, at most.
const CONTEXT_COLUMNS: usize = 24;

/// Tells line and column of places in one text. It counts on from the last place, so that a long line full of findings is counted once.
pub(super) struct Ruler<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Ruler<'a> {
    pub(super) fn new(text: &'a str) -> Ruler<'a> {
        Ruler { text, at: 0, line: 1, column: 1 }
    }

    /// Line and column of byte `at`, both from 1; columns count characters.
    pub(super) fn place(&mut self, at: usize) -> (usize, usize) {
        if at < self.at {
            *self = Ruler::new(self.text);
        }
        let passed = &self.text[self.at..at];
        let (n_breaks, of_line) = match memchr::memrchr(b'\n', passed.as_bytes()) {
            Some(last) => (memchr::memchr_iter(b'\n', passed.as_bytes()).count(), &passed[last + 1..]),
            None => (0, passed),
        };
        let before = if n_breaks == 0 { self.column } else { 1 };
        (self.at, self.line, self.column) = (at, self.line + n_breaks, before + of_line.chars().count());
        (self.line, self.column)
    }
}

/// Columns that `text` takes on a terminal: two for each wide character, none for a combining one.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// A piece of one line with the marked part apart.
pub(super) struct Excerpt {
    pub(super) before: String,
    pub(super) marked: String,
    pub(super) after: String,
}

/// The surroundings of `span` on its first line, shortened by `…`.
pub(super) fn excerpt(text: &str, span: Span) -> Excerpt {
    let (start, end) = (span.start as usize, span.end as usize);
    let line_start = memchr::memrchr(b'\n', &text.as_bytes()[..start]).map_or(0, |i| i + 1);
    let line_end = |from: usize| memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |i| from + i);
    let marked_end = end.min(line_end(start));
    let before = last_columns(&text[line_start..start], CONTEXT_COLUMNS);
    let room = WIDTH_COLUMNS - columns(&before);
    let mut marked = first_columns(&text[start..marked_end], room);
    let goes_on = marked_end < end;
    if goes_on && !marked.ends_with('…') {
        marked = shorten(&format!("{marked} …"), room);
    }
    let after = match room - columns(&marked) {
        0 | 1 => String::new(),
        _ if goes_on || marked.ends_with('…') => String::new(),
        left => first_columns(&text[marked_end..line_end(marked_end)], left.min(CONTEXT_COLUMNS)),
    };
    Excerpt { before, marked, after }
}

/// The start of `text` in so many columns, made visible; `…` where it is cut.
fn first_columns(text: &str, max_columns: usize) -> String {
    // No more characters are looked at than can be shown, and one that tells that there are more.
    let end = text.char_indices().nth(2 * max_columns + 1).map_or(text.len(), |(i, _)| i);
    shorten(&visible(&text[..end]), max_columns)
}

/// The end of `text` in so many columns, made visible; `…` where it is cut.
fn last_columns(text: &str, max_columns: usize) -> String {
    let start = text.char_indices().rev().nth(2 * max_columns).map_or(0, |(i, _)| i);
    let shown = visible(&text[start..]);
    if columns(&shown) <= max_columns {
        return shown;
    }
    let mut room = max_columns - 1; // one for the sign of what is left out
    let mut from = shown.len();
    for (i, c) in shown.char_indices().rev() {
        match room.checked_sub(c.width().unwrap_or(0)) {
            Some(left) => room = left,
            None => break,
        }
        from = i;
    }
    format!("…{}", &shown[from..])
}

/// `text` in so many columns; `…` where it is cut.
pub(super) fn shorten(text: &str, max_columns: usize) -> String {
    if columns(text) <= max_columns {
        return text.to_owned();
    }
    let mut room = max_columns - 1;
    let mut end = 0;
    for (i, c) in text.char_indices() {
        match room.checked_sub(c.width().unwrap_or(0)) {
            Some(left) => room = left,
            None => break,
        }
        end = i + c.len_utf8();
    }
    format!("{}…", &text[..end])
}

/// `text` in lines of so many columns, broken between words; a longer word has a line of its own.
pub(super) fn wrap(text: &str, max_columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if columns(line) + 1 + columns(word) <= max_columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Control and invisible characters, line breaks too, as what a terminal can show; they must not reach it.
pub fn visible(text: &str) -> String {
    let show = |c: char| match c {
        '\t' => " ".to_owned(),
        c if c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}') =>
        {
            format!("<U+{:04X}>", u32::from(c))
        }
        c => c.to_string(),
    };
    text.chars().map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "ab\ncéd\n\nf";
        let places =
            [(0, (1, 1)), (1, (1, 2)), (3, (2, 1)), (6, (2, 3)), (9, (4, 1)), (6, (2, 3)), (0, (1, 1)), (9, (4, 1))];
        let mut ruler = Ruler::new(text);
        for (at, expected) in places {
            assert_eq!(ruler.place(at), expected, "counted on, byte {at}");
            assert_eq!(Ruler::new(text).place(at), expected, "counted anew, byte {at}");
        }
    }

    #[test]
    fn an_excerpt_stays_on_its_line_and_shows_what_is_invisible() {
        let text = "one\ntwo \u{200b}three\nfour";
        let start = text.find('\u{200b}').unwrap();
        let e = excerpt(text, Span::new(start, start + 3));
        assert_eq!((e.before.as_str(), e.marked.as_str(), e.after.as_str()), ("two ", "<U+200B>", "three"));
        let e = excerpt(text, Span::new(0, text.len()));
        assert_eq!((e.marked.as_str(), e.after.as_str()), ("one …", ""));
    }

    #[test]
    fn an_excerpt_fits_a_terminal_of_80_columns() {
        let text = "word ".repeat(100);
        let wide = "渡船遅".repeat(100); // nine bytes, six columns
        let hidden = "a\u{200b}b".repeat(100); // five bytes
        for (text, unit) in [(&text, 5), (&wide, 9), (&hidden, 5)] {
            for (start, end) in [(0, 100), (0, 15), (50, 51), (50, 100), (40, 50), (99, 100), (99, 99)] {
                let e = excerpt(text, Span::new(start * unit, end * unit));
                let n_columns = columns(&[e.before, e.marked, e.after].concat());
                assert!(n_columns <= WIDTH_COLUMNS, "{n_columns} for {start}..{end} of {text}");
            }
        }
    }

    #[test]
    fn a_wide_character_takes_two_columns() {
        let text = "渡船がまた遅れた Read more";
        let start = text.find("Read").unwrap();
        let e = excerpt(text, Span::new(start, text.len()));
        assert_eq!((columns(&e.before), columns(&e.marked)), (17, 9));
    }

    #[test]
    fn a_message_is_broken_between_words() {
        assert_eq!(
            wrap("the ferry was late on a foggy-and-stormy day", 12),
            ["the ferry", "was late on", "a", "foggy-and-stormy", "day"]
        );
    }
}
