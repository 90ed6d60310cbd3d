//! The reports of the preview to the person who started it.

use std::time::Duration;

use crate::diagnostic::Diagnostics;
use crate::pipeline::SiteCounts;
use crate::span::Files;

/// Who can reach the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewAccess {
    /// Programs on this machine.
    ThisMachine,
    /// Other machines as well. Findings are shown without their messages, and nothing opens in an editor.
    Network,
}

/// The result of a change.
#[derive(Clone, Debug, Default)]
pub struct ChangeReport {
    /// Paths of the files that changed, from the site's root.
    pub changed: Vec<String>,
    /// How many pages changed, and how many there are; `None` if no site could be made.
    pub pages: Option<(usize, usize)>,
    /// The time from the change until the new site could be seen.
    pub took: Duration,
}

/// Receives the reports of the preview.
pub trait PreviewReporter: Send + Sync {
    /// The preview opens at this address, with this access.
    fn opens(&self, address: &str, access: PreviewAccess);
    /// The first site can be seen.
    fn made(&self, counts: SiteCounts, took: Duration);
    /// A change is shown.
    fn changed(&self, change: &ChangeReport);
    /// The findings in the content, including those that were reported before.
    fn findings(&self, findings: &Diagnostics, files: &Files);
    /// A change cannot be shown because of these findings. `has_earlier` is whether an earlier site is shown instead.
    fn refused(&self, findings: &Diagnostics, change: &ChangeReport, has_earlier: bool);
    /// Something else is wrong, in these words.
    fn complaint(&self, words: &str);
}
