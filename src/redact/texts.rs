//! Lists every text that readers see, with the place where it was written.
//!
//! In: a site, and the names of its static files. Out: [`SiteText`]s. The contents of templates and static files are
//! not included.

use std::borrow::Cow;

use serde_json::Value;

use crate::config::Author;
use crate::model::{
    Correction, Event, Evidence, FreePage, Html, Link, LinkTarget, Question, QuestionText, Quote, Site, Source,
    Speaker, Visibility,
};
use crate::route::Route;
use crate::span::Span;

/// A text, by the form in which it was written.
#[derive(Clone, Copy)]
pub(super) enum TextForm<'s> {
    /// Plain text.
    Words(&'s str),
    /// Markdown.
    Markdown(&'s Html),
    /// Words of a source.
    Quotation(&'s str),
    /// Words before or after a quotation in its source, which are part of the link to it.
    Beside(&'s str),
    /// An author of the site.
    Author(&'s Author),
    /// An id, which is part of addresses.
    Id(&'s str),
    /// An address on another host.
    Address(&'s str),
    /// The path of a file, which is part of its address.
    File(&'s str),
}

impl<'s> TextForm<'s> {
    /// The texts to search. Markdown gives its plain text, and its HTML because of the attributes.
    pub(super) fn texts(self) -> Vec<Cow<'s, str>> {
        match self {
            Self::Words(text) | Self::Quotation(text) | Self::Beside(text) | Self::Id(text) | Self::File(text) => {
                vec![text.into()]
            }
            Self::Author(author) => vec![author.to_string().into()],
            Self::Markdown(html) => vec![html.plain().into(), html.fill(|_| String::new()).into()],
            Self::Address(url) => vec![percent_encoding::percent_decode_str(url).decode_utf8_lossy()],
        }
    }
}

/// A text that readers see.
pub(super) struct SiteText<'s> {
    /// How a finding refers to it: "this text", "this title".
    pub what: &'s str,
    /// The text.
    pub form: TextForm<'s>,
    /// The place where it was written, as nearly as it is known.
    pub span: Option<Span>,
}

/// All texts that readers see. `files` are the site's static files, with their paths relative to the site's root.
pub(super) fn texts<'s>(site: &'s Site, files: &'s [(Route, String)]) -> Vec<SiteText<'s>> {
    let mut all = SiteTexts(Vec::new());
    all.config(site);
    for (route, path) in files {
        all.0.push(SiteText { what: path, form: TextForm::File(route.path()), span: None });
    }
    for event in &site.events {
        all.event(event);
    }
    for source in &site.sources {
        all.source(source);
    }
    for page in &site.pages {
        all.page(page);
    }
    for question in &site.questions {
        all.question(site, question);
    }
    all.records(site);
    all.overview(site);
    all.0
}

struct SiteTexts<'s>(Vec<SiteText<'s>>);

impl<'s> SiteTexts<'s> {
    fn add(&mut self, what: &'static str, form: TextForm<'s>, span: Span) {
        self.0.push(SiteText { what, form, span: Some(span) });
    }

    fn words(&mut self, what: &'static str, words: impl IntoIterator<Item = &'s String>, span: Span) {
        for words in words {
            self.add(what, TextForm::Words(words), span);
        }
    }

    fn markdown(&mut self, what: &'static str, texts: impl IntoIterator<Item = &'s Html>, span: Span) {
        for html in texts {
            self.add(what, TextForm::Markdown(html), html.span().unwrap_or(span));
            for address in html.external() {
                self.add("this link", TextForm::Address(&address.value), address.span);
            }
            for link in html.links() {
                self.link(link);
            }
        }
    }

    /// Adds the parts of an internal link that readers see: file names, query and fragment. Things and content files
    /// have addresses of their own, and another file is copied next to the page that links to it.
    fn link(&mut self, link: &'s Link) {
        match &link.target {
            LinkTarget::Path(path) => self.add("this link", TextForm::Address(path), link.span),
            LinkTarget::File(path) if !path.ends_with(".md") => {
                self.add("this link", TextForm::File(path.rsplit('/').next().unwrap_or(path)), link.span);
            }
            LinkTarget::File(_) | LinkTarget::Thing(..) | LinkTarget::Here => {}
        }
        for address in link.query.iter().chain(&link.fragment) {
            self.add("this link", TextForm::Address(address), link.span);
        }
    }

    fn quote(&mut self, quote: Option<&'s Quote>) {
        if let Some(quote) = quote {
            self.add("this quotation", TextForm::Quotation(&quote.text), quote.span);
            self.words("this translation", &quote.translation, quote.span);
            for (what, words) in
                [("prefix of this quotation", &quote.prefix), ("suffix of this quotation", &quote.suffix)]
            {
                if let Some(words) = words {
                    self.add(what, TextForm::Beside(words), quote.span);
                }
            }
        }
    }

    /// Adds ids. The caller leaves out ids made of the words that replace a name.
    fn ids(&mut self, ids: impl IntoIterator<Item = &'s crate::route::Slug>, span: Span) {
        for id in ids {
            self.add("this id", TextForm::Id(id.as_str()), span);
        }
    }

    fn config(&mut self, site: &'s Site) {
        let config = &site.config;
        let mut add = |what, form| self.0.push(SiteText { what, form, span: None });
        add("title in site.toml", TextForm::Words(&config.title));
        if config.name != config.title {
            add("name in site.toml", TextForm::Words(&config.name));
        }
        add("description in site.toml", TextForm::Words(&config.description));
        for author in &config.authors {
            add("authors in site.toml", TextForm::Author(author));
        }
        for side in &config.sides {
            add("[[sides]] in site.toml", TextForm::Id(side.id.as_str()));
            add("[[sides]] in site.toml", TextForm::Words(&side.name));
        }
        for words in config.statuses.values() {
            add("[statuses] in site.toml", TextForm::Words(words));
        }
        for words in config.zone_names.values() {
            add("[zones] in site.toml", TextForm::Words(words));
        }
        if let Some(base_url) = &config.base_url {
            add("base_url", TextForm::Address(base_url.as_str()));
        }
        if let Some(licence) = &config.licence {
            add("licence in site.toml", TextForm::Words(&licence.name));
        }
        if let Some(alt) = config.appearance.logo.as_ref().and_then(|logo| logo.alt.as_ref()) {
            add("logo in site.toml", TextForm::Words(alt));
        }
        for words in texts_in(&config.extra) {
            add("[extra] in site.toml", TextForm::Words(words));
        }
        let addresses = config.licence.iter().filter_map(|licence| licence.url.as_ref()).chain(&config.repository);
        for address in addresses {
            self.add("this address", TextForm::Address(&address.value), address.span);
        }
    }

    fn event(&mut self, event: &'s Event) {
        let span = event.span;
        self.ids([&event.id].into_iter().chain(&event.aliases), span);
        self.words("this title", [&event.title].into_iter().chain(&event.label), span);
        self.words("a role here", event.actors.iter().filter_map(|part| part.role.as_ref()), span);
        let texts = [&event.body].into_iter().chain(event.summary.iter().filter(|_| !event.summary_is_lead));
        self.markdown("this text", texts.chain(&event.note).chain(&event.when_note), span);
        for piece in &event.evidence {
            self.evidence(piece);
        }
        self.corrections(&event.corrections);
    }

    fn evidence(&mut self, piece: &'s Evidence) {
        self.quote(piece.quote.as_ref());
        if let Some(Speaker::Other { name, .. }) = &piece.speaker {
            self.words("this speaker", [name], piece.span);
        }
        for assertion in &piece.asserts {
            self.add("asserts here", TextForm::Words(&assertion.key), piece.span);
            self.add("asserts here", TextForm::Words(assertion.value.as_str()), piece.span);
        }
        self.markdown("this note", &piece.note, piece.span);
    }

    fn question(&mut self, site: &'s Site, question: &'s Question) {
        self.ids(question.shared.map(|shared| &site[shared].id), question.span);
        for asked in &question.events {
            self.words("this question", [&asked.key].into_iter().chain(&asked.point), question.span);
        }
        let QuestionText { ask, group, resolved, note, .. } = &question.text;
        self.words("this question", [ask].into_iter().chain(group), question.span);
        self.markdown("this note", note, question.span);
        if let Some(resolved) = resolved {
            self.words("this answer", [&resolved.answer], question.span);
            self.markdown("this answer", [&resolved.why], question.span);
        }
    }

    fn corrections(&mut self, corrections: &'s [Correction]) {
        for correction in corrections {
            self.markdown("this correction", [&correction.note], correction.span);
            self.words("this correction", correction.was.iter().chain(&correction.now), correction.span);
        }
    }

    fn source(&mut self, source: &'s Source) {
        let span = source.span;
        self.ids(
            [&source.id].into_iter().filter(|_| source.visibility == Visibility::Public).chain(&source.aliases),
            span,
        );
        let words = [&source.publisher].into_iter().chain(&source.title).chain(&source.author);
        self.words("this source", words.chain(&source.genre), span);
        for address in source.url.iter().chain(source.archived.iter().map(|copy| &copy.url)) {
            self.add("this address", TextForm::Address(&address.value), address.span);
        }
        self.markdown("this text", [&source.body].into_iter().chain(&source.summary).chain(&source.note), span);
        for note in &source.notes {
            self.words("this note", &note.kind, span);
            self.quote(note.quote.as_ref());
            self.markdown("this note", [&note.note], span);
        }
        self.corrections(&source.corrections);
    }

    fn page(&mut self, page: &'s FreePage) {
        self.ids([&page.id].into_iter().chain(&page.aliases), page.span);
        self.words("this title", [&page.title], page.span);
        self.markdown("this text", [&page.body].into_iter().chain(&page.summary), page.span);
        self.corrections(&page.corrections);
    }

    fn overview(&mut self, site: &'s Site) {
        for chapter in &site.overview.chapters {
            self.words("this title", [&chapter.title], chapter.span);
            self.markdown("this text", &chapter.summary, chapter.span);
        }
        for standing in &site.overview.standing {
            self.words("this label", [&standing.label], standing.span);
            self.markdown("this text", [&standing.text], standing.span);
        }
    }

    fn records(&mut self, site: &'s Site) {
        for actor in &site.actors {
            self.ids([&actor.id].into_iter().filter(|_| actor.visibility == Visibility::Public), actor.span);
            let names = [&actor.name].into_iter().chain(actor.names.iter().map(|(_, name)| name));
            self.words("this actor", names.chain(&actor.aliases).chain(&actor.description), actor.span);
            self.markdown("this note", actor.terms.iter().filter_map(|term| term.note.as_ref()), actor.span);
        }
        for office in &site.offices {
            self.ids([&office.id], office.span);
            self.words("this office", [&office.title].into_iter().chain(&office.aliases), office.span);
        }
        for place in &site.places {
            self.ids([&place.id].into_iter().filter(|_| place.visibility == Visibility::Public), place.span);
            let names = [&place.name].into_iter().chain(place.names.iter().map(|(_, name)| name));
            self.words("this place", names.chain(&place.country), place.span);
            self.markdown("this note", &place.note, place.span);
        }
        for tag in &site.tags {
            let events = tag.events.iter().map(|event| site[*event].span);
            let span = events.chain(tag.articles.iter().map(|source| site[*source].span)).next();
            self.0.push(SiteText { what: "a tag here", form: TextForm::Id(&tag.name), span });
        }
    }
}

/// All texts and keys in a JSON value.
fn texts_in(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts_in).collect(),
        Value::Object(entries) => {
            entries.iter().flat_map(|(key, value)| [key.as_str()].into_iter().chain(texts_in(value))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
