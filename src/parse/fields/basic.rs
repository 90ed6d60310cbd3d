//! Readers for fields of TOML's own types: texts, numbers, booleans, lists and tables.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::{Node, TableLevel, TableReader, plain_number, to_json, whole};
use crate::diagnostic::{Code, Diagnostic, Edit, did_you_mean};
use crate::parse::keys::{self, TableKeys};
use crate::parse::raw::Reference;
use crate::span::{Span, Spanned};
use crate::text::{composed, on_one_line};

impl<'t, 'a> TableReader<'t, 'a> {
    /// Whether the value is an empty text.
    pub(in crate::parse) fn is_empty_text(&self, key: &'static str) -> bool {
        matches!(self.node(key).map(Node::get_ref), Some(DeValue::String(text)) if text.trim().is_empty())
    }

    /// Whether the value is a table.
    pub(in crate::parse) fn is_table(&self, key: &'static str) -> bool {
        matches!(self.node(key).map(Node::get_ref), Some(DeValue::Table(_)))
    }

    /// Records that a key is missing. [`TableReader::finish`] reports it, unless the key is present under a misspelt
    /// name.
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

    /// A text, trimmed. An empty one is reported.
    pub(in crate::parse) fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        self.text_of(key, self.node(key)?)
    }

    /// A text on one line.
    pub(in crate::parse) fn line(&self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.text(key)?;
        Some(text.map(|text| on_one_line(&text)))
    }

    /// A text on one line. A missing one is reported.
    pub(in crate::parse) fn required_line(&self, key: &'static str) -> Option<Spanned<String>> {
        self.require(key);
        self.line(key)
    }

    /// A name that is compared with others: a text on one line, composed to NFC as ids are.
    pub(in crate::parse) fn name(&self, key: &'static str) -> Option<Spanned<String>> {
        self.line(key).map(|text| text.map(composed))
    }

    /// A name. A missing one is reported.
    pub(in crate::parse) fn required_name(&self, key: &'static str) -> Option<Spanned<String>> {
        self.required_line(key).map(|text| text.map(composed))
    }

    /// A list of names. A single name counts as a list of one.
    pub(in crate::parse) fn names_of(&self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        Some(self.texts(key)?.into_iter().map(|text| text.map(|text| composed(on_one_line(&text)))).collect())
    }

    /// Whether a key is present.
    pub(in crate::parse) fn has(&self, key: &'static str) -> bool {
        self.ask(key);
        self.table.contains_key(key)
    }

    /// Reports `key` if it is missing.
    pub(in crate::parse) fn require(&self, key: &'static str) {
        if !self.has(key) {
            self.missing(key);
        }
    }

    /// A boolean.
    pub(in crate::parse) fn truth(&self, key: &'static str) -> Option<bool> {
        let node = self.node(key)?;
        let DeValue::Boolean(truth) = node.get_ref() else {
            self.wrong(key, node, "true or false");
            return None;
        };
        Some(*truth)
    }

    /// A whole number.
    pub(in crate::parse) fn integer(&self, key: &'static str) -> Option<i64> {
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

    /// A positive whole number. `cannot` is the message about zero or less: "a page cannot hold … entries".
    pub(in crate::parse) fn count(&self, key: &'static str, cannot: (&str, &str), usual: usize) -> Option<usize> {
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

    /// A number within `bounds`, both included.
    pub(in crate::parse) fn number(&self, key: &'static str, bounds: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let node = self.node(key)?;
        let number = plain_number(node.get_ref());
        if number.is_none() && !matches!(node.get_ref(), DeValue::Integer(_)) {
            self.wrong(key, node, "a number");
            return None;
        }
        let Some(number) = number.filter(|number| bounds.contains(number)) else {
            // A number that is too large for `f64` or `i64` is quoted as written.
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
    pub(in crate::parse) fn choice<T: Copy>(
        &self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        self.chosen(key, &self.text(key)?, choices)
    }

    /// A list of words out of a few.
    pub(in crate::parse) fn choices<T: Copy>(
        &self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Vec<Spanned<T>>> {
        let texts = self.texts(key)?;
        Some(texts.iter().filter_map(|text| self.chosen(key, text, choices)).collect())
    }

    /// What a word stands for. Another word is reported.
    fn chosen<T: Copy>(
        &self,
        key: &'static str,
        text: &Spanned<String>,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
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

    /// A list of texts. A single text counts as a list of one.
    pub(in crate::parse) fn texts(&self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let node = self.node(key)?;
        match node.get_ref() {
            DeValue::Array(list) => Some(list.iter().filter_map(|node| self.item(key, node)).collect()),
            // Ids and tags contain no commas, so a text with a comma is meant as several.
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

    /// A list of ids, or of tables with an `id` and a `role`.
    pub(in crate::parse) fn parts(&self, key: &'static str) -> Option<Vec<(Reference, Option<String>)>> {
        let node = self.node(key)?;
        let DeValue::Array(list) = node.get_ref() else {
            self.wrong(key, node, "a list");
            return None;
        };
        let part = |node: &'t Node<'a>| match node.get_ref() {
            DeValue::Table(table) => {
                let fields = self.inner(table, self.place(node), node.span().start, &keys::ACTOR_IN_EVENT);
                let (id, role) = (fields.required_name("id"), fields.line("role"));
                fields.finish();
                Some((id?, role.map(|role| role.value)))
            }
            _ => self.item(key, node).map(|id| (id.map(composed), None)),
        };
        Some(list.iter().filter_map(part).collect())
    }

    /// A reader of a table within this one. Missing keys are reported at `span`; `start` is where the table begins.
    fn inner(&self, table: &'t DeTable<'a>, span: Span, start: usize, keys: &'static TableKeys) -> Self {
        let level = TableLevel { keys, around: Some(self.level.clone()), elsewhere: RefCell::default() };
        Self {
            context: self.context,
            outline: self.outline,
            level: Rc::new(level),
            table,
            start,
            span,
            asked: RefCell::default(),
            missing: RefCell::default(),
        }
    }

    /// A table.
    pub(in crate::parse) fn table(&self, key: &'static str, keys: &'static TableKeys) -> Option<Self> {
        let node = self.node(key)?;
        let DeValue::Table(table) = node.get_ref() else {
            self.wrong(key, node, "a table");
            return None;
        };
        Some(self.inner(table, self.place(node), node.span().start, keys))
    }

    /// A list of tables: `[[key]]` or `key = [{ … }]`.
    pub(in crate::parse) fn tables(&self, key: &'static str, keys: &'static TableKeys) -> Vec<Self> {
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
            Some(self.inner(table, self.place(node), node.span().start, keys))
        };
        list.iter().filter_map(table).collect()
    }

    /// All entries of this table as tables, by key: the form of `actors.toml`.
    pub(in crate::parse) fn entries(&self, keys: &'static TableKeys) -> Vec<(Spanned<String>, Self)> {
        let entry = |(key, node): (&'t TomlSpanned<Cow<'a, str>>, &'t Node<'a>)| {
            let id = Spanned::new(key.get_ref().to_string(), self.range(key.span()));
            if self.is_set_aside(node) {
                return None;
            }
            let DeValue::Table(table) = node.get_ref() else {
                self.context.report(
                    Diagnostic::new(Code::FieldType, format!("{} stands outside every table", id.value))
                        .at(id.span)
                        .help(format!("put it below a line such as [some-id], which is the id of {}", keys.what)),
                );
                return None;
            };
            let fields = self.inner(table, id.span, key.span().start, keys);
            Some((id, fields))
        };
        self.table.iter().filter_map(entry).collect()
    }

    /// A table of texts by key: `names = { fa = "…" }`.
    pub(in crate::parse) fn map(&self, key: &'static str) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some(fields) = self.table(key, &keys::TEXTS) else { return Vec::new() };
        fields
            .table
            .iter()
            .filter_map(|(name, node)| {
                let name = Spanned::new(name.get_ref().to_string(), self.range(name.span()));
                fields.text_of(&name.value, node).map(|text| (name, text))
            })
            .collect()
    }

    /// The entries of `asserts`: texts, numbers, dates and booleans by key. All are given as texts, numbers also as
    /// `f64`.
    pub(in crate::parse) fn assertions(
        &self,
        key: &'static str,
    ) -> Vec<(Spanned<String>, Spanned<String>, Option<f64>)> {
        let Some(fields) = self.table(key, &keys::ASSERTS) else { return Vec::new() };
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

    /// Any value, as JSON for templates.
    pub(in crate::parse) fn anything(&self, key: &'static str) -> serde_json::Value {
        self.node(key).map_or(serde_json::Value::Null, |node| to_json(node.get_ref()))
    }
}

/// Whether the items of a list are ids, tags or other names without commas.
fn is_list_of_names(key: &str) -> bool {
    matches!(key, "tags" | "via" | "basis" | "aliases" | "deny" | "allow" | "zones" | "governs" | "places")
}
