//! What a build did to the output folder.

use camino::Utf8PathBuf;

/// What a build did to the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// Files that were not there before.
    pub created: usize,
    /// Files that have other bytes than before.
    pub changed: usize,
    /// Files that were left alone: their inode and modification time are what they were.
    pub unchanged: usize,
    /// Files that left the site and were deleted.
    pub deleted: usize,
    /// The bytes of the created and changed files.
    pub bytes_written: u64,
    /// Files that left the site but stay in the output, because somebody changed them after we wrote them. Paths are
    /// relative to the output; they are told at every build until they are deleted.
    pub kept: Vec<Utf8PathBuf>,
    /// Files that somebody put into the output just when the new site took its place, and that could not be moved into it. The
    /// next build deletes them with the old site.
    pub stranded: Vec<Utf8PathBuf>,
}
