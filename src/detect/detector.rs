//! What a detector is: it sees one document, the index of the whole corpus and the language model, and says what it finds.

use crate::corpus::{Index, Look};
use crate::findings::{Family, Finding, Rule, Score, Unjudged};
use crate::model::Model;
use crate::text::{Document, Parsed};

/// All that a detector may look at.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The document under judgement.
    pub document: &'a Document,
    /// Its paragraphs and words.
    pub parsed: &'a Parsed<'a>,
    /// What all the documents together know.
    pub index: &'a Index,
    /// What the language expects.
    pub model: &'a Model,
    /// What the first read thought of the document's words, where it was asked.
    pub look: Option<Look>,
    /// The rules that are asked for.
    pub selection: &'a Selection,
}

/// What the detectors say of one document.
#[derive(Debug, Default)]
pub struct Notes {
    /// Findings, in any order; the engine sorts them.
    pub findings: Vec<Finding>,
    /// One score for each rule that gives scores.
    pub scores: Vec<Score>,
    /// The rules that could not judge the document.
    pub unjudged: Vec<Unjudged>,
}

/// One rule family's work on one document. Pure: the same scene gives the same notes.
pub trait Detector: Sync {
    /// The rules it may report.
    fn rules(&self) -> &'static [Rule];
    /// Looks at one document. Called only where one of its rules is selected; it need not check which.
    fn detect(&self, scene: &Scene<'_>, notes: &mut Notes);
}

/// Which rules are asked for, and whether their scores are.
#[derive(Clone, Debug)]
pub struct Selection {
    off: Vec<&'static str>,
    scores: bool,
}

impl Selection {
    /// Every rule.
    pub fn all() -> Selection {
        Selection { off: Vec::new(), scores: false }
    }

    /// Every rule for which `is_on` holds.
    pub fn of(is_on: impl Fn(&Rule) -> bool) -> Selection {
        Selection { off: super::rules().filter(|r| !is_on(r)).map(|r| r.name).collect(), scores: false }
    }

    /// The same rules, and the score of each document as near as it can be told, though nothing is found of it: that costs a whole read.
    pub fn with_scores(self) -> Selection {
        Selection { scores: true, ..self }
    }

    /// True where the scores of documents of which nothing is found are asked for.
    pub fn has_scores(&self) -> bool {
        self.scores
    }

    /// True where the rule is asked for.
    pub fn has(&self, rule: &Rule) -> bool {
        !self.off.contains(&rule.name)
    }

    /// True where one of the rules is asked for.
    pub fn has_any(&self, rules: &[Rule]) -> bool {
        rules.iter().any(|r| self.has(r))
    }

    /// True where a rule of another family than these is asked for.
    pub fn has_any_but(&self, families: &[Family]) -> bool {
        super::rules().any(|r| !families.contains(&r.family) && self.has(r))
    }
}
