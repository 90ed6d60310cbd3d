//! Puts the new texts of one event into a resolved site, so that a preview can show an edit before the site is resolved
//! anew.
//!
//! In: a site, and one event file as it was and as it is. Out: the site with the new title, summary and text, or
//! nothing if more than these words can have changed. The result is what [`super::resolve()`] would return, except for
//! the places of other parts of the file.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Html, LinkPurpose, LinkTarget, Site};
use crate::parse::RawEvent;

/// The site with the texts of `new`, which differs from `old` only in them. Returns `None` if the texts on the site are
/// not those of `old` alone, or if those of `new` refer to anything else.
pub fn with_edited_texts(site: &Site, old: &RawEvent, new: &RawEvent) -> Option<Site> {
    let at = site.events.iter().position(|event| event.id == new.id.value)?;
    let event = &site.events[at];
    let title = &new.title.as_ref()?.value;
    let is_of_this_file = event.span.file == old.span.file
        && old.title.as_ref().is_some_and(|title| title.value == event.title)
        && event.summary.as_ref() == old.shown_summary()
        && event.body == old.body;
    if !is_of_this_file
        || parts(old) != parts(new)
        || references(old) != references(new)
        || old.body.anchors() != new.body.anchors()
    {
        return None;
    }
    let mut site = site.clone();
    let event = Arc::make_mut(&mut site.events[at]);
    event.title.clone_from(title);
    event.summary = new.shown_summary().cloned();
    event.summary_span = new.summary.as_ref().map(|summary| summary.span);
    event.body = new.body.clone();
    event.body_span = new.body_span;
    Some(site)
}

/// Which texts a file has. A text that it does not have can come from another file.
fn parts(event: &RawEvent) -> [bool; 3] {
    [event.summary.is_some(), event.shown_summary().is_some(), event.body.is_empty()]
}

/// The targets of links and the images to show.
fn references(event: &RawEvent) -> BTreeSet<(LinkPurpose, &LinkTarget, Option<&str>)> {
    let links = event.shown_summary().into_iter().chain([&event.body]).flat_map(Html::links);
    links.map(|link| (link.purpose, &link.target, link.fragment.as_deref())).collect()
}
