//! Why a saved file gives no text.

/// Why a saved file gives no text, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableCapture {
    /// What is wrong; completes "`x` cannot be read: …".
    pub message: &'static str,
    /// What to do about it.
    pub help: &'static str,
}
