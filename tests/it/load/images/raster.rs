//! PNG, JPEG, GIF and WebP.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};

use super::{passes, refused};

const FORMATS: [(&str, ImageFormat); 4] =
    [("a.png", ImageFormat::Png), ("a.jpeg", ImageFormat::Jpeg), ("a.GIF", ImageFormat::Gif), ("a.webp", ImageFormat::WebP)];

/// A small image with some noise in it.
pub fn small(format: ImageFormat) -> Vec<u8> {
    let noise = RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, ((x * 31) ^ (y * 17)) as u8]));
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(noise).write_to(&mut out, format).expect("an image");
    out.into_inner()
}

fn at(bytes: &[u8], words: &[u8]) -> usize {
    bytes.windows(words.len()).position(|w| w == words).unwrap_or_else(|| panic!("no {words:?}"))
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 }))
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let inner = [&name[..], data].concat();
    [&(data.len() as u32).to_be_bytes()[..], &inner, &crc(&inner).to_be_bytes()].concat()
}

/// A PNG with more chunks before one of its own.
fn png_with(chunks: &[u8], before: &[u8]) -> Vec<u8> {
    let png = small(ImageFormat::Png);
    let place = at(&png, before) - 4;
    [&png[..place], chunks, &png[place..]].concat()
}

fn png_of(width: u32, height: u32) -> Vec<u8> {
    let png = small(ImageFormat::Png);
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &png[24..29]].concat();
    [&png[..8], &chunk(b"IHDR", &head), &png[33..]].concat()
}

fn gif_of(width: u16, height: u16, frames: usize, frame: (u16, u16)) -> Vec<u8> {
    let mut gif = [b"GIF89a", &width.to_le_bytes()[..], &height.to_le_bytes(), &[0x80, 0, 0, 0, 0, 0, 255, 255, 255]].concat();
    for _ in 0..frames {
        let size = [frame.0.to_le_bytes(), frame.1.to_le_bytes()].concat();
        gif.extend([&[0x2c, 0, 0, 0, 0][..], &size, &[0, 2, 2, 0x44, 1, 0]].concat());
    }
    gif.push(0x3b);
    gif
}

fn webp_of(chunks: &[u8]) -> Vec<u8> {
    [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WEBP", chunks].concat()
}

/// The chunk of a small image without loss.
fn lossless() -> Vec<u8> {
    let webp = small(ImageFormat::WebP);
    let start = at(&webp, b"VP8L");
    let size = u32::from_le_bytes(webp[start + 4..start + 8].try_into().expect("four bytes"));
    riff(b"VP8L", &webp[start + 8..start + 8 + size as usize])
}

fn riff(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&name[..], &(data.len() as u32).to_le_bytes(), data, &vec![0; data.len() % 2]].concat()
}

#[test]
fn ordinary_images_pass() {
    for (name, format) in FORMATS {
        passes(name, &small(format));
    }
    passes("a.gif", &gif_of(1, 1, 3, (1, 1)));
    passes("a.png", &png_with(&chunk(b"tEXt", b"Comment\0words"), b"IDAT"));
}

#[test]
fn images_that_claim_too_many_pixels_are_not_decoded() {
    refused("a.png", &png_of(100_000, 100_000), "file-too-large", "has 100000 × 100000 pixels; at most 50 million are shown");
    refused("a.png", &png_of(i32::MAX as u32, 1), "file-too-large", "");
    refused("a.gif", &gif_of(65_535, 65_535, 1, (1, 1)), "file-too-large", "has 65535 × 65535 pixels");
    refused("a.gif", &gif_of(1, 1, 1, (65_535, 65_535)), "file-too-large", "has a frame of 4294836225 pixels");
    let mut jpeg = small(ImageFormat::Jpeg);
    let frame = at(&jpeg, &[0xff, 0xc0]);
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    refused("a.jpg", &jpeg, "file-too-large", "has 65500 × 65500 pixels");
    let mut webp = webp_of(&lossless());
    let head = at(&webp, b"VP8L") + 9;
    webp[head..head + 4].copy_from_slice(&(11_999_u32 << 14 | 11_999).to_le_bytes());
    refused("a.webp", &webp, "file-too-large", "has 12000 × 12000 pixels");
}

#[test]
fn images_of_too_many_frames_are_refused() {
    refused("a.gif", &gif_of(1, 1, 100_000, (1, 1)), "file-too-large", "has 100000 frames; at most 500 are shown");
    refused("a.gif", &gif_of(2_000, 2_000, 400, (1, 1)), "file-too-large", "has 400 frames of 4000000 pixels");
    // What the file says of its frames is not believed: here, nothing.
    let many = chunk(b"fcTL", &[0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0]).repeat(501);
    refused("a.png", &png_with(&many, b"IEND"), "file-too-large", "has 501 frames");
    let lossless = lossless();
    let frame = riff(b"ANMF", &[&[0, 0, 0, 0, 0, 0, 39, 0, 0, 29, 0, 0, 1, 0, 0, 0][..], &lossless].concat());
    let moving = |count: usize| {
        let mut chunks = [riff(b"VP8X", &[2, 0, 0, 0, 39, 0, 0, 29, 0, 0]), riff(b"ANIM", &[0; 6])].concat();
        (0..count).for_each(|_| chunks.extend(&frame));
        webp_of(&chunks)
    };
    passes("a.webp", &moving(2));
    refused("a.webp", &moving(501), "file-too-large", "has 501 frames");
}

#[test]
fn images_that_are_cut_are_refused() {
    for (name, format) in FORMATS {
        let bytes = small(format);
        for kept in [bytes.len() / 2, bytes.len() - 1] {
            refused(name, &bytes[..kept], "image-unreadable", "");
        }
    }
    let jpeg = small(ImageFormat::Jpeg);
    refused("a.jpg", &jpeg[..jpeg.len() - 20], "image-unreadable", "ends in the middle");
    refused("a.gif", &gif_of(1, 1, 3, (1, 1))[..40], "image-unreadable", "ends in the middle");
}

#[test]
fn images_that_are_none_are_refused() {
    let help = refused("a.png", &small(ImageFormat::Jpeg), "image-unreadable", "is not a PNG file, as its name says");
    assert!(help.contains("its content is JPEG"), "{help}");
    refused("a.jpg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "image-unreadable", "is not a JPEG file");
    refused("a.gif", b"", "image-unreadable", "is not a GIF file");
    let help = refused("a.bmp", b"BM", "image-unreadable", "is not of a format that is shown");
    assert!(help.contains("PNG, JPEG, GIF, WebP or SVG"), "{help}");
    refused("a", &small(ImageFormat::Png), "image-unreadable", "is not of a format that is shown");
    let mut png = small(ImageFormat::Png);
    let pixels = at(&png, b"IDAT") + 30;
    png[pixels..pixels + 40].fill(0x55);
    refused("a.png", &png, "image-unreadable", "cannot be decoded");
}

/// A compressed profile could fill the memory although the image is small.
#[test]
fn a_colour_profile_has_its_limit() {
    let profile = |size: usize| chunk(b"iCCP", &[&b"p\0\0"[..], &vec![0; size]].concat());
    refused("a.png", &png_with(&profile(300_000), b"IDAT"), "file-too-large", "colour profile");
    passes("a.png", &png_with(&profile(3_000), b"IDAT"));
}
