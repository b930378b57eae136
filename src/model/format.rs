//! The file of a model: a header with a version and a checksum, then sections of bytes that are used where they lie. All
//! numbers are little-endian.

use super::{Calibration, Expert, Judgement, Logistic, WordId};
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// First bytes of every model file.
const MAGIC: &[u8; 8] = b"unspunM\n";
/// Changes with every change of the layout, of the folding of words or of what the weights stand for.
const VERSION: u32 = 7;
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
    SubstituteRanges,
    Substitutes,
    SpellingIndex,
    Spellings,
    Pairs,
    Triples,
    Arounds,
    Vectors,
    RareWords,
    Ranks,
}

impl Section {
    pub(super) const COUNT: usize = 14;
    pub(super) const ALL: [Section; Section::COUNT] = [
        Section::Description,
        Section::Judgement,
        Section::Words,
        Section::WordCounts,
        Section::SubstituteRanges,
        Section::Substitutes,
        Section::SpellingIndex,
        Section::Spellings,
        Section::Pairs,
        Section::Triples,
        Section::Arounds,
        Section::Vectors,
        Section::RareWords,
        Section::Ranks,
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
    out.extend(judgement.calibration.offset.to_le_bytes());
    out.extend(judgement.calibration.slope.to_le_bytes());
    for expert in &judgement.experts {
        out.extend([expert.offset, expert.clear, expert.prior].iter().flat_map(|x| x.to_le_bytes()));
        write_logistic(&expert.word, &mut out);
        write_logistic(&expert.document, &mut out);
    }
    out
}

fn write_logistic(logistic: &Logistic, out: &mut Vec<u8>) {
    out.extend((logistic.means.len() as u32).to_le_bytes());
    let numbers = logistic.means.iter().chain(&logistic.scales).chain(&logistic.weights);
    out.extend(numbers.flat_map(|x| x.to_le_bytes()));
}

/// A judgement from its bytes.
pub(super) fn read_judgement(bytes: &[u8]) -> Result<Judgement, ModelError> {
    let mut numbers = Numbers { rest: bytes };
    let (likely, suspect) = (numbers.f64()?, numbers.f64()?);
    let calibration = Calibration { offset: numbers.f64()?, slope: numbers.f64()? };
    let mut experts = Vec::new();
    while experts.is_empty() || !numbers.rest.is_empty() {
        let scalars = numbers.f32s(3)?;
        let word = numbers.logistic(&[Judgement::N_PLAIN_WORD_MEASURES, Judgement::N_WORD_MEASURES])?;
        let document = numbers.logistic(&[Judgement::N_PLAIN_DOCUMENT_MEASURES, Judgement::N_DOCUMENT_MEASURES])?;
        experts.push(Expert { word, document, offset: scalars[0], clear: scalars[1], prior: scalars[2] });
    }
    Ok(Judgement { experts, calibration, likely, suspect })
}

/// Takes numbers from the bytes of a judgement, one after the other.
struct Numbers<'a> {
    rest: &'a [u8],
}

impl<'a> Numbers<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], ModelError> {
        let (part, rest) = self.rest.split_at_checked(n).ok_or(ModelError::Damaged)?;
        self.rest = rest;
        Ok(part)
    }

    fn f64(&mut self) -> Result<f64, ModelError> {
        Ok(f64::from_le_bytes(self.take(8)?.try_into().expect("eight bytes")))
    }

    fn f32s(&mut self, n: usize) -> Result<Vec<f32>, ModelError> {
        let (numbers, _) = self.take(4 * n)?.as_chunks();
        Ok(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// A regression, which must be of one of these numbers of measures.
    fn logistic(&mut self, able: &[usize]) -> Result<Logistic, ModelError> {
        let n = u32_at(self.take(4)?, 0).ok_or(ModelError::Damaged)? as usize;
        if !able.contains(&n) {
            return Err(ModelError::Damaged);
        }
        let (means, scales) = (self.f32s(n)?, self.f32s(n)?);
        Ok(Logistic::new(means, scales, self.f32s(Logistic::n_terms(n))?))
    }
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

    /// A judgement with as many experts as there are offsets.
    fn judged(n_word: usize, n_document: usize, offsets: &[f32]) -> Judgement {
        let expert = |&offset: &f32| Expert {
            offset,
            clear: offset - 3.0,
            ..Expert::new(Logistic::zero(n_word), offset + 0.5, Logistic::zero(n_document))
        };
        Judgement::new(offsets.iter().map(expert).collect())
    }

    #[test]
    fn a_judgement_is_read_as_it_was_written_and_one_of_other_measures_is_refused() {
        let read = |judgement: &Judgement| read_judgement(&write_judgement(judgement));
        let (n_word, n_document) = (Judgement::N_WORD_MEASURES, Judgement::N_DOCUMENT_MEASURES);
        for offsets in [&[0.0][..], &[0.0, -1.5, 2.0]] {
            let judgement = judged(n_word, n_document, offsets);
            assert_eq!(read(&judgement), Ok(judgement));
        }
        assert_eq!(read(&judged(n_word, n_document, &[])), Err(ModelError::Damaged));
        assert_eq!(read(&judged(n_word + 1, n_document, &[0.0])), Err(ModelError::Damaged));
        assert_eq!(read(&judged(n_word, n_document - 2, &[0.0, 1.0])), Err(ModelError::Damaged));
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
