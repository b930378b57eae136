//! A place in a text: bytes of the original, half-open, on char boundaries.

use std::ops::Range;

/// Half-open byte range of a text. Both ends lie on char boundaries; texts are shorter than 4 GiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `start..end`, in bytes.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start: narrow(start), end: narrow(end) }
    }

    /// As a range to index a `str` with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True where nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The covered text.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// True where the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True where `other` lies inside.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same place in a text that begins `n_bytes` later.
    pub fn moved_back(self, n_bytes: u32) -> Span {
        Span { start: self.start - n_bytes, end: self.end - n_bytes }
    }

    /// The same place in a text that begins `n_bytes` earlier.
    pub fn moved(self, n_bytes: u32) -> Span {
        Span { start: self.start + n_bytes, end: self.end + n_bytes }
    }

    /// Without the white space at both ends.
    pub fn trim(self, text: &str) -> Span {
        let inner = self.of(text);
        let start = self.start as usize + (inner.len() - inner.trim_start().len());
        Span::new(start, start + inner.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// The last place at or before byte `at` where `text` may be cut.
pub fn cut_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).expect("readers refuse records of 4 GiB and more")
}
