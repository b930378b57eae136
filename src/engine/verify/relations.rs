//! What is known about pairs of documents. A pair that was no candidate is judged when it is asked for.

use super::super::ports::Fault;
use super::judgements::{Held, Judge, Judged};
use rustc_hash::FxHashMap;
use std::sync::Mutex;

/// Judged pairs.
pub(super) struct Relations<'a> {
    judge: &'a Judge<'a>,
    /// Sorted.
    candidates: &'a [(u32, u32)],
    /// Sorted by their documents.
    known: Vec<Judged>,
    asked: Mutex<Asked>,
}

/// What was judged on demand, and the first that could not be read.
#[derive(Default)]
struct Asked {
    known: FxHashMap<(u32, u32), Option<Judged>>,
    fault: Option<Fault>,
}

impl<'a> Relations<'a> {
    /// All `candidates` were judged; `judged` are those of them that are copies.
    pub(super) fn new(judge: &'a Judge<'a>, candidates: &'a [(u32, u32)], mut judged: Vec<Judged>) -> Relations<'a> {
        judged.sort_unstable_by_key(|judged| judged.docs);
        Relations { judge, candidates, known: judged, asked: Mutex::default() }
    }

    /// What makes `a` a copy of `b`.
    pub(super) fn held(&self, a: u32, b: u32) -> Option<Held> {
        self.with(a, b, |judged| judged.held[usize::from(a > b)].clone())
    }

    /// Looks at what is known of two documents; nothing where neither is a copy of the other.
    pub(super) fn with<T>(&self, a: u32, b: u32, look: impl FnOnce(&Judged) -> Option<T>) -> Option<T> {
        let pair = (a.min(b), a.max(b));
        if let Ok(at) = self.known.binary_search_by_key(&[pair.0, pair.1], |judged| judged.docs) {
            return look(&self.known[at]);
        }
        if a == b || self.candidates.binary_search(&pair).is_ok() {
            return None;
        }
        let mut asked = self.asked.lock().ok()?;
        let Asked { known, fault } = &mut *asked;
        let judged = known.entry(pair).or_insert_with(|| match self.judge.judge_pair(pair.0, pair.1) {
            Ok(judged) => judged,
            Err(new) => {
                fault.get_or_insert(new);
                None
            }
        });
        judged.as_ref().and_then(look)
    }

    /// Why a pair could not be judged, where one could not.
    pub(super) fn into_fault(self) -> Option<Fault> {
        self.asked.into_inner().ok()?.fault
    }
}
