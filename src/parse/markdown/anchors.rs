//! Assigns ids to anchors in a text. Except in trusted HTML, all are distinct, and none is an id of the page itself.
//!
//! The ids of headings are slugs, which contain no underscore. Ids with an underscore are made by the program: those of
//! footnotes, and those of raw HTML, which have a prefix.

use std::collections::{HashMap, HashSet};

use crate::model::{Anchor, SECTIONS};
use crate::route::Slug;

/// Prefix of ids and classes from raw HTML, so that they never equal those of the page or its theme.
pub(super) const PREFIX: &str = "html_";

/// The ids assigned so far.
#[derive(Default)]
pub(super) struct AnchorIds {
    list: Vec<Anchor>,
    taken: HashSet<Box<str>>,
    /// For each wanted heading id, the last number that was appended to it.
    numbers: HashMap<String, usize>,
}

impl AnchorIds {
    /// The id of a heading: its given name, else its words, with a number appended if that id is taken.
    pub(super) fn heading(&mut self, name: Option<&str>, words: &str) -> Box<str> {
        let wanted = name.and_then(Slug::from_words).or_else(|| Slug::from_words(words));
        let wanted = wanted.map_or_else(|| "section".to_owned(), |slug| slug.to_string());
        let mut number = self.numbers.get(&wanted).copied().unwrap_or(1);
        let mut id: Box<str> = wanted.as_str().into();
        while SECTIONS.contains(&&*id) || !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{wanted}-{number}").into();
        }
        self.numbers.insert(wanted, number);
        self.list.push(Anchor { name: id.clone(), id: id.clone() });
        id
    }

    /// The id of the footnote with this number; `None` if the text already has one with this number.
    pub(super) fn note(&mut self, number: usize) -> Option<Box<str>> {
        let id: Box<str> = note_id(number).into();
        if !self.taken.insert(id.clone()) {
            return None;
        }
        self.list.push(Anchor { name: id.clone(), id: id.clone() });
        Some(id)
    }

    /// The prefixed id of an element of raw HTML; `None` if the text already has it.
    pub(super) fn raw(&mut self, name: &str) -> Option<Box<str>> {
        let id: Box<str> = format!("{PREFIX}{name}").into();
        if !self.taken.insert(id.clone()) {
            return None;
        }
        self.list.push(Anchor { name: name.into(), id: id.clone() });
        Some(id)
    }

    /// Records an id in trusted HTML, which is not changed.
    pub(super) fn trusted(&mut self, name: &str) {
        self.list.push(Anchor { name: name.into(), id: name.into() });
    }

    /// All anchors.
    pub(super) fn finish(self) -> Vec<Anchor> {
        self.list
    }
}

/// The id of the footnote with this number.
pub(super) fn note_id(number: usize) -> String {
    format!("note_{number}")
}
