//! Reading without keeping: a file of any size, hashed on the way.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::disk::{Fatal, inside};
use super::encoded::hex;

/// A file under reading, with the hash of all that was read.
#[derive(Debug)]
pub struct Hashed {
    file: File,
    hash: Sha256,
    size: u64,
}

impl Hashed {
    /// Opens a file of the project.
    ///
    /// # Errors
    /// When it cannot be opened, or is a link that leads out of the project.
    pub fn open(root: &Path, path: &str) -> Result<Self, Fatal> {
        let file = File::open(inside(root, path)?).map_err(|e| Fatal::new(path, format!("cannot read the file: {e}")))?;
        Ok(Self { file, hash: Sha256::new(), size: 0 })
    }

    /// Reads what is left, and gives SHA-256 in hexadecimal and size in bytes of the whole.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(mut self) -> io::Result<(String, u64)> {
        io::copy(&mut self, &mut io::sink())?;
        Ok((hex(&self.hash.finalize()), self.size))
    }
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.size += read as u64;
        Ok(read)
    }
}
