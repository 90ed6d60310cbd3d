//! Reasons why a saved file gives no text.

/// Why a saved file gives no text, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableCapture {
    /// The problem; completes "`x` cannot be read: …".
    pub message: &'static str,
    /// What the editor can do about it.
    pub help: &'static str,
}
