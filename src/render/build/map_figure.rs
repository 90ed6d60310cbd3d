//! Views of single maps: what they show of the Earth, and where their circles and names stand.
//!
//! A unit is 3/5 of a pixel where a map has its full width. Names are placed twice, for wide screens and for narrow ones,
//! where letters must be larger in the picture.

use super::super::view::{MapFrameView, MapLabelView, MapMarkView};
use crate::config::Config;
use crate::geo::{
    Atlas, Dot, Frame, FrameShape, GeoPoint, LabelPosition, LabelRequest, draw, place_labels, round, text_width,
};
use crate::model::{Place, PlacePrecision};

/// The space between a name and its number, in the size of the font.
const SPACE: f64 = 0.3;

/// The sizes of letters and circles on a map.
#[derive(Clone, Copy)]
pub(super) struct MapSizes {
    /// The size of the font, in units.
    font: f64,
    /// The factor of all circles.
    circles: f64,
}

/// A kind of map.
#[derive(Clone, Copy)]
pub(super) struct MapStyle {
    pub(super) shape: FrameShape,
    /// The sizes on a wide screen.
    wide: MapSizes,
    /// The sizes on a narrow screen; `map.css` has the same ones.
    narrow: MapSizes,
}

/// The sizes of all maps but the one that stands alone.
const WIDE: MapSizes = MapSizes { font: 24.0, circles: 1.0 };

/// The main map.
pub(super) const MAIN: MapStyle = MapStyle {
    shape: FrameShape { width: 1200.0, least_ratio: 0.5, greatest_ratio: 0.72, least_degrees: 12.0 },
    wide: WIDE,
    narrow: MapSizes { font: 42.0, circles: 1.6 },
};

/// The main map of a site without insets, which has their room as well.
pub(super) const ALONE: MapStyle = MapStyle {
    shape: FrameShape { width: 1600.0, least_ratio: 0.42, greatest_ratio: 0.56, least_degrees: 16.0 },
    wide: MapSizes { font: 26.0, circles: 1.0 },
    narrow: MapSizes { font: 52.0, circles: 1.9 },
};

/// An inset beside the main map. Its units are as large on the screen as those of the main map, so that circles can be
/// compared; on a narrow screen its factors are smaller because it is shown larger.
pub(super) const INSET: MapStyle = MapStyle {
    shape: FrameShape { width: 400.0, least_ratio: 0.8, greatest_ratio: 0.95, least_degrees: 10.0 },
    wide: WIDE,
    narrow: MapSizes { font: 30.0, circles: 1.1 },
};

/// The surroundings of a place: 1,800 km from west to east.
pub(super) const SURROUNDINGS: MapStyle = MapStyle {
    shape: FrameShape { width: 500.0, least_ratio: 0.6, greatest_ratio: 0.66, least_degrees: 16.0 },
    wide: WIDE,
    narrow: WIDE,
};

/// The small map of a chapter.
pub(super) const CHAPTER: FrameShape =
    FrameShape { width: 400.0, least_ratio: 0.45, greatest_ratio: 0.62, least_degrees: 12.0 };

/// What a mark shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// A circle for the events of a place.
    Events,
    /// A circle for a place without events.
    Quiet,
    /// A dot on the map of another place.
    Near,
    /// The place that the page is about.
    Here,
    /// The name of a region or country. It has no circle, because no point of it is the place.
    Area,
}

impl MarkKind {
    fn word(self) -> &'static str {
        match self {
            Self::Events => "place",
            Self::Quiet => "quiet",
            Self::Near => "near",
            Self::Here => "here",
            Self::Area => "area",
        }
    }
}

/// A mark of a map, before its place in the picture is known.
pub(super) struct Mark<'a> {
    pub(super) kind: MarkKind,
    pub(super) place: &'a Place,
    pub(super) point: GeoPoint,
    pub(super) url: Option<String>,
    /// The place and its numbers in words.
    pub(super) label: String,
    /// The name on the map.
    pub(super) name: String,
    /// Whether the name is written.
    pub(super) is_named: bool,
    pub(super) count: Option<usize>,
    /// The radius of the circle in units.
    pub(super) radius: f64,
    /// Path data of the sector of disputed and denied events.
    pub(super) share: Option<String>,
    /// Whether all events are disputed or denied.
    pub(super) contested: bool,
}

/// The view of a map with these marks, of which earlier ones have the choice of places for their names.
pub(super) fn figure(
    config: &Config,
    atlas: &Atlas,
    frame: &Frame,
    style: MapStyle,
    label: String,
    marks: Vec<Mark<'_>>,
) -> MapFrameView {
    let is_country = |mark: &&Mark<'_>| mark.place.precision == Some(PlacePrecision::Country);
    let countries: Vec<(GeoPoint, Vec<&str>)> =
        marks.iter().filter(is_country).map(|mark| (mark.point, english_names(mark.place))).collect();
    let drawing = draw(atlas.outlines(frame), frame, config.map.borders, &countries);
    let wide = names(frame, style.wide, &marks);
    let narrow = names(frame, style.narrow, &marks);
    let views = marks.into_iter().zip(wide.into_iter().zip(narrow));
    let views = views.map(|(mark, (wide, narrow))| mark_view(frame, mark, wide, narrow));
    // The name of an area is all that there is of it.
    let is_seen = |mark: &MapMarkView| mark.kind != "area" || mark.wide.is_some() || mark.narrow.is_some();
    MapFrameView {
        label,
        caption: None,
        width: units(frame.width),
        height: units(frame.height),
        land: drawing.land,
        countries: drawing.countries,
        borders: drawing.borders,
        marks: views.filter(is_seen).collect(),
    }
}

/// The views of marks that have no names on their map.
pub(super) fn unnamed_marks<'m>(frame: &Frame, marks: impl Iterator<Item = Mark<'m>>) -> Vec<MapMarkView> {
    marks.map(|mark| mark_view(frame, mark, None, None)).collect()
}

/// The names by which Natural Earth may know a place.
fn english_names(place: &Place) -> Vec<&str> {
    let english = place.names.iter().filter(|(language, _)| language.to_string() == "en").map(|(_, name)| &**name);
    std::iter::once(&*place.name).chain(english).collect()
}

/// Positions for the names of marks.
fn names(frame: &Frame, sizes: MapSizes, marks: &[Mark<'_>]) -> Vec<Option<LabelPosition>> {
    let dot = |mark: &Mark<'_>| {
        let (x, y) = frame.position(mark.point);
        Dot { x, y, radius: mark.radius * sizes.circles }
    };
    let dots: Vec<Dot> = marks.iter().filter(|mark| mark.kind != MarkKind::Area).map(dot).collect();
    let request = |mark: &Mark<'_>| {
        let number = mark.count.map_or(0.0, |count| SPACE + text_width(&count.to_string()));
        let (dot, width) = (dot(mark), text_width(&mark.name) + number);
        match mark.kind {
            MarkKind::Area => LabelRequest::At { x: dot.x, y: dot.y, width },
            _ => LabelRequest::Beside { dot, width },
        }
    };
    let named: Vec<LabelRequest> = marks.iter().filter(|mark| mark.is_named).map(request).collect();
    let mut positions = place_labels((frame.width, frame.height), sizes.font, &dots, &named).into_iter();
    marks.iter().map(|mark| mark.is_named.then(|| positions.next()).flatten().flatten()).collect()
}

fn mark_view(frame: &Frame, mark: Mark<'_>, wide: Option<LabelPosition>, narrow: Option<LabelPosition>) -> MapMarkView {
    let label = |position: LabelPosition| MapLabelView {
        x: units(position.x),
        y: units(position.y),
        anchor: position.anchor.word(),
    };
    let (x, y) = frame.position(mark.point);
    MapMarkView {
        kind: mark.kind.word(),
        url: mark.url,
        label: mark.label,
        name: mark.name,
        count: mark.count,
        x: units(x),
        y: units(y),
        radius: units(mark.radius),
        share: mark.share,
        contested: mark.contested,
        wide: wide.map(label),
        narrow: narrow.map(label),
    }
}

/// A length as a whole number of units. Everything that is drawn lies in the picture, so nothing is negative.
pub(super) fn units(length: f64) -> usize {
    usize::try_from(round(length)).unwrap_or_default()
}
