//! The ids that a text brings to its page: every one different, and none that the page has of itself.
//!
//! Headings have slugs, which have no underscore. Ids with an underscore are made by the program: those of footnotes, and
//! those of raw HTML, which carry a prefix.

use std::collections::{HashMap, HashSet};

use crate::model::{Anchor, SECTIONS};
use crate::route::Slug;

/// Stands before ids and classes that raw HTML brings, so that these are never those of the page or its theme.
pub(super) const PREFIX: &str = "html_";

/// Gives out ids.
#[derive(Default)]
pub(super) struct AnchorIds {
    list: Vec<Anchor>,
    taken: HashSet<Box<str>>,
    /// By the wanted name of a heading, the last number that was put behind it.
    numbers: HashMap<String, usize>,
}

impl AnchorIds {
    /// The id of a heading: the name that was asked for, or its words, with a number behind it where that is taken.
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

    /// The id of the note with this number; `None` where the text has had a note of that name before.
    pub(super) fn note(&mut self, number: usize) -> Option<Box<str>> {
        let id: Box<str> = note_id(number).into();
        if !self.taken.insert(id.clone()) {
            return None;
        }
        self.list.push(Anchor { name: id.clone(), id: id.clone() });
        Some(id)
    }

    /// The id of an element of raw HTML; `None` where the text has had it before.
    pub(super) fn raw(&mut self, name: &str) -> Option<Box<str>> {
        let id: Box<str> = format!("{PREFIX}{name}").into();
        if !self.taken.insert(id.clone()) {
            return None;
        }
        self.list.push(Anchor { name: name.into(), id: id.clone() });
        Some(id)
    }

    /// Notes an id that stands in trusted HTML as it is.
    pub(super) fn trusted(&mut self, name: &str) {
        self.list.push(Anchor { name: name.into(), id: name.into() });
    }

    /// All of them.
    pub(super) fn finish(self) -> Vec<Anchor> {
        self.list
    }
}

/// The id of the note with this number.
pub(super) fn note_id(number: usize) -> String {
    format!("note_{number}")
}
