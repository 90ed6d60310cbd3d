//! Views of the pages of articles and of the list of sources.

use super::super::view::{ArticleView, ClaimView, LinkView, NoteView, SourceLinkView, SourceRowView, SourcesView};
use super::PageBuilder;
use super::numbers::ReferenceNumbers;
use crate::model::{EventIx, SourceIx, SourceNote};
use crate::plan::{SourceDifference, verdict};
use crate::route::Route;
use crate::text::capitalised;

impl PageBuilder<'_> {
    pub(in super::super) fn article(&self, handle: SourceIx) -> ArticleView {
        let source = &self.site[handle];
        let capture = source.capture.as_ref();
        let about = LinkView { name: source.label().to_owned(), url: self.source_url(handle) };
        let found = verdict(self.site, handle);
        let publish = source.form.word().unwrap_or("record");
        let others = source.provenance.origins.iter().filter(|origin| **origin != handle);
        let mut origins: Vec<SourceLinkView> = others.map(|origin| self.source_link(*origin)).collect();
        let mut notes: Vec<NoteView> = source.notes.iter().map(|note| self.note(note)).collect();
        let mut chains = self.article_chains(handle);
        let mut numbers = ReferenceNumbers::new(self);
        origins.iter_mut().chain(notes.iter_mut().flat_map(|note| &mut note.basis)).for_each(|it| numbers.number(it));
        numbers.chains(&mut chains);
        ArticleView {
            source: self.source_link(handle),
            verdict: self.verdict(handle),
            author: source.author.clone(),
            language: Some(LinkView {
                name: source.language.english_name().to_owned(),
                url: source.language.to_string(),
            }),
            url: source.address().map(str::to_owned),
            host: source.address().and_then(host),
            archived: self.archives(&source.archived),
            publish,
            body_html: if source.shows_body() { self.html(&source.body) } else { String::new() },
            published: source.published.as_ref().map(|when| self.date_and_time(when)),
            body_lang: (publish == "full" && source.language != self.site.config.language)
                .then(|| source.language.to_string()),
            references: numbers.references(),
            notes,
            chains,
            origins,
            claims: source.used.iter().map(|(event, at)| self.claim(*event, *at, &found.differences)).collect(),
            sha256: capture.map(|capture| capture.sha256.clone()),
            taken: capture.and_then(|capture| capture.taken).map(|day| self.day(day)),
            note_html: self.some_html(source.note.as_ref()),
            tags: self.topics(&source.tags),
            corrections: self.corrections(&source.corrections, &about),
            cite: self.cite_record(handle),
        }
    }

    fn note(&self, note: &SourceNote) -> NoteView {
        NoteView {
            kind: note.kind.as_deref().map(capitalised),
            quote: note.quote.as_ref().map(|quote| self.quote(quote)),
            note_html: self.html(&note.note),
            basis: note.basis.iter().map(|source| self.source_link(*source)).collect(),
        }
    }

    fn claim(&self, event: EventIx, at: usize, differences: &[SourceDifference]) -> ClaimView {
        let told = &self.site[event];
        let here = differences.iter().filter(|difference| (difference.event, difference.evidence) == (event, at));
        ClaimView {
            event: self.neighbour(event, self.date(&told.when).short),
            evidence: self.piece(told, &told.evidence[at]),
            differences: here.map(|difference| self.difference(*difference)).collect(),
        }
    }

    pub(in super::super) fn sources(&self, number: usize) -> SourcesView {
        let rows = |articles: bool| {
            let here = self.plan.sources_on(number).iter();
            here.filter(|source| self.site[**source].has_page() == articles).map(|source| self.row(*source)).collect()
        };
        SourcesView {
            total: self.plan.sources.len(),
            articles: rows(true),
            records: rows(false),
            pager: self.pager(&Route::folder("sources"), number, self.plan.source_page_count()),
        }
    }

    fn row(&self, handle: SourceIx) -> SourceRowView {
        let source = &self.site[handle];
        let capture = source.capture.as_ref();
        let mut events: Vec<EventIx> = source.used.iter().map(|(event, _)| *event).collect();
        events.dedup();
        SourceRowView {
            id: source.id.to_string(),
            source: self.source_link(handle),
            has_page: source.has_page(),
            verdict: self.verdict(handle),
            author: source.author.clone(),
            language: (source.language != self.site.config.language).then(|| source.language.english_name().to_owned()),
            original: source.address().map(str::to_owned),
            archived: self.archives(&source.archived),
            via: source.via.iter().map(|via| self.source_link(*via)).collect(),
            sha256: capture.map(|capture| capture.sha256.clone()),
            taken: capture.and_then(|capture| capture.taken).map(|day| self.day(day)),
            note_html: self.some_html(source.note.as_ref()),
            events: events
                .into_iter()
                .map(|event| LinkView { name: self.site[event].title.clone(), url: self.event_url(event) })
                .collect(),
        }
    }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    Some(url.host_str()?.trim_start_matches("www.").to_owned())
}
