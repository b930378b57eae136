//! How does it go out? The cleaned corpus, the ledger that can undo every cut, the clusters of copies, and the undoing. Everything is written under
//! temporary names and renamed when whole.

mod baseline;
mod clusters;
mod corpus;
mod ledger;
mod restore;
mod staging;

pub use baseline::{BaselineWriter, Renewal, read_baseline};
pub use corpus::CorpusWriter;
pub use restore::{Restored, restore};
pub use staging::{Overwrite, audit_folder};
