//! Explainer cards: a box of short paragraphs that a newsroom sets into every article of a series. It opens at its title,
//! the line before "Card 1 of 5", and ends after its run of paragraphs with a bold lead ("A new pier. The council …").

use crate::text::{Block, Parsed, Span, sentences};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// "Card 1 of 5", alone or glued to the first paragraph.
static COUNTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Card|Slide)\s\d{1,2}\sof\s(\d{1,2}?)(?:\s*$|\s*\p{Lu}|\s*[“‘])").expect("a constant pattern")
});

/// Most words of a card's title. A guess: titles are headlines.
const MAX_TITLE_WORDS: usize = 15;
/// Most words of a bold lead ("The harbour master's position."). A guess.
const MAX_LEAD_WORDS: usize = 7;
/// Most words of one paragraph of a card; they are written to fit a box. A guess.
const MAX_PARAGRAPH_WORDS: usize = 120;

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Card {
    /// From the title to the last of its paragraphs.
    pub(super) span: Span,
    /// Its paragraphs, as positions in `Parsed::blocks`.
    pub(super) blocks: Range<usize>,
    /// Paragraphs with a bold lead that it holds.
    pub(super) n_leads: usize,
    /// Paragraphs that its counter announces.
    pub(super) n_announced: usize,
}

/// The cards of a text, in order. A card never takes more paragraphs than its counter announces, nor one without a lead.
pub(super) fn find(parsed: &Parsed<'_>) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    if !holds_counter(parsed.text) {
        return cards;
    }
    for (block_idx, block) in parsed.blocks.iter().enumerate() {
        let done = cards.last().map_or(0, |c| c.blocks.end);
        if block_idx >= done
            && let Some(counter) = COUNTER.captures(parsed.text_of(block))
        {
            let n_announced = counter[1].parse().unwrap_or(0);
            cards.push(card_at(parsed, block_idx, done, n_announced));
        }
    }
    cards
}

fn holds_counter(text: &str) -> bool {
    ["Card ", "Slide "].iter().any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

fn card_at(parsed: &Parsed<'_>, counter_idx: usize, floor: usize, n_announced: usize) -> Card {
    let before = counter_idx.checked_sub(1).filter(|&i| i >= floor && is_title(parsed, &parsed.blocks[i]));
    let first = before.unwrap_or(counter_idx);
    let is_glued = lead_of(parsed, counter_text(parsed, counter_idx)).is_some();
    let mut n_leads = usize::from(is_glued);
    let mut end = counter_idx + 1;
    while n_leads < n_announced && end < parsed.blocks.len() {
        let block = &parsed.blocks[end];
        let is_lead = block.n_words() <= MAX_PARAGRAPH_WORDS && lead_of(parsed, block.span).is_some();
        if !is_lead && !COUNTER.is_match(parsed.text_of(block)) {
            break;
        }
        n_leads += usize::from(is_lead);
        end += 1;
    }
    let span = parsed.blocks[first].span.join(parsed.blocks[end - 1].span);
    Card { span, blocks: first..end, n_leads, n_announced }
}

/// What follows the counter in its paragraph.
fn counter_text(parsed: &Parsed<'_>, counter_idx: usize) -> Span {
    let block = &parsed.blocks[counter_idx];
    let text = parsed.text_of(block);
    let counter = COUNTER.captures(text).and_then(|c| c.get(1)).map_or(0, |m| m.end());
    Span::new(block.span.start as usize + counter, block.span.end as usize).trim(parsed.text)
}

fn is_title(parsed: &Parsed<'_>, block: &Block) -> bool {
    block.n_words() <= MAX_TITLE_WORDS && !parsed.text_of(block).ends_with(['.', '!', '”', '"', ',', ';'])
}

/// The bold lead of a paragraph: a first sentence of a few words that is no quotation, with more behind it.
fn lead_of(parsed: &Parsed<'_>, span: Span) -> Option<Span> {
    let sentences = sentences(parsed.text, span);
    let (lead, _) = sentences.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let text = lead.of(parsed.text);
    let is_short = text.split_whitespace().count() <= MAX_LEAD_WORDS;
    let opens = text.starts_with(char::is_alphanumeric) && !text.starts_with(char::is_lowercase);
    (is_short && opens && text.ends_with(['.', '?', '!'])).then_some(*lead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    const TITLE: &str = "Understand the Ferry Dispute\n";
    const FIRST: &str = "A new pier. The council voted for a pier in March. Work began in May.\n";
    const SECOND: &str = "What comes next. An inspector will look at the channel before the summer.\n";
    const AFTER: &str = "The mayor said on Friday that nothing had been signed. He left early.";

    fn check(text: &str, expected: &[&str]) {
        let mut parser = Parser::new();
        let found: Vec<&str> = find(&parser.parse(text)).iter().map(|c| c.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_card_opens_at_its_title_and_ends_after_its_bold_leads() {
        let card = format!("{TITLE}Card 1 of 2\n{FIRST}{SECOND}");
        check(&format!("The ferries stopped.\n{card}{AFTER}"), &[card.trim_end()]);
    }

    #[test]
    fn a_counter_glued_to_the_first_paragraph_opens_a_card() {
        let card = format!("{TITLE}Card 1 of 2{FIRST}{SECOND}");
        check(&format!("The ferries stopped.\n{card}{AFTER}"), &[card.trim_end()]);
    }

    #[test]
    fn a_card_takes_no_more_paragraphs_than_it_announces() {
        let text = format!("{TITLE}Card 1 of 1\n{FIRST}{SECOND}{AFTER}");
        check(&text, &[format!("{TITLE}Card 1 of 1\n{FIRST}").trim_end()]);
    }

    #[test]
    fn a_text_about_cards_is_left() {
        check("Card 1 of the deck was marked. He saw it.\nCard games are old.", &[]);
    }
}
