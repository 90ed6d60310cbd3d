//! Reads a TOML table key by key, so that all mistakes in it are reported at once.
//!
//! serde stops at the first mistake and loses spans in nested types. Here each reader asks for the keys of its table
//! ([`TableKeys`]), and [`TableReader::finish`] reports all other keys with a suggestion. A value of the wrong type is
//! reported and read as missing.

mod basic;
mod unknown;
mod values;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use toml::Spanned as TomlSpanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};

use super::context::ParseContext;
use super::keys::TableKeys;
use super::toml::{TomlOutline, TomlTable, list, number_meant, proposed};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::span::Span;

type Node<'a> = TomlSpanned<DeValue<'a>>;

impl<'a> TomlTable<'a> {
    /// A reader for the top-level keys. Missing keys are reported at `missing`.
    pub(super) fn fields<'t>(
        &'t self,
        context: &'t ParseContext<'a>,
        keys: &'static TableKeys,
        missing: Span,
    ) -> TableReader<'t, 'a> {
        let level = TableLevel { keys, around: None, elsewhere: RefCell::default() };
        TableReader {
            context,
            outline: &self.outline,
            level: Rc::new(level),
            table: self.table.get_ref(),
            start: 0,
            span: missing,
            asked: RefCell::default(),
            missing: RefCell::default(),
        }
    }
}

/// A reader of one table.
pub(super) struct TableReader<'t, 'a> {
    context: &'t ParseContext<'a>,
    outline: &'t TomlOutline<'a>,
    level: Rc<TableLevel>,
    table: &'t DeTable<'a>,
    /// Where the table begins, as an offset in the outline's text.
    start: usize,
    span: Span,
    /// The keys that were asked for. Only debug builds record them.
    asked: RefCell<Vec<&'static str>>,
    missing: RefCell<Vec<&'static str>>,
}

/// The part of a table's state that its inner tables need, because a field may be below one heading too many.
struct TableLevel {
    keys: &'static TableKeys,
    around: Option<Rc<TableLevel>>,
    /// Keys of this table that were found in an inner table.
    elsewhere: RefCell<Vec<String>>,
}

impl<'t, 'a> TableReader<'t, 'a> {
    /// The place of the table, or the place where its missing keys are reported.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// The value of a key, unless it is missing or invalid TOML.
    fn node(&self, key: &'static str) -> Option<&'t Node<'a>> {
        self.ask(key);
        self.table.get(key).filter(|node| !self.is_set_aside(node))
    }

    /// Checks in debug builds that the table may have this key, and records that a reader asked for it.
    fn ask(&self, key: &'static str) {
        debug_assert!(self.level.keys.contains(key), "{key} is no key of {} in keys.rs", self.what());
        if cfg!(debug_assertions) && !self.asked.borrow().contains(&key) {
            self.asked.borrow_mut().push(key);
        }
    }

    /// A key of the table that no reader has asked for.
    fn unasked(&self) -> Option<&'static str> {
        let asked = self.asked.borrow();
        self.level.keys.keys.iter().copied().find(|key| !asked.contains(key))
    }

    /// Whether a value is invalid TOML, which has been reported.
    fn is_set_aside(&self, node: &Node<'_>) -> bool {
        self.outline.is_set_aside(node.span().start)
    }

    fn what(&self) -> &'static str {
        self.level.keys.what
    }

    /// The value as written.
    fn typed(&self, node: &Node<'_>) -> &'t str {
        &self.context.text[self.place(node).range()]
    }

    fn place(&self, node: &Node<'_>) -> Span {
        self.range(node.span())
    }

    /// The place of a key's value, or of the table if the key is missing.
    pub(super) fn place_of(&self, key: &'static str) -> Span {
        self.node(key).map_or(self.span, |node| self.place(node))
    }

    fn range(&self, range: Range<usize>) -> Span {
        self.context.span(self.outline.offset + range.start..self.outline.offset + range.end)
    }

    fn wrong(&self, key: &str, node: &Node<'_>, wanted: &str) {
        let message = format!("{key} of {} is {wanted}, not {}", self.what(), kind_of(node));
        let instead = self.instead(key, node, wanted);
        let finding = Diagnostic::new(Code::FieldType, message).at(self.place(node));
        self.context.report(match (wanted, node.get_ref()) {
            // `[[key]]` in place of `[key]`.
            ("a table", DeValue::Array(_)) if self.is_below_heading(node) => {
                self.brackets(finding.help(format!("write [{key}] with one bracket on each side")), node, 1)
            }
            // Several places belong in the field `places`.
            ("a text", DeValue::Array(places)) if key == "place" && places.len() > 1 => {
                let line = format!("places = {}", self.typed(node));
                finding.help(format!("write {line}")).fix(Edit::replace(self.whole_line(node), line + "\n"))
            }
            _ => finding.help(format!("write {key} = {instead}")).fix(Edit::replace(self.place(node), instead)),
        });
    }

    /// A proposal to replace a value of the wrong type.
    fn instead(&self, key: &str, node: &Node<'_>, wanted: &str) -> String {
        let typed = self.typed(node);
        match (wanted, node.get_ref()) {
            ("a text", DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_)) => {
                format!("\"{typed}\"")
            }
            ("a text", DeValue::Array(items)) => match items.iter().next() {
                Some(only) if items.len() == 1 => self.instead(key, only, wanted),
                _ => example(key, wanted).to_owned(),
            },
            ("a text", DeValue::String(_)) => typed.to_owned(),
            ("a list", DeValue::String(words)) if words.contains(',') => list(words),
            ("a list", DeValue::String(_) | DeValue::Table(_)) => format!("[{typed}]"),
            ("a list", DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_)) => format!("[\"{typed}\"]"),
            ("true or false", DeValue::String(words)) => proposed("draft", words),
            ("true or false", DeValue::Integer(_)) => proposed("draft", typed),
            ("a whole number", DeValue::Float(number)) => match decimal(number) {
                Some(number) if number.abs() < 1e15 => format!("{:.0}", number.trunc()),
                _ => example(key, wanted).to_owned(),
            },
            ("a whole number" | "a number", DeValue::String(words)) => {
                number_meant(words, wanted == "a whole number").unwrap_or_else(|| example(key, wanted).to_owned())
            }
            ("a table", DeValue::String(_)) => match key {
                "licence" => format!("{{ name = {typed} }}"),
                "archived" => format!("{{ url = {typed} }}"),
                "capture" => format!("{{ sha256 = {typed} }}"),
                "resolved" => format!("{{ answer = {typed}, why = \"…\" }}"),
                "names" => format!("{{ en = {typed} }}"),
                _ => example(key, wanted).to_owned(),
            },
            _ => example(key, wanted).to_owned(),
        }
    }

    /// Reports a list item of the wrong type.
    fn wrong_item(&self, key: &str, node: &Node<'_>, wanted: &str) {
        let message =
            format!("the items of {key} are {wanted}s, and this is {}", kind_of(node)).replace("are a ", "are ");
        let place = self.place(node);
        self.context
            .report(Diagnostic::new(Code::FieldType, message).at(place).write(place, self.instead(key, node, wanted)));
    }

    /// Whether a table, or the first table of a list, has its own heading.
    fn is_below_heading(&self, node: &Node<'_>) -> bool {
        let start = match node.get_ref() {
            DeValue::Array(items) => items.iter().next().map_or(node.span().start, |first| first.span().start),
            _ => node.span().start,
        };
        self.outline.heading_at(start).is_some()
    }

    /// Adds a fix that gives the headings of a table this number of brackets.
    fn brackets(&self, finding: Diagnostic, node: &Node<'_>, brackets: usize) -> Diagnostic {
        let nodes = match node.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![node],
        };
        let heading = |node: &Node<'_>| {
            let (range, name) = self.outline.heading_at(node.span().start)?;
            let text = format!("{}{name}{}", "[".repeat(brackets), "]".repeat(brackets));
            Some(Edit::replace(self.range(range), text))
        };
        finding.fix(nodes.into_iter().filter_map(heading).collect::<Vec<_>>())
    }

    /// A finding for a value of the right type that is not allowed.
    fn refusal(span: Span, message: String) -> Diagnostic {
        Diagnostic::new(Code::FieldValue, message).at(span)
    }

    /// The whole statement that contains a value, with its line feed.
    fn whole_line(&self, node: &Node<'_>) -> Span {
        self.range(self.outline.statement_at(node.span().start))
    }

    /// Adds a finding of the caller.
    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.context.report(diagnostic);
    }
}

/// A whole number in any base; `None` if it does not fit into `i64`.
fn whole(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}

fn decimal(number: &DeFloat<'_>) -> Option<f64> {
    number.as_str().replace('_', "").parse().ok()
}

#[expect(clippy::cast_precision_loss, reason = "beyond 2^53 a decimal number is as near as it can be")]
fn plain_number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(number) => whole(number).map(|number| number as f64),
        DeValue::Float(number) => decimal(number),
        _ => None,
    }
}

fn to_json(value: &DeValue<'_>) -> serde_json::Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Integer(number) => whole(number).into(),
        DeValue::Float(number) => decimal(number).into(),
        DeValue::Datetime(date) => date.to_string().into(),
        DeValue::Array(list) => list.iter().map(|node| to_json(node.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, node)| (key.get_ref().to_string(), to_json(node.get_ref()))).collect()
        }
    }
}

/// The type of a value, in words.
fn kind_of(node: &Node<'_>) -> &'static str {
    match node.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a decimal point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(moment) if moment.date.is_none() => "a clock time without a day",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// An example of a value of this type.
fn example(key: &str, wanted: &str) -> &'static str {
    match (key, wanted) {
        ("licence", _) => "{ name = \"CC BY 4.0\" }",
        ("archived", _) => "{ url = \"https://…\" }",
        ("resolved", _) => "{ answer = \"…\", why = \"…\" }",
        ("capture", _) => "{ sha256 = \"…\" }",
        (_, "a text") => "\"…\"",
        (_, "a date") => "\"2025-06-16\"",
        (_, "true or false") => "true",
        (_, "a whole number") => "1",
        (_, "a number") => "1.5",
        (_, "a list") => "[\"…\", \"…\"]",
        _ => "{ … = \"…\" }",
    }
}

/// The finding for a missing required key.
pub(crate) fn missing_field(key: &str, what: &str, span: Span) -> Diagnostic {
    let help = match key {
        "published" => "add published = \"…\": the day on which it appeared, as in \"2025-06-16\"".to_owned(),
        "date" | "from" => format!("add {key} = {}", example(key, "a date")),
        _ => format!("add {key} = {}", example(key, "a text")),
    };
    Diagnostic::new(Code::FieldMissing, format!("{key} is missing from {what}")).at(span).help(help)
}

/// A placeholder value for a missing key; `None` for ids and other values that only the editor can know.
fn missing_value(key: &str) -> Option<&'static str> {
    match key {
        "id" | "source" | "event" | "office" | "sha256" | "file" => None,
        "date" | "published" | "from" => Some("\"2025-06-16\""),
        "url" => Some("\"https://example.org/\""),
        "light" => Some("\"#1d4a9e\""),
        _ => Some("\"…\""),
    }
}
