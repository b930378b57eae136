//! Text that is not part of the article: known wordings, cards and transcripts, what a site repeats on its pages, and what
//! looks like none of the article's paragraphs.

mod blocks;
mod caption;
mod card;
mod cues;
mod kinds;
mod lexicon;
mod notice;
mod phrases;
mod report;
pub mod spans;
mod statement;
mod template;
mod transcript;

pub use blocks::{
    BlockModel, BlockVerdict, Company, Features, Forest, N_FEATURES, N_SECOND, Node, Panel, Surroundings, Tree,
    TwoPass, feature_names, judge_with, pairs,
};
pub use kinds::Kind;
pub use lexicon::{Lexicon, STEP, pair_key, word_key};

use super::{Detector, Notes, Scene, Selection};
use crate::findings::{Action, Family, Kinds, Rule, Trust};
use crate::text::{Parsed, Span};
use report::Report;

/// Places whose wording is known, and whether their kind is only reported (for training).
pub fn wordings(parsed: &Parsed<'_>) -> Vec<(Span, bool)> {
    phrases::find_all(parsed).iter().map(|h| (h.span, h.kind.is_report_only())).collect()
}

/// True where a rule is asked for that has to know the other documents of a site.
pub fn asks_for_sites(selection: &Selection) -> bool {
    selection.has(TEMPLATE)
}

/// The family's detector.
pub struct Boilerplate;

static RULES: [Rule; 4] = [
    Rule {
        name: "boilerplate-phrase",
        family: Family::Boilerplate,
        summary: "a passage that wording gives away: credits, prompts, notices, cards, transcripts",
        default_action: Action::Cut,
        scored: false,
        kinds: &kinds::NAMES,
        trust: Trust { proven: Kinds::Of(kinds::PROVEN), ventured: Kinds::Of(kinds::VENTURED) },
        page: include_str!("boilerplate-phrase.md"),
    },
    Rule {
        name: "boilerplate-template",
        family: Family::Boilerplate,
        summary: "a paragraph that its site prints on many pages",
        default_action: Action::Cut,
        scored: false,
        kinds: &[],
        trust: Trust { proven: Kinds::None, ventured: Kinds::All },
        page: include_str!("boilerplate-template.md"),
    },
    Rule {
        name: "boilerplate-block",
        family: Family::Boilerplate,
        summary: "a paragraph that looks like page furniture, by its own form and its neighbours'",
        default_action: Action::Cut,
        scored: false,
        kinds: &[],
        trust: Trust::UNREAD,
        page: include_str!("boilerplate-block.md"),
    },
    Rule {
        name: "boilerplate-span",
        family: Family::Boilerplate,
        summary: "a passage inside the article's text that looks set into it: captions, links, prompts, dates",
        default_action: Action::Cut,
        scored: false,
        kinds: &[Kind::Caption.name(), INSERT],
        trust: Trust { proven: Kinds::None, ventured: Kinds::All },
        page: include_str!("boilerplate-span.md"),
    },
];

/// The kind of a passage set into the text that is no caption.
const INSERT: &str = "insert";

static PHRASE: &Rule = &RULES[0];
static TEMPLATE: &Rule = &RULES[1];
static BLOCK: &Rule = &RULES[2];
static SPAN: &Rule = &RULES[3];

impl Detector for Boilerplate {
    fn rules(&self) -> &'static [Rule] {
        &RULES
    }

    fn detect(&self, scene: &Scene<'_>, notes: &mut Notes) {
        let parsed = scene.parsed;
        let mut report = Report::new(scene, notes);
        let (asides, hits): (Vec<_>, Vec<_>) = phrases::find_all(parsed).into_iter().partition(|hit| hit.is_aside);
        for card in card::find(parsed) {
            report.card(&card);
        }
        for (span, blocks) in transcript::find(parsed) {
            report.transcript(span, blocks);
        }
        let captions = caption::find(parsed, &hits);
        for hit in hits.iter().chain(&asides).chain(&captions) {
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
            for verdict in blocks::judge(parsed, &hits, &captions) {
                report.block(&verdict);
            }
        }
        if scene.selection.has(SPAN) {
            for verdict in spans::find(parsed, &hits, &asides) {
                report.insert(&verdict);
            }
        }
    }
}
