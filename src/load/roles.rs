//! The roles of files: each file goes into a field of the pipeline's inputs, or a finding says why not.

use bytes::Bytes;
use camino::Utf8Path;

use super::limits::too_large;
use super::seen::{FileContent, ReadAs};
use crate::capture::CaptureFormat;
use crate::config::BuiltInTheme;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{self, ContentKind};
use crate::pipeline::{Attachment, BuildInputs, CaptureFile};
use crate::render::{Asset, builtin};
use crate::route::Route;
use crate::span::{FileId, Span};
use crate::verify::HashedFile;

/// Extensions of files that content can show or link to and that may lie beside it.
const ATTACHED: [&str; 34] = [
    "avif", "csv", "docx", "epub", "flac", "geojson", "gif", "gpx", "jpeg", "jpg", "jxl", "kml", "m4a", "m4v", "mov",
    "mp3", "mp4", "odp", "ods", "odt", "oga", "ogg", "ogv", "opus", "pdf", "png", "pptx", "svg", "tif", "tiff", "wav",
    "webm", "webp", "xlsx",
];

/// The role of a file.
pub(super) enum FileRole {
    Template(String),
    Content(ContentKind),
    /// `None` if its name cannot be part of an address.
    Asset(Option<Route>),
    Capture(CaptureFormat),
    /// A file beside content, which the content may refer to.
    Attachment,
    /// A saved page that is not a text; only its SHA-256 is needed.
    HashedCapture,
    Lock,
    /// It is not read or not published, which has been reported already.
    ReportedOnly,
    /// Its name does not belong in the content folder. The text is its path from there.
    Nothing(String),
}

impl FileRole {
    pub(super) fn want(&self) -> ReadAs {
        match self {
            Self::Template(_) | Self::Content(_) | Self::Lock => ReadAs::Text,
            Self::Asset(Some(_)) | Self::Attachment => ReadAs::Bytes,
            Self::Capture(_) => ReadAs::SavedBytes,
            Self::HashedCapture => ReadAs::Hash,
            Self::Asset(None) | Self::ReportedOnly | Self::Nothing(_) => ReadAs::Nothing,
        }
    }
}

/// Adds a file to the field of `inputs` for its role.
pub(super) fn take_in(content: FileContent, path: &str, role: FileRole, inputs: &mut BuildInputs) {
    match role {
        FileRole::Template(name) => {
            if let Some(file) = add_text(content, path, inputs) {
                inputs.templates.insert(name, file);
            }
        }
        FileRole::Content(kind) => match add_text(content, path, inputs) {
            Some(file) => inputs.content.push((file, kind)),
            None => inputs.unread.push(kind),
        },
        FileRole::Asset(Some(route)) => match content {
            FileContent::Bytes(bytes) => inputs.assets.push(Asset { route, path: path.to_owned(), bytes }),
            content => inputs.findings.push(unreadable(path, &content)),
        },
        FileRole::Capture(format) => match content {
            FileContent::Bytes(bytes) => inputs.captures.push(CaptureFile { path: path.into(), format, bytes }),
            content => inputs.findings.push(unreadable(path, &content)),
        },
        FileRole::Attachment => match content {
            FileContent::Bytes(bytes) => inputs.attachments.push(Attachment { path: path.to_owned(), bytes }),
            content => inputs.findings.push(unreadable(path, &content)),
        },
        FileRole::HashedCapture => match content {
            FileContent::Hash(sha256) => inputs.hashed.push(HashedFile { path: path.into(), sha256 }),
            content => inputs.findings.push(unreadable(path, &content)),
        },
        FileRole::Lock => inputs.lock = add_text(content, path, inputs),
        FileRole::ReportedOnly => {}
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
            .help("events/*.md, articles/*.md, pages/*.md, sources/*.toml, actors.toml, offices.toml, places.toml and overview.toml are read; files for the web belong in static/");
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
pub(super) fn is_attached(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    ATTACHED.contains(&ending.as_str())
}

/// Adds the static files of the built-in theme, except where the site has a file with the same name.
pub(super) fn add_theme_assets(theme: BuiltInTheme, has_fonts: bool, inputs: &mut BuildInputs) {
    for (name, bytes) in builtin::assets(theme).filter(|(name, _)| has_fonts || !builtin::is_of_font(name)) {
        let route = Route::file(name).expect("the theme's names are sound");
        if inputs.assets.iter().all(|asset| asset.route != route) {
            let path = builtin::path("static", name);
            inputs.assets.push(Asset { route, path, bytes: Bytes::from_static(bytes) });
        }
    }
}

/// Adds a text and returns its id, or reports why it cannot be read.
pub(super) fn add_text(content: FileContent, path: &str, inputs: &mut BuildInputs) -> Option<FileId> {
    match content {
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
        content => {
            inputs.findings.push(unreadable(path, &content));
            None
        }
    }
}

fn unreadable(path: &str, content: &FileContent) -> Diagnostic {
    let why = match content {
        FileContent::TooLarge => return too_large(path),
        FileContent::Failed(why) => why,
        _ => "it is gone",
    };
    Diagnostic::new(Code::FileUnreadable, format!("{path} cannot be read: {why}")).help("look at its permissions")
}
