//! What the forests learn from: labelled pages, what extractors left of them or might have, and clean articles.

use crate::data::Text;
use crate::learn::Page;
use crate::leftover::leftover;
use rayon::prelude::*;
use unspun::detect::boilerplate::Surroundings;
use unspun::text::{Block, Parser};

/// What a paragraph of a clean article counts. A guess.
const CLEAN_WEIGHT: f32 = 0.3;
/// What a paragraph of a page of other articles counts for the second judge of raw scrapes: lists, recipes and reviews are rare in news, and these
/// pages are labelled less surely. Source: of dev pages with sites held out both judges together have document F1 .927 and inside the article
/// .711/.817 (precision, recall), the one of news alone .925 and .687/.835, the other one .924 and .709/.792.
const OTHER_WEIGHT: f32 = 0.4;
/// What a paragraph counts that an extractor might have left, and draws of each page of news and of others. Source: of what five extractors left of
/// sites held out, the first pass finds .52 at a precision of .95 with these; .41 without, .52 with other pages alone, .50 with news alone,
/// .51 with a draw more of each.
const LEFTOVER_WEIGHT: f32 = 0.5;
const NEWS_DRAWS: u64 = 2;
const OTHER_DRAWS: u64 = 1;

/// The pages of the two kinds of text, by site.
pub struct Course {
    /// Of raw scrapes one lesson for each judge: news alone, and with other articles.
    pub raw: Vec<Vec<Page>>,
    pub extracted: Vec<Page>,
}

impl Course {
    /// Of labelled pages of news, what extractors left of them and might have left of them and of `others`, and clean articles.
    pub fn of(news: &[Text], residual: &[Text], others: &[Text], clean: &[String]) -> Course {
        let weighted = |texts: &[Text], weight: f32| -> Vec<Page> {
            texts.par_iter().map(|text| Page { weight, ..page(text) }).collect()
        };
        let mut raw = vec![weighted(news, 1.0)];
        if !others.is_empty() {
            raw.push([raw[0].clone(), weighted(others, OTHER_WEIGHT)].concat());
        }
        let mut extracted = weighted(residual, 1.0);
        for (texts, n_draws) in [(news, NEWS_DRAWS), (others, OTHER_DRAWS)] {
            let seeded = (0..n_draws).flat_map(|_| texts).zip(1..);
            let left: Vec<Text> = seeded.filter_map(|(text, seed)| leftover(text, seed)).collect();
            extracted.extend(weighted(&left, LEFTOVER_WEIGHT));
        }
        extracted.par_extend(clean.par_iter().enumerate().map(clean_page));
        // Side by side, since a site's pages are seen through one lexicon.
        for pages in raw.iter_mut().chain([&mut extracted]) {
            pages.sort_by(|a, b| a.site.cmp(&b.site));
        }
        Course { raw, extracted }
    }
}

/// A labelled page.
fn page(text: &Text) -> Page {
    let mut parser = Parser::new();
    let parsed = parser.parse(&text.text);
    let places = text.places();
    let label = |block: &Block| {
        let (start, end) = (block.span.start as usize, block.span.end as usize);
        let bytes_of = |label: &str| -> usize {
            let lines = text.lines.iter().zip(&places).filter(|(line, _)| line.label == label);
            lines.map(|(_, &(a, b))| b.min(end).saturating_sub(a.max(start))).sum()
        };
        let (content, furniture) = (bytes_of("content"), bytes_of("boilerplate"));
        (content + furniture > 0).then_some(furniture > content)
    };
    Page {
        site: text.site.clone(),
        text: text.text.clone(),
        surroundings: Surroundings::of(&parsed),
        labels: parsed.blocks.iter().map(label).collect(),
        weight: 1.0,
    }
}

/// A clean article, as the page of a site of its own: content is what no wording shows to be furniture.
fn clean_page((i, text): (usize, &String)) -> Page {
    let mut parser = Parser::new();
    let surroundings = Surroundings::of(&parser.parse(text));
    let labels = surroundings.wording.iter().map(|&wording| (wording == 0.0).then_some(false)).collect();
    Page { site: format!("clean article {i}"), text: text.clone(), surroundings, labels, weight: CLEAN_WEIGHT }
}
