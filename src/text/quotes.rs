//! Quotations: where somebody else's words stand. Spinners often leave them alone, and two reporters of one event share
//! them, so they are measured apart.

use super::Span;

/// Longest quotation in bytes that is believed; past it the opening mark was a stray one. A guess.
const MAX_BYTES: usize = 2_000;

/// Quoted passages of `text` between double quotation marks, the marks included, in order. A quotation ends at its closing
/// mark or at the end of its paragraph (a quotation over several paragraphs opens each anew).
pub fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('“' | '«' | '„', _) => open = Some((at, c)),
            ('”' | '»', Some((start, _))) => close(&mut found, &mut open, start, at + c.len_utf8()),
            ('"', Some((start, _))) => close(&mut found, &mut open, start, at + 1),
            ('"', None) => open = Some((at, c)),
            ('\n', Some((start, '“' | '"'))) => close(&mut found, &mut open, start, at),
            _ => {}
        }
    }
    if let Some((start, _)) = open {
        close(&mut found, &mut open, start, text.len());
    }
    found
}

fn close(found: &mut Vec<Span>, open: &mut Option<(usize, char)>, start: usize, end: usize) {
    *open = None;
    if end - start <= MAX_BYTES {
        found.push(Span::new(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quotations(text).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quotation_ends_at_its_mark_or_at_its_paragraph() {
        check("He said “no.” She said \"yes\" then.", &["“no.”", "\"yes\""]);
        check("“First part\n“second part,” he said", &["“First part", "“second part,”"]);
        check("no quotes here", &[]);
    }
}
