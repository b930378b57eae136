//! Whole lines in large pieces. A piece ends at a line feed or at the end of the file; a line longer than a piece makes a
//! piece of its own. U+2028 and NEL are not line ends here: JSON Lines knows only the line feed.

use std::io::{self, ErrorKind, Read};
use std::mem::take;
use std::sync::{Arc, Mutex};

/// Cuts a stream into pieces of whole lines.
#[derive(Debug)]
pub struct Lines<R> {
    from: R,
    piece_bytes: usize,
    /// What was read of the next piece.
    rest: Vec<u8>,
    ended: bool,
    spares: Spares,
}

/// Whole lines. What they lie in goes back to be read into again.
#[derive(Debug, Default)]
pub struct Piece {
    bytes: Vec<u8>,
    len: usize,
    spares: Spares,
}

/// Buffers of one size that may be read into again: the system clears the memory of a new one first, which takes longer than
/// reading does.
#[derive(Clone, Debug, Default)]
struct Spares(Arc<Mutex<Vec<Vec<u8>>>>);

impl<R: Read> Lines<R> {
    /// Pieces of `piece_bytes` bytes at most, unless a line is longer.
    pub fn new(from: R, piece_bytes: usize) -> Lines<R> {
        Lines { from, piece_bytes, rest: Vec::new(), ended: false, spares: Spares::default() }
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// Where the stream cannot be read on.
    pub fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        let mut bytes = self.spares.take().unwrap_or_else(|| vec![0; self.piece_bytes]);
        let rest = take(&mut self.rest);
        bytes[..rest.len()].copy_from_slice(&rest);
        let (mut len, mut searched) = (rest.len(), 0);
        while !self.ended {
            if len == bytes.len() {
                bytes.resize(len + self.piece_bytes, 0);
            }
            let n_read = fill(&mut self.from, &mut bytes[len..])?;
            len += n_read;
            self.ended = len < bytes.len();
            if self.ended {
                break;
            }
            if let Some(end) = memchr::memrchr(b'\n', &bytes[searched..]) {
                let end = searched + end + 1;
                self.rest = bytes[end..].to_vec();
                return Ok(Some(self.piece(bytes, end)));
            }
            searched = len;
        }
        Ok(Some(self.piece(bytes, len)).filter(|piece| !piece.as_ref().is_empty()))
    }

    fn piece(&self, bytes: Vec<u8>, len: usize) -> Piece {
        // Many small files would hold far more memory than they have bytes.
        if len < bytes.len() / 2 {
            let piece = Piece { bytes: bytes[..len].to_vec(), len, spares: Spares::default() };
            self.spares.give(bytes);
            return piece;
        }
        // One that had to grow for a long line is no spare.
        let spares = if bytes.len() == self.piece_bytes { self.spares.clone() } else { Spares::default() };
        Piece { bytes, len, spares }
    }
}

/// Reads until there is no room, or nothing more to read; tells how much was read.
fn fill(from: &mut impl Read, room: &mut [u8]) -> io::Result<usize> {
    let mut n_read = 0;
    while n_read < room.len() {
        match from.read(&mut room[n_read..]) {
            Ok(0) => break,
            Ok(n) => n_read += n,
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(n_read)
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        self.spares.give(take(&mut self.bytes));
    }
}

impl Spares {
    fn take(&self) -> Option<Vec<u8>> {
        self.0.lock().ok()?.pop()
    }

    fn give(&self, bytes: Vec<u8>) {
        // Nobody else would take it.
        if Arc::strong_count(&self.0) > 1
            && let Ok(mut spares) = self.0.lock()
        {
            spares.push(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, piece_bytes: usize, expected: &[&str]) {
        let mut lines = Lines::new(text.as_bytes(), piece_bytes);
        let mut found = Vec::new();
        while let Some(piece) = lines.next_piece().unwrap() {
            found.push(String::from_utf8(piece.as_ref().to_vec()).unwrap());
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn pieces_end_at_line_feeds_and_hold_every_byte() {
        check("", 4, &[]);
        check("a\nb\nc", 100, &["a\nb\nc"]);
        check("a\nb\nc", 5, &["a\nb\n", "c"]);
        check("aa\nbb\ncc\n", 4, &["aa\n", "bb\n", "cc\n"]);
        check("a long line of its own\nb\n", 4, &["a long line of its own\n", "b\n"]);
        check("no end", 2, &["no end"]);
    }
}
