//! Which documents are copies of which, for scripts: one JSON list of ids a line, the one to keep first. The measures stand in the
//! audit of `clean`.

use super::Output;
use crate::decide::GateVerdict;
use crate::engine::{Cluster, Fault, Outcome, Sink};
use crate::findings::Summary;

/// Lines that are held at most, in bytes: more than a person reads on a terminal.
const HELD_BYTES: usize = 1 << 20;

/// Writes clusters as lists of ids.
pub struct ClustersReport {
    to: Output,
    /// Lines wait for the end of the run, so that on a terminal they do not run into the progress bar.
    lines: Vec<u8>,
}

impl ClustersReport {
    /// Writes to `to`.
    pub fn new(to: Output) -> ClustersReport {
        ClustersReport { to, lines: Vec::new() }
    }
}

impl Sink for ClustersReport {
    fn accept_cluster(&mut self, cluster: &Cluster) -> Result<(), Fault> {
        let members = cluster.members.iter().map(|member| &*member.place.id);
        let ids: Vec<&str> = std::iter::once(&*cluster.keeper.id).chain(members).collect();
        serde_json::to_writer(&mut self.lines, &ids).expect("lists of strings are always JSON");
        self.lines.push(b'\n');
        if self.lines.len() > HELD_BYTES {
            self.to.write(&self.lines)?;
            self.lines.clear();
        }
        Ok(())
    }

    fn accept(&mut self, _outcome: &Outcome) -> Result<(), Fault> {
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary, _gate: &GateVerdict) -> Result<(), Fault> {
        self.to.write(&self.lines)?;
        self.to.finish()
    }
}
