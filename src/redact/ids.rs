//! Ids and handles after redaction. A record whose name is replaced gets an id made of the replacement.
//!
//! In: the remaining things of one kind. Out: [`HandleRenumbering`]. No id is derived from the id that it replaces,
//! because otherwise a reader could verify a guess of the old id.

use std::collections::{HashMap, HashSet};

use crate::route::Slug;
use crate::span::Span;

/// Maximum number of characters of the words that go into a numbered id.
const LONGEST_WORDS: usize = 60;

/// A record that stays.
pub(super) struct PublicRecord<'s> {
    /// Its index among all things of its kind.
    pub at: usize,
    /// Its id in content.
    pub id: &'s Slug,
    /// The words that replace its name, if any.
    pub words: Option<&'s str>,
    /// Its place in the content.
    pub span: Span,
}

/// The new indices of the remaining things of one kind, sorted by their published ids.
pub(super) struct HandleRenumbering<H> {
    ids: Vec<(usize, Slug)>,
    places: Vec<Option<H>>,
}

impl<H: Copy> HandleRenumbering<H> {
    /// Numbers the remaining things in the order of their ids. `ids` has their old indices and published ids; `length`
    /// is the number of all things of the kind.
    pub(super) fn new(length: usize, mut ids: Vec<(usize, Slug)>, handle: impl Fn(usize) -> H) -> Self {
        ids.sort_by(|(_, a), (_, b)| a.cmp(b));
        let mut places = vec![None; length];
        for (now, (before, _)) in ids.iter().enumerate() {
            places[*before] = Some(handle(now));
        }
        Self { ids, places }
    }

    /// The new handle of the thing with this old index.
    pub(super) fn get(&self, at: usize) -> Option<H> {
        self.places[at]
    }

    /// The remaining things in their new order, each with its old index and its published id.
    pub(super) fn sort<T>(&self, things: Vec<T>) -> Vec<(T, usize, Slug)> {
        let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
        self.ids.iter().filter_map(|(before, id)| Some((things[*before].take()?, *before, id.clone()))).collect()
    }
}

/// The old index and the published id of each thing. If several have the same words, they are numbered in the order of
/// the content files.
pub(super) fn ids<'s>(kept: impl Iterator<Item = PublicRecord<'s>>) -> Vec<(usize, Slug)> {
    let mut ids: Vec<(usize, Slug)> = Vec::new();
    let mut redacted = Vec::new();
    for thing in kept {
        match thing.words {
            None => ids.push((thing.at, thing.id.clone())),
            Some(words) => redacted.push((thing, words)),
        }
    }
    let mut taken: HashSet<Slug> = ids.iter().map(|(_, id)| id.clone()).collect();
    redacted.sort_by_key(|(thing, _)| thing.span);
    let mut last: HashMap<&str, usize> = HashMap::new();
    for (thing, words) in redacted {
        let number = last.entry(words).or_default();
        let id = loop {
            *number += 1;
            let id = numbered(words, *number);
            if taken.insert(id.clone()) {
                break id;
            }
        };
        ids.push((thing.at, id));
    }
    ids
}

fn numbered(words: &str, number: usize) -> Slug {
    let short: String = words.chars().take(LONGEST_WORDS).collect();
    let id = if number == 1 { words.to_owned() } else { format!("{short} {number}") };
    Slug::from_words(&id).or_else(|| Slug::from_words(&format!("redacted {number}"))).expect("it has letters")
}
