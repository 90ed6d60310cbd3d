//! The largest size of texts that are read.

use crate::diagnostic::{Code, Diagnostic};

/// The largest content file, template or saved text that is read, in bytes.
pub const LARGEST_TEXT: u64 = 32 << 20;

/// The finding for a text with more than [`LARGEST_TEXT`] bytes.
pub fn too_large(path: &str) -> Diagnostic {
    Diagnostic::new(Code::FileTooLarge, format!("{path} has more than {} MiB and is not read", LARGEST_TEXT >> 20))
        .help("split the file; of a saved page, save the article alone")
}
