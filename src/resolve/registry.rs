//! Who has which id, and what a person meant who wrote another.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean, draft_help};
use crate::model::{ActorIx, OfficeIx, PageIx, PlaceIx, SourceIx};
use crate::parse::Reference;
use crate::route::Slug;
use crate::span::Spanned;

/// A handle that can be made from a place in a list.
pub(super) trait Handle: Copy {
    fn from_place(at: usize) -> Self;
}

macro_rules! handle {
    ($($handle:ident)*) => { $(impl Handle for $handle {
        fn from_place(at: usize) -> Self {
            Self::new(at)
        }
    })* };
}
handle! { ActorIx OfficeIx PageIx PlaceIx SourceIx }

/// The ids of one kind of thing.
pub(super) struct Registry<H> {
    what: &'static str,
    how_to_add: &'static str,
    handles: HashMap<Slug, H>,
    left_out: Vec<Slug>,
    incomplete: bool,
}

/// Sorts things by id, drops and reports those whose id is taken, and makes the registry.
pub(super) fn register<T, H: Handle>(
    what: &'static str,
    how_to_add: &'static str,
    mut things: Vec<T>,
    id: impl Fn(&T) -> &Spanned<Slug>,
    findings: &mut Diagnostics,
) -> (Vec<T>, Registry<H>) {
    things.sort_by(|a, b| (&id(a).value, id(a).span).cmp(&(&id(b).value, id(b).span)));
    things.dedup_by(|later, first| {
        let taken = id(later).value == id(first).value;
        if taken {
            findings.push(twice(what, id(first), id(later)));
        }
        taken
    });
    let handles = things.iter().enumerate().map(|(at, thing)| (id(thing).value.clone(), H::from_place(at))).collect();
    (things, Registry { what, how_to_add, handles, left_out: Vec::new(), incomplete: false })
}

/// Two things of one kind have one id.
pub(super) fn twice(what: &str, first: &Spanned<Slug>, second: &Spanned<Slug>) -> Diagnostic {
    Diagnostic::new(Code::IdTwice, format!("two {what}s have the id {}", first.value))
        .at(second.span)
        .label("this one")
        .see(first.span, "and this one")
        .help("rename one of the two, or take it out if both are the same thing")
}

/// A reference leads nowhere.
pub(super) fn unknown<'a>(
    what: &str,
    how_to_add: &str,
    reference: &Reference,
    ids: impl Iterator<Item = &'a str>,
    is_draft: bool,
) -> Diagnostic {
    let help = if is_draft {
        draft_help(what)
    } else {
        match did_you_mean(&reference.value, ids) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => format!("{how_to_add}, or look up how its id is spelt"),
        }
    };
    Diagnostic::new(Code::IdUnknown, format!("there is no {what} “{}”", reference.value)).at(reference.span).help(help)
}

impl<H: Handle> Registry<H> {
    /// Drafts, so that a reference to one is explained.
    pub(super) fn left_out(&mut self, ids: Vec<Slug>) {
        self.left_out = ids;
    }

    /// Whether a file of these things could not be understood: an unknown id may have stood there, so none is reported.
    pub(super) fn incomplete(mut self, incomplete: bool) -> Self {
        self.incomplete = incomplete;
        self
    }

    /// The handle behind an id, if there is one.
    pub(super) fn get(&self, id: &str) -> Option<H> {
        self.handles.get(id).copied()
    }

    /// The handle behind a reference, or a finding.
    pub(super) fn find(&self, reference: &Reference, findings: &mut Diagnostics) -> Option<H> {
        let found = self.handles.get(reference.value.as_str()).copied();
        if found.is_none() && !self.incomplete {
            let is_draft = self.left_out.iter().any(|id| id.as_str() == reference.value);
            let ids = self.handles.keys().map(Slug::as_str);
            findings.push(unknown(self.what, self.how_to_add, reference, ids, is_draft));
        }
        found
    }

    /// The handles behind references; those that lead nowhere are reported.
    pub(super) fn find_all(&self, references: &[Reference], findings: &mut Diagnostics) -> Vec<H> {
        references.iter().filter_map(|reference| self.find(reference, findings)).collect()
    }
}
