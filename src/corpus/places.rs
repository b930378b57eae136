//! Where paragraphs are in their documents, in four bytes each: how far behind the one before, and how long.

use super::spill::{Column, Lost, Scratch};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Places by the numbers of paragraphs.
#[derive(Debug, Default)]
pub(super) struct ParagraphPlaces {
    /// Bytes from the end of the one before, or from the start of the text, and bytes of the paragraph.
    steps: Column<[u16; 2]>,
    /// The few that do not fit.
    long: FxHashMap<u32, Span>,
}

/// Stands for a place that does not fit.
const LONG: [u16; 2] = [u16::MAX; 2];

impl ParagraphPlaces {
    /// The paragraphs of the next document.
    pub(super) fn extend(&mut self, spans: impl Iterator<Item = Span>) {
        let mut before = 0;
        for span in spans {
            let gap = span.start.checked_sub(before).and_then(|gap| u16::try_from(gap).ok());
            let step = gap.zip(u16::try_from(span.end - span.start).ok()).map(|(gap, length)| [gap, length]);
            let step = step.filter(|&step| step != LONG).unwrap_or_else(|| {
                self.long.insert(self.steps.len() as u32, span);
                LONG
            });
            self.steps.extend_from_slice(&[step]);
            before = span.end;
        }
    }

    /// Those of a range that starts with the first paragraph of a document and ends in it.
    pub(super) fn read(&self, paragraphs: Range<u32>) -> Result<Vec<Span>, Lost> {
        let steps = self.steps.read(paragraphs.start as usize..paragraphs.end as usize)?;
        let mut before = 0;
        let place = |(&step, number): (&[u16; 2], u32)| {
            let start = before + u32::from(step[0]);
            let near = Span { start, end: start + u32::from(step[1]) };
            let span = if step == LONG { self.long[&number] } else { near };
            before = span.end;
            span
        };
        Ok(steps.iter().zip(paragraphs).map(place).collect())
    }

    pub(super) fn n_bytes_held(&self) -> usize {
        self.steps.n_bytes_held()
    }

    pub(super) fn spill(&mut self, scratch: &dyn Scratch) -> Result<(), Lost> {
        self.steps.spill(scratch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_come_back_however_far_apart(
            documents in prop::collection::vec(prop::collection::vec((0usize..3, 0u32..70_000, 0u32..70_000), 0..6), 0..6),
        ) {
            let mut places = ParagraphPlaces::default();
            let (mut number, mut expected) = (0, Vec::new());
            for paragraphs in documents {
                let mut end = 0;
                let spans: Vec<Span> = paragraphs
                    .into_iter()
                    .map(|(edge, gap, length)| {
                        let gap = [gap, u16::MAX.into(), 2][edge];
                        let length = [length, u16::MAX.into(), 40][edge];
                        end += gap + length;
                        Span { start: end - length, end }
                    })
                    .collect();
                places.extend(spans.iter().copied());
                expected.push((number, spans.clone()));
                number += spans.len() as u32;
            }
            for (first, spans) in expected {
                for n in 0..=spans.len() {
                    prop_assert_eq!(&places.read(first..first + n as u32).unwrap(), &spans[..n]);
                }
            }
        }
    }
}
