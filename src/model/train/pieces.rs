//! Labelled pieces: stretches of human articles that are not counted, half of them spun.

use super::dice::Dice;
use super::spinner::Spinner;
use crate::text::{Parser, Span};
use xxhash_rust::xxh3::xxh3_64;

/// Lengths of pieces in words, shortest first, of which one is drawn that the article has room for.
const LENGTHS: [usize; 5] = [80, 150, 300, 500, 1_000];
/// Pieces cut from one article at most, all human or all spun.
const MAX_PIECES: usize = 3;
/// Shares of all words that a spinner is told to replace.
const RATES: [f32; 5] = [0.05, 0.08, 0.12, 0.2, 0.4];
/// Least share of replaced words of a piece that is called spun.
const MIN_RATE: f32 = 0.03;

/// A labelled piece of text.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The spinner that went through it; `None` for human text.
    pub spinner: Option<String>,
    /// Where it is from: the line is drawn so that no source has too many false alarms.
    pub source: String,
    /// The article from which it was cut: pieces of one article are never on both sides of a cross-validation.
    pub origin: String,
    /// Places of substituted words, sorted.
    pub substituted: Vec<Span>,
}

/// The pieces of one article. The same article gives the same pieces.
pub fn pieces(text: &str, source: &str, origin: &str, spinners: &[Spinner], parser: &mut Parser) -> Vec<Piece> {
    let mut dice = Dice::new(xxh3_64(origin.as_bytes()));
    let spinner = (!spinners.is_empty() && dice.below(2) == 1).then(|| &spinners[dice.below(spinners.len())]);
    let stretches = stretches(text, parser, &mut dice);
    let label = |stretch: &str| {
        let piece = Piece { source: source.to_owned(), origin: origin.to_owned(), ..Piece::default() };
        let Some(spinner) = spinner else { return Some(Piece { text: stretch.to_owned(), ..piece }) };
        let parsed = parser.parse(stretch);
        let n_words = parsed.words.len();
        let (rate, spins_quotes) = (dice.one_of(&RATES), dice.below(2) == 1);
        let spun = spinner.spin(&parsed, rate, spins_quotes, &mut dice);
        let is_enough = spun.substituted.len() as f32 >= MIN_RATE * n_words as f32;
        let spinner = Some(spinner.name().to_owned());
        is_enough.then_some(Piece { text: spun.text, spinner, substituted: spun.substituted, ..piece })
    };
    stretches.into_iter().filter_map(label).collect()
}

/// Runs of whole sentences that do not overlap.
fn stretches<'a>(text: &'a str, parser: &mut Parser, dice: &mut Dice) -> Vec<&'a str> {
    let words = parser.parse(text).words;
    let openers: Vec<usize> =
        (0..words.len()).filter(|&i| words[i].opens_sentence() && !words[i].is_quoted()).collect();
    let (mut found, mut from) = (Vec::new(), 0);
    while found.len() < MAX_PIECES {
        let room = words.len().saturating_sub(from);
        let fitting = &LENGTHS[..LENGTHS.partition_point(|&n| n <= room)];
        if fitting.is_empty() {
            break;
        }
        let n_words = dice.one_of(fitting);
        // Anywhere in the first half of what is left of the article, as long as the piece ends within it.
        let earliest = from + dice.below((room - n_words).min(room / 2) + 1);
        let Some(&start) = openers.iter().find(|&&i| i >= earliest) else { break };
        let end = openers.iter().find(|&&i| i >= start + n_words).copied();
        if end.is_none() && words.len() < start + n_words {
            break;
        }
        let stop = end.map_or(text.len(), |end| words[end].span.start as usize);
        found.push(text[words[start].span.start as usize..stop].trim_end_matches([' ', '\n', '“', '"', '(']));
        match end {
            Some(end) => from = end,
            None => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::train::{Style, Thesaurus};

    #[test]
    fn an_article_gives_the_same_pieces_each_time_and_their_substitutes_are_where_it_is_said() {
        let mut thesaurus = Thesaurus::default();
        thesaurus.read("n\tferry|barge\nv\tdepart|embark\nn\tharbour|port\n");
        let spinners = [Spinner::new("test", &thesaurus, Style::Plain, &[], |_| 1)];
        let text = "The old ferry departed the harbour at nine. Nobody in town saw it go. ".repeat(40);
        let (mut n_human, mut n_spun) = (0, 0);
        for origin in 0..40 {
            let cut = |parser: &mut Parser| pieces(&text, "news", &origin.to_string(), &spinners, parser);
            let found = cut(&mut Parser::new());
            assert_eq!(format!("{found:?}"), format!("{:?}", cut(&mut Parser::new())));
            for piece in found {
                match piece.spinner {
                    None => {
                        n_human += 1;
                        assert!(text.contains(&piece.text) && piece.substituted.is_empty());
                    }
                    Some(_) => {
                        n_spun += 1;
                        for span in &piece.substituted {
                            assert!(
                                ["barge", "embarked", "port"].contains(&span.of(&piece.text)),
                                "{}",
                                span.of(&piece.text)
                            );
                        }
                    }
                }
            }
        }
        assert!(n_human > 8 && n_spun > 8, "{n_human} human, {n_spun} spun");
    }
}
