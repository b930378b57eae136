//! What an extractor might leave of a labelled page: its article and some of the lines round it and in it. Five extractors saw the
//! news pages only; so the other pages, of hundreds of other sites, teach what is left, too.

use crate::data::{Line, Text};
use crate::random::Random;

/// Share of the lines of boilerplate that stand behind the article, before it and in it which five extractors left, by the distance to
/// the article (up to 3, 10, 25 lines, and more) for lines of up to 8 words, and for longer ones. Source: the dev news pages and what was left of them.
const BEFORE: [[f64; 4]; 2] = [[0.18, 0.05, 0.01, 0.003], [0.24, 0.18, 0.07, 0.014]];
const BEHIND: [[f64; 4]; 2] = [[0.18, 0.05, 0.025, 0.01], [0.35, 0.11, 0.045, 0.033]];
const INSIDE: [f64; 2] = [0.28, 0.33];
const REACHES: [usize; 3] = [3, 10, 25];
const SHORT_WORDS: u32 = 8;
/// Chance that a line shares the fate of the one before: what stands in one box is left or not as a whole. Source: as above; of the lines
/// that follow one that was left half were left.
const SAME_BOX: f64 = 0.8;

/// Chance that the line is left.
fn chance(line: &Line, at: usize, article: (usize, usize)) -> f64 {
    let is_long = usize::from(line.n > SHORT_WORDS);
    let reach = |distance: usize| REACHES.iter().filter(|&&reach| distance > reach).count();
    match (line.label.as_str(), at) {
        ("content", _) => 1.0,
        (_, at) if at < article.0 => BEFORE[is_long][reach(article.0 - at)],
        (_, at) if at > article.1 => BEHIND[is_long][reach(at - article.1)],
        _ => INSIDE[is_long],
    }
}

/// What is left of `page` in one draw; nothing where it has no article. The same for the same `seed`.
pub fn leftover(page: &Text, seed: u64) -> Option<Text> {
    let is_content = |line: &Line| line.label == "content";
    let article = (page.lines.iter().position(is_content)?, page.lines.iter().rposition(is_content)?);
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut fate = random.draw();
    let is_left = |(at, line): &(usize, &Line)| {
        if random.draw() > SAME_BOX {
            fate = random.draw();
        }
        fate < chance(line, *at, article)
    };
    let lines: Vec<Line> = page.lines.iter().enumerate().filter(is_left).map(|(_, line)| line.clone()).collect();
    Some(Text::of(page.site.clone(), page.lang.clone(), lines))
}
