//! A cache of folded characters.
//!
//! In: a character and its folded form. Out: the same form again, without a lookup in the Unicode tables, which makes
//! folding fast in scripts other than Latin. Forms that depend on neighbouring characters are never cached.

/// Number of entries, a power of two. More would not fit into the processor's first-level cache.
const PLACES: usize = 1024;
/// The longest folded form that is cached, in bytes.
const LONGEST: usize = 9;

/// Folded characters, each in the slot that its code point modulo [`PLACES`] gives.
#[derive(Default)]
pub(super) struct CharacterFoldCache {
    /// Empty until the first character is cached, because most texts have little beyond ASCII.
    places: Vec<FoldedCharacter>,
}

/// A character and its folded form.
#[derive(Clone, Copy, Default)]
pub(super) struct FoldedCharacter {
    char: char,
    bytes: [u8; LONGEST],
    length: u8,
    /// Whether it contains a mark that may have to be reordered with marks that follow.
    pub has_mark: bool,
    /// Whether the folded form is one character of the same length in bytes.
    pub is_even: bool,
}

impl FoldedCharacter {
    /// The folded form.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.bytes[..usize::from(self.length)]).expect("what is kept was text")
    }
}

impl CharacterFoldCache {
    /// The folded form of a character, if it is cached.
    pub fn get(&self, char: char) -> Option<FoldedCharacter> {
        self.places.get(place(char)).filter(|kept| kept.char == char && kept.length > 0).copied()
    }

    /// Caches a folded form, unless it is longer than [`LONGEST`].
    pub fn keep(&mut self, char: char, folded: &str, has_mark: bool, is_even: bool) {
        let mut bytes = [0; LONGEST];
        let (Some(start), Ok(length)) = (bytes.get_mut(..folded.len()), u8::try_from(folded.len())) else { return };
        start.copy_from_slice(folded.as_bytes());
        self.places.resize(PLACES, FoldedCharacter::default());
        self.places[place(char)] = FoldedCharacter { char, bytes, length, has_mark, is_even };
    }
}

fn place(char: char) -> usize {
    u32::from(char) as usize % PLACES
}
