//! The report on what a build did to the output folder.

use camino::Utf8PathBuf;

/// What a build did to the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// New files.
    pub created: usize,
    /// Files with other bytes than before.
    pub changed: usize,
    /// Files that were not touched. They keep their inode and modification time.
    pub unchanged: usize,
    /// Files that were deleted because they are no longer part of the site.
    pub deleted: usize,
    /// The total size of the created and changed files, in bytes.
    pub bytes_written: u64,
    /// Files that are no longer part of the site, but stay in the output because somebody changed them. Paths are
    /// relative to the output. Every build reports them until they are deleted.
    pub kept: Vec<Utf8PathBuf>,
    /// Files that somebody put into the old tree while it was exchanged for the new one, and that could not be moved
    /// into the new one. The next build deletes them.
    pub stranded: Vec<Utf8PathBuf>,
    /// The SHA-256 of the manifest, in lower-case hexadecimal. It stands for the bytes of all files of the site.
    pub manifest: String,
}
