//! A point on the Earth.

/// A point on the Earth, in decimal degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoPoint {
    /// Degrees north of the equator, from -90 to 90.
    pub latitude: f64,
    /// Degrees east of Greenwich, from -180 to 180.
    pub longitude: f64,
}

/// The mean radius of the Earth in kilometres.
const EARTH_RADIUS: f64 = 6371.0;

impl GeoPoint {
    /// The great-circle distance in kilometres (haversine formula).
    pub fn distance(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_sine = |angle: f64| (angle / 2.0).sin().powi(2);
        let longitudes = (other.longitude - self.longitude).to_radians();
        let haversine = half_sine(b - a) + a.cos() * b.cos() * half_sine(longitudes);
        2.0 * EARTH_RADIUS * haversine.sqrt().min(1.0).asin()
    }
}
