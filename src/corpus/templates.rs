//! Paragraphs that come back from document to document of one site. Counted on kept documents only, once a document: an
//! article with nine copies is no template.

use super::census::Census;
use super::index::TemplateUse;
use super::names::Spot;
use super::paragraphs::ParagraphId;
use super::spill::{Allowance, Lost, Sorter};
use crate::text::{DocKey, Document, Word, words_template};
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

/// Counts by site and paragraph, of those that stand in two documents and more.
#[derive(Debug, Default)]
pub struct Templates {
    uses: FxHashMap<(u64, u64), Use>,
    n_site_documents: FxHashMap<u64, u32>,
}

/// How often, and the first two documents that hold it.
#[derive(Debug)]
struct Use {
    n_documents: u32,
    first: Spot,
    second: Spot,
}

impl Templates {
    /// Counts the paragraphs of the documents for which `is_kept` holds.
    pub fn count(census: &Census, is_kept: impl Fn(u32) -> bool, allowance: Allowance<'_>) -> Result<Templates, Lost> {
        let mut n_site_documents: FxHashMap<u64, u32> = FxHashMap::default();
        let mut stands: Sorter<'_, ([u64; 2], (u32, u32))> = Sorter::new(allowance);
        let mut document_keys = census.document_keys();
        census.each_keys((0..census.len()).filter(|&doc| is_kept(doc)), |doc, keys| {
            let site = document_keys.one(doc as usize)?.site;
            *n_site_documents.entry(site).or_default() += 1;
            let paragraphs = census.paragraph_range(doc).zip(keys).zip(0u32..);
            let with_words = paragraphs.filter(|((paragraph, _), _)| census.n_words_of(*paragraph) > 0);
            stands.extend(with_words.map(|((_, keys), at)| ([site, keys.template], (doc, at))))
        })?;
        let spot = |(doc, at): (u32, u32)| -> Result<Spot, Lost> {
            Ok(census.spot(doc, census.paragraph_span(ParagraphId { doc, at })?))
        };
        let mut uses = FxHashMap::default();
        stands.groups(
            |a, b| a.0 == b.0,
            |run| {
                let mut first_of = run.chunk_by(|a, b| a.1.0 == b.1.0).map(|of_document| of_document[0]);
                if let (Some((key, first)), Some((_, second))) = (first_of.next(), first_of.next()) {
                    let n_documents = 2 + first_of.count() as u32;
                    uses.insert(key.into(), Use { n_documents, first: spot(first)?, second: spot(second)? });
                }
                Ok(())
            },
        )?;
        Ok(Templates { uses, n_site_documents })
    }

    /// The documents that are named as examples.
    pub fn examples(&self) -> impl Iterator<Item = DocKey> {
        self.uses.values().flat_map(|template| [template.first.document, template.second.document])
    }

    pub(super) fn find(&self, document: &Document, template_key: u64) -> Option<TemplateUse> {
        let site = xxh3_64(document.site.as_bytes());
        let found = self.uses.get(&(site, template_key))?;
        let is_first = found.first.document == document.key;
        Some(TemplateUse {
            n_documents: found.n_documents,
            n_site_documents: self.n_site_documents.get(&site).copied().unwrap_or(0),
            example: if is_first { found.second } else { found.first },
        })
    }
}

/// Short paragraphs that stand in many documents, whatever the site: navigation, notices, "read more". They say nothing of
/// their document, so it may go without them.
#[derive(Debug, Default)]
pub struct CommonLines {
    templates: FxHashSet<u64>,
}

impl CommonLines {
    /// Longest such paragraph in words, and the fewest documents that hold it. Guesses: the longest notices have about 30
    /// words, and eight copies of one story that all have a line of their own are rare.
    const MAX_WORDS: u32 = 30;
    const MIN_DOCUMENTS: usize = 8;

    /// Counts the short paragraphs of these documents, which ascend.
    pub fn count(census: &Census, members: &[u32], allowance: Allowance<'_>) -> Result<CommonLines, Lost> {
        let mut stands: Sorter<'_, (u64, u32)> = Sorter::new(allowance);
        census.each_keys(members.iter().copied(), |doc, keys| {
            let paragraphs = census.paragraph_range(doc).zip(keys);
            let short = paragraphs.filter(|(paragraph, _)| census.n_words_of(*paragraph) <= Self::MAX_WORDS);
            stands.extend(short.map(|(_, keys)| (keys.template, doc)))
        })?;
        let mut templates = FxHashSet::default();
        stands.groups(
            |a, b| a.0 == b.0,
            |run| {
                let n_documents = run.chunk_by(|a, b| a == b).count();
                templates.extend((n_documents >= Self::MIN_DOCUMENTS).then_some(run[0].0));
                Ok(())
            },
        )?;
        Ok(CommonLines { templates })
    }

    /// True where these words are such a line.
    pub fn has_line(&self, words: &[Word]) -> bool {
        words.len() <= Self::MAX_WORDS as usize && self.templates.contains(&words_template(words))
    }
}
