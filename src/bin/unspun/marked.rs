//! One text from end to end, with what another has in its place: in colour a word and the one that it stands for (`protection ←
//! defence`), without colour in marks that a script can read.

use unspun::detect::duplicate::Passage;
use unspun::report::{Style, visible};

const HERE: &str = "31";
const THERE: &str = "32";

/// What the marks mean.
pub fn legend(style: Style) -> String {
    match style {
        Style::Plain => "The first text; [-what only it has-] {+what the second has there+}".to_owned(),
        Style::Coloured => format!(
            "The first text; {}, {}, {} ← {}",
            style.paint(HERE, "only here"),
            style.paint(THERE, "+only in the second"),
            style.paint(HERE, "here"),
            style.paint(THERE, "in the second")
        ),
    }
}

/// The text `first`, marked.
pub fn marked(first: &str, second: &str, passages: &[Passage], style: Style) -> String {
    let shown = lines_visible;
    let mut out = String::new();
    let mut at = 0;
    for passage in passages {
        let (here, there) = match *passage {
            Passage::Same { here } => (here, None),
            Passage::Other { here, there } => (here, Some(there)),
        };
        if !here.is_empty() {
            out.push_str(&shown(&first[at..here.start as usize]));
            at = here.end as usize;
        } else if !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
        let text = shown(here.of(first));
        match there {
            None => out.push_str(&text),
            Some(there) => out.push_str(&difference(&text, &shown(there.of(second)), style)),
        }
    }
    out.push_str(&shown(&first[at..]));
    out
}

/// What stands here and there; either may be empty.
fn difference(here: &str, there: &str, style: Style) -> String {
    let marks = |text: &str, open: &str, close: &str| match text {
        "" => String::new(),
        _ => format!("{open}{text}{close}"),
    };
    match (style, here, there) {
        (Style::Plain, _, _) => marks(here, "[-", "-]") + &marks(there, "{+", "+}"),
        (Style::Coloured, _, "") => paint_lines(here, HERE, style),
        (Style::Coloured, "", _) => paint_lines(&format!("+{there}"), THERE, style),
        (Style::Coloured, _, _) => format!("{} ← {}", paint_lines(here, HERE, style), paint_lines(there, THERE, style)),
    }
}

/// Each line by itself: pagers forget a colour at the end of a line.
fn paint_lines(text: &str, code: &str, style: Style) -> String {
    let paint = |line: &str| if line.is_empty() { String::new() } else { style.paint(code, line) };
    text.split('\n').map(paint).collect::<Vec<_>>().join("\n")
}

/// The text with what a terminal must not get made visible; line breaks stay, those of Windows as plain ones.
fn lines_visible(text: &str) -> String {
    text.split('\n').map(|line| visible(line.strip_suffix('\r').unwrap_or(line))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use unspun::text::Span;

    const FIRST: &str = "The protection minister spoke.";
    const SECOND: &str = "The defence minister spoke twice.";

    fn passages() -> Vec<Passage> {
        let span = |text: &str, part: &str| {
            let at = text.find(part).expect("it stands there");
            Span::new(at, at + part.len())
        };
        vec![
            Passage::Same { here: span(FIRST, "The") },
            Passage::Other { here: span(FIRST, "protection"), there: span(SECOND, "defence") },
            Passage::Same { here: span(FIRST, "minister spoke") },
            Passage::Other { here: Span::default(), there: span(SECOND, "twice") },
        ]
    }

    #[test]
    fn in_colour_a_word_stands_beside_its_original() {
        let told = marked(FIRST, SECOND, &passages(), Style::Coloured);
        assert_eq!(
            told,
            "The \x1b[31mprotection\x1b[0m ← \x1b[32mdefence\x1b[0m minister spoke \x1b[32m+twice\x1b[0m."
        );
    }

    #[test]
    fn without_colour_the_marks_can_be_read_by_scripts() {
        let told = marked(FIRST, SECOND, &passages(), Style::Plain);
        assert_eq!(told, "The [-protection-]{+defence+} minister spoke {+twice+}.");
    }

    #[test]
    fn no_control_character_reaches_a_terminal() {
        let text = "one \x1b[2Jtwo\nthree";
        let passages = [Passage::Other { here: Span::new(0, text.len()), there: Span::default() }];
        let told = marked(text, "", &passages, Style::Coloured);
        assert_eq!(told, "\x1b[31mone <U+001B>[2Jtwo\x1b[0m\n\x1b[31mthree\x1b[0m");
    }
}
