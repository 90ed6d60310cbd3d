//! Topics: collects their spellings and decides which spellings are the same topic.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::twins;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Tag, TagIx};
use crate::route::Slug;
use crate::span::Spanned;

/// Number of lists of names in one unit of parallel work.
const LISTS: usize = 500;

/// The handle of every spelling.
pub(super) struct TopicIndex(HashMap<String, TagIx>);

/// The topics in these lists, sorted by id. Each has the name of its first spelling.
pub(super) fn topics(lists: &[&[Spanned<String>]], findings: &mut Diagnostics) -> (Vec<Tag>, TopicIndex) {
    let mut by_slug: BTreeMap<Slug, Vec<Spanned<String>>> = BTreeMap::new();
    for name in distinct(lists) {
        if let Some(slug) = Slug::from_words(&name.value) {
            by_slug.entry(slug).or_default().push(name.clone());
        }
    }
    twins::warn_of_tags(&by_slug, findings);
    let handle = |(at, names): (usize, &Vec<Spanned<String>>)| {
        names.iter().map(move |name| (name.value.clone(), TagIx::new(at))).collect::<Vec<_>>()
    };
    let handles = by_slug.values().enumerate().flat_map(handle).collect();
    let tag = |(id, names): (Slug, Vec<Spanned<String>>)| Tag {
        id,
        name: names[0].value.clone(),
        events: Vec::new(),
        articles: Vec::new(),
    };
    (by_slug.into_iter().map(tag).collect(), TopicIndex(handles))
}

/// Every name once, in the order of the lists.
fn distinct<'a>(lists: &[&'a [Spanned<String>]]) -> Vec<&'a Spanned<String>> {
    let once = |names: &mut dyn Iterator<Item = &'a Spanned<String>>| {
        let mut seen = HashSet::new();
        names.filter(|name| seen.insert(name.value.as_str())).collect::<Vec<_>>()
    };
    let parts: Vec<_> = lists.par_chunks(LISTS).map(|lists| once(&mut lists.iter().copied().flatten())).collect();
    once(&mut parts.into_iter().flatten())
}

impl TopicIndex {
    /// The handles of these topics, sorted, each once. A name that cannot be a topic is reported.
    pub(super) fn of(&self, names: &[Spanned<String>], findings: &mut Diagnostics) -> Vec<TagIx> {
        let mut handles = Vec::with_capacity(names.len());
        for name in names {
            match self.0.get(&name.value) {
                Some(handle) => handles.push(*handle),
                None => findings.push(no_words(name)),
            }
        }
        handles.sort_unstable();
        handles.dedup();
        handles
    }
}

fn no_words(name: &Spanned<String>) -> Diagnostic {
    let message = format!("“{}” cannot be a tag: it has neither letters nor digits", name.value);
    Diagnostic::new(Code::IdBad, message).at(name.span).help("write a word or a short phrase")
}
