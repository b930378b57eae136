//! Paragraphs that come back from document to document of one site. Counted on kept documents only, once a document: an
//! article with nine copies is no template.

use super::census::Census;
use super::index::TemplateUse;
use super::paragraphs::ParagraphId;
use super::spill::{Allowance, Lost, Sorter};
use crate::text::{Document, Place, Word, words_template};
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
    first: Place,
    second: Place,
}

impl Templates {
    /// Counts the paragraphs of the documents for which `is_kept` holds.
    pub fn count(census: &Census, is_kept: impl Fn(u32) -> bool, allowance: Allowance<'_>) -> Result<Templates, Lost> {
        let mut n_site_documents: FxHashMap<u64, u32> = FxHashMap::default();
        let mut stands: Sorter<'_, ([u64; 2], (u32, u32))> = Sorter::new(allowance);
        census.each_keys((0..census.len()).filter(|&doc| is_kept(doc)), |doc, keys| {
            let site = census.record(doc).site;
            *n_site_documents.entry(site).or_default() += 1;
            let paragraphs = census.paragraphs(doc).iter().zip(keys).zip(0u32..).filter(|((p, _), _)| p.n_words > 0);
            stands.extend(paragraphs.map(|((_, keys), at)| ([site, keys.template], (doc, at))))
        })?;
        let place = |(doc, at): (u32, u32)| census.place(doc, census.paragraph_span(ParagraphId { doc, at }));
        let mut uses = FxHashMap::default();
        stands.groups(
            |a, b| a.0 == b.0,
            |run| {
                let mut first_of = run.chunk_by(|a, b| a.1.0 == b.1.0).map(|of_document| of_document[0]);
                if let (Some((key, first)), Some((_, second))) = (first_of.next(), first_of.next()) {
                    let n_documents = 2 + first_of.count() as u32;
                    uses.insert(key.into(), Use { n_documents, first: place(first), second: place(second) });
                }
                Ok(())
            },
        )?;
        Ok(Templates { uses, n_site_documents })
    }

    pub(super) fn find(&self, document: &Document, template_key: u64) -> Option<TemplateUse> {
        let site = xxh3_64(document.site.as_bytes());
        let found = self.uses.get(&(site, template_key))?;
        let is_first = found.first.record == document.key.record() && found.first.path == document.path;
        let example = if is_first { &found.second } else { &found.first };
        Some(TemplateUse {
            n_documents: found.n_documents,
            n_site_documents: self.n_site_documents.get(&site).copied().unwrap_or(0),
            example: example.clone(),
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
            let short = census.paragraphs(doc).iter().zip(keys).filter(|(p, _)| p.n_words <= Self::MAX_WORDS);
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
