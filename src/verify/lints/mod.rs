//! Rules on what a site and its sources say. Each rule has a file or folder of its own, and one code.
//!
//! In: the site with its verified quotations, and the texts of its sources. Out: findings, usually warnings, which
//! `[check]` can deny or allow. Never here: changes to the site.

mod abstracts;
mod after_report;
mod archive;
mod calendar;
mod corrections;
mod evidence;
pub mod office;
mod origins;
mod quote_length;
mod reading;
mod texts;
mod unused;
pub mod weekday;

pub(super) use texts::VerifyCache;

use rayon::prelude::*;

use super::capture_index::{CaptureIndex, FindingFiles};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Site;

/// All rules except those on running text.
const RULES: &[fn(&Site) -> Vec<Diagnostic>] = &[
    abstracts::lint,
    after_report::lint,
    archive::lint,
    corrections::lint,
    evidence::lint,
    origins::lint,
    quote_length::lint,
    unused::lint,
];

/// Applies every rule.
pub(super) fn lint(
    site: &Site,
    capture_index: &CaptureIndex,
    excerpts: &mut FindingFiles<'_>,
    cache: &mut VerifyCache,
) -> Diagnostics {
    let found: Vec<Diagnostic> = RULES.par_iter().flat_map_iter(|rule| rule(site)).collect();
    let mut findings: Diagnostics = found.into_iter().collect();
    findings.append(texts::lint(site, capture_index, excerpts, cache));
    findings
}
