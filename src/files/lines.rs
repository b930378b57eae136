//! Whole lines in large pieces. A piece ends at a line feed or at the end of the file; a line longer than a piece makes a
//! piece of its own. U+2028 and NEL are not line ends here: JSON Lines knows only the line feed.

use std::io::{self, Read};

/// Room beyond a piece that `read_to_end` asks for before it looks whether the stream has ended.
const PROBE_BYTES: usize = 64;

/// Cuts a stream into pieces of whole lines.
#[derive(Debug)]
pub struct Lines<R> {
    from: R,
    piece_bytes: usize,
    rest: Vec<u8>,
    ended: bool,
}

impl<R: Read> Lines<R> {
    /// Pieces of about `piece_bytes` bytes.
    pub fn new(from: R, piece_bytes: usize) -> Lines<R> {
        Lines { from, piece_bytes, rest: Vec::new(), ended: false }
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// Where the stream cannot be read on.
    pub fn next_piece(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut piece = std::mem::take(&mut self.rest);
        let mut searched = 0;
        while !self.ended {
            piece.reserve_exact(self.piece_bytes + PROBE_BYTES); // else the buffer grows step by step, and is copied each time
            let n_read = (&mut self.from).take(self.piece_bytes as u64).read_to_end(&mut piece)?;
            self.ended = n_read < self.piece_bytes;
            if piece.len() < self.piece_bytes {
                continue;
            }
            if let Some(end) = memchr::memrchr(b'\n', &piece[searched..]) {
                self.rest = piece.split_off(searched + end + 1);
                return Ok(Some(piece));
            }
            searched = piece.len();
        }
        Ok(Some(piece).filter(|p| !p.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, piece_bytes: usize, expected: &[&str]) {
        let mut lines = Lines::new(text.as_bytes(), piece_bytes);
        let mut found = Vec::new();
        while let Some(piece) = lines.next_piece().unwrap() {
            found.push(String::from_utf8(piece).unwrap());
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn pieces_end_at_line_feeds_and_hold_every_byte() {
        check("", 4, &[]);
        check("a\nb\nc", 100, &["a\nb\nc"]);
        check("aa\nbb\ncc\n", 4, &["aa\n", "bb\n", "cc\n"]);
        check("a long line of its own\nb\n", 4, &["a long line of its own\n", "b\n"]);
        check("no end", 2, &["no end"]);
    }
}
