//! Places for people: line and column, and the piece of a line around a span.

use crate::text::Span;

/// Characters of an excerpt in all: a terminal of 80 columns less the indent, or the line would wrap and the marks below it
/// would stand under another word.
const WIDTH_CHARS: usize = 76;
/// Characters shown before and after a span, at most.
const CONTEXT_CHARS: usize = 24;

/// Line and column of a byte of `text`, both from 1; columns count characters.
pub(super) fn line_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |i| i + 1);
    (memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1, before[line_start..].chars().count() + 1)
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
    let before: Vec<char> = text[line_start..start].chars().collect();
    let skipped = before.len().saturating_sub(CONTEXT_CHARS);
    let lead = if skipped > 0 { "…" } else { "" };
    let room = WIDTH_CHARS - (before.len() - skipped) - 2; // two for the signs of what is left out
    let shown = shorten(&text[start..marked_end], room);
    let shown_chars = shown.chars().count().min(room);
    let is_cut = shown.len() != marked_end - start || marked_end < end;
    let marked = if is_cut { format!("{}…", shown.trim_end_matches('…')) } else { shown };
    let after = if is_cut {
        String::new()
    } else {
        shorten(&text[marked_end..line_end(marked_end)], CONTEXT_CHARS.min(room - shown_chars))
    };
    Excerpt {
        before: visible(&format!("{lead}{}", before[skipped..].iter().collect::<String>())),
        marked: visible(&marked),
        after: visible(&after),
    }
}

fn shorten(text: &str, max_chars: usize) -> String {
    match text.char_indices().nth(max_chars) {
        Some((i, _)) => format!("{}…", &text[..i]),
        None => text.to_owned(),
    }
}

/// Control and invisible characters, line breaks too, as what a terminal can show; they must not reach it.
pub fn visible(text: &str) -> String {
    let show = |c: char| match c {
        '\t' => " ".to_owned(),
        c if c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}') =>
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
        let text = "ab\ncéd";
        assert_eq!(line_column(text, 0), (1, 1));
        assert_eq!(line_column(text, text.find('d').unwrap()), (2, 3));
    }

    #[test]
    fn an_excerpt_stays_on_its_line_and_shows_what_is_invisible() {
        let text = "one\ntwo \u{200b}three\nfour";
        let start = text.find('\u{200b}').unwrap();
        let e = excerpt(text, Span::new(start, start + 3));
        assert_eq!((e.before.as_str(), e.marked.as_str(), e.after.as_str()), ("two ", "<U+200B>", "three"));
        let e = excerpt(text, Span::new(0, text.len()));
        assert_eq!((e.marked.as_str(), e.after.as_str()), ("one…", ""));
    }

    #[test]
    fn an_excerpt_fits_a_terminal_of_80_columns() {
        let text = "word ".repeat(100);
        for (start, end) in [(0, 500), (0, 74), (250, 254), (250, 500), (200, 250), (496, 499)] {
            let e = excerpt(&text, Span::new(start, end));
            let n_chars = [e.before, e.marked, e.after].concat().chars().count();
            assert!(n_chars <= WIDTH_CHARS, "{n_chars} for {start}..{end}");
        }
    }
}
