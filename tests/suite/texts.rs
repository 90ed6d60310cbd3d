//! Texts in several scripts, and saved ones where somebody has them, to take quotations from at random.
//!
//! Saved texts belong to others and are not in the repository. `CAPTURES` names the folder that holds them.

use std::ops::Range;

use dateline::fold::FoldedText;

use crate::captures::captures;
use crate::support::{random_from, root, tree};

/// A text by its name.
pub struct Sample {
    pub name: String,
    pub text: String,
    pub folded: FoldedText,
    /// Where quotations may begin and end: what stands between white space, or single characters in Chinese.
    pub words: Vec<Range<usize>>,
}

impl Sample {
    fn new(name: String, bytes: Vec<u8>) -> Self {
        let text = String::from_utf8(bytes).expect("texts are UTF-8");
        let mut sample = Self { folded: FoldedText::new(&text), words: Vec::new(), name, text };
        sample.words = if sample.is_spaced() { chunks(&sample.text) } else { characters(&sample.text) };
        sample
    }

    /// Whether there are spaces between its words.
    pub fn is_spaced(&self) -> bool {
        self.name != "chinese.txt"
    }

    /// Words that a quotation has at the least before its place is anything but chance.
    pub fn fewest(&self) -> usize {
        if self.is_spaced() { 3 } else { 6 }
    }
}

/// The samples of `tests/fixtures/scripts`, and the texts in the folder `CAPTURES`.
pub fn samples() -> Vec<Sample> {
    let mut files = tree(&root().join("tests/fixtures/scripts"));
    assert_eq!(files.len(), 6);
    if let Some(folder) = captures() {
        files.extend(tree(&folder));
    }
    files.into_iter().map(|(name, bytes)| Sample::new(name, bytes)).collect()
}

/// A source of randomness that is the same every time, unless `SEED` says otherwise.
pub fn random() -> fastrand::Rng {
    random_from(20_250_616)
}

fn chunks(text: &str) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect()
}

/// Characters, but numbers in one piece.
fn characters(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, char) in text.char_indices().filter(|(_, char)| !char.is_whitespace()) {
        match words.last_mut() {
            Some(last) if char.is_ascii_digit() && text[last.clone()].ends_with(|last: char| last.is_ascii_digit()) => {
                last.end = at + 1;
            }
            _ => words.push(at..at + char.len_utf8()),
        }
    }
    words
}
