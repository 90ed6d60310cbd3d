//! Finds merge conflicts left in a file: `<<<<<<<`, `=======`, `>>>>>>>`.
//!
//! In: a text. Out: one finding for each conflict, and the text of one side, so that the rest can be checked. Such a
//! line is never intended: texts about merges put a space before it.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit};
use crate::span::{FileId, Span};

/// Reports all conflicts in a file.
pub fn conflicts(file: FileId, text: &str) -> Diagnostics {
    let mut findings = Diagnostics::default();
    findings.extend(find(text).iter().map(|conflict| conflict.finding(file)));
    findings
}

/// The text with spaces in place of all but the first side of each conflict. Its length stays the same.
pub(super) fn first_sides(text: &str) -> Cow<'_, str> {
    let conflicts = find(text);
    if conflicts.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut rest = text.as_bytes().to_vec();
    for range in conflicts.iter().flat_map(|conflict| conflict.all_but(GitConflictSide::First)) {
        for byte in &mut rest[range] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    Cow::Owned(String::from_utf8(rest).expect("only whole lines are blanked"))
}

/// One conflict, or a single marker line that is left of one. Ranges are whole lines.
#[derive(Debug, Default)]
struct GitConflict {
    /// `<<<<<<<`
    opening: Option<Range<usize>>,
    /// `|||||||`, which begins the common ancestor of both sides.
    base: Option<Range<usize>>,
    /// `=======`
    middle: Option<Range<usize>>,
    /// `>>>>>>>`
    closing: Option<Range<usize>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum GitConflictSide {
    First,
    Second,
}

fn find(text: &str) -> Vec<GitConflict> {
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: Option<GitConflict> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        if is_mark(line, '<') {
            found.extend(open.replace(GitConflict { opening: Some(range), ..GitConflict::default() }));
        } else if is_mark(line, '>') {
            found.push(GitConflict { closing: Some(range), ..open.take().unwrap_or_default() });
        } else if let Some(conflict) = &mut open {
            // Outside a conflict, such a line underlines a heading.
            if is_mark(line, '=') && conflict.middle.is_none() {
                conflict.middle = Some(range);
            } else if is_mark(line, '|') && conflict.middle.is_none() {
                conflict.base = Some(range);
            }
        }
    }
    found.extend(open);
    found
}

/// Whether a line consists of seven of these characters, optionally followed by a space and a name.
fn is_mark(line: &str, sign: char) -> bool {
    let rest = line.trim_end_matches(['\n', '\r']).trim_start_matches(sign);
    let signs = line.len() - line.trim_start_matches(sign).len();
    signs == 7 && (rest.is_empty() || rest.starts_with(' '))
}

impl GitConflict {
    fn finding(&self, file: FileId) -> Diagnostic {
        let span = |range: &Range<usize>| Span::new(file, range.clone());
        let marks = [&self.opening, &self.base, &self.middle, &self.closing].into_iter().flatten();
        let Some(first) = marks.clone().next() else { unreachable!("a conflict has a mark") };
        let place = Span::new(file, first.start..first.start + 7);
        let finding = Diagnostic::new(Code::FileMergeConflict, "a merge conflict was left here").at(place);
        let (Some(_), Some(_), Some(closing)) = (&self.opening, &self.middle, &self.closing) else {
            let edits: Vec<Edit> = marks.map(|range| Edit::remove(span(range))).collect();
            return finding.help("look at what both versions said, and take this line out").fix(edits);
        };
        let keep = |side| self.all_but(side).iter().map(|range| Edit::remove(span(range))).collect::<Vec<Edit>>();
        finding
            .label("it begins here")
            .see(Span::new(file, closing.start..closing.start + 7), "and ends here")
            .help("keep one of the two versions, or words that are right for both, and take out the lines with these marks")
            .fix(keep(GitConflictSide::First))
            .fix(keep(GitConflictSide::Second))
    }

    /// The ranges that are removed if only one side stays.
    fn all_but(&self, side: GitConflictSide) -> Vec<Range<usize>> {
        let (Some(opening), Some(middle), Some(closing)) = (&self.opening, &self.middle, &self.closing) else {
            return [&self.opening, &self.base, &self.middle, &self.closing].into_iter().flatten().cloned().collect();
        };
        match side {
            GitConflictSide::First => {
                vec![opening.clone(), self.base.as_ref().unwrap_or(middle).start..closing.end]
            }
            GitConflictSide::Second => vec![opening.start..middle.end, closing.clone()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Files;

    #[test]
    fn each_side_of_a_conflict_can_be_kept() {
        let text = "a\n<<<<<<< ours\nb\n||||||| base\nc\n=======\nd\n>>>>>>> theirs\ne\n";
        let mut files = Files::default();
        let file = files.add("a.md", text);
        let found = conflicts(file, text);
        let [finding] = &found.iter().collect::<Vec<_>>()[..] else { panic!("{found:?}") };
        let kept: Vec<String> = finding.fixes.iter().map(|fix| fix.apply(text)).collect();
        assert_eq!(kept, ["a\nb\ne\n", "a\nd\ne\n"]);
        let first = first_sides(text);
        assert_eq!((first.len(), first.split_whitespace().collect::<String>()), (text.len(), "abe".to_owned()));
    }

    #[test]
    fn headings_quotations_and_indented_marks_are_no_conflicts() {
        for text in
            ["Title\n=======\n", ">>>>>>>> deep\n", "a <<<<<<< b\n", " <<<<<<< HEAD\n", "<<<<<<<x\n", ">>>>>> x\n"]
        {
            assert!(find(text).is_empty(), "{text}");
        }
        assert_eq!(find("<<<<<<< HEAD\na\n").len(), 1);
        assert_eq!(find("a\n>>>>>>> b\n").len(), 1);
        assert_eq!(find("<<<<<<<\na\n=======\n>>>>>>>\n<<<<<<<\n=======\nb\n>>>>>>>\n").len(), 2);
    }
}
