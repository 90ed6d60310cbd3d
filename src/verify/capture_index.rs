//! Assigns saved texts to the sources that they belong to.
//!
//! In: the saved files, and the site. Out: for each source the text in which its quotations are looked up, and findings
//! for the files. A file belongs to the source whose record has its SHA-256, or else to the source whose id is its
//! name.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::capture::{self, CaptureFormat};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Suggestions};
use crate::fold::FoldedText;
use crate::model::{ArticleOrRecord, Capture, Html, LinkableKind, PublishedArticlePart, Site, Source, SourceIx};
use crate::route::Slug;
use crate::span::{FileId, Files, Span};
use crate::text::composed;

/// A text in which quotations are looked up, with its folded form.
#[derive(Debug)]
pub struct LookupText {
    /// The text as it was extracted.
    pub plain: Arc<str>,
    /// The same text in the form in which it is compared.
    pub folded: FoldedText,
}

impl LookupText {
    fn new(plain: Arc<str>) -> Self {
        Self { folded: FoldedText::new(&plain), plain }
    }
}

/// A file of the folder for saved texts, read.
#[derive(Debug)]
pub struct SavedText {
    /// Its path.
    pub path: Arc<str>,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The text of the file.
    pub text: LookupText,
    /// Whether the text is the file itself, so that line numbers are those of the file. For a web page they are not.
    pub has_lines_of_file: bool,
}

impl SavedText {
    /// Reads a file, or returns the finding that says why it cannot be read.
    pub fn read(path: &Arc<str>, format: CaptureFormat, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let saved = capture::read(format, bytes).map_err(|unreadable| {
            Diagnostic::new(Code::CaptureUnreadable, format!("{path} cannot be read: {}", unreadable.message))
                .help(unreadable.help)
        })?;
        Ok(Self {
            path: path.clone(),
            sha256: saved.sha256,
            text: LookupText::new(saved.text),
            has_lines_of_file: saved.is_own_text,
        })
    }

    /// The name of the file without folders and extension.
    fn stem(&self) -> String {
        stem(&self.path)
    }
}

/// A file of the folder for saved texts whose format is not read: a PDF, a picture, a web archive.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HashedFile {
    /// Its path.
    pub path: Arc<str>,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// The name of a file without folders and extension, in NFC like ids.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    composed(name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned())
}

/// The files that findings point into. Saved texts are added when a finding needs them.
pub(super) struct FindingFiles<'f> {
    files: &'f mut Files,
    added: HashMap<Arc<str>, FileId>,
}

impl<'f> FindingFiles<'f> {
    pub fn new(files: &'f mut Files) -> Self {
        Self { files, added: HashMap::new() }
    }

    pub fn files(&self) -> &Files {
        self.files
    }

    /// The span of a range of a saved text.
    pub fn place(&mut self, saved: &SavedText, range: Range<usize>) -> Span {
        let file = self.added.entry(saved.path.clone()).or_insert_with_key(|path| {
            let path = if saved.has_lines_of_file { path.clone() } else { format!("{path} (its text)").into() };
            self.files.add(path, saved.text.plain.clone())
        });
        Span::new(*file, range)
    }
}

/// The text in which the quotations of a source are looked up.
#[derive(Clone, Debug)]
pub enum SourceText {
    /// A saved text.
    Saved(Arc<SavedText>),
    /// The body of the article, which is published in full.
    Own(Arc<LookupText>),
    /// There is no text.
    Nothing,
}

impl SourceText {
    /// The text and its folded form, if there is one.
    pub fn text(&self) -> Option<&LookupText> {
        match self {
            Self::Saved(saved) => Some(&saved.text),
            Self::Own(text) => Some(text),
            Self::Nothing => None,
        }
    }

    /// The saved text, if the source has one.
    pub fn saved(&self) -> Option<&Arc<SavedText>> {
        match self {
            Self::Saved(saved) => Some(saved),
            _ => None,
        }
    }
}

/// Folded texts of articles that are published in full, kept for the next run.
#[derive(Default)]
pub(super) struct ArticleTextCache(HashMap<Slug, (Html, Arc<LookupText>)>);

impl ArticleTextCache {
    fn text(&mut self, source: &Source) -> Arc<LookupText> {
        let known = self.0.get(&source.id).filter(|(body, _)| *body == source.body);
        if let Some((_, text)) = known {
            return text.clone();
        }
        let text = Arc::new(LookupText::new(source.body.plain().into()));
        self.0.insert(source.id.clone(), (source.body.clone(), text.clone()));
        text
    }

    fn forget_all_but(&mut self, held: &[SourceText]) {
        let own = || held.iter().filter(|held| matches!(held, SourceText::Own(_)));
        if self.0.len() > own().count() {
            self.0.retain(|_, (_, text)| Arc::strong_count(text) > 1);
        }
    }
}

/// The text of every source, in the order of the handles of sources.
pub struct CaptureIndex(Vec<SourceText>);

impl CaptureIndex {
    /// Assigns a text to every source, and reports files that are wrong or belong to no source.
    pub fn new(
        site: &Site,
        saved: &[Arc<SavedText>],
        hashed: &[HashedFile],
        bodies: &mut ArticleTextCache,
        findings: &mut Diagnostics,
    ) -> Self {
        let unread = HashOnlyFiles::new(hashed);
        let mut by_hash: BTreeMap<&str, &Arc<SavedText>> = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<&Arc<SavedText>>> = BTreeMap::new();
        for file in saved {
            by_hash.entry(&file.sha256).or_insert(file);
            by_name.entry(file.stem()).or_default().push(file);
        }
        let held = site.sources.iter().map(|source| {
            let named = by_name.remove(source.id.as_str()).unwrap_or_default();
            if let [first, second, ..] = named.as_slice() {
                findings.push(twice(source, first, second));
            }
            let recorded = source.capture.as_ref().and_then(|capture| by_hash.get(capture.sha256.as_str()).copied());
            match recorded.or(named.first().copied()) {
                Some(file) => {
                    let other = source.capture.as_ref().filter(|capture| capture.sha256 != file.sha256);
                    findings.extend(other.map(|capture| match unread.by_hash.get(capture.sha256.as_str()) {
                        Some(unread) => recorded_unread(source, unread, file),
                        None => not_as_recorded(source, capture, &file.path, &file.sha256),
                    }));
                    SourceText::Saved(file.clone())
                }
                None => {
                    let other = unread.not_as_recorded(source);
                    findings.extend(
                        other.map(|(capture, file)| not_as_recorded(source, capture, &file.path, &file.sha256)),
                    );
                    match source.form {
                        ArticleOrRecord::Article(PublishedArticlePart::Full) => SourceText::Own(bodies.text(source)),
                        _ => SourceText::Nothing,
                    }
                }
            }
        });
        let held: Vec<SourceText> = held.collect();
        bodies.forget_all_but(&held);
        let used: HashSet<&str> = held.iter().filter_map(SourceText::saved).map(|file| &*file.path).collect();
        let unused = by_name.into_values().flatten().filter(|file| !used.contains(&*file.path));
        findings.extend(unknown(site, unused));
        Self(held)
    }

    /// The text of a source.
    pub fn of(&self, source: SourceIx) -> &SourceText {
        &self.0[source.at()]
    }
}

fn twice(source: &Source, first: &SavedText, second: &SavedText) -> Diagnostic {
    Diagnostic::new(Code::CaptureTwice, format!("there are two saved texts of {}", source.id))
        .at(source.span)
        .label("of this source")
        .help(format!(
            "keep one of {} and {}; the other cannot be what the quotations are from as well",
            first.path, second.path
        ))
}

fn not_as_recorded(source: &Source, capture: &Capture, path: &str, sha256: &str) -> Diagnostic {
    Diagnostic::new(Code::EvidenceCaptureChanged, format!("{path} is not the saved text that {} was worked from", source.id))
        .at(source.span)
        .label("its record has another SHA-256")
        .help(format!(
            "put back the file whose SHA-256 is {}; or, where the new one is right, look at its quotations again and write capture = {{ sha256 = \"{sha256}\" }}",
            capture.sha256
        ))
}

/// The finding for a record that names a file whose format is not read, while a text is beside it.
fn recorded_unread(source: &Source, unread: &HashedFile, file: &SavedText) -> Diagnostic {
    let message =
        format!("the record of {} names {}, but its quotations are looked up in {}", source.id, unread.path, file.path);
    Diagnostic::new(Code::EvidenceCaptureChanged, message).at(source.span).label("of this source").help(format!(
        "record the text that is read: capture = {{ sha256 = \"{}\" }}; the other file can stay beside it",
        file.sha256
    ))
}

/// Files whose format is not read, to be compared with the hashes in records.
struct HashOnlyFiles<'f> {
    by_hash: HashMap<&'f str, &'f HashedFile>,
    by_name: HashMap<String, &'f HashedFile>,
}

impl<'f> HashOnlyFiles<'f> {
    fn new(files: &'f [HashedFile]) -> Self {
        let (mut by_hash, mut by_name) = (HashMap::new(), HashMap::new());
        for file in files {
            by_hash.entry(file.sha256.as_str()).or_insert(file);
            by_name.entry(stem(&file.path)).or_insert(file);
        }
        Self { by_hash, by_name }
    }

    /// The hash in a source's record and the file with the source's name, if no file has that hash.
    fn not_as_recorded<'s>(&self, source: &'s Source) -> Option<(&'s Capture, &'f HashedFile)> {
        let capture = source.capture.as_ref()?;
        let named = self.by_name.get(source.id.as_str())?;
        (!self.by_hash.contains_key(capture.sha256.as_str())).then_some((capture, named))
    }
}

/// Findings for files that belong to no source. There are none if sources are left out, since a file may belong to one
/// of those.
fn unknown<'f>(site: &Site, files: impl Iterator<Item = &'f Arc<SavedText>>) -> Vec<Diagnostic> {
    let is_absent = site.absent.things.keys().any(|(thing, _)| *thing == LinkableKind::Source);
    if is_absent || site.absent.unread.contains(&LinkableKind::Source) {
        return Vec::new();
    }
    let ids = LazyCell::new(|| Suggestions::new(site.sources.iter().map(|source| source.id.as_str())));
    let finding = |file: &Arc<SavedText>| {
        let rename = ids.nearest(&file.stem()).map_or_else(
            || "give it the id of a source as its name, or write its SHA-256 into the source's record".to_owned(),
            |id| format!("did you mean {id}? Rename the file, or write its SHA-256 into the source's record"),
        );
        Diagnostic::new(Code::CaptureUnknown, format!("{} is the saved text of no source", file.path)).help(rename)
    };
    files.map(finding).collect()
}
