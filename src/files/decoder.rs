//! Compressed input: gzip with all its members, Zstandard with windows up to 2 GiB.

use super::Compression;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Reads the decompressed bytes of a file.
pub enum Decoder<R: Read> {
    /// As they are.
    Plain(R),
    /// Through gzip; `MultiGzDecoder`, since files made by `cat a.gz b.gz` have several members.
    Gzip(Box<flate2::bufread::MultiGzDecoder<BufReader<R>>>),
    /// Through Zstandard.
    Zstd(Box<zstd::stream::read::Decoder<'static, BufReader<R>>>),
}

/// Largest window that is accepted, as a power of two: what `zstd --long=31` makes.
const MAX_WINDOW_LOG: u32 = 31;

impl Decoder<File> {
    /// Opens `path`.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub fn open(path: &Path) -> io::Result<Decoder<File>> {
        Decoder::new(File::open(path)?, Compression::of(path))
    }
}

impl<R: Read> Decoder<R> {
    /// Reads `compressed` bytes.
    ///
    /// # Errors
    /// Where the decoder cannot be set up.
    pub fn new(compressed: R, compression: Compression) -> io::Result<Decoder<R>> {
        Ok(match compression {
            Compression::Plain => Decoder::Plain(compressed),
            Compression::Gzip => Decoder::Gzip(Box::new(flate2::bufread::MultiGzDecoder::new(
                BufReader::with_capacity(1 << 17, compressed),
            ))),
            Compression::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::new(compressed)?;
                decoder.window_log_max(MAX_WINDOW_LOG)?;
                Decoder::Zstd(Box::new(decoder))
            }
        })
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Decoder::Plain(r) => r.read(out),
            Decoder::Gzip(r) => r.read(out),
            Decoder::Zstd(r) => r.read(out),
        }
    }
}
