//! Registries of ids, and suggestions for unknown ids.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Suggestions, draft_help};
use crate::model::{ActorIx, OfficeIx, PageIx, PlaceIx, SharedQuestionIx, SourceIx};
use crate::parse::Reference;
use crate::route::Slug;
use crate::span::Spanned;
use crate::text::on_one_line;

/// A handle that can be made from an index.
pub(super) trait IndexHandle: Copy {
    fn from_place(at: usize) -> Self;
}

macro_rules! handle {
    ($($handle:ident)*) => { $(impl IndexHandle for $handle {
        fn from_place(at: usize) -> Self {
            Self::new(at)
        }
    })* };
}
handle! { ActorIx OfficeIx PageIx PlaceIx SharedQuestionIx SourceIx }

/// The ids of one kind of thing.
pub(super) struct IdRegistry<H> {
    what: &'static str,
    how_to_add: &'static str,
    handles: HashMap<Slug, H>,
    /// Names of the things, for content that has a name in place of an id.
    names: Vec<(String, Slug)>,
    left_out: HashSet<Slug>,
    incomplete: bool,
    /// Created for the first reference to an unknown id.
    guesses: OnceLock<IdSuggestions>,
}

/// The ids that an unknown reference may mean.
struct IdSuggestions {
    ids: Suggestions<Slug>,
    by_name: HashMap<String, Vec<Slug>>,
}

/// Sorts things by id, removes and reports things with the same id as an earlier one, and creates the registry.
pub(super) fn register<T, H: IndexHandle>(
    (what, how_to_add): (&'static str, &'static str),
    mut things: Vec<T>,
    id: impl Fn(&T) -> &Spanned<Slug>,
    names: impl Fn(&T) -> Vec<&str>,
    findings: &mut Diagnostics,
) -> (Vec<T>, IdRegistry<H>) {
    things.sort_by(|a, b| (&id(a).value, id(a).span).cmp(&(&id(b).value, id(b).span)));
    things.dedup_by(|later, first| {
        let taken = id(later).value == id(first).value;
        if taken {
            findings.push(twice(what, id(first), id(later)));
        }
        taken
    });
    let handles = things.iter().enumerate().map(|(at, thing)| (id(thing).value.clone(), H::from_place(at))).collect();
    let named = |thing| names(thing).into_iter().map(|name| (name.to_owned(), id(thing).value.clone()));
    let names = things.iter().flat_map(named).collect();
    let (left_out, guesses) = (HashSet::new(), OnceLock::new());
    (things, IdRegistry { what, how_to_add, handles, names, left_out, incomplete: false, guesses })
}

/// The finding for two things of one kind with the same id.
pub(super) fn twice(what: &str, first: &Spanned<Slug>, second: &Spanned<Slug>) -> Diagnostic {
    Diagnostic::new(Code::IdTwice, format!("two {what}s have the id {}", first.value))
        .at(second.span)
        .label("this one")
        .see(first.span, "and this one")
        .help("rename one of the two, or take it out if both are the same thing")
}

/// The finding for an unknown reference. `meant` are the ids that it may mean: the most similar one, or all with the
/// same name.
pub(super) fn unknown(
    what: &str,
    how_to_add: &str,
    reference: &Reference,
    meant: &[&Slug],
    is_draft: bool,
) -> Diagnostic {
    let finding = Diagnostic::new(Code::IdUnknown, format!("there is no {what} “{}”", reference.value));
    let finding = finding.at(reference.span);
    let instead = |id: &&Slug| Edit::replace(reference.span, format!("\"{id}\""));
    match meant {
        _ if is_draft => finding.help(draft_help(what)),
        [] => finding.help(format!("{how_to_add}, or look up how its id is spelt")),
        [id] => finding.meant(reference.span, format!("\"{id}\"")),
        ids => {
            let list: Vec<String> = ids.iter().take(LISTED).map(|id| format!("\"{id}\"")).collect();
            let more = if ids.len() > LISTED { " or another one of that name" } else { "" };
            let finding = finding.help(format!("write the id of the {what} that is meant: {}{more}", list.join(", ")));
            ids.iter().take(LISTED).map(instead).fold(finding, Diagnostic::fix)
        }
    }
}

/// Maximum number of things of the same name that a help text lists.
const LISTED: usize = 5;

/// A name or address in comparable form: lower case, single spaces, and without the scheme, `www.` and final slashes.
fn compared(name: &str) -> String {
    let name = on_one_line(name).to_lowercase();
    let address = name.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    address.trim_end_matches('/').to_owned()
}

impl<H: IndexHandle> IdRegistry<H> {
    /// Sets the ids of drafts, so that a reference to one of them can be explained.
    pub(super) fn left_out(&mut self, ids: Vec<Slug>) {
        self.left_out = ids.into_iter().collect();
    }

    /// Sets whether a file of this kind could not be parsed. Unknown ids may be in that file, so they are not reported.
    pub(super) fn incomplete(mut self, incomplete: bool) -> Self {
        self.incomplete = incomplete;
        self
    }

    /// The handle for an id, if it exists.
    pub(super) fn get(&self, id: &str) -> Option<H> {
        self.handles.get(id).copied()
    }

    /// The handle for a reference. An unknown one is reported.
    pub(super) fn find(&self, reference: &Reference, findings: &mut Diagnostics) -> Option<H> {
        let found = self.handles.get(reference.value.as_str()).copied();
        if found.is_none() && !self.incomplete {
            let is_draft = self.left_out.contains(reference.value.as_str());
            findings.push(unknown(self.what, self.how_to_add, reference, &self.meant(&reference.value), is_draft));
        }
        found
    }

    /// The ids that may be meant: those of things with that name, else the id with the most similar spelling.
    fn meant(&self, written: &str) -> Vec<&Slug> {
        let guesses = self.guesses.get_or_init(|| {
            let mut by_name: HashMap<String, Vec<Slug>> = HashMap::new();
            for (name, id) in &self.names {
                let ids = by_name.entry(compared(name)).or_default();
                // The names of one thing are adjacent.
                if ids.last() != Some(id) {
                    ids.push(id.clone());
                }
            }
            IdSuggestions { ids: Suggestions::new(self.handles.keys().cloned()), by_name }
        });
        match guesses.by_name.get(&compared(written)) {
            Some(ids) => ids.iter().collect(),
            None => guesses.ids.nearest(written).into_iter().collect(),
        }
    }

    /// The handles for references. Unknown ones are reported.
    pub(super) fn find_all(&self, references: &[Reference], findings: &mut Diagnostics) -> Vec<H> {
        references.iter().filter_map(|reference| self.find(reference, findings)).collect()
    }
}
