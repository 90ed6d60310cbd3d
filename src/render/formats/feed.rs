//! `atom.xml` (RFC 4287): the latest events and changes.
//!
//! The ids of entries are stable as long as the site's address and the key `started` are the same.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::{NaiveDate, NaiveTime, Utc};

use super::super::address::Addresses;
use super::super::build::PageBuilder;
use crate::date::When;
use crate::model::{Event, EventIx, Site};
use crate::plan::SitePlan;
use crate::route::Route;

/// The most events in the feed.
const MOST: usize = 50;

/// The feed: events in the window, those with the latest change first, then those that are latest in the chronology.
pub(super) fn atom(site: &Site, plan: &SitePlan) -> Vec<u8> {
    let home = Route::home();
    let base = site.config.base_url.as_ref();
    let addresses = Addresses::new(base, &home);
    let builder = PageBuilder::new(site, plan, &home);
    let feed_route = Route::file("atom.xml").expect("a plain name");
    let mut events: Vec<EventIx> = site.events_within().collect();
    events.sort_by_key(|event| std::cmp::Reverse((changed(site, &site[*event]), *event)));
    let entries = events.into_iter().take(MOST).map(|event| entry(site, &builder, &addresses, event)).collect();
    let mut links = vec![link("self", addresses.whole(&feed_route)), link("alternate", addresses.whole(&home))];
    links[0].set_mime_type("application/atom+xml".to_owned());
    let feed = Feed {
        title: Text::plain(site.config.title.clone()),
        subtitle: (!site.config.description.is_empty()).then(|| Text::plain(site.config.description.clone())),
        id: tag(site, ""),
        updated: moment(site_changed(site)),
        authors: authors(site),
        generator: Some(Generator {
            value: "dateline".to_owned(),
            uri: None,
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        rights: site.config.licence.as_ref().map(|licence| Text::plain(licence.name.clone())),
        lang: Some(site.config.language.to_string()),
        links,
        entries,
        ..Feed::default()
    };
    let mut xml = feed.to_string().into_bytes();
    xml.push(b'\n');
    xml
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, ..Link::default() }
}

fn authors(site: &Site) -> Vec<Person> {
    let person = |name: String| Person { name, ..Person::default() };
    let named: Vec<Person> = site.config.authors.iter().map(|author| person(author.to_string())).collect();
    if named.is_empty() { vec![person(site.config.name.clone())] } else { named }
}

fn entry(site: &Site, builder: &PageBuilder<'_>, addresses: &Addresses<'_>, handle: EventIx) -> Entry {
    let event = &site[handle];
    let route = builder.plan.event(handle);
    let date = builder.wording.date(&event.when);
    let summary = event
        .summary
        .as_ref()
        .map(|summary| format!("\n<p>{}</p>", summary.fill(|_| String::new())))
        .unwrap_or_default();
    let html = format!("<p><b>{}</b></p>{summary}", quick_xml::escape::escape(date.as_str()));
    Entry {
        title: Text::plain(event.title.clone()),
        id: tag(site, &format!("events/{}", event.id)),
        updated: moment(changed(site, event)),
        links: vec![link("alternate", addresses.whole(&route))],
        content: Some(Content { value: Some(html), content_type: Some("html".to_owned()), ..Content::default() }),
        ..Entry::default()
    }
}

/// A permanent id (RFC 4151). It consists of the host, the path of the site on it (one host may have several sites),
/// the day on which the site started, and `path`.
fn tag(site: &Site, path: &str) -> String {
    let (host, folder) = site.config.base_url.as_ref().map_or(("localhost", "/"), |base| (base.host(), base.path()));
    let day = site.config.started.unwrap_or(EPOCH);
    format!("tag:{host},{day}:{}{path}", folder.trim_start_matches('/'))
}

/// The first day of sites that have no `started`.
const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day");

/// The day of an event's last change: its latest correction or its addition, whichever is later; else the start of the
/// site.
fn changed(site: &Site, event: &Event) -> NaiveDate {
    let corrected = event.corrections.first().map(|correction| correction.date);
    corrected.max(event.added).or(site.config.started).unwrap_or_else(|| site_changed(site))
}

fn site_changed(site: &Site) -> NaiveDate {
    site.updated.as_ref().and_then(When::last_day).or(site.config.started).unwrap_or(EPOCH)
}

/// The start of a day in UTC. Only days are known, but Atom requires a time.
fn moment(day: NaiveDate) -> FixedDateTime {
    day.and_time(NaiveTime::MIN).and_local_timezone(Utc).single().expect("UTC has every time once").fixed_offset()
}
