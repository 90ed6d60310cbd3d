//! The frame of a map: which part of the Earth it shows, and where a point stands in the picture.

use super::point::GeoPoint;
use super::projection::Projection;

/// The share of its width and height that a frame leaves free around its points, for labels.
const MARGIN: f64 = 0.14;

/// The shape that a frame should have.
#[derive(Clone, Copy, Debug)]
pub struct FrameShape {
    /// The width of the picture, in units.
    pub width: f64,
    /// The least height, as a share of the width. A frame around the whole world may be lower.
    pub least_ratio: f64,
    /// The greatest height, as a share of the width.
    pub greatest_ratio: f64,
    /// The least width, in degrees of latitude (111 km each).
    pub least_degrees: f64,
}

/// A rectangle of degrees and the picture that it is drawn in. The picture's origin is at the top left; x goes right
/// (east), y goes down (south).
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    projection: Projection,
    /// The western edge in degrees, from -180 to 180.
    west: f64,
    /// The northern edge, as [`Projection::y`] has it.
    top: f64,
    /// Units of the picture for a degree of longitude.
    scale: f64,
    /// The width of the picture, in units.
    pub width: f64,
    /// The height of the picture, in units.
    pub height: f64,
}

/// A rectangle of degrees.
#[derive(Clone, Copy, Debug)]
pub(super) struct DegreeBox {
    pub(super) west: f64,
    pub(super) south: f64,
    pub(super) east: f64,
    pub(super) north: f64,
}

impl Frame {
    /// The smallest frame around some points that has the wished shape. `None` without points.
    pub fn around(points: &[GeoPoint], shape: FrameShape) -> Option<Self> {
        let (west, east) = longitudes(points)?;
        let latitudes = || points.iter().map(|point| point.latitude);
        let (south, north) = (latitudes().fold(f64::MAX, f64::min), latitudes().fold(f64::MIN, f64::max));
        let projection = Projection::of(south, north);
        let (bottom, top) = (projection.y(south), projection.y(north));
        let room = 1.0 / (1.0 - 2.0 * MARGIN);
        let least = shape.least_degrees * projection.stretch(f64::midpoint(south, north));
        let mut width = ((east - west) * room).max(least);
        let mut height = ((top - bottom) * room).max(width * shape.least_ratio);
        width = width.max(height / shape.greatest_ratio).min(360.0);
        let limit = projection.y(projection.limit());
        height = height.min(2.0 * limit);
        let scale = shape.width / width;
        let middle = f64::midpoint(bottom, top).clamp(height / 2.0 - limit, limit - height / 2.0);
        Some(Self {
            projection,
            west: normalised(f64::midpoint(west, east) - width / 2.0),
            top: middle + height / 2.0,
            scale,
            width: shape.width,
            height: (height * scale).ceil(),
        })
    }

    /// Where a point stands in the picture, in units.
    pub fn position(&self, point: GeoPoint) -> (f64, f64) {
        let east = (point.longitude - self.west).rem_euclid(360.0);
        (east * self.scale, (self.top - self.projection.y(point.latitude)) * self.scale)
    }

    /// Whether the picture shows a point. A point on an edge may miss it by an error of rounding.
    pub fn contains(&self, point: GeoPoint) -> bool {
        let (x, y) = self.position(point);
        let error = 1e-6;
        x <= self.width + error && (-error..=self.height + error).contains(&y)
    }

    /// The width in degrees of longitude.
    pub fn degrees(&self) -> f64 {
        self.width / self.scale
    }

    /// Where a longitude and latitude stand in the picture, without a turn around the Earth.
    pub(super) fn project(&self, longitude: f64, latitude: f64) -> [f64; 2] {
        [(longitude - self.west) * self.scale, (self.top - self.projection.y(latitude)) * self.scale]
    }

    /// The part of the Earth that the picture and `margin` units around it show.
    pub(super) fn degree_box(&self, margin: f64) -> DegreeBox {
        let latitude = |y: f64| self.projection.latitude(self.top - y / self.scale);
        DegreeBox {
            west: self.west - margin / self.scale,
            south: latitude(self.height + margin),
            east: self.west + (self.width + margin) / self.scale,
            north: latitude(-margin),
        }
    }
}

/// The shortest range of longitudes around some points; its eastern end may be above 180.
fn longitudes(points: &[GeoPoint]) -> Option<(f64, f64)> {
    let mut all: Vec<f64> = points.iter().map(|point| normalised(point.longitude)).collect();
    all.sort_by(f64::total_cmp);
    let (first, last) = (*all.first()?, *all.last()?);
    let widest = all.windows(2).map(|pair| (pair[1] - pair[0], pair)).max_by(|(a, _), (b, _)| a.total_cmp(b));
    match widest {
        Some((gap, pair)) if gap > first + 360.0 - last => Some((pair[1], pair[0] + 360.0)),
        _ => Some((first, last)),
    }
}

/// A longitude from -180 to 180.
fn normalised(longitude: f64) -> f64 {
    (longitude + 180.0).rem_euclid(360.0) - 180.0
}
