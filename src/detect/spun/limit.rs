//! From where on is a text called spun? From the limit that was fitted with the weights; higher where the documents of the site look as
//! odd as that though they are human (`corpus/spread`). A finding says which, and why.

use super::report::probability;
use crate::corpus::{Raise, Scope};
use crate::model::Judgement;
use std::fmt;

/// The limit for one document.
pub(super) struct Limit<'a> {
    /// Log odds from which it is called spun.
    pub(super) log_odds: f64,
    /// The same before it was raised.
    fitted: f64,
    raise: Option<Raise>,
    site: &'a str,
}

impl<'a> Limit<'a> {
    /// The limit for a document of `site`.
    pub(super) fn new(judgement: &Judgement, raise: Option<Raise>, site: &'a str) -> Limit<'a> {
        let nats = raise.map_or(0.0, |raise| raise.nats);
        Limit { log_odds: judgement.likely + nats, fitted: judgement.likely, raise, site }
    }

    /// The limit as a probability.
    pub(super) fn probability(&self) -> f64 {
        probability(self.log_odds as f32)
    }
}

/// `limit 0.620, raised from 0.187 for bbc.co.uk: 1200 documents there look odder than those on which it was fitted`
impl fmt::Display for Limit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "limit {:.3}", self.probability())?;
        let Some(raise) = self.raise else { return Ok(()) };
        let fitted = probability(self.fitted as f32);
        let (whose, place) = match raise.scope {
            Scope::Site if self.site.is_empty() => ("this folder", "there"),
            Scope::Site => (self.site, "there"),
            Scope::Corpus => ("this corpus", "in it"),
        };
        let n = raise.n_documents;
        write!(
            f,
            ", raised from {fitted:.3} for {whose}: {n} documents {place} look odder than those on which it was fitted"
        )
    }
}
