//! Links in content: where each leads, and which lead nowhere.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{Html, Link, LinkTarget, SECTIONS, Site, Thing};
use crate::plan::{Entry, PageKind, Plan};
use crate::route::{Route, Slug};

impl Plan {
    /// Where a link in content leads: a route, and an anchor that the target itself brings. `None` where there is no
    /// such page; [`LinkTarget::Here`] has no route of its own.
    pub fn target<'s>(&self, site: &'s Site, target: &LinkTarget) -> Option<(Route, Option<&'s str>)> {
        match target {
            LinkTarget::Thing(Thing::Source, id) => {
                let at = site.sources.binary_search_by(|source| source.id.as_str().cmp(id)).ok()?;
                Some(self.source(site, crate::model::SourceIx::new(at)))
            }
            LinkTarget::Thing(thing, id) => {
                let slug = match thing {
                    Thing::Tag => Slug::from_words(id)?,
                    _ => Slug::new(id).ok()?,
                };
                let route = match thing {
                    Thing::Page => Route::folder(slug.as_str()),
                    thing => Route::page(folder(*thing), &slug),
                };
                self.page(&route).map(|_| (route, None))
            }
            LinkTarget::Path(path) => self.path(path).map(|route| (route, None)),
            LinkTarget::File(path) => self.by_file.get(&**path).map(|route| (route.clone(), None)),
            LinkTarget::Here => None,
        }
    }

    /// The page or file at a path from the root: `disputes/`, `disputes`, `disputes/index.html`, `atom.xml`.
    fn path(&self, path: &str) -> Option<Route> {
        let path = path.trim_end_matches('/');
        let folder = if path.is_empty() { Some(Route::home()) } else { Route::file(&format!("{path}/index.html")) };
        let known = |route: &Route| self.routes.contains_key(route) || self.files.contains(route);
        folder.filter(known).or_else(|| Route::file(path).filter(known))
    }

    /// Whether a page has an anchor. Pages whose anchors only templates know are taken to have it.
    fn has_anchor(&self, site: &Site, route: &Route, anchor: &str) -> bool {
        let in_text = |html: &Html| html.anchors().iter().any(|known| **known == *anchor) || SECTIONS.contains(&anchor);
        match self.page(route) {
            Some(PageKind::Page(page)) => in_text(&site[*page].body),
            Some(PageKind::Event(event)) => in_text(&site[*event].body),
            Some(PageKind::Article(source)) => in_text(&site[*source].body),
            Some(PageKind::Timeline(number)) => self.timeline.get(number - 1).is_some_and(|days| {
                days.iter().any(|day| {
                    let is_event =
                        |entry: &Entry| matches!(entry, Entry::Event(event) if event_anchor(&site[*event].id) == anchor);
                    day.key.anchor() == anchor || day.entries.iter().any(is_event)
                })
            }),
            Some(PageKind::Sources(number)) => {
                self.sources_on(*number).iter().any(|source| site[*source].id.as_str() == anchor)
            }
            _ => true,
        }
    }
}

/// The anchor of an event in a list of events.
pub fn event_anchor(id: &Slug) -> String {
    format!("event-{id}")
}

fn folder(thing: Thing) -> &'static str {
    match thing {
        Thing::Event => "events",
        Thing::Source => "articles",
        Thing::Actor => "actors",
        Thing::Place => "places",
        Thing::Tag => "tags",
        Thing::Page => "",
    }
}

/// Reports every link in content that leads nowhere.
pub(super) fn check(plan: &Plan, site: &Site, findings: &mut Diagnostics) {
    let mut look = |html: &Html, own: Option<&Route>| {
        for link in html.links() {
            check_link(plan, site, link, own, html, findings);
        }
    };
    for event in &site.events {
        let route = Route::page("events", &event.id);
        look(&event.body, Some(&route));
        for html in event.summary.iter().chain(&event.note).chain(&event.when_note) {
            look(html, None);
        }
        for html in event.evidence.iter().filter_map(|piece| piece.note.as_ref()) {
            look(html, None);
        }
        for question in &event.questions {
            for html in question.note.iter().chain(question.resolved.as_ref().map(|resolved| &resolved.why)) {
                look(html, None);
            }
        }
        for correction in &event.corrections {
            look(&correction.note, None);
        }
    }
    for source in &site.sources {
        let route = Route::page("articles", &source.id);
        look(&source.body, Some(&route));
        for html in source.note.iter().chain(source.notes.iter().map(|note| &note.note)) {
            look(html, None);
        }
        for correction in &source.corrections {
            look(&correction.note, None);
        }
    }
    for page in &site.pages {
        let route = Route::folder(page.id.as_str());
        look(&page.body, Some(&route));
        for correction in &page.corrections {
            look(&correction.note, None);
        }
    }
    for html in site.places.iter().filter_map(|place| place.note.as_ref()) {
        look(html, None);
    }
    for html in site.actors.iter().flat_map(|actor| &actor.terms).filter_map(|term| term.note.as_ref()) {
        look(html, None);
    }
}

fn check_link(plan: &Plan, site: &Site, link: &Link, own: Option<&Route>, html: &Html, findings: &mut Diagnostics) {
    let route = match (&link.target, own) {
        (LinkTarget::Here, Some(own)) => own.clone(),
        // In a note or summary that stands on several pages: the anchor can only be one of its own.
        (LinkTarget::Here, None) => {
            if let Some(fragment) = &link.fragment
                && !html.anchors().contains(fragment)
            {
                findings.push(no_anchor(link, fragment, "this text"));
            }
            return;
        }
        (target, _) => match plan.target(site, target) {
            Some((route, _)) => route,
            None => {
                findings.push(dangling(plan, site, link));
                return;
            }
        },
    };
    if let Some(fragment) = &link.fragment
        && !fragment.starts_with(":~:")
        && !plan.has_anchor(site, &route, fragment)
    {
        findings.push(no_anchor(link, fragment, &format!("/{}", route.url())));
    }
}

fn no_anchor(link: &Link, fragment: &str, page: &str) -> Diagnostic {
    Diagnostic::new(Code::LinkAnchor, format!("there is no anchor #{fragment} on {page}"))
        .at(link.span)
        .help("anchors are made from the words of headings; `## Words {#name}` gives one a name of its own")
}

fn dangling(plan: &Plan, site: &Site, link: &Link) -> Diagnostic {
    let (what, help) = match &link.target {
        LinkTarget::Thing(thing, id) => {
            let ids: Vec<&str> = match thing {
                Thing::Event => site.events.iter().map(|thing| thing.id.as_str()).collect(),
                Thing::Source => site.sources.iter().map(|thing| thing.id.as_str()).collect(),
                Thing::Actor => site.actors.iter().map(|thing| thing.id.as_str()).collect(),
                Thing::Place => site.places.iter().map(|thing| thing.id.as_str()).collect(),
                Thing::Tag => site.tags.iter().map(|thing| thing.id.as_str()).collect(),
                Thing::Page => site.pages.iter().map(|thing| thing.id.as_str()).collect(),
            };
            let word = match thing {
                Thing::Event => "event",
                Thing::Source => "source",
                Thing::Actor => "actor",
                Thing::Place => "place",
                Thing::Tag => "tag",
                Thing::Page => "page",
            };
            let help = match did_you_mean(id, ids) {
                Some(meant) => format!("did you mean {word}:{meant}?"),
                None => format!("there is no {word} of that id on this site"),
            };
            (format!("{word}:{id}"), help)
        }
        LinkTarget::Path(path) => {
            let routes: Vec<String> = plan.pages.iter().map(|page| page.route.url()).collect();
            let help = match did_you_mean(path, routes.iter().map(String::as_str)) {
                Some(meant) => format!("did you mean /{meant}?"),
                None => "paths begin at the site's root: /disputes/, /atom.xml, a file of static/".to_owned(),
            };
            (format!("/{path}"), help)
        }
        LinkTarget::File(path) => {
            let help = match did_you_mean(path, plan.by_file.keys().map(String::as_str)) {
                Some(meant) => format!("the nearest content file is {meant}"),
                None => "link to a content file by its path, to a page by /path/, or to a thing by event:id".to_owned(),
            };
            (path.to_string(), help)
        }
        LinkTarget::Here => unreachable!("a link to its own page is not looked up"),
    };
    Diagnostic::new(Code::LinkDangling, format!("this link leads nowhere: {what}")).at(link.span).help(help)
}
