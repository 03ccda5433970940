//! The bytes of a report as text, with the line and column of what was read last. Nothing is kept.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::encoding::DecodingReader;
use quick_xml::events::Event;

/// How far into a file its XML declaration may reach, in bytes.
const HEAD: usize = 1024;
/// How much of a line is remembered for an error in it, in bytes.
const RECENT: usize = 120;

/// A report under reading.
pub(super) struct Input<R> {
    inner: DecodingReader<BufReader<R>>,
    at: Position,
}

/// How far the reading has come.
struct Position {
    line: u32,
    column: u32,
    recent: Vec<u8>,
}

impl<R: Read> Input<R> {
    /// Opens a report: UTF-8, UTF-16, or what its XML declaration names.
    ///
    /// # Errors
    /// When it cannot be read, or names an encoding that nobody knows.
    pub(super) fn open(reader: R) -> Result<Self, String> {
        let mut buffered = BufReader::with_capacity(1 << 16, reader);
        let head = buffered.fill_buf().map_err(|e| e.to_string())?;
        let head = String::from_utf8_lossy(&head[..head.len().min(HEAD)]).into_owned();
        let mut inner = DecodingReader::new(buffered);
        let head = head.trim_start_matches('\u{feff}');
        if let Some(end) = head.find("?>").filter(|_| head.starts_with("<?xml"))
            && let Ok(Event::Decl(declaration)) = Reader::from_str(&head[..end + 2]).read_event()
            && let Some(Ok(name)) = declaration.encoding()
        {
            // A file that can be read so far is no UTF-16, whatever it says: some programs copy the word.
            match declaration.encoder() {
                Some(_) if name.to_ascii_lowercase().starts_with("utf-16") => {}
                // Before anything was read, the decoder may still be changed.
                Some(encoding) => inner.set_encoding(encoding),
                None => return Err(format!("it says that its encoding is `{name}`, which is not known")),
            }
        }
        Ok(Self { inner, at: Position { line: 1, column: 1, recent: Vec::new() } })
    }
}

impl<R> Input<R> {
    /// Line and column (from 1) of what comes next.
    pub(super) fn place(&self) -> (u32, u32) {
        (self.at.line, self.at.column)
    }

    /// The line up to here, or its end, and where that begins.
    pub(super) fn recent(&self) -> ((u32, u32), String) {
        let text = String::from_utf8_lossy(&self.at.recent).trim_start_matches('\u{fffd}').to_owned();
        let begins = self.at.column.saturating_sub(text.chars().count() as u32).max(1);
        ((self.at.line, begins), text)
    }
}

impl Position {
    fn passed(&mut self, bytes: &[u8]) {
        let lines = bytes.iter().filter(|b| **b == b'\n').count() as u32;
        let last = bytes.iter().rposition(|b| *b == b'\n').map_or(bytes, |at| &bytes[at + 1..]);
        if lines > 0 {
            self.line += lines;
            self.column = 1;
            self.recent.clear();
        }
        self.column += last.iter().filter(|b| **b & 0xc0 != 0x80).count() as u32;
        self.recent.extend_from_slice(&last[last.len().saturating_sub(RECENT)..]);
        let over = self.recent.len().saturating_sub(RECENT);
        self.recent.drain(..over);
    }
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        // What is consumed was filled before: this reads nothing.
        if let Ok(ready) = self.inner.fill_buf() {
            self.at.passed(&ready[..count.min(ready.len())]);
        }
        self.inner.consume(count);
    }
}
