//! The state of files at the last scan: a stamp that shows changes without opening the file, and the content.
//!
//! In: a path, how it is read, and its earlier state. Out: a [`SeenFile`], which holds the earlier value if the content
//! is the same.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use camino::Utf8Path;

use super::limits::LARGEST_TEXT;
use crate::capture;
use crate::text::clean;

/// A file that changed less than this before it was read may change again without a new time stamp: the clocks of file
/// systems tick in steps of up to two seconds.
const TICK: Duration = Duration::from_secs(2);

/// Files as they were read, by path from the root. The paths are `String`s because `Utf8Path`s are compared part by
/// part, which is slow.
pub(super) type SeenFiles = HashMap<(ReadAs, String), SeenFile>;

/// The form in which a file is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ReadAs {
    Text,
    Bytes,
    /// As bytes, but not more than [`LARGEST_TEXT`].
    SavedBytes,
    /// As the SHA-256 of its bytes.
    Hash,
    /// Not at all.
    Nothing,
}

/// The state of a file when it was read.
#[derive(Clone)]
pub(super) struct SeenFile {
    /// `None` if the file must be read again in any case.
    stamp: Option<FileStamp>,
    pub(super) content: FileContent,
}

impl SeenFile {
    /// Reads one file that cannot be older than `now`, unless its stamp shows that it has not changed since `before`.
    pub(super) fn of(root: &Utf8Path, key: &(ReadAs, String), before: Option<&Self>, now: SystemTime) -> Self {
        let (want, path) = key;
        let full = root.join(path);
        let metadata = match fs::metadata(&full) {
            Ok(metadata) => metadata,
            Err(error) => return Self { stamp: None, content: failed(&error) },
        };
        if !metadata.is_file() {
            // Reading a named pipe would block for ever.
            return Self { stamp: None, content: FileContent::Failed("it is not a file".to_owned()) };
        }
        let stamp = FileStamp::of(&metadata);
        if let Some(before) = before.filter(|before| before.stamp.is_some() && before.stamp == stamp) {
            return before.clone();
        }
        let content = match want {
            ReadAs::Nothing => FileContent::Nothing,
            ReadAs::Text | ReadAs::SavedBytes if metadata.len() > LARGEST_TEXT => FileContent::TooLarge,
            ReadAs::Text => fs::read(&full).map_or_else(|error| failed(&error), text),
            ReadAs::Hash => fs::File::open(&full)
                .and_then(capture::sha256_of)
                .map_or_else(|error| failed(&error), FileContent::Hash),
            ReadAs::Bytes | ReadAs::SavedBytes => {
                fs::read(&full).map_or_else(|error| failed(&error), |bytes| FileContent::Bytes(bytes.into()))
            }
        };
        // If the content is the same, the earlier value is kept, whatever the time stamp says.
        let content =
            before.map(|before| &before.content).filter(|before| **before == content).cloned().unwrap_or(content);
        let is_sure = |stamp: &FileStamp| {
            stamp.is_settled(now) && !matches!(content, FileContent::Failed(_) | FileContent::Missing)
        };
        Self { stamp: stamp.filter(is_sure), content }
    }
}

/// The content of a file, in the form in which it was read.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum FileContent {
    Text(Arc<str>),
    /// The first invalid byte by its offset, the text with U+FFFD for invalid bytes, and the offset of the first
    /// U+FFFD.
    NotUtf8 {
        byte: usize,
        text: Arc<str>,
        at: usize,
    },
    Bytes(Bytes),
    /// The SHA-256 of the bytes, in lower-case hexadecimal.
    Hash(String),
    /// The file is not read.
    Nothing,
    Missing,
    TooLarge,
    Failed(String),
}

impl FileContent {
    /// Whether this is the same value. Texts and bytes are compared by address, since equal ones are shared.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => Arc::ptr_eq(a, b),
            (Self::Bytes(a), Self::Bytes(b)) => (a.as_ptr(), a.len()) == (b.as_ptr(), b.len()),
            _ => self == other,
        }
    }
}

/// The file system's data about a file, which can be read without opening it.
#[derive(Clone, PartialEq, Eq)]
struct FileStamp {
    size: u64,
    modified: SystemTime,
    /// Device, inode and time of the last status change, in seconds and nanoseconds. Programs that save a file may
    /// replace it with a new one of the same size and time.
    #[cfg(unix)]
    identity: (u64, u64, i64, i64),
}

impl FileStamp {
    /// `None` if the file system keeps no modification time.
    fn of(metadata: &fs::Metadata) -> Option<Self> {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Some(Self {
            size: metadata.len(),
            modified: metadata.modified().ok()?,
            #[cfg(unix)]
            identity: (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec()),
        })
    }

    /// Whether a change after `now` would change the stamp.
    fn is_settled(&self, now: SystemTime) -> bool {
        #[cfg(unix)]
        let changed = {
            let (.., seconds, _) = self.identity;
            let since_epoch = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
            self.modified.max(SystemTime::UNIX_EPOCH + since_epoch)
        };
        #[cfg(not(unix))]
        let changed = self.modified;
        now.duration_since(changed).is_ok_and(|age| age > TICK)
    }
}

fn failed(error: &io::Error) -> FileContent {
    match error.kind() {
        io::ErrorKind::NotFound => FileContent::Missing,
        _ => FileContent::Failed(error.to_string()),
    }
}

fn text(bytes: Vec<u8>) -> FileContent {
    match String::from_utf8(bytes) {
        Ok(text) => FileContent::Text(clean(text).into()),
        Err(error) => {
            let byte = error.utf8_error().valid_up_to();
            // Cleaning changes this offset only if there is a byte-order mark or a carriage return before it.
            let at = clean(String::from_utf8_lossy(&error.as_bytes()[..byte]).into_owned()).len();
            let text = clean(String::from_utf8_lossy(error.as_bytes()).into_owned()).into();
            FileContent::NotUtf8 { byte, text, at }
        }
    }
}

/// Paths of files that were added, changed or removed, sorted.
pub(super) fn changes(before: &SeenFiles, after: &SeenFiles) -> Vec<String> {
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    let is_new = |(key, file): &(&(ReadAs, String), &SeenFile)| {
        !before.get(*key).is_some_and(|old| old.content.is(&file.content))
    };
    let new = after.iter().filter(is_new).map(|(key, _)| key);
    gone.chain(new).map(|(_, path)| path.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}
