//! Machine synonym substitution, found without its source: a word that does not fit its place, where a synonym of it would
//! fit much better, again and again in one text.
//!
//! `evidence` measures words, `rare` knows words that hardly anybody uses, `reading` gathers a document, `document` weighs it, `report`
//! decides what is said of it, `tell` words it. `fit` learns the weights, `language` says why a text is not judged.

pub mod document;
mod duel;
pub mod evidence;
pub mod field;
pub mod fit;
pub mod fitness;
mod inquiry;
mod language;
mod limit;
mod rare;
mod reading;
mod report;
mod tell;
#[cfg(test)]
mod tests;

pub use duel::{duel, duel_around};
pub use reading::{Reading, Unread};

use self::limit::Limit;
use super::{Detector, Notes, Scene, Selection};
use crate::corpus::{Index, Look};
use crate::findings::{Action, Family, Finding, Hindrance, Rule, Score, Trust, Unjudged};
use crate::model::{Judgement, Model};
use crate::text::{Block, Document, Parsed, template_key};

/// The family's detector.
pub struct Spun;

static RULES: [Rule; 1] = [Rule {
    name: "spun-text",
    family: Family::Spun,
    summary: "words replaced by synonyms, by a machine",
    default_action: Action::Drop,
    scored: true,
    kinds: &[],
    trust: Trust::UNREAD,
    page: include_str!("spun-text.md"),
}];

impl Detector for Spun {
    fn rules(&self) -> &'static [Rule] {
        &RULES
    }

    fn detect(&self, scene: &Scene<'_>, notes: &mut Notes) {
        let rule = &RULES[0];
        if let Some(look) = settled(scene.selection, scene.look).filter(|_| counts_whole(scene)) {
            notes.scores.push(score(look));
            return;
        }
        let judged = scene.model.judgement().map(|judgement| judge(scene, judgement, rule, &mut notes.findings));
        if let Some(Err(why)) = judged {
            notes.unjudged.push(Unjudged { rule, why });
        }
        notes.scores.push(Score { rule, value: judged.and_then(Result::ok).unwrap_or(0.0) });
    }
}

/// Pushes what is to be said of a document; returns the probability that it is spun, or why it is not judged.
fn judge(
    scene: &Scene<'_>,
    judgement: &Judgement,
    rule: &'static Rule,
    findings: &mut Vec<Finding>,
) -> Result<f64, Hindrance> {
    let foreign = |block: &Block| is_template(scene.document, scene.parsed, scene.index, block);
    let reading = Reading::new(scene.model, judgement, scene.parsed, &foreign).map_err(|unread| match unread {
        Unread::Short { n_words } => Hindrance::Short { n_words, least_words: reading::MIN_WORDS },
        Unread::Unfamiliar => language::hindrance(scene.parsed),
    })?;
    if !reading.is_in_language()
        && let Some(why) = language::doubt(scene.parsed)
    {
        return Err(why);
    }
    let limit = Limit::new(judgement, scene.index.raise(scene.document), &scene.document.site);
    let value = report::report(scene.model, scene.parsed, judgement, &limit, &reading, rule, findings)?;
    if !scene.selection.has_scores() || value >= report::probability(judgement.likely as f32) {
        return Ok(value);
    }
    let rank = match reading.is_whole() {
        true => reading.rank(judgement),
        false => {
            let mut whole = Reading::gather(scene.model, scene.parsed, &foreign);
            whole.weigh(judgement);
            whole.rank(judgement)
        }
    };
    Ok(report::probability(rank.min(judgement.likely as f32)))
}

/// What a first look says of a document of which nothing is known but its words: all its paragraphs count.
pub fn look(model: &Model, parsed: &Parsed<'_>) -> Look {
    let read = |judgement| Some((judgement, Reading::new(model, judgement, parsed, &|_| false).ok()?));
    match model.judgement().and_then(read) {
        Some((judgement, reading)) if reading.is_in_language() => {
            let log_odds = reading.log_odds(judgement);
            if report::may_speak(judgement, &reading) { Look::loud(log_odds) } else { Look::silent(log_odds) }
        }
        _ => Look::NONE, // why it is not judged is told by the second read
    }
}

/// The first look at a document where it tells all that is to be told, as long as all its paragraphs count: nothing is to be said of it, and
/// no score is asked for.
pub fn settled(selection: &Selection, look: Option<Look>) -> Option<Look> {
    look.filter(|look| !selection.has_scores() && look.is_silent())
}

/// The score of a document by a look at it.
pub fn score(look: Look) -> Score {
    Score { rule: &RULES[0], value: look.log_odds().map_or(0.0, report::probability) }
}

/// Kept documents of one site that share a paragraph from which it is the site's, not the article's. A guess.
const MIN_TEMPLATE_DOCUMENTS: u32 = 3;

/// True where no paragraph that is read is the site's, so that a first look saw what there is to see.
fn counts_whole(scene: &Scene<'_>) -> bool {
    let (document, parsed) = (scene.document, scene.parsed);
    parsed.blocks.iter().all(|b| !reading::is_prose(parsed, b) || !is_template(document, parsed, scene.index, b))
}

/// A paragraph that the site prints on many pages tells nothing of the article.
fn is_template(document: &Document, parsed: &Parsed<'_>, index: &Index, block: &Block) -> bool {
    let mut known = index.templates(document, template_key(parsed, block));
    known.any(|t| t.n_documents >= MIN_TEMPLATE_DOCUMENTS)
}

/// Probability that a document was altered by a spinner, in 0..=1, the templates that `index` knows left out; 0 where it is too short
/// or in another language.
pub fn altered(document: &Document, parsed: &Parsed<'_>, model: &Model, index: &Index) -> f64 {
    let foreign = |block: &Block| is_template(document, parsed, index, block);
    let read =
        |judgement| Reading::new(model, judgement, parsed, &foreign).ok().map(|reading| reading.log_odds(judgement));
    model.judgement().and_then(read).map_or(0.0, report::probability)
}
