//! Disk → inputs: the only reader.
//!
//! Every text comes out clean: UTF-8 without a byte-order mark, line ends `\n`. A symbolic link that leads out of the site's
//! folder is not followed, and that is told. What cannot be read is a finding, not the end. A [`SiteFolder`] that is
//! looked at again reads only files that are not as they were, and hands out texts that did not change as the same
//! values.

#![expect(clippy::disallowed_methods, reason = "this is the room that reads")]

mod assets;
mod beside;
mod names;
mod walk;

pub use names::{SITE, is_passing};
pub use walk::{NameFilter, OutwardSymlinks, entries};

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::capture::{self, CaptureFormat};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{BaseUrl, BuiltIn, Config, Editor, Paths};
use crate::parse::{self, ContentKind};
use crate::pipeline::{Attachment, BuildInputs, SavedFile};
use crate::render::{Asset, builtin};
use crate::route::Route;
use crate::span::{FileId, Span};
use crate::text::{clean, composed};
use crate::verify::HashedFile;
use names::unix;
use walk::walk;

/// What was found in saved texts, for those who do not have them.
pub const LOCK: &str = "evidence.lock";

/// The largest content file, template or saved text that is read, in bytes.
pub const LARGEST_TEXT: u64 = 32 << 20;

/// Endings of files that content can show or link to and that may lie beside it.
const ATTACHED: [&str; 34] = [
    "avif", "csv", "docx", "epub", "flac", "geojson", "gif", "gpx", "jpeg", "jpg", "jxl", "kml", "m4a", "m4v", "mov",
    "mp3", "mp4", "odp", "ods", "odt", "oga", "ogg", "ogv", "opus", "pdf", "png", "pptx", "svg", "tif", "tiff", "wav",
    "webm", "webp", "xlsx",
];

/// A file that changed less than this before it was read may change again without another time stamp: the clocks of file
/// systems tick in steps of up to two seconds.
const TICK: Duration = Duration::from_secs(2);

/// What was read, and from where.
pub struct LoadedSite {
    /// For the pipeline.
    pub inputs: BuildInputs,
    /// What `site.toml` says of the site's surroundings.
    pub preface: SiteLayout,
    /// Paths from the root of what is new, different or gone since the last look, sorted.
    pub changed: Vec<String>,
}

/// What has to be known of a site before anything is made of it; as far as `site.toml` can be understood.
#[derive(Clone, Debug, Default)]
pub struct SiteLayout {
    /// The site's folders.
    pub paths: Paths,
    /// Where the preview opens files.
    pub editor: Option<Editor>,
    /// Where the site will stand.
    pub base_url: Option<BaseUrl>,
}

/// Reads the site at `root`, with the saved texts in `captures` in place of the folder that `site.toml` names.
pub fn load(root: &Utf8Path, captures: Option<Utf8PathBuf>) -> LoadedSite {
    SiteFolder::new(root.to_owned(), captures).scan()
}

/// A site's folder, and what was last seen of it.
pub struct SiteFolder {
    root: Utf8PathBuf,
    captures: Option<Utf8PathBuf>,
    seen: SeenFiles,
    /// What the last look brought.
    last: Option<(BuildInputs, SiteLayout)>,
}

/// Files as they were seen, by path from the root. Texts, because paths are compared part by part, which takes long.
type SeenFiles = HashMap<(ReadAs, String), SeenFile>;

impl SiteFolder {
    /// A folder that has not been looked at.
    pub fn new(root: Utf8PathBuf, captures: Option<Utf8PathBuf>) -> Self {
        Self { root, captures, seen: SeenFiles::new(), last: None }
    }

    /// Reads the site, as far as it is not as it was.
    pub fn scan(&mut self) -> LoadedSite {
        let mut inputs = BuildInputs::default();
        let mut seen = SeenFiles::new();
        let preface = self.look_into(&mut inputs, &mut seen);
        let changed = changes(&self.seen, &seen);
        self.seen = seen;
        self.last = Some((inputs.clone(), preface.clone()));
        LoadedSite { inputs, preface, changed }
    }

    /// Reads only the files at these real paths. `None` where that does not do, and a look is needed: the first time, and
    /// where something else than the words of a text has changed. At ten thousand files a look takes thirty times as long.
    pub fn rescan(&mut self, places: &BTreeSet<Utf8PathBuf>) -> Option<LoadedSite> {
        let (mut inputs, preface) = self.last.clone()?;
        let root = self.root.canonicalize_utf8().ok()?;
        let now = SystemTime::now();
        let mut texts = Vec::new();
        for place in places {
            let path = unix(place.strip_prefix(&root).ok()?);
            let is_text_only = [ReadAs::Bytes, ReadAs::SavedBytes, ReadAs::Hash, ReadAs::Nothing]
                .iter()
                .all(|want| !self.seen.contains_key(&(*want, path.clone())));
            let key = (ReadAs::Text, path);
            match self.seen.get(&key).map(|sight| &sight.held) {
                Some(FileContent::Text(_)) if is_text_only && key.1 != SITE => {}
                // An editor's file that came and went.
                None if is_text_only && place.symlink_metadata().is_err() => continue,
                _ => return None,
            }
            let sight = self.see(&key, now);
            let FileContent::Text(text) = &sight.held else { return None };
            texts.push((text.clone(), key, sight));
        }
        let mut changed = Vec::new();
        for (text, key, sight) in texts {
            if self.seen.get(&key).is_some_and(|before| !before.held.is(&sight.held)) {
                inputs.files.replace(&key.1, text);
                changed.push(key.1.clone());
            }
            self.seen.insert(key, sight);
        }
        self.last = Some((inputs.clone(), preface.clone()));
        Some(LoadedSite { inputs, preface, changed })
    }

    fn look_into(&self, inputs: &mut BuildInputs, seen: &mut SeenFiles) -> SiteLayout {
        let site = (ReadAs::Text, SITE.to_owned());
        let now = SystemTime::now();
        let sight = self.see(&site, now);
        let held = sight.held.clone();
        seen.insert(site, sight);
        if held == FileContent::Missing {
            inputs.findings.push(beside::no_site(&self.root));
            return SiteLayout::default();
        }
        let Some(file) = add_text(held, SITE, inputs) else { return SiteLayout::default() };
        inputs.site = Some(file);
        let text = inputs.files.get(file);
        // What is wrong in it is told by the pipeline; here only these matter.
        let Config { mut paths, editor, base_url, appearance, .. } = parse::config(file, &text.path, &text.text).0;
        let told = paths.overlaps();
        if let Some(captures) = &self.captures {
            // A folder of the site is called as one.
            let root = self.root.canonicalize_utf8().unwrap_or_else(|_| self.root.clone());
            paths.captures = captures.strip_prefix(&root).unwrap_or(captures).to_string();
        }
        inputs.findings.extend(assets::overlaps(&self.root, &paths, &told));
        // The theme's templates come first; a site's own then take their names.
        for (name, text) in builtin::templates(appearance.theme) {
            let file = inputs.files.add(builtin::path("templates", name), text);
            inputs.templates.insert(name.to_owned(), file);
        }
        let mut wanted = self.list(&paths, inputs);
        self.drop_outside(&paths.content, &mut wanted, inputs);
        let not_read = beside::find(&self.root, &paths, appearance.theme, &mut inputs.findings);
        wanted.extend(not_read.into_iter().map(|path| ((ReadAs::Nothing, path), FileRole::Told)));
        let sights: Vec<SeenFile> = wanted.par_iter().map(|(key, _)| self.see(key, now)).collect();
        for ((key, role), sight) in wanted.into_iter().zip(sights) {
            take_in(sight.held.clone(), &key.1, role, inputs);
            seen.insert(key, sight);
        }
        add_theme_assets(appearance.theme, inputs);
        SiteLayout { paths, editor, base_url }
    }

    /// Every file of the site but `site.toml`, with what it is for. Templates stand before content, so that a new event is
    /// not taken for a change of the theme: spans count files.
    fn list(&self, paths: &Paths, inputs: &mut BuildInputs) -> Vec<((ReadAs, String), FileRole)> {
        let mut wanted = Vec::new();
        let mut below = |folder: &str, names, findings: &mut Diagnostics, role: &dyn Fn(&str) -> Option<FileRole>| {
            let start = self.root.join(folder);
            let prefix = unix(start.strip_prefix(&self.root).unwrap_or(&start));
            for path in walk(&self.root, Utf8Path::new(folder), names, findings) {
                let name = Utf8Path::new(&path).strip_prefix(&prefix).map_or(&*path, Utf8Path::as_str);
                if let Some(role) = role(name) {
                    wanted.push(((role.want(), path), role));
                }
            }
        };
        let findings = &mut inputs.findings;
        below(&paths.templates, NameFilter::Visible, findings, &|name| {
            Some(FileRole::Template(composed(name.to_owned())))
        });
        below(&paths.content, NameFilter::NoUnderscore, findings, &|name| {
            let other = || if is_attached(name) { FileRole::Attachment } else { FileRole::Nothing(name.to_owned()) };
            Some(ContentKind::of(name).map_or_else(other, FileRole::Content))
        });
        // A page saved as PDF or picture may lie beside its text. It is not read, but a record may have its SHA-256.
        below(&paths.captures, NameFilter::Visible, findings, &|name| {
            Some(CaptureFormat::of(name).map_or(FileRole::HashedCapture, FileRole::Capture))
        });
        let prefix = unix(Utf8Path::new(&paths.assets));
        let found = assets::find(&self.root, paths, findings);
        // That something of this kind comes or goes is a change, although nothing of it is read.
        wanted.extend(found.kept_back.into_iter().map(|path| ((ReadAs::Nothing, path), FileRole::Told)));
        for path in found.files {
            let name = Utf8Path::new(&path).strip_prefix(&prefix).map_or(&*path, Utf8Path::as_str);
            let role = FileRole::Asset(Route::file(name));
            wanted.push(((role.want(), path), role));
        }
        if self.root.join(LOCK).exists() {
            wanted.push(((ReadAs::Text, LOCK.to_owned()), FileRole::Lock));
        }
        wanted
    }

    /// Takes out attachments that links bring into the content folder from elsewhere: what lies there is not meant for
    /// readers.
    fn drop_outside(&self, content: &str, wanted: &mut Vec<((ReadAs, String), FileRole)>, inputs: &mut BuildInputs) {
        let Ok(content) = self.root.join(content).canonicalize_utf8() else { return };
        wanted.retain(|((_, path), role)| {
            let real = matches!(role, FileRole::Attachment).then(|| self.root.join(path).canonicalize_utf8());
            let is_inside = real.is_none_or(|real| real.is_ok_and(|real| real.starts_with(&content)));
            if !is_inside {
                inputs.findings.push(
                    Diagnostic::new(
                        Code::FileOutOfPlace,
                        format!("{path} is a link that leads out of the content folder"),
                    )
                    .help("copy the file to where the link is, if readers may have it"),
                );
            }
            is_inside
        });
    }

    /// One file as it is `now` or later; what it holds is read only where it may be something else than at the last look.
    fn see(&self, key: &(ReadAs, String), now: SystemTime) -> SeenFile {
        let (want, path) = key;
        let full = self.root.join(path);
        let before = self.seen.get(key);
        let metadata = match fs::metadata(&full) {
            Ok(metadata) => metadata,
            Err(error) => return SeenFile { stamp: None, held: failed(&error) },
        };
        if !metadata.is_file() {
            // A named pipe would be waited for without end.
            return SeenFile { stamp: None, held: FileContent::Failed("it is not a file".to_owned()) };
        }
        let stamp = FileStamp::of(&metadata);
        if let Some(before) = before.filter(|before| before.stamp.is_some() && before.stamp == stamp) {
            return before.clone();
        }
        let held = match want {
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
        // The same words are the same value, whatever the time stamp says.
        let held = before.map(|before| &before.held).filter(|before| **before == held).cloned().unwrap_or(held);
        let is_sure =
            |stamp: &FileStamp| stamp.is_settled(now) && !matches!(held, FileContent::Failed(_) | FileContent::Missing);
        SeenFile { stamp: stamp.filter(is_sure), held }
    }
}

/// The paths whose files are not the same in both, sorted.
fn changes(before: &SeenFiles, after: &SeenFiles) -> Vec<String> {
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    let is_new =
        |(key, sight): &(&(ReadAs, String), &SeenFile)| !before.get(*key).is_some_and(|old| old.held.is(&sight.held));
    let new = after.iter().filter(is_new).map(|(key, _)| key);
    gone.chain(new).map(|(_, path)| path.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What a file is for.
enum FileRole {
    Template(String),
    Content(ContentKind),
    /// Without an address where its name cannot be one.
    Asset(Option<Route>),
    Capture(CaptureFormat),
    /// It lies beside content, which may refer to it.
    Attachment,
    /// Of which only the SHA-256 is wanted.
    HashedCapture,
    Lock,
    /// It is not read or not published, and that was told.
    Told,
    /// It lies where no file of its name belongs, by its path from the content folder.
    Nothing(String),
}

impl FileRole {
    fn want(&self) -> ReadAs {
        match self {
            Self::Template(_) | Self::Content(_) | Self::Lock => ReadAs::Text,
            Self::Asset(Some(_)) | Self::Attachment => ReadAs::Bytes,
            Self::Capture(_) => ReadAs::SavedBytes,
            Self::HashedCapture => ReadAs::Hash,
            Self::Asset(None) | Self::Told | Self::Nothing(_) => ReadAs::Nothing,
        }
    }
}

/// As what a file is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum ReadAs {
    Text,
    Bytes,
    /// As bytes that are not too many.
    SavedBytes,
    /// As the SHA-256 of its bytes.
    Hash,
    /// Not at all.
    Nothing,
}

/// What was seen of a file.
#[derive(Clone)]
struct SeenFile {
    /// By which a change is known; `None` where the file must be read again in any case.
    stamp: Option<FileStamp>,
    held: FileContent,
}

/// What a file holds.
#[derive(Clone, PartialEq, Eq)]
enum FileContent {
    Text(Arc<str>),
    /// The byte that belongs to no character, the text with marks in such places, and where the first of them stands.
    NotUtf8 {
        byte: usize,
        text: Arc<str>,
        at: usize,
    },
    Bytes(Bytes),
    /// The SHA-256 of the bytes, in lower-case hexadecimal.
    Hash(String),
    /// Nobody asked.
    Nothing,
    Missing,
    TooLarge,
    Failed(String),
}

impl FileContent {
    /// Whether this is the same value: texts and bytes are compared by where they lie, since equal ones are shared.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => Arc::ptr_eq(a, b),
            (Self::Bytes(a), Self::Bytes(b)) => (a.as_ptr(), a.len()) == (b.as_ptr(), b.len()),
            _ => self == other,
        }
    }
}

/// What the file system tells of a file without opening it.
#[derive(Clone, PartialEq, Eq)]
struct FileStamp {
    size: u64,
    modified: SystemTime,
    /// Device, inode and time of the last change of status, in nanoseconds; a saved file may be a new one of the same size
    /// and time.
    #[cfg(unix)]
    identity: (u64, u64, i64, i64),
}

impl FileStamp {
    /// `None` where the file system keeps no time.
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

    /// Whether a change after `now` would show.
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
            // Cleaning changes offsets only before the place, and only for a mark or carriage returns there.
            let at = clean(String::from_utf8_lossy(&error.as_bytes()[..byte]).into_owned()).len();
            let text = clean(String::from_utf8_lossy(error.as_bytes()).into_owned()).into();
            FileContent::NotUtf8 { byte, text, at }
        }
    }
}

/// Puts a file where it belongs.
fn take_in(held: FileContent, path: &str, role: FileRole, inputs: &mut BuildInputs) {
    match role {
        FileRole::Template(name) => {
            if let Some(file) = add_text(held, path, inputs) {
                inputs.templates.insert(name, file);
            }
        }
        FileRole::Content(kind) => match add_text(held, path, inputs) {
            Some(file) => inputs.content.push((file, kind)),
            None => inputs.unread.push(kind),
        },
        FileRole::Asset(Some(route)) => match held {
            FileContent::Bytes(bytes) => inputs.assets.push(Asset { route, path: path.to_owned(), bytes }),
            held => inputs.findings.push(unreadable(path, &held)),
        },
        FileRole::Capture(format) => match held {
            FileContent::Bytes(bytes) => inputs.captures.push(SavedFile { path: path.into(), format, bytes }),
            held => inputs.findings.push(unreadable(path, &held)),
        },
        FileRole::Attachment => match held {
            FileContent::Bytes(bytes) => inputs.attachments.push(Attachment { path: path.to_owned(), bytes }),
            held => inputs.findings.push(unreadable(path, &held)),
        },
        FileRole::HashedCapture => match held {
            FileContent::Hash(sha256) => inputs.hashed.push(HashedFile { path: path.into(), sha256 }),
            held => inputs.findings.push(unreadable(path, &held)),
        },
        FileRole::Lock => inputs.lock = add_text(held, path, inputs),
        FileRole::Told => {}
        FileRole::Asset(None) => inputs.findings.push(
            Diagnostic::new(Code::FileOutOfPlace, format!("{path} has a name that cannot be an address"))
                .help("rename the file without backslashes, colons and invisible characters"),
        ),
        FileRole::Nothing(name) => inputs.findings.push(not_read(path, &name)),
    }
}

/// The finding for a file in the content folder that is not read; `name` is its path from there.
fn not_read(path: &str, name: &str) -> Diagnostic {
    let message = format!("{path} is not read: nothing of that name belongs there");
    let Some(probable) = parse::probable_path(name) else {
        return Diagnostic::new(Code::FileOutOfPlace, message)
            .help("events/*.md, articles/*.md, pages/*.md, sources/*.toml, actors.toml, offices.toml and places.toml are read; files for the web belong in static/");
    };
    let folder = path.strip_suffix(name).unwrap_or_default();
    let is_other_language = Utf8Path::new(name)
        .extension()
        .is_some_and(|ending| ["yaml", "yml", "json"].contains(&ending.to_lowercase().as_str()));
    let written = if is_other_language { ", and write what it says in TOML" } else { "" };
    Diagnostic::new(Code::FileNotRead, message)
        .help(format!("rename it to {folder}{probable}{written}; a name that begins with _ is left out without a word"))
}

/// Whether a file of this name may lie beside content.
fn is_attached(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    ATTACHED.contains(&ending.as_str())
}

/// Static files of the site's built-in theme, where the site has none of that name.
fn add_theme_assets(theme: BuiltIn, inputs: &mut BuildInputs) {
    for (name, bytes) in builtin::assets(theme) {
        let route = Route::file(name).expect("the theme's names are sound");
        if inputs.assets.iter().all(|asset| asset.route != route) {
            let path = builtin::path("static", name);
            inputs.assets.push(Asset { route, path, bytes: Bytes::from_static(bytes) });
        }
    }
}

/// Takes a text in, or reports why not.
fn add_text(held: FileContent, path: &str, inputs: &mut BuildInputs) -> Option<FileId> {
    match held {
        FileContent::Text(text) => Some(inputs.files.add(path, text)),
        FileContent::NotUtf8 { byte, text, at } => {
            let file = inputs.files.add(path, text);
            inputs.findings.push(
                Diagnostic::new(
                    Code::FileNotUtf8,
                    format!("this file is not UTF-8: byte {byte} belongs to no character"),
                )
                .at(Span::new(file, at..at + '\u{fffd}'.len_utf8()))
                .help("save the file with the encoding UTF-8, and look at its accents and quotation marks afterwards"),
            );
            None
        }
        held => {
            inputs.findings.push(unreadable(path, &held));
            None
        }
    }
}

fn unreadable(path: &str, held: &FileContent) -> Diagnostic {
    let why = match held {
        FileContent::TooLarge => return too_large(path),
        FileContent::Failed(why) => why,
        _ => "it is gone",
    };
    Diagnostic::new(Code::FileUnreadable, format!("{path} cannot be read: {why}")).help("look at its permissions")
}

/// The finding for a text with more than [`LARGEST_TEXT`] bytes.
pub fn too_large(path: &str) -> Diagnostic {
    Diagnostic::new(Code::FileTooLarge, format!("{path} has more than {} MiB and is not read", LARGEST_TEXT >> 20))
        .help("split the file; of a saved page, save the article alone")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site with one event in a folder that goes with it.
    fn site() -> (tempfile::TempDir, Utf8PathBuf) {
        let dir = tempfile::tempdir().expect("there is room");
        let root = Utf8Path::from_path(dir.path()).expect("a plain path").canonicalize_utf8().expect("it was made");
        fs::create_dir_all(root.join("content/events")).expect("it is ours");
        fs::write(root.join("site.toml"), "title = \"Ferries\"\n").expect("it is ours");
        fs::write(root.join("content/events/first.md"), "one").expect("it is ours");
        (dir, root)
    }

    fn text(loaded: &LoadedSite, path: &str) -> Option<String> {
        loaded.inputs.files.iter().find(|(_, file)| &*file.path == path).map(|(_, file)| file.text.to_string())
    }

    /// The messages and helps of what was found while reading.
    fn told(root: &Utf8Path) -> Vec<(String, String)> {
        let inputs = load(root, None).inputs;
        let told = |finding: &Diagnostic| (finding.message.clone(), finding.help.as_deref().unwrap_or("").to_owned());
        inputs.findings.iter().map(told).collect()
    }

    #[test]
    fn a_folder_one_letter_off_is_told_only_where_the_right_one_is_missing() {
        let (_dir, root) = site();
        let put = |path: &str| {
            fs::create_dir_all(root.join(path).parent().expect("it lies in a folder")).expect("it is ours");
            fs::write(root.join(path), "words").expect("it is ours");
        };
        // These are somebody's own: content is there, the others hold nothing of ours or are not called alike.
        for own in [
            "contents/events/a.md",
            "events/a.md",
            "template/letter.docx",
            "temp/a.html",
            "status/a.md",
            "stats/a.csv",
            "capture/a.exe",
            "_statics/a.png",
        ] {
            put(own);
        }
        assert_eq!(told(&root), []);
        for (path, folder, right) in [
            ("Statics/a.png", "Statics", "static"),
            ("tempaltes/event.html", "tempaltes", "templates"),
            ("captrues/gazette.txt", "captrues", "captures"),
        ] {
            put(path);
            let found = told(&root);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].0.starts_with(&format!("{folder}/ is not read")), "{found:?}");
            assert!(found[0].1.starts_with(&format!("rename it to {right}, or write ")), "{found:?}");
            put(&format!("{right}/a.txt"));
            assert_eq!(told(&root), [], "{right} is there");
            fs::remove_dir_all(root.join(folder)).expect("it is ours");
        }
    }

    #[test]
    fn a_site_file_under_another_name_is_told() {
        for (name, help) in [
            ("Site.toml", "rename Site.toml to site.toml"),
            ("site.tml", "rename site.tml to site.toml"),
            ("sites.toml", "rename sites.toml to site.toml"),
            ("site.toml.txt", "rename site.toml.txt to site.toml"),
            ("site.yaml", "rename site.yaml to site.toml, and write what it says in TOML"),
        ] {
            let (_dir, root) = site();
            fs::rename(root.join("site.toml"), root.join(name)).expect("it is ours");
            if !root.join("site.toml").exists() {
                assert_eq!(told(&root)[0].1, help);
            }
        }
        let (_dir, root) = site();
        fs::rename(root.join("site.toml"), root.join("vite.toml")).expect("it is ours");
        assert!(told(&root)[0].1.starts_with("go to the folder of your site"));
    }

    #[test]
    fn a_second_look_tells_what_changed_even_where_size_and_time_are_the_same() {
        let (_dir, root) = site();
        let mut folder = SiteFolder::new(root.clone(), None);
        assert_eq!(folder.scan().changed, ["content/events/first.md", "site.toml"]);
        assert!(folder.scan().changed.is_empty());
        fs::write(root.join("content/events/first.md"), "two").expect("it is ours");
        let loaded = folder.scan();
        assert_eq!(loaded.changed, ["content/events/first.md"]);
        assert_eq!(text(&loaded, "content/events/first.md").as_deref(), Some("two"));
        fs::remove_file(root.join("content/events/first.md")).expect("it is ours");
        fs::write(root.join("content/events/second.md~"), "a backup").expect("it is ours");
        assert_eq!(folder.scan().changed, ["content/events/first.md"]);
    }

    #[test]
    fn saved_texts_are_read_however_their_folder_is_written() {
        let (_dir, root) = site();
        fs::create_dir_all(root.join("captures/1998")).expect("it is ours");
        fs::write(root.join("captures/1998/gazette.txt"), "It sailed.").expect("it is ours");
        for folder in
            [Utf8PathBuf::from("captures"), "./captures".into(), "captures/1998/..".into(), root.join("captures")]
        {
            let loaded = load(&root, Some(folder.clone()));
            assert_eq!(loaded.inputs.captures.len(), 1, "{folder}");
        }
        assert_eq!(load(&root, Some(".".into())).inputs.captures.len(), 2, "everything that can be one");
    }

    #[test]
    fn a_glance_reads_texts_anew_and_nothing_else() {
        let (_dir, root) = site();
        let (first, second) = (root.join("content/events/first.md"), root.join("content/events/second.md"));
        let mut folder = SiteFolder::new(root.clone(), None);
        let rescan = |folder: &mut SiteFolder, place: &Utf8PathBuf| folder.rescan(&BTreeSet::from([place.clone()]));
        assert!(rescan(&mut folder, &first).is_none(), "nothing is known yet");
        folder.scan();
        fs::write(&first, "two").expect("it is ours");
        let loaded = rescan(&mut folder, &first).expect("only words changed");
        assert_eq!(loaded.changed, ["content/events/first.md"]);
        assert_eq!(text(&loaded, "content/events/first.md").as_deref(), Some("two"));
        assert!(folder.scan().changed.is_empty(), "a look finds nothing that the glance did not");
        assert!(rescan(&mut folder, &second).expect("it came and went").changed.is_empty());
        fs::write(&second, "new").expect("it is ours");
        for place in [second, root.join("site.toml"), root.join("content")] {
            assert!(rescan(&mut folder, &place).is_none(), "{place}");
        }
        fs::remove_file(&first).expect("it is ours");
        assert!(rescan(&mut folder, &first).is_none());
    }
}
