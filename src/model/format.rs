//! The file of a model: a header with a version and a checksum, then sections of bytes that are used where they lie. All
//! numbers are little-endian.

use super::{Calibration, Judgement, Logistic, WordId};
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// First bytes of every model file.
const MAGIC: &[u8; 8] = b"unspunM\n";
/// Changes with every change of the layout, of the folding of words or of what the weights stand for.
const VERSION: u32 = 4;
/// Magic, version, number of sections, checksum of all that follows.
const HEADER_BYTES: usize = 24;
/// Words counted, counts of the classes of unknown words, length of each section.
const TABLE_BYTES: usize = 8 + 4 * WordId::N_SPECIAL + 8 * Section::COUNT;

/// Why a file is not a model.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ModelError {
    /// It does not begin like one.
    #[error("not a model file of unspun")]
    Foreign,
    /// It is of another version of the program.
    #[error("the model file has version {found}, this program reads version {VERSION}; train it anew")]
    Version {
        /// The file's version.
        found: u32,
    },
    /// Bytes are missing or changed.
    #[error("the model file is damaged")]
    Damaged,
}

/// Parts of the file, in order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    Description,
    Judgement,
    Words,
    WordCounts,
    SubstituteStarts,
    Substitutes,
    SpellingIndex,
    Spellings,
    Pairs,
    Triples,
    Arounds,
    Vectors,
}

impl Section {
    pub(super) const COUNT: usize = 12;
    pub(super) const ALL: [Section; Section::COUNT] = [
        Section::Description,
        Section::Judgement,
        Section::Words,
        Section::WordCounts,
        Section::SubstituteStarts,
        Section::Substitutes,
        Section::SpellingIndex,
        Section::Spellings,
        Section::Pairs,
        Section::Triples,
        Section::Arounds,
        Section::Vectors,
    ];
}

/// Where everything lies.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) n_words: u64,
    pub(super) special_counts: [f32; WordId::N_SPECIAL],
    ends: [usize; Section::COUNT],
}

impl Layout {
    pub(super) fn read(bytes: &[u8]) -> Result<Layout, ModelError> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(ModelError::Foreign);
        }
        let version = u32_at(bytes, 8).ok_or(ModelError::Damaged)?;
        if version != VERSION {
            return Err(ModelError::Version { found: version });
        }
        let rest = bytes.get(HEADER_BYTES..).ok_or(ModelError::Damaged)?;
        if u64_at(bytes, 16) != Some(xxh3_64(rest)) || rest.len() < TABLE_BYTES {
            return Err(ModelError::Damaged);
        }
        let n_words = u64_at(rest, 0).ok_or(ModelError::Damaged)?;
        let special_counts = std::array::from_fn(|i| u32_at(rest, 8 + 4 * i).unwrap_or(0) as f32);
        let mut ends = [0; Section::COUNT];
        let mut end = HEADER_BYTES + TABLE_BYTES;
        for (i, slot) in ends.iter_mut().enumerate() {
            let len = u64_at(rest, 8 + 4 * WordId::N_SPECIAL + 8 * i).ok_or(ModelError::Damaged)?;
            end = usize::try_from(len).ok().and_then(|len| end.checked_add(len)).ok_or(ModelError::Damaged)?;
            *slot = end;
        }
        if end != bytes.len() {
            return Err(ModelError::Damaged);
        }
        Ok(Layout { n_words, special_counts, ends })
    }

    pub(super) fn range(&self, section: Section) -> Range<usize> {
        let i = section as usize;
        let start = if i == 0 { HEADER_BYTES + TABLE_BYTES } else { self.ends[i - 1] };
        start..self.ends[i]
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|b| u32::from_le_bytes(b.try_into().expect("four bytes")))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8).map(|b| u64::from_le_bytes(b.try_into().expect("eight bytes")))
}

/// The bytes of a file.
pub(super) fn write(
    n_words: u64,
    special_counts: [u32; WordId::N_SPECIAL],
    sections: [&[u8]; Section::COUNT],
) -> Vec<u8> {
    let mut rest = Vec::new();
    rest.extend(n_words.to_le_bytes());
    rest.extend(special_counts.iter().flat_map(|c| c.to_le_bytes()));
    rest.extend(sections.iter().flat_map(|s| (s.len() as u64).to_le_bytes()));
    sections.iter().for_each(|s| rest.extend_from_slice(s));
    let mut file = MAGIC.to_vec();
    file.extend(VERSION.to_le_bytes());
    file.extend((Section::COUNT as u32).to_le_bytes());
    file.extend(xxh3_64(&rest).to_le_bytes());
    file.extend(rest);
    file
}

/// The bytes of a judgement.
pub(super) fn write_judgement(judgement: &Judgement) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(judgement.likely.to_le_bytes());
    out.extend(judgement.suspect.to_le_bytes());
    out.extend(judgement.clear.to_le_bytes());
    out.extend(judgement.calibration.offset.to_le_bytes());
    out.extend(judgement.calibration.slope.to_le_bytes());
    out.extend(f64::from(judgement.prior).to_le_bytes());
    for logistic in [&judgement.word, &judgement.document] {
        out.extend((logistic.means.len() as u32).to_le_bytes());
        let numbers = logistic.means.iter().chain(&logistic.scales).chain(&logistic.weights);
        out.extend(numbers.flat_map(|x| x.to_le_bytes()));
    }
    out
}

/// A judgement from its bytes.
pub(super) fn read_judgement(bytes: &[u8]) -> Result<Judgement, ModelError> {
    let mut at = 0;
    let mut take = |n: usize| {
        let part = bytes.get(at..at + n).ok_or(ModelError::Damaged);
        at += n;
        part
    };
    let f64_of = |b: &[u8]| f64::from_le_bytes(b.try_into().expect("eight bytes"));
    let (likely, suspect, clear) = (f64_of(take(8)?), f64_of(take(8)?), f64_of(take(8)?));
    let calibration = Calibration { offset: f64_of(take(8)?), slope: f64_of(take(8)?) };
    let prior = f64_of(take(8)?) as f32;
    let mut logistic = || -> Result<Logistic, ModelError> {
        let n = u32_at(take(4)?, 0).ok_or(ModelError::Damaged)? as usize;
        let mut numbers = |n: usize| -> Result<Vec<f32>, ModelError> {
            let part = take(4 * n)?.chunks_exact(4);
            Ok(part.map(|b| f32::from_le_bytes(b.try_into().expect("four bytes"))).collect())
        };
        let (means, scales) = (numbers(n)?, numbers(n)?);
        Ok(Logistic::new(means, scales, numbers(Logistic::n_terms(n))?))
    };
    let (word, document) = (logistic()?, logistic()?);
    if (word.n_measures(), document.n_measures()) != (Judgement::N_WORD_MEASURES, Judgement::N_DOCUMENT_MEASURES) {
        return Err(ModelError::Damaged);
    }
    Ok(Judgement { word, prior, document, calibration, likely, suspect, clear })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    fn empty() -> Vec<u8> {
        write(7, [0; WordId::N_SPECIAL], [&[]; Section::COUNT])
    }

    #[test]
    fn damage_is_noticed() {
        assert!(Model::from_bytes(&empty()).is_ok());
        for at in 16..empty().len() {
            let mut bytes = empty();
            bytes[at] ^= 4;
            assert_eq!(Model::from_bytes(&bytes).err(), Some(ModelError::Damaged), "byte {at}");
        }
        let short = &empty()[..empty().len() - 1];
        assert_eq!(Model::from_bytes(short).err(), Some(ModelError::Damaged));
    }

    #[test]
    fn other_files_and_versions_are_refused() {
        assert_eq!(Model::from_bytes(b"text").err(), Some(ModelError::Foreign));
        let mut bytes = empty();
        bytes[8] = 99;
        assert_eq!(Model::from_bytes(&bytes).err(), Some(ModelError::Version { found: 99 }));
    }

    #[test]
    fn a_judgement_of_other_measures_is_refused() {
        let of = Logistic::zero;
        let judged =
            |n_word: usize, n_document: usize| write_judgement(&Judgement::new(of(n_word), 0.0, of(n_document)));
        let (n_word, n_document) = (Judgement::N_WORD_MEASURES, Judgement::N_DOCUMENT_MEASURES);
        assert!(read_judgement(&judged(n_word, n_document)).is_ok());
        assert_eq!(read_judgement(&judged(n_word + 1, n_document)).err(), Some(ModelError::Damaged));
        assert_eq!(read_judgement(&judged(n_word, n_document - 2)).err(), Some(ModelError::Damaged));
    }

    #[test]
    fn the_embedded_model_is_whole_and_judges() {
        let model = Model::embedded();
        assert!(model.judgement().is_some());
        let word = |w: &str| model.lens().word(crate::text::fold_hash(w, &mut String::new())).expect("a common word");
        assert!(model.lens().pair(word("prime"), word("minister")) > 100.0);
        assert_eq!(model.lens().pair(word("minister"), word("prime")), 0.0);
    }
}
