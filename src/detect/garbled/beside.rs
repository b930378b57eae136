//! Spaces that are missing beside quotation marks and brackets: "”Then", "rules”.He", `,"he said`. A straight mark opens and closes
//! with the same sign; which it does is told by its number in the paragraph, and believed where its neighbours agree.

use super::spacing::{Glue, Joint, OPENERS};
use crate::text::{Block, Parsed};

/// How often a word must have been counted, in 34 M words of news, to follow a bare quotation: “news”letter is a joke. A guess.
const MIN_COUNT: f32 = 500.0;
/// Endings that are put to a quoted word.
const ENDINGS: &[&str] =
    &["ed", "ing", "ish", "like", "ism", "ist", "ness", "gate", "able", "esque", "less", "er", "ers"];

/// Whether a mark opens a quotation or closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
}

/// Straight marks of one paragraph, kept for the next place in it.
#[derive(Default)]
pub(super) struct Marks {
    block_end: u32,
    places: Vec<usize>,
    /// No mark of the paragraph says other than its number does.
    is_sound: bool,
}

impl Marks {
    /// Turns to the paragraph around byte `at`.
    fn turn_to(&mut self, parsed: &Parsed<'_>, at: usize) {
        let block_idx = parsed.blocks.partition_point(|b| (b.span.end as usize) <= at);
        if let Some(block) = parsed.blocks.get(block_idx).filter(|b| b.span.end != self.block_end) {
            self.block_end = block.span.end;
            self.places = straight_marks(parsed, block);
            self.is_sound = !self.places.iter().enumerate().any(|(n, p)| contradicts(parsed.text, *p, side_of(n)));
        }
    }

    /// What the mark at byte `at` does; nothing where its neighbours leave doubt.
    fn side(&mut self, parsed: &Parsed<'_>, at: usize) -> Option<Side> {
        self.turn_to(parsed, at);
        let n = self.places.binary_search(&at).ok()?;
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let side = side_of(n);
        let is_paired = match side {
            Side::Opens => self.places.get(n + 1).is_some_and(|p| !is_word(char_after(parsed.text, *p))),
            Side::Closes => self.places.get(n - 1).is_some_and(|p| !is_word(char_before(parsed.text, *p))),
        };
        (self.is_sound && is_paired).then_some(side)
    }
}

fn side_of(n: usize) -> Side {
    if n.is_multiple_of(2) { Side::Opens } else { Side::Closes }
}

/// A mark with a blank on one side tells what it does itself; a glued one is asked only where these do not contradict.
fn contradicts(text: &str, place: usize, side: Side) -> bool {
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let (before, after) = (is_blank(char_before(text, place)), is_blank(char_after(text, place)));
    match side {
        Side::Opens => !before && after,
        Side::Closes => before && !after,
    }
}

fn char_before(text: &str, place: usize) -> Option<char> {
    text[..place].chars().next_back()
}

fn char_after(text: &str, place: usize) -> Option<char> {
    text[place + 1..].chars().next()
}

/// Marks of quotations: a mark after a figure tells of inches and minutes.
fn straight_marks(parsed: &Parsed<'_>, block: &Block) -> Vec<usize> {
    let start = block.span.start as usize;
    memchr::memchr_iter(b'"', parsed.text_of(block).as_bytes()).map(|at| start + at).collect()
}

/// Judges a gap that holds a quotation mark or a bracket.
pub(super) fn beside_quote(joint: &Joint<'_>, marks: &mut Marks) -> Option<Glue> {
    let gap = joint.gap;
    let last = gap.chars().next_back()?;
    let has_two = gap.len() > last.len_utf8();
    if has_two && matches!(last, '.' | ',' | ';' | '?' | '!' | ':') {
        return after_closed(joint, last);
    }
    if gap.contains('"') {
        return if gap.contains(['“', '”', '(', ')']) { None } else { straight(joint, marks) };
    }
    let is_english = gap.contains(['“', '”']) && joint.elsewhere.has_english_marks();
    is_english.then(|| curly(joint, last))?
}

/// `rules”.He`, `“krank“,sagt`, `(R).The`: only a closing mark stands before a stop.
fn after_closed(joint: &Joint<'_>, last: char) -> Option<Glue> {
    let (gap, r) = (joint.gap, joint.r);
    let mut before = gap[..gap.len() - last.len_utf8()].chars();
    let closes = before.next_back().is_some_and(|c| matches!(c, '"' | '”' | '“' | '»' | '’' | ')'));
    let is_bracket = gap.starts_with(')');
    if !closes || joint.r.chars().count() < 2 || !r.chars().all(char::is_alphabetic) {
        return None;
    }
    let is_proven = match last {
        ',' | ';' => {
            joint.right().is_capitalised() && !is_bracket || joint.is_of_two_words() || joint.precedes_function_word()
        }
        _ => joint.opens() && (!is_bracket || OPENERS.contains(&joint.right().hash)),
    };
    is_proven.then(|| Glue::new("quote", gap.len(), true))?
}

fn curly(joint: &Joint<'_>, last: char) -> Option<Glue> {
    let (gap, r) = (joint.gap, joint.r);
    if let Some(at) = gap.find("”“") {
        return Glue::new("quote", at + '”'.len_utf8(), true);
    }
    match last {
        '“' if gap == "“" => {
            (joint.l.chars().count() > 1 && is_word(joint)).then(|| Glue::new("quote", 0, true))?
        }
        '“' if gap == ",“" => Glue::new("quote", 1, true),
        '“' if matches!(gap, ".“" | "!“" | "?“" | ":“") => {
            joint.right().is_capitalised().then(|| Glue::new("quote", 1, true))?
        }
        '”' => {
            let has_mark = gap.len() > '”'.len_utf8();
            let is_short = r.chars().count() < 3 && !(has_mark && OPENERS.contains(&joint.right().hash));
            // “DWTS”s is a plural.
            (!is_short).then(|| Glue::new("quote", gap.len(), has_mark || follows_quotation(joint)))?
        }
        _ => None,
    }
}

/// `said."The`, `pressure."Then`, `"concerns"regarding`.
fn straight(joint: &Joint<'_>, marks: &mut Marks) -> Option<Glue> {
    let gap = joint.gap;
    let at = joint.left().span.end as usize + gap.find('"')?;
    if gap.matches('"').count() > 1 || joint.parsed.text[..at].ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let side = marks.side(joint.parsed, at)?;
    let stops = matches!(gap, ".\"" | "?\"" | "!\"" | ",\"" | ":\"");
    let fits = gap.starts_with([',', ':']) || joint.right().is_capitalised() || OPENERS.contains(&joint.right().hash);
    match side {
        Side::Closes if stops && gap != ":\"" => (fits && joint.r.len() > 1).then(|| Glue::new("quote", 2, true))?,
        Side::Opens if stops => fits.then(|| Glue::new("quote", 1, true))?,
        Side::Closes if gap == "\"" => follows_quotation(joint).then(|| Glue::new("quote", 1, true))?,
        Side::Opens if gap == "\"" => (joint.l.len() > 1 && is_word(joint)).then(|| Glue::new("quote", 0, true))?,
        _ => None,
    }
}

/// The left word is one: a letter of a measure, an elision (`l"art`) and half a word are none.
fn is_word(joint: &Joint<'_>) -> bool {
    OPENERS.contains(&joint.left().hash) || joint.lexis.count_of(joint.left()) >= MIN_COUNT
}

/// After a bare quotation only a function word, a frequent one or a capital proves the gap.
fn follows_quotation(joint: &Joint<'_>) -> bool {
    let right = joint.right();
    let is_frequent = || {
        joint.lexis.count_of(right) >= MIN_COUNT
            && joint.r.len() >= 3
            && !ENDINGS.contains(&joint.r)
            && joint.lexis.count(&format!("{}{}", joint.l, joint.r)) == 0.0
    };
    joint.r.chars().count() > 1 && (right.is_capitalised() || OPENERS.contains(&right.hash) || is_frequent())
}

#[cfg(test)]
mod tests {
    use super::super::spacing::detect;
    use super::super::testing::check_repair;

    fn check(text: &str, expected: &str) {
        check_repair(detect, text, expected);
    }

    #[test]
    fn a_space_comes_back_on_the_outer_side_of_a_mark() {
        check("“We won.”They cheered.“Now go.”", "“We won.” They cheered. “Now go.”");
        check("“We won,”he said. “Now go.”“No.”", "“We won,” he said. “Now go.” “No.”");
        check("\"We won,\"he said.\"Now go.\"", "\"We won,\" he said. \"Now go.\"");
        check("It broke “the rules”.He left. “No.”", "It broke “the rules”. He left. “No.”");
        check("Es sei „spät“,sagte er", "Es sei „spät“, sagte er");
        check("It is a \"risk\"for the pier", "It is a \"risk\" for the pier");
    }

    #[test]
    fn jokes_plurals_inches_and_doubtful_marks_stay() {
        for text in [
            "a “news”letter and “more”",
            "three “boats”s and “more”",
            "a 12\"pipe and a 6\" one",
            "“DWTS”ers and “more”",
            "Bürger:innen",
            "a \"b\",c",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_mark_is_told_alike_in_a_long_paragraph_and_a_short_one() {
        let (glued, parted) = ("It is a \"risk\"for the pier. ", "It is a \"risk\" for the pier. ");
        check(&glued.repeat(30), &parted.repeat(30));
        let doubtful = format!("{}It is a risk\" too.", glued.repeat(30));
        check(&doubtful, &doubtful);
        check(&format!("{doubtful}\n\n{glued}"), &format!("{doubtful}\n\n{parted}"));
    }
}
