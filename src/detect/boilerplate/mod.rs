//! Text that is not part of the article: known wordings, cards and transcripts, what a site repeats on its pages, and what
//! looks like none of the article's paragraphs.

mod blocks;
mod caption;
mod card;
mod cues;
mod kinds;
mod notice;
mod phrases;
mod report;
mod statement;
mod template;
mod transcript;

pub use blocks::{
    BlockModel, BlockVerdict, Features, Forest, N_FEATURES, Node, Surroundings, Tree, feature_names, judge_with,
};
pub use kinds::Kind;

use super::{Detector, Notes, Scene};
use crate::findings::{Action, Family, Rule};
use report::Report;

/// The family's detector.
pub struct Boilerplate;

static RULES: [Rule; 3] = [
    Rule {
        name: "boilerplate-phrase",
        family: Family::Boilerplate,
        summary: "a passage that wording gives away: credits, prompts, notices, cards, transcripts",
        default_action: Action::Cut,
        scored: false,
        page: include_str!("boilerplate-phrase.md"),
    },
    Rule {
        name: "boilerplate-template",
        family: Family::Boilerplate,
        summary: "a paragraph that its site prints on many pages",
        default_action: Action::Cut,
        scored: false,
        page: include_str!("boilerplate-template.md"),
    },
    Rule {
        name: "boilerplate-block",
        family: Family::Boilerplate,
        summary: "a paragraph that looks like page furniture, by its own form and its neighbours'",
        default_action: Action::Cut,
        scored: false,
        page: include_str!("boilerplate-block.md"),
    },
];

static PHRASE: &Rule = &RULES[0];
static TEMPLATE: &Rule = &RULES[1];
static BLOCK: &Rule = &RULES[2];

impl Detector for Boilerplate {
    fn rules(&self) -> &'static [Rule] {
        &RULES
    }

    fn detect(&self, scene: &Scene<'_>, notes: &mut Notes) {
        let parsed = scene.parsed;
        let mut report = Report::new(scene, notes);
        let hits = phrases::find(parsed);
        for card in card::find(parsed) {
            report.card(&card);
        }
        for (span, blocks) in transcript::find(parsed) {
            report.transcript(span, blocks);
        }
        for hit in hits.iter().chain(&caption::find(parsed, &hits)) {
            report.phrase(hit);
        }
        if scene.selection.has(TEMPLATE) {
            for block_idx in 0..parsed.blocks.len() {
                if let Some(template) = template::find(scene.index, scene.document, parsed, block_idx) {
                    report.template(block_idx, &template);
                }
            }
        }
        if scene.selection.has(BLOCK) {
            for verdict in blocks::judge(parsed, &hits) {
                report.block(&verdict);
            }
        }
    }
}
