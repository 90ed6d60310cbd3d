//! The keys that each table of content files and of `site.toml` may have.
//!
//! The reader of a table asks for all of these keys and for no others; debug builds check that. Any other key in a file
//! is unknown. Help texts list keys in the order of this file.

/// The keys that a table may have.
pub(super) struct TableKeys {
    /// The thing that the table describes, in the words of findings.
    pub what: &'static str,
    /// Its keys. A table whose keys are ids or other names has none.
    pub keys: &'static [&'static str],
}

impl TableKeys {
    /// Whether the table may have this key.
    pub(super) fn contains(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }
}

/// These keys, then those that every event has.
macro_rules! event_keys {
    ($($key:literal),*) => {
        &[
            $($key,)*
            "zone",
            "place",
            "places",
            "actors",
            "tags",
            "status",
            "summary",
            "label",
            "key",
            "known",
            "note",
            "when_note",
            "order",
            "after",
            "before",
            "added",
            "draft",
            "private",
            "evidence",
            "questions",
            "corrections",
        ]
    };
}

/// The front matter of an event file with one event. `events` is among its keys so that help texts name it; a file that
/// has it is read as [`EVENTS_FILE`].
pub(super) const EVENT: TableKeys =
    TableKeys { what: "the event", keys: event_keys!["events", "id", "title", "date", "check", "aliases"] };

/// The front matter of an event file with several events.
pub(super) const EVENTS_FILE: TableKeys = TableKeys { what: "the event", keys: &["events", "check"] };

/// `[[events]]` in an event file.
pub(super) const EVENT_AMONG_SEVERAL: TableKeys =
    TableKeys { what: "the event", keys: event_keys!["id", "title", "date", "aliases"] };

/// `[[events]]` in an article.
pub(super) const EVENT_IN_ARTICLE: TableKeys =
    TableKeys { what: "the event", keys: event_keys!["id", "quote", "prefix", "suffix", "aliases", "title", "date"] };

/// An item of an event's `actors` that is a table.
pub(super) const ACTOR_IN_EVENT: TableKeys = TableKeys { what: "an actor", keys: &["id", "role"] };

/// These keys, then those that all evidence has.
macro_rules! evidence_keys {
    ($($key:literal),*) => {
        &[
            $($key,)*
            "quote",
            "prefix",
            "suffix",
            "lang",
            "translation",
            "speaker",
            "via",
            "asserts",
            "stance",
            "modality",
            "note",
            "private",
        ]
    };
}

/// `[[evidence]]` of an event.
pub(super) const EVIDENCE: TableKeys = TableKeys { what: "the evidence", keys: evidence_keys!["source"] };

/// `[[reports]]` of an article.
pub(super) const REPORT: TableKeys = TableKeys { what: "the report", keys: evidence_keys!["event"] };

/// `speaker` of evidence and reports, if it is a table.
pub(super) const SPEAKER: TableKeys = TableKeys { what: "the speaker", keys: &["name", "side"] };

/// `asserts` of evidence and reports, whose keys the editor chooses.
pub(super) const ASSERTS: TableKeys = TableKeys { what: "asserts", keys: &[] };

/// `[[questions]]` of an event.
pub(super) const QUESTION: TableKeys = TableKeys {
    what: "the question",
    keys: &["key", "question", "ask", "point", "group", "weight", "note", "resolved"],
};

/// `resolved` of a question.
pub(super) const ANSWER: TableKeys = TableKeys { what: "the answer", keys: &["answer", "why", "date"] };

/// `[[corrections]]` of an event, an article or a page.
pub(super) const CORRECTION: TableKeys =
    TableKeys { what: "the correction", keys: &["date", "kind", "note", "was", "now"] };

/// `[check]` of a content file.
pub(super) const CHECK: TableKeys = TableKeys { what: "[check]", keys: &["deny", "allow"] };

/// These keys, then those that every source has, then the others.
macro_rules! source_keys {
    ($($before:literal),*; $($after:literal),*) => {
        &[
            $($before,)*
            "language",
            "genre",
            "url",
            "archived",
            "via",
            "capture",
            "note",
            "private",
            "redact",
            $($after,)*
        ]
    };
}

/// The front matter of an article.
pub(super) const ARTICLE: TableKeys = TableKeys {
    what: "the article",
    keys: source_keys![
        "id", "title", "publisher", "published", "publish", "aliases", "summary", "notes", "tags", "reports",
        "corrections", "draft", "author"; "events", "check"
    ],
};

/// `[[notes]]` of an article.
pub(super) const NOTE: TableKeys =
    TableKeys { what: "the note", keys: &["note", "kind", "quote", "prefix", "suffix", "basis"] };

/// A file of sources.
pub(super) const SOURCES_FILE: TableKeys = TableKeys { what: "a file of sources", keys: &["sources", "check"] };

/// `[[sources]]` in a file of sources.
pub(super) const SOURCE: TableKeys =
    TableKeys { what: "the source", keys: source_keys!["id", "publisher", "title", "author", "published";] };

/// `archived` of an article or a source.
pub(super) const ARCHIVED_COPY: TableKeys = TableKeys { what: "the archived copy", keys: &["url", "date"] };

/// `capture` of an article or a source.
pub(super) const CAPTURE: TableKeys = TableKeys { what: "the capture", keys: &["sha256", "taken"] };

/// `actors.toml`, `offices.toml` and `places.toml`, whose keys are ids.
pub(super) const RECORDS_FILE: TableKeys = TableKeys { what: "the file", keys: &[] };

/// An actor in `actors.toml`.
pub(super) const ACTOR: TableKeys = TableKeys {
    what: "the actor",
    keys: &["name", "names", "aliases", "kind", "side", "description", "wikidata", "private", "redact", "terms"],
};

/// `[[ID.terms]]` of an actor.
pub(super) const TERM_OF_OFFICE: TableKeys =
    TableKeys { what: "the term of office", keys: &["office", "from", "to", "source", "unverified", "note"] };

/// An office in `offices.toml`.
pub(super) const OFFICE: TableKeys =
    TableKeys { what: "the office", keys: &["title", "aliases", "of", "governs", "several"] };

/// A place in `places.toml`.
pub(super) const PLACE: TableKeys = TableKeys {
    what: "the place",
    keys: &["name", "names", "country", "lat", "lon", "precision", "zone", "wikidata", "note", "private", "redact"],
};

/// `overview.toml`.
pub(super) const OVERVIEW: TableKeys =
    TableKeys { what: "the overview", keys: &["as_of", "chapters", "questions", "standing", "check"] };

/// `[[chapters]]` in `overview.toml`.
pub(super) const CHAPTER: TableKeys = TableKeys { what: "the chapter", keys: &["title", "from", "to", "summary"] };

/// `[[questions]]` in `overview.toml`.
pub(super) const SHARED_QUESTION: TableKeys =
    TableKeys { what: "the question", keys: &["id", "ask", "group", "weight", "note", "resolved"] };

/// `[[standing]]` in `overview.toml`.
pub(super) const STANDING: TableKeys =
    TableKeys { what: "the entry of [[standing]]", keys: &["label", "text", "status"] };

/// The front matter of a page.
pub(super) const PAGE: TableKeys = TableKeys {
    what: "the page",
    keys: &["title", "id", "aliases", "summary", "nav", "order", "draft", "corrections", "check"],
};

/// `site.toml`.
pub(super) const SITE: TableKeys = TableKeys {
    what: "the site",
    keys: &[
        "title",
        "zone",
        "check",
        "name",
        "description",
        "base_url",
        "language",
        "authors",
        "licence",
        "repository",
        "started",
        "updated",
        "editor",
        "timeline",
        "home",
        "zones",
        "paths",
        "markdown",
        "sides",
        "statuses",
        "map",
        "share",
        "theme",
        "extra",
    ],
};

/// `[check]` of `site.toml`.
pub(super) const SITE_CHECK: TableKeys = TableKeys { what: "[check]", keys: &["deny", "allow", "quote_words"] };

/// `[licence]` of `site.toml`.
pub(super) const LICENCE: TableKeys = TableKeys { what: "the licence", keys: &["name", "url"] };

/// `[timeline]` of `site.toml`.
pub(super) const TIMELINE: TableKeys =
    TableKeys { what: "[timeline]", keys: &["window", "outside", "articles", "newest", "zones", "per_page"] };

/// `[home]` of `site.toml`.
pub(super) const HOME: TableKeys = TableKeys { what: "[home]", keys: &["parts"] };

/// `[paths]` of `site.toml`.
pub(super) const PATHS: TableKeys =
    TableKeys { what: "[paths]", keys: &["content", "captures", "templates", "static", "output"] };

/// `[markdown]` of `site.toml`.
pub(super) const MARKDOWN: TableKeys = TableKeys { what: "[markdown]", keys: &["html"] };

/// `[[sides]]` of `site.toml`.
pub(super) const SIDE: TableKeys = TableKeys { what: "the side", keys: &["id", "name"] };

/// `[statuses]` of `site.toml`.
pub(super) const STATUSES: TableKeys =
    TableKeys { what: "[statuses]", keys: &["confirmed", "reported", "disputed", "denied", "retracted"] };

/// `[map]` of `site.toml`.
pub(super) const MAP: TableKeys = TableKeys { what: "[map]", keys: &["show", "borders"] };

/// `[share]` of `site.toml`.
pub(super) const SHARE: TableKeys = TableKeys { what: "[share]", keys: &["cards", "embeds"] };

/// `[theme]` of `site.toml`.
pub(super) const THEME: TableKeys = TableKeys {
    what: "[theme]",
    keys: &["name", "scheme", "accent", "fonts", "serif", "sans", "mono", "logo", "density"],
};

/// `accent` of `[theme]`, if it is a table.
pub(super) const ACCENT: TableKeys = TableKeys { what: "accent", keys: &["light", "dark"] };

/// `logo` of `[theme]`, if it is a table.
pub(super) const LOGO: TableKeys = TableKeys { what: "logo", keys: &["file", "alt"] };

/// `names` of actors and places, whose keys are languages, and `[zones]` of `site.toml`, whose keys are time zones.
pub(super) const TEXTS: TableKeys = TableKeys { what: "a table of texts", keys: &[] };
