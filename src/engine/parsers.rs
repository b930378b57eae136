//! Parsers to be had and given back: their buffers have grown to the longest text, and the system need not clear new ones for each
//! chunk of a corpus.

use crate::text::Parser;
use std::sync::Mutex;

/// Parsers that nobody uses.
#[derive(Default)]
pub(super) struct Parsers(Mutex<Vec<Parser>>);

impl Parsers {
    /// Lends a parser to `work`.
    pub(super) fn lend<T>(&self, work: impl FnOnce(&mut Parser) -> T) -> T {
        let spare = self.0.lock().ok().and_then(|mut spare| spare.pop());
        let mut parser = spare.unwrap_or_default();
        let done = work(&mut parser);
        if let Ok(mut spare) = self.0.lock() {
            spare.push(parser);
        }
        done
    }
}
