//! A whole run: survey, verify, judge, verdict of the gate. `clean` and `check` are this one loop with different sinks.

use super::drive::Read;
use super::judge::Known;
use super::ports::{Fault, Phase, Progress, Sink, Source};
use super::settings::Settings;
use super::{clusters, judge, survey, verify};
use crate::corpus::{Census, Index, Spread};
use crate::decide::GateVerdict;
use crate::detect::rules;
use crate::findings::{Rule, Subject, Summary};
use crate::model::Model;

/// Reads the corpus of `source`, judges it and feeds `sinks`. Findings and calls to the sinks are the same for any number of
/// threads.
///
/// # Errors
/// Where the input cannot be read, a sink cannot write, too many records are bad, there is no document, or the user stops.
pub fn run(
    source: &dyn Source,
    model: &Model,
    settings: &Settings,
    sinks: &mut [&mut dyn Sink],
    progress: &dyn Progress,
) -> Result<(Summary, GateVerdict), Fault> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.n_threads)
        .build()
        .map_err(|e| Fault::Read { place: "threads".into(), reason: e.to_string() })?;
    pool.install(|| {
        let read = |phase| Read { source, progress, phase, wave_bytes: settings.wave_bytes() };
        let surveyed = survey::survey(&read(Phase::Survey), source, model, settings)?;
        let index = verify::verify(source, &surveyed, model, settings, progress)?;
        let index = with_spread(index, &surveyed.census, model, settings)?;
        let known = Known { census: &surveyed.census, index: &index, repeating: surveyed.repeating.as_ref() };
        let (summary, judged) = judge::judge(&read(Phase::Judge), source, known, model, settings, sinks)?;
        clusters::tell(&index, &surveyed.census, &settings.selection, &judged, sinks)?;
        let verdict = settings.gate.judge(&summary, settings.baseline.as_deref(), |name| is_asked(settings, name));
        for sink in sinks.iter_mut() {
            sink.finish(&summary, &verdict)?;
        }
        Ok((summary, verdict))
    })
}

/// True where the run looks for the rule, or for one of the family, or for anything.
fn is_asked(settings: &Settings, name: &str) -> bool {
    let is_meant = |rule: &Rule| name == rule.name || name == rule.family.name() || name == Subject::ALL;
    rules().any(|rule| is_meant(rule) && settings.selection.has(rule))
}

/// The index with what the looks of the first read tell of the documents that stay.
fn with_spread(index: Index, census: &Census, model: &Model, settings: &Settings) -> Result<Index, Fault> {
    let Some(judgement) = model.judgement() else { return Ok(index) };
    let stays = |doc| index.copy(census.key(doc)).is_none();
    let spread = Spread::measure(census, stays, judgement.likely, settings.allowance(8))?;
    Ok(index.with_spread(spread))
}
