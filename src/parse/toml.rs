//! Parses TOML, reports each mistake on its own, and masks mistakes so that the rest can be checked.
//!
//! In: a part of a file. Out: its table, with a [`TomlOutline`] that knows what was masked, and one finding for each
//! invalid statement, at the place where its mistake begins. A masked value counts as present and unknown.

use std::cell::OnceCell;
use std::iter;
use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::context::ParseContext;
use super::statements::{OpenDelimiter, TomlStatement, TomlStatementKind, UnclosedDelimiter, is_bare_key, statements};
use crate::date::{DateError, UnzonedDate};
use crate::diagnostic::{Code, Diagnostic, Edit, toml_text};
use crate::text::{is_forbidden, name_of_invisible};

/// Maximum number of times that a text is parsed again with its mistakes masked.
const ATTEMPTS: usize = 20;

/// A parsed table and the outline of its text.
pub(super) struct TomlTable<'a> {
    pub table: TomlSpanned<DeTable<'a>>,
    pub outline: TomlOutline<'a>,
}

impl<'a> TomlTable<'a> {
    /// Parses the TOML at `range` of the file. `None` if none of it can be understood.
    pub(super) fn parse(context: &'a ParseContext<'_>, range: Range<usize>) -> Option<Self> {
        let text = &context.text[range.clone()];
        let mut outline = TomlOutline {
            text,
            offset: range.start,
            statements: OnceCell::new(),
            aside: InvalidTomlStatement::default(),
        };
        // In debug builds, the TOML parser fails on a long text that is never closed.
        let may_be_open = text.contains("\"\"\"") || text.contains("'''");
        if !(may_be_open && outline.statements().iter().any(|statement| statement.open.is_some())) {
            let (table, errors) = DeTable::parse_recoverable(text);
            if errors.is_empty() {
                let toml = Self { table, outline };
                toml.report_forbidden(context, toml.table.get_ref());
                return Some(toml);
            }
        }
        let Some((rest, aside)) = set_aside(context, &outline) else {
            context.incomplete.set(true);
            return None;
        };
        outline.aside = aside;
        let (table, errors) = DeTable::parse_recoverable(context.set_aside.get_or_init(|| rest));
        debug_assert!(errors.is_empty(), "what is wrong was set aside");
        let toml = Self { table, outline };
        toml.report_forbidden(context, toml.table.get_ref());
        Some(toml)
    }

    /// Reports characters in keys and texts that no page can contain and that are written as escapes.
    fn report_forbidden(&self, context: &ParseContext<'_>, table: &DeTable<'_>) {
        for (key, node) in table {
            self.report_forbidden_in(context, key.get_ref(), key.span());
            self.report_forbidden_below(context, node);
        }
    }

    fn report_forbidden_below(&self, context: &ParseContext<'_>, node: &TomlSpanned<DeValue<'_>>) {
        match node.get_ref() {
            DeValue::String(text) => self.report_forbidden_in(context, text, node.span()),
            DeValue::Array(list) => {
                for node in list {
                    self.report_forbidden_below(context, node);
                }
            }
            DeValue::Table(table) => self.report_forbidden(context, table),
            _ => {}
        }
    }

    fn report_forbidden_in(&self, context: &ParseContext<'_>, text: &str, range: Range<usize>) {
        let offset = self.outline.offset;
        context.without_forbidden(text, context.span(offset + range.start..offset + range.end));
    }
}

/// The positions of statements in a TOML text.
pub(super) struct TomlOutline<'a> {
    text: &'a str,
    /// The offset of the text in the file. Ranges in the text count from there.
    pub offset: usize,
    /// Created when a finding needs it.
    statements: OnceCell<Vec<TomlStatement>>,
    aside: InvalidTomlStatement,
}

/// The invalid parts of a text, which are masked.
#[derive(Default)]
struct InvalidTomlStatement {
    /// Offsets of the values that count as present and unknown.
    values: Vec<usize>,
    /// Offsets and names of keys that are masked together with their values.
    keys: Vec<(usize, String)>,
}

impl TomlOutline<'_> {
    fn statements(&self) -> &[TomlStatement] {
        self.statements.get_or_init(|| statements(self.text))
    }

    /// Whether the value at `start` counts as present and unknown.
    pub(super) fn is_set_aside(&self, start: usize) -> bool {
        self.aside.values.contains(&start)
    }

    /// Whether this key has been masked in the table that contains the byte at `at`.
    pub(super) fn lost(&self, at: usize, key: &str) -> bool {
        let is_here = |lost: &usize| self.table_of(*lost) == self.table_of(at);
        self.aside.keys.iter().any(|(lost, name)| name == key && is_here(lost))
    }

    /// The number of headings up to `at`, which identifies a table.
    fn table_of(&self, at: usize) -> usize {
        let above = |statement: &&TomlStatement| statement.range.start <= at;
        let is_heading = |statement: &&TomlStatement| matches!(statement.form, TomlStatementKind::Heading(_));
        self.statements().iter().take_while(above).filter(is_heading).count()
    }

    /// The whole statement at `at`, including its line feed.
    pub(super) fn statement_at(&self, at: usize) -> Range<usize> {
        self.index_at(at).map_or(at..at, |index| self.statements()[index].range.clone())
    }

    fn index_at(&self, at: usize) -> Option<usize> {
        self.statements().partition_point(|statement| statement.range.start <= at).checked_sub(1)
    }

    /// The range of the statement at `at` and the range of its key, if it is a key with a value.
    pub(super) fn entry_at(&self, at: usize) -> Option<(Range<usize>, Range<usize>)> {
        let statement = &self.statements()[self.index_at(at)?];
        match &statement.form {
            TomlStatementKind::Entry { key, .. } => Some((statement.range.clone(), key.clone())),
            _ => None,
        }
    }

    /// The range of the heading at `at`, including its brackets, and its name.
    pub(super) fn heading_at(&self, at: usize) -> Option<(Range<usize>, &str)> {
        let statement = &self.statements()[self.index_at(at)?];
        let name = self.name(statement)?;
        let words = self.text[statement.range.clone()].trim_start();
        let start = statement.range.end - words.len();
        let end = words.rfind(']').filter(|_| !words.contains('#')).map_or(words.trim_end().len(), |last| last + 1);
        Some((start..start + end, name))
    }

    /// The line of the heading at `at`, and its name.
    pub(super) fn heading_line(&self, at: usize) -> Option<(Range<usize>, &str)> {
        let statement = &self.statements().get(self.index_at(at)?)?;
        Some((statement.range.clone(), self.name(statement)?))
    }

    /// The ranges of a part of a heading's name in all headings that have it. `None` if `part` is in no heading.
    pub(super) fn headings_with(&self, part: Range<usize>) -> Option<Vec<Range<usize>>> {
        let TomlStatementKind::Heading(name) = &self.statements()[self.index_at(part.start)?].form else { return None };
        let path = &self.text[name.start..part.end];
        let inside = part.start - name.start..part.end - name.start;
        let has_it = |statement: &TomlStatement| match &statement.form {
            TomlStatementKind::Heading(name) => {
                let rest = self.text[name.clone()].strip_prefix(path)?;
                (rest.is_empty() || rest.starts_with('.')).then_some(name.start + inside.start..name.start + inside.end)
            }
            _ => None,
        };
        Some(self.statements().iter().filter_map(has_it).collect())
    }

    /// The first heading below the fields of a table around the one that contains `at`, and the text of its line. Fields
    /// of the outer table must come before it. It is so many levels out: one is the table around the table.
    pub(super) fn first_heading_within_outer(&self, at: usize, levels: usize) -> Option<(Range<usize>, &str)> {
        let statements = self.statements();
        let own = (0..=self.index_at(at)?).rev().find(|index| self.name(&statements[*index]).is_some())?;
        let outer = iter::successors(self.name(&statements[own]), |name| Some(name.rsplit_once('.')?.0)).nth(levels);
        let start = match outer {
            None => 0,
            Some(outer) => (0..own).rev().find(|index| self.name(&statements[*index]) == Some(outer))? + 1,
        };
        let first = statements[start..].iter().find(|statement| self.name(statement).is_some())?;
        Some((first.range.clone(), self.text[first.range.clone()].trim()))
    }

    /// The name of a heading.
    fn name(&self, statement: &TomlStatement) -> Option<&str> {
        match &statement.form {
            TomlStatementKind::Heading(name) => Some(&self.text[name.clone()]),
            _ => None,
        }
    }
}

/// Reports everything that is invalid TOML. The masked text is as long as the original, so that offsets stay the same.
fn set_aside(context: &ParseContext<'_>, outline: &TomlOutline<'_>) -> Option<(String, InvalidTomlStatement)> {
    let statements = outline.statements();
    let mut rest =
        MaskedText { text: outline.text.as_bytes().to_vec(), aside: InvalidTomlStatement::default(), done: Vec::new() };
    for (index, statement) in statements.iter().enumerate() {
        if let Some(open) = &statement.open {
            context.report(unclosed(context, outline.offset, open));
            rest.take_out(context, statements, index, outline.text, InvalidTomlPart::Value);
        }
    }
    for _ in 0..ATTEMPTS {
        let text = String::from_utf8(rest.text.clone()).expect("only whole statements and values are blanked");
        let (_, errors) = DeTable::parse_recoverable(&text);
        if errors.is_empty() {
            return Some((text, rest.aside));
        }
        let before = rest.done.len();
        for error in errors {
            let at = error.span().map_or(0, |span| span.start).min(text.len());
            let index = outline.index_at(at.min(text.len().saturating_sub(1)))?;
            if rest.done.contains(&index) {
                continue;
            }
            // A character that no page can contain has been reported. TOML does not allow most of them either.
            if text.get(at..).is_some_and(|rest| rest.starts_with(is_forbidden)) {
                rest.take_out(context, statements, index, outline.text, InvalidTomlPart::Statement);
                continue;
            }
            let (finding, blame) = syntax_error(context, outline, index, &error);
            context.report(finding);
            rest.take_out(context, statements, index, outline.text, blame);
            // The items of a YAML list.
            for below in
                (index + 1..statements.len()).take_while(|below| is_yaml_item(outline.text, &statements[*below]))
            {
                rest.take_out(context, statements, below, outline.text, InvalidTomlPart::Statement);
            }
        }
        if rest.done.len() == before {
            return None;
        }
    }
    None
}

/// Which part of a statement is invalid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InvalidTomlPart {
    /// Only the value: the key is valid.
    Value,
    /// The whole statement.
    Statement,
}

/// A text in which mistakes are masked.
struct MaskedText {
    text: Vec<u8>,
    aside: InvalidTomlStatement,
    /// The numbers of masked statements.
    done: Vec<usize>,
}

impl MaskedText {
    fn take_out(
        &mut self,
        context: &ParseContext<'_>,
        statements: &[TomlStatement],
        index: usize,
        text: &str,
        blame: InvalidTomlPart,
    ) {
        self.done.push(index);
        let statement = &statements[index];
        match &statement.form {
            // The fields below an invalid heading belong to an unknown table.
            TomlStatementKind::Heading(_) => {
                let next =
                    statements[index + 1..].iter().find(|other| matches!(other.form, TomlStatementKind::Heading(_)));
                let end = next.map_or(text.len(), |next| next.range.start);
                self.blank(statement.range.start..end);
                let below = (index + 1..statements.len()).take_while(|below| statements[*below].range.start < end);
                self.done.extend(below);
                context.incomplete.set(true);
            }
            TomlStatementKind::Entry { key, value } => {
                let name = text[key.clone()].trim_matches(|c: char| !c.is_ascii_graphic());
                if matches!(name, "id" | "aliases" | "events" | "sources" | "reports") {
                    context.incomplete.set(true);
                }
                if blame == InvalidTomlPart::Value
                    && !value.is_empty()
                    && name.split('.').all(|part| is_bare_key(part.trim()))
                {
                    self.blank(value.clone());
                    self.text[value.start] = b'0';
                    self.aside.values.push(value.start);
                } else {
                    self.blank(statement.range.clone());
                    self.aside.keys.push((statement.range.start, name.to_owned()));
                }
            }
            TomlStatementKind::Other | TomlStatementKind::Nothing => {
                let words = text[statement.range.clone()].trim_start();
                let name: String = words.chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
                self.blank(statement.range.clone());
                self.aside.keys.push((statement.range.start, name));
            }
        }
    }

    fn blank(&mut self, range: Range<usize>) {
        for byte in &mut self.text[range] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
}

/// The finding for an unclosed delimiter, at the place where it is opened.
fn unclosed(context: &ParseContext<'_>, offset: usize, open: &UnclosedDelimiter) -> Diagnostic {
    let (message, help) = match open.what {
        OpenDelimiter::Text(mark) => (
            "this text has no quotation mark at its end".to_owned(),
            format!("put a {mark} at its end; a text over several lines stands between {0} and {0}", triple(mark)),
        ),
        OpenDelimiter::LongText(mark) => {
            (format!("nothing ends this text: {mark} stands only before it"), format!("put {mark} at its end"))
        }
        OpenDelimiter::List => {
            ("this list is not closed".to_owned(), format!("put {} behind its last item", open.missing))
        }
        OpenDelimiter::Table => {
            ("this table is not closed".to_owned(), format!("put {} behind its last value", open.missing))
        }
        OpenDelimiter::Heading => ("this heading is not closed".to_owned(), format!("put {} behind it", open.missing)),
    };
    let opened = match open.what {
        OpenDelimiter::LongText(mark) => mark.len(),
        _ => 1,
    };
    let place = |range: Range<usize>| context.span(offset + range.start..offset + range.end);
    Diagnostic::new(Code::TomlSyntax, message)
        .at(place(open.start..open.start + opened))
        .label("opened here")
        .help(help)
        .fix(Edit::insert(place(open.end..open.end), open.missing.clone()))
}

fn triple(mark: char) -> String {
    mark.to_string().repeat(3)
}

/// The finding for an invalid statement, and which part of it is invalid. The parser's own message is the last resort.
fn syntax_error(
    context: &ParseContext<'_>,
    outline: &TomlOutline<'_>,
    index: usize,
    error: &toml::de::Error,
) -> (Diagnostic, InvalidTomlPart) {
    let offset = outline.offset;
    let place = |range: Range<usize>| context.span(offset + range.start..offset + range.end);
    let statement = &outline.statements()[index];
    let text = outline.text;
    if let Some((at, letter, name)) = invisible(text, statement) {
        let message = format!("there is an invisible character here: {name} (U+{:04X})", u32::from(letter));
        let instead = if letter.is_whitespace() { " " } else { "" };
        let help = if instead.is_empty() { "take it out" } else { "put an ordinary space in its place" };
        let here = place(at..at + letter.len_utf8());
        let finding = Diagnostic::new(Code::TomlSyntax, message).at(here).help(help).fix(Edit::replace(here, instead));
        return (finding, InvalidTomlPart::Statement);
    }
    let said = error.message().lines().next().unwrap_or("this is not TOML").trim_end_matches('.').to_owned();
    let at = error.span().unwrap_or_default();
    let there = place(at.start.min(text.len())..at.end.clamp(at.start.min(text.len()), text.len()));
    let finding = |message: String| Diagnostic::new(Code::TomlSyntax, message);
    match &statement.form {
        TomlStatementKind::Heading(name) if said.starts_with("duplicate key") => {
            let message = format!("[{}] stands here twice", &text[name.clone()]);
            let help = "put the fields below one of the two; a list of tables has two brackets on each side";
            (finding(message).at(there).help(help), InvalidTomlPart::Statement)
        }
        TomlStatementKind::Entry { key, .. } if said.starts_with("duplicate key") => {
            let message = format!("{} is set twice", &text[key.clone()]);
            let whole = place(statement.range.clone());
            let finding = finding(message).at(there).help("take one of the two lines out").fix(Edit::remove(whole));
            (finding, InvalidTomlPart::Statement)
        }
        TomlStatementKind::Entry { key, value } => wrong_entry(context, outline, (key, value), &said, there),
        TomlStatementKind::Other => (wrong_line(context, outline, index, said, there), InvalidTomlPart::Statement),
        TomlStatementKind::Heading(_) | TomlStatementKind::Nothing => {
            (finding(said).at(there).help(FORMS), InvalidTomlPart::Statement)
        }
    }
}

/// The help text if there is no better one.
const FORMS: &str = "texts stand in quotation marks, lists in square brackets; https://toml.io shows all forms";

/// The finding for an entry with an invalid key or value, and which part of it is invalid.
fn wrong_entry(
    context: &ParseContext<'_>,
    outline: &TomlOutline<'_>,
    (key, value): (&Range<usize>, &Range<usize>),
    said: &str,
    there: crate::span::Span,
) -> (Diagnostic, InvalidTomlPart) {
    let place = |range: &Range<usize>| context.span(outline.offset + range.start..outline.offset + range.end);
    let finding = |message: &str| Diagnostic::new(Code::TomlSyntax, message);
    let (name, written) = (&outline.text[key.clone()], &outline.text[value.clone()]);
    if !name.split('.').all(|part| is_bare_key(part.trim()) || part.starts_with(['"', '\''])) {
        let better: String = name.split_whitespace().collect::<Vec<_>>().join("_");
        let found = finding("a key is one word of letters, digits, - and _").at(place(key));
        return match is_bare_key(&better) {
            true => (found.write(place(key), better), InvalidTomlPart::Statement),
            false => {
                (found.help("put quotation marks around the key, if it is meant like this"), InvalidTomlPart::Statement)
            }
        };
    }
    if written.is_empty() || written.starts_with('#') {
        let line = context.span(outline.offset + key.start..outline.offset + value.end);
        let help = format!("write {name} = \"…\" with a value of its own, or take the line out");
        let whole = outline.statement_at(key.start);
        let fix = Edit::remove(place(&whole));
        return (
            finding("nothing stands behind the equals sign").at(line).help(help).fix(fix),
            InvalidTomlPart::Statement,
        );
    }
    if let Some(words) = unquoted_date(name, written) {
        let span = place(&(value.start..value.start + words.len()));
        let finding = match date_of(words) {
            Ok(date) => {
                let instead = format!("\"{date}\"");
                Diagnostic::new(Code::DateUnquoted, format!("the date {words} needs quotation marks"))
                    .help(format!("write {name} = {instead}"))
                    .fix(Edit::replace(span, instead))
            }
            Err(error) => Diagnostic::new(error.code, error.message).help(error.help),
        };
        return (finding.at(span), InvalidTomlPart::Value);
    }
    let instead = |message: &str, text: &str, instead: String| {
        let span = place(&(value.start..value.start + text.len()));
        let finding = finding(message).at(span).help(format!("write {name} = {instead}"));
        (finding.fix(Edit::replace(span, instead)), InvalidTomlPart::Value)
    };
    let first_line = written.lines().next().unwrap_or_default().trim_end();
    if first_line.starts_with(CURLY) {
        return instead("these quotation marks are not straight ones", first_line, proposed(name, first_line));
    }
    if first_line.starts_with('"') && first_line.matches('"').count() > 2 && said.starts_with("unexpected key") {
        let inner = first_line.strip_prefix('"').unwrap_or(first_line);
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        return instead("the text ends at this quotation mark, and more follows", first_line, toml_text(inner));
    }
    if said.starts_with("missing comma between array elements") {
        let between = there.range().start;
        let found = finding("there is no comma between these two").at(there).help("put a comma between them");
        return (found.fix(Edit::insert(context.span(between..between), ", ")), InvalidTomlPart::Value);
    }
    if !first_line.starts_with(['[', '{', '"', '\'']) {
        let words = without_comment(first_line);
        if let Some(is_whole) = takes_number(name) {
            return match number_meant(words, is_whole) {
                Some(number) => instead("TOML writes this number otherwise", words, number),
                None => {
                    let help =
                        format!("write {name} as one number with a point and without units, such as {name} = 5.25");
                    let here = place(&(value.start..value.start + words.len()));
                    (finding("this is no number").at(here).help(help), InvalidTomlPart::Value)
                }
            };
        }
        let better = proposed(name, words);
        let message = if matches!(better.as_str(), "true" | "false") {
            "TOML says only true and false"
        } else {
            "this text needs quotation marks"
        };
        return instead(message, words, better);
    }
    if first_line.starts_with('[') && first_line.ends_with(']') {
        return instead("the items of this list need quotation marks", first_line, proposed(name, first_line));
    }
    (finding(said).at(there).help(FORMS), InvalidTomlPart::Value)
}

/// The finding for a line that is neither a heading nor a key with a value. Most often it is YAML.
fn wrong_line(
    context: &ParseContext<'_>,
    outline: &TomlOutline<'_>,
    index: usize,
    said: String,
    there: crate::span::Span,
) -> Diagnostic {
    let statement = &outline.statements()[index];
    let line = outline.text[statement.range.clone()].trim_end();
    let Some((key, value)) = line.split_once(':').map(|(key, value)| (key.trim(), value.trim())) else {
        return Diagnostic::new(Code::TomlSyntax, said).at(there).help(FORMS);
    };
    if !is_bare_key(key) {
        return Diagnostic::new(Code::TomlSyntax, said).at(there).help(FORMS);
    }
    let start = outline.offset + statement.range.start;
    let colon = start + line.find(':').unwrap_or_default();
    let finding =
        Diagnostic::new(Code::TomlSyntax, format!("{key} is followed by a colon")).at(context.span(colon..colon + 1));
    if value.is_empty() {
        let below = outline.statements()[index + 1..].iter().take_while(|below| is_yaml_item(outline.text, below));
        let items: Vec<&Range<usize>> = below.map(|statement| &statement.range).collect();
        let Some(last) = items.last() else {
            return finding.help(format!("write {key} = \"…\" with a value of its own, or take the line out"));
        };
        let words = items.iter().map(|range| outline.text[(*range).clone()].trim().trim_start_matches("- "));
        let instead = format!("{key} = {}", list(&words.collect::<Vec<_>>().join(",")));
        let whole = context.span(start..outline.offset + last.end);
        return finding.help(format!("write {instead}")).fix(Edit::replace(whole, format!("{instead}\n")));
    }
    let instead = format!("{key} = {}", proposed(key, value));
    finding.help(format!("write {instead}")).fix(Edit::replace(context.span(start..start + line.len()), instead))
}

/// Whether a statement is a line such as `- item`.
fn is_yaml_item(text: &str, statement: &TomlStatement) -> bool {
    statement.form == TomlStatementKind::Other && text[statement.range.clone()].trim_start().starts_with("- ")
}

/// Typographic quotation marks, as in books and word processors.
const CURLY: [char; 8] = ['“', '”', '„', '«', '»', '‘', '’', '‚'];

/// The TOML value to propose for words that somebody wrote as the value of a key.
pub(super) fn proposed(key: &str, words: &str) -> String {
    let is_toml = |value: &str| DeTable::parse(&format!("x = {value}")).is_ok();
    let words = words.trim();
    if DATE_KEYS.contains(&key)
        && let Ok(date) = date_of(words.trim_matches('"'))
    {
        return toml_text(&date);
    }
    if matches!(key, "key" | "draft" | "private" | "nav" | "articles" | "unverified" | "several") {
        return match words.to_ascii_lowercase().trim_matches(['"', '\'']) {
            "no" | "false" | "off" | "n" | "0" => "false".to_owned(),
            _ => "true".to_owned(),
        };
    }
    if let Some(number) = takes_number(key).and_then(|is_whole| number_meant(words, is_whole)) {
        return number;
    }
    if words.starts_with(['"', '\'', '{']) && is_toml(words) {
        return words.to_owned();
    }
    if let Some(items) = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        if is_toml(words) {
            return words.to_owned();
        }
        return list(items);
    }
    toml_text(words.trim_matches(|c| CURLY.contains(&c) || c == '"'))
}

/// `None` if the values of a key are not numbers; otherwise whether they are whole numbers.
fn takes_number(key: &str) -> Option<bool> {
    match key {
        "lat" | "lon" => Some(false),
        "order" | "per_page" | "quote_words" => Some(true),
        _ => None,
    }
}

/// The number that was probably meant, as TOML writes it: with a decimal point, without units, and with a minus sign
/// for south and west.
pub(super) fn number_meant(words: &str, is_whole: bool) -> Option<String> {
    let words = words.trim().trim_matches(['"', '\'']).replace('−', "-").to_uppercase();
    let (sign, rest) = match words.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", words.strip_prefix('+').unwrap_or(&words)),
    };
    let bases = [("0X", 16), ("0O", 8), ("0B", 2)];
    if let Some((digits, radix)) = bases.iter().find_map(|(prefix, radix)| Some((rest.strip_prefix(prefix)?, *radix))) {
        let number = i64::from_str_radix(&digits.replace('_', ""), radix).ok()?;
        return Some(format!("{sign}{number}"));
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '_')).unwrap_or(rest.len());
    let (digits, unit) = (rest[..end].replace('_', ""), rest[end..].trim());
    let unit = ["°", "DEGREES", "DEG"].iter().find_map(|unit_name| unit.strip_prefix(unit_name)).unwrap_or(unit);
    let sign = match unit.trim() {
        _ if is_whole => sign,
        "" | "N" | "E" | "NORTH" | "EAST" => sign,
        "S" | "W" | "SOUTH" | "WEST" if sign.is_empty() => "-",
        // Minutes and seconds of arc, or an unknown unit.
        _ => return None,
    };
    // In a whole number, a comma separates thousands; in any other, it is the decimal comma.
    let digits = if is_whole { digits.replace(',', "") } else { digits.replace(',', ".") };
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    if whole.is_empty() && fraction.is_empty() || fraction.contains('.') {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let is_plain = is_whole || fraction.is_empty();
    Some(if is_plain { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

/// A TOML list of the texts between commas.
pub(super) fn list(words: &str) -> String {
    let item = |item: &str| {
        let item = item.trim().trim_matches(|c| CURLY.contains(&c) || c == '"' || c == '\'').trim();
        (!item.is_empty()).then(|| toml_text(item))
    };
    format!("[{}]", words.split(',').filter_map(item).collect::<Vec<_>>().join(", "))
}

/// The first invisible character of a statement, outside of texts and comments.
fn invisible(text: &str, statement: &TomlStatement) -> Option<(usize, char, &'static str)> {
    let end = match &statement.form {
        TomlStatementKind::Entry { key, .. } => key.end.max(statement.range.start),
        _ => statement.range.end,
    };
    let outside = |range: Range<usize>| {
        let found = text[range.clone()].char_indices().take_while(|(_, c)| !matches!(c, '"' | '\'' | '#'));
        found.into_iter().find_map(|(at, c)| Some((range.start + at, c, name_of_invisible(c)?)))
    };
    // `key` and `value` are trimmed, so the blanks around the equals sign are searched as well.
    let value = match &statement.form {
        TomlStatementKind::Entry { key, value } => Some(key.end..value.end),
        _ => None,
    };
    outside(statement.range.start..end).or_else(|| outside(value?))
}

/// A bare value without the comment after it.
fn without_comment(words: &str) -> &str {
    words.split(" #").next().unwrap_or_default().trim_end()
}

/// The date to put between quotation marks: as written, or as it was probably meant if it is invalid.
pub(super) fn date_of(written: &str) -> Result<String, DateError> {
    match UnzonedDate::parse(written) {
        Ok(_) => Ok(written.to_owned()),
        Err(DateError { meant: Some(meant), .. }) => Ok(meant),
        Err(error) => Err(error),
    }
}

/// The keys with dates as values.
const DATE_KEYS: [&str; 10] =
    ["date", "published", "from", "to", "window", "updated", "started", "added", "taken", "saved"];

/// The date at the beginning of a value, if it looks like one that TOML cannot parse without quotation marks.
fn unquoted_date<'v>(key: &str, value: &'v str) -> Option<&'v str> {
    let words = value.lines().next()?.split('#').next()?.trim_end();
    let digits = words.trim_start_matches('[').bytes().take_while(u8::is_ascii_digit).count();
    // For a key that expects a date, every text counts that can be understood as one: "20 September 2024", "44 BC".
    let wanted = DATE_KEYS.contains(&key) && !words.starts_with(['"', '\'', '[', '{']) && date_of(words).is_ok();
    let dated = digits >= 3 && words.bytes().all(|b| b.is_ascii_alphanumeric() || b"-/.~?%:[],+".contains(&b));
    (wanted || (dated && words.contains(['-', 'X', '/', '~', '?']))).then_some(words)
}
