//! Spaces that are missing after a mark: "Thursday,Ukraine", "end.Next". Names are written like that too (Amazon.com,
//! Halo.Bungie), so each mark has its own proof, and what proves nothing is only shown. Marks beside quotations: `beside`.

use super::MISSING_SPACE;
use super::beside::{Marks, beside_quote};
use super::elsewhere::Elsewhere;
use super::lexis::Lexis;
use crate::findings::{Confidence, Finding, Fix, Unit};
use crate::text::{Parsed, Span, Word, fold_hash, is_abbreviation};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Longest gap between two words that may lack a space, in bytes: `.”“` with three-byte quotes.
const MAX_GAP_BYTES: usize = 7;
/// Longest token that is prose, in bytes. A guess: two long words and their quotes.
const MAX_TOKEN_BYTES: usize = 60;
/// How far a token is read to each side of a mark, in bytes. A guess: more than `MAX_TOKEN_BYTES`, so that no token that is too
/// long looks short, and enough to see that an address is one.
const REACH: usize = 128;
/// Marks of addresses, file names, handles, tags, formulas and code: a token that holds one is not prose.
pub(super) const NOT_PROSE: &[char] =
    &['@', '/', '\\', '_', '#', '=', '&', '<', '>', '{', '}', '|', '~', '+', '*', '[', ']'];
/// Ends of addresses that are also written with a capital ("Amazon.Com").
const DOMAINS: &[&str] = &[
    "com", "org", "net", "gov", "edu", "info", "tv", "io", "co", "uk", "us", "ca", "de", "fr", "ru", "cn", "jp", "eu",
    "au", "me", "ai", "app", "biz", "js", "py", "exe", "pdf", "doc", "html", "htm", "php", "jpg", "png",
];
/// Months and titles that are written short, and stand before a figure or a name.
const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Rep", "Reps", "Sen", "Sens", "Gov", "Gen", "Lt", "Col", "Sgt", "Capt", "Prof", "Rev",
    "St",
];
/// How often a word must have been counted, in 34 M words of news, to stand alone beside a mark. A guess.
const MIN_COUNT: f32 = 50.0;
/// The same beside a number or a capital, where more must speak for it. A guess.
const MIN_FREQUENT: f32 = 500.0;

/// Proven places from which a text is known to lack spaces, so that doubtful ones are believed. A guess.
const MIN_PROVEN: usize = 2;

/// Words that open sentences and are no part of a name.
pub(super) static OPENERS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    let words = "the a an this that these those he she it they we you i his her its their our but and in on at for from \
                 with as by to if when while after before since although though however what who how why where there \
                 according so also not no yet or because during until both some many most all one";
    hashes(words)
});
/// Function words of German, French, Spanish, Italian, Portuguese and Dutch that no word of those languages ends in after a comma.
static FOREIGN_OPENERS: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    hashes(
        "und oder aber der die das den dem des ein eine einen dass weil wenn als auch ob um wie was wer mit von für auf aus bei \
         nach sondern sagt sagte el la los las una que pero porque como con por para del cuando donde le les des une et ou mais \
         qui où dans pour avec sur par dont il lo gli che ma perché quando come della nel não mas porque quando os uma een het \
         van dat maar omdat als voor met",
    )
});

fn hashes(words: &str) -> FxHashSet<u64> {
    let mut buffer = String::new();
    words.split_whitespace().map(|w| fold_hash(w, &mut buffer)).collect()
}

/// What a gap without a space looks like, and how sure it is.
pub(super) struct Glue {
    kind: &'static str,
    /// Bytes of the gap after which the space belongs.
    at: usize,
    confidence: Confidence,
}

impl Glue {
    pub(super) fn new(kind: &'static str, at: usize, is_proven: bool) -> Option<Glue> {
        Some(Glue { kind, at, confidence: if is_proven { Confidence::Likely } else { Confidence::Suspect } })
    }
}

/// Two words with a mark between them, and what is known of both.
pub(super) struct Joint<'a> {
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) lexis: &'a Lexis<'a>,
    pub(super) elsewhere: &'a Elsewhere<'a>,
    /// Position of the left word.
    pub(super) i: usize,
    pub(super) gap: &'a str,
    /// The two words as they are written.
    pub(super) l: &'a str,
    pub(super) r: &'a str,
}

impl Joint<'_> {
    pub(super) fn left(&self) -> &Word {
        &self.parsed.words[self.i]
    }

    pub(super) fn right(&self) -> &Word {
        &self.parsed.words[self.i + 1]
    }

    /// Two letters and more, the last one small.
    fn follows_word(&self) -> bool {
        self.l.chars().nth(1).is_some() && self.l.chars().next_back().is_some_and(char::is_lowercase)
    }

    /// The right word begins as a sentence does.
    pub(super) fn opens(&self) -> bool {
        let mut letters = self.r.chars();
        letters.next().is_some_and(char::is_uppercase)
            && (letters.next().is_some_and(char::is_lowercase) || matches!(self.r, "A" | "I" | "It" | "He"))
    }

    /// A function word of a language whose commas are set as in English.
    pub(super) fn precedes_function_word(&self) -> bool {
        let hash = self.right().hash;
        OPENERS.contains(&hash) || !self.lexis.speaks() && FOREIGN_OPENERS.contains(&hash)
    }

    /// A function word, or one that the text writes in lower case elsewhere.
    fn precedes_known_opener(&self) -> bool {
        let hash = self.right().hash;
        self.precedes_function_word() || self.elsewhere.n_small(hash) > 0
    }

    /// True where a mark in lower-case text parts two words and no single one ("settlem,ent" of a bad line): the text or the
    /// model knows both, and the model no word that they would make.
    pub(super) fn is_of_two_words(&self) -> bool {
        let (left, right) = (self.left(), self.right());
        let uses = |word: &Word| OPENERS.contains(&word.hash) || self.elsewhere.n_small(word.hash) > 1;
        let are_of_text = || uses(right) && (right.span.len() > 2 || uses(left) || left.is_capitalised());
        let is_counted = |word: &Word| self.lexis.count_of(word) >= MIN_COUNT;
        let are_counted =
            || is_counted(left) && is_counted(right) && self.lexis.count(&format!("{}{}", self.l, self.r)) == 0.0;
        are_counted() || are_of_text()
    }

    /// "chairm,an": the halves make a word, or the left one is none.
    pub(super) fn is_one_word(&self) -> bool {
        let whole = format!("{}{}", self.l, self.r);
        let is_unknown =
            self.lexis.speaks() && self.lexis.count_of(self.left()) == 0.0 && !self.left().is_capitalised();
        is_unknown || self.lexis.count(&whole) > 0.0 || self.elsewhere.holds(self.at(), &whole)
    }

    /// The text writes the same with a space elsewhere.
    fn is_apart_elsewhere(&self) -> bool {
        self.elsewhere.holds(self.at(), &format!("{}. ", self.l))
    }

    /// Byte where the gap begins.
    fn at(&self) -> usize {
        self.left().span.end as usize
    }
}

/// Reports missing spaces in `parsed`.
pub(super) fn detect(parsed: &Parsed<'_>, lexis: &Lexis<'_>, findings: &mut Vec<Finding>) {
    detect_with(&Elsewhere::new(parsed), parsed, lexis, findings);
}

fn detect_with(elsewhere: &Elsewhere<'_>, parsed: &Parsed<'_>, lexis: &Lexis<'_>, findings: &mut Vec<Finding>) {
    let text = parsed.text;
    let bytes = text.as_bytes();
    let mut marks = Marks::default();
    let mut found: Vec<(Span, Glue)> = Vec::new();
    for (i, pair) in parsed.words.windows(2).enumerate() {
        let (end, start) = (pair[0].span.end as usize, pair[1].span.start as usize);
        if bytes[end] == b' ' || start == end || start - end > MAX_GAP_BYTES {
            continue;
        }
        if !may_lack_space(&bytes[end..start]) {
            continue;
        }
        let gap = &text[end..start];
        if gap.contains(char::is_whitespace) || !is_prose(token(text, end)) {
            continue;
        }
        let (l, r) = (pair[0].span.of(text), pair[1].span.of(text));
        let joint = Joint { parsed, lexis, elsewhere, i, gap, l, r };
        found.extend(judge(&joint, &mut marks).map(|glue| (Span::new(end, start), glue)));
    }
    if found.iter().filter(|(_, glue)| glue.confidence >= Confidence::Likely).count() >= MIN_PROVEN {
        found
            .iter_mut()
            .filter(|(gap, _)| parts_sentences(text, *gap, elsewhere))
            .for_each(|(_, glue)| glue.confidence = Confidence::Likely);
    }
    findings.extend(found.into_iter().map(|(gap, glue)| report(text, gap, glue)));
}

/// In a text that is known to lack spaces: a stop between two words of four letters and more, of which the second has a capital. A
/// name of two parts would come again.
fn parts_sentences(text: &str, gap: Span, elsewhere: &Elsewhere<'_>) -> bool {
    let (before, after) = (&text[..gap.start as usize], &text[gap.end as usize..]);
    let is_letter = |c: char| !c.is_alphabetic();
    let left =
        &before[before.rfind(is_letter).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
    let right = &after[..after.find(is_letter).unwrap_or(after.len())];
    let pair = Span::new(gap.start as usize - left.len(), gap.end as usize + right.len());
    matches!(gap.of(text), "." | "?" | "!")
        && left.chars().count().min(right.chars().count()) >= 4
        && right.starts_with(char::is_uppercase)
        && right.ends_with(char::is_lowercase)
        && elsewhere.is_single(pair)
}

/// A cheap look at a gap: one mark that a space belongs after, or a quotation mark or bracket. Most gaps are hyphens.
fn may_lack_space(gap: &[u8]) -> bool {
    match gap {
        [b',' | b';' | b'.' | b'?' | b'!' | b':' | b'"'] => true,
        [_] => false,
        _ => gap.iter().any(|b| matches!(b, 0xe2 | b'"' | b')')),
    }
}

fn report(text: &str, gap: Span, glue: Glue) -> Finding {
    let (before, after) = gap.of(text).split_at(glue.at);
    let message = match text[..gap.start as usize + glue.at].chars().next_back() {
        Some(mark) if !before.is_empty() => format!("no space after “{mark}”"),
        _ => format!("no space before “{after}”"),
    };
    let finding = Finding::new(MISSING_SPACE, Unit::Span, text, gap, message).with_kind(glue.kind);
    finding.with_confidence(glue.confidence).with_fix(Fix::replace(format!("{before} {after}")))
}

/// The run without white space around byte `at`, as far as `REACH` to each side: a run of a million letters is asked at each of
/// its marks.
pub(super) fn token(text: &str, at: usize) -> &str {
    let first = (0..=at.saturating_sub(REACH)).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
    let last = (at + REACH..text.len()).find(|n| text.is_char_boundary(*n)).unwrap_or(text.len());
    let before = text[first..at].rsplit(char::is_whitespace).next().map_or(0, str::len);
    let after = text[at..last].split(char::is_whitespace).next().map_or(0, str::len);
    &text[at - before..at + after]
}

pub(super) fn is_prose(token: &str) -> bool {
    token.len() <= MAX_TOKEN_BYTES && !token.contains(NOT_PROSE) && !token.starts_with("www.")
}

fn judge(joint: &Joint<'_>, marks: &mut Marks) -> Option<Glue> {
    match joint.gap {
        "," | ";" => comma(joint),
        "." => full_stop(joint),
        "?" | "!" if joint.follows_word() && joint.opens() => {
            Glue::new("full-stop", 1, !joint.left().is_capitalised() || joint.left().opens_sentence())
        }
        ":" if joint.follows_word() && joint.opens() => {
            Glue::new("full-stop", 1, joint.precedes_known_opener() && !joint.r.starts_with("In"))
        }
        _ => beside_quote(joint, marks),
    }
}

/// "Friday,Norland", "users,borrowing", "CPAC,with", "In 2016,the".
fn comma(joint: &Joint<'_>) -> Option<Glue> {
    let (l, r) = (joint.l, joint.r);
    let (left, right) = (joint.left(), joint.right());
    let is_list = token(joint.parsed.text, left.span.end as usize).trim_end_matches(',').matches(',').count() > 1;
    let is_word = r.chars().count() > 1 || matches!(r, "a" | "I" if joint.lexis.speaks());
    if is_list || !is_word || !r.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’')) {
        return None;
    }
    if joint.follows_word() {
        let is_proven =
            right.is_capitalised() || joint.is_of_two_words() || joint.precedes_function_word() && !joint.is_one_word();
        return Glue::new("comma", 1, is_proven);
    }
    // After capitals and figures, which formulas and codes have too, only a frequent word in small letters.
    let is_code = l.chars().count() < 2 || l.contains(|c: char| c.is_ascii_digit() && left.is_capitalised());
    let is_frequent = r.len() > 1 && joint.lexis.count_of(right) >= MIN_FREQUENT;
    (!is_code && !right.is_capitalised() && is_frequent).then(|| Glue::new("comma", 1, true))?
}

/// "end.Next": a name of two parts has a capital on both sides, so then more must speak for the next word.
fn full_stop(joint: &Joint<'_>) -> Option<Glue> {
    let (l, r) = (joint.l, joint.r);
    let (left, right) = (joint.left(), joint.right());
    let text = joint.parsed.text;
    let token = token(text, left.span.end as usize);
    let is_domain = DOMAINS.iter().any(|d| d.eq_ignore_ascii_case(r));
    let is_number = !l.is_empty() && l.bytes().all(|b| b.is_ascii_digit() || b == b',');
    if is_domain {
        return None;
    }
    if is_number {
        // "in 1994.The", "£38.Children": numbers of lists, squads and versions stand before words that only come with a capital.
        let is_year = l.len() == 4 && matches!(&l[..2], "18" | "19" | "20") && OPENERS.contains(&right.hash);
        let is_price = text[..left.span.start as usize].ends_with(['£', '$', '€']);
        let is_sentence = joint.opens() && (is_year || r.len() > 2);
        return is_sentence.then(|| Glue::new("full-stop", 1, is_year || is_price || joint.precedes_known_opener()))?;
    }
    if MONTHS.contains(&l) && r.bytes().all(|b| b.is_ascii_digit()) && r.len() <= 2 {
        return Glue::new("full-stop", 1, joint.is_apart_elsewhere() || joint.lexis.speaks());
    }
    if TITLES.contains(&l) && joint.opens() {
        return joint.is_apart_elsewhere().then(|| Glue::new("full-stop", 1, true))?;
    }
    if l.contains('.') {
        // "the U.S.official"
        let is_word = !right.is_capitalised() && r.len() > 3 && joint.lexis.count_of(right) >= MIN_FREQUENT;
        let is_name = joint.opens() && joint.is_apart_elsewhere() && r.len() > 3;
        return (is_word || is_name).then(|| Glue::new("full-stop", 1, true))?;
    }
    let is_chain = token.trim_end_matches(['.', ',', '”', '"']).matches('.').count() > 1;
    let ends_sentence = joint.follows_word() || left.is_all_upper() && l.len() > 2;
    if is_chain || is_abbreviation(l) || !ends_sentence || !joint.opens() {
        return None;
    }
    let is_plain = !left.is_capitalised() && !l.chars().skip(1).any(char::is_uppercase);
    Glue::new("full-stop", 1, is_plain || joint.precedes_known_opener() || opens_by_count(joint))
}

/// "Boston.Serbia takes": two long words that the model counted, followed by one in small letters; and the two stand so once.
fn opens_by_count(joint: &Joint<'_>) -> bool {
    let (left, right) = (joint.left(), joint.right());
    let is_counted = |word: &Word| word.span.len() > 3 && joint.lexis.count_of(word) >= MIN_FREQUENT;
    let goes_on = joint.parsed.words.get(joint.i + 2).is_some_and(|next| {
        joint.parsed.text[right.span.end as usize..next.span.start as usize] == *" " && !next.is_capitalised()
    });
    is_counted(left) && is_counted(right) && goes_on && joint.elsewhere.is_single(left.span.join(right.span))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_repair, lexis_of};
    use super::*;

    fn check(text: &str, expected: &str) {
        check_repair(detect, text, expected);
    }

    #[test]
    fn glued_sentences_and_clauses_are_parted() {
        check("They met on Friday,Norland said.", "They met on Friday, Norland said.");
        check("It was the end.Next came rain.", "It was the end. Next came rain.");
        check("Who is it?He left.", "Who is it? He left.");
        check("It costs £38.Children pay less.", "It costs £38. Children pay less.");
        check("They went to Boston.Police were late.", "They went to Boston. Police were late.");
        check(
            "They came in 2016,when the pier, which was new,opened",
            "They came in 2016, when the pier, which was new, opened",
        );
        check("the U.S.official came on Nov.19 by boat", "the U.S. official came on Nov. 19 by boat");
        check("Sie kamen,weil das Schiff fuhr", "Sie kamen, weil das Schiff fuhr");
    }

    #[test]
    fn a_text_that_lacks_spaces_is_believed_more() {
        check("They came to Port Lannis.Norlan left.", "They came to Port Lannis.Norlan left.");
        check(
            "They came,and it rained.Then to Port Lannis.Norlan left.",
            "They came, and it rained. Then to Port Lannis. Norlan left.",
        );
    }

    #[test]
    fn a_title_is_parted_where_the_text_parts_it() {
        check("Mr. Rye met Mr.Bell at the pier", "Mr. Rye met Mr. Bell at the pier");
        check("They met Mr.Bell", "They met Mr.Bell");
    }

    #[test]
    fn names_addresses_and_code_stay() {
        for text in [
            "Amazon.Com",
            "at Halo.Bungie.Org now",
            "One.Tel rose",
            "see x.example/A.Bell,then",
            "1,000 at 10:30",
            "foo.Bar()_x",
            "an adjustm,ent here",
            "the chairm,an of the harbour board was late for the boat",
            "#nowPlaying",
            "a,b,c",
            "J.Rye of the U.S.A",
            "No.10",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_token_of_any_length_is_refused_like_one_that_is_just_too_long() {
        for joint in ["end.Next", "Friday,Norland", "it?He", "wörd.Über"] {
            for n in [MAX_TOKEN_BYTES / joint.len() + 1, 40, 400] {
                let text = format!("They said {} and left.", joint.repeat(n));
                check(&text, &text);
            }
        }
    }

    #[test]
    fn the_rest_of_a_text_is_searched_as_often_in_a_long_one() {
        let n_bytes_a_byte = |piece: &str, n_times: usize| {
            let text = piece.repeat(n_times);
            let mut parser = crate::text::Parser::new();
            let parsed = parser.parse(&text);
            let (elsewhere, mut findings) = (Elsewhere::new(&parsed), Vec::new());
            detect_with(&elsewhere, &parsed, &lexis_of(&parsed), &mut findings);
            assert!(!findings.is_empty(), "{piece}");
            elsewhere.n_bytes_searched() / text.len()
        };
        // A mark of quotations is asked for at each place, and words beside commas and stops are sought.
        for piece in ["We “won”they ", "They met on Friday,norland. ", "It came,and to Lannis.Norlan left. "] {
            let (short, long) = (n_bytes_a_byte(piece, 6_000), n_bytes_a_byte(piece, 24_000));
            assert!(long <= short + short / 4, "{piece}: {short} and {long}");
        }
    }

    #[test]
    fn a_token_ends_at_white_space_or_out_of_reach() {
        assert_eq!(token("a pier.Then\u{2003}b", 6), "pier.Then");
        assert_eq!(token("pier", 0), "pier");
        assert_eq!(token("pier", 4), "pier");
        assert_eq!(token(&"ü".repeat(1000), 1000).len(), 2 * REACH);
        assert!(!is_prose(token(&format!("{} b", "é.".repeat(1000)), 2999)));
    }
}
