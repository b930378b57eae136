//! Words by which a paragraph speaks of its page, its reader or its rights ("sign up", "this article", "all rights reserved")
//! and not of the world. Prose that has none of them is left to the duplicate rules, which keep one copy of it.

use super::cues::Cues;
use crate::text::{Block, Parsed};
use std::ops::Range;
use std::sync::LazyLock;

/// Words of a paragraph for each such wording that it must hold, and the fewest in a long one. Guesses: a quotation of a
/// hundred words names a newsletter or an article once.
const WORDS_A_WORDING: usize = 40;
const MIN_IN_LONG: usize = 2;
/// Words from which a paragraph is long.
pub(super) const LONG_WORDS: usize = 25;

/// Beginnings of words. Collected from the paragraphs of eight words and more that three and more pages of a site share,
/// in 79,000 articles of clean news; the German, French and Spanish ones are a guess.
#[rustfmt::skip]
const WORDINGS: &[&str] = &[
    "newsletter", "sign up", "share this", "sharing", "share on", "tweet", "link url", "signed up", "signing up", "sign in",
    "log in", "subscri", "unsubscri", "inbox", "click", "download", "news app", "the app", "free app", "email", "e-mail",
    "contact us", "contact me", "please contact", "follow us", "follow me", "follow @", "follow him", "follow her", "follow ap",
    "on twitter", "on facebook", "on instagram", "on youtube", "itunes", "podcast", "copyright", "©", "rights reserved",
    "permission", "licens", "syndicat", "opinions expressed", "views expressed", "necessarily re", "not necessarily",
    "contributed to this", "contributed to the report", "contributed reporting", "contributed.", "contributing:",
    "contributors", "this report", "this article", "this story", "this column", "this post", "this series", "this page",
    "this site", "this website", "this content", "original content", "transcript", "editor's note", "editor’s note",
    "our journalism", "our coverage", "our reporting", "our reporters", "our newsroom", "our content", "readers",
    "coverage is free", "paywall", "advertis", "cookies", "privacy policy", "privacy notice", "terms of use",
    "terms of service", "terms and conditions", "your browser", "javascript", "comments", "tips to", "a tip", "letters to",
    "write to", "reach us", "join us", "join one", "become a member", "members get", "membership", "donat", "newsroom",
    "column", "is editor", "is an editor", "is the editor", "editor in chief", "editor-in-chief", "politics editor",
    "roving correspondent", "is a correspondent", "correspondent for", "reporter for", "is a reporter", "senior writer",
    "staff writer", "is a contributor", "contributing writer", "contributing editor", "talk-show host", "is the author of",
    "is the host of", "senior fellow", "first published", "originally published", "originally appeared", "reprinted",
    "read more", "read our", "more stories", "editorial", "wire service", "wire-service", "material from", "has been updated",
    "media playback", "media caption", "vote now", "vote here", "toggle caption", "recaptcha", "homepage", "home page",
    "sponsored", "affiliate", "send us", "let us know", "tell us", "hear from you", "get in touch", "whatsapp", "daily roundup",
    "daily summary", "breaking news", "news alerts", "stay up to date", "stay updated", "top stories", "latest news",
    "mailing list", "your account", "premium content", "free of charge", "signing you up", "bookmark", "new tab",
    "our standards", "quotes delayed", "our privacy", "please try again", "failed to load", "check out the", "refresh",
    "support our", "supporting our", "your support", "your contribution", "financial contribution", "chip in", "without charge",
    "nonprofit news", "nonprofit, independent", "comment policy", "abonn", "anmeld", "datenschutz", "kommentar", "lesen sie",
    "redaktion", "urheber", "nutzungsbedingungen", "inscri", "suscri", "iscri", "confidentialité", "privacidad",
    "droits réservés", "derechos reservados",
];

/// Verbs of reports: "the mayor said in an email" is no prompt.
const REPORTS: [&str; 6] = ["said", "says", "told", "declined", "responded", "replied"];

static CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new(WORDINGS, |_| true));

/// True where the paragraph's words show it to be a prompt, a notice or a sign-off of the page.
pub(super) fn is_notice(parsed: &Parsed<'_>, block: &Block) -> bool {
    let text = parsed.text_of(block);
    let opens_a_word = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let mut seen: Vec<usize> =
        wordings(text).into_iter().filter(|(_, place)| opens_a_word(place.start)).map(|(wording, _)| wording).collect();
    seen.sort_unstable();
    seen.dedup();
    let n_words = block.n_words();
    let min = if n_words < LONG_WORDS { 1 } else { MIN_IN_LONG.max(n_words.div_ceil(WORDS_A_WORDING)) };
    seen.len() >= min && !reports(parsed, block)
}

/// Wordings and their places, of those that overlap the first to end.
fn wordings(text: &str) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    CUES.find(text.as_bytes(), |_| true, |wording, place| found.push((wording, place)));
    found.sort_unstable_by_key(|(wording, place)| (place.end, place.start, *wording));
    let mut end = 0;
    found.retain(|(_, place)| {
        let is_free = place.start >= end;
        end = if is_free { place.end } else { end };
        is_free
    });
    found
}

fn reports(parsed: &Parsed<'_>, block: &Block) -> bool {
    parsed.words_of(block).iter().any(|w| REPORTS.contains(&w.span.of(parsed.text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, expected: bool) {
        let mut parser = Parser::new();
        let parsed = parser.parse(text);
        assert_eq!(is_notice(&parsed, &parsed.blocks[0]), expected, "{text}");
    }

    #[test]
    fn prompts_notices_and_sign_offs_are_told_from_reports() {
        check("Ann Lee of the Courier contributed to this report.", true);
        check("The Lannis Courier has been owned by its readers since 1921.", true);
        check("Views expressed by our guests are their own.", true);
        check("“The pier is safe,” the mayor said in an email.", false);
        check("“The pier is safe, and the ferries will run again on Monday,” the mayor said.", false);
    }

    #[test]
    fn a_long_paragraph_needs_more_than_one_wording() {
        let prose =
            "The ferry will run again when the pier has been inspected, and the council meets on Monday. ".repeat(2);
        check(&format!("{prose}He read of it in this article."), false);
        check(&format!("{prose}Sign up for our newsletter."), true);
    }
}
