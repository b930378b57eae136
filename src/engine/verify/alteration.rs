//! Which documents look altered by a machine? They own no paragraph for which another document is cut. The language model is asked
//! about the few for which it matters: those whose paragraphs were found elsewhere.

use super::super::ports::Fault;
use super::spool::Spool;
use crate::corpus::spill::Allowance;
use crate::corpus::{Census, Index, Templates};
use crate::detect::spun::altered;
use crate::model::Model;
use crate::text::Parser;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Probabilities from which a document looks more altered. In log odds they are -0.5, 1.5 and 3.5: steps of two nats. Of 79,073 human
/// articles, three quarters of which the model has counted, 26 lie above the first, so that noise in human text decides next to nothing.
const LEVELS: [f64; 3] = [0.38, 0.82, 0.97];

fn level(probability: f64) -> u32 {
    LEVELS.iter().filter(|&&limit| probability >= limit).count() as u32
}

/// How altered documents look. Only levels are compared, smaller differences are noise.
pub(super) struct Alterations<'a> {
    census: &'a Census,
    model: &'a Model,
    /// False where no document leaves for being spun: all are then at the lowest level.
    is_asked: bool,
    allowance: Allowance<'a>,
    levels: FxHashMap<u32, u32>,
    /// What the sites print into their articles, which copies do not have: it must not make an original look altered.
    templates: Option<Index>,
}

impl<'a> Alterations<'a> {
    /// Knows nothing yet.
    pub(super) fn new(
        census: &'a Census,
        model: &'a Model,
        is_asked: bool,
        allowance: Allowance<'a>,
    ) -> Alterations<'a> {
        Alterations { census, model, is_asked, allowance, levels: FxHashMap::default(), templates: None }
    }

    /// Looks at those of `docs`, which were put aside, that are not known yet.
    pub(super) fn learn(&mut self, spool: &Spool<'_>, docs: impl Iterator<Item = u32>) -> Result<(), Fault> {
        let is_new = |doc: &u32| !self.levels.contains_key(doc);
        let wanted: FxHashSet<u32> = if self.is_asked { docs.filter(is_new).collect() } else { FxHashSet::default() };
        if wanted.is_empty() {
            return Ok(());
        }
        let (census, model) = (self.census, self.model);
        let templates = match &mut self.templates {
            Some(templates) => templates,
            none => none.insert(Index::of_templates(Templates::count(census, |_| true, self.allowance)?)),
        };
        let templates = &*templates;
        let look = |parser: &mut Parser, doc: u32| {
            let document = spool.document(doc)?;
            Ok((doc, level(altered(&document, &parser.parse(&document.text), model, templates))))
        };
        let found: Result<Vec<(u32, u32)>, Fault> = wanted.into_par_iter().map_init(Parser::new, look).collect();
        self.levels.extend(found?);
        Ok(())
    }

    /// False where all are at the lowest level, so that nothing need be put aside to be looked at.
    pub(super) fn is_asked(&self) -> bool {
        self.is_asked
    }

    /// 0 (not altered, or not known) to 3.
    pub(super) fn of(&self, doc: u32) -> u32 {
        self.levels.get(&doc).copied().unwrap_or(0)
    }
}
