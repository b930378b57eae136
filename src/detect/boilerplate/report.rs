//! Puts what was seen into findings. A paragraph that is cut whole needs no second reason: the surer rule comes first.

use super::blocks::BlockVerdict;
use super::card::Card;
use super::kinds::Kind;
use super::phrases::Hit;
use super::spans::{Insert, SpanVerdict};
use super::template::Template;
use super::{BLOCK, INSERT, PHRASE, SPAN, TEMPLATE};
use crate::corpus::Circle;
use crate::detect::{Notes, Scene};
use crate::findings::{Confidence, Finding, Fix, Rule, Unit};
use crate::text::Span;
use std::ops::Range;

/// Takes down findings for one document.
pub(super) struct Report<'a> {
    scene: &'a Scene<'a>,
    notes: &'a mut Notes,
    /// For each paragraph: it is cut whole already.
    is_cut: Vec<bool>,
    /// For each paragraph: it tells where the article comes from or what was wrong in it.
    is_provenance: Vec<bool>,
}

impl<'a> Report<'a> {
    pub(super) fn new(scene: &'a Scene<'a>, notes: &'a mut Notes) -> Report<'a> {
        let none = vec![false; scene.parsed.blocks.len()];
        Report { scene, notes, is_cut: none.clone(), is_provenance: none }
    }

    pub(super) fn card(&mut self, card: &Card) {
        let (n_leads, n) = (card.n_leads, card.n_announced);
        let message = format!(
            "explainer card set into the article: its title, its counter and {n_leads} of {n} announced paragraphs"
        );
        self.passage(Kind::EmbeddedCard, card.span, card.blocks.clone(), message);
    }

    pub(super) fn transcript(&mut self, span: Span, blocks: Range<usize>) {
        let message = "transcript of a video set into the article, up to its credit or the end of its paragraph";
        self.passage(Kind::MediaTranscript, span, blocks, message.to_string());
    }

    pub(super) fn phrase(&mut self, hit: &Hit) {
        if self.is_cut[hit.block_idx] {
            return;
        }
        self.is_cut[hit.block_idx] = hit.is_whole && !hit.kind.is_report_only();
        self.is_provenance[hit.block_idx] |= hit.is_whole && hit.kind.is_provenance();
        let unit = if hit.is_whole { Unit::Paragraph } else { Unit::Span };
        let name = hit.kind.name();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let message = match (hit.is_whole, hit.kind.is_report_only()) {
            (true, false) => format!("the paragraph is {article} {name} by its wording"),
            (false, false) => format!("the passage is {article} {name} by its wording"),
            (_, true) => format!("{name} by its wording; reported, not cut by default"),
        };
        self.push(self.finding(PHRASE, unit, hit.span, message).with_kind(name).with_confidence(hit.kind.confidence()));
    }

    pub(super) fn template(&mut self, block_idx: usize, template: &Template) {
        if self.is_cut[block_idx] {
            return;
        }
        // A byline that a site prints a hundred times is a byline still.
        let confidence = if self.is_provenance[block_idx] { Confidence::Suspect } else { template.confidence };
        self.is_cut[block_idx] = confidence >= Confidence::Likely;
        let known = &template.known;
        let (n, n_all) = (known.n_documents, known.n_circle_documents);
        let circle = match known.circle {
            Circle::Site => format!("{n} of the site's {n_all} documents"),
            Circle::Folder => format!("{n} of the folder's {n_all} documents, of which no site is known"),
            Circle::Joined => format!("{n} of {n_all} documents of the site with which this one shares lines"),
            Circle::Group => format!("{n} of {n_all} documents that share lines, of which no site is known"),
        };
        let message = format!("the paragraph stands in {circle}, figures apart (limit {})", template.min_documents);
        let finding = self
            .finding(TEMPLATE, Unit::Paragraph, self.scene.parsed.blocks[block_idx].span, message)
            .with_confidence(confidence)
            .with_measure("documents", f64::from(known.n_documents), f64::from(template.min_documents))
            .with_related(self.scene.index.place(known.example), "same paragraph");
        self.push(finding);
    }

    pub(super) fn block(&mut self, verdict: &BlockVerdict) {
        if self.is_cut[verdict.block_idx] {
            return;
        }
        let span = self.scene.parsed.blocks[verdict.block_idx].span;
        let message = format!(
            "the paragraph looks like page furniture, by its form and its neighbours: probability {:.2}, limit {:.2}",
            verdict.probability, verdict.threshold
        );
        let finding = self
            .finding(BLOCK, Unit::Paragraph, span, message)
            .with_confidence(verdict.confidence)
            .with_measure("probability", f64::from(verdict.probability), f64::from(verdict.threshold));
        self.push(finding);
    }

    pub(super) fn insert(&mut self, verdict: &SpanVerdict) {
        if self.is_cut[verdict.block_idx] {
            return;
        }
        let is_sure = verdict.confidence >= Confidence::Likely;
        self.is_cut[verdict.block_idx] = verdict.is_whole && is_sure;
        let unit = if verdict.is_whole { Unit::Paragraph } else { Unit::Span };
        let (kind, name) = match verdict.insert {
            Insert::Caption => (Kind::Caption.name(), "a caption"),
            Insert::Other => (INSERT, "none of the article's sentences"),
        };
        // Where no figure would suffice the limit is that of certainty.
        let limit = verdict.threshold.min(1.0);
        let message = format!(
            "the passage looks like {name}, set into the text: probability {:.2}, limit {limit:.2}",
            verdict.probability
        );
        let finding = self
            .finding(SPAN, unit, verdict.span, message)
            .with_kind(kind)
            .with_confidence(verdict.confidence)
            .with_measure("probability", f64::from(verdict.probability), f64::from(limit));
        self.push(finding);
    }

    fn passage(&mut self, kind: Kind, span: Span, blocks: Range<usize>, message: String) {
        self.is_cut[blocks].fill(true);
        self.push(
            self.finding(PHRASE, Unit::Paragraph, span, message)
                .with_kind(kind.name())
                .with_confidence(kind.confidence()),
        );
    }

    fn finding(&self, rule: &'static Rule, unit: Unit, span: Span, message: String) -> Finding {
        Finding::new(rule, unit, self.scene.parsed.text, span, message).with_fix(Fix::CUT)
    }

    fn push(&mut self, finding: Finding) {
        self.notes.findings.push(finding);
    }
}
