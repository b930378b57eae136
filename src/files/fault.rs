//! What the system says when a file cannot be written, in words that tell what to do.

use std::io::{Error, ErrorKind};

/// Why a write failed, and the next step where we know one.
pub fn why_unwritten(error: &Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull => format!("the disk is full ({error}); free some space or write elsewhere"),
        ErrorKind::NotFound => "the folder is not there; make it first".to_owned(),
        ErrorKind::IsADirectory => "it is a folder; name a file in it".to_owned(),
        _ => error.to_string(),
    }
}
