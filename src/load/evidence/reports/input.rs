//! The bytes of a report as text, with the line and column of what was read last. Nothing is kept.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::encoding::{DecodingReader, detect_encoding};
use quick_xml::events::Event;

/// How far into a file its XML declaration may reach, in bytes.
const HEAD: usize = 1024;
/// How much of a line is remembered for an error in it, in bytes.
const RECENT: usize = 120;

/// How much the decoder takes at once before it says that a byte of it is no text.
const FIRST: usize = 64;

/// A place, and what is wrong there.
pub(super) type Fault = ((u32, u32), String);

/// A report under reading.
pub(super) struct Input<R> {
    inner: DecodingReader<Raw<R>>,
    at: Position,
}

/// The bytes before they are text: the decoder knows of one that is none before what comes before it was read.
struct Raw<R> {
    inner: BufReader<R>,
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
    /// When it cannot be read, names an encoding that nobody knows, or begins with bytes that are no text.
    pub(super) fn open(reader: R) -> Result<Self, Fault> {
        let mut buffered = BufReader::with_capacity(1 << 16, reader);
        let bytes = buffered.fill_buf().map_err(|e| ((1, 1), e.to_string()))?;
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).into_owned();
        let plain = detect_encoding(bytes).is_none_or(|found| found.encoding().name() == "UTF-8");
        let first = bytes[..bytes.len().min(FIRST)].to_vec();
        let mut inner = DecodingReader::new(Raw { inner: buffered, at: Position::start() });
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
                None => return Err(((1, 1), format!("it says that its encoding is `{name}`, which is not known"))),
            }
        }
        if plain
            && inner.encoding().name() == "UTF-8"
            && let Err(error) = std::str::from_utf8(&first)
            && error.error_len().is_some()
        {
            let mut at = Position::start();
            at.passed(&first[..error.valid_up_to()]);
            return Err(((at.line, at.column), "a byte here is no text: it is not UTF-8".to_owned()));
        }
        Ok(Self { inner, at: Position::start() })
    }
}

impl<R> Input<R> {
    /// Line and column (from 1) of what comes next.
    pub(super) fn place(&self) -> (u32, u32) {
        (self.at.line, self.at.column)
    }

    /// The line up to here, or its end, and where that begins.
    pub(super) fn recent(&self) -> ((u32, u32), String) {
        self.at.recent()
    }

    /// The same up to a byte that is no text.
    pub(super) fn recent_bytes(&self) -> ((u32, u32), String) {
        self.inner.get_ref().at.recent()
    }
}

impl Position {
    fn start() -> Self {
        Self { line: 1, column: 1, recent: Vec::new() }
    }

    fn recent(&self) -> ((u32, u32), String) {
        let text = String::from_utf8_lossy(&self.recent).trim_start_matches('\u{fffd}').to_owned();
        let begins = self.column.saturating_sub(text.chars().count() as u32).max(1);
        ((self.line, begins), text)
    }

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

impl<R: Read> Read for Raw<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_from(self, buffer)
    }
}

impl<R: Read> BufRead for Raw<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        let ready = self.inner.buffer();
        self.at.passed(&ready[..count.min(ready.len())]);
        self.inner.consume(count);
    }
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_from(self, buffer)
    }
}

/// Reads what is ready, and counts it as passed.
fn read_from(reader: &mut impl BufRead, buffer: &mut [u8]) -> io::Result<usize> {
    let ready = reader.fill_buf()?;
    let count = ready.len().min(buffer.len());
    buffer[..count].copy_from_slice(&ready[..count]);
    reader.consume(count);
    Ok(count)
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
