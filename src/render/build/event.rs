//! The page of one event.

use super::super::view::{CiteView, EventView, LinkView, NeighbourView};
use super::Scene;
use super::entry::Detail;
use crate::model::{Config, Event, EventIx};
use crate::plan::heading;

impl Scene<'_> {
    pub(in super::super) fn event_page(&self, handle: EventIx) -> EventView {
        let event = &self.site[handle];
        let key = heading(self.site, handle);
        let mut day = self.day_heading(&key, || self.wording.date_part(&event.when, None));
        if let Some(known) = event.when.day() {
            // A page that stands alone names the year.
            day.year = Some(chrono::Datelike::year(&known).to_string());
        }
        let mut entry = self.event_entry(handle, Detail::Full);
        if event.summary_is_lead {
            // The text follows at once; nobody wants to read its beginning twice.
            entry.summary_html = None;
        }
        let about = LinkView { name: event.title.clone(), url: entry.url.clone() };
        EventView {
            day,
            body_html: self.html(&event.body),
            questions: event.questions.iter().map(|question| self.question(handle, question)).collect(),
            accounts: self.accounts(handle),
            chains: self.event_chains(event),
            corrections: self.corrections(&event.corrections, &about),
            previous: handle.at().checked_sub(1).map(EventIx::new).map(|other| self.beside(event, other)),
            next: Some(EventIx::new(handle.at() + 1))
                .filter(|next| next.at() < self.site.events.len())
                .map(|other| self.beside(event, other)),
            cite: self.cite(event),
            entry,
        }
    }

    /// A neighbour in the chronology, with its distance in days.
    fn beside(&self, event: &Event, other: EventIx) -> NeighbourView {
        let when = &self.site[other].when;
        let date = self.date(when).short;
        let words = match (event.when.first_day(), when.first_day()) {
            (Some(here), Some(there)) => format!("{date}, {}", self.wording.distance((there - here).num_days())),
            _ => date,
        };
        self.neighbour(other, words)
    }

    /// How to cite the page: by the publication, the last change, and the address.
    fn cite(&self, event: &Event) -> CiteView {
        let config = &self.site.config;
        let permalink = self.addresses.canonical(self.route);
        let author = if config.authors.is_empty() { config.name.clone() } else { config.authors.join(", ") };
        let day = self.site.updated.as_ref().and_then(crate::date::When::last_day);
        let date = day.map_or_else(|| "n.d.".to_owned(), |day| day.format("%Y, %B %-d").to_string());
        let address = permalink.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
        let apa = format!("{author}. ({date}). {}. In {}.{address}", event.title.trim_end_matches('.'), config.title);
        let url = permalink.as_ref().map(|url| format!(",\n  url    = {{{url}}}")).unwrap_or_default();
        let year = day.map_or_else(|| "n.d.".to_owned(), |day| day.format("%Y").to_string());
        let bibtex = format!(
            "@misc{{{},\n  title  = {{{}}},\n  author = {{{}}},\n  year   = {{{year}}},\n  note   = {{In: {}}}{url}\n}}",
            event.id,
            for_bibtex(&event.title),
            bibtex_authors(config),
            for_bibtex(&config.title)
        );
        CiteView { permalink, apa, bibtex }
    }
}

/// Each author in braces, so that BibTeX does not take a name apart.
fn bibtex_authors(config: &Config) -> String {
    let names = if config.authors.is_empty() { std::slice::from_ref(&config.name) } else { &config.authors };
    names.iter().map(|name| format!("{{{}}}", for_bibtex(name))).collect::<Vec<_>>().join(" and ")
}

/// A text as a field of a BibTeX entry: signs that mean something to TeX are written as commands.
fn for_bibtex(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => safe.extend(['\\', c]),
            '\\' => safe.push_str("\\textbackslash{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    #[test]
    fn bibtex_escapes_what_tex_would_read() {
        assert_eq!(super::for_bibtex(r"R&D: 5 % of {x_1} \ é"), r"R\&D: 5 \% of \{x\_1\} \textbackslash{} é");
    }
}
