//! Views of the page with the map, and of the maps on the pages of places.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::view::{
    ChapterMapView, ChapterMapsView, LinkView, MapEventView, MapFrameView, MapLegendView, MapPlaceView,
    MapQuietPlaceView, MapView,
};
use super::home::chapter_anchor;
use super::map_figure::{ALONE, CHAPTER, INSET, MAIN, Mark, MarkKind, SURROUNDINGS, figure, units, unnamed_marks};
use super::{PageBuilder, year_of};
use crate::config::HomePart;
use crate::geo::{BorderPolicy, Frame, GeoPoint, clusters, draw, sector};
use crate::model::{EventIx, Place, PlaceIx, WindowPosition};
use crate::plan::{MapChapter, MapPlace, SiteMap, place_anchor};
use crate::route::Route;
use crate::text::counted;

/// The most events of a place in the list below the map.
const MOST_EVENTS: usize = 5;

/// The most places without coordinates that the page names.
const MOST_UNPLACED: usize = 10;

/// The most places around another one that its map shows, and the most of them that it names.
const MOST_NEAR: usize = 30;
const MOST_NEAR_NAMED: usize = 12;

/// The most countries in the caption of an inset.
const MOST_COUNTRIES: usize = 5;

/// The radius of the largest circle on the small maps of chapters, and that of the smallest one, in units.
const LARGEST_OF_CHAPTER: f64 = 26.0;
const SMALLEST_OF_CHAPTER: f64 = 7.0;

/// The radius of the dot of a place without a number, in units.
const DOT: f64 = 7.0;

impl PageBuilder<'_> {
    /// The page with the map. Only sites that have one are asked for it.
    pub(in super::super) fn map(&self) -> MapView {
        let map = self.plan.map.as_ref().expect("the page is planned only with a map");
        let circles = CircleScale::of(map);
        let (with_events, quiet): (Vec<&MapPlace>, Vec<&MapPlace>) =
            map.drawn().iter().partition(|place| place.events > 0);
        let link = |place: &PlaceIx| LinkView { name: self.site[*place].name.clone(), url: self.place_url(*place) };
        let unplaced_more = map.unplaced.len().saturating_sub(MOST_UNPLACED);
        let frames = self.frames(map, circles);
        let is_drawn = |place: &&MapPlace| {
            frames
                .iter()
                .flat_map(|frame| &frame.marks)
                .any(|mark| mark.url.as_deref() == Some(&self.mark_url(place.place)))
        };
        let without_room =
            map.drawn().iter().filter(|place| !is_drawn(place)).map(|place| link(&place.place)).collect();
        MapView {
            words: self.map_words(map),
            legend: self.legend(map, circles, &frames),
            frames,
            without_room,
            chapters: self.chapter_maps(map),
            places: with_events.into_iter().map(|place| self.map_place(place)).collect(),
            quiet: quiet.into_iter().map(|place| self.quiet_place(place)).collect(),
            cut: (map.drawn().len() < map.places.len()).then(|| {
                format!("The map shows the {} places with most events, of {}.", map.drawn().len(), map.places.len())
            }),
            unplaced: map.unplaced.iter().take(MOST_UNPLACED).map(link).collect(),
            unplaced_more: (unplaced_more > 0).then(|| format!("{unplaced_more} more")),
            borders: self.site.config.map.borders == BorderPolicy::Drawn,
        }
    }

    /// The small maps of the chapters.
    fn chapter_maps(&self, map: &SiteMap) -> Option<ChapterMapsView> {
        let frame = Frame::around(&map.main, CHAPTER).filter(|_| !map.chapters.is_empty())?;
        let most = map.chapters.iter().flat_map(|chapter| &chapter.places).map(|place| place.events).max()?;
        let scale = LARGEST_OF_CHAPTER / float(most.max(1)).sqrt();
        let drawing = draw(map.atlas.outlines(&frame), &frame, BorderPolicy::CoastOnly, &[]);
        Some(ChapterMapsView {
            width: units(frame.width),
            height: units(frame.height),
            land: drawing.land,
            chapters: map.chapters.iter().map(|chapter| self.chapter_map(chapter, &frame, scale)).collect(),
        })
    }

    /// `scale` is the radius of the circle for one event, in units.
    fn chapter_map(&self, chapter: &MapChapter, frame: &Frame, scale: f64) -> ChapterMapView {
        let MapChapter { chapter: at, events, places } = chapter;
        let has_chapters = self.site.config.home.contains(&HomePart::Chapters);
        let words = |place: &MapPlace| mark_words(&self.site[place.place].name, &self.site[place.place], place);
        let mark = |place: &MapPlace| {
            let radius = (scale * float(place.events).sqrt()).max(SMALLEST_OF_CHAPTER);
            Mark { kind: MarkKind::Events, url: None, is_named: false, count: None, ..self.circle(place, radius) }
        };
        ChapterMapView {
            number: at + 1,
            title: self.site.overview.chapters[*at].title.clone(),
            url: has_chapters.then(|| self.addresses.to(&Route::home(), Some(&chapter_anchor(*at)))),
            events_words: format!("{} on the map", counted(*events, "event", "events")),
            label: places.iter().map(words).collect::<Vec<_>>().join("; "),
            marks: unnamed_marks(frame, places.iter().map(mark)),
        }
    }

    /// The map on the page of a place.
    pub(super) fn surroundings(&self, handle: PlaceIx) -> Option<MapFrameView> {
        let (map, here) = self.plan.surroundings(handle)?;
        let place = &self.site[handle];
        let mut shape = SURROUNDINGS.shape;
        if place.is_area() {
            shape.least_degrees *= 2.0;
        }
        let frame = Frame::around(&[here.point], shape)?;
        let mut near: Vec<&MapPlace> =
            map.places.iter().filter(|other| other.place != handle && frame.contains(other.point)).collect();
        near.sort_by(|a, b| a.point.distance(here.point).total_cmp(&b.point.distance(here.point)));
        near.truncate(MOST_NEAR);
        let kind = if place.is_area() { MarkKind::Area } else { MarkKind::Here };
        let own = Mark { kind, ..self.dot(here, place.name.clone(), true) };
        let others = near.iter().enumerate().filter_map(|(at, other)| {
            let url = Some(self.place_url(other.place));
            let mark = self.dot(other, self.site[other.place].name.clone(), at < MOST_NEAR_NAMED);
            // A region would need its name to be seen.
            (mark.kind != MarkKind::Area || mark.is_named).then_some(Mark { url, ..mark })
        });
        let label = match near.len() {
            0 => format!("Map of the surroundings of {}", place.name),
            near => format!("Map of {} and {} near it", place.name, counted(near, "place", "places")),
        };
        let marks = std::iter::once(own).chain(others).collect();
        Some(figure(&self.site.config, &map.atlas, &frame, SURROUNDINGS, label, marks))
    }

    /// The address of a place's entry on the page with the map.
    pub(super) fn map_entry(&self, place: PlaceIx) -> Option<String> {
        let page = self.plan.map_page()?;
        let map = self.plan.map.as_ref()?;
        let is_drawn = map.drawn().iter().any(|drawn| drawn.place == place);
        is_drawn.then(|| self.addresses.to(&page, Some(&place_anchor(&self.site[place].id))))
    }

    fn place_url(&self, place: PlaceIx) -> String {
        self.url(&Route::page("places", &self.site[place].id))
    }

    /// A mark without numbers.
    fn dot(&self, place: &MapPlace, name: String, is_named: bool) -> Mark<'_> {
        let record = &self.site[place.place];
        Mark {
            kind: if record.is_area() { MarkKind::Area } else { MarkKind::Near },
            place: record,
            point: place.point,
            url: None,
            label: name.clone(),
            name,
            is_named,
            count: None,
            radius: DOT,
            share: None,
            contested: false,
        }
    }

    /// The main map, which has the group of places with most events, and insets for the other groups.
    fn frames(&self, map: &SiteMap, circles: CircleScale) -> Vec<MapFrameView> {
        let drawn = map.drawn();
        let points: Vec<GeoPoint> = drawn.iter().map(|place| place.point).collect();
        let mut groups = clusters(&points);
        groups.sort_by_key(|group| {
            (Reverse(group.iter().map(|at| drawn[*at].events).sum::<usize>()), Reverse(group.len()), group[0])
        });
        let short = self.short_names(drawn);
        let frame = |(number, group): (usize, &Vec<usize>)| {
            let members: Vec<&MapPlace> = group.iter().map(|at| &drawn[*at]).collect();
            let style = match (number, groups.len()) {
                (0, 1) => ALONE,
                (0, _) => MAIN,
                _ => INSET,
            };
            let points: Vec<GeoPoint> = members.iter().map(|place| place.point).collect();
            let frame = Frame::around(&points, style.shape).expect("a group has a place");
            let marks = members.iter().map(|place| self.mark(place, circles, &short)).collect();
            let label = match number {
                0 => format!("Map of {}", counted(members.len(), "place", "places")),
                _ => format!("Inset {number}: map of {}", counted(members.len(), "place", "places")),
            };
            let view = figure(&self.site.config, &map.atlas, &frame, style, label, marks);
            MapFrameView { caption: if number == 0 { None } else { self.countries(&members) }, ..view }
        };
        groups.iter().enumerate().map(frame).collect()
    }

    /// A mark of the map with all places.
    fn mark(&self, place: &MapPlace, circles: CircleScale, short: &HashMap<PlaceIx, String>) -> Mark<'_> {
        let record = &self.site[place.place];
        let kind = match (record.is_area(), place.events) {
            (true, _) => MarkKind::Area,
            (false, 0) => MarkKind::Quiet,
            (false, _) => MarkKind::Events,
        };
        let name = short.get(&place.place).unwrap_or(&record.name).clone();
        Mark {
            kind,
            url: Some(self.mark_url(place.place)),
            label: mark_words(&name, record, place),
            name,
            count: (place.events > 0).then_some(place.events),
            ..self.circle(place, if kind == MarkKind::Quiet { DOT } else { circles.radius(place.events) })
        }
    }

    /// Where the mark of a place on the map leads: to its entry in the list below.
    fn mark_url(&self, place: PlaceIx) -> String {
        format!("#{}", place_anchor(&self.site[place].id))
    }

    /// A circle with the share of its events that are disputed or denied.
    fn circle(&self, place: &MapPlace, radius: f64) -> Mark<'_> {
        let share = float(place.contested) / float(place.events.max(1));
        Mark {
            radius,
            share: (share > 0.0 && share < 1.0).then(|| sector(radius.round(), share)),
            contested: place.events > 0 && place.contested == place.events,
            ..self.dot(place, self.site[place.place].name.clone(), true)
        }
    }

    /// The part before the comma of names like "Washington, D.C.", where no other place on the map begins with the same.
    fn short_names(&self, drawn: &[MapPlace]) -> HashMap<PlaceIx, String> {
        let before_comma = |place: PlaceIx| {
            let name = &self.site[place].name;
            name.split_once(", ").map_or(&**name, |(short, _)| short)
        };
        let mut users: HashMap<&str, usize> = HashMap::new();
        for place in drawn {
            *users.entry(before_comma(place.place)).or_default() += 1;
        }
        let short = drawn.iter().map(|place| (place.place, before_comma(place.place)));
        short.filter(|(_, short)| users[short] == 1).map(|(place, short)| (place, short.to_owned())).collect()
    }

    /// The countries of some places as these name them, if all of them do: "Canada and United States".
    fn countries(&self, places: &[&MapPlace]) -> Option<String> {
        let mut countries: Vec<&str> = Vec::new();
        for place in places {
            let country = self.site[place.place].country.as_deref()?;
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
        let shown = if countries.len() > MOST_COUNTRIES { MOST_COUNTRIES - 2 } else { countries.len() };
        let more = Some(countries.len() - shown).filter(|more| *more > 0).map(|more| format!("{more} more countries"));
        Some(in_words(countries.into_iter().take(shown).map(str::to_owned).chain(more).collect()))
    }

    /// What the map shows, in numbers.
    fn map_words(&self, map: &SiteMap) -> String {
        let with_events = map.places.iter().filter(|place| place.events > 0);
        let counts = (map.events, with_events.clone().count());
        let contested = match map.contested {
            0 => String::new(),
            contested => format!(", {contested} of them disputed or denied"),
        };
        let first: Vec<&MapPlace> = with_events.take(2).collect();
        let name = |place: &MapPlace| &self.site[place.place].name;
        let most = match first[..] {
            [a, b] if counts.1 > 2 => format!(" {} has {}, {} has {}.", name(a), a.events, name(b), b.events),
            _ => String::new(),
        };
        let (events, places) = (counted(counts.0, "event", "events"), counted(counts.1, "place", "places"));
        format!("{events} in {places}{contested}.{most}")
    }

    fn legend(&self, map: &SiteMap, circles: CircleScale, frames: &[MapFrameView]) -> MapLegendView {
        let is_region = |place: &MapPlace| self.site[place.place].is_area();
        let circled = || map.drawn().iter().filter(|place| !is_region(place));
        MapLegendView {
            events: circled().any(|place| place.events > 0),
            enlarged: circled().any(|place| place.events > 0 && circles.is_enlarged(place.events)),
            contested: circled().any(|place| place.contested > 0),
            quiet: circled().any(|place| place.events == 0),
            areas: frames.iter().flat_map(|frame| &frame.marks).any(|mark| mark.kind == "area"),
        }
    }

    fn map_place(&self, place: &MapPlace) -> MapPlaceView {
        let record = &self.site[place.place];
        let more = record.events.len().saturating_sub(MOST_EVENTS);
        MapPlaceView {
            id: place_anchor(&record.id),
            name: record.name.clone(),
            url: self.place_url(place.place),
            precision: record.precision.filter(|_| record.is_area()).map(|precision| precision.word()),
            events_words: counted(place.events, "event", "events"),
            contested_words: contested_words(place),
            events: self.first_events(record).into_iter().map(|event| self.map_event(event)).collect(),
            more_words: (more > 0).then(|| counted(more, "more event", "more events")),
        }
    }

    /// The events of a place that the list shows, in order: those of the timeline before those outside its window.
    fn first_events(&self, place: &Place) -> Vec<EventIx> {
        let is_within = |event: &&EventIx| self.site[**event].era == WindowPosition::Within;
        let (within, outside): (Vec<&EventIx>, Vec<&EventIx>) = place.events.iter().partition(is_within);
        let first: Vec<&EventIx> = within.into_iter().chain(outside).take(MOST_EVENTS).collect();
        place.events.iter().filter(|event| first.contains(event)).copied().collect()
    }

    fn map_event(&self, handle: EventIx) -> MapEventView {
        let event = &self.site[handle];
        let year = year_of(self.site).filter(|_| event.era == WindowPosition::Within);
        MapEventView {
            title: event.title.clone(),
            url: self.event_url(handle),
            status: event.status.word(),
            date: self.wording.date_part(&event.when, year),
        }
    }

    fn quiet_place(&self, place: &MapPlace) -> MapQuietPlaceView {
        let record = &self.site[place.place];
        MapQuietPlaceView { id: place_anchor(&record.id), name: record.name.clone(), url: self.place_url(place.place) }
    }
}

/// How large circles are: their area is that of the number of events, but none is too small to be seen.
#[derive(Clone, Copy)]
struct CircleScale {
    /// The radius of a circle for one event, in units.
    one: f64,
}

impl CircleScale {
    /// The radius for one event, in units, unless circles would be too large.
    const ONE: f64 = 9.0;
    const LARGEST: f64 = 40.0;
    const SMALLEST: f64 = 8.0;
    /// The most that the squares of all radii come to: circles then cover about a sixteenth of the main map.
    const SQUARES: f64 = 16_000.0;

    fn of(map: &SiteMap) -> Self {
        let events = || map.drawn().iter().map(|place| place.events);
        let (most, sum) = (float(events().max().unwrap_or_default().max(1)), float(events().sum::<usize>().max(1)));
        Self { one: Self::ONE.min(Self::LARGEST / most.sqrt()).min((Self::SQUARES / sum).sqrt()) }
    }

    fn exact(self, events: usize) -> f64 {
        self.one * float(events).sqrt()
    }

    fn radius(self, events: usize) -> f64 {
        self.exact(events).max(Self::SMALLEST)
    }

    fn is_enlarged(self, events: usize) -> bool {
        self.exact(events) < Self::SMALLEST
    }
}

/// A place and its numbers: "Tehran, 14 events, 4 disputed or denied". They begin with the name as it stands on the map
/// (WCAG 2.2, 2.5.3); where that is short, the whole name follows.
fn mark_words(name: &str, place: &Place, numbers: &MapPlace) -> String {
    let events = match numbers.events {
        0 => "no event recorded there".to_owned(),
        events => counted(events, "event", "events"),
    };
    let whole = Some(place.name.clone()).filter(|whole| whole != name);
    let parts = [Some(name.to_owned()), Some(events), contested_words(numbers), whole];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn contested_words(place: &MapPlace) -> Option<String> {
    (place.contested > 0).then(|| format!("{} disputed or denied", place.contested))
}

/// A list in words: "a, b and c".
fn in_words(mut items: Vec<String>) -> String {
    let last = items.pop().unwrap_or_default();
    if items.is_empty() { last } else { format!("{} and {last}", items.join(", ")) }
}

/// A count as a number with a fraction.
fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
