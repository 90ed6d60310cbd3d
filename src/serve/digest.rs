//! Short fingerprints of bytes, which browsers compare.

use sha2::{Digest as _, Sha256};

use crate::text::hex;

/// Bytes of the SHA-256 that are used: 128 bits, enough to rule out collisions.
const LENGTH: usize = 16;

/// The fingerprint of bytes given in parts, as hexadecimal digits. The borders of the parts do not count.
pub(super) fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hex(&hash.finalize()[..LENGTH])
}

/// The fingerprint of a page without the version in its style sheet's address, which does not belong to the page.
pub(super) fn page(bytes: &[u8], style_mark: &str) -> String {
    match str::from_utf8(bytes) {
        Ok(text) if !style_mark.is_empty() => digest(text.split(&format!("?v={style_mark}")).map(str::as_bytes)),
        _ => digest([bytes]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_the_same_with_another_style_sheet_and_not_with_another_letter() {
        let with = |mark: &str, text: &str| page(format!("<link href=\"style.css?v={mark}\">{text}").as_bytes(), mark);
        assert_eq!(with("ab12", "a"), with("cd34", "a"));
        assert_ne!(with("ab12", "a"), with("ab12", "b"));
        assert_ne!(page(b"style.css?v=ab12", ""), page(b"style.css?v=cd34", ""));
        assert_ne!(page(b"\xff?v=ab12", "ab12"), page(b"\xfe?v=ab12", "ab12"));
    }

    #[test]
    fn a_fingerprint_is_the_first_half_of_sha_256() {
        assert_eq!(digest([&b"a"[..], b"bc"]), "ba7816bf8f01cfea414140de5dae2223");
    }
}
