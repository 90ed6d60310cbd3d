//! The outlines that are part of the program, at two scales.

use std::sync::OnceLock;

use super::frame::Frame;
use super::outlines::Outlines;

/// Natural Earth 1:110 million.
const WORLD: &[u8] = include_bytes!("../../data/outlines/world.bin");

/// Natural Earth 1:50 million.
const REGIONS: &[u8] = include_bytes!("../../data/outlines/regions.bin");

/// A frame that is wider than this, in degrees of longitude, shows the outlines of the smaller scale.
const WIDEST_REGION: f64 = 100.0;

/// The outlines of the program. Each scale is decoded when it is first asked for, which takes about a millisecond.
#[derive(Debug, Default)]
pub struct Atlas {
    world: OnceLock<Outlines>,
    regions: OnceLock<Outlines>,
}

impl Atlas {
    /// The outlines for a frame.
    pub fn outlines(&self, frame: &Frame) -> &Outlines {
        if frame.degrees() > WIDEST_REGION {
            self.world.get_or_init(|| Outlines::decode(WORLD))
        } else {
            self.regions.get_or_init(|| Outlines::decode(REGIONS))
        }
    }
}
