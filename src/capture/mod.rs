//! Decodes saved texts of sources.
//!
//! In: the bytes of a saved file and its [`CaptureFormat`]. Out: [`CaptureText`], the text in which quotations are
//! looked up, or [`UnreadableCapture`] with the reason. A page gives all words that its readers may see, except those
//! in SVG, `MathML` and form fields. Never here: deciding which part of a page is the article; `import` does that.

mod decode;
mod html;
mod markdown;
mod unreadable;

#[cfg(test)]
mod tests;

use std::io::{self, Read};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::text::hex;

pub use html::{MetaElement, PageText, attribute, tokens};
pub use unreadable::UnreadableCapture;

/// The format of a saved file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaptureFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
}

impl CaptureFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Text, Self::Markdown, Self::Html];

    /// The format by the file name's extension; `None` if the extension is missing or not supported.
    pub fn of(file_name: &str) -> Option<Self> {
        let (_, ending) = file_name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            _ => None,
        }
    }

    /// Guesses the format from the bytes: HTML if the first 1,024 bytes look like a page, else plain text.
    pub fn sniff(bytes: &[u8]) -> Self {
        const BEGINNING: usize = 1024;
        let text = decode::text(&bytes[..bytes.len().min(BEGINNING)]).unwrap_or_default();
        let markup = text.trim_start().to_ascii_lowercase();
        let is_page =
            ["<!doctype html", "<html", "<head", "<body", "<?xml", "<!--"].iter().any(|tag| markup.starts_with(tag));
        if is_page || markup.contains("<html") || markup.contains("<meta ") { Self::Html } else { Self::Text }
    }

    /// The extension of files of this format, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

/// A saved text, as decoded from its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptureText {
    /// The SHA-256 of the raw bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// The text in which quotations are looked up.
    pub text: Arc<str>,
    /// Whether `text` is the file's own text, so that its offsets and lines are those of the file. It is not for text
    /// extracted from HTML or Markdown.
    pub is_own_text: bool,
}

/// Decodes a saved file. Fails if it is not text or holds no words.
pub fn read(format: CaptureFormat, bytes: &[u8]) -> Result<CaptureText, UnreadableCapture> {
    let text = match format {
        CaptureFormat::Text => decode::text(bytes)?,
        CaptureFormat::Markdown => markdown::text(&decode::text(bytes)?),
        CaptureFormat::Html => PageText::read(bytes)?.text,
    };
    if text.trim().is_empty() {
        return Err(no_words(format));
    }
    Ok(CaptureText { sha256: sha256(bytes), text: text.into(), is_own_text: format == CaptureFormat::Text })
}

/// The SHA-256 of bytes, in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The SHA-256 of everything that `reader` returns, without holding it in memory.
pub fn sha256_of(mut reader: impl Read) -> io::Result<String> {
    const PIECE: usize = 64 << 10;
    let mut digest = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return Ok(hex(&digest.finalize())),
            Ok(length) => digest.update(&piece[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn no_words(format: CaptureFormat) -> UnreadableCapture {
    match format {
        CaptureFormat::Html => UnreadableCapture {
            message: "the page holds no words; it may show them only by script",
            help: "copy the words in the browser and save them as .txt",
        },
        _ => UnreadableCapture { message: "there are no words in it", help: "save the source again" },
    }
}
