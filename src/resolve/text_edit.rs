//! Puts the new texts of one event into a resolved site, so that a preview can show an edit before the site is resolved
//! anew.
//!
//! In: a site, and one event file as it was and as it is. Out: the site with the new title, summary and text, or
//! nothing if more than these words can have changed. The result is what [`super::resolve()`] would return, except for
//! the places of other parts of the file.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Anchor, Html, LinkPurpose, LinkTarget, Site};
use crate::parse::RawEvent;

/// The site with the texts of `new`, which differs from `old` only in them. Returns `None` if the texts on the site are
/// not those of `old` alone, or if those of `new` refer to anything else.
pub fn with_edited_texts(site: &Site, old: &RawEvent, new: &RawEvent) -> Option<Site> {
    let at = site.events.iter().position(|event| event.id == new.id.value)?;
    let event = &site.events[at];
    let (before, after) = (EventTexts::of(old)?, EventTexts::of(new)?);
    let is_of_this_file = event.span.file == old.span.file
        && event.title == before.title
        && event.summary.as_ref() == before.summary
        && event.body == *before.body;
    if !is_of_this_file
        || !before.has_same_parts(&after)
        || before.references() != after.references()
        || before.anchors() != after.anchors()
    {
        return None;
    }
    let mut site = site.clone();
    let event = Arc::make_mut(&mut site.events[at]);
    after.title.clone_into(&mut event.title);
    event.summary = after.summary.cloned();
    event.summary_span = new.summary.as_ref().map(|summary| summary.span);
    event.body = after.body.clone();
    event.body_span = new.body_span;
    Some(site)
}

/// The texts that readers see of an event file.
struct EventTexts<'a> {
    title: &'a str,
    summary: Option<&'a Html>,
    is_lead: bool,
    body: &'a Html,
}

impl<'a> EventTexts<'a> {
    fn of(event: &'a RawEvent) -> Option<Self> {
        let own = event.summary.as_ref().map(|summary| &summary.value);
        Some(Self {
            title: &event.title.as_ref()?.value,
            summary: own.or(event.lead.as_ref()),
            is_lead: own.is_none(),
            body: &event.body,
        })
    }

    /// Whether both have the same parts. A part that a file does not have can come from another file.
    fn has_same_parts(&self, other: &Self) -> bool {
        let parts = |texts: &Self| (texts.summary.is_some(), texts.is_lead, texts.body.is_empty());
        parts(self) == parts(other)
    }

    /// The targets of links and the images to show.
    fn references(&self) -> BTreeSet<(LinkPurpose, &LinkTarget, Option<&str>)> {
        let links = self.summary.into_iter().chain([self.body]).flat_map(Html::links);
        links.map(|link| (link.purpose, &link.target, link.fragment.as_deref())).collect()
    }

    /// The anchors to which other texts can link.
    fn anchors(&self) -> &[Anchor] {
        self.body.anchors()
    }
}
