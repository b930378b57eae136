//! A text with the words marked that look put in, and the ones that most likely stood there.

use super::evidence::{Mark, Piece};
use super::quote::{ends, plain};
use crate::findings::Substitution;

/// Characters between two marked words beyond which the middle is left out. A guess.
const MAX_BETWEEN_CHARS: usize = 320;
/// Characters shown of it at either end.
const EDGE_CHARS: usize = 120;
/// Marked words that are shown. A guess.
const MAX_SWAPPED: usize = 40;

/// The text in pieces.
pub(super) fn swapped(text: &str, substitutions: &[Substitution]) -> Vec<Piece> {
    let mut in_order: Vec<&Substitution> = substitutions.iter().collect();
    in_order.sort_unstable_by_key(|substitution| substitution.span);
    let (mut pieces, mut at) = (Vec::new(), 0);
    for substitution in in_order.into_iter().take(MAX_SWAPPED) {
        let span = substitution.span.range();
        if span.start < at {
            continue;
        }
        between(&text[at..span.start], &mut pieces);
        let was = Some(substitution.original.clone());
        pieces.push(Piece { mark: Mark::Swapped, text: text[span.clone()].to_owned(), was });
        at = span.end;
    }
    between(&text[at..], &mut pieces);
    pieces
}

/// What stands between two marked words, the middle left out where it is long.
fn between(text: &str, pieces: &mut Vec<Piece>) {
    if text.chars().count() <= MAX_BETWEEN_CHARS {
        pieces.push(plain(text));
        return;
    }
    pieces.append(&mut ends(text, EDGE_CHARS, EDGE_CHARS));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::PlaceCounts;
    use crate::text::Span;

    #[test]
    fn words_are_marked_where_they_stand() {
        let text = "The jap fleet of the jap port.";
        let put_in = |start: usize| Substitution {
            span: Span::new(start, start + 3),
            original: "eastern".into(),
            gain: 5.0,
            now_counts: PlaceCounts::default(),
            original_counts: PlaceCounts::default(),
        };
        let pieces = swapped(text, &[put_in(21), put_in(4)]);
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, text);
        let marked: Vec<_> = pieces.iter().filter(|p| p.mark == Mark::Swapped).map(|p| p.was.as_deref()).collect();
        assert_eq!(marked, [Some("eastern"), Some("eastern")]);
    }
}
