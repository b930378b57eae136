//! One read of the corpus. Chunks are worked on in waves: while the threads share one wave, the next is read and the
//! results of the last are taken, in order. So memory holds three waves at most, and results never depend on timing.

use super::ports::{Chunk, Fault, Phase, Progress, Source};
use rayon::prelude::*;
use std::mem::take;

/// What a read needs to know.
pub(super) struct Read<'a> {
    pub(super) source: &'a dyn Source,
    pub(super) progress: &'a dyn Progress,
    pub(super) phase: Phase,
    pub(super) wave_bytes: usize,
}

/// Does `work` on every chunk, on all threads, and hands the results to `accept` in order. `accept` returns the number of
/// documents done.
pub(super) fn drive<T: Send>(
    read: &Read<'_>,
    work: impl Fn(Chunk) -> T + Sync,
    mut accept: impl FnMut(T) -> Result<u64, Fault> + Send,
) -> Result<(), Fault> {
    let mut chunks = read.source.chunks();
    let mut ready = next_wave(&mut chunks, read.wave_bytes)?;
    let mut done: Vec<T> = Vec::new();
    let mut n_documents = 0;
    while !ready.is_empty() || !done.is_empty() {
        if read.progress.stop_requested() {
            return Err(Fault::Interrupted);
        }
        let (wave, results) = (take(&mut ready), take(&mut done));
        let work_unless_stopped = |chunk| (!read.progress.stop_requested()).then(|| work(chunk));
        let (worked, (next, accepted)) = rayon::join(
            // One chunk at a time, so that at the end of a wave a thread waits for one at most.
            || wave.into_par_iter().with_max_len(1).map(work_unless_stopped).collect::<Option<Vec<T>>>(),
            || {
                rayon::join(
                    || next_wave(&mut chunks, read.wave_bytes),
                    || results.into_iter().map(&mut accept).sum::<Result<u64, Fault>>(),
                )
            },
        );
        n_documents += accepted?;
        (ready, done) = (next?, worked.ok_or(Fault::Interrupted)?);
        read.progress.advance(read.phase, read.source.n_bytes_read(), read.source.n_bytes(), n_documents);
    }
    Ok(())
}

fn next_wave(
    chunks: &mut (dyn Iterator<Item = Result<Chunk, Fault>> + Send),
    wave_bytes: usize,
) -> Result<Vec<Chunk>, Fault> {
    let (mut wave, mut n_bytes) = (Vec::new(), 0);
    while n_bytes < wave_bytes {
        let Some(chunk) = chunks.next() else { break };
        let chunk = chunk?;
        n_bytes += chunk.bytes.len();
        wave.push(chunk);
    }
    Ok(wave)
}
