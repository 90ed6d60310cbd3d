//! Splits a file at its two `+++` lines into front matter and text.

use std::ops::Range;

use super::context::ParseContext;
use super::statements::{TomlStatementKind, is_bare_key, statements};
use super::toml::{list, proposed};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::text::name_of_invisible;

/// Maximum size of front matter in bytes. Larger front matter is a mistake or an attack.
const LARGEST: usize = 1 << 20;

pub(super) const FENCE: &str = "+++";

/// The fence that other programs use, around YAML.
const DASHES: &str = "---";

/// The parts of a content file, as byte ranges.
pub(super) struct ContentParts {
    /// The opening fence, where missing keys are reported.
    pub fence: Range<usize>,
    /// The TOML between the fences.
    pub toml: Range<usize>,
    /// The Markdown after them.
    pub body: Range<usize>,
}

/// Finds the parts, or reports what is missing. `needed` are the required fields of this kind of file, with an example
/// of each. A mistake with an obvious meaning is reported, and the file is read as it was meant.
pub(super) fn split(context: &ParseContext<'_>, needed: &[&str]) -> Option<ContentParts> {
    let parts = find(context, needed);
    context.incomplete.set(context.incomplete.get() || parts.is_none());
    parts.filter(|parts| is_small_enough(context, parts))
}

fn is_small_enough(context: &ParseContext<'_>, parts: &ContentParts) -> bool {
    let size = parts.toml.len();
    if size > LARGEST {
        context.incomplete.set(true);
        context.report(
            Diagnostic::new(
                Code::FrontMatterTooLarge,
                format!("the front matter has {size} bytes; at most {LARGEST} are read"),
            )
            .at(context.span(parts.fence.clone()))
            .help("move long texts below the second +++ line, or split the file"),
        );
    }
    size <= LARGEST
}

fn find(context: &ParseContext<'_>, needed: &[&str]) -> Option<ContentParts> {
    let text = context.text;
    let start = first_words(text);
    let first = line(text, start);
    let opening = match text[first.clone()].trim_end() {
        FENCE => start..start + FENCE.len(),
        DASHES => return between_dashes(context, start..start + DASHES.len(), needed),
        _ => {
            missing(context, needed);
            return None;
        }
    };
    if start > 0 && !context.has_conflict {
        above(context, start);
    }
    let toml_start = first.end;
    if let Some(closing) = fence(text, toml_start, FENCE) {
        return Some(ContentParts { fence: opening, toml: toml_start..closing.start, body: closing.end..text.len() });
    }
    let open = Diagnostic::new(Code::FrontMatterOpen, "the front matter is not closed")
        .at(context.span(opening.clone()))
        .label("opened here");
    if let Some(dashes) = fence(text, toml_start, DASHES) {
        let place = context.span(dashes.start..dashes.start + DASHES.len());
        context.report(
            open.see(place, "and closed with other signs")
                .help(format!("change {DASHES} to {FENCE}"))
                .fix(Edit::replace(place, FENCE)),
        );
        return Some(ContentParts { fence: opening, toml: toml_start..dashes.start, body: dashes.end..text.len() });
    }
    let end = toml_start + fields_end(&text[toml_start..]);
    context.report(
        open.help("put a line of +++ between the front matter and the text")
            .fix(Edit::insert(context.span(end..end), format!("{FENCE}\n"))),
    );
    Some(ContentParts { fence: opening, toml: toml_start..end, body: end..text.len() })
}

/// Where a text begins after blank and invisible characters.
fn first_words(text: &str) -> usize {
    let is_blank = |c: char| c.is_whitespace() || name_of_invisible(c).is_some();
    text.len() - text.trim_start_matches(is_blank).len()
}

/// Reports blank and invisible characters above the front matter.
fn above(context: &ParseContext<'_>, start: usize) {
    let place = context.span(0..start);
    let named = context.text[..start].chars().find_map(|c| Some((c, name_of_invisible(c)?)));
    let first = context.text.chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let message = match named {
        Some((c, name)) => {
            format!("an invisible character stands before the front matter: {name} (U+{:04X})", u32::from(c))
        }
        None => "this file does not begin with front matter".to_owned(),
    };
    context.report(
        Diagnostic::new(Code::FrontMatterMissing, message)
            .at(context.span(0..named.map_or(0, |_| first)))
            .help("take out everything above the first line of +++")
            .fix(Edit::remove(place)),
    );
}

/// Reports that the file has no front matter at all.
fn missing(context: &ParseContext<'_>, needed: &[&str]) {
    let first_line = line(context.text, 0);
    let end = context.text[first_line].trim_end_matches('\n').len();
    let (fields, lines) = (needed.join(" and "), needed.join("\n"));
    context.report(
        Diagnostic::new(Code::FrontMatterMissing, "this file does not begin with front matter")
            .at(context.span(0..end))
            .help(format!(
                "begin the file with a line of +++, then {fields} on lines of their own, then another line of +++"
            ))
            .fix(Edit::insert(context.span(0..0), format!("{FENCE}\n{lines}\n{FENCE}\n"))),
    );
}

/// Reads a file that begins with `---`: TOML between the wrong fences, or YAML.
fn between_dashes(context: &ParseContext<'_>, opening: Range<usize>, needed: &[&str]) -> Option<ContentParts> {
    let text = context.text;
    let start = line(text, opening.start).end;
    let closing = fence(text, start, DASHES).or_else(|| fence(text, start, FENCE));
    let Some(closing) = closing else {
        missing(context, needed);
        return None;
    };
    let inner = &text[start..closing.start];
    let finding = Diagnostic::new(Code::FrontMatterMissing, "the front matter stands between lines of ---, not of +++")
        .at(context.span(opening.clone()));
    let last = context.span(closing.start..closing.start + FENCE.len());
    let fences = vec![Edit::replace(context.span(opening.clone()), FENCE), Edit::replace(last, FENCE)];
    if statements(inner)
        .iter()
        .any(|statement| matches!(statement.form, TomlStatementKind::Entry { .. } | TomlStatementKind::Heading(_)))
    {
        context.report(
            finding.see(last, "and here").help(format!("change {DASHES} to {FENCE} in both lines")).fix(fences),
        );
        return Some(ContentParts { fence: opening, toml: start..closing.start, body: closing.end..text.len() });
    }
    let first = inner.lines().find_map(|yaml| Some((yaml, entry(yaml)?)));
    let help = match first {
        Some((yaml, toml)) => {
            format!("this is YAML: write {FENCE} in place of {DASHES}, and {toml} in place of {yaml}")
        }
        None => format!("write {FENCE} in place of {DASHES}, and {} between the two lines", needed.join(" and ")),
    };
    let finding = finding.help(help);
    context.report(match from_yaml(inner) {
        Some(toml) => {
            let inside = Edit::replace(context.span(start..closing.start), toml);
            finding.fix(fences.into_iter().chain([inside]).collect::<Vec<_>>())
        }
        None => finding,
    });
    None
}

/// Converts very simple YAML, keys with texts or lists, to TOML.
fn from_yaml(yaml: &str) -> Option<String> {
    let mut toml = String::new();
    let mut lines = yaml.lines().peekable();
    let mut has_fields = false;
    while let Some(words) = lines.next() {
        if words.trim().is_empty() || words.trim_start().starts_with('#') {
            continue;
        }
        let (key, value) = words.split_once(':')?;
        let entry = if value.trim().is_empty() && is_bare_key(key) {
            let mut items = Vec::new();
            while let Some(item) = lines.next_if(|line| line.trim_start().starts_with("- ")) {
                items.push(item.trim_start().trim_start_matches("- "));
            }
            format!("{key} = {}", list(&items.join(",")))
        } else {
            entry(words)?
        };
        toml.push_str(&entry);
        toml.push('\n');
        has_fields = true;
    }
    has_fields.then_some(toml)
}

/// Converts `key: value` to `key = "value"`.
fn entry(yaml: &str) -> Option<String> {
    let (key, value) = yaml.split_once(':')?;
    (is_bare_key(key) && !value.trim().is_empty()).then(|| format!("{key} = {}", proposed(key, value)))
}

/// Where the fields end in a text without a closing fence: before the first line that is not TOML.
fn fields_end(text: &str) -> usize {
    let fields = statements(text).into_iter().take_while(|statement| statement.form != TomlStatementKind::Other);
    let last = fields.filter(|statement| statement.form != TomlStatementKind::Nothing).last();
    last.map_or(0, |statement| statement.range.end)
}

/// The next line that consists of this fence, apart from spaces after it.
pub(super) fn fence(text: &str, from: usize, fence: &str) -> Option<Range<usize>> {
    let mut start = from;
    for line in text[from..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some(start..start + line.len());
        }
        start += line.len();
    }
    None
}

/// The range from `start` to the end of its line, including the line feed.
pub(super) fn line(text: &str, start: usize) -> Range<usize> {
    start..text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1)
}
