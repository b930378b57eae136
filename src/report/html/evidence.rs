//! What the page shows beside the summary: sums and bounded samples. It lies in the audit as `report.json`, so that the page can be
//! made anew without the corpus. However large a corpus is, this is not.

use serde::{Deserialize, Serialize};

/// Version of this form. Readers refuse others.
pub(super) const VERSION: u32 = 1;

/// All of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Evidence {
    pub report: u32,
    /// True where it lies in the audit of a cleaned corpus; else nothing was written. The name of the folder is left out: the same
    /// corpus has the same audit.
    pub audited: bool,
    /// The rules that have findings, in the order of their names.
    pub rules: Vec<RuleShown>,
    pub families: Vec<FamilyFlow>,
    pub sources: Sources,
    pub spun_scores: Histogram,
    /// Share of a copy's sentences that stand in the one that is kept.
    pub covered: Histogram,
    /// Share of a copy's words that are aligned with an equal word of the one that is kept.
    pub aligned: Histogram,
    pub cluster_sizes: Histogram,
    pub n_clusters: u64,
    pub clusters: Vec<ClusterShown>,
    pub spun: Vec<SpunShown>,
    pub templates: Vec<TemplateShown>,
    pub kinds: Vec<KindShown>,
    pub removals: Vec<FindingShown>,
    pub near_misses: Vec<FindingShown>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RuleShown {
    pub name: String,
    pub family: String,
    pub summary: String,
    /// The manual page, Markdown.
    pub page: String,
}

/// What left for the findings of one family. A document counts for the finding that decided.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct FamilyFlow {
    pub family: String,
    pub dropped: u64,
    pub dropped_bytes: u64,
    pub cut_bytes: u64,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Sources {
    /// Sites with documents, as far as they were told apart.
    pub n_sources: u64,
    /// Those shown, by their bytes.
    pub rows: Vec<SourceRow>,
    /// The sum of those that are not; its name is empty.
    pub others: SourceRow,
}

/// One site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SourceRow {
    pub name: String,
    pub documents: u64,
    pub dropped: u64,
    pub changed: u64,
    pub bytes: u64,
    /// Dropped and cut.
    pub removed_bytes: u64,
    /// Of `removed_bytes`, by family in the order of `Family::ALL`.
    pub by_family: [u64; 4],
}

/// Counts in bins of one width, and the limits that were held against the figures.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Histogram {
    /// Names of the bins.
    pub bins: Vec<String>,
    pub counts: Vec<u64>,
    pub limits: Vec<LimitShown>,
}

/// One limit.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LimitShown {
    pub name: String,
    pub value: f64,
    /// The highest, where it was raised for some sites.
    pub highest: f64,
}

/// A place in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PlaceShown {
    pub path: String,
    pub record: u64,
    pub id: String,
}

/// A stretch of a text as it is compared with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mark {
    /// Stands in both.
    Same,
    /// Stands only here.
    Only,
    /// Left out of the page: `text` says how much.
    Gap,
    /// A word that looks put in; `was` is the one that most likely stood there.
    Swapped,
}

/// A piece of a shown text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Piece {
    pub mark: Mark,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
}

/// A cluster of copies: the one that is kept, and some of the others.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ClusterShown {
    pub size: u64,
    pub keeper: PlaceShown,
    pub keeper_words: u32,
    pub members: Vec<MemberShown>,
    /// Ids of some of the others.
    pub other_ids: Vec<String>,
    pub n_others: u64,
}

/// A copy beside its keeper.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MemberShown {
    pub place: PlaceShown,
    pub rule: String,
    pub n_words: u32,
    pub covered: f64,
    pub aligned: f64,
    pub jaccard: f64,
    pub n_replaced: u32,
    pub kept_text: Vec<Piece>,
    pub copy_text: Vec<Piece>,
}

/// A document that looks spun.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SpunShown {
    pub place: PlaceShown,
    pub site: String,
    pub message: String,
    pub action: String,
    pub measure: Option<MeasureShown>,
    pub text: Vec<Piece>,
}

/// A line that a site puts into its documents.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TemplateShown {
    pub site: String,
    pub text: String,
    /// Documents of the site that have it.
    pub documents: u64,
    pub limit: u64,
    /// Times that it was cut.
    pub cut: u64,
    /// Some documents that have it.
    pub examples: Vec<PlaceShown>,
}

/// A kind of a rule.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KindShown {
    pub rule: String,
    pub kind: String,
    pub place: PlaceShown,
    pub text: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MeasureShown {
    pub name: String,
    pub value: f64,
    pub limit: f64,
}

/// What was kept instead.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct KeptShown {
    pub place: PlaceShown,
    pub label: String,
    /// Empty where it could not be read.
    pub text: Vec<Piece>,
}

/// What `--overrides` has to name to mean a finding.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Named {
    pub fingerprint: String,
    pub rule: String,
    /// The id of the only document that is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// A finding in its surroundings: a removal, or one that was let be.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FindingShown {
    pub rule: String,
    pub kind: Option<String>,
    pub family: String,
    pub unit: String,
    pub confidence: String,
    /// What was done.
    pub action: String,
    pub message: String,
    pub measure: Option<MeasureShown>,
    pub place: PlaceShown,
    pub site: String,
    /// Findings of this text, this one counted.
    pub n_alike: u64,
    /// This finding and the others that asked for the same removal.
    pub named: Vec<Named>,
    pub before: String,
    pub text: Vec<Piece>,
    pub after: String,
    /// What was put in its place.
    pub put: Option<String>,
    pub kept: Option<KeptShown>,
}
