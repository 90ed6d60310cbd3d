//! Ids and places of what stays: a record whose name is replaced has an id made of the words in its place.
//!
//! In: the things of one kind that stay. Out: [`HandleRenumbering`]. No id here is worked out from the one that is replaced:
//! whoever guesses that could try his guess.

use std::collections::{HashMap, HashSet};

use crate::route::Slug;
use crate::span::Span;

/// How many characters of the words go into an id that is numbered.
const LONGEST_WORDS: usize = 60;

/// Something that stays.
pub(super) struct PublicRecord<'s> {
    /// Its place among all.
    pub at: usize,
    /// Its id in content.
    pub id: &'s Slug,
    /// The words that stand in place of its name.
    pub words: Option<&'s str>,
    /// Where content has it.
    pub span: Span,
}

/// The new places of the things of one kind that stay, which are sorted by the ids that readers see.
pub(super) struct HandleRenumbering<H> {
    ids: Vec<(usize, Slug)>,
    places: Vec<Option<H>>,
}

impl<H: Copy> HandleRenumbering<H> {
    /// Puts things in the order of their ids. `ids` are the old places of those that stay with the ids that readers see,
    /// `length` counts all things of the kind.
    pub(super) fn new(length: usize, mut ids: Vec<(usize, Slug)>, handle: impl Fn(usize) -> H) -> Self {
        ids.sort_by(|(_, a), (_, b)| a.cmp(b));
        let mut places = vec![None; length];
        for (now, (before, _)) in ids.iter().enumerate() {
            places[*before] = Some(handle(now));
        }
        Self { ids, places }
    }

    /// The new handle of what was at this place.
    pub(super) fn get(&self, at: usize) -> Option<H> {
        self.places[at]
    }

    /// The things that stay, in their new order, each with its old place and the id that readers see.
    pub(super) fn sort<T>(&self, things: Vec<T>) -> Vec<(T, usize, Slug)> {
        let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
        self.ids.iter().filter_map(|(before, id)| Some((things[*before].take()?, *before, id.clone()))).collect()
    }
}

/// The ids that readers see, each with its place: words that several have are numbered in the order of the content files.
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
