//! Readers for fields of a timeline's own types: dates, zones, languages, addresses, ids, Markdown.

use std::borrow::Cow;

use chrono::NaiveDate;
use chrono_tz::Tz;
use toml::de::DeValue;

use super::{TableReader, whole};
use crate::date::{self, DateError, UnzonedDate};
use crate::diagnostic::{Code, Diagnostic, Edit, toml_text};
use crate::language::Language;
use crate::model::{Html, Visibility};
use crate::parse::toml::date_of;
use crate::parse::{link, markdown};
use crate::route::Slug;
use crate::span::{Span, Spanned};

impl TableReader<'_, '_> {
    /// `private` and `redact`: how much of a record is published. If both apply, or one of them is invalid, the record
    /// is private.
    pub(in crate::parse) fn visibility(&self) -> Visibility {
        // An invalid value may have been meant as true.
        let private = self.truth("private").unwrap_or_else(|| self.has("private"));
        let Some(words) = self.line("redact") else {
            return if private || self.has("redact") { Visibility::Private } else { Visibility::Public };
        };
        if private {
            let message = format!("{} is private, so no words stand in its place", self.what());
            let help = "take out private = true or the line with redact";
            let line = self.node("redact").map(|node| Edit::remove(self.whole_line(node)));
            self.context.report(Self::refusal(words.span, message).help(help).fix(Vec::from_iter(line)));
            return Visibility::Private;
        }
        if Slug::from_words(&words.value).is_none() {
            let message = format!("redact of {} has neither letters nor digits", self.what());
            let instead = "\"a resident of the town\"";
            let help = format!("write words such as redact = {instead}");
            self.context.report(Self::refusal(words.span, message).help(help).fix(Edit::replace(words.span, instead)));
            return Visibility::Private;
        }
        Visibility::Redacted(words.value)
    }

    /// A date: a text in EDTF or a bare TOML date.
    pub(in crate::parse) fn date(&self, key: &'static str) -> Option<Spanned<UnzonedDate>> {
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
                self.report(self.date_error(place, &error));
                None
            }
        }
    }

    /// A single day of the calendar.
    pub(in crate::parse) fn day(&self, key: &'static str) -> Option<NaiveDate> {
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

    /// A time zone, by its IANA name.
    pub(in crate::parse) fn zone(&self, key: &'static str) -> Option<Spanned<Tz>> {
        let text = self.text(key)?;
        self.zone_named(&text)
    }

    /// A list of time zones.
    pub(in crate::parse) fn zones(&self, key: &'static str) -> Vec<Tz> {
        self.texts(key).unwrap_or_default().iter().filter_map(|text| Some(self.zone_named(text)?.value)).collect()
    }

    /// The time zone with this name. An unknown one is reported.
    pub(in crate::parse) fn zone_named(&self, name: &Spanned<String>) -> Option<Spanned<Tz>> {
        match date::zone_named(&name.value) {
            Ok(zone) => Some(Spanned::new(zone, name.span)),
            Err(error) => {
                self.context.report(Diagnostic::new(error.code, error.message).at(name.span).help(error.help));
                None
            }
        }
    }

    /// A language tag.
    pub(in crate::parse) fn language(&self, key: &'static str) -> Option<Spanned<Language>> {
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

    /// Names by language tag.
    pub(in crate::parse) fn names(&self, key: &'static str) -> Vec<(Language, String)> {
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

    /// An `http` or `https` address.
    pub(in crate::parse) fn address(&self, key: &'static str) -> Option<Spanned<String>> {
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

    /// The id under `key`, else the file's name.
    pub(in crate::parse) fn id_or_stem(&self, key: &'static str) -> Spanned<Slug> {
        let written = self.text(key);
        let (text, span) = match &written {
            Some(text) => (text.value.as_str(), text.span),
            // The id is present but invalid, so it is unknown.
            None if self.has(key) => return self.unknown_id(),
            None => (self.context.stem().0, self.span),
        };
        Spanned::new(self.slug(text, span, written.is_none()).unwrap_or_else(|| placeholder_id(span)), span)
    }

    /// A required id.
    pub(in crate::parse) fn required_id(&self, key: &'static str) -> Option<Spanned<Slug>> {
        let text = self.required_line(key)?;
        Some(Spanned::new(self.slug(&text.value, text.span, false)?, text.span))
    }

    /// A placeholder for an id that is missing or invalid. That has been reported, and nothing can refer to it.
    pub(in crate::parse) fn unknown_id(&self) -> Spanned<Slug> {
        self.context.incomplete.set(true);
        Spanned::new(placeholder_id(self.span), self.span)
    }

    /// A list of ids.
    pub(in crate::parse) fn slugs(&self, key: &'static str) -> Vec<Spanned<Slug>> {
        let slug = |text: Spanned<String>| Some(Spanned::new(self.slug(&text.value, text.span, false)?, text.span));
        self.texts(key).unwrap_or_default().into_iter().filter_map(slug).collect()
    }

    /// An id from a text. An invalid one is reported, and the id that was most likely meant is returned, so that others
    /// can refer to it.
    pub(in crate::parse) fn slug(&self, text: &str, span: Span, is_file_name: bool) -> Option<Slug> {
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
                    // The id of a table is a key, which needs no quotation marks if it is a bare key.
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
    pub(in crate::parse) fn inline(&self, key: &'static str) -> Option<Html> {
        let text = self.text(key)?;
        Some(markdown::inline(self.context, &text, markdown::LinkMode::Keep))
    }

    /// Inline Markdown in which links are replaced with their words.
    pub(in crate::parse) fn summary(&self, key: &'static str) -> Option<Html> {
        let text = self.text(key)?;
        Some(markdown::inline(self.context, &text, markdown::LinkMode::Unwrap))
    }

    /// The finding for an invalid date, at the exact place inside the quotation marks.
    pub(in crate::parse) fn date_error(&self, place: Span, error: &DateError) -> Diagnostic {
        let inside = &self.context.text[place.range()];
        let quote =
            ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| inside.starts_with(quote)).map_or(0, str::len);
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
}

/// A placeholder for an id that was refused. Nothing can refer to it, and it is distinct from other ids.
fn placeholder_id(span: Span) -> Slug {
    Slug::from_words(&format!("unnamed {} {}", span.start, span.end)).expect("it has letters")
}
