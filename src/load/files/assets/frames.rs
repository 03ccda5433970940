//! The parts that an image file is made of: whether the file is whole, and how many frames it has.
//!
//! Decoders answer neither: they show the first frame, believe the count that the file states, and fill up what is missing at
//! the end of a JPEG.

use super::fault::Fault;
use super::raster::Raster;

/// A compressed colour profile may be this large in a PNG: compressed, it can stand for a thousand times as much.
const PROFILE: usize = 256_000;

/// The frames of an image.
#[derive(Debug, Default)]
pub(super) struct Frames {
    pub(super) count: u64,
    /// The pixels of the largest one, as far as frames say their own size.
    pub(super) largest: u64,
}

impl Frames {
    fn add(&mut self, width: u64, height: u64) {
        self.count += 1;
        self.largest = self.largest.max(width * height);
    }
}

/// Follows the parts of a file from its first to its last.
///
/// # Errors
/// When the file ends before its last part.
pub(super) fn frames(kind: Raster, bytes: &[u8]) -> Result<Frames, Fault> {
    let mut file = File { bytes, at: 0 };
    match kind {
        Raster::Png => png(&mut file),
        Raster::Jpeg => jpeg(&mut file).ok_or_else(cut),
        Raster::Gif => gif(&mut file).ok_or_else(cut),
        Raster::WebP => webp(&mut file).ok_or_else(cut),
    }
}

fn cut() -> Fault {
    Fault::unreadable("ends in the middle: a part of the file is missing")
}

struct File<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> File<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|b| b[0])
    }
}

fn big(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |n, b| n << 8 | u64::from(*b))
}

fn little(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b))
}

fn png(file: &mut File) -> Result<Frames, Fault> {
    let mut frames = Frames::default();
    file.take(8).ok_or_else(cut)?;
    loop {
        let head = file.take(8).ok_or_else(cut)?;
        let (size, name) = (big(&head[..4]) as usize, &head[4..]);
        let data = file.take(size).ok_or_else(cut)?;
        file.take(4).ok_or_else(cut)?;
        match name {
            b"fcTL" if size >= 12 => frames.add(big(&data[4..8]), big(&data[8..12])),
            b"iCCP" if size > PROFILE => return Err(Fault::large(format!("has a colour profile of more than {} kB", PROFILE / 1000))),
            b"IEND" => return Ok(frames),
            _ => {}
        }
    }
}

fn jpeg(file: &mut File) -> Option<Frames> {
    file.take(2)?;
    loop {
        // What stands between the segments is compressed: there, a mark is 0xFF with neither a zero nor a restart after it.
        let found = file.bytes.get(file.at..)?.iter().position(|b| *b == 0xff)?;
        file.at += found + 1;
        match file.byte()? {
            0xff => file.at -= 1,
            0x00 | 0x01 | 0xd0..=0xd8 => {}
            0xd9 => return Some(Frames::default()),
            _ => {
                let size = big(file.take(2)?) as usize;
                file.take(size.checked_sub(2)?)?;
            }
        }
    }
}

fn gif(file: &mut File) -> Option<Frames> {
    let mut frames = Frames::default();
    let head = file.take(13)?;
    palette(file, head[10])?;
    loop {
        match file.byte()? {
            0x2c => {
                let place = file.take(9)?;
                frames.add(little(&place[4..6]), little(&place[6..8]));
                palette(file, place[8])?;
                file.take(1)?;
                blocks(file)?;
            }
            0x21 => {
                file.take(1)?;
                blocks(file)?;
            }
            0x3b => return Some(frames),
            _ => return None,
        }
    }
}

fn palette(file: &mut File, flags: u8) -> Option<()> {
    let size = if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    file.take(size).map(|_| ())
}

fn blocks(file: &mut File) -> Option<()> {
    loop {
        match file.byte()? {
            0 => return Some(()),
            size => file.take(usize::from(size))?,
        };
    }
}

fn webp(file: &mut File) -> Option<Frames> {
    let mut frames = Frames::default();
    let head = file.take(12)?;
    let end = 8 + little(&head[4..8]) as usize;
    while file.at < end {
        let head = file.take(8)?;
        let size = little(&head[4..]) as usize;
        let data = file.take(size)?;
        if &head[..4] == b"ANMF" && size >= 12 {
            frames.add(little(&data[6..9]) + 1, little(&data[9..12]) + 1);
        }
        if size % 2 == 1 && file.at < end {
            file.take(1)?;
        }
    }
    Some(frames)
}
