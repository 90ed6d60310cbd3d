//! Links in content: where each leads, and which lead nowhere.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Suggestions, draft_help};
use crate::model::{
    AbsenceReason, Event, EventIx, FreePage, Html, Link, LinkPurpose, LinkTarget, LinkableKind, SECTIONS, Site, Source,
};
use crate::parse::{ContentKind, probable_address};
use crate::plan::contents::SitePlan;
use crate::plan::page::{PageKind, chronicle};
use crate::plan::{DayGroup, filters};
use crate::route::{Route, Slug};
use crate::span::Files;
use crate::text::composed;

impl SitePlan {
    /// The target of a link in content: a route, and an anchor that the target itself requires. `None` if there is no
    /// such page, and for [`LinkTarget::Here`], which has no route.
    pub fn target<'s>(&self, site: &'s Site, link: &Link) -> Option<(Route, Option<&'s str>)> {
        match &link.target {
            LinkTarget::Thing(thing, id) => {
                let slug = match thing {
                    LinkableKind::Tag => Slug::from_words(id)?,
                    _ => Slug::new(id).ok()?,
                };
                let slug = site.redacted_ids.get(&(*thing, slug.clone())).unwrap_or(&slug);
                if *thing == LinkableKind::Source {
                    return Some(self.source(site, site.source_of_id(slug.as_str())?));
                }
                let route = match thing {
                    LinkableKind::Page => Route::folder(slug.as_str()),
                    thing => Route::page(folder(*thing), slug),
                };
                self.page(&route).map(|_| (route, None))
            }
            LinkTarget::Path(path) if path.is_empty() => Some((self.home_or_chronicle(site, link), None)),
            LinkTarget::Path(path) => self.path(path).map(|route| (route, None)),
            LinkTarget::File(path) => {
                let attached = || self.attachments.route(link.span.file, path);
                self.by_file.get(&**path).or_else(attached).map(|route| (route.clone(), None))
            }
            LinkTarget::Here => None,
        }
    }

    /// The target of a link to the root of the site: the home page, or that page of the whole timeline which shows what
    /// the link asks for.
    fn home_or_chronicle(&self, site: &Site, link: &Link) -> Route {
        if link.query.as_deref().is_some_and(filters::narrows) {
            return chronicle(1);
        }
        let shows = |fragment: &str| (1..=self.timeline.len()).find(|number| self.shows(site, *number, fragment));
        link.fragment.as_deref().and_then(shows).map_or_else(Route::home, chronicle)
    }

    /// Whether a page of the whole timeline has the anchor of one of its days or events.
    fn shows(&self, site: &Site, number: usize, anchor: &str) -> bool {
        self.timeline.get(number - 1).is_some_and(|days| have_anchor(site, days, anchor))
    }

    /// The page or file at a path from the root: `disputes/`, `disputes`, `disputes/index.html`, `atom.xml`.
    fn path(&self, path: &str) -> Option<Route> {
        let path = path.trim_end_matches('/');
        let folder = if path.is_empty() { Some(Route::home()) } else { Route::file(&format!("{path}/index.html")) };
        let known = |route: &Route| self.routes.contains_key(route) || self.files.contains(route);
        folder.filter(known).or_else(|| Route::file(path).filter(known))
    }

    /// The body of a page that is about one thing.
    fn text<'s>(&self, site: &'s Site, route: &Route) -> Option<&'s Html> {
        match self.page(route)? {
            PageKind::Page(page) => Some(&site[*page].body),
            PageKind::Event(event) => Some(&site[*event].body),
            PageKind::Article(source) => Some(&site[*source].body),
            _ => None,
        }
    }

    /// The id for an anchor name on a page, where they differ.
    pub fn anchor_id<'s>(&self, site: &'s Site, route: &Route, name: &str) -> Option<&'s str> {
        self.text(site, route)?.anchor(name)
    }

    /// Whether a page has an anchor. If only templates know the anchors of a page, the answer is yes.
    fn has_anchor(&self, site: &Site, route: &Route, anchor: &str) -> bool {
        if is_on_every_page(anchor) {
            return true;
        }
        if let Some(html) = self.text(site, route) {
            return html.anchor(anchor).is_some() || SECTIONS.contains(&anchor);
        }
        match self.page(route) {
            Some(PageKind::Timeline(number)) => self.shows(site, *number, anchor),
            Some(PageKind::Newest) => have_anchor(site, &self.views.newest, anchor),
            Some(PageKind::KeyEvents(number)) => have_anchor(site, &self.views.key[number - 1], anchor),
            // A link to a day or an entry that there is leads to the whole timeline.
            Some(PageKind::Home) => {
                let is_entry = ["event-", "article-", "undated-"].iter().any(|start| anchor.starts_with(start));
                !is_entry && anchor.parse::<NaiveDate>().is_err()
            }
            Some(PageKind::Sources(number)) => {
                self.sources_on(*number).iter().any(|source| site[*source].id.as_str() == anchor)
            }
            Some(PageKind::Origins(number)) => {
                self.origins_on(*number).iter().any(|summary| origin_anchor(&site[summary.origin].id) == anchor)
            }
            _ => true,
        }
    }
}

/// Whether an anchor is that of one of these days or of an event of theirs.
fn have_anchor(site: &Site, days: &[DayGroup], anchor: &str) -> bool {
    let is_event = |event: EventIx| event_anchor(&site[event].id) == anchor;
    days.iter().any(|day| day.key.anchor() == anchor || day.events().any(is_event))
}

/// Whether browsers understand a fragment on every page: the top (`#`, and `#top` in any case), and text fragments
/// (`#:~:text=…`).
fn is_on_every_page(fragment: &str) -> bool {
    fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || fragment.starts_with(":~:")
}

/// The anchor of an event in a list of events.
pub fn event_anchor(id: &Slug) -> String {
    format!("event-{id}")
}

/// The anchor of an origin in the list of origins.
pub fn origin_anchor(id: &Slug) -> String {
    format!("origin-{id}")
}

/// The anchor of a place in the list of the map.
pub fn place_anchor(id: &Slug) -> String {
    format!("place-{id}")
}

/// The anchor of an article in the timeline.
pub fn article_anchor(id: &Slug) -> String {
    format!("article-{id}")
}

fn folder(thing: LinkableKind) -> &'static str {
    match thing {
        LinkableKind::Event => "events",
        LinkableKind::Source => "articles",
        LinkableKind::Actor => "actors",
        LinkableKind::Place => "places",
        LinkableKind::Tag => "tags",
        LinkableKind::Page => "",
    }
}

/// Reports every link in content that leads nowhere.
pub(super) fn check(plan: &SitePlan, site: &Site, files: &Files) -> Diagnostics {
    let mut findings = Diagnostics::default();
    let checker = LinkChecker { plan, site, names: &LinkSuggestions::new(plan, site, files) };
    let of_events = site.events.par_iter().zip(&plan.event_routes).map(|(event, route)| checker.event(event, route));
    let of_sources =
        site.sources.par_iter().zip(&plan.source_routes).map(|(source, route)| checker.source(source, route));
    for found in of_events.chain(of_sources).collect::<Vec<_>>() {
        findings.append(found);
    }
    for page in &site.pages {
        findings.append(checker.page(page));
    }
    for html in site.texts_of_records() {
        findings.extend(checker.look(html, None));
    }
    findings
}

/// The data needed to check links.
#[derive(Clone, Copy)]
struct LinkChecker<'a> {
    plan: &'a SitePlan,
    site: &'a Site,
    names: &'a LinkSuggestions<'a>,
}

/// The names that links may use, for "did you mean". Each index is built for the first link that needs it.
struct LinkSuggestions<'a> {
    plan: &'a SitePlan,
    site: &'a Site,
    files: &'a Files,
    things: [OnceLock<Suggestions<&'a str>>; 6],
    paths: OnceLock<Suggestions<&'a str>>,
    own_files: OnceLock<Suggestions<&'a str>>,
    linkable: OnceLock<Suggestions<&'a str>>,
    /// The anchors of texts, by the routes of their pages.
    anchors: Mutex<HashMap<Route, Arc<Suggestions<&'a str>>>>,
    read: OnceLock<HashSet<String>>,
}

impl<'a> LinkSuggestions<'a> {
    fn new(plan: &'a SitePlan, site: &'a Site, files: &'a Files) -> Self {
        let (things, paths, own_files, linkable, anchors, read) = Default::default();
        Self { plan, site, files, things, paths, own_files, linkable, anchors, read }
    }

    /// The id of this kind that was most likely meant.
    fn nearest_id(&self, thing: LinkableKind, typed: &str) -> Option<&'a str> {
        let site = self.site;
        let index = || match thing {
            LinkableKind::Event => Suggestions::new(site.events.iter().map(|thing| thing.id.as_str())),
            LinkableKind::Source => Suggestions::new(site.sources.iter().map(|thing| thing.id.as_str())),
            LinkableKind::Actor => Suggestions::new(site.actors.iter().map(|thing| thing.id.as_str())),
            LinkableKind::Place => Suggestions::new(site.places.iter().map(|thing| thing.id.as_str())),
            LinkableKind::Tag => Suggestions::new(site.tags.iter().map(|thing| thing.id.as_str())),
            LinkableKind::Page => Suggestions::new(site.pages.iter().map(|thing| thing.id.as_str())),
        };
        self.things[thing as usize].get_or_init(index).nearest(typed).copied()
    }

    /// The path of a page or file that was most likely meant, from the site's root as in links.
    fn nearest_path(&self, typed: &str) -> Option<&'a str> {
        let index = self.paths.get_or_init(|| {
            let routes = self.plan.pages.iter().map(|page| &page.route).chain(&self.plan.files);
            let paths = routes.map(|route| route.path());
            Suggestions::new(paths.map(|path| path.strip_suffix("index.html").unwrap_or(path)))
        });
        index.nearest(typed).copied()
    }

    /// The path of a file that was most likely meant, from the site's root as in links.
    fn nearest_own_file(&self, typed: &str) -> Option<&'a str> {
        let index = || Suggestions::new(self.plan.files.iter().map(Route::path));
        self.own_files.get_or_init(index).nearest(typed).copied()
    }

    /// The path that was most likely meant: that of a content file with a page, or of a file beside one.
    fn nearest_file(&self, typed: &str) -> Option<&'a str> {
        let index = self.linkable.get_or_init(|| {
            let files = self.plan.by_file.keys().map(|path| &**path);
            Suggestions::new(files.chain(self.plan.attachments.paths()))
        });
        index.nearest(typed).copied()
    }

    /// The anchor of the page at `route` that was most likely meant.
    fn nearest_anchor(&self, route: &Route, typed: &str) -> Option<&'a str> {
        let index = || {
            let anchors = self.plan.text(self.site, route).map(Html::anchors).unwrap_or_default();
            Arc::new(Suggestions::new(anchors.iter().map(|anchor| &*anchor.name)))
        };
        let mut known = self.anchors.lock().unwrap_or_else(PoisonError::into_inner);
        let anchors = known.entry(route.clone()).or_insert_with(index).clone();
        drop(known);
        anchors.nearest(typed).copied()
    }

    /// Whether the file was read. Paths in links are in NFC; those of files are as the file system has them.
    fn is_read(&self, path: &str) -> bool {
        let list = || self.files.iter().map(|(_, file)| composed(file.path.to_string())).collect();
        self.read.get_or_init(list).contains(path)
    }
}

impl LinkChecker<'_> {
    fn event(self, event: &Event, route: &Route) -> Diagnostics {
        let mut findings: Diagnostics = self.look(&event.body, Some(route)).collect();
        findings.extend(self.look_at_others(event.texts()));
        findings
    }

    fn source(self, source: &Source, route: &Route) -> Diagnostics {
        let mut findings: Diagnostics = self.look(&source.body, Some(route)).collect();
        findings.extend(self.look_at_others(source.texts()));
        findings
    }

    fn page(self, page: &FreePage) -> Diagnostics {
        let route = Route::folder(page.id.as_str());
        let mut findings: Diagnostics = self.look(&page.body, Some(&route)).collect();
        findings.extend(self.look_at_others(page.texts()));
        findings
    }

    /// Findings for the links of all texts except the first, which is the body of the page.
    fn look_at_others<'h>(self, texts: impl Iterator<Item = &'h Html>) -> impl Iterator<Item = Diagnostic> {
        texts.skip(1).flat_map(move |html| self.look(html, None))
    }

    /// Findings for the links of a text.
    fn look<'h>(self, html: &'h Html, own: Option<&'h Route>) -> impl Iterator<Item = Diagnostic> {
        html.links().iter().flat_map(move |link| self.judge(link, own, html))
    }

    /// Findings for a link. `own` is the page with its text, if the text is on one page only.
    fn judge(self, link: &Link, own: Option<&Route>, html: &Html) -> Vec<Diagnostic> {
        let route = match (&link.target, own) {
            (LinkTarget::Here, Some(own)) => Some(own.clone()),
            // The link is in a note or summary that several pages show.
            (LinkTarget::Here, None) => None,
            _ => match self.plan.target(self.site, link) {
                Some((route, _)) if link.purpose == LinkPurpose::Show && self.plan.page(&route).is_some() => {
                    let message = format!("this picture cannot be shown: /{} is a page", route.url());
                    let help = "write the path of a file that is a picture, such as /picture.jpg in static/";
                    return vec![Diagnostic::new(Code::ImageMissing, message).at(link.span).help(help)];
                }
                Some((route, _)) => Some(route),
                None => return self.dangling(link).into_iter().collect(),
            },
        };
        let mut findings = self.judge_query(link, route.as_ref());
        findings.extend(match route {
            Some(route) => self.judge_fragment(link, &route),
            // The link can only mean an anchor of its own text.
            None => {
                let is_missing = |fragment: &&str| !is_on_every_page(fragment) && html.anchor(fragment).is_none();
                link.fragment
                    .as_deref()
                    .filter(is_missing)
                    .map(|missing| no_anchor(link, missing, "in this text", None))
            }
        });
        findings
    }

    /// Findings for the query of a link to the page at `route`.
    fn judge_query(self, link: &Link, route: Option<&Route>) -> Vec<Diagnostic> {
        let Some(query) = &link.query else { return Vec::new() };
        let faults = match route.map(|route| self.plan.page(route)) {
            Some(Some(PageKind::Home | PageKind::Timeline(_))) => {
                filters::faults(query, self.site, &|thing, typed| self.names.nearest_id(thing, typed))
            }
            // A file of the site may read any query.
            Some(None) => Vec::new(),
            Some(Some(_)) | None => filters::faults_on_other_pages(query).into_iter().collect(),
        };
        let finding = |fault: filters::FilterQueryError| {
            let message = format!("this link asks for what no page shows: {}", fault.message);
            Diagnostic::new(Code::LinkQuery, message).at(link.span).help(fault.help)
        };
        faults.into_iter().map(finding).collect()
    }

    /// The finding for an anchor that the page lacks.
    fn judge_fragment(self, link: &Link, route: &Route) -> Option<Diagnostic> {
        let fragment = link.fragment.as_ref()?;
        if self.plan.has_anchor(self.site, route, fragment) {
            return None;
        }
        let meant = self.names.nearest_anchor(route, fragment);
        Some(no_anchor(link, fragment, &format!("on /{}", route.url()), meant))
    }

    /// The finding for a link that leads nowhere; `None` if its target exists but has a mistake that was reported
    /// already.
    fn dangling(self, link: &Link) -> Option<Diagnostic> {
        if link.purpose == LinkPurpose::Show {
            return self.missing_picture(link);
        }
        let (what, help) = match &link.target {
            LinkTarget::Thing(thing, id) => {
                (format!("there is no {} “{id}”", word(*thing)), self.help_on_thing(*thing, id)?)
            }
            LinkTarget::Path(path) => {
                let help = match self.names.nearest_path(path) {
                    Some(meant) => format!("did you mean /{meant}?"),
                    None => "paths begin at the site's root: /disputes/, /atom.xml, a file of static/".to_owned(),
                };
                (format!("there is no /{path}"), help)
            }
            LinkTarget::File(path) => {
                if let Some((address, fix)) = self.address_meant(link, path) {
                    let finding = no_way(link, &format!("there is no {path}")).help(format!("did you mean {address}?"));
                    return Some(fix.into_iter().fold(finding, Diagnostic::fix));
                }
                let help = self.help_on_file(path)?;
                let is_there = self.content_file(path).is_some();
                let what = match self.plan.attachments.has(path) {
                    true => format!("{path} has no page to stand beside"),
                    false if is_there => format!("{path} has no page"),
                    false => format!("there is no {path}"),
                };
                (what, help)
            }
            LinkTarget::Here => unreachable!("a link to its own page is not looked up"),
        };
        Some(no_way(link, &what).help(help))
    }

    /// For a relative path to a file that does not exist: the address on another host that was probably meant, and the
    /// edit that corrects it.
    fn address_meant(self, link: &Link, path: &str) -> Option<(String, Option<Edit>)> {
        if self.plan.attachments.has(path) || self.content_file(path).is_some() {
            return None;
        }
        let from = composed(self.names.files.get(link.span.file).path.to_string());
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let written = path.strip_prefix(folder)?.trim_start_matches('/');
        let address = probable_address(written)?;
        let place = self.names.files.text(link.span).rfind(written);
        let place = place.map(|at| link.span.part(at..at + written.len()));
        let fix = place.map(|place| Edit::replace(place, &*address));
        let query = link.query.iter().flat_map(|query| ["?", query]);
        let fragment = link.fragment.iter().flat_map(|fragment| ["#", fragment]);
        Some((query.chain(fragment).fold(address, |whole, part| whole + part), fix))
    }

    /// The finding for a picture that does not exist.
    fn missing_picture(self, link: &Link) -> Option<Diagnostic> {
        let (path, help) = match &link.target {
            LinkTarget::Path(path) => {
                let meant = self.names.nearest_own_file(path).map(|meant| format!("did you mean /{meant}?"));
                (format!("/{path}"), meant)
            }
            LinkTarget::File(path) if self.plan.attachments.has(path) => {
                (path.to_string(), Some(self.help_on_file(path)?))
            }
            LinkTarget::File(path) if self.address_meant(link, path).is_some() => {
                let help = "pages show no pictures from other hosts; save it beside this file or in static/, and write \
                            its path";
                (path.to_string(), Some(help.to_owned()))
            }
            LinkTarget::File(path) => {
                let meant = self.names.nearest_file(path).map(|meant| format!("the nearest file is {meant}"));
                (path.to_string(), meant)
            }
            LinkTarget::Thing(..) | LinkTarget::Here => return None,
        };
        let usual =
            || "a path that begins with / counts from static/, any other from the folder of this file".to_owned();
        let message = match self.plan.attachments.has(&path) {
            true => format!("this picture has no page to stand beside: {path}"),
            false => format!("this picture is not there: {path}"),
        };
        Some(Diagnostic::new(Code::ImageMissing, message).at(link.span).help(help.unwrap_or_else(usual)))
    }

    fn help_on_thing(self, thing: LinkableKind, id: &str) -> Option<String> {
        let word = word(thing);
        match (self.site.absent.why(thing, id), self.names.nearest_id(thing, id)) {
            (Some(AbsenceReason::Reported), _) => None,
            (Some(AbsenceReason::Draft), _) => Some(draft_help(word)),
            (Some(AbsenceReason::Private), _) => Some(private_help(word)),
            (Some(AbsenceReason::OutsideWindow), _) => {
                Some("it lies outside the window, and outside = \"leave-out\" in site.toml leaves it out".to_owned())
            }
            (None, Some(meant)) => Some(format!("did you mean {word}:{meant}?")),
            (None, None) => Some(format!("look up the {word}'s id, or take the link out")),
        }
    }

    fn help_on_file(self, path: &str) -> Option<String> {
        if self.plan.attachments.has(path) {
            let name = path.rsplit('/').next().unwrap_or(path);
            return Some(format!(
                "a file stands beside the page of the text that refers to it, and nothing in this file has a page; put it into static/ and write /{name}"
            ));
        }
        if let Some((thing, id)) = self.content_file(path) {
            return match self.site.absent.why(thing, id) {
                Some(AbsenceReason::Draft) => Some(draft_help(word(thing))),
                Some(AbsenceReason::Private) => Some(private_help(word(thing))),
                Some(AbsenceReason::OutsideWindow) => self.help_on_thing(thing, id),
                Some(AbsenceReason::Reported) => None,
                None => {
                    Some("the file is there, but nothing in it has a page; link to event:id or article:id".to_owned())
                }
            };
        }
        Some(match self.names.nearest_file(path) {
            Some(meant) => format!("the nearest file is {meant}"),
            None => "link to a content file by its path, to a page by /path/, or to a thing by event:id".to_owned(),
        })
    }

    /// The kind and id of the thing that the content file at `path` defines; `None` if no such file was read.
    fn content_file(self, path: &str) -> Option<(LinkableKind, &str)> {
        let content = composed(self.site.config.paths.content.clone());
        let below = path.strip_prefix(content.as_str())?.trim_start_matches('/');
        let thing = match ContentKind::of(below)? {
            ContentKind::Event => LinkableKind::Event,
            ContentKind::Article => LinkableKind::Source,
            ContentKind::Page => LinkableKind::Page,
            _ => return None,
        };
        self.names.is_read(path).then_some(())?;
        let name = path.rsplit('/').next()?;
        Some((thing, name.strip_suffix(".md")?))
    }
}

/// The finding for a link that leads nowhere.
fn no_way(link: &Link, what: &str) -> Diagnostic {
    Diagnostic::new(Code::LinkDangling, format!("this link leads nowhere: {what}")).at(link.span)
}

fn private_help(what: &str) -> String {
    format!("this {what} is private, so nothing may lead to it; take the link out")
}

fn word(thing: LinkableKind) -> &'static str {
    match thing {
        LinkableKind::Event => "event",
        LinkableKind::Source => "source",
        LinkableKind::Actor => "actor",
        LinkableKind::Place => "place",
        LinkableKind::Tag => "tag",
        LinkableKind::Page => "page",
    }
}

fn no_anchor(link: &Link, fragment: &str, place: &str, meant: Option<&str>) -> Diagnostic {
    let help = match meant {
        Some(meant) => format!("did you mean #{meant}?"),
        None => {
            "anchors are made from the words of headings; `## Words {#name}` gives one a name of its own".to_owned()
        }
    };
    Diagnostic::new(Code::LinkAnchor, format!("there is no anchor #{fragment} {place}")).at(link.span).help(help)
}
