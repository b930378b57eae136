//! Lines to paragraphs. A scrape has one paragraph a line; a wire story is wrapped at 70 columns. Which of the two a text
//! is decides whether a single line feed parts paragraphs, so it is judged once for the whole text.

use super::Span;

/// Shortest and longest median line of hard-wrapped text, in bytes. Teletypes and mail wrap at 60 to 80 columns.
const WRAP_BYTES: std::ops::RangeInclusive<usize> = 40..=100;
/// Share of line breaks inside sentences (no stop before, lower case and a second word after) from which a text counts as wrapped. A guess:
/// wrapped wire stories have about .6, one-line paragraphs below .05.
const MIN_WRAPPED_SHARE: f64 = 0.3;

/// Most words of a line under a story that names who sent it ("Press Association"). A guess.
const MAX_SIGN_OFF_WORDS: usize = 3;

/// Spans of the paragraphs of `text`, in order, appended to `out`.
pub(super) fn paragraphs(text: &str, out: &mut Vec<Span>) {
    let wrapped = is_wrapped(text);
    let mut current: Option<Span> = None;
    let mut lines = lines(text).peekable();
    while let Some(line) = lines.next() {
        let span = line.trim(text);
        if span.is_empty() {
            out.extend(current.take());
            continue;
        }
        let mut is_last = || lines.peek().is_none_or(|next| !goes_on(text, *next));
        current = match current {
            Some(open) if wrapped && goes_on(text, line) && !(is_last() && signs_off(open.of(text), span.of(text))) => {
                Some(open.join(span))
            }
            open => {
                out.extend(open);
                Some(span)
            }
        };
    }
    out.extend(current);
}

/// True for a line of wrapped text that belongs to the paragraph before it: an indented line opens one.
fn goes_on(text: &str, line: Span) -> bool {
    let words = line.trim(text);
    !words.is_empty() && words.start - line.start < 2
}

/// "Reuter" under the last sentence of a wrapped story: a few words that are no sentence, where the one before has ended.
fn signs_off(before: &str, line: &str) -> bool {
    before.ends_with(['.', '"', '”'])
        && line.starts_with(char::is_uppercase)
        && line.ends_with(char::is_alphanumeric)
        && line.split_whitespace().count() <= MAX_SIGN_OFF_WORDS
}

fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    ends.map(move |end| {
        let line = Span::new(start.min(end), end);
        start = end + 1;
        line
    })
}

fn is_wrapped(text: &str) -> bool {
    let (mut n_breaks, mut n_inside) = (0usize, 0usize);
    let mut lengths = Vec::new();
    let mut before: Option<&str> = None;
    for line in lines(text) {
        let line = line.of(text).trim();
        if let (Some(previous), Some(first)) = (before.filter(|p| !p.is_empty()), line.chars().next()) {
            n_breaks += 1;
            let ends = previous.ends_with(['.', '!', '?', ':', ';', '"', '”', '’']);
            // A word alone on its line, a hash perhaps, is no line of prose that was broken.
            n_inside += usize::from(!ends && first.is_lowercase() && line.contains(char::is_whitespace));
        }
        if !line.is_empty() {
            lengths.push(line.len());
        }
        before = Some(line);
    }
    if n_breaks < 3 || (n_inside as f64) < MIN_WRAPPED_SHARE * n_breaks as f64 {
        return false;
    }
    let middle = lengths.len() / 2;
    WRAP_BYTES.contains(lengths.select_nth_unstable(middle).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut spans = Vec::new();
        paragraphs(text, &mut spans);
        let found: Vec<&str> = spans.into_iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_line_is_one_paragraph() {
        check("First line.\nSecond line.\n\nThird.\r\n", &["First line.", "Second line.", "Third."]);
        check("", &[]);
        check("\n \n", &[]);
    }

    #[test]
    fn wrapped_lines_are_joined_up_to_a_blank_or_indented_line() {
        let text = "The harbour office in Port Lannis said on Monday that\nferry services would return to their usual hours once\nthe new pier had been inspected by engineers and the\nlast of the winter debris removed from the channel.\n    A second paragraph begins with an indent and runs on\nto the next line.";
        check(text, &[&text[..text.find("\n    A").unwrap()], &text[text.find("A second").unwrap()..]]);
    }

    #[test]
    fn a_sign_off_is_a_paragraph_of_its_own() {
        let story = "The harbour office in Port Lannis said on Monday that\nferry services would return to their usual hours once\nthe new pier had been inspected by engineers and the\nlast of the winter debris removed from the channel.";
        check(&format!("{story}\n Lannis Wire\n"), &[story, "Lannis Wire"]);
        let sentence = format!("{story}\nNobody\nspoke against it, and the plan was carried by the council.");
        check(&sentence, &[&sentence]);
        let short = format!("{story}\nNobody spoke.");
        check(&short, &[&short]);
    }
}
