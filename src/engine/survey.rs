//! The first read: every thread surveys its chunks, the surveys become one census, in order.

use super::drive::{Read, drive};
use super::parsers::Parsers;
use super::ports::{Fault, Record, Source};
use super::settings::Settings;
use super::verify::asks_what_stands_twice;
use crate::corpus::{Asked, Census, Survey};
use crate::detect::Detector;
use crate::detect::boilerplate::asks_for_sites;
use crate::detect::duplicate::{Duplicate, asks_for_parts, may_repeat};
use crate::detect::spun::{Spun, look};
use crate::model::Model;
use crate::text::{DocKey, Parsed};
use rustc_hash::FxHashSet;

/// What the first read learned.
#[derive(Default)]
pub(super) struct Surveyed {
    pub(super) census: Census,
    /// Documents that may hold a paragraph twice: the others need not be looked at again for it. `None` where no rule of duplicates
    /// is asked for, and so nobody looked.
    pub(super) repeating: Option<FxHashSet<DocKey>>,
}

/// The survey of the whole corpus; of its text only what the selected rules will ask. Fails where too many records are bad or none is
/// good.
pub(super) fn survey(
    read: &Read<'_>,
    source: &dyn Source,
    model: &Model,
    settings: &Settings,
) -> Result<Surveyed, Fault> {
    let is_compared = asks_what_stands_twice(&settings.selection);
    let are_parts_compared = asks_for_parts(&settings.selection);
    let are_copies_sought = settings.selection.has_any(Duplicate.rules());
    let is_looked_at = settings.selection.has_any(Spun.rules()) && model.judgement().is_some();
    let are_sites_asked = asks_for_sites(&settings.selection) || settings.selection.has_any(Spun.rules());
    let asked = if are_sites_asked { Asked::Sites } else { Asked::Copies };
    let repeating = are_copies_sought.then(FxHashSet::default);
    let mut whole = Surveyed { census: Census::of(asked), repeating };
    let mut bad = BadRecords::default();
    let parsers = Parsers::default();
    let work = |chunk| {
        parsers.lend(|parser| {
            let (mut survey, mut repeating) = (Survey::default(), Vec::new());
            let mut bad = BadRecords::default();
            for record in source.parse(chunk) {
                match record {
                    Record::Document(document) => {
                        let parsed = match is_compared || is_looked_at {
                            true => parser.parse(&document.text),
                            false => Parsed::unparsed(&document.text),
                        };
                        match (is_compared, are_parts_compared) {
                            (true, true) => survey.observe(&document, &parsed),
                            (true, false) => survey.observe_whole(&document, &parsed),
                            (false, _) => survey.name(&document),
                        }
                        if are_copies_sought && may_repeat(&parsed) {
                            repeating.push(document.key);
                        }
                        if is_looked_at {
                            survey.remember(look(model, &parsed));
                        }
                    }
                    Record::Bad(record) => {
                        bad.n += 1;
                        bad.first.get_or_insert_with(|| {
                            format!("{}, record {}: {}", record.path, record.key.record(), record.reason)
                        });
                    }
                    Record::Blank { .. } => {}
                }
            }
            (survey, repeating, bad)
        })
    };
    let allowance = settings.allowance(8);
    drive(read, work, |(survey, repeating, more): (Survey, Vec<DocKey>, BadRecords)| {
        let n_documents = survey.n_documents();
        whole.census.append(&survey, allowance)?;
        whole.repeating.iter_mut().for_each(|all| all.extend(&repeating));
        bad.n += more.n;
        bad.first = bad.first.take().or(more.first);
        Ok(n_documents)
    })?;
    let n_documents = u64::from(whole.census.len());
    bad.check(n_documents, settings.max_bad_share)?;
    if n_documents == 0 && bad.n == 0 {
        return Err(Fault::NoDocuments { n_files: source.n_files() });
    }
    Ok(whole)
}

#[derive(Default)]
struct BadRecords {
    n: u64,
    first: Option<String>,
}

impl BadRecords {
    fn check(&self, n_good: u64, max_share: f64) -> Result<(), Fault> {
        let n_records = n_good + self.n;
        match &self.first {
            Some(first) if self.n as f64 > max_share * n_records as f64 => Err(Fault::TooManyBadRecords {
                n_bad: self.n,
                n_records,
                limit_percent: max_share * 100.0,
                first: first.clone(),
            }),
            _ => Ok(()),
        }
    }
}
