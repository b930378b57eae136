//! Paragraphs that come back from document to document of one site. Counted on kept documents only, once a document: an
//! article with nine copies is no template.

use super::census::Census;
use super::index::TemplateUse;
use crate::text::{Document, Place, Span, Word, words_template};
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
    pub fn count(census: &Census, is_kept: impl Fn(u32) -> bool) -> Templates {
        let mut n_site_documents: FxHashMap<u64, u32> = FxHashMap::default();
        let mut stands: Vec<(u64, u64, u32, u32)> = Vec::new();
        for doc in (0..census.len()).filter(|&d| is_kept(d)) {
            let site = census.record(doc).site;
            *n_site_documents.entry(site).or_default() += 1;
            let paragraphs = census.paragraphs(doc).iter().enumerate().filter(|(_, p)| p.n_words > 0);
            stands.extend(paragraphs.map(|(at, p)| (site, p.template, doc, at as u32)));
        }
        stands.sort_unstable();
        stands.dedup_by_key(|s| (s.0, s.1, s.2));
        let place = |&(_, _, doc, at): &(u64, u64, u32, u32)| {
            let paragraph = census.paragraphs(doc)[at as usize];
            census.place(doc, Span { start: paragraph.start, end: paragraph.end })
        };
        let repeated = stands.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|run| run.len() > 1);
        let uses = repeated.map(|run| {
            let found = Use { n_documents: run.len() as u32, first: place(&run[0]), second: place(&run[1]) };
            ((run[0].0, run[0].1), found)
        });
        Templates { uses: uses.collect(), n_site_documents }
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

    /// Counts the short paragraphs of these documents.
    pub fn count(census: &Census, members: &[u32]) -> CommonLines {
        let mut stands: Vec<(u64, u32)> = Vec::new();
        for &doc in members {
            let short = census.paragraphs(doc).iter().filter(|p| p.n_words <= Self::MAX_WORDS);
            stands.extend(short.map(|p| (p.template, doc)));
        }
        stands.sort_unstable();
        stands.dedup();
        let common = stands.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() >= Self::MIN_DOCUMENTS);
        CommonLines { templates: common.map(|run| run[0].0).collect() }
    }

    /// True where these words are such a line.
    pub fn has_line(&self, words: &[Word]) -> bool {
        words.len() <= Self::MAX_WORDS as usize && self.templates.contains(&words_template(words))
    }
}
