//! Characters that were folded lately.
//!
//! In: a character and what it became. Out: the same again, without asking the tables of Unicode, which is what makes texts
//! in other scripts than Latin fast. What depends on neighbours is never kept.

/// Characters that are kept; a power of two. More would not stay in the processor's nearest cache.
const PLACES: usize = 1024;
/// Bytes of a folded character that is kept.
const LONGEST: usize = 9;

/// Folded characters, by their last bits.
#[derive(Default)]
pub(super) struct CharacterFoldCache {
    /// Empty until something is kept: most texts have little beyond ASCII.
    places: Vec<FoldedCharacter>,
}

/// A character and what it becomes.
#[derive(Clone, Copy, Default)]
pub(super) struct FoldedCharacter {
    char: char,
    bytes: [u8; LONGEST],
    length: u8,
    /// Whether it has a mark that might change places with marks that follow.
    pub has_mark: bool,
    /// Whether it is one character of the same length.
    pub is_even: bool,
}

impl FoldedCharacter {
    /// What it is folded to.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.bytes[..usize::from(self.length)]).expect("what is kept was text")
    }
}

impl CharacterFoldCache {
    /// What a character becomes, if it is known.
    pub fn get(&self, char: char) -> Option<FoldedCharacter> {
        self.places.get(place(char)).filter(|kept| kept.char == char && kept.length > 0).copied()
    }

    /// Keeps what a character becomes, unless it is longer than most.
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
