//! What is new alone: other sinks behind this one see the likely and certain findings that no baseline knows, and nothing else.

use crate::decide::{GateVerdict, Plan};
use crate::engine::{Cluster, Fault, Outcome, Sink, Verdict};
use crate::findings::{Finding, Standing, Summary};

/// Passes on what is new.
pub struct NewOnly<'a> {
    sinks: Vec<&'a mut dyn Sink>,
}

impl<'a> NewOnly<'a> {
    /// Passes on to `sinks`, in their order.
    pub fn new(sinks: Vec<&'a mut dyn Sink>) -> NewOnly<'a> {
        NewOnly { sinks }
    }
}

impl Sink for NewOnly<'_> {
    fn accept_cluster(&mut self, cluster: &Cluster) -> Result<(), Fault> {
        let new = cluster.members.iter().filter(|member| member.standing == Standing::New);
        let new = Cluster { members: new.cloned().collect(), ..cluster.clone() };
        match new.members.is_empty() {
            true => Ok(()),
            false => self.sinks.iter_mut().try_for_each(|sink| sink.accept_cluster(&new)),
        }
    }

    fn accept(&mut self, outcome: &Outcome) -> Result<(), Fault> {
        let reduced = match outcome {
            Outcome::Judged(verdict) if !verdict.findings.iter().all(Finding::is_counted) => {
                Some(Outcome::Judged(reduced(verdict)))
            }
            _ => None,
        };
        let outcome = reduced.as_ref().unwrap_or(outcome);
        self.sinks.iter_mut().try_for_each(|sink| sink.accept(outcome))
    }

    fn finish(&mut self, summary: &Summary, gate: &GateVerdict) -> Result<(), Fault> {
        self.sinks.iter_mut().try_for_each(|sink| sink.finish(summary, gate))
    }
}

/// The verdict as if nothing but the new findings had been made.
fn reduced(verdict: &Verdict) -> Verdict {
    let findings: Vec<Finding> = verdict.findings.iter().filter(|finding| finding.is_counted()).cloned().collect();
    Verdict {
        document: verdict.document.clone(),
        plan: Plan::new(&verdict.document.text, &findings),
        findings,
        scores: verdict.scores.clone(),
        unjudged: verdict.unjudged.clone(),
    }
}
