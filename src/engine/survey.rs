//! The first read: every thread surveys its chunks, the surveys merge.

use super::drive::{Read, drive};
use super::ports::{Fault, Record, Source};
use super::settings::Settings;
use crate::corpus::Survey;
use crate::text::Parser;

/// The survey of the whole corpus. Fails where too many records are bad or none is good.
pub(super) fn survey(read: &Read<'_>, source: &dyn Source, settings: &Settings) -> Result<Survey, Fault> {
    let mut whole = Survey::default();
    let mut bad = BadRecords::default();
    let work = |chunk| {
        let mut parser = Parser::new();
        let mut survey = Survey::default();
        let mut bad = BadRecords::default();
        for record in source.parse(chunk) {
            match record {
                Record::Document(document) => survey.observe(&document, &parser.parse(&document.text)),
                Record::Bad(record) => {
                    bad.n += 1;
                    bad.first.get_or_insert_with(|| {
                        format!("{}, record {}: {}", record.path, record.key.record(), record.reason)
                    });
                }
                Record::Blank { .. } => {}
            }
        }
        (survey, bad)
    };
    drive(read, work, |(survey, more): (Survey, BadRecords)| {
        let n_documents = survey.n_documents();
        whole = std::mem::take(&mut whole).merge(survey);
        bad.n += more.n;
        bad.first = bad.first.take().or(more.first);
        Ok(n_documents)
    })?;
    bad.check(whole.n_documents(), settings.max_bad_share)?;
    if whole.n_documents() == 0 && bad.n == 0 {
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
