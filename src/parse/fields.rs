//! Reading a TOML table key by key, so that everything wrong in it is reported at once.
//!
//! serde stops at the first mistake and loses spans in nested types. Here each reader asks for the keys that it knows;
//! [`TableReader::finish`] then reports all others with a suggestion. A value of the wrong type is reported and read as
//! missing.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use chrono::NaiveDate;
use chrono_tz::Tz;
use toml::Spanned as TomlSpanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};

use super::context::ParseContext;
use super::raw::Reference;
use super::toml::{TomlOutline, TomlTable, date_of, list, number_meant, proposed};
use super::{link, markdown};
use crate::date::{self, DateError, UnzonedDate};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, did_you_mean, toml_text};
use crate::model::{Disclosure, Html, Language};
use crate::route::Slug;
use crate::span::{Span, Spanned};
use crate::text::{composed, on_one_line};

type Node<'a> = TomlSpanned<DeValue<'a>>;

impl<'a> TomlTable<'a> {
    /// The top-level keys. `missing` is where missing keys are reported.
    pub(super) fn fields<'t>(
        &'t self,
        context: &'t ParseContext<'a>,
        what: &'static str,
        missing: Span,
    ) -> TableReader<'t, 'a> {
        let level = TableLevel {
            what,
            around: None,
            asked: RefCell::default(),
            elsewhere: RefCell::default(),
            strays: RefCell::new(Some(Vec::new())),
        };
        TableReader {
            context,
            outline: &self.outline,
            level: Rc::new(level),
            table: self.table.get_ref(),
            start: 0,
            span: missing,
            missing: RefCell::default(),
        }
    }
}

/// A table being read. Asking for a key makes it known.
pub(super) struct TableReader<'t, 'a> {
    context: &'t ParseContext<'a>,
    outline: &'t TomlOutline<'a>,
    level: Rc<TableLevel>,
    table: &'t DeTable<'a>,
    /// Where the table begins in the text that the outline knows.
    start: usize,
    span: Span,
    missing: RefCell<Vec<&'static str>>,
}

/// What is known of a table by those that lie within it: a field may stand below a heading too many.
struct TableLevel {
    what: &'static str,
    around: Option<Rc<TableLevel>>,
    asked: RefCell<Vec<&'static str>>,
    /// Keys of this table that stand in one within it.
    elsewhere: RefCell<Vec<String>>,
    /// Unknown keys of the tables within; nothing once this table has been read to its end.
    strays: RefCell<Option<Vec<UnknownKey>>>,
}

/// A key that its table does not know.
struct UnknownKey {
    name: String,
    /// Where it stands in the text that the outline knows.
    at: Range<usize>,
    /// Whose key it would have been.
    what: &'static str,
    /// What is reported if no table around knows it.
    finding: Diagnostic,
}

impl<'t, 'a> TableReader<'t, 'a> {
    /// Where the table stands, or where its missing keys are reported.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// The value of a key, unless it is missing or had to be set aside.
    fn node(&self, key: &'static str) -> Option<&'t Node<'a>> {
        self.ask(key);
        self.table.get(key).filter(|node| !self.is_set_aside(node))
    }

    fn ask(&self, key: &'static str) {
        let mut asked = self.level.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
    }

    /// Whether a value is no TOML, which has been reported.
    fn is_set_aside(&self, node: &Node<'_>) -> bool {
        self.outline.is_set_aside(node.span().start)
    }

    fn what(&self) -> &'static str {
        self.level.what
    }

    /// What was typed.
    fn typed(&self, node: &Node<'_>) -> &'t str {
        &self.context.text[self.place(node).range()]
    }

    fn place(&self, node: &Node<'_>) -> Span {
        self.range(node.span())
    }

    /// Where the value of a key stands, or where the key is missing.
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
            // Several places have a field of their own.
            ("a text", DeValue::Array(places)) if key == "place" && places.len() > 1 => {
                let line = format!("places = {}", self.typed(node));
                finding.help(format!("write {line}")).fix(Edit::replace(self.whole_line(node), line + "\n"))
            }
            _ => finding.help(format!("write {key} = {instead}")).fix(Edit::replace(self.place(node), instead)),
        });
    }

    /// What to type in place of a value of the wrong type.
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

    /// Reports an item of a list that has the wrong type.
    fn wrong_item(&self, key: &str, node: &Node<'_>, wanted: &str) {
        let message =
            format!("the items of {key} are {wanted}s, and this is {}", kind_of(node)).replace("are a ", "are ");
        let place = self.place(node);
        self.context
            .report(Diagnostic::new(Code::FieldType, message).at(place).write(place, self.instead(key, node, wanted)));
    }

    /// Whether a table, or the first one of a list, has a heading of its own.
    fn is_below_heading(&self, node: &Node<'_>) -> bool {
        let start = match node.get_ref() {
            DeValue::Array(items) => items.iter().next().map_or(node.span().start, |first| first.span().start),
            _ => node.span().start,
        };
        self.outline.heading_at(start).is_some()
    }

    /// Adds the fix that gives the headings of a table so many brackets.
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

    /// A value that has the right type and cannot stand.
    fn refusal(span: Span, message: String) -> Diagnostic {
        Diagnostic::new(Code::FieldValue, message).at(span)
    }

    /// The line that a value stands on, or the lines.
    fn whole_line(&self, node: &Node<'_>) -> Span {
        self.range(self.outline.statement_at(node.span().start))
    }

    /// Adds a finding of the caller's.
    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.context.report(diagnostic);
    }

    /// The finding for a date that cannot be, at its place inside the quotation marks.
    pub(super) fn date_error(&self, place: Span, error: &DateError) -> Diagnostic {
        date_error(self.context.text, place, error)
    }

    /// Whether a text is there and has nothing in it.
    pub(super) fn is_empty_text(&self, key: &'static str) -> bool {
        matches!(self.node(key).map(Node::get_ref), Some(DeValue::String(text)) if text.trim().is_empty())
    }

    /// Whether a table is there.
    pub(super) fn is_table(&self, key: &'static str) -> bool {
        matches!(self.node(key).map(Node::get_ref), Some(DeValue::Table(_)))
    }

    /// Notes that a key is missing. [`TableReader::finish`] reports it, unless it is there under a misspelt name.
    fn missing(&self, key: &'static str) {
        if key == "id" {
            self.context.incomplete.set(true);
        }
        if !self.outline.lost(self.start, key) {
            self.missing.borrow_mut().push(key);
        }
    }

    fn text_of(&self, key: &str, node: &Node<'_>) -> Option<Spanned<String>> {
        let DeValue::String(text) = node.get_ref() else {
            self.wrong(key, node, "a text");
            return None;
        };
        if text.trim().is_empty() {
            let message = format!("{key} of {} is empty", self.what());
            let help = format!("write something, or take the line with {key} out");
            let line = Edit::remove(self.whole_line(node));
            self.context.report(Self::refusal(self.place(node), message).help(help).fix(line));
            return None;
        }
        Some(Spanned::new(text.trim().to_owned(), self.place(node)))
    }

    /// A text.
    pub(super) fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        self.text_of(key, self.node(key)?)
    }

    /// A text of one line.
    pub(super) fn line(&self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.text(key)?;
        Some(text.map(|text| on_one_line(&text)))
    }

    /// A text of one line that must be there; where it is missing that is reported.
    pub(super) fn required_line(&self, key: &'static str) -> Option<Spanned<String>> {
        self.require(key);
        self.line(key)
    }

    /// A name that is compared with others: a text of one line, composed to NFC as ids are.
    pub(super) fn name(&self, key: &'static str) -> Option<Spanned<String>> {
        self.line(key).map(|text| text.map(composed))
    }

    /// A name that must be there; where it is missing that is reported.
    pub(super) fn required_name(&self, key: &'static str) -> Option<Spanned<String>> {
        self.required_line(key).map(|text| text.map(composed))
    }

    /// Names in a list; one alone is a list of one.
    pub(super) fn names_of(&self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        Some(self.texts(key)?.into_iter().map(|text| text.map(|text| composed(on_one_line(&text)))).collect())
    }

    /// Whether a key is there at all.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.ask(key);
        self.table.contains_key(key)
    }

    /// Reports `key` if it is missing.
    pub(super) fn require(&self, key: &'static str) {
        if !self.has(key) {
            self.missing(key);
        }
    }

    /// `true` or `false`.
    pub(super) fn truth(&self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        let DeValue::Boolean(truth) = node.get_ref() else {
            self.wrong(key, node, "true or false");
            return None;
        };
        Some(*truth)
    }

    /// `private` and `redact`: how much of a record is published. Where both are set, the one that tells less holds.
    pub(super) fn disclosure(&self) -> Disclosure {
        // What cannot be read may have been true.
        let private = self.truth("private").unwrap_or_else(|| self.has("private"));
        let Some(words) = self.line("redact") else {
            return if private || self.has("redact") { Disclosure::Private } else { Disclosure::Public };
        };
        if private {
            let message = format!("{} is private, so no words stand in its place", self.what());
            let help = "take out private = true or the line with redact";
            let line = self.node("redact").map(|node| Edit::remove(self.whole_line(node)));
            self.context.report(Self::refusal(words.span, message).help(help).fix(Vec::from_iter(line)));
            return Disclosure::Private;
        }
        if Slug::from_words(&words.value).is_none() {
            let message = format!("redact of {} has neither letters nor digits", self.what());
            let instead = "\"a resident of the town\"";
            let help = format!("write words such as redact = {instead}");
            self.context.report(Self::refusal(words.span, message).help(help).fix(Edit::replace(words.span, instead)));
            return Disclosure::Private;
        }
        Disclosure::Redacted(words.value)
    }

    /// A whole number.
    pub(super) fn integer(&self, key: &'static str) -> Option<i64> {
        let node = self.node(key)?;
        let DeValue::Integer(written) = node.get_ref() else {
            self.wrong(key, node, "a whole number");
            return None;
        };
        let number = whole(written);
        if number.is_none() {
            let message = format!("{} is too large a number", self.typed(node));
            let help = format!("whole numbers lie between {} and {}", i64::MIN, i64::MAX);
            self.context.report(Self::refusal(self.place(node), message).help(help));
        }
        number
    }

    /// How many; none is no answer. `cannot` tells what is wrong with that: "a page cannot hold … entries".
    pub(super) fn count(&self, key: &'static str, cannot: (&str, &str), usual: usize) -> Option<usize> {
        let number = self.integer(key)?;
        let count = usize::try_from(number).ok().filter(|count| *count > 0);
        if count.is_none() {
            let (before, after) = cannot;
            let place = self.place_of(key);
            self.context.report(
                Self::refusal(place, format!("{before} {number} {after}"))
                    .help(format!("write {key} = {usual}, or take the line out"))
                    .fix(Edit::replace(place, usual.to_string())),
            );
        }
        count
    }

    /// A number within `bounds`.
    pub(super) fn number(&self, key: &'static str, bounds: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let node = self.node(key)?;
        let number = plain_number(node.get_ref());
        if number.is_none() && !matches!(node.get_ref(), DeValue::Integer(_)) {
            self.wrong(key, node, "a number");
            return None;
        }
        let Some(number) = number.filter(|number| bounds.contains(number)) else {
            // One that is too large to be held is shown as it is written.
            let written = number.map_or_else(|| self.typed(node).to_owned(), |number| number.to_string());
            let (low, high) = (bounds.start(), bounds.end());
            let message = format!("{key} {written} does not exist");
            let help = format!("{key} lies between {low} and {high}");
            self.context.report(Self::refusal(self.place(node), message).help(help));
            return None;
        };
        Some(number)
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text.value) {
            return Some(Spanned::new(*value, text.span));
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let finding = Self::refusal(text.span, format!("{key} cannot be \"{}\"", text.value));
        self.context.report(match did_you_mean(&text.value, words.iter().copied()) {
            Some(word) => finding
                .help(format!("did you mean \"{word}\"? The choices are {}", words.join(", ")))
                .fix(Edit::replace(text.span, format!("\"{word}\""))),
            None => finding.help(format!("the choices are {}", words.join(", "))),
        });
        None
    }

    /// A list of texts; one text alone is a list of one.
    pub(super) fn texts(&self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let node = self.node(key)?;
        match node.get_ref() {
            DeValue::Array(list) => Some(list.iter().filter_map(|node| self.item(key, node)).collect()),
            // Ids and tags have no commas; whoever writes one means several.
            DeValue::String(words) if !(words.contains(',') && is_list_of_names(key)) => {
                Some(self.text_of(key, node).into_iter().collect())
            }
            _ => {
                self.wrong(key, node, "a list");
                None
            }
        }
    }

    /// A text in a list.
    fn item(&self, key: &str, node: &Node<'_>) -> Option<Spanned<String>> {
        if !matches!(node.get_ref(), DeValue::String(_)) {
            self.wrong_item(key, node, "a text");
            return None;
        }
        self.text_of(key, node)
    }

    /// A list whose elements are ids or tables with an `id` and a `role`.
    pub(super) fn parts(&self, key: &'static str) -> Option<Vec<(Reference, Option<String>)>> {
        let node = self.node(key)?;
        let DeValue::Array(list) = node.get_ref() else {
            self.wrong(key, node, "a list");
            return None;
        };
        let part = |node: &'t Node<'a>| match node.get_ref() {
            DeValue::Table(table) => {
                let fields = self.inner(table, self.place(node), node.span().start, "an actor");
                let part = fields.required_name("id").map(|id| (id, fields.line("role").map(|role| role.value)));
                fields.finish();
                part
            }
            _ => self.item(key, node).map(|id| (id.map(composed), None)),
        };
        Some(list.iter().filter_map(part).collect())
    }

    /// A table within this one; `span` is where its missing keys are reported, `start` where it begins.
    fn inner(&self, table: &'t DeTable<'a>, span: Span, start: usize, what: &'static str) -> Self {
        let strays = RefCell::new(Some(Vec::new()));
        let level = TableLevel {
            what,
            around: Some(self.level.clone()),
            asked: RefCell::default(),
            elsewhere: RefCell::default(),
            strays,
        };
        Self {
            context: self.context,
            outline: self.outline,
            level: Rc::new(level),
            table,
            start,
            span,
            missing: RefCell::default(),
        }
    }

    /// A table.
    pub(super) fn table(&self, key: &'static str, what: &'static str) -> Option<Self> {
        let node = self.node(key)?;
        let DeValue::Table(table) = node.get_ref() else {
            self.wrong(key, node, "a table");
            return None;
        };
        Some(self.inner(table, self.place(node), node.span().start, what))
    }

    /// A list of tables: `[[key]]` or `key = [{ … }]`.
    pub(super) fn tables(&self, key: &'static str, what: &'static str) -> Vec<Self> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let DeValue::Array(list) = node.get_ref() else {
            let finding = Diagnostic::new(Code::FieldType, format!("{key} of {} is a list of tables", self.what()))
                .at(self.place(node));
            self.context.report(if self.is_below_heading(node) {
                self.brackets(finding.help(format!("write [[{key}]] with two brackets on each side")), node, 2)
            } else {
                let instead = match node.get_ref() {
                    DeValue::Table(_) => format!("[{}]", self.typed(node)),
                    _ => format!("[{}]", self.instead(key, node, "a table")),
                };
                finding.help(format!("write {key} = {instead}")).fix(Edit::replace(self.place(node), instead))
            });
            return Vec::new();
        };
        let table = |node: &'t Node<'a>| {
            let DeValue::Table(table) = node.get_ref() else {
                self.wrong_item(key, node, "a table");
                return None;
            };
            Some(self.inner(table, self.place(node), node.span().start, what))
        };
        list.iter().filter_map(table).collect()
    }

    /// All entries of this table as tables of their own, by key: the form of `actors.toml`.
    pub(super) fn entries(&self, what: &'static str) -> Vec<(Spanned<String>, Self)> {
        // It has ids and no fields: none of them can be meant by a key that an entry does not know.
        self.level.strays.replace(None);
        let entry = |(key, node): (&'t TomlSpanned<Cow<'a, str>>, &'t Node<'a>)| {
            let id = Spanned::new(key.get_ref().to_string(), self.range(key.span()));
            if self.is_set_aside(node) {
                return None;
            }
            let DeValue::Table(table) = node.get_ref() else {
                self.context.report(
                    Diagnostic::new(Code::FieldType, format!("{} stands outside every table", id.value))
                        .at(id.span)
                        .help(format!("put it below a line such as [some-id], which is the id of {what}")),
                );
                return None;
            };
            let fields = self.inner(table, id.span, key.span().start, what);
            Some((id, fields))
        };
        self.table.iter().filter_map(entry).collect()
    }

    /// A table of texts by key: `names = { fa = "…" }`.
    pub(super) fn map(&self, key: &'static str) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some(fields) = self.table(key, "a table of texts") else { return Vec::new() };
        fields
            .table
            .iter()
            .filter_map(|(name, node)| {
                let name = Spanned::new(name.get_ref().to_string(), self.range(name.span()));
                fields.text_of(&name.value, node).map(|text| (name, text))
            })
            .collect()
    }

    /// `asserts`: texts, numbers, dates and truths by key, as texts; the flag says that it is a number.
    pub(super) fn assertions(&self, key: &'static str) -> Vec<(Spanned<String>, Spanned<String>, Option<f64>)> {
        let Some(fields) = self.table(key, "asserts") else { return Vec::new() };
        fields
            .table
            .iter()
            .filter_map(|(name, node)| {
                let place = self.place(node);
                let (text, number) = match node.get_ref() {
                    DeValue::Integer(_) | DeValue::Float(_) => {
                        let Some(number) = plain_number(node.get_ref()).filter(|number| number.is_finite()) else {
                            let message = format!("{} is no number that others can be compared with", self.typed(node));
                            let instead = format!("\"{}\"", self.typed(node));
                            self.context.report(Self::refusal(place, message).write(place, instead));
                            return None;
                        };
                        (number.to_string(), Some(number))
                    }
                    DeValue::Boolean(truth) => ((if *truth { "yes" } else { "no" }).to_owned(), None),
                    DeValue::Datetime(date) => (date.to_string(), None),
                    DeValue::String(_) => (fields.text_of(name.get_ref(), node)?.value, None),
                    _ => {
                        fields.wrong(name.get_ref(), node, "a text");
                        return None;
                    }
                };
                let name = Spanned::new(composed(name.get_ref().to_string()), self.range(name.span()));
                Some((name, Spanned::new(text, place), number))
            })
            .collect()
    }

    /// A date, as text in EDTF or as a bare TOML date.
    pub(super) fn date(&self, key: &'static str) -> Option<Spanned<UnzonedDate>> {
        let node = self.node(key)?;
        let place = self.place(node);
        let text: Cow<'_, str> = match node.get_ref() {
            DeValue::String(text) => Cow::Borrowed(text),
            DeValue::Datetime(date) if date.date.is_some() => Cow::Owned(date.to_string().replace(' ', "T")),
            DeValue::Integer(number) => {
                let digits = whole(number).map_or_else(|| self.typed(node).to_owned(), |number| number.to_string());
                let finding = Diagnostic::new(Code::DateUnquoted, format!("the date {digits} needs quotation marks"));
                self.context.report(match date_of(&digits) {
                    Ok(date) => {
                        let instead = format!("\"{date}\"");
                        finding.at(place).help(format!("write {key} = {instead}")).fix(Edit::replace(place, instead))
                    }
                    Err(error) => Diagnostic::new(error.code, error.message).at(place).help(error.help),
                });
                return None;
            }
            _ => {
                self.wrong(key, node, "a date");
                return None;
            }
        };
        match UnzonedDate::parse(&text) {
            Ok(written) => Some(Spanned::new(written, place)),
            Err(error) => {
                self.context.report(date_error(self.context.text, place, &error));
                None
            }
        }
    }

    /// A day of the calendar.
    pub(super) fn day(&self, key: &'static str) -> Option<NaiveDate> {
        let refuse = |span, text: &str| {
            let message = format!("{key} of {} is one day, not {text}", self.what());
            let help = format!("write the whole date, such as {key} = 2025-07-02");
            self.context.report(Self::refusal(span, message).help(help).fix(Edit::replace(span, "2025-07-02")));
        };
        if let Some((node, DeValue::Integer(_))) = self.node(key).map(|node| (node, node.get_ref())) {
            refuse(self.place(node), self.typed(node));
            return None;
        }
        let written = self.date(key)?;
        let day = NaiveDate::parse_from_str(written.value.text(), "%Y-%m-%d").ok();
        if day.is_none() {
            refuse(written.span, written.value.text());
        }
        day
    }

    /// A time zone by its IANA name.
    pub(super) fn zone(&self, key: &'static str) -> Option<Spanned<Tz>> {
        let text = self.text(key)?;
        self.zone_named(&text)
    }

    /// The zones named in a list.
    pub(super) fn zones(&self, key: &'static str) -> Vec<Tz> {
        self.texts(key).unwrap_or_default().iter().filter_map(|text| Some(self.zone_named(text)?.value)).collect()
    }

    /// The zone of this name, or a report.
    pub(super) fn zone_named(&self, name: &Spanned<String>) -> Option<Spanned<Tz>> {
        match date::zone_named(&name.value) {
            Ok(zone) => Some(Spanned::new(zone, name.span)),
            Err(error) => {
                self.context.report(Diagnostic::new(error.code, error.message).at(name.span).help(error.help));
                None
            }
        }
    }

    /// A language tag.
    pub(super) fn language(&self, key: &'static str) -> Option<Spanned<Language>> {
        let text = self.text(key)?;
        let language = Language::new(&text.value);
        if language.is_none() {
            self.context.report(
                Self::refusal(text.span, format!("\"{}\" is not a language tag", text.value))
                    .help(format!("write {key} = \"en\", \"fa\" or another BCP 47 tag"))
                    .fix(Edit::replace(text.span, "\"en\""))
                    .fix(Edit::replace(text.span, "\"fa\"")),
            );
        }
        Some(Spanned::new(language?, text.span))
    }

    /// Names by language.
    pub(super) fn names(&self, key: &'static str) -> Vec<(Language, String)> {
        let named = |(tag, name): (Spanned<String>, Spanned<String>)| {
            let language = Language::new(&tag.value);
            if language.is_none() {
                self.context.report(
                    Self::refusal(tag.span, format!("\"{}\" is not a language tag", tag.value))
                        .help("write names = { fa = \"…\" } with BCP 47 tags")
                        .fix(Edit::replace(tag.span, "fa")),
                );
            }
            Some((language?, name.value))
        };
        self.map(key).into_iter().filter_map(named).collect()
    }

    /// A web address.
    pub(super) fn address(&self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.text(key)?;
        if link::is_web_address(&text.value) {
            let Some(instead) = link::without_credentials(&text.value) else { return Some(text) };
            let instead = toml_text(&instead);
            self.context.report(
                Diagnostic::new(Code::LinkCredentials, link::CREDENTIALS)
                    .at(text.span)
                    .help(format!("write {key} = {instead}"))
                    .fix(Edit::replace(text.span, instead)),
            );
            return None;
        }
        let finding =
            Diagnostic::new(Code::LinkScheme, format!("{key} of {} is not a web address", self.what())).at(text.span);
        self.context.report(match link::with_scheme(&text.value) {
            Some(whole) => {
                let instead = toml_text(&whole);
                finding.help(format!("write {key} = {instead}")).fix(Edit::replace(text.span, instead))
            }
            None => finding.help("write the whole address, beginning with https:// or http://"),
        });
        None
    }

    /// An id under `key`, or else the file's name.
    pub(super) fn id_or_stem(&self, key: &'static str) -> Spanned<Slug> {
        let written = self.text(key);
        let (text, span) = match &written {
            Some(text) => (text.value.as_str(), text.span),
            // It is there and cannot be read: nobody knows it.
            None if self.has(key) => return self.unknown_id(),
            None => (self.context.stem().0, self.span),
        };
        Spanned::new(self.slug(text, span, written.is_none()).unwrap_or_else(|| placeholder_id(span)), span)
    }

    /// An id that must be written.
    pub(super) fn required_id(&self, key: &'static str) -> Option<Spanned<Slug>> {
        let text = self.required_line(key)?;
        Some(Spanned::new(self.slug(&text.value, text.span, false)?, text.span))
    }

    /// An id that nobody can name, for something whose own is missing or cannot be read. That has been reported.
    pub(super) fn unknown_id(&self) -> Spanned<Slug> {
        self.context.incomplete.set(true);
        Spanned::new(placeholder_id(self.span), self.span)
    }

    /// Ids in a list.
    pub(super) fn slugs(&self, key: &'static str) -> Vec<Spanned<Slug>> {
        let slug = |text: Spanned<String>| Some(Spanned::new(self.slug(&text.value, text.span, false)?, text.span));
        self.texts(key).unwrap_or_default().into_iter().filter_map(slug).collect()
    }

    /// An id from a text, or a report. What it was most likely meant to be goes on, so that others can refer to it.
    pub(super) fn slug(&self, text: &str, span: Span, is_file_name: bool) -> Option<Slug> {
        match Slug::new(text) {
            Ok(slug) => Some(slug),
            Err(bad) => {
                let whose = if is_file_name { "the file's name " } else { "" };
                let message = format!("{whose}“{text}” cannot be an id: it {bad}");
                let meant = Slug::from_words(text);
                let finding = Diagnostic::new(Code::IdBad, message).at(span);
                self.context.report(match (&meant, is_file_name) {
                    (Some(slug), true) => finding
                        .help(format!("rename the file to {slug}.md, or write id = \"{slug}\""))
                        .fix(self.insertion(&format!("id = \"{slug}\""))),
                    // The id of a table is a key, which needs no quotation marks where its letters are plain.
                    (Some(slug), false) if !self.context.text[span.range()].starts_with(['"', '\'']) => {
                        finding.write(span, slug.as_str())
                    }
                    (Some(slug), false) => finding.write(span, format!("\"{slug}\"")),
                    (None, _) => finding.help("use lower-case letters, digits and hyphens"),
                });
                meant
            }
        }
    }

    /// Inline Markdown with its links.
    pub(super) fn inline(&self, key: &'static str) -> Option<Html> {
        let text = self.text(key)?;
        Some(markdown::inline(self.context, &text, markdown::LinkMode::Keep))
    }

    /// Inline Markdown whose links become plain words.
    pub(super) fn summary(&self, key: &'static str) -> Option<Html> {
        let text = self.text(key)?;
        Some(markdown::inline(self.context, &text, markdown::LinkMode::Unwrap))
    }

    /// Anything, as JSON, for templates.
    pub(super) fn anything(&self, key: &'static str) -> serde_json::Value {
        self.node(key).map_or(serde_json::Value::Null, |node| to_json(node.get_ref()))
    }

    /// Reports every key that nobody asked for and every one that must be there and is not.
    pub(super) fn finish(self) {
        let asked = self.level.asked.borrow().clone();
        let mut missing = self.missing.take();
        let strays = self.level.strays.take().unwrap_or_default();
        for key in self.table.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            let stray = self.stray(key, &asked, &mut missing);
            self.hand_over(stray, self.level.around.as_ref());
        }
        for stray in strays {
            self.hand_over(stray, Some(&self.level));
        }
        missing.retain(|key| !self.level.elsewhere.borrow().iter().any(|name| name == key));
        for key in missing {
            let finding = missing_field(key, self.what(), self.span);
            self.context.report(match missing_value(key) {
                Some(value) => finding.fix(self.insertion(&format!("{key} = {value}"))),
                None => finding,
            });
        }
    }

    /// A key that nobody asked for, with what is said of it unless it belongs to a table around this one.
    fn stray(
        &self,
        key: &TomlSpanned<Cow<'a, str>>,
        asked: &[&'static str],
        missing: &mut Vec<&'static str>,
    ) -> UnknownKey {
        let name = key.get_ref().as_ref();
        let what = self.what();
        let finding = Diagnostic::new(Code::FieldUnknown, format!("{what} has no field {name}"));
        let finding = finding.at(self.range(key.span()));
        // What is there already cannot have been meant, but for a list of tables, which goes on under its right name.
        let is_heading = self.outline.heading_line(key.span().start).is_some();
        let others = asked.iter().copied().filter(|other| is_heading || !self.table.contains_key(*other));
        let finding = match did_you_mean(name, others) {
            Some(meant) => {
                missing.retain(|key| *key != meant);
                finding.help(format!("did you mean {meant}?")).fix(self.renaming(key.span(), meant))
            }
            None => finding.help(format!("{what} may have {}", asked.join(", "))),
        };
        UnknownKey { name: name.to_owned(), at: key.span(), what, finding }
    }

    /// Gives a stray key to the tables around it; the first that knows it says where it belongs.
    fn hand_over(&self, stray: UnknownKey, around: Option<&Rc<TableLevel>>) {
        let Some(level) = around else { return self.context.report(stray.finding) };
        if level.asked.borrow().contains(&stray.name.as_str())
            && let Some(finding) = self.misplaced(&stray, level.what)
        {
            level.elsewhere.borrow_mut().push(stray.name);
            return self.context.report(finding);
        }
        if let Some(strays) = &mut *level.strays.borrow_mut() {
            strays.push(stray);
            return;
        }
        self.hand_over(stray, level.around.as_ref());
    }

    /// The finding for a field of `owner` that stands below a heading within it.
    fn misplaced(&self, stray: &UnknownKey, owner: &str) -> Option<Diagnostic> {
        let (line, key) = self.outline.entry_at(stray.at.start)?;
        if key.start != stray.at.start {
            return None;
        }
        let (heading, words) = self.outline.first_heading_within_parent(stray.at.start)?;
        let (line, before) = (self.range(line), self.range(heading));
        let text = format!("{}\n", self.context.text[line.range()].trim_end());
        let message = format!("{} is a field of {owner}, and {} has none of that name", stray.name, stray.what);
        Some(
            Diagnostic::new(Code::FieldUnknown, message)
                .at(self.range(stray.at.clone()))
                .help(format!("move it above {words}, where the fields of {owner} stand"))
                .fix(vec![Edit::insert(before, text), Edit::remove(line)]),
        )
    }

    /// The fix that gives a key another name, in all headings that have it.
    fn renaming(&self, key: Range<usize>, name: &str) -> Fix {
        let places = self.outline.headings_with(key.clone()).unwrap_or_else(|| vec![key]);
        Fix::from(places.into_iter().map(|place| Edit::replace(self.range(place), name)).collect::<Vec<_>>())
    }

    /// The fix that adds a line to this table.
    fn insertion(&self, line: &str) -> Fix {
        let at = |at: usize| self.range(at..at);
        if let Some((heading, _)) = self.outline.heading_line(self.start) {
            return Edit::insert(at(heading.end), format!("{line}\n")).into();
        }
        if self.level.around.is_none() {
            return Edit::insert(at(0), format!("{line}\n")).into();
        }
        // A table in braces.
        let comma = if self.table.is_empty() { " " } else { "," };
        Edit::insert(at(self.start + 1), format!(" {line}{comma}")).into()
    }
}

/// The finding for a key that must be there and is not.
pub(crate) fn missing_field(key: &str, what: &str, span: Span) -> Diagnostic {
    let help = match key {
        "published" => "add published = \"…\": the day on which it appeared, as in \"2025-06-16\"".to_owned(),
        "date" => format!("add date = {}", example(key, "a date")),
        _ => format!("add {key} = {}", example(key, "a text")),
    };
    Diagnostic::new(Code::FieldMissing, format!("{key} is missing from {what}")).at(span).help(help)
}

/// A value with which a missing key can stand. Ids are known only to the editor.
fn missing_value(key: &str) -> Option<&'static str> {
    match key {
        "id" | "source" | "event" | "office" | "sha256" | "file" => None,
        "date" | "published" => Some("\"2025-06-16\""),
        "url" => Some("\"https://example.org/\""),
        "light" => Some("\"#1d4a9e\""),
        _ => Some("\"…\""),
    }
}

/// Whether a list holds ids or tags, in which no comma can stand.
fn is_list_of_names(key: &str) -> bool {
    matches!(key, "tags" | "via" | "basis" | "aliases" | "deny" | "allow" | "zones" | "governs" | "places")
}

/// The finding for a date that cannot be, at its place inside the quotation marks.
pub(super) fn date_error(text: &str, place: Span, error: &DateError) -> Diagnostic {
    let inside = &text[place.range()];
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| inside.starts_with(quote)).map_or(0, str::len);
    let span = if error.range.is_empty() || inside.contains('\\') {
        place
    } else {
        place.part(error.range.start + quote..error.range.end + quote)
    };
    let finding = Diagnostic::new(error.code, error.message.clone()).at(span).help(error.help.clone());
    match &error.meant {
        Some(meant) => finding.fix(Edit::replace(place, toml_text(meant))),
        None => finding,
    }
}

/// An id for something whose own id was refused: nobody can refer to it, and it collides with nothing.
fn placeholder_id(span: Span) -> Slug {
    Slug::from_words(&format!("unnamed {} {}", span.start, span.end)).expect("it has letters")
}

/// A whole number in whichever base it is written; `None` where it is too large.
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

/// What stands there, in words.
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

/// What to type for a value of this type.
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
