//! Where something stands: files, byte ranges, line and column.
//!
//! In: file texts. Out: [`Span`]s that every later stage carries along, and their line and column.
//! Nothing here reads a disk; a [`Files`] is filled by whoever has the texts.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A file known to a [`Files`]; cheap to copy, meaningless outside its `Files`.
///
/// Ids are ordered as the files were added, which is by path, so spans sort by path as well. They are labels with room between
/// them and no places in a list: a file that appears later gets one in between, and all others keep theirs
/// ([`Files::keeping_ids_of`]). So what was read out of a file holds as long as its text does, however many files come and
/// go around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// How far apart two ids are that are given one after the other: room for ten files that appear one by one at the same place.
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
    /// The range `range` of `file`. Files are under 4 GiB, which the loader guarantees.
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

/// A text file, as every stage sees it: line ends are `\n`, there is no byte-order mark.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// Path from the site's root, with forward slashes.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    /// Made when the first position is asked for: most files have no findings.
    lines: OnceLock<Arc<LineTable>>,
}

impl TextFile {
    fn new(path: Arc<str>, text: Arc<str>) -> Self {
        Self { path, text, lines: OnceLock::new() }
    }

    /// Where lines begin in this file.
    pub fn lines(&self) -> &LineTable {
        self.lines.get_or_init(|| Arc::new(LineTable::new(&self.text)))
    }
}

/// How many bytes lie between two places at which characters have been counted.
const BLOCK: usize = 1024;

/// Where the lines of a text begin, and how many characters stand before every 1,024th byte. With both, a position is found
/// by a binary search and a short count, however long the text or one of its lines is.
#[derive(Debug)]
pub struct LineTable {
    /// The first byte of every line.
    starts: Vec<usize>,
    /// What begins before each block.
    before: Vec<CharacterCount>,
}

/// How long a text is, in the two units in which editors count columns.
#[derive(Clone, Copy, Debug, Default)]
struct CharacterCount {
    /// Code points.
    characters: usize,
    /// Code units of UTF-16: two for what stands beyond the Basic Multilingual Plane, such as most emoji.
    utf16: usize,
}

impl CharacterCount {
    /// Adds what begins in these bytes of a UTF-8 text.
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

    /// Where a line begins; lines count from 0. `None` behind the last line.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line).copied()
    }

    /// What begins before the byte at `offset`.
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
    /// Column in characters (code points), which people count and reports tell.
    pub column: usize,
    /// Column in code units of UTF-16, which many editors and the Language Server Protocol count.
    pub utf16_column: usize,
}

/// All files that a diagnostic may point into. Clones share what they hold.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// By their ids, which ascend.
    files: Arc<Vec<(FileId, TextFile)>>,
    /// The ids that files had before, while they are added anew.
    kept: Option<Arc<KeptIds>>,
}

/// Ids of files that were known before.
#[derive(Debug)]
struct KeptIds {
    by_path: HashMap<Arc<str>, FileId>,
    ascending: Vec<FileId>,
}

impl Files {
    /// No files yet. Those to come that `earlier` has get the ids that they have there, as long as there is room between
    /// these for all others; where there is none, the files from there on get new ids. Call [`Self::end_keeping`] when all
    /// have been added.
    pub fn keeping_ids_of(earlier: &Self) -> Self {
        let by_path = earlier.iter().map(|(id, file)| (file.path.clone(), id)).collect();
        let ascending = earlier.iter().map(|(id, _)| id).collect();
        Self { files: Arc::default(), kept: Some(Arc::new(KeptIds { by_path, ascending })) }
    }

    /// Files that are added from now on get new ids.
    pub fn end_keeping(&mut self) {
        self.kept = None;
    }

    /// Takes a file in and gives it an id that spans can carry, greater than those of all before.
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
            let behind = kept.ascending.partition_point(|id| id.0 <= last);
            if let Some(next) = kept.ascending.get(behind) {
                let room = (next.0 - last) / 2;
                if room > 0 {
                    return FileId(last + room);
                }
                self.end_keeping();
            }
        }
        FileId(last.checked_add(ID_STEP).expect("fewer than four million files"))
    }

    /// Gives the file of this path another text, if there is one.
    pub fn replace(&mut self, path: &str, text: impl Into<Arc<str>>) {
        if let Some((_, file)) = Arc::make_mut(&mut self.files).iter_mut().find(|(_, file)| &*file.path == path) {
            *file = TextFile::new(file.path.clone(), text.into());
        }
    }

    /// The file behind an id.
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

    /// Where a span begins.
    pub fn position(&self, span: Span) -> LineColumn {
        let file = self.get(span.file);
        file.lines().position(&file.text, span.start as usize)
    }

    /// Where a span begins, and where it has ended.
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

    /// Adds files of these paths and gives their ids.
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
