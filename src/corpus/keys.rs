//! What the words of paragraphs are told by, for as long as somebody asks: a short line is looked for by its template, a longer paragraph
//! by its words.

use super::census::Census;
use super::paragraphs::is_compared;
use super::spill::Lost;
use super::survey::ParagraphKeys;
use super::templates::CommonLines;

/// What is asked of a corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// What stands twice.
    Copies,
    /// The sites of its documents as well, and what they print into each.
    #[default]
    Sites,
}

/// Numbers that the keys of one paragraph take.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    has_identity: bool,
    has_template: bool,
}

impl Layout {
    /// That of a paragraph of so many words, which reads as text or not.
    pub(super) fn of(asked: Asked, n_words: u32, is_prose: bool) -> Layout {
        let has_template = asked == Asked::Sites || n_words <= CommonLines::MAX_WORDS;
        Layout { has_identity: is_compared(n_words, is_prose), has_template }
    }

    pub(super) fn len(self) -> usize {
        2 * usize::from(self.has_identity) + usize::from(self.has_template)
    }

    /// Appends the keys that are asked for.
    pub(super) fn put(self, keys: &ParagraphKeys, out: &mut Vec<u64>) {
        let ParagraphKeys { identity, template } = keys;
        out.extend(identity.iter().filter(|_| self.has_identity));
        out.extend([*template].iter().filter(|_| self.has_template));
    }

    /// The keys that start here; 0 for those that nobody asks for.
    fn get(self, numbers: &[u64]) -> ParagraphKeys {
        let (identity, rest) = numbers.split_at(2 * usize::from(self.has_identity));
        let identity = identity.try_into().unwrap_or_default();
        ParagraphKeys { identity, template: if self.has_template { rest[0] } else { 0 } }
    }
}

impl Census {
    /// Gives the keys of the paragraphs of these documents, which ascend.
    pub(super) fn each_keys(
        &self,
        docs: impl Iterator<Item = u32>,
        mut take: impl FnMut(u32, &[ParagraphKeys]) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        let (mut reader, mut keys) = (self.key_numbers().reader(), Vec::new());
        docs.into_iter().try_for_each(|doc| {
            self.decode(doc, reader.read(self.key_range(doc))?, &mut keys);
            take(doc, &keys)
        })
    }

    /// Keys of the paragraphs of a document.
    pub(super) fn paragraph_keys(&self, doc: u32) -> Result<Vec<ParagraphKeys>, Lost> {
        let mut keys = Vec::new();
        self.decode(doc, &self.key_numbers().read(self.key_range(doc))?, &mut keys);
        Ok(keys)
    }

    fn decode(&self, doc: u32, mut numbers: &[u64], keys: &mut Vec<ParagraphKeys>) {
        keys.clear();
        keys.extend(self.paragraph_range(doc).map(|paragraph| {
            let layout = self.layout(paragraph);
            let (here, rest) = numbers.split_at(layout.len());
            numbers = rest;
            layout.get(here)
        }));
    }
}
