//! A frozen survey: what the detectors ask. Built by the engine after candidates were compared.

use super::names::{Names, Spot};
use super::spread::{Raise, Spread};
use super::templates::Templates;
use crate::text::{DocKey, Document, Place, Span};
use rustc_hash::FxHashSet;

/// How one document or paragraph is a copy of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// The same words in the same order.
    Exact,
    /// Nearly the same words.
    Near,
    /// As many equal runs of words as was asked for: the least Jaccard similarity of the word 5-grams, in thousandths.
    Similar(u16),
    /// Nearly all of it stands in a longer one.
    Contained,
    /// The same text with words replaced.
    Altered,
    /// The same text with words put, lost and replaced by chance.
    Edited,
}

/// Pairs of words, in one piece of memory: every copy of a corpus has some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordPairs(Box<str>);

impl WordPairs {
    /// The pairs, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.lines().filter_map(|pair| pair.split_once('\t'))
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Of words, which hold no white space.
impl FromIterator<(String, String)> for WordPairs {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> WordPairs {
        WordPairs(pairs.into_iter().map(|(first, second)| format!("{first}\t{second}\n")).collect::<String>().into())
    }
}

/// What was measured between a document (or paragraph) that can go and the kept witness that holds what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    /// How it is a copy.
    pub kinship: Kinship,
    /// The kept copy.
    pub witness: Spot,
    /// Hash of the words of the kept copy (`findings::passage_hash`), where they are others.
    pub witness_hash: Option<u64>,
    /// Words of the copy.
    pub n_words: u32,
    /// Words of the witness.
    pub n_witness_words: u32,
    /// Share, in 0..=1, of its sentences' words that stand in the witness.
    pub covered: f64,
    /// Share, in 0..=1, of its words outside quotations that are aligned with an equal word of the witness.
    pub aligned: f64,
    /// Jaccard similarity of the word 3-grams, in 0..=1; of the word 5-grams where the two were found by it.
    pub jaccard: f64,
    /// Words with other words in their place.
    pub n_replaced: u32,
    /// Some of them: the witness's word, the copy's word.
    pub replacements: WordPairs,
}

/// A paragraph that stands in another kept document as well, or may.
#[derive(Clone, Debug)]
pub struct ParagraphCopy {
    /// The document it is in.
    pub document: DocKey,
    /// Its number in the document, from 0.
    pub paragraph: u32,
    /// What it is a copy of.
    pub copy: Copy,
    /// False where the two only may be copies.
    pub is_sure: bool,
    /// False where the owner looks altered: then the owner may leave, and nothing is to be cut for it.
    pub owner_is_sound: bool,
}

/// A passage, longer or shorter than a paragraph, that stands in an older kept document as well.
#[derive(Clone, Debug)]
pub struct PassageCopy {
    /// The document it is in.
    pub document: DocKey,
    /// Where it is, from the start of a sentence to the end of one.
    pub span: Span,
    /// What it is a copy of.
    pub copy: Copy,
    /// False where the owner looks altered: then the owner may leave, and nothing is to be cut for it.
    pub owner_is_sound: bool,
}

/// Whose documents a template was counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circle {
    /// Those of the document's site, which its record names.
    Site,
    /// Those of its folder, which may hold many sites.
    Folder,
    /// Those of the group that was learned for it, since its record names no site: documents that share lines. A share of them tells
    /// less than one of a site: that they share lines is how they were found.
    Group,
    /// Those of the named site that most of its group is of.
    Joined,
}

/// How often one paragraph stands in the kept documents of one circle.
#[derive(Clone, Debug)]
pub struct TemplateUse {
    /// Whose documents they are.
    pub circle: Circle,
    /// Kept documents of the circle that hold it.
    pub n_documents: u32,
    /// Kept documents of the circle.
    pub n_circle_documents: u32,
    /// Another document that holds it.
    pub example: Spot,
}

/// What was found to stand twice in the corpus.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Documents that can go, in the order of the corpus.
    pub documents: Vec<(DocKey, Copy)>,
    /// Paragraphs, by document and position.
    pub paragraphs: Vec<ParagraphCopy>,
    /// Passages, by document.
    pub passages: Vec<PassageCopy>,
    /// Documents that are kept for what goes.
    pub witnesses: FxHashSet<DocKey>,
}

impl Evidence {
    /// The documents of all places that are named.
    pub fn named(&self) -> impl Iterator<Item = DocKey> {
        let copies = self.documents.iter().map(|(_, copy)| copy);
        let copies = copies.chain(self.paragraphs.iter().map(|found| &found.copy));
        copies.chain(self.passages.iter().map(|found| &found.copy)).map(|copy| copy.witness.document)
    }
}

/// Clusters with keepers, and frequencies. Read-only.
#[derive(Debug, Default)]
pub struct Index {
    evidence: Evidence,
    templates: Templates,
    names: Names,
    spread: Spread,
}

impl Index {
    /// An index that knows of templates alone, and no names.
    pub fn of_templates(templates: Templates) -> Index {
        Index { templates, ..Index::default() }
    }

    /// An index of this evidence and these templates; `names` has those of all documents that they name.
    pub fn new(evidence: Evidence, templates: Templates, names: Names) -> Index {
        debug_assert!(evidence.documents.is_sorted_by_key(|(document, _)| *document));
        debug_assert!(evidence.paragraphs.is_sorted_by_key(|found| (found.document, found.paragraph)));
        debug_assert!(evidence.passages.is_sorted_by_key(|found| found.document));
        Index { evidence, templates, names, spread: Spread::default() }
    }

    /// The same index, which knows how odd the documents look.
    pub fn with_spread(self, spread: Spread) -> Index {
        Index { spread, ..self }
    }

    /// How much the limit from which a text is called spun is raised for the document.
    pub fn raise(&self, document: &Document) -> Option<Raise> {
        self.spread.raise(document)
    }

    /// What the document is a copy of, where it is one that can go.
    pub fn copy(&self, document: DocKey) -> Option<&Copy> {
        let documents = &self.evidence.documents;
        documents.binary_search_by_key(&document, |(key, _)| *key).ok().map(|at| &documents[at].1)
    }

    /// Every document that can go, and what it is a copy of; in the order of the corpus.
    pub fn copies(&self) -> impl Iterator<Item = (DocKey, &Copy)> {
        self.evidence.documents.iter().map(|(document, copy)| (*document, copy))
    }

    /// Paragraphs of the document that stand elsewhere, by position.
    pub fn paragraph_copies(&self, document: DocKey) -> &[ParagraphCopy] {
        of_document(&self.evidence.paragraphs, document, |copy| copy.document)
    }

    /// Passages of the document that stand elsewhere.
    pub fn passage_copies(&self, document: DocKey) -> &[PassageCopy] {
        of_document(&self.evidence.passages, document, |found| found.document)
    }

    /// A place of the evidence or of a template, with the names of its document.
    pub fn place(&self, spot: Spot) -> Place {
        self.names.place(spot)
    }

    /// What is known of the paragraph with this `template_key` on the document's site, else in its folder, its group and the site that it
    /// joined; nothing where no other kept document of these holds it.
    pub fn templates(&self, document: &Document, template_key: u64) -> impl Iterator<Item = TemplateUse> {
        self.templates.find(document, template_key)
    }

    /// True where the document is the kept witness of some removal, of a document or of a paragraph.
    pub fn is_witness(&self, document: DocKey) -> bool {
        self.evidence.witnesses.contains(&document)
    }
}

/// Those that are of this document, of what is sorted by `key`, the document.
pub fn of_document<T>(found: &[T], document: DocKey, key: impl Fn(&T) -> DocKey) -> &[T] {
    let start = found.partition_point(|item| key(item) < document);
    let n = found[start..].partition_point(|item| key(item) == document);
    &found[start..start + n]
}
