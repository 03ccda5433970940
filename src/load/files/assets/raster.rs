//! PNG, JPEG, GIF and WebP: within limits, whole, and what their names say.
//!
//! They are decoded by the decoders that the typesetter uses, so that what passes here does not stop the PDF.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageResult, Limits};

use super::fault::Fault;
use super::frames::frames;

/// How many pixels an image may have.
pub(super) const PIXELS: u64 = 50_000_000;

/// How many frames an image may have, and their pixels together: a browser decodes them all.
const FRAMES: u64 = 500;
const MOVED: u64 = 10 * PIXELS;

/// A format of images that are made of pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raster {
    Png,
    Jpeg,
    Gif,
    WebP,
}

impl Raster {
    const ALL: [Self; 4] = [Self::Png, Self::Jpeg, Self::Gif, Self::WebP];

    /// The format of a file's ending, or of the second half of a media type.
    pub(super) fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "png" => Some(Self::Png),
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "gif" => Some(Self::Gif),
            "webp" => Some(Self::WebP),
            _ => None,
        }
    }

    fn format(self) -> ImageFormat {
        match self {
            Self::Png => ImageFormat::Png,
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Gif => ImageFormat::Gif,
            Self::WebP => ImageFormat::WebP,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
        }
    }
}

/// Looks into an image; gives its pixels. Images are looked into in parallel, but `one_large` at a time: decoded, a few large
/// ones would fill the memory together.
pub(super) fn check(kind: Raster, bytes: &[u8], one_large: &Mutex<()>) -> Result<u64, Fault> {
    let found = image::guess_format(bytes).ok();
    if found != Some(kind.format()) {
        let fault = Fault::unreadable(format!("is not a {} file, as its name says", kind.word()));
        let other = Raster::ALL.into_iter().find(|k| Some(k.format()) == found);
        return Err(match other {
            Some(other) => fault.help(format!("its content is {}: give the file that ending", other.word())),
            None => fault.help(format!("save the image as {}", kind.word())),
        });
    }
    let input = Cursor::new(bytes);
    // A decoder that meets a mistake of its own must cost this image only.
    let looked = catch_unwind(AssertUnwindSafe(|| match kind {
        Raster::Png => look(PngDecoder::with_limits(input, Limits::default()), kind, bytes, one_large),
        Raster::Jpeg => look(JpegDecoder::new(input), kind, bytes, one_large),
        Raster::Gif => look(GifDecoder::new(input), kind, bytes, one_large),
        Raster::WebP => look(WebPDecoder::new(input), kind, bytes, one_large),
    }));
    looked.unwrap_or_else(|_| Err(Fault::unreadable("cannot be decoded")))
}

fn look<D: ImageDecoder>(decoder: ImageResult<D>, kind: Raster, bytes: &[u8], one_large: &Mutex<()>) -> Result<u64, Fault> {
    let mut decoder = decoder.map_err(|e| said(&e, kind, bytes))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS {
        return Err(Fault::large(format!("has {width} × {height} pixels; at most {} million are shown", PIXELS / 1_000_000)));
    }
    let frames = frames(kind, bytes)?;
    let largest = pixels.max(frames.largest);
    if largest > PIXELS {
        return Err(Fault::large(format!("has a frame of {largest} pixels; at most {} million are shown", PIXELS / 1_000_000)));
    }
    if frames.count > FRAMES {
        return Err(Fault::large(format!("has {} frames; at most {FRAMES} are shown", frames.count)));
    }
    if frames.count.saturating_mul(largest) > MOVED {
        let words =
            format!("has {} frames of {largest} pixels; at most {} million pixels are shown in all frames together", frames.count, MOVED / 1_000_000);
        return Err(Fault::large(words));
    }
    let _one = (pixels > PIXELS / 10).then(|| one_large.lock().unwrap_or_else(PoisonError::into_inner));
    decoder.set_limits(Limits::default()).and_then(|()| DynamicImage::from_decoder(decoder)).map_err(|e| said(&e, kind, bytes))?;
    Ok(pixels)
}

/// What a decoder says, in our words.
fn said(error: &ImageError, kind: Raster, bytes: &[u8]) -> Fault {
    match (error, frames(kind, bytes)) {
        (ImageError::Limits(_), _) => Fault::large("takes more memory to decode than an image of 50 million pixels"),
        (_, Err(fault)) => fault,
        (_, Ok(_)) => Fault::unreadable(format!("cannot be decoded ({})", error.to_string().trim_end_matches('.'))),
    }
}
