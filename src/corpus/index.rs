//! A frozen survey: what the detectors ask.

use crate::text::{DocKey, Document, Place};

/// Clusters with keepers, and frequencies. Read-only.
#[derive(Debug, Default)]
pub struct Index {}

/// How often one paragraph stands in the kept documents of one site.
#[derive(Clone, Debug)]
pub struct TemplateUse {
    /// Kept documents of the site that hold it.
    pub n_documents: u32,
    /// Kept documents of the site.
    pub n_site_documents: u32,
    /// Another document that holds it.
    pub example: Place,
}

impl Index {
    /// What is known of the paragraph with this `template_key` on the document's site; nothing where no other kept document
    /// of the site holds it.
    pub fn template(&self, _document: &Document, _template_key: u64) -> Option<TemplateUse> {
        None
    }

    /// True where the document is the kept witness of some removal, of a document or of a paragraph.
    pub fn is_witness(&self, _document: DocKey) -> bool {
        false
    }
}
