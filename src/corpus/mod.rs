//! What do all the documents together know? Signatures, frequencies, clusters, and the index that detectors ask.
//!
//! `Survey` (first read) → `Census` (all of it, in columns) → `candidates` and `shared` (pairs of documents, of paragraphs and of
//! passages worth comparing) → the engine compares them → `cluster` (who stays) → `Index` (what the detectors ask).

mod bits;
mod candidates;
mod census;
mod cluster;
mod components;
mod dates;
mod echo;
mod equals;
mod fingerprints;
mod groups;
mod index;
mod keys;
mod lines;
mod look;
mod members;
mod names;
mod packed;
mod paragraphs;
mod parts;
mod places;
mod seen;
mod shared;
mod shared_lines;
mod skeleton;
mod sketch;
pub mod spill;
mod spread;
mod survey;
mod templates;

pub use bits::Bits;
pub use candidates::{band_pairs, exact_groups, merged, skeleton_pairs};
pub use census::Census;
pub use cluster::{Leaving, leaders, prefer};
pub use components::{components, linked, members_of};
pub use dates::day_number;
pub use equals::{EqualPlaces, Equals};
pub use index::{
    Circle, Copy, Evidence, Index, Kinship, ParagraphCopy, PassageCopy, TemplateUse, WordPairs, of_document,
};
pub use keys::Asked;
pub use lines::with_common_line;
pub use look::Look;
pub use members::{Members, Places};
pub use names::{Names, Spot};
pub use paragraphs::{ParagraphId, equal_paragraphs};
pub use parts::EachPart;
pub use seen::Seen;
pub use shared::{Echoes, Kin};
pub use sketch::DOCUMENT_BANDS;
pub use spread::{Raise, Scope, Spread};
pub use survey::{Survey, TITLED_WORDS, is_prose};
pub use templates::{CommonLines, Templates};
