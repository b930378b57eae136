//! Cleans scraped text corpora and judges their quality: spun, garbled, duplicate and boilerplate text, each finding with
//! its reason, each cut with its undo. `ARCHITECTURE.md` is the map; modules stand here in reading order.

pub mod text;

pub mod findings;

pub mod corpus;

pub mod model;

pub mod detect;

pub mod decide;

pub mod engine;

pub mod files;

pub mod read;

pub mod report;

pub mod write;
