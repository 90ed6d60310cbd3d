//! The two cylindrical projections of the maps.
//!
//! Both draw a rectangle of degrees as a rectangle, so that clipping to a frame is exact and the antimeridian needs no
//! more than a shift by 360 degrees. Mercator is conformal: coasts have the shape that readers know from other maps,
//! also in a region that reaches far north, where an equirectangular map would be too wide by half. It cannot show the
//! poles. A frame that comes near one is equirectangular, with the standard parallel in its middle. Lambert's conic
//! would be better for a wide region in the north, but its frame is no rectangle of degrees.

/// The latitude beyond which Mercator's projection is not used, in degrees.
pub(super) const MERCATOR_LIMIT: f64 = 80.0;

/// A cylindrical projection: longitudes are drawn as they are, latitudes as [`Projection::y`] says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Projection {
    /// Mercator's.
    Mercator,
    /// The equirectangular projection with this cosine of the standard parallel.
    Equirectangular(f64),
}

impl Projection {
    /// The projection for a range of latitudes, in degrees.
    pub(super) fn of(south: f64, north: f64) -> Self {
        if south.abs().max(north.abs()) < MERCATOR_LIMIT - 8.0 {
            return Self::Mercator;
        }
        let middle = f64::midpoint(south, north).clamp(-75.0, 75.0);
        Self::Equirectangular(middle.to_radians().cos())
    }

    /// The northernmost latitude that it can show, in degrees.
    pub(super) fn limit(self) -> f64 {
        match self {
            Self::Mercator => MERCATOR_LIMIT,
            Self::Equirectangular(_) => 90.0,
        }
    }

    /// The height of a latitude above the equator, in the length of a degree of longitude. Latitudes near the poles are
    /// drawn at 85 degrees by Mercator's projection, which is outside every frame.
    pub(super) fn y(self, latitude: f64) -> f64 {
        match self {
            Self::Mercator => latitude.clamp(-85.0, 85.0).to_radians().sin().atanh().to_degrees(),
            Self::Equirectangular(cosine) => latitude / cosine,
        }
    }

    /// The latitude at a height, in degrees: the inverse of [`Self::y`].
    pub(super) fn latitude(self, y: f64) -> f64 {
        match self {
            Self::Mercator => y.to_radians().sinh().atan().to_degrees(),
            Self::Equirectangular(cosine) => y * cosine,
        }
    }

    /// How many degrees of longitude are as long as one degree of latitude, at a latitude.
    pub(super) fn stretch(self, latitude: f64) -> f64 {
        match self {
            Self::Mercator => 1.0 / latitude.to_radians().cos(),
            Self::Equirectangular(cosine) => 1.0 / cosine,
        }
    }
}
