//! What the preview tells whoever started it.

use std::time::Duration;

use crate::diagnostic::Diagnostics;
use crate::pipeline::SiteCounts;
use crate::span::Files;

/// Who can reach the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewAccess {
    /// Programs on this machine.
    ThisMachine,
    /// Other machines as well: findings are shown without their words, and nothing opens in an editor.
    Network,
}

/// What happened after a change.
#[derive(Clone, Debug, Default)]
pub struct ChangeReport {
    /// Paths of the files that changed, from the site's root.
    pub changed: Vec<String>,
    /// How many pages are not as they were, and of how many; `None` where no site could be made.
    pub pages: Option<(usize, usize)>,
    /// From the change until the new site could be seen.
    pub took: Duration,
}

/// Who is told what happens.
pub trait Reporter: Send + Sync {
    /// The site will be seen at this address, and by these people.
    fn opens(&self, address: &str, access: PreviewAccess);
    /// There is a site to see, for the first time.
    fn made(&self, counts: SiteCounts, took: Duration);
    /// A change is shown.
    fn changed(&self, change: &ChangeReport);
    /// What was found in the content, also where it was found before.
    fn findings(&self, findings: &Diagnostics, files: &Files);
    /// A change cannot be shown for these findings; there is an earlier site to see, or there is none.
    fn refused(&self, findings: &Diagnostics, change: &ChangeReport, has_earlier: bool);
    /// Something else is not as it should be.
    fn complaint(&self, words: &str);
}
