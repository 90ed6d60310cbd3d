//! Positions in source texts: files, byte ranges, line and column.
//!
//! In: file texts. Out: [`Span`]s, which every later stage passes on, and the line and column of each. Never here:
//! reading a disk; the caller fills a [`Files`] with texts.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The id of a file in a [`Files`]. It is cheap to copy and has no meaning outside its `Files`.
///
/// Ids ascend in the order in which files were added, which is by path, so spans sort by path as well. They are not
/// list indexes: numbers are left free between them. A file that appears later gets a free number and all other files
/// keep theirs ([`Files::keeping_ids_of`]). A parsed document therefore stays valid as long as its text does, whatever
/// other files are added or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// The distance between ids that are given one after the other. It leaves room for ten files added one by one at the
/// same point, since each takes half of the room that is left.
const ID_STEP: u32 = 1024;

/// A range of bytes in one file. Half open; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that the bytes are in.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset past the last byte.
    pub end: u32,
}

impl Span {
    /// The byte range `range` of `file`. Offsets fit into `u32` because the loader refuses files of 4 GiB and more.
    #[expect(clippy::cast_possible_truncation, reason = "the loader refuses files of 4 GiB and more")]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The byte range, for slicing the file's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part `inner` of this span, counted from its start and cut off at its end.
    pub fn part(self, inner: Range<usize>) -> Self {
        let range = self.range();
        let start = (range.start + inner.start).min(range.end);
        Self::new(self.file, start..(range.start + inner.end).clamp(start, range.end))
    }
}

/// A value and the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

/// A text file after loading: line ends are `\n` and there is no byte-order mark.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// Path from the site's root, with forward slashes.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    /// Made when the first position is needed, because most files have no findings.
    lines: OnceLock<Arc<LineTable>>,
}

impl TextFile {
    fn new(path: Arc<str>, text: Arc<str>) -> Self {
        Self { path, text, lines: OnceLock::new() }
    }

    /// The start of every line of this file.
    pub fn lines(&self) -> &LineTable {
        self.lines.get_or_init(|| Arc::new(LineTable::new(&self.text)))
    }
}

/// The distance in bytes between offsets for which a `LineTable` holds a count.
const BLOCK: usize = 1024;

/// The byte at which each line of a text begins, and the number of characters before every 1,024th byte. With both, a
/// position takes one binary search and two counts of at most 1,024 bytes each, however long the text or one of its
/// lines is.
#[derive(Debug)]
pub struct LineTable {
    /// The first byte of every line.
    starts: Vec<usize>,
    /// The number of characters that begin before each block.
    before: Vec<CharacterCount>,
}

/// How long a text is, in the two units in which editors count columns.
#[derive(Clone, Copy, Debug, Default)]
struct CharacterCount {
    /// Code points.
    characters: usize,
    /// Code units of UTF-16: two for a character beyond the Basic Multilingual Plane, such as most emoji.
    utf16: usize,
}

impl CharacterCount {
    /// Adds the characters that begin in these bytes of a UTF-8 text.
    fn with(self, bytes: &[u8]) -> Self {
        let characters = bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count();
        let wide = bytes.iter().filter(|byte| **byte >= 0b1111_0000).count();
        Self { characters: self.characters + characters, utf16: self.utf16 + characters + wide }
    }
}

impl LineTable {
    fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut count = CharacterCount::default();
        let before = text
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let here = count;
                count = count.with(block);
                here
            })
            .collect();
        Self { starts, before }
    }

    /// The number of the line that holds the byte at `offset`, from 0.
    pub fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The byte offset at which a line begins. Lines count from 0; `None` after the last line.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line).copied()
    }

    /// The number of characters that begin before the byte at `offset`.
    fn count_before(&self, text: &str, offset: usize) -> CharacterCount {
        let block = offset / BLOCK;
        // The text may end where a block would begin.
        let block = block.min(self.before.len().saturating_sub(1));
        let counted = self.before.get(block).copied().unwrap_or_default();
        counted.with(&text.as_bytes()[block * BLOCK..offset])
    }

    /// Line and column of the byte at `offset`.
    pub fn position(&self, text: &str, offset: usize) -> LineColumn {
        let line = self.line_at(offset);
        let (start, here) = (self.count_before(text, self.starts[line]), self.count_before(text, offset));
        LineColumn {
            line: line + 1,
            column: here.characters - start.characters + 1,
            utf16_column: here.utf16 - start.utf16 + 1,
        }
    }
}

/// Line and column of a byte, all counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line.
    pub line: usize,
    /// Column in characters (code points), as people count them and reports show them.
    pub column: usize,
    /// Column in code units of UTF-16, which many editors and the Language Server Protocol count.
    pub utf16_column: usize,
}

/// All files that a finding may point into. Cloning is cheap, since clones share the texts.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Sorted by id.
    files: Arc<Vec<(FileId, TextFile)>>,
    /// The ids that files had before. `Some` while files are added again.
    kept: Option<Arc<KeptIds>>,
}

/// Ids of files that were known before.
#[derive(Debug)]
struct KeptIds {
    by_path: HashMap<Arc<str>, FileId>,
    /// Sorted by id.
    earlier: Arc<Vec<(FileId, TextFile)>>,
}

impl Files {
    /// An empty list whose new files get the ids that they have in `earlier`, as long as there is room between those
    /// ids for all other files. From the first place without room on, files get new ids. Call [`Self::end_keeping`]
    /// when all files have been added.
    pub fn keeping_ids_of(earlier: &Self) -> Self {
        let by_path = earlier.iter().map(|(id, file)| (file.path.clone(), id)).collect();
        let kept = KeptIds { by_path, earlier: earlier.files.clone() };
        Self { files: Arc::default(), kept: Some(Arc::new(kept)) }
    }

    /// Files that are added from now on get new ids.
    pub fn end_keeping(&mut self) {
        self.kept = None;
    }

    /// Adds a file and returns its id, which is greater than the ids of all files added before.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let path = path.into();
        let id = self.next_id(&path);
        Arc::make_mut(&mut self.files).push((id, TextFile::new(path, text.into())));
        id
    }

    fn next_id(&mut self, path: &str) -> FileId {
        let last = self.files.last().map_or(0, |(id, _)| id.0);
        if let Some(kept) = &self.kept {
            if let Some(id) = kept.by_path.get(path).filter(|id| id.0 > last) {
                return *id;
            }
            let behind = kept.earlier.partition_point(|(id, _)| id.0 <= last);
            if let Some((next, _)) = kept.earlier.get(behind) {
                let room = (next.0 - last) / 2;
                if room > 0 {
                    return FileId(last + room);
                }
                self.end_keeping();
            }
        }
        FileId(last.checked_add(ID_STEP).expect("fewer than four million files"))
    }

    /// Replaces the text of the file with this path, if there is one.
    pub fn replace(&mut self, path: &str, text: impl Into<Arc<str>>) {
        if let Some((_, file)) = Arc::make_mut(&mut self.files).iter_mut().find(|(_, file)| &*file.path == path) {
            *file = TextFile::new(file.path.clone(), text.into());
        }
    }

    /// The file with this id, which must come from this `Files` or a clone of it.
    pub fn get(&self, id: FileId) -> &TextFile {
        let at =
            self.files.binary_search_by_key(&id, |(id, _)| *id).expect("an id is used with the files that gave it");
        &self.files[at].1
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        &self.get(span.file).text[span.range()]
    }

    /// Every file with its id, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &TextFile)> {
        self.files.iter().map(|(id, file)| (*id, file))
    }

    /// Line and column at which a span begins.
    pub fn position(&self, span: Span) -> LineColumn {
        let file = self.get(span.file);
        file.lines().position(&file.text, span.start as usize)
    }

    /// Line and column at which a span begins, and those just after its end.
    pub fn positions(&self, span: Span) -> (LineColumn, LineColumn) {
        (self.position(span), self.position(Span { start: span.end, ..span }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let mut files = Files::default();
        let file = files.add("a.md", "eins\nzwölf drei\n");
        let span = Span::new(file, 12..16);
        assert_eq!(files.text(span), "drei");
        assert_eq!(files.position(span), LineColumn { line: 2, column: 7, utf16_column: 7 });
    }

    #[test]
    fn positions_are_the_same_as_those_counted_from_the_beginning() {
        let long = format!("{}\n\n{}é\n", "ü€x".repeat(700), "y".repeat(BLOCK - 1));
        for text in ["", "\n", "ä", "a\r\nb", "\u{1f300}\n\u{1f300}x", &long, &long[..BLOCK * 2]] {
            let mut files = Files::default();
            let file = files.add("a.md", text);
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let before = &text[..at];
                let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
                let counted = LineColumn {
                    line: before.matches('\n').count() + 1,
                    column: before[line_start..].chars().count() + 1,
                    utf16_column: before[line_start..].encode_utf16().count() + 1,
                };
                assert_eq!(files.position(Span::new(file, at..at)), counted, "byte {at} of {:?}…", text.get(..20));
            }
        }
    }

    /// Adds files with these paths and returns their ids.
    fn added(mut files: Files, paths: &[u32]) -> (Files, Vec<FileId>) {
        let ids = paths.iter().map(|path| files.add(path.to_string(), "")).collect();
        files.end_keeping();
        (files, ids)
    }

    #[test]
    fn a_file_that_appears_changes_no_other_id() {
        let (earlier, ids) = added(Files::default(), &[10, 20, 30]);
        let (_, with_more) = added(Files::keeping_ids_of(&earlier), &[5, 10, 14, 16, 20, 30, 40]);
        assert_eq!([with_more[1], with_more[4], with_more[5]], *ids);
        assert!(with_more.is_sorted_by(|a, b| a < b), "{with_more:?}");
    }

    #[test]
    fn ids_ascend_and_stay_as_long_as_there_is_room() {
        let seed = 1789;
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut files, mut paths): (Files, Vec<u32>) = Default::default();
        let mut renumbered = 0;
        for round in 0..500 {
            let path = random.u32(..200);
            match paths.binary_search(&path) {
                Ok(at) => drop(paths.remove(at)),
                Err(at) => paths.insert(at, path),
            }
            let (now, ids) = added(Files::keeping_ids_of(&files), &paths);
            assert!(ids.is_sorted_by(|a, b| a < b), "seed {seed}, round {round}: {ids:?}");
            for (id, path) in ids.iter().zip(&paths) {
                assert_eq!(*now.get(*id).path, path.to_string(), "seed {seed}, round {round}");
            }
            let before: HashMap<&str, FileId> = files.iter().map(|(id, file)| (&*file.path, id)).collect();
            let is_moved = |(id, file): (FileId, &TextFile)| before.get(&*file.path).is_some_and(|known| *known != id);
            renumbered += usize::from(now.iter().any(is_moved));
            files = now;
        }
        assert!(renumbered < 50, "seed {seed}: in {renumbered} of 500 rounds files got other ids");
    }

    #[test]
    fn a_part_never_leaves_its_span() {
        let mut files = Files::default();
        let span = Span::new(files.add("a", "0123456789"), 2..6);
        assert_eq!(span.part(1..2).range(), 3..4);
        assert_eq!(span.part(3..99).range(), 5..6);
        assert_eq!(span.part(50..99).range(), 6..6);
    }
}
