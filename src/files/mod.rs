//! What is a file of a corpus? Its form, its compression, its lines. Readers and writers stand on it, so that what one
//! reads the other can write. The files that a run borrows for itself are here too.

mod decoder;
mod encoder;
mod fault;
mod input;
mod lines;
mod scratch;

pub use decoder::Decoder;
pub use encoder::Encoder;
pub use fault::why_unwritten;
pub use input::{Compression, Format, InputFile};
pub use lines::{Lines, Piece};
pub use scratch::ScratchFolder;
