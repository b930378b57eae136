//! Compressed output, of the same kind as the input was.

use super::Compression;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Compression level of Zstandard: its own default.
const ZSTD_LEVEL: i32 = 3;

/// A file that is written compressed.
/// Writes bytes compressed into a new file.
pub enum Encoder {
    /// As they are.
    Plain(BufWriter<File>),
    /// Through gzip.
    Gzip(Box<flate2::write::GzEncoder<BufWriter<File>>>),
    /// Through Zstandard.
    Zstd(Box<zstd::stream::write::Encoder<'static, BufWriter<File>>>),
}

impl Encoder {
    /// Creates `path` and the folders above it.
    ///
    /// # Errors
    /// Where they cannot be made.
    pub fn create(path: &Path, compression: Compression) -> io::Result<Encoder> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = BufWriter::with_capacity(1 << 17, File::create(path)?);
        Ok(match compression {
            Compression::Plain => Encoder::Plain(file),
            Compression::Gzip => {
                Encoder::Gzip(Box::new(flate2::write::GzEncoder::new(file, flate2::Compression::default())))
            }
            Compression::Zstd => Encoder::Zstd(Box::new(zstd::stream::write::Encoder::new(file, ZSTD_LEVEL)?)),
        })
    }

    /// Writes what is pending and ends the compressed stream. Until this returns the file is not whole.
    ///
    /// # Errors
    /// Where the rest cannot be written.
    pub fn finish(self) -> io::Result<()> {
        let mut file = match self {
            Encoder::Plain(file) => file,
            Encoder::Gzip(gz) => gz.finish()?,
            Encoder::Zstd(zst) => zst.finish()?,
        };
        file.flush()
    }
}

impl Write for Encoder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Encoder::Plain(w) => w.write(bytes),
            Encoder::Gzip(w) => w.write(bytes),
            Encoder::Zstd(w) => w.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Encoder::Plain(w) => w.flush(),
            Encoder::Gzip(w) => w.flush(),
            Encoder::Zstd(w) => w.flush(),
        }
    }
}
