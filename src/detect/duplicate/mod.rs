//! The same text twice: copies of documents, of paragraphs and of passages.
//!
//! What is a copy of what is decided before the judgement, by comparing words: the engine asks `judge` of documents, `copied` of
//! paragraphs and `runs` of passages. What it found is told here. Only repeats inside one document are found here.

mod align;
mod asides;
mod beside;
mod compare;
mod copied;
mod documents;
mod edit_limits;
mod edits;
mod hashes;
mod heading;
mod judge;
mod laid_by;
mod limits;
mod listed;
mod news;
mod overlap;
mod paragraphs;
mod passages;
mod repeated;
mod replaced;
mod runs;
mod shared;
mod short;
mod tokens;

pub use asides::{framing, is_furniture, is_stamp};
pub use beside::{may_be_copy_but_for_asides, may_turn};
pub use compare::{Comparison, Passage, compare};
pub use copied::{Likeness, liken, may_be_like};
pub use documents::rule_of;
pub use edits::{Oddities, lost_figures};
pub use heading::{Heading, NOTICE_WORDS, is_correction};
pub use judge::{Verdict, judge, may_be_copy, may_be_edited, strength};
pub use laid_by::Bag;
pub use limits::{Bound, Limit, MAX_CONTAINED_SIZE, MAX_DAYS_APART};
pub use overlap::{Overlap, jaccard, shingle_jaccard};
pub use paragraphs::{MAX_DOCUMENT_SHARE, doubt_lone};
pub use repeated::{may_repeat, repeated_paragraphs};
pub use replaced::name_replacements;
pub use runs::{MIN_PASSAGE_WORDS, Sentence, SharedRun, has_run, sentences_of, shared_runs};
pub use shared::SharedWords;
pub use tokens::{Part, Tokens, has_figure};

use super::{Detector, Notes, Scene, Selection};
use crate::corpus::Index;
use crate::findings::{Action, Family, Rule, Trust};
use crate::text::DocKey;

/// The family's detector.
pub struct Duplicate;

const fn rule(name: &'static str, summary: &'static str, default_action: Action, page: &'static str) -> Rule {
    Rule {
        name,
        family: Family::Duplicate,
        summary,
        default_action,
        scored: false,
        kinds: &[],
        trust: Trust::UNREAD,
        page,
    }
}

static RULES: [Rule; 8] = [
    rule(
        "exact-duplicate-document",
        "the same words as another document",
        Action::Drop,
        include_str!("exact-duplicate-document.md"),
    ),
    rule(
        "near-duplicate-document",
        "nearly the same words as another document",
        Action::Drop,
        include_str!("near-duplicate-document.md"),
    ),
    rule(
        "contained-document",
        "all but a few words stand in a longer document",
        Action::Drop,
        include_str!("contained-document.md"),
    ),
    rule("spun-copy", "another document with words replaced", Action::Drop, include_str!("spun-copy.md")),
    rule(
        "exact-duplicate-paragraph",
        "the same paragraph as in another document",
        Action::Cut,
        include_str!("exact-duplicate-paragraph.md"),
    ),
    rule(
        "near-duplicate-paragraph",
        "nearly the same paragraph as in another document",
        Action::Cut,
        include_str!("near-duplicate-paragraph.md"),
    ),
    rule(
        "contained-passage",
        "sentences that stand in another, otherwise different document",
        Action::Cut,
        include_str!("contained-passage.md"),
    ),
    rule(
        "repeated-paragraph",
        "a paragraph that the document holds twice",
        Action::Cut,
        include_str!("repeated-paragraph.md"),
    ),
];

static EXACT_DOCUMENT: &Rule = &RULES[0];
static NEAR_DOCUMENT: &Rule = &RULES[1];
static CONTAINED_DOCUMENT: &Rule = &RULES[2];
static SPUN_COPY: &Rule = &RULES[3];
static EXACT_PARAGRAPH: &Rule = &RULES[4];
static NEAR_PARAGRAPH: &Rule = &RULES[5];
static CONTAINED_PASSAGE: &Rule = &RULES[6];
static REPEATED_PARAGRAPH: &Rule = &RULES[7];

/// True where a rule is asked for that tells of paragraphs or passages of other documents.
pub fn asks_for_parts(selection: &Selection) -> bool {
    [EXACT_PARAGRAPH, NEAR_PARAGRAPH, CONTAINED_PASSAGE].into_iter().any(|rule| selection.has(rule))
}

/// True where the family has nothing to say of a document that does not repeat itself.
pub fn is_silent(index: &Index, document: DocKey) -> bool {
    index.copy(document).is_none()
        && index.paragraph_copies(document).is_empty()
        && index.passage_copies(document).is_empty()
}

impl Detector for Duplicate {
    fn rules(&self) -> &'static [Rule] {
        &RULES
    }

    fn detect(&self, scene: &Scene<'_>, notes: &mut Notes) {
        if scene.index.copy(scene.document.key).is_some() {
            documents::detect(scene, notes); // what goes as a whole is not looked at in parts
            return;
        }
        paragraphs::detect(scene, notes);
        passages::detect(scene, notes);
        repeated::detect(scene, notes);
    }
}
