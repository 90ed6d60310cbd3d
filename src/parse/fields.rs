//! Reading a TOML table key by key, so that everything wrong in it is reported at once.
//!
//! serde stops at the first mistake and loses spans in nested types. Here each reader asks for the keys that it knows;
//! [`Fields::finish`] then reports all others with a suggestion. A value of the wrong type is reported and read as
//! missing.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use chrono::NaiveDate;
use chrono_tz::Tz;
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::{Context, Reference, link, markdown};
use crate::date::{self, DateError, Written};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, toml_text};
use crate::model::{Disclosure, Html, Language};
use crate::route::Slug;
use crate::span::{Span, Spanned};
use crate::text::{composed, is_forbidden, on_one_line};

type Node<'a> = TomlSpanned<DeValue<'a>>;

/// A parsed table and the place that its spans count from.
pub(super) struct Toml<'a> {
    table: TomlSpanned<DeTable<'a>>,
    offset: usize,
}

impl<'a> Toml<'a> {
    /// Parses the TOML at `range` of the file. Every syntax error is reported; then there is no table, because what
    /// follows a mistake would only be guessed.
    pub(super) fn parse(context: &Context<'a>, range: Range<usize>) -> Option<Self> {
        let (table, errors) = DeTable::parse_recoverable(&context.text[range.clone()]);
        let clean = errors.is_empty();
        let mut told = None;
        // A character that no page can hold has been reported, and TOML does not take most of them either.
        let is_forbidden_character = |error: &toml::de::Error| {
            let at = range.start + error.span().map_or(0, |at| at.start);
            context.text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_forbidden)
        };
        for error in errors.into_iter().filter(|error| !is_forbidden_character(error)) {
            // What is wrong further along on the same line follows from the first mistake.
            let line =
                context.text[range.start..range.start + error.span().map_or(0, |at| at.start)].matches('\n').count();
            if told.replace(line) != Some(line) {
                context.report(syntax_error(context, range.start, &error));
            }
        }
        if !clean {
            context.incomplete.set(true);
        }
        let toml = Self { table, offset: range.start };
        toml.report_forbidden(context, toml.table.get_ref());
        clean.then_some(toml)
    }

    /// Reports characters that no page can hold and that stand in keys and texts as escapes.
    fn report_forbidden(&self, context: &Context<'a>, table: &DeTable<'a>) {
        for (key, node) in table {
            self.report_forbidden_in(context, key.get_ref(), key.span());
            self.report_forbidden_below(context, node);
        }
    }

    fn report_forbidden_below(&self, context: &Context<'a>, node: &Node<'a>) {
        match node.get_ref() {
            DeValue::String(text) => self.report_forbidden_in(context, text, node.span()),
            DeValue::Array(list) => list.iter().for_each(|node| self.report_forbidden_below(context, node)),
            DeValue::Table(table) => self.report_forbidden(context, table),
            _ => {}
        }
    }

    fn report_forbidden_in(&self, context: &Context<'a>, text: &str, range: Range<usize>) {
        context.without_forbidden(text, context.span(self.offset + range.start..self.offset + range.end));
    }

    /// The top-level keys. `missing` is where missing keys are reported.
    pub(super) fn fields<'t>(&'t self, context: &'t Context<'a>, what: &'static str, missing: Span) -> Fields<'t, 'a> {
        Fields {
            context,
            offset: self.offset,
            what,
            table: self.table.get_ref(),
            span: missing,
            asked: RefCell::default(),
            missing: RefCell::default(),
        }
    }
}

fn syntax_error(context: &Context<'_>, offset: usize, error: &toml::de::Error) -> Diagnostic {
    let at = error.span().unwrap_or(0..0);
    let range = (offset + at.start).min(context.text.len())..(offset + at.end).min(context.text.len());
    if let Some((key, value, range)) = unquoted_date(context.text, range.start) {
        return Diagnostic::new(Code::DateUnquoted, format!("the date {value} needs quotation marks"))
            .at(context.span(range))
            .help(format!("write {key} = \"{}\"", in_quotes(value)));
    }
    let said = error.message().lines().next().unwrap_or("this is not TOML").trim_end_matches('.');
    let (message, help) = in_plain_words(said, line_at(context.text, range.start));
    Diagnostic::new(Code::TomlSyntax, message).at(context.span(range)).help(help)
}

/// What the TOML parser said, in an editor's words, and what to type. Its own words are the last resort.
fn in_plain_words(said: &str, line: &str) -> (String, String) {
    let (key, value) = line.split_once('=').map_or((line.trim(), ""), |(key, value)| (key.trim(), value.trim()));
    let colon = line.split_once(':').map(|(key, value)| (key.trim(), value.trim()));
    let is_key = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if let Some((key, value)) = colon
        && is_key(key)
    {
        return (format!("{key} is followed by a colon"), format!("write {key} = {value}"));
    }
    let quotes = |c: char| "“”„«»‘’‚".contains(c);
    if value.starts_with(quotes) {
        let words = value.trim_matches(quotes);
        return ("these quotation marks are not straight ones".to_owned(), format!("write {key} = \"{words}\""));
    }
    let (message, help) = if said.starts_with("string values must be quoted") {
        ("this text needs quotation marks", format!("write {key} = \"{value}\""))
    } else if said.starts_with("invalid basic string") {
        (
            "this text has no quotation mark at its end",
            "put a \" at the end; a text over several lines stands between \"\"\" and \"\"\"".to_owned(),
        )
    } else if said.starts_with("unexpected key or value") && value.matches('"').count() > 2 {
        (
            "the text ends at this quotation mark, and more follows",
            "write \\\" for a quotation mark inside a text, or ' at both ends of the text".to_owned(),
        )
    } else if said.starts_with("unclosed array") {
        ("this list is not closed", "put a ] behind its last item".to_owned())
    } else if said.starts_with("unclosed table") {
        ("this heading is not closed", "put a ] behind it, or two if it begins with two".to_owned())
    } else if said.starts_with("duplicate key") {
        return (format!("{key} is set twice"), "take one of the two lines out".to_owned());
    } else {
        (said, "texts stand in quotation marks, lists in square brackets; https://toml.io shows all forms".to_owned())
    };
    (message.to_owned(), help)
}

/// A date as it belongs between quotation marks: as it was written, or as it was meant where it cannot be read.
fn in_quotes(written: &str) -> String {
    match Written::parse(written) {
        Err(DateError { meant: Some(meant), .. }) => meant,
        _ => written.to_owned(),
    }
}

/// The keys whose values are dates.
const DATE_KEYS: [&str; 10] =
    ["date", "published", "from", "to", "window", "updated", "started", "added", "taken", "saved"];

/// The line that the byte at `at` stands on.
fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// The key and value of the line at `at`, where the value looks like a date that TOML cannot read bare.
fn unquoted_date(text: &str, at: usize) -> Option<(&str, &str, Range<usize>)> {
    let line = line_at(text, at);
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    let (key, rest) = line.split_once('=')?;
    let value = rest.split('#').next()?.trim();
    let digits = value.trim_start_matches('[').bytes().take_while(u8::is_ascii_digit).count();
    let is_read = |value: &str| match Written::parse(value) {
        Ok(_) => true,
        Err(error) => error.meant.is_some(),
    };
    // Of a key that wants a date everything counts that can be understood as one: "20 September 2024", "44 BC".
    let wanted = DATE_KEYS.contains(&key.trim()) && !value.starts_with(['"', '\'', '[', '{']) && is_read(value);
    let dated = digits >= 3 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-/.~?%:[],+".contains(&b));
    let value_start = start + line.len() - rest.len() + rest.find(value)?;
    (wanted || (dated && value.contains(['-', 'X', '/', '~', '?'])))
        .then(|| (key.trim(), value, value_start..value_start + value.len()))
}

/// A table being read. Asking for a key makes it known.
pub(super) struct Fields<'t, 'a> {
    context: &'t Context<'a>,
    offset: usize,
    what: &'static str,
    table: &'t DeTable<'a>,
    span: Span,
    asked: RefCell<Vec<&'static str>>,
    missing: RefCell<Vec<&'static str>>,
}

impl<'t, 'a> Fields<'t, 'a> {
    /// Where the table stands, or where its missing keys are reported.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    fn node(&self, key: &'static str) -> Option<&'t Node<'a>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.table.get(key)
    }

    fn place(&self, node: &Node<'_>) -> Span {
        self.range(node.span())
    }

    /// Where the value of a key stands, or where the key is missing.
    pub(super) fn place_of(&self, key: &'static str) -> Span {
        self.node(key).map_or(self.span, |node| self.place(node))
    }

    fn range(&self, range: Range<usize>) -> Span {
        self.context.span(self.offset + range.start..self.offset + range.end)
    }

    fn wrong(&self, key: &str, node: &Node<'_>, wanted: &str) {
        let message = format!("{key} of {} is {wanted}, not {}", self.what, kind_of(node));
        let help = format!("write {key} = {}", self.instead(key, node, wanted));
        self.context.report(Diagnostic::new(Code::FieldType, message).at(self.place(node)).help(help));
    }

    /// What to type in place of a value of the wrong type.
    fn instead(&self, key: &str, node: &Node<'_>, wanted: &str) -> String {
        match (wanted, node.get_ref()) {
            ("a text", DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_)) => {
                format!("\"{}\"", &self.context.text[self.place(node).range()])
            }
            ("a list", DeValue::String(_)) => format!("[{}]", &self.context.text[self.place(node).range()]),
            _ => example(key, wanted).to_owned(),
        }
    }

    /// Reports an item of a list that has the wrong type.
    fn wrong_item(&self, key: &str, node: &Node<'_>, wanted: &str) {
        let message =
            format!("the items of {key} are {wanted}s, and this is {}", kind_of(node)).replace("are a ", "are ");
        let help = match wanted {
            "a text" => format!("write {}", self.instead(key, node, wanted)),
            _ => format!("write {key} = [{}]", example(key, wanted)),
        };
        self.context.report(Diagnostic::new(Code::FieldType, message).at(self.place(node)).help(help));
    }

    /// Reports a value that has the right type and cannot stand.
    fn refuse(&self, span: Span, message: String, help: String) {
        self.context.report(Diagnostic::new(Code::FieldValue, message).at(span).help(help));
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

    /// Notes that a key is missing. [`Fields::finish`] reports it, unless it is there under a misspelt name.
    fn missing(&self, key: &'static str) {
        self.missing.borrow_mut().push(key);
        if key == "id" {
            self.context.incomplete.set(true);
        }
    }

    fn text_of(&self, key: &str, node: &Node<'_>) -> Option<Spanned<String>> {
        let DeValue::String(text) = node.get_ref() else {
            self.wrong(key, node, "a text");
            return None;
        };
        if text.trim().is_empty() {
            self.refuse(
                self.place(node),
                format!("{key} of {} is empty", self.what),
                format!("write something, or take the line with {key} out"),
            );
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
        if !self.table.contains_key(key) {
            self.node(key);
            self.missing(key);
            return None;
        }
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
        self.node(key).is_some()
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
        let private = self.truth("private").unwrap_or(false);
        let Some(words) = self.line("redact") else {
            return if private || self.has("redact") { Disclosure::Private } else { Disclosure::Public };
        };
        if private {
            let message = format!("{} is private, so no words stand in its place", self.what);
            self.refuse(words.span, message, "take out private = true or the line with redact".to_owned());
            return Disclosure::Private;
        }
        if Slug::from_words(&words.value).is_none() {
            let message = format!("redact of {} has neither letters nor digits", self.what);
            self.refuse(words.span, message, "write words such as redact = \"a resident of the town\"".to_owned());
            return Disclosure::Private;
        }
        Disclosure::Redacted(words.value)
    }

    /// A whole number.
    pub(super) fn integer(&self, key: &'static str) -> Option<i64> {
        let node = self.node(key)?;
        let number = match node.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, node, "a whole number");
        }
        number
    }

    /// How many; none is no answer. `cannot` tells what is wrong with that: "a page cannot hold … entries".
    pub(super) fn count(&self, key: &'static str, cannot: (&str, &str), usual: usize) -> Option<usize> {
        let number = self.integer(key)?;
        let count = usize::try_from(number).ok().filter(|count| *count > 0);
        if count.is_none() {
            let (before, after) = cannot;
            self.refuse(
                self.place_of(key),
                format!("{before} {number} {after}"),
                format!("write {key} = {usual}, or take the line out"),
            );
        }
        count
    }

    /// A number within `bounds`.
    pub(super) fn number(&self, key: &'static str, bounds: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let node = self.node(key)?;
        let Some(number) = plain_number(node.get_ref()) else {
            self.wrong(key, node, "a number");
            return None;
        };
        if !bounds.contains(&number) {
            let (low, high) = (bounds.start(), bounds.end());
            self.refuse(
                self.place(node),
                format!("{key} {number} does not exist"),
                format!("{key} lies between {low} and {high}"),
            );
            return None;
        }
        Some(number)
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text.value) {
            return Some(Spanned::new(*value, text.span));
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let meant = did_you_mean(&text.value, words.iter().copied());
        let help = match meant {
            Some(word) => format!("did you mean \"{word}\"? The choices are {}", words.join(", ")),
            None => format!("the choices are {}", words.join(", ")),
        };
        self.refuse(text.span, format!("{key} cannot be \"{}\"", text.value), help);
        None
    }

    /// A list of texts; one text alone is a list of one.
    pub(super) fn texts(&self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let node = self.node(key)?;
        match node.get_ref() {
            DeValue::Array(list) => Some(list.iter().filter_map(|node| self.item(key, node)).collect()),
            DeValue::String(_) => Some(self.text_of(key, node).into_iter().collect()),
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
                let fields = self.inner(table, self.place(node), "an actor");
                let part = fields.required_name("id").map(|id| (id, fields.line("role").map(|role| role.value)));
                fields.finish();
                part
            }
            _ => self.item(key, node).map(|id| (id.map(composed), None)),
        };
        Some(list.iter().filter_map(part).collect())
    }

    fn inner(&self, table: &'t DeTable<'a>, span: Span, what: &'static str) -> Self {
        Self {
            context: self.context,
            offset: self.offset,
            what,
            table,
            span,
            asked: RefCell::default(),
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
        Some(self.inner(table, self.place(node), what))
    }

    /// A list of tables: `[[key]]` or `key = [{ … }]`.
    pub(super) fn tables(&self, key: &'static str, what: &'static str) -> Vec<Self> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let DeValue::Array(list) = node.get_ref() else {
            self.context.report(
                Diagnostic::new(Code::FieldType, format!("{key} of {} is a list of tables", self.what))
                    .at(self.place(node))
                    .help(format!("write [[{key}]] with two brackets on each side")),
            );
            return Vec::new();
        };
        let table = |node: &'t Node<'a>| {
            let DeValue::Table(table) = node.get_ref() else {
                self.wrong_item(key, node, "a table");
                return None;
            };
            Some(self.inner(table, self.place(node), what))
        };
        list.iter().filter_map(table).collect()
    }

    /// All entries of this table as tables of their own, by key: the form of `actors.toml`.
    pub(super) fn entries(&self, what: &'static str) -> Vec<(Spanned<String>, Self)> {
        let entry = |(key, node): (&'t TomlSpanned<Cow<'a, str>>, &'t Node<'a>)| {
            let id = Spanned::new(key.get_ref().to_string(), self.range(key.span()));
            let DeValue::Table(table) = node.get_ref() else {
                self.context.report(
                    Diagnostic::new(Code::FieldType, format!("{} stands outside every table", id.value))
                        .at(id.span)
                        .help(format!("put it below a line such as [some-id], which is the id of {what}")),
                );
                return None;
            };
            let fields = self.inner(table, id.span, what);
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
                        let number = plain_number(node.get_ref())?;
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
    pub(super) fn date(&self, key: &'static str) -> Option<Spanned<Written>> {
        let node = self.node(key)?;
        let place = self.place(node);
        let text: Cow<'_, str> = match node.get_ref() {
            DeValue::String(text) => Cow::Borrowed(text),
            DeValue::Datetime(date) if date.date.is_some() => Cow::Owned(date.to_string().replace(' ', "T")),
            DeValue::Integer(number) => {
                self.context.report(
                    Diagnostic::new(Code::DateUnquoted, format!("the date {} needs quotation marks", number.as_str()))
                        .at(place)
                        .help(format!("write {key} = \"{}\"", in_quotes(number.as_str()))),
                );
                return None;
            }
            _ => {
                self.wrong(key, node, "a date");
                return None;
            }
        };
        match Written::parse(&text) {
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
            let message = format!("{key} of {} is one day, not {text}", self.what);
            self.refuse(span, message, format!("write the whole date, such as {key} = 2025-07-02"));
        };
        if let Some((node, DeValue::Integer(number))) = self.node(key).map(|node| (node, node.get_ref())) {
            refuse(self.place(node), number.as_str());
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
            self.refuse(
                text.span,
                format!("\"{}\" is not a language tag", text.value),
                format!("write {key} = \"en\", \"fa\" or another BCP 47 tag"),
            );
        }
        Some(Spanned::new(language?, text.span))
    }

    /// Names by language.
    pub(super) fn names(&self, key: &'static str) -> Vec<(Language, String)> {
        let named = |(tag, name): (Spanned<String>, Spanned<String>)| {
            let language = Language::new(&tag.value);
            if language.is_none() {
                self.refuse(
                    tag.span,
                    format!("\"{}\" is not a language tag", tag.value),
                    "write names = { fa = \"…\" } with BCP 47 tags".to_owned(),
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
            self.context.report(
                Diagnostic::new(Code::LinkCredentials, link::CREDENTIALS)
                    .at(text.span)
                    .help(format!("write {key} = {}", toml_text(&instead))),
            );
            return None;
        }
        self.context.report(
            Diagnostic::new(Code::LinkScheme, format!("{key} of {} is not a web address", self.what))
                .at(text.span)
                .help("write the whole address, beginning with https:// or http://"),
        );
        None
    }

    /// An id under `key`, or else the file's name.
    pub(super) fn id_or_stem(&self, key: &'static str) -> Spanned<Slug> {
        let written = self.text(key);
        let (text, span) = match &written {
            Some(text) => (text.value.as_str(), text.span),
            None => (self.context.stem().0, self.span),
        };
        Spanned::new(self.slug(text, span, written.is_none()).unwrap_or_else(|| placeholder_id(span)), span)
    }

    /// An id that must be written.
    pub(super) fn required_id(&self, key: &'static str) -> Option<Spanned<Slug>> {
        let text = self.required_line(key)?;
        Some(Spanned::new(self.slug(&text.value, text.span, false)?, text.span))
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
                let help = match (&meant, is_file_name) {
                    (Some(slug), true) => format!("rename the file to {slug}.md, or write id = \"{slug}\""),
                    (Some(slug), false) => format!("write \"{slug}\""),
                    (None, _) => "use lower-case letters, digits and hyphens".to_owned(),
                };
                self.context.report(Diagnostic::new(Code::IdBad, message).at(span).help(help));
                meant
            }
        }
    }

    /// Inline Markdown with its links.
    pub(super) fn inline(&self, key: &'static str) -> Option<Html> {
        let text = self.text(key)?;
        Some(markdown::inline(self.context, &text, markdown::Links::Keep))
    }

    /// Inline Markdown whose links become plain words.
    pub(super) fn summary(&self, key: &'static str) -> Option<Html> {
        let text = self.text(key)?;
        Some(markdown::inline(self.context, &text, markdown::Links::Unwrap))
    }

    /// Anything, as JSON, for templates.
    pub(super) fn anything(&self, key: &'static str) -> serde_json::Value {
        self.node(key).map_or(serde_json::Value::Null, |node| to_json(node.get_ref()))
    }

    /// Reports every key that nobody asked for and every one that must be there and is not.
    pub(super) fn finish(self) {
        let asked = self.asked.take();
        let mut missing = self.missing.take();
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if asked.contains(&name) {
                continue;
            }
            let help = match did_you_mean(name, asked.iter().copied()) {
                Some(meant) => {
                    missing.retain(|key| *key != meant);
                    format!("did you mean {meant}?")
                }
                None => format!("{} may have {}", self.what, asked.join(", ")),
            };
            let span = self.context.span(self.offset + key.span().start..self.offset + key.span().end);
            self.context.report(
                Diagnostic::new(Code::FieldUnknown, format!("{} has no field {name}", self.what)).at(span).help(help),
            );
        }
        for key in missing {
            self.context.report(missing_field(key, self.what, self.span));
        }
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

/// The finding for a date that cannot be, at its place inside the quotation marks.
pub(super) fn date_error(text: &str, place: Span, error: &DateError) -> Diagnostic {
    let inside = &text[place.range()];
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| inside.starts_with(quote)).map_or(0, str::len);
    let span = if error.range.is_empty() || inside.contains('\\') {
        place
    } else {
        place.part(error.range.start + quote..error.range.end + quote)
    };
    Diagnostic::new(error.code, error.message.clone()).at(span).help(error.help.clone())
}

/// An id for something whose own id was refused: nobody can refer to it, and it collides with nothing.
fn placeholder_id(span: Span) -> Slug {
    Slug::from_words(&format!("unnamed {} {}", span.start, span.end)).expect("it has letters")
}

fn plain_number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(number) => number.as_str().replace('_', "").parse().ok(),
        DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
        _ => None,
    }
}

fn to_json(value: &DeValue<'_>) -> serde_json::Value {
    match value {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Integer(_) | DeValue::Float(_) => plain_number(value).into(),
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
