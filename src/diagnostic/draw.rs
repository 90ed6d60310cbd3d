//! Findings as text for people and as JSON for machines.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::span::{FileId, Files, Span, TextFile};

/// How findings are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Letters only: for pipes, files and tests.
    Plain,
    /// With terminal colours.
    Colour,
}

/// A finding as a person reads it: title line, place, excerpt with the words underlined, help. No line feed at the end.
pub fn draw(diagnostic: &Diagnostic, files: &Files, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group =
        level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name()).elements(Vec::<Element>::new());
    for (file, places) in by_file(diagnostic) {
        let file = files.get(file);
        group = group.element(snippet(file, places).path(&*file.path));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    rendered(group, style)
}

/// Only the lines with the words underlined, for readers who see title, place and help elsewhere. Places in other files
/// stand below the names of those. `None` where the finding has no place.
pub fn excerpt(diagnostic: &Diagnostic, files: &Files) -> Option<String> {
    let own = diagnostic.span.map(|span| span.file);
    let mut group = Group::with_level(Level::NOTE);
    for (file, places) in by_file(diagnostic) {
        let text = files.get(file);
        let path = (Some(file) != own).then_some(&*text.path);
        group = group.element(snippet(text, places).path(path));
    }
    if group.is_empty() {
        return None;
    }
    let text = rendered(group, Style::Plain);
    // Below a title the drawing begins with an empty line; here there is none to keep apart from.
    Some(
        text.split_once('\n').filter(|(line, _)| line.trim() == "|").map_or(text.as_str(), |(_, rest)| rest).to_owned(),
    )
}

fn rendered(group: Group<'_>, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Ascii).term_width(160).render(&[group])
}

/// A place to be underlined, and how.
type Place<'a> = (AnnotationKind, Span, &'a str);

/// The places of a finding, its own file first, then the others in the order in which they are named.
fn by_file(diagnostic: &Diagnostic) -> Vec<(FileId, Vec<Place<'_>>)> {
    let mut places: Vec<(FileId, Vec<Place<'_>>)> = Vec::new();
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

/// The lines of a file that hold these places, underlined. The library is given only those lines, because it looks at all
/// of what it is given: ten thousand findings in one file took seconds.
fn snippet<'a>(file: &'a TextFile, places: Vec<Place<'a>>) -> Snippet<'a, Annotation<'a>> {
    let lines = file.lines();
    let first = places.iter().map(|(_, span, _)| span.start).min().unwrap_or_default();
    let last = places.iter().map(|(_, span, _)| span.end).max().unwrap_or_default();
    // The end of the text belongs to its last line, also where a line feed stands before it.
    let line_at = |at: u32| {
        let line = lines.line_at(at as usize);
        if lines.start(line) == Some(file.text.len()) { line.saturating_sub(1) } else { line }
    };
    let (first, last) = (line_at(first), line_at(last));
    let start = lines.start(first).unwrap_or_default();
    let end = lines.start(last + 1).unwrap_or(file.text.len());
    let annotation = |(kind, span, label): Place<'a>| {
        let range = span.range();
        kind.span(range.start - start..range.end - start).label(label.to_owned())
    };
    Snippet::source(&file.text[start..end]).line_start(first + 1).annotations(places.into_iter().map(annotation))
}

/// A finding for machines. Positions count from 1, columns in characters.
#[derive(Serialize)]
struct Record<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Location<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Location<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
}

/// A finding as a JSON object.
pub fn to_json(diagnostic: &Diagnostic, files: &Files) -> serde_json::Value {
    let place = |span: Span, label| {
        let (start, end) = files.positions(span);
        Location {
            file: &files.get(span.file).path,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            label,
        }
    };
    let record = Record {
        code: diagnostic.code.name(),
        severity: diagnostic.severity,
        message: &diagnostic.message,
        place: diagnostic.span.map(|span| place(span, &diagnostic.label)),
        help: diagnostic.help.as_deref(),
        related: diagnostic.related.iter().map(|r| place(r.span, &r.label)).collect(),
    };
    serde_json::to_value(record).expect("strings and numbers are always JSON")
}
