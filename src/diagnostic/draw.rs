//! Findings as text for people and as JSON for machines.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::span::{FileId, Files, Span, TextFile};

/// How findings are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportStyle {
    /// Without colours: for pipes, files and tests.
    Plain,
    /// With terminal colours.
    Colour,
}

/// A finding as a person reads it: title, place, excerpt with the place underlined, help. It does not end with a line
/// feed.
pub fn draw(diagnostic: &Diagnostic, files: &Files, style: ReportStyle) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group =
        level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name()).elements(Vec::<Element>::new());
    let mut columns = Vec::new();
    for (file, places) in by_file(diagnostic) {
        let text = files.get(file);
        group = group.element(snippet(text, places, &mut columns).path(&*text.path));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    with_columns(rendered(group, style), &columns)
}

/// Only the lines with the places underlined, for readers who see title, place and help elsewhere. Places in other
/// files are below the names of those files. `None` if the finding has no place.
pub fn excerpt(diagnostic: &Diagnostic, files: &Files) -> Option<String> {
    let own = diagnostic.span.map(|span| span.file);
    let mut group = Group::with_level(Level::NOTE);
    let mut columns = Vec::new();
    for (file, places) in by_file(diagnostic) {
        let text = files.get(file);
        let path = (Some(file) != own).then_some(&*text.path);
        group = group.element(snippet(text, places, &mut columns).path(path));
    }
    if group.is_empty() {
        return None;
    }
    let text = with_columns(rendered(group, ReportStyle::Plain), &columns);
    // The drawing begins with an empty line that separates it from the title. Here there is no title.
    Some(
        text.split_once('\n').filter(|(line, _)| line.trim() == "|").map_or(text.as_str(), |(_, rest)| rest).to_owned(),
    )
}

fn rendered(group: Group<'_>, style: ReportStyle) -> String {
    let renderer = match style {
        ReportStyle::Plain => Renderer::plain(),
        ReportStyle::Colour => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Ascii).term_width(160).render(&[group])
}

/// A place to underline: the kind of the annotation, the span, the label.
type Highlight<'a> = (AnnotationKind, Span, &'a str);

/// The places of a finding by file: its own file first, then the others in the order in which they are named.
fn by_file(diagnostic: &Diagnostic) -> Vec<(FileId, Vec<Highlight<'_>>)> {
    let mut places: Vec<(FileId, Vec<Highlight<'_>>)> = Vec::new();
    let own = diagnostic.span.map(|span| (AnnotationKind::Primary, span, diagnostic.label.as_str()));
    let related = diagnostic.related.iter().map(|related| (AnnotationKind::Context, related.span, &*related.label));
    for place in own.into_iter().chain(related) {
        match places.iter_mut().find(|(file, _)| *file == place.1.file) {
            Some((_, list)) => list.push(place),
            None => places.push((place.1.file, vec![place])),
        }
    }
    places
}

/// The places in one file, each as `PATH:LINE:COLUMN` in two forms: as the library prints it, which is given only a
/// part of the line, and with the column in the whole line.
type Columns = Vec<(String, String)>;

/// Corrects the column of each file's place in a drawing. The library prints one place for each file, after the title.
fn with_columns(mut drawing: String, files: &[Columns]) -> String {
    let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit());
    for columns in files {
        let title = drawing.find('\n').unwrap_or(drawing.len());
        let found = columns.iter().find_map(|(told, right)| {
            let (at, _) =
                drawing[title..].match_indices(told).find(|(at, _)| is_whole(&drawing[title + at + told.len()..]))?;
            Some((title + at..title + at + told.len(), right))
        });
        if let Some((range, right)) = found {
            drawing.replace_range(range, right);
        }
    }
    drawing
}

/// How many characters of a line the library is given before and after the underlined part; it shows fewer.
const AROUND: usize = 400;

/// The lines of a file with these places, underlined. The library is given only those lines, and of long ones only the
/// part around the places, because it reads everything that it is given: with the whole text, ten thousand findings in
/// one file or on one line took most of a minute.
fn snippet<'a>(
    file: &'a TextFile,
    places: Vec<Highlight<'a>>,
    columns: &mut Vec<Columns>,
) -> Snippet<'a, Annotation<'a>> {
    let TextFile { path, text, .. } = file;
    let lines = file.lines();
    let from = places.iter().map(|(_, span, _)| span.start as usize).min().unwrap_or_default();
    let to = places.iter().map(|(_, span, _)| span.end as usize).max().unwrap_or_default();
    // The end of the text belongs to the last line, even if a line feed comes before it.
    let line_at = |at: usize| {
        let line = lines.line_at(at);
        if lines.start(line) == Some(text.len()) { line.saturating_sub(1) } else { line }
    };
    let (first, last) = (line_at(from), line_at(to));
    let start_of_line = lines.start(first).unwrap_or_default();
    let end_of_line = lines.start(last + 1).unwrap_or(text.len());
    let before = text[start_of_line..from].char_indices().rev().nth(AROUND);
    let start = before.map_or(start_of_line, |(at, _)| start_of_line + at);
    let end = text[to..end_of_line].char_indices().nth(AROUND).map_or(end_of_line, |(at, _)| to + at);
    if start > start_of_line {
        let on_first_line =
            places.iter().map(|(_, span, _)| *span).filter(|span| line_at(span.start as usize) == first);
        let columns_of_file = on_first_line.map(|span| {
            let told = text[start..span.start as usize].chars().count() + 1;
            let right = lines.position(text, span.start as usize).column;
            (format!("{path}:{}:{told}", first + 1), format!("{path}:{}:{right}", first + 1))
        });
        columns.push(columns_of_file.collect());
    }
    let annotation = |(kind, span, label): Highlight<'a>| {
        let range = span.range();
        kind.span(range.start - start..range.end - start).label(label.to_owned())
    };
    Snippet::source(&text[start..end]).line_start(first + 1).annotations(places.into_iter().map(annotation))
}

/// A finding in JSON. Positions count from 1, columns in characters.
#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<JsonLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<JsonLocation<'a>>,
}

#[derive(Serialize)]
struct JsonLocation<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    /// The column in code units of UTF-16, if that is another number.
    #[serde(skip_serializing_if = "Option::is_none")]
    utf16_column: Option<usize>,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
}

/// A finding as a JSON object.
pub fn to_json(diagnostic: &Diagnostic, files: &Files) -> serde_json::Value {
    let place = |span: Span, label| {
        let (start, end) = files.positions(span);
        JsonLocation {
            file: &files.get(span.file).path,
            line: start.line,
            column: start.column,
            utf16_column: Some(start.utf16_column).filter(|column| *column != start.column),
            end_line: end.line,
            end_column: end.column,
            label,
        }
    };
    let record = JsonFinding {
        code: diagnostic.code.name(),
        severity: diagnostic.severity,
        message: &diagnostic.message,
        place: diagnostic.span.map(|span| place(span, &diagnostic.label)),
        help: diagnostic.help.as_deref(),
        related: diagnostic.related.iter().map(|r| place(r.span, &r.label)).collect(),
    };
    serde_json::to_value(record).expect("strings and numbers are always JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    /// A finding on the word "here" in a text.
    fn drawn(text: &str) -> (String, Option<String>) {
        let mut files = Files::default();
        let file = files.add("content/events/a.md", text);
        let at = text.find("here").expect("it stands there");
        let finding =
            Diagnostic::new(Code::LinkDangling, "this leads nowhere").at(Span::new(file, at..at + 4)).help("mend it");
        (draw(&finding, &files, ReportStyle::Plain), excerpt(&finding, &files))
    }

    #[test]
    fn a_long_line_is_drawn_around_the_place_and_told_by_its_own_column() {
        let words = "é word ".repeat(AROUND);
        let (whole, part) = drawn(&format!("first\n{words}here {words}\nlast\n"));
        let column = words.chars().count() + 1;
        let lines: Vec<&str> = whole.lines().collect();
        let [title, place, empty, line, marks, bar, help] = lines[..] else { panic!("{whole}") };
        assert_eq!(title, "error[link/dangling]: this leads nowhere");
        assert_eq!(place, format!(" --> content/events/a.md:2:{column}"));
        assert_eq!((empty, bar, help), ("  |", "  |", "  = help: mend it"));
        assert!(line.starts_with("2 | ...") && line.ends_with("..."), "{line}");
        assert_eq!(line.find("here").map(|at| line[..at].chars().count()), marks.find('^'), "{whole}");
        assert_eq!(part.as_deref(), Some(format!("{line}\n{marks}").as_str()));
        // A line that is long but is given to the library as a whole is drawn in the same way.
        let words = "é word ".repeat(AROUND / 7);
        let (short, _) = drawn(&format!("first\n{words}here {words}\nlast\n"));
        assert_eq!(short.lines().skip(2).collect::<Vec<_>>(), lines[2..]);
    }
}
